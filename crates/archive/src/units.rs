//! Units of a table: stated by its format, or told by its first rows where the format has two ways to write.

use crate::cell::Cell;
use crate::field::{Field, Row};

/// How many of a table's units make a knot, a degree of course and of heading, a metre of draught and a degree of place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub(crate) speed: f64,
    pub(crate) course: f64,
    pub(crate) heading: f64,
    pub(crate) draught: f64,
    pub(crate) place: f64,
}

impl Scale {
    /// Knots, degrees, metres.
    pub(crate) const PLAIN: Self = Self { speed: 1.0, course: 1.0, heading: 1.0, draught: 1.0, place: 1.0 };
    pub(crate) const TENTHS_OF_KNOTS: Self = Self { speed: 10.0, ..Self::PLAIN };
    /// Integers as messages have them: tenths, whole degrees of heading, and places in 1/10,000 minute, 600,000 to a
    /// degree.
    pub(crate) const AS_BROADCAST: Self =
        Self { speed: 10.0, course: 10.0, draught: 10.0, place: 600_000.0, ..Self::PLAIN };
}

/// What a format says of its units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Units {
    Stated(Scale),
    /// Whole tenths of a knot, under column names that a table in knots may have, too.
    TenthsOfKnots,
    /// Everything plain or everything as broadcast, under the same header.
    PlainOrBroadcast,
}

/// What the header and the first rows of a table show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The names are in capitals.
    capitals: bool,
    speeds: Figures,
    places: Figures,
}

/// What the figures of a kind show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Figures {
    /// One is not whole.
    parts: bool,
    /// One is above any that there is in knots or degrees.
    beyond: bool,
}

/// Whether the names in a header are in capitals.
pub(crate) fn has_capitals(header: &[u8]) -> bool {
    !header.iter().any(u8::is_ascii_lowercase)
}

impl Evidence {
    /// What a header shows: whether its names are in capitals.
    pub(crate) fn of_header(capitals: bool) -> Self {
        Self { capitals, ..Self::default() }
    }

    /// Adds what a row shows.
    pub(crate) fn see(&mut self, row: &impl Row) {
        self.speeds.see(row.cell(Field::Speed), 102.3);
        // 91 and 181 stand for "not available" in degrees.
        self.places.see(row.cell(Field::Lat), 91.0);
        self.places.see(row.cell(Field::Lon), 181.0);
    }
}

impl Figures {
    fn see(&mut self, cell: Cell<'_>, most: f64) {
        let Some(figure) = cell.number() else { return };
        self.parts |= figure.fract() != 0.0;
        self.beyond |= figure.abs() > most;
    }
}

impl Units {
    /// Whether rows must be seen before the first can be read.
    pub(crate) fn need_evidence(self) -> bool {
        !matches!(self, Self::Stated(_))
    }

    /// The scale, or what to do where the evidence allows for two.
    pub(crate) fn settle(self, seen: Evidence) -> Result<Scale, &'static str> {
        match self {
            Self::Stated(scale) => Ok(scale),
            Self::TenthsOfKnots if seen.speeds.parts => {
                Err("its speeds have fractions, so they are no tenths of a knot; \
                     name the column `sog` if they are knots")
            }
            Self::TenthsOfKnots if seen.capitals || seen.speeds.beyond => Ok(Scale::TENTHS_OF_KNOTS),
            Self::TenthsOfKnots => Err("its speeds could be knots or tenths of a knot; \
                 name the column `sog` for knots, or write the header in capitals for tenths"),
            Self::PlainOrBroadcast => match (seen.places.parts, seen.places.beyond) {
                (true, false) => Ok(Scale::PLAIN),
                (false, true) => Ok(Scale::AS_BROADCAST),
                (true, true) => Err("some places are degrees and some are 1/600000 degree; part the two"),
                (false, false) => Err("no place in its first rows tells degrees from 1/600000 degree"),
            },
        }
    }
}

/// A number in a table's units; other cells as they are.
#[inline]
pub(crate) fn scaled(cell: Cell<'_>, per_unit: f64) -> Cell<'_> {
    if per_unit == 1.0 {
        return cell;
    }
    cell.number().map_or(cell, |value| Cell::Number(value / per_unit))
}

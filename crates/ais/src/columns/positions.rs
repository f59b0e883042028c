//! Columns of position reports: one row for each message of type 1, 2, 3, 18, 19 or 27.

use super::Column;
use crate::message::{ExtendedClassB, LongRange, PositionReport, StandardClassB};
use crate::quantity::Position;
use crate::scale::{COURSE, HEADING, SPEED, TURN};

const NO_SPEED: u16 = 1023;
const NO_COURSE: u16 = 3600;
const NO_HEADING: u16 = 511;
const NO_STATUS: u8 = 15;
const NO_TURN: i8 = -128;
const NO_SECOND: u8 = 60;

/// Positions in columns, all of the same length.
///
/// Scales are those of [`PositionReport::FIELDS`]. The coarser type 27 is brought to them (`kind` says that it is coarse),
/// and what a type does not send is "not available".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    /// Message type.
    pub kind: Vec<u8>,
    /// Identity, 30 bits as sent.
    pub mmsi: Vec<u32>,
    /// Milliseconds since 1970 (UTC), if the archive says when it was received; else 0.
    pub received_ms: Column<i64>,
    /// 1/10 000 minute east; valid if both coordinates are, as [`crate::Message::position`].
    pub longitude: Column<i32>,
    /// 1/10 000 minute north; valid if both coordinates are.
    pub latitude: Column<i32>,
    /// Speed over ground, 0.1 knot.
    pub speed: Column<u16>,
    /// Course over ground, 0.1 degree.
    pub course: Column<u16>,
    /// True heading, degree.
    pub heading: Column<u16>,
    /// Navigational status 0 to 15; 15 is none.
    pub status: Column<u8>,
    /// Turn indicator as sent; [`crate::Turn::from_raw`] says what it means.
    pub turn: Column<i8>,
    /// UTC second of the fix 0 to 59; 60 to 63, as [`crate::FixSecond`] tells them, are no readings.
    pub second: Column<u8>,
}

/// A row on the scales of the columns.
pub(super) struct Row {
    kind: u8,
    mmsi: u32,
    longitude: i32,
    latitude: i32,
    speed: u16,
    course: u16,
    heading: u16,
    status: u8,
    turn: i8,
    second: u8,
}

impl Positions {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.mmsi.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.mmsi.is_empty()
    }

    /// Adds all but the time of receipt.
    #[inline(always)]
    pub(super) fn push(&mut self, row: &Row) {
        let placed = Position::fine(row.longitude, row.latitude).is_some();
        self.kind.push(row.kind);
        self.mmsi.push(row.mmsi);
        self.longitude.push(row.longitude, placed);
        self.latitude.push(row.latitude, placed);
        self.speed.push(row.speed, SPEED.holds(row.speed.into()));
        self.course.push(row.course, COURSE.holds(row.course.into()));
        self.heading.push(row.heading, HEADING.holds(row.heading.into()));
        self.status.push(row.status, row.status != NO_STATUS);
        self.turn.push(row.turn, TURN.holds(row.turn.into()));
        self.second.push(row.second, row.second < NO_SECOND);
    }

    pub(super) fn clear(&mut self) {
        self.kind.clear();
        self.mmsi.clear();
        self.received_ms.clear();
        self.longitude.clear();
        self.latitude.clear();
        self.speed.clear();
        self.course.clear();
        self.heading.clear();
        self.status.clear();
        self.turn.clear();
        self.second.clear();
    }
}

impl From<PositionReport> for Row {
    #[inline(always)]
    fn from(m: PositionReport) -> Self {
        let PositionReport {
            kind,
            mmsi,
            longitude,
            latitude,
            speed,
            course,
            heading,
            status,
            turn,
            second,
            ..
        } = m;
        Self { kind, mmsi, longitude, latitude, speed, course, heading, status, turn, second }
    }
}

impl From<StandardClassB> for Row {
    #[inline(always)]
    fn from(m: StandardClassB) -> Self {
        let StandardClassB { mmsi, longitude, latitude, speed, course, heading, second, .. } = m;
        let (status, turn) = (NO_STATUS, NO_TURN);
        Self { kind: 18, mmsi, longitude, latitude, speed, course, heading, status, turn, second }
    }
}

impl From<ExtendedClassB> for Row {
    #[inline(always)]
    fn from(m: ExtendedClassB) -> Self {
        let ExtendedClassB { mmsi, longitude, latitude, speed, course, heading, second, .. } = m;
        let (status, turn) = (NO_STATUS, NO_TURN);
        Self { kind: 19, mmsi, longitude, latitude, speed, course, heading, status, turn, second }
    }
}

/// Ten, ten and a thousand steps of the fine scales make one of the coarse.
impl From<LongRange> for Row {
    #[inline(always)]
    fn from(m: LongRange) -> Self {
        Self {
            kind: 27,
            mmsi: m.mmsi,
            longitude: m.longitude * 1000,
            latitude: m.latitude * 1000,
            speed: if m.speed == 63 { NO_SPEED } else { u16::from(m.speed) * 10 },
            course: if m.course == 511 { NO_COURSE } else { m.course * 10 },
            heading: NO_HEADING,
            status: m.status,
            turn: NO_TURN,
            second: NO_SECOND,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{NO_LATITUDE, NO_LONGITUDE};

    #[test]
    fn a_vessel_far_at_sea_that_tells_nothing_has_no_reading_but_her_number() {
        let mut ships = Positions::default();
        ships.push(&LongRange::unavailable(440_000_001).into());
        assert_eq!((ships.mmsi[0], ships.longitude.values()[0]), (440_000_001, NO_LONGITUDE));
        assert_eq!((ships.latitude.values()[0], ships.latitude.get(0)), (NO_LATITUDE, None));
        assert_eq!((ships.speed.get(0), ships.course.get(0), ships.heading.get(0)), (None, None, None));
        assert_eq!((ships.status.get(0), ships.turn.get(0), ships.second.get(0)), (None, None, None));
    }

    #[test]
    fn a_coarse_report_stands_on_the_scales_of_the_fine() {
        let mut ships = Positions::default();
        let coarse = LongRange {
            longitude: 77_400,
            latitude: 21_000,
            speed: 12,
            course: 270,
            ..LongRange::unavailable(1)
        };
        ships.push(&coarse.into());
        assert_eq!((ships.longitude.get(0), ships.latitude.get(0)), (Some(77_400_000), Some(21_000_000)));
        assert_eq!((ships.speed.get(0), ships.course.get(0)), (Some(120), Some(2700)));
    }
}

//! Rows of any table, text or Parquet, to reports: the columns that matter and what a row of them says.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use model::{Fix, Location, Mmsi, Report, StaticReport, Timestamp};

use crate::ReadOptions;
use crate::cell::{self, Cell};
use crate::moment::{self, TimeFault, TimeFormat};
use crate::recorder::Recorder;

/// What a column of a table can be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Mmsi,
    Time,
    Lat,
    Lon,
    Speed,
    Course,
    Heading,
    Status,
    Class,
    Imo,
    Name,
    CallSign,
    ShipType,
    Length,
    Width,
    Draught,
    Destination,
}

impl Field {
    pub(crate) const COUNT: usize = Self::Destination as usize + 1;
    const STATIC: [Self; 8] = [
        Self::Imo,
        Self::Name,
        Self::CallSign,
        Self::ShipType,
        Self::Length,
        Self::Width,
        Self::Draught,
        Self::Destination,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Mmsi => "mmsi",
            Self::Time => "time",
            Self::Lat => "latitude",
            Self::Lon => "longitude",
            Self::Speed => "speed",
            Self::Course => "course",
            Self::Heading => "heading",
            Self::Status => "status",
            Self::Class => "class",
            Self::Imo => "imo",
            Self::Name => "name",
            Self::CallSign => "call_sign",
            Self::ShipType => "ship_type",
            Self::Length => "length",
            Self::Width => "width",
            Self::Draught => "draught",
            Self::Destination => "destination",
        }
    }
}

/// One row, by field.
pub(crate) trait Row {
    /// The value of a field; empty where the table has no such column.
    fn cell(&self, field: Field) -> Cell<'_>;
}

/// Why a row is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowFault {
    FieldCount,
    Quote,
    Mmsi,
    NoTime,
    BadTime,
    AbsurdTime,
    Position,
}

impl RowFault {
    /// The stable code, in snake case.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::FieldCount => "wrong_field_count",
            Self::Quote => "bad_quote",
            Self::Mmsi => "bad_mmsi",
            Self::NoTime => "no_time",
            Self::BadTime => "bad_time",
            Self::AbsurdTime => "absurd_time",
            Self::Position => "bad_position",
        }
    }
}

impl From<TimeFault> for RowFault {
    fn from(fault: TimeFault) -> Self {
        match fault {
            TimeFault::Missing => Self::NoTime,
            TimeFault::Unreadable => Self::BadTime,
            TimeFault::Absurd => Self::AbsurdTime,
        }
    }
}

/// Turns the rows of one table into reports, remembering of each ship what it last said of itself.
pub(crate) struct Rows {
    time_format: TimeFormat,
    default_mmsi: Option<Mmsi>,
    /// Hash of the static columns last seen, so that a report is made only when one of them changed.
    last_static: HashMap<Mmsi, u64>,
}

impl Rows {
    pub(crate) fn new(time_format: TimeFormat, options: &ReadOptions) -> Self {
        Self { time_format, default_mmsi: options.mmsi, last_static: HashMap::new() }
    }

    /// Reports what a row says; nothing is reported of a faulty row or of a station that is no ship.
    pub(crate) fn read(
        &mut self,
        row: &impl Row,
        location: Location,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), RowFault> {
        let mmsi = self.mmsi(row.cell(Field::Mmsi))?;
        let time = self.time(row.cell(Field::Time))?;
        if row.cell(Field::Class).is_no_ship() {
            return Ok(());
        }
        let position = cell::position(row.cell(Field::Lat), row.cell(Field::Lon));
        if let Some(position) = position.map_err(|_| RowFault::Position)? {
            recorder.report(Report::Position(Fix {
                mmsi,
                time,
                position,
                speed: row.cell(Field::Speed).speed(),
                course: row.cell(Field::Course).direction(),
                heading: row.cell(Field::Heading).direction(),
                status: row.cell(Field::Status).status(),
                transmitter: row.cell(Field::Class).transmitter(),
                location,
            }));
        }
        if self.says_something_new(mmsi, row) {
            let report = static_report(mmsi, time, location, row);
            if has_value(&report) {
                recorder.report(Report::Static(Box::new(report)));
            }
        }
        Ok(())
    }

    fn mmsi(&self, cell: Cell<'_>) -> Result<Mmsi, RowFault> {
        if cell.is_empty() { self.default_mmsi } else { cell.mmsi() }.ok_or(RowFault::Mmsi)
    }

    fn time(&self, cell: Cell<'_>) -> Result<Timestamp, TimeFault> {
        match cell {
            Cell::Empty => Err(TimeFault::Missing),
            Cell::Moment(epoch_ms) => moment::plausible(epoch_ms),
            Cell::Integer(epoch) => moment::from_epoch(epoch),
            Cell::Number(epoch) => moment::from_epoch_number(epoch),
            Cell::Text(text) => moment::from_text(text, self.time_format),
        }
    }

    /// Whether a static column of the ship changed since the last row that had any.
    fn says_something_new(&mut self, mmsi: Mmsi, row: &impl Row) -> bool {
        let mut hasher = DefaultHasher::new();
        let mut any = false;
        for cell in Field::STATIC.map(|field| row.cell(field)) {
            match cell {
                Cell::Empty => hasher.write_u8(0),
                Cell::Integer(value) | Cell::Moment(value) => hasher.write_i64(value),
                Cell::Number(value) => hasher.write_u64(value.to_bits()),
                Cell::Text(text) => {
                    hasher.write(text);
                    hasher.write_u8(0xff);
                }
            }
            any |= !cell.is_empty();
        }
        let hash = hasher.finish();
        any && self.last_static.insert(mmsi, hash) != Some(hash)
    }
}

fn static_report(mmsi: Mmsi, time: Timestamp, location: Location, row: &impl Row) -> StaticReport {
    StaticReport {
        mmsi,
        time,
        imo: row.cell(Field::Imo).imo(),
        name: row.cell(Field::Name).words(),
        call_sign: row.cell(Field::CallSign).words(),
        ship_type: row.cell(Field::ShipType).ship_type(),
        dimensions: cell::dimensions(row.cell(Field::Length), row.cell(Field::Width)),
        draught: row.cell(Field::Draught).draught(),
        destination: row.cell(Field::Destination).words(),
        location,
    }
}

/// Whether a static report says anything at all.
fn has_value(report: &StaticReport) -> bool {
    report.imo.is_some()
        || report.name.is_some()
        || report.call_sign.is_some()
        || report.ship_type.is_some()
        || report.dimensions.is_some()
        || report.draught.is_some()
        || report.destination.is_some()
}

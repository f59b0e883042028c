//! Stored reports out of a day file, a batch at a time; fixes by columns.

use std::path::Path;

use model::{Degrees, Fix, Knots, Mmsi, Motion, NavStatus, Position, StaticReport, Timestamp, Transmitter};

use parquet::data_type::ByteArray;

use super::report::Report;
use crate::row::{FixRow, StaticRow, location, station};
use crate::table::{Batches, Range, Source};

use crate::{Column, Row, TableError};

/// The reports of a day file in its order.
pub(crate) struct Stored<T> {
    batches: Batches,
    batch: std::vec::IntoIter<T>,
    failed: bool,
}

impl<T: Report> Stored<T> {
    /// Opens a day file; row groups outside `ranges` are left out.
    pub(crate) fn open(path: &Path, ranges: &[Range]) -> Result<Self, TableError> {
        let batches = Batches::open::<T::Row>(path, ranges)?;
        Ok(Self { batches, batch: Vec::new().into_iter(), failed: false })
    }

    /// Opens a day file of which hundreds may be read beside each other.
    pub(crate) fn beside_others(path: &Path) -> Result<Self, TableError> {
        let batches = Batches::beside_others::<T::Row>(path)?;
        Ok(Self { batches, batch: Vec::new().into_iter(), failed: false })
    }

    /// The next reports, as far as their ships' numbers are not above `last`.
    pub(crate) fn up_to(&mut self, last: Mmsi) -> Result<Vec<T>, TableError> {
        let mut reports = Vec::new();
        loop {
            let wanted = self.batch.as_slice().partition_point(|report| report.mmsi() <= last);
            reports.extend(self.batch.by_ref().take(wanted));
            if self.batch.len() > 0 {
                return Ok(reports);
            }
            self.batch = self.next_batch()?.into_iter();
            if self.batch.len() == 0 {
                return Ok(reports);
            }
        }
    }

    fn next_batch(&mut self) -> Result<Vec<T>, TableError> {
        let rows = self.batches.advance()?;
        T::read(&mut self.batches, rows)
    }
}

impl<T: Report> Iterator for Stored<T> {
    type Item = Result<T, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(report) = self.batch.next() {
            return Some(Ok(report));
        }
        if self.failed {
            return None;
        }
        match self.next_batch() {
            Ok(batch) => {
                self.batch = batch.into_iter();
                self.batch.next().map(Ok)
            }
            Err(error) => {
                self.failed = true;
                Some(Err(error))
            }
        }
    }
}

/// The static reports of a batch.
pub(super) fn statics(batches: &mut Batches, rows: usize) -> Result<Vec<StaticReport>, TableError> {
    let mut read: Vec<StaticRow> = Vec::with_capacity(rows);
    batches.rows(&mut |row| read.push(row))?;
    let reports = read.into_iter().enumerate();
    reports.map(|(row, report)| report.report().ok_or_else(|| batches.fault(row))).collect()
}

/// The fixes of a batch.
pub(super) fn fixes(batches: &mut Batches, rows: usize) -> Result<Vec<Fix>, TableError> {
    if rows == 0 {
        return Ok(Vec::new());
    }
    let mut columns = Columns::of(batches.columns());
    (0..rows).map(|row| columns.fix(row).ok_or_else(|| batches.fault(row))).collect()
}

/// The columns of a batch of fixes; those whose values can be absent are gone through in step.
struct Columns<'b> {
    mmsi: &'b [i64],
    time: &'b [i64],
    lat: &'b [f64],
    lon: &'b [f64],
    speed: Sparse<'b, f64>,
    course: Sparse<'b, f64>,
    heading: Sparse<'b, f64>,
    status: Sparse<'b, i64>,
    transmitter: &'b [ByteArray],
    file: &'b [i64],
    line: &'b [i64],
    offset: Sparse<'b, i64>,
    length: Sparse<'b, i64>,
    station: Sparse<'b, i64>,
}

/// A column in which values can be absent: those that are there, and where.
struct Sparse<'b, T> {
    values: std::slice::Iter<'b, T>,
    levels: &'b [i16],
}

impl<T: Copy> Sparse<'_, T> {
    /// The value of the next row; the outer `None` where the column is too short.
    fn next(&mut self, row: usize) -> Option<Option<T>> {
        match self.levels.get(row)? {
            0 => Some(None),
            _ => self.values.next().copied().map(Some),
        }
    }
}

impl<'b> Columns<'b> {
    fn of(columns: &'b [Source]) -> Self {
        let column = |name| &columns[place(name)];
        let whole = |name| column(name).integers();
        let number = |name| column(name).numbers();
        let sparse_whole = |name| Sparse { values: whole(name).iter(), levels: column(name).levels() };
        let sparse_number = |name| Sparse { values: number(name).iter(), levels: column(name).levels() };
        Self {
            mmsi: whole("mmsi"),
            time: whole("time"),
            lat: number("lat"),
            lon: number("lon"),
            speed: sparse_number("sog_kn"),
            course: sparse_number("cog_deg"),
            heading: sparse_number("heading_deg"),
            status: sparse_whole("status"),
            transmitter: column("transmitter").texts(),
            file: whole("file_id"),
            line: whole("line"),
            offset: sparse_whole("offset"),
            length: sparse_whole("length"),
            station: sparse_whole("station"),
        }
    }

    /// The fix of a row; rows are asked for in order.
    fn fix(&mut self, row: usize) -> Option<Fix> {
        let (speed, course, heading) =
            (self.speed.next(row)?, self.course.next(row)?, self.heading.next(row)?);
        let (status, offset, length) =
            (self.status.next(row)?, self.offset.next(row)?, self.length.next(row)?);
        let place = location(*self.file.get(row)?, *self.line.get(row)?, offset, length)?;
        Some(Fix {
            mmsi: Mmsi::try_from(u32::try_from(*self.mmsi.get(row)?).ok()?).ok()?,
            time: Timestamp::from_ms(*self.time.get(row)?).ok()?,
            position: Position::from_degrees(Degrees(*self.lat.get(row)?), Degrees(*self.lon.get(row)?))
                .ok()?,
            told: Motion {
                speed: speed.map(Knots),
                course: course.map(Degrees),
                heading: heading.map(Degrees),
                status: match status {
                    Some(code) => Some(NavStatus::from_field(u8::try_from(code).ok()?)?),
                    None => None,
                },
            }
            .into(),
            transmitter: transmitter(self.transmitter.get(row)?.data())?,
            location: place.heard_by(station(self.station.next(row)?)?),
        })
    }
}

/// Where a column stands among those declared.
fn place(name: &str) -> usize {
    let columns: &[Column] = FixRow::SCHEMA.columns;
    columns.iter().position(|column| column.name == name).expect("the table declares it")
}

fn transmitter(word: &[u8]) -> Option<Transmitter> {
    let kinds = [Transmitter::ClassA, Transmitter::ClassB, Transmitter::LongRange, Transmitter::Unknown];
    kinds.into_iter().find(|kind| kind.as_str().as_bytes() == word)
}

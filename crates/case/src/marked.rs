//! Fixes of a case, each with what track building made of it: whole, or only where and when.

use std::collections::BTreeMap;
use std::path::Path;

use model::{Doubt, Timestamp};

use crate::Case;
use crate::error::TableError;
use crate::folder;
use crate::row::{FixRow, MarkRow, PlaceRow, Row};
use crate::table::{self, Batches, Range, Source};

/// A fix with what track building made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked<F> {
    /// The fix as received.
    pub fix: F,
    /// Which of the hulls under the number it is, from 0.
    pub part: i64,
    /// Why it does not count as a place.
    pub doubt: Option<Doubt>,
}

/// A fix with all its columns.
pub type MarkedFix = Marked<FixRow>;

/// A fix as where and when it was.
pub type MarkedPlace = Marked<PlaceRow>;

/// Which fixes to read: all of them unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixFilter {
    /// Only those broadcast under this number.
    pub mmsi: Option<i64>,
    /// Only those at or after this moment.
    pub since: Option<Timestamp>,
    /// Only those at or before this moment.
    pub until: Option<Timestamp>,
}

/// What tells a fix from all others: MMSI, time, file and line.
type Key = (i64, Timestamp, i64, i64);

/// Some columns of the table of fixes, those that tell one fix from another among them.
trait Heard: Row {
    fn key(&self) -> Key;
}

impl Heard for FixRow {
    fn key(&self) -> Key {
        (self.mmsi, self.time, self.file_id, self.line)
    }
}

impl Heard for PlaceRow {
    fn key(&self) -> Key {
        (self.mmsi, self.time, self.file_id, self.line)
    }
}

impl Case {
    /// Fixes by day, MMSI and time, each with what track building made of it. Only days and rows that can be wanted ones
    /// are read.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn fixes(&self, filter: &FixFilter) -> Result<Vec<MarkedFix>, TableError> {
        self.marked(filter)
    }

    /// As [`Case::fixes`], with the columns alone that say where and when: about half of what there is to read.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn places(&self, filter: &FixFilter) -> Result<Vec<MarkedPlace>, TableError> {
        self.marked(filter)
    }

    /// How many believed fixes a hull has on each day, by days since 1970: the number's fixes, less those that are another
    /// hull's or no place.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn fixes_by_day(&self, mmsi: i64, part: i64) -> Result<BTreeMap<i64, u64>, TableError> {
        let filter = FixFilter { mmsi: Some(mmsi), ..FixFilter::default() };
        let mut marks_by_day: BTreeMap<i64, Vec<MarkRow>> = BTreeMap::new();
        for mark in self.marks(&filter)? {
            marks_by_day.entry(mark.time.day()).or_default().push(mark);
        }
        let mut days = BTreeMap::new();
        for file in self.listed(FixRow::SCHEMA.table) {
            let Some(day) = folder::day_of(&file.path).and_then(folder::day_number) else { continue };
            let heard = count_of(&self.dir().join(&file.path), mmsi)?;
            let marks = marks_by_day.get(&day).map_or(&[][..], Vec::as_slice);
            let own = marks.iter().filter(|mark| mark.part == part && mark.doubt.is_none()).count();
            // Whatever is not marked is a believed fix of the first hull.
            let plain = if part == 0 { heard.saturating_sub(marks.len()) } else { 0 };
            if own + plain > 0 {
                *days.entry(day).or_default() += (own + plain) as u64;
            }
        }
        Ok(days)
    }

    fn marked<F: Heard>(&self, filter: &FixFilter) -> Result<Vec<Marked<F>>, TableError> {
        let marks = self.marks(filter)?;
        let marked = |fix: F| {
            let mark = marks.binary_search_by_key(&fix.key(), MarkRow::key).ok().map(|at| &marks[at]);
            let (part, doubt) = mark.map_or((0, None), |mark| (mark.part, mark.doubt));
            Marked { fix, part, doubt }
        };
        Ok(self.heard(filter)?.into_iter().map(marked).collect())
    }

    fn marks(&self, filter: &FixFilter) -> Result<Vec<MarkRow>, TableError> {
        let mut marks = Vec::new();
        for path in self.files(MarkRow::SCHEMA.table) {
            marks.extend(table::read(&path, &filter.ranges(), &|mark: &MarkRow| {
                filter.mmsi.is_none_or(|mmsi| mark.mmsi == mmsi)
            })?);
        }
        Ok(marks)
    }

    fn heard<F: Heard>(&self, filter: &FixFilter) -> Result<Vec<F>, TableError> {
        let mut rows = Vec::new();
        for file in self.listed(F::SCHEMA.table).filter(|file| filter.reaches(&file.path)) {
            let path = self.dir().join(&file.path);
            rows.extend(table::read(&path, &filter.ranges(), &|row: &F| filter.wants(row.key()))?);
        }
        Ok(rows)
    }
}

/// How many fixes of a file were broadcast under a number. Its column of numbers alone is read.
fn count_of(path: &Path, mmsi: i64) -> Result<usize, TableError> {
    let number = FixRow::SCHEMA.columns.iter().find(|column| column.name == "mmsi");
    let range = Range { column: "mmsi", low: mmsi, high: mmsi };
    let mut batches = Batches::of_columns(path, number.into_iter().copied().collect(), &[range])?;
    let mut count = 0;
    while batches.advance()? > 0 {
        let numbers = batches.columns().iter().flat_map(Source::integers);
        count += numbers.filter(|number| **number == mmsi).count();
    }
    Ok(count)
}

impl FixFilter {
    fn wants(&self, (mmsi, time, ..): Key) -> bool {
        self.mmsi.is_none_or(|wanted| mmsi == wanted)
            && self.since.is_none_or(|since| time >= since)
            && self.until.is_none_or(|until| time <= until)
    }

    /// Whether the file of a day can hold a wanted fix: days in RFC 3339 sort as texts.
    fn reaches(&self, path: &str) -> bool {
        let Some(day) = folder::day_of(path) else { return true };
        self.since.is_none_or(|since| day >= &since.to_string()[..10])
            && self.until.is_none_or(|until| day <= &until.to_string()[..10])
    }

    fn ranges(&self) -> Vec<Range> {
        let time = Range {
            column: "time",
            low: self.since.map_or(i64::MIN, Timestamp::ms),
            high: self.until.map_or(i64::MAX, Timestamp::ms),
        };
        let mmsi = self.mmsi.map(|mmsi| Range { column: "mmsi", low: mmsi, high: mmsi });
        [time].into_iter().chain(mmsi).collect()
    }
}

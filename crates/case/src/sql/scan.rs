//! A table read row by row, as SQLite asks for it.

use std::path::PathBuf;

use model::Timestamp;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::vtab::Context;
use rusqlite::{Error, Result};

use super::plan::Plan;
use crate::table::{Batches, Range, Source};
use crate::{Column, ColumnKind, TableError};

/// A pass over the files of a table.
pub(super) struct Scan {
    files: std::vec::IntoIter<PathBuf>,
    columns: Vec<Column>,
    ranges: Vec<Range>,
    /// Where each column of the table stands among those that are read.
    slots: Vec<Option<usize>>,
    batches: Option<Batches>,
    /// For columns that can lack values: where the value of each row stands, by slot.
    places: Vec<Vec<u32>>,
    rows: usize,
    at: usize,
    number: i64,
}

/// A row without a value.
const ABSENT: u32 = u32::MAX;

impl Scan {
    /// A pass that stands on the first row.
    pub(super) fn start(
        files: Vec<PathBuf>,
        declared: &[Column],
        plan: &Plan,
        ranges: Vec<Range>,
    ) -> Result<Self> {
        let mut wanted: Vec<usize> = (0..declared.len()).filter(|at| plan.reads(*at)).collect();
        if wanted.is_empty() {
            // Rows are counted by any column.
            wanted.push(0);
        }
        let slot = |at| wanted.iter().position(|wanted| *wanted == at);
        let mut scan = Self {
            files: files.into_iter(),
            slots: (0..declared.len()).map(slot).collect(),
            columns: wanted.iter().map(|at| declared[*at]).collect(),
            ranges,
            batches: None,
            places: vec![Vec::new(); wanted.len()],
            rows: 0,
            at: 0,
            number: 0,
        };
        scan.fill().map_err(|error| fault(&error))?;
        Ok(scan)
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.rows
    }

    pub(super) const fn number(&self) -> i64 {
        self.number
    }

    pub(super) fn next(&mut self) -> Result<()> {
        self.at += 1;
        self.number += 1;
        if self.at < self.rows { Ok(()) } else { self.fill().map_err(|error| fault(&error)) }
    }

    /// Reads the next rows, if there are any.
    fn fill(&mut self) -> std::result::Result<(), TableError> {
        (self.rows, self.at) = (0, 0);
        loop {
            if let Some(batches) = &mut self.batches {
                self.rows = batches.advance()?;
                if self.rows > 0 {
                    for (places, source) in self.places.iter_mut().zip(batches.columns()) {
                        place(source.levels(), places);
                    }
                    return Ok(());
                }
            }
            let Some(file) = self.files.next() else { return Ok(()) };
            self.batches = Some(Batches::of_columns(&file, self.columns.clone(), &self.ranges)?);
        }
    }

    /// Hands the value of a column over.
    pub(super) fn give(&self, column: usize, to: &mut Context) -> Result<()> {
        let slot = self.slots.get(column).copied().flatten();
        let (Some(slot), Some(batches)) = (slot, &self.batches) else { return Ok(()) };
        let at = match self.places[slot].get(self.at) {
            Some(&ABSENT) => return Ok(()),
            Some(&place) => place as usize,
            None => self.at,
        };
        let (kind, source) = (self.columns[slot].kind, &batches.columns()[slot]);
        give(kind, source, at, to)
    }
}

fn give(kind: ColumnKind, source: &Source, at: usize, to: &mut Context) -> Result<()> {
    let missing = || Error::ModuleError("a column is shorter than its table".to_owned());
    match kind {
        ColumnKind::Boolean => to.set_result(*source.truths().get(at).ok_or_else(missing)?),
        ColumnKind::Integer => to.set_result(*source.integers().get(at).ok_or_else(missing)?),
        ColumnKind::Number => to.set_result(*source.numbers().get(at).ok_or_else(missing)?),
        ColumnKind::Time => {
            let ms = *source.integers().get(at).ok_or_else(missing)?;
            let time = Timestamp::from_ms(ms).map_err(|error| Error::ModuleError(error.to_string()))?;
            to.set_result(time.to_string())
        }
        ColumnKind::Text => {
            let text = source.texts().get(at).ok_or_else(missing)?.data();
            to.set_result(ToSqlOutput::Borrowed(ValueRef::Text(text)))
        }
    }
}

/// Where the value of each row stands, given which rows have one; nothing where all have.
fn place(levels: &[i16], places: &mut Vec<u32>) {
    places.clear();
    if levels.iter().all(|level| *level == 1) {
        return;
    }
    let mut next = 0;
    places.extend(levels.iter().map(|level| {
        let place = if *level == 1 { next } else { ABSENT };
        next += u32::from(*level == 1);
        place
    }));
}

fn fault(error: &TableError) -> Error {
    Error::ModuleError(error.to_string())
}

//! The tables of a case as virtual tables of SQLite. This module alone holds what SQLite's interface asks for.
//!
//! SQLite sees a table and a cursor as a struct of its own with more behind it; that both begin with that struct is what
//! `unsafe` vouches for here: each is `repr(C)`, and its first field is the one that SQLite knows.

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_int};
use std::path::PathBuf;

use model::Timestamp;
use rusqlite::vtab::{
    Context, Filters, IndexInfo, Module, VTab, VTabConfig, VTabConnection, VTabCursor, sqlite3_vtab,
    sqlite3_vtab_cursor,
};
use rusqlite::{Connection, Error, Result};

use super::plan::{Bound, Plan, declaration};
use super::scan::Scan;
use crate::folder::day_of;
use crate::table::Range;
use crate::{Case, Schema, TableFile};

/// Lets a database see a table of the case.
pub(super) fn add(database: &Connection, case: &Case, schema: Schema) -> Result<()> {
    const MODULE: &Module<'static, Table> = &Module::eponymous_only_module();
    let file = |file: &TableFile| StoredFile {
        path: case.dir().join(&file.path),
        day: day_of(&file.path).map(str::to_owned),
    };
    let files = case.listed(schema.table).map(file).collect();
    let table = Stored { schema, files, rows: case.row_count(schema.table) };
    database.create_module(schema.table, MODULE, Some(table))
}

/// A table of the case.
#[derive(Clone)]
struct Stored {
    schema: Schema,
    files: Vec<StoredFile>,
    rows: i64,
}

#[derive(Clone)]
struct StoredFile {
    path: PathBuf,
    /// The only day of which it holds rows, `YYYY-MM-DD`.
    day: Option<String>,
}

#[repr(C)]
struct Table {
    base: sqlite3_vtab,
    stored: Stored,
}

#[repr(C)]
struct Cursor {
    base: sqlite3_vtab_cursor,
    stored: Stored,
    scan: Option<Scan>,
}

#[expect(unsafe_code, reason = "SQLite's interface; `Table` begins with what SQLite knows of it")]
// SAFETY: `Table` is `repr(C)` and its first field is `sqlite3_vtab`.
unsafe impl<'vtab> VTab<'vtab> for Table {
    type Aux = Stored;
    type Cursor = Cursor;

    fn connect(
        connection: &mut VTabConnection,
        stored: Option<&Stored>,
        _module: &[u8],
        _database: &[u8],
        _table: &[u8],
        _arguments: &[&[u8]],
    ) -> Result<(Cow<'static, CStr>, Self)> {
        let stored = stored.ok_or_else(|| Error::ModuleError("a table without a case".to_owned()))?.clone();
        connection.config(VTabConfig::DirectOnly)?;
        let declared = declaration("stored", stored.schema.columns);
        let declared = CString::new(declared).map_err(|error| Error::ModuleError(error.to_string()))?;
        Ok((Cow::Owned(declared), Self { base: sqlite3_vtab::default(), stored }))
    }

    fn best_index(&self, info: &mut IndexInfo) -> Result<bool> {
        let mut plan = Plan { columns: info.col_used(), bounds: Vec::new() };
        let columns = self.stored.schema.columns;
        let mut share = 1.0;
        for (constraint, mut usage) in info.constraints_and_usages() {
            let column = usize::try_from(constraint.column()).ok().and_then(|at| columns.get(at));
            let bound = column.and_then(|column| Bound::of(column, &constraint.operator()));
            if let Some(bound) = bound.filter(|_| constraint.is_usable()) {
                plan.bounds.push(bound);
                usage.set_argv_index(plan.bounds.len() as c_int);
                share *= if bound.low && bound.high { 0.02 } else { 0.5 };
            }
        }
        let rows = (self.stored.rows as f64 * share).max(1.0);
        info.set_estimated_rows(rows as i64);
        info.set_estimated_cost(rows);
        info.set_idx_str(&plan.to_text());
        Ok(true)
    }

    fn open(&'vtab mut self) -> Result<Cursor> {
        Ok(Cursor { base: sqlite3_vtab_cursor::default(), stored: self.stored.clone(), scan: None })
    }
}

#[expect(unsafe_code, reason = "SQLite's interface; `Cursor` begins with what SQLite knows of it")]
// SAFETY: `Cursor` is `repr(C)` and its first field is `sqlite3_vtab_cursor`.
unsafe impl VTabCursor for Cursor {
    fn filter(&mut self, _number: c_int, plan: Option<&str>, values: &Filters<'_>) -> Result<()> {
        let plan = plan.and_then(Plan::from_text);
        let plan = plan.ok_or_else(|| Error::ModuleError("a plan that is none".to_owned()))?;
        let ranges: Vec<Range> =
            plan.bounds.iter().zip(values.iter()).filter_map(|(bound, value)| bound.range(value)).collect();
        let files = self
            .stored
            .files
            .iter()
            .filter(|file| file.reaches(&ranges))
            .map(|file| file.path.clone())
            .collect();
        self.scan = Some(Scan::start(files, self.stored.schema.columns, &plan, ranges)?);
        Ok(())
    }

    fn next(&mut self) -> Result<()> {
        self.scan.as_mut().map_or(Ok(()), Scan::next)
    }

    fn eof(&self) -> bool {
        self.scan.as_ref().is_none_or(Scan::is_at_end)
    }

    fn column(&self, to: &mut Context, column: c_int) -> Result<()> {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        self.scan.as_ref().map_or(Ok(()), |scan| scan.give(column, to))
    }

    fn rowid(&self) -> Result<i64> {
        Ok(self.scan.as_ref().map_or(0, Scan::number))
    }
}

impl StoredFile {
    /// Whether it can hold moments of all ranges: days sort as texts.
    fn reaches(&self, ranges: &[Range]) -> bool {
        let Some(day) = &self.day else { return true };
        let day_at = |ms: i64| Timestamp::from_ms(ms).ok().map(|moment| moment.to_string()[..10].to_owned());
        ranges.iter().filter(|range| range.column == "time").all(|range| {
            day_at(range.low).is_none_or(|low| *day >= low)
                && day_at(range.high).is_none_or(|high| *day <= high)
        })
    }
}

//! Read-only SQL over the tables of a case.
//!
//! SQLite parses and runs the query; the tables are read from Parquet as it goes, only the columns that it names and the
//! row groups that can hold the MMSI and the time that it asks for. Small tables are taken into memory first, where SQLite
//! can look up what a join asks for. A query sees the case alone: it can neither write, attach, load nor set anything,
//! and it ends after so many rows and so much time.
//!
//! ```no_run
//! # use darkwake_case::{Case, Value, sql};
//! struct Print;
//!
//! impl sql::Output for Print {
//!     fn columns(&mut self, names: &[&str]) -> std::io::Result<()> {
//!         println!("{}", names.join(" "));
//!         Ok(())
//!     }
//!     fn row(&mut self, values: &[Value<'_>]) -> std::io::Result<()> {
//!         println!("{values:?}");
//!         Ok(())
//!     }
//! }
//!
//! let case = Case::open("case")?;
//! sql::query(&case, "SELECT kind, count(*) FROM events GROUP BY kind", &sql::Limits::default(), &mut Print)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod dictionary;
mod guard;
mod keep;
mod module;
mod plan;
mod scan;

use std::borrow::Cow;
use std::io;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement};

use crate::{Case, Value, schemas};

/// How much a query may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows that are given at most.
    pub rows: usize,
    /// Time after which it is stopped.
    pub time: Duration,
}

/// Takes an answer, row by row.
pub trait Output {
    /// Takes the names of the columns, before the first row.
    ///
    /// # Errors
    /// When what it writes to fails.
    fn columns(&mut self, names: &[&str]) -> io::Result<()>;

    /// Takes a row.
    ///
    /// # Errors
    /// When what it writes to fails.
    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()>;
}

/// Whether an answer is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Every row was given.
    Whole,
    /// There are more rows than may be given.
    Cut,
}

/// Why a query is not answered.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// It is not SQL, or asks for what is not there, or may not be done.
    #[error("{0}")]
    Query(String),
    /// It took too long.
    #[error("stopped after {} s; narrow it by mmsi or time, or allow it more", .0.as_secs())]
    TooLong(Duration),
    /// What takes the answer failed.
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl Default for Limits {
    /// Ten million rows, five minutes.
    fn default() -> Self {
        Self { rows: 10_000_000, time: Duration::from_secs(300) }
    }
}

/// Answers one SELECT. Columns are named as in the case; moments are RFC 3339, truths 0 or 1.
///
/// # Errors
/// When the query is wrong, is not a reading one or takes too long, a table is damaged, or the output fails.
pub fn query(case: &Case, query: &str, limits: &Limits, out: &mut dyn Output) -> Result<Answer, SqlError> {
    let fault = |error| fault(error, limits);
    let mut database = database(case).map_err(fault)?;
    guard::stop_after(&mut database, limits.time).map_err(fault)?;
    let asked = guard::tables_asked(&mut database, query).map_err(fault)?;
    keep::keep_small(&database, case, &asked).map_err(fault)?;
    guard::only_read(&mut database).map_err(fault)?;
    let mut statement = database.prepare(query).map_err(fault)?;
    give(&mut statement, limits, out)
}

/// A database in memory that sees the tables of the case.
fn database(case: &Case) -> rusqlite::Result<Connection> {
    let database = Connection::open_in_memory()?;
    // Rows that are sorted or grouped stay in memory as long as they take less than this (in KiB, negative by custom).
    database.execute_batch("PRAGMA cache_size = -131072;")?;
    plan::add_collation(&database)?;
    dictionary::add(&database)?;
    for schema in schemas() {
        module::add(&database, case, schema)?;
    }
    Ok(database)
}

fn give(statement: &mut Statement<'_>, limits: &Limits, out: &mut dyn Output) -> Result<Answer, SqlError> {
    out.columns(&statement.column_names().collect::<Vec<_>>())?;
    let columns = statement.column_count();
    let mut rows = statement.query([]).map_err(|error| fault(error, limits))?;
    let mut given = 0;
    while let Some(row) = rows.next().map_err(|error| fault(error, limits))? {
        if given == limits.rows {
            return Ok(Answer::Cut);
        }
        let values: rusqlite::Result<Vec<Value<'_>>> =
            (0..columns).map(|at| row.get_ref(at).map(value)).collect();
        out.row(&values.map_err(|error| fault(error, limits))?)?;
        given += 1;
    }
    Ok(Answer::Whole)
}

fn value(value: ValueRef<'_>) -> Value<'_> {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Number(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => Value::Text(Cow::Owned(crate::id::hex(bytes))),
    }
}

fn fault(error: rusqlite::Error, limits: &Limits) -> SqlError {
    use rusqlite::{Error, ErrorCode};
    match error {
        Error::SqliteFailure(why, _) if why.code == ErrorCode::OperationInterrupted => {
            SqlError::TooLong(limits.time)
        }
        Error::SqliteFailure(why, _) if why.code == ErrorCode::AuthorizationForStatementDenied => {
            SqlError::Query("a case is only read: one SELECT, or WITH .. SELECT, is answered".to_owned())
        }
        Error::MultipleStatement => SqlError::Query("one statement at a time is answered".to_owned()),
        Error::SqlInputError { msg, sql, offset, .. } => SqlError::Query(pointed(&msg, &sql, offset)),
        Error::SqliteFailure(_, Some(why)) | Error::ModuleError(why) => SqlError::Query(why),
        other => SqlError::Query(other.to_string()),
    }
}

/// What is wrong, and where in the query.
fn pointed(what: &str, query: &str, offset: i32) -> String {
    let rest = usize::try_from(offset).ok().and_then(|offset| query.get(offset..));
    match rest {
        Some(rest) if !rest.is_empty() => {
            let near: String = rest.chars().take(24).collect();
            format!("{what}, at {near:?}")
        }
        _ => what.to_owned(),
    }
}

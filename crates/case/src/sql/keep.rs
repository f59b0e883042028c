//! Small tables in memory: SQLite makes an index of those for a join, which it makes of no table that it reads from us.

use rusqlite::{Connection, Result};

use super::guard::Asked;
use super::plan::declaration;
use crate::{Case, Schema, schemas};

/// A table that is asked for alone is read as it goes if it has more rows than this.
const MOST_ALONE: i64 = 500_000;
/// The same for a table that is asked for beside others.
const MOST_JOINED: i64 = 5_000_000;
/// Tables of reports, which are never taken whole.
const LARGE: [&str; 2] = ["fixes", "statics"];

/// Takes each small table that is asked for into memory, where it hides the table itself. All its columns: SQLite does not
/// tell by which ones two tables are joined.
pub(super) fn keep_small(database: &Connection, case: &Case, asked: &Asked) -> Result<()> {
    let most = if asked.len() > 1 { MOST_JOINED } else { MOST_ALONE };
    let small = |schema: &Schema| {
        !LARGE.contains(&schema.table) && case.row_count(schema.table) <= most && asked.contains(schema.table)
    };
    schemas().iter().filter(|schema| small(schema)).try_for_each(|schema| keep(database, schema))
}

fn keep(database: &Connection, schema: &Schema) -> Result<()> {
    let (declared, table) = (declaration("kept", schema.columns), schema.table);
    database.execute_batch(&format!(
        "{declared}; INSERT INTO kept SELECT * FROM {table}; ALTER TABLE kept RENAME TO {table};"
    ))
}

//! The tables and columns of a case as a table of their own, for who asks what there is to ask.

use rusqlite::{Connection, Result, params};

use crate::schemas;

/// What SQL knows it by.
const TABLE: &str = "columns";

/// Adds one row a column: its table, its name, its type, its unit if it has one, and what it says.
pub(super) fn add(database: &Connection) -> Result<()> {
    database.execute_batch(&format!(
        "CREATE TABLE {TABLE} (table_name TEXT, column_name TEXT, data_type TEXT, unit TEXT, doc TEXT)"
    ))?;
    let mut row = database.prepare(&format!("INSERT INTO {TABLE} VALUES (?, ?, ?, nullif(?, ''), ?)"))?;
    for schema in schemas() {
        for column in schema.columns {
            let (kind, unit) = (column.kind.as_str(), column.unit.as_str());
            row.execute(params![schema.table, column.name, kind, unit, column.doc.trim()])?;
        }
    }
    Ok(())
}

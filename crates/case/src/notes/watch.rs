//! Watch-lists: numbers and names that analysts want to be told of.

use model::Timestamp;
use rusqlite::{Connection, params};

use super::entry::{Reviewer, WordError, words};
use super::moment;

/// An entry of a watch-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its number in the notes.
    pub id: i64,
    /// The list that it stands on.
    pub list: String,
    /// An MMSI, an IMO number, a call sign or a name; untrusted text.
    pub wanted: String,
    /// Who put it there.
    pub reviewer: String,
    /// When.
    pub time: Timestamp,
}

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWatch {
    list: String,
    wanted: String,
    reviewer: Reviewer,
}

impl NewWatch {
    /// An entry for `list`: an MMSI, an IMO number, a call sign or a name.
    ///
    /// # Errors
    /// When either is empty, long, or of several lines.
    pub fn new(list: &str, wanted: &str, reviewer: Reviewer) -> Result<Self, WordError> {
        let list = words("the name of the watch-list", list, 80, |_| false)?;
        Ok(Self { list, wanted: words("what is watched for", wanted, 80, |_| false)?, reviewer })
    }
}

pub(super) fn read(connection: &Connection) -> rusqlite::Result<Vec<Watch>> {
    let mut rows =
        connection.prepare("SELECT id, list, wanted, reviewer, time_ms FROM watches ORDER BY list, id")?;
    let watch = |row: &rusqlite::Row<'_>| {
        Ok(Watch {
            id: row.get(0)?,
            list: row.get(1)?,
            wanted: row.get(2)?,
            reviewer: row.get(3)?,
            time: moment(row, 4)?,
        })
    };
    rows.query_map([], watch)?.collect()
}

pub(super) fn add(connection: &Connection, new: &NewWatch, time: Timestamp) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR IGNORE INTO watches (list, wanted, reviewer, time_ms) VALUES (?, ?, ?, ?)",
        params![new.list, new.wanted, new.reviewer.as_str(), time.ms()],
    )?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM watches WHERE id = ?", [id])?;
    Ok(())
}

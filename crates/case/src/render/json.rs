//! A JSON array, one row a line.

use std::io::{self, Write};

use super::safe_json;
use crate::Row;

/// Writes `rows` as a JSON array of objects.
///
/// # Errors
/// When `out` does.
pub fn json<R: Row>(rows: &[R], mut out: impl Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, row) in rows.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        out.write_all(safe_json::line(row)?.as_bytes())?;
    }
    out.write_all(b"\n]\n")
}

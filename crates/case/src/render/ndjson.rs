//! NDJSON: one JSON object a line, for streams.

use std::io::{self, Write};

use super::safe_json;
use crate::Row;

/// Writes `rows` as JSON objects, one a line.
///
/// # Errors
/// When `out` does.
pub fn ndjson<R: Row>(rows: &[R], mut out: impl Write) -> io::Result<()> {
    for row in rows {
        out.write_all(safe_json::line(row)?.as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

//! NDJSON: one JSON object a line, for streams.

use std::io::{self, Write};

use crate::Row;

/// Writes `rows` as JSON objects, one a line.
///
/// # Errors
/// When `out` does.
pub fn ndjson<R: Row>(rows: &[R], mut out: impl Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

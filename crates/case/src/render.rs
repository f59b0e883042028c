//! Rows as text: CSV for people and spreadsheets, JSON and NDJSON for programs.
//!
//! All three show the same values: the stable column names, moments as RFC 3339 in UTC, numbers rounded to what their
//! unit is worth, absent values empty or null.

mod csv;
mod json;
mod ndjson;
pub mod safe_json;
mod visible;

pub use self::csv::{CsvTable, csv, guarded, plain};
pub use self::json::json;
pub use self::ndjson::ndjson;
pub use self::visible::{is_blank, visible};

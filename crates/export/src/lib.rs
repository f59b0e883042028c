//! How a case leaves darkwake: files that the tools of others open, with the raw lines that every finding rests on.
//!
//! [`Findings`] are what is handed on, read once from a case, beside the [`Reviews`] of its leads; [`export()`] writes both as one file, each format in a
//! module of its own. Tabular formats share [`sheet`], where a table is a heading and rows of values. Whatever ships
//! or archives said is made harmless for the tool that opens the file. The same case gives the same bytes: no format
//! knows the time of day.
//!
//! It knows cases and the words for what is in them, and nothing of how anything was found.

pub mod cap;
mod error;
mod findings;
mod format;
pub mod korean;
pub mod lang;
pub mod map;
mod quotes;
pub mod report;
mod reviews;
mod save;
pub mod search;
mod sheet;
pub mod words;

pub use error::ExportError;
pub use findings::{Findings, NoSuchLead, Quote};
pub use format::{Format, Subject, export};
pub use reviews::{Reviewed, Reviews, ReviewsError, Said};

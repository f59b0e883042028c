//! The store of a case: reports of any number and order to day files sorted by MMSI and time, in bounded memory.
//!
//! Readers hand in reports as they come. A [`Pool`] holds what fits into its budget and spills the rest, sorted, to a folder. At
//! the end every day is merged from all sorted runs, and from its file in the former case, into one new file; a day
//! that nothing touched is linked and not read. The order of reports is total, so that neither threads nor budgets nor
//! the order of files show in the bytes.

mod batch;
mod day;
mod kept;
mod merge;
mod pool;
mod reader;
mod report;
mod run;
mod ships;
mod spill;
mod takings;
#[cfg(test)]
pub(crate) mod testing;
mod thin;

pub use day::DayFile;
pub(crate) use day::{Marked, Merge, link};
pub use pool::{Pool, ReadRecord, Runs, SpillFolder};
pub(crate) use reader::Stored;
pub(crate) use ships::ships;

//! Tables as Parquet files: one writer and one reader, both led by the declaration of the row.

mod layout;
mod reader;
mod writer;

pub(crate) use reader::{Range, count, read};
pub use writer::TableWriter;

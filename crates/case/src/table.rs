//! Tables as Parquet files: one writer and one reader, both led by the declaration of the row.

mod chunk;
pub(crate) mod codec;
mod layout;
mod reader;
mod reopened;
mod rows;
mod texts;
mod unpacked;
mod window;
mod writer;

pub(crate) use reader::{Batches, Range, Source, count, read};
pub use rows::Rows;
pub(crate) use writer::Columns;
pub use writer::TableWriter;

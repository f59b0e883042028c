//! Messages as a table on standard output: CSV or Parquet, with the same columns.

use std::io::{self, BufWriter, Stdout};

use case::render::CsvTable;
use case::{MessageRow, TableWriter};

/// A table that is being written. Its last rows and its end are only there after [`Table::finish`].
pub(super) enum Table {
    Csv(CsvTable<MessageRow, Stdout>),
    Parquet(TableWriter<MessageRow, BufWriter<Stdout>>),
}

impl Table {
    pub(super) fn csv() -> io::Result<Self> {
        CsvTable::new(io::stdout()).map(Self::Csv)
    }

    pub(super) fn parquet() -> io::Result<Self> {
        TableWriter::new(BufWriter::new(io::stdout())).map(Self::Parquet)
    }

    pub(super) fn push(&mut self, row: &MessageRow) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.push(row),
            Self::Parquet(table) => table.push(row),
        }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.finish(),
            Self::Parquet(table) => {
                let (mut out, _) = table.finish()?;
                io::Write::flush(&mut out)
            }
        }
    }
}

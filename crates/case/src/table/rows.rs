//! Rows of a table one after the other, so that memory does not grow with it.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::path::PathBuf;

use super::reader::Batches;
use crate::{Row, TableError};

/// The rows of the files of a table, in their order. After an error there are none.
pub struct Rows<R> {
    /// Files that are not open yet, the next one last.
    files: Vec<PathBuf>,
    open: Option<Batches>,
    batch: VecDeque<R>,
    row: PhantomData<fn() -> R>,
}

impl<R: Row> Rows<R> {
    pub(crate) fn of(mut files: Vec<PathBuf>) -> Self {
        files.reverse();
        Self { files, open: None, batch: VecDeque::new(), row: PhantomData }
    }

    /// Reads on; `false` at the end.
    fn advance(&mut self) -> Result<bool, TableError> {
        loop {
            if let Some(batches) = &mut self.open
                && batches.advance()? > 0
            {
                batches.rows(&mut |row| self.batch.push_back(row))?;
                return Ok(true);
            }
            let Some(next) = self.files.pop() else { return Ok(false) };
            self.open = Some(Batches::open::<R>(&next, &[])?);
        }
    }
}

impl<R: Row> Iterator for Rows<R> {
    type Item = Result<R, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.batch.is_empty()
            && let Err(fault) = self.advance()
        {
            self.files.clear();
            self.open = None;
            self.batch.clear();
            return Some(Err(fault));
        }
        self.batch.pop_front().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::RawLine;
    use crate::table_file::write_rows;

    fn line(file_id: i64, line: i64) -> RawLine {
        RawLine { file_id, line, cited_line: line, offset: Some(line * 80), text: format!("!AIVDM,{line}") }
    }

    #[test]
    fn lines_read_one_after_the_other_are_those_of_all_files_and_what_is_torn_ends_them() {
        let folder = tempfile::tempdir().unwrap();
        let lines = |file: i64| (1..=20_000).map(move |number| line(file, number));
        let files: Vec<PathBuf> = (0..2).map(|file| folder.path().join(format!("{file}.parquet"))).collect();
        for (file, path) in (0..).zip(&files) {
            write_rows(path, lines(file)).unwrap();
        }
        let read: Result<Vec<RawLine>, TableError> = Rows::of(files.clone()).collect();
        assert!(read.unwrap() == lines(0).chain(lines(1)).collect::<Vec<_>>());
        fs::write(&files[1], "half a table").unwrap();
        let torn: Vec<Result<RawLine, TableError>> = Rows::of(files).take(50_000).collect();
        let faults = torn.iter().filter(|row| row.is_err()).count();
        assert_eq!((torn.len(), faults, torn[20_000].is_err()), (20_001, 1, true));
    }
}

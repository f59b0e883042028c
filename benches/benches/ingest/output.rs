//! What somebody wrote: the Parquet files in the folders of days.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use parquet::file::reader::{FileReader, SerializedFileReader};

/// How much lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) rows: i64,
    pub(crate) bytes: u64,
}

/// Counts rows and bytes below the folder, at any depth.
pub(crate) fn written(folder: &Path) -> Result<Written> {
    let mut files = Vec::new();
    find(folder, false, &mut files)?;
    ensure!(!files.is_empty(), "no folder of a day with a Parquet file in {}", folder.display());
    let mut sum = Written { rows: 0, bytes: 0 };
    for file in files {
        sum.bytes += fs::metadata(&file)?.len();
        sum.rows += SerializedFileReader::new(File::open(file)?)?.metadata().file_metadata().num_rows();
    }
    Ok(sum)
}

fn find(folder: &Path, of_day: bool, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            find(&path, of_day || name.starts_with("day="), files)?;
        } else if of_day && path.extension().is_some_and(|extension| extension == "parquet") {
            files.push(path);
        }
    }
    Ok(())
}

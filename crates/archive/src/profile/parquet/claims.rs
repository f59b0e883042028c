//! What the footer of a file claims, held beside its bytes before any row is read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::ledger::excerpt;

/// Rows that a byte of a file can stand for; above it the file is taken to be a trap. Real archives hold less than
/// one row a byte.
const ROWS_PER_BYTE: i128 = 1_000;

/// Bytes that a column of a row group may unfold to whatever its stored size; above it and [`UNFOLDED_PER_BYTE`] it is
/// taken to be a trap. Row groups of a million equal numbers, a few hundred bytes when compressed, take 8 MB.
pub(super) const UNFOLDED: i64 = 64 << 20;

pub(super) const UNFOLDED_PER_BYTE: i64 = 1_000;

/// Why nothing of the file is to be believed, if so: its footer claims what the bytes of `file` cannot hold, contradicts itself, or is one
/// of several.
pub(super) fn contradicted(reader: &SerializedFileReader<File>, file: &File) -> io::Result<Option<String>> {
    let bytes = file.metadata()?.len();
    let rows = claimed_rows(reader);
    if !(0..=i128::from(bytes) * ROWS_PER_BYTE).contains(&rows) {
        return Ok(Some(format!("it claims {rows} rows in {bytes} bytes")));
    }
    if let Some((stored, unfolded)) = unfolding(reader) {
        return Ok(Some(format!("a column of {stored} bytes unfolds to {unfolded}")));
    }
    if let Some(why) = contradiction(reader) {
        return Ok(Some(why));
    }
    let joined = || "it is several Parquet files joined to one; part them".to_owned();
    Ok(is_joined(reader, file)?.then(joined))
}

/// Whether the file ends with the mark that stands behind its footer.
pub(super) fn ends_as_parquet(mut file: &File) -> io::Result<bool> {
    const MARK: [u8; 4] = *b"PAR1";
    let mut end = Vec::new();
    file.seek(SeekFrom::End(0))?;
    let len = file.stream_position()?;
    file.seek(SeekFrom::Start(len.saturating_sub(MARK.len() as u64)))?;
    file.read_to_end(&mut end)?;
    file.rewind()?;
    Ok(len > MARK.len() as u64 && end == MARK)
}

/// The rows of the file as its head or its row groups have them, whichever is more; the groups may all lie on the same
/// bytes. Negative if any of the figures is.
fn claimed_rows(reader: &SerializedFileReader<File>) -> i128 {
    let metadata = reader.metadata();
    let of_groups = || metadata.row_groups().iter().map(|group| i128::from(group.num_rows()));
    let of_file = i128::from(metadata.file_metadata().num_rows());
    match of_groups().chain([of_file]).min() {
        Some(least) if least < 0 => least,
        _ => of_groups().sum::<i128>().max(of_file),
    }
}

/// What the footer says in two ways, if so: rows that it leaves out would be lost without a word.
fn contradiction(reader: &SerializedFileReader<File>) -> Option<String> {
    let metadata = reader.metadata();
    let groups = metadata.row_groups();
    let (said, held) = (
        i128::from(metadata.file_metadata().num_rows()),
        groups.iter().map(|group| i128::from(group.num_rows())).sum::<i128>(),
    );
    if said != held {
        return Some(format!("its footer has {said} rows and row groups of {held}; write it again"));
    }
    let faulty = |(number, group): (usize, &RowGroupMetaData)| {
        let is_flat = |column: &&ColumnChunkMetaData| column.column_descr().max_rep_level() == 0;
        let mut columns = group.columns().iter().filter(is_flat);
        let (column, rows) =
            (columns.find(|column| column.num_values() != group.num_rows())?, group.num_rows());
        let (name, values) = (column.column_descr().name(), column.num_values());
        let name = excerpt(name.as_bytes());
        Some(format!("its row group {number} has {rows} rows and {values} values of {name}; write it again"))
    };
    groups.iter().enumerate().find_map(faulty)
}

/// Whether the file holds several: bytes before its footer belong to no column, and one file ends where another begins.
/// The places that the last footer names are then those of another file.
fn is_joined(reader: &SerializedFileReader<File>, mut file: &File) -> io::Result<bool> {
    let mut end = [0; 8];
    let len = file.seek(SeekFrom::End(-8))? + 8;
    file.read_exact(&mut end)?;
    let footer = u64::from(u32::from_le_bytes([end[0], end[1], end[2], end[3]])) + 8;
    let claimed = reader.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns).map(claimed_end);
    let claimed = claimed.max().unwrap_or(LEAST_BYTES);
    let is_joined = len.saturating_sub(footer) >= claimed.saturating_add(LEAST_BYTES) && {
        file.rewind()?;
        holds_seam(file)?
    };
    file.rewind()?;
    Ok(is_joined)
}

/// Bytes of the least file: its two marks and the length of its footer.
const LEAST_BYTES: u64 = 12;

/// Where the last byte ends that a column of a row group has, its index among them.
fn claimed_end(column: &ColumnChunkMetaData) -> u64 {
    let start = column.dictionary_page_offset().filter(|start| *start > 0);
    let start = start.map_or(column.data_page_offset(), |start| start.min(column.data_page_offset()));
    let behind = |(at, len): (i64, i32)| at.saturating_add(len.into());
    let ends = [
        Some(start.saturating_add(column.compressed_size())),
        column.column_index_offset().zip(column.column_index_length()).map(behind),
        column.offset_index_offset().zip(column.offset_index_length()).map(behind),
        column.bloom_filter_offset().zip(column.bloom_filter_length()).map(behind),
    ];
    ends.into_iter().flatten().max().and_then(|end| u64::try_from(end).ok()).unwrap_or(0)
}

/// Whether the mark at the end of a file stands right before that at the start of another.
fn holds_seam(mut file: &File) -> io::Result<bool> {
    const SEAM: &[u8] = b"PAR1PAR1";
    let mut block = vec![0; 1 << 20];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..])?;
        let seen = kept + read;
        if read == 0 || memchr::memmem::find(&block[..seen], SEAM).is_some() {
            return Ok(read > 0);
        }
        kept = seen.min(SEAM.len() - 1);
        block.copy_within(seen - kept..seen, 0);
    }
}

/// The stored and the unfolded size of the first column of a row group that is a trap, as the file states them.
fn unfolding(reader: &SerializedFileReader<File>) -> Option<(i64, i64)> {
    let columns = reader.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns);
    columns
        .map(|column| (column.compressed_size(), column.uncompressed_size()))
        .find(|(stored, unfolded)| *unfolded > UNFOLDED.max(stored.saturating_mul(UNFOLDED_PER_BYTE)))
}

//! Pages of a column that are decompressed with a context that lasts no longer than each.
//!
//! The crate keeps two contexts of zstd, some 160 kB, for each column that is being read. Of a year every day has two files of a
//! dozen columns, all read beside each other: 1.4 GB that held nothing.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;

/// A column of a row group.
pub(super) fn column<F: ChunkReader + 'static>(
    file: &Arc<F>,
    group: &RowGroupMetaData,
    place: usize,
) -> Result<ColumnReader> {
    let column = group.column(place);
    let rows = usize::try_from(group.num_rows())?;
    let pages: Box<dyn PageReader> = if matches!(column.compression(), Compression::ZSTD(_)) {
        // So that the crate hands the pages out as they are stored.
        let as_stored = column.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        Box::new(Unpacked(SerializedPageReader::new(Arc::clone(file), &as_stored, rows, None)?))
    } else {
        Box::new(SerializedPageReader::new(Arc::clone(file), column, rows, None)?)
    };
    Ok(get_column_reader(column.column_descr_ptr(), pages))
}

/// Pages that are stored by zstd.
struct Unpacked<P>(P);

impl<P: PageReader> PageReader for Unpacked<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.0.get_next_page()?.map(unpacked).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

impl<P: PageReader> Iterator for Unpacked<P> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// The same page, readable.
fn unpacked(mut page: Page) -> Result<Page> {
    match &mut page {
        Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = decompressed(buf, 0)?,
        Page::DataPageV2 { buf, is_compressed: true, def_levels_byte_len, rep_levels_byte_len, .. } => {
            *buf = decompressed(buf, (*def_levels_byte_len + *rep_levels_byte_len) as usize)?;
        }
        Page::DataPageV2 { .. } => {}
    }
    Ok(page)
}

/// No page is larger: its header counts in 32 bits.
const MOST: u64 = i32::MAX as u64;

/// What stands behind some bytes that are never compressed, with these.
fn decompressed(page: &Bytes, plain: usize) -> Result<Bytes> {
    let short = || ParquetError::General("a page is shorter than its levels".to_owned());
    let (plain, packed) = page.split_at_checked(plain).ok_or_else(short)?;
    let mut whole = plain.to_vec();
    // A page without a value is stored as nothing.
    if !packed.is_empty() {
        match zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().filter(|&bytes| bytes <= MOST) {
            Some(bytes) if plain.is_empty() => whole = zstd::bulk::decompress(packed, bytes as usize)?,
            _ => {
                zstd::Decoder::with_buffer(packed)?.take(MOST).read_to_end(&mut whole)?;
            }
        }
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_it_was_whoever_stored_it_and_a_torn_one_is_an_error() {
        let page: Vec<u8> = (0..50_000_u32).flat_map(|number| (number / 7).to_le_bytes()).collect();
        let with_size = Bytes::from(zstd::bulk::compress(&page, 1).unwrap());
        let without_size = Bytes::from(zstd::encode_all(&page[..], 1).unwrap());
        for packed in [&with_size, &without_size] {
            assert_eq!(decompressed(packed, 0).unwrap(), page);
            assert!(decompressed(&packed.slice(..packed.len() / 2), 0).is_err());
            let levels: Bytes = [&[1, 2, 3], &packed[..]].concat().into();
            assert_eq!(decompressed(&levels, 3).unwrap(), [&[1, 2, 3], &page[..]].concat());
        }
        assert_eq!(decompressed(&Bytes::from_static(&[1, 2]), 2).unwrap(), [1, 2][..]);
        assert!(decompressed(&Bytes::from_static(&[1, 2]), 3).is_err());
    }
}

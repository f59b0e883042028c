//! A column of a row group as Parquet pages, made here: byte for byte what the `parquet` crate would make of it, in a
//! fraction of its time.
//!
//! The crate's writer sets up coders, a table and two contexts of zstd anew for each column of each row group, and puts
//! value by value through them. A case has a day's fixes in a file, so that both show. Here a [`Press`] keeps one context for
//! all columns, differences are packed 64 at a time ([`bits`]), and words are numbered without being copied
//! ([`dictionary`]). What it does not know (booleans, long texts, dictionaries that run full) is left to the crate.
//!
//! The tests hold files written both ways against each other.

mod bits;
mod dictionary;

use std::io;
use std::ops::Range;

use bytes::Bytes;
use parquet::basic::{BoundaryOrder, Compression, Encoding, EncodingMask, ZstdLevel};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::metadata::{
    ColumnChunkMetaData, ColumnIndexBuilder, LevelHistogram, OffsetIndexBuilder, PageEncodingStats,
};
use parquet::file::statistics::{Statistics, ValueStatistics};
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use self::dictionary::Dictionary;
use super::layout;
use super::texts::Texts;

/// A column in pages, with what the footer of the file says of it.
pub(super) struct Chunk {
    pub(super) bytes: Bytes,
    pub(super) close: ColumnCloseResult,
}

/// What presses columns into pages, one after the other.
pub(super) struct Press {
    zstd: zstd::bulk::Compressor<'static>,
    level: ZstdLevel,
    /// The page before it is compressed.
    page: Vec<u8>,
}

/// A column, and which of its rows hold a value.
pub(super) struct Rows<'v> {
    pub(super) column: ColumnDescPtr,
    pub(super) rows: usize,
    /// 1 for each row that holds one and 0 for each other; only where a value can be absent.
    pub(super) levels: Option<&'v [i16]>,
}

/// Rows of a page: the first multiple of what the crate writes at a time (1,024) from its limit of a page on (20,000).
const ROWS_OF_PAGE: usize = 20_480;
/// Bytes of a dictionary that is full for the crate.
const FULL_DICTIONARY: usize = 1 << 20;
/// Bytes of the longest text that statistics hold unabridged.
const LONGEST: usize = 64;
/// Most bytes of so long texts that the crate writes at a time.
const AT_A_TIME: usize = 1024 * (LONGEST + 4);

impl Press {
    pub(super) fn new() -> io::Result<Self> {
        let level = layout::level();
        Ok(Self { zstd: zstd::bulk::Compressor::new(level.compression_level())?, level, page: Vec::new() })
    }

    /// Integers by their differences.
    pub(super) fn integers(&mut self, rows: &Rows<'_>, values: &[i64]) -> Result<Chunk> {
        let mut chunk = Making::new(self, rows);
        for page in rows.pages() {
            let values = &values[page.values.clone()];
            let ends = ends_of_integers(values);
            chunk.put(&page, Encoding::DELTA_BINARY_PACKED, ends, |out| bits::put_deltas(out, values))?;
        }
        chunk.finish()
    }

    /// Numbers as they are.
    pub(super) fn plain_numbers(&mut self, rows: &Rows<'_>, values: &[f64]) -> Result<Chunk> {
        let mut chunk = Making::new(self, rows);
        for page in rows.pages() {
            let values = &values[page.values.clone()];
            let ends = ends_of_numbers(values);
            chunk.put(&page, Encoding::PLAIN, ends, |out| put_numbers(out, values))?;
        }
        chunk.finish()
    }

    /// Numbers of which many are the same.
    pub(super) fn numbers(&mut self, rows: &Rows<'_>, values: &[f64]) -> Result<Chunk> {
        let dictionary = Dictionary::of(values.iter().map(|value| value.to_bits()));
        let entries: Vec<f64> = dictionary.entries.iter().copied().map(f64::from_bits).collect();
        let mut chunk = Making::new(self, rows);
        chunk.put_dictionary(entries.len(), |out| put_numbers(out, &entries))?;
        for page in rows.pages() {
            let (places, known) = dictionary.page(&page.values);
            let ends = ends_of_numbers(&values[page.values.clone()]);
            chunk.put(&page, Encoding::RLE_DICTIONARY, ends, |out| bits::put_places(out, places, known))?;
        }
        chunk.finish()
    }

    /// Texts of which many are the same; `None` where some are long, or too many different.
    pub(super) fn texts(&mut self, rows: &Rows<'_>, texts: &Texts) -> Result<Option<Chunk>> {
        let dictionary = Dictionary::of(texts.iter());
        let entries = &dictionary.entries;
        let bytes: usize = entries.iter().map(|text| text.len() + 4).sum();
        if bytes + AT_A_TIME >= FULL_DICTIONARY || entries.iter().any(|text| text.len() > LONGEST) {
            return Ok(None);
        }
        let mut chunk = Making::new(self, rows);
        chunk.put_dictionary(entries.len(), |out| entries.iter().for_each(|text| put_text(out, text)))?;
        let (sorted, ranks) = ranked(entries);
        for page in rows.pages() {
            let (places, known) = dictionary.page(&page.values);
            let rank = || places.iter().map(|place| ranks[*place as usize]);
            let text = |rank: usize| ByteArray::from(sorted[rank].to_vec());
            let ends = rank().min().map(text).zip(rank().max().map(text));
            chunk.count_text(texts.bytes(&page.values));
            chunk.put(&page, Encoding::RLE_DICTIONARY, ends, |out| bits::put_places(out, places, known))?;
        }
        chunk.finish().map(Some)
    }

    /// The page as it is stored.
    fn compressed(&mut self) -> Result<Bytes> {
        Ok(self.zstd.compress(&self.page)?.into())
    }
}

/// Texts in their order, and the place of each in it.
fn ranked<'t>(entries: &[&'t [u8]]) -> (Vec<&'t [u8]>, Vec<usize>) {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_unstable_by_key(|entry| entries[*entry]);
    let mut ranks = vec![0; entries.len()];
    order.iter().enumerate().for_each(|(rank, entry)| ranks[*entry] = rank);
    (order.into_iter().map(|entry| entries[entry]).collect(), ranks)
}

fn put_numbers(out: &mut Vec<u8>, values: &[f64]) {
    out.reserve(size_of_val(values));
    values.iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
}

fn put_text(out: &mut Vec<u8>, text: &[u8]) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text);
}

/// The least and the greatest integer, if there is any.
fn ends_of_integers(values: &[i64]) -> Option<(i64, i64)> {
    let first = *values.first()?;
    let widen = |(least, most): (i64, i64), value: &i64| (least.min(*value), most.max(*value));
    Some(values.iter().fold((first, first), widen))
}

/// The least and the greatest number, if any is one; a zero has the sign that lets either zero in.
fn ends_of_numbers(values: &[f64]) -> Option<(f64, f64)> {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        least = if *value < least { *value } else { least };
        most = if *value > most { *value } else { most };
    }
    let signed = |value: f64, zero: f64| if value == 0.0 { zero } else { value };
    (least <= most).then(|| (signed(least, -0.0), signed(most, 0.0)))
}

/// The rows of a page.
struct PageRows<'v> {
    rows: usize,
    levels: Option<&'v [i16]>,
    /// Which of the column's values are theirs.
    values: Range<usize>,
}

impl<'v> Rows<'v> {
    fn pages(&self) -> impl Iterator<Item = PageRows<'v>> {
        let (rows, all, mut before) = (self.rows, self.levels, 0);
        (0..rows).step_by(ROWS_OF_PAGE).map(move |start| {
            let rows = ROWS_OF_PAGE.min(rows - start);
            let levels = all.map(|levels| &levels[start..start + rows]);
            let there = levels.map_or(rows, |levels| levels.iter().filter(|level| **level > 0).count());
            before += there;
            PageRows { rows, levels, values: before - there..before }
        })
    }
}

/// A value as statistics hold it.
trait Value: Clone + PartialOrd {
    fn bytes(&self) -> Vec<u8>;
    fn statistics(ends: Option<(Self, Self)>, nulls: u64) -> Statistics;
}

impl Value for i64 {
    fn bytes(&self) -> Vec<u8> {
        self.to_le_bytes().to_vec()
    }

    fn statistics(ends: Option<(Self, Self)>, nulls: u64) -> Statistics {
        let (least, most) = ends.unzip();
        ValueStatistics::new(least, most, None, Some(nulls), false)
            .with_backwards_compatible_min_max(true)
            .into()
    }
}

impl Value for f64 {
    fn bytes(&self) -> Vec<u8> {
        self.to_le_bytes().to_vec()
    }

    fn statistics(ends: Option<(Self, Self)>, nulls: u64) -> Statistics {
        let (least, most) = ends.unzip();
        ValueStatistics::new(least, most, None, Some(nulls), false)
            .with_backwards_compatible_min_max(true)
            .into()
    }
}

impl Value for ByteArray {
    fn bytes(&self) -> Vec<u8> {
        self.data().to_vec()
    }

    fn statistics(ends: Option<(Self, Self)>, nulls: u64) -> Statistics {
        let (least, most) = ends.unzip();
        ValueStatistics::new(least, most, None, Some(nulls), false).into()
    }
}

/// A chunk of which some pages are made.
struct Making<'p, T> {
    press: &'p mut Press,
    column: ColumnDescPtr,
    sink: TrackedWrite<Vec<u8>>,
    totals: Totals,
    ends: Option<(T, T)>,
    /// Of the last page with a value.
    ends_before: Option<(T, T)>,
    is_ascending: bool,
    is_descending: bool,
    index: ColumnIndexBuilder,
    offsets: OffsetIndexBuilder,
    kinds: Vec<PageEncodingStats>,
}

/// What the pages so far come to.
#[derive(Default)]
struct Totals {
    rows: usize,
    nulls: usize,
    compressed: usize,
    uncompressed: usize,
    dictionary_at: Option<i64>,
    data_at: Option<i64>,
    /// Bytes of texts, and those of the page that comes next.
    text: Option<i64>,
    text_of_page: Option<i64>,
}

impl<'p, T: Value> Making<'p, T> {
    fn new(press: &'p mut Press, rows: &Rows<'_>) -> Self {
        Self {
            press,
            column: rows.column.clone(),
            sink: TrackedWrite::new(Vec::new()),
            totals: Totals::default(),
            ends: None,
            ends_before: None,
            is_ascending: true,
            is_descending: true,
            index: ColumnIndexBuilder::new(rows.column.physical_type()),
            offsets: OffsetIndexBuilder::new(),
            kinds: Vec::new(),
        }
    }

    /// Writes the page of so many distinct values, which comes first.
    fn put_dictionary(&mut self, entries: usize, put: impl FnOnce(&mut Vec<u8>)) -> Result<()> {
        self.press.page.clear();
        put(&mut self.press.page);
        let encoding = Encoding::PLAIN;
        let buf = self.press.compressed()?;
        self.totals.dictionary_at = Some(self.sink.bytes_written() as i64);
        self.write(Page::DictionaryPage { buf, num_values: entries as u32, encoding, is_sorted: false })?;
        Ok(())
    }

    /// Counts the bytes of the texts of the page that comes next.
    fn count_text(&mut self, bytes: usize) {
        let bytes = bytes as i64;
        self.totals.text_of_page = Some(bytes);
        self.totals.text = Some(self.totals.text.unwrap_or_default() + bytes);
    }

    /// Writes a page of values.
    fn put(
        &mut self,
        rows: &PageRows<'_>,
        encoding: Encoding,
        ends: Option<(T, T)>,
        put: impl FnOnce(&mut Vec<u8>),
    ) -> Result<()> {
        self.press.page.clear();
        rows.levels.into_iter().for_each(|levels| bits::put_levels(&mut self.press.page, levels));
        put(&mut self.press.page);
        let buf = self.press.compressed()?;
        let at = self.sink.bytes_written() as i64;
        self.totals.data_at.get_or_insert(at);
        let (def_level_encoding, rep_level_encoding) = (Encoding::RLE, Encoding::RLE);
        let num_values = rows.rows as u32;
        let size = self.write(Page::DataPage {
            buf,
            num_values,
            encoding,
            def_level_encoding,
            rep_level_encoding,
            statistics: None,
        })?;
        self.offsets.append_offset_and_size(at, size as i32);
        self.note(rows, ends);
        Ok(())
    }

    /// Writes a page and says how many bytes it takes.
    fn write(&mut self, page: Page) -> Result<usize> {
        let (page_type, encoding) = (page.page_type(), page.encoding());
        match self.kinds.last_mut() {
            Some(kind) if (kind.page_type, kind.encoding) == (page_type, encoding) => kind.count += 1,
            _ => self.kinds.push(PageEncodingStats { page_type, encoding, count: 1 }),
        }
        let page = CompressedPage::new(page, self.press.page.len());
        let written = SerializedPageWriter::new(&mut self.sink).write_page(page)?;
        self.totals.compressed += written.compressed_size;
        self.totals.uncompressed += written.uncompressed_size;
        Ok(written.compressed_size)
    }

    /// Enters a page into the indexes.
    fn note(&mut self, rows: &PageRows<'_>, ends: Option<(T, T)>) {
        let nulls = rows.rows - rows.values.len();
        self.totals.rows += rows.rows;
        self.totals.nulls += nulls;
        match ends {
            Some(ends) => self.note_ends(ends, nulls),
            None if rows.values.is_empty() => self.index.append(true, Vec::new(), Vec::new(), nulls as i64),
            None => self.index.to_invalid(),
        }
        self.index.append_histograms(&None, &self.histogram(rows.rows, nulls));
        self.offsets.append_row_count(rows.rows as i64);
        self.offsets.append_unencoded_byte_array_data_bytes(self.totals.text_of_page);
    }

    fn note_ends(&mut self, ends: (T, T), nulls: usize) {
        let (least, most) = &ends;
        if let Some((least_before, most_before)) = &self.ends_before {
            self.is_ascending &= !(least_before > least || most_before > most);
            self.is_descending &= !(least > least_before || most > most_before);
        }
        self.index.append(false, least.bytes(), most.bytes(), nulls as i64);
        self.ends = Some(match self.ends.take() {
            None => ends.clone(),
            Some((least_of_all, most_of_all)) => (
                if least_of_all > *least { least.clone() } else { least_of_all },
                if *most > most_of_all { most.clone() } else { most_of_all },
            ),
        });
        self.ends_before = Some(ends);
    }

    /// How many rows hold no value and how many one, where they need not.
    fn histogram(&self, rows: usize, nulls: usize) -> Option<LevelHistogram> {
        let can_be_absent = self.column.max_def_level() > 0;
        can_be_absent.then(|| vec![nulls as i64, (rows - nulls) as i64].into())
    }

    fn finish(self) -> Result<Chunk> {
        let metadata = self.metadata()?;
        let Self { mut index, offsets, sink, totals, .. } = self;
        index.set_boundary_order(match (self.is_ascending, self.is_descending) {
            (true, _) => BoundaryOrder::ASCENDING,
            (_, true) => BoundaryOrder::DESCENDING,
            _ => BoundaryOrder::UNORDERED,
        });
        let close = ColumnCloseResult {
            bytes_written: totals.compressed as u64,
            rows_written: totals.rows as u64,
            metadata,
            bloom_filter: None,
            column_index: if index.valid() { Some(index.build()?) } else { None },
            offset_index: Some(offsets.build()),
        };
        Ok(Chunk { bytes: sink.into_inner()?.into(), close })
    }

    fn metadata(&self) -> Result<ColumnChunkMetaData> {
        let Totals { rows, nulls, compressed, uncompressed, dictionary_at, data_at, text, .. } = self.totals;
        let encodings = [Encoding::RLE].into_iter().chain(self.kinds.iter().map(|kind| kind.encoding));
        let encodings: Vec<Encoding> = encodings.collect();
        ColumnChunkMetaData::builder(self.column.clone())
            .set_compression(Compression::ZSTD(self.press.level))
            .set_encodings_mask(EncodingMask::new_from_encodings(encodings.iter()))
            .set_page_encoding_stats(self.kinds.clone())
            .set_total_compressed_size(compressed as i64)
            .set_total_uncompressed_size(uncompressed as i64)
            .set_num_values(rows as i64)
            .set_data_page_offset(data_at.unwrap_or_default())
            .set_dictionary_page_offset(dictionary_at)
            .set_statistics(T::statistics(self.ends.clone(), nulls as u64))
            .set_unencoded_byte_array_data_bytes(text)
            .set_definition_level_histogram(self.histogram(rows, nulls))
            .build()
    }
}

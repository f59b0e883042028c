//! What the pages of a row group take in memory, told by their own headers before any of them is unpacked: the figures in
//! the footer of a file may be anything.
//!
//! A header is Thrift in its compact form (Apache Parquet Format 2.10, `PageHeader`); only a few of its fields are looked
//! at here, and the parquet crate, which reads it again, keeps its own to itself.

use std::fs::File;
use std::io::{self, Read};

use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

use super::claims::{UNFOLDED, UNFOLDED_PER_BYTE};

/// Bytes that the columns of a row group may take at a time: their dictionaries, and one page of each.
const BUDGET: u64 = 512 << 20;
/// What a value of a dictionary takes besides its bytes.
const VALUE: u64 = 32;
/// Values of a page that repeat the beginning of the one before them are unpacked so many at a time.
pub(super) const REPEATING: usize = 64;

/// Fails where the columns `leaves` of a row group would take more memory than any archive needs.
pub(crate) fn check(
    file: &File,
    group: &RowGroupMetaData,
    leaves: impl Iterator<Item = usize>,
) -> Result<(), ParquetError> {
    let mut taken = 0_u64;
    for leaf in leaves {
        taken = taken.saturating_add(memory(file, group.column(leaf))?);
    }
    match taken {
        0..=BUDGET => Ok(()),
        _ => Err(refused(format!("its pages take {taken} bytes of memory at a time; write smaller ones"))),
    }
}

fn refused(why: String) -> ParquetError {
    ParquetError::General(why)
}

/// Bytes that the dictionary of a column and its largest page take.
fn memory(file: &File, column: &ColumnChunkMetaData) -> Result<u64, ParquetError> {
    let (mut at, len) = column.byte_range();
    let end = at.saturating_add(len);
    let most = (UNFOLDED as u64).max(len.saturating_mul(UNFOLDED_PER_BYTE as u64));
    let (mut unfolded, mut dictionary, mut largest) = (0_u64, 0, 0);
    while at < end {
        let mut bytes = Counted { bytes: file.get_read(at)?, count: 0 };
        let page =
            Page::read(&mut bytes).map_err(|error| refused(format!("a page has no header: {error}")))?;
        unfolded = unfolded.saturating_add(page.unfolded);
        if unfolded > most {
            return Err(refused(format!("a column of {len} bytes unfolds to {unfolded} and more")));
        }
        match page.kind {
            Kind::Dictionary => dictionary = page.dictionary(column.column_type())?,
            Kind::Other => largest = largest.max(page.taken()),
        }
        at = at.saturating_add(bytes.count).saturating_add(page.stored);
    }
    Ok(dictionary + largest)
}

#[derive(Default, PartialEq, Eq)]
enum Kind {
    Dictionary,
    #[default]
    Other,
}

/// What the header of a page says.
#[derive(Default)]
struct Page {
    kind: Kind,
    unfolded: u64,
    stored: u64,
    values: u64,
    encoding: i64,
}

impl Page {
    /// The encoding of texts that repeat the beginning of the one before them.
    const DELTA_BYTE_ARRAY: i64 = 7;

    fn read(header: &mut impl Read) -> io::Result<Self> {
        let mut page = Self::default();
        each_field(header, 0, &mut |header, field| page.take(header, field))?;
        Ok(page)
    }

    /// Takes a field that is looked at; `false` leaves it to be passed over.
    fn take(&mut self, header: &mut dyn Read, field: Field) -> io::Result<bool> {
        match field.id {
            1 => self.kind = if number(header)? == 2 { Kind::Dictionary } else { Kind::Other },
            2 => self.unfolded = size(header)?,
            3 => self.stored = size(header)?,
            5 | 7 | 8 if field.kind == STRUCT => {
                let encoding = if field.id == 8 { 4 } else { 2 };
                each_field(header, 1, &mut |header, inner| {
                    match inner.id {
                        1 => self.values = size(header)?,
                        id if id == encoding => self.encoding = number(header)?,
                        _ => return Ok(false),
                    }
                    Ok(true)
                })?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Bytes that it takes as the dictionary of a column of this type.
    fn dictionary(&self, kind: PhysicalType) -> Result<u64, ParquetError> {
        let least = if kind == PhysicalType::BYTE_ARRAY { 4 } else { 1 };
        if self.values.saturating_mul(least) > self.unfolded {
            let (values, bytes) = (self.values, self.unfolded);
            return Err(refused(format!("a dictionary claims {values} values in {bytes} bytes")));
        }
        Ok(self.unfolded + self.values * VALUE)
    }

    /// Bytes that it takes as a page of rows.
    fn taken(&self) -> u64 {
        let times = if self.encoding == Self::DELTA_BYTE_ARRAY { REPEATING as u64 } else { 1 };
        self.unfolded.saturating_mul(times)
    }
}

/// A field of a struct.
#[derive(Clone, Copy)]
struct Field {
    id: i64,
    kind: u8,
}

const STRUCT: u8 = 12;
/// Structs in structs: no header has more than four.
const DEEPEST: u32 = 8;

type Take<'t> = dyn FnMut(&mut dyn Read, Field) -> io::Result<bool> + 't;

/// Gives each field of a struct to `take` and passes over those that it leaves.
fn each_field(header: &mut dyn Read, depth: u32, take: &mut Take<'_>) -> io::Result<()> {
    let mut id = 0;
    loop {
        let start = byte(header)?;
        if start == 0 {
            return Ok(());
        }
        let (step, kind) = (start >> 4, start & 0xf);
        id = if step == 0 { number(header)? } else { id + i64::from(step) };
        if !take(header, Field { id, kind })? {
            pass_over(header, kind, depth)?;
        }
    }
}

fn pass_over(header: &mut dyn Read, kind: u8, depth: u32) -> io::Result<()> {
    if depth > DEEPEST {
        return Err(strange());
    }
    match kind {
        // What is true or false is told by its kind.
        1 | 2 => Ok(()),
        3 => byte(header).map(drop),
        4..=6 => varint(header).map(drop),
        7 => skip(header, 8),
        8 => {
            let len = varint(header)?;
            skip(header, len)
        }
        STRUCT => each_field(header, depth + 1, &mut |_, _| Ok(false)),
        // Lists, sets and maps stand in no header.
        _ => Err(strange()),
    }
}

fn strange() -> io::Error {
    io::Error::other("it has what no header has")
}

fn skip(header: &mut dyn Read, len: u64) -> io::Result<()> {
    let skipped = io::copy(&mut header.take(len), &mut io::sink())?;
    if skipped == len { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn byte(header: &mut dyn Read) -> io::Result<u8> {
    let mut byte = [0];
    header.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn varint(header: &mut dyn Read) -> io::Result<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = byte(header)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(strange())
}

/// A signed number, whose sign is its lowest bit.
fn number(header: &mut dyn Read) -> io::Result<i64> {
    let value = varint(header)?;
    Ok((value >> 1) as i64 ^ -((value & 1) as i64))
}

fn size(header: &mut dyn Read) -> io::Result<u64> {
    u64::try_from(number(header)?).map_err(|_| io::Error::other("it states a negative size"))
}

/// Counts the bytes of a header.
struct Counted<R> {
    bytes: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header of a dictionary page: 4096 bytes stored in 100, and a checksum.
    fn header(values: &[u8]) -> Vec<u8> {
        [&[0x15, 4, 0x15, 0x80, 0x40, 0x15, 0xc8, 1, 0x15, 7, 0x3c, 0x15], values, &[0x15, 0, 0x11, 0, 0]]
            .concat()
    }

    #[test]
    fn a_header_tells_how_much_its_page_takes_and_a_dictionary_cannot_claim_more_values_than_bytes() {
        // 1024 values of four bytes at least, and 2^30.
        let (honest, trap) = (header(&[0x80, 0x10]), header(&[0x80, 0x80, 0x80, 0x80, 8]));
        let read = |header: &[u8]| Page::read(&mut &*header).unwrap();
        let page = read(&honest);
        assert_eq!((page.unfolded, page.stored, page.values), (4096, 100, 1024));
        assert_eq!(page.dictionary(PhysicalType::BYTE_ARRAY).unwrap(), 4096 + 1024 * VALUE);
        assert!(read(&trap).dictionary(PhysicalType::BYTE_ARRAY).is_err());
    }

    #[test]
    fn a_header_that_is_cut_or_nests_without_end_is_a_fault() {
        let whole = header(&[2]);
        assert!(Page::read(&mut whole.as_slice()).is_ok());
        assert!((0..whole.len()).all(|cut| Page::read(&mut &whole[..cut]).is_err()));
        assert!(Page::read(&mut [0x9c; 100_000].as_slice()).is_err());
    }
}

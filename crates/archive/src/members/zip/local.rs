//! Members of a zip whose directory is missing, because it was cut short: found one behind the other by the headers that
//! stand before them.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::DeflateDecoder;
use rawzip::CompressionMethod;

use super::{Entry, Place};
use crate::stored::Allowance;

/// Gives each member to `each`, the last as far as it is there.
pub(super) fn walk(path: &Path, each: &mut dyn FnMut(&Entry) -> io::Result<()>) -> io::Result<()> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut stored = BufReader::with_capacity(1 << 16, file);
    let mut at = Some(0);
    while let Some(start) = at
        && let Some(header) = Header::read(&mut stored, start)?
    {
        let extent = header.extent(&mut stored, len)?;
        at = extent.next;
        each(&header.entry(&extent))?;
    }
    Ok(())
}

/// What stands before a member.
struct Header {
    name: Vec<u8>,
    flags: u16,
    method: CompressionMethod,
    sum: u32,
    packed: u64,
    size: u64,
    /// Where the member's bytes start.
    start: u64,
}

/// The bytes of a member, and where the next header is; `None` where nobody knows.
struct Extent {
    end: u64,
    size: u64,
    sum: u32,
    next: Option<u64>,
}

const SIGNATURE: &[u8] = b"PK\x03\x04";
const FIXED: usize = 30;
/// The bit that says: sizes and checksum stand behind the member.
const SIZES_BEHIND: u16 = 1 << 3;
const ENCRYPTED: u16 = 1;

impl Header {
    /// The header at `at`; `None` if none is there, or not all of it.
    fn read(stored: &mut BufReader<File>, at: u64) -> io::Result<Option<Self>> {
        stored.seek(SeekFrom::Start(at))?;
        let Some(fixed) = taken(stored, FIXED as u64)?.filter(|fixed| fixed.starts_with(SIGNATURE)) else {
            return Ok(None);
        };
        let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
        let long = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
        let (name_len, extra_len) = (u64::from(short(26)), u64::from(short(28)));
        let Some(mut name) = taken(stored, name_len + extra_len)? else { return Ok(None) };
        let extra = name.split_off(name_len as usize);
        let (packed, size) = sizes(long(18), long(22), &extra);
        Ok(Some(Self {
            name,
            flags: short(6),
            method: CompressionMethod::from(short(8)),
            sum: long(14),
            packed,
            size,
            start: at + FIXED as u64 + name_len + extra_len,
        }))
    }

    fn extent(&self, stored: &mut BufReader<File>, len: u64) -> io::Result<Extent> {
        let unknown = Extent { end: len, size: u64::MAX, sum: 0, next: None };
        if self.flags & SIZES_BEHIND == 0 {
            let end = self.start.saturating_add(self.packed);
            let next = (end < len).then_some(end);
            return Ok(Extent { end: end.min(len), size: self.size, sum: self.sum, next });
        }
        if self.method != CompressionMethod::DEFLATE || self.flags & ENCRYPTED != 0 {
            return Ok(unknown);
        }
        Ok(self.unpacked(stored, len)?.unwrap_or(unknown))
    }

    /// The extent of a member that says itself where it ends; `None` if it does not come to its end.
    fn unpacked(&self, stored: &mut BufReader<File>, len: u64) -> io::Result<Option<Extent>> {
        stored.seek(SeekFrom::Start(self.start))?;
        let mut allowance = Allowance::of(len - self.start);
        let mut decoder = flate2::CrcReader::new(DeflateDecoder::new(&mut *stored));
        let mut block = vec![0; 1 << 16];
        loop {
            match decoder.read(&mut block).and_then(|read| allowance.take(read)) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.raw_os_error().is_some() => return Err(error),
                Err(_) => return Ok(None),
            }
        }
        let sum = decoder.crc().sum();
        let deflated = decoder.into_inner();
        let (size, end) = (deflated.total_out(), self.start + deflated.total_in());
        let next = end + descriptor_len(stored, end, sum)?;
        Ok(Some(Extent { end, size, sum, next: Some(next) }))
    }

    fn entry(&self, extent: &Extent) -> Entry {
        let (method, Extent { size, sum, .. }) = (self.method, extent);
        let sizes_unknown = extent.next.is_none() && self.flags & SIZES_BEHIND != 0;
        let why = "has no size of its own, and the directory of its archive is missing; fetch that again";
        let is_lost = sizes_unknown && method != CompressionMethod::DEFLATE;
        Entry {
            name: self.name.clone(),
            is_folder: self.name.ends_with(b"/"),
            fault: super::fault_of(self.flags & ENCRYPTED != 0, method)
                .or_else(|| is_lost.then(|| why.to_owned())),
            place: Ok(Place { range: (self.start, extent.end), method, size: *size, sum: *sum }),
        }
    }
}

/// So many bytes, if they are there.
fn taken(stored: &mut BufReader<File>, len: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stored.by_ref().take(len).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == len).then_some(bytes))
}

/// The packed and the unpacked size, which stand among the extras where they do not fit.
fn sizes(packed: u32, size: u32, mut extra: &[u8]) -> (u64, u64) {
    let mut large = &[][..];
    while let [id, id_high, len, len_high, rest @ ..] = extra {
        let (value, next) = rest.split_at(rest.len().min(usize::from(u16::from_le_bytes([*len, *len_high]))));
        if (*id, *id_high) == (1, 0) {
            large = value;
        }
        extra = next;
    }
    let mut large = large.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
    let mut whole = |short: u32| if short == u32::MAX { large.next() } else { None }.unwrap_or(short.into());
    let size = whole(size);
    (whole(packed), size)
}

/// How long what stands behind a member is: its checksum and two sizes of four or eight bytes, with a signature or
/// without.
fn descriptor_len(stored: &mut BufReader<File>, at: u64, sum: u32) -> io::Result<u64> {
    stored.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    stored.by_ref().take(28).read_to_end(&mut bytes)?;
    let signed = if bytes.starts_with(b"PK\x07\x08") { 4 } else { 0 };
    let has_sum = bytes.get(signed..signed + 4) == Some(&sum.to_le_bytes());
    let next_at = |sizes: usize| bytes.get(signed + 4 + sizes..).is_some_and(|next| next.starts_with(b"PK"));
    Ok(match (has_sum, next_at(16)) {
        (false, _) => 0,
        (true, true) => signed as u64 + 20,
        (true, false) => signed as u64 + 12,
    })
}

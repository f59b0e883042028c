//! Members of zip archives, found by the directory at the end and read where they lie (seen: NOAA's daily archives).
//!
//! Read: stored, deflate, bzip2, zstd and xz members, also with 64-bit sizes. Members that share bytes are refused: that
//! is how a small archive is made to unpack to a thousand large ones. Where the directory is missing, because the archive
//! is cut short, the headers before the members take its place.

mod local;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use bzip2::bufread::BzDecoder;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipFileHeaderRecord};

use super::{Exact, Names, Visit, plain_name};
use crate::stored::{Allowance, Content, Stored, WINDOW_LOG_MAX};
use crate::vouched::{Ends, Vouched, in_content};
use crate::xz::Xz;

/// Notes every member.
pub(super) fn list(path: &Path, names: &mut Names) -> io::Result<()> {
    let mut ends: Vec<(u64, u64)> = Vec::new();
    walk(path, &|_| true, &mut |entry| {
        if entry.is_folder {
            return Ok(());
        }
        let fault = match &entry.place {
            Ok(place) => entry.fault.clone().or_else(|| shared(&mut ends, place).then(|| SHARED.to_owned())),
            Err(why) => Some(format!("cannot be found in its archive: {why}")),
        };
        names.meet(&entry.name, fault)
    })?;
    match unnamed(path)? {
        0 => Ok(()),
        bytes => Err(io::Error::other(format!("{bytes} bytes of it are of no member that {DIRECTORY}"))),
    }
}

const DIRECTORY: &str = "its directory names, as where archives were joined; part them, or repack it";

/// Bytes that stand before, between or behind what the directory names.
fn unnamed(path: &Path) -> io::Result<u64> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(file, &mut buffer).map_err(io::Error::other)?;
    let mut spans = vec![(archive.eocd_offset().saturating_sub(LARGE_END), archive.end_offset())];
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(io::Error::other)? {
        let record = entry.central_directory_offset();
        spans.push((record, record + RECORD + texts_of(&entry)));
        // A member that cannot be found is refused by name.
        let Ok(found) = archive.get_entry(entry.wayfinder()) else { continue };
        spans.push((entry.local_header_offset(), found.compressed_data_range().1));
    }
    spans.sort_unstable();
    spans.push((len, len));
    let (mut unnamed, mut end) = (0, 0);
    for (start, next_end) in spans {
        let between = start.saturating_sub(end);
        unnamed += if between > DESCRIPTOR { between } else { 0 };
        end = end.max(next_end);
    }
    Ok(unnamed)
}

/// Bytes of what has no fixed length in a record of the directory.
fn texts_of(entry: &ZipFileHeaderRecord<'_>) -> u64 {
    let texts =
        [entry.file_path().as_bytes(), entry.extra_fields().remaining_bytes(), entry.comment().as_bytes()];
    texts.iter().map(|text| text.len() as u64).sum()
}

/// Bytes of the rest of such a record.
const RECORD: u64 = 46;
/// Bytes before the end of the directory where sizes of 64 bits stand.
const LARGE_END: u64 = 76;
/// Most bytes of sizes and a checksum behind a member.
const DESCRIPTOR: u64 = 24;

/// Gives the wanted members to `visit`.
pub(super) fn visit(path: &Path, wanted: &BTreeMap<&str, usize>, visit: &mut Visit<'_>) -> io::Result<()> {
    let mut found: Vec<(usize, Place)> = Vec::new();
    let number = |name: &[u8]| wanted.get(plain_name(name).unwrap_or_default().as_str()).copied();
    let ended = walk(path, &|name| number(name).is_some(), &mut |entry| {
        if let Some(number) = number(&entry.name) {
            found.push((number, entry.place.clone().map_err(io::Error::other)?));
        }
        Ok(())
    });
    // Where the directory is there, so are all bytes of a member.
    let ends = if ended.is_ok() { Ends::WhereTheyShould } else { Ends::Anywhere };
    for (number, place) in found {
        let vouched = || place.stored(path).and_then(Content::new).map(|content| in_content(content, ends));
        let vouched = Vouched::by(move || vouched().unwrap_or(0));
        visit(number, place.stored(path).map(|stored| stored.vouched(vouched)));
    }
    ended
}

type Archive = ZipArchive<rawzip::FileReader>;

/// A member as it is met.
struct Entry {
    name: Vec<u8>,
    is_folder: bool,
    /// Why it cannot be read.
    fault: Option<String>,
    /// Where it is, or why that is not known.
    place: Result<Place, String>,
}

impl Entry {
    fn of(archive: &Archive, entry: &ZipFileHeaderRecord<'_>) -> Self {
        Self {
            name: entry.file_path().as_bytes().to_vec(),
            is_folder: entry.is_dir(),
            fault: fault(entry),
            place: Place::of(archive, entry).map_err(|error| error.to_string()),
        }
    }
}

/// Gives every member of a name that `is_wanted` to `each`; fails behind the last where the directory is missing.
fn walk(
    path: &Path,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    each: &mut dyn FnMut(&Entry) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let Ok(archive) = ZipArchive::from_file(File::open(path)?, &mut buffer) else {
        local::walk(path, each)?;
        return Err(io::Error::other(NO_DIRECTORY));
    };
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(io::Error::other)? {
        // Where a member lies is told by the header before it, which takes a look at another place of the file.
        if is_wanted(entry.file_path().as_bytes()) {
            each(&Entry::of(&archive, &entry))?;
        }
    }
    Ok(())
}

const NO_DIRECTORY: &str =
    "its end is missing, so it is cut short and its members were read as far as they go; fetch it again";

const SHARED: &str = "shares bytes with another member, as in archives made to unpack without end";

/// Why a member cannot be read.
fn fault(entry: &ZipFileHeaderRecord<'_>) -> Option<String> {
    let is_link = entry.mode().is_symlink().then(|| "is a link".to_owned());
    is_link.or_else(|| fault_of(entry.flags().is_encrypted(), entry.compression_method()))
}

fn fault_of(is_encrypted: bool, method: CompressionMethod) -> Option<String> {
    if is_encrypted || method == CompressionMethod::AES {
        return Some("is encrypted; unpack it with its password first".to_owned());
    }
    let known = METHODS.contains(&method);
    (!known).then(|| {
        format!("is packed by method {} of zip, which is not read; unpack it first", method.as_u16())
    })
}

const METHODS: [CompressionMethod; 5] = [
    CompressionMethod::STORE,
    CompressionMethod::DEFLATE,
    CompressionMethod::BZIP2,
    CompressionMethod::ZSTD,
    CompressionMethod::XZ,
];

/// Whether bytes of a member belong to one before it, too.
fn shared(before: &mut Vec<(u64, u64)>, place: &Place) -> bool {
    let (start, end) = place.range;
    let at = before.partition_point(|(other, _)| *other < start);
    let overlaps = at.checked_sub(1).is_some_and(|at| before[at].1 > start)
        || before.get(at).is_some_and(|(next, _)| *next < end);
    if start < end {
        before.insert(at, (start, end));
    }
    overlaps
}

/// Where a member lies and what it must come to.
#[derive(Clone)]
struct Place {
    range: (u64, u64),
    method: CompressionMethod,
    size: u64,
    sum: u32,
}

impl Place {
    fn of(archive: &Archive, entry: &ZipFileHeaderRecord<'_>) -> io::Result<Self> {
        let found = archive.get_entry(entry.wayfinder()).map_err(io::Error::other)?;
        Ok(Self {
            range: found.compressed_data_range(),
            method: entry.compression_method(),
            size: entry.uncompressed_size_hint(),
            sum: entry.crc32(),
        })
    }

    fn packed(&self) -> u64 {
        self.range.1.saturating_sub(self.range.0)
    }

    /// The member as its archive holds it.
    fn stored(&self, path: &Path) -> io::Result<Stored<'static>> {
        Stored::member(self.open(path)?, self.packed())
    }

    /// The bytes of the member, unpacked and checked.
    fn open(&self, path: &Path) -> io::Result<impl Read + use<>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(self.range.0))?;
        let packed = BufReader::with_capacity(1 << 16, file.take(self.packed()));
        let bytes: Box<dyn Read> = match self.method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
            CompressionMethod::BZIP2 => Box::new(BzDecoder::new(packed)),
            CompressionMethod::XZ => Box::new(Xz::new(packed)),
            CompressionMethod::ZSTD => {
                let mut decoder = zstd::Decoder::with_buffer(packed)?;
                decoder.window_log_max(WINDOW_LOG_MAX)?;
                Box::new(decoder)
            }
            method => return Err(io::Error::other(format!("method {} of zip is not read", method.as_u16()))),
        };
        let exact = Exact::new(bytes, self.size, Some(self.sum));
        Ok(Measured { bytes: exact, allowance: Allowance::of(self.packed()) })
    }
}

/// What comes out of a member, up to what its stored bytes allow.
struct Measured<R> {
    bytes: R,
    allowance: Allowance,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer).and_then(|read| self.allowance.take(read))
    }
}

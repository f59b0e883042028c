//! The lines of records that a finding rests on, read again from their source.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read};
use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::path::Path;
use std::vec::IntoIter;

use memchr::memchr;
use model::Location;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::ReadError;
use crate::encoding::{Encoding, HEAD, Told};
use crate::members;
use crate::profile::parquet::{guarded, pages};
use crate::quote::{Quote, Span};
use crate::read::{each_member, spooled};
use crate::stored::{self, Container, Content, Stored};

/// See [`crate::raw_records`].
pub(crate) fn raw_records(path: &Path, wanted: &[Location]) -> Result<Vec<Quote>, ReadError> {
    raw_records_together(&[(path, wanted)])
}

/// See [`crate::raw_records_together`].
pub(crate) fn raw_records_together(wanted: &[(&Path, &[Location])]) -> Result<Vec<Quote>, ReadError> {
    let paths: Vec<&Path> = wanted.iter().map(|(path, _)| *path).collect();
    let read = match wanted {
        [(path, locations)] if members::split(path).is_none() => {
            let (container, file) = stored::open(path)?;
            vec![in_file(path, container, file, locations)]
        }
        _ => each_member(&paths, &mut |number, stored| in_member(wanted[number].0, stored, wanted[number].1)),
    };
    let found = read.into_iter().collect::<Result<Vec<Found>, ReadError>>()?;
    let in_order = |((_, wanted), found): (&(&Path, &[Location]), Found)| -> Vec<Quote> {
        wanted.iter().filter_map(|location| found.get(location).cloned()).collect()
    };
    Ok(wanted.iter().zip(found).flat_map(in_order).collect())
}

fn in_file(path: &Path, container: Container, file: File, wanted: &[Location]) -> Result<Found, ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    if container != Container::Parquet {
        let content = Stored::file(container, file).and_then(Content::new).map_err(io_error)?;
        return texts(content, wanted).map_err(io_error);
    }
    let refused = |error: ParquetError| ReadError::Parquet { path: path.to_owned(), why: error.to_string() };
    let pages = file.try_clone().map_err(io_error)?;
    let reader = guarded(|| SerializedFileReader::new(file)).map_err(refused)?;
    Ok(rows(&reader, &pages, wanted))
}

fn in_member(path: &Path, stored: Stored<'_>, wanted: &[Location]) -> Result<Found, ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    match stored.container {
        Container::Parquet => {
            in_file(path, Container::Parquet, spooled(stored.bytes).map_err(io_error)?, wanted)
        }
        _ => Content::new(stored).and_then(|content| texts(content, wanted)).map_err(io_error),
    }
}

type Found = BTreeMap<Location, Quote>;

/// One pass over a text, up to its damage if it has any; locations may overlap.
///
/// # Errors
/// When it is not the text that is broken but the disk.
fn texts(mut content: impl Read, wanted: &[Location]) -> io::Result<Found> {
    let mut head = Vec::new();
    // Damage here is met again below.
    let broken = content.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let mut gathering = Gathering::of(wanted, Told::by(&head));
    let mut content = Cursor::new(head).chain(Broken(broken)).chain(content);
    let mut block = vec![0; BEFORE + (1 << 20)];
    // Of the block, so many bytes were seen before; those behind them come from `offset` of the text.
    let (mut kept, mut offset) = (0, 0);
    while gathering.wants_more() {
        let Some(read) = read_some(&mut content, &mut block[kept..])? else { break };
        gathering.take(&Seen { old: &block[..kept], new: &block[kept..kept + read], offset });
        let end = kept + read;
        kept = end.min(BEFORE);
        block.copy_within(end - kept..end, 0);
        offset += read as u64;
    }
    Ok(gathering.found())
}

/// Reads some bytes; none where the text ends or is broken.
fn read_some(content: &mut impl Read, block: &mut [u8]) -> io::Result<Option<usize>> {
    loop {
        match content.read(block) {
            Ok(read) => return Ok(Some(read).filter(|&read| read > 0)),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.raw_os_error().is_some() => return Err(error),
            // The ledger has told of the damage; what stood before it was found.
            Err(_) => return Ok(None),
        }
    }
}

/// Locations of a text that passes, and what was found of them.
struct Gathering {
    /// Those that were not met yet, by where they start.
    waiting: Peekable<IntoIter<Extract>>,
    /// Those that were met and do not end yet.
    open: Vec<Extract>,
    /// What is whole before the encoding is told.
    early: Vec<Extract>,
    found: Found,
    told: Told,
}

impl Gathering {
    fn of(wanted: &[Location], told: Told) -> Self {
        let mut waiting: Vec<Extract> =
            wanted.iter().filter_map(|location| Extract::new(*location)).collect();
        waiting.sort_by_key(|extract| (extract.start, extract.location));
        waiting.dedup_by_key(|extract| extract.location);
        let waiting = waiting.into_iter().peekable();
        Self { waiting, open: Vec::new(), early: Vec::new(), found: Found::new(), told }
    }

    fn wants_more(&mut self) -> bool {
        self.waiting.peek().is_some() || !self.open.is_empty() || self.told.is_open()
    }

    fn take(&mut self, seen: &Seen<'_>) {
        let after = seen.offset + seen.new.len() as u64;
        while let Some(extract) = self.waiting.next_if(|extract| extract.start < after) {
            self.open.push(extract);
        }
        self.told.take(seen.new);
        self.open.iter_mut().for_each(|extract| extract.take(seen));
        for extract in self.open.extract_if(.., |extract| extract.end <= after) {
            if self.told.is_open() {
                self.early.push(extract);
            } else {
                self.found.insert(extract.location, extract.quote(self.told.encoding()));
            }
        }
    }

    fn found(mut self) -> Found {
        let encoding = self.told.encoding();
        self.found.extend(self.early.iter().map(|extract| (extract.location, extract.quote(encoding))));
        self.found
    }
}

/// Bytes before a location that are looked at where it holds several lines: some 700 lines.
const BEFORE: usize = 64 << 10;

/// A part of a text.
struct Seen<'b> {
    /// The end of what came before.
    old: &'b [u8],
    new: &'b [u8],
    /// Where the new bytes start.
    offset: u64,
}

impl Seen<'_> {
    /// The new bytes from `start` to `end` of the text.
    fn between(&self, start: u64, end: u64) -> &[u8] {
        let within = |at: u64| {
            usize::try_from(at.saturating_sub(self.offset))
                .map_or(self.new.len(), |at| at.min(self.new.len()))
        };
        &self.new[within(start)..within(end)]
    }

    /// Whole lines that end right before `start`, which is among the new bytes.
    fn lines_before(&self, start: u64) -> Vec<u8> {
        let near = self.between(self.offset, start);
        let old = &self.old[self.old.len() - self.old.len().min(BEFORE.saturating_sub(near.len()))..];
        let bytes = [old, &near[near.len().saturating_sub(BEFORE)..]].concat();
        let is_all = bytes.len() as u64 == start;
        let first = if is_all { Some(0) } else { memchr(b'\n', &bytes).map(|end| end + 1) };
        first.map_or_else(Vec::new, |first| bytes[first..].to_vec())
    }
}

/// A location whose bytes are being gathered.
struct Extract {
    location: Location,
    start: u64,
    end: u64,
    bytes: Vec<u8>,
    /// What stands before several lines.
    before: Vec<u8>,
}

impl Extract {
    fn new(location: Location) -> Option<Self> {
        let (start, len) = location.bytes()?;
        let end = start + u64::from(len);
        Some(Self { location, start, end, bytes: Vec::new(), before: Vec::new() })
    }

    fn quote(&self, encoding: Encoding) -> Quote {
        // Line ends of two bytes are not looked for.
        let before = if encoding.ascii(b'\n').1 == 1 { self.before.as_slice() } else { &[] };
        Span { cited: self.location, bytes: &self.bytes, before, encoding }.quote()
    }

    /// Takes its share of what is seen.
    fn take(&mut self, seen: &Seen<'_>) {
        let share = seen.between(self.start, self.end);
        let is_first = self.start >= seen.offset;
        let is_one_line = share.len() as u64 == self.end - self.start && memchr(b'\n', share).is_none();
        if is_first && !is_one_line {
            self.before = seen.lines_before(self.start);
        }
        self.bytes.extend_from_slice(share);
    }
}

/// The damage of a text, at its place.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Rows of a Parquet file; row groups without a wanted row are not read, damaged ones up to their damage.
fn rows(reader: &SerializedFileReader<File>, file: &File, wanted: &[Location]) -> Found {
    let numbers: BTreeMap<u64, Location> = wanted
        .iter()
        .filter(|location| location.bytes().is_none())
        .map(|location| (location.line(), *location))
        .collect();
    let mut found = Found::new();
    let mut first = 1_u64;
    for (index, group) in reader.metadata().row_groups().iter().enumerate() {
        let after = first.saturating_add(u64::try_from(group.num_rows()).unwrap_or(0));
        if let Some((last, _)) = numbers.range(first..after).next_back() {
            // As for a text: the ledger has told of the damage.
            let _ = guarded(|| {
                pages::check(file, group, 0..group.num_columns())?;
                group_rows(reader, index, first..=*last, &numbers, &mut found)
            });
        }
        first = after;
    }
    found
}

/// The wanted rows of one row group, whose rows have these `numbers` in the file.
fn group_rows(
    reader: &SerializedFileReader<File>,
    group: usize,
    numbers: RangeInclusive<u64>,
    wanted: &BTreeMap<u64, Location>,
    found: &mut Found,
) -> parquet::errors::Result<()> {
    for (number, row) in numbers.zip(reader.get_row_group(group)?.get_row_iter(None)?) {
        let row = row?;
        if let Some(location) = wanted.get(&number) {
            let pair = |(name, value): (&String, &parquet::record::Field)| format!("{name}={value}");
            let text = row.get_column_iter().map(pair).collect::<Vec<_>>().join(", ");
            found.insert(*location, Quote { cited: *location, lines: vec![(*location, text)] });
        }
    }
    Ok(())
}

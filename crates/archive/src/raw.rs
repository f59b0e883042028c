//! The text of records that a finding rests on, read again from their source.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read};
use std::ops::RangeInclusive;
use std::path::Path;

use model::Location;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::ReadError;
use crate::encoding::{Encoding, HEAD};
use crate::members;
use crate::profile::parquet::guarded;
use crate::read::{each_member, spooled};
use crate::stored::{self, Container, Content, Stored};

/// The text of the records at `wanted`, in that order.
pub(crate) fn raw_records(path: &Path, wanted: &[Location]) -> Result<Vec<(Location, String)>, ReadError> {
    raw_records_together(&[(path, wanted)])
}

/// See [`crate::raw_records_together`].
pub(crate) fn raw_records_together(
    wanted: &[(&Path, &[Location])],
) -> Result<Vec<(Location, String)>, ReadError> {
    let paths: Vec<&Path> = wanted.iter().map(|(path, _)| *path).collect();
    let read = match wanted {
        [(path, locations)] if members::split(path).is_none() => {
            let (container, file) = stored::open(path)?;
            vec![in_file(path, container, file, locations)]
        }
        _ => each_member(&paths, &mut |number, stored| in_member(wanted[number].0, stored, wanted[number].1)),
    };
    let found = read.into_iter().collect::<Result<Vec<Found>, ReadError>>()?;
    let in_order = |((_, wanted), found): (&(&Path, &[Location]), Found)| -> Vec<(Location, String)> {
        wanted.iter().filter_map(|location| Some((*location, found.get(location)?.clone()))).collect()
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
    Ok(rows(&guarded(|| SerializedFileReader::new(file)).map_err(refused)?, wanted))
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

type Found = BTreeMap<Location, String>;

/// One pass over a text, up to its damage if it has any; locations may overlap.
///
/// # Errors
/// When it is not the text that is broken but the disk.
fn texts(mut content: impl Read, wanted: &[Location]) -> io::Result<Found> {
    let mut head = Vec::new();
    // Damage here is met again below.
    let broken = content.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let encoding = Encoding::of(&head);
    let mut content = Cursor::new(head).chain(Broken(broken)).chain(content);
    let mut waiting: Vec<Extract> = wanted.iter().filter_map(|location| Extract::new(*location)).collect();
    waiting.sort_by_key(|extract| (extract.start, extract.location));
    waiting.dedup_by_key(|extract| extract.location);
    let (mut found, mut open) = (Found::new(), Vec::new());
    let mut waiting = waiting.into_iter().peekable();
    let mut block = vec![0; 1 << 20];
    let mut offset = 0;
    while waiting.peek().is_some() || !open.is_empty() {
        let read = match content.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.raw_os_error().is_some() => return Err(error),
            // The ledger has told of the damage; what stood before it was found.
            Err(_) => break,
        };
        let after = offset + read as u64;
        while let Some(extract) = waiting.next_if(|extract| extract.start < after) {
            open.push(extract);
        }
        open.retain_mut(|extract| {
            extract.take(&block[..read], offset);
            let whole = extract.end <= after;
            if whole {
                found.insert(extract.location, extract.text(encoding));
            }
            !whole
        });
        offset = after;
    }
    Ok(found)
}

/// A location whose bytes are being gathered.
struct Extract {
    location: Location,
    start: u64,
    end: u64,
    bytes: Vec<u8>,
}

impl Extract {
    fn new(location: Location) -> Option<Self> {
        let (start, len) = location.bytes()?;
        Some(Self { location, start, end: start + u64::from(len), bytes: Vec::new() })
    }

    fn text(&self, encoding: Encoding) -> String {
        String::from_utf8_lossy(&encoding.decode(&self.bytes)).into_owned()
    }

    /// Takes its share of a block that starts at `offset`.
    fn take(&mut self, block: &[u8], offset: u64) {
        let within = |at: u64| {
            usize::try_from(at.saturating_sub(offset)).map_or(block.len(), |at| at.min(block.len()))
        };
        self.bytes.extend_from_slice(&block[within(self.start)..within(self.end)]);
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
fn rows(reader: &SerializedFileReader<File>, wanted: &[Location]) -> Found {
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
            let _ = guarded(|| group_rows(reader, index, first..=*last, &numbers, &mut found));
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
            found.insert(*location, row.get_column_iter().map(pair).collect::<Vec<_>>().join(", "));
        }
    }
    Ok(())
}

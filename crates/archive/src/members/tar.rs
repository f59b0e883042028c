//! Members of tar archives, compressed or not, met in one pass from the start (written by GNU and BSD tar); those of
//! archives that were joined, too.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use tar::{Archive, Entry, EntryType};

use super::{Exact, Names, Visit, plain_name};
use crate::ledger::excerpt;
use crate::stored::{self, Content, Stored};

/// Notes every member.
pub(super) fn list(path: &Path, names: &mut Names) -> io::Result<()> {
    each(path, &mut |entry| {
        let fault = match entry.header().entry_type() {
            EntryType::Directory | EntryType::XGlobalHeader => return Ok(true),
            kind => fault(kind).map(str::to_owned),
        };
        names.meet(&entry.path_bytes(), fault)?;
        Ok(true)
    })
}

/// Gives the wanted members to `visit` and ends after the last of them.
pub(super) fn visit(path: &Path, wanted: &BTreeMap<&str, usize>, visit: &mut Visit<'_>) -> io::Result<()> {
    let len = File::open(path)?.metadata()?.len();
    let mut left = wanted.len();
    if left == 0 {
        return Ok(());
    }
    each(path, &mut |entry| {
        let name = plain_name(&entry.path_bytes()).unwrap_or_default();
        if let (Some(number), None) = (wanted.get(name.as_str()), fault(entry.header().entry_type())) {
            left -= 1;
            visit(*number, Stored::member(exact(entry), len));
        }
        Ok(left > 0)
    })
}

/// What stands between the contents of two members at most: a header and what does not fit it, such as a long name. The
/// longest name that a system takes is 4 KiB.
const MOST_BETWEEN: u64 = 1 << 20;

/// Bytes of a header, and of each half of an end mark.
const BLOCK: usize = 512;

type Member<'a> = Entry<'a, Counted>;

/// Gives the members to `meet` until it says no.
fn each(path: &Path, meet: &mut dyn FnMut(Member<'_>) -> io::Result<bool>) -> io::Result<()> {
    let left = Left::default();
    let mut archive = Archive::new(Counted { bytes: unpacked(path)?, left: Rc::clone(&left) });
    // Archives that were joined have an end mark between them, and one that others stand behind is none.
    archive.set_ignore_zeros(true);
    let entries = archive.entries()?;
    left.set(MOST_BETWEEN);
    for entry in entries {
        let entry = entry.map_err(|error| escaped(&error))?;
        // What is left of it when the next one is looked for comes on top.
        left.set(stored_size(&entry).saturating_add(MOST_BETWEEN));
        if !meet(entry)? {
            break;
        }
    }
    Ok(())
}

/// A fault on one line: the words of the tar crate quote the header, whatever stands in it.
fn escaped(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), excerpt(error.to_string().as_bytes()))
}

/// Bytes that a member takes in its archive, which for one with holes are not those that come out of it.
fn stored_size(entry: &Member<'_>) -> u64 {
    match entry.header().entry_type() {
        EntryType::GNUSparse => entry.header().entry_size().unwrap_or(0),
        _ => entry.size(),
    }
}

/// How many bytes may be read up to the content of the next member.
type Left = Rc<Cell<u64>>;

/// The bytes of a tar. Whoever reads its members puts names of any length into memory, and is stopped here.
struct Counted {
    bytes: Content<'static>,
    left: Left,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let is_end_mark = read == BLOCK && buffer.len() == BLOCK && buffer.iter().all(|byte| *byte == 0);
        if is_end_mark {
            return Ok(read);
        }
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other("a member's name takes more than 1 MiB"))?);
        Ok(read)
    }
}

fn exact<R: Read>(entry: Entry<'_, R>) -> Exact<Entry<'_, R>> {
    let size = entry.size();
    Exact::new(entry, size, None)
}

fn unpacked(path: &Path) -> io::Result<Content<'static>> {
    let (container, file) = stored::open(path).map_err(io::Error::other)?;
    Content::new(Stored::file(container, file)?)
}

/// Why an entry is no file that can be read.
fn fault(kind: EntryType) -> Option<&'static str> {
    match kind {
        EntryType::Regular | EntryType::Continuous => None,
        EntryType::Link | EntryType::Symlink => Some("is a link"),
        EntryType::Char | EntryType::Block => Some("is a device"),
        EntryType::Fifo => Some("is a pipe"),
        EntryType::GNUSparse => Some("is a sparse file, which is not read; unpack it first"),
        _ => Some("is of a kind that is not read"),
    }
}

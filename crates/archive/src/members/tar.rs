//! Members of tar archives, compressed or not, met in one pass from the start (written by GNU and BSD tar); those of
//! archives that were joined, too.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use tar::{Archive, Entry, EntryType};

use super::{Exact, Names, Visit, plain_name};
use crate::ledger::excerpt;
use crate::stored::{self, Container, Content, Stored};
use crate::vouched::{self, Ends, Vouched};

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
    let checks = &Checks { path, wanted, tar: OnceCell::new(), members: OnceCell::new() };
    each_wanted(path, wanted, &mut |number, place, stored| {
        let stored = stored.map(|stored| {
            let is_packed = stored.container != Container::Plain;
            stored.vouched(Vouched::by(move || checks.vouched(number, place, is_packed)))
        });
        visit(number, stored);
    })
}

/// Where the bytes of a member are in the text of its tar.
#[derive(Clone, Copy)]
struct Place {
    start: u64,
    end: u64,
}

/// The wanted members, up to the last of them.
fn each_wanted(
    path: &Path,
    wanted: &BTreeMap<&str, usize>,
    meet: &mut dyn FnMut(usize, Place, io::Result<Stored<'_>>),
) -> io::Result<()> {
    let len = File::open(path)?.metadata()?.len();
    let mut left = wanted.len();
    if left == 0 {
        return Ok(());
    }
    each(path, &mut |entry| {
        let name = plain_name(&entry.path_bytes()).unwrap_or_default();
        if let (Some(number), None) = (wanted.get(name.as_str()), fault(entry.header().entry_type())) {
            left -= 1;
            let start = entry.raw_file_position();
            let place = Place { start, end: start.saturating_add(entry.size()) };
            meet(*number, place, Stored::member(exact(entry), len));
        }
        Ok(left > 0)
    })
}

/// What is vouched for in the wanted members, looked for once where it is asked.
struct Checks<'c> {
    path: &'c Path,
    wanted: &'c BTreeMap<&'c str, usize>,
    /// Of the text of the tar, if it is packed.
    tar: OnceCell<u64>,
    /// Of the texts of members that are packed themselves, by number.
    members: OnceCell<BTreeMap<usize, u64>>,
}

impl Checks<'_> {
    /// How much of the text of a member is vouched for, which the tar holds at `place`.
    fn vouched(&self, number: usize, place: Place, is_packed: bool) -> u64 {
        let of_tar = *self.tar.get_or_init(|| vouched::in_file(self.path).unwrap_or(0));
        match is_packed {
            // What it is packed by speaks for all of it or, in a tar that is not sound, for nothing.
            true if of_tar < place.end => 0,
            true => self.of_member(number),
            false if of_tar < place.end => of_tar.saturating_sub(place.start),
            false => vouched::ALL,
        }
    }

    fn of_member(&self, number: usize) -> u64 {
        let members = self.members.get_or_init(|| {
            let mut members = BTreeMap::new();
            // Where the tar breaks off, no more of its members are read.
            let _ = each_wanted(self.path, self.wanted, &mut |number, _, stored| {
                if let Ok(content) = stored.and_then(Content::new) {
                    members.insert(number, vouched::in_content(content, Ends::Anywhere));
                }
            });
            members
        });
        members.get(&number).copied().unwrap_or(0)
    }
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

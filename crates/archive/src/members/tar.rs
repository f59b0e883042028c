//! Members of tar archives, compressed or not, met in one pass from the start (written by GNU and BSD tar).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use tar::{Archive, Entry, EntryType};

use super::{Exact, Names, Visit, plain_name};
use crate::stored::{self, Content, Stored};

/// Notes every member.
pub(super) fn list(path: &Path, names: &mut Names) -> io::Result<()> {
    for entry in Archive::new(unpacked(path)?).entries()? {
        let entry = entry?;
        let fault = match entry.header().entry_type() {
            EntryType::Directory | EntryType::XGlobalHeader => continue,
            kind => fault(kind).map(str::to_owned),
        };
        names.meet(&entry.path_bytes(), fault)?;
    }
    Ok(())
}

/// Gives the wanted members to `visit` and ends after the last of them.
pub(super) fn visit(path: &Path, wanted: &BTreeMap<&str, usize>, visit: &mut Visit<'_>) -> io::Result<()> {
    let len = File::open(path)?.metadata()?.len();
    let mut left = wanted.len();
    for entry in Archive::new(unpacked(path)?).entries()? {
        if left == 0 {
            break;
        }
        let entry = entry?;
        let name = plain_name(&entry.path_bytes()).unwrap_or_default();
        if let (Some(number), None) = (wanted.get(name.as_str()), fault(entry.header().entry_type())) {
            left -= 1;
            visit(*number, Stored::member(exact(entry), len));
        }
    }
    Ok(())
}

fn exact<R: Read>(entry: Entry<'_, R>) -> Exact<Entry<'_, R>> {
    Exact { left: entry.size(), bytes: entry, sum: None }
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

//! Archives of several files: each regular file in a zip or tar is a source of its own, named `archive.zip!/member`.
//!
//! Nothing is written to the disk under a member's name. What is no plain member is refused by name: links, devices,
//! encrypted members, names that lead out of the archive, names that occur twice. A zip is read member by member; a tar
//! in one pass from its start, because that is the only way through a compressed one.

mod tar;
mod zip;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::stored::{self, Container, Content, Stored};
use crate::vouched;
use crate::{InputError, ReadError};

/// How an archive holds its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Zip,
    Tar,
}

/// What an archive holds: the path of each member that can be read, and what is refused.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) members: Vec<PathBuf>,
    pub(crate) refused: Vec<InputError>,
    /// How many members have hidden names, or are in hidden folders.
    pub(crate) hidden: u64,
}

/// What is done with a member: the number under which it is wanted, and its bytes.
pub(crate) type Visit<'v> = dyn FnMut(usize, io::Result<Stored<'_>>) + 'v;

/// How a file packs others; `None` for a file that is a source itself.
pub(crate) fn packing(path: &Path) -> Option<Packing> {
    let (container, file) = stored::open(path).ok()?;
    match container {
        Container::Zip => return Some(Packing::Zip),
        Container::Parquet => return None,
        _ => {}
    }
    let mut head = Vec::new();
    let mut content = Content::new(Stored::file(container, file).ok()?).ok()?;
    // A file that breaks off before a tar can be told is read as a source, which names its damage.
    content.by_ref().take(TAR_BLOCK).read_to_end(&mut head).ok()?;
    is_tar(&head).then_some(Packing::Tar)
}

/// Whether a text starts with the header of a tar's member.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

const TAR_BLOCK: u64 = 512;
/// Bytes of an archive that holds nothing: two blocks of zeros.
pub(crate) const LEAST_TAR: usize = 2 * TAR_BLOCK as usize;

/// The members of an archive, in the order in which it holds them.
pub(crate) fn list(path: &Path, packing: Packing) -> Listing {
    let mut names = Names::of(path);
    let ended = match packing {
        Packing::Zip => zip::list(path, &mut names),
        Packing::Tar => tar::list(path, &mut names),
    };
    if let Some(what) = names.document() {
        return Listing {
            refused: vec![InputError::Member { path: path.to_owned(), why: what }],
            ..Listing::default()
        };
    }
    if let Err(error) = ended {
        names.refuse(path, format!("cannot be read to its end: {error}"));
    }
    names.listing()
}

/// Gives those of the `wanted` members to `visit` that the archive at `path` holds; the number of each is its place in
/// `wanted`. Where the archive breaks off, those behind the break are not visited.
pub(crate) fn visit(path: &Path, wanted: &[&str], visit: &mut Visit<'_>) -> io::Result<()> {
    let wanted: BTreeMap<&str, usize> = wanted.iter().copied().zip(0..).collect();
    match packing(path) {
        Some(Packing::Zip) => zip::visit(path, &wanted, visit),
        Some(Packing::Tar) => tar::visit(path, &wanted, visit),
        None => Err(io::Error::other("it is no zip or tar archive")),
    }
}

/// The archive and the member that a path names; `None` for the path of a file.
pub(crate) fn split(path: &Path) -> Option<(&Path, &str)> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut marks = memchr::memmem::find_iter(bytes, MARK).peekable();
    if marks.peek().is_none() || path.exists() {
        return None;
    }
    // The name of a member is UTF-8, see `plain_name`; that of its archive is what it is.
    let parts = |at: usize| Some((path_of(&bytes[..at])?, str::from_utf8(&bytes[at + MARK.len()..]).ok()?));
    marks.filter_map(parts).find(|(archive, _)| archive.is_file())
}

/// The path that the beginning of another one is.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Some(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

/// The path that the beginning of another one is; `None` where it is no Unicode.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<&Path> {
    str::from_utf8(bytes).ok().map(Path::new)
}

/// What stands between an archive and its member.
const MARK: &str = "!/";

/// Files that are read in one go: one file, a share of the members of a zip, or all members of one tar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// The files, by their places in the list.
    pub files: std::ops::Range<usize>,
    /// Bytes that they take on the disk, about.
    pub bytes: u64,
}

/// Parts a list of files, as [`crate::discover`] gives it, into passes.
pub fn passes(files: &[PathBuf]) -> Vec<Pass> {
    let mut passes = Vec::new();
    let mut start = 0;
    let outer = |file: &PathBuf| split(file).map(|(archive, _)| archive.to_owned());
    while start < files.len() {
        let archive = outer(&files[start]);
        let together = archive
            .as_ref()
            .map_or(1, |_| files[start..].iter().take_while(|file| outer(file) == archive).count());
        let range = start..start + together;
        let bytes = archive.as_deref().unwrap_or(&files[start]).metadata().map_or(0, |meta| meta.len());
        match archive.and_then(|archive| packing(&archive)) {
            Some(Packing::Zip) => passes.extend(shares(&range, bytes)),
            _ => passes.push(Pass { files: range.clone(), bytes }),
        }
        start = range.end;
    }
    passes
}

/// Passes over a zip: few, for each goes through its directory, and enough that threads can share its members.
fn shares(members: &std::ops::Range<usize>, bytes: u64) -> impl Iterator<Item = Pass> + use<> {
    const MOST: usize = 64;
    let (members, len) = (members.clone(), members.len());
    let each = len.div_ceil(MOST);
    members.clone().step_by(each).map(move |start| {
        let files = start..members.end.min(start + each);
        let bytes = bytes / len as u64 * files.len() as u64;
        Pass { files, bytes }
    })
}

/// Why a member was not met on the way through its archive.
pub(crate) fn not_met(path: &Path, ended: &io::Result<()>) -> ReadError {
    let why =
        ended.as_ref().map_or_else(ToString::to_string, |()| "the archive has no such member".to_owned());
    ReadError::Io { path: path.to_owned(), source: io::Error::other(why) }
}

/// The names of an archive's members, as they are met.
struct Names {
    archive: PathBuf,
    /// Each name, in the order of first sight, and how often it occurs.
    seen: BTreeMap<String, u32>,
    refused: Vec<InputError>,
    hidden: u64,
}

/// Most members that an archive may have.
const MOST_MEMBERS: usize = 100_000;

impl Names {
    fn of(archive: &Path) -> Self {
        Self { archive: archive.to_owned(), seen: BTreeMap::new(), refused: Vec::new(), hidden: 0 }
    }

    /// Notes a member of which `fault` says why it is none that can be read; hidden ones are left out as in folders.
    fn meet(&mut self, name: &[u8], fault: Option<String>) -> io::Result<()> {
        let Ok(name) = plain_name(name) else {
            let shown = name.escape_ascii().to_string();
            self.refuse(
                &self.path(&shown),
                "has a name that leads out of the archive; unpack it and name the file".to_owned(),
            );
            return self.within_bounds();
        };
        if name.split('/').any(is_of_program) {
            return Ok(());
        }
        if name.split('/').any(|part| part.starts_with('.')) {
            self.hidden += 1;
            return Ok(());
        }
        match fault {
            Some(fault) => self.refuse(&self.path(&name), fault),
            None => *self.seen.entry(name).or_default() += 1,
        }
        self.within_bounds()
    }

    /// What a zip is that holds one document, with what to do.
    fn document(&self) -> Option<String> {
        let has = |name: &str| self.seen.contains_key(name);
        let what = match () {
            () if has("xl/workbook.xml") => "an Excel workbook",
            () if has("content.xml") && has("META-INF/manifest.xml") => "an OpenDocument file",
            () => return None,
        };
        Some(format!("is {what}; save its table as CSV"))
    }

    fn within_bounds(&self) -> io::Result<()> {
        if self.seen.len() + self.refused.len() < MOST_MEMBERS {
            return Ok(());
        }
        Err(io::Error::other(format!("it has more than {MOST_MEMBERS} members")))
    }

    fn path(&self, name: &str) -> PathBuf {
        let mut path = self.archive.clone().into_os_string();
        path.push(MARK);
        path.push(name);
        path.into()
    }

    fn refuse(&mut self, path: &Path, why: String) {
        self.refused.push(InputError::Member { path: path.to_owned(), why });
    }

    fn listing(mut self) -> Listing {
        let mut members = Vec::new();
        for (name, times) in std::mem::take(&mut self.seen) {
            let path = self.path(&name);
            match times {
                1 if path.exists() => {
                    let why =
                        "has the path of a file beside its archive, which is read; rename one of the two";
                    self.refuse(&path, why.to_owned());
                }
                1 => members.push(path),
                times => {
                    let why = format!("is there {times} times; which one is meant cannot be told");
                    self.refuse(&path, why);
                }
            }
        }
        Listing { members, refused: self.refused, hidden: self.hidden }
    }
}

/// Whether a file or folder of this name is what desktops put beside those of people, or what darkwake puts beside a case
/// while it is built.
pub(crate) fn is_of_program(name: &str) -> bool {
    const OF_CASE: [&str; 4] = [".building", ".former", ".lock", ".spill"];
    let is_hidden = name.starts_with('.');
    matches!(name, ".DS_Store" | "__MACOSX")
        || ["._", ".darkwake-"].iter().any(|start| name.starts_with(start))
        || (is_hidden && OF_CASE.iter().any(|end| name.ends_with(end)))
}

/// A name leads out of the archive.
struct LeadsOut;

/// A member's name as a path below its archive, `/` between its parts; bytes that are no UTF-8 are written as `%C0`.
fn plain_name(name: &[u8]) -> Result<String, LeadsOut> {
    let name: String =
        name.utf8_chunks().map(|chunk| chunk.valid().to_owned() + &in_hex(chunk.invalid())).collect();
    let drive = name.as_bytes().get(1) == Some(&b':');
    let parts = || name.split(['/', '\\']);
    if drive || name.starts_with(['/', '\\']) || name.contains('\0') || parts().any(|part| part == "..") {
        return Err(LeadsOut);
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.is_empty() { Err(LeadsOut) } else { Ok(parts.join("/")) }
}

fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

/// The bytes of a member, which must be as many as the archive says and, in a zip, have the checksum it says.
struct Exact<R> {
    bytes: R,
    left: u64,
    /// Whether it has more.
    is_longer: bool,
    sum: Option<(flate2::Crc, u32)>,
}

impl<R> Exact<R> {
    fn new(bytes: R, size: u64, sum: Option<u32>) -> Self {
        Self { bytes, left: size, is_longer: false, sum: sum.map(|sum| (flate2::Crc::new(), sum)) }
    }
}

fn cut_by(bytes: u64) -> String {
    match bytes {
        0..=MOST_TOLD => format!("the member is cut short by {bytes} bytes; fetch it again"),
        _ => "the member is cut short; fetch it again".to_owned(),
    }
}

/// More bytes than any member lacks: that is one whose size nobody knows.
const MOST_TOLD: u64 = 1 << 50;

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.is_longer |= read as u64 > self.left;
        self.left = self.left.saturating_sub(read as u64);
        if let Some((sum, _)) = &mut self.sum {
            sum.update(&buffer[..read]);
        }
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        match &self.sum {
            _ if self.left > 0 => Err(vouched::cut(cut_by(self.left))),
            Some((sum, said)) if sum.sum() != *said => {
                Err(io::Error::other("the member's checksum is wrong"))
            }
            _ if self.is_longer => Err(vouched::sound("the member is longer than the archive says")),
            _ => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_its_archive_is_no_plain_name() {
        let cases: [(&[u8], Option<&str>); 10] = [
            (b"a.csv", Some("a.csv")),
            (b"./day/a.csv", Some("day/a.csv")),
            (b"day//a.csv", Some("day/a.csv")),
            (b"..a.csv", Some("..a.csv")),
            (b"\xc0\xcf.csv", Some("%C0%CF.csv")),
            (b"../a.csv", None),
            (b"day/../../a.csv", None),
            (b"/etc/passwd", None),
            (b"C:\\a.csv", None),
            (b"day\\..\\a.csv", None),
        ];
        for (name, expected) in cases {
            assert_eq!(plain_name(name).ok().as_deref(), expected, "{}", name.escape_ascii());
        }
    }
}

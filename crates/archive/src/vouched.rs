//! How much of a packed text its checksums vouch for.
//!
//! A checksum stands behind what it vouches for, and a text is read from its start: what a flipped bit made of a row, or of
//! ten thousand, is seen only when they were read. So a packed text is unpacked once before, and nothing of it kept. What
//! a stream gave that fails its checksum, or breaks, is not to be believed; what stands before it is, and so is what a
//! stream gave that is merely cut, which no checksum speaks against.

use std::cell::OnceCell;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::stored::{self, Container, Content, Stored};

/// How many bytes of a text are vouched for, which is looked for when it is asked.
pub(crate) struct Vouched<'a> {
    until: OnceCell<u64>,
    look: Box<dyn Fn() -> u64 + 'a>,
}

/// All bytes of a text, how many there may be.
pub(crate) const ALL: u64 = u64::MAX;

impl<'a> Vouched<'a> {
    /// What `look` finds.
    pub(crate) fn by(look: impl Fn() -> u64 + 'a) -> Self {
        Self { until: OnceCell::new(), look: Box::new(look) }
    }

    /// So many bytes.
    pub(crate) fn until(bytes: u64) -> Self {
        Self::by(move || bytes)
    }

    /// What is found in a file.
    pub(crate) fn of_file(path: &'a Path) -> Self {
        Self::by(move || in_file(path).unwrap_or(0))
    }

    /// Bytes from the start of the text on.
    pub(crate) fn bytes(&self) -> u64 {
        *self.until.get_or_init(|| (self.look)())
    }
}

/// What is found in a file: in one that is not packed nothing speaks against any of it. Fails where it cannot be opened.
pub(crate) fn in_file(path: &Path) -> io::Result<u64> {
    let (container, file) = stored::open(path).map_err(io::Error::other)?;
    if container == Container::Plain {
        return Ok(ALL);
    }
    Ok(in_content(Content::new(Stored::file(container, file)?)?, Ends::Anywhere))
}

/// Where stored bytes may end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// They may be cut.
    Anywhere,
    /// They are all there: what looks like a cut is a damage that lets a stream run past its end.
    WhereTheyShould,
}

/// Unpacks a text to its end, or to where it breaks.
pub(crate) fn in_content(mut content: Content<'_>, ends: Ends) -> u64 {
    let mut block = vec![0; 1 << 16];
    loop {
        match content.read(&mut block) {
            Ok(0) => return ALL,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return until_break(&content, &error, ends),
        }
    }
}

/// How much of a text is vouched for that broke off with an error.
pub(crate) fn until_break(content: &Content<'_>, error: &io::Error, ends: Ends) -> u64 {
    let is_whole = ends == Ends::WhereTheyShould || content.runs_past_its_end();
    if tells_no_damage(error) || (is_cut(error) && !is_whole) { ALL } else { content.checked() }
}

/// The error of a text that is cut short, in words.
pub(crate) fn cut(words: String) -> io::Error {
    io::Error::other(Cut(words))
}

/// The error of a text that its checksum fits all the same, in words.
pub(crate) fn sound(words: &'static str) -> io::Error {
    io::Error::other(Sound(words))
}

/// Whether an error is of the archive that holds a text, and in words already.
pub(crate) fn is_of_archive(error: &io::Error) -> bool {
    is::<Cut>(error) || is::<stored::Bomb>(error)
}

fn is_cut(error: &io::Error) -> bool {
    error.kind() == ErrorKind::UnexpectedEof || is::<Cut>(error)
}

/// An error that says nothing of the bytes: the system's own, or that there are too many of them.
fn tells_no_damage(error: &io::Error) -> bool {
    error.raw_os_error().is_some() || is::<stored::Bomb>(error) || is::<Sound>(error)
}

/// Whether an error carries one of this kind.
fn is<E: std::error::Error + 'static>(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<E>)
}

/// What a text lacks.
#[derive(Debug)]
struct Cut(String);

/// What is wrong with a text that its checksum fits.
#[derive(Debug)]
struct Sound(&'static str);

impl fmt::Display for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Sound {}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cut {}

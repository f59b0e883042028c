//! Gzip files: their members one after the other, and what stands behind the last.
//!
//! Tapes and tools pad files with zeros, and a download may end in words of its server. No record is lost in those: they
//! are noted and no damage. Where they hold a further member, or begin nearly as one does, they are.

use std::cell::OnceCell;
use std::io::{self, BufRead, Chain, Cursor, ErrorKind, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

/// What a reader says of the junk that it came to.
pub(crate) type Note = Rc<OnceCell<String>>;

/// The content of all members.
pub(crate) struct Members<R> {
    /// The one that is being read; `None` behind the last.
    member: Option<GzDecoder<Source<R>>>,
    note: Note,
}

/// What was looked at of a member, before the rest.
type Source<R> = Chain<Cursor<Vec<u8>>, R>;

impl<R: BufRead> Members<R> {
    pub(crate) fn new(stored: R, note: Note) -> Self {
        Self { member: Some(member(Vec::new(), stored)), note }
    }

    /// Goes on behind a member that was read to its end.
    fn go_on(&mut self) -> io::Result<()> {
        let Some(read) = self.member.take() else { return Ok(()) };
        let mut stored = read.into_inner();
        let mut head = Vec::new();
        stored.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head)?;
        let (_, stored) = stored.into_inner();
        if begins_member(&head) {
            self.member = Some(member(head, stored));
        } else if !head.is_empty() {
            let note = look_through(Cursor::new(head).chain(stored))?;
            self.note.get_or_init(|| note);
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.go_on()?;
        }
        Ok(0)
    }
}

fn member<R: BufRead>(head: Vec<u8>, stored: R) -> GzDecoder<Source<R>> {
    GzDecoder::new(Cursor::new(head).chain(stored))
}

/// The first bytes of a member: two that say gzip, and its only method.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Bits of the first bytes that may be flipped in a member that is damaged and no junk. Of a million pieces of junk some
/// eighteen begin like that.
const FLIPPED: u32 = 2;

/// Whether a member begins with these bytes, be it damaged or cut.
fn begins_member(head: &[u8]) -> bool {
    let flipped: u32 = head.iter().zip(MAGIC).map(|(byte, magic)| (byte ^ magic).count_ones()).sum();
    match head.len() {
        0 => false,
        len if len < MAGIC.len() => flipped == 0,
        _ => flipped <= FLIPPED,
    }
}

/// What junk is, in words. Fails where it holds the beginning of a member.
fn look_through(mut junk: impl Read) -> io::Result<String> {
    let mut block = vec![0; 1 << 16];
    let (mut bytes, mut kept, mut is_zero) = (0, 0, true);
    loop {
        let read = match junk.read(&mut block[kept..]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let seen = &block[..kept + read];
        if holds_member(seen) {
            return Err(io::Error::other("junk stands between its gzip members"));
        }
        is_zero &= seen.iter().all(|byte| *byte == 0);
        bytes += read as u64;
        let end = seen.len();
        kept = end.min(MAGIC.len());
        block.copy_within(end - kept..end, 0);
    }
    let what = if is_zero { "zeros" } else { "junk" };
    let unit = if bytes == 1 { "byte" } else { "bytes" };
    Ok(format!("{bytes} {unit} of {what} stand behind its last gzip member and were left out"))
}

/// Whether a member begins in a run of bytes: the flags behind its first three bytes have five bits.
fn holds_member(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, &MAGIC)
        .any(|at| bytes.get(at + MAGIC.len()).is_some_and(|flags| *flags < 0x20))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// A reader that gives one byte at a time.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(1);
            self.0.read(&mut buffer[..len])
        }
    }

    /// What comes out, why it ends early if it does, and what is noted.
    fn read(stored: &[u8]) -> (Vec<u8>, bool, Option<String>) {
        let note = Note::default();
        let mut text = Vec::new();
        let source = io::BufReader::with_capacity(1, Trickle(stored));
        let whole = Members::new(source, Rc::clone(&note)).read_to_end(&mut text).is_ok();
        (text, whole, note.get().cloned())
    }

    #[test]
    fn members_are_read_as_one_and_junk_behind_the_last_is_noted() {
        let two = [gzip(b"one, "), gzip(b""), gzip(b"two")].concat();
        assert_eq!(read(&two), (b"one, two".to_vec(), true, None));
        for (junk, words) in [
            (vec![0; 200_000], "200000 bytes of zeros"),
            (b"junk".to_vec(), "4 bytes of junk"),
            (b"\x1a".to_vec(), "1 byte of junk"),
            (b"\n".to_vec(), "1 byte of junk"),
        ] {
            let (text, whole, note) = read(&[two.as_slice(), &junk].concat());
            assert!(text == b"one, two" && whole, "{words}");
            assert!(note.unwrap().starts_with(words), "{words}");
        }
    }

    #[test]
    fn a_member_that_is_cut_or_flipped_or_stands_behind_junk_is_damage() {
        let (one, two) = (gzip(b"one"), gzip(b"two"));
        for cut in 1..two.len() {
            let (text, whole, note) = read(&[one.as_slice(), &two[..cut]].concat());
            assert!(text.starts_with(b"one") && !whole && note.is_none(), "{cut}");
        }
        for bit in 0..24 {
            let mut flipped = two.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let (text, whole, note) = read(&[one.as_slice(), &flipped].concat());
            assert!(text == b"one" && !whole && note.is_none(), "{bit}");
        }
        let (text, whole, note) = read(&[one.as_slice(), b"junk", &two].concat());
        assert!(text == b"one" && !whole && note.is_none());
    }
}

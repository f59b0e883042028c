//! Packed files: their streams one after the other, and what stands behind the last.
//!
//! Gzip calls its streams members, Zstandard frames. Tapes and tools pad files with zeros, and a download may end in words
//! of its server. No record is lost in those: they are noted and no damage. Where they hold a further stream, or begin
//! nearly as one does, they are.

use std::cell::{Cell, OnceCell};
use std::io::{self, BufRead, Chain, Cursor, ErrorKind, Read};
use std::rc::Rc;

use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;

use crate::stored::WINDOW_LOG_MAX;
use crate::xz::Xz;

/// What a reader came to know of the streams, for whoever holds their content.
#[derive(Default)]
pub(crate) struct Seen {
    /// What the junk is that it came to, in words.
    pub(crate) note: OnceCell<String>,
    /// How many bytes came out of streams that were read to their ends, with the right checksums where they have some.
    pub(crate) checked: Cell<u64>,
}

/// One stream of a packing.
pub(crate) trait Stream: Read + Sized {
    /// Its stored bytes, from its first on.
    type Stored: BufRead;

    /// What it is called.
    const NAME: &'static str;
    /// First bytes that tell it.
    const MAGIC: &'static [u8];
    /// Bytes from the first on that tell a stream from junk which happens to have those.
    const SURE: usize;

    fn new(stored: Self::Stored) -> io::Result<Self>;

    /// The stored bytes behind it, once it was read to its end.
    fn into_stored(self) -> Self::Stored;

    /// Bits in which first bytes are others than those of a stream.
    fn flipped(head: &[u8]) -> u32 {
        head.iter().zip(Self::MAGIC).map(|(byte, magic)| (byte ^ magic).count_ones()).sum()
    }

    /// Whether bytes that begin as a stream does, as many as [`Stream::SURE`] says, are no junk.
    fn is_sure(_: &[u8]) -> bool {
        true
    }

    /// What may stand between streams and means nothing.
    fn skip_padding(_: &mut Self::Stored) -> io::Result<()> {
        Ok(())
    }
}

/// What was looked at of a stream, before the rest.
pub(crate) type Source<R> = Chain<Cursor<Vec<u8>>, R>;

/// The content of all streams.
pub(crate) struct Streams<S> {
    /// The one that is being read; `None` behind the last.
    stream: Option<S>,
    seen: Rc<Seen>,
    /// Bytes that came out so far.
    count: u64,
}

impl<R: BufRead, S: Stream<Stored = Source<R>>> Streams<S> {
    pub(crate) fn new(stored: R, seen: Rc<Seen>) -> io::Result<Self> {
        Ok(Self { stream: Some(S::new(Cursor::new(Vec::new()).chain(stored))?), seen, count: 0 })
    }

    /// Goes on behind a stream that was read to its end.
    fn go_on(&mut self) -> io::Result<()> {
        let Some(read) = self.stream.take() else { return Ok(()) };
        self.seen.checked.set(self.count);
        let mut stored = read.into_stored();
        S::skip_padding(&mut stored)?;
        let mut head = Vec::new();
        stored.by_ref().take(S::MAGIC.len() as u64).read_to_end(&mut head)?;
        let (_, stored) = stored.into_inner();
        if begins_stream::<S>(&head) {
            self.stream = Some(S::new(Cursor::new(head).chain(stored))?);
        } else if !head.is_empty() {
            let note = look_through::<S>(Cursor::new(head).chain(stored))?;
            self.seen.note.get_or_init(|| note);
        }
        Ok(())
    }
}

impl<R: BufRead, S: Stream<Stored = Source<R>>> Read for Streams<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(stream) = &mut self.stream {
            let read = stream.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                self.count += read as u64;
                return Ok(read);
            }
            self.go_on()?;
        }
        Ok(0)
    }
}

impl<R: BufRead> Stream for GzDecoder<R> {
    type Stored = R;

    const NAME: &'static str = "gzip member";
    /// Two bytes that say gzip, and its only method.
    const MAGIC: &'static [u8] = &[0x1f, 0x8b, 8];
    const SURE: usize = 4;

    fn new(stored: R) -> io::Result<Self> {
        Ok(Self::new(stored))
    }

    fn into_stored(self) -> R {
        self.into_inner()
    }

    /// The flags have five bits.
    fn is_sure(begin: &[u8]) -> bool {
        begin[3] < 0x20
    }
}

impl<R: BufRead> Stream for BzDecoder<R> {
    type Stored = R;

    const NAME: &'static str = "bzip2 stream";
    const MAGIC: &'static [u8] = b"BZh";
    const SURE: usize = 5;

    fn new(stored: R) -> io::Result<Self> {
        Ok(Self::new(stored))
    }

    fn into_stored(self) -> R {
        self.into_inner()
    }

    /// The size of a block, and the first byte of a block or of the end.
    fn is_sure(begin: &[u8]) -> bool {
        matches!(begin[3..], [b'1'..=b'9', 0x31 | 0x17])
    }
}

impl<R: BufRead> Stream for Xz<R> {
    type Stored = R;

    const NAME: &'static str = "xz stream";
    const MAGIC: &'static [u8] = b"\xfd7zXZ\0";
    const SURE: usize = 6;

    fn new(stored: R) -> io::Result<Self> {
        Ok(Self::new(stored))
    }

    fn into_stored(self) -> R {
        self.into_inner()
    }

    /// The format pads with zeros.
    fn skip_padding(stored: &mut R) -> io::Result<()> {
        loop {
            let bytes = stored.fill_buf()?;
            let (zeros, len) = (bytes.iter().take_while(|byte| **byte == 0).count(), bytes.len());
            stored.consume(zeros);
            if zeros < len || len == 0 {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Stream for zstd::Decoder<'static, R> {
    type Stored = R;

    const NAME: &'static str = "Zstandard frame";
    const MAGIC: &'static [u8] = &[0x28, 0xb5, 0x2f, 0xfd];
    const SURE: usize = 4;

    fn new(stored: R) -> io::Result<Self> {
        let mut decoder = Self::with_buffer(stored)?.single_frame();
        decoder.window_log_max(WINDOW_LOG_MAX)?;
        Ok(decoder)
    }

    fn into_stored(self) -> R {
        self.finish()
    }

    /// A frame of content, or one that is skipped, of which there are sixteen kinds.
    fn flipped(head: &[u8]) -> u32 {
        let bits = |head: &[u8], magic: &[u8]| -> u32 {
            head.iter().zip(magic).map(|(byte, magic)| (byte ^ magic).count_ones()).sum()
        };
        let kind = head.first().map_or(0, |first| first & 0x0f);
        bits(head, Self::MAGIC).min(bits(head, &[0x50 | kind, 0x2a, 0x4d, 0x18]))
    }
}

/// Bits of the first bytes that may be flipped in a stream that is damaged and no junk. Of a million pieces of junk some
/// eighteen begin so like a gzip member, and fewer like the others.
const FLIPPED: u32 = 2;

/// Whether a stream begins with these bytes, be it damaged or cut.
fn begins_stream<S: Stream>(head: &[u8]) -> bool {
    let flipped = S::flipped(head);
    match head.len() {
        0 => false,
        len if len < S::MAGIC.len() => flipped == 0,
        _ => flipped <= FLIPPED,
    }
}

/// What junk is, in words. Fails where it holds the beginning of a stream.
fn look_through<S: Stream>(mut junk: impl Read) -> io::Result<String> {
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
        if holds_stream::<S>(seen) {
            return Err(io::Error::other(format!("junk stands before a further {}", S::NAME)));
        }
        is_zero &= seen.iter().all(|byte| *byte == 0);
        bytes += read as u64;
        let end = seen.len();
        kept = end.min(S::SURE - 1);
        block.copy_within(end - kept..end, 0);
    }
    let what = if is_zero { "zeros" } else { "junk" };
    let unit = if bytes == 1 { "byte" } else { "bytes" };
    Ok(format!("{bytes} {unit} of {what} stand behind its last {} and were left out", S::NAME))
}

/// Whether a stream begins in a run of bytes.
fn holds_stream<S: Stream>(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, S::MAGIC)
        .any(|at| bytes.get(at..at + S::SURE).is_some_and(|begin| S::is_sure(begin)))
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
        let (mut text, source) = (Vec::new(), io::BufReader::with_capacity(1, Trickle(stored)));
        let seen = Rc::new(Seen::default());
        let mut streams = Streams::<GzDecoder<_>>::new(source, Rc::clone(&seen)).unwrap();
        let whole = streams.read_to_end(&mut text).is_ok();
        (text, whole, seen.note.get().cloned())
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

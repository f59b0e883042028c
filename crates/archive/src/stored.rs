//! Stored bytes and their content: compression undone on the way, the bytes hashed as they are read, bombs stopped.

use std::cell::RefCell;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};

use crate::ReadError;
use crate::streams::{Seen, Streams};
use crate::vouched::{self, Vouched};
use crate::xz::Xz;

/// What the first bytes of a file say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Plain,
    Gzip,
    Zstandard,
    Bzip2,
    Xz,
    Parquet,
    Zip,
}

/// The bytes of a file, or of a member of an archive, as they are stored.
pub(crate) struct Stored<'a> {
    pub(crate) container: Container,
    pub(crate) bytes: Box<dyn Read + 'a>,
    /// Bytes that it takes on the disk; of a member of a packed tar all bytes of the tar.
    pub(crate) len: u64,
    /// How much of its content its checksums vouch for.
    pub(crate) vouched: Vouched<'a>,
}

/// The uncompressed content of stored bytes, as a stream.
pub(crate) struct Content<'a> {
    container: Container,
    text: Box<dyn Read + 'a>,
    stored: Rc<RefCell<Hashed<'a>>>,
    allowance: Allowance,
    seen: Rc<Seen>,
    /// Bytes that came out.
    count: u64,
    failed: bool,
}

/// What identifies stored bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many there are.
    pub bytes: u64,
    /// Their SHA-256, in lower-case hexadecimal.
    pub sha256: String,
}

/// Opens a regular file and looks at its first bytes.
pub(crate) fn open(path: &Path) -> Result<(Container, File), ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(io_error)?.is_file() {
        return Err(ReadError::Unsupported {
            path: path.to_owned(),
            what: "no regular file",
            hint: "give a file or a folder of files",
        });
    }
    let file = File::open(path).map_err(io_error)?;
    let magic = peek(&file).map_err(io_error)?;
    Ok((Container::of(&magic), file))
}

/// The first bytes of a file, which is then read from its start.
fn peek(mut file: &File) -> io::Result<Vec<u8>> {
    let mut magic = Vec::new();
    file.take(MAGIC).read_to_end(&mut magic)?;
    io::Seek::rewind(&mut file)?;
    Ok(magic)
}

/// First bytes that tell containers apart.
const MAGIC: u64 = 6;

impl Container {
    fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstandard,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Bzip2,
            [0xfd, b'7', b'z', b'X', b'Z', 0] => Self::Xz,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            _ => Self::Plain,
        }
    }
}

impl<'a> Stored<'a> {
    /// A file from its start, of which all is believed.
    pub(crate) fn file(container: Container, file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { container, bytes: Box::new(file), len, vouched: Vouched::until(vouched::ALL) })
    }

    /// The same of which only so much is believed as is vouched for.
    pub(crate) fn vouched(self, vouched: Vouched<'a>) -> Self {
        Self { vouched, ..self }
    }

    /// The bytes of a member, which take `len` bytes where they are stored.
    pub(crate) fn member(mut bytes: impl Read + 'a, len: u64) -> io::Result<Self> {
        let mut magic = Vec::new();
        bytes.by_ref().take(MAGIC).read_to_end(&mut magic)?;
        let container = Container::of(&magic);
        let bytes = Box::new(Cursor::new(magic).chain(bytes));
        Ok(Self { container, bytes, len, vouched: Vouched::until(vouched::ALL) })
    }
}

impl Fingerprint {
    /// Of all bytes of a stream.
    pub(crate) fn of(bytes: impl Read) -> io::Result<Self> {
        let mut hashed = Hashed::new(Box::new(bytes));
        io::copy(&mut hashed, &mut io::sink())?;
        Ok(hashed.fingerprint())
    }

    /// Of the bytes of a member of an archive, as far as damage lets them come out; what the system refuses is an error.
    pub(crate) fn of_member(bytes: impl Read) -> io::Result<Self> {
        let mut hashed = Hashed::new(Box::new(bytes));
        match io::copy(&mut hashed, &mut io::sink()) {
            Err(refused) if refused.raw_os_error().is_some() => Err(refused),
            _ => Ok(hashed.fingerprint()),
        }
    }
}

impl<'a> Content<'a> {
    /// The content of stored bytes; a Parquet file or a zip archive is no stream and is read as it is stored.
    pub(crate) fn new(stored: Stored<'a>) -> io::Result<Self> {
        let Stored { container, bytes, len, .. } = stored;
        let hashed = Hashed::new(bytes);
        let stored = Rc::new(RefCell::new(hashed));
        let seen = Rc::<Seen>::default();
        let text = unpacked(container, Shared(Rc::clone(&stored)), &seen)?;
        Ok(Self { container, text, stored, allowance: Allowance::of(len), seen, count: 0, failed: false })
    }

    /// What is odd about the stored bytes as far as they were read, but costs none of the content.
    pub(crate) fn note(&self) -> Option<String> {
        self.seen.note.get().cloned()
    }

    /// How many of the bytes that came out are of streams which were read to their ends.
    pub(crate) fn checked(&self) -> u64 {
        self.seen.checked.get()
    }

    /// Whether a gzip file that ended too early ends as a whole one does: with the size of its last member. A flipped bit
    /// can let a member run past its end. Of cut files of 10 MB one in 7,000 ends so by chance.
    pub(crate) fn runs_past_its_end(&self) -> bool {
        let said = u32::from_le_bytes(self.stored.borrow().end);
        let found = (self.count - self.checked()) as u32;
        let about = (found / 32).max(1 << 10);
        self.container == Container::Gzip && said.abs_diff(found) <= about
    }

    /// Hashes what was not read and returns what identifies the stored bytes.
    pub(crate) fn finish(self) -> io::Result<Fingerprint> {
        self.drain()?;
        Ok(self.stored.borrow_mut().fingerprint())
    }

    /// The same where the content broke off: as far as the stored bytes themselves can be had, which those of a member
    /// may not, nor those of a bomb.
    pub(crate) fn finish_damaged(self) -> Fingerprint {
        // The damage is named already.
        let _ = self.drain();
        self.stored.borrow_mut().fingerprint()
    }

    fn drain(&self) -> io::Result<()> {
        let mut rest = vec![0; 1 << 16];
        while self.stored.borrow_mut().read(&mut rest)? > 0 {}
        Ok(())
    }
}

impl Read for Content<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(0);
        }
        let read = self.text.read(buffer).map_err(|error| in_words(self.container, error));
        let read = read.and_then(|read| self.allowance.take(read));
        self.failed = is_failure(&read);
        self.count += *read.as_ref().unwrap_or(&0) as u64;
        read
    }
}

/// The content of packed bytes; plain ones are their own.
fn unpacked<'a>(container: Container, stored: Shared<'a>, seen: &Rc<Seen>) -> io::Result<Box<dyn Read + 'a>> {
    let (buffered, seen) = (BufReader::with_capacity(BUFFER, stored), Rc::clone(seen));
    Ok(match container {
        Container::Plain | Container::Parquet | Container::Zip => Box::new(buffered.into_inner()),
        Container::Gzip => Steps::of(Streams::<GzDecoder<_>>::new(buffered, seen)?),
        Container::Bzip2 => Steps::of(Streams::<BzDecoder<_>>::new(buffered, seen)?),
        Container::Xz => Steps::of(Streams::<Xz<_>>::new(buffered, seen)?),
        Container::Zstandard => Steps::of(Streams::<zstd::Decoder<'static, _>>::new(buffered, seen)?),
    })
}

/// A decoder that is always asked for as much at a time: how much comes out of a damaged stream before it fails must not
/// hang on how it is read, or a line that was read could not be quoted.
struct Steps<D> {
    decoder: D,
    step: Box<[u8]>,
    /// What of the step was not given out yet.
    left: Range<usize>,
}

impl<'a, D: Read + 'a> Steps<D> {
    const BYTES: usize = 1 << 16;

    fn of(decoder: D) -> Box<dyn Read + 'a> {
        Box::new(Self { decoder, step: vec![0; Self::BYTES].into_boxed_slice(), left: 0..0 })
    }
}

impl<D: Read> Read for Steps<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            self.left = 0..self.decoder.read(&mut self.step)?;
        }
        let read = (&self.step[self.left.clone()]).read(buffer)?;
        self.left.start += read;
        Ok(read)
    }
}

/// What a decoder says, for people who did not write it. What the system says and what is in words already stays.
fn in_words(container: Container, error: io::Error) -> io::Error {
    let kind = error.kind();
    let is_told =
        kind == ErrorKind::Other && (container != Container::Zstandard || vouched::is_of_archive(&error));
    match kind {
        _ if error.raw_os_error().is_some() || kind == ErrorKind::Interrupted || is_told => error,
        ErrorKind::UnexpectedEof => io::Error::new(kind, CUT_SHORT),
        ErrorKind::OutOfMemory => {
            io::Error::other(format!("its packing takes too much memory ({error}); unpack it first"))
        }
        _ => io::Error::other(format!("its packed bytes are damaged ({error}); fetch it again")),
    }
}

/// Why a file ends early.
pub(crate) const CUT_SHORT: &str = "the file is cut short; fetch it again";

fn is_failure(read: &io::Result<usize>) -> bool {
    matches!(read, Err(error) if error.kind() != ErrorKind::Interrupted)
}

const BUFFER: usize = 1 << 18;
/// Largest window that a zstd frame may ask for: 2^27 bytes, what `zstd --long` writes and zstd itself reads
/// without being told.
pub(crate) const WINDOW_LOG_MAX: u32 = 27;

/// How many bytes may still come out of stored ones before they are taken for a bomb. Real logs shrink to a tenth to a
/// fiftieth; the most that deflate can do is 1032.
pub(crate) struct Allowance(u64);

impl Allowance {
    const FREE: u64 = 64 << 20;
    const RATIO: u64 = 1000;

    /// What `len` stored bytes may come to: 64 MiB, or a thousand times as much where that is more.
    pub(crate) fn of(len: u64) -> Self {
        Self(len.saturating_mul(Self::RATIO).max(Self::FREE))
    }

    /// Takes what came out off the allowance.
    pub(crate) fn take(&mut self, read: usize) -> io::Result<usize> {
        self.0 = self.0.checked_sub(read as u64).ok_or_else(|| io::Error::other(Bomb))?;
        Ok(read)
    }
}

/// The fault of stored bytes that come to more than they are allowed.
#[derive(Debug)]
pub(crate) struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it unpacks to more than 64 MiB and 1000 times its stored size")
    }
}

impl std::error::Error for Bomb {}

/// Stored bytes, hashed and counted as they pass.
struct Hashed<'a> {
    bytes: Box<dyn Read + 'a>,
    digest: Sha256,
    count: u64,
    failed: bool,
    /// The last ones.
    end: [u8; 4],
}

/// The stored bytes as a decoder sees them; what it leaves can still be hashed when it is gone or has failed.
struct Shared<'a>(Rc<RefCell<Hashed<'a>>>);

impl<'a> Hashed<'a> {
    fn new(bytes: Box<dyn Read + 'a>) -> Self {
        Self { bytes, digest: Sha256::new(), count: 0, failed: false, end: [0; 4] }
    }

    fn see_end(&mut self, read: &[u8]) {
        let new = &read[read.len().saturating_sub(self.end.len())..];
        self.end.rotate_left(new.len());
        let old = self.end.len() - new.len();
        self.end[old..].copy_from_slice(new);
    }

    fn fingerprint(&mut self) -> Fingerprint {
        let digest = self.digest.finalize_reset();
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { bytes: self.count, sha256 }
    }
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.failed {
            // What has failed once is not asked again.
            return Ok(0);
        }
        let read = self.bytes.read(buffer);
        self.failed = is_failure(&read);
        let read = read?;
        self.digest.update(&buffer[..read]);
        self.see_end(&buffer[..read]);
        self.count += read as u64;
        Ok(read)
    }
}

impl Read for Shared<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

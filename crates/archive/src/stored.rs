//! A file as it lies in the archive: its compression undone on the way, its bytes hashed as they are read where that is
//! wanted.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::ReadError;

/// What the first bytes of a file say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Plain,
    Gzip,
    Zstandard,
    Parquet,
}

/// The uncompressed content of a file, as a stream.
pub(crate) enum Content<R = Hashed> {
    Plain(R),
    Gzip(Box<MultiGzDecoder<BufReader<R>>>),
    Zstandard(zstd::Decoder<'static, BufReader<R>>),
}

/// The stored bytes of a file, hashed and counted as they pass.
pub(crate) struct Hashed {
    file: File,
    digest: Sha256,
    bytes: u64,
}

/// What identifies the stored bytes of a file.
pub(crate) struct Fingerprint {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// Opens a regular file and looks at its first bytes.
pub(crate) fn open(path: &Path) -> Result<(Container, File), ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    let unsupported = |what, hint| ReadError::Unsupported { path: path.to_owned(), what, hint };
    if !fs::metadata(path).map_err(io_error)?.is_file() {
        return Err(unsupported("no regular file", "give a file or a folder of files"));
    }
    let mut file = File::open(path).map_err(io_error)?;
    let mut magic = Vec::new();
    file.by_ref().take(6).read_to_end(&mut magic).map_err(io_error)?;
    file.rewind().map_err(io_error)?;
    match magic.as_slice() {
        [0x1f, 0x8b, ..] => Ok((Container::Gzip, file)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Ok((Container::Zstandard, file))
        }
        [b'P', b'A', b'R', b'1', ..] => Ok((Container::Parquet, file)),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Err(unsupported("a zip archive", "unpack it first")),
        [b'B', b'Z', b'h', ..] => Err(unsupported("compressed with bzip2", "unpack it first")),
        [0xfd, b'7', b'z', b'X', b'Z', 0] => Err(unsupported("compressed with xz", "unpack it first")),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(unsupported("UTF-16 text", "convert it to UTF-8 first")),
        _ => Ok((Container::Plain, file)),
    }
}

impl<R: Read> Content<R> {
    /// The content of an opened file; a Parquet file has no stream and is read as it is stored.
    pub(crate) fn new(container: Container, stored: R) -> io::Result<Self> {
        Ok(match container {
            Container::Plain | Container::Parquet => Self::Plain(stored),
            Container::Gzip => Self::Gzip(Box::new(MultiGzDecoder::new(buffered(stored)))),
            Container::Zstandard => {
                let mut decoder = zstd::Decoder::with_buffer(buffered(stored))?;
                decoder.window_log_max(WINDOW_LOG_MAX)?;
                Self::Zstandard(decoder)
            }
        })
    }
}

impl Content {
    /// The same, hashed as it is read.
    pub(crate) fn hashed(container: Container, file: File) -> io::Result<Self> {
        Self::new(container, Hashed { file, digest: Sha256::new(), bytes: 0 })
    }

    /// The stored bytes of a file that was read by other means.
    pub(crate) fn from_start(mut file: File) -> io::Result<Self> {
        file.rewind()?;
        Self::hashed(Container::Plain, file)
    }

    /// Hashes what was not read and returns what identifies the stored bytes.
    pub(crate) fn finish(self) -> io::Result<Fingerprint> {
        let mut hashed = match self {
            Self::Plain(hashed) => hashed,
            Self::Gzip(decoder) => decoder.into_inner().into_inner(),
            Self::Zstandard(decoder) => decoder.finish().into_inner(),
        };
        let mut rest = vec![0; 1 << 16];
        while hashed.read(&mut rest)? > 0 {}
        let digest = hashed.digest.finalize();
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Fingerprint { bytes: hashed.bytes, sha256 })
    }
}

/// Largest window that a zstd frame may ask for: 2^27 bytes, what `zstd --long` writes and zstd itself reads
/// without being told.
const WINDOW_LOG_MAX: u32 = 27;

fn buffered<R: Read>(stored: R) -> BufReader<R> {
    BufReader::with_capacity(1 << 18, stored)
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stored) => stored.read(buffer),
            Self::Gzip(decoder) => decoder.read(buffer),
            Self::Zstandard(decoder) => decoder.read(buffer),
        }
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

//! Files that a user lays beside an archive: a coast, lists of vessels.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Longest file that is read: the finest coast of the world has some hundred megabytes, and takes ten times as much memory
/// while it is read; all that OpenSanctions knows of ships is smaller.
const MOST: u64 = 1 << 30;

/// The text of a file; one that is too long is refused, and told what to give instead.
pub(crate) fn text(path: &Path, instead: &str) -> io::Result<String> {
    let too_long = || io::Error::other(format!("it is longer than a gibibyte; give {instead}"));
    let (file, mut text) = (File::open(path)?, String::new());
    if file.metadata()?.len() > MOST || file.take(MOST + 1).read_to_string(&mut text)? as u64 > MOST {
        return Err(too_long());
    }
    Ok(text)
}

pub(crate) fn sha256(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

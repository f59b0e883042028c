//! A coast of the user's own instead of the one that is built in.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chart::{Coastline, CoastlineError};
use sha2::{Digest, Sha256};

/// A coast line, and the file that it was.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnCoast {
    line: Coastline,
    sha256: String,
}

impl OwnCoast {
    /// The polygons of a GeoJSON file as land.
    ///
    /// # Errors
    /// When the file cannot be read or holds no coast.
    pub fn read(path: &Path) -> Result<Self, OwnCoastError> {
        let text =
            read_at_most(path).map_err(|error| OwnCoastError::Unread { path: path.to_owned(), error })?;
        let line = Coastline::from_geojson(&text)
            .map_err(|error| OwnCoastError::NoCoast { path: path.to_owned(), error })?;
        Ok(Self { line, sha256: format!("{:x}", Sha256::digest(text.as_bytes())) })
    }

    pub(crate) const fn line(&self) -> &Coastline {
        &self.line
    }
}

/// Longest file that is read: the finest coast of the world has some hundred megabytes, and takes ten times as much memory
/// while it is read.
const MOST: u64 = 1 << 30;

fn read_at_most(path: &Path) -> io::Result<String> {
    let too_long =
        || io::Error::other("it is longer than a gibibyte; give the part of the coast that is needed");
    let (file, mut text) = (File::open(path)?, String::new());
    if file.metadata()?.len() > MOST || file.take(MOST + 1).read_to_string(&mut text)? as u64 > MOST {
        return Err(too_long());
    }
    Ok(text)
}

impl serde::Serialize for OwnCoast {
    /// What tells it from another: the settings of a case need not hold a coast.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::json!({ "points": self.line.points(), "sha256": self.sha256 }).serialize(serializer)
    }
}

/// Why a file is no coast.
#[derive(Debug, thiserror::Error)]
pub enum OwnCoastError {
    /// It cannot be read.
    #[error("cannot read the coast {}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// It holds none.
    #[error("{} holds no coast", path.display())]
    NoCoast {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: CoastlineError,
    },
}

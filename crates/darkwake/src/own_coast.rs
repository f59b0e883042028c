//! A coast of the user's own instead of the one that is built in.

use std::io;
use std::path::{Path, PathBuf};

use chart::{Coastline, CoastlineError};

use crate::own_file;

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
        let text = own_file::text(path, "the part of the coast that is needed")
            .map_err(|error| OwnCoastError::Unread { path: path.to_owned(), error })?;
        let line = Coastline::from_geojson(&text)
            .map_err(|error| OwnCoastError::NoCoast { path: path.to_owned(), error })?;
        Ok(Self { line, sha256: own_file::sha256(&text) })
    }

    pub(crate) const fn line(&self) -> &Coastline {
        &self.line
    }
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

//! What an archive holds that is not read, each with its reason: nothing is lost in silence.

use std::fmt;
use std::path::{Path, PathBuf};

use archive::{InputError, ReadError};

/// Something that the inputs of a run name or hold, and that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// It cannot be read as an archive.
    Refused {
        /// The file, link or folder.
        path: PathBuf,
        /// What is wrong with it and what to do, in a sentence that names it.
        why: String,
    },
    /// A folder that holds a case of darkwake's, which is no part of an archive.
    EarlierCase(PathBuf),
    /// Hidden files and folders (`.name`).
    Hidden {
        /// The folder or archive below which they are.
        path: PathBuf,
        /// How many.
        entries: u64,
    },
    /// A file with the name and the bytes of one that is read.
    Copy {
        /// The file.
        path: PathBuf,
        /// The one that is read.
        of: PathBuf,
    },
}

impl LeftOut {
    /// Where it is.
    pub fn path(&self) -> &Path {
        match self {
            Self::Refused { path, .. }
            | Self::EarlierCase(path)
            | Self::Hidden { path, .. }
            | Self::Copy { path, .. } => path,
        }
    }

    /// Whether something is wrong with it.
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { why, .. } => f.write_str(why),
            Self::Copy { path, of } => {
                write!(f, "{} has the same bytes as {}, which is read", path.display(), of.display())
            }
            Self::Hidden { path, entries: 1 } => {
                write!(
                    f,
                    "1 hidden file or folder below {} was not looked at; name it to have it read",
                    path.display()
                )
            }
            Self::Hidden { path, entries } => write!(
                f,
                "{entries} hidden files and folders below {} were not looked at; name them to have them read",
                path.display()
            ),
            Self::EarlierCase(path) => write!(f, "{} is a case of darkwake's and no archive", path.display()),
        }
    }
}

impl From<InputError> for LeftOut {
    fn from(error: InputError) -> Self {
        Self::Refused { path: error.path().to_owned(), why: error.to_string() }
    }
}

impl From<ReadError> for LeftOut {
    fn from(error: ReadError) -> Self {
        Self::Refused { path: error.path().to_owned(), why: error.to_string() }
    }
}

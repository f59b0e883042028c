//! A list of vessels of the user's own, beside those that are built in.

use std::io;
use std::path::{Path, PathBuf};

use score::{UserList, UserListError};

use crate::own_file;

/// A list of vessels, and the file that it was.
#[derive(Debug, Clone, PartialEq)]
pub struct VesselList {
    file: String,
    sha256: String,
    list: UserList,
}

impl VesselList {
    /// The vessels of a file: darkwake's own CSV, OpenSanctions' `maritime.csv` or FollowTheMoney, as it holds.
    ///
    /// # Errors
    /// When the file cannot be read, is of none of these formats, or no row names a vessel that can be matched.
    pub fn read(path: &Path) -> Result<Self, VesselListError> {
        let text = own_file::text(path, "the rows of the ships that are meant")
            .map_err(|error| VesselListError::Unread { path: path.to_owned(), error })?;
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let list = UserList::read(&file, &text)
            .map_err(|error| VesselListError::NoList { path: path.to_owned(), error })?;
        Ok(Self { file, sha256: own_file::sha256(&text), list })
    }

    /// What was read.
    pub const fn list(&self) -> &UserList {
        &self.list
    }

    /// As the manifest of a case names it.
    pub(crate) fn version(&self) -> case::ListVersion {
        let left_out = self.list.left_out().iter().map(|(fault, rows)| case::ListRows {
            reason: fault.reason().to_owned(),
            rows: rows.rows as i64,
            first_line: rows.first as i64,
        });
        let own =
            case::OwnList { format: self.list.format().word().to_owned(), left_out: left_out.collect() };
        case::ListVersion {
            name: self.file.clone(),
            as_of: None,
            entries: self.list.listings().len() as i64,
            sha256: self.sha256.clone(),
            own: Some(own),
        }
    }
}

/// Why a file is no list of vessels.
#[derive(Debug, thiserror::Error)]
pub enum VesselListError {
    /// It cannot be read.
    #[error("cannot read the list {}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// It holds none.
    #[error("{} holds no list of vessels", path.display())]
    NoList {
        /// The file.
        path: PathBuf,
        /// Why, and on which line.
        #[source]
        error: UserListError,
    },
}

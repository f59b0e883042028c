//! What a run does with files, tried in a folder of its own that is removed again.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use super::check::State;

/// Something that is done with files.
pub(super) struct Operation {
    /// The stable word.
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    /// What it means if it fails, and what to do.
    pub(super) otherwise: State,
    pub(super) advice: &'static str,
    attempt: fn(&Path) -> io::Result<()>,
}

/// All that are tried.
pub(super) static OPERATIONS: [Operation; 5] = [
    Operation {
        name: "fsync",
        words: "writing a file and its folder through to the disk",
        otherwise: State::Fault,
        advice: "what cannot be written through may be lost with the power: use a local disk",
        attempt: sync,
    },
    Operation {
        name: "lock",
        words: "locking a file",
        otherwise: State::Fault,
        advice: "two runs could write one case at once: use a local disk, or a network file system with locks",
        attempt: lock,
    },
    Operation {
        name: "rename",
        words: "renaming a file and a folder",
        otherwise: State::Fault,
        advice: "a finished case is put in its place by renaming it: use a local disk",
        attempt: rename,
    },
    Operation {
        name: "hard_link",
        words: "giving a file a second name",
        otherwise: State::Warning,
        advice: "what two versions of a case share is copied there: allow for the space of both",
        attempt: hard_link,
    },
    Operation {
        name: "remove",
        words: "removing a file",
        otherwise: State::Fault,
        advice: "a former case could not be cleared: use a folder of your own",
        attempt: remove,
    },
];

/// An operation and how it went.
pub(super) type Tried = (&'static Operation, io::Result<()>);

/// Tries each operation in the folder.
///
/// # Errors
/// When no folder and file can be created there at all.
pub(super) fn try_all(folder: &Path) -> io::Result<Vec<Tried>> {
    let scratch = tempfile::Builder::new().prefix(".darkwake-doctor").tempdir_in(folder)?;
    let attempt = |operation: &'static Operation| {
        let own = scratch.path().join(operation.name);
        fs::create_dir(&own)?;
        fs::write(own.join(FILE), [0; 4_096])?;
        Ok((operation, (operation.attempt)(&own)))
    };
    OPERATIONS.iter().map(attempt).collect()
}

const FILE: &str = "file";
const OTHER: &str = "other";

fn sync(folder: &Path) -> io::Result<()> {
    let mut file = File::create(folder.join(FILE))?;
    file.write_all(&[1; 4_096])?;
    file.sync_all()?;
    sync_folder(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Only Unix opens folders as files.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A lock that does not keep others out is none: some network file systems grant every one.
fn lock(folder: &Path) -> io::Result<()> {
    let open = || File::options().write(true).open(folder.join(FILE));
    let (first, second) = (open()?, open()?);
    first.try_lock().map_err(refused)?;
    match second.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => Err(io::Error::other("it was granted twice")),
    }
}

fn refused(error: TryLockError) -> io::Error {
    match error {
        TryLockError::Error(error) => error,
        TryLockError::WouldBlock => io::Error::other("nobody holds it and yet it is refused"),
    }
}

fn rename(folder: &Path) -> io::Result<()> {
    fs::rename(folder.join(FILE), folder.join(OTHER))?;
    let (from, to) = (folder.join("from"), folder.join("to"));
    fs::create_dir(&from)?;
    fs::rename(from, to)
}

fn hard_link(folder: &Path) -> io::Result<()> {
    fs::hard_link(folder.join(FILE), folder.join(OTHER))
}

fn remove(folder: &Path) -> io::Result<()> {
    fs::remove_file(folder.join(FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_on_a_disk_takes_everything_and_is_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let tried = try_all(folder.path()).unwrap();
        for (operation, result) in &tried {
            assert!(result.is_ok(), "{}: {result:?}", operation.name);
        }
        assert_eq!(tried.len(), OPERATIONS.len());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_is_not_there_takes_nothing() {
        assert!(try_all(Path::new("no/such/folder")).is_err());
    }
}

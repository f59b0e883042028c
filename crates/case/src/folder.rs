//! The folder of a case: built beside its place under a lock, and put there in one step.
//!
//! A reader sees the old case or the new one, never a part, and where the file system can swap two folders never none.
//! What a killed run leaves behind, a half-built folder or a former case moved aside, is cleared or put back by the next
//! writer, who alone holds the lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use model::Timestamp;
use sha2::{Digest, Sha256};

use crate::Overwrite;
use crate::error::WriteError;
use crate::id::hex;
use crate::manifest::Program;
use crate::notes::{Held, is_notes};
use crate::swap::swap;

/// Name of the manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Names of files that belong to the analysts and outlive a rebuilt case start so.
const NOTES: &str = "notes.";

/// A folder that is being built beside the place of a case. Dropped before it is put there, it is removed.
pub(crate) struct Building {
    target: PathBuf,
    temp: PathBuf,
    former: PathBuf,
    /// Held until the folder stands, and removed last.
    _lock: Lock,
}

impl Building {
    /// Starts a folder that will stand at `target`.
    pub(crate) fn start(target: &Path, overwrite: Overwrite) -> Result<Self, WriteError> {
        let above = parent(target);
        fs::create_dir_all(&above).map_err(WriteError::io("create", &above))?;
        let target = resolved(target);
        let beside = |suffix| beside(&target, suffix).ok_or_else(|| WriteError::NoName(target.clone()));
        let (temp, former) = (beside("building")?, beside("former")?);
        let lock = lock(&beside("lock")?, &target)?;
        recover(&target, &temp, &former)?;
        may_replace(&target, overwrite)?;
        fs::create_dir(&temp).map_err(WriteError::io("create", &temp))?;
        Ok(Self { target, temp, former, _lock: lock })
    }

    /// Where the case will stand.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where to build.
    pub(crate) fn path(&self) -> &Path {
        &self.temp
    }

    /// Puts the finished folder into its place and removes what stood there.
    pub(crate) fn place(self) -> Result<(), WriteError> {
        sync_tree(&self.temp)?;
        // Held until the new case stands: an analyst may be writing.
        let mut held = Held::of(&self.target);
        keep_notes(&self.target, &self.temp, held.as_mut())?;
        sync(&self.temp)?;
        let way = self.put()?;
        drop(held);
        // Before anything is removed, the new case must be there for good.
        if let Err(error) = sync(&parent(&self.target)) {
            self.take_back(way);
            return Err(error);
        }
        // The case stands. What cannot be removed now, the next writer removes.
        let _ = fs::remove_dir_all(&self.former);
        Ok(())
    }

    fn put(&self) -> Result<Way, WriteError> {
        let fault = || WriteError::io("put in place", &self.target);
        if !self.target.exists() {
            fs::rename(&self.temp, &self.target).map_err(fault())?;
            return Ok(Way::Alone);
        }
        if swap(&self.temp, &self.target).is_ok() {
            return Ok(Way::Swapped);
        }
        fs::rename(&self.target, &self.former).map_err(WriteError::io("move aside", &self.target))?;
        if let Err(error) = fs::rename(&self.temp, &self.target) {
            let _ = fs::rename(&self.former, &self.target);
            return Err(fault()(error));
        }
        Ok(Way::MovedAside)
    }

    /// Undoes `put`, as far as a file system goes along that has just failed.
    fn take_back(&self, way: Way) {
        let _ = match way {
            Way::Swapped => swap(&self.temp, &self.target),
            Way::Alone => fs::rename(&self.target, &self.temp),
            Way::MovedAside => {
                fs::rename(&self.target, &self.temp).and_then(|()| fs::rename(&self.former, &self.target))
            }
        };
    }
}

/// How the new case came to its place.
#[derive(Clone, Copy)]
enum Way {
    /// Nothing was there.
    Alone,
    /// What was there is now where the new case was built.
    Swapped,
    /// What was there is now where former cases are moved.
    MovedAside,
}

impl Drop for Building {
    fn drop(&mut self) {
        // What was swapped out, or what was not finished. The next writer would clear what stays.
        let _ = fs::remove_dir_all(&self.temp);
    }
}

/// Where the last version of a case is while it is being replaced.
pub(crate) fn former(target: &Path) -> Option<PathBuf> {
    beside(&resolved(target), "former")
}

/// Whether a path that a manifest lists names a file inside its case.
pub(crate) fn stays_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// The day of a file of fixes, as in `fixes/day=2024-03-01/part-0.parquet`.
pub(crate) fn day_of(path: &str) -> Option<&str> {
    path.split('/').find_map(|part| part.strip_prefix("day="))
}

/// The days from 1970 to a day as it is named in paths, such as `2024-03-01`.
pub(crate) fn day_number(name: &str) -> Option<i64> {
    Timestamp::from_rfc3339(&format!("{name}T00:00:00Z")).ok().map(Timestamp::day)
}

/// The SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(hex(&hasher.finalize()))
}

/// `.NAME.suffix` in the folder that holds `target`.
fn beside(target: &Path, suffix: &str) -> Option<PathBuf> {
    let name = target.file_name()?.to_string_lossy();
    Some(parent(target).join(format!(".{name}.{suffix}")))
}

pub(crate) fn parent(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Where a case is, or will be, by whatever way it is named: a link leads to it even while it is gone, so that all
/// writers of one case meet at one lock.
fn resolved(target: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(target) {
        return path;
    }
    let target = fs::read_link(target).map_or_else(|_| target.to_owned(), |to| parent(target).join(to));
    match (fs::canonicalize(parent(&target)), target.file_name()) {
        (Ok(parent), Some(name)) => parent.join(name),
        _ => target,
    }
}

/// A lock that is held. The system lets go of it however the process ends; only one that is killed leaves its file.
struct Lock {
    path: PathBuf,
    /// Open as long as it is held.
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held: whoever has opened the file already locks what has no name any more, and sees that.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn lock(path: &Path, target: &Path) -> Result<Lock, WriteError> {
    loop {
        let file = File::create(path).map_err(WriteError::io("create", path))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path).map_err(WriteError::io("look at", path))? => {
                return Ok(Lock { path: path.to_owned(), _file: file });
            }
            // Another writer has removed it between the two steps.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(WriteError::Locked(target.to_owned())),
            Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", path)(error)),
        }
    }
}

/// Whether an open file is still the one at its path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let identity = |meta: &fs::Metadata| (meta.dev(), meta.ino());
    match fs::metadata(path) {
        Ok(there) => Ok(identity(&there) == identity(&file.metadata()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether an open file is still the one at its path: here none is removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Clears what a killed writer left, and puts back a case that it had moved aside.
fn recover(target: &Path, temp: &Path, former: &Path) -> Result<(), WriteError> {
    remove(temp)?;
    // Unless a case took its place, it is the only one there is.
    if former.exists() && !is_case(target) {
        return fs::rename(former, target).map_err(WriteError::io("put back", target));
    }
    remove(former)
}

/// Only nothing, an empty folder, or (if it may be) a case is replaced.
pub(crate) fn may_replace(target: &Path, overwrite: Overwrite) -> Result<(), WriteError> {
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(WriteError::NotACase(target.to_owned()));
        }
        Err(error) => return Err(WriteError::io("look into", target)(error)),
    };
    match (entries.next().is_none(), is_case(target), overwrite) {
        (true, _, _) | (_, true, Overwrite::Yes | Overwrite::Extend) => Ok(()),
        (_, true, Overwrite::No) => Err(WriteError::Exists(target.to_owned())),
        (_, false, _) => Err(WriteError::NotACase(target.to_owned())),
    }
}

/// Whether the folder holds a case: it has a manifest of darkwake's, of any version.
pub fn is_case(dir: &Path) -> bool {
    #[derive(serde::Deserialize)]
    struct Named {
        program: ProgramName,
    }
    #[derive(serde::Deserialize)]
    struct ProgramName {
        name: String,
    }
    // Whatever else is called so may be of any size.
    let path = dir.join(MANIFEST);
    let file = Some(path).filter(|path| path.is_file()).and_then(|path| File::open(path).ok());
    let named = file.and_then(|file| serde_json::from_reader::<_, Named>(io::BufReader::new(file)).ok());
    named.is_some_and(|named| named.program.name == Program::NAME)
}

/// Carries what analysts wrote from one folder into the other: notes that are held as they stand, other files as they are.
fn keep_notes(from: &Path, to: &Path, held: Option<&mut Held>) -> Result<(), WriteError> {
    let is_held = held.is_some();
    if let Some(held) = held {
        sync(&held.copy_into(to).map_err(WriteError::io("keep the notes of", from))?)?;
    }
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(WriteError::io("look into", from))?,
    };
    for entry in entries {
        let entry = entry.map_err(WriteError::io("look into", from))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(NOTES) && !(is_held && is_notes(&name)) {
            let copy = to.join(entry.file_name());
            fs::copy(entry.path(), &copy).map_err(WriteError::io("keep", &entry.path()))?;
            sync(&copy)?;
        }
    }
    Ok(())
}

/// Puts every file and folder under `dir` onto the disk.
fn sync_tree(dir: &Path) -> Result<(), WriteError> {
    for entry in fs::read_dir(dir).map_err(WriteError::io("look into", dir))? {
        let path = entry.map_err(WriteError::io("look into", dir))?.path();
        if path.is_dir() { sync_tree(&path)? } else { sync(&path)? }
    }
    sync(dir)
}

fn sync(path: &Path) -> Result<(), WriteError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(WriteError::io("put onto the disk", path))
}

fn remove(dir: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::io("remove", dir)(error)),
        _ => Ok(()),
    }
}

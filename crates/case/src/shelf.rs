//! What tracks keep of an archive that is larger than memory, in files that the system maps: it reads what is looked at and lets
//! go of it where memory is short, so that the fixes take no memory of the run's own.
//!
//! This is the only module beside SQLite's interface with `unsafe` in it. Why it is sound:
//! - **Nobody else changes the file.** It has no name: it is made by `tempfile`, which unlinks it at once, or has the system
//!   refuse it to others and remove it with the last handle. It is not cut either, and the only handle is dropped once it is
//!   mapped. What is written is written in [`Writer::put`] alone, before the map is shared; from [`Writer::finish`] on it is
//!   mapped to be read, and any number of threads may.
//! - **Every byte has a place on the disk before it is mapped** ([`allocate`]), so that a full disk is an error there and no
//!   signal later; and all are there before the map is shared ([`Writer::finish`] waits for the disk), so that a page
//!   that the system lets go of comes back as it was. A disk that breaks later stops the process, as it does a program that
//!   is itself read from it.
//! - **What is read as a fix was written as one.** Whole values are copied in by [`MaybeUninit`], one behind the other from the
//!   start; a map begins at a page, which suits any alignment that a page is a multiple of ([`Writer::of`] looks). A
//!   shelf counts those that were written, and no more are read. No bytes are looked at, so that those between the fields of
//!   value do not matter. Nothing outlives the process, so that no other build reads them. All are `Copy`: none has to be dropped.
//! - **The slice does not outlive the map**: it borrows the [`Filled`] that owns it.

use std::fs::File;
use std::io::{self, Write};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;

use memmap2::{Mmap, MmapMut};
use model::{Kept, Shelf};

use crate::error::WriteError;

/// What can lie on a shelf: values that are what their bytes are.
pub trait Shelved: Copy + Send + Sync + 'static {}

impl Shelved for model::Fix {}
impl Shelved for model::DoubtfulFix {}
impl Shelved for model::Presence {}

/// Where shelves are made.
#[derive(Debug, Clone)]
pub struct Shelves(PathBuf);

impl Shelves {
    /// In files without a name in a folder that is there.
    pub const fn within(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Puts what some tracks keep on a new shelf, but for what lies on one.
    ///
    /// # Errors
    /// When the disk is full, or the system refuses to map a file.
    pub fn put<'k, T: Shelved>(
        &self,
        kept: impl IntoIterator<Item = &'k mut Kept<T>>,
    ) -> Result<(), WriteError> {
        let is_held = |kept: &&mut Kept<T>| !(kept.is_shared() || kept.is_empty());
        let held: Vec<&mut Kept<T>> = kept.into_iter().filter(is_held).collect();
        if held.is_empty() {
            return Ok(());
        }
        let shelf = filled(&self.0, held.iter().map(|kept| &***kept));
        let shelf = shelf.map_err(WriteError::io("put tracks into", &self.0))?;
        let mut at = 0;
        for kept in held {
            let places = at..at + kept.len();
            at = places.end;
            *kept = Kept::part(Arc::clone(&shelf), places).expect("a shelf is as long as what was put on it");
        }
        Ok(())
    }
}

/// A shelf with what some tracks keep, one behind the other.
fn filled<'k, T: Shelved>(
    folder: &Path,
    kept: impl Iterator<Item = &'k [T]> + Clone,
) -> io::Result<Shelf<T>> {
    let mut writer = Writer::of(folder, kept.clone().map(<[T]>::len).sum())?;
    kept.for_each(|part| writer.put(part));
    Ok(Arc::new(writer.finish()?))
}

/// A map that is being written.
struct Writer<T> {
    map: MmapMut,
    /// Values at its start that were written.
    written: usize,
    values: PhantomData<T>,
}

impl<T: Shelved> Writer<T> {
    /// For so many values, at least one.
    fn of(folder: &Path, values: usize) -> io::Result<Self> {
        const { assert!(size_of::<T>() > 0, "nothing is no use on a shelf") };
        let bytes = values.checked_mul(size_of::<T>()).ok_or(io::ErrorKind::FileTooLarge)?;
        let mut file = tempfile::tempfile_in(folder)?;
        allocate(&mut file, bytes as u64)?;
        #[expect(unsafe_code, reason = "no other handle of the file is left, and it has no name")]
        let map = unsafe { MmapMut::map_mut(&file) }?;
        assert!(map.as_ptr().cast::<T>().is_aligned() && map.len() == bytes, "a map begins at a page");
        Ok(Self { map, written: 0, values: PhantomData })
    }

    /// The next values.
    fn put(&mut self, values: &[T]) {
        let room = self.room();
        assert!(values.len() <= room.len(), "a shelf is made for what is put on it");
        for (place, value) in room.iter_mut().zip(values) {
            place.write(*value);
        }
        self.written += values.len();
    }

    /// The places behind what was written.
    fn room(&mut self) -> &mut [MaybeUninit<T>] {
        let places = self.map.len() / size_of::<T>();
        #[expect(
            unsafe_code,
            reason = "the map is of so many places, aligned, and any bytes may be no value yet"
        )]
        let all = unsafe { slice::from_raw_parts_mut(self.map.as_mut_ptr().cast(), places) };
        &mut all[self.written..]
    }

    /// Waits until all is on the disk; from now on it is only read.
    fn finish(self) -> io::Result<Filled<T>> {
        self.map.flush()?;
        let filled = Filled { map: self.map.make_read_only()?, written: self.written, values: PhantomData };
        filled.let_go();
        Ok(filled)
    }
}

/// A map of values that do not change any more.
struct Filled<T> {
    map: Mmap,
    /// Values at its start.
    written: usize,
    values: PhantomData<T>,
}

impl<T> Filled<T> {
    /// Counts its pages as the process's no longer: the system keeps them as long as it has room for them.
    fn let_go(&self) {
        #[cfg(unix)]
        #[expect(
            unsafe_code,
            reason = "pages of a shared map of a file come back from the file, as they are there"
        )]
        // It is advice: where it is not taken nothing is lost.
        let _ = unsafe { self.map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
    }
}

impl<T: Shelved> AsRef<[T]> for Filled<T> {
    fn as_ref(&self) -> &[T] {
        #[expect(
            unsafe_code,
            reason = "so many values were written at the start of the map, aligned, and none changes"
        )]
        unsafe {
            slice::from_raw_parts(self.map.as_ptr().cast(), self.written)
        }
    }
}

/// Makes an empty file so long, each byte with its place on the disk: a file with holes would be mapped as well, and end the
/// process once a hole finds no place.
fn allocate(file: &mut File, bytes: u64) -> io::Result<()> {
    match reserve(file, bytes) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => fill(file, bytes),
        done => done,
    }
}

/// Where the system can, at once.
#[cfg(target_os = "linux")]
fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    use rustix::io::Errno;
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => Err(io::ErrorKind::Unsupported.into()),
        done => Ok(done?),
    }
}

/// Elsewhere nothing does so.
#[cfg(not(target_os = "linux"))]
fn reserve(_: &File, _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// By writing what is no hole: some file systems make holes of zeros.
fn fill(file: &mut File, bytes: u64) -> io::Result<()> {
    static BLOCK: [u8; 1 << 16] = [0xa5; 1 << 16];
    let mut left = bytes;
    while left > 0 {
        let now = left.min(BLOCK.len() as u64);
        file.write_all(&BLOCK[..now as usize])?;
        left -= now;
    }
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use model::{Fix, Fixes};

    use super::*;
    use crate::store::testing::fix;

    fn tracks() -> Vec<Fixes> {
        let track =
            |ship: u32| (0..i64::from(ship) * 700).map(move |hour| fix(ship, hour, 1, hour as u64)).collect();
        (0..5).map(track).collect()
    }

    fn shelved(tracks: &mut [Fixes]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        Shelves::within(folder.path().to_owned()).put(tracks).unwrap();
        folder
    }

    #[test]
    fn ships_that_were_put_on_a_shelf_read_as_they_did() {
        let mut shelved_tracks = tracks();
        let folder = shelved(&mut shelved_tracks);
        assert_eq!(shelved_tracks, tracks());
        let shared: Vec<bool> = shelved_tracks.iter().map(Fixes::is_shared).collect();
        assert_eq!(shared, [false, true, true, true, true], "a ship without a fix needs no place");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a shelf has no name");
    }

    #[test]
    fn a_shelf_outlives_its_folder_and_goes_with_its_last_ship() {
        let mut tracks_then = tracks();
        drop(shelved(&mut tracks_then));
        let last = tracks_then.pop().unwrap();
        drop(tracks_then);
        assert_eq!(Some(&last), tracks().last());
    }

    #[test]
    fn a_ship_that_was_changed_is_put_on_a_new_shelf_and_the_others_stay() {
        let mut tracks = tracks();
        let folder = shelved(&mut tracks);
        let places = |tracks: &[Fixes]| tracks.iter().map(|fixes| fixes.as_ptr()).collect::<Vec<_>>();
        let before = places(&tracks);
        tracks[3].to_mut().truncate(100);
        let changed = tracks[3].clone();
        Shelves::within(folder.path().to_owned()).put(&mut tracks).unwrap();
        let after = places(&tracks);
        assert!(tracks[3].is_shared() && before[3] != after[3]);
        assert_eq!(tracks[3], changed);
        assert_eq!((&before[..3], before[4]), (&after[..3], after[4]));
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap().path().join("gone");
        let error = Shelves::within(folder.clone()).put(&mut tracks()).unwrap_err();
        assert!(!error.is_refusal());
        assert!(
            error.to_string().starts_with(&format!("cannot put tracks into {}: ", folder.display())),
            "{error}"
        );
    }

    #[test]
    fn a_file_is_as_long_as_it_was_asked_for_and_has_no_holes() {
        for bytes in [1, 48, (1 << 16) - 1, 1 << 16, 300_000] {
            let mut file = tempfile::tempfile().unwrap();
            fill(&mut file, bytes).unwrap();
            assert_eq!(file.metadata().unwrap().len(), bytes);
            let mut file = tempfile::tempfile().unwrap();
            allocate(&mut file, bytes).unwrap();
            let made = file.metadata().unwrap();
            assert_eq!(made.len(), bytes);
            #[cfg(target_os = "linux")]
            assert!(std::os::unix::fs::MetadataExt::blocks(&made) * 512 >= bytes);
        }
    }

    #[test]
    fn no_file_holds_more_than_there_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let full = Writer::<Fix>::of(folder.path(), usize::MAX / 2).map(|_| ()).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::FileTooLarge);
    }
}

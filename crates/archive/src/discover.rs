//! Which files the inputs of a run are: folders become the files below them, archives their members, patterns the files
//! that fit, and what is no file is told apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::InputError;
use crate::members;

/// What the inputs of a run name.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, and the members of archives as `archive.zip!/member`, sorted by path, each once.
    pub files: Vec<PathBuf>,
    /// Folders that were left out as a whole because the caller wanted none of their kind, sorted by path.
    pub set_apart: Vec<PathBuf>,
    /// Folders and archives that have hidden entries (`.name`), which were not looked at, and how many each; sorted by
    /// path. What desktops put beside files (`.DS_Store`, `._name`, `__MACOSX`) is not counted.
    pub hidden: Vec<(PathBuf, u64)>,
    /// What is no file that could be read, such as a pipe, a device, a dangling link or an encrypted member of an
    /// archive, sorted by path.
    pub refused: Vec<InputError>,
}

/// The files that `inputs` name, and what else they name.
///
/// Folders are walked to the bottom; hidden entries in them (`.name`) are left out and counted for the input that has
/// them, and left out is every folder that
/// `is_apart` holds for, with all that it contains. Symbolic links are followed. Of two paths to one file the first in
/// order stays. A zip or tar, compressed or not, becomes its regular files; for a compressed tar this takes a pass over
/// it. An input with `*`, `?` or `[..]` in it that is no file's name is a pattern, as in a shell; one member is
/// named `archive.zip!/member`.
///
/// # Errors
/// When an input itself does not exist or cannot be looked at, or no file fits a pattern. What is wrong below a folder
/// or in an archive is refused by name.
pub fn discover(inputs: &[PathBuf], is_apart: &dyn Fn(&Path) -> bool) -> Result<Found, InputError> {
    let mut walk = Walk {
        is_apart,
        above: Vec::new(),
        entered: BTreeSet::new(),
        files: BTreeMap::new(),
        others: BTreeMap::new(),
        input: PathBuf::new(),
        hidden: BTreeMap::new(),
    };
    let mut all = BTreeSet::new();
    for input in inputs {
        all.extend(walk.named(input)?);
    }
    for input in all {
        walk.input.clone_from(&input);
        walk.enter(&input);
    }
    Ok(walk.found())
}

/// A walk through folders.
struct Walk<'a> {
    is_apart: &'a dyn Fn(&Path) -> bool,
    /// The folders entered, from the input down.
    above: Vec<PathBuf>,
    /// All folders entered so far. Paths are walked in their order, so that each was entered by the first path to it.
    entered: BTreeSet<PathBuf>,
    /// The canonical path of each file, and the path by which it was named.
    files: BTreeMap<PathBuf, PathBuf>,
    /// What is no file, by path; nothing is wrong with a folder that is set apart.
    others: BTreeMap<PathBuf, Option<InputError>>,
    /// The input that is walked.
    input: PathBuf,
    /// Hidden entries, by the input below which they are.
    hidden: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Walk<'_> {
    /// The files and folders that an input names: itself, or those that fit it as a pattern, hidden ones only where it
    /// writes their point. What cannot be looked at on the way is noted.
    fn named(&mut self, input: &Path) -> Result<Vec<PathBuf>, InputError> {
        let pattern = input.to_str().filter(|text| text.contains(['*', '?', '[']));
        match (fs::metadata(input), pattern) {
            (Ok(_), _) => Ok(vec![input.to_owned()]),
            (Err(_), _) if members::split(input).is_some() => Ok(vec![input.to_owned()]),
            (Err(error), None) => Err(InputError::unreadable(input)(error)),
            (Err(_), Some(pattern)) => self.fitting(input, pattern),
        }
    }

    /// What fits a pattern.
    fn fitting(&mut self, input: &Path, pattern: &str) -> Result<Vec<PathBuf>, InputError> {
        let no_match = || InputError::NoMatch { path: input.to_owned() };
        let mut fitting = Vec::new();
        for found in glob::glob(pattern).map_err(|_| no_match())? {
            match found {
                Ok(path) if is_by_chance(&path, input) => {}
                Ok(path) => fitting.push(path),
                Err(error) => {
                    let path = error.path().to_owned();
                    let refused = InputError::unreadable(&path)(error.into());
                    self.others.insert(path, Some(refused));
                }
            }
        }
        if fitting.is_empty() { Err(no_match()) } else { Ok(fitting) }
    }

    /// Goes down from `path`; what cannot be entered is noted.
    fn enter(&mut self, path: &Path) {
        if let Err(error) = self.visit(path) {
            self.others.insert(path.to_owned(), Some(error));
        }
    }

    fn visit(&mut self, path: &Path) -> Result<(), InputError> {
        if members::split(path).is_some() {
            self.files.insert(path.to_owned(), path.to_owned());
            return Ok(());
        }
        let real = fs::canonicalize(path).map_err(InputError::unreadable(path))?;
        let kind = fs::metadata(&real).map_err(InputError::unreadable(path))?.file_type();
        if kind.is_file() {
            let named = self.files.entry(real).or_insert_with(|| path.to_owned());
            if path < named.as_path() {
                *named = path.to_owned();
            }
            return Ok(());
        }
        if !kind.is_dir() {
            return Err(InputError::NotAFile { path: path.to_owned() });
        }
        if self.above.contains(&real) {
            return Err(InputError::Loop { path: path.to_owned() });
        }
        if (self.is_apart)(path) {
            self.others.insert(path.to_owned(), None);
            return Ok(());
        }
        // Links can lead to one folder by any number of paths.
        if !self.entered.insert(real.clone()) {
            return Ok(());
        }
        let (hidden, entries): (Vec<PathBuf>, Vec<PathBuf>) =
            entries(path)?.into_iter().partition(|entry| is_hidden(entry));
        if !hidden.is_empty() {
            self.hidden.entry(self.input.clone()).or_default().extend(hidden);
        }
        self.above.push(real);
        entries.iter().for_each(|entry| self.enter(entry));
        self.above.pop();
        Ok(())
    }

    fn found(self) -> Found {
        let mut found = Found::default();
        for (path, error) in self.others {
            match error {
                Some(error) => found.refused.push(error),
                None => found.set_apart.push(path),
            }
        }
        found.hidden = self.hidden.into_iter().map(|(input, hidden)| (input, hidden.len() as u64)).collect();
        self.files.into_values().for_each(|file| found.add(file));
        found.files.sort();
        found.files.dedup();
        found.hidden.sort();
        found.refused.sort_by(|one, other| one.path().cmp(other.path()));
        found
    }
}

impl Found {
    /// Adds a file, or what it holds if it is an archive.
    fn add(&mut self, file: PathBuf) {
        match members::packing(&file) {
            None => self.files.push(file),
            Some(packing) => {
                let listing = members::list(&file, packing);
                self.files.extend(listing.members);
                self.refused.extend(listing.refused);
                if listing.hidden > 0 {
                    self.hidden.push((file, listing.hidden));
                }
            }
        }
    }
}

/// What is in a folder, but for what programs put there for themselves.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(InputError::unreadable(folder))? {
        let entry = entry.map_err(InputError::unreadable(folder))?;
        if !members::is_of_program(&entry.file_name().to_string_lossy()) {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

/// Whether a path that fits a pattern has a hidden part whose point the pattern does not write. (The library's own option
/// for it does not find what does have the point.)
fn is_by_chance(path: &Path, pattern: &Path) -> bool {
    let parts = |path: &Path| -> Vec<String> {
        path.iter()
            .map(|part| part.to_string_lossy().into_owned())
            .filter(|part| part.starts_with('.'))
            .collect()
    };
    let written = parts(pattern);
    let is_written = |part: &String| {
        written.iter().any(|one| one == part || glob::Pattern::new(one).is_ok_and(|one| one.matches(part)))
    };
    !parts(path).iter().all(is_written)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(inputs: &[PathBuf]) -> Result<Found, InputError> {
        discover(inputs, &|_| false)
    }

    #[cfg(unix)]
    #[test]
    fn folders_that_links_lead_to_by_very_many_paths_are_entered_once() {
        let root = tempfile::tempdir().unwrap();
        let level = |number: usize| root.path().join(format!("d{number:02}"));
        const LEVELS: usize = 40;
        for number in 0..=LEVELS {
            fs::create_dir(level(number)).unwrap();
        }
        for number in 0..LEVELS {
            for link in ["a", "b"] {
                std::os::unix::fs::symlink(level(number + 1), level(number).join(link)).unwrap();
            }
        }
        fs::write(level(LEVELS).join("log.nmea"), "").unwrap();
        let found = all(&[level(0)]).unwrap();
        let first = (0..LEVELS).fold(level(0), |path, _| path.join("a")).join("log.nmea");
        assert_eq!((found.files, found.refused.len()), (vec![first], 0));
    }

    #[test]
    fn a_pattern_fits_hidden_files_only_where_it_writes_their_point() {
        let root = tempfile::tempdir().unwrap();
        for name in ["log.nmea", ".case.lock", ".log.nmea"] {
            fs::write(root.path().join(name), "").unwrap();
        }
        let fitting = |pattern: &str| all(&[root.path().join(pattern)]).unwrap().files;
        assert_eq!(fitting("*"), [root.path().join("log.nmea")]);
        assert_eq!(fitting(".l*"), [root.path().join(".log.nmea")]);
    }

    #[test]
    fn a_folder_gives_its_files_once_and_in_order() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("b/c")).unwrap();
        for name in ["b/c/2.csv", "b/1.csv", "a.nm4", ".hidden"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let inputs = [root.path().join("b"), root.path().to_owned(), root.path().join("a.nm4")];
        let found = all(&inputs).unwrap();
        let names: Vec<_> = found.files.iter().map(|path| path.strip_prefix(root.path()).unwrap()).collect();
        assert_eq!(names, [Path::new("a.nm4"), Path::new("b/1.csv"), Path::new("b/c/2.csv")]);
        assert!(found.refused.is_empty() && found.set_apart.is_empty());
    }

    #[test]
    fn hidden_logs_and_folders_are_counted_and_what_desktops_and_a_run_leave_behind_is_not() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("day/.hid")).unwrap();
        fs::create_dir_all(root.path().join("__MACOSX")).unwrap();
        for name in
            ["a.nmea", ".x.nmea", "day/.hid/x.nmea", ".DS_Store", "day/._a.nmea", "__MACOSX/b", ".case.lock"]
        {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let inputs = [root.path().to_owned(), root.path().join("a.nmea")];
        let found = all(&inputs).unwrap();
        assert_eq!(found.files, [root.path().join("a.nmea")]);
        assert_eq!(found.hidden, [(root.path().to_owned(), 2)]);
        assert!(found.refused.is_empty());
        let named = all(&[root.path().join(".x.nmea")]).unwrap();
        assert_eq!((named.files.len(), named.hidden.len()), (1, 0));
    }

    #[test]
    fn a_missing_input_is_an_error() {
        assert!(matches!(all(&["no/such/file".into()]), Err(InputError::Unreadable { .. })));
    }

    #[test]
    fn a_folder_of_a_kind_that_is_not_wanted_is_left_out_with_all_its_files() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("case/fixes")).unwrap();
        for name in ["case/manifest.json", "case/fixes/1.parquet", "log.nmea"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let found = discover(&[root.path().to_owned()], &|dir| dir.join("manifest.json").exists()).unwrap();
        assert_eq!(found.files, [root.path().join("log.nmea")]);
        assert_eq!(found.set_apart, [root.path().join("case")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_or_nowhere_and_a_device_are_refused_beside_a_log_that_is_found() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        symlink(root.path(), at("again")).unwrap();
        symlink(at("gone"), at("dangling")).unwrap();
        symlink("/dev/null", at("device")).unwrap();
        fs::write(at("log.nmea"), "x").unwrap();
        let found = all(&[root.path().to_owned()]).unwrap();
        assert_eq!(found.files, [at("log.nmea")]);
        assert!(matches!(
            found.refused.as_slice(),
            [InputError::Loop { .. }, InputError::Unreadable { .. }, InputError::NotAFile { .. }]
        ));
        assert_eq!(found.refused[1].path(), at("dangling"));
    }
}

//! Which files the inputs of a run are: folders become the files below them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::InputError;

/// The files that `inputs` name, sorted by path, each once.
///
/// Folders are walked to the bottom; hidden entries in them (`.name`) are left out. Symbolic links are followed. Of
/// two paths to one file the first in order stays.
///
/// # Errors
/// When an input does not exist or cannot be looked at, is a pipe, socket or device, or a link leads back to a
/// folder that holds it.
pub fn discover(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, InputError> {
    let mut found = BTreeMap::new();
    for input in inputs {
        visit(input, &mut Vec::new(), &mut found)?;
    }
    let mut files: Vec<PathBuf> = found.into_values().collect();
    files.sort();
    Ok(files)
}

/// `found` maps the canonical path to the path by which the file was named; `above` are the folders entered.
fn visit(
    path: &Path,
    above: &mut Vec<PathBuf>,
    found: &mut BTreeMap<PathBuf, PathBuf>,
) -> Result<(), InputError> {
    let unreadable = |source| InputError::Unreadable { path: path.to_owned(), source };
    let real = fs::canonicalize(path).map_err(unreadable)?;
    let kind = fs::metadata(&real).map_err(unreadable)?.file_type();
    if kind.is_file() {
        let named = found.entry(real).or_insert_with(|| path.to_owned());
        if path < named.as_path() {
            *named = path.to_owned();
        }
        return Ok(());
    }
    if !kind.is_dir() {
        return Err(InputError::NotAFile { path: path.to_owned() });
    }
    if above.contains(&real) {
        return Err(InputError::Loop { path: path.to_owned() });
    }
    above.push(real);
    for entry in visible_entries(path)? {
        visit(&entry, above, found)?;
    }
    above.pop();
    Ok(())
}

fn visible_entries(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let unreadable = |source| InputError::Unreadable { path: folder.to_owned(), source };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_once_and_in_order() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("b/c")).unwrap();
        for name in ["b/c/2.csv", "b/1.csv", "a.nm4", ".hidden"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let inputs = [root.path().join("b"), root.path().to_owned(), root.path().join("a.nm4")];
        let found = discover(&inputs).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.strip_prefix(root.path()).unwrap()).collect();
        assert_eq!(names, [Path::new("a.nm4"), Path::new("b/1.csv"), Path::new("b/c/2.csv")]);
    }

    #[test]
    fn a_missing_input_is_refused() {
        assert!(matches!(discover(&["no/such/file".into()]), Err(InputError::Unreadable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_its_own_folder_and_a_device_are_refused() {
        let root = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("again")).unwrap();
        assert!(matches!(discover(&[root.path().to_owned()]), Err(InputError::Loop { .. })));
        assert!(matches!(discover(&["/dev/null".into()]), Err(InputError::NotAFile { .. })));
    }
}

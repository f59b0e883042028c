//! What runs for other cases put below a folder that runs share: a run that is killed leaves it there, and none but the same command
//! takes it up or removes it.

use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder of a run for another case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leftover {
    /// Where it is.
    pub path: PathBuf,
    /// Bytes of its files.
    pub bytes: u64,
}

/// How the names begin of what runs put below a folder that they share.
pub(crate) const PREFIX: &str = ".darkwake-";

/// What is below a folder of other runs than the one that has `own`, by name. They may still be under way: nobody knows here.
pub(crate) fn leftovers(folder: &Path, own: &[&Path]) -> Vec<Leftover> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let of_runs = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let of_others = of_runs.map(|entry| entry.path()).filter(|path| !own.contains(&path.as_path()));
    let mut leftovers: Vec<Leftover> =
        of_others.map(|path| Leftover { bytes: bytes_of(&path), path }).collect();
    leftovers.sort_unstable();
    leftovers
}

/// Bytes of a file, or of all files in a folder; links are not followed.
fn bytes_of(path: &Path) -> u64 {
    let Ok(found) = path.symlink_metadata() else { return 0 };
    if !found.is_dir() {
        return found.len();
    }
    fs::read_dir(path).into_iter().flatten().filter_map(Result::ok).map(|entry| bytes_of(&entry.path())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_runs_left_is_named_with_its_size_and_neither_ones_own_nor_what_no_run_wrote_is() {
        let home = tempfile::tempdir().unwrap();
        let place = |name: &str| home.path().join(name);
        for folder in [".darkwake-0123456789abcdef", ".darkwake-fedcba9876543210", "ships"] {
            fs::create_dir(place(folder)).unwrap();
            fs::write(place(folder).join("0.fixes"), [7; 1000]).unwrap();
        }
        fs::create_dir(place(".darkwake-0123456789abcdef").join("deeper")).unwrap();
        fs::write(place(".darkwake-0123456789abcdef").join("deeper/1.fixes"), [7; 234]).unwrap();
        fs::write(place(".darkwake-stdin-x1"), [7; 50]).unwrap();
        fs::write(place(".darkwake-stdin-x2"), [7; 60]).unwrap();
        let own = [place(".darkwake-fedcba9876543210"), place(".darkwake-stdin-x2")];
        let found = leftovers(home.path(), &[&own[0], &own[1]]);
        let left = |name: &str, bytes| Leftover { path: place(name), bytes };
        assert_eq!(found, [left(".darkwake-0123456789abcdef", 1234), left(".darkwake-stdin-x1", 50)]);
        assert_eq!(leftovers(&place("nowhere"), &[]), []);
    }
}

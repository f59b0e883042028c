//! The seeds of the fuzzers, and what the fuzzers found, through the same laws in every test run.
//!
//! How to remake them, and how to add a finding, stands in `fuzz/README.md`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

#[path = "../fuzz/src/lib.rs"]
pub mod laws;

use std::fs;
use std::path::{Path, PathBuf};

use laws::TARGETS;

/// Name and bytes of every seed of a target.
fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut seeds: Vec<_> =
        files(&folder("seeds").join(target)).map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

#[test]
fn the_laws_hold_for_every_seed() {
    for (target, law) in TARGETS {
        for (path, bytes) in seeds(target) {
            println!("{}", path.display());
            law(&bytes);
        }
    }
}

#[test]
fn the_laws_hold_for_every_seed_cut_short_anywhere() {
    for (target, law) in TARGETS {
        for (path, bytes) in seeds(target) {
            println!("{}", path.display());
            (0..bytes.len()).for_each(|end| law(&bytes[..end]));
        }
    }
}

#[test]
fn the_laws_hold_for_every_seed_with_any_byte_changed() {
    for (target, law) in TARGETS {
        for (path, bytes) in seeds(target) {
            println!("{}", path.display());
            for (at, &byte) in bytes.iter().enumerate() {
                let mut changed = bytes.clone();
                for other in [byte ^ 1, byte ^ 0x20, b',', b'*', 0, 0xFF] {
                    changed[at] = other;
                    law(&changed);
                }
            }
        }
    }
}

#[test]
fn every_fuzz_target_has_its_law_and_its_seeds() {
    let names = |name: &str| {
        let mut names: Vec<_> =
            files(&folder(name)).map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    let mut laws = TARGETS.map(|(name, _)| name);
    laws.sort_unstable();
    assert_eq!(names("fuzz_targets"), laws);
    assert_eq!(names("seeds"), laws);
}

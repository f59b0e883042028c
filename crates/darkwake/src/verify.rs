//! Whether the files that a case was made from are still what was read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use archive::Fingerprint;
use case::{Case, Input};
use rayon::prelude::*;

/// What became of a source file since the case was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputState {
    /// It is where it was, with the same bytes.
    Same,
    /// It begins with the bytes that were read, and has more.
    Grown,
    /// It is where it was, and holds other bytes.
    Changed,
    /// There is no regular file at its path, as seen from here: nothing can be said of it.
    NotThere,
}

/// Every source file with what became of it, in the order of the manifest. Relative paths are looked for below the working
/// folder, as when they were named; with `root`, below that: the whole path, or what is left of it without its
/// first folders.
///
/// A case may come from anyone: only regular files are opened, and a shorter one is not read at all. An archive is opened
/// once for all its members.
pub fn verify_inputs<'c>(case: &'c Case, root: Option<&Path>) -> Vec<(&'c Input, InputState)> {
    let inputs = &case.manifest().inputs;
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, input) in inputs.iter().enumerate() {
        groups.entry(outer(&input.path)).or_default().push(number);
    }
    let groups: Vec<(&str, Vec<usize>)> = groups.into_iter().collect();
    let told = groups.par_iter().flat_map_iter(|(stored, numbers)| {
        let members: Vec<&Input> = numbers.iter().map(|number| &inputs[*number]).collect();
        numbers.iter().copied().zip(states(stored, &members, root)).collect::<Vec<_>>()
    });
    let told: BTreeMap<usize, InputState> = told.collect();
    inputs.iter().enumerate().map(|(number, input)| (input, told[&number])).collect()
}

/// The file that holds an input: the archive of a member, or itself.
fn outer(path: &str) -> &str {
    path.split_once(MARK).map_or(path, |(archive, _)| archive)
}

/// What stands between an archive and its member.
const MARK: &str = "!/";

/// The best that can be said of each input of one file, from all places where it may be.
fn states(stored: &str, inputs: &[&Input], root: Option<&Path>) -> Vec<InputState> {
    let mut best = vec![InputState::NotThere; inputs.len()];
    for place in places(Path::new(stored), root) {
        for (best, found) in best.iter_mut().zip(states_at(&place, stored, inputs)) {
            *best = if rank(found) < rank(*best) { found } else { *best };
        }
    }
    best
}

/// The better it is, the lower.
const fn rank(state: InputState) -> u8 {
    match state {
        InputState::Same => 0,
        InputState::Grown => 1,
        InputState::Changed => 2,
        InputState::NotThere => 3,
    }
}

/// Where a file may be.
fn places(path: &Path, root: Option<&Path>) -> Vec<PathBuf> {
    let Some(root) = root else { return vec![path.to_owned()] };
    let parts: Vec<_> = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    (0..parts.len()).map(|first| root.join(parts[first..].iter().collect::<PathBuf>())).collect()
}

/// What can be said of the inputs of one file if it is at `place`.
fn states_at(place: &Path, stored: &str, inputs: &[&Input]) -> Vec<InputState> {
    let there = place.metadata().ok().filter(std::fs::Metadata::is_file);
    let Some(now) = there else { return vec![InputState::NotThere; inputs.len()] };
    if let [input] = inputs
        && input.path == stored
    {
        return vec![state_of_file(place, now.len(), input)];
    }
    let member = |input: &&Input| {
        let mut path = place.as_os_str().to_owned();
        path.push(&input.path[stored.len()..]);
        PathBuf::from(path)
    };
    let members: Vec<PathBuf> = inputs.iter().map(member).collect();
    let found = archive::fingerprints(&members).into_iter();
    found.zip(inputs).map(|(found, input)| state_of_member(found.ok(), input)).collect()
}

fn state_of_file(path: &Path, len: u64, input: &Input) -> InputState {
    let bytes = input.bytes.max(0) as u64;
    if len < bytes {
        return InputState::Changed;
    }
    match archive::fingerprint_of_start(path, bytes) {
        Ok(found) if found.sha256 != input.sha256 => InputState::Changed,
        Ok(_) if len > bytes => InputState::Grown,
        Ok(_) => InputState::Same,
        Err(_) => InputState::NotThere,
    }
}

/// A member that its archive does not give, or not whole, was changed: the archive is there.
fn state_of_member(found: Option<Fingerprint>, input: &Input) -> InputState {
    match found {
        Some(found) if i64::try_from(found.bytes) == Ok(input.bytes) && found.sha256 == input.sha256 => {
            InputState::Same
        }
        _ => InputState::Changed,
    }
}

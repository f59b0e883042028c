//! Whether the files that a case was made from are still what was read.

use std::path::{Path, PathBuf};

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
/// A case may come from anyone: only regular files are opened, and a shorter one is not read at all.
pub fn verify_inputs<'c>(case: &'c Case, root: Option<&Path>) -> Vec<(&'c Input, InputState)> {
    case.manifest().inputs.par_iter().map(|input| (input, state(input, root))).collect()
}

fn state(input: &Input, root: Option<&Path>) -> InputState {
    let states = places(Path::new(&input.path), root).into_iter().map(|path| state_at(&path, input));
    let best = |one: InputState, other: InputState| if rank(other) < rank(one) { other } else { one };
    states.reduce(best).unwrap_or(InputState::NotThere)
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
    let below = path.components().filter(|part| matches!(part, std::path::Component::Normal(_)));
    let below: PathBuf = below.collect();
    // A member goes with its archive: `a/b.zip!/c.csv` is looked for as `b.zip!/c.csv`.
    let text = below.to_string_lossy().into_owned();
    let archive = text.split_once("!/").map_or(text.as_str(), |(archive, _)| archive);
    let starts = std::iter::once(0).chain(archive.match_indices('/').map(|(slash, _)| slash + 1));
    starts.map(|start| root.join(&text[start..])).collect()
}

fn state_at(path: &Path, input: &Input) -> InputState {
    let bytes = input.bytes.max(0) as u64;
    match path.metadata() {
        Ok(now) if !now.is_file() => InputState::NotThere,
        Ok(now) if now.len() < bytes => InputState::Changed,
        Ok(now) => match archive::fingerprint_of_start(path, bytes) {
            Ok(found) if found.sha256 != input.sha256 => InputState::Changed,
            Ok(_) if now.len() > bytes => InputState::Grown,
            Ok(_) => InputState::Same,
            Err(_) => InputState::NotThere,
        },
        Err(_) => match archive::fingerprints(&[path.to_owned()]).pop() {
            Some(Ok(found)) if found.bytes == bytes && found.sha256 == input.sha256 => InputState::Same,
            Some(Ok(_)) => InputState::Changed,
            _ => InputState::NotThere,
        },
    }
}

//! A folder that a run writes to: how much it takes, and what can be done with files there.

use std::path::{Path, PathBuf};

use indicatif::BinaryBytes;

use super::check::{Check, State};
use super::files::{self, Tried};
use super::space;

/// A case takes some 20 MB a million lines (the simulated week): room for one of a hundred million.
const LITTLE_SPACE: u64 = 2 << 30;
/// Room for one of three million lines.
const NO_SPACE: u64 = 64 << 20;

/// A folder and what it is for.
pub(super) struct Place {
    path: PathBuf,
    /// The stable words of its two checks.
    checks: (&'static str, &'static str),
    /// Which option names another.
    option: &'static str,
}

impl Place {
    /// Where a run puts aside what does not fit into memory: beside the case, unless a folder is named.
    pub(super) fn temp(named: Option<&Path>, case: &Path) -> Self {
        let path = named.map_or_else(|| beside(case), Path::to_owned);
        Self { path, checks: ("temp_space", "temp_folder"), option: "--temp-dir" }
    }

    /// Where a case is built.
    pub(super) fn out(case: &Path) -> Self {
        Self { path: beside(case), checks: ("out_space", "out_folder"), option: "--out" }
    }

    /// Whether there is room.
    pub(super) fn space(&self) -> Check {
        let (free, in_memory) = (space::free_bytes(&self.path), space::is_in_memory(&self.path));
        let amount = free.map_or_else(|| "unknown".to_owned(), |bytes| BinaryBytes(bytes).to_string());
        let kind = if in_memory { ", in memory" } else { "" };
        let check = Check::ok(self.checks.0, format!("{amount} free in {}{kind}", self.path.display()))
            .figure("path", self.path.display().to_string())
            .figure("free_bytes", free)
            .figure("in_memory", in_memory);
        let elsewhere = format!("make room or name another folder with {}", self.option);
        match free {
            Some(bytes) if bytes < NO_SPACE => check.but(State::Fault, elsewhere),
            Some(bytes) if bytes < LITTLE_SPACE => check.but(State::Warning, elsewhere),
            _ if in_memory => check.but(State::Warning, self.on_a_disk()),
            _ => check,
        }
    }

    fn on_a_disk(&self) -> String {
        let option = self.option;
        format!(
            "files there take memory and are gone with the next start: name a folder on a disk with {option}"
        )
    }

    /// Whether files can be created, written through, locked, linked and renamed.
    pub(super) fn files(&self) -> Check {
        let (name, path) = (self.checks.1, self.path.display().to_string());
        let check = match files::try_all(&self.path) {
            Ok(tried) => judged(name, &tried),
            Err(error) => Check::ok(name, format!("no file can be created in {path}: {error}"))
                .figure("create", false)
                .but(
                    State::Fault,
                    format!("name a folder that is there and may be written to with {}", self.option),
                ),
        };
        check.figure("path", path)
    }
}

/// Where a case is built: beside its own place, in a folder that is there already or in the nearest above it.
fn beside(case: &Path) -> PathBuf {
    let folder = case.parent().filter(|_| case::is_case(case)).unwrap_or(case);
    let named = |path: &&Path| !path.as_os_str().is_empty();
    let mut there = folder.ancestors().filter(named).skip_while(|path| !path.exists());
    there.next().unwrap_or(Path::new(".")).to_owned()
}

/// What the operations came to; the advice is that for the worst.
fn judged(name: &'static str, tried: &[Tried]) -> Check {
    let failed = || tried.iter().filter_map(|(operation, result)| Some((*operation, result.as_ref().err()?)));
    let told: Vec<_> =
        failed().map(|(operation, error)| format!("{} fails: {error}", operation.words)).collect();
    let found = if told.is_empty() { ALL_WELL.to_owned() } else { told.join("; ") };
    let check =
        tried.iter().fold(Check::ok(name, found).figure("create", true), |check, (operation, result)| {
            check.figure(operation.name, result.is_ok())
        });
    let worst = failed().map(|(operation, _)| operation).max_by_key(|operation| operation.otherwise);
    match worst {
        Some(worst) => check.but(worst.otherwise, worst.advice),
        None => check,
    }
}

const ALL_WELL: &str = "files can be created, written through, locked, linked and renamed";

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// A folder where these operations fail.
    fn without(names: &[&str]) -> Check {
        let result =
            |name| if names.contains(&name) { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) };
        let tried: Vec<Tried> =
            files::OPERATIONS.iter().map(|operation| (operation, result(operation.name))).collect();
        judged("out_folder", &tried)
    }

    #[test]
    fn a_card_without_second_names_is_no_fault_and_a_network_disk_without_locks_is_one() {
        assert_eq!((without(&[]).state, without(&[]).found.as_str()), (State::Ok, ALL_WELL));
        let card = without(&["hard_link"]);
        assert!(card.state == State::Warning && card.found.starts_with("giving a file a second name fails"));
        let network = without(&["lock", "hard_link"]);
        assert_eq!(network.state, State::Fault);
        assert!(network.advice.is_some_and(|advice| advice.contains("two runs")));
        assert_eq!((&network.figures["lock"], &network.figures["rename"]), (&false.into(), &true.into()));
    }
}

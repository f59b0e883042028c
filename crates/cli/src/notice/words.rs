//! Notices as people read them: one function for each that says more than a figure.

use std::collections::BTreeMap;

use case::render::visible;

use super::{Account, ListRows, Notice};
use crate::show::{count, many};

impl Notice {
    /// For people, what others wrote made safe; nothing where they were told already.
    pub(super) fn in_words(&self) -> Option<String> {
        let told = match self {
            Self::Simulating { seed, path } => {
                format!("simulating a week around Korea (seed {seed}) in {}", visible(path))
            }
            Self::Serving { address, has_map } => serving(address, *has_map),
            Self::Refused { reason, .. } => format!("refused: {}", visible(reason)),
            Self::Skipped { reason, .. } => format!("skipped: {}", visible(reason)),
            Self::Note { path, what, others } => note(path, what, *others),
            Self::ReadAs { profiles } => read_as(profiles),
            Self::VesselList { path, format, vessels, left_out, .. } => {
                vessel_list(path, format, *vessels, left_out)
            }
            Self::Damage { path, what } => format!("damaged: {}: {}", visible(path), visible(what)),
            Self::MoreNotes { notes } => {
                format!("{} more; `darkwake sniff` tells those of a file", count(*notes, "note"))
            }
            &Self::Ingested { files, lines, rejected, fixes } => {
                format!("{}, {}", read(files, lines, rejected), many(fixes, "fix"))
            }
            &Self::Figures { files, lines, rejected, fixes, hulls, events } => {
                let [fixes, hulls, events] = [(fixes, "fix"), (hulls, "hull"), (events, "event")]
                    .map(|(number, noun)| count(number, noun));
                format!("{}, {fixes} of {hulls}, {events}", read(files, lines, rejected))
            }
            &Self::Memory { fixes, disk, needed, given, available } => {
                memory((fixes, disk), needed, given, available)
            }
            &Self::TooMuchMemory { named, available } => format!(
                "note: --memory names {}, and there is {} here: so much is taken",
                gb(named),
                gb(available)
            ),
            Self::Leftover { path, bytes } => format!(
                "note: {} holds {} of a run for another case: if none is under way it was killed, and this can be removed",
                visible(path),
                gb(*bytes)
            ),
            Self::Hole { from, to } => format!(
                "note: nobody was heard from {from} to {to}: silences of ships there are those of the archive"
            ),
            Self::LearnedKept => LEARNED_KEPT.to_owned(),
            Self::ListsDiffer { lists } => format!(
                "note: the lists are not those of the case ({}): leads that rest on one that is not given now are withdrawn; \
                 name every list with --vessel-list",
                visible(lists)
            ),
            Self::Unchanged => "nothing new: the case is left as it was".to_owned(),
            Self::Damaged { files } => format!(
                "{} damaged: what could be read was used; sources.parquet says which and how",
                count(*files, "file")
            ),
            Self::LeftOut { inputs } => format!(
                "{} refused: the others were used; manifest.json says which and why",
                count(*inputs, "input")
            ),
            Self::OtherList { list, leads } => {
                format!("{} on the {list} list left out: `--list all` gives both", count(*leads, "lead"))
            }
            Self::Cut { rows } => format!("cut after {}: --rows gives more", count(*rows, "row")),
            Self::TextOfSome { with_text, rejected } => format!(
                "the case has the text of {with_text} of {rejected} rejected lines, and counts the others"
            ),
            Self::Decoded(account) => account.in_words(),
            Self::TooManyRejects { lines, rejected, share, allowed, hint } => format!(
                "{rejected} of {lines} lines were rejected, {:.1} %, and `--max-rejects` allows {:.1} %{hint}",
                share * 100.0,
                allowed * 100.0
            ),
            Self::Failed { reason, .. } => format!("darkwake: {reason}"),
            Self::Finished { .. } => return None,
        };
        Some(told)
    }
}

const LEARNED_KEPT: &str = "reception and anchorages stay as an earlier run learned them, so that findings remain comparable; \
    --refit learns them of all that is stored now";

fn serving(address: &str, has_map: bool) -> String {
    let map = if has_map { "" } else { ". `npm ci --prefix crates/desk/web` brings the map" };
    format!("open {address} in a browser; Ctrl-C ends it{map}")
}

fn note(path: &str, what: &str, others: usize) -> String {
    let more = if others == 0 { String::new() } else { format!(" and {}", count(others, "other file")) };
    format!("note: {}{more}: {}", visible(path), visible(what))
}

fn read_as(profiles: &BTreeMap<String, usize>) -> String {
    let told = profiles.iter().map(|(name, files)| format!("{name} ({})", count(*files, "file")));
    format!("read as {}", told.collect::<Vec<_>>().join(", "))
}

fn read(files: usize, lines: u64, rejected: u64) -> String {
    format!("{}, {} ({rejected} rejected)", count(files, "file"), many(lines, "line"))
}

fn memory((fixes, disk): (u64, u64), needed: u64, given: u64, available: Option<u64>) -> String {
    let beyond = match available {
        Some(available) if available < needed => format!(", more than the {} there is", gb(available)),
        _ if given < needed => format!(", more than the {} it was given", gb(given)),
        _ => String::new(),
    };
    let kept = format!("{} kept on the disk meanwhile ({})", many(fixes, "fix"), gb(disk));
    format!("note: {kept}; all else takes up to {} of memory from here on{beyond}", gb(needed))
}

/// Gigabytes, to a tenth; of less than that megabytes.
fn gb(bytes: u64) -> String {
    match bytes {
        0..100_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

impl Account {
    fn in_words(&self) -> String {
        let (skipped, rejected): (u64, u64) = (self.skipped.values().sum(), self.rejected.values().sum());
        let sum = format!(
            "{} lines = {} accepted + {skipped} skipped + {rejected} rejected",
            self.lines, self.accepted
        );
        let parts = [
            ("messages by type", Some(counts(&self.messages))),
            ("skipped", (skipped > 0).then(|| counts(&self.skipped))),
            ("rejected", (rejected > 0).then(|| counts(&self.rejected))),
            ("note", (!self.notes.is_empty()).then(|| visible(&self.notes.join("; ")))),
            ("damaged", self.damage.as_deref().map(visible)),
        ];
        let parts = parts.into_iter().filter_map(|(head, text)| Some(format!("\n  {head}: {}", text?)));
        format!("{}: {sum}{}", visible(&self.path), parts.collect::<String>())
    }
}

fn counts<K: std::fmt::Display>(counts: &BTreeMap<K, u64>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    counts.iter().map(|(key, count)| format!("{key} {count}")).collect::<Vec<_>>().join(", ")
}

fn vessel_list(
    path: &str,
    format: &str,
    vessels: usize,
    left_out: &BTreeMap<&'static str, ListRows>,
) -> String {
    let left_out: Vec<String> = left_out
        .iter()
        .map(|(reason, ListRows { rows, first_line })| {
            format!("{}: {reason} (first in line {first_line})", count(*rows, "row"))
        })
        .collect();
    let told = format!("list {} ({format}): {}", visible(path), count(vessels, "vessel"));
    if left_out.is_empty() { told } else { format!("{told}; left out {}", left_out.join("; ")) }
}

//! The case that is exported: the open oil transfer, its ships under names that someone with a radio could send.

use std::path::PathBuf;
use std::sync::OnceLock;

use case::notes::{NewNote, NoteText, Notes, Reviewer, Triage};
use case::{Case, LeadRow};
use darkwake_export::Findings;
use model::Timestamp;
use tempfile::TempDir;

/// Names that would run, hide or break out somewhere.
pub(crate) const HOSTILE: [&str; 4] =
    ["<SCRIPT SRC=//A.BC>", "=HYPERLINK(\"//A.BC\")", "A\u{202e}B\u{1b}[2J", "\"'&;]]>--"];

/// The findings of the case, with hostile names.
pub(crate) fn findings() -> Findings {
    let mut findings =
        Findings::read(&Case::open(dir()).expect("the case was written")).expect("it is whole");
    assert!(!findings.leads.is_empty() && !findings.events.is_empty());
    for (lead, name) in findings.leads.iter_mut().zip(HOSTILE.iter().cycle()) {
        lead.name_a = Some((*name).to_owned());
    }
    for (vessel, name) in findings.vessels.iter_mut().zip(HOSTILE.iter().cycle()) {
        vessel.name = Some((*name).to_owned());
    }
    findings
}

/// The findings of a meeting that nobody heard.
pub(crate) fn unseen() -> Findings {
    let home = run("dark-partner");
    let case = Case::open(home.path().join("case")).expect("the case was written");
    let findings = Findings::read(&case).expect("it is whole");
    assert!(findings.leads[0].p_met.is_some(), "nobody heard it");
    findings
}

/// The case, made once for all tests.
pub(crate) fn dir() -> PathBuf {
    static CASE: OnceLock<TempDir> = OnceLock::new();
    CASE.get_or_init(|| run("oil-open")).path().join("case")
}

/// The case of a story, in a folder of its own.
fn run(story: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a scratch folder");
    let options = darkwake::Options::default();
    let case = home.path().join("case");
    darkwake::run(&[fixtures::archive(story)], &case, &options, &darkwake::Silent).expect("it runs");
    home
}

/// A case of one's own, on which Kim set the first lead to these states, the last time with these words.
pub(crate) fn reviewed(states: &[Triage], words: Option<&str>) -> (TempDir, Case, LeadRow) {
    let home = tempfile::tempdir().expect("a scratch folder");
    fixtures::copy_folder(&dir(), home.path()).expect("it can be copied");
    let case = Case::open(home.path()).expect("the case was written");
    let lead = case.leads().expect("it is whole").swap_remove(0);
    note(&case, &lead, states, words);
    (home, case, lead)
}

/// Kim sets a lead to these states, the last time with these words.
pub(crate) fn note(case: &Case, lead: &LeadRow, states: &[Triage], words: Option<&str>) {
    for (hour, state) in states.iter().enumerate() {
        let kim = Reviewer::new("Kim").expect("a name");
        let words =
            words.filter(|_| hour + 1 == states.len()).map(|words| NoteText::new(words).expect("words"));
        let note = NewNote::triage(&lead.lead_id, kim, *state, words);
        let time = Timestamp::from_ms(1_760_000_000_000 + hour as i64 * 3_600_000).expect("a moment");
        Notes::of(case.dir()).add(&note, time).expect("notes can be written");
    }
}

//! Runs the binary, and makes the case that most tests look at.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use case::notes::{NewNote, NoteText, Notes, Reviewer, Triage};
use model::Timestamp;
use tempfile::TempDir;

/// What a command printed and how it ended.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

pub(crate) fn darkwake() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_darkwake"));
    command.env_remove("COLUMNS");
    command
}

/// What `darkwake` says to these words.
pub(crate) fn say<W: AsRef<std::ffi::OsStr>>(words: impl IntoIterator<Item = W>) -> Said {
    said(darkwake().args(words))
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the binary was built for this test");
    Said {
        out: String::from_utf8(output.stdout).expect("darkwake prints UTF-8"),
        err: String::from_utf8(output.stderr).expect("darkwake prints UTF-8"),
        code: output.status.code().expect("nothing kills it"),
    }
}

pub(crate) fn archive(name: &str) -> PathBuf {
    fixtures::archive(name)
}

/// The case of the open oil transfer, run once for all tests.
pub(crate) fn oil_open() -> &'static Path {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    case(&CASE, "oil-open")
}

/// The case of the dark partner, run once for all tests.
pub(crate) fn dark_partner() -> &'static Path {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    case(&CASE, "dark-partner")
}

/// The case of the coal voyage, run once for all tests.
pub(crate) fn coal_voyage() -> &'static Path {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    case(&CASE, "coal-voyage")
}

fn case(cell: &'static OnceLock<(TempDir, PathBuf)>, name: &str) -> &'static Path {
    let (_, dir) = cell.get_or_init(|| {
        let home = scratch();
        let dir = home.path().join("case");
        let said = said(darkwake().arg("run").arg(archive(name)).arg("--out").arg(&dir));
        assert_eq!(said.code, 0, "{}", said.err);
        (home, dir)
    });
    dir
}

/// A copy of a case in which Kim set the lead of this rank to a state, and said these words.
pub(crate) fn reviewed(case: &Path, rank: i64, state: &str, words: Option<&str>) -> (TempDir, PathBuf) {
    let home = scratch();
    let dir = home.path().join("case");
    fixtures::copy_folder(case, &dir).expect("it can be copied");
    let lead = case::Case::open(&dir).expect("it is one").leads().expect("they are there");
    let lead = lead.into_iter().find(|lead| lead.rank == rank).expect("there is such a lead").lead_id;
    let kim = Reviewer::new("Kim").expect("a name");
    let state = Triage::of_word(state).expect("a state");
    let words = words.map(|words| NoteText::new(words).expect("words"));
    let time = Timestamp::from_rfc3339("2026-03-01T12:00:00Z").expect("a moment");
    Notes::of(&dir).add(&NewNote::triage(&lead, kim, state, words), time).expect("notes can be written");
    (home, dir)
}

pub(crate) fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch folder")
}

/// The words of a command on a case.
pub(crate) fn on(command: &str, case: &Path, options: &[&str]) -> Said {
    said(darkwake().arg(command).arg(case).args(options))
}

/// The rows of a CSV text, the header first.
pub(crate) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| cells(row.expect("rows are as long as the header"))).collect()
}

pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("what is printed as JSON parses")
}

/// Whether every line is at most so wide, raw lines of the archive left out.
pub(crate) fn fits(text: &str, columns: usize) -> bool {
    let raw = |line: &&str| line.contains("!AIVDM");
    text.lines().filter(|line| !raw(line)).all(|line| line.chars().count() <= columns)
}

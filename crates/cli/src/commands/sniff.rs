//! `darkwake sniff`: what a file is, how it would be read, and why it would not.

mod report;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use archive::{
    Extent, Found, InputError, Ledger, NAME_COLUMNS, ReadError, Shape, Sniffed, Understood, Wrapping,
};
use case::render::visible;
use darkwake::RunError;
use serde::Serialize;

use self::report::Told;
use crate::args::SniffArgs;
use crate::exit::{Ending, Usage};
use crate::page::Page;
use crate::show::count;

pub(crate) fn sniff(args: &SniffArgs) -> Result<Ending> {
    if args.files.iter().any(|file| file.as_os_str() == "-") {
        return Err(Usage(NO_STDIN.to_owned()).into());
    }
    let options = args.reading.options()?;
    let (found, missing) = discover(&args.files)?;
    let skipped = found.set_apart.iter().map(|path| Finding::skipped(path));
    let refused = found.refused.iter().map(|error| Finding::refused(error.path(), error.to_string()));
    let sniffed = found.files.iter().map(|path| match archive::sniff(path, &options) {
        Ok(sniffed) => Finding::of(&sniffed),
        Err(error) => Finding::refused(path, error.to_string()),
    });
    let hidden = found.hidden.iter().map(|(path, entries)| Finding::hidden(path, *entries));
    let absent = missing.iter().map(|error| Finding::refused(error.path(), error.to_string()));
    let findings: Vec<Finding> = sniffed.chain(skipped).chain(hidden).chain(refused).chain(absent).collect();
    if findings.is_empty() {
        return Err(Usage("there is no file to look at".to_owned()).into());
    }
    let out = &mut io::stdout().lock();
    match args.format.json(&findings)? {
        Some(json) => writeln!(out, "{json}")?,
        None => findings.iter().try_for_each(|finding| finding.print(Page::of_stdout(), out))?,
    }
    match missing.into_iter().next() {
        Some(error) => Err(RunError::Input(error).into()),
        None => Ok(ending(&findings)),
    }
}

/// What the inputs name, and those that name nothing: they keep nobody from a look at the others.
fn discover(inputs: &[PathBuf]) -> Result<(Found, Vec<InputError>), RunError> {
    let error = match archive::discover(inputs, &case::is_case) {
        Ok(found) => return Ok((found, Vec::new())),
        Err(error) => error,
    };
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    for input in inputs {
        match archive::discover(std::slice::from_ref(input), &case::is_case) {
            Ok(_) => there.push(input.clone()),
            Err(error) => missing.push(error),
        }
    }
    if there.is_empty() {
        return Err(RunError::Input(error));
    }
    Ok((archive::discover(&there, &case::is_case).map_err(RunError::Input)?, missing))
}

/// As a run of the files would end, as far as what was looked at tells.
fn ending(findings: &[Finding]) -> Ending {
    let is_faulty = |finding: &Finding| finding.refused.is_some() || finding.damage.is_some();
    let is_all_rejected = |finding: &Finding| finding.lines.as_ref().is_some_and(Lines::are_all_rejected);
    match () {
        () if findings.iter().any(is_faulty) => Ending::Damaged,
        () if findings.iter().any(is_all_rejected) => Ending::TooManyRejects,
        () => Ending::Done,
    }
}

const NO_STDIN: &str =
    "`sniff` looks at files, not at standard input; put what comes there into a file first";

/// What was found out about a file.
#[derive(Debug, Default, Serialize)]
struct Finding {
    path: String,
    container: Option<&'static str>,
    encoding: Option<&'static str>,
    looked_at: Option<LookedAt>,
    profile: Option<&'static str>,
    header: Option<String>,
    delimiter: Option<char>,
    took: Vec<String>,
    unused: Vec<String>,
    tag_blocks: Option<u64>,
    times: BTreeMap<&'static str, u64>,
    lines: Option<Lines>,
    first: Vec<Told>,
    damage: Option<String>,
    /// What is odd about it but costs none of its records.
    notes: Vec<String>,
    /// Why it would be left out although nothing is wrong with it.
    skipped: Option<String>,
    refused: Option<String>,
    /// The profile that a refused header comes nearest to, with its columns.
    nearest: Option<String>,
    /// What to do about a refused header.
    advice: Option<&'static str>,
}

/// How much of a file was looked at.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum LookedAt {
    Text { bytes: u64, whole: bool },
    Rows { rows: u64, of: u64 },
}

/// What became of the lines that were looked at.
#[derive(Debug, Serialize)]
struct Lines {
    all: u64,
    accepted: u64,
    skipped: BTreeMap<&'static str, u64>,
    rejected: BTreeMap<&'static str, u64>,
    /// The first rejected line for each reason.
    rejects: Vec<Reject>,
}

#[derive(Debug, Serialize)]
struct Reject {
    reason: &'static str,
    line: u64,
    excerpt: String,
}

impl Finding {
    fn refused(path: &Path, why: String) -> Self {
        Self { path: path.display().to_string(), refused: Some(why), ..Self::default() }
    }

    fn skipped(path: &Path) -> Self {
        let why = "a case of darkwake's and no archive".to_owned();
        Self { path: path.display().to_string(), skipped: Some(why), ..Self::default() }
    }

    fn hidden(path: &Path, entries: u64) -> Self {
        let why = format!("hidden files and folders below it: {entries}; name them to have a look at them");
        Self { path: path.display().to_string(), skipped: Some(why), ..Self::default() }
    }

    fn of(sniffed: &Sniffed) -> Self {
        let mut finding = Self {
            path: sniffed.path.display().to_string(),
            container: Some(sniffed.container),
            encoding: sniffed.encoding,
            looked_at: Some(sniffed.extent.into()),
            damage: sniffed.damage.clone(),
            ..Self::default()
        };
        match &sniffed.understood {
            Ok(understood) => finding.understand(understood),
            Err(error) => finding.refuse(error),
        }
        finding
    }

    fn refuse(&mut self, error: &ReadError) {
        if let ReadError::UnknownHeader { header, why, nearest, .. } = error {
            self.refused = Some(why.clone());
            self.advice = Some(NAME_COLUMNS);
            self.header = Some(header.clone());
            self.nearest.clone_from(nearest);
            return;
        }
        let told = error.to_string();
        let named = format!("{}: ", self.path);
        self.refused = Some(told.strip_prefix(&named).map_or_else(|| told.clone(), str::to_owned));
    }

    fn understand(&mut self, understood: &Understood) {
        self.profile = Some(understood.profile);
        self.notes.clone_from(&understood.notes);
        self.lines = Some(Lines::of(&understood.ledger));
        self.first = understood.reports.iter().map(Told::of).collect();
        match &understood.shape {
            Shape::Empty => {}
            Shape::Log(Wrapping { tag_blocks, times }) => {
                self.tag_blocks = Some(*tag_blocks);
                self.times.clone_from(times);
            }
            Shape::Table(layout) => {
                self.header = Some(layout.header.clone());
                self.delimiter = layout.delimiter;
                self.took.clone_from(&layout.took);
                self.unused.clone_from(&layout.unused);
            }
        }
    }

    fn print(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", page.hung("", &visible(&self.path)))?;
        for (head, text) in self.facts() {
            writeln!(out, "{}", page.hung(&format!("  {head:<11}"), &visible(&text)))?;
        }
        self.first.iter().try_for_each(|told| writeln!(out, "{}", told.line(page)))?;
        writeln!(out)
    }

    /// Whether the end of what was looked at may have parted the sentences of a message.
    fn cuts_messages(&self) -> bool {
        let partial = matches!(self.looked_at, Some(LookedAt::Text { whole: false, .. }));
        let incomplete = |lines: &Lines| lines.rejected.contains_key("incomplete_message");
        partial && self.lines.as_ref().is_some_and(incomplete)
    }

    /// What is known, in the order in which people ask.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let facts = [
            ("skipped", self.skipped.clone()),
            ("refused", self.refused.clone()),
            ("nearest", self.nearest.as_ref().map(|nearest| nearest.replace(',', ", "))),
            ("advice", self.advice.map(str::to_owned)),
            ("damaged", self.damage.clone()),
            ("profile", self.profile.map(str::to_owned)),
            ("container", self.container.map(str::to_owned)),
            ("encoding", self.encoding.map(str::to_owned)),
            ("looked at", self.looked_at.map(LookedAt::in_words)),
            (
                "",
                self.cuts_messages()
                    .then(|| "A message that goes on behind it counts as incomplete.".to_owned()),
            ),
            ("header", self.header.clone()),
            ("delimiter", self.delimiter.map(delimiter)),
            ("took", listed(&self.took)),
            ("not used", listed(&self.unused)),
            ("tag blocks", self.tag_blocks.map(|lines| format!("before {lines} lines"))),
            ("times", self.tag_blocks.map(|_| times(&self.times))),
            ("lines", self.lines.as_ref().map(Lines::in_words)),
        ];
        let known = facts.into_iter().filter_map(|(head, text)| Some((head, text?)));
        let notes = self.notes.iter().map(|note| ("note", note.clone()));
        known.chain(self.lines.iter().flat_map(Lines::rejects_in_words)).chain(notes).collect()
    }
}

impl LookedAt {
    fn in_words(self) -> String {
        match self {
            Self::Text { bytes, whole: true } => format!("all {bytes} bytes of text"),
            Self::Text { bytes, whole: false } => {
                format!("the first {bytes} bytes of text; what follows may be different, or damaged")
            }
            Self::Rows { rows, of } if rows == of => format!("all {rows} rows"),
            Self::Rows { rows, of } => {
                format!("the first {rows} of {of} rows; what follows may be different")
            }
        }
    }
}

impl From<Extent> for LookedAt {
    fn from(extent: Extent) -> Self {
        match extent {
            Extent::Text { bytes, whole } => Self::Text { bytes, whole },
            Extent::Rows { rows, of } => Self::Rows { rows, of },
        }
    }
}

impl Lines {
    fn of(ledger: &Ledger) -> Self {
        let first = |reason: &&'static str| ledger.rejects.iter().find(|reject| reject.reason == *reason);
        let rejects = ledger.rejected.keys().filter_map(first);
        Self {
            all: ledger.lines,
            accepted: ledger.accepted,
            skipped: ledger.skipped.clone(),
            rejected: ledger.rejected.clone(),
            rejects: rejects
                .map(|reject| Reject {
                    reason: reject.reason,
                    line: reject.line,
                    excerpt: reject.excerpt.clone(),
                })
                .collect(),
        }
    }

    /// Whether nothing of what was meant to be a record is one.
    fn are_all_rejected(&self) -> bool {
        self.accepted == 0 && !self.rejected.is_empty()
    }

    fn in_words(&self) -> String {
        let (skipped, rejected): (u64, u64) = (self.skipped.values().sum(), self.rejected.values().sum());
        let sum =
            format!("{} = {} accepted + {skipped} skipped + {rejected} rejected", self.all, self.accepted);
        let reasons = self.skipped.iter().map(|(reason, lines)| format!("{reason} {lines}"));
        match reasons.collect::<Vec<_>>().join(", ") {
            reasons if reasons.is_empty() => sum,
            reasons => format!("{sum}; skipped: {reasons}"),
        }
    }

    fn rejects_in_words(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.rejects.iter().map(|reject| {
            let lines = count(self.rejected[reject.reason] as usize, "line");
            let Reject { reason, line, excerpt } = reject;
            ("rejected", format!("{reason}, {lines}, first line {line}: {excerpt}"))
        })
    }
}

fn delimiter(delimiter: char) -> String {
    match delimiter {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        other => other.to_string(),
    }
}

fn listed(columns: &[String]) -> Option<String> {
    (!columns.is_empty()).then(|| columns.join(", "))
}

/// Where messages have their receive times.
fn times(times: &BTreeMap<&'static str, u64>) -> String {
    let place = |(place, messages): (&&str, &u64)| {
        let words = match *place {
            "tag_block" => "in a tag block",
            "tail" => "behind the sentence",
            "prefix" => "before the sentence",
            "pghp" => "in its $PGHP line",
            "json" => "in a JSON member",
            _ => "nowhere",
        };
        format!("{messages} {words}")
    };
    match times.iter().map(place).collect::<Vec<_>>() {
        places if places.is_empty() => "no message".to_owned(),
        places => format!("of messages: {}", places.join(", ")),
    }
}

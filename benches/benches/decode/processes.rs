//! Decoders in other languages, each a process of its own: three Python packages and gpsd's `gpsdecode`.
//!
//! A process reads a file from its standard input. Its cost is the CPU time, user and system, that it spent on the corpus
//! written over and over into one file, less what it spends on an empty file. The kernel tells that time in hundredths of
//! a second: the file is so long that a run takes a second or more.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use darkwake_benches::children_cpu_seconds;

use crate::contest::{Entry, Measurement};
use crate::corpus::{Corpus, lines};

/// A file without a line, to measure what starting costs.
const EMPTY: &str = "empty";

static PEERS: [Peer; 6] = [
    Peer::python("pyais dictionaries", "pyais", 100_000, "the Python package `pyais`"),
    Peer::python("libais dictionaries", "libais", 200_000, "the Python package `libais`"),
    Peer::python("aiscat dictionaries", "aiscat", 1_000_000, "the Python package `aiscat`"),
    Peer::python("aiscat JSON", "aiscat-json", 1_000_000, "the Python package `aiscat`"),
    Peer::gpsdecode("gpsdecode CSV", "-c"),
    Peer::gpsdecode("gpsdecode JSON", "-j"),
];

pub(crate) struct Peer {
    name: &'static str,
    command: &'static [&'static str],
    argument: &'static str,
    /// How its output says how many messages there were.
    count: fn(&[u8]) -> Result<usize>,
    /// At least so many lines a run; of a longer corpus it is given only so many.
    lines: usize,
    package: &'static str,
}

/// What a peer reads of a corpus: `lines` of it, which give `messages`, in a file with `rounds` copies of them.
struct Feed {
    empty: PathBuf,
    repeated: PathBuf,
    rounds: usize,
    lines: usize,
    messages: usize,
}

/// The peers that run on this machine, and a sentence for each that does not.
pub(crate) fn installed(folder: &Path) -> Result<(Vec<&'static Peer>, Vec<String>)> {
    let empty = folder.join(EMPTY);
    fs::write(&empty, "").with_context(|| format!("cannot write {}", empty.display()))?;
    let (present, absent): (Vec<_>, Vec<_>) = PEERS.iter().partition(|peer| peer.output(&empty).is_ok());
    let reason = |peer: &Peer| format!("{} is left out: install {}", peer.name, peer.package);
    Ok((present, absent.into_iter().map(reason).collect()))
}

/// One entry for each of the peers. What they read is written to the folder.
pub(crate) fn entries(
    peers: &[&'static Peer],
    corpus: &Corpus,
    folder: &Path,
) -> Result<Vec<Entry<'static>>> {
    let entry = |&peer: &&'static Peer| {
        let feed = Feed::new(peer, corpus, folder)?;
        Ok(Entry::new(peer.name, move || peer.measure(&feed)))
    };
    peers.iter().map(entry).collect()
}

impl Peer {
    const fn python(name: &'static str, argument: &'static str, lines: usize, package: &'static str) -> Self {
        const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/decode/peers.py");
        Self { name, command: &["python3", SCRIPT], argument, count: number, lines, package }
    }

    const fn gpsdecode(name: &'static str, argument: &'static str) -> Self {
        let package = "gpsd's `gpsdecode` (Debian package `gpsd-clients`)";
        Self { name, command: &["gpsdecode"], argument, count: line_count, lines: 500_000, package }
    }

    fn measure(&self, feed: &Feed) -> Result<Measurement> {
        let idle = self.cpu_seconds(&feed.empty)?;
        let busy = self.cpu_seconds(&feed.repeated)?;
        let rate = (feed.lines * feed.rounds) as f64 / (busy - idle) / 1e6;
        Ok(Measurement { lines: feed.lines, messages: feed.messages, rate })
    }

    /// What it writes goes nowhere: writing is no decoding.
    fn cpu_seconds(&self, file: &Path) -> Result<f64> {
        let start = children_cpu_seconds()?;
        let status = self.command(file)?.stdout(Stdio::null()).status()?;
        ensure!(status.success(), "{} failed on {}", self.name, file.display());
        Ok(children_cpu_seconds()? - start)
    }

    fn output(&self, file: &Path) -> Result<Vec<u8>> {
        let output = self.command(file)?.output()?;
        ensure!(output.status.success(), "{} failed on {}", self.name, file.display());
        Ok(output.stdout)
    }

    fn command(&self, file: &Path) -> Result<Command> {
        let mut command = Command::new(self.command[0]);
        command.args(&self.command[1..]).arg(self.argument).stdin(File::open(file)?).stderr(Stdio::null());
        Ok(command)
    }
}

impl Feed {
    fn new(peer: &Peer, corpus: &Corpus, folder: &Path) -> Result<Self> {
        let lines = corpus.lines.min(peer.lines);
        let text = first_lines(&corpus.text, lines);
        let rounds = peer.lines.div_ceil(lines);
        let write = |rounds: usize| -> Result<PathBuf> {
            let path = folder.join(format!("{} {lines} x {rounds}", corpus.kind.name()));
            if !path.exists() {
                fs::write(&path, text.repeat(rounds))
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            Ok(path)
        };
        let messages = (peer.count)(&peer.output(&write(1)?)?)?;
        ensure!(messages > 0, "{} read nothing of {}", peer.name, corpus.kind.name());
        Ok(Self { empty: folder.join(EMPTY), repeated: write(rounds)?, rounds, lines, messages })
    }
}

fn first_lines(text: &str, count: usize) -> &str {
    let bytes: usize = lines(text).take(count).map(|line| line.len() + 1).sum();
    &text[..bytes]
}

/// The script prints how many there were.
fn number(output: &[u8]) -> Result<usize> {
    Ok(std::str::from_utf8(output)?.trim().parse()?)
}

/// `gpsdecode` prints a line a message.
fn line_count(output: &[u8]) -> Result<usize> {
    Ok(memchr::memchr_iter(b'\n', output).count())
}

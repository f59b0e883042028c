//! What is ingested: a log and a table of about a million lines each, and the first lines of both.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use simulator::{Format, Options};

/// Asks this program, as a process of its own, for an archive: what simulating takes in memory would else be told as the
/// peak of every process that is started later.
pub(crate) const WORD: &str = "simulate";

const SEED: u64 = 1;
/// 400 hulls give 51,000 lines of NMEA and 42,000 positions a day.
const DAYS: u32 = 25;
const LINES: u64 = 1_000_000;
/// To measure what starting costs.
const FIRST_LINES: usize = 100;

/// A file and its first lines.
pub(crate) struct Corpus {
    pub(crate) kind: Kind,
    pub(crate) file: PathBuf,
    pub(crate) head: PathBuf,
    /// Lines of the file, without a header.
    pub(crate) lines: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// NMEA with tag blocks.
    Log,
    /// NOAA's CSV until 2024.
    Table,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Log => "nmea",
            Self::Table => "noaa-legacy",
        }
    }

    /// Lines before the first record.
    const fn header_lines(self) -> usize {
        match self {
            Self::Log => 0,
            Self::Table => 1,
        }
    }
}

impl Corpus {
    /// Both of one simulated world.
    pub(crate) fn simulated(scratch: &Path) -> Result<[Self; 2]> {
        let archives = scratch.join("simulated");
        let status = Command::new(env::current_exe()?).arg(WORD).arg(&archives).status()?;
        ensure!(status.success(), "the simulation ended with {status}");
        let joined = |kind: Kind| {
            let file = scratch.join(kind.name());
            join(&archives.join(kind.name()).join("archive"), kind, &file)?;
            Self::of(kind, &file, scratch)
        };
        Ok([joined(Kind::Log)?, joined(Kind::Table)?])
    }

    /// Both as they are.
    pub(crate) fn given(log: &Path, table: &Path, scratch: &Path) -> Result<[Self; 2]> {
        Ok([Self::of(Kind::Log, log, scratch)?, Self::of(Kind::Table, table, scratch)?])
    }

    fn of(kind: Kind, file: &Path, scratch: &Path) -> Result<Self> {
        let open = || File::open(file).with_context(|| format!("cannot read {}", file.display()));
        let head = scratch.join(format!("head-{}", kind.name()));
        let first = BufReader::new(open()?).split(b'\n').take(kind.header_lines() + FIRST_LINES);
        fs::write(&head, first.collect::<io::Result<Vec<_>>>()?.join(&b'\n'))?;
        let lines = line_count(open()?)? - kind.header_lines() as u64;
        Ok(Self { kind, file: file.to_owned(), head, lines })
    }
}

/// Writes one world in both forms.
pub(crate) fn simulate(folder: &Path) -> Result<()> {
    let world = simulator::simulate(&Options { seed: SEED, days: DAYS, ..Options::default() });
    world.write(&folder.join(Kind::Log.name()), Format::Nmea)?;
    world.write(&folder.join(Kind::Table.name()), Format::NoaaLegacy)?;
    Ok(())
}

/// Writes the days of an archive into one file, whole days until there are lines enough.
fn join(archive: &Path, kind: Kind, file: &Path) -> Result<()> {
    let days: io::Result<Vec<PathBuf>> = fs::read_dir(archive)?.map(|entry| Ok(entry?.path())).collect();
    let mut days = days?;
    days.sort();
    let mut out = BufWriter::new(File::create(file)?);
    let mut lines = 0;
    for (number, day) in days.iter().enumerate() {
        let mut day = BufReader::new(File::open(day)?);
        if number > 0 {
            (0..kind.header_lines()).try_for_each(|_| day.skip_until(b'\n').map(drop))?;
        }
        for line in day.split(b'\n') {
            out.write_all(&[&line?[..], b"\n"].concat())?;
            lines += 1;
        }
        if lines >= LINES {
            break;
        }
    }
    Ok(out.flush()?)
}

fn line_count(file: File) -> io::Result<u64> {
    let mut file = BufReader::with_capacity(1 << 20, file);
    let mut lines = 0;
    while file.skip_until(b'\n')? > 0 {
        lines += 1;
    }
    Ok(lines)
}

//! The archives that the laws are tried on: a few days of simulated traffic, and files made by hand with what real logs hold.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use case::{Case, Overwrite};
use darkwake::{Options, Outcome, RunError, Silent};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use model::Span;
use simulator::Format;
use tempfile::TempDir;

/// The same three days as receivers and as an archive of tables kept them, a text for each day.
pub(crate) struct World {
    pub(crate) sentences: Vec<String>,
    pub(crate) rows: Vec<String>,
}

/// Simulated once for all laws.
pub(crate) fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let options = simulator::Options {
            seed: 11,
            days: 3,
            vessels: 80,
            thinning: Span::from_secs(120),
            ..simulator::Options::default()
        };
        let simulation = simulator::simulate(&options);
        let written = |format| {
            let home = scratch();
            simulation.write(home.path(), format).expect("a scratch folder can be written");
            texts_in(&home.path().join("archive"))
        };
        World { sentences: written(Format::Nmea), rows: written(Format::NoaaLegacy) }
    })
}

fn texts_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it was just written");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect()
}

pub(crate) fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch folder")
}

/// A folder of files.
pub(crate) struct Folder {
    home: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { home: scratch() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(&path, bytes).expect("files can be written");
        path
    }

    pub(crate) fn append(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        let mut file = fs::File::options().append(true).open(path).expect("the file is there");
        file.write_all(bytes.as_ref()).expect("files can be written");
    }
}

/// A case that is run, and its folder.
pub(crate) struct Told {
    home: TempDir,
    pub(crate) outcome: Outcome,
}

impl Told {
    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("case")
    }

    pub(crate) fn case(&self) -> Case {
        Case::open(self.dir()).expect("the case was just written")
    }

    /// Runs on more files, which are added.
    pub(crate) fn add(&mut self, inputs: &[&Path]) {
        let options = Options { overwrite: Overwrite::Extend, ..Options::default() };
        self.outcome = run_into(inputs, &self.dir(), &options).expect("the archive is read");
    }
}

/// Runs on files or folders.
pub(crate) fn run(inputs: &[&Path], options: &Options) -> Told {
    let home = scratch();
    let outcome = run_into(inputs, &home.path().join("case"), options).expect("the archive is read");
    Told { home, outcome }
}

pub(crate) fn run_into(inputs: &[&Path], dir: &Path, options: &Options) -> Result<Outcome, RunError> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| (*input).to_owned()).collect();
    darkwake::run(&inputs, dir, options, &Silent)
}

/// A log in parts that can stand in files of their own: a message with all its sentences, and with the time before it.
pub(crate) fn messages(log: &str) -> Vec<String> {
    let mut messages = Vec::new();
    let mut message = String::new();
    for line in log.split_inclusive('\n') {
        message.push_str(line);
        let of_several = line.split("!AIVDM,").nth(1).and_then(|fields| {
            let mut numbers = fields.split(',').map(str::parse::<u8>);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        });
        let waits = of_several.is_some_and(|(total, number)| number < total);
        if !waits && !line.starts_with("$PGHP") {
            messages.push(std::mem::take(&mut message));
        }
    }
    messages.extend((!message.is_empty()).then_some(message));
    messages
}

/// The rows of a table without its header.
pub(crate) fn rows(table: &str) -> (&str, Vec<&str>) {
    let (header, rows) = table.split_once('\n').expect("a table has a header");
    (header, rows.split_inclusive('\n').collect())
}

/// What real logs hold besides whole messages in order: parts with others between them and without end, times in lines of
/// their own, faulty lines, the same message again.
pub(crate) fn odd_log() -> String {
    let lines = [
        "\\s:rBUSAN,c:1740960001*\\!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*",
        "\\s:rBUSAN,c:1740960001*\\!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*",
        "\\s:rULSAN,c:1740960003*\\!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*",
        "# a comment",
        "",
        "\\s:rBUSAN,c:1740960001*\\!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
        "!AIVDM,2,2,3,B,1@0000000000000,2*",
        "$PGHP,1,2025,3,3,1,0,0,10,338,2,,1,09*",
        "!AIVDM,1,1,,A,16UMJMiP019?64>D15oiH`v20000,0*",
        "!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*00",
        "$GPRMC,235959.00,A,,,,,,,*",
        "garbage",
        "1740960002,!AIVDM,2,1,7,A,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
        "1740960002,!AIVDM,2,2,7,A,1@0000000000000,2*",
        "!AIVDM,1,1,,A,16UMJMiP019?64>D15oiH`v20000,0*",
        "1740970002,!AIVDM,2,1,8,A,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
    ];
    lines.map(|line| summed(line) + "\n").concat()
}

/// A message without a time.
pub(crate) fn timeless_log() -> String {
    summed("!AIVDM,1,1,,A,16UMJMiP019?64>D15oiH`v20000,0*") + "\n"
}

/// A line with the checksums that it leaves open: of its tag block, and of its sentence.
fn summed(line: &str) -> String {
    let sum = |text: &str| format!("{:02X}", text.bytes().fold(0, |sum, byte| sum ^ byte));
    let (block, sentence) = match line.strip_prefix('\\').and_then(|rest| rest.split_once("*\\")) {
        Some((block, sentence)) => (format!("\\{block}*{}\\", sum(block)), sentence),
        None => (String::new(), line),
    };
    let body = sentence.strip_suffix('*').and_then(|body| Some((body, body.rfind(['!', '$'])?)));
    match body {
        Some((body, start)) => format!("{block}{sentence}{}", sum(&body[start + 1..])),
        None => format!("{block}{sentence}"),
    }
}

/// A few rows as no simulator writes them.
pub(crate) fn odd_table() -> String {
    let rows = [
        "mmsi,timestamp,lat,lon,sog,name",
        "440000001,2025-03-03T12:00:00Z,35.1,129.04,0.1,\"HAN, GANG\"",
        "440000001,2025-03-03T12:00:00Z,35.1,129.04,0.1,\"HAN, GANG\"",
        "440000001,never,35,129,,",
        "440000001,2025-03-03T12:10:00Z,91,181,102.3,",
        "440000001,2025-03-03T12:20:00Z,35.1,129.04",
        "mmsi,timestamp,lat,lon,sog,name",
        "",
        "440000002,2025-03-04T23:59:59Z,0,0,3,\"SEA \u{1b}[2JSTAR\"",
        "440000002,2025-03-05T00:00:00Z,34.9,129.1,3,SEA STAR",
    ];
    rows.map(|row| row.to_owned() + "\n").concat()
}

pub(crate) fn gz(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

pub(crate) fn zst(text: &str) -> Vec<u8> {
    zstd::encode_all(text.as_bytes(), 1).expect("memory takes all")
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).expect("memory takes all");
    }
    archive.into_inner().expect("memory takes all")
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let method = rawzip::CompressionMethod::DEFLATE;
        let (mut entry, config) =
            archive.new_file(name).compression_method(method).start().expect("memory takes all");
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        data.write_all(bytes).expect("memory takes all");
        let (encoder, said) = data.finish().expect("memory takes all");
        encoder.finish().expect("memory takes all");
        entry.finish(said).expect("memory takes all");
    }
    archive.finish().expect("memory takes all")
}

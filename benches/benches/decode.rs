//! Lines per CPU second: our decoder to messages and to columns, beside the Rust crates `ais`, `aivdm` and `nmea-parser`.
//!
//! `cargo bench -p darkwake-benches --bench decode -- FOLDER > decode.csv`, where the folder holds archives of sentences,
//! also gzipped, at any depth. Every VDM and VDO in them is decoded, from `!` to its checksum, as it stands and again
//! behind a tag block. In each run every decoder decodes all lines, one after the other, so that a run is a pair for any
//! two of them; the median of the runs is the figure. What a decoder cannot read it may refuse: `messages` says how
//! many it gave.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use darkwake_benches::thread_cpu_seconds;

const RUNS: usize = 7;
/// At least so many lines a measurement.
const LINES: usize = 1_000_000;
/// Rows taken at once.
const BATCH: usize = 8192;
const EPOCH_S: usize = 1_418_169_601;

/// Decodes lines and says how many messages they gave.
type Decode = fn(&str) -> usize;

const DECODERS: [(&str, Decode); 5] = [
    ("darkwake-ais columns", to_columns),
    ("darkwake-ais messages", to_messages),
    ("ais 0.12", rival_ais),
    ("aivdm 0.3", rival_aivdm),
    ("nmea-parser 0.11", rival_nmea_parser),
];

/// Lines that every decoder is given.
struct Corpus {
    name: &'static str,
    text: String,
    lines: usize,
}

/// One decoder over one corpus, once.
struct Measurement {
    messages: usize,
    rate: f64,
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let folder =
        std::env::args().skip(1).find(|arg| !arg.starts_with("--")).context("which folder of archives?")?;
    let sentences = sentences(Path::new(&folder))?;
    ensure!(!sentences.is_empty(), "no AIS sentences in {folder}");
    // A rival's panic is a line that it refused.
    std::panic::set_hook(Box::new(|_| {}));
    println!("corpus,run,decoder,lines,messages,million_lines_per_cpu_s");
    for corpus in [untagged(&sentences), tagged(&sentences)] {
        let mut runs = DECODERS.map(|_| Vec::new());
        for run in 1..=RUNS {
            for ((name, decode), measured) in DECODERS.iter().zip(&mut runs) {
                let measurement = measure(&corpus, *decode)?;
                println!("{},{run},{name},{}", corpus.name, row(&corpus, &measurement));
                measured.push(measurement);
            }
        }
        for ((name, _), mut measured) in DECODERS.iter().zip(runs) {
            measured.sort_by(|a, b| a.rate.total_cmp(&b.rate));
            println!("{},median,{name},{}", corpus.name, row(&corpus, &measured[RUNS / 2]));
        }
    }
    Ok(())
}

fn row(corpus: &Corpus, Measurement { messages, rate }: &Measurement) -> String {
    format!("{},{messages},{rate:.2}", corpus.lines)
}

fn measure(corpus: &Corpus, decode: Decode) -> Result<Measurement> {
    let rounds = LINES.div_ceil(corpus.lines);
    let start = thread_cpu_seconds()?;
    let mut messages = 0;
    for _ in 0..rounds {
        messages = black_box(decode(&corpus.text));
    }
    let seconds = thread_cpu_seconds()? - start;
    Ok(Measurement { messages, rate: (corpus.lines * rounds) as f64 / seconds / 1e6 })
}

fn untagged(sentences: &[String]) -> Corpus {
    let text = sentences.iter().flat_map(|sentence| [sentence, "\n"]).collect();
    Corpus { name: "untagged", text, lines: sentences.len() }
}

/// Ten sentences a second, as a coastal network hears them.
fn tagged(sentences: &[String]) -> Corpus {
    let line = |(index, sentence): (usize, &String)| {
        let inner = format!("s:rBUSAN,c:{}", EPOCH_S + index / 10);
        let sum = inner.bytes().fold(0, |sum, byte| sum ^ byte);
        format!("\\{inner}*{sum:02X}\\{sentence}\n")
    };
    Corpus { name: "tagged", text: sentences.iter().enumerate().map(line).collect(), lines: sentences.len() }
}

/// Every VDM and VDO below the folder, by path and line.
fn sentences(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    files(folder, &mut paths)?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let bytes = read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.extend(bytes.split(|&byte| byte == b'\n').filter_map(sentence));
    }
    Ok(found)
}

/// From `!` to the checksum, if the line has both.
fn sentence(line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?;
    let text = &text[text.find('!')?..];
    let is_ais = matches!(text.get(3..7), Some("VDM," | "VDO,"));
    let end = text.find('*')? + 3;
    text.get(..end).filter(|_| is_ais).map(str::to_owned)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    } else {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The lines of a text, found in the same way for every decoder.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

fn to_columns(text: &str) -> usize {
    let mut decoder = ais::ColumnDecoder::new(ais::Options::default());
    for (index, line) in lines(text).enumerate() {
        decoder.push(line.as_bytes());
        if index % BATCH == BATCH - 1 {
            black_box(decoder.batch());
            decoder.clear();
        }
    }
    decoder.counts().messages as usize
}

fn to_messages(text: &str) -> usize {
    let mut decoder = ais::Decoder::new(ais::Options::default());
    let is_message = |line: &&str| match decoder.push(line.as_bytes(), ()) {
        ais::Outcome::Message(decoded) => {
            black_box(&decoded.message);
            true
        }
        _ => false,
    };
    lines(text).filter(is_message).count()
}

fn rival_ais(text: &str) -> usize {
    let mut parser = rival_ais::AisParser::new();
    let is_message = |line: &&str| match parser.parse(line.as_bytes(), true) {
        Ok(rival_ais::AisFragments::Complete(sentence)) => {
            black_box(&sentence);
            sentence.message.is_some()
        }
        _ => false,
    };
    lines(text).filter(is_message).count()
}

fn rival_aivdm(text: &str) -> usize {
    /// Room for the longest message, as its documents advise.
    const ROOM: usize = 512;
    let mut decoder = aivdm::LineDecoder::<ROOM>::default();
    let is_message = |line: &&str| match decoder.feed(line) {
        Ok(Some(message)) => {
            black_box(&message);
            true
        }
        _ => false,
    };
    lines(text).filter(is_message).count()
}

fn rival_nmea_parser(text: &str) -> usize {
    use nmea_parser::{NmeaParser, ParsedMessage};
    let mut parser = NmeaParser::new();
    let is_message = |line: &&str| match catch_unwind(AssertUnwindSafe(|| parser.parse_sentence(line))) {
        Ok(Ok(message)) => {
            black_box(&message);
            !matches!(message, ParsedMessage::Incomplete)
        }
        Ok(Err(_)) => false,
        Err(_) => {
            parser = NmeaParser::new();
            false
        }
    };
    lines(text).filter(is_message).count()
}

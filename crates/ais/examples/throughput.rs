//! Lines a second on one core: decodes the files named, repeated, and prints the rate, by CPU time where the kernel
//! tells it.
//!
//! `cargo run --release --example throughput -- messages|columns|json FILE..`; compressed files are to be unpacked first.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use ais::{ColumnDecoder, Decoder, Options, Outcome, Scale, write_json};

/// At least this many lines a round, so that a round takes about a second.
const LINES: usize = 3_000_000;

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut args = env::args().skip(1);
    let decode = match args.next().as_deref() {
        Some("columns") => to_columns,
        Some("json") => to_json,
        _ => to_messages,
    };
    for path in args {
        bytes.extend(fs::read(path)?);
        bytes.push(b'\n');
    }
    let count = memchr::memchr_iter(b'\n', &bytes).count().max(1);
    let repeats = LINES.div_ceil(count);
    let mut rounds: Vec<_> = (0..5).map(|_| round(&bytes, repeats, decode)).collect();
    rounds.sort();
    let (median, messages) = rounds[2];
    let lines = (count * repeats) as f64;
    let rate = lines / median.as_secs_f64() / 1e6;
    let text = format!("{lines} lines, {messages} messages, {median:.2?}: {rate:.2} million lines/s\n");
    io::Write::write_all(&mut io::stdout(), text.as_bytes())
}

fn round(bytes: &[u8], repeats: usize, decode: fn(&[u8]) -> usize) -> (Duration, usize) {
    let start = spent();
    let mut messages = 0;
    for _ in 0..repeats {
        messages += decode(bytes);
    }
    (spent() - start, messages)
}

/// CPU time of this thread, or the time that has passed.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|field| field.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn to_messages(bytes: &[u8]) -> usize {
    let mut decoder = Decoder::new(Options::default());
    let mut start = 0;
    let mut messages = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        if let Outcome::Message(decoded) = decoder.push(&bytes[start..end], start) {
            black_box(&decoded.message);
            messages += 1;
        }
        start = end + 1;
    }
    messages
}

/// Each message as an object on a line, some dozens of kilobytes at a time.
fn to_json(bytes: &[u8]) -> usize {
    const FULL: usize = 1 << 16;
    let mut decoder = Decoder::new(Options::default());
    let mut start = 0;
    let mut messages = 0;
    let mut out = Vec::new();
    for end in memchr::memchr_iter(b'\n', bytes) {
        if let Outcome::Message(decoded) = decoder.push(&bytes[start..end], start) {
            write_json(&decoded.message, Scale::Scaled, &mut out);
            out.push(b'\n');
            messages += 1;
        }
        if out.len() > FULL {
            black_box(&out);
            out.clear();
        }
        start = end + 1;
    }
    messages
}

/// A batch of 8192 lines at a time.
fn to_columns(bytes: &[u8]) -> usize {
    let mut decoder = ColumnDecoder::new(Options::default());
    let mut start = 0;
    for (line, end) in memchr::memchr_iter(b'\n', bytes).enumerate() {
        decoder.push(&bytes[start..end]);
        start = end + 1;
        if line % 8192 == 8191 {
            black_box(decoder.batch());
            decoder.clear();
        }
    }
    decoder.counts().messages as usize
}

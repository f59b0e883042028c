//! Lines a second on one core: decodes the files named, repeated, and prints the rate.
//!
//! `cargo run --release --example throughput -- FILE..`; compressed files are to be unpacked first.

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use ais::{Decoder, Options, Outcome};

/// At least this many lines a round, so that a round takes about a second.
const LINES: usize = 3_000_000;

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    for path in env::args().skip(1) {
        bytes.extend(fs::read(path)?);
        bytes.push(b'\n');
    }
    let count = memchr::memchr_iter(b'\n', &bytes).count().max(1);
    let repeats = LINES.div_ceil(count);
    let mut rounds: Vec<_> = (0..5).map(|_| round(&bytes, repeats)).collect();
    rounds.sort();
    let (median, messages) = rounds[2];
    let lines = (count * repeats) as f64;
    let rate = lines / median.as_secs_f64() / 1e6;
    let text = format!("{lines} lines, {messages} messages, {median:.2?}: {rate:.2} million lines/s\n");
    io::Write::write_all(&mut io::stdout(), text.as_bytes())
}

fn round(bytes: &[u8], repeats: usize) -> (Duration, usize) {
    let start = Instant::now();
    let mut messages = 0;
    for _ in 0..repeats {
        messages += decode(bytes);
    }
    (start.elapsed(), messages)
}

fn decode(bytes: &[u8]) -> usize {
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

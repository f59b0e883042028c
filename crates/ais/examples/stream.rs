//! A stream: every line of standard input has its outcome on standard output, messages as JSON.
//!
//! `cargo run -p darkwake-ais --example stream [-- lenient] [raw] < archive.nmea`

use std::io::{self, BufRead, BufWriter, Write};

use ais::{Decoder, Options, Outcome, Scale, write_json};

fn main() -> io::Result<()> {
    let asked = |word: &str| std::env::args().any(|arg| arg == word);
    let scale = if asked("raw") { Scale::Raw } else { Scale::Scaled };
    let mut decoder = Decoder::new(if asked("lenient") { Options::lenient() } else { Options::default() });
    let (mut out, mut json) = (BufWriter::new(io::stdout().lock()), Vec::new());
    for (number, line) in (1u64..).zip(io::stdin().lock().split(b'\n')) {
        match decoder.push(&line?, number) {
            Outcome::Message(decoded) => {
                json.clear();
                write_json(&decoded.message, scale, &mut json);
                writeln!(out, "{:?} {}", decoded.parts, String::from_utf8_lossy(&json))?;
            }
            Outcome::Fragment => writeln!(out, "[{number}] fragment")?,
            Outcome::Skipped(reason) => writeln!(out, "[{number}] skipped: {reason}")?,
            Outcome::Rejected(reason) => writeln!(out, "[{number}] rejected: {reason}")?,
        }
        // Parts whose message will never be whole.
        for (number, reason) in decoder.take_orphans() {
            writeln!(out, "[{number}] rejected: {reason}")?;
        }
    }
    decoder.finish();
    for (number, reason) in decoder.take_orphans() {
        writeln!(out, "[{number}] rejected: {reason}")?;
    }
    out.flush()
}

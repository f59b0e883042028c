//! What becomes of each line of an archive: its number, the outcome, the message as gpsd-style JSON.
//!
//! `cargo run --example lines -- strict|lenient raw|scaled < archive.nmea`

use std::io::{self, Read, Write};

use ais::{Decoder, Options, Outcome, Scale, write_json};

fn main() -> io::Result<()> {
    let asked = |word: &str| std::env::args().any(|arg| arg == word);
    let scale = if asked("scaled") { Scale::Scaled } else { Scale::Raw };
    let mut decoder = Decoder::new(if asked("lenient") { Options::lenient() } else { Options::default() });
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let mut out = io::stdout().lock();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        match decoder.push(line, number) {
            Outcome::Message(decoded) => {
                let mut json = Vec::new();
                write_json(&decoded.message, scale, &mut json);
                writeln!(out, "{:?} {}", decoded.parts, String::from_utf8_lossy(&json))?;
            }
            Outcome::Fragment => writeln!(out, "{number} fragment")?,
            Outcome::Skipped(reason) => writeln!(out, "{number} skipped {reason}")?,
            Outcome::Rejected(reason) => {
                writeln!(out, "{number} rejected {reason}: {}", String::from_utf8_lossy(line))?;
            }
        }
    }
    decoder.finish();
    for (number, reason) in decoder.take_orphans() {
        writeln!(out, "{number} rejected {reason} (orphan)")?;
    }
    Ok(())
}

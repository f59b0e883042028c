//! One line: what the sentence says, in the units of sailors.
//!
//! `cargo run -p darkwake-ais --example one_line [-- '!AIVDM,1,1,,A,16SWN0@01s9?KT0Cv4p8h6g20000,0*02']`

use std::io::{self, Write};

use ais::{Decoder, Options, Outcome, Position, Scale, write_json};

const SAMPLE: &str = "!AIVDM,1,1,,A,16SWN0@01s9?KT0Cv4p8h6g20000,0*02";

fn main() -> io::Result<()> {
    let line = std::env::args().nth(1).unwrap_or_else(|| SAMPLE.to_owned());
    let mut decoder = Decoder::new(Options::default());
    let mut out = io::stdout().lock();
    match decoder.push(line.as_bytes(), ()) {
        Outcome::Message(decoded) => {
            let message = decoded.message;
            writeln!(out, "a type {} from MMSI {}", message.kind(), message.mmsi())?;
            if let Some(place) = message.position().map(degrees) {
                writeln!(out, "{place}")?;
            }
            let mut json = Vec::new();
            write_json(&message, Scale::Scaled, &mut json);
            writeln!(out, "{}", String::from_utf8_lossy(&json))
        }
        Outcome::Fragment => writeln!(out, "one part of several: push the others too"),
        Outcome::Skipped(reason) => writeln!(out, "no AIS report: {reason}"),
        Outcome::Rejected(reason) => writeln!(out, "faulty: {reason}"),
    }
}

fn degrees(position: Position) -> String {
    format!("at {:.5} N {:.5} E", position.latitude_degrees(), position.longitude_degrees())
}

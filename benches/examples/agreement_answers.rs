//! What Rust's decoders say of the messages of `agreement_messages`: ours, and the crates `ais`, `aivdm` and `nmea-parser`.
//!
//! `cargo run -p darkwake-benches --example agreement_answers < messages.tsv > answers.tsv`: sender, decoder and answer,
//! parted by tabs. Ours is JSON, raw and scaled, theirs Rust's debug form. What a decoder refuses has no line.

use std::io::{self, BufRead, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ais::{Decoder, Message, Options, Outcome, Scale, write_json};
use anyhow::{Context, Result};
use nmea_parser::{NmeaParser, ParsedMessage};

/// Gives the answer to the sentences of one message.
type Answer = fn(&[&str]) -> Option<String>;

const DECODERS: [(&str, Answer); 5] = [
    ("raw", |lines| ours(lines, Scale::Raw)),
    ("scaled", |lines| ours(lines, Scale::Scaled)),
    ("ais", rival_ais),
    ("aivdm", rival_aivdm),
    ("nmea-parser", rival_nmea_parser),
];

fn main() -> Result<()> {
    // A rival's panic is a message that it refused.
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut columns = line.split('\t').skip(1);
        let sender = columns.next().context("a line without a sender")?;
        let lines: Vec<&str> = columns.next().context("a line without sentences")?.split(' ').collect();
        for (name, decode) in DECODERS {
            if let Ok(Some(answer)) = catch_unwind(AssertUnwindSafe(|| decode(&lines))) {
                writeln!(out, "{sender}\t{name}\t{answer}")?;
            }
        }
    }
    Ok(())
}

fn ours(lines: &[&str], scale: Scale) -> Option<String> {
    let mut decoder = Decoder::new(Options::default());
    let mut decode = |line: &&str| match decoder.push(line.as_bytes(), ()) {
        Outcome::Message(decoded) => Some(json(&decoded.message, scale)),
        _ => None,
    };
    lines.iter().find_map(&mut decode)
}

fn json(message: &Message, scale: Scale) -> String {
    let mut out = Vec::new();
    write_json(message, scale, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn rival_ais(lines: &[&str]) -> Option<String> {
    let mut parser = rival_ais::AisParser::new();
    lines.iter().find_map(|line| match parser.parse(line.as_bytes(), true) {
        Ok(rival_ais::AisFragments::Complete(sentence)) => {
            sentence.message.map(|message| format!("{message:?}"))
        }
        _ => None,
    })
}

fn rival_aivdm(lines: &[&str]) -> Option<String> {
    let mut decoder = aivdm::LineDecoder::<512>::default();
    lines.iter().find_map(|line| decoder.feed(line).ok().flatten()).map(|message| format!("{message:?}"))
}

fn rival_nmea_parser(lines: &[&str]) -> Option<String> {
    let mut parser = NmeaParser::new();
    let mut decode = |line: &&str| match parser.parse_sentence(line) {
        Ok(ParsedMessage::Incomplete) | Err(_) => None,
        Ok(message) => Some(format!("{message:?}")),
    };
    lines.iter().find_map(&mut decode)
}

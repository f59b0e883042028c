//! The Rust rivals: the crates `ais`, `aivdm` and `nmea-parser`, each to its own structs.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::contest::Entry;
use crate::corpus::{Corpus, lines};

/// One entry for each crate.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry<'_>> {
    vec![
        Entry::here("ais 0.12", corpus, ais),
        Entry::here("aivdm 0.3", corpus, aivdm),
        Entry::here("nmea-parser 0.11", corpus, nmea_parser),
    ]
}

fn ais(text: &str) -> usize {
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

fn aivdm(text: &str) -> usize {
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

/// It panics on some messages: a line that it refused.
fn nmea_parser(text: &str) -> usize {
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

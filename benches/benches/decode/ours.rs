//! darkwake's own decoder, in each of the ways that it gives what it read.

use std::hint::black_box;

use ais::{ColumnDecoder, Decoder, Message, Options, Outcome, Scale, write_json};

use crate::contest::Entry;
use crate::corpus::{Corpus, lines};

/// What all rates are compared with.
pub(crate) const COLUMNS: &str = "darkwake columns";
/// Text whose rows are taken at once, some 8,000 lines.
const BATCH_BYTES: usize = 512 * 1024;
/// JSON that is written out at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// One entry for each way.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry<'_>> {
    vec![
        Entry::here(COLUMNS, corpus, |text| {
            columns(text, |decoder, text| decoder.push_text(text.as_bytes()))
        }),
        Entry::here("darkwake columns by line", corpus, |text| columns(text, push_lines)),
        Entry::here("darkwake messages", corpus, |text| messages(text, |message| _ = black_box(message))),
        Entry::here("darkwake NDJSON", corpus, ndjson),
    ]
}

/// Rows are taken a batch at a time, as a program does that writes them to a file.
fn columns(text: &str, push: impl Fn(&mut ColumnDecoder, &str)) -> usize {
    let mut decoder = ColumnDecoder::new(Options::default());
    for batch in batches(text) {
        push(&mut decoder, batch);
        black_box(decoder.batch());
        decoder.clear();
    }
    decoder.counts().messages as usize
}

fn push_lines(decoder: &mut ColumnDecoder, text: &str) {
    lines(text).for_each(|line| decoder.push(line.as_bytes()));
}

fn ndjson(text: &str) -> usize {
    let mut out = Vec::with_capacity(2 * BUFFER_BYTES);
    messages(text, |message| {
        write_json(message, Scale::Scaled, &mut out);
        out.push(b'\n');
        if out.len() >= BUFFER_BYTES {
            black_box(&out);
            out.clear();
        }
    })
}

fn messages(text: &str, mut give: impl FnMut(&Message)) -> usize {
    let mut decoder = Decoder::new(Options::default());
    let mut is_message = |line: &&str| match decoder.push(line.as_bytes(), ()) {
        Outcome::Message(decoded) => {
            give(&decoded.message);
            true
        }
        _ => false,
    };
    lines(text).filter(|line| is_message(line)).count()
}

/// Pieces of whole lines.
fn batches(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', text.as_bytes().get(BATCH_BYTES..).unwrap_or_default())
            .map_or(text.len(), |end| BATCH_BYTES + end + 1);
        let (batch, rest) = text.split_at(end);
        text = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

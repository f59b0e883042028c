//! A file to columns: how many rows each family has, and how many values are readings.
//!
//! `cargo run --release -p darkwake-ais --example columns -- archive.nmea`

use std::io::{self, BufRead, BufReader, Write};
use std::{env, fs::File};

use ais::{Batch, Column, ColumnDecoder, Options, Records, RejectReason};

/// Text taken at once. Rows are dropped after each, so that memory stays the same whatever the size of the file.
const CHUNK_BYTES: usize = 4 << 20;

fn main() -> io::Result<()> {
    let path = env::args().nth(1).ok_or_else(|| io::Error::other("which file?"))?;
    let mut file = BufReader::with_capacity(CHUNK_BYTES, File::open(path)?);
    let mut decoder = ColumnDecoder::new(Options::default());
    let mut seen = Seen::default();
    let mut text = Vec::new();
    while read_lines(&mut file, &mut text)? {
        decoder.push_text(&text);
        seen.add(decoder.batch());
        decoder.clear();
    }
    decoder.finish();
    let (counts, mut out) = (decoder.counts(), io::stdout().lock());
    writeln!(out, "{} lines, {} messages", counts.lines, counts.messages)?;
    writeln!(out, "{} with a bad checksum", counts.rejected(RejectReason::BadChecksum))?;
    writeln!(
        out,
        "{} position reports: {} with a place, {} with a speed",
        seen.positions, seen.placed, seen.fast
    )?;
    writeln!(out, "{} reports of static data, {} other messages", seen.statics, seen.others)
}

/// Whole lines, some megabytes of them; false at the end.
fn read_lines(file: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<bool> {
    text.clear();
    text.extend(file.fill_buf()?);
    file.consume(text.len());
    file.read_until(b'\n', text)?;
    Ok(!text.is_empty())
}

#[derive(Default)]
struct Seen {
    positions: usize,
    placed: usize,
    fast: usize,
    statics: usize,
    others: usize,
}

impl Seen {
    fn add(&mut self, batch: &Batch) {
        let ships = &batch.positions;
        self.positions += ships.len();
        self.placed += readings(&ships.longitude);
        self.fast += readings(&ships.speed);
        self.statics += batch.statics.len();
        self.others += batch.base_stations.len();
        self.others += batch.others().map(Records::len).sum::<usize>();
    }
}

/// How many values are neither "not available" nor out of range.
fn readings<T>(column: &Column<T>) -> usize {
    column.validity().iter().map(|word| word.count_ones() as usize).sum()
}

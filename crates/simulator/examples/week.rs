//! Simulates a world, writes it and prints its figures: `cargo run --release --example week -- DIR [SEED [VESSELS]]`.
#![expect(clippy::print_stdout, reason = "an example that prints figures")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use simulator::{Format, Options, simulate};

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |k: usize| words.get(k).and_then(|word| word.parse::<u32>().ok());
    let defaults = Options::default();
    let options = Options {
        seed: number(1).map_or(defaults.seed, u64::from),
        vessels: number(2).unwrap_or(defaults.vessels),
        ..defaults
    };
    let began = Instant::now();
    let week = simulate(&options);
    let simulated = began.elapsed();
    let began = Instant::now();
    week.write(Path::new(words.first().map_or("week", String::as_str)), Format::Nmea)?;
    println!(
        "{} messages; simulated in {simulated:.2?}, written in {:.2?}",
        week.received(),
        began.elapsed()
    );
    let truth = week.truth();
    println!("hulls {} by role {:?}", truth.hulls.len(), count(truth.hulls.iter().map(|row| &*row.role)));
    println!("encounters {:?}", count(truth.encounters.iter().map(|row| &*row.context)));
    println!("silences {:?}", count(truth.silences.iter().map(|row| format!("{:?}", row.cause))));
    println!("dark {:?}", count(truth.dark_rendezvous.iter().map(|row| format!("{:?}", row.dark))));
    println!("identity changes {}", truth.identity_changes.len());
    let traceable = truth.incidents.iter().filter(|row| row.traceable).count();
    println!("incidents {:?}, traceable {traceable}", count(truth.incidents.iter().map(|row| &*row.story)));
    for row in truth.encounters.iter().filter(|row| row.context == "illicit_sts") {
        println!(
            "  {:?} {:?} {} {} fixes {} {}",
            row.mmsi_a, row.mmsi_b, row.start, row.end, row.fixes_a, row.fixes_b
        );
    }
    Ok(())
}

fn count<K: Ord>(words: impl Iterator<Item = K>) -> BTreeMap<K, u32> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

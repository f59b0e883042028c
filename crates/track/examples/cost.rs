//! What tracks cost: CPU seconds per million fixes, of ships that report every few minutes.
//!
//! `cargo run --release -p darkwake-track --example cost -- 1000 1000` (ships, fixes each).

#![expect(clippy::print_stdout, reason = "an example tells what it measured")]

use darkwake_track as track;
use darkwake_track::{IdentityChangeOptions, Options, ReceptionOptions};
use model::{
    Degrees, FileId, Fix, Fleet, Knots, Location, Metres, Mmsi, Motion, Position, Span, Timestamp,
    Transmitter,
};

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u32>().ok());
    let (ships, each) = (arguments.next().unwrap_or(1000), arguments.next().unwrap_or(1000));
    let millions = f64::from(ships) * f64::from(each) / 1e6;
    for hulls in [1, 2] {
        let inputs: Vec<Vec<Fix>> = (0..ships).map(|ship| voyage(ship, each, hulls)).collect();
        let mut fleet = Fleet::default();
        let mut split = 0;
        let started = cpu_s();
        for fixes in inputs {
            let tracked = track::build(fixes, Vec::new(), &Options::default());
            split += tracked.tally.hulls_split;
            fleet.tracks.extend(tracked.tracks);
            fleet.vessels.extend(tracked.vessels);
        }
        report(&format!("build, {hulls} hull(s) a number, {split} split"), started, millions);
        let started = cpu_s();
        let cells = track::learn_reception(&fleet.tracks, &ReceptionOptions::default());
        report("learn_reception", started, millions);
        let started = cpu_s();
        let changes = track::identity_changes(&fleet, &[], &IdentityChangeOptions::default());
        report(&format!("identity_changes, {} found", changes.len()), started, millions);
        drop(cells);
    }
    placeholder(millions);
}

fn placeholder(millions: f64) {
    let mmsi = Mmsi::try_from(111_111_111).expect("nine digits");
    let mut fixes: Vec<Fix> =
        (0..300).flat_map(|ship| voyage(ship, (millions * 1e6 / 300.0) as u32, 1)).collect();
    fixes.iter_mut().for_each(|fix| fix.mmsi = mmsi);
    let started = cpu_s();
    let tracked = track::build(fixes, Vec::new(), &Options::default());
    report(&format!("build, 300 radios under one number, {} hulls", tracked.tracks.len()), started, millions);
}

/// CPU time of this thread so far, from Linux; what other work the machine does leaves it alone.
fn cpu_s() -> f64 {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").expect("measured on Linux");
    let nanoseconds = schedule.split(' ').next().and_then(|field| field.parse::<f64>().ok());
    nanoseconds.expect("the first field is a count of nanoseconds") / 1e9
}

fn report(what: &str, started: f64, millions: f64) {
    println!("{what}: {:.3} CPU s per million fixes", (cpu_s() - started) / millions);
}

/// A ship that turns a little at each fix; two of them by turns, far apart, where two hulls are asked for.
fn voyage(ship: u32, count: u32, hulls: u32) -> Vec<Fix> {
    let mmsi = Mmsi::try_from(400_000_000 + ship).expect("below ten digits");
    let begin = Timestamp::from_ms(1_700_000_000_000 + i64::from(ship % 97) * 3_600_000).expect("in 2023");
    let home = |hull: u32| {
        let (lat, lon) = (f64::from(ship % 40) * 0.5 + 20.0, f64::from(ship % 31) * 0.5 + 110.0);
        Position::from_degrees(Degrees(lat), Degrees(lon + f64::from(hull) * 10.0))
            .expect("in the China seas")
    };
    let mut places: Vec<Position> = (0..hulls).map(home).collect();
    let fix = |step: u32| {
        let hull = (step % hulls) as usize;
        let course = Degrees(f64::from(step * (1 + ship % 7) % 3600) / 10.0);
        let speed = Knots(f64::from(ship % 15));
        let seconds = i64::from(180 / hulls);
        places[hull] = places[hull].towards(course, Metres(speed.metres_per_second() * 180.0));
        Fix {
            mmsi,
            time: begin.saturating_add(Span::from_secs(i64::from(step) * seconds)),
            position: places[hull],
            told: Motion { speed: Some(speed), course: Some(course), heading: None, status: None }.into(),
            transmitter: Transmitter::ClassA,
            location: Location::row(FileId(0), u64::from(step)),
        }
    };
    (0..count).map(fix).collect()
}

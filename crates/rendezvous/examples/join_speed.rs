//! How fast encounters are found: seeded traffic of a given number of ships for two days, joined on one thread.
//!
//! `cargo run --release -p darkwake-rendezvous --example join_speed -- 1000 10000`
//!
//! Traffic: a third of the ships under way, a third at anchor in roads of some hundred ships each, a third working
//! slowly in groups; a fix about every three minutes; meetings among them.

use std::io::{Write as _, stdout};
use std::time::Duration;

use darkwake_rendezvous::{OneThread, Options, StillMotion, contacts_in, merge};
use model::{
    Degrees, FileId, Fix, HullId, Knots, Location, Metres, Mmsi, Position, Span, Timestamp, Told, Track,
    Transmitter,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let chart = chart::Chart::builtin();
    for ships in std::env::args().skip(1) {
        let tracks = traffic(ships.parse()?);
        let positions: usize = tracks.iter().map(|track| track.fixes.len()).sum();
        let options = Options::default();
        let begin = cpu_time()?;
        let motion = StillMotion::of(&tracks, 0, &options);
        let slabs = motion.slabs();
        let cut = cpu_time()? - begin;
        let contacts: Vec<_> = slabs.iter().flat_map(|slab| contacts_in(slab, &options)).collect();
        let joined = cpu_time()? - begin;
        let found = contacts.len();
        let events = merge(contacts, &tracks, &chart, &options, &OneThread);
        let merged = cpu_time()? - begin;
        let per_million = |time: Duration| time.as_secs_f64() / positions as f64 * 1e6;
        writeln!(
            stdout(),
            "{ships} ships, {positions} positions: {found} contacts, {} encounters; CPU s per million positions: \
             cut {:.4}, join {:.4}, merge and measure {:.4}, all {:.4}",
            events.len(),
            per_million(cut),
            per_million(joined - cut),
            per_million(merged - joined),
            per_million(merged),
        )?;
    }
    Ok(())
}

/// Time that this process has spent on a processor, as Linux tells it.
fn cpu_time() -> Result<Duration, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("/proc/self/schedstat")?;
    let first = text.split_whitespace().next().ok_or("an empty schedstat")?;
    Ok(Duration::from_nanos(first.parse()?))
}

fn traffic(ships: u32) -> Vec<Track> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let sea = |rng: &mut ChaCha8Rng| place(rng.random_range(30.0..40.0), rng.random_range(120.0..132.0));
    let groups: Vec<Position> = (0..ships / 100 + 1).map(|_| sea(&mut rng)).collect();
    (0..ships)
        .map(|ship| {
            let group = groups[rng.random_range(0..groups.len())];
            let near = |rng: &mut ChaCha8Rng, reach: f64| {
                let away = Metres(reach * rng.random_range(0.0f64..1.0).sqrt());
                group.towards(Degrees(rng.random_range(0.0..360.0)), away)
            };
            let (start, speed) = match ship % 3 {
                0 => (sea(&mut rng), Knots(rng.random_range(8.0..15.0))),
                1 => (near(&mut rng, 5000.0), Knots(0.0)),
                _ => (near(&mut rng, 15_000.0), Knots(rng.random_range(0.5..4.0))),
            };
            voyage(&mut rng, 440_000_000 + ship, start, speed)
        })
        .collect()
}

fn voyage(rng: &mut ChaCha8Rng, mmsi: u32, start: Position, speed: Knots) -> Track {
    let mmsi = Mmsi::try_from(mmsi).expect("nine digits");
    let begin = Timestamp::from_rfc3339("2024-03-01T00:00:00Z").expect("a moment");
    let (mut seconds, mut at, mut course) = (0.0, start, rng.random_range(0.0..360.0));
    let mut fixes = Vec::new();
    while seconds < 2.0 * 86_400.0 {
        let step = rng.random_range(20.0..340.0);
        seconds += step;
        course += rng.random_range(-20.0..20.0);
        at = at.towards(Degrees(course), Metres(speed.metres_per_second() * step));
        let swing = Metres(rng.random_range(0.0..60.0));
        fixes.push(Fix {
            mmsi,
            time: begin.saturating_add(Span::from_secs_f64(seconds)),
            position: at.towards(Degrees(rng.random_range(0.0..360.0)), swing),
            told: Told::at_speed(speed),
            transmitter: Transmitter::ClassA,
            location: Location::row(FileId(0), fixes.len() as u64 + 1),
        });
    }
    Track { hull: HullId { mmsi, part: 0 }, fixes: fixes.into(), doubtful: Vec::new().into() }
}

fn place(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("on the globe")
}

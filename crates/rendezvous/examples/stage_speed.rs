//! How long each part of the stage takes on seeded voyages with silences and waits, on one thread.
//!
//! `cargo run --release -p darkwake-rendezvous --example stage_speed -- 1000 10000`
//!
//! Each ship sails, waits and falls silent for some hours, about an open sea of 600 by 700 km, for ten days.

use std::io::{Write as _, stdout};
use std::time::{Duration, Instant};

use darkwake_rendezvous::{OneThread, Options, dark_rendezvous, encounters, gaps, loitering, port_visits};
use model::{
    Degrees, Event, FileId, Fix, Fleet, HullId, Knots, Location, Metres, Mmsi, Position, Reception, Span,
    Timestamp, Told, Track, Transmitter,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let chart = chart::Chart::builtin();
    let (options, reception) = (Options::default(), Reception::default());
    for ships in std::env::args().skip(1) {
        let fleet = Fleet { tracks: traffic(ships.parse()?), vessels: Vec::new() };
        let positions: usize = fleet.tracks.iter().map(|track| track.fixes.len()).sum();
        let end = fleet.tracks.iter().filter_map(|track| Some(track.fixes.last()?.time)).max();
        let end = end.ok_or("no fix")?;
        let each = |find: &dyn Fn(&Track) -> Vec<Event>| -> Vec<Event> {
            fleet.tracks.iter().flat_map(find).collect()
        };
        let (meetings, of_meetings) = timed(|| encounters(&fleet, &chart, &options));
        let (silences, of_gaps) = timed(|| each(&|track| gaps(track, end, &reception, &chart, &options)));
        let (waits, of_waits) = timed(|| each(&|track| loitering(track, &chart, &options)));
        let (visits, of_visits) = timed(|| each(&|track| port_visits(track, &chart, &options)));
        let (dark, of_dark) =
            timed(|| dark_rendezvous(&silences, &waits, &fleet, &chart, &options, &OneThread));
        writeln!(
            stdout(),
            "{ships} ships, {positions} positions: {} encounters {of_meetings:.1?}, {} gaps {of_gaps:.1?}, \
             {} waits {of_waits:.1?}, {} visits {of_visits:.1?}, {} dark rendezvous {of_dark:.1?}",
            meetings.len(),
            silences.len(),
            waits.len(),
            visits.len(),
            dark.len(),
        )?;
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed())
}

fn traffic(ships: u32) -> Vec<Track> {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    (0..ships).map(|ship| voyage(&mut rng, 440_000_000 + ship)).collect()
}

fn voyage(rng: &mut ChaCha8Rng, mmsi: u32) -> Track {
    let mmsi = Mmsi::try_from(mmsi).expect("nine digits");
    let begin = Timestamp::from_rfc3339("2024-03-01T00:00:00Z").expect("a moment");
    let centre = Position::from_degrees(Degrees(32.0), Degrees(126.0)).expect("on the globe");
    let mut at = centre.towards(Degrees(rng.random_range(0.0..360.0)), Metres(rng.random_range(0.0..3e5)));
    let (mut hours, mut fixes): (f64, Vec<Fix>) = (0.0, Vec::new());
    while hours < 240.0 {
        let leg = rng.random_range(4.0..24.0);
        let speed = if rng.random_bool(0.3) { Knots(0.3) } else { Knots(10.0) };
        let silent = rng.random_bool(0.1);
        let course = centre.bearing(at).0 + rng.random_range(120.0..240.0);
        let step = 0.2;
        for _ in 0..(leg / step) as u32 {
            hours += step;
            at = at.towards(Degrees(course), Metres(speed.metres_per_second() * step * 3600.0));
            if !silent {
                fixes.push(Fix {
                    mmsi,
                    time: begin.saturating_add(Span::from_secs_f64(hours * 3600.0)),
                    position: at,
                    told: Told::at_speed(speed),
                    transmitter: Transmitter::ClassA,
                    location: Location::row(FileId(0), fixes.len() as u64 + 1),
                });
            }
        }
    }
    Track { hull: HullId { mmsi, part: 0 }, fixes: fixes.into(), doubtful: Vec::new().into() }
}

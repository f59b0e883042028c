//! Small worlds for tests: hulls in the open Yellow Sea, moved by hand or by a seeded hand.

use std::sync::LazyLock;

use chart::Chart;
use model::{
    Degrees, FileId, Fix, HullId, Location, Metres, Mmsi, Position, Scale, Span, Timestamp, Told, Track,
    Transmitter,
};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

pub(crate) static CHART: LazyLock<Chart> = LazyLock::new(Chart::builtin);

/// Minutes after 2024-03-01 12:00 UTC.
pub(crate) fn minute(minutes: f64) -> Timestamp {
    let noon = Timestamp::from_rfc3339("2024-03-01T12:00:00Z").unwrap();
    noon.saturating_add(Span::from_secs_f64(minutes * 60.0))
}

/// Metres north and east of a place more than 100 km from any coast.
pub(crate) fn place(north: f64, east: f64) -> Position {
    let origin = Position::from_degrees(Degrees(36.0), Degrees(124.0)).unwrap();
    from(origin, north, east)
}

pub(crate) fn from(origin: Position, north: f64, east: f64) -> Position {
    // A way on the sphere that is as long on the ellipsoid.
    let mean = Position::EARTH_RADIUS.0.to_radians() * 1e-7;
    let scale = Scale::at(f64::from(origin.lat_e7()));
    let across = scale.east / (f64::from(origin.lat_e7()) * 1e-7).to_radians().cos();
    let (north, east) = (north * mean / scale.north, east * mean / across);
    origin.towards(Degrees(0.0), Metres(north)).towards(Degrees(90.0), Metres(east))
}

pub(crate) fn hull(mmsi: u32) -> HullId {
    HullId { mmsi: Mmsi::try_from(mmsi).unwrap(), part: 0 }
}

/// A hull with a fix at each given minute and place.
pub(crate) fn track(mmsi: u32, fixes: impl IntoIterator<Item = (f64, Position)>) -> Track {
    let hull = hull(mmsi);
    let fixes = (1u64..).zip(fixes).map(|(row, (at, position))| Fix {
        mmsi: hull.mmsi,
        time: minute(at),
        position,
        told: Told::default(),
        transmitter: Transmitter::ClassA,
        location: Location::row(FileId(mmsi), row),
    });
    Track { hull, fixes: fixes.collect(), doubtful: Vec::new().into() }
}

/// Minutes from `from` to `to`, `step` apart, both ends included.
pub(crate) fn every(step: f64, from: f64, to: f64) -> impl Iterator<Item = f64> {
    (0..=((to - from) / step).round() as u32).map(move |at| from + f64::from(at) * step)
}

/// A hull that lies still and is heard every five minutes.
pub(crate) fn lying(mmsi: u32, at: Position, from: f64, to: f64) -> Track {
    track(mmsi, every(5.0, from, to).map(|minute| (minute, at)))
}

/// A handful of hulls that wait, shift and fall silent within a few kilometres of `origin` for a day or two, so that
/// their distances keep crossing the limits. Some share an MMSI.
pub(crate) fn crowd(rng: &mut ChaCha8Rng, origin: Position) -> Vec<Track> {
    let hulls = rng.random_range(2..6);
    let mut tracks: Vec<Track> =
        (0..hulls).map(|number| wanderer(rng, 440_000_000 + number, origin)).collect();
    if rng.random_bool(0.3) {
        let twin = tracks[0].hull.mmsi;
        tracks[1].hull = HullId { mmsi: twin, part: 1 };
    }
    tracks
}

fn wanderer(rng: &mut ChaCha8Rng, mmsi: u32, origin: Position) -> Track {
    let spot = |rng: &mut ChaCha8Rng| (rng.random_range(-900.0..900.0), rng.random_range(-900.0..900.0));
    let pace = [0.2, 3.0, 12.0, 50.0][rng.random_range(0..4)];
    let (mut at, mut clock): ((f64, f64), f64) = (spot(rng), rng.random_range(0.0..300.0));
    let mut fixes = Vec::new();
    while clock < 2000.0 && fixes.len() < 120 {
        let goal = if rng.random_bool(0.15) { spot(rng) } else { at };
        let minutes: f64 = rng.random_range(10.0..400.0);
        let until = clock + minutes;
        let (begin, start) = (clock, at);
        while clock < until {
            let share = ((clock - begin) / minutes).min(1.0);
            at = (start.0 + (goal.0 - start.0) * share, start.1 + (goal.1 - start.1) * share);
            let shake = |rng: &mut ChaCha8Rng| rng.random_range(-40.0..40.0);
            fixes.push((clock, from(origin, at.0 + shake(rng), at.1 + shake(rng))));
            clock += pace * rng.random_range(0.5..2.0) + 0.02;
        }
        if rng.random_bool(0.3) {
            clock += rng.random_range(30.0..420.0);
        }
    }
    track(mmsi, fixes)
}

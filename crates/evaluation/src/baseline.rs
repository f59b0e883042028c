//! The rival: plain rules that an analyst could write in an afternoon, run on the same received fixes.
//!
//! Ten-minute positions on a grid, pairs within 500 m for two hours, gaps by their length, a bonus for MID 445 and
//! one for dark hours. No reception, no coast, no chains. A world that this finds easy is too easy to report.

use std::collections::{BTreeMap, BTreeSet};

use model::{Interval, Metres, Mmsi, Position, Span, Timestamp};

use crate::ranking::Claim;

/// One received position, as the baseline needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sighting {
    /// Who.
    pub mmsi: Mmsi,
    /// When.
    pub time: Timestamp,
    /// Where.
    pub position: Position,
}

/// Positions are compared every ten minutes (Global Fishing Watch's encounter pipeline).
const TICK: Span = Span::from_minutes(10);
/// A position is interpolated over silences up to this long (the same source).
const INTERPOLATION: Span = Span::from_hours(1);
const REACH: Metres = Metres(500.0);
/// Two hours of ticks.
const TICKS_TOGETHER: usize = 12;
const GAP: Span = Span::from_hours(6);
const DPRK_MID: u16 = 445;

type Ticks = BTreeMap<i64, Vec<(Mmsi, Position)>>;

/// The baseline's ranked list, best first. `sightings` must be sorted by (MMSI, time).
pub fn ranked_claims(sightings: &[Sighting]) -> Vec<Claim> {
    let mut scored = encounters(&resample(sightings));
    scored.extend(gaps(sightings));
    scored.sort_by(|(one, a), (other, b)| {
        other.total_cmp(one).then_with(|| (a.when, &a.mmsis).cmp(&(b.when, &b.mmsis)))
    });
    scored.into_iter().map(|(_, claim)| claim).collect()
}

fn resample(sightings: &[Sighting]) -> Ticks {
    let mut ticks = Ticks::new();
    for pair in sightings.windows(2).filter(|pair| pair[0].mmsi == pair[1].mmsi) {
        let (from, to) = (pair[0], pair[1]);
        if to.time - from.time > INTERPOLATION || to.time == from.time {
            continue;
        }
        let first = from.time.ms().div_euclid(TICK.ms()) + 1;
        let last = to.time.ms().div_euclid(TICK.ms());
        for tick in first..=last {
            let fraction = (tick * TICK.ms() - from.time.ms()) as f64 / (to.time - from.time).ms() as f64;
            ticks
                .entry(tick)
                .or_default()
                .push((from.mmsi, from.position.interpolate(to.position, fraction)));
        }
    }
    ticks
}

fn encounters(ticks: &Ticks) -> Vec<(f64, Claim)> {
    let mut together: BTreeMap<(Mmsi, Mmsi), Vec<i64>> = BTreeMap::new();
    for (&tick, ships) in ticks {
        for pair in near_pairs(ships) {
            together.entry(pair).or_default().push(tick);
        }
    }
    let runs = together.into_iter().flat_map(|(pair, ticks)| {
        let runs: Vec<Vec<i64>> = ticks.chunk_by(|a, b| b - a == 1).map(<[i64]>::to_vec).collect();
        runs.into_iter().map(move |run| (pair, run))
    });
    runs.filter(|(_, run)| run.len() > TICKS_TOGETHER)
        .map(|(pair, run)| encounter_claim(pair, &run))
        .collect()
}

fn near_pairs(ships: &[(Mmsi, Position)]) -> BTreeSet<(Mmsi, Mmsi)> {
    const CELLS_PER_DEGREE: f64 = 100.0;
    let cell = |at: &Position| {
        ((at.lat() * CELLS_PER_DEGREE).floor() as i32, (at.lon() * CELLS_PER_DEGREE).floor() as i32)
    };
    let mut cells: BTreeMap<(i32, i32), Vec<&(Mmsi, Position)>> = BTreeMap::new();
    for ship in ships {
        cells.entry(cell(&ship.1)).or_default().push(ship);
    }
    let mut pairs = BTreeSet::new();
    for ship in ships {
        let (row, column) = cell(&ship.1);
        let around = (row - 1..=row + 1).flat_map(|r| (column - 1..=column + 1).map(move |c| (r, c)));
        for other in around.filter_map(|key| cells.get(&key)).flatten() {
            if ship.0 < other.0 && ship.1.distance(other.1) <= REACH {
                pairs.insert((ship.0, other.0));
            }
        }
    }
    pairs
}

fn encounter_claim(pair: (Mmsi, Mmsi), run: &[i64]) -> (f64, Claim) {
    let at = |tick: i64| Timestamp::from_ms(tick * TICK.ms()).expect("a tick between two timestamps is one");
    let when = Interval::between(at(run[0]), at(run[run.len() - 1]));
    let mmsis = vec![pair.0, pair.1];
    (1.0 + bonus(&mmsis, when.start()), claim(mmsis, when))
}

fn gaps(sightings: &[Sighting]) -> impl Iterator<Item = (f64, Claim)> {
    let silences = sightings.windows(2).filter(|pair| pair[0].mmsi == pair[1].mmsi);
    silences.filter(|pair| pair[1].time - pair[0].time > GAP).map(|pair| {
        let when = Interval::between(pair[0].time, pair[1].time);
        let mmsis = vec![pair[0].mmsi];
        (when.span().hours() / 24.0 + bonus(&mmsis, when.start()), claim(mmsis, when))
    })
}

fn claim(mmsis: Vec<Mmsi>, when: Interval) -> Claim {
    Claim { mmsis, when, cargo: String::new(), probability: None, tonnes: None }
}

fn bonus(mmsis: &[Mmsi], start: Timestamp) -> f64 {
    let dprk = mmsis.iter().any(|mmsi| mmsi.mid() == Some(DPRK_MID));
    f64::from(u8::from(dprk)) * 2.0 + f64::from(u8::from(is_night_in_korea(start))) * 0.5
}

/// 20:00 to 05:00 in UTC+9.
fn is_night_in_korea(time: Timestamp) -> bool {
    let hour = (time.ms().div_euclid(3_600_000) + 9).rem_euclid(24);
    !(5..20).contains(&hour)
}

#[cfg(test)]
mod tests {
    use model::Degrees;

    use super::*;

    fn sighting(number: u32, minute: i64, lon: f64) -> Sighting {
        Sighting {
            mmsi: Mmsi::try_from(number).unwrap(),
            time: Timestamp::from_ms(minute * 60_000).unwrap(),
            position: Position::from_degrees(Degrees(33.0), Degrees(lon)).unwrap(),
        }
    }

    fn alongside(minutes: i64) -> Vec<Sighting> {
        let ship = |number, lon| (0..=minutes / 5).map(move |step| sighting(number, step * 5, lon));
        ship(412_000_001, 124.0).chain(ship(445_000_001, 124.001)).collect()
    }

    #[test]
    fn three_hours_alongside_are_an_encounter_and_one_hour_is_not() {
        assert_eq!(ranked_claims(&alongside(180)).len(), 1);
        assert_eq!(ranked_claims(&alongside(60)).len(), 0);
    }

    #[test]
    fn a_longer_gap_ranks_higher() {
        let sightings = [
            sighting(412_000_001, 0, 124.0),
            sighting(412_000_001, 600, 124.0),
            sighting(412_000_002, 0, 125.0),
            sighting(412_000_002, 6000, 125.0),
        ];
        let claims = ranked_claims(&sightings);
        assert_eq!(claims[0].mmsis[0].get(), 412_000_002);
        assert_eq!(claims.len(), 2);
    }
}

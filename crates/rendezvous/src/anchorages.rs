//! Anchorages and berths learned from the archive: where many hulls lay still.
//!
//! No list names every place where ships lie side by side for everyday reasons; the ships themselves tell, after the
//! anchorages of Global Fishing Watch: enough different hulls that lay still for long enough within a short way of each other.

use std::collections::BTreeSet;

use chart::Chart;
use model::{Degrees, Event, Fix, HullId, LearnedAnchorage, MmsiKind, Position, Span, Track};

use crate::AnchorageOptions;
use crate::handover::first_numbers;

/// A hull that lay still.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// The hull.
    pub hull: HullId,
    /// Where it lay.
    pub place: Position,
}

/// Where a hull lay still for long enough, by time, as far as it says anything of an anchorage: near a coast, and outside
/// areas in which transfers are on record, for there it is what is looked for.
pub fn stays(track: &Track, chart: &Chart, options: &AnchorageOptions) -> Vec<Stay> {
    if track.hull.mmsi.kind() != MmsiKind::Ship {
        return Vec::new();
    }
    let places =
        rests(&track.fixes, options).into_iter().filter(|&place| may_be_anchorage(place, chart, options));
    places.map(|place| Stay { hull: track.hull, place }).collect()
}

fn may_be_anchorage(place: Position, chart: &Chart, options: &AnchorageOptions) -> bool {
    chart.shore_distance(place) <= options.from_shore && chart.areas_at(place).next().is_none()
}

/// The middle of each run of fixes that stays within reach of its first.
fn rests(fixes: &[Fix], options: &AnchorageOptions) -> Vec<Position> {
    let mut rests = Vec::new();
    let mut first = 0;
    for (at, fix) in fixes.iter().enumerate() {
        let stays = |next: &Fix| {
            next.time - fix.time <= options.silence
                && fixes[first].position.distance(next.position) <= options.room
        };
        if fixes.get(at + 1).is_some_and(stays) {
            continue;
        }
        if fix.time - fixes[first].time >= options.at_least {
            rests.push(fixes[usize::midpoint(first, at)].position);
        }
        first = at + 1;
    }
    rests
}

/// The anchorages that the stays of an archive of some length tell, those of most hulls first.
///
/// Circles about stays with enough hulls around; one that lies in a circle of more hulls makes none of its own. A hull that
/// changed its number, as the `identities` tell, is counted once: who takes ten numbers makes no anchorage.
pub fn learn_anchorages(
    mut stays: Vec<Stay>,
    identities: &[Event],
    span: Span,
    options: &AnchorageOptions,
) -> Vec<LearnedAnchorage> {
    let first = first_numbers(identities);
    for stay in &mut stays {
        stay.hull = *first.get(&stay.hull).unwrap_or(&stay.hull);
    }
    stays.sort_by_key(|stay| (stay.place.lat_e7(), stay.place.lon_e7(), stay.hull));
    let enough = options.enough_hulls(span);
    let mut centres: Vec<(usize, usize)> = (0..stays.len())
        .map(|at| (at, hulls_near(&stays, at, options)))
        .filter(|&(_, hulls)| hulls >= enough)
        .collect();
    centres.sort_by_key(|&(at, hulls)| (std::cmp::Reverse(hulls), at));
    let mut is_covered = vec![false; stays.len()];
    let mut learned = Vec::new();
    for (at, hulls) in centres {
        if !is_covered[at] {
            near(&stays, at, options).for_each(|other| is_covered[other] = true);
            let centre = stays[at].place;
            learned.push(LearnedAnchorage { centre, radius: options.radius, hulls: hulls as u32 });
        }
    }
    learned
}

fn hulls_near(stays: &[Stay], at: usize, options: &AnchorageOptions) -> usize {
    near(stays, at, options).map(|other| stays[other].hull).collect::<BTreeSet<HullId>>().len()
}

/// The stays within the radius of one, itself included, among stays by latitude.
fn near<'a>(
    stays: &'a [Stay],
    at: usize,
    options: &AnchorageOptions,
) -> impl Iterator<Item = usize> + use<'a> {
    let (place, radius) = (stays[at].place, options.radius);
    let north_to = |bearing: f64| place.towards(Degrees(bearing), radius).lat_e7();
    let (south, north) = (north_to(180.0), north_to(0.0));
    let first = stays.partition_point(|stay| stay.place.lat_e7() < south);
    let last = stays.partition_point(|stay| stay.place.lat_e7() <= north);
    (first..last).filter(move |&other| stays[other].place.distance(place) <= radius)
}

#[cfg(test)]
mod tests {
    use model::{Finding, IdentityChange, Metres, Parties, Surroundings};

    use super::*;
    use crate::world::{CHART, every, from, hull, minute, track};

    /// Off Mokpo, some kilometres from the shore.
    fn roads() -> Position {
        Position::from_degrees(Degrees(34.70), Degrees(126.05)).unwrap()
    }

    fn at_anchor(number: u32, at: Position, hours: f64) -> Track {
        track(440_000_000 + number, every(30.0, 0.0, hours * 60.0).map(|minutes| (minutes, at)))
    }

    fn learned(tracks: &[Track]) -> Vec<LearnedAnchorage> {
        learned_with(tracks, &[])
    }

    fn learned_with(tracks: &[Track], identities: &[Event]) -> Vec<LearnedAnchorage> {
        let options = AnchorageOptions::default();
        let stays = tracks.iter().flat_map(|track| stays(track, &CHART, &options)).collect();
        learn_anchorages(stays, identities, Span::from_hours(24 * 60), &options)
    }

    /// That a hull went on under the next number as probably as is said.
    fn change(ship: u32, probability: f64) -> Event {
        let change = IdentityChange { silence: Span::from_hours(3), distance: Metres(0.0), probability };
        let [old, new] = [ship, ship + 1].map(|ship| hull(440_000_000 + ship));
        Event {
            finding: Finding::IdentityChange(change),
            parties: Parties { a: old, b: Some(new) },
            start: minute(f64::from(ship)),
            end: None,
            position: roads(),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    /// Ships that lie 50 m beside each other, each for so many hours.
    fn fleet(ships: u32, origin: Position, hours: f64) -> Vec<Track> {
        (0..ships).map(|ship| at_anchor(ship, from(origin, 0.0, 50.0 * f64::from(ship)), hours)).collect()
    }

    #[test]
    fn twenty_ships_that_lie_within_a_kilometre_for_half_a_day_make_an_anchorage_and_nineteen_do_not() {
        let [anchorage] = &learned(&fleet(20, roads(), 13.0))[..] else { panic!("one anchorage") };
        assert_eq!(anchorage.hulls, 20);
        assert!(anchorage.centre.distance(roads()) <= Metres(1_000.0));
        assert_eq!(learned(&fleet(19, roads(), 13.0)), Vec::new());
        assert_eq!(learned(&fleet(20, roads(), 11.0)), Vec::new());
    }

    #[test]
    fn one_ship_that_lies_there_twenty_times_makes_none() {
        let away = from(roads(), 5_000.0, 0.0);
        let days = (0..20).flat_map(|day| {
            let start = f64::from(day) * 1440.0;
            every(30.0, start, start + 780.0).map(|at| (at, roads())).chain([(start + 1100.0, away)])
        });
        assert_eq!(learned(&[track(440_000_001, days)]), Vec::new());
    }

    #[test]
    fn one_ship_under_twenty_numbers_makes_none_and_ships_that_hardly_changed_theirs_do() {
        let fleet = fleet(20, roads(), 13.0);
        let changes = |probability| (0..19).map(|ship| change(ship, probability)).collect::<Vec<_>>();
        assert_eq!(learned_with(&fleet, &changes(0.9)), Vec::new());
        assert_eq!(learned_with(&fleet, &changes(0.1)).len(), 1);
    }

    #[test]
    fn ships_that_wait_far_out_or_where_transfers_are_on_record_make_none() {
        let far = Position::from_degrees(Degrees(36.0), Degrees(124.0)).unwrap();
        let on_record = CHART.areas().iter().flat_map(|area| area.outline().iter().copied());
        let corner = on_record.filter(|corner| CHART.shore_distance(*corner) <= Metres(30_000.0));
        let inside = |corner: Position| CHART.areas_at(corner).next().is_some();
        let recorded = corner.into_iter().find(|corner| inside(*corner)).expect("an area near a coast");
        assert_eq!(learned(&fleet(20, far, 13.0)), Vec::new());
        assert!(learned(&fleet(20, recorded, 13.0)).iter().all(|one| !inside(one.centre)));
    }

    #[test]
    fn a_short_archive_needs_fewer_ships() {
        let options = AnchorageOptions::default();
        let enough = |days: i64| options.enough_hulls(Span::from_hours(24 * days));
        assert_eq!([1, 7, 15, 21, 30, 365].map(enough), [10, 10, 10, 14, 20, 20]);
    }

    #[test]
    fn a_ship_that_swings_stays_and_one_that_shifts_berth_stays_twice() {
        let swings = every(30.0, 0.0, 780.0).map(|at| (at, from(roads(), 200.0 * (at / 180.0).sin(), 0.0)));
        let options = AnchorageOptions::default();
        let count = |ship: &Track| stays(ship, &CHART, &options).len();
        assert_eq!(count(&track(440_000_001, swings)), 1);
        let shifted = from(roads(), 0.0, 900.0);
        let both = every(30.0, 0.0, 780.0).map(|at| (at, roads()));
        let both = both.chain(every(30.0, 810.0, 1600.0).map(|at| (at, shifted)));
        assert_eq!(count(&track(440_000_001, both)), 2);
    }
}

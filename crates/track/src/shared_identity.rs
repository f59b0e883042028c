//! Two hulls under one number, at once or one after the other.

use std::collections::BTreeSet;

use model::{
    Event, Finding, Fix, Fleet, HullId, Interval, Location, Parties, SharedIdentity, Surroundings, Track,
    Vessel,
};

use crate::Swap;
use crate::likeness::imo_of;

/// An event for each number that two hulls sent at the same time, and for each time that a number passed from one to another with a
/// right IMO number of her own, by hull; but for numbers that two hulls exchanged, which the changes of number tell.
///
/// Of those that sent it at the same time it tells of the two hulls that did so longest: where the first of them was when it began,
/// and from the moment
/// at which both had been heard to the last at which both still were. Placeholders name no ship and are left out.
pub fn shared_identities(fleet: &Fleet, swaps: &[Swap]) -> Vec<Event> {
    let exchanged: BTreeSet<HullId> = swaps.iter().flat_map(|swap| swap.after).collect();
    let numbers = fleet.tracks.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi);
    let of_ships = numbers.filter(|hulls| !hulls[0].hull.mmsi.is_placeholder());
    let told = of_ships.flat_map(|hulls| {
        let passings =
            passings(hulls, fleet).filter(|event| event.parties.b.is_none_or(|to| !exchanged.contains(&to)));
        longest_sharing(hulls).into_iter().chain(passings)
    });
    told.collect()
}

/// Each time that a number passed from one hull to the next.
fn passings<'f>(hulls: &'f [Track], fleet: &'f Fleet) -> impl Iterator<Item = Event> + 'f {
    hulls.windows(2).filter_map(|pair| passing([&pair[0], &pair[1]], fleet))
}

/// `None` if the one was heard after the other appeared, or if they may be one ship.
fn passing([a, b]: [&Track; 2], fleet: &Fleet) -> Option<Event> {
    let (last, first) = (a.fixes.last()?, b.fixes.first()?);
    let (one, other) = (fleet.vessel(a.hull)?, fleet.vessel(b.hull)?);
    let are_two = imo_of(&one.identity)? != imo_of(&other.identity)?;
    (are_two && last.time < first.time).then(|| Event {
        finding: Finding::SharedIdentity(SharedIdentity::InTurn {
            silence: first.time - last.time,
            distance: last.position.geodesic(first.position),
        }),
        parties: parties(a.hull, b.hull),
        start: last.time,
        end: Some(first.time),
        position: last.position,
        surroundings: Surroundings::default(),
        cites: [last, first].map(|fix| fix.location).into_iter().chain(told_by([one, other])).collect(),
    })
}

/// Where each said last and first which ship it is.
fn told_by([one, other]: [&Vessel; 2]) -> impl Iterator<Item = Location> {
    let last = one.timeline.iter().rfind(|said| said.imo.is_some());
    let first = other.timeline.iter().find(|said| said.imo.is_some());
    last.into_iter().chain(first).map(|said| said.location)
}

fn longest_sharing(hulls: &[Track]) -> Option<Event> {
    let pairs = hulls.iter().enumerate().flat_map(|(at, a)| hulls[at + 1..].iter().map(move |b| (a, b)));
    let sharings = pairs.filter_map(|(a, b)| Some((a, b, span(a)?.overlap(span(b)?)?)));
    let (a, b, shared) =
        sharings.max_by_key(|(a, b, shared)| (shared.span(), std::cmp::Reverse((a.hull, b.hull))))?;
    Some(event(a, b, shared))
}

fn event(a: &Track, b: &Track, shared: Interval) -> Event {
    let places = |track: &Track| -> Vec<Fix> {
        let mut inside = track.fixes.iter().copied().filter(|fix| shared.contains(fix.time));
        let first = inside.next();
        first.into_iter().chain(inside.next_back()).collect()
    };
    let (of_a, of_b) = (places(a), places(b));
    let before = a.fixes.partition_point(|fix| fix.time < shared.start()).saturating_sub(1);
    let seen_at = of_a.first().unwrap_or(&a.fixes[before]).position;
    Event {
        finding: Finding::SharedIdentity(SharedIdentity::AtOnce),
        parties: parties(a.hull, b.hull),
        start: shared.start(),
        end: Some(shared.end()),
        position: seen_at,
        surroundings: Surroundings::default(),
        cites: of_a.iter().chain(&of_b).map(|fix| fix.location).collect(),
    }
}

fn parties(one: HullId, other: HullId) -> Parties {
    Parties { a: one.min(other), b: Some(one.max(other)) }
}

fn span(track: &Track) -> Option<Interval> {
    Some(Interval::between(track.fixes.first()?.time, track.fixes.last()?.time))
}

#[cfg(test)]
mod tests {
    use model::{Fix, Mmsi};

    use super::*;
    use crate::testing::{at, hours, mmsi, ship, voyage};
    use crate::{Options, build};

    fn sharing(number: Mmsi, second_from: f64) -> Vec<Event> {
        let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
        fixes.extend(voyage(at(22.0, 118.0), 200.0, 9.0, (second_from, second_from + 6.0), 3.0));
        let fixes = fixes.into_iter().map(|fix| Fix { mmsi: number, ..fix }).collect();
        let tracked = build(fixes, Vec::new(), &Options::default());
        shared_identities(&Fleet { tracks: tracked.tracks, vessels: tracked.vessels }, &[])
    }

    #[test]
    fn two_ships_at_once_under_a_number_share_it() {
        let events = sharing(ship().mmsi, 1.0);
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].start, events[0].end), (hours(1.0), Some(hours(6.0))));
        assert_eq!(events[0].parties.b.map(|hull| hull.part), Some(1));
        assert_eq!(events[0].cites.len(), 4);
    }

    #[test]
    fn one_ship_after_the_other_shares_nothing() {
        assert!(sharing(ship().mmsi, 7.0).is_empty());
    }

    #[test]
    fn a_placeholder_is_nobodys_to_share() {
        assert!(sharing(mmsi(111_111_111), 1.0).is_empty());
    }
}

//! Two hulls under one number at once.

use model::{Event, Finding, Fix, Fleet, HullId, Interval, Parties, Surroundings, Track};

/// An event for each number that two hulls sent at the same time, by hull.
///
/// It tells of the two hulls that did so longest: where the first of them was when it began, and from the moment
/// at which both had been heard to the last at which both still were. Placeholders name no ship and are left out.
pub fn shared_identities(fleet: &Fleet) -> Vec<Event> {
    let numbers = fleet.tracks.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi);
    numbers.filter(|hulls| !hulls[0].hull.mmsi.is_placeholder()).filter_map(longest_sharing).collect()
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
        finding: Finding::SharedIdentity,
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

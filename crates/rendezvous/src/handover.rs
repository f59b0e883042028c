//! Handovers: a hull that is silent under one number may be heard under another meanwhile.

use std::collections::BTreeMap;

use model::{Event, Finding, Fix, Fleet, HullId, Knots, Parties, Span, Timestamp};

/// Names beside each of some gaps the number under which the hull probably went on, as changes of number among the
/// `identities` tell; those that are less probable than not name nothing.
///
/// A gap stays as long as nothing was heard under its own number: that is what was seen.
pub fn name_handovers(gaps: &mut [Event], identities: &[Event]) {
    let handovers = handovers(identities);
    for gap in gaps {
        gap.parties.b = handovers.get(&(gap.parties.a, gap.start)).copied();
    }
}

/// Ends the gaps of hulls whose numbers others took at once: each was silent until it was heard under its next number, and the old one
/// was heard on. Of such gaps those that are no longer than `at_least` are none.
pub fn end_at_exchanges(gaps: Vec<Event>, fleet: &Fleet, at_least: Span) -> Vec<Event> {
    let each = |gap: Event| match next_of_exchanged(&gap, fleet) {
        Some(next) => (next.time - gap.start > at_least).then(|| ended(gap, next)),
        None => Some(gap),
    };
    gaps.into_iter().filter_map(each).collect()
}

/// The first fix under its next number of a hull whose old number is heard on, of another.
fn next_of_exchanged<'f>(gap: &Event, fleet: &'f Fleet) -> Option<&'f Fix> {
    let Parties { a, b: Some(next) } = gap.parties else { return None };
    let other = fleet.track(HullId { part: a.part + 1, ..a })?;
    let is_heard_on = gap.end.is_none() && other.fixes.first()?.time > gap.start;
    is_heard_on.then(|| fleet.track(next)?.first_since(gap.start)).flatten()
}

fn ended(mut gap: Event, next: &Fix) -> Event {
    let distance = gap.position.geodesic(next.position);
    let span = next.time - gap.start;
    if let Finding::Gap(silence) = &mut gap.finding {
        silence.reappeared = Some(next.position);
        silence.distance = Some(distance);
        silence.implied_speed = Some(Knots::from_metres_per_second(distance.0 / span.secs()));
    }
    gap.end = Some(next.time);
    gap.parties.b = None;
    gap.cites.push(next.location);
    gap
}

/// For each number to which a hull changed, the first under which it was probably heard.
pub(crate) fn first_numbers(identities: &[Event]) -> BTreeMap<HullId, HullId> {
    let mut changes: Vec<&Event> = probable(identities).collect();
    changes.sort_by_key(|change| (change.start, change.parties));
    let mut first: BTreeMap<HullId, HullId> = BTreeMap::new();
    for change in changes {
        let Parties { a: old, b: Some(new) } = change.parties else { continue };
        let oldest = *first.get(&old).unwrap_or(&old);
        if oldest != new {
            first.entry(new).or_insert(oldest);
        }
    }
    first
}

/// Under which number a hull probably went on that was last heard under another at a moment.
pub(crate) fn handovers(identities: &[Event]) -> BTreeMap<(HullId, Timestamp), HullId> {
    probable(identities)
        .filter_map(|change| Some(((change.parties.a, change.start), change.parties.b?)))
        .collect()
}

/// The changes of number by what is likelier one hull than two.
fn probable(identities: &[Event]) -> impl Iterator<Item = &Event> {
    identities
        .iter()
        .filter(|event| matches!(&event.finding, Finding::IdentityChange(change) if change.is_one_hull()))
}

#[cfg(test)]
mod tests {
    use model::{IdentityChange, Metres, Reception, Span, Surroundings};

    use super::*;
    use crate::world::{CHART, hull, lying, minute, place};
    use crate::{Options, gaps};

    const OLD: u32 = 511_000_001;
    const NEW: u32 = 620_000_002;

    /// The second number of the only gap of a hull that went on under another as probably as is said.
    fn heard_as(from: u32, probability: f64) -> Option<HullId> {
        let silence = Span::from_hours(3);
        let change = IdentityChange { silence, distance: Metres(10_000.0), probability };
        let change = Event {
            finding: Finding::IdentityChange(change),
            parties: Parties { a: hull(from), b: Some(hull(NEW)) },
            start: minute(60.0),
            end: Some(minute(240.0)),
            position: place(0.0, 0.0),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        };
        let ship = lying(OLD, place(0.0, 0.0), 0.0, 60.0);
        let mut found = gaps(&ship, minute(3000.0), &Reception::default(), &CHART, &Options::default());
        name_handovers(&mut found, &[change]);
        let [gap] = &found[..] else { panic!("one gap: {found:?}") };
        assert_eq!(gap.end, None);
        gap.parties.b
    }

    #[test]
    fn a_gap_names_the_number_under_which_the_hull_probably_went_on() {
        assert_eq!(heard_as(OLD, 0.9), Some(hull(NEW)));
        assert_eq!(heard_as(OLD, 0.4), None);
        assert_eq!(heard_as(OLD + 1, 0.9), None);
    }

    /// What is told of the silence of a hull under its old number, which another takes up after some minutes, and that is heard under its
    /// next one after as many.
    fn exchanged(minutes: f64) -> Vec<Event> {
        let again = 60.0 + minutes;
        let mut other = lying(OLD, place(50.0, 0.0), again, 3000.0);
        other.hull.part = 1;
        let ship = lying(OLD, place(0.0, 0.0), 0.0, 60.0);
        let mut found = gaps(&ship, minute(3000.0), &Reception::default(), &CHART, &Options::default());
        found[0].parties.b = Some(hull(NEW));
        let tracks = vec![ship, other, lying(NEW, place(900.0, 0.0), again, 3000.0)];
        let fleet = Fleet { tracks, vessels: Vec::new() };
        end_at_exchanges(found, &fleet, Span::from_hours(6))
    }

    #[test]
    fn a_hull_that_exchanged_its_number_was_silent_until_it_was_heard_under_the_other_and_not_at_all_if_that_was_soon()
     {
        let [gap] = &exchanged(600.0)[..] else { panic!("one gap") };
        assert_eq!((gap.end, gap.parties.b, gap.cites.len()), (Some(minute(660.0)), None, 2));
        let Finding::Gap(silence) = &gap.finding else { panic!("{gap:?}") };
        assert!((silence.distance.unwrap().0 - 900.0).abs() < 5.0, "{silence:?}");
        assert!(exchanged(30.0).is_empty());
    }

    #[test]
    fn a_hull_whose_old_number_is_heard_no_more_is_silent_under_it_to_the_end() {
        let ship = lying(OLD, place(0.0, 0.0), 0.0, 60.0);
        let mut found = gaps(&ship, minute(3000.0), &Reception::default(), &CHART, &Options::default());
        found[0].parties.b = Some(hull(NEW));
        let tracks = vec![ship, lying(NEW, place(900.0, 0.0), 90.0, 3000.0)];
        let fleet = Fleet { tracks, vessels: Vec::new() };
        assert_eq!(end_at_exchanges(found.clone(), &fleet, Span::from_hours(6)), found);
    }
}

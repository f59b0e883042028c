//! Handovers: a hull that is silent under one number may be heard under another meanwhile.

use std::collections::BTreeMap;

use model::{Event, Finding, HullId, Parties, Timestamp};

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
fn handovers(identities: &[Event]) -> BTreeMap<(HullId, Timestamp), HullId> {
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
}

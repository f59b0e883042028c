//! Whom each hull was heard to meet, and when.

use std::collections::BTreeMap;

use model::{Event, EventKind, HullId, Interval, Parties, Span};

/// The encounters of each hull.
pub(crate) struct Met(BTreeMap<HullId, Vec<(HullId, Interval)>>);

impl Met {
    pub(crate) fn of(events: &[Event]) -> Self {
        let mut met: BTreeMap<HullId, Vec<(HullId, Interval)>> = BTreeMap::new();
        for event in events.iter().filter(|event| event.kind() == EventKind::Encounter) {
            let Parties { a, b: Some(b) } = event.parties else { continue };
            met.entry(a).or_default().push((b, event.interval()));
            met.entry(b).or_default().push((a, event.interval()));
        }
        Self(met)
    }

    /// Whom a hull met during a time, and the part of the time that they spent together.
    pub(crate) fn during(&self, hull: HullId, time: Interval) -> impl Iterator<Item = (HullId, Interval)> {
        let met = self.0.get(&hull).into_iter().flatten();
        met.filter_map(move |(other, when)| Some((*other, when.overlap(time)?)))
    }

    /// Whether two hulls were together for more than a moment of a time.
    pub(crate) fn were_together(&self, [one, other]: [HullId; 2], time: Interval) -> bool {
        self.during(one, time).any(|(with, shared)| with == other && shared.span() > Span::ZERO)
    }
}

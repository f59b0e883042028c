//! The scene made ready for questions: events by hull, crafts, links, the sea routes to Nampo.

use std::collections::{BTreeMap, BTreeSet};

use model::{Event, EventKind, HullId, Imo, Interval, Span, Timestamp};

use crate::craft::Craft;
use crate::link::Link;
use crate::route::Routes;
use crate::{Lists, Options, Scene, Weights};

/// A scene with its indices.
pub(crate) struct World<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) weights: &'a Weights,
    pub(crate) options: &'a Options,
    pub(crate) routes: Routes,
    /// The last record of the archive, at which open events are still open.
    pub(crate) end: Timestamp,
    of_hull: BTreeMap<HullId, Vec<usize>>,
    crafts: BTreeMap<HullId, Craft>,
    links: BTreeMap<HullId, Link<'a>>,
    of_imo: BTreeMap<Imo, BTreeSet<HullId>>,
}

impl<'a> World<'a> {
    pub(crate) fn new(
        scene: &'a Scene<'a>,
        lists: &'a Lists,
        weights: &'a Weights,
        options: &'a Options,
    ) -> Self {
        let of_hull = by_hull(scene.events);
        let crafts: BTreeMap<HullId, Craft> =
            of_hull.keys().map(|&hull| (hull, Craft::of(hull, scene.fleet))).collect();
        let link = |(&hull, &craft): (&HullId, &Craft)| {
            let vessel = scene.fleet.vessel(hull)?;
            Some((hull, Link::of(vessel, craft, lists, &options.candidate)?))
        };
        Self {
            scene,
            weights,
            options,
            routes: Routes::to_nampo(scene.chart),
            end: end_of(scene),
            links: crafts.iter().filter_map(link).collect(),
            of_imo: by_imo(scene),
            of_hull,
            crafts,
        }
    }

    pub(crate) fn event(&self, at: usize) -> &'a Event {
        &self.scene.events[at]
    }

    /// The events of a hull by start.
    pub(crate) fn events_of(&self, hull: HullId) -> &[usize] {
        self.of_hull.get(&hull).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn craft(&self, hull: HullId) -> Craft {
        self.crafts.get(&hull).copied().unwrap_or_else(|| Craft::of(hull, self.scene.fleet))
    }

    pub(crate) fn link(&self, hull: HullId) -> Option<&Link<'a>> {
        self.links.get(&hull)
    }

    /// Hulls that broadcast an IMO number.
    pub(crate) fn hulls_of(&self, imo: Imo) -> impl Iterator<Item = HullId> {
        self.of_imo.get(&imo).into_iter().flatten().copied()
    }

    /// From an event's start to its end, or to the end of the archive while it is open.
    pub(crate) fn interval(&self, event: &Event) -> Interval {
        Interval::between(event.start, event.end.unwrap_or(self.end))
    }

    /// The partners a hull was heard with within `reach` of a span.
    pub(crate) fn partners(&self, hull: HullId, around: Interval, reach: Span) -> BTreeSet<HullId> {
        let near = widened(around, reach);
        let met = self.events_of(hull).iter().map(|&at| self.event(at)).filter(|event| {
            event.kind() == EventKind::Encounter && self.interval(event).overlap(near).is_some()
        });
        met.filter_map(|event| partner(event, hull)).collect()
    }

    /// A bunker barge or a mother ship at work: it links nobody.
    pub(crate) fn is_hub(&self, hull: HullId, around: Interval) -> bool {
        let chain = &self.options.chain;
        self.partners(hull, around, chain.window).len() > chain.hub_partners
    }
}

/// The hulls of an event.
pub(crate) fn parties(event: &Event) -> impl Iterator<Item = HullId> + use<> {
    std::iter::once(event.parties.a).chain(event.parties.b)
}

/// The other hull of an event.
pub(crate) fn partner(event: &Event, hull: HullId) -> Option<HullId> {
    parties(event).find(|&other| other != hull)
}

/// A span made longer at both ends.
pub(crate) fn widened(around: Interval, reach: Span) -> Interval {
    let earlier = Span::from_ms(-reach.ms());
    Interval::between(around.start().saturating_add(earlier), around.end().saturating_add(reach))
}

fn by_hull(events: &[Event]) -> BTreeMap<HullId, Vec<usize>> {
    let mut of_hull: BTreeMap<HullId, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        for hull in parties(event) {
            of_hull.entry(hull).or_default().push(at);
        }
    }
    for list in of_hull.values_mut() {
        list.sort_by_key(|&at| (events[at].start, at));
        list.dedup();
    }
    of_hull
}

fn by_imo(scene: &Scene<'_>) -> BTreeMap<Imo, BTreeSet<HullId>> {
    let mut of_imo: BTreeMap<Imo, BTreeSet<HullId>> = BTreeMap::new();
    for vessel in &scene.fleet.vessels {
        for imo in vessel.timeline.iter().filter_map(|report| report.imo?.valid()) {
            of_imo.entry(imo).or_default().insert(vessel.hull);
        }
    }
    of_imo
}

fn end_of(scene: &Scene<'_>) -> Timestamp {
    let heard = scene.fleet.vessels.iter().map(|vessel| vessel.last_seen);
    let found = scene.events.iter().map(|event| event.end.unwrap_or(event.start));
    heard.chain(found).max().unwrap_or_else(|| Timestamp::from_ms(0).expect("1970 is in range"))
}

//! The scene made ready for questions: events by hull, crafts, links, the sea routes that silences may hide.

use std::collections::{BTreeMap, BTreeSet};

use model::{DraughtChange, Event, EventKind, Finding, Gap, HullId, Imo, Interval, Metres, Span, Timestamp};

use crate::craft::Craft;
use crate::link::{Link, is_dprk};
use crate::route::Routes;
use crate::standing::Standing;
use crate::{Lists, Options, Scene, Weights};

/// A scene with its indices.
#[derive(Clone)]
pub(crate) struct World<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) weights: &'a Weights,
    pub(crate) options: &'a Options,
    pub(crate) to_nampo: Routes,
    pub(crate) to_suppliers: Routes,
    /// The last record of the archive, at which open events are still open.
    pub(crate) end: Timestamp,
    of_hull: BTreeMap<HullId, Course>,
    crafts: BTreeMap<HullId, Craft>,
    links: BTreeMap<HullId, Link<'a>>,
    of_imo: BTreeMap<Imo, BTreeSet<HullId>>,
    standings: Vec<Standing>,
    /// Where each event stands in time.
    places: Vec<usize>,
}

/// The events of a hull.
#[derive(Clone, Default)]
struct Course {
    by_start: Vec<usize>,
    /// No event of the hull lasts longer.
    longest: Span,
}

impl<'a> World<'a> {
    pub(crate) fn new(
        scene: &'a Scene<'a>,
        lists: &'a Lists,
        weights: &'a Weights,
        options: &'a Options,
    ) -> Self {
        let end = end_of(scene);
        let in_time = in_time(scene.events);
        let of_hull = by_hull(scene.events, &in_time, end);
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
            to_nampo: Routes::to_nampo(scene.chart),
            to_suppliers: Routes::to_suppliers(scene.chart),
            end,
            links: crafts.iter().filter_map(link).collect(),
            of_imo: by_imo(scene),
            of_hull,
            crafts,
            standings: vec![Standing::Everyday; scene.events.len()],
            places: places(&in_time),
        }
    }

    /// The same world, once the rules for candidates have been applied in it.
    pub(crate) fn with_standings(self, standings: Vec<Standing>) -> Self {
        Self { standings, ..self }
    }

    /// The same world by other weights; its rules for candidates have yet to be applied.
    pub(crate) fn by<'b>(&self, weights: &'b Weights) -> World<'b>
    where
        'a: 'b,
    {
        World { weights, ..self.clone() }
    }

    pub(crate) fn standing(&self, at: usize) -> Standing {
        self.standings[at]
    }

    pub(crate) fn event(&self, at: usize) -> &'a Event {
        &self.scene.events[at]
    }

    /// Where an event stands among all by start; the order in which they were found decides nothing.
    pub(crate) fn place_in_time(&self, at: usize) -> usize {
        self.places[at]
    }

    /// The events of a hull by start.
    pub(crate) fn events_of(&self, hull: HullId) -> &[usize] {
        self.of_hull.get(&hull).map_or(&[], |course| &course.by_start)
    }

    /// The events of a hull that share a moment with a span, by start.
    pub(crate) fn around(&self, hull: HullId, span: Interval) -> impl Iterator<Item = usize> {
        let longest = self.of_hull.get(&hull).map_or(Span::ZERO, |course| course.longest);
        let earliest = span.start().saturating_add(Span::from_ms(-longest.ms()));
        let events = self.events_of(hull);
        let first = events.partition_point(|&at| self.event(at).start < earliest);
        let started =
            events[first..].iter().copied().take_while(move |&at| self.event(at).start <= span.end());
        started.filter(move |&at| self.interval(self.event(at)).overlap(span).is_some())
    }

    /// Whether a gap says nothing of its own: the hull was probably heard under another number meanwhile, or received
    /// at false positions or without a place.
    pub(crate) fn is_no_silence(&self, gap: &Event) -> bool {
        let span = self.interval(gap);
        let track = self.scene.fleet.track(gap.parties.a);
        let was_received = || track.is_some_and(|track| track.sent_false_positions(span.start(), span.end()));
        let was_on_air = matches!(&gap.finding, Finding::Gap(gap) if gap.was_on_air());
        gap.parties.b.is_some() || was_on_air || was_received()
    }

    /// Whether a hull told meanwhile that it was elsewhere, while those near by were not disturbed.
    pub(crate) fn hides_behind_false_positions(&self, gap: &Event) -> bool {
        let mut meanwhile = self.around(gap.parties.a, self.interval(gap)).map(|at| self.event(at));
        gap.parties.b.is_none()
            && meanwhile
                .any(|event| matches!(&event.finding, Finding::Spoofing(told) if told.pattern.is_a_tale()))
    }

    pub(crate) fn craft(&self, hull: HullId) -> Craft {
        self.crafts.get(&hull).copied().unwrap_or_else(|| Craft::of(hull, self.scene.fleet))
    }

    pub(crate) fn link(&self, hull: HullId) -> Option<&Link<'a>> {
        self.links.get(&hull)
    }

    /// Whether a hull sends, or probably sent under another number, the DPRK's digits.
    pub(crate) fn is_the_dprks_own(&self, hull: HullId) -> bool {
        let mut changes =
            self.events_of(hull).iter().map(|&at| self.event(at)).filter(|event| is_one_hull(event));
        is_dprk(hull.mmsi) || changes.any(|change| partner(change, hull).is_some_and(|it| is_dprk(it.mmsi)))
    }

    /// Hulls that broadcast an IMO number.
    pub(crate) fn hulls_of(&self, imo: Imo) -> impl Iterator<Item = HullId> {
        self.of_imo.get(&imo).into_iter().flatten().copied()
    }

    /// From an event's start to its end, or to the end of the archive while it is open.
    pub(crate) fn interval(&self, event: &Event) -> Interval {
        Interval::between(event.start, event.end.unwrap_or(self.end))
    }

    /// Whether a hull told a draught before or after a change deeper than nearly all of its length lie.
    pub(crate) fn is_too_deep(&self, event: &Event, change: &DraughtChange) -> bool {
        let deeper = Metres(change.before.0.max(change.after.0));
        self.weights.voyage.is_too_deep(deeper, self.craft(event.parties.a).length)
    }

    /// The change of draught that an event is, if ships of that length lie so deep: by one that is probably mistyped nothing moved.
    pub(crate) fn believed_draught(&self, event: &'a Event) -> Option<&'a DraughtChange> {
        match &event.finding {
            Finding::DraughtChange(change) => Some(change).filter(|change| !self.is_too_deep(event, change)),
            _ => None,
        }
    }

    /// For how long nothing at all was received in a gap.
    pub(crate) fn unheard(&self, event: &Event, gap: &Gap) -> Span {
        gap.unplaced.map_or_else(|| self.interval(event).span(), |unplaced| unplaced.longest_unheard)
    }

    /// The meetings of a hull that were heard within `reach` of a span and are at least of some standing.
    pub(crate) fn meetings(
        &self,
        hull: HullId,
        around: Interval,
        reach: Span,
        least: Standing,
    ) -> impl Iterator<Item = &'a Event> {
        let near = self.around(hull, widened(around, reach));
        near.filter(move |&at| self.standing(at) >= least)
            .map(|at| self.event(at))
            .filter(|event| event.kind() == EventKind::Encounter)
    }
}

/// The hulls of an event.
pub(crate) fn parties(event: &Event) -> impl Iterator<Item = HullId> + use<> {
    std::iter::once(event.parties.a).chain(event.parties.b)
}

/// Meetings, seen or not, and waiting.
pub(crate) fn is_contact(event: &Event) -> bool {
    matches!(event.kind(), EventKind::Encounter | EventKind::DarkRendezvous | EventKind::Loitering)
}

/// The other hull of an event.
pub(crate) fn partner(event: &Event, hull: HullId) -> Option<HullId> {
    parties(event).find(|&other| other != hull)
}

/// Whether an event tells that two numbers are probably one hull.
pub(crate) fn is_one_hull(event: &Event) -> bool {
    matches!(&event.finding, Finding::IdentityChange(change) if change.is_one_hull())
}

/// A span made longer at both ends.
pub(crate) fn widened(around: Interval, reach: Span) -> Interval {
    let earlier = Span::from_ms(-reach.ms());
    Interval::between(around.start().saturating_add(earlier), around.end().saturating_add(reach))
}

/// All events by start; equal starts go by what the events are.
fn in_time(events: &[Event]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by(|&one, &other| {
        let key = |event: &Event| (event.start, event.kind(), event.parties, event.end);
        let (a, b) = (&events[one], &events[other]);
        let by_place = || {
            let (here, there) = (a.position, b.position);
            here.lat().total_cmp(&there.lat()).then(here.lon().total_cmp(&there.lon()))
        };
        key(a).cmp(&key(b)).then_with(by_place).then(one.cmp(&other))
    });
    order
}

/// The inverse of an order.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &at) in order.iter().enumerate() {
        places[at] = place;
    }
    places
}

fn by_hull(events: &[Event], in_time: &[usize], end: Timestamp) -> BTreeMap<HullId, Course> {
    let mut of_hull: BTreeMap<HullId, Course> = BTreeMap::new();
    for &at in in_time {
        let event = &events[at];
        for hull in parties(event) {
            let course = of_hull.entry(hull).or_default();
            course.by_start.push(at);
            course.longest = course.longest.max(event.end.unwrap_or(end) - event.start);
        }
    }
    for Course { by_start, .. } in of_hull.values_mut() {
        by_start.dedup();
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

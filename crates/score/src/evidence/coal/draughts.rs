//! What a ship told of its draught around the two calls of a voyage, and what that says of the cargo between them.

use model::{Finding, HullId, Interval, Location, Metres, Span, Timestamp};

use crate::standing::Standing;
use crate::world::World;

/// What the draughts of a voyage say that it carried.
pub(super) enum Draughts {
    /// Deeper after the load, or less deep after the landing.
    Laden(AtCalls),
    /// Less deep after the load, or deeper after the landing: it came to fetch.
    Light(AtCalls),
    /// Deeper, or less deep, after both.
    Contrary { at_load: Step, at_landing: Step },
    /// One change, told after both and soon enough after the load to be of either.
    AtEither(Step),
    /// Nothing.
    Untold,
}

/// A change that was told at the load, at the landing or at both.
#[derive(Clone, Copy)]
pub(super) struct AtCalls {
    load: Option<Step>,
    landing: Option<Step>,
}

/// From one draught to another.
#[derive(Clone, Copy)]
pub(super) struct Step {
    before: Metres,
    after: Metres,
    /// From when the call began until the second was first told.
    span: Interval,
    /// Whether the ship met another between the call and when it was told.
    met_before: bool,
    /// The reports of the two.
    cites: [Location; 2],
}

/// How a draught changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Deeper,
    Lighter,
}

/// The calls of a voyage.
pub(super) struct Calls {
    pub(super) hull: HullId,
    pub(super) load: Interval,
    /// When it ended: at a call or a meeting.
    pub(super) until: Timestamp,
    /// The call at which the cargo may have been landed.
    pub(super) landing: Option<Interval>,
}

impl Calls {
    /// What was told around them.
    pub(super) fn draughts(&self, world: &World<'_>) -> Draughts {
        let &Self { hull, load, until, landing } = self;
        let soon = after_call(hull, load, world).min(until);
        let at_load = step(hull, load, soon, world);
        let at_landing = landing.and_then(|call| step(hull, call, after_call(hull, call, world), world));
        match (at_load, at_landing) {
            (None, None) => Draughts::Untold,
            (None, Some(step)) if step.span.end() <= late(load) => Draughts::AtEither(step),
            (Some(at_load), Some(at_landing)) if at_load.change() == at_landing.change() => {
                Draughts::Contrary { at_load, at_landing }
            }
            (load, landing) => AtCalls { load, landing }.told(),
        }
    }
}

impl Draughts {
    /// Whether they tell what it carried.
    pub(super) const fn tell_cargo(&self) -> bool {
        matches!(self, Self::Laden(_) | Self::Light(_))
    }

    /// When what they tell of the cargo was told, from the call on.
    pub(super) fn counted(&self) -> Vec<Interval> {
        match *self {
            Self::Laden(at) | Self::Light(at) => {
                [at.load, at.landing].into_iter().flatten().map(|step| step.span).collect()
            }
            Self::Contrary { .. } | Self::AtEither(_) | Self::Untold => Vec::new(),
        }
    }

    /// The reports that told them.
    pub(super) fn cites(&self) -> Vec<Location> {
        let steps = match *self {
            Self::Untold => [None, None],
            Self::Laden(at) | Self::Light(at) => [at.load, at.landing],
            Self::Contrary { at_load, at_landing } => [Some(at_load), Some(at_landing)],
            Self::AtEither(step) => [Some(step), None],
        };
        let mut cites: Vec<Location> = steps.into_iter().flatten().flat_map(|step| step.cites).collect();
        cites.dedup();
        cites
    }

    /// The same in words that follow others; none where nothing was told.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Untold => String::new(),
            Self::Laden(at) | Self::Light(at) => at.words(),
            Self::Contrary { at_load, at_landing } => format!(
                "; {}; {}; {} after both calls, so that they do not tell what it carried between them",
                at_load.across(LOAD),
                at_landing.across(LANDING),
                at_load.change().word(),
            ),
            Self::AtEither(Step { before, after, .. }) => format!(
                "; it told {:.1} m before both calls and {:.1} m after them: at which of them it changed is not known",
                before.0, after.0
            ),
        }
    }
}

/// The calls in words.
const LOAD: &str = "that call";
const LANDING: &str = "the call in China";

impl AtCalls {
    fn told(self) -> Draughts {
        let landed = self.landing.map(|step| step.change() == Change::Lighter);
        match self.load.map(|step| step.change() == Change::Deeper).or(landed) {
            Some(true) => Draughts::Laden(self),
            Some(false) => Draughts::Light(self),
            None => Draughts::Untold,
        }
    }

    fn words(self) -> String {
        let at_each = [(self.load, LOAD), (self.landing, LANDING)];
        let words = at_each.into_iter().filter_map(|(step, call)| {
            let step = step?;
            Some(format!("; {}, consistent with {}", step.across(call), step.change().sort()))
        });
        words.collect()
    }
}

impl Step {
    fn change(self) -> Change {
        if self.after.0 > self.before.0 { Change::Deeper } else { Change::Lighter }
    }

    /// The draughts on both sides of a call.
    fn across(self, call: &str) -> String {
        let met = if self.met_before { ", though it had met or lain near another by then" } else { "" };
        format!("it told {:.1} m before {call} and {:.1} m after{met}", self.before.0, self.after.0)
    }
}

impl Change {
    const fn word(self) -> &'static str {
        match self {
            Self::Deeper => "deeper",
            Self::Lighter => "less deep",
        }
    }

    const fn sort(self) -> &'static str {
        match self {
            Self::Deeper => "loading",
            Self::Lighter => "discharging",
        }
    }
}

/// How the draught of a hull changed at a call, as far as it was told before the next.
pub(super) fn change_at(hull: HullId, call: Interval, world: &World<'_>) -> Option<Change> {
    step(hull, call, after_call(hull, call, world), world).map(Step::change)
}

/// Whether a hull lay deeper soon after a silence.
pub(super) fn came_deeper(hull: HullId, silence: Interval, world: &World<'_>) -> bool {
    step(hull, silence, late(silence), world).is_some_and(|step| step.change() == Change::Deeper)
}

/// The draughts told before a span and by a moment after it, where they differ by as much as V4 asks for and hulls of the length lie so
/// deep.
fn step(hull: HullId, span: Interval, until: Timestamp, world: &World<'_>) -> Option<Step> {
    let vessel = world.scene.fleet.vessel(hull)?;
    let (before, former) = vessel.draught_before(span.start())?;
    let (after, report) = vessel.draught_before(until)?;
    let limits = &world.weights.voyage;
    let differ = (after.0 - before.0).abs() + 1e-6 >= limits.draught_m;
    let too_deep = limits.is_too_deep(Metres(before.0.max(after.0)), world.craft(hull).length);
    let told = report.time > span.start() && differ && !too_deep;
    told.then(|| {
        let cites = [former.location, report.location];
        let met_before = met_between(hull, span.end(), report.time, world);
        Step { before, after, span: Interval::between(span.start(), report.time), met_before, cites }
    })
}

/// Whether a hull met another, or came to lie near one, between two moments.
fn met_between(hull: HullId, from: Timestamp, until: Timestamp, world: &World<'_>) -> bool {
    let between = (from <= until).then(|| Interval::between(from, until));
    let mut met = between.into_iter().flat_map(|span| world.meetings(hull, span, Span::ZERO, Standing::Leg));
    met.any(|event| event.start > from)
}

/// When the draughts of a call are told at the latest: two days on, or when the next call begins.
fn after_call(hull: HullId, call: Interval, world: &World<'_>) -> Timestamp {
    let late = late(call);
    let next = world
        .around(hull, Interval::between(call.start(), late))
        .map(|at| world.event(at))
        .find(|event| matches!(event.finding, Finding::PortVisit(_)) && event.start > call.end());
    next.map_or(late, |event| event.start.min(late))
}

/// Crews set the draught within two days of a call (design; V4 allows a week).
fn late(call: Interval) -> Timestamp {
    call.end().saturating_add(Span::from_hours(48))
}

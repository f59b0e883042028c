//! Two that may have met unheard, of which one was heard beside the other that waited: for too short a time to tell a meeting by, but
//! heard all the same.

use model::{Event, EventKind, Fix, HullId, Interval, Location, Metres, Position, Span, Timestamp};

use crate::subject::{Subject, minute};
use crate::world::{parties, partner, widened};

/// How a ship was heard beside another that waited, or so shortly before that it was coming alongside.
pub(super) struct Beside {
    heard: HullId,
    waiting: HullId,
    farthest: Metres,
    last: Timestamp,
    pub(super) cites: Vec<Location>,
}

/// A ship is heard beside another before a meeting if it was so within this time (design: the time that coming alongside takes).
const BEFORE: Span = Span::from_hours(1);

impl Beside {
    /// What was heard of the two of an unseen meeting side by side.
    pub(super) fn of(meeting: &Event, subject: Subject<'_>) -> Option<Self> {
        let near = widened(subject.world.interval(meeting), BEFORE);
        parties(meeting).find_map(|waiting| {
            let heard = partner(meeting, waiting)?;
            waits(waiting, near, subject).find_map(|wait| Self::during(wait, [heard, waiting], subject))
        })
    }

    /// What was heard of a ship beside another while that waited.
    fn during(wait: Interval, [heard, waiting]: [HullId; 2], subject: Subject<'_>) -> Option<Self> {
        let fleet = subject.world.scene.fleet;
        let (own, others) = (fleet.track(heard)?, fleet.track(waiting)?);
        let close = Metres(subject.world.weights.contact.alongside_m);
        let during = own.fixes.iter().filter(|fix| wait.contains(fix.time));
        let beside = during.filter_map(|fix| {
            let distance = place_at(&others.fixes, fix.time)?.distance(fix.position);
            (distance <= close).then_some((fix, distance))
        });
        let beside: Vec<(&Fix, Metres)> = beside.collect();
        let farthest = beside.iter().map(|(_, distance)| distance.0).fold(0.0, f64::max);
        let cites = beside.iter().map(|(fix, _)| fix.location).collect();
        let last = beside.last()?.0.time;
        Some(Self { heard, waiting, farthest: Metres(farthest), last, cites })
    }

    pub(super) fn words(&self) -> String {
        let Self { heard, waiting, farthest, last, cites } = self;
        let within = format!("within {:.0} m of MMSI {waiting}", farthest.0.ceil());
        let ship = format!("a vessel broadcasting MMSI {heard} was heard");
        match cites.len() {
            1 => format!("{ship} {within} at {}", minute(*last)),
            times => format!("{ship} {times} times {within} until {}", minute(*last)),
        }
    }
}

/// The waits of a ship in a span, as far as they share it.
fn waits(hull: HullId, near: Interval, subject: Subject<'_>) -> impl Iterator<Item = Interval> {
    let world = subject.world;
    let waits = world.around(hull, near).map(|at| world.event(at));
    waits
        .filter(|event| event.kind() == EventKind::Loitering)
        .filter_map(move |wait| world.interval(wait).overlap(near))
}

/// Where a ship that waits was at a moment, in even motion between its fixes.
fn place_at(fixes: &[Fix], time: Timestamp) -> Option<Position> {
    let after = fixes.partition_point(|fix| fix.time <= time);
    let (from, to) = (fixes.get(after.checked_sub(1)?)?, fixes.get(after)?);
    let share = (time - from.time).secs() / (to.time - from.time).secs();
    Some(from.position.interpolate(to.position, share))
}

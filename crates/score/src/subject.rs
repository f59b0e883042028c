//! An incident as the indicators look at it.

use std::collections::BTreeSet;

use model::{
    Event, EventKind, Finding, Gap, HullId, Interval, Location, PortVisit, Position, Span, Timestamp,
};

use crate::craft::Craft;
use crate::incident::Incident;
use crate::standing::Standing;
use crate::world::{World, is_contact, is_one_hull, parties, partner, widened};

/// An incident in its world.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) world: &'a World<'a>,
    pub(crate) incident: &'a Incident,
}

/// How hulls were heard around an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Presence {
    /// One of them was first heard later, or last heard earlier.
    InPart,
    /// Before and after, one of them with a silence of hours between.
    WithSilence,
    /// The same, but it was heard meanwhile under another number or at false positions.
    WithNoSilence,
    /// Without a silence of hours: then the absence of one is a fact.
    Throughout,
}

impl<'a> Subject<'a> {
    pub(crate) fn deciding(self) -> &'a Event {
        self.world.event(self.incident.deciding)
    }

    /// Words to name the event of which a fact speaks where it is another than the one that decides the lead; none where it is not.
    pub(crate) fn elsewhere(self, event: &Event) -> String {
        if std::ptr::eq(event, self.deciding()) {
            return String::new();
        }
        format!(", at the {} that began {}", event.kind().noun(), minute(event.start))
    }

    /// The place of an event as it is told: that of an unseen meeting is inferred, and no nearer known than a kilometre.
    pub(crate) fn place(event: &Event) -> String {
        match &event.finding {
            Finding::DarkRendezvous(_) => format!("the inferred place {}", inferred(event.position)),
            _ => event.position.to_string(),
        }
    }

    pub(crate) fn interval(self) -> Interval {
        self.world.interval(self.deciding())
    }

    /// The hulls of the deciding event.
    pub(crate) fn hulls(self) -> impl Iterator<Item = HullId> {
        parties(self.deciding())
    }

    /// How sure it is that a hull took part: 1, but for the guessed partner in an unseen meeting the probability of the
    /// guess.
    pub(crate) fn certainty(self, hull: HullId) -> f64 {
        let guessed = self.incident.guess == Some(hull);
        match &self.deciding().finding {
            Finding::DarkRendezvous(meeting) if guessed => meeting.probability_by_courses,
            _ => 1.0,
        }
    }

    /// Whether a hull took part more probably than not, against every other meeting that it could have had.
    pub(crate) fn was_there(self, hull: HullId) -> bool {
        let guessed = self.incident.guess == Some(hull);
        match &self.deciding().finding {
            Finding::DarkRendezvous(meeting) if guessed => meeting.probability >= 0.5,
            _ => true,
        }
    }

    /// Whether a change of number among the legs tells that two numbers are probably one hull.
    pub(crate) fn are_one_hull(self, one: HullId, other: HullId) -> bool {
        let mut changes = self.legs().filter(|event| is_one_hull(event));
        changes.any(|change| partner(change, one) == Some(other) && partner(change, other) == Some(one))
    }

    /// The other numbers under which a hull probably went, as changes of number among the legs tell.
    pub(crate) fn other_numbers(self, hull: HullId) -> BTreeSet<HullId> {
        let changes: Vec<&Event> = self.legs().filter(|event| is_one_hull(event)).collect();
        let (mut numbers, mut known) = (BTreeSet::from([hull]), 0);
        while numbers.len() > known {
            known = numbers.len();
            let touching =
                changes.iter().filter(|change| parties(change).any(|hull| numbers.contains(&hull)));
            let more: Vec<HullId> = touching.flat_map(|change| parties(change)).collect();
            numbers.extend(more);
        }
        numbers.remove(&hull);
        numbers
    }

    pub(crate) fn crafts(self) -> impl Iterator<Item = Craft> {
        self.hulls().map(move |hull| self.world.craft(hull))
    }

    pub(crate) fn legs(self) -> impl Iterator<Item = &'a Event> {
        self.incident.legs.iter().map(move |&at| self.world.event(at))
    }

    /// Those that could each decide a lead.
    pub(crate) fn seeds(self) -> impl Iterator<Item = &'a Event> {
        let seeds = self.incident.legs.iter().filter(move |&&at| self.world.standing(at) == Standing::Seed);
        seeds.map(move |&at| self.world.event(at))
    }

    /// Meetings, seen or not, and waiting, that could each decide a lead.
    pub(crate) fn contacts(self) -> impl Iterator<Item = &'a Event> {
        self.seeds().filter(|event| is_contact(event))
    }

    /// Silences of the hulls of the deciding event, or of the incident's other hulls near in time to it, but for those
    /// that are no silences of a hull.
    pub(crate) fn gaps(self) -> impl Iterator<Item = (&'a Event, &'a Gap)> {
        let near = widened(self.interval(), self.world.options.chain.evasion_window);
        let gaps = self.legs().filter_map(|event| match &event.finding {
            Finding::Gap(gap) if !self.world.is_no_silence(event) => Some((event, gap)),
            _ => None,
        });
        gaps.filter(move |(event, _)| self.world.interval(event).overlap(near).is_some())
    }

    pub(crate) fn calls(self) -> impl Iterator<Item = (&'a Event, &'a PortVisit)> {
        self.legs().filter_map(|event| match &event.finding {
            Finding::PortVisit(visit) => Some((event, visit)),
            _ => None,
        })
    }

    /// How the hulls of the deciding event were heard from a day before it to a day after it.
    pub(crate) fn presence(self) -> Presence {
        let around = widened(self.interval(), Span::from_hours(24));
        let least = self.hulls().map(|hull| self.presence_of(hull, around)).min();
        least.unwrap_or(Presence::InPart)
    }

    /// How a hull was heard, by whatever number it went.
    fn presence_of(self, hull: HullId, around: Interval) -> Presence {
        let numbers: Vec<HullId> = [hull].into_iter().chain(self.other_numbers(hull)).collect();
        let tracks = || numbers.iter().filter_map(|&number| self.world.scene.fleet.track(number));
        let before = tracks().filter_map(|track| track.fixes.first()).any(|fix| fix.time <= around.start());
        let after = tracks().filter_map(|track| track.fixes.last()).any(|fix| fix.time >= around.end());
        let gaps = || {
            numbers.iter().flat_map(|&number| {
                let near = self.world.around(number, around).map(|at| self.world.event(at));
                near.filter(move |event| event.kind() == EventKind::Gap && event.parties.a == number)
            })
        };
        match () {
            () if !before || !after => Presence::InPart,
            () if gaps().any(|gap| !self.world.is_no_silence(gap)) => Presence::WithSilence,
            () if gaps().next().is_some() => Presence::WithNoSilence,
            () => Presence::Throughout,
        }
    }

    /// Places of the last static reports of a hull, for facts that rest on its identity.
    pub(crate) fn static_cites(self, hull: HullId) -> Vec<Location> {
        let vessel = self.world.scene.fleet.vessel(hull);
        vessel.and_then(|vessel| vessel.timeline.last()).map(|report| report.location).into_iter().collect()
    }

    /// A line that has the number of a hull, for facts that rest on its digits: a static report, or else the first position.
    pub(crate) fn number_cites(self, hull: HullId) -> Vec<Location> {
        let said = self.static_cites(hull);
        let track = self.world.scene.fleet.track(hull).filter(|_| said.is_empty());
        let first = track.and_then(|track| track.fixes.first()).map(|fix| fix.location);
        said.into_iter().chain(first).collect()
    }
}

/// A place to a hundredth of a degree, about a kilometre.
pub(crate) fn inferred(position: Position) -> String {
    let (north, east) =
        (if position.lat() < 0.0 { 'S' } else { 'N' }, if position.lon() < 0.0 { 'W' } else { 'E' });
    format!("{:.2} {north} {:.2} {east}", position.lat().abs(), position.lon().abs())
}

/// The day of a moment.
pub(crate) fn day(time: Timestamp) -> String {
    time.to_string().chars().take(10).collect()
}

/// A moment to the minute.
pub(crate) fn minute(time: Timestamp) -> String {
    let minute: String = time.to_string().chars().take(16).collect();
    format!("{} UTC", minute.replace('T', " "))
}

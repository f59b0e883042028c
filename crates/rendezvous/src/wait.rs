//! Waits that may hide a meeting, and how much each looks like one.

use std::collections::BTreeMap;

use model::{
    Event, EventKind, Finding, Fix, HullId, Interval, Knots, Loitering, Metres, Position, Span, Timestamp,
};

use crate::facts::{MeetingFact, MeetingFacts};
use crate::prism::Prism;
use crate::sea::Sea;
use crate::spot::Spot;
use crate::{SeclusionOptions, whereabouts};

/// A merchant hull that waits.
pub(crate) struct Wait<'a> {
    pub(crate) event: &'a Event,
    /// The time in which it can have been there: from the earliest moment at which it can have come to the latest at which it can have
    /// left, but no longer before it was heard there, or after, than is worth asking.
    pub(crate) time: Interval,
    /// Its fixes while it was heard there, with the last before and the first after.
    fixes: &'a [Fix],
    /// How far from its mean place it ever was.
    pub(crate) room: Metres,
    /// Whom it met meanwhile, as far as was heard.
    pub(crate) company: Vec<HullId>,
    /// Whether it was heard with others most of the time.
    pub(crate) is_accompanied: bool,
    /// What its place, its rest and the hull's other waits say.
    pub(crate) occasion: Occasion,
}

/// How much likelier a wait is of a hull that meets somebody than of any other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occasion {
    /// So far from the shore.
    off_shore: f64,
    /// Lying or adrift, and for so long.
    rest: f64,
    /// With others near, or none.
    company: f64,
    /// Where so many others wait.
    custom: f64,
    /// So far from the DPRK.
    range: f64,
    /// If the hull waits so often.
    habit: f64,
}

impl Occasion {
    /// What is known of a meeting, with what the wait says.
    pub(crate) fn told(&self, facts: MeetingFacts) -> MeetingFacts {
        facts
            .with(MeetingFact::OffShore, self.off_shore)
            .with(MeetingFact::Rest, self.rest)
            .with(MeetingFact::Company, self.company)
            .with(MeetingFact::Custom, self.custom)
            .with(MeetingFact::Range, self.range)
            .with(MeetingFact::Habit, self.habit)
    }
}

/// The waits of merchants among what hulls did.
pub(crate) fn waits<'a>(events: &'a [Event], rests: &'a [Event], sea: &Sea<'a>) -> Vec<Wait<'a>> {
    let waits = events.iter().chain(rests).filter(|event| event.kind() == EventKind::Loitering);
    let merchants = waits.filter(|wait| sea.is_merchant(wait.parties.a));
    let mut waits: Vec<Wait<'a>> = merchants.map(|event| wait(event, sea)).collect();
    let alone = alone(&waits, sea);
    for wait in &mut waits {
        wait.occasion.habit = habit(wait, &alone, sea);
    }
    waits
}

fn wait<'a>(event: &'a Event, sea: &Sea<'a>) -> Wait<'a> {
    let (company, shared): (Vec<HullId>, Vec<Interval>) =
        sea.met.during(event.parties.a, event.interval()).unzip();
    let seen = Interval::covered(shared);
    let is_accompanied =
        !company.is_empty() && seen.hours() >= sea.options.dark.seen_share * event.interval().span().hours();
    let fixes = about(sea.fixes(event.parties.a), event.interval());
    let room = room(event, fixes);
    let time = may_be_there(event, fixes, sea);
    Wait { event, time, fixes, room, company, is_accompanied, occasion: occasion(event, sea) }
}

/// The fixes within a time, with the last before it and the first after.
fn about(fixes: &[Fix], time: Interval) -> &[Fix] {
    let first = fixes.partition_point(|fix| fix.time < time.start()).saturating_sub(1);
    let last = fixes.partition_point(|fix| fix.time <= time.end());
    &fixes[first..fixes.len().min(last + 1)]
}

fn room(wait: &Event, fixes: &[Fix]) -> Metres {
    let first = fixes.partition_point(|fix| fix.time < wait.start);
    let during = fixes[first..].iter().take_while(|fix| fix.time <= wait.interval().end());
    Metres(during.map(|fix| fix.position.distance(wait.position).0).fold(0.0, f64::max))
}

impl Wait<'_> {
    /// The time that a silent hull could have spent with this one, wherever that lay or drifted at each moment.
    pub(crate) fn visit(&self, prism: &Prism<'_>, sea: &Sea<'_>) -> Option<Interval> {
        self.with(prism, self.time, sea)
    }

    fn with(&self, prism: &Prism<'_>, time: Interval, sea: &Sea<'_>) -> Option<Interval> {
        let options = &sea.options.dark;
        if self.room <= options.beside {
            // Where it lay, another would have been beside it on the mean.
            return prism.window(self.event.position)?.overlap(time);
        }
        let time = prism.about(self.event.position, self.room).overlap(time)?;
        let half = Span::from_ms(options.at_least.ms() / 2);
        prism.with(time, half, |moment| self.place(moment))
    }

    /// Where it was at a moment; before and after, where it came to wait and left from.
    pub(crate) fn place(&self, moment: Timestamp) -> Position {
        let heard = self.event.interval();
        whereabouts::at(self.fixes, moment.clamp(heard.start(), heard.end())).unwrap_or(self.event.position)
    }

    /// How far from there it may have drifted before it was heard there, or since: as fast as it did while it was.
    pub(crate) fn astray(&self, moment: Timestamp) -> Metres {
        Metres(self.speed().metres_per_second() * self.unheard(moment).secs())
    }

    /// How fast it drifted; one that was heard there for less than an hour may have told no speed that lasts.
    pub(crate) fn speed(&self) -> Knots {
        /// Of tankers adrift (design: they make 0.3 to 1 kn).
        const DRIFT: Knots = Knots(0.5);
        let told = mean_speed(self.event);
        let is_short = self.event.interval().span() < Span::from_hours(1);
        if is_short { Knots(told.0.max(DRIFT.0)) } else { told }
    }

    /// How long before or after it was heard there a moment is.
    pub(crate) fn unheard(&self, moment: Timestamp) -> Span {
        let heard = self.event.interval();
        (heard.start() - moment).max(moment - heard.end()).max(Span::ZERO)
    }

    /// Where it can have met a silent hull, or one that is never heard, and when: nobody knows when between two fixes it came or left.
    pub(crate) fn spots(&self, prism: Option<&Prism<'_>>, sea: &Sea<'_>) -> Vec<Spot> {
        const STEPS: i64 = 20;
        let presence = presence(self.event, self.fixes, sea);
        let Some(when) = prism.map_or(Some(presence), |prism| self.with(prism, presence, sea)) else {
            return Vec::new();
        };
        let spots = (0..STEPS).map(|step| {
            let since = Span::from_ms(when.span().ms() * (2 * step + 1) / (2 * STEPS));
            Spot { place: self.place(when.start().saturating_add(since)), when, weight: 1.0 }
        });
        spots.collect()
    }
}

/// The time in which a hull can have waited where it was heard waiting.
fn may_be_there(wait: &Event, fixes: &[Fix], sea: &Sea<'_>) -> Interval {
    let heard = wait.interval();
    let presence = presence(wait, fixes, sea);
    let rests_for = sea.options.dark.rests_for;
    Interval::between(
        presence.start().max(heard.start().saturating_add(Span::ZERO - rests_for)),
        presence.end().min(heard.end().saturating_add(rests_for)),
    )
}

/// From the earliest moment at which a hull can have come to where it waited to the latest at which it can have left.
fn presence(wait: &Event, fixes: &[Fix], sea: &Sea<'_>) -> Interval {
    let heard = wait.interval();
    let speed = sea.top_speed(wait.parties.a).metres_per_second();
    let way = |one: &Fix, other: &Fix| Span::from_secs_f64(one.position.distance(other.position).0 / speed);
    let first = fixes.partition_point(|fix| fix.time < heard.start());
    let came = match fixes.get(first.saturating_sub(1)..=first) {
        Some([before, first]) => before.time.saturating_add(way(before, first)),
        _ => heard.start(),
    };
    let after = fixes.partition_point(|fix| fix.time <= heard.end());
    let left = match fixes.get(after.saturating_sub(1)..=after) {
        Some([last, after]) => after.time.saturating_add(Span::ZERO - way(last, after)),
        _ => heard.end(),
    };
    Interval::between(came.min(heard.start()), left.max(heard.end()))
}

/// What a wait says by itself.
fn occasion(wait: &Event, sea: &Sea<'_>) -> Occasion {
    let options = &sea.options.dark.seclusion;
    let hull = wait.parties.a;
    let (off_shore, rest) = if sea.is_foreign_tanker_off_dprk(hull, wait.position, wait.surroundings.shore) {
        (options.off_dprk, 1.0)
    } else {
        (options.off_shore(wait.surroundings.shore), manner(wait, sea))
    };
    Occasion {
        off_shore,
        rest,
        company: if wait.surroundings.others_near == 0 { options.alone } else { options.in_company },
        custom: sea.custom(wait.position, &[hull]),
        range: sea.on_record(wait.position),
        habit: 1.0,
    }
}

/// How much likelier a wait is of a hull that meets somebody by how the hull rests, and for how long.
fn manner(wait: &Event, sea: &Sea<'_>) -> f64 {
    let options = &sea.options.dark.seclusion;
    let is_dry = sea.is_dry(wait.parties.a);
    let rest = match (is_dry, is_adrift(wait, options)) {
        (true, true) => options.dry_adrift,
        (true, false) => options.dry_lying,
        (false, true) => options.adrift,
        (false, false) => options.lying,
    };
    let is_long = !is_dry && wait.interval().span() > options.long_wait;
    if is_long { rest * options.long_wait_ratio } else { rest }
}

fn is_adrift(wait: &Event, options: &SeclusionOptions) -> bool {
    mean_speed(wait) >= options.adrift_speed
}

fn mean_speed(wait: &Event) -> Knots {
    match wait.finding {
        Finding::Loitering(Loitering { mean_speed, .. }) => mean_speed,
        _ => Knots(0.0),
    }
}

/// How often each hull waited without company, adrift or at anchor.
fn alone(waits: &[Wait<'_>], sea: &Sea<'_>) -> BTreeMap<(HullId, bool), u32> {
    let mut alone = BTreeMap::new();
    for wait in waits.iter().filter(|wait| !wait.is_accompanied) {
        *alone.entry(kind_of(wait, sea)).or_default() += 1;
    }
    alone
}

fn kind_of(wait: &Wait<'_>, sea: &Sea<'_>) -> (HullId, bool) {
    (wait.event.parties.a, is_adrift(wait.event, &sea.options.dark.seclusion))
}

/// What the hull's other waits say of one.
fn habit(wait: &Wait<'_>, alone: &BTreeMap<(HullId, bool), u32>, sea: &Sea<'_>) -> f64 {
    let of_kind = alone.get(&kind_of(wait, sea)).copied().unwrap_or(0);
    let others = of_kind.saturating_sub(u32::from(!wait.is_accompanied));
    let fixes = sea.fixes(wait.event.parties.a);
    let heard = fixes.first().zip(fixes.last()).map_or(Span::ZERO, |(first, last)| last.time - first.time);
    sea.options.dark.habit.ratio(others, heard)
}

#[cfg(test)]
impl Occasion {
    /// All of it, each fact in full.
    fn whole(&self) -> f64 {
        self.off_shore * self.rest * self.company * self.custom * self.range * self.habit
    }
}

#[cfg(test)]
mod tests {
    use model::{Fleet, Identity, Metres, ShipType, Surroundings, Track, Transmitter, Vessel};

    use super::*;
    use crate::world::{CHART, every, hull, minute, place, track};
    use crate::{Options, loitering};

    const SHIP: u32 = 440_000_001;
    const TANKER: u8 = 80;
    const BULK_CARRIER: u8 = 70;

    fn vessel(ship_type: u8) -> Vessel {
        Vessel {
            hull: hull(SHIP),
            identity: Identity { ship_type: ShipType::from_field(ship_type), ..Identity::default() },
            timeline: model::Timeline::default(),
            transmitter: Transmitter::ClassA,
            first_seen: minute(0.0),
            last_seen: minute(9000.0),
            unplaced: Vec::new(),
        }
    }

    /// Waits of so many hours each, every other day for a month, at a speed in metres a minute; on passage in between.
    fn waiting(count: u32, hours: f64, pace: f64) -> Track {
        let (mut at, mut north, mut fixes) = (0.0, 0.0, Vec::new());
        for number in 0..15 {
            let lingers = number < count;
            let minutes = if lingers { hours * 60.0 } else { 0.0 };
            fixes.extend(every(10.0, 0.0, minutes).map(|minute| (at + minute, north + pace * minute)));
            let (from, start) = (at + minutes, north + pace * minutes);
            let under_way = 2880.0 - minutes;
            fixes.extend(every(10.0, 10.0, under_way - 10.0).map(|minute| {
                let there_and_back = minute.min(under_way - minute);
                (from + minute, start + 300.0 * there_and_back)
            }));
            (at, north) = (at + 2880.0, start);
        }
        track(SHIP, fixes.into_iter().map(|(minute, north)| (minute, place(north, 0.0))))
    }

    /// What the first wait is worth.
    fn occasion(track: Track, ship_type: u8, others_near: u32) -> f64 {
        let options = Options::default();
        let mut found = loitering(&track, &CHART, &options);
        for wait in &mut found {
            let far_out = Some(Metres::from_km(200.0));
            wait.surroundings = Surroundings { shore: far_out, others_near, ..wait.surroundings };
        }
        let fleet = Fleet { tracks: vec![track], vessels: vec![vessel(ship_type)] };
        let sea = Sea::new(&fleet, &found, &CHART, &options).unwrap();
        waits(&found, &[], &sea)[0].occasion.whole()
    }

    #[test]
    fn a_tanker_adrift_alone_far_out_is_there_for_somebody_and_a_dry_cargo_ship_is_not() {
        let drifts = || waiting(1, 10.0, 20.0);
        let tanker = occasion(drifts(), TANKER, 0);
        assert!(tanker > 10.0 && occasion(drifts(), BULK_CARRIER, 0) < tanker / 10.0, "{tanker}");
        assert!(occasion(drifts(), TANKER, 3) < tanker / 4.0, "in company");
        assert!(occasion(waiting(1, 10.0, 0.5), TANKER, 0) < tanker / 4.0, "at anchor");
        assert!(occasion(waiting(1, 40.0, 20.0), TANKER, 0) < tanker / 3.0, "for two days");
    }

    #[test]
    fn a_tanker_that_drifts_every_other_day_waits_for_orders() {
        let (seldom, often) =
            (occasion(waiting(2, 10.0, 20.0), TANKER, 0), occasion(waiting(12, 10.0, 20.0), TANKER, 0));
        assert!(often < seldom / 5.0, "{often} {seldom}");
    }
}

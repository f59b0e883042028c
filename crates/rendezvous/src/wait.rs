//! Waits that may hide a meeting, and how much each looks like one.

use std::collections::BTreeMap;

use model::{
    Event, EventKind, Finding, Fix, HullId, Interval, Knots, Loitering, Metres, Position, Span, Timestamp,
};

use crate::prism::Prism;
use crate::sea::Sea;
use crate::spot::Spot;
use crate::{SeclusionOptions, whereabouts};

/// A merchant hull that waits.
pub(crate) struct Wait<'a> {
    pub(crate) event: &'a Event,
    /// Its fixes meanwhile, with the last before and the first after.
    fixes: &'a [Fix],
    /// How far from its mean place it ever was.
    pub(crate) room: Metres,
    /// Whom it met meanwhile, as far as was heard.
    pub(crate) company: Vec<HullId>,
    /// Whether it was heard with others most of the time.
    pub(crate) is_accompanied: bool,
    /// How much likelier such a wait is of a hull that meets somebody than of any other: by its place, its rest, its length and
    /// the hull's habit.
    pub(crate) occasion: f64,
}

/// The waits of merchants among what hulls did.
pub(crate) fn waits<'a>(events: &'a [Event], sea: &Sea<'a>) -> Vec<Wait<'a>> {
    let waits = events.iter().filter(|event| event.kind() == EventKind::Loitering);
    let merchants = waits.filter(|wait| sea.is_merchant(wait.parties.a));
    let mut waits: Vec<Wait<'a>> = merchants.map(|event| wait(event, sea)).collect();
    let alone = alone(&waits, sea);
    for wait in &mut waits {
        wait.occasion *= habit(wait, &alone, sea);
    }
    waits
}

fn wait<'a>(event: &'a Event, sea: &Sea<'a>) -> Wait<'a> {
    let (company, shared): (Vec<HullId>, Vec<Interval>) =
        sea.met.during(event.parties.a, event.interval()).unzip();
    let seen = Interval::covered(shared);
    let is_accompanied = seen.hours() >= sea.options.dark.seen_share * event.interval().span().hours();
    let fixes = about(sea.fixes(event.parties.a), event.interval());
    let room = room(event, fixes);
    Wait { event, fixes, room, company, is_accompanied, occasion: seclusion(event, sea) }
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
        self.with(prism, self.event.interval(), sea)
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

    /// Where it can have met a silent hull, or one that is never heard, and when: nobody knows when between two fixes it came or left.
    pub(crate) fn spots(&self, prism: Option<&Prism<'_>>, sea: &Sea<'_>) -> Vec<Spot> {
        const STEPS: i64 = 20;
        let presence = self.presence(sea);
        let Some(when) = prism.map_or(Some(presence), |prism| self.with(prism, presence, sea)) else {
            return Vec::new();
        };
        let spots = (0..STEPS).map(|step| {
            let since = Span::from_ms(when.span().ms() * (2 * step + 1) / (2 * STEPS));
            Spot { place: self.place(when.start().saturating_add(since)), when, weight: 1.0 }
        });
        spots.collect()
    }

    /// From the earliest moment at which it can have come to where it waited to the latest at which it can have left.
    fn presence(&self, sea: &Sea<'_>) -> Interval {
        let (fixes, heard) = (self.fixes, self.event.interval());
        let speed = sea.top_speed(self.event.parties.a).metres_per_second();
        let way =
            |one: &Fix, other: &Fix| Span::from_secs_f64(one.position.distance(other.position).0 / speed);
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
}

/// How much likelier it is that a wait hides a meeting where it lies, and as it does, than anywhere.
fn seclusion(wait: &Event, sea: &Sea<'_>) -> f64 {
    let options = &sea.options.dark.seclusion;
    let hull = wait.parties.a;
    let company = if wait.surroundings.others_near == 0 { options.alone } else { options.in_company };
    let place = if sea.is_foreign_tanker_off_dprk(hull, wait.position, wait.surroundings.shore) {
        options.off_dprk
    } else {
        options.off_shore(wait.surroundings.shore) * manner(wait, sea)
    };
    place * company * sea.custom(wait.position, &[hull]) * sea.on_record(wait.position)
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
    let speed = match wait.finding {
        Finding::Loitering(Loitering { mean_speed, .. }) => mean_speed,
        _ => Knots(0.0),
    };
    speed >= options.adrift_speed
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
        waits(&found, &sea)[0].occasion
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

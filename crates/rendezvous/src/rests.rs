//! Rests that a silence adjoins: hulls that lay still, or adrift, when they were last heard, or when they were heard again.
//!
//! Loitering asks for hours that were heard. A hull that stopped shortly before it went unheard may have waited for as long, and so may
//! one that is found lying and leaves; nobody knows until when, or since when. Told as waits, but for the finding of unseen meetings
//! alone: no event says that a hull waited of which that was not heard.

use std::collections::BTreeMap;

use model::{
    Event, EventKind, Finding, Fix, HullId, Interval, Knots, Loitering, Parties, Position, Span, Track,
};

use crate::loitering::made_good;
use crate::sea::Sea;
use crate::share::{Share, many};
use crate::{LoiteringOptions, count_neighbours, surroundings};

/// The rests of merchants off shore, outside ports and anchorages, that are no part of any wait among what hulls did: from the first
/// fix at which the hull was heard there to the last.
pub(crate) fn rests(others: &[Event], sea: &Sea<'_>, share: &impl Share) -> Vec<Event> {
    let mut waits: BTreeMap<HullId, Vec<Interval>> = BTreeMap::new();
    for wait in others.iter().filter(|event| event.kind() == EventKind::Loitering) {
        waits.entry(wait.parties.a).or_default().push(wait.interval());
    }
    let of_track = |at: usize| {
        let track = &sea.fleet.tracks[at];
        let waits = waits.get(&track.hull).map_or(&[][..], Vec::as_slice);
        Hull { track, waits, sea }.rests()
    };
    let mut rests: Vec<Event> = many(share, sea.fleet.tracks.len(), of_track).collect();
    count_neighbours(&mut rests, &sea.fleet.tracks, sea.options);
    rests
}

/// A ship takes so long to stop (design: a laden tanker of the sizes on record, from service speed).
const STOPS_WITHIN: Span = Span::from_minutes(10);

struct Hull<'a> {
    track: &'a Track,
    waits: &'a [Interval],
    sea: &'a Sea<'a>,
}

impl Hull<'_> {
    fn rests(&self) -> Vec<Event> {
        if !self.sea.is_merchant(self.track.hull) {
            return Vec::new();
        }
        let silences = (1..self.track.fixes.len()).filter(|&next| self.may_hide_a_wait(next));
        let rests = silences.flat_map(|next| [self.before(next), self.after(next)]).flatten();
        let mut rests: Vec<Event> = rests.collect();
        // One between two silences adjoins both.
        rests.dedup_by_key(|rest| rest.interval());
        rests
    }

    const fn limits(&self) -> &LoiteringOptions {
        &self.sea.options.loitering
    }

    /// Whether between a fix and the one before there was time for a wait beside the way.
    fn may_hide_a_wait(&self, next: usize) -> bool {
        let [last, next] = [&self.track.fixes[next - 1], &self.track.fixes[next]];
        let silence = next.time - last.time;
        let speed = self.sea.top_speed(self.track.hull).metres_per_second();
        let way = Span::from_secs_f64(last.position.distance(next.position).0 / speed);
        silence <= self.sea.options.dark.longest && silence - way >= self.limits().at_least
    }

    /// The rest that a silence ends.
    fn before(&self, next: usize) -> Option<Event> {
        let heard = &self.track.fixes[..next];
        let last = heard.last()?;
        let fixes = heard.iter().rev().take_while(|fix| self.rests_with(fix, last)).count();
        let first = next - fixes;
        self.made_no_way(&heard[first.saturating_sub(1)..])
            .then(|| self.rest(&heard[first..], last.position))?
    }

    /// The rest that one begins.
    fn after(&self, next: usize) -> Option<Event> {
        let heard = &self.track.fixes[next..];
        let first = heard.first()?;
        let fixes = heard.iter().take_while(|fix| self.rests_with(fix, first)).count();
        let with_next = heard.len().min(fixes + 1);
        self.made_no_way(&heard[..with_next]).then(|| self.rest(&heard[..fixes], first.position))?
    }

    /// Whether a hull made good no more from fix to fix than it told, and a wait allows: a speed log that is stuck at nothing tells of no
    /// rest. One that is under way at one of two fixes may have stopped right before or after the other, if they are not minutes apart.
    fn made_no_way(&self, fixes: &[Fix]) -> bool {
        let limits = self.limits();
        fixes.windows(2).all(|leg| {
            let elapsed = leg[1].time - leg[0].time;
            let told = leg[0].speed().zip(leg[1].speed());
            told.is_none_or(|(one, other)| {
                let both_rest = one.0.max(other.0) < limits.lying_speed.0;
                let within = if both_rest { limits.speed_window } else { STOPS_WITHIN };
                let allowed = f64::midpoint(one.0, other.0) + limits.speed.0;
                elapsed > within || made_good(&leg[0], &leg[1]).0 <= allowed
            })
        })
    }

    /// Whether a hull says at a fix that it lies or drifts, and can have drifted from there to where it was at another.
    fn rests_with(&self, fix: &Fix, other: &Fix) -> bool {
        let limits = self.limits();
        let apart = (fix.time - other.time).abs();
        let drift = limits.adrift_speed.metres_per_second() * apart.secs() + limits.lying_room.0;
        fix.speed().is_some_and(|speed| speed < limits.lying_speed)
            && apart < limits.silence
            && fix.position.distance(other.position).0 <= drift
    }

    /// Of the fixes at which it was heard there; `place` is where it was beside the silence.
    fn rest(&self, run: &[Fix], place: Position) -> Option<Event> {
        let (first, last) = (run.first()?, run.last()?);
        let heard = Interval::between(first.time, last.time);
        let is_known = self.waits.iter().any(|wait| wait.overlap(heard).is_some());
        let surroundings = surroundings(place, self.sea.chart, self.sea.options);
        let is_off_shore =
            surroundings.shore.is_none_or(|shore| shore >= self.sea.options.dark.shore_distance);
        let is_in_port = surroundings.port.is_some_and(|port| port < self.limits().port_distance);
        let counts = !is_known && is_off_shore && !is_in_port && !surroundings.in_anchorage;
        counts.then(|| Event {
            finding: Finding::Loitering(Loitering {
                mean_speed: mean_speed(run),
                drift: first.position.geodesic(last.position),
                fixes: run.len() as u32,
                longest_silence: Span::ZERO,
            }),
            parties: Parties { a: self.track.hull, b: None },
            start: heard.start(),
            end: Some(heard.end()),
            position: place,
            surroundings,
            cites: if run.len() > 1 { vec![first.location, last.location] } else { vec![first.location] },
        })
    }
}

/// As told: a few fixes within minutes say little of the way made good.
fn mean_speed(run: &[Fix]) -> Knots {
    let told: Vec<f64> = run.iter().filter_map(Fix::speed).map(|speed| speed.0).collect();
    Knots(told.iter().sum::<f64>() / told.len().max(1) as f64)
}

//! Arrivals and departures that nobody heard: when a hull lay alongside another before it was heard there.
//!
//! A hull that was under way when last heard and lies still when next heard has sailed the way at the speed that it
//! reported, and lain there since; and likewise one that lay still and is next heard under way. Between fixes minutes apart
//! that is a matter of minutes, but a straight line would have it come or go too soon or too late each time.

use model::{Fix, Interval, Position, Span, Timestamp, Track};

use crate::{EncounterOptions, whereabouts};

/// A contact with the time before and after it in which both hulls lay there already, or still; `None` if there is no
/// such time.
pub(crate) fn with_unheard_ends(
    contact: Interval,
    hulls: [&Track; 2],
    options: &EncounterOptions,
) -> Option<Interval> {
    let hulls = hulls.map(|track| Hull { track, options });
    let start = earliest(contact.start(), &hulls).unwrap_or(contact.start());
    let end = latest(contact.end(), &hulls).unwrap_or(contact.end());
    let whole = Interval::between(start.min(contact.start()), end.max(contact.end()));
    (whole != contact).then_some(whole)
}

fn earliest(start: Timestamp, hulls: &[Hull<'_>; 2]) -> Option<Timestamp> {
    let arrivals = hulls.iter().map(|hull| hull.arrival(start));
    let (place, moment) = arrivals.flatten().max_by_key(|(_, moment)| *moment)?;
    let lay = hulls.iter().all(|hull| hull.lay_near(place, Interval::between(moment, start)));
    lay.then_some(moment)
}

fn latest(end: Timestamp, hulls: &[Hull<'_>; 2]) -> Option<Timestamp> {
    let departures = hulls.iter().map(|hull| hull.departure(end));
    let (place, moment) = departures.flatten().min_by_key(|(_, moment)| *moment)?;
    let lay = hulls.iter().all(|hull| hull.lay_near(place, Interval::between(end, moment)));
    lay.then_some(moment)
}

struct Hull<'a> {
    track: &'a Track,
    options: &'a EncounterOptions,
}

impl Hull<'_> {
    /// Where and when it arrived, if a silence ends about at a moment in which it did.
    fn arrival(&self, moment: Timestamp) -> Option<(Position, Timestamp)> {
        let next = self.track.fixes.partition_point(|fix| fix.time < moment);
        let (off, on) = (self.track.fixes.get(next.checked_sub(1)?)?, self.track.fixes.get(next)?);
        let way = self.way(off, on, off)?;
        let arrived = off.time.saturating_add(way);
        (self.is_about(on.time, moment) && !self.options.says_under_way(on) && arrived < moment)
            .then_some((on.position, arrived))
    }

    /// Where it lay and when it left, if a silence begins about at a moment in which it did.
    fn departure(&self, moment: Timestamp) -> Option<(Position, Timestamp)> {
        let next = self.track.fixes.partition_point(|fix| fix.time <= moment);
        let (off, on) = (self.track.fixes.get(next.checked_sub(1)?)?, self.track.fixes.get(next)?);
        let way = self.way(off, on, on)?;
        let left = on.time.saturating_add(Span::from_ms(-way.ms()));
        (self.is_about(off.time, moment) && !self.options.says_under_way(off) && left > moment)
            .then_some((off.position, left))
    }

    /// How long it takes from one end of a silence to the other at the speed reported under way at one of them.
    fn way(&self, off: &Fix, on: &Fix, under_way: &Fix) -> Option<Span> {
        let silence = on.time - off.time;
        let is_short = silence <= self.options.arrival_within;
        let speed = under_way.speed().filter(|_| is_short && self.options.says_under_way(under_way))?;
        Some(Span::from_secs_f64(off.position.geodesic(on.position).0 / speed.metres_per_second()))
    }

    /// A contact may begin some minutes before the fix, with the way that a slow hull reported.
    fn is_about(&self, fix: Timestamp, moment: Timestamp) -> bool {
        (fix - moment).ms().abs() <= self.options.tie_within.ms() / 2
    }

    /// Whether it lay within the leave distance of a place at a time: arrived there, or was heard nowhere else.
    fn lay_near(&self, place: Position, time: Interval) -> bool {
        let arrives = [self.arrival(time.end()), self.departure(time.start())];
        if arrives.into_iter().flatten().any(|(there, _)| there.geodesic(place) <= self.options.leave) {
            return true;
        }
        let first = self.track.fixes.partition_point(|fix| fix.time < time.start());
        let during = self.track.fixes[first..].iter().take_while(|fix| fix.time <= time.end());
        let ends = [time.start(), time.end()].map(|end| whereabouts::at(&self.track.fixes, end));
        let near = |there: Position| there.geodesic(place) <= self.options.leave;
        ends.into_iter().all(|end| end.is_some_and(near))
            && during.clone().all(|fix| near(fix.position) && !self.options.says_under_way(fix))
    }
}

//! Arrivals and departures that nobody heard: when a hull lay alongside another before it was heard there.
//!
//! A hull that was under way when last heard and lies still when next heard has sailed the way at the speed that it
//! reported, and lain there since; and likewise one that lay still and is next heard under way. Between fixes minutes apart
//! that is a matter of minutes, but a straight line would have it come or go too soon or too late each time. What is known of each of
//! two is put together: they lay there since the last of them came, whichever was heard first.

use model::{Fix, Interval, Position, Span, Timestamp, Track};

use crate::EncounterOptions;

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

/// Since when both lay there: since the last of them came.
fn earliest(start: Timestamp, hulls: &[Hull<'_>; 2]) -> Option<Timestamp> {
    let [one, other] = hulls.each_ref().map(|hull| hull.lay_since(start));
    let (one, other) = one.zip(other).filter(|(one, other)| hulls[0].tell(one, other))?;
    Some(one.edge.max(other.edge))
}

/// Until when both lay there: until the first of them left.
fn latest(end: Timestamp, hulls: &[Hull<'_>; 2]) -> Option<Timestamp> {
    let [one, other] = hulls.each_ref().map(|hull| hull.lay_until(end));
    let (one, other) = one.zip(other).filter(|(one, other)| hulls[0].tell(one, other))?;
    Some(one.edge.min(other.edge))
}

struct Hull<'a> {
    track: &'a Track,
    options: &'a EncounterOptions,
}

/// Where a hull lay, and since when or until when.
struct Rest {
    place: Position,
    edge: Timestamp,
    /// It came, or left, in the silence about the moment.
    is_edge_unheard: bool,
}

/// A hull that lies at both ends of a silence this long lay there meanwhile; in a longer one it may have left and come back, which two silences at once
/// hide too easily (design: two passes of satellites missed).
const LIES_ON: Span = Span::from_hours(6);

impl Hull<'_> {
    fn lay_since(&self, moment: Timestamp) -> Option<Rest> {
        let fixes = &self.track.fixes;
        let next = fixes.partition_point(|fix| fix.time < moment);
        self.rest(moment, fixes.get(next), fixes[..next].iter().rev())
    }

    fn lay_until(&self, moment: Timestamp) -> Option<Rest> {
        let fixes = &self.track.fixes;
        let next = fixes.partition_point(|fix| fix.time <= moment);
        self.rest(moment, next.checked_sub(1).and_then(|last| fixes.get(last)), fixes[next..].iter())
    }

    /// The rest of a hull about a moment, as far as it is known away from it: the fixes `beyond` the moment tell, the nearest
    /// first, or the one on its `near` side if it is about the moment.
    fn rest<'f>(
        &self,
        moment: Timestamp,
        near: Option<&'f Fix>,
        beyond: impl Iterator<Item = &'f Fix>,
    ) -> Option<Rest> {
        let mut beyond = beyond.peekable();
        let about = || near.filter(|fix| self.is_about(fix.time, moment) && self.lies(fix));
        let is_heard_on = |fix: &Fix| near.is_some_and(|near| (fix.time - near.time).abs() <= LIES_ON);
        let heard = beyond.next_if(|fix| self.lies(fix) && is_heard_on(fix));
        let first = heard.or_else(about)?;
        let is_there = |fix: &Fix, last: &Fix| {
            self.lies(fix)
                && (fix.time - last.time).abs() <= LIES_ON
                && fix.position.geodesic(first.position) <= self.options.leave
                && (fix.time - moment).abs() <= self.options.arrival_within
        };
        let mut last = first;
        while let Some(fix) = beyond.next_if(|fix| is_there(fix, last)) {
            last = fix;
        }
        let edge = beyond.next().and_then(|under_way| self.edge(under_way, last));
        Some(Rest {
            place: first.position,
            edge: edge.unwrap_or(last.time),
            is_edge_unheard: heard.is_none() && edge.is_some(),
        })
    }

    fn lies(&self, fix: &Fix) -> bool {
        !self.options.says_under_way(fix)
    }

    /// When a hull came to where it lay, or left: by its way at the speed that it reported under way, not far from that in time.
    fn edge(&self, under_way: &Fix, lying: &Fix) -> Option<Timestamp> {
        let silence = (under_way.time - lying.time).abs();
        let is_short = silence <= self.options.arrival_within;
        let speed = under_way.speed().filter(|_| is_short && !self.lies(under_way))?;
        let way_m = under_way.position.geodesic(lying.position).0;
        let way = Span::from_secs_f64(way_m / speed.metres_per_second()).min(silence);
        let arrives = under_way.time <= lying.time;
        Some(under_way.time.saturating_add(if arrives { way } else { Span::ZERO - way }))
    }

    /// A contact may begin some minutes before the fix, with the way that a slow hull reported.
    fn is_about(&self, fix: Timestamp, moment: Timestamp) -> bool {
        (fix - moment).abs().ms() <= self.options.tie_within.ms() / 2
    }

    /// Whether two rests tell more of a contact than was heard of it: side by side, and one of them begins or ends unheard.
    fn tell(&self, one: &Rest, other: &Rest) -> bool {
        (one.is_edge_unheard || other.is_edge_unheard)
            && one.place.geodesic(other.place) <= self.options.leave
    }
}

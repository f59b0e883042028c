//! Prisms: everywhere a silent hull could have been, and when.
//!
//! At a moment of the silence the hull lies within reach of where it fell silent and within reach of where it was
//! heard again, round the land between: in space and time the two cones cut out a prism. Of a hull not heard again there is the
//! first cone.

mod course;
mod extent;
#[cfg(test)]
mod tests;

use chart::{Legs, Outing, Seaways};
use model::{Fix, HullId, Interval, Knots, Metres, Position, Span, Timestamp};

use crate::DarkOptions;
use crate::sea::Sea;
use course::{End, cruise};
pub(crate) use extent::{Extent, SpaceTime, about};

/// Where a hull could have been during a gap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prism<'a> {
    pub(crate) hull: HullId,
    pub(crate) silence: Interval,
    off: End,
    /// `None` if it was not heard again.
    on: Option<End>,
    /// Where it most likely went then, if anything is known of that.
    home: Option<Position>,
    /// Nobody goes faster.
    speed: Knots,
    /// The mean speed at the ends at which it was under way.
    cruise: Option<Knots>,
    /// How long a transfer of what it carries takes.
    transfer: Span,
    /// How it goes round land; `None` if it went straight.
    seaways: Option<&'a Seaways<'a>>,
}

impl<'a> Prism<'a> {
    /// From the Yellow Sea to Vladivostok and back (design).
    const FAR: Metres = Metres::from_km(3000.0);

    /// The prism of a hull between the last fix before a silence and the next one after it. Without a next one it reaches
    /// to the end of the archive, as far as [`DarkOptions::open_within`] goes.
    ///
    /// Nobody is taken to be slower than is usual of its kind, than it told at either end, or than it needed, and a tenth. One that
    /// came faster than it can have gone round the land went where no charted water is, by a canal for one: for it no land is in the way. Nor is it for one
    /// that was not heard again, or had time for more than [`Self::FAR`]: such silences bound little, and their ways cost most.
    pub(crate) fn between(hull: HullId, ends: Ends<'_>, sea: &'a Sea<'a>) -> Self {
        let (Ends { last, next }, options) = (ends, &sea.options.dark);
        let open_end = sea.end.min(last.time.saturating_add(options.open_within));
        let silence = Interval::between(last.time, next.map_or(open_end, |next| next.time));
        let prism = Self {
            hull,
            silence,
            off: End::of(last, &options.course),
            on: next.map(|next| End::of(next, &options.course)),
            home: None,
            cruise: cruise([Some(last), next], &options.course),
            transfer: options.stay.oil,
            speed: ends.top_speed(sea.top_speed(hull), options),
            seaways: Some(&sea.seaways),
        };
        let is_bounded = ends.next.is_some() && prism.reach(prism.silence.span()) <= Self::FAR;
        let goes_round = is_bounded && ends.next.is_some_and(|next| prism.legs(next.position).is_some());
        Self { seaways: prism.seaways.filter(|_| goes_round), ..prism }
    }

    /// The last place and time before the silence, and the next ones after it.
    pub(crate) fn ends(&self) -> impl Iterator<Item = (Position, Timestamp)> {
        let off = (self.off.place, self.silence.start());
        std::iter::once(off).chain(self.on.map(|on| (on.place, self.silence.end())))
    }

    /// Whether it was not heard again.
    pub(crate) const fn is_open(&self) -> bool {
        self.on.is_none()
    }

    /// From the earliest arrival at a place to the latest departure from it; `None` if it is out of reach.
    pub(crate) fn window(&self, place: Position) -> Option<Interval> {
        self.legs(place).map(|legs| self.stop(legs))
    }

    /// The time left for a stop between the two legs of its way.
    pub(crate) fn stop(&self, legs: Legs) -> Interval {
        Interval::between(self.arrival(legs), self.departure(legs))
    }

    fn arrival(&self, legs: Legs) -> Timestamp {
        self.silence.start().saturating_add(self.takes(legs.out))
    }

    fn departure(&self, legs: Legs) -> Timestamp {
        self.silence.end().saturating_add(Span::ZERO - self.takes(legs.on))
    }

    /// How far it is at least to a place, and on from there to where it was heard again; `None` if the silence is too short for that.
    pub(crate) fn legs(&self, place: Position) -> Option<Legs> {
        match self.seaways {
            Some(seaways) => seaways.legs(self.outing(), place),
            None => self.straight(place),
        }
    }

    /// The same if no land were in the way.
    pub(crate) fn straight(&self, place: Position) -> Option<Legs> {
        self.outing().straight(place)
    }

    fn outing(&self) -> Outing {
        let within = self.reach(self.silence.span());
        Outing { from: self.off.place, to: self.on.map(|on| on.place), within }
    }

    /// From the first moment of a time to the last at which it can have been with another, which is at a `place` at each and goes
    /// slower than this one's top speed. A visit shorter than a `step` may be missed.
    pub(crate) fn with(
        &self,
        time: Interval,
        step: Span,
        place: impl Fn(Timestamp) -> Position,
    ) -> Option<Interval> {
        let time = time.overlap(self.silence)?;
        let can_be = |moment| self.window(place(moment)).is_some_and(|window| window.contains(moment));
        let steps = time.span().ms() / step.ms().max(1) + 1;
        let moment = |at: i64| time.start().saturating_add(Span::from_ms(time.span().ms() * at / steps));
        let first = (0..=steps).find(|&at| can_be(moment(at)))?;
        let last = (first..=steps).rfind(|&at| can_be(moment(at)))?;
        let edge = |within, beyond| edge(moment(within), moment(beyond), can_be);
        Some(Interval::between(edge(first, (first - 1).max(0)), edge(last, (last + 1).min(steps))))
    }

    /// The time outside which it can be nowhere within `room` of a place, as the crow flies.
    pub(crate) fn about(&self, place: Position, room: Metres) -> Interval {
        let far = |end: Position| self.takes(Metres((end.distance(place).0 - room.0).max(0.0)));
        let back = self.on.map_or(Span::ZERO, |on| far(on.place));
        let arrival = self.silence.start().saturating_add(far(self.off.place));
        Interval::between(arrival, self.silence.end().saturating_add(Span::ZERO - back).max(arrival))
    }

    /// A bound from above on the time that two hulls could have spent together anywhere: each must come from where
    /// it fell silent, and both must reach where either was heard again.
    pub(crate) fn most_together(&self, other: &Prism<'_>) -> Span {
        let fastest = if self.speed > other.speed { self } else { other };
        let left = |from: &Prism<'_>, to: &Prism<'_>| {
            let way = to.on.map_or(Span::ZERO, |on| fastest.takes(from.off.place.distance(on.place)));
            to.silence.end() - from.silence.start() - way
        };
        left(self, other).min(left(other, self)).min(left(self, self)).min(left(other, other))
    }

    fn takes(&self, far: Metres) -> Span {
        Span::from_secs_f64(far.0 / self.speed.metres_per_second().max(0.01))
    }

    fn reach(&self, span: Span) -> Metres {
        Metres(self.speed.metres_per_second().max(0.01) * span.secs())
    }

    /// The same hull, if it is not heard again because it went home.
    pub(crate) fn bound_for(self, home: Option<Position>) -> Self {
        Self { home, ..self }
    }

    /// The same hull, if a transfer of what it carries takes so long.
    pub(crate) fn transferring_for(self, transfer: Span) -> Self {
        Self { transfer, ..self }
    }

    /// Where on the straight way between two hulls they can come together first and part last, and half way between. Courses of hulls
    /// that steer at each other cross nowhere, or far off.
    pub(crate) fn between_both(&self, other: &Prism<'_>) -> [Position; 3] {
        let both = [self, other];
        let off = both.map(|hull| (hull.off.place, hull.silence.start() - self.silence.start(), hull.speed));
        let on = |hull: &Prism<'_>| hull.on.unwrap_or(hull.off).place;
        let back = both.map(|hull| (on(hull), self.silence.end() - hull.silence.end(), hull.speed));
        let [first, last] = [off, back].map(towards_each_other);
        [first, first.interpolate(last, 0.5), last]
    }

    /// Places that stand for the whole in a first look: the ends and the middle of the straight way.
    pub(crate) fn landmarks(&self) -> [Position; 3] {
        let (off, on) = (self.off.place, self.on.unwrap_or(self.off).place);
        [off, off.interpolate(on, 0.5), on]
    }
}

/// Where two that sail at each other from their places, each after so long and at such a speed, come together.
fn towards_each_other([one, other]: [(Position, Span, Knots); 2]) -> Position {
    let far = one.0.distance(other.0);
    let [alone, back] = [one.2, other.2].map(|speed| far.0 / speed.metres_per_second().max(0.01));
    let share = ((other.1 - one.1).secs() + back) / (alone + back).max(f64::MIN_POSITIVE);
    one.0.interpolate(other.0, share.clamp(0.0, 1.0))
}

/// The last moment at which something holds, to a second, from one at which it does towards one at which it does not.
fn edge(within: Timestamp, beyond: Timestamp, holds: impl Fn(Timestamp) -> bool) -> Timestamp {
    let (mut within, mut beyond) = (within, beyond);
    while (beyond - within).ms().abs() > 1000 {
        let middle = within.saturating_add(Span::from_ms((beyond - within).ms() / 2));
        *(if holds(middle) { &mut within } else { &mut beyond }) = middle;
    }
    within
}

/// The last fix before a silence and, if there was one, the next after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends<'a> {
    pub(crate) last: &'a Fix,
    pub(crate) next: Option<&'a Fix>,
}

impl Ends<'_> {
    /// How fast a hull can have gone in between: as is usual of its kind, as it told, or as it needed to.
    pub(crate) fn top_speed(self, usual: Knots, options: &DarkOptions) -> Knots {
        let told = [Some(self.last), self.next].into_iter().flatten().filter_map(Fix::speed);
        let told = told.filter(|speed| *speed <= options.top_speed.told_at_most);
        let needed = self.next.map(|next| needed(self.last, next));
        Knots(told.chain(needed).map(|speed| speed.0).fold(usual.0, f64::max))
    }
}

/// The speed that takes a hull from one fix to the next, and a tenth.
fn needed(last: &Fix, next: &Fix) -> Knots {
    let secs = (next.time - last.time).secs().max(f64::MIN_POSITIVE);
    Knots(Knots::from_metres_per_second(last.position.distance(next.position).0 / secs).0 * 1.1)
}

//! Prisms: everywhere a silent hull could have been, and when.
//!
//! At a moment of the silence the hull lies within reach of where it fell silent and within reach of where it was
//! heard again: in space and time the two cones cut out a prism. Of a hull not heard again there is the first cone.

mod course;
mod extent;
#[cfg(test)]
mod tests;

use model::{Fix, HullId, Interval, Knots, Position, Span, Timestamp};

use crate::DarkOptions;
use course::{End, cruise};
pub(crate) use extent::{Extent, SpaceTime, standing};

/// Where a hull could have been during a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prism {
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
}

impl Prism {
    /// The prism of a hull between the last fix before a silence and the next one after it. Without a next one it reaches
    /// to the end of the archive, as far as [`DarkOptions::open_within`] goes.
    ///
    /// A hull that came farther than the top speed allows gets the speed that it needed, and a tenth.
    pub(crate) fn between(
        hull: HullId,
        last: &Fix,
        next: Option<&Fix>,
        archive_end: Timestamp,
        options: &DarkOptions,
    ) -> Self {
        let open_end = archive_end.min(last.time.saturating_add(options.open_within));
        let silence = Interval::between(last.time, next.map_or(open_end, |next| next.time));
        let needed = next.map_or(Knots(0.0), |next| needed(last, next));
        Self {
            hull,
            silence,
            off: End::of(last, &options.course),
            on: next.map(|next| End::of(next, &options.course)),
            home: None,
            cruise: cruise([Some(last), next], &options.course),
            transfer: options.stay.oil,
            speed: if needed > options.top_speed { needed } else { options.top_speed },
        }
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
        let arrival = self.silence.start().saturating_add(self.way(self.off.place, place));
        let back = self.on.map_or(Span::ZERO, |on| self.way(place, on.place));
        let departure = self.silence.end().saturating_add(Span::ZERO - back);
        (arrival <= departure).then(|| Interval::between(arrival, departure))
    }

    /// A bound from above on the time that two hulls could have spent together anywhere: each must come from where
    /// it fell silent, and both must reach where either was heard again.
    pub(crate) fn most_together(&self, other: &Self) -> Span {
        let fastest = if self.speed > other.speed { self.speed } else { other.speed };
        let left = |from: &Self, to: &Self| {
            let fastest = Self { speed: fastest, ..*from };
            let way = to.on.map_or(Span::ZERO, |on| fastest.way(from.off.place, on.place));
            to.silence.end() - from.silence.start() - way
        };
        left(self, other).min(left(other, self)).min(left(self, self)).min(left(other, other))
    }

    fn way(&self, from: Position, to: Position) -> Span {
        Span::from_secs_f64(from.distance(to).0 / self.speed.metres_per_second().max(0.01))
    }

    /// The same hull, if it is not heard again because it went home.
    pub(crate) fn bound_for(self, home: Option<Position>) -> Self {
        Self { home, ..self }
    }

    /// The same hull, if a transfer of what it carries takes so long.
    pub(crate) fn transferring_for(self, transfer: Span) -> Self {
        Self { transfer, ..self }
    }

    /// Places that stand for the whole in a first look: the ends and the middle of the straight way.
    pub(crate) fn landmarks(&self) -> [Position; 3] {
        let (off, on) = (self.off.place, self.on.unwrap_or(self.off).place);
        [off, off.interpolate(on, 0.5), on]
    }
}

/// The speed that takes a hull from one fix to the next, and a tenth.
fn needed(last: &Fix, next: &Fix) -> Knots {
    let secs = (next.time - last.time).secs().max(f64::MIN_POSITIVE);
    Knots(Knots::from_metres_per_second(last.position.distance(next.position).0 / secs).0 * 1.1)
}

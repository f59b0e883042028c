//! Slabs: time cut into runs, each of which can be joined alone.

use model::{Interval, Span, Timestamp};

use crate::piece::Piece;
use crate::plane::{Knot, Run};

/// A run of time and all still motion in it. The next slab begins at its last moment.
#[derive(Debug, Clone, Copy)]
pub struct Slab<'a> {
    pub(crate) start: Timestamp,
    pub(crate) pieces: &'a [Piece],
    knots: &'a [Knot],
}

impl<'a> Slab<'a> {
    pub(crate) const fn new(start: Timestamp, pieces: &'a [Piece], knots: &'a [Knot]) -> Self {
        Self { start, pieces, knots }
    }

    /// The knots of a piece, by time.
    pub(crate) fn knots(&self, piece: &Piece) -> &'a [Knot] {
        piece.of(self.knots)
    }

    /// Some of its time, in milliseconds, as an interval: it lies between fixes, so that no moment is out of range.
    pub(crate) fn interval(&self, run: Run) -> Interval {
        Interval::between(self.moment(run.from_ms), self.moment(run.to_ms))
    }

    pub(crate) fn moment(&self, ms: i64) -> Timestamp {
        self.start.saturating_add(Span::from_ms(ms - self.start.ms()))
    }
}

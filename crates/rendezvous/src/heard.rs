//! What the join asks of a report: when and where a hull was, and what it told of its motion.

use model::{Fix, Knots, Position, Span, Timestamp};

use crate::company::reckoned;
use crate::plane::Knot;

/// A report that hulls can be joined by. A fix is one; so is a bare [`Knot`], and who wants nothing but contacts needs to
/// read no more.
pub trait Heard {
    /// When and where.
    fn knot(&self) -> Knot;
    /// Speed over ground, if it was told.
    fn speed(&self) -> Option<Knots>;
    /// Where the hull is a while later (or, with a negative span, was before) if it went on as it told.
    fn after(&self, span: Span) -> Knot;
}

impl Heard for Fix {
    #[inline]
    fn knot(&self) -> Knot {
        Knot::new(self.time, self.position)
    }

    #[inline]
    fn speed(&self) -> Option<Knots> {
        self.told.speed()
    }

    fn after(&self, span: Span) -> Knot {
        let time = self.time.saturating_add(span);
        Knot::new(time, reckoned(self, time))
    }
}

impl Heard for Knot {
    #[inline]
    fn knot(&self) -> Knot {
        *self
    }

    #[inline]
    fn speed(&self) -> Option<Knots> {
        None
    }

    fn after(&self, span: Span) -> Knot {
        Self { ms: self.ms + span.ms(), ..*self }
    }
}

impl Knot {
    /// A hull at a moment and a place.
    #[inline]
    pub const fn new(time: Timestamp, position: Position) -> Self {
        Self { ms: time.ms(), lat: position.lat_e7(), lon: position.lon_e7() }
    }
}

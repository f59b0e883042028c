//! A plan: the life of one hull, written stretch by stretch from its first moment to its last.

use model::{Knots, Position, Span, Timestamp};

use crate::hull::{Doing, Stretch};
use crate::motion::{Beside, Motion, Run};

/// Stretches so far, and where and when they have led.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) now: Timestamp,
    pub(crate) here: Position,
}

/// What two hulls do together: one motion, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Together {
    pub(crate) motion: Motion,
    pub(crate) beside: Beside,
    pub(crate) doing: Doing,
    pub(crate) meeting: Option<usize>,
}

impl Together {
    /// Doing something alone.
    pub(crate) fn alone(motion: Motion, doing: Doing) -> Self {
        Self { motion, beside: Beside::default(), doing, meeting: None }
    }

    /// As the hull that others come to.
    pub(crate) fn met(self, meeting: usize) -> Self {
        Self { meeting: Some(meeting), ..self }
    }

    /// As the hull that comes alongside.
    pub(crate) fn beside(self, beside: Beside) -> Self {
        Self { beside, ..self }
    }
}

impl Plan {
    /// A life that begins somewhere.
    pub(crate) fn new(here: Position, now: Timestamp) -> Self {
        Self { stretches: Vec::new(), now, here }
    }

    /// Does one thing until a moment; nothing if that is past.
    pub(crate) fn keep(&mut self, what: Together, until: Timestamp) {
        if until <= self.now {
            return;
        }
        self.push(what, until);
        self.here = what.motion.place(until, what.beside).unwrap_or(self.here);
    }

    /// Eases over to where a motion has its ships, then keeps to it until a moment.
    pub(crate) fn join(&mut self, what: Together, until: Timestamp) {
        if let Some(place) = what.motion.place(self.now, what.beside) {
            let easing = self.here.distance(place).0 / 2.0 + 120.0;
            let then = self.now.saturating_add(Span::from_secs(easing as i64));
            let goal = what.motion.place(then, what.beside).unwrap_or(place);
            self.run(goal, then, what.doing);
        }
        self.keep(what, until);
    }

    /// Sails a way at one speed.
    pub(crate) fn follow(&mut self, way: &[Position], speed: Knots, doing: Doing) {
        for place in way {
            let seconds = self.here.distance(*place).0 / speed.metres_per_second();
            let arrive = self.now.saturating_add(Span::from_secs_f64(seconds));
            self.run(*place, arrive, doing);
        }
    }

    /// Runs straight to a place, to be there at a moment.
    pub(crate) fn run(&mut self, to: Position, arrive: Timestamp, doing: Doing) {
        if arrive > self.now {
            let motion = Motion::Run(Run { from: self.here, to, leave: self.now, arrive });
            self.push(Together::alone(motion, doing), arrive);
        }
        self.here = to;
    }

    /// Leaves the world until a moment and comes back at a place.
    pub(crate) fn away(&mut self, until: Timestamp, back: Position) {
        if until > self.now {
            self.push(Together::alone(Motion::Away, Doing::Sailing), until);
        }
        self.here = back;
    }

    fn push(&mut self, what: Together, until: Timestamp) {
        let Together { motion, beside, doing, meeting } = what;
        self.stretches.push(Stretch { from: self.now, to: until, motion, beside, doing, meeting });
        self.now = until;
    }
}

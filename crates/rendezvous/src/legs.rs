//! Two tracks side by side, leg by leg.

use model::{Fix, Interval, Track};

use crate::plane::{Leg, Run};

/// The legs of two hulls that share time with each other and with a part of it, by time, and the time shared.
pub(crate) struct LegPairs<'a> {
    a: &'a [Fix],
    b: &'a [Fix],
    part: Run,
}

impl<'a> LegPairs<'a> {
    pub(crate) fn of(a: &'a Track, b: &'a Track, part: Interval) -> Self {
        let part = Run { from_ms: part.start().ms(), to_ms: part.end().ms() };
        let first = |fixes: &'a [Fix]| {
            &fixes[fixes.partition_point(|fix| fix.time.ms() <= part.from_ms).saturating_sub(1)..]
        };
        Self { a: first(&a.fixes), b: first(&b.fixes), part }
    }
}

impl Iterator for LegPairs<'_> {
    type Item = (Leg, Leg, Run);

    fn next(&mut self) -> Option<Self::Item> {
        while let ([from_a, to_a, ..], [from_b, to_b, ..]) = (self.a, self.b) {
            let (a, b) = (Leg::between(from_a, to_a), Leg::between(from_b, to_b));
            if a.from.ms.max(b.from.ms) >= self.part.to_ms {
                return None;
            }
            self.a = &self.a[usize::from(a.to.ms <= b.to.ms)..];
            self.b = &self.b[usize::from(b.to.ms <= a.to.ms)..];
            if let Some(run) = a.run().overlap(b.run()).and_then(|run| run.overlap(self.part)) {
                return Some((a, b, run));
            }
        }
        None
    }
}

//! Slabs: time cut into runs, each of which can be joined alone; and spells, the slabs whose motion is held at once.

use std::collections::BTreeMap;

use model::{Interval, Span, Timestamp, Track};

use crate::Options;
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

/// Slabs that follow each other: of a fleet that is heard for years, the motion of one spell is enough at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// Numbers of slabs, counted from 1970.
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Spell {
    /// All time.
    pub(crate) const ALL: Self = Self { first: i64::MIN, last: i64::MAX };

    pub(crate) const fn contains(self, slab: i64) -> bool {
        self.first <= slab && slab <= self.last
    }

    /// From the first moment of its first slab to the last of its last one.
    pub(crate) const fn run(self, slab_ms: i64) -> Run {
        Run {
            from_ms: self.first.saturating_mul(slab_ms),
            to_ms: self.last.saturating_add(1).saturating_mul(slab_ms),
        }
    }
}

/// All time in spells with about so many fixes each; a slab with more is a spell of its own.
pub fn spells(tracks: &[Track], fixes_at_once: usize, options: &Options) -> Vec<Spell> {
    let slab_ms = options.encounter.slab.ms().max(1);
    let mut fixes: BTreeMap<i64, usize> = BTreeMap::new();
    for track in tracks {
        for in_slab in track.fixes.chunk_by(|one, next| one.time.ms() / slab_ms == next.time.ms() / slab_ms) {
            *fixes.entry(in_slab[0].time.ms() / slab_ms).or_default() += in_slab.len();
        }
    }
    let (mut spells, mut held) = (vec![Spell::ALL], 0);
    for (slab, count) in fixes {
        held += count;
        if held > fixes_at_once && held > count {
            held = count;
            let open = spells.len() - 1;
            spells[open].last = slab - 1;
            spells.push(Spell { first: slab, ..Spell::ALL });
        }
    }
    spells
}

//! Slabs: the archive cut into runs of time, each of which can be joined alone.

use model::{Fix, Interval, Span, Timestamp, Track};

use crate::Options;

/// A run of time and the legs of all hulls that reach into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slab {
    interval: Interval,
    parts: Vec<Part>,
}

/// The legs of a track between its fixes `first` and `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) track: u32,
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Slab {
    /// The time that it covers; the next slab begins at its last moment.
    pub const fn interval(&self) -> Interval {
        self.interval
    }

    /// How many hulls have motion in it: a measure of the work.
    pub const fn hulls(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

/// Cuts the time of all tracks into slabs of [`crate::EncounterOptions::slab`], those without motion left out.
pub fn slabs(tracks: &[Track], options: &Options) -> Vec<Slab> {
    let ends = tracks.iter().filter_map(|track| Some((track.fixes.first()?.time, track.fixes.last()?.time)));
    let Some((first, last)) = ends.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))) else {
        return Vec::new();
    };
    let length = options.encounter.slab.ms().max(1);
    let begin = first.ms() / length * length;
    let count = (last.ms() - begin) / length + 1;
    let mut slabs: Vec<Slab> = (0..count).map(|at| Slab::empty(first, begin + at * length, length)).collect();
    for (number, track) in (0u32..).zip(tracks) {
        share_out(number, track, begin, length, &mut slabs);
    }
    slabs.retain(|slab| !slab.parts.is_empty());
    slabs
}

impl Slab {
    fn empty(anchor: Timestamp, from_ms: i64, length: i64) -> Self {
        let start = anchor.saturating_add(Span::from_ms(from_ms - anchor.ms()));
        Self {
            interval: Interval::between(start, start.saturating_add(Span::from_ms(length))),
            parts: Vec::new(),
        }
    }
}

fn share_out(number: u32, track: &Track, begin: i64, length: i64, slabs: &mut [Slab]) {
    let fixes = &track.fixes;
    let (Some(start), Some(end)) = (fixes.first(), fixes.last()) else { return };
    let slab_of = |time: Timestamp| ((time.ms() - begin) / length) as usize;
    let mut first = 0;
    for slab in &mut slabs[slab_of(start.time)..=slab_of(end.time)] {
        let over = slab.interval.end();
        let last = (first + before(&fixes[first..], over)).min(fixes.len() - 1);
        if first < last {
            slab.parts.push(Part { track: number, first: first as u32, last: last as u32 });
        }
        // The leg that leaves this slab enters the next.
        first = if fixes[last].time > over { last - 1 } else { last };
    }
}

/// How many fixes come before a moment, found by ever longer steps: the moment is near, and what lies far is not read.
fn before(fixes: &[Fix], moment: Timestamp) -> usize {
    let (mut from, mut step) = (0, 16);
    while fixes.get(from + step).is_some_and(|fix| fix.time < moment) {
        from += step;
        step *= 2;
    }
    let to = (from + step).min(fixes.len());
    from + fixes[from..to].partition_point(|fix| fix.time < moment)
}

//! The still motion of hulls, put into the slabs of time in which it will be joined.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{Mmsi, Timestamp, Track};

use crate::piece::{Frame, Piece, steps};
use crate::plane::{Knot, Leg, Run};
use crate::still::{STRETCH, Stillness, Stretch};
use crate::{EncounterOptions, Heard, Options, Slab, Spell};

/// What of the motion of some hulls can be part of a contact. The rest is left out as their reports go by, so that a join
/// holds no more than hulls that lie still.
#[derive(Debug, Clone)]
pub struct StillMotion {
    options: EncounterOptions,
    spell: Spell,
    knots: Vec<Knot>,
    /// By the number of the slab, counted from 1970.
    slabs: BTreeMap<i64, Vec<Piece>>,
}

impl StillMotion {
    /// Of no hull so far.
    pub fn new(options: &Options) -> Self {
        Self { options: options.encounter, spell: Spell::ALL, knots: Vec::new(), slabs: BTreeMap::new() }
    }

    /// Of no hull so far, and only in the slabs of a spell.
    pub fn in_spell(spell: Spell, options: &Options) -> Self {
        Self { spell, ..Self::new(options) }
    }

    /// Of tracks numbered from `first`.
    pub fn of(tracks: &[Track], first: u32, options: &Options) -> Self {
        let mut motion = Self::new(options);
        motion.add_tracks(tracks, first);
        motion
    }

    /// Adds that of tracks numbered from `first`.
    pub fn add_tracks(&mut self, tracks: &[Track], first: u32) {
        for (number, track) in (first..).zip(tracks) {
            self.add(number, track.hull.mmsi, &track.fixes);
        }
    }

    /// Adds that of a hull, under a number that no other has, from all its reports, which must be sorted by time.
    pub fn add(&mut self, number: u32, mmsi: Mmsi, heard: &[impl Heard]) {
        let options = self.options;
        let Range { start, end: legs } = self.legs(heard);
        let mut stillness = Stillness::from_leg(heard, start, &options);
        let mut way = Way::of((number, mmsi), self);
        for first in (start..legs).step_by(STRETCH) {
            match stillness.stretch(first) {
                Some(Stretch::UnderWay) => way.pause(),
                Some(Stretch::Still(covered)) => way.go_on_along(&heard[first..=first + STRETCH], covered),
                None => (first..legs.min(first + STRETCH)).for_each(|at| way.go_if_still(&mut stillness, at)),
            }
        }
        way.pause();
    }

    /// The legs of a hull that can reach into the spell, from the start of a stretch on: where stretches are cut does not
    /// depend on the spell.
    fn legs(&self, heard: &[impl Heard]) -> Range<usize> {
        let reckoned = self.options.tie_within.ms() / 2;
        let Run { from_ms, to_ms } = self.spell.run(slab_ms(&self.options));
        let (from_ms, to_ms) = (from_ms.saturating_sub(reckoned), to_ms.saturating_add(reckoned));
        let start = heard.partition_point(|one| one.knot().ms < from_ms).saturating_sub(1);
        let end = heard.partition_point(|one| one.knot().ms <= to_ms);
        start - start % STRETCH..end.min(heard.len().saturating_sub(1))
    }

    /// Adds that of other hulls.
    pub fn append(&mut self, other: Self) {
        let shift = self.knots.len() as u32;
        self.knots.extend(other.knots);
        for (number, pieces) in other.slabs {
            let moved = pieces.into_iter().map(|piece| piece.shifted(shift));
            self.slabs.entry(number).or_default().extend(moved);
        }
    }

    /// By time; those in which nobody lies still are left out.
    pub fn slabs(&self) -> Vec<Slab<'_>> {
        let start = |number: i64| {
            Timestamp::from_ms(number * slab_ms(&self.options))
                .expect("a slab begins no later than a knot in it")
        };
        let slabs = self.slabs.iter();
        slabs.map(|(number, pieces)| Slab::new(start(*number), pieces, &self.knots)).collect()
    }
}

fn slab_ms(options: &EncounterOptions) -> i64 {
    options.slab.ms().max(1)
}

/// A hull on its way: its legs come by time, each where the one before ended until it pauses.
struct Way<'a> {
    motion: &'a mut StillMotion,
    hull: (u32, Mmsi),
    slab: Period,
    /// The motion in the slab so far.
    open: Option<Piece>,
    goes_on: bool,
}

/// A slab: its number and time.
#[derive(Clone, Copy)]
struct Period {
    number: i64,
    run: Run,
}

impl Period {
    const fn about(ms: i64, length_ms: i64) -> Self {
        let number = ms.div_euclid(length_ms);
        Self { number, run: Run { from_ms: number * length_ms, to_ms: (number + 1) * length_ms } }
    }
}

impl<'a> Way<'a> {
    fn of(hull: (u32, Mmsi), motion: &'a mut StillMotion) -> Self {
        let slab = Period::about(0, slab_ms(&motion.options));
        Self { motion, hull, slab, open: None, goes_on: false }
    }

    /// From report `at` to the next, as far as the hull is still.
    fn go_if_still(&mut self, stillness: &mut Stillness<'_, impl Heard>, at: usize) {
        if let Some(leg) = stillness.leg(at) {
            return self.go_on(&leg);
        }
        let [ahead, astern] = stillness.reckoned(at);
        ahead.iter().for_each(|leg| self.go_on(leg));
        self.pause();
        astern.iter().for_each(|leg| self.go_on(leg));
    }

    /// From the first of some reports to the last, on legs that cover so much: as one, if one slab and piece hold them.
    fn go_on_along(&mut self, heard: &[impl Heard], covered: Frame) {
        let run = Run { from_ms: heard[0].knot().ms, to_ms: heard[heard.len() - 1].knot().ms };
        self.enter(run.from_ms);
        let frame = self.open.map_or(covered, |open| open.frame.with(covered));
        if self.slab.run.to_ms < run.to_ms || !frame.is_small() {
            return heard.windows(2).for_each(|ends| self.go_on(&Leg::between(&ends[0], &ends[1])));
        }
        self.push(heard[0].knot(), heard[1..].iter().map(Heard::knot));
        let open = self.open.unwrap_or_else(|| self.piece(run, frame, heard.len() - 1));
        self.open = Some(open.until(run.to_ms, self.last_knot(), frame));
    }

    #[inline]
    fn go_on(&mut self, leg: &Leg) {
        self.push(leg.from, [leg.to]);
        let Run { mut from_ms, to_ms } = leg.run();
        loop {
            self.enter(from_ms);
            let end = self.slab.run.to_ms;
            self.go_on_in_slab(leg, Run { from_ms, to_ms: to_ms.min(end) });
            if to_ms <= end {
                return;
            }
            from_ms = end;
        }
    }

    fn push(&mut self, from: Knot, on: impl IntoIterator<Item = Knot>) {
        if !self.goes_on {
            self.motion.knots.push(from);
        }
        self.motion.knots.extend(on);
        self.goes_on = true;
    }

    fn last_knot(&self) -> u32 {
        self.motion.knots.len() as u32 - 1
    }

    /// Along the last so many legs.
    fn piece(&self, run: Run, frame: Frame, legs: usize) -> Piece {
        let ((track, mmsi), last) = (self.hull, self.last_knot());
        Piece { track, mmsi, run, first: last - legs as u32, last, frame }
    }

    fn pause(&mut self) {
        self.close();
        self.goes_on = false;
    }

    /// Into the slab of a moment.
    #[inline]
    fn enter(&mut self, ms: i64) {
        if ms < self.slab.run.from_ms || self.slab.run.to_ms <= ms {
            self.close();
            self.slab = Period::about(ms, slab_ms(&self.motion.options));
        }
    }

    /// Along the part of the last leg that lies in the slab: with the open piece if it does not reach too far, or with new
    /// ones.
    #[inline]
    fn go_on_in_slab(&mut self, leg: &Leg, run: Run) {
        let whole = Frame::whole(leg);
        if let Some(open) = self.open {
            let frame = open.frame.with(whole);
            if frame.is_small() {
                self.open = Some(open.until(run.to_ms, self.last_knot(), frame));
                return;
            }
        }
        self.close();
        if whole.is_small() {
            self.open = Some(self.piece(run, whole, 1));
            return;
        }
        let steps = steps(leg, run).map(|step| self.piece(step, Frame::of(leg, step).in_one_turn(), 1));
        let steps: Vec<Piece> = steps.collect();
        self.keep(steps);
    }

    fn close(&mut self) {
        if let Some(piece) = self.open.take() {
            let piece = Piece { frame: piece.frame.in_one_turn(), ..piece };
            self.keep([piece]);
        }
    }

    fn keep(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        if self.motion.spell.contains(self.slab.number) {
            self.motion.slabs.entry(self.slab.number).or_default().extend(pieces);
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::world::{crowd, place};
    use crate::{contacts, contacts_in, join, spells};

    #[test]
    fn hulls_meet_as_often_a_spell_at_a_time_as_in_all_time_at_once() {
        let options = Options::default();
        let (mut met, mut most) = (0, 0);
        for seed in 0..200 {
            let tracks = crowd(&mut ChaCha8Rng::seed_from_u64(seed), place(0.0, 0.0));
            let all = contacts(&tracks, &options);
            for fixes_at_once in [1, 40, 200] {
                let spells = spells(&tracks, fixes_at_once, &options);
                let apart = spells.iter().flat_map(|spell| {
                    let mut motion = StillMotion::in_spell(*spell, &options);
                    motion.add_tracks(&tracks, 0);
                    motion.slabs().iter().flat_map(|slab| contacts_in(slab, &options)).collect::<Vec<_>>()
                });
                assert_eq!(join(apart.collect()), all, "seed {seed}, {fixes_at_once} fixes at once");
                most = most.max(spells.len());
            }
            met += all.len();
        }
        assert!(met > 200 && most > 4, "{met} contacts, {most} spells");
    }
}

//! The still motion of hulls, put into the slabs of time in which it will be joined.

use std::collections::BTreeMap;

use model::{Mmsi, Timestamp, Track};

use crate::piece::{Frame, Piece, steps};
use crate::plane::{Knot, Leg, Run};
use crate::still::Stillness;
use crate::{EncounterOptions, Heard, Options, Slab};

/// What of the motion of some hulls can be part of a contact. The rest is left out as their reports go by, so that a join
/// holds no more than hulls that lie still.
#[derive(Debug, Clone)]
pub struct StillMotion {
    options: EncounterOptions,
    knots: Vec<Knot>,
    /// By the number of the slab, counted from 1970.
    slabs: BTreeMap<i64, Vec<Piece>>,
}

impl StillMotion {
    /// Of no hull so far.
    pub fn new(options: &Options) -> Self {
        Self { options: options.encounter, knots: Vec::new(), slabs: BTreeMap::new() }
    }

    /// Of tracks numbered from `first`.
    pub fn of(tracks: &[Track], first: u32, options: &Options) -> Self {
        let mut motion = Self::new(options);
        for (number, track) in (first..).zip(tracks) {
            motion.add(number, track.hull.mmsi, &track.fixes);
        }
        motion
    }

    /// Adds that of a hull, under a number that no other has, from all its reports, which must be sorted by time.
    pub fn add(&mut self, number: u32, mmsi: Mmsi, heard: &[impl Heard]) {
        let options = self.options;
        let mut stillness = Stillness::from_leg(heard, 0, &options);
        let mut way = Way::of((number, mmsi), self);
        for at in 0..heard.len().saturating_sub(1) {
            if let Some(leg) = stillness.leg(at) {
                way.go_on(&leg);
                continue;
            }
            let [ahead, astern] = stillness.reckoned(at);
            ahead.iter().for_each(|leg| way.go_on(leg));
            way.pause();
            astern.iter().for_each(|leg| way.go_on(leg));
        }
        way.pause();
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

    #[inline]
    fn go_on(&mut self, leg: &Leg) {
        if !self.goes_on {
            self.motion.knots.push(leg.from);
        }
        self.motion.knots.push(leg.to);
        self.goes_on = true;
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
        if let Some(longer) =
            self.open.map(|piece| piece.along(leg, run)).filter(|piece| piece.frame.is_small())
        {
            self.open = Some(longer);
            return;
        }
        self.close();
        let last = self.motion.knots.len() as u32 - 1;
        let (track, mmsi) = self.hull;
        let piece = |run, frame| Piece { track, mmsi, run, first: last - 1, last, frame };
        let whole = piece(run, Frame::whole(leg));
        if whole.frame.is_small() {
            self.open = Some(whole);
            return;
        }
        let steps = steps(leg, run).map(|step| piece(step, Frame::of(leg, step).in_one_turn()));
        self.motion.slabs.entry(self.slab.number).or_default().extend(steps);
    }

    fn close(&mut self) {
        if let Some(piece) = self.open.take() {
            let piece = Piece { frame: piece.frame.in_one_turn(), ..piece };
            self.motion.slabs.entry(self.slab.number).or_default().push(piece);
        }
    }
}

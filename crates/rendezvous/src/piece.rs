//! Pieces: the still motion of a hull in a slab, cut so small that a cell of the grid can hold it.

use model::{Metres, Mmsi, Track};

use crate::plane::{Knot, Leg, METRES_PER_E7, Run, cosine, short_way};
use crate::slab::Part;
use crate::still::Stillness;
use crate::{EncounterOptions, Slab};

/// Pieces reach this far north, and as many metres east: 1 km holds the swing of a ship at anchor.
pub(crate) const REACH_E7: i64 = (1000.0 / METRES_PER_E7) as i64;

/// The still motion of one hull for a while, without a break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Piece {
    pub(crate) track: u32,
    pub(crate) mmsi: Mmsi,
    /// The time that it answers for; its legs may reach beyond.
    pub(crate) run: Run,
    /// First and last of its knots.
    first: u32,
    last: u32,
    pub(crate) frame: Frame,
}

/// A box in 1e-7 degree: `west` may lie up to a turn beyond the dateline, `east` is at least `west`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) south: i64,
    pub(crate) north: i64,
    pub(crate) west: i64,
    pub(crate) east: i64,
}

/// The pieces of a slab and the knots that they are made of.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) pieces: Vec<Piece>,
    knots: Vec<Knot>,
}

impl Pieces {
    /// All still motion in a slab.
    pub(crate) fn of(tracks: &[Track], slab: &Slab, options: &EncounterOptions) -> Self {
        let time = Run { from_ms: slab.interval().start().ms(), to_ms: slab.interval().end().ms() };
        let mut all = Self::default();
        for part in slab.parts() {
            all.push_part(part, &tracks[part.track as usize], time, options);
        }
        all
    }

    /// The knots of a piece, by time.
    pub(crate) fn knots(&self, piece: &Piece) -> &[Knot] {
        &self.knots[piece.first as usize..=piece.last as usize]
    }

    fn push_part(&mut self, part: &Part, track: &Track, slab: Run, options: &EncounterOptions) {
        let mut stillness = Stillness::from_leg(&track.fixes, part.first as usize, options);
        let mut open: Option<Piece> = None;
        let hull = (part.track, track.hull.mmsi);
        for at in part.first as usize..part.last as usize {
            if let Some(leg) = stillness.leg(at) {
                open = self.go_on(open, &leg, slab, hull);
                continue;
            }
            let [ahead, astern] = stillness.reckoned(at);
            if let Some(leg) = ahead {
                open = self.go_on(open, &leg, slab, hull);
            }
            self.close(open);
            open = astern.and_then(|leg| self.go_on(None, &leg, slab, hull));
        }
        self.close(open);
    }

    /// Goes on along what of a leg lies in the slab: with the open piece if it does not reach too far, or with new ones.
    fn go_on(
        &mut self,
        open: Option<Piece>,
        leg: &Leg,
        slab: Run,
        (track, mmsi): (u32, Mmsi),
    ) -> Option<Piece> {
        let Some(run) = leg.run().overlap(slab) else { return self.close(open) };
        let longer = open.map(|piece| piece.along(leg, run)).filter(|piece| piece.frame.is_small());
        if longer.is_some() {
            self.knots.push(leg.to);
            return longer;
        }
        self.close(open);
        let first = self.knots.len() as u32;
        self.knots.extend([leg.from, leg.to]);
        let piece = |run, frame| Piece { track, mmsi, run, first, last: first + 1, frame };
        let whole = piece(run, Frame::whole(leg));
        if whole.frame.is_small() {
            return Some(whole);
        }
        for step in steps(leg, run) {
            self.close(Some(piece(step, Frame::of(leg, step))));
        }
        None
    }

    fn close(&mut self, open: Option<Piece>) -> Option<Piece> {
        self.pieces.extend(open.map(|piece| Piece { frame: piece.frame.in_one_turn(), ..piece }));
        None
    }
}

/// Cuts the part of a long leg that lies in `run` into runs that reach no farther than a piece may.
fn steps(leg: &Leg, run: Run) -> impl Iterator<Item = Run> {
    let (north, east) = leg.extent();
    let steps_north = north.abs() as f64 / REACH_E7 as f64;
    let steps_east = east.abs() as f64 / Frame::whole(leg).reach_east() as f64;
    let share = run.span_ms() as f64 / leg.duration_ms() as f64;
    let count = (steps_north.max(steps_east) * share).ceil().max(1.0) as i64;
    let cut = move |step: i64| {
        run.from_ms + (i128::from(run.span_ms()) * i128::from(step) / i128::from(count)) as i64
    };
    (0..count).map(move |step| Run { from_ms: cut(step), to_ms: cut(step + 1) })
}

impl Piece {
    /// The piece with another leg, which begins where it ends.
    fn along(&self, leg: &Leg, run: Run) -> Self {
        let run = Run { from_ms: self.run.from_ms, to_ms: run.to_ms };
        Self { run, last: self.last + 1, frame: self.frame.with(Frame::whole(leg)), ..*self }
    }
}

impl Frame {
    /// What a leg covers.
    const fn whole(leg: &Leg) -> Self {
        let (north, east) = leg.extent();
        let (lat, lon) = (leg.from.lat as i64, leg.from.lon as i64);
        let (south, west) =
            (if north < 0 { lat + north } else { lat }, if east < 0 { lon + east } else { lon });
        Self { south, north: south + north.abs(), west, east: west + east.abs() }
    }

    /// What a leg covers during `run`, outward to whole units.
    fn of(leg: &Leg, run: Run) -> Self {
        let ((lat_a, east_a), (lat_b, east_b)) = (leg.at(run.from_ms), leg.at(run.to_ms));
        let lon = i64::from(leg.from.lon);
        Self {
            south: lat_a.min(lat_b).floor() as i64,
            north: lat_a.max(lat_b).ceil() as i64,
            west: lon + east_a.min(east_b).floor() as i64,
            east: lon + east_a.max(east_b).ceil() as i64,
        }
    }

    pub(crate) fn with(self, other: Self) -> Self {
        // The other frame may stand on the far side of the dateline.
        let turn = short_way(other.west - self.west) - (other.west - self.west);
        Self {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west + turn),
            east: self.east.max(other.east + turn),
        }
    }

    fn is_small(&self) -> bool {
        self.north - self.south <= REACH_E7 && self.east - self.west <= self.reach_east()
    }

    /// Whether any two places in the box are surely within `reach`, wherever the cosine is taken.
    pub(crate) fn is_within(&self, reach: Metres) -> bool {
        let nearest_equator = if self.south > 0 { self.south } else { (-self.north).max(0) };
        let east = (self.east - self.west) as f64 * cosine(nearest_equator as f64);
        let margin = 1.0;
        ((self.north - self.south) as f64).hypot(east) * METRES_PER_E7 < reach.0 - margin
    }

    /// How far a piece at these latitudes may reach east.
    fn reach_east(&self) -> i64 {
        (REACH_E7 as f64 / cosine(self.pole_ward() as f64)) as i64
    }

    /// The latitude farthest from the equator, without its sign.
    pub(crate) fn pole_ward(&self) -> i64 {
        self.south.abs().max(self.north.abs())
    }

    fn in_one_turn(self) -> Self {
        let turn = short_way(self.west) - self.west;
        self.shifted(turn)
    }

    /// The same box as reached by going round the world.
    pub(crate) const fn shifted(self, turn: i64) -> Self {
        Self { west: self.west + turn, east: self.east + turn, ..self }
    }
}

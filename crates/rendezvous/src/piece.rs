//! Pieces: the still motion of a hull in a slab, cut so small that a cell of the grid can hold it.

use std::ops::{Range, RangeInclusive};

use model::{Mmsi, Scale};

use crate::Heard;
use crate::apart::Bounds;
use crate::plane::{Knot, Leg, Run, TURN_E7, cosine, is_polar, short_way};

/// Pieces reach this far north, and as many metres east: 1 km holds the swing of a ship at anchor.
pub(crate) const REACH_E7: i64 = (1000.0 / Scale::MOST_M) as i64;

/// Distances are scaled at the middle of legs, which lies no farther beyond a piece than this: half of the longest silent drift, and
/// some.
pub(crate) const LEG_E7: i64 = 15 * REACH_E7;

/// The still motion of one hull for a while, without a break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Piece {
    pub(crate) track: u32,
    pub(crate) mmsi: Mmsi,
    /// The time that it answers for; its legs may reach beyond.
    pub(crate) run: Run,
    /// First and last of its knots.
    pub(crate) first: u32,
    pub(crate) last: u32,
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

/// The least and the most of some latitudes and longitudes.
#[derive(Clone, Copy)]
struct Corners {
    lat: [i32; 2],
    lon: [i32; 2],
}

impl Corners {
    const fn of(knot: Knot) -> Self {
        Self { lat: [knot.lat; 2], lon: [knot.lon; 2] }
    }

    #[inline]
    fn with(self, heard: &[impl Heard]) -> Self {
        heard.iter().map(Heard::knot).fold(self, |Self { lat, lon }, knot| Self {
            lat: [lat[0].min(knot.lat), lat[1].max(knot.lat)],
            lon: [lon[0].min(knot.lon), lon[1].max(knot.lon)],
        })
    }

    fn frame(self) -> Frame {
        let ([south, north], [west, east]) = (self.lat.map(i64::from), self.lon.map(i64::from));
        Frame { south, north, west, east }
    }
}

/// Cuts the part of a long leg that lies in `run` into runs that reach no farther than a piece may.
pub(crate) fn steps(leg: &Leg, run: Run) -> impl Iterator<Item = Run> {
    let (north, east) = leg.extent();
    let steps_north = north.abs() as f64 / REACH_E7 as f64;
    let steps_east = east.abs() as f64 / Frame::whole(leg).reach_east() as f64;
    let share = run.span_ms() as f64 / leg.duration_ms() as f64;
    run.cut((steps_north.max(steps_east) * share).ceil() as usize)
}

impl Piece {
    /// The same with its knots so much farther on.
    pub(crate) fn shifted(self, knots: u32) -> Self {
        Self { first: self.first + knots, last: self.last + knots, ..self }
    }

    /// Its knots among all.
    pub(crate) fn of(self, knots: &[Knot]) -> &[Knot] {
        &knots[self.first as usize..=self.last as usize]
    }

    /// The piece with more legs, which begin where it ends.
    pub(crate) const fn until(self, to_ms: i64, last: u32, frame: Frame) -> Self {
        Self { run: Run { to_ms, ..self.run }, last, frame, ..self }
    }
}

impl Frame {
    /// What a leg covers.
    pub(crate) const fn whole(leg: &Leg) -> Self {
        let (north, east) = leg.extent();
        let (lat, lon) = (leg.from.lat as i64, leg.from.lon as i64);
        let (south, west) =
            (if north < 0 { lat + north } else { lat }, if east < 0 { lon + east } else { lon });
        Self { south, north: south + north.abs(), west, east: west + east.abs() }
    }

    /// What a leg covers during `run`, outward to whole units.
    pub(crate) fn of(leg: &Leg, run: Run) -> Self {
        let ((lat_a, east_a), (lat_b, east_b)) = (leg.at(run.from_ms), leg.at(run.to_ms));
        let lon = i64::from(leg.from.lon);
        Self {
            south: lat_a.min(lat_b).floor() as i64,
            north: lat_a.max(lat_b).ceil() as i64,
            west: lon + east_a.min(east_b).floor() as i64,
            east: lon + east_a.max(east_b).ceil() as i64,
        }
    }

    /// What the legs between some of the reports of a hull cover, and between those and some around them; `None` if these
    /// cross the dateline.
    pub(crate) fn covered(
        heard: &[impl Heard],
        some: RangeInclusive<usize>,
        around: Range<usize>,
    ) -> Option<[Self; 2]> {
        let (before, after) = (around.start..*some.start(), some.end() + 1..around.end);
        let covered = Corners::of(heard[*some.start()].knot()).with(&heard[some]);
        let around = covered.with(&heard[before]).with(&heard[after]);
        Some([covered, around].map(Corners::frame))
            .filter(|[_, around]| around.east - around.west < TURN_E7 / 2)
    }

    /// In 1e-7 degree of latitude, and never less than it is.
    pub(crate) fn diagonal_at_equator(&self) -> f64 {
        let (north, east) = ((self.north - self.south) as f64, (self.east - self.west) as f64);
        (north * north + east * east).sqrt()
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

    pub(crate) fn is_small(&self) -> bool {
        let east = self.east - self.west;
        // A place may reach farther east than north, in degrees: most settle that without a cosine.
        self.north - self.south <= REACH_E7 && (east <= REACH_E7 || east <= self.reach_east())
    }

    /// Between what a place in one box and one in the other can be apart, wherever the scale is taken.
    pub(crate) fn apart(self, other: Self) -> Bounds {
        const MARGIN: f64 = 1.0;
        let all = self.with(other);
        let Some([low, high]) = all.scales() else { return Bounds::NONE };
        let metres = |north: i64, east: i64, scale: Scale| {
            let (north, east) = (north as f64 * scale.north, east as f64 * scale.east);
            (north * north + east * east).sqrt()
        };
        let [between_north, between_east] = [
            (all.north - all.south) - (self.north - self.south) - (other.north - other.south),
            (all.east - all.west) - (self.east - self.west) - (other.east - other.west),
        ];
        let least = metres(between_north.max(0), between_east.max(0), low);
        let most = metres(all.north - all.south, all.east - all.west, high);
        Bounds { least: (least - MARGIN).max(0.0).powi(2), most: (most + MARGIN).powi(2) }
    }

    /// The least and the most that the scale can be on the way of hulls whose pieces lie in the box; `None` near a pole, where
    /// it tells nothing.
    pub(crate) fn scales(&self) -> Option<[Scale; 2]> {
        let pole_ward = self.pole_ward() + LEG_E7;
        let nearest_equator = (if self.south > 0 { self.south } else { -self.north } - LEG_E7).max(0);
        let cosines = [pole_ward, nearest_equator].map(|lat| cosine(lat as f64));
        (!is_polar(pole_ward)).then(|| Scale::bounds(cosines))
    }

    /// How far a piece at these latitudes may reach east: once round where longitudes tell nothing.
    fn reach_east(&self) -> i64 {
        let pole_ward = self.pole_ward();
        if is_polar(pole_ward) { TURN_E7 } else { (REACH_E7 as f64 / cosine(pole_ward as f64)) as i64 }
    }

    /// The latitude farthest from the equator, without its sign.
    pub(crate) fn pole_ward(&self) -> i64 {
        self.south.abs().max(self.north.abs())
    }

    pub(crate) fn in_one_turn(self) -> Self {
        let turn = short_way(self.west) - self.west;
        self.shifted(turn)
    }

    /// The same box as reached by going round the world.
    pub(crate) const fn shifted(self, turn: i64) -> Self {
        Self { west: self.west + turn, east: self.east + turn, ..self }
    }
}

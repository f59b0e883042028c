//! Whether one hull can have sent two fixes, and how well the second follows from the first.

use model::{Fix, Knots, Metres, MmsiKind, Position, Span};

use crate::SegmentOptions;

/// What a hull of one number can do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    discrepancy: Knots,
    jump_speed: Knots,
    slack: Metres,
    reckon_within: Span,
}

impl Reach {
    /// The limits of ships, or of aircraft for a number of theirs.
    pub(crate) fn of(kind: MmsiKind, options: &SegmentOptions) -> Self {
        let aircraft = kind == MmsiKind::Aircraft;
        Self {
            discrepancy: if aircraft { options.aircraft_speed } else { options.discrepancy },
            jump_speed: if aircraft { options.aircraft_speed } else { options.jump_speed },
            slack: options.slack,
            reckon_within: options.reckon_within,
        }
    }

    /// The speed that no hull of the number exceeds.
    pub(crate) const fn jump_speed(&self) -> Knots {
        self.jump_speed
    }

    /// What the limits allow at once.
    pub(crate) const fn slack(&self) -> Metres {
        self.slack
    }

    /// How badly `later` follows `earlier` by dead reckoning, 0 (to the metre) upwards; `None` when it cannot.
    ///
    /// The place is reckoned forward from the earlier fix and backward from the later one, and the two misses
    /// averaged. It can follow when the miss, or the bare way for a ship that turned round, is within the limit,
    /// and the way needs no jump.
    pub(crate) fn dead_reckoned(&self, earlier: &Fix, later: &Fix) -> Option<f64> {
        let span = later.time - earlier.time;
        let farthest = self.limit(self.jump_speed, span);
        if least_distance(earlier.position, later.position) > farthest {
            return None;
        }
        let way = Way::between(earlier.position, later.position);
        if way.length() > farthest {
            return None;
        }
        let allowed = self.limit(self.discrepancy, span);
        let miss = self.reckoned(way, earlier, later);
        (miss.min(way.length()) <= allowed).then(|| miss / allowed)
    }

    /// How far two fixes lie off where each says that the other is.
    pub(crate) fn miss(&self, earlier: &Fix, later: &Fix) -> Metres {
        Metres(self.reckoned(Way::between(earlier.position, later.position), earlier, later))
    }

    /// How far the end of a way lies from where either fix says it is, on the mean.
    fn reckoned(&self, way: Way, earlier: &Fix, later: &Fix) -> f64 {
        let reckoned = (later.time - earlier.time).min(self.reckon_within);
        f64::midpoint(way.miss(earlier, reckoned), way.miss(later, reckoned))
    }

    /// How far a hull sailed between two fixes, as a share of what it can sail in a day; `None` when it was too far
    /// for the time or no time passed.
    ///
    /// Not of what it can sail in the whole silence: after three days all ports of a coast would be alike.
    pub(crate) fn sailed(&self, earlier: &Fix, later: &Fix) -> Option<f64> {
        let silence = later.time - earlier.time;
        let limit = self.limit(self.jump_speed, silence);
        if silence <= Span::ZERO || least_distance(earlier.position, later.position) > limit {
            return None;
        }
        let distance = earlier.position.distance(later.position).0;
        (distance <= limit).then(|| distance / self.limit(self.jump_speed, silence.min(Span::from_hours(24))))
    }

    /// Whether two places at one moment are one place.
    pub(crate) fn is_same_place(&self, one: &Fix, other: &Fix) -> bool {
        one.position.distance(other.position).0 <= self.slack.0
    }

    fn limit(&self, speed: Knots, span: Span) -> f64 {
        speed.metres_per_second() * span.secs() + self.slack.0
    }
}

/// The way from one place to another, in metres east and north.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) east: f64,
    pub(crate) north: f64,
}

impl Way {
    /// On the plane for near places, along the great circle for others.
    pub(crate) fn between(from: Position, to: Position) -> Self {
        let d_lat = f64::from(to.lat_e7() - from.lat_e7()) * METRES_PER_E7;
        let d_lon_e7 = i64::from(to.lon_e7()) - i64::from(from.lon_e7());
        if d_lat.abs() < NEAR_M && d_lon_e7.abs() < NEAR_E7 && from.lat().abs() < PLANE_BELOW_LAT {
            let middle = f64::midpoint(from.lat(), to.lat()).to_radians();
            return Self { east: d_lon_e7 as f64 * METRES_PER_E7 * middle.cos(), north: d_lat };
        }
        let (distance, bearing) = (from.distance(to).0, from.bearing(to).0.to_radians());
        Self { east: distance * bearing.sin(), north: distance * bearing.cos() }
    }

    /// Metres that the way between two places is never longer than, for little work.
    pub(crate) fn at_most(from: Position, to: Position) -> f64 {
        let d_lon_e7 = i64::from(to.lon_e7()) - i64::from(from.lon_e7());
        least_distance(from, to) + d_lon_e7.abs() as f64 * METRES_PER_E7
    }

    /// In metres.
    pub(crate) fn length(&self) -> f64 {
        length(self.east, self.north)
    }

    /// How far the end of the way lies from where the course and speed of `fix` lead in `span`.
    pub(crate) fn miss(&self, fix: &Fix, span: Span) -> f64 {
        let (Some(speed), Some(course)) = (fix.speed(), fix.course()) else { return self.length() };
        if speed.0 == 0.0 {
            return self.length();
        }
        let (sin, cos) = course.0.to_radians().sin_cos();
        let sailed = speed.metres_per_second() * span.secs();
        length(self.east - sailed * sin, self.north - sailed * cos)
    }
}

/// `hypot` guards against overflow at several times this cost, and a quarter of a track's; metres cannot overflow.
fn length(east: f64, north: f64) -> f64 {
    (east * east + north * north).sqrt()
}

const METRES_PER_E7: f64 = Position::EARTH_RADIUS.0 * std::f64::consts::PI / 180.0 / 1e7;
const NEAR_M: f64 = 100_000.0;
const NEAR_E7: i64 = 20_000_000;
const PLANE_BELOW_LAT: f64 = 80.0;

/// A distance that the true one is never below, for little work.
fn least_distance(one: Position, other: Position) -> f64 {
    f64::from((one.lat_e7() - other.lat_e7()).abs()) * METRES_PER_E7
}

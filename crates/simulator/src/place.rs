//! Small steps on the sea: metres east and north of a place, right to a metre over some kilometres.

use model::{Degrees, Metres, Position};

const METRES_PER_DEGREE: f64 = 111_195.08;

/// A step east and north.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Step {
    pub(crate) east: Metres,
    pub(crate) north: Metres,
}

impl Step {
    /// A step of `length` in a direction.
    pub(crate) fn polar(direction: Degrees, length: Metres) -> Self {
        let (sin, cos) = direction.0.to_radians().sin_cos();
        Self { east: Metres(length.0 * sin), north: Metres(length.0 * cos) }
    }

    /// The step from one place to another.
    pub(crate) fn from_to(from: Position, to: Position) -> Self {
        let scale = METRES_PER_DEGREE * ((from.lat() + to.lat()) / 2.0).to_radians().cos();
        Self {
            east: Metres((to.lon() - from.lon()) * scale),
            north: Metres((to.lat() - from.lat()) * METRES_PER_DEGREE),
        }
    }

    /// How long it is.
    pub(crate) fn length(self) -> Metres {
        Metres(self.east.0.hypot(self.north.0))
    }

    /// Where it points.
    pub(crate) fn direction(self) -> Degrees {
        Degrees(self.east.0.atan2(self.north.0).to_degrees().rem_euclid(360.0))
    }

    /// Both steps, one after the other.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { east: Metres(self.east.0 + other.east.0), north: Metres(self.north.0 + other.north.0) }
    }

    /// This step so many times.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self { east: Metres(self.east.0 * factor), north: Metres(self.north.0 * factor) }
    }
}

/// The place one step away.
pub(crate) fn stepped(from: Position, step: Step) -> Position {
    let lat = from.lat() + step.north.0 / METRES_PER_DEGREE;
    let lon = from.lon() + step.east.0 / (METRES_PER_DEGREE * from.lat().to_radians().cos());
    Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap_or(from)
}

/// A place of a table in the source, in degrees.
pub(crate) fn charted((lat, lon): (f64, f64)) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("tables of places hold degrees in range")
}

/// Whether a place is inside the line at which ships bound for Nampo usually fall silent.
pub(crate) fn is_inside_the_line(at: Position) -> bool {
    at.lat() > 37.55 && at.lat() < 40.0 && at.lon() > 123.7 && at.lon() < 126.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_out_and_its_measure_agree() {
        let from = charted((34.5, 123.5));
        let to = stepped(from, Step::polar(Degrees(60.0), Metres(900.0)));
        assert!((from.distance(to).0 - 900.0).abs() < 1.0);
        assert!((Step::from_to(from, to).direction().0 - 60.0).abs() < 0.1);
    }
}

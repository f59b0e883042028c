//! True motion: where a hull is at any moment, exactly.
//!
//! A hull's life is a row of stretches. Each stretch has one motion, a closed formula of time, so that nothing
//! depends on how finely it is looked at.

use std::f64::consts::TAU;

use model::{Degrees, Knots, Metres, Position, Timestamp};

use crate::place::{Step, stepped};

/// Where a hull is and how it moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct State {
    pub(crate) position: Position,
    pub(crate) heading: Degrees,
    pub(crate) speed: Knots,
    pub(crate) course: Degrees,
}

/// A formula of motion; it holds for all times, a stretch says for which it is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Motion {
    /// Outside the world.
    Away,
    /// At a berth.
    Still { berth: Position, heading: Degrees },
    /// Straight on at one speed.
    Run(Run),
    /// Swinging round an anchor with the tide.
    Swing(Swing),
    /// Stopped off shore, carried by wind and current.
    Drift(Drift),
}

/// From one place to another at one speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Run {
    pub(crate) from: Position,
    pub(crate) to: Position,
    pub(crate) leave: Timestamp,
    pub(crate) arrive: Timestamp,
}

/// Round an anchor: the ships of one anchorage swing alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Swing {
    pub(crate) anchor: Position,
    /// Chain and hull from the anchor to the antenna.
    pub(crate) radius: Metres,
    /// Where the tide is in its period, 0 to 1: the same for neighbours.
    pub(crate) tide: f64,
    /// A ship's own wobble, 0 to 1.
    pub(crate) wobble: f64,
}

/// With the current.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Drift {
    pub(crate) from: Position,
    pub(crate) since: Timestamp,
    pub(crate) set: Degrees,
    pub(crate) rate: Knots,
    pub(crate) heading: Degrees,
    /// Size of the loops that the tide adds.
    pub(crate) loops: Metres,
}

/// Where a hull lies in relation to the one whose motion it shares.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Beside {
    /// To starboard of the other hull's antenna.
    pub(crate) abeam: Metres,
    /// Ahead of it.
    pub(crate) ahead: Metres,
}

/// Half a lunar day.
const TIDE_S: f64 = 12.42 * 3600.0;
/// Ships yaw at anchor with a period of some minutes.
const YAW_S: f64 = 1100.0;

impl Motion {
    /// Where the hull is at a moment; `None` outside the world.
    pub(crate) fn at(&self, time: Timestamp, beside: Beside) -> Option<State> {
        let state = match self {
            Self::Away => return None,
            Self::Still { berth, heading } => state(*berth, *heading, Step::default()),
            Self::Run(run) => run.at(time),
            Self::Swing(swing) => swing.at(time),
            Self::Drift(drift) => drift.at(time),
        };
        Some(state.moved(beside))
    }

    /// As [`Motion::at`], for motions that are known to be in the world.
    pub(crate) fn place(&self, time: Timestamp, beside: Beside) -> Option<Position> {
        self.at(time, beside).map(|state| state.position)
    }
}

impl Run {
    fn at(&self, time: Timestamp) -> State {
        let whole = (self.arrive - self.leave).secs().max(1.0);
        let fraction = ((time - self.leave).secs() / whole).clamp(0.0, 1.0);
        let way = Step::from_to(self.from, self.to);
        state(self.from.interpolate(self.to, fraction), way.direction(), way.times(1.0 / whole))
    }
}

impl Swing {
    fn at(&self, time: Timestamp) -> State {
        let seconds = (time.ms() / 1000) as f64;
        let tide = TAU * (seconds / TIDE_S + self.tide);
        let yaw = TAU * (seconds / YAW_S + self.wobble);
        let angle = TAU * self.tide + 1.4 * tide.sin() + 0.15 * yaw.sin();
        let turn = 1.4 * tide.cos() * TAU / TIDE_S + 0.15 * yaw.cos() * TAU / YAW_S;
        let out = Step::polar(Degrees(angle.to_degrees()), self.radius);
        let velocity = Step { east: Metres(out.north.0 * turn), north: Metres(-out.east.0 * turn) };
        let heading = Degrees((angle.to_degrees() + 180.0).rem_euclid(360.0));
        state(stepped(self.anchor, out), heading, velocity)
    }
}

impl Drift {
    fn at(&self, time: Timestamp) -> State {
        let seconds = (time - self.since).secs();
        let tide = TAU * seconds / TIDE_S;
        let steady = Step::polar(self.set, Metres(self.rate.metres_per_second()));
        let looped = Step {
            east: Metres(self.loops.0 * tide.sin()),
            north: Metres(self.loops.0 * (1.0 - tide.cos())),
        };
        let turning = Step {
            east: Metres(self.loops.0 * tide.cos() * TAU / TIDE_S),
            north: Metres(self.loops.0 * tide.sin() * TAU / TIDE_S),
        };
        let heading = self.heading.0 + 12.0 * (TAU * seconds / (4.0 * 3600.0)).sin();
        let place = stepped(self.from, steady.times(seconds).and(looped));
        state(place, Degrees(heading.rem_euclid(360.0)), steady.and(turning))
    }
}

impl State {
    fn moved(self, beside: Beside) -> Self {
        if beside == Beside::default() {
            return self;
        }
        let ahead = Step::polar(self.heading, beside.ahead);
        let abeam = Step::polar(Degrees(self.heading.0 + 90.0), beside.abeam);
        Self { position: stepped(self.position, ahead.and(abeam)), ..self }
    }
}

fn state(position: Position, heading: Degrees, metres_per_second: Step) -> State {
    State {
        position,
        heading,
        speed: Knots::from_metres_per_second(metres_per_second.length().0),
        course: metres_per_second.direction(),
    }
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::place::charted;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_ms(1_740_960_000_000).unwrap().saturating_add(Span::from_secs(seconds))
    }

    /// The speed that a motion claims, against the way it makes in ten seconds.
    fn speeds(motion: Motion, beside: Beside) -> Vec<(f64, f64)> {
        let moments = (0..40).map(|k| k * 1800);
        let compare = |second| {
            let (one, two) =
                (motion.at(at(second), beside).unwrap(), motion.at(at(second + 10), beside).unwrap());
            (one.speed.0, Knots::from_metres_per_second(one.position.distance(two.position).0 / 10.0).0)
        };
        moments.map(compare).collect()
    }

    #[test]
    fn the_speed_that_ships_send_is_the_speed_that_they_make() {
        let from = charted((34.0, 123.0));
        let drift = Drift {
            from,
            since: at(0),
            set: Degrees(200.0),
            rate: Knots(0.8),
            heading: Degrees(90.0),
            loops: Metres(900.0),
        };
        let swing = Swing { anchor: from, radius: Metres(120.0), tide: 0.3, wobble: 0.7 };
        for motion in [Motion::Drift(drift), Motion::Swing(swing)] {
            for (claimed, made) in speeds(motion, Beside::default()) {
                assert!((claimed - made).abs() < 0.05, "{motion:?}: {claimed} against {made}");
                assert!(made < 1.6, "a stopped ship makes no way: {made}");
            }
        }
    }

    #[test]
    fn a_ship_alongside_stays_alongside_while_both_drift() {
        let drift = Drift {
            from: charted((29.0, 124.0)),
            since: at(0),
            set: Degrees(10.0),
            rate: Knots(1.0),
            heading: Degrees(45.0),
            loops: Metres(600.0),
        };
        let beside = Beside { abeam: Metres(30.0), ahead: Metres(5.0) };
        for second in (0..36_000).step_by(600) {
            let mother = Motion::Drift(drift).place(at(second), Beside::default()).unwrap();
            let other = Motion::Drift(drift).place(at(second), beside).unwrap();
            assert!((mother.distance(other).0 - 30.4).abs() < 0.5);
        }
    }
}

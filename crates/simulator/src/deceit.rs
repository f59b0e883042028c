//! False positions: what some radios say of where their ships are, as is on record of ships that hid their voyages.
//!
//! Who lies and how is drawn from a stream of its own, so that all else in a world of a seed is as it would be without.

use model::{Degrees, Interval, Knots, Metres, Position, Span, Timestamp};

use crate::dice::Dice;
use crate::hull::Hull;
use crate::motion::State;
use crate::place::{Step, stepped};
use crate::world::World;

/// What a radio says in place of where the ship is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Deceit {
    /// One place, to the last digit.
    Still(Position),
    /// Round and round a box.
    Boxed(Round),
    /// The true place, moved by a constant step.
    Shifted(Step),
}

/// A box, and how fast it is gone round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Round {
    corner: Position,
    sides: Step,
    speed: Knots,
}

/// Makes about so many of the ships at sea lie for half a day to two days, each in one of the ways.
pub(crate) fn add(world: &mut World<'_>, seed: u64, count: usize) {
    const TRIES: usize = 400;
    let mut dice = Dice::new(seed, 4);
    let mut liars = 0;
    for _ in 0..TRIES {
        if liars == count {
            return;
        }
        let number = dice.below(world.hulls.len());
        let hull = &world.hulls[number];
        if let Some((when, deceit)) = lie(hull, world.span, liars, &mut dice) {
            world.hulls[number].radio.deceits.push((when, deceit));
            liars += 1;
        }
    }
}

/// When and how a ship lies; `None` for a ship that takes part in a story, lies already, or goes nowhere meanwhile.
fn lie(hull: &Hull, span: Interval, turn: usize, dice: &mut Dice) -> Option<(Interval, Deceit)> {
    const AT_SEA: Metres = Metres(20_000.0);
    let from = span.start().saturating_add(Span::from_secs_f64(span.span().secs() * dice.between(0.1, 0.85)));
    let when = Interval::between(from, from.saturating_add(dice.hours(12.0, 48.0)));
    let (start, end) = (hull.place(when.start())?, hull.place(when.end())?);
    let is_free = matches!(hull.role, "merchant" | "waiting") && hull.radio.deceits.is_empty();
    (is_free && start.distance(end) > AT_SEA).then(|| (when, deceit(start, turn, dice)))
}

fn deceit(start: Position, turn: usize, dice: &mut Dice) -> Deceit {
    let away = Step::polar(dice.direction(), dice.metres(25_000.0, 90_000.0));
    match turn % 3 {
        0 => Deceit::round(stepped(start, away), dice),
        1 => Deceit::Shifted(away),
        _ => Deceit::Still(start),
    }
}

impl Deceit {
    /// Round and round a box that begins at a corner.
    pub(crate) fn round(corner: Position, dice: &mut Dice) -> Self {
        let sides = Step { east: dice.metres(2_000.0, 9_000.0), north: dice.metres(2_000.0, 9_000.0) };
        Self::Boxed(Round { corner, sides, speed: dice.knots(4.0, 9.0) })
    }

    /// The word of the truth tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Still(_) => "still",
            Self::Boxed(_) => "box",
            Self::Shifted(_) => "shift",
        }
    }

    /// What is said of a true state.
    pub(crate) fn told(self, truth: State, time: Timestamp) -> State {
        match self {
            Self::Still(position) => State { position, speed: Knots(0.0), ..truth },
            Self::Boxed(round) => round.at(time),
            Self::Shifted(step) => State { position: stepped(truth.position, step), ..truth },
        }
    }
}

impl Round {
    fn at(self, time: Timestamp) -> State {
        let (east, north) = (self.sides.east.0, self.sides.north.0);
        let gone = self.speed.metres_per_second() * (time.ms() as f64 / 1000.0);
        let along = gone.rem_euclid(2.0 * (east + north));
        let (step, course) = match along {
            along if along < north => (step(0.0, along), 0.0),
            along if along < north + east => (step(along - north, north), 90.0),
            along if along < 2.0 * north + east => (step(east, 2.0 * north + east - along), 180.0),
            along => (step(2.0 * (north + east) - along, 0.0), 270.0),
        };
        let course = Degrees(course);
        State { position: stepped(self.corner, step), heading: course, course, speed: self.speed }
    }
}

const fn step(east: f64, north: f64) -> Step {
    Step { east: Metres(east), north: Metres(north) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::charted;

    fn truth() -> State {
        let (heading, course) = (Degrees(10.0), Degrees(10.0));
        State { position: charted((34.0, 124.0)), heading, course, speed: Knots(12.0) }
    }

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_ms(1_740_960_000_000 + minute * 60_000).unwrap()
    }

    #[test]
    fn a_box_is_gone_round_at_its_speed_without_a_jump() {
        let (corner, sides) = (charted((33.0, 123.0)), step(3_000.0, 5_000.0));
        let deceit = Deceit::Boxed(Round { corner, sides, speed: Knots(6.0) });
        let way = Knots(6.0).metres_per_second() * 60.0;
        for k in 0..300 {
            let (one, next) = (deceit.told(truth(), minute(k)), deceit.told(truth(), minute(k + 1)));
            let gone = one.position.distance(next.position).0;
            assert!(gone < way * 1.01 && gone > way * 0.7, "{gone} {way}");
            assert!(one.position.distance(corner).0 < 6_000.0);
        }
    }

    #[test]
    fn a_shifted_ship_sails_as_it_does_and_a_still_one_does_not() {
        let shifted = Deceit::Shifted(step(30_000.0, 0.0)).told(truth(), minute(0));
        assert!((shifted.position.distance(truth().position).0 - 30_000.0).abs() < 300.0);
        assert_eq!((shifted.speed, shifted.course), (truth().speed, truth().course));
        let place = charted((33.0, 123.0));
        let still = Deceit::Still(place).told(truth(), minute(0));
        assert_eq!((still.position, still.speed), (place, Knots(0.0)));
    }
}

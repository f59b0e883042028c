//! A month of a ship as she was heard: at a berth, or on passages between berths; now every few minutes, now not for hours.

use model::{Degrees, FileId, Fix, Knots, Location, Metres, Mmsi, Motion, Position, Timestamp, Transmitter};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

const DAYS: f64 = 30.0;

/// How a ship spends her month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Ship {
    Moored,
    /// Passages of some days with a day or so at a berth between.
    Trading,
    /// Never at rest.
    UnderWay,
}

/// Numbers drawn from a seed.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn of(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// At least 0 and less than 1.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX).next_up()
    }

    pub(crate) fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.share() * (most - least)
    }

    /// As long as one waits for what comes once in `mean`.
    fn wait(&mut self, mean: f64) -> f64 {
        -(1.0 - self.share()).ln() * mean
    }
}

/// The fixes of a ship by time, under one number, each off by what a satellite receiver errs.
pub(crate) fn heard(ship: Ship, dice: &mut Dice) -> Vec<Fix> {
    let mut hour = 0.0;
    let mut sailing = Sailing::begin(ship, dice);
    let mut fixes = Vec::new();
    let (mut in_reception_for, mut every) = (dice.wait(24.0), dice.between(3.0, 12.0) / 60.0);
    loop {
        let mut step = (dice.wait(every)).max(10.0 / 3600.0);
        in_reception_for -= step;
        if in_reception_for < 0.0 {
            step += dice.wait(8.0);
            (in_reception_for, every) = (dice.wait(24.0), dice.between(3.0, 12.0) / 60.0);
        }
        hour += step;
        if hour > DAYS * 24.0 {
            return fixes;
        }
        sailing.go_on(step, dice);
        let location = Location::row(FileId(0), fixes.len() as u64);
        fixes.push(Fix { location, ..sailing.fix(hour, dice) });
    }
}

struct Sailing {
    ship: Ship,
    position: Position,
    course: f64,
    knots: f64,
    /// Until she alters course or speed.
    hours_left: f64,
}

impl Sailing {
    fn begin(ship: Ship, dice: &mut Dice) -> Self {
        let (lat, lon) = (dice.between(30.0, 39.0), dice.between(121.0, 130.0));
        let position = Position::from_degrees(Degrees(lat), Degrees(lon)).expect("a place off Korea");
        let mut begun = Self { ship, position, course: 0.0, knots: 0.0, hours_left: 0.0 };
        begun.alter(dice);
        begun
    }

    fn go_on(&mut self, mut hours: f64, dice: &mut Dice) {
        while hours > 0.0 {
            let leg = hours.min(self.hours_left);
            self.position = self.position.towards(Degrees(self.course), Metres(self.knots * 1852.0 * leg));
            (hours, self.hours_left) = (hours - leg, self.hours_left - leg);
            if self.hours_left <= 0.0 {
                self.alter(dice);
            }
        }
    }

    fn alter(&mut self, dice: &mut Dice) {
        let is_at_rest = match self.ship {
            Ship::Moored => true,
            Ship::Trading => self.knots > 0.0 && dice.share() < 0.15,
            Ship::UnderWay => false,
        };
        self.hours_left = if is_at_rest { dice.wait(24.0) } else { dice.wait(5.0) };
        self.knots = if is_at_rest { 0.0 } else { dice.between(7.0, 15.0) };
        self.course = (self.course + dice.between(-60.0, 60.0)).rem_euclid(360.0);
    }

    fn fix(&self, hour: f64, dice: &mut Dice) -> Fix {
        let begin = Timestamp::from_rfc3339("2025-03-03T00:00:00Z").expect("a date");
        let time = begin.saturating_add(model::Span::from_secs((hour * 3600.0) as i64));
        let position =
            self.position.towards(Degrees(dice.between(0.0, 359.0)), Metres(dice.between(0.0, 15.0)));
        let speed = Knots((self.knots * dice.between(0.97, 1.03) * 10.0).round() / 10.0);
        let course = Degrees((self.course + dice.between(0.0, 4.0)).rem_euclid(360.0).floor());
        let motion = Motion { speed: Some(speed), course: Some(course), ..Motion::default() };
        Fix {
            mmsi: Mmsi::try_from(412_345_678).expect("a number"),
            time,
            position,
            told: motion.into(),
            transmitter: Transmitter::ClassA,
            location: Location::row(FileId(0), 0),
        }
    }
}

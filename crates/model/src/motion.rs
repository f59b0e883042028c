//! What a ship tells of its motion beside its place, in eight bytes: an archive holds hundreds of millions of such.

use crate::{Degrees, Knots, NavStatus};

/// What a ship tells of its motion beside its place; what it does not tell is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Motion {
    /// Speed over ground, below 102.2 kn.
    pub speed: Option<Knots>,
    /// Course over ground, 0 to below 360 degrees.
    pub course: Option<Degrees>,
    /// True heading, 0 to below 360 degrees.
    pub heading: Option<Degrees>,
    /// Navigational status.
    pub status: Option<NavStatus>,
}

/// A [`Motion`] as integers of 1/1000 knot and 1/1000 degree, in the order of its values, absent before present.
///
/// AIS sends tenths and archives print three decimals at most: each comes back as the very number that it was.
/// What lies out of range is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Told(u64);

/// Some of the bits of a [`Told`]: 0 for what is absent, or one more than the number.
#[derive(Clone, Copy)]
struct Field {
    shift: u32,
    width: u32,
}

const STATUS: Field = Field { shift: 0, width: 4 };
const HEADING: Field = Field { shift: 4, width: 19 };
const COURSE: Field = Field { shift: 23, width: 19 };
const SPEED: Field = Field { shift: 42, width: 17 };

const PER_UNIT: f64 = 1000.0;
/// Knots.
const FASTEST: f64 = 131.0;
/// Thousandths of a degree.
const TURN: u64 = 360_000;

impl Told {
    /// A speed and nothing else.
    pub fn at_speed(speed: Knots) -> Self {
        Motion { speed: Some(speed), ..Motion::default() }.into()
    }

    /// Speed over ground.
    #[inline]
    pub fn speed(self) -> Option<Knots> {
        self.thousandths(SPEED).map(Knots)
    }

    /// Course over ground.
    #[inline]
    pub fn course(self) -> Option<Degrees> {
        self.thousandths(COURSE).map(Degrees)
    }

    /// True heading.
    #[inline]
    pub fn heading(self) -> Option<Degrees> {
        self.thousandths(HEADING).map(Degrees)
    }

    /// Navigational status.
    #[inline]
    pub fn status(self) -> Option<NavStatus> {
        self.number(STATUS).and_then(|code| NavStatus::from_field(code as u8))
    }

    /// Whether speed, course and heading are the same; the status may differ.
    #[inline]
    pub const fn is_same_motion(self, other: Self) -> bool {
        self.0 >> HEADING.shift == other.0 >> HEADING.shift
    }

    /// All of it as a number, for files that the program alone reads back.
    #[inline]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// What [`Told::bits`] gave; `None` for any other number.
    #[inline]
    pub fn from_bits(bits: u64) -> Option<Self> {
        let told = Self(bits);
        let is_within = |field, most| told.number(field).is_none_or(|number| number <= most);
        let is_told = bits >> (SPEED.shift + SPEED.width) == 0
            && is_within(SPEED, (FASTEST * PER_UNIT) as u32)
            && [COURSE, HEADING].into_iter().all(|angle| is_within(angle, TURN as u32 - 1));
        is_told.then_some(told)
    }

    #[inline]
    fn thousandths(self, field: Field) -> Option<f64> {
        self.number(field).map(|number| f64::from(number) / PER_UNIT)
    }

    #[inline]
    const fn number(self, field: Field) -> Option<u32> {
        ((self.0 >> field.shift & ((1 << field.width) - 1)) as u32).checked_sub(1)
    }
}

impl Field {
    #[inline]
    fn holding(self, number: Option<u64>) -> u64 {
        number.map_or(0, |number| (number + 1) << self.shift)
    }
}

impl From<Motion> for Told {
    #[inline]
    fn from(motion: Motion) -> Self {
        let within = |number: f64, most: f64| (0.0..=most).contains(&number);
        let thousandths = |number: f64| (number * PER_UNIT + 0.5) as u64;
        let speed = motion.speed.map(|speed| speed.0).filter(|&speed| within(speed, FASTEST));
        let angle = |angle: Option<Degrees>| {
            let told = angle.map(|angle| angle.0).filter(|&angle| within(angle, 360.0));
            // Just below a full turn is north.
            told.map(|angle| thousandths(angle) % TURN)
        };
        Self(
            SPEED.holding(speed.map(thousandths))
                | COURSE.holding(angle(motion.course))
                | HEADING.holding(angle(motion.heading))
                | STATUS.holding(motion.status.map(|status| u64::from(status.code()))),
        )
    }
}

impl From<Told> for Motion {
    #[inline]
    fn from(told: Told) -> Self {
        Self { speed: told.speed(), course: told.course(), heading: told.heading(), status: told.status() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_ship_that_tells_nothing_is_told_from_one_that_lies_still_and_heads_north() {
        let still = Motion {
            speed: Some(Knots(0.0)),
            course: Some(Degrees(0.0)),
            heading: Some(Degrees(0.0)),
            status: NavStatus::from_field(0),
        };
        assert_eq!(Motion::from(Told::from(still)), still);
        assert_eq!(Motion::from(Told::default()), Motion::default());
    }

    #[test]
    fn every_value_of_the_standard_comes_back_as_the_very_number() {
        for tenth in 0..3600 {
            let (speed, angle) = (f64::from(tenth.min(1021)) / 10.0, f64::from(tenth) / 10.0);
            let heading = Some(Degrees(f64::from(tenth / 10)));
            let status = NavStatus::from_field((tenth % 16) as u8);
            let motion = Motion { speed: Some(Knots(speed)), course: Some(Degrees(angle)), heading, status };
            assert_eq!(Motion::from(Told::from(motion)), motion);
        }
    }

    #[test]
    fn a_course_a_hair_below_a_full_turn_is_north_and_what_no_ship_tells_is_not_told() {
        let course =
            |angle| Told::from(Motion { course: Some(Degrees(angle)), ..Motion::default() }).course();
        assert_eq!(course(359.9999), Some(Degrees(0.0)));
        assert_eq!([-1.0, 360.5, f64::NAN].map(course), [None; 3]);
        assert_eq!(Told::at_speed(Knots(f64::INFINITY)), Told::default());
    }

    #[test]
    fn bits_that_no_motion_has_are_refused() {
        let full_turn = (360_000 + 1) << COURSE.shift;
        assert_eq!([full_turn, 1 << 60].map(Told::from_bits), [None, None]);
    }

    fn motions() -> impl Strategy<Value = Motion> {
        let thousandths =
            |most: u32| prop::option::of((0..most).prop_map(|number| f64::from(number) / 1000.0));
        let all = (thousandths(131_000), thousandths(360_000), thousandths(360_000), 0..16_u8);
        all.prop_map(|(speed, course, heading, status)| Motion {
            speed: speed.map(Knots),
            course: course.map(Degrees),
            heading: heading.map(Degrees),
            status: NavStatus::from_field(status),
        })
    }

    proptest! {
        #[test]
        fn motions_come_back_and_stand_in_the_order_of_their_values(one in motions(), other in motions()) {
            let values = |motion: Motion| (motion.speed, motion.course, motion.heading, motion.status);
            let [told, other_told] = [one, other].map(Told::from);
            prop_assert_eq!(Motion::from(told), one);
            prop_assert_eq!(Told::from_bits(told.bits()), Some(told));
            prop_assert_eq!(Some(told.cmp(&other_told)), values(one).partial_cmp(&values(other)));
        }
    }
}

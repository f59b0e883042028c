//! Columns of position reports: one row for each message of type 1, 2, 3, 18, 19 or 27.

use super::block::columns;
use crate::message::{ExtendedClassB, LongRange, PositionReport, StandardClassB};
use crate::quantity::Position;
use crate::scale::{COURSE, HEADING, SPEED, TURN};

const NO_SPEED: u16 = 1023;
const NO_COURSE: u16 = 3600;
const NO_HEADING: u16 = 511;
const NO_STATUS: u8 = 15;
const NO_TURN: i8 = -128;
const NO_SECOND: u8 = 60;

columns! {
    /// Positions in columns, all of the same length.
    ///
    /// Scales are those of [`PositionReport::FIELDS`]. The coarser type 27 is brought to them (`kind` says that it is coarse),
    /// and what a type does not send is no reading.
    pub struct Positions {
        /// 1/10 000 minute east; valid if both coordinates are, as [`crate::Message::position`].
        longitude: i32 where Block::is_placed,
        /// 1/10 000 minute north; valid if both coordinates are.
        latitude: i32 where Block::is_placed,
        /// Better than 10 m.
        accuracy: bool where |_, _| true,
        /// Speed over ground, 0.1 knot.
        speed: u16 where |block, row| SPEED.holds(block.speed[row].into()),
        /// Course over ground, 0.1 degree.
        course: u16 where |block, row| COURSE.holds(block.course[row].into()),
        /// True heading, degree.
        heading: u16 where |block, row| HEADING.holds(block.heading[row].into()),
        /// Navigational status 0 to 15; 15 is none.
        status: u8 where |block, row| block.status[row] != NO_STATUS,
        /// Turn indicator as sent; [`crate::Turn::from_raw`] says what it means.
        turn: i8 where |block, row| TURN.holds(block.turn[row].into()),
        /// UTC second of the fix 0 to 59; 60 to 63, as [`crate::FixSecond`] tells them, are no readings.
        second: u8 where |block, row| block.second[row] < NO_SECOND,
        /// Special manoeuvre 1 no, 2 yes; 0 is none (class A).
        maneuver: u8 where |block, row| block.maneuver[row] != 0,
        /// Receiver autonomous integrity monitoring in use.
        raim: bool where |_, _| true,
        /// Communication state (class A and type 18).
        radio: u32 where |block, row| block.kind[row] <= 3 || block.kind[row] == 18,
        /// Bits for regional use (class B).
        regional: u8 where |block, row| block.kind[row] == 18 || block.kind[row] == 19,
        /// A carrier-sense unit (type 18).
        cs: bool where |block, row| block.kind[row] == 18,
        /// Has a display (type 18).
        display: bool where |block, row| block.kind[row] == 18,
        /// Has DSC (type 18).
        dsc: bool where |block, row| block.kind[row] == 18,
        /// Can use the whole marine band (type 18).
        band: bool where |block, row| block.kind[row] == 18,
        /// Takes channel management by message 22 (type 18).
        msg22: bool where |block, row| block.kind[row] == 18,
        /// In assigned mode (class B).
        assigned: bool where |block, row| block.kind[row] == 18 || block.kind[row] == 19,
        /// The position is older than 5 s (type 27).
        gnss: bool where |block, row| block.kind[row] == 27,
    }
}

impl Block {
    #[inline(always)]
    fn is_placed(&self, row: usize) -> bool {
        Position::fine(self.longitude[row], self.latitude[row]).is_some()
    }
}

/// Where none of it was sent.
const NOTHING: Row = Row {
    kind: 0,
    repeat: 0,
    mmsi: 0,
    longitude: 0,
    latitude: 0,
    accuracy: false,
    speed: NO_SPEED,
    course: NO_COURSE,
    heading: NO_HEADING,
    status: NO_STATUS,
    turn: NO_TURN,
    second: NO_SECOND,
    maneuver: 0,
    raim: false,
    radio: 0,
    regional: 0,
    cs: false,
    display: false,
    dsc: false,
    band: false,
    msg22: false,
    assigned: false,
    gnss: false,
};

impl From<PositionReport> for Row {
    #[inline(always)]
    fn from(m: PositionReport) -> Self {
        Self {
            kind: m.kind,
            repeat: m.repeat,
            mmsi: m.mmsi,
            longitude: m.longitude,
            latitude: m.latitude,
            accuracy: m.accuracy,
            speed: m.speed,
            course: m.course,
            heading: m.heading,
            status: m.status,
            turn: m.turn,
            second: m.second,
            maneuver: m.maneuver,
            raim: m.raim,
            radio: m.radio,
            ..NOTHING
        }
    }
}

impl From<StandardClassB> for Row {
    #[inline(always)]
    fn from(m: StandardClassB) -> Self {
        Self {
            kind: 18,
            repeat: m.repeat,
            mmsi: m.mmsi,
            longitude: m.longitude,
            latitude: m.latitude,
            accuracy: m.accuracy,
            speed: m.speed,
            course: m.course,
            heading: m.heading,
            second: m.second,
            raim: m.raim,
            radio: m.radio,
            regional: m.regional,
            cs: m.cs,
            display: m.display,
            dsc: m.dsc,
            band: m.band,
            msg22: m.msg22,
            assigned: m.assigned,
            ..NOTHING
        }
    }
}

/// Name, type and size are a row of [`super::Statics`].
impl From<&ExtendedClassB> for Row {
    #[inline(always)]
    fn from(m: &ExtendedClassB) -> Self {
        Self {
            kind: 19,
            repeat: m.repeat,
            mmsi: m.mmsi,
            longitude: m.longitude,
            latitude: m.latitude,
            accuracy: m.accuracy,
            speed: m.speed,
            course: m.course,
            heading: m.heading,
            second: m.second,
            raim: m.raim,
            regional: m.regional,
            assigned: m.assigned,
            ..NOTHING
        }
    }
}

/// Ten, ten and a thousand steps of the fine scales make one of the coarse.
impl From<LongRange> for Row {
    #[inline(always)]
    fn from(m: LongRange) -> Self {
        Self {
            kind: 27,
            repeat: m.repeat,
            mmsi: m.mmsi,
            longitude: m.longitude * 1000,
            latitude: m.latitude * 1000,
            accuracy: m.accuracy,
            speed: if m.speed == 63 { NO_SPEED } else { u16::from(m.speed) * 10 },
            course: coarse_course(m.course),
            status: m.status,
            raim: m.raim,
            gnss: m.gnss,
            ..NOTHING
        }
    }
}

/// Degrees as tenths: "not available" stays that, and what has no meaning gets none, 360 too.
#[inline(always)]
fn coarse_course(degrees: u16) -> u16 {
    match degrees {
        511 => NO_COURSE,
        360 => NO_COURSE + 1,
        degrees => degrees * 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::block::Origin;
    use crate::quantity::{NO_LATITUDE, NO_LONGITUDE};

    fn column_of(report: LongRange) -> Positions {
        let mut ships = Positions::default();
        ships.push(report.into(), Origin { line: 1, received_ms: None });
        ships.settle();
        ships
    }

    #[test]
    fn a_vessel_far_at_sea_that_tells_nothing_has_no_reading_but_her_number() {
        let ships = column_of(LongRange::unavailable(440_000_001));
        assert_eq!((ships.mmsi.get(0), ships.longitude.values()[0]), (Some(440_000_001), NO_LONGITUDE));
        assert_eq!((ships.latitude.values()[0], ships.latitude.get(0)), (NO_LATITUDE, None));
        assert_eq!((ships.speed.get(0), ships.course.get(0), ships.heading.get(0)), (None, None, None));
        assert_eq!((ships.status.get(0), ships.turn.get(0), ships.second.get(0)), (None, None, None));
    }

    #[test]
    fn a_coarse_course_beyond_the_circle_is_told_from_one_that_is_not_available() {
        for (degrees, raw) in [(359, 3590), (360, 3601), (361, 3610), (511, NO_COURSE)] {
            let ships = column_of(LongRange { course: degrees, ..LongRange::unavailable(1) });
            assert_eq!(
                (ships.course.values()[0], ships.course.is_valid(0)),
                (raw, degrees < 360),
                "{degrees}"
            );
        }
    }

    #[test]
    fn a_coarse_report_stands_on_the_scales_of_the_fine() {
        let ships = column_of(LongRange {
            longitude: 77_400,
            latitude: 21_000,
            speed: 12,
            course: 270,
            ..LongRange::unavailable(1)
        });
        assert_eq!((ships.longitude.get(0), ships.latitude.get(0)), (Some(77_400_000), Some(21_000_000)));
        assert_eq!((ships.speed.get(0), ships.course.get(0)), (Some(120), Some(2700)));
    }
}

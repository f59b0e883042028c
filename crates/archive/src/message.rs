//! AIS messages to reports: the fields that matter, in the quantities of the model.

use ais::Message;
use model::{
    BroadcastImo, Degrees, Dimensions, Fix, Knots, Location, Metres, Mmsi, Motion, NavStatus, Position,
    Report, ShipType, StaticReport, Timestamp, Transmitter,
};

/// What a report takes from around its message.
pub(crate) struct Origin {
    pub(crate) mmsi: Mmsi,
    pub(crate) time: Timestamp,
    pub(crate) location: Location,
}

/// How a ship moves, as its message has it.
#[derive(Default)]
struct Moving {
    speed: Option<f64>,
    course: Option<f64>,
    heading: Option<u16>,
    status: Option<u8>,
}

impl Moving {
    fn told(&self) -> Motion {
        Motion {
            // 102.2 stands for "or more".
            speed: self.speed.filter(|knots| *knots < 102.2).map(Knots),
            course: self.course.map(Degrees),
            heading: self.heading.map(|degrees| Degrees(f64::from(degrees))),
            status: self.status.and_then(NavStatus::from_field),
        }
    }
}

/// Whether [`reports`] gives anything.
pub(crate) fn says_something(message: &Message) -> bool {
    motion(message).is_some() || statics(message).is_some()
}

/// Gives out the fix and the static report of a message, if it has them; a ship that tells neither place nor name was on air.
pub(crate) fn reports(message: &Message, origin: &Origin, give: &mut dyn FnMut(Report)) {
    let (fix, said) = (fix(message, origin), statics(message));
    let is_placed = fix.is_some();
    if let Some(fix) = fix {
        give(Report::Position(fix));
    }
    match said {
        Some(said) => give(Report::Static(Box::new(said.report(origin)))),
        None if !is_placed && motion(message).is_some() => give(Report::Static(Box::new(
            StaticReport::without_content(origin.mmsi, origin.time, origin.location),
        ))),
        None => {}
    }
}

fn fix(message: &Message, origin: &Origin) -> Option<Fix> {
    let (position, transmitter, motion) = fix_parts(message)?;
    Some(Fix {
        mmsi: origin.mmsi,
        time: origin.time,
        position,
        told: motion.told().into(),
        transmitter,
        location: origin.location,
    })
}

/// Whether a message says where a ship is, or that it does not know.
pub(crate) fn is_of_position(message: &Message) -> bool {
    motion(message).is_some()
}

/// What makes a fix of a ship; base stations, aircraft and aids to navigation give none.
fn fix_parts(message: &Message) -> Option<(Position, Transmitter, Moving)> {
    let (transmitter, motion) = motion(message)?;
    Some((exact(message.position()?)?, transmitter, motion))
}

fn motion(message: &Message) -> Option<(Transmitter, Moving)> {
    Some(match message {
        Message::PositionReport(m) => (
            Transmitter::ClassA,
            Moving {
                speed: m.speed_knots(),
                course: m.course_degrees(),
                heading: m.heading_degrees(),
                status: m.navigation_status(),
            },
        ),
        Message::StandardClassB(m) => (
            Transmitter::ClassB,
            Moving {
                speed: m.speed_knots(),
                course: m.course_degrees(),
                heading: m.heading_degrees(),
                status: None,
            },
        ),
        Message::ExtendedClassB(m) => (
            Transmitter::ClassB,
            Moving {
                speed: m.speed_knots(),
                course: m.course_degrees(),
                heading: m.heading_degrees(),
                status: None,
            },
        ),
        Message::LongRange(m) => (
            Transmitter::LongRange,
            Moving {
                speed: m.speed_knots(),
                course: m.course_degrees(),
                heading: None,
                status: m.navigation_status(),
            },
        ),
        _ => return None,
    })
}

/// 1/10,000 minute to 1e-7 degree: times 50/3, to the nearest; a tie cannot be.
fn exact(position: ais::Position) -> Option<Position> {
    let e7 = |ten_thousandths: i32| (i64::from(ten_thousandths) * 50 + 1).div_euclid(3) as i32;
    Position::from_e7(e7(position.latitude_ten_thousandths()), e7(position.longitude_ten_thousandths())).ok()
}

/// What a ship says of itself, apart from who and when.
#[derive(Default)]
struct Statics<'m> {
    imo: Option<u32>,
    name: Option<&'m str>,
    call_sign: Option<&'m str>,
    ship_type: Option<u8>,
    dimensions: Option<ais::Dimensions>,
    draught: Option<f64>,
    destination: Option<&'m str>,
}

/// What a message says of the ship; `None` when nothing.
fn statics(message: &Message) -> Option<Statics<'_>> {
    let said = match message {
        Message::StaticAndVoyage(m) => Statics {
            imo: m.imo_number(),
            name: m.shipname.to_option(),
            call_sign: m.callsign.to_option(),
            ship_type: m.ship_type(),
            dimensions: known(m.dimensions()),
            draught: m.draught_metres(),
            destination: m.destination.to_option(),
        },
        Message::ExtendedClassB(m) => Statics {
            name: m.shipname.to_option(),
            ship_type: m.ship_type(),
            dimensions: known(m.dimensions()),
            ..Statics::default()
        },
        Message::StaticDataA(m) => Statics { name: m.shipname.to_option(), ..Statics::default() },
        Message::StaticDataB(m) => Statics {
            call_sign: m.callsign.to_option(),
            ship_type: m.ship_type(),
            dimensions: m.dimensions().and_then(known),
            ..Statics::default()
        },
        _ => return None,
    };
    said.says_something().then_some(said)
}

fn known(dimensions: ais::Dimensions) -> Option<ais::Dimensions> {
    let any = dimensions.length_metres().is_some() || dimensions.width_metres().is_some();
    any.then_some(dimensions)
}

impl Statics<'_> {
    fn says_something(&self) -> bool {
        self.imo.is_some()
            || self.name.is_some()
            || self.call_sign.is_some()
            || self.ship_type.is_some()
            || self.dimensions.is_some()
            || self.draught.is_some()
            || self.destination.is_some()
    }

    fn report(&self, origin: &Origin) -> StaticReport {
        let text = |text: Option<&str>| text.map(|text| text.trim().to_owned());
        StaticReport {
            mmsi: origin.mmsi,
            time: origin.time,
            imo: self.imo.and_then(BroadcastImo::from_field),
            name: text(self.name),
            call_sign: text(self.call_sign),
            ship_type: self.ship_type.and_then(ShipType::from_field),
            dimensions: self.dimensions.map(|said| Dimensions {
                bow: said.to_bow,
                stern: said.to_stern,
                port: said.to_port,
                starboard: said.to_starboard,
            }),
            draught: self.draught.map(Metres),
            destination: text(self.destination),
            location: origin.location,
        }
    }
}

#[cfg(test)]
mod tests {
    use ais::{BaseStation, PositionReport};
    use proptest::prelude::*;

    use super::*;

    fn origin() -> Origin {
        Origin {
            mmsi: Mmsi::try_from(445_000_000).unwrap(),
            time: Timestamp::from_ms(1_700_000_000_000).unwrap(),
            location: Location::row(model::FileId(0), 1),
        }
    }

    fn only_fix(message: PositionReport) -> Option<Fix> {
        fix(&Message::PositionReport(message), &origin())
    }

    #[test]
    fn a_ship_without_a_position_gives_no_fix_and_one_off_nampo_does() {
        let silent = PositionReport::unavailable(445_000_000);
        assert_eq!(only_fix(silent), None);
        let nampo = PositionReport { latitude: 23_200_001, longitude: 75_000_002, ..silent };
        let fix = only_fix(nampo).unwrap();
        assert_eq!((fix.position.lat_e7(), fix.position.lon_e7()), (386_666_683, 1_250_000_033));
        assert_eq!((fix.speed(), fix.course(), fix.heading(), fix.status()), (None, None, None, None));
    }

    /// What a message gives: of fixes, and of static reports that say something and that do not.
    fn given(message: Message) -> [usize; 3] {
        let mut all = [0; 3];
        reports(&message, &origin(), &mut |report| match report {
            Report::Position(_) => all[0] += 1,
            Report::Static(said) => all[1 + usize::from(!said.says_something())] += 1,
        });
        assert_eq!(says_something(&message), all != [0; 3]);
        all
    }

    #[test]
    fn a_ship_without_a_position_was_on_air_and_a_base_station_without_one_is_no_ship() {
        let silent = PositionReport::unavailable(445_000_000);
        assert_eq!(given(Message::PositionReport(silent)), [0, 0, 1]);
        let placed = PositionReport { latitude: 23_200_001, longitude: 75_000_002, ..silent };
        assert_eq!(given(Message::PositionReport(placed)), [1, 0, 0]);
        assert_eq!(given(Message::BaseStation(BaseStation::unavailable(2_573_225))), [0; 3]);
    }

    #[test]
    fn a_speed_of_102_2_is_no_speed() {
        let ship = PositionReport { latitude: 0, longitude: 0, ..PositionReport::unavailable(1) };
        assert_eq!(only_fix(PositionReport { speed: 1022, ..ship }).unwrap().speed(), None);
        assert_eq!(only_fix(PositionReport { speed: 1021, ..ship }).unwrap().speed(), Some(Knots(102.1)));
    }

    proptest! {
        #[test]
        fn positions_are_exact_to_half_a_unit(lat in -54_000_000..=54_000_000i32, lon in -108_000_000..=108_000_000i32) {
            let fix = only_fix(PositionReport {
                latitude: lat, longitude: lon, ..PositionReport::unavailable(1)
            }).unwrap();
            prop_assert!((i64::from(fix.position.lat_e7()) * 3 - i64::from(lat) * 50).abs() <= 1);
            prop_assert!((i64::from(fix.position.lon_e7()) * 3 - i64::from(lon) * 50).abs() <= 1);
        }
    }
}

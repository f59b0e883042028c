//! Ships for tests: one place, times in hours.

use model::{
    Degrees, Dimensions, FileId, Fix, HullId, Knots, Location, Metres, Mmsi, Motion, Position, StaticReport,
    Timestamp, Told, Track, Transmitter,
};

/// The moment this many hours after the tests' beginning, a full hour.
pub(crate) fn hours(hours: f64) -> Timestamp {
    Timestamp::from_ms(1_700_002_800_000 + (hours * 3_600_000.0).round() as i64).unwrap()
}

pub(crate) fn mmsi(number: u32) -> Mmsi {
    Mmsi::try_from(number).unwrap()
}

pub(crate) fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
}

/// A ship that lies still in the Yellow Sea.
pub(crate) fn ship() -> Fix {
    Fix {
        mmsi: mmsi(445_123_000),
        time: hours(0.0),
        position: at(37.0, 124.1),
        told: Told::at_speed(Knots(0.0)),
        transmitter: Transmitter::ClassA,
        location: Location::row(FileId(0), 1),
    }
}

pub(crate) fn fix(hour: f64) -> Fix {
    let time = hours(hour);
    Fix { time, location: Location::row(FileId(0), time.ms() as u64), ..ship() }
}

pub(crate) fn fix_at(hour: f64, position: Position) -> Fix {
    Fix { position, ..fix(hour) }
}

/// Under way from a place, a fix every so many minutes over some hours.
pub(crate) fn voyage(from: Position, course: f64, knots: f64, span: (f64, f64), minutes: f64) -> Vec<Fix> {
    let count = ((span.1 - span.0) * 60.0 / minutes) as u32;
    let hours_under_way = (0..=count).map(|step| f64::from(step) * minutes / 60.0);
    let place = |under_way: f64| from.towards(Degrees(course), Metres(knots * 1852.0 * under_way));
    let told = sailing(knots, course);
    hours_under_way.map(|under_way| Fix { told, ..fix_at(span.0 + under_way, place(under_way)) }).collect()
}

/// What a ship under way tells, at so many knots and degrees.
pub(crate) fn sailing(knots: f64, course: f64) -> Told {
    Motion { speed: Some(Knots(knots)), course: Some(Degrees(course)), ..Motion::default() }.into()
}

pub(crate) fn track(fixes: Vec<Fix>) -> Track {
    Track { hull: HullId { mmsi: fixes[0].mmsi, part: 0 }, fixes: fixes.into(), doubtful: Vec::new().into() }
}

pub(crate) fn says(hour: f64) -> StaticReport {
    let place = Location::row(FileId(1), hours(hour).ms() as u64);
    StaticReport::without_content(ship().mmsi, hours(hour), place)
}

pub(crate) fn dimensions(bow: u16, stern: u16, port: u8, starboard: u8) -> Option<Dimensions> {
    Some(Dimensions { bow, stern, port, starboard })
}

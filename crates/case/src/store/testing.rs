//! Reports for the tests of the store.

use model::{Degrees, FileId, Fix, Location, Mmsi, Position, StaticReport, Timestamp, Told, Transmitter};

/// Of a ship that is told by its last digit, so many hours after a midnight.
pub(crate) fn fix(ship: u32, hour: i64, file: u32, line: u64) -> Fix {
    Fix {
        mmsi: mmsi(ship),
        time: hours(hour),
        position: Position::from_degrees(Degrees(35.1), Degrees(129.04)).unwrap(),
        told: Told::default(),
        transmitter: Transmitter::ClassA,
        location: Location::row(FileId(file), line),
    }
}

/// Of the first file.
pub(crate) fn report(ship: u32, hour: i64, name: &str, line: u64) -> StaticReport {
    StaticReport {
        mmsi: mmsi(ship),
        time: hours(hour),
        imo: None,
        name: Some(name.to_owned()),
        call_sign: None,
        ship_type: None,
        dimensions: None,
        draught: None,
        destination: None,
        location: Location::text(FileId(0), line, line * 80, 79),
    }
}

pub(crate) fn mmsi(ship: u32) -> Mmsi {
    Mmsi::try_from(445_000_000 + ship).unwrap()
}

pub(crate) fn hours(hour: i64) -> Timestamp {
    const MIDNIGHT: i64 = 1_740_960_000_000;
    Timestamp::from_ms(MIDNIGHT + hour * 3_600_000).unwrap()
}

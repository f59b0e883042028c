//! The two faces of the decoder tell the same: what a message says by its methods, its row says in the columns.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod real;

use std::fs;

use ais::{
    ColumnDecoder, Decoder, FixSecond, Message, Options, Outcome, Position, Positions, RejectReason,
    SkipReason, Statics, Text, Turn,
};
use proptest::prelude::*;

/// Decodes the lines both ways and holds every row and every count against each other.
fn compare(lines: &[&[u8]], options: Options) -> usize {
    let mut columns = ColumnDecoder::new(options);
    let mut decoder = Decoder::new(options);
    let mut seen = Seen::default();
    for line in lines {
        columns.push(line);
        seen.outcome(decoder.push(line, ()), &columns);
    }
    columns.finish();
    decoder.finish();
    decoder.take_orphans().into_iter().for_each(|(_, reason)| seen.rejected.push(reason));
    let counts = columns.counts();
    assert_eq!((counts.lines, counts.accepted), (lines.len() as u64, seen.accepted));
    assert_eq!((counts.messages, counts.rows), (seen.messages, (seen.positions + seen.statics) as u64));
    let times = |reason| seen.rejected.iter().filter(|&&other| other == reason).count() as u64;
    assert!(RejectReason::ALL.iter().all(|&reason| counts.rejected(reason) == times(reason)));
    let times = |reason| seen.skipped.iter().filter(|&&other| other == reason).count() as u64;
    assert!(SkipReason::ALL.iter().all(|&reason| counts.skipped(reason) == times(reason)));
    assert_eq!(columns.batch().positions.received_ms.len(), seen.positions);
    assert_eq!(columns.batch().statics.received_ms.len(), seen.statics);
    seen.positions + seen.statics
}

/// What the message face said.
#[derive(Default)]
struct Seen {
    accepted: u64,
    messages: u64,
    positions: usize,
    statics: usize,
    skipped: Vec<SkipReason>,
    rejected: Vec<RejectReason>,
}

impl Seen {
    fn outcome(&mut self, outcome: Outcome<'_, ()>, columns: &ColumnDecoder) {
        match outcome {
            Outcome::Message(decoded) => {
                self.messages += 1;
                self.accepted += decoded.parts.len() as u64;
                self.message(&decoded.message, decoded.received.map(|time| time.epoch_ms), columns);
            }
            Outcome::Fragment => {}
            Outcome::Skipped(reason) => self.skipped.push(reason),
            Outcome::Rejected(reason) => self.rejected.push(reason),
        }
    }

    fn message(&mut self, message: &Message, received_ms: Option<i64>, columns: &ColumnDecoder) {
        let (ships, statics) = (&columns.batch().positions, &columns.batch().statics);
        if let Some(told) = Told::of(message) {
            assert_eq!(Told::row(ships, self.positions), told, "{message:?}");
            assert_eq!(ships.received_ms.get(self.positions), received_ms, "{message:?}");
            self.positions += 1;
        }
        if let Some(told) = Named::of(message) {
            assert_eq!(Named::row(statics, self.statics), told, "{message:?}");
            assert_eq!(statics.received_ms.get(self.statics), received_ms, "{message:?}");
            self.statics += 1;
        }
        assert_eq!((ships.len(), statics.len()), (self.positions, self.statics), "{message:?}");
    }
}

/// What a position report tells, by the methods of the message.
#[derive(Debug, PartialEq)]
struct Told {
    kind: u8,
    mmsi: u32,
    place: Option<(i32, i32)>,
    speed_knots: Option<f64>,
    course_degrees: Option<f64>,
    heading_degrees: Option<u16>,
    status: Option<u8>,
    turn: Option<Turn>,
    second: Option<FixSecond>,
}

impl Told {
    fn of(message: &Message) -> Option<Self> {
        let place = |at: Position| (at.longitude_ten_thousandths(), at.latitude_ten_thousandths());
        let bare = Self {
            kind: message.kind(),
            mmsi: message.mmsi(),
            place: message.position().map(place),
            speed_knots: None,
            course_degrees: None,
            heading_degrees: None,
            status: None,
            turn: None,
            second: None,
        };
        Some(match message {
            Message::PositionReport(m) => Self {
                speed_knots: m.speed_knots(),
                course_degrees: m.course_degrees(),
                heading_degrees: m.heading_degrees(),
                status: m.navigation_status(),
                turn: m.rate_of_turn(),
                second: at_a_second(m.fix_second()),
                ..bare
            },
            Message::StandardClassB(m) => Self {
                speed_knots: m.speed_knots(),
                course_degrees: m.course_degrees(),
                heading_degrees: m.heading_degrees(),
                second: at_a_second(m.fix_second()),
                ..bare
            },
            Message::ExtendedClassB(m) => Self {
                speed_knots: m.speed_knots(),
                course_degrees: m.course_degrees(),
                heading_degrees: m.heading_degrees(),
                second: at_a_second(m.fix_second()),
                ..bare
            },
            Message::LongRange(m) => Self {
                speed_knots: m.speed_knots(),
                course_degrees: m.course_degrees(),
                status: m.navigation_status(),
                ..bare
            },
            _ => return None,
        })
    }

    fn row(ships: &Positions, row: usize) -> Self {
        Self {
            kind: ships.kind[row],
            mmsi: ships.mmsi[row],
            place: ships.longitude.get(row).zip(ships.latitude.get(row)),
            speed_knots: ships.speed.get(row).map(|speed| f64::from(speed) / 10.0),
            course_degrees: ships.course.get(row).map(|course| f64::from(course) / 10.0),
            heading_degrees: ships.heading.get(row),
            status: ships.status.get(row),
            turn: ships.turn.get(row).and_then(Turn::from_raw),
            second: ships.second.get(row).map(FixSecond::from_raw),
        }
    }
}

fn at_a_second(second: FixSecond) -> Option<FixSecond> {
    Some(second).filter(|second| matches!(second, FixSecond::At(_)))
}

/// What static data tell, by the methods of the message.
#[derive(Debug, PartialEq)]
struct Named {
    kind: u8,
    mmsi: u32,
    imo: Option<u32>,
    texts: [Option<String>; 3],
    shiptype: Option<u8>,
    size: Option<(u16, u16, u8, u8)>,
    arrival: [Option<u8>; 4],
    draught_metres: Option<f64>,
}

impl Named {
    fn of(message: &Message) -> Option<Self> {
        let size = |d: ais::Dimensions| (d.to_bow, d.to_stern, d.to_port, d.to_starboard);
        let bare = Self {
            kind: message.kind(),
            mmsi: message.mmsi(),
            imo: None,
            texts: [None, None, None],
            shiptype: None,
            size: None,
            arrival: [None; 4],
            draught_metres: None,
        };
        Some(match message {
            Message::StaticAndVoyage(m) => Self {
                imo: m.imo_number(),
                texts: [owned(m.callsign), owned(m.shipname), owned(m.destination)],
                shiptype: m.ship_type(),
                size: Some(size(m.dimensions())),
                arrival: [m.arrival().month, m.arrival().day, m.arrival().hour, m.arrival().minute],
                draught_metres: m.draught_metres(),
                ..bare
            },
            Message::StaticDataA(m) => Self { texts: [None, owned(m.shipname), None], ..bare },
            Message::StaticDataB(m) => Self {
                texts: [owned(m.callsign), None, None],
                shiptype: m.ship_type(),
                size: m.dimensions().map(size),
                ..bare
            },
            _ => return None,
        })
    }

    fn row(statics: &Statics, row: usize) -> Self {
        let long = statics.to_bow.get(row).zip(statics.to_stern.get(row));
        let wide = statics.to_port.get(row).zip(statics.to_starboard.get(row));
        Self {
            kind: statics.kind[row],
            mmsi: statics.mmsi[row],
            imo: statics.imo.get(row),
            texts: [
                statics.callsign.get(row).and_then(owned),
                statics.shipname.get(row).and_then(owned),
                statics.destination.get(row).and_then(owned),
            ],
            shiptype: statics.shiptype.get(row),
            size: long.zip(wide).map(|((bow, stern), (port, starboard))| (bow, stern, port, starboard)),
            arrival: [&statics.month, &statics.day, &statics.hour, &statics.minute]
                .map(|column| column.get(row)),
            draught_metres: statics.draught.get(row).map(|draught| f64::from(draught) / 10.0),
        }
    }
}

fn owned<const N: usize>(text: Text<N>) -> Option<String> {
    text.to_option().map(str::to_owned)
}

#[test]
fn every_ship_of_every_real_archive_says_the_same_in_columns() {
    let paths = real::archives();
    if paths.is_empty() {
        return;
    }
    let mut rows = 0;
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
        rows += compare(&lines, Options::default());
        compare(&lines, Options::lenient());
    }
    println!("{rows} rows");
    assert!(rows > 10_000, "only {rows} rows: the archives were not read");
}

#[test]
fn a_cleared_batch_starts_again_and_the_counts_go_on() {
    let line = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
    let mut columns = ColumnDecoder::new(Options::default());
    columns.push(line);
    columns.clear();
    assert!(columns.batch().positions.is_empty() && columns.batch().positions.speed.is_empty());
    columns.push(line);
    assert_eq!((columns.batch().positions.len(), columns.counts().rows), (1, 2));
    assert_eq!(columns.batch().positions.speed.validity(), [1]);
}

/// A payload of any type that has columns, of any bits, in a length that the type may have.
fn sentence() -> impl Strategy<Value = Vec<u8>> {
    let kinds =
        prop::sample::select(&[(1u8, 28), (3, 28), (18, 28), (19, 52), (24, 28), (27, 16), (5, 71)][..]);
    (kinds, prop::collection::vec(0u8..64, 71), any::<bool>()).prop_map(
        |((kind, chars), mut values, tagged)| {
            values[0] = kind;
            let armour = |value: u8| char::from(if value < 40 { value + 48 } else { value + 56 });
            let payload: String = values[..chars].iter().map(|&value| armour(value)).collect();
            let body = format!("AIVDM,1,1,,A,{payload},{}", if kind == 5 { 2 } else { 0 });
            let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
            let tag = if tagged { r"\s:rBUSAN,c:1418169601*00\" } else { "" };
            format!("{tag}!{body}*{sum:02X}").into_bytes()
        },
    )
}

/// A sentence in which perhaps a byte was hurt.
fn perhaps_hurt() -> impl Strategy<Value = Vec<u8>> {
    (sentence(), prop::option::weighted(0.2, (any::<prop::sample::Index>(), any::<u8>()))).prop_map(
        |(mut line, hurt)| {
            if let Some((index, byte)) = hurt {
                let at = index.index(line.len());
                line[at] = byte;
            }
            line
        },
    )
}

proptest! {
    #[test]
    fn whatever_ships_send_messages_and_columns_agree(lines in prop::collection::vec(perhaps_hurt(), 1..40)) {
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        compare(&lines, Options::default());
        compare(&lines, Options::lenient());
    }

    #[test]
    fn no_bytes_make_the_columns_panic(lines in prop::collection::vec(any::<Vec<u8>>(), 0..20)) {
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        compare(&lines, Options::default());
    }
}

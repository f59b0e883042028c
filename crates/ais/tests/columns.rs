//! The two faces of the decoder tell the same: what a message says by its methods, its row says in the columns.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod real;

use std::fs;

use ais::{
    BaseStations, Batch, ColumnDecoder, Counts, Decoder, FixSecond, Message, Options, Outcome, Position,
    Positions, Records, RejectReason, Scale, SkipReason, Statics, Text, Turn, Values, write_json,
};
use proptest::prelude::*;

/// Decodes the lines of a text by messages, by columns line by line and by columns at once, and holds every row and every
/// count against each other. Gives the number of messages.
fn compare(text: &[u8], options: Options) -> usize {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    let lines = lines.strip_suffix(&[b"".as_slice()]).unwrap_or(&lines);
    let (mut columns, mut at_once) = (ColumnDecoder::new(options), ColumnDecoder::new(options));
    let mut decoder = Decoder::new(options);
    let mut seen = Seen::default();
    for (line, number) in lines.iter().zip(1..) {
        columns.push(line);
        seen.outcome(decoder.push(line, number), number);
    }
    at_once.push_text(text);
    decoder.finish();
    seen.rejected.extend(decoder.take_orphans().into_iter().map(|(_, reason)| reason));
    columns.finish();
    at_once.finish();
    seen.hold_counts(columns.counts(), lines.len());
    assert_eq!(at_once.counts(), columns.counts());
    let batch = columns.batch();
    assert_eq!(at_once.batch(), batch);
    seen.hold_rows(batch);
    seen.messages.len()
}

/// What the message face said.
#[derive(Default)]
struct Seen {
    accepted: u64,
    messages: Vec<(Message, Option<i64>, u64)>,
    skipped: Vec<SkipReason>,
    rejected: Vec<RejectReason>,
}

impl Seen {
    fn outcome(&mut self, outcome: Outcome<'_, u64>, line: u64) {
        match outcome {
            Outcome::Message(decoded) => {
                self.accepted += decoded.parts.len() as u64;
                self.messages.push((decoded.message, decoded.received.map(|time| time.epoch_ms), line));
            }
            Outcome::Fragment => {}
            Outcome::Skipped(reason) => self.skipped.push(reason),
            Outcome::Rejected(reason) => self.rejected.push(reason),
        }
    }

    fn hold_counts(&self, counts: &Counts, lines: usize) {
        assert_eq!((counts.lines, counts.accepted), (lines as u64, self.accepted));
        assert_eq!(counts.messages, self.messages.len() as u64);
        let times = |reason| self.rejected.iter().filter(|&&other| other == reason).count() as u64;
        assert!(RejectReason::ALL.iter().all(|&reason| counts.rejected(reason) == times(reason)));
        let times = |reason| self.skipped.iter().filter(|&&other| other == reason).count() as u64;
        assert!(SkipReason::ALL.iter().all(|&reason| counts.skipped(reason) == times(reason)));
    }

    fn hold_rows(&self, batch: &Batch) {
        let (ships, statics) = (&batch.positions, &batch.statics);
        let others: Vec<&Records> = batch.others().collect();
        let stations = &batch.base_stations;
        let (mut ship, mut named, mut station, mut other) = (0, 0, 0, vec![0; others.len()]);
        for (message, received_ms, line) in &self.messages {
            let origin = (Some(*line), *received_ms);
            let (told, name, clock) = (Told::of(message), Named::of(message), Clocked::of(message));
            if told.is_none() && name.is_none() && clock.is_none() {
                let table =
                    others.iter().position(|records| records.message() == kind_name(message)).unwrap();
                let (records, row) = (others[table], other[table]);
                hold_record(records, row, message);
                assert_eq!((records.line.get(row), records.received_ms.get(row)), origin, "{message:?}");
                other[table] += 1;
            }
            if let Some(told) = told {
                assert_eq!(Told::row(ships, ship), told, "{message:?}");
                assert_eq!((ships.line.get(ship), ships.received_ms.get(ship)), origin, "{message:?}");
                ship += 1;
            }
            if let Some(clock) = clock {
                assert_eq!(Clocked::row(stations, station), clock, "{message:?}");
                assert_eq!((stations.line.get(station), stations.received_ms.get(station)), origin);
                station += 1;
            }
            if let Some(name) = name {
                assert_eq!(Named::row(statics, named), name, "{message:?}");
                assert_eq!((statics.line.get(named), statics.received_ms.get(named)), origin, "{message:?}");
                named += 1;
            }
        }
        assert_eq!((ships.len(), statics.len(), stations.len()), (ship, named, station));
        assert!(others.iter().zip(&other).all(|(records, &rows)| records.len() == rows));
    }
}

/// The name of a message's struct.
fn kind_name(message: &Message) -> String {
    format!("{message:?}").split('(').next().unwrap().to_owned()
}

/// Holds a row against the message's JSON with the integers as sent.
fn hold_record(records: &Records, row: usize, message: &Message) {
    let mut json = Vec::new();
    write_json(message, Scale::Raw, &mut json);
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(records.kind.get(row), Some(message.kind()));
    assert_eq!(records.mmsi.get(row), Some(message.mmsi()));
    assert_eq!(records.repeat.get(row), Some(message.repeat()));
    for column in &records.fields {
        assert_eq!(column.values.len(), records.len(), "{}", column.name);
        let Some(told) = json.get(&column.name) else { continue };
        match &column.values {
            Values::Integers(values) if values.is_valid(row) => {
                assert_eq!(told.as_i64(), values.get(row), "{} of {json}", column.name);
            }
            Values::Flags(values) if values.is_valid(row) => {
                let flag = told.as_bool().or_else(|| told.as_i64().map(|digit| digit == 1));
                assert_eq!(flag, values.get(row), "{} of {json}", column.name);
            }
            Values::Texts(texts) => {
                let text = texts.get(row).map_or("", |text| str::from_utf8(text).unwrap());
                assert_eq!(told.as_str().map(str::trim_start), Some(text.trim_start()), "{json}");
            }
            Values::Bits(bytes, lengths) if lengths.is_valid(row) => {
                let hex: String = bytes.get(row).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
                let bits = lengths.get(row).unwrap();
                assert_eq!(told.as_str(), Some(format!("{bits}:{hex}").as_str()), "{json}");
            }
            _ => {}
        }
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
            kind: ships.kind.values()[row],
            mmsi: ships.mmsi.values()[row],
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
            Message::ExtendedClassB(m) => Self {
                texts: [None, owned(m.shipname), None],
                shiptype: m.ship_type(),
                size: Some(size(m.dimensions())),
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
            kind: statics.kind.values()[row],
            mmsi: statics.mmsi.values()[row],
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

/// What a base station tells, by the methods and fields of the message.
#[derive(Debug, PartialEq)]
struct Clocked {
    kind: u8,
    mmsi: u32,
    place: Option<(i32, i32)>,
    date: [Option<u16>; 3],
    time: [Option<u8>; 3],
    epfd: Option<u8>,
    radio: u32,
}

impl Clocked {
    fn of(message: &Message) -> Option<Self> {
        let Message::BaseStation(m) = message else { return None };
        let within = |value: u16, first: u16, last: u16| (first..=last).contains(&value).then_some(value);
        Some(Self {
            kind: m.kind,
            mmsi: m.mmsi,
            place: m.position().map(|at| (at.longitude_ten_thousandths(), at.latitude_ten_thousandths())),
            date: [within(m.year, 1, 9999), within(m.month.into(), 1, 12), within(m.day.into(), 1, 31)],
            time: [(m.hour, 24), (m.minute, 60), (m.second, 60)]
                .map(|(value, none)| Some(value).filter(|&value| value < none)),
            epfd: Some(m.epfd).filter(|&device| device != 0),
            radio: m.radio,
        })
    }

    fn row(stations: &BaseStations, row: usize) -> Self {
        Self {
            kind: stations.kind.values()[row],
            mmsi: stations.mmsi.values()[row],
            place: stations.longitude.get(row).zip(stations.latitude.get(row)),
            date: [
                stations.year.get(row),
                stations.month.get(row).map(u16::from),
                stations.day.get(row).map(u16::from),
            ],
            time: [&stations.hour, &stations.minute, &stations.second].map(|column| column.get(row)),
            epfd: stations.epfd.get(row),
            radio: stations.radio.values()[row],
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
    let mut messages = 0;
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        messages += compare(&bytes, Options::default());
        compare(&bytes, Options::lenient());
    }
    println!("{messages} messages");
    assert!(messages > 10_000, "only {messages}: the archives were not read");
}

#[test]
fn a_cleared_batch_starts_again_and_the_counts_go_on() {
    let line = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
    let mut columns = ColumnDecoder::new(Options::default());
    columns.push(line);
    columns.clear();
    assert!(columns.batch().positions.is_empty() && columns.batch().positions.speed.is_empty());
    columns.push(line);
    assert_eq!((columns.batch().positions.len(), columns.counts().messages), (1, 2));
    assert_eq!(columns.batch().positions.speed.validity(), [1]);
}

/// A payload of any type, of any bits, in a length that the type may have; behind a tag block or not.
fn sentence() -> impl Strategy<Value = Vec<u8>> {
    // Type, characters and fill bits.
    let kinds = &[
        (1u8, 28, 0),
        (2, 28, 0),
        (3, 28, 0),
        (4, 28, 0),
        (5, 71, 2),
        (6, 30, 4),
        (7, 28, 0),
        (8, 40, 2),
        (9, 28, 0),
        (10, 12, 0),
        (12, 40, 0),
        (14, 30, 2),
        (15, 27, 2),
        (16, 24, 0),
        (17, 40, 0),
        (18, 28, 0),
        (19, 52, 0),
        (20, 27, 2),
        (21, 60, 4),
        (22, 28, 0),
        (23, 27, 2),
        (24, 28, 0),
        (25, 28, 0),
        (26, 60, 0),
        (27, 16, 0),
        (28, 28, 0),
    ];
    let tags =
        &["", "", "\\s:rBUSAN,c:1418169601*00\\", "\\c:1418169601123,s:b\\d*42\\", "\\n:7,T:x y,c:1*1a\\"];
    (
        prop::sample::select(&kinds[..]),
        prop::collection::vec(0u8..64, 71),
        prop::sample::select(&tags[..]),
        prop::sample::select(&["1,1,,A", "1,1,7,B", "1,1,,", "1,1,3,1", "1,1,,AB"][..]),
    )
        .prop_map(|((kind, chars, fill), mut values, tag, head)| {
            values[0] = kind;
            let armour = |value: u8| char::from(if value < 40 { value + 48 } else { value + 56 });
            let payload: String = values[..chars].iter().map(|&value| armour(value)).collect();
            let body = format!("AIVDM,{head},{payload},{fill}");
            let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
            format!("{tag}!{body}*{sum:02X}").into_bytes()
        })
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
    fn whatever_ships_send_messages_and_columns_agree(
        lines in prop::collection::vec(perhaps_hurt(), 1..80),
        end in prop::sample::select(&["\n", "\r\n"][..]),
    ) {
        let text = lines.join(end.as_bytes());
        compare(&text, Options::default());
        compare(&text, Options::lenient());
    }

    #[test]
    fn no_bytes_make_the_columns_panic(text: Vec<u8>) {
        compare(&text, Options::default());
    }
}

//! NMEA 0183 as aggregators log it: a tag block with station and time, then the sentence.

use std::io::{self, Write};

use ais::{
    Framing, Group, LongRange, Message, PositionReport, StandardClassB, StaticAndVoyage, StaticDataA,
    StaticDataB, TagBlock, Text, sentences, ten_thousandth_minutes, tenth_degrees, tenth_knots,
    tenth_minutes,
};
use model::Metres;

use crate::hull::{Class, Hull, Identity};
use crate::simulation::Simulation;
use crate::transmit::{Form, Received, Report, Sent};

/// Writes what was received in one day.
pub(super) fn write(simulation: &Simulation, day: &[Received], out: &mut impl Write) -> io::Result<()> {
    let mut sequence = 0;
    for received in day {
        let hull = &simulation.hulls[received.hull];
        for message in messages(hull, received) {
            sequence = (sequence + 1) % 10_000;
            write_message(simulation, received, &message, sequence, out)?;
        }
    }
    Ok(())
}

fn write_message(
    simulation: &Simulation,
    received: &Received,
    message: &Message,
    sequence: u32,
    out: &mut impl Write,
) -> io::Result<()> {
    let channel = if sequence.is_multiple_of(2) { 'A' } else { 'B' };
    let framing = Framing { channel, sequence: (sequence % 10) as u8, ..Framing::default() };
    let lines = sentences(&message.encode(), framing);
    let id = sequence.to_string();
    let total = lines.len() as u8;
    for (line, number) in lines.iter().zip(1..) {
        let group = (total > 1).then_some(Group { number, total, id: &id });
        let first = number == 1;
        let block = TagBlock {
            group,
            source: first.then_some(simulation.stations[usize::from(received.station)].as_str()),
            time_ms: first.then_some(received.time.ms()),
            ..TagBlock::default()
        };
        writeln!(out, "{block}{line}")?;
    }
    Ok(())
}

/// A class B set sends its static data in two parts.
fn messages(hull: &Hull, received: &Received) -> Vec<Message> {
    match received.sent {
        Sent::Position(report) => vec![position(&report, received.time.ms())],
        Sent::Static { identity, draught } => {
            let identity = &hull.radio.identities[identity].1;
            match hull.radio.class {
                Class::A => vec![static_and_voyage(hull, identity, draught)],
                Class::B => static_parts(hull, identity),
            }
        }
    }
}

fn position(report: &Report, time_ms: i64) -> Message {
    let second = (time_ms / 1000 % 60) as u8;
    match report.form {
        Form::Scheduled => Message::PositionReport(class_a(report, 1, second)),
        Form::Special => Message::PositionReport(class_a(report, 3, second)),
        Form::ClassB => Message::StandardClassB(class_b(report, second)),
        Form::LongRange => Message::LongRange(long_range(report)),
    }
}

fn class_a(report: &Report, kind: u8, second: u8) -> PositionReport {
    let blank = PositionReport::unavailable(report.mmsi.get());
    PositionReport {
        kind,
        status: report.status,
        speed: report.speed.map_or(blank.speed, |speed| tenth_knots(speed.0)),
        longitude: ten_thousandth_minutes(report.position.lon()),
        latitude: ten_thousandth_minutes(report.position.lat()),
        course: report.course.map_or(blank.course, |course| tenth_degrees(course.0)),
        heading: report.heading.map_or(blank.heading, whole_degrees),
        second,
        ..blank
    }
}

fn class_b(report: &Report, second: u8) -> StandardClassB {
    let blank = StandardClassB::unavailable(report.mmsi.get());
    StandardClassB {
        speed: report.speed.map_or(blank.speed, |speed| tenth_knots(speed.0)),
        longitude: ten_thousandth_minutes(report.position.lon()),
        latitude: ten_thousandth_minutes(report.position.lat()),
        course: report.course.map_or(blank.course, |course| tenth_degrees(course.0)),
        heading: report.heading.map_or(blank.heading, whole_degrees),
        second,
        ..blank
    }
}

fn long_range(report: &Report) -> LongRange {
    let blank = LongRange::unavailable(report.mmsi.get());
    LongRange {
        status: report.status,
        longitude: tenth_minutes(report.position.lon()),
        latitude: tenth_minutes(report.position.lat()),
        speed: report.speed.map_or(blank.speed, |speed| speed.0.round().clamp(0.0, 62.0) as u8),
        course: report.course.map_or(blank.course, whole_degrees),
        gnss: false,
        ..blank
    }
}

fn whole_degrees(direction: model::Degrees) -> u16 {
    (direction.0.round() as u16) % 360
}

fn static_and_voyage(hull: &Hull, identity: &Identity, draught: Metres) -> Message {
    let blank = StaticAndVoyage::unavailable(identity.mmsi.get());
    let sizes = Sizes::of(hull, identity);
    Message::StaticAndVoyage(StaticAndVoyage {
        imo: identity.imo,
        callsign: Text::new(&identity.call_sign),
        shipname: Text::new(&identity.name),
        shiptype: identity.ship_type,
        to_bow: sizes.bow,
        to_stern: sizes.stern,
        to_port: sizes.port,
        to_starboard: sizes.starboard,
        epfd: 1,
        draught: (draught.0 * 10.0).round().clamp(0.0, 255.0) as u8,
        destination: Text::new(&hull.destination),
        ..blank
    })
}

fn static_parts(hull: &Hull, identity: &Identity) -> Vec<Message> {
    let mmsi = identity.mmsi.get();
    let sizes = Sizes::of(hull, identity);
    let name = StaticDataA { shipname: Text::new(&identity.name), ..StaticDataA::unavailable(mmsi) };
    let rest = StaticDataB {
        shiptype: identity.ship_type,
        callsign: Text::new(&identity.call_sign),
        to_bow: sizes.bow,
        to_stern: sizes.stern,
        to_port: sizes.port,
        to_starboard: sizes.starboard,
        ..StaticDataB::unavailable(mmsi)
    };
    vec![Message::StaticDataA(name), Message::StaticDataB(rest)]
}

/// Distances from the antenna, above the bridge aft, to the sides; zero where nobody typed them in.
#[derive(Default)]
struct Sizes {
    bow: u16,
    stern: u16,
    port: u8,
    starboard: u8,
}

impl Sizes {
    fn of(hull: &Hull, identity: &Identity) -> Self {
        if !hull.radio.sizes_known {
            return Self::default();
        }
        let size = identity.size.unwrap_or(hull.size);
        let (length, beam) = (size.length.0, size.beam.0);
        let (bow, port) = ((length * 0.82).round(), (beam / 2.0).floor());
        Self {
            bow: bow as u16,
            stern: (length - bow) as u16,
            port: port as u8,
            starboard: (beam - port) as u8,
        }
    }
}

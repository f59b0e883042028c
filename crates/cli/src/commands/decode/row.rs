//! One message as a row of a table: the fields that position and static reports share.

use ais::{Message, Position};
use case::MessageRow;
use model::Timestamp;

/// The row of a message received at `time`. A cell is empty where the message has no such field or says "not available".
pub(super) fn of(message: &Message, time: Option<Timestamp>) -> MessageRow {
    let mut row = MessageRow {
        time,
        r#type: message.kind().into(),
        mmsi: message.mmsi().into(),
        lat: message.position().map(Position::latitude_degrees),
        lon: message.position().map(Position::longitude_degrees),
        speed_kn: None,
        course_deg: None,
        heading_deg: None,
        imo: None,
        name: None,
        callsign: None,
        shiptype: None,
        draught_m: None,
        destination: None,
    };
    read_motion(message, &mut row);
    read_identity(message, &mut row);
    row
}

fn read_motion(message: &Message, row: &mut MessageRow) {
    let (speed, course, heading) = match message {
        Message::PositionReport(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
        Message::StandardClassB(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
        Message::ExtendedClassB(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
        Message::LongRange(m) => (m.speed_knots(), m.course_degrees(), None),
        Message::SarAircraft(m) => (m.speed_knots(), m.course_degrees(), None),
        _ => return,
    };
    (row.speed_kn, row.course_deg, row.heading_deg) = (speed, course, heading.map(i64::from));
}

fn read_identity(message: &Message, row: &mut MessageRow) {
    match message {
        Message::StaticAndVoyage(m) => {
            row.imo = m.imo_number().map(i64::from);
            row.name = text(m.shipname.to_option());
            row.callsign = text(m.callsign.to_option());
            row.shiptype = m.ship_type().map(i64::from);
            row.draught_m = m.draught_metres();
            row.destination = text(m.destination.to_option());
        }
        Message::ExtendedClassB(m) => {
            row.name = text(m.shipname.to_option());
            row.shiptype = m.ship_type().map(i64::from);
        }
        Message::StaticDataA(m) => row.name = text(m.shipname.to_option()),
        Message::StaticDataB(m) => {
            row.callsign = text(m.callsign.to_option());
            row.shiptype = m.ship_type().map(i64::from);
        }
        _ => {}
    }
}

fn text(broadcast: Option<&str>) -> Option<String> {
    broadcast.map(str::to_owned)
}

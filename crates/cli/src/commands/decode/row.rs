//! One message as a row of CSV: the fields that position and static reports share.

use ais::Message;
use case::render::guarded;
use model::Timestamp;
use serde::Serialize;

/// The columns; a cell is empty where the message has no such field or says "not available".
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    time: Option<String>,
    r#type: u8,
    mmsi: u32,
    lat: Option<f64>,
    lon: Option<f64>,
    speed_kn: Option<f64>,
    course_deg: Option<f64>,
    heading_deg: Option<u16>,
    imo: Option<u32>,
    name: Option<String>,
    callsign: Option<String>,
    shiptype: Option<u8>,
    draught_m: Option<f64>,
    destination: Option<String>,
}

impl Row {
    /// The row of a message received at `time`.
    pub(super) fn of(message: &Message, time: Option<Timestamp>) -> Self {
        let mut row = Self {
            time: time.map(|time| time.to_string()),
            r#type: message.kind(),
            mmsi: message.mmsi(),
            lat: message.position().map(ais::Position::latitude_degrees).map(micro),
            lon: message.position().map(ais::Position::longitude_degrees).map(micro),
            ..Self::default()
        };
        row.read_motion(message);
        row.read_identity(message);
        row
    }

    fn read_motion(&mut self, message: &Message) {
        let (speed, course, heading) = match message {
            Message::PositionReport(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
            Message::StandardClassB(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
            Message::ExtendedClassB(m) => (m.speed_knots(), m.course_degrees(), m.heading_degrees()),
            Message::LongRange(m) => (m.speed_knots(), m.course_degrees(), None),
            _ => return,
        };
        (self.speed_kn, self.course_deg, self.heading_deg) = (speed, course, heading);
    }

    fn read_identity(&mut self, message: &Message) {
        match message {
            Message::StaticAndVoyage(m) => {
                self.imo = m.imo_number();
                self.name = text(m.shipname.to_option());
                self.callsign = text(m.callsign.to_option());
                self.shiptype = m.ship_type();
                self.draught_m = m.draught_metres();
                self.destination = text(m.destination.to_option());
            }
            Message::ExtendedClassB(m) => {
                self.name = text(m.shipname.to_option());
                self.shiptype = m.ship_type();
            }
            Message::StaticDataA(m) => self.name = text(m.shipname.to_option()),
            Message::StaticDataB(m) => {
                self.callsign = text(m.callsign.to_option());
                self.shiptype = m.ship_type();
            }
            _ => {}
        }
    }
}

/// Broadcast text that no spreadsheet runs.
fn text(broadcast: Option<&str>) -> Option<String> {
    broadcast.map(guarded)
}

/// Degrees to six decimals: a tenth of a metre, finer than what is broadcast.
fn micro(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

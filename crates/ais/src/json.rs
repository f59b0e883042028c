//! Messages as JSON objects with gpsd's field names, for people and programs that know `gpsdecode`.
//!
//! [`Scale::Raw`] holds the integers of the message and equals `gpsdecode -u`. [`Scale::Scaled`] holds
//! knots, degrees and metres; there this differs from gpsd on purpose: what is not available is `null` where
//! gpsd writes the marker (181, 102.3, 360, 511, 0 m of draught), and `turn` is a number in degrees a minute
//! or `"fastleft"`, `"fastright"` where gpsd quotes the number. Added fields: `assigned` in type 18, `part`
//! in type 24 (gpsd waits for both parts and merges them), `decoded: false` in types that are not read yet.

use std::io::Write;

use crate::legend;
use crate::message::{
    ExtendedClassB, LongRange, Message, PositionReport, StandardClassB, StaticAndVoyage, StaticDataA,
    StaticDataB,
};
use crate::quantity::{Dimensions, Position, Turn};

/// Which numbers to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Knots, degrees, metres; `null` for what is not available.
    Scaled,
    /// The integers of the message.
    Raw,
}

/// Appends the message as one JSON object, without a line end.
pub fn write_json(message: &Message, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object { out, scale };
    object.open(message);
    match message {
        Message::PositionReport(m) => position_report(&mut object, m),
        Message::StaticAndVoyage(m) => static_and_voyage(&mut object, m),
        Message::StandardClassB(m) => standard_class_b(&mut object, m),
        Message::ExtendedClassB(m) => extended_class_b(&mut object, m),
        Message::StaticDataA(m) => static_data_a(&mut object, m),
        Message::StaticDataB(m) => static_data_b(&mut object, m),
        Message::LongRange(m) => long_range(&mut object, m),
        Message::Undecoded(_) => object.bool("decoded", false),
    }
    object.out.push(b'}');
}

fn position_report(object: &mut Object<'_>, m: &PositionReport) {
    object.int("status", m.status);
    object.text("status_text", legend::status_text(m.status));
    object.turn(m);
    object.scaled("speed", m.speed, m.speed_knots(), 1);
    object.bool("accuracy", m.accuracy);
    object.position(m.longitude, m.latitude, m.position());
    object.scaled("course", m.course, m.course_degrees(), 1);
    object.scaled("heading", m.heading, m.heading_degrees().map(f64::from), 0);
    object.int("second", m.second);
    object.int("maneuver", m.maneuver);
    object.bool("raim", m.raim);
    object.int("radio", m.radio);
}

fn static_and_voyage(object: &mut Object<'_>, m: &StaticAndVoyage) {
    object.scaled("imo", m.imo, m.imo_number().map(f64::from), 0);
    object.int("ais_version", m.ais_version);
    object.text("callsign", m.callsign.as_str());
    object.text("shipname", m.shipname.as_str());
    object.ship_type(m.shiptype);
    object.dimensions(m.dimensions());
    object.fixing_device(m.epfd);
    object.text("eta", &format!("{:02}-{:02}T{:02}:{:02}Z", m.month, m.day, m.hour, m.minute));
    object.scaled("draught", m.draught, m.draught_metres(), 1);
    object.text("destination", m.destination.as_str());
    object.int("dte", m.dte);
}

fn standard_class_b(object: &mut Object<'_>, m: &StandardClassB) {
    object.int("reserved", m.reserved);
    object.scaled("speed", m.speed, m.speed_knots(), 1);
    object.bool("accuracy", m.accuracy);
    object.position(m.longitude, m.latitude, m.position());
    object.scaled("course", m.course, m.course_degrees(), 1);
    object.scaled("heading", m.heading, m.heading_degrees().map(f64::from), 0);
    object.int("second", m.second);
    object.int("regional", m.regional);
    object.bool("cs", m.cs);
    object.bool("display", m.display);
    object.bool("dsc", m.dsc);
    object.bool("band", m.band);
    object.bool("msg22", m.msg22);
    object.bool("assigned", m.assigned);
    object.bool("raim", m.raim);
    object.int("radio", m.radio);
}

fn extended_class_b(object: &mut Object<'_>, m: &ExtendedClassB) {
    object.int("reserved", m.reserved);
    object.scaled("speed", m.speed, m.speed_knots(), 1);
    object.bool("accuracy", m.accuracy);
    object.position(m.longitude, m.latitude, m.position());
    object.scaled("course", m.course, m.course_degrees(), 1);
    object.scaled("heading", m.heading, m.heading_degrees().map(f64::from), 0);
    object.int("second", m.second);
    object.int("regional", m.regional);
    object.text("shipname", m.shipname.as_str());
    object.ship_type(m.shiptype);
    object.dimensions(m.dimensions());
    object.fixing_device(m.epfd);
    object.bool("raim", m.raim);
    object.int("dte", m.dte);
    object.bool("assigned", m.assigned);
}

fn static_data_a(object: &mut Object<'_>, m: &StaticDataA) {
    object.text("part", "A");
    object.text("shipname", m.shipname.as_str());
}

fn static_data_b(object: &mut Object<'_>, m: &StaticDataB) {
    object.text("part", "B");
    object.ship_type(m.shiptype);
    object.text("vendorid", m.vendor_seven().as_str());
    object.int("model", m.model);
    object.int("serial", m.serial);
    object.text("callsign", m.callsign.as_str());
    match m.dimensions() {
        Some(dimensions) => object.dimensions(dimensions),
        None => object.int("mothership_mmsi", m.mothership_mmsi().unwrap_or(0)),
    }
}

fn long_range(object: &mut Object<'_>, m: &LongRange) {
    object.int("status", m.status);
    if object.scale == Scale::Scaled {
        object.text("status_text", legend::status_text(m.status));
    }
    object.bool("accuracy", m.accuracy);
    object.position(m.longitude, m.latitude, m.position());
    object.scaled("speed", m.speed, m.speed_knots(), 0);
    object.scaled("course", m.course, m.course_degrees(), 0);
    object.bool("raim", m.raim);
    object.bool("gnss", m.gnss);
}

/// A JSON object being written.
struct Object<'a> {
    out: &'a mut Vec<u8>,
    scale: Scale,
}

impl Object<'_> {
    fn open(&mut self, message: &Message) {
        self.out.extend_from_slice(b"{\"class\":\"AIS\"");
        self.int("type", message.kind());
        self.int("repeat", message.repeat());
        self.int("mmsi", message.mmsi());
        self.bool("scaled", self.scale == Scale::Scaled);
    }

    fn int(&mut self, name: &str, value: impl Into<i64>) {
        self.raw(name, format_args!("{}", value.into()));
    }

    fn bool(&mut self, name: &str, value: bool) {
        self.raw(name, format_args!("{value}"));
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, format_args!("{}", Quoted(value)));
    }

    /// The integer, or the value it stands for with so many decimals.
    fn scaled(&mut self, name: &str, raw: impl Into<i64>, value: Option<f64>, decimals: usize) {
        match (self.scale, value) {
            (Scale::Raw, _) => self.int(name, raw),
            (Scale::Scaled, Some(value)) => self.raw(name, format_args!("{value:.decimals$}")),
            (Scale::Scaled, None) => self.raw(name, format_args!("null")),
        }
    }

    /// Longitude before latitude, with seven decimals (four when coarse), as gpsd has them.
    fn position(&mut self, longitude: i32, latitude: i32, position: Option<Position>) {
        let decimals = if position.is_some_and(Position::is_coarse) { 4 } else { 7 };
        self.scaled("lon", longitude, position.map(Position::longitude_degrees), decimals);
        self.scaled("lat", latitude, position.map(Position::latitude_degrees), decimals);
    }

    fn turn(&mut self, m: &PositionReport) {
        match (self.scale, m.rate_of_turn()) {
            (Scale::Raw, _) => self.int("turn", m.turn),
            (Scale::Scaled, None) => self.raw("turn", format_args!("null")),
            (Scale::Scaled, Some(Turn::FastPort)) => self.text("turn", "fastleft"),
            (Scale::Scaled, Some(Turn::FastStarboard)) => self.text("turn", "fastright"),
            (Scale::Scaled, Some(Turn::DegreesPerMinute(rate))) => {
                self.raw("turn", format_args!("{rate:.2}"));
            }
        }
    }

    fn ship_type(&mut self, kind: u8) {
        self.int("shiptype", kind);
        self.text("shiptype_text", &legend::ship_type_text(kind));
    }

    fn fixing_device(&mut self, device: u8) {
        self.int("epfd", device);
        self.text("epfd_text", &legend::fixing_device_text(device));
    }

    fn dimensions(&mut self, dimensions: Dimensions) {
        self.int("to_bow", dimensions.to_bow);
        self.int("to_stern", dimensions.to_stern);
        self.int("to_port", dimensions.to_port);
        self.int("to_starboard", dimensions.to_starboard);
    }

    fn raw(&mut self, name: &str, value: std::fmt::Arguments<'_>) {
        write!(self.out, ",\"{name}\":{value}").expect("a Vec takes all bytes");
    }
}

/// A JSON string. Six-bit text is printable ASCII, so only quote and backslash need an escape.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        f.write_char('"')?;
        for char in self.0.chars() {
            if matches!(char, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(char)?;
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn json(message: &Message, scale: Scale) -> serde_json::Value {
        let mut out = Vec::new();
        write_json(message, scale, &mut out);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_name_with_quotes_and_backslashes_is_still_json() {
        let shipname = Text::new(r#"SEA "STAR" \"#);
        let message = Message::StaticDataA(StaticDataA { repeat: 0, mmsi: 1, shipname });
        assert_eq!(json(&message, Scale::Raw)["shipname"], r#"SEA "STAR" \"#);
    }

    #[test]
    fn what_is_not_available_is_null_when_scaled_and_the_marker_when_raw() {
        let message = Message::PositionReport(PositionReport::unavailable(441_000_001));
        let scaled = json(&message, Scale::Scaled);
        let raw = json(&message, Scale::Raw);
        for (name, marker) in [("lon", 108_600_000), ("speed", 1023), ("course", 3600), ("turn", -128)] {
            assert!(scaled[name].is_null(), "{name}");
            assert_eq!(raw[name], marker, "{name}");
        }
    }
}

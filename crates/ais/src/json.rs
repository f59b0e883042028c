//! Messages as JSON objects with gpsd's field names, for people and programs that know `gpsdecode`.
//!
//! [`Scale::Raw`] holds the integers of the message and equals `gpsdecode -u`. [`Scale::Scaled`] holds
//! knots, degrees and metres; there this differs from gpsd on purpose: what is not available is `null` where
//! gpsd writes the marker (181, 102.3, 360, 511, 0 m of draught), and `turn` is a number in degrees a minute
//! or `"fastleft"`, `"fastright"` where gpsd quotes the number. What a message has and gpsd does not show is added.
//! All differences stand in `docs/src/decoder-differences.md`, with their reasons.

mod object;

use crate::application::{Content, ShipWeather};
use crate::message::{Message, PositionReport, SlotHead, StaticDataB};
use crate::payload::Payload;
use crate::quantity::Turn;
use object::Object;

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
    let mut object = Object::open(out, scale);
    object.text("class", "AIS");
    object.int("type", message.kind());
    object.int("repeat", message.repeat());
    object.int("mmsi", message.mmsi());
    object.bool("scaled", scale == Scale::Scaled);
    message.show(&mut object);
    extras(message, &mut object);
    object.close();
}

/// What is put together from several rows of a message's table, or shown otherwise than they say.
fn extras(message: &Message, object: &mut Object<'_>) {
    match message {
        Message::PositionReport(m) => turn(object, m),
        Message::BaseStation(m) => {
            let date = format!("{:04}-{:02}-{:02}", m.year, m.month, m.day);
            object.text("timestamp", &format!("{date}T{:02}:{:02}:{:02}Z", m.hour, m.minute, m.second));
        }
        Message::StaticAndVoyage(m) => {
            object.text("eta", &format!("{:02}-{:02}T{:02}:{:02}Z", m.month, m.day, m.hour, m.minute));
        }
        Message::AddressedBinary(m) => content(object, message, &m.data),
        Message::BroadcastBinary(m) => content(object, message, &m.data),
        Message::AidToNavigation(m) => object.text("name", &m.name()),
        Message::StaticDataA(_) => object.text("part", "A"),
        Message::StaticDataB(m) => static_data_b(object, m),
        Message::SingleSlotBinary(m) => {
            slot_head(object, &m.head);
            content(object, message, &m.data);
        }
        Message::MultipleSlotBinary(m) => {
            slot_head(object, &m.head);
            content(object, message, &m.data);
            object.int("radio", m.radio);
        }
        _ => {}
    }
}

fn turn(object: &mut Object<'_>, m: &PositionReport) {
    match m.rate_of_turn() {
        _ if object.is_raw() => object.int("turn", m.turn),
        None => object.number("turn", None, 0),
        Some(Turn::FastPort) => object.text("turn", "fastleft"),
        Some(Turn::FastStarboard) => object.text("turn", "fastright"),
        Some(Turn::DegreesPerMinute(rate)) => object.number("turn", Some(rate), 2),
    }
}

fn static_data_b(object: &mut Object<'_>, m: &StaticDataB) {
    object.text("part", "B");
    object.text("vendorid", m.vendor_seven().as_str());
    match m.dimensions() {
        Some(dimensions) => {
            object.int("to_bow", dimensions.to_bow);
            object.int("to_stern", dimensions.to_stern);
            object.int("to_port", dimensions.to_port);
            object.int("to_starboard", dimensions.to_starboard);
        }
        None => object.int("mothership_mmsi", m.mothership_mmsi().unwrap_or(0)),
    }
}

fn slot_head(object: &mut Object<'_>, head: &SlotHead) {
    object.bool("addressed", head.addressee.is_some());
    object.bool("structured", head.application.is_some());
    object.int("dest_mmsi", head.addressee.map_or(0, |to| to.mmsi));
    object.int("app_id", head.application.map_or(0, |id| u32::from(id.dac) << 6 | u32::from(id.fid)));
}

/// What the application says, or its bits when that is not known.
fn content(object: &mut Object<'_>, message: &Message, data: &Payload) {
    match message.content() {
        Some(content) => {
            content.show(object);
            content_extras(&content, object);
        }
        None => object.data("data", data),
    }
}

/// As [`extras`], for contents.
fn content_extras(content: &Content, object: &mut Object<'_>) {
    match content {
        Content::WeatherWarning(warning) => {
            object.text("start", &warning.start());
            object.text("end", &warning.end());
        }
        Content::ShipWeather(ShipWeather::Wmo(weather)) if object.is_raw() => {
            object.int("visibility", weather.visibility);
            object.int("cloudbase", weather.cloud_base);
        }
        Content::ShipWeather(ShipWeather::Wmo(weather)) => {
            object.number("visibility", weather.visibility_metres(), 0);
            object.number("cloudbase", weather.cloud_base_metres(), 0);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::StaticDataA;
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

//! Messages as JSON objects with gpsd's field names, for people and programs that know `gpsdecode`.
//!
//! [`Scale::Raw`] holds the integers of the message and equals `gpsdecode -u`. [`Scale::Scaled`] holds
//! knots, degrees and metres; there this differs from gpsd on purpose: what is not available is `null` where
//! gpsd writes the marker (181, 102.3, 360, 511, 0 m of draught), and `turn` is a number in degrees a minute
//! or `"fastleft"`, `"fastright"` where gpsd quotes the number. What a message has and gpsd does not show is added.
//! All differences stand in `docs/src/decoder-differences.md`, with their reasons.

mod digits;
mod object;
mod pen;
#[cfg(test)]
mod plain;

use crate::application::{Content, ShipWeather};
use crate::layout::Table;
use crate::message::{
    BaseStation, Message, PositionReport, SlotHead, StandardClassB, StaticAndVoyage, StaticDataB,
};
use crate::payload::Payload;
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
///
/// The commonest messages are written row by row in place, the others by a call each row: they are few, and their code
/// would only stand in the way.
pub fn write_json(message: &Message, scale: Scale, out: &mut Vec<u8>) {
    match message {
        Message::PositionReport(m) => position_report(m, scale, out),
        Message::BaseStation(m) => base_station(m, scale, out),
        Message::StaticAndVoyage(m) => static_and_voyage(m, scale, out),
        Message::StandardClassB(m) => standard_class_b(m, scale, out),
        _ => write_any(message, scale, out),
    }
}

fn position_report(m: &PositionReport, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object::open(out, scale);
    object.head(m.kind, m.repeat, m.mmsi);
    m.show(&mut object);
    turn(&mut object, m);
    object.close();
}

fn base_station(m: &BaseStation, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object::open(out, scale);
    object.head(m.kind, m.repeat, m.mmsi);
    m.show(&mut object);
    let moment = [
        (b'"', m.year, 4),
        (b'-', m.month.into(), 2),
        (b'-', m.day.into(), 2),
        (b'T', m.hour.into(), 2),
        (b':', m.minute.into(), 2),
        (b':', m.second.into(), 2),
    ];
    object.moment("timestamp", moment);
    object.close();
}

fn static_and_voyage(m: &StaticAndVoyage, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object::open(out, scale);
    object.head(5, m.repeat, m.mmsi);
    m.show(&mut object);
    let moment = [
        (b'"', m.month.into(), 2),
        (b'-', m.day.into(), 2),
        (b'T', m.hour.into(), 2),
        (b':', m.minute.into(), 2),
    ];
    object.moment("eta", moment);
    object.close();
}

fn standard_class_b(m: &StandardClassB, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object::open(out, scale);
    object.head(18, m.repeat, m.mmsi);
    m.show(&mut object);
    object.close();
}

fn write_any(message: &Message, scale: Scale, out: &mut Vec<u8>) {
    let mut object = Object::open(out, scale);
    object.head(message.kind(), message.repeat(), message.mmsi());
    message.show(&mut object.rows());
    extras(message, &mut object);
    object.close();
}

/// What is put together from several rows of a message's table, or shown otherwise than they say.
fn extras(message: &Message, object: &mut Object<'_>) {
    match message {
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

#[inline(always)]
fn turn(object: &mut Object<'_>, m: &PositionReport) {
    match m.turn {
        raw if object.is_raw() => object.int("turn", raw),
        -128 => object.number("turn", None, 2),
        -127 => object.word("turn", "fastleft"),
        127 => object.word("turn", "fastright"),
        raw => object.number("turn", Some(hundredths_a_minute(raw)), 2),
    }
}

/// [`Turn::DegreesPerMinute`](crate::Turn::DegreesPerMinute) in hundredths, to the nearest: `(raw / 4.733)^2`, in which
/// no turn lies halfway.
fn hundredths_a_minute(raw: i8) -> i64 {
    const SQUARE: i64 = 4733 * 4733;
    let raw = i64::from(raw);
    raw.signum() * ((raw * raw * 100_000_000 + SQUARE / 2) / SQUARE)
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
            content.show(&mut object.rows());
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
            object.whole("visibility", weather.visibility_metres());
            object.whole("cloudbase", weather.cloud_base_metres());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::application::ApplicationId;
    use crate::field::{Field, Meaning, Measure};
    use crate::layout::{Record, Value, Visit};
    use crate::message::StaticDataA;
    use crate::options::Leniency;
    use crate::payload::MAX_BITS;
    use crate::text::Text;

    fn text(message: &Message, scale: Scale) -> String {
        let mut out = b"before".to_vec();
        write_json(message, scale, &mut out);
        String::from_utf8(out.split_off(6)).unwrap()
    }

    fn json(message: &Message, scale: Scale) -> serde_json::Value {
        serde_json::from_str(&text(message, scale)).unwrap()
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

    #[test]
    fn every_turn_is_written_as_the_float_would_be() {
        for turn in i8::MIN..=i8::MAX {
            let report = PositionReport { turn, ..PositionReport::unavailable(1) };
            assert_is_as_plain(&Message::PositionReport(report));
        }
    }

    #[test]
    fn numbers_that_no_message_can_send_are_written_all_the_same() {
        let report = PositionReport {
            kind: 255,
            mmsi: u32::MAX,
            status: 200,
            speed: u16::MAX,
            longitude: i32::MIN,
            latitude: i32::MAX,
            second: 101,
            radio: 100_000_000,
            ..PositionReport::unavailable(1)
        };
        assert_is_as_plain(&Message::PositionReport(report));
        let clock = BaseStation { year: 20_240, month: 103, hour: 255, ..BaseStation::unavailable(1) };
        assert_is_as_plain(&Message::BaseStation(clock));
    }

    #[test]
    fn every_scale_is_written_in_integers_as_the_float_would_be() {
        let mut scales = Scales::default();
        let mut random = 1u64;
        let mut words = || {
            std::array::from_fn(|_| {
                random =
                    random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                random.rotate_left(32)
            })
        };
        for bits in 40..=MAX_BITS {
            for kind in 1..=28 {
                if let Ok(message) = Message::decode(&payload(&[(6, kind)], bits, words()), Leniency::Lenient)
                {
                    message.show(&mut scales);
                }
            }
            for (dac, fid) in contents() {
                let id = ApplicationId { dac: dac as u16, fid: fid as u8 };
                if let Some(content) = Content::read(id, &payload(&[], bits, words())) {
                    content.show(&mut scales);
                }
            }
        }
        assert!(scales.0.len() > 80, "{}", scales.0.len());
        for scale in scales.0 {
            assert_is_written_as_the_float(&scale);
        }
    }

    /// Tries every value of a scale, or 20 000 of them.
    fn assert_is_written_as_the_float(scale: &Measure) {
        let step = ((scale.last - scale.first) / 20_000).max(1);
        let values = (scale.first..=scale.last).step_by(step as usize).chain([-1, 0, 1, scale.last]);
        for raw in values {
            let mut out = Vec::new();
            let mut object = Object::open(&mut out, Scale::Scaled);
            object.number("value", scale.units(raw), scale.decimals);
            object.close();
            let float = scale.of(raw).map(|value| format!("{value:.*}", scale.decimals));
            let expected = format!("{{\"value\":{}}}", float.as_deref().unwrap_or("null"));
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{raw} of {scale:?}");
        }
    }

    /// All scales shown to it, each once.
    #[derive(Default)]
    struct Scales(Vec<Measure>);

    impl Visit for Scales {
        fn field(&mut self, field: &Field, _: Value<'_>) {
            if let Meaning::Measure(scale) = field.meaning
                && !self.0.contains(&scale)
            {
                self.0.push(scale);
            }
        }

        fn records<T: Record>(&mut self, _: &Field, records: &[T], _: usize) {
            records.iter().for_each(|record| record.show(self));
        }
    }

    /// Area codes and functions, those of all contents among them.
    fn contents() -> impl Iterator<Item = (u64, u64)> {
        let international = (0..46).map(|fid| (1, fid));
        let inland = (10..56).map(|fid| (200, fid));
        international.chain(inland).chain([(235, 10), (367, 33)])
    }

    fn assert_is_as_plain(message: &Message) {
        for scale in [Scale::Raw, Scale::Scaled] {
            assert_eq!(text(message, scale), plain::json(message, scale), "{message:?}");
            assert!(json(message, scale).is_object());
        }
    }

    /// Random bits that start with some others.
    fn payload(start: &[(usize, u64)], bits: usize, words: [u64; 17]) -> Payload {
        let mut payload = Payload::zeros(bits);
        for (index, word) in words.iter().enumerate().take(bits / 64) {
            payload.write(index * 64, 64, *word);
        }
        let mut at = 0;
        for &(len, value) in start {
            payload.write(at, len, value);
            at += len;
        }
        payload
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// Of every type, and of those with contents, every content.
        #[test]
        fn every_message_is_written_byte_for_byte_as_its_plain_twin(words: [u64; 17], sparse: bool, cut in 0usize..64) {
            let words = words.map(|word| if sparse { word & word.rotate_left(7) & word.rotate_left(21) } else { word });
            let mut kinds = BTreeSet::new();
            for kind in 1..64 {
                for bits in (40..=MAX_BITS).step_by(8) {
                    let payload = payload(&[(6, kind)], bits, words);
                    if let Ok(message) = Message::decode(&payload, Leniency::Lenient) {
                        assert_is_as_plain(&message);
                        kinds.insert(message.kind());
                    }
                }
            }
            prop_assert_eq!(kinds.len(), 63);
            for (dac, fid) in contents() {
                for bits in (56 + cut % 8..=MAX_BITS - 64).step_by(8) {
                    let start = [(6, 8), (2, 0), (30, words[16] >> 34), (2, 0), (10, dac), (6, fid)];
                    let payload = payload(&start, bits, words);
                    let message = Message::decode(&payload, Leniency::Lenient).unwrap();
                    if message.content().is_some() {
                        assert_is_as_plain(&message);
                    }
                }
            }
        }
    }
}

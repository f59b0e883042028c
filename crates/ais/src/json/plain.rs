//! The plain twin of the JSON writer, for tests: the same rows, each formatted by the standard library.

use std::fmt::Display;

use crate::application::{Content, ShipWeather};
use crate::field::{Field, Meaning};
use crate::json::Scale;
use crate::layout::{Record, Value, Visit};
use crate::message::{Message, SlotHead, StaticDataB};
use crate::payload::Payload;
use crate::quantity::Turn;

/// The message as one JSON object.
pub(super) fn json(message: &Message, scale: Scale) -> String {
    let mut twin = Twin { members: Vec::new(), scale, number: String::new() };
    twin.text("class", "AIS");
    twin.member("type", &message.kind());
    twin.member("repeat", &message.repeat());
    twin.member("mmsi", &message.mmsi());
    twin.member("scaled", &(scale == Scale::Scaled));
    message.show(&mut twin);
    twin.extras(message);
    twin.object()
}

struct Twin {
    members: Vec<String>,
    scale: Scale,
    number: String,
}

impl Twin {
    fn member(&mut self, name: &str, value: &dyn Display) {
        self.members.push(format!("\"{name}{}\":{value}", self.number));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.member(name, &format!("\"{}\"", text.replace('\\', r"\\").replace('"', r#"\""#)));
    }

    fn number(&mut self, name: &str, value: Option<f64>, decimals: usize) {
        self.member(name, &value.map_or("null".to_owned(), |value| format!("{value:.decimals$}")));
    }

    fn data(&mut self, name: &str, bits: &Payload) {
        self.text(name, &format!("{}:{}", bits.bits(), bits.to_hex()));
    }

    fn object(&self) -> String {
        format!("{{{}}}", self.members.join(","))
    }

    fn extras(&mut self, message: &Message) {
        match message {
            Message::PositionReport(m) => match m.rate_of_turn() {
                _ if self.scale == Scale::Raw => self.member("turn", &m.turn),
                None => self.number("turn", None, 2),
                Some(Turn::FastPort) => self.text("turn", "fastleft"),
                Some(Turn::FastStarboard) => self.text("turn", "fastright"),
                Some(Turn::DegreesPerMinute(rate)) => self.number("turn", Some(rate), 2),
            },
            Message::BaseStation(m) => {
                let date = format!("{:04}-{:02}-{:02}", m.year, m.month, m.day);
                self.text("timestamp", &format!("{date}T{:02}:{:02}:{:02}Z", m.hour, m.minute, m.second));
            }
            Message::StaticAndVoyage(m) => {
                self.text("eta", &format!("{:02}-{:02}T{:02}:{:02}Z", m.month, m.day, m.hour, m.minute));
            }
            Message::AidToNavigation(m) => self.text("name", &m.name()),
            Message::StaticDataA(_) => self.text("part", "A"),
            Message::StaticDataB(m) => self.part_b(m),
            Message::AddressedBinary(m) => self.content(message, &m.data),
            Message::BroadcastBinary(m) => self.content(message, &m.data),
            Message::SingleSlotBinary(m) => {
                self.slot_head(&m.head);
                self.content(message, &m.data);
            }
            Message::MultipleSlotBinary(m) => {
                self.slot_head(&m.head);
                self.content(message, &m.data);
                self.member("radio", &m.radio);
            }
            _ => {}
        }
    }

    fn part_b(&mut self, m: &StaticDataB) {
        self.text("part", "B");
        self.text("vendorid", m.vendor_seven().as_str());
        match m.dimensions() {
            Some(hull) => {
                self.member("to_bow", &hull.to_bow);
                self.member("to_stern", &hull.to_stern);
                self.member("to_port", &hull.to_port);
                self.member("to_starboard", &hull.to_starboard);
            }
            None => self.member("mothership_mmsi", &m.mothership_mmsi().unwrap_or(0)),
        }
    }

    fn slot_head(&mut self, head: &SlotHead) {
        self.member("addressed", &head.addressee.is_some());
        self.member("structured", &head.application.is_some());
        self.member("dest_mmsi", &head.addressee.map_or(0, |to| to.mmsi));
        let id = head.application.map_or(0, |id| u32::from(id.dac) << 6 | u32::from(id.fid));
        self.member("app_id", &id);
    }

    fn content(&mut self, message: &Message, data: &Payload) {
        let Some(content) = message.content() else { return self.data("data", data) };
        content.show(self);
        match content {
            Content::WeatherWarning(warning) => {
                self.text("start", &warning.start());
                self.text("end", &warning.end());
            }
            Content::ShipWeather(ShipWeather::Wmo(weather)) if self.scale == Scale::Raw => {
                self.member("visibility", &weather.visibility);
                self.member("cloudbase", &weather.cloud_base);
            }
            Content::ShipWeather(ShipWeather::Wmo(weather)) => {
                self.number("visibility", weather.visibility_metres(), 0);
                self.number("cloudbase", weather.cloud_base_metres(), 0);
            }
            _ => {}
        }
    }
}

impl Visit for Twin {
    fn field(&mut self, field: &Field, value: Value<'_>) {
        let scaled = self.scale == Scale::Scaled;
        match (field.meaning, value) {
            (Meaning::Spare | Meaning::Part(_), _) => {}
            (Meaning::Digit, Value::Flag(flag)) => self.member(field.name, &u8::from(flag)),
            (Meaning::Measure(measure), Value::Integer(raw)) if scaled => {
                self.number(field.name, measure.of(raw), measure.decimals);
            }
            (Meaning::Code(words), Value::Integer(code)) => {
                self.member(field.name, &code);
                self.text(&format!("{}_text", field.name), words(code as u16));
            }
            (Meaning::Word(words), Value::Integer(code)) if scaled => {
                self.text(field.name, words(code as u16));
            }
            (_, Value::Integer(value)) => self.member(field.name, &value),
            (_, Value::Flag(value)) => self.member(field.name, &value),
            (_, Value::Text(value)) => self.text(field.name, &value),
            (_, Value::Bits(bits)) => self.data(field.name, bits),
        }
    }

    fn records<T: Record>(&mut self, field: &Field, records: &[T], room: usize) {
        match field.meaning {
            Meaning::Part(_) => {}
            Meaning::Numbered => {
                for index in 0..room {
                    self.number = (index + 1).to_string();
                    records.get(index).copied().unwrap_or_default().show(self);
                }
                self.number.clear();
            }
            _ => {
                let object = |record: &T| {
                    let mut twin = Self { members: Vec::new(), scale: self.scale, number: String::new() };
                    record.show(&mut twin);
                    twin.object()
                };
                let objects: Vec<String> = records.iter().map(object).collect();
                self.member(field.name, &format!("[{}]", objects.join(",")));
            }
        }
    }
}

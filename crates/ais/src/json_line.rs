//! JSON lines in place of sentences: of AIS-catcher, aisstream and gpsd.
//!
//! AIS-catcher's carry the sentences themselves in `nmea`, and those are read. Else the fields are: gpsd's and
//! AIS-catcher's by their names, raw or scaled; aisstream's after renaming. From the fields the payload is put together
//! again by the tables of the messages, and the message is read from it like any other.

mod aisstream;
mod fields;
mod joined;
mod values;

pub(crate) use joined::Joined;
use serde_json::{Map, Value};

use crate::line::NoMessage;
use crate::options::Options;
use crate::payload::Payload;
use crate::reason::{RejectReason, SkipReason};
use crate::sentence::Channel;
use crate::station::Station;
use crate::time::{self, ReceiveTime, TimeSource};

type Object = Map<String, Value>;

/// What a JSON line says.
pub(crate) struct JsonLine {
    carried: Carried,
    pub(crate) received: Option<ReceiveTime>,
    pub(crate) station: Option<Station>,
    pub(crate) channel: Option<Channel>,
}

/// In which form it carries the message.
enum Carried {
    /// All sentences of one message, in their order.
    Sentences(Vec<String>),
    /// The bits, put together from fields.
    Payload(Box<Payload>),
}

impl JsonLine {
    /// Reads a line that starts with `{`.
    pub(crate) fn parse(line: &[u8], options: &Options) -> Result<Self, NoMessage> {
        if line.len() > options.max_json_bytes {
            return Err(RejectReason::LineTooLong.into());
        }
        let object: Object = serde_json::from_slice(line).map_err(|_| RejectReason::BadJson)?;
        if let Some(message) = aisstream::message(&object) {
            let fields = aisstream::renamed(message);
            return Self::of_fields(&object, &fields);
        }
        match object.get("class").and_then(Value::as_str) {
            Some("AIS") => {}
            Some(_) => return Err(SkipReason::NotAis.into()),
            None => return Err(RejectReason::BadJson.into()),
        }
        match sentences(&object) {
            Some(sentences) => Ok(Self::new(&object, Carried::Sentences(sentences))),
            None => Self::of_fields(&object, &object),
        }
    }

    /// The bits of the message, and what its sentences say.
    pub(crate) fn message(&self, options: &Options) -> Result<Joined, RejectReason> {
        match &self.carried {
            Carried::Sentences(sentences) => Joined::of(sentences, options),
            Carried::Payload(payload) => Ok(Joined::alone(**payload)),
        }
    }

    fn of_fields(line: &Object, fields: &Object) -> Result<Self, NoMessage> {
        let payload = fields::payload(fields).ok_or_else(|| match fields::are_interpreted(fields) {
            true => NoMessage::from(SkipReason::InterpretedData),
            false => RejectReason::BadJson.into(),
        })?;
        Ok(Self::new(line, Carried::Payload(Box::new(payload))))
    }

    fn new(line: &Object, carried: Carried) -> Self {
        let text = |name| line.get(name).and_then(Value::as_str);
        Self {
            carried,
            received: received_ms(line).map(|epoch_ms| ReceiveTime { epoch_ms, source: TimeSource::Json }),
            station: text("station_id").and_then(|id| Station::new(id.as_bytes())),
            channel: text("channel").and_then(|channel| Channel::of(channel.as_bytes())),
        }
    }
}

/// AIS-catcher's `nmea`: one sentence or several.
fn sentences(object: &Object) -> Option<Vec<String>> {
    match object.get("nmea")? {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(several) => several.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// `rxuxtime` (seconds) or `rxtime` (`yyyymmddhhmmss`) of AIS-catcher, `MetaData.time_utc` of aisstream.
fn received_ms(object: &Object) -> Option<i64> {
    if let Some(seconds) = object.get("rxuxtime").and_then(Value::as_f64) {
        return Some((seconds * 1000.0).round() as i64);
    }
    if let Some(compact) = object.get("rxtime").and_then(Value::as_str) {
        return time::compact_ms(compact.as_bytes());
    }
    let meta = object.get("MetaData").or_else(|| object.get("metadata"))?;
    let text = meta.get("time_utc")?.as_str()?;
    time::iso_ms(text.strip_suffix(" +0000 UTC").unwrap_or(text).as_bytes())
}

//! Conformance test: every field that libais gives for its own examples of types 1 to 27, and for its tag blocks.
//!
//! `typeexamples.json` and `tagblock.json` are libais' answers to the lines of `typeexamples.nmea` and `tagblock.nmea`,
//! from its test suite. Its names are not all gpsd's, its numbers are single precision.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its data fails")]

use std::fs;
use std::path::Path;

use ais::{
    CommunicationState, Decoder, Message, Options, Outcome, Scale, SlotMessage, SyncState, write_json,
};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// What libais calls otherwise: message type (0 any), its name, ours.
const RENAMED: [(u64, &str, &str); 4] = [
    (8, "link_id", "linkage"),
    (8, "notice_type", "notice"),
    (6, "msg_seq", "text_sequence"),
    (18, "mode", "assigned"),
];

/// What has no equal in ours, or another meaning, with the reason: message type (0 any), name.
const APART: [(u64, &str, &str); 27] = [
    (0, "device", "about the program"),
    (0, "spare", "bits without meaning are not shown"),
    (0, "spare2", "bits without meaning are not shown"),
    (0, "spare3", "bits without meaning are not shown"),
    (0, "spare4", "bits without meaning are not shown"),
    (0, "shiptype_text", "worded as gpsd words it"),
    (0, "tagblock_T", "the logger's words for the same time"),
    (0, "tagblock_q", "not a field of NMEA 4"),
    (0, "utc_spare", "bits without meaning are not shown"),
    (0, "tagblock_group", "the parts are joined by it"),
    (2, "status_text", "worded as in M.1371-5, where 14 is an active SART"),
    (6, "retransmit", "libais has the flag inverted"),
    (8, "notice_type_str", "worded by us"),
    (8, "duration_minutes", "libais shows the minute of the start"),
    (8, "sub_areas", "compared in contents.rs"),
    (9, "speed", "libais divides whole knots by ten"),
    (9, "alt_sensor", "first bit of `regional`"),
    (15, "type2_2", "no such field in the standard"),
    (15, "offset2_2", "no such field in the standard"),
    (15, "msg_2", "another name for type1_2, left 0"),
    (15, "slot_offset_2", "another name for offset1_2, left 0"),
    (18, "unit", "another name for cs"),
    (18, "commstate_cs_fill", "the fixed bits of a carrier-sense unit"),
    (21, "name", "libais has `-` and a grave accent where the six-bit code has `_` and an apostrophe"),
    (26, "dac", "libais has no spare bits behind the addressee"),
    (26, "fid", "libais has no spare bits behind the addressee"),
    (27, "gnss", "libais has the flag inverted"),
];

fn lines(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nmea/libais").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(fs::read_to_string(path).unwrap())
}

/// Our object, with the communication state in libais' names, and receive time and station.
fn ours(decoded: &ais::Decoded<'_, usize>) -> Object {
    let mut out = Vec::new();
    write_json(&decoded.message, Scale::Scaled, &mut out);
    let mut object: Object = serde_json::from_slice(&out).unwrap();
    let state = match decoded.message {
        Message::PositionReport(m) => Some(m.communication_state()),
        Message::BaseStation(m) => Some(m.communication_state()),
        Message::SarAircraft(m) => Some(m.communication_state()),
        Message::StandardClassB(m) => m.communication_state(),
        Message::MultipleSlotBinary(m) => Some(m.communication_state()),
        _ => None,
    };
    if let Some(state) = state {
        add_state(&mut object, state);
    }
    if let Message::BaseStation(m) = decoded.message {
        object.insert("transmission_ctl".into(), u8::from(m.long_range).into());
    }
    if let Message::StaticDataA(_) = decoded.message {
        object.insert("part_num".into(), 0.into());
    }
    if let Some(received) = decoded.received {
        object.insert("tagblock_timestamp".into(), received.epoch_ms.into());
    }
    if let Some(station) = decoded.station {
        object.insert("tagblock_station".into(), station.as_str().into());
    }
    object
}

fn add_state(object: &mut Object, state: CommunicationState) {
    let mut add = |name: &str, value: u16| object.insert(name.into(), value.into());
    let number = |sync| match sync {
        SyncState::UtcDirect => 0,
        SyncState::UtcIndirect => 1,
        SyncState::BaseStation => 2,
        SyncState::Mobile => 3,
    };
    match state {
        CommunicationState::Sotdma { sync, timeout, said } => {
            add("sync_state", number(sync));
            add("slot_timeout", timeout.into());
            match said {
                SlotMessage::Offset(slots) => add("slot_offset", slots),
                SlotMessage::Number(slot) => add("slot_number", slot),
                SlotMessage::Heard(stations) => add("received_stations", stations),
                SlotMessage::Utc { hour, minute } => {
                    add("utc_hour", hour.into());
                    add("utc_min", minute.into())
                }
            };
        }
        CommunicationState::Itdma { sync, increment, slots, keep } => {
            add("sync_state", number(sync));
            add("slot_increment", increment);
            add("slots_to_allocate", slots.into());
            object.insert("keep_flag".into(), keep.into());
        }
    }
}

/// Numbers in single precision; flags as numbers; our `null` where libais gives what is beyond the globe.
fn same(name: &str, ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::String(theirs)) if name == "tagblock_timestamp" => {
            ours.as_i64() == Some(epoch_ms(theirs))
        }
        (Value::Number(ours), Value::Number(theirs)) => {
            let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            (ours - theirs).abs() <= 1e-4_f64.max(theirs.abs() * 1e-6)
                || name == "turn" && (ours - theirs).abs() < 0.01
                || ["lon", "lat"].contains(&name) && (ours - theirs).abs() < 1e-4
        }
        (Value::Null, Value::Number(beyond)) => match name {
            "lat" => beyond.as_f64().unwrap().abs() > 90.0,
            "lon" => beyond.as_f64().unwrap().abs() > 180.0,
            "heading" => beyond.as_u64().unwrap() >= 360,
            "draught" => beyond.as_f64() == Some(0.0),
            _ => false,
        },
        (Value::Null, Value::String(zero)) => name == "imo" && zero == "0",
        (Value::Number(ours), Value::String(theirs)) => name == "imo" && ours.to_string() == *theirs,
        (Value::String(fast), Value::Null) => name == "turn" && fast.starts_with("fast"),
        (Value::Bool(flag), Value::Number(bit)) => u64::from(*flag) == bit.as_u64().unwrap(),
        (Value::String(ours), Value::String(theirs)) => {
            ours.trim_end() == theirs.split('@').next().unwrap().trim_end()
        }
        _ => ours == theirs,
    }
}

/// A date and time as they are read before a sentence.
fn epoch_ms(iso: &str) -> i64 {
    let line = format!("{iso} !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A");
    match Decoder::new(Options::default()).push(line.as_bytes(), 0) {
        Outcome::Message(decoded) => decoded.received.unwrap().epoch_ms,
        other => panic!("{other:?}"),
    }
}

fn differences(ours: &Object, theirs: &Object) -> Vec<String> {
    let kind = theirs["type"].as_u64().unwrap();
    let of = |listed: u64| listed == 0 || listed == kind;
    let tagged = theirs.contains_key("tagblock_timestamp");
    let renamed = |name: &str| {
        RENAMED
            .iter()
            .find(|(k, from, _)| of(*k) && *from == name)
            .map_or(name.to_owned(), |r| r.2.to_owned())
    };
    let apart = |name: &str| {
        (tagged && name == "timestamp") || APART.iter().any(|(k, listed, _)| of(*k) && *listed == name)
    };
    let absent = Value::from("absent");
    theirs
        .iter()
        .filter(|(name, _)| !apart(name))
        .map(|(name, theirs)| (name, ours.get(&renamed(name)).unwrap_or(&absent), theirs))
        .filter(|(name, ours, theirs)| !same(name, ours, theirs))
        .map(|(name, ours, theirs)| format!("type {kind} {name}: {ours} is not libais' {theirs}"))
        .collect()
}

/// The messages of a file, lenient: some examples have lengths of their own.
fn compare(name: &str) {
    let (Some(nmea), Some(json)) = (lines(&format!("{name}.nmea")), lines(&format!("{name}.json"))) else {
        return;
    };
    let theirs = json.lines().filter(|line| !line.is_empty());
    let mut theirs = theirs.map(|line| serde_json::from_str::<Object>(line).unwrap()).collect::<Vec<_>>();
    let mut decoder = Decoder::new(Options::lenient());
    let mut all = Vec::new();
    let mut count = 0;
    for (number, line) in nmea.lines().enumerate() {
        let Outcome::Message(decoded) = decoder.push(line.as_bytes(), number) else { continue };
        let (kind, mmsi) = (decoded.message.kind(), decoded.message.mmsi());
        let at = theirs.iter().position(|object| object["type"] == kind && object["mmsi"] == mmsi);
        let theirs = theirs.remove(at.unwrap_or_else(|| panic!("libais has no type {kind} of {mmsi}")));
        all.extend(differences(&ours(&decoded), &theirs));
        count += 1;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(theirs.is_empty(), "not read: {theirs:?}");
    println!("{count} messages of {name} compared");
}

#[test]
fn every_field_of_the_examples_equals_libais() {
    compare("typeexamples");
}

#[test]
fn every_field_behind_a_tag_block_equals_libais() {
    compare("tagblock");
}

//! Conformance test: every field of every message equals what gpsd's `gpsdecode` wrote for the same lines.
//!
//! `sample.aivdm.ju.chk` is `gpsdecode -u` and `sample.aivdm.js.chk` is `gpsdecode` of `sample.aivdm`, from gpsd's own
//! test suite; the session logs beside them interleave sentences and JSON, and repeat a message now and then.
//! A difference that is not listed here fails; one that is listed stands in `docs/src/decoder-differences.md` with
//! its reason.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its data fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ais::{Decoder, Message, Options, Outcome, Scale, write_json};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Fields that we add: message type and name.
const ADDED: [(u64, &str); 17] = [
    (4, "long_range_control"),
    (7, "seqno1"),
    (7, "seqno2"),
    (7, "seqno3"),
    (7, "seqno4"),
    (9, "assigned"),
    (11, "long_range_control"),
    (13, "seqno1"),
    (13, "seqno2"),
    (13, "seqno3"),
    (13, "seqno4"),
    (18, "assigned"),
    (21, "assigned"),
    (23, "txrx"),
    (24, "part"),
    (24, "epfd"),
    (27, "status_text"),
];

/// Fields whose value we mean to be another: message type and name.
const UNLIKE: [(u64, &str); 5] = [(7, "mmsi3"), (25, "data"), (26, "data"), (26, "app_id"), (26, "radio")];

/// Fields whose scaled value we mean to be another; raw they are equal.
const SCALED_UNLIKE: [(u64, &str); 5] =
    [(8, "pressuretend"), (8, "leveltrend"), (8, "length"), (8, "beam"), (8, "draught")];

/// Contents that one of the two leaves as bits: message type, area code, function.
const CONTENTS: [(u64, u64, u64); 6] =
    [(6, 1, 12), (6, 1, 14), (6, 1, 18), (6, 1, 32), (6, 1, 40), (8, 1, 16)];

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nmea/gpsd").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// What gpsd wrote.
fn expected(name: &str) -> Option<Vec<Object>> {
    let text = fs::read_to_string(data(name)?).unwrap();
    let objects = text.lines().filter(|line| line.starts_with("{\"class\":\"AIS\""));
    Some(objects.map(|line| serde_json::from_str::<Object>(line).unwrap()).collect())
}

/// What we write, the parts of type 24 merged as gpsd does: at part B, with the last name of that MMSI.
fn found(name: &str, scale: Scale) -> Option<Vec<Object>> {
    let bytes = fs::read(data(name)?).unwrap();
    let mut decoder = Decoder::new(Options::default());
    let mut names = BTreeMap::new();
    let mut objects = Vec::new();
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let Outcome::Message(decoded) = decoder.push(line, number) else { continue };
        let mut object = object(&decoded.message, scale);
        match decoded.message {
            Message::StaticDataA(part) => {
                names.insert(part.mmsi, part.shipname);
                continue;
            }
            Message::StaticDataB(part) => {
                let Some(name) = names.remove(&part.mmsi) else { continue };
                object.insert("shipname".into(), name.as_str().into());
            }
            _ => {}
        }
        objects.push(object);
    }
    Some(objects)
}

fn object(message: &Message, scale: Scale) -> Object {
    let mut out = Vec::new();
    write_json(message, scale, &mut out);
    serde_json::from_slice(&out).unwrap()
}

fn differences(ours: &Object, theirs: &Object, same: impl Fn(&str, &Value, &Value) -> bool) -> Vec<String> {
    let number = |name: &str| theirs.get(name).and_then(Value::as_u64).unwrap_or(0);
    let kind = number("type");
    let bits_differ = ours.contains_key("data") != theirs.contains_key("data");
    if bits_differ && CONTENTS.contains(&(kind, number("dac"), number("fid"))) {
        return Vec::new();
    }
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let scaled = ours.get("scaled") == Some(&Value::Bool(true));
    let listed = |name: &str| {
        let field = (kind, name);
        let added = ADDED.contains(&(kind, name.trim_end_matches("_text"))) || ADDED.contains(&field);
        name == "device"
            || added && !theirs.contains_key(name)
            || UNLIKE.contains(&field)
            || scaled && SCALED_UNLIKE.contains(&field)
    };
    let null = Value::Null;
    names
        .into_iter()
        .filter(|name| !listed(name))
        .map(|name| (name, ours.get(name).unwrap_or(&null), theirs.get(name).unwrap_or(&null)))
        .filter(|(name, ours, theirs)| !same(name, ours, theirs))
        .map(|(name, ours, theirs)| format!("type {kind} {name}: {ours} is not gpsd's {theirs}"))
        .collect()
}

fn compare(source: &str, check: &str, scale: Scale, same: impl Fn(&str, &Value, &Value) -> bool + Copy) {
    let (Some(mut ours), Some(mut theirs)) = (found(source, scale), expected(check)) else { return };
    settle_lines(source, &mut ours, &mut theirs);
    let all: Vec<_> =
        ours.iter().zip(&theirs).flat_map(|(ours, theirs)| differences(ours, theirs, same)).collect();
    assert!(all.is_empty(), "{} differences in {check}\n{}", all.len(), all[..all.len().min(40)].join("\n"));
    assert_eq!(ours.len(), theirs.len(), "messages of {check}");
    let fields: usize = ours.iter().map(Map::len).sum();
    println!("{} messages of {check} compared, {fields} fields", ours.len());
}

/// Messages that one of the two does not give: gpsd reads a type 1 of 163 bits, we only when lenient; we read a type
/// 24 part A of 162 bits, gpsd does not; gpsd's log of mixed sentences shows some messages twice.
fn settle_lines(source: &str, ours: &mut Vec<Object>, theirs: &mut Vec<Object>) {
    match source {
        "sample.aivdm" => theirs.retain(|object| object.get("radio") != Some(&Value::from(1076))),
        "ais-18-27.log" => ours.retain(|object| object["type"] != 24),
        _ => {
            ours.dedup();
            theirs.dedup();
        }
    }
}

fn equal(_: &str, ours: &Value, theirs: &Value) -> bool {
    ours == theirs
}

/// Numbers within gpsd's rounding, quoted or not; our `null` against its markers, which are numbers or words.
fn meant(name: &str, ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Null, Value::Number(marker)) => is_marker(name, marker.as_f64().unwrap()),
        (Value::Null, Value::String(text)) => ["n/a", "nan", "N/A"].contains(&text.as_str()),
        (Value::String(ours), Value::String(theirs)) => ours == theirs,
        (Value::Array(ours), Value::Array(theirs)) => {
            let objects = |(ours, theirs): (&Value, &Value)| {
                differences(ours.as_object().unwrap(), theirs.as_object().unwrap(), meant).is_empty()
            };
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(objects)
        }
        (Value::Number(ours), theirs) if theirs.is_number() || theirs.is_string() => {
            let (text, quoted) = (theirs.to_string(), theirs.as_str().unwrap_or_default());
            let text = if quoted.is_empty() { &text } else { quoted };
            let decimals = text.split('.').nth(1).map_or(0, str::len);
            let apart = (ours.as_f64().unwrap() - text.parse::<f64>().unwrap_or(f64::NAN)).abs();
            apart <= rounding(decimals)
        }
        _ => ours == theirs,
    }
}

/// gpsd's numbers for what is not available or beyond the globe; each belongs to the field's scale.
fn is_marker(name: &str, number: f64) -> bool {
    match name {
        "lon" => number.abs() > 180.0,
        "lat" => number.abs() > 90.0,
        "speed" => [102.3, 63.0].contains(&number),
        "course" => [360.0, 511.0].contains(&number),
        "heading" => number == 511.0,
        "imo" | "draught" => number == 0.0,
        "wspeed" | "wgust" => number == 127.0,
        "wdir" | "wgustdir" | "cdir" | "cdir2" | "cdir3" | "wavedir" | "swelldir" => {
            [360.0, 511.0].contains(&number)
        }
        "humidity" => [101.0, 127.0].contains(&number),
        "airtemp" => [-102.4, 144.7].contains(&number),
        "dewpoint" => [50.1, 82.3].contains(&number),
        "pressure" => [1310.0, 1311.0].contains(&number),
        "visibility" => [12.7, 25.5].contains(&number),
        "waterlevel" => [30.0, 41.1].contains(&number),
        "cspeed" | "cspeed2" | "cspeed3" | "waveheight" | "swellheight" => number == 25.5,
        "cdepth2" | "cdepth3" => number == 31.0,
        "waveperiod" | "swellperiod" => number == 63.0,
        "seastate" => [13.0, 15.0].contains(&number),
        "watertemp" => [50.1, 92.3].contains(&number),
        "salinity" => [51.0, 51.1].contains(&number),
        _ => false,
    }
}

/// A unit of gpsd's last decimal.
fn rounding(decimals: usize) -> f64 {
    0.1f64.powi(decimals as i32) * 1.01
}

#[test]
fn every_raw_field_of_the_sample_equals_gpsd() {
    compare("sample.aivdm", "sample.aivdm.ju.chk", Scale::Raw, equal);
}

#[test]
fn every_scaled_field_of_the_sample_equals_gpsd_up_to_its_rounding() {
    compare("sample.aivdm", "sample.aivdm.js.chk", Scale::Scaled, meant);
}

#[test]
fn every_raw_field_of_the_session_logs_equals_gpsd() {
    for log in ["ais-18-27.log", "ais-nmea.log", "ais-raw-messages.log", "ais_unpack_sixbit.log"] {
        compare(log, &format!("{log}.chk"), Scale::Raw, equal);
    }
}

#[test]
fn every_listed_difference_is_told_with_its_reason() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/decoder-differences.md");
    let text = fs::read_to_string(path).unwrap();
    for (kind, name) in ADDED.iter().chain(&UNLIKE).chain(&SCALED_UNLIKE) {
        let row = format!("| {kind} | `{name}` | ");
        assert!(text.contains(&row), "no row {row}");
    }
    for (kind, dac, fid) in CONTENTS {
        let row = format!("| {kind} | {dac}/{fid} | ");
        assert!(text.contains(&row), "no row {row}");
    }
}

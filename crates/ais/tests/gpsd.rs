//! Differential test: every field of every message equals what gpsd's `gpsdecode` wrote for the same lines.
//!
//! `sample.aivdm.ju.chk` is `gpsdecode -u` and `sample.aivdm.js.chk` is `gpsdecode` of `sample.aivdm`, from gpsd's own
//! test suite; the session logs beside them interleave sentences and JSON, and repeat a message now and then.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its data fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ais::{Decoder, Message, Options, Outcome, Scale, write_json};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Types whose fields are read.
const READ: [u64; 8] = [1, 2, 3, 5, 18, 19, 24, 27];
/// Fields that gpsd does not write, or writes about itself.
const OURS_ALONE: [&str; 3] = ["assigned", "part", "status_text"];

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nmea/gpsd").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// What gpsd wrote, of the types that are read.
fn expected(name: &str) -> Option<Vec<Object>> {
    let text = fs::read_to_string(data(name)?).unwrap();
    let objects = text.lines().filter(|line| line.starts_with("{\"class\":\"AIS\""));
    let read = objects.map(|line| serde_json::from_str::<Object>(line).unwrap());
    Some(read.filter(|object| READ.contains(&object["type"].as_u64().unwrap())).collect())
}

/// What we write, the parts of type 24 merged as gpsd does: at part B, with the last name of that MMSI.
fn found(name: &str, scale: Scale) -> Option<Vec<Object>> {
    let bytes = fs::read(data(name)?).unwrap();
    let mut decoder = Decoder::new(Options::default());
    let mut names = BTreeMap::new();
    let mut objects = Vec::new();
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let Outcome::Message(decoded) = decoder.push(line, number) else { continue };
        if !READ.contains(&decoded.message.kind().into()) {
            continue;
        }
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
    let mut names: Vec<_> = ours.keys().chain(theirs.keys()).collect();
    names.sort();
    names.dedup();
    let kind = &theirs["type"];
    let other = names.into_iter().filter(|name| {
        *name != "device" && (theirs.contains_key(*name) || !OURS_ALONE.contains(&name.as_str()))
    });
    let null = Value::Null;
    other
        .map(|name| (name, ours.get(name).unwrap_or(&null), theirs.get(name).unwrap_or(&null)))
        .filter(|(name, ours, theirs)| !same(name, ours, theirs))
        .map(|(name, ours, theirs)| format!("type {kind} {name}: {ours} is not gpsd's {theirs}"))
        .collect()
}

fn compare(source: &str, check: &str, scale: Scale, same: impl Fn(&str, &Value, &Value) -> bool + Copy) {
    let (Some(mut ours), Some(mut theirs)) = (found(source, scale), expected(check)) else { return };
    settle_known_differences(source, &mut ours, &mut theirs);
    let all: Vec<_> =
        ours.iter().zip(&theirs).flat_map(|(ours, theirs)| differences(ours, theirs, same)).collect();
    assert!(all.is_empty(), "{} differences in {check}\n{}", all.len(), all[..all.len().min(40)].join("\n"));
    assert_eq!(ours.len(), theirs.len(), "messages of {check}");
    println!("{} messages of {check} compared", ours.len());
}

/// What is meant to differ: gpsd reads a type 1 of 163 bits, we only when lenient; we read a type 24 part A of
/// 162 bits, gpsd does not; gpsd's log of mixed sentences shows some messages twice.
fn settle_known_differences(source: &str, ours: &mut Vec<Object>, theirs: &mut Vec<Object>) {
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

/// Numbers within gpsd's rounding; our `null` against its markers; our number against its quoted one.
fn meant(name: &str, ours: &Value, theirs: &Value) -> bool {
    match (name, ours, theirs) {
        (_, Value::Null, Value::Number(marker)) => {
            let marker = marker.as_f64().unwrap();
            [181.0, 91.0, 102.3, 63.0, 360.0, 511.0, 0.0].contains(&marker)
        }
        ("turn", Value::Null, Value::String(text)) => text == "n/a" || text == "nan",
        ("speed", Value::Null, Value::String(text)) => text == "nan",
        ("turn", Value::Number(ours), Value::String(text)) => {
            (ours.as_f64().unwrap() - text.parse::<f64>().unwrap()).abs() <= 0.01
        }
        (_, Value::Number(ours), Value::Number(theirs)) => {
            (ours.as_f64().unwrap() - theirs.as_f64().unwrap()).abs() < 1.01e-7
        }
        _ => ours == theirs,
    }
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

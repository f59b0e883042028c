//! Conformance test beyond the peers' own suites: where two independent decoders agree on a field of a message that we
//! made, ours gives that value.
//!
//! `agreed.ndjson` holds messages of every type and content, with the raw values on which gpsd, pyais, libais,
//! AIS-catcher and the crates `ais`, `aivdm` and `nmea-parser` agreed, two or more of them on each, and which those
//! were. Its first line says which letter is whom. It is made anew by `tools/peers/agree.py --write`, which also prints
//! where they agree with each other and not with us; those fields stand in `docs/src/decoder-differences.md`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use std::collections::BTreeSet;

use ais::{Decoder, Message, Options, Outcome, Scale, write_json};
use serde_json::Value;

/// The messages with what was agreed on each.
fn agreed() -> impl Iterator<Item = Value> {
    let lines = include_str!("agreed.ndjson").lines().skip(1);
    lines.map(|line| serde_json::from_str(line).unwrap())
}

/// The message that these sentences are.
fn decoded(lines: &Value) -> Message {
    let mut decoder = Decoder::new(Options::default());
    let mut push = |line: &Value| match decoder.push(line.as_str().unwrap().as_bytes(), ()) {
        Outcome::Message(decoded) => Some(decoded.message),
        Outcome::Fragment => None,
        other => panic!("{line}: {other:?}"),
    };
    lines.as_array().unwrap().iter().find_map(&mut push).unwrap_or_else(|| panic!("no message in {lines}"))
}

fn raw(message: &Message) -> Value {
    let mut out = Vec::new();
    write_json(message, Scale::Raw, &mut out);
    serde_json::from_slice(&out).unwrap()
}

/// The member at a path such as `areas.0.lon`.
fn member<'a>(object: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(object, |value, name| match name.parse::<usize>() {
        Ok(index) => &value[index],
        Err(_) => &value[name],
    })
}

#[test]
fn every_field_has_the_value_on_which_two_others_agree() {
    let (mut messages, mut fields, mut apart) = (0, 0, Vec::new());
    for case in agreed() {
        let ours = raw(&decoded(&case["lines"]));
        messages += 1;
        for (path, said) in case["agreed"].as_object().unwrap() {
            fields += 1;
            let value = member(&ours, path);
            if *value != said[0] {
                apart.push(format!(
                    "{} {path}: {value} is not {}, as {} say",
                    case["layout"], said[0], said[1]
                ));
            }
        }
    }
    assert!(apart.is_empty(), "{} differences\n{}", apart.len(), apart[..apart.len().min(40)].join("\n"));
    println!("{messages} messages compared, {fields} fields");
}

#[test]
fn two_decoders_stand_behind_each_value_and_every_type_is_there() {
    let mut types = BTreeSet::new();
    for case in agreed() {
        types.insert(decoded(&case["lines"]).kind());
        for (path, said) in case["agreed"].as_object().unwrap() {
            let peers: BTreeSet<char> = said[1].as_str().unwrap().chars().collect();
            assert!(peers.len() >= 2, "{} {path}", case["layout"]);
        }
    }
    assert_eq!(types, (1..=27).collect());
}

#[test]
fn what_a_content_says_does_not_hide_who_says_it() {
    for case in agreed() {
        let message = decoded(&case["lines"]);
        let ours = raw(&message);
        assert_eq!(ours["class"], "AIS", "{}", case["layout"]);
        assert_eq!((&ours["type"], &ours["mmsi"]), (&message.kind().into(), &message.mmsi().into()));
    }
}

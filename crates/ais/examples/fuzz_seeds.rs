//! Makes the seeds of the fuzzers again: every type, every content, every wrapping that the decoder reads, with values
//! that no ship sent.
//!
//! `cargo run -p darkwake-ais --example fuzz_seeds`

use std::path::Path;
use std::{fs, io};

use ais::{
    AidToNavigation, ApplicationId, BaseStation, Content, ExtendedClassB, Framing, Leniency, LongRange,
    MAX_BITS, Message, Payload, PositionReport, SarAircraft, Scale, StandardClassB, StaticAndVoyage,
    StaticDataA, StaticDataB, TagBlock, Text, sentences, write_json,
};
use serde_json::{Value, json};

/// In front of the names of all seeds made here; others were found by fuzzers and are left alone.
const MADE: &str = "made_";

/// A seed's name and bytes.
type Seed = (String, Vec<u8>);

fn main() -> io::Result<()> {
    for (target, seeds) in [
        ("line", lines_alone()),
        ("tag_block", tag_blocks()),
        ("lines", archives()),
        ("columns", archives()),
        ("payload", payloads()),
        ("json_line", json_lines()),
    ] {
        write(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target), seeds)?;
    }
    Ok(())
}

fn write(folder: &Path, seeds: Vec<Seed>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(MADE) {
            fs::remove_file(entry.path())?;
        }
    }
    seeds.into_iter().try_for_each(|(name, bytes)| fs::write(folder.join(format!("{MADE}{name}")), bytes))
}

/// A report in every wrapping, sound and hurt.
fn lines_alone() -> Vec<Seed> {
    let report = report();
    let tagged = |block: TagBlock<'_>| format!("{block}{report}");
    let static_data = sentences(&Message::StaticAndVoyage(voyage()).encode(), Framing::default());
    let group = Some(ais::Group { number: 1, total: 1, id: "77" });
    texts([
        ("report", report.clone()),
        ("own_ship", report_as(Framing { own_ship: true, ..Framing::default() })),
        ("talker_base", report_as(Framing { talker: *b"BS", channel: 'B', ..Framing::default() })),
        ("talker_odd", report_as(Framing { talker: *b"--", channel: '1', ..Framing::default() })),
        ("dollar", report.replace('!', "$")),
        ("first_part", static_data[0].clone()),
        ("second_part", static_data[1].clone()),
        ("no_checksum", report[..report.len() - 3].to_owned()),
        ("wrong_checksum", report.replace('*', "*F")),
        ("two_sentences", report.repeat(2)),
        ("bad_armour", summed("AIVDM,1,1,,A,16TTP@OP?w<tSF0lX,0")),
        ("bad_header", summed("AIVDM,0,1,,A,16TTP@OP,0")),
        ("bad_fill", summed("AIVDM,1,1,,A,16TTP@OP,6")),
        ("long_sequence", summed("AIVDM,2,1,123,A,16TTP@OP,0")),
        ("empty", summed("AIVDM,1,1,,A,,0")),
        ("block_time", tagged(TagBlock { time_ms: Some(1_700_000_000_250), ..TagBlock::default() })),
        ("block_station", tagged(TagBlock { source: Some("rBUSAN"), group, ..TagBlock::default() })),
        ("two_blocks", format!(r"\s:a*12\\c:1700000000*00\{report}")),
        ("block_alone", r"\s:rBUSAN,c:1700000000*03\".to_owned()),
        ("coast_guard", format!("{report},r003669945,1700000000")),
        ("coast_guard_slot", format!("{report},s26785,d-092,T12.34567890,x170333,b003669945,1700000000")),
        ("tail_epoch", format!("{report},1700000000123")),
        ("prefix_epoch", format!("1700000000.25 {report}")),
        ("prefix_nanoseconds", format!("1700000000250000000,{report}")),
        ("prefix_iso", format!("2023-11-14T22:13:20.5+09:00 {report}")),
        ("prefix_date_and_time", format!("[2023-11-14 22:13:20] {report}")),
        ("syslog", format!("<134>1 2023-11-14T22:13:20Z rx1 ais 4711 - - {report}")),
        ("time_line", time_line("1,28")),
        (
            "time_line_13th_month",
            summed("PGHP,1,2023,13,14,22,13,20,499,219,,2190048,1,28").replace('!', "$"),
        ),
        ("other_nmea", summed("GPZDA,221320,14,11,2023,00,00").replace('!', "$")),
        ("comment", "# a comment".to_owned()),
        ("words", "no sentence here".to_owned()),
    ])
}

fn tag_blocks() -> Vec<Seed> {
    texts([
        ("empty", ""),
        ("time", "c:1700000000*5D"),
        ("time_in_words", "c:noon*00"),
        ("milliseconds", "c:1700000000250,s:rBUSAN*00"),
        ("all", "g:1-2-1234,s:rBUSAN,c:1700000000,d:OPS,n:42,r:17,t:free text,x:1*00"),
        ("group_short", "1G2:1234*00"),
        ("group_named", "g:2-2-a-b"),
        ("group_beyond", "g:3-2-7*00"),
        ("text", "i:old text,q:u,T:2023-11-14 22.13.20*00"),
        ("two", r"s:a*12\\c:1700000000"),
        ("long_station", "s:abcdefghijklmnopqrstuvwxyz0123456789*00"),
        ("no_colon", ",,s,*"),
    ])
}

/// Several lines behind a first byte that chooses how they are read: `@` by the default options, `A` leniently, `B` with
/// mended checksums, `D` with a short wait, `H` with orphans taken at once, `P` with room for one message, `` ` `` for
/// three, `p` for a kilobyte.
fn archives() -> Vec<Seed> {
    let parts = |sequence: u8, channel: char| {
        let framing = Framing { sequence, channel, ..Framing::default() };
        sentences(&Message::StaticAndVoyage(voyage()).encode(), framing)
    };
    let (one, two) = (parts(1, 'A'), parts(2, 'B'));
    let longest = sentences(&of_type(8, 0, 1008).encode(), Framing::default());
    let block = |text: &str, line: &str| format!("\\{text}*00\\{line}");
    let many: Vec<String> = (0..9).map(|sequence| parts(sequence, 'A')[0].clone()).collect();
    let [first, second] = [&one[0], &one[1]];
    let clocked = |line: &str, second: u32| format!("{line},{}", 1_700_000_000 + second);
    texts([
        (
            "reports",
            ["@", &report(), "\n", &report_as(Framing { own_ship: true, ..Framing::default() })].concat(),
        ),
        ("in_order", format!("@{first}\n{second}\n")),
        ("out_of_order", format!("A{second}\n{}\n{first}", report())),
        ("crossed", format!("`{first}\n{}\n{second}\n{}", two[0], two[1])),
        ("crossed_with_room_for_one", format!("P{first}\n{}\n{second}\n{}", two[0], two[1])),
        ("twice", format!("H{first}\n{first}\n{second}\n{second}")),
        ("contradicted", format!("A{first}\n{}\n{second}", first.replace(",A,5", ",A,6"))),
        ("many_firsts", format!("`{}", many.join("\n"))),
        ("many_firsts_in_a_kilobyte", format!("p{}", many.join("\n"))),
        ("longest", format!("B{}", longest.join("\n"))),
        ("hurt", format!("A{first}\n{}", second.replace("AIVDM", "AIVDO"))),
        ("by_group", format!("@{}\n{}", block("g:1-2-7,s:a", first), block("g:2-2-7", second))),
        ("by_short_group", format!("@{}\n{}", block("2G2:7", second), block("1G2:7,c:1700000000", first))),
        ("by_station", format!("@{}\n{first}\n{}", block("s:a", first), block("s:b", second))),
        ("too_late", format!("D{}\n{}", clocked(first, 0), clocked(second, 40))),
        ("too_many_lines_between", format!("L{first}\n#\n#\n#\n{second}")),
        (
            "time_lines",
            format!("B{}\n{}\n{}\n{first}\n{second}", time_line("1,70"), report(), time_line("1,28")),
        ),
        ("mixed", format!("@# a\n\n{}\n{{\"class\":\"TPV\"}}\n$GPZDA,1*00\n\\s:a*00\\\nwords", report())),
    ])
}

/// Every type and every content, shortest and longest, and messages in which nothing is available.
fn payloads() -> Vec<Seed> {
    let types = messages().into_iter().map(|(name, message)| (name, message.encode()));
    let contents = contents().into_iter().map(|(name, payload)| (format!("content_{name}"), payload));
    types.chain(contents).map(|(name, payload)| (name, [&[0][..], &bytes(&payload)].concat())).collect()
}

/// As gpsd, AIS-catcher and aisstream write them, without the brace they all start with.
fn json_lines() -> Vec<Seed> {
    let mut lines = aisstream();
    lines.extend(ais_catcher());
    for ((name, message), scale) in
        messages().into_iter().zip([Scale::Raw, Scale::Scaled].into_iter().cycle())
    {
        let mut out = Vec::new();
        write_json(&message, scale, &mut out);
        lines.push((format!("gpsd_{name}"), String::from_utf8_lossy(&out).into_owned()));
    }
    lines.retain(|(_, line)| line.len() < 1000);
    lines.push(("other_class".into(), json!({"class": "TPV", "time": "2023-11-14T22:13:20Z"}).to_string()));
    lines.into_iter().map(|(name, line)| (name, line.as_bytes()[1..].to_vec())).collect()
}

fn ais_catcher() -> Vec<(String, String)> {
    let nmea = sentences(&Message::StaticAndVoyage(voyage()).encode(), Framing::default());
    let line = |nmea: Value| {
        json!({
            "class": "AIS", "device": "AIS-catcher", "version": 60, "driver": 1, "hardware": "none",
            "rxtime": "20231114221320", "rxuxtime": 1_700_000_000.25, "scaled": true, "channel": "B", "nmea": nmea,
            "signalpower": -31.5, "ppm": 0.5, "station_id": "7", "type": 5, "mmsi": 441_000_001,
        })
        .to_string()
    };
    let fields = json!({
        "class": "AIS", "rxtime": "20231114221320", "scaled": true, "channel": "A", "type": 1, "repeat": 0,
        "mmsi": 441_000_001, "status": 0, "status_text": "Under way using engine", "turn_unscaled": -5, "turn": -1.1,
        "speed": 12.3, "accuracy": true, "lon": 129.05, "lat": 35.1, "course": 214.9, "heading": 215, "second": 33,
        "maneuver": 0, "raim": false, "radio": 34_017,
    });
    vec![
        ("catcher_one_sentence".into(), line(json!([report()]))),
        ("catcher_two_sentences".into(), line(json!(nmea))),
        ("catcher_half_a_message".into(), line(json!(nmea[..1]))),
        ("catcher_bare_sentence".into(), line(json!(report()))),
        ("catcher_fields".into(), fields.to_string()),
    ]
}

fn aisstream() -> Vec<(String, String)> {
    let line = |kind: &str, message: Value| {
        let meta = json!({
            "MMSI": 441_000_001, "ShipName": "SEED", "time_utc": "2023-11-14 22:13:20.318353 +0000 UTC",
        });
        let line = json!({"MessageType": kind, "MetaData": meta, "Message": {kind: message}});
        (format!("aisstream_{kind}"), line.to_string())
    };
    let bare = json!({"MessageID": 1, "UserID": 441_000_001, "Sog": 12.3, "Cog": 214.9, "RateOfTurn": -128});
    vec![
        line(
            "PositionReport",
            json!({
                "MessageID": 1, "RepeatIndicator": 0, "UserID": 441_000_001, "Valid": true, "NavigationalStatus": 0,
                "RateOfTurn": 13, "Sog": 12.3, "PositionAccuracy": true, "Longitude": 129.05, "Latitude": 35.1,
                "Cog": 214.9, "TrueHeading": 215, "Timestamp": 33, "SpecialManoeuvreIndicator": 0, "Spare": 0,
                "Raim": false, "CommunicationState": 34_017,
            }),
        ),
        line(
            "ShipStaticData",
            json!({
                "MessageID": 5, "UserID": 441_000_001, "Valid": true, "AisVersion": 2, "ImoNumber": 9_074_729,
                "CallSign": "D7SEED", "Name": "SEED", "Type": 80, "Dimension": {"A": 225, "B": 70, "C": 1, "D": 31},
                "FixType": 1, "Eta": {"Month": 5, "Day": 15, "Hour": 14, "Minute": 0}, "MaximumStaticDraught": 12.2,
                "Destination": "BUSAN", "Dte": false, "Spare": false,
            }),
        ),
        line(
            "StaticDataReport",
            json!({
                "MessageID": 24, "UserID": 441_000_001, "Valid": true, "PartNumber": true,
                "ReportA": {"Valid": false, "Name": ""},
                "ReportB": {
                    "Valid": true, "ShipType": 37, "VendorIDName": "SED", "VenderIDModel": 1, "VenderIDSerial": 7,
                    "CallSign": "D7SEED", "Dimension": {"A": 5, "B": 6, "C": 2, "D": 2}, "FixType": 1,
                },
            }),
        ),
        line(
            "AidsToNavigationReport",
            json!({
                "MessageID": 21, "UserID": 994_401_001, "Valid": true, "Type": 14, "Name": "ROCK OF THE SEED EAST",
                "NameExtension": "ERN SIDE", "Longitude": 129.05, "Latitude": 35.1, "Timestamp": 60,
                "OffPosition": false, "AtoN": 0, "VirtualAtoN": true,
            }),
        ),
        line(
            "StandardClassBPositionReport",
            json!({
                "MessageID": 18, "UserID": 441_000_001, "Valid": true, "Sog": 5.5, "Longitude": 129.05,
                "Latitude": 35.1, "Cog": 359.9, "TrueHeading": 511, "Timestamp": 1, "ClassBUnit": true,
                "ClassBMsg22": true, "CommunicationStateIsItdma": true, "CommunicationState": 393_222,
            }),
        ),
        line(
            "SafetyBroadcastMessage",
            json!({"MessageID": 14, "UserID": 2_440_001, "Text": "SEED", "Valid": true}),
        ),
        ("aisstream_bare".into(), bare.to_string()),
    ]
}

/// Every type, shortest and longest as the strict decoder takes it, then those in which nothing is available.
fn messages() -> Vec<(String, Message)> {
    let mut messages = Vec::new();
    for (kind, part) in (1..=28).map(|kind| (kind, 0)).chain([(24, 1), (24, 2)]) {
        let fits = |bits: &usize| Message::decode(&random(kind, part, *bits), Leniency::Strict).is_ok();
        let lengths: Vec<usize> = (1..=MAX_BITS).filter(fits).collect();
        for bits in ends(&lengths) {
            messages.push((format!("type_{kind:02}_{part}_{bits}"), of_type(kind, part, bits)));
        }
    }
    messages.extend(unavailable().map(|message| (format!("unavailable_{:02}", message.kind()), message)));
    messages
}

fn unavailable() -> impl Iterator<Item = Message> {
    let mmsi = 441_000_001;
    [
        Message::PositionReport(PositionReport::unavailable(mmsi)),
        Message::BaseStation(BaseStation::unavailable(mmsi)),
        Message::StaticAndVoyage(voyage()),
        Message::SarAircraft(SarAircraft::unavailable(mmsi)),
        Message::StandardClassB(StandardClassB::unavailable(mmsi)),
        Message::ExtendedClassB(ExtendedClassB::unavailable(mmsi)),
        Message::AidToNavigation(AidToNavigation::unavailable(mmsi)),
        Message::StaticDataA(StaticDataA::unavailable(mmsi)),
        Message::StaticDataB(StaticDataB::unavailable(984_401_234)),
        Message::LongRange(LongRange::unavailable(mmsi)),
    ]
    .into_iter()
}

/// Every content, shortest and longest: in type 8, or 26 if it is one of 1/40.
fn contents() -> Vec<(String, Payload)> {
    let ids = [1, 200, 235, 250, 367].into_iter().flat_map(|dac| (0..64).map(move |fid| (dac, fid)));
    let mut contents = Vec::new();
    for (dac, fid) in ids {
        let known = |bits: &usize| Content::read(ApplicationId { dac, fid }, &random(8, 0, *bits)).is_some();
        let lengths: Vec<usize> = (1..=952).filter(known).collect();
        for bits in ends(&lengths) {
            let Message::BroadcastBinary(mut m) = of_type(8, 0, 56 + bits) else { continue };
            (m.dac, m.fid) = (dac, fid);
            contents.push((format!("{dac}_{fid:02}_{bits}"), Message::BroadcastBinary(m).encode()));
        }
    }
    contents
}

/// The first and the last, the last alone if they differ by fill bits only.
fn ends(lengths: &[usize]) -> impl Iterator<Item = usize> {
    let last = lengths.last().copied();
    let first = lengths.first().copied().filter(|first| last.is_some_and(|last| last - first > 8));
    first.into_iter().chain(last)
}

fn of_type(kind: u8, part: u8, bits: usize) -> Message {
    Message::decode(&random(kind, part, bits), Leniency::Strict).expect("the type has this length")
}

/// A payload of a type, its other bits at random, the same each time; those of type 24 of a part.
fn random(kind: u8, part: u8, bits: usize) -> Payload {
    let mut state = u64::from(kind) << 16 | bits as u64;
    let mut values: Vec<u8> = (0..bits.div_ceil(6)).map(|_| next(&mut state)).collect();
    values[0] = kind;
    if let (24, Some(value)) = (kind, values.get_mut(6)) {
        *value = *value & 0b11_0011 | part << 2;
    }
    let chars: Vec<u8> =
        values.iter().map(|&value| if value < 40 { value + 48 } else { value + 56 }).collect();
    Payload::from_armour(&chars, (chars.len() * 6 - bits) as u8).expect("legal armour, not too long")
}

/// The next of a row of numbers below 64: SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u8 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ *state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ mixed >> 31) & 0x3F) as u8
}

/// A payload as the target `payload` takes it: how many bits to cut, then the bits.
fn bytes(payload: &Payload) -> Vec<u8> {
    let hex = payload.to_hex();
    let cut = (payload.bits().next_multiple_of(8) - payload.bits()) as u8;
    let bytes = (0..hex.len()).step_by(2).filter_map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok());
    [cut].into_iter().chain(bytes).collect()
}

fn voyage() -> StaticAndVoyage {
    StaticAndVoyage {
        imo: 9_074_729,
        callsign: Text::new("D7SEED"),
        shipname: Text::new("SEED"),
        shiptype: 80,
        destination: Text::new("BUSAN"),
        ..StaticAndVoyage::unavailable(441_000_001)
    }
}

fn report() -> String {
    report_as(Framing::default())
}

fn report_as(framing: Framing) -> String {
    let report =
        PositionReport { speed: 123, course: 2149, heading: 215, ..PositionReport::unavailable(441_000_001) };
    sentences(&Message::PositionReport(report).encode(), framing).concat()
}

fn time_line(end: &str) -> String {
    summed(&format!("PGHP,1,2023,11,14,22,13,20,499,219,,2190048,{end}")).replace('!', "$")
}

fn summed(body: &str) -> String {
    format!("!{body}*{:02X}", body.bytes().fold(0, |sum, byte| sum ^ byte))
}

fn texts<const N: usize>(seeds: [(&str, impl Into<String>); N]) -> Vec<Seed> {
    seeds.map(|(name, text)| (name.to_owned(), text.into().into_bytes())).into()
}

//! JSON lines instead of sentences: those of AIS-catcher, aisstream and gpsd, and our own.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its data fails")]

use std::fs;
use std::path::{Path, PathBuf};

use ais::{
    Channel, Decoded, Decoder, Leniency, Message, Options, Outcome, Payload, RejectReason, Scale, SkipReason,
    TimeSource, write_json,
};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn message<'d>(decoder: &'d mut Decoder<usize>, line: &str) -> Decoded<'d, usize> {
    match decoder.push(line.as_bytes(), 7) {
        Outcome::Message(decoded) => decoded,
        other => panic!("{line} is {other:?}"),
    }
}

fn decoder() -> Decoder<usize> {
    Decoder::new(Options::default())
}

fn object(message: &Message, scale: Scale) -> Map<String, Value> {
    let mut out = Vec::new();
    write_json(message, scale, &mut out);
    serde_json::from_slice(&out).unwrap()
}

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn a_line_of_ais_catcher_is_read_from_its_sentences() {
    let line = r#"{"class":"AIS","device":"AIS-catcher","rxtime":"20141210000001","scaled":true,"channel":"B","nmea":["!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"],"type":1,"mmsi":371798000}"#;
    let mut decoder = decoder();
    let decoded = message(&mut decoder, line);
    let Message::PositionReport(report) = decoded.message else { panic!("{:?}", decoded.message) };
    assert_eq!((report.mmsi, report.speed_knots()), (371_798_000, Some(12.3)));
    let received = decoded.received.unwrap();
    assert_eq!((received.epoch_ms, received.source), (1_418_169_601_000, TimeSource::Json));
    assert_eq!((decoded.channel, decoded.parts), (Some(Channel::B), &[7][..]));
}

#[test]
fn a_line_of_ais_catcher_holds_all_parts_of_its_message() {
    let parts = [
        "!AIVDM,2,1,9,B,58KvN<42ACikUKW77F1H4hF0<PTp622222222216`0`cF5BF0RT13H0T,0*70",
        "!AIVDM,2,2,9,B,PFRC88888888880,2*29",
    ];
    let line =
        |parts: &[&str]| serde_json::json!({"class": "AIS", "rxuxtime": 1.5, "nmea": parts}).to_string();
    let mut decoder = decoder();
    let decoded = message(&mut decoder, &line(&parts));
    assert_eq!((decoded.message.kind(), decoded.received.unwrap().epoch_ms), (5, 1_500));
    let half = line(&parts[..1]);
    let Outcome::Rejected(reason) = decoder.push(half.as_bytes(), 8) else { panic!("half a message") };
    assert_eq!(reason, RejectReason::IncompleteMessage);
    let hurt = line(&[&parts[0].replace("*70", "*71"), parts[1]]);
    let Outcome::Rejected(reason) = decoder.push(hurt.as_bytes(), 9) else { panic!("a hurt message") };
    assert_eq!(reason, RejectReason::BadChecksum);
}

#[test]
fn a_binary_message_whose_bits_gpsd_has_interpreted_is_skipped_and_a_broken_one_rejected() {
    let line = |rest: &str| {
        format!(r#"{{"class":"AIS","type":8,"repeat":0,"mmsi":2300061,"dac":1,"fid":11{rest}}}"#)
    };
    let mut decoder = decoder();
    let told = line(r#","lat":3879000,"lon":1464000,"wspeed":11"#);
    let Outcome::Skipped(reason) = decoder.push(told.as_bytes(), 1) else { panic!("no bits are left") };
    assert_eq!(reason, SkipReason::InterpretedData);
    assert_eq!(message(&mut decoder, &line(r#","data":"16:0000""#)).message.kind(), 8);
    for broken in [line(r#","data":"16""#), line("").replace("2300061", "null")] {
        let Outcome::Rejected(reason) = decoder.push(broken.as_bytes(), 2) else { panic!("{broken}") };
        assert_eq!(reason, RejectReason::BadJson);
    }
}

#[test]
fn every_line_that_gpsd_writes_is_a_message_or_skipped() {
    let Some(path) = data("nmea/gpsd/sample.aivdm.ju.chk") else { return };
    let mut decoder = decoder();
    let mut skipped = 0;
    for line in fs::read_to_string(path).unwrap().lines() {
        match decoder.push(line.as_bytes(), 0) {
            Outcome::Message(_) => {}
            Outcome::Skipped(reason) => {
                assert_eq!(reason, SkipReason::InterpretedData, "{line}");
                skipped += 1;
            }
            other => panic!("{line}: {other:?}"),
        }
    }
    assert_eq!(skipped, 21);
}

#[test]
fn a_line_of_aisstream_is_read_from_its_fields() {
    let line = r#"{"Message":{"PositionReport":{"Cog":221.5,"CommunicationState":59916,"Latitude":24.709705,"Longitude":54.48974666666666,"MessageID":1,"NavigationalStatus":3,"PositionAccuracy":true,"Raim":false,"RateOfTurn":13,"RepeatIndicator":0,"Sog":0.4,"Spare":0,"SpecialManoeuvreIndicator":0,"Timestamp":7,"TrueHeading":149,"UserID":253810000,"Valid":true}},"MessageType":"PositionReport","MetaData":{"MMSI":253810000,"ShipName":"X","time_utc":"2022-12-29 18:22:32.318353 +0000 UTC"}}"#;
    let mut decoder = decoder();
    let decoded = message(&mut decoder, line);
    assert_eq!(decoded.received.unwrap().epoch_ms, 1_672_338_152_318);
    let Message::PositionReport(m) = decoded.message else { panic!("{:?}", decoded.message) };
    assert_eq!((m.longitude, m.latitude, m.speed, m.course), (32_693_848, 14_825_823, 4, 2215));
    assert_eq!((m.turn, m.heading, m.second, m.status, m.radio), (13, 149, 7, 3, 59_916));
}

#[test]
fn static_data_of_aisstream_is_read_from_its_inner_objects() {
    let line = r#"{"Message":{"ShipStaticData":{"AisVersion":1,"CallSign":"3FOF8","Destination":"NEW YORK","Dimension":{"A":225,"B":70,"C":1,"D":31},"Dte":false,"Eta":{"Day":15,"Hour":14,"Minute":0,"Month":5},"FixType":1,"ImoNumber":9134270,"MaximumStaticDraught":12.2,"MessageID":5,"Name":"EVER DIADEM","RepeatIndicator":0,"Spare":false,"Type":70,"UserID":351759000,"Valid":true}},"MessageType":"ShipStaticData"}"#;
    let mut decoder = decoder();
    let Message::StaticAndVoyage(m) = message(&mut decoder, line).message else { panic!("no type 5") };
    assert_eq!(
        (m.shipname.as_str(), m.callsign.as_str(), m.destination.as_str()),
        ("EVER DIADEM", "3FOF8", "NEW YORK")
    );
    assert_eq!((m.imo, m.draught, m.to_bow, m.to_starboard), (9_134_270, 122, 225, 31));
    assert_eq!((m.month, m.day, m.hour, m.minute, m.shiptype), (5, 15, 14, 0, 70));
}

#[test]
fn what_is_no_message_is_skipped_or_rejected_with_its_reason() {
    let mut decoder = decoder();
    let mut judge = |line: &str| match decoder.push(line.as_bytes(), 0) {
        Outcome::Skipped(reason) => reason.as_str(),
        Outcome::Rejected(reason) => reason.as_str(),
        other => panic!("{line} is {other:?}"),
    };
    assert_eq!(judge(r#"{"class":"TPV","time":"2010-04-30T11:48:20.10Z"}"#), SkipReason::NotAis.as_str());
    for line in [
        "{",
        "{}",
        r#"{"class":"AIS"}"#,
        r#"{"class":"AIS","type":1}"#,
        r#"{"class":"AIS","type":99,"mmsi":1}"#,
        r#"{"class":"AIS","nmea":[]}"#,
        r#"{"class":"AIS","nmea":["$GPZDA,095559,,,,00,*4D"]}"#,
        r#"{"class":"AIS","type":8,"mmsi":1,"dac":1,"wspeed":3}"#,
    ] {
        assert_eq!(judge(line), RejectReason::BadJson.as_str(), "{line}");
    }
    let long = format!(r#"{{"class":"AIS","x":"{}"}}"#, "x".repeat(20_000));
    assert_eq!(judge(&long), RejectReason::LineTooLong.as_str());
}

#[test]
fn what_we_write_as_json_we_read_again() {
    let Some(path) = data("nmea/gpsd/sample.aivdm") else { return };
    let bytes = fs::read(path).unwrap();
    let (mut sentences, mut lines) = (decoder(), decoder());
    let mut read = 0;
    for line in bytes.split(|&byte| byte == b'\n') {
        let Outcome::Message(decoded) = sentences.push(line, 0) else { continue };
        for scale in [Scale::Raw, Scale::Scaled] {
            let before = object(&decoded.message, scale);
            let text = Value::Object(before.clone()).to_string();
            let Outcome::Message(again) = lines.push(text.as_bytes(), 0) else { continue };
            assert_eq!(object(&again.message, scale), before);
            read += 1;
        }
    }
    assert!(read >= 166, "only {read} of 192 are read: all but contents should be");
    println!("{read} objects read again");
}

#[test]
fn what_gpsd_wrote_we_read_field_by_field() {
    let Some(path) = data("nmea/gpsd/sample.aivdm.ju.chk") else { return };
    let text = fs::read_to_string(path).unwrap();
    let mut decoder = decoder();
    let (mut read, mut contents) = (0, 0);
    for line in text.lines().filter(|line| line.starts_with('{')) {
        let theirs: Map<String, Value> = serde_json::from_str(line).unwrap();
        let Outcome::Message(decoded) = decoder.push(line.as_bytes(), 0) else {
            assert!(theirs.contains_key("dac") && !theirs.contains_key("data"), "{line}");
            contents += 1;
            continue;
        };
        let ours = object(&decoded.message, Scale::Raw);
        let apart = match theirs["type"].as_u64() {
            Some(24) => &["shipname"][..],
            Some(25 | 26) => &["data"],
            _ => &[],
        };
        for (name, value) in theirs.iter().filter(|(name, _)| !apart.contains(&name.as_str())) {
            let ours = ours.get(name);
            assert!(ours.is_none_or(|ours| ours == value), "{name} of {line} is {ours:?}");
        }
        read += 1;
    }
    println!("{read} objects of gpsd read, {contents} contents left out");
    assert!(read > 70 && contents < 30);
}

#[test]
fn every_line_of_an_aisstream_archive_is_a_position_report() {
    let Some(path) = data("ais/aisstream_positions_2023.ndjson") else { return };
    let text = fs::read_to_string(path).unwrap();
    let mut decoder = decoder();
    for line in text.lines() {
        let Message::PositionReport(m) = message(&mut decoder, line).message else { panic!("{line}") };
        let theirs: Value = serde_json::from_str(line).unwrap();
        assert_eq!(u64::from(m.mmsi), theirs["UserID"].as_u64().unwrap());
        if let Some(position) = m.position() {
            let latitude = theirs["Latitude"].as_f64().unwrap();
            assert!((position.latitude_degrees() - latitude).abs() < 1e-6, "{line}");
        }
        assert!((f64::from(m.speed) - theirs["Sog"].as_f64().unwrap() * 10.0).abs() < 0.01, "{line}");
        assert_eq!(i64::from(m.turn), theirs["RateOfTurn"].as_i64().unwrap());
    }
}

proptest! {
    #[test]
    fn what_we_write_raw_of_any_type_we_read_again(
        kind in 1u8..64,
        bits in prop::sample::select(&[72usize, 88, 96, 112, 144, 160, 168, 272, 312, 360, 424, 1008][..]),
        mut values in prop::collection::vec(0u8..64, 168),
    ) {
        values[0] = kind;
        values.truncate(bits.div_ceil(6));
        let chars: Vec<u8> = values.iter().map(|&v| if v < 40 { v + 48 } else { v + 56 }).collect();
        let payload = Payload::from_armour(&chars, (chars.len() * 6 - bits) as u8).unwrap();
        let read = Message::decode(&payload, Leniency::Strict).ok().filter(|message| message.content().is_none());
        if let Some(written) = read {
            let before = object(&written, Scale::Raw);
            let text = Value::Object(before.clone()).to_string();
            let mut decoder = decoder();
            prop_assert_eq!(object(&message(&mut decoder, &text).message, Scale::Raw), before);
        }
    }

    #[test]
    fn no_fields_make_it_panic(kind in 0u8..70, members in prop::collection::vec((0usize..24, any::<f64>(), ".{0,9}"), 0..9)) {
        const NAMES: [&str; 24] = [
            "mmsi", "scaled", "turn", "eta", "timestamp", "data", "text", "name", "lon", "speed", "radio", "rxuxtime",
            "vendorid", "mothership_mmsi", "addressed", "structured", "app_id", "mmsi2", "partno", "nmea", "rxtime",
            "channel", "MessageID", "shipname",
        ];
        let mut line = Map::from_iter([("class".to_owned(), Value::from("AIS")), ("type".to_owned(), kind.into())]);
        for (name, number, text) in members {
            let value = if text.len() % 2 == 0 { Value::from(number) } else { Value::from(text) };
            line.insert(NAMES[name].into(), value);
        }
        decoder().push(Value::Object(line).to_string().as_bytes(), 0);
    }
}

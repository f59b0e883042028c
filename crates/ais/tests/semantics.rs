//! What decoders disagree on, decided once: a test for each decision, with its source.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use ais::{
    AidToNavigation, Decoder, ExtendedClassB, Faults, FixSecond, Leniency, LongRange, LongText, Message,
    Options, OutOfRange, Outcome, Payload, PositionReport, RejectReason, Resolution, SarAircraft, Scale,
    StaticAndVoyage, StaticDataA, StaticDataB, Text, Turn, write_json,
};

const REPORT: &str = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

/// A ship that says nothing but who she is.
fn silent() -> PositionReport {
    PositionReport::unavailable(440_123_456)
}

/// The message in so many bits: cut, or filled up with zeros.
fn in_bits(message: Message, bits: usize, leniency: Leniency) -> Result<Message, RejectReason> {
    let (mut chars, _) = message.encode().to_armour();
    let wanted = bits.div_ceil(6);
    chars.resize(wanted, b'0');
    Message::decode(&Payload::from_armour(&chars, (wanted * 6 - bits) as u8).unwrap(), leniency)
}

fn lengths(message: Message, range: std::ops::RangeInclusive<usize>) -> Vec<usize> {
    range.filter(|&bits| in_bits(message, bits, Leniency::Strict).is_ok()).collect()
}

fn rejected(line: &str) -> RejectReason {
    match Decoder::new(Options::default()).push(line.as_bytes(), 0) {
        Outcome::Rejected(reason) => reason,
        other => panic!("{line} is {other:?}"),
    }
}

fn summed(body: &str) -> String {
    let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
    format!("!{body}*{sum:02X}")
}

fn json(message: &Message) -> serde_json::Value {
    let mut out = Vec::new();
    write_json(message, Scale::Scaled, &mut out);
    serde_json::from_slice(&out).unwrap()
}

/// M.1371-5, annex 8, Messages 1, 2, 3: rate of turn is 4.733 times the root of degrees a minute, with its sign.
#[test]
fn a_ship_turns_by_the_square_of_what_she_sends_and_without_a_sensor_only_says_which_way() {
    let turn = |turn| PositionReport { turn, ..silent() }.rate_of_turn();
    let Some(Turn::DegreesPerMinute(rate)) = turn(-20) else { panic!("a rate") };
    assert!((rate + (20.0f64 / 4.733).powi(2)).abs() < 1e-12);
    assert_eq!(turn(0), Some(Turn::DegreesPerMinute(0.0)));
    assert_eq!((turn(127), turn(-127)), (Some(Turn::FastStarboard), Some(Turn::FastPort)));
    assert_eq!(turn(-128), None);
    let Some(Turn::DegreesPerMinute(most)) = turn(126) else { panic!("a rate") };
    assert!((most - 708.7).abs() < 0.1, "126 stands for 708 degrees a minute or more");
}

/// M.1371-5, annex 8: 1023, 3600, 511, 181 and 91 degrees say "not available".
#[test]
fn what_a_ship_does_not_know_is_none_and_never_a_number() {
    let ship = silent();
    assert_eq!((ship.speed_knots(), ship.course_degrees(), ship.heading_degrees()), (None, None, None));
    assert_eq!((ship.position(), ship.rate_of_turn(), ship.navigation_status()), (None, None, None));
    assert_eq!(SarAircraft::unavailable(1).altitude_metres(), None);
    assert_eq!(SarAircraft { altitude: 4094, ..SarAircraft::unavailable(1) }.altitude_metres(), Some(4094.0));
    let voyage = StaticAndVoyage::unavailable(1);
    assert_eq!((voyage.draught_metres(), voyage.imo_number(), voyage.ship_type()), (None, None, None));
    let arrival = voyage.arrival();
    assert_eq!((arrival.month, arrival.day, arrival.hour, arrival.minute), (None, None, None, None));
    let far = LongRange::unavailable(1);
    assert_eq!((far.speed_knots(), far.course_degrees(), far.position()), (None, None, None));
}

/// M.1371-5, annex 8: 3601 to 4095, 360 to 510, beyond 180 or 90 degrees are no values at all.
#[test]
fn a_field_out_of_range_is_flagged_and_the_message_kept() {
    let good = PositionReport { longitude: 77_000_000, latitude: 21_000_000, ..silent() };
    for (ship, flag) in [
        (PositionReport { course: 3601, ..good }, OutOfRange::COURSE),
        (PositionReport { course: 4095, ..good }, OutOfRange::COURSE),
        (PositionReport { heading: 360, ..good }, OutOfRange::HEADING),
        (PositionReport { heading: 510, ..good }, OutOfRange::HEADING),
        (PositionReport { longitude: 108_000_001, ..good }, OutOfRange::POSITION),
        (PositionReport { latitude: -54_000_001, ..good }, OutOfRange::POSITION),
    ] {
        let message = Message::decode(&Message::PositionReport(ship).encode(), Leniency::Strict).unwrap();
        assert_eq!(OutOfRange::of(&message), flag);
        assert_eq!((ship.course_degrees(), ship.heading_degrees()), (None, None));
    }
    let near =
        PositionReport { course: 3600, heading: 511, longitude: 108_600_000, latitude: 54_600_000, ..good };
    assert!(OutOfRange::of(&Message::PositionReport(near)).is_empty());
}

/// M.1371-5, annex 8, Message 1: time stamp 60 to 63.
#[test]
fn the_seconds_from_60_to_63_say_why_there_is_no_second() {
    let second = |second| PositionReport { second, ..silent() }.fix_second();
    assert_eq!(second(59), FixSecond::At(59));
    assert_eq!(second(60), FixSecond::NotAvailable);
    assert_eq!(second(61), FixSecond::ManualInput);
    assert_eq!(second(62), FixSecond::DeadReckoning);
    assert_eq!(second(63), FixSecond::Inoperative);
}

/// M.1371-5 gives 424 bits; stations send 420 to 426 (gpsd, and 17 of 5,548 in the archives at hand).
#[test]
fn static_data_of_420_to_426_bits_is_read() {
    let ship = StaticAndVoyage { shipname: Text::new("SEA STAR"), ..StaticAndVoyage::unavailable(1) };
    assert_eq!(lengths(Message::StaticAndVoyage(ship), 400..=440), (420..=426).collect::<Vec<_>>());
    let Ok(Message::StaticAndVoyage(cut)) = in_bits(Message::StaticAndVoyage(ship), 420, Leniency::Strict)
    else {
        panic!("no type 5")
    };
    assert_eq!(cut.shipname.as_str(), "SEA STAR");
}

/// M.1371-5 gives 168 bits to types 1 to 3; one that is cut has lost its radio field or more.
#[test]
fn a_position_report_has_168_bits_unless_one_is_lenient() {
    for kind in 1..=3 {
        let report = Message::PositionReport(PositionReport { kind, ..silent() });
        assert_eq!(lengths(report, 100..=400), [168]);
        assert!(in_bits(report, 163, Leniency::Lenient).is_ok());
        assert_eq!(in_bits(report, 148, Leniency::Lenient), Err(RejectReason::BadLength));
    }
}

/// M.1371-5 gives 312 bits; stations leave out spare bits and flags.
#[test]
fn an_extended_class_b_report_has_306_to_312_bits() {
    let report = Message::ExtendedClassB(ExtendedClassB::unavailable(1));
    assert_eq!(lengths(report, 290..=330), (306..=312).collect::<Vec<_>>());
}

/// M.1371-5 gives 160 bits to part A (168 in older editions) and 168 to part B (162 without the spare bits).
#[test]
fn the_parts_of_type_24_have_their_lengths() {
    let name = Message::StaticDataA(StaticDataA::unavailable(1));
    assert_eq!(lengths(name, 140..=200), [160, 162, 168]);
    let rest = Message::StaticDataB(StaticDataB::unavailable(1));
    assert_eq!(lengths(rest, 140..=200), [162, 168]);
}

/// M.1371-5, annex 8, Message 24: whoever needs both parts joins them by MMSI.
#[test]
fn each_part_of_type_24_is_given_when_it_comes() {
    let mut decoder = Decoder::new(Options::default());
    for (at, message) in [
        Message::StaticDataB(StaticDataB::unavailable(440_123_456)),
        Message::StaticDataA(StaticDataA::unavailable(440_123_456)),
    ]
    .into_iter()
    .enumerate()
    {
        let line = &ais::sentences(&message.encode(), ais::Framing::default())[0];
        let Outcome::Message(decoded) = decoder.push(line.as_bytes(), at) else { panic!("held back") };
        assert_eq!((decoded.message, decoded.parts), (message, &[at][..]));
    }
}

/// M.1371-5, annex 8, Message 21: up to 14 more characters when the name needs more than 20.
#[test]
fn a_long_name_of_an_aid_is_joined_and_a_short_one_ends_where_it_ends() {
    let aid = |start, end| AidToNavigation {
        name_start: Text::new(start),
        name_end: LongText::new(end),
        ..AidToNavigation::unavailable(994_401_234)
    };
    assert_eq!(aid("CHINA ROSE MURPHY EX", "PRESS ALERT").name(), "CHINA ROSE MURPHY EXPRESS ALERT");
    assert_eq!(aid("PI COURTENAY SHOAL", "A TO N").name(), "PI COURTENAY SHOAL");
    let long = Message::AidToNavigation(aid("CHINA ROSE MURPHY EX", "PRESS ALERT"));
    assert_eq!(Message::decode(&long.encode(), Leniency::Strict), Ok(long));
}

/// M.1371-5, annex 8, Message 24: an auxiliary craft has an MMSI of 98 and seven digits.
#[test]
fn an_auxiliary_craft_sends_the_mmsi_of_its_mother_ship_in_place_of_its_size() {
    let craft = StaticDataB {
        to_bow: 209,
        to_stern: 509,
        to_port: 13,
        to_starboard: 0,
        ..StaticDataB::unavailable(984_401_234)
    };
    assert_eq!(craft.mothership_mmsi(), Some(209 << 21 | 509 << 12 | 13 << 6));
    assert_eq!(craft.dimensions(), None);
    assert!(StaticDataB { mmsi: 440_123_456, ..craft }.dimensions().is_some());
}

/// M.1371-5, annex 8, Messages 17, 22, 23: corners and stations are sent in 1/10 minutes.
#[test]
fn places_of_base_stations_are_shown_in_degrees() {
    let area = ais::Area { ne_lon: -44_100, ne_lat: 27_330, sw_lon: -48_100, sw_lat: 25_400 };
    let group = ais::GroupAssignment {
        repeat: 0,
        mmsi: 2_268_120,
        spare: 0,
        area,
        station_type: 6,
        shiptype: 0,
        spare2: 0,
        txrx: 0,
        interval: 9,
        quiet: 0,
        spare3: 0,
    };
    let shown = json(&Message::GroupAssignment(group));
    assert_eq!((shown["ne_lon"].as_f64(), shown["ne_lat"].as_f64()), (Some(-73.5), Some(45.55)));
    assert_eq!(area.south_west().unwrap().resolution(), Resolution::Coarse);
    let corrections = Message::decode(&Payload::from_armour(b"A02VqLPA4I6C0", 0).unwrap(), Leniency::Lenient);
    assert_eq!(corrections, Err(RejectReason::BadLength), "78 bits are two too few");
    let Ok(Message::GnssCorrections(m)) =
        Message::decode(&Payload::from_armour(b"A02VqLPA4I6C07", 4).unwrap(), Leniency::Strict)
    else {
        panic!("no type 17")
    };
    let m = ais::GnssCorrections { longitude: 17_478, latitude: 35_992, ..m };
    let shown = json(&Message::GnssCorrections(m));
    assert_eq!((shown["lon"].as_f64(), shown["lat"].as_f64()), (Some(29.13), Some(59.986667)));
}

/// M.1371-5, annex 8, table 47 and the messages' notes on `@`.
#[test]
fn six_bit_text_ends_at_the_at_sign_without_trailing_spaces_and_keeps_leading_ones() {
    let name = Text::<20>::new("  SEA STAR  @OLD");
    assert_eq!(name.as_str(), "  SEA STAR");
    assert_eq!(name.raw(), "  SEA STAR  @OLD@@@@");
    let text = LongText::new(" PAN PAN  @@");
    assert_eq!((text.to_string(), text.raw()), (" PAN PAN".into(), " PAN PAN  @@".into()));
}

/// IEC 61162-1, 8.3 VDM: the armour has 64 characters, fill bits are 0 to 5; M.1371-5: five slots hold 1064 bits.
#[test]
fn what_no_radio_can_have_sent_is_rejected_with_its_reason() {
    let long = "w".repeat(180);
    for (body, reason) in [
        ("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CX,0".to_owned(), RejectReason::BadArmour),
        ("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208Cx,0".to_owned(), RejectReason::BadArmour),
        ("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,6".to_owned(), RejectReason::BadFillBits),
        (format!("AIVDM,1,1,,A,{long},0"), RejectReason::PayloadTooLong),
        ("AIVDM,1,1,,A,,0".to_owned(), RejectReason::EmptyPayload),
    ] {
        assert_eq!(rejected(&summed(&body)), reason, "{body}");
    }
}

/// NMEA 0183: two hex digits behind `*` are the XOR of all between `!` and `*`.
#[test]
fn a_wrong_checksum_is_rejected_a_missing_one_for_another_reason_and_lenient_both_are_kept_and_flagged() {
    let (wrong, missing) = (REPORT.replace("*4A", "*4B"), REPORT.replace("*4A", ""));
    assert_eq!(rejected(&wrong), RejectReason::BadChecksum);
    assert_eq!(rejected(&missing), RejectReason::MissingChecksum);
    for (line, fault) in [(wrong, Faults::CHECKSUM), (missing, Faults::NO_CHECKSUM)] {
        let mut decoder = Decoder::new(Options::lenient());
        let Outcome::Message(decoded) = decoder.push(line.as_bytes(), 0) else { panic!("{line}") };
        assert_eq!(decoded.faults, fault);
    }
}

/// M.1371-5, annex 8, Message 27: a coarse repeat of what types 1 to 3, 18 or 19 say.
#[test]
fn a_long_range_report_is_kept_beside_the_fine_one_and_marked_coarse() {
    let fine = PositionReport { longitude: 77_000_123, latitude: 21_000_123, ..silent() };
    let coarse = LongRange { longitude: 77_000, latitude: 21_000, ..LongRange::unavailable(fine.mmsi) };
    assert!(!fine.position().unwrap().is_coarse());
    let position = coarse.position().unwrap();
    assert!(position.is_coarse());
    assert_eq!(position.longitude_ten_thousandths(), 77_000_000);
    assert_eq!(lengths(Message::LongRange(coarse), 90..=170), [96, 168]);
}

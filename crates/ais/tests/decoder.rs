//! What archives do, line by line: times before and behind sentences, parts that come late, twice or not at all.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use ais::{
    Channel, Decoded, Decoder, Faults, Framing, Message, Options, Outcome, RejectReason, SkipReason,
    StaticAndVoyage, TagBlock, Text, TimeSource, sentences,
};

const REPORT: &str = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

fn decoder() -> Decoder<usize> {
    Decoder::new(Options::default())
}

fn message<'d>(decoder: &'d mut Decoder<usize>, line: &str, at: usize) -> Decoded<'d, usize> {
    match decoder.push(line.as_bytes(), at) {
        Outcome::Message(decoded) => decoded,
        other => panic!("{line} is {other:?}"),
    }
}

fn rejected(options: Options, line: &str) -> RejectReason {
    match Decoder::new(options).push(line.as_bytes(), 0) {
        Outcome::Rejected(reason) => reason,
        other => panic!("{line} is {other:?}"),
    }
}

fn skipped(line: &str) -> SkipReason {
    match decoder().push(line.as_bytes(), 0) {
        Outcome::Skipped(reason) => reason,
        other => panic!("{line} is {other:?}"),
    }
}

/// The two sentences of a type 5 of the ship so named.
fn voyage(name: &str, sequence: u8) -> [String; 2] {
    let message = StaticAndVoyage { shipname: Text::new(name), ..StaticAndVoyage::unavailable(441_000_001) };
    let framing = Framing { sequence, ..Framing::default() };
    sentences(&Message::StaticAndVoyage(message).encode(), framing).try_into().unwrap()
}

fn name(message: &Message) -> String {
    let Message::StaticAndVoyage(voyage) = message else { panic!("{message:?}") };
    voyage.shipname.to_string()
}

fn tagged(source: &str, epoch_s: i64, sentence: &str) -> String {
    format!(
        "{}{sentence}",
        TagBlock { source: Some(source), time_ms: Some(epoch_s * 1000), ..TagBlock::default() }
    )
}

/// The line with its checksum made right again.
fn summed(body: &str) -> String {
    let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
    format!("!{body}*{sum:02X}")
}

#[test]
fn a_class_a_report_is_read_to_the_last_field() {
    let mut decoder = decoder();
    let decoded = message(&mut decoder, REPORT, 7);
    let Message::PositionReport(report) = decoded.message else { panic!("{:?}", decoded.message) };
    let position = report.position().unwrap();
    assert_eq!(
        (position.longitude_ten_thousandths(), position.latitude_ten_thousandths()),
        (-74_037_230, 29_028_980)
    );
    assert_eq!((report.speed_knots(), report.course_degrees()), (Some(12.3), Some(224.0)));
    assert_eq!((decoded.parts, decoded.channel, decoded.received), (&[7][..], Some(Channel::A), None));
    assert!(decoded.faults.is_empty() && !decoded.own_ship);
}

#[test]
fn time_and_station_come_from_tag_block_tail_or_prefix_in_that_order() {
    let tail = ",r003669945,1274103580";
    for (line, source, ms, station) in [
        (tagged("rBUSAN", 1_418_169_601, REPORT), TimeSource::TagBlock, 1_418_169_601_000, Some("rBUSAN")),
        (format!("{REPORT}{tail}"), TimeSource::Tail, 1_274_103_580_000, Some("r003669945")),
        (
            format!("{}{tail}", tagged("x", 1_418_169_601, REPORT)),
            TimeSource::TagBlock,
            1_418_169_601_000,
            Some("x"),
        ),
        (format!("2014-12-10T00:00:01Z {REPORT}"), TimeSource::Prefix, 1_418_169_601_000, None),
        (format!("1418169601250;{REPORT}"), TimeSource::Prefix, 1_418_169_601_250, None),
    ] {
        let mut decoder = decoder();
        let decoded = message(&mut decoder, &line, 0);
        let received = decoded.received.unwrap();
        assert_eq!((received.source, received.epoch_ms), (source, ms), "{line}");
        assert_eq!(decoded.station.as_ref().map(ais::Station::as_str), station, "{line}");
    }
}

#[test]
fn a_gatehouse_line_times_the_sentence_it_names_and_no_other() {
    let time = "$PGHP,1,2013,3,18,9,19,9,499,219,,2190048,1,28*23";
    let own = "!BSVDM,1,1,,B,14VliT002O0q2DBP:dAu7JRD0<0s,0*28";
    let mut decoder = decoder();
    assert!(matches!(decoder.push(time.as_bytes(), 0), Outcome::Skipped(SkipReason::TimestampOnly)));
    assert!(matches!(decoder.push(br"\si:AISD*3F\", 1), Outcome::Skipped(SkipReason::TagBlockOnly)));
    let decoded = message(&mut decoder, own, 2);
    assert_eq!(decoded.received.unwrap().epoch_ms, 1_363_598_349_499);
    assert_eq!((decoded.time_line, decoded.parts), (Some(0), &[2][..]));
    assert_eq!(decoded.station.unwrap().as_str(), "2190048");
    assert_eq!(message(&mut decoder, own, 3).time_line, None);
    decoder.push(time.as_bytes(), 4);
    assert_eq!(message(&mut decoder, REPORT, 5).time_line, None);
}

#[test]
fn a_gatehouse_line_names_a_message_in_parts_by_the_sum_of_their_checksums() {
    let mut decoder = decoder();
    decoder.push(b"$PGHP,1,2014,10,5,15,57,32,248,261,,,1,3C*6C", 0);
    decoder.push(b"!AIVDM,2,1,7,A,53A0iB02=o?4uPi7:20huAE>222222222222221I9H<676SB0;BhC2CR,0*23", 1);
    let decoded = message(&mut decoder, "!AIVDM,2,2,7,A,AlPA88888888880,2*1F", 2);
    assert_eq!(decoded.time_line, Some(0));
    assert_eq!(decoded.parts, [1, 2]);
}

#[test]
fn a_group_joins_parts_though_only_the_first_names_its_station() {
    let mut decoder = decoder();
    let first = r"\g:1-2-3985,s:rEV02,c:1334337317*2D\!AIVDM,2,1,9,B,58KvN<42ACikUKW77F1H4hF0<PTp622222222216`0`cF5BF0RT13H0T,0*70";
    assert!(matches!(decoder.push(first.as_bytes(), 0), Outcome::Fragment));
    let decoded = message(&mut decoder, r"\g:2-2-3985*5A\!AIVDM,2,2,9,B,PFRC88888888880,2*29", 1);
    assert_eq!(decoded.received.unwrap().epoch_ms, 1_334_337_317_000);
    assert_eq!(decoded.station.unwrap().as_str(), "rEV02");
}

#[test]
fn parts_of_two_stations_are_not_mixed() {
    let (here, there) = (voyage("HERE", 3), voyage("THERE", 3));
    let mut decoder = decoder();
    for (at, line) in [&tagged("a", 100, &here[0]), &tagged("b", 100, &there[0])].into_iter().enumerate() {
        assert!(matches!(decoder.push(line.as_bytes(), at), Outcome::Fragment));
    }
    let decoded = message(&mut decoder, &tagged("a", 100, &here[1]), 2);
    assert_eq!((name(&decoded.message), decoded.parts), ("HERE".into(), &[0, 2][..]));
    let decoded = message(&mut decoder, &tagged("b", 100, &there[1]), 3);
    assert_eq!((name(&decoded.message), decoded.parts), ("THERE".into(), &[1, 3][..]));
}

#[test]
fn a_second_part_without_tag_block_belongs_to_the_first_just_before_it() {
    let [first, second] = voyage("HERE", 3);
    let mut decoder = decoder();
    decoder.push(tagged("a", 100, &first).as_bytes(), 0);
    assert_eq!(message(&mut decoder, &second, 1).station.unwrap().as_str(), "a");
}

#[test]
fn the_same_part_from_two_receivers_makes_two_messages() {
    let [first, second] = voyage("TWICE", 3);
    let mut decoder = decoder();
    decoder.push(first.as_bytes(), 0);
    decoder.push(first.as_bytes(), 1);
    assert_eq!(message(&mut decoder, &second, 2).parts, [0, 2]);
    assert_eq!(message(&mut decoder, &second, 3).parts, [1, 3]);
}

#[test]
fn a_part_whose_sequence_id_is_used_again_is_given_up_and_not_mixed_into_the_next_ship() {
    let (old, new) = (voyage("OLD", 3), voyage("NEW", 3));
    let mut decoder = decoder();
    decoder.push(old[0].as_bytes(), 0);
    decoder.push(new[0].as_bytes(), 1);
    let decoded = message(&mut decoder, &new[1], 2);
    assert_eq!((name(&decoded.message), decoded.parts), ("NEW".into(), &[1, 2][..]));
    assert_eq!(decoder.take_orphans(), [(0, RejectReason::IncompleteMessage)]);
}

#[test]
fn a_second_part_whose_first_was_lost_does_not_end_the_next_ship_that_takes_its_sequence_id() {
    let (lost, next) = (voyage("LOST", 3), voyage("NEXT", 3));
    let mut decoder = decoder();
    decoder.push(lost[1].as_bytes(), 0);
    (1..=100).for_each(|at| assert!(matches!(decoder.push(REPORT.as_bytes(), at), Outcome::Message(_))));
    assert!(matches!(decoder.push(next[0].as_bytes(), 101), Outcome::Fragment));
    let decoded = message(&mut decoder, &next[1], 102);
    assert_eq!((name(&decoded.message), decoded.parts), ("NEXT".into(), &[101, 102][..]));
    decoder.finish();
    assert_eq!(decoder.take_orphans(), [(0, RejectReason::IncompleteMessage)]);
}

#[test]
fn parts_in_the_wrong_order_are_joined_when_near_or_when_a_group_names_them() {
    let [first, second] = voyage("BACK", 3);
    let grouped = |number: u8, at: u32, line: &str| format!(r"\g:{number}-2-77,c:{at}*00\{line}");
    let joins = |late: String, between: usize, early: String| {
        let mut decoder = decoder();
        decoder.push(late.as_bytes(), 0);
        for _ in 0..between {
            decoder.push(REPORT.as_bytes(), 0);
        }
        matches!(decoder.push(early.as_bytes(), 1), Outcome::Message(_))
    };
    assert!(joins(second.clone(), 99, first.clone()));
    assert!(!joins(second.clone(), 100, first.clone()));
    assert!(joins(tagged("a", 1_000, &second), 0, tagged("a", 1_002, &first)));
    assert!(!joins(tagged("a", 1_000, &second), 0, tagged("a", 1_003, &first)));
    assert!(joins(grouped(2, 1_000, &second), 200, grouped(1, 1_030, &first)));
}

#[test]
fn parts_of_two_talkers_are_not_mixed() {
    let [first, second] = voyage("HERE", 3);
    let mut decoder = decoder();
    decoder.push(summed(&first[1..first.len() - 3].replace("AIVDM", "BSVDM")).as_bytes(), 0);
    assert!(matches!(decoder.push(second.as_bytes(), 1), Outcome::Fragment));
    assert!(matches!(decoder.push(first.as_bytes(), 2), Outcome::Message(_)));
}

#[test]
fn parts_thirty_seconds_apart_are_joined_and_thirty_one_are_not() {
    let [first, second] = voyage("LATE", 3);
    for (seconds, joined) in [(30, true), (31, false)] {
        let mut decoder = decoder();
        decoder.push(tagged("a", 1_000, &first).as_bytes(), 0);
        let outcome = decoder.push(tagged("a", 1_000 + seconds, &second).as_bytes(), 1);
        assert_eq!(matches!(outcome, Outcome::Message(_)), joined, "{seconds}");
        decoder.finish();
        assert_eq!(decoder.take_orphans().len(), if joined { 0 } else { 2 });
    }
}

#[test]
fn a_message_of_the_wrong_length_in_parts_rejects_all_its_lines_once() {
    let mut decoder = decoder();
    decoder.push(summed("AIVDM,2,1,4,A,53@o0E,0").as_bytes(), 0);
    assert!(matches!(
        decoder.push(summed("AIVDM,2,2,4,A,0000,0").as_bytes(), 1),
        Outcome::Rejected(RejectReason::BadLength)
    ));
    assert_eq!(decoder.take_orphans(), [(0, RejectReason::BadLength)]);
}

#[test]
fn what_is_no_report_is_skipped_with_its_reason() {
    for (line, reason) in [
        ("", SkipReason::Blank),
        (" \r", SkipReason::Blank),
        ("# log of May", SkipReason::Comment),
        ("$GPZDA,095559,,,,00,*4D", SkipReason::NotAis),
        ("$BSALR,,006,V,V,general failure*62", SkipReason::NotAis),
        (r"\si:AISD*3F\", SkipReason::TagBlockOnly),
        ("$PGHP,1,2013,3,18,9,19,9,499,219,,2190048,1,28*23", SkipReason::TimestampOnly),
    ] {
        assert_eq!(skipped(line), reason, "{line}");
    }
}

#[test]
fn every_fault_has_its_reason() {
    let long = "w".repeat(190);
    for (line, reason) in [
        ("hello".into(), RejectReason::NotNmea),
        (REPORT.replace("*4A", "*4B"), RejectReason::BadChecksum),
        (REPORT.replace("*4A", ""), RejectReason::MissingChecksum),
        (REPORT.replace('!', "$"), RejectReason::WrongDelimiter),
        (format!("{REPORT}{REPORT}"), RejectReason::SeveralSentences),
        (format!(r"\c:1*{REPORT}"), RejectReason::BadTagBlock),
        ("x".repeat(1025), RejectReason::LineTooLong),
        ("$PGHP,1,2013,13,18,9,19,9,499,219,,2190048,1,28*12".into(), RejectReason::BadTimestamp),
        (summed("AIVDM,1,1,,A"), RejectReason::MissingFields),
        (summed("AIVDM,0,0,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), RejectReason::BadFragmentHeader),
        (summed("AIVDM,255,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), RejectReason::BadFragmentHeader),
        (summed("AIVDM,2,3,1,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), RejectReason::BadFragmentHeader),
        (summed("AIVDM,1,1,x,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), RejectReason::BadFragmentHeader),
        (summed("AIVDM,1,1,,A,,0"), RejectReason::EmptyPayload),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208C~,0"), RejectReason::BadArmour),
        (summed("AIVDM,2,1,1,A,15RTgt0PAso;90TKcjM8h6g208C~,0"), RejectReason::BadArmour),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,6"), RejectReason::BadFillBits),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,"), RejectReason::BadFillBits),
        (summed(&format!("AIVDM,1,1,,A,{long},0")), RejectReason::PayloadTooLong),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,5"), RejectReason::BadLength),
        (summed("AIVDM,1,1,,A,00000000000000000000,0"), RejectReason::UnknownType),
    ] {
        assert_eq!(rejected(Options::default(), &line), reason, "{line}");
    }
}

#[test]
fn a_lenient_decoder_keeps_what_is_readable_and_says_what_was_wrong() {
    for (line, fault) in [
        (REPORT.replace("*4A", "*4B"), Faults::CHECKSUM),
        (REPORT.replace("*4A", ""), Faults::NO_CHECKSUM),
        (REPORT.replace('!', "$"), Faults::DELIMITER),
        (format!(r"\c:noon*00\{REPORT}"), Faults::TAG_BLOCK),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,5"), Faults::LENGTH),
        (summed("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ08,0"), Faults::LENGTH),
    ] {
        let mut decoder = Decoder::new(Options::lenient());
        let decoded = message(&mut decoder, &line, 0);
        assert_eq!(decoded.faults, fault, "{line}");
        assert_eq!(decoded.message.mmsi(), 371_798_000);
    }
    let no_payload = summed("AIVDM,1,1,,A,,0");
    assert_eq!(rejected(Options::lenient(), &no_payload), RejectReason::EmptyPayload);
}

#[test]
fn a_tag_block_with_an_old_checksum_costs_a_flag_and_not_the_report() {
    let mut decoder = decoder();
    let decoded = message(&mut decoder, &format!(r"\c:1420030798*00\{REPORT}"), 0);
    assert_eq!(decoded.faults, Faults::TAG_BLOCK);
    assert_eq!(decoded.received.unwrap().epoch_ms, 1_420_030_798_000);
}

#[test]
fn talkers_and_channels_of_all_kinds_are_read() {
    for (talker, channel, expected) in [
        ("AI", "A", Channel::A),
        ("B2", "2", Channel::B),
        ("--", "1", Channel::A),
        ("SA", "C", Channel::Other(b'C')),
    ] {
        let mut decoder = decoder();
        let line = summed(&format!("{talker}VDM,1,1,,{channel},15RTgt0PAso;90TKcjM8h6g208CQ,0"));
        assert_eq!(message(&mut decoder, &line, 0).channel, Some(expected), "{talker}");
    }
}

#[test]
fn a_type_of_a_later_edition_is_kept_with_its_bits() {
    let mut decoder = decoder();
    let decoded = message(&mut decoder, &summed("AIVDM,1,1,,A,L03Ovl@000Htt,0"), 0);
    let Message::Unknown(unknown) = decoded.message else { panic!("{:?}", decoded.message) };
    assert_eq!((unknown.kind, unknown.mmsi, unknown.data.bits()), (28, 3_669_713, 40));
    assert_eq!(decoded.message.encode().to_armour(), (b"L03Ovl@000Htt".to_vec(), 0));
}

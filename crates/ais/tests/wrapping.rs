//! What archives put around sentences: talkers, tag blocks, prefixes and tails, one table each.

use ais::{Decoded, Decoder, Options, Outcome, RejectReason, TimeSource};

const BODY: &str = "VDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0";
const REPORT: &str = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
/// 2014-12-10T00:00:01Z in seconds.
const MOMENT: i64 = 1_418_169_601;

fn message<'d>(decoder: &'d mut Decoder<usize>, line: &str) -> Decoded<'d, usize> {
    match decoder.push(line.as_bytes(), 0) {
        Outcome::Message(decoded) => decoded,
        other => panic!("{line} is {other:?}"),
    }
}

fn checksum(body: &str) -> u8 {
    body.bytes().fold(0, |sum, byte| sum ^ byte)
}

/// Source, milliseconds and station of a line.
fn received(line: &str) -> (Option<(TimeSource, i64)>, Option<String>) {
    let mut decoder = Decoder::new(Options::default());
    let decoded = message(&mut decoder, line);
    assert_eq!(decoded.message.mmsi(), 371_798_000);
    let time = decoded.received.map(|time| (time.source, time.epoch_ms));
    (time, decoded.station.map(|station| station.to_string()))
}

#[test]
fn every_talker_is_read_and_vdo_is_the_own_ship() {
    for talker in ["AB", "AD", "AI", "AN", "AR", "AS", "AT", "AX", "BS", "SA", "B1", "B2", "--"] {
        for (formatter, own_ship) in [("VDM", false), ("VDO", true)] {
            let body = format!("{talker}{}", BODY.replace("VDM", formatter));
            let line = format!("!{body}*{:02X}", checksum(&body));
            let mut decoder = Decoder::new(Options::default());
            assert_eq!(message(&mut decoder, &line).own_ship, own_ship, "{line}");
        }
    }
}

#[test]
fn a_dollar_in_place_of_the_exclamation_mark_is_for_lenient_readers() {
    let line = REPORT.replace('!', "$");
    let outcome = Decoder::new(Options::default()).push(line.as_bytes(), 0).rejected();
    assert_eq!(outcome, Some(RejectReason::WrongDelimiter));
    message(&mut Decoder::new(Options::lenient()), &line);
}

trait Rejected {
    fn rejected(self) -> Option<RejectReason>;
}

impl Rejected for Outcome<'_, usize> {
    fn rejected(self) -> Option<RejectReason> {
        if let Outcome::Rejected(reason) = self { Some(reason) } else { None }
    }
}

#[test]
fn times_before_a_sentence_are_read_in_every_form() {
    for (prefix, ms) in [
        ("1418169601 ", 0),
        ("1418169601,", 0),
        ("1418169601.25 ", 250),
        ("1418169601250;", 250),
        ("1418169601250000 ", 250),
        ("1418169601250000000:", 250),
        ("2014-12-10T00:00:01Z ", 0),
        ("2014-12-10T00:00:01.250Z,", 250),
        ("2014-12-10 00:00:01 ", 0),
        ("2014-12-10 00:00:01.25: ", 250),
        ("[2014-12-10 00:00:01] ", 0),
        ("2014-12-10T09:00:01+09:00 ", 0),
        ("<134>1 2014-12-10T00:00:01.250Z rx1 ais 4711 - - ", 250),
        ("2014-12-10T00:00:01+00:00 rx1 ais[4711]: ", 0),
    ] {
        let time = (TimeSource::Prefix, MOMENT * 1000 + ms);
        assert_eq!(received(&format!("{prefix}{REPORT}")), (Some(time), None), "{prefix}");
    }
}

#[test]
fn a_prefix_without_a_year_or_without_a_time_gives_none() {
    for prefix in
        ["Dec 10 00:00:01 rx1 ais[4711]: ", "<134>Dec 10 00:00:01 rx1 ais: ", "00:00:01 ", "UdPbC\0"]
    {
        assert_eq!(received(&format!("{prefix}{REPORT}")), (None, None), "{prefix:?}");
    }
}

#[test]
fn tag_blocks_are_read_with_all_their_fields() {
    for (inner, ms, station) in [
        ("c:1418169601", Some(0), None),
        ("c:1418169601250", Some(250), None),
        ("s:rBUSAN,c:1418169601,d:OPS,n:42,r:17,t:free text,x:1", Some(0), Some("rBUSAN")),
        ("s:rBUSAN,i:old text", None, Some("rBUSAN")),
        ("q:u,c:1418169601,T:2014-12-10 00.00.01", Some(0), None),
        ("n:42,g:1-1-77", None, None),
        ("1G1:77", None, None),
    ] {
        let line = format!("\\{inner}*{:02X}\\{REPORT}", checksum(inner));
        let time = ms.map(|ms| (TimeSource::TagBlock, MOMENT * 1000 + ms));
        assert_eq!(received(&line), (time, station.map(str::to_owned)), "{inner}");
    }
}

#[test]
fn both_forms_of_a_group_join_its_parts() {
    let parts = [
        "!AIVDM,2,1,9,B,58KvN<42ACikUKW77F1H4hF0<PTp622222222216`0`cF5BF0RT13H0T,0*70",
        "!AIVDM,2,2,9,B,PFRC88888888880,2*29",
    ];
    for groups in [["g:1-2-3985,s:rA", "g:2-2-3985"], ["1G2:3985,s:rA", "2G2:3985"]] {
        let mut decoder = Decoder::new(Options::default());
        let tagged = |i: usize| format!("\\{}*{:02X}\\{}", groups[i], checksum(groups[i]), parts[i]);
        assert!(matches!(decoder.push(tagged(1).as_bytes(), 1), Outcome::Fragment));
        let decoded = match decoder.push(tagged(0).as_bytes(), 0) {
            Outcome::Message(decoded) => decoded,
            other => panic!("{groups:?}: {other:?}"),
        };
        assert_eq!((decoded.message.kind(), decoded.parts), (5, &[0, 1][..]));
    }
}

#[test]
fn tails_of_the_coast_guard_and_of_loggers_give_station_and_time() {
    for (tail, station) in [
        (",r003669945,1418169601", Some("r003669945")),
        (",b003669710,1418169601", Some("b003669710")),
        (",d-109,S2105,t050056.00,T56.13718694,r003669946,1418169601,1418160000", Some("r003669946")),
        (",s26785,d-092,T12.34567890,x170333,r3669961,1418169601", Some("r3669961")),
        (",1418169601", None),
        (",1418169601000", None),
        (" 1418169601", None),
    ] {
        let time = (TimeSource::Tail, MOMENT * 1000);
        assert_eq!(received(&format!("{REPORT}{tail}")), (Some(time), station.map(str::to_owned)), "{tail}");
    }
}

//! Logs of sentences that are damaged, doubled, torn apart, or of other things than ships.

use ais::{Framing, Message, PositionReport, sentences, ten_thousandth_minutes};
use darkwake_archive::ReadOptions;
use model::Timestamp;

use super::case::{Case, case};
use crate::support::{checksum, fix_sentence, sentence, static_sentences};

/// A good line.
const ONE: &str = "1 = 1 accepted; 1 fix, 0 static";

pub(super) fn cases() -> Vec<Case> {
    [lines(), sentences_that_fail(), parts(), times(), numbers(), values(), json()]
        .into_iter()
        .flatten()
        .collect()
}

/// A line logged on the last day of 2014.
fn timed(sentence: &str) -> String {
    format!("1420030798,{sentence}")
}

fn good() -> String {
    timed(&fix_sentence())
}

/// A good line, then these.
fn log(lines: &[&str]) -> String {
    [&[good().as_str()], lines].concat().join("\n") + "\n"
}

/// The answer to a good line and others that are rejected.
fn rejected(reason: &str, count: usize) -> String {
    format!("{} = 1 accepted, !{reason} {count}; 1 fix, 0 static", 1 + count)
}

/// The answer to a good line and one that is skipped.
fn skipped(reason: &str) -> String {
    format!("2 = 1 accepted, {reason} 1; 1 fix, 0 static")
}

/// A time line of Gatehouse for the sentence with this checksum.
fn time_line(clock: &str, sum: &str) -> String {
    let body = format!("PGHP,1,{clock},440,,4400001,1,{sum}");
    format!("${body}*{:02X}", checksum(&body))
}

/// An instrument's sentence.
fn instrument(body: &str) -> String {
    format!("${body}*{:02X}", checksum(body))
}

fn lines() -> Vec<Case> {
    let fix = good();
    let fix = fix.as_str();
    vec![
        case("a good line", log(&[]), ONE)
            .fix("440000001 2014-12-31T12:59:58Z 35.05,129.1 8.3 kn - deg heading -"),
        case("a blank line", log(&["  "]), skipped("blank")),
        case("a comment", log(&["# moved to the roof"]), skipped("comment")),
        case("a sentence of an instrument", log(&["$GPGGA,1,2*5A"]), skipped("not_ais")),
        case("a line of words", log(&["the antenna is wet"]), rejected("not_nmea", 1)),
        case("a run of NUL on a line", log(&[&"\0".repeat(900)]), rejected("not_nmea", 1)),
        case(
            "a run of NUL on the time before a sentence",
            log(&[&format!("{}{fix}", "\0".repeat(90))]),
            rejected("no_time", 1),
        ),
        case(
            "a line of two kilobytes",
            log(&[&"x".repeat(2_000), fix]),
            "3 = 2 accepted, !line_too_long 1; 2 fix, 0 static",
        ),
        case(
            "a line of two megabytes",
            log(&[&"x".repeat(2 << 20), fix]),
            "3 = 2 accepted, !line_too_long 1; 2 fix, 0 static",
        ),
        case("the same line again from another receiver", log(&[fix]), "2 = 2 accepted; 2 fix, 0 static"),
    ]
}

fn sentences_that_fail() -> Vec<Case> {
    let bare = fix_sentence();
    let body = &bare[1..bare.len() - 3];
    let fill = body.len() - 1;
    let changed = |at: usize, to: char| {
        let changed = format!("{}{to}{}", &body[..at], &body[at + 1..]);
        timed(&sentence(&changed))
    };
    let faulty = |name, line: String, reason| case(name, log(&[&line]), rejected(reason, 1));
    vec![
        faulty("a payload with one letter changed", timed(&bare.replacen(",A,1", ",A,3", 1)), "bad_checksum"),
        faulty("a sentence without its checksum", format!("1420030798,!{body}"), "missing_checksum"),
        faulty("a sentence cut off in its checksum", timed(&bare[..bare.len() - 1]), "bad_checksum"),
        faulty("a sentence cut off in its payload", timed(&bare[..30]), "missing_checksum"),
        faulty("a sentence that starts with a dollar", timed(&format!("${}", &bare[1..])), "wrong_delimiter"),
        faulty("two sentences on a line", timed(&format!("{bare}{bare}")), "several_sentences"),
        faulty("a payload with a letter outside the armour", changed(20, 'x'), "bad_armour"),
        faulty("six fill bits", changed(fill, '6'), "bad_fill_bits"),
        faulty("fill bits in words", changed(fill, 'z'), "bad_fill_bits"),
        faulty("a message of a length that its type does not have", changed(fill, '2'), "bad_length"),
        faulty(
            "a message of type 0",
            timed(&sentence("AIVDM,1,1,,A,0000000000000000000000000000,0")),
            "unknown_type",
        ),
        faulty(
            "a message in no parts",
            timed(&sentence("AIVDM,0,0,,A,16TTP@OP?w<tSF0l4Q@>4?wp0000,0")),
            "bad_fragment_header",
        ),
        faulty(
            "a message in 255 parts",
            timed(&sentence("AIVDM,255,1,1,A,16TTP@OP?w<tSF0l4Q@>4?wp0000,0")),
            "bad_fragment_header",
        ),
        faulty(
            "a third part of two",
            timed(&sentence("AIVDM,2,3,1,A,16TTP@OP?w<tSF0l4Q@>4?wp0000,0")),
            "bad_fragment_header",
        ),
        faulty("an empty payload", timed(&sentence("AIVDM,1,1,,A,,0")), "empty_payload"),
        faulty("too few fields", timed(&sentence("AIVDM,1,1")), "missing_fields"),
        case("an odd length, and lenient", log(&[&changed(fill, '2')]), "2 = 2 accepted; 2 fix, 0 static")
            .with(&ReadOptions { lenient: true, ..ReadOptions::default() }),
        case(
            "no checksum, and lenient",
            log(&[&format!("1420030798,!{body}")]),
            "2 = 2 accepted; 2 fix, 0 static",
        )
        .with(&ReadOptions { lenient: true, ..ReadOptions::default() }),
    ]
}

fn parts() -> Vec<Case> {
    let [first, second] = static_sentences().map(|part| timed(&part));
    let (first, second) = (first.as_str(), second.as_str());
    let [other, _] = static_sentences();
    let other = timed(&sentence(&other[1..other.len() - 3].replace(",2,1,1,", ",2,1,2,")));
    let fix = good();
    vec![
        case(
            "a message in two parts with a line between",
            format!("{first}\n{fix}\n{second}\n"),
            "3 = 3 accepted; 1 fix, 1 static",
        ),
        case(
            "the parts in the wrong order",
            format!("{second}\n{first}\n"),
            "2 = 2 accepted; 0 fix, 1 static",
        ),
        case("a first part alone", log(&[first]), rejected("incomplete_message", 1)),
        case("a last part alone", log(&[second]), rejected("incomplete_message", 1)),
        case(
            "parts a day apart",
            log(&[first, &second.replace("1420030798", "1420117198")]),
            rejected("incomplete_message", 2),
        ),
        case(
            "a first part that comes twice",
            log(&[first, first, second]),
            "4 = 3 accepted, !incomplete_message 1; 1 fix, 1 static",
        ),
        case(
            "a part whose other part has another sequence id",
            log(&[&other, second]),
            rejected("incomplete_message", 2),
        ),
    ]
}

fn times() -> Vec<Case> {
    let bare = fix_sentence();
    let bare = bare.as_str();
    let sum = &bare[bare.len() - 2..];
    let day = Timestamp::from_rfc3339("2014-08-15T00:00:00Z").ok();
    let dated = ReadOptions { date: day, ..ReadOptions::default() };
    let clock = |time: &str| instrument(&format!("GPRMC,{time},A,3503.0,N,12906.0,E,8.3,90.0,150814,,"));
    let untimed = log(&[bare]);
    vec![
        case("a log without any time", format!("{bare}\n"), "refused: --date"),
        case("a log without any time, of a named day", format!("{bare}\n"), ONE)
            .with(&dated)
            .fix("440000001 2014-08-15T00:00:00Z 35.05,129.1 8.3 kn - deg heading -"),
        case("a line without time among others", untimed, rejected("no_time", 1)),
        case(
            "parts without time",
            log(&static_sentences().each_ref().map(String::as_str)),
            rejected("no_time", 2),
        ),
        case("a clock of 1973", log(&[&format!("100000000,{bare}")]), rejected("absurd_time", 1)),
        case("a clock of 2286", log(&[&format!("9999999999,{bare}")]), rejected("absurd_time", 1)),
        case("a tag block with unknown fields", format!("\\z:1,c:1420030798,q:x*00\\{bare}\n"), ONE)
            .fix("440000001 2014-12-31T12:59:58Z 35.05,129.1 8.3 kn - deg heading -"),
        case("a tag block without a sentence", log(&["\\c:1420030798*53\\"]), skipped("tag_block_only")),
        case(
            "a tag block without its end",
            log(&[&format!("\\c:1420030798*53{bare}")]),
            rejected("bad_tag_block", 1),
        ),
        case(
            "a tag block whose time is a word",
            log(&[&format!("\\c:noon*00\\{bare}")]),
            rejected("bad_tag_block", 1),
        ),
        case(
            "time lines alone",
            format!("{0}\n{0}\n", time_line("2014,12,31,12,59,58,250", sum)),
            "2 = 0 accepted, timestamp_only 2; 0 fix, 0 static",
        ),
        case(
            "a time line of a thirteenth month",
            log(&[&time_line("2014,13,31,12,59,58,250", sum), bare]),
            "3 = 1 accepted, !bad_timestamp 1, !no_time 1; 1 fix, 0 static",
        ),
        case(
            "a time line of another sentence",
            log(&[&time_line("2014,12,31,12,59,58,250", "00"), bare]),
            "3 = 1 accepted, timestamp_only 1, !no_time 1; 1 fix, 0 static",
        ),
        case(
            "a time line of a leap second",
            format!("{}\n{bare}\n", time_line("2016,12,31,23,59,60,0", sum)),
            "2 = 1 accepted, timestamp_only 1; 1 fix, 0 static",
        )
        .fix("440000001 2016-12-31T23:59:59Z 35.05,129.1 8.3 kn - deg heading -"),
        case(
            "instruments alone",
            format!("{0}\n{0}\n", clock("120000")),
            "2 = 0 accepted, not_ais 2; 0 fix, 0 static",
        ),
        case(
            "a log that its instruments take past midnight",
            format!("{}\n{bare}\n{}\n{bare}\n", clock("235959"), clock("000001")),
            "4 = 2 accepted, not_ais 2; 2 fix, 0 static",
        )
        .with(&dated)
        .fix("440000001 2014-08-16T00:00:01Z 35.05,129.1 8.3 kn - deg heading -"),
        case(
            "an instrument that is a second late at midnight",
            format!(
                "{}\n{}\n{}\n{}\n{bare}\n",
                clock("235959"),
                clock("000000"),
                clock("235959"),
                clock("000001")
            ),
            "5 = 1 accepted, not_ais 4; 1 fix, 0 static",
        )
        .with(&dated)
        .fix("440000001 2014-08-16T00:00:01Z 35.05,129.1 8.3 kn - deg heading -"),
        case(
            "an instrument that tells a leap second",
            format!("{}\n{}\n{bare}\n", clock("235950"), clock("235960")),
            "3 = 1 accepted, not_ais 2; 1 fix, 0 static",
        )
        .with(&dated)
        .fix("440000001 2014-08-15T23:59:59Z 35.05,129.1 8.3 kn - deg heading -"),
    ]
}

/// The line of a ship off Busan, changed.
fn report(change: impl FnOnce(&mut PositionReport)) -> String {
    let mut report = PositionReport {
        longitude: ten_thousandth_minutes(129.1),
        latitude: ten_thousandth_minutes(35.05),
        speed: 83,
        ..PositionReport::unavailable(440_000_001)
    };
    change(&mut report);
    timed(&sentences(&Message::PositionReport(report).encode(), Framing::default())[0]) + "\n"
}

/// Lines of JSON in place of sentences.
fn json() -> Vec<Case> {
    let version = r#"{"class":"VERSION","release":"3.25","proto_major":3}"#;
    let gpsd = r#"{"class":"AIS","device":"stdin","type":1,"mmsi":440000001,"scaled":true,"speed":8.3,"lon":129.1,"lat":35.05}"#;
    let weather = r#"{"class":"AIS","device":"stdin","type":8,"mmsi":2300061,"scaled":true,"dac":1,"fid":11,"wspeed":11}"#;
    let catcher = r#"{"class":"AIS","device":"AIS-catcher","rxuxtime":1420030798,"type":1,"mmsi":440000001,"speed":8.3,"lon":129.1,"lat":35.05}"#;
    let stream = r#"{"Message":{"PositionReport":{"MessageID":1,"UserID":440000001,"Sog":8.3,"Longitude":129.1,"Latitude":35.05,"Valid":true}},"MessageType":"PositionReport","MetaData":{"time_utc":"2014-12-31 12:59:58.0 +0000 UTC"}}"#;
    let fix = "440000001 2014-12-31T12:59:58Z 35.05,129.1 8.3 kn - deg heading -";
    let date = Timestamp::from_rfc3339("2014-12-31T12:59:58Z").ok();
    let dated = ReadOptions { date, ..ReadOptions::default() };
    vec![
        case("lines of AIS-catcher", format!("{catcher}\n"), ONE).fix(fix),
        case("lines of aisstream", format!("{stream}\n"), ONE).fix(fix),
        case(
            "lines of gpsd without a day",
            format!("{version}\n{gpsd}\n"),
            "refused: name the day with --date",
        ),
        case(
            "lines of gpsd",
            format!("{version}\n{gpsd}\n{weather}\n{}\n", &gpsd[..50]),
            "4 = 1 accepted, interpreted_data 1, not_ais 1, !bad_json 1; 1 fix, 0 static",
        )
        .with(&dated)
        .fix(fix),
        case("JSON of something else", "{\"id\":1,\"lat\":35.1}\n", "refused: is JSON"),
    ]
}

fn numbers() -> Vec<Case> {
    let of = |name, mmsi: u32| case(name, report(|ship| ship.mmsi = mmsi), ONE);
    vec![
        of("a radio that sends MMSI 0", 0).fix("0 2014-12-31T12:59:58Z 35.05,129.1 8.3 kn - deg heading -"),
        of("a radio that sends MMSI 1193046", 1_193_046)
            .fix("1193046 2014-12-31T12:59:58Z 35.05,129.1 8.3 kn - deg heading -"),
        case(
            "a radio that sends an MMSI of ten digits",
            report(|ship| ship.mmsi = 1_073_741_823),
            "1 = 0 accepted, !bad_mmsi 1; 0 fix, 0 static",
        ),
    ]
}

fn values() -> Vec<Case> {
    let on_air = "1 = 1 accepted; 0 fix, 1 static";
    vec![
        case(
            "a ship that says nothing but its number",
            report(|ship| *ship = PositionReport::unavailable(440_000_001)),
            on_air,
        ),
        case("a latitude of 91 beside a longitude", report(|ship| ship.latitude = 91 * 600_000), on_air),
        case("a longitude of 181 beside a latitude", report(|ship| ship.longitude = 181 * 600_000), on_air),
        case("a latitude beyond the pole", report(|ship| ship.latitude = 95 * 600_000), on_air),
        case("a position of 0,0", report(|ship| (ship.latitude, ship.longitude) = (0, 0)), ONE)
            .fix("440000001 2014-12-31T12:59:58Z 0,0 8.3 kn - deg heading -"),
        case(
            "a speed of 102.3, a course of 360, a heading of 511",
            report(|ship| (ship.speed, ship.course, ship.heading) = (1023, 3600, 511)),
            ONE,
        )
        .fix("440000001 2014-12-31T12:59:58Z 35.05,129.1 - kn - deg heading -"),
        case(
            "a speed of 102.2, a course of 409.5, a heading of 400",
            report(|ship| (ship.speed, ship.course, ship.heading) = (1022, 4095, 400)),
            ONE,
        )
        .fix("440000001 2014-12-31T12:59:58Z 35.05,129.1 - kn - deg heading -"),
    ]
}

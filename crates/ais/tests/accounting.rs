//! The law of the ledger: every line pushed is accepted, skipped or rejected exactly once, whatever the bytes.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod real;

use std::collections::BTreeMap;
use std::fs;

use ais::{Decoder, Framing, Message, Options, Outcome, PositionReport, StaticAndVoyage, Text, sentences};
use proptest::prelude::*;

/// Lines by what became of them.
#[derive(Debug, Default)]
struct Ledger {
    lines: u64,
    accepted: u64,
    messages: u64,
    skipped: BTreeMap<&'static str, u64>,
    rejected: BTreeMap<&'static str, u64>,
}

impl Ledger {
    /// Decodes all lines and checks that each number turns up once.
    fn of<'a>(lines: impl Iterator<Item = &'a [u8]>, options: Options) -> Self {
        let mut decoder = Decoder::new(options);
        let mut ledger = Self::default();
        let mut seen = BTreeMap::<u64, u32>::new();
        for line in lines {
            ledger.lines += 1;
            let number = ledger.lines;
            let mut settle = |number: u64| *seen.entry(number).or_default() += 1;
            match decoder.push(line, number) {
                Outcome::Message(decoded) => {
                    ledger.messages += 1;
                    ledger.accepted += decoded.parts.len() as u64;
                    decoded.parts.iter().copied().for_each(settle);
                }
                Outcome::Fragment => {}
                Outcome::Skipped(reason) => {
                    settle(number);
                    *ledger.skipped.entry(reason.as_str()).or_default() += 1;
                }
                Outcome::Rejected(reason) => {
                    settle(number);
                    *ledger.rejected.entry(reason.as_str()).or_default() += 1;
                }
            }
        }
        decoder.finish();
        for (number, reason) in decoder.take_orphans() {
            *seen.entry(number).or_default() += 1;
            *ledger.rejected.entry(reason.as_str()).or_default() += 1;
        }
        assert!(decoder.take_orphans().is_empty());
        assert!(seen.values().all(|&times| times == 1), "a line counted twice");
        assert_eq!(seen.len() as u64, ledger.lines, "a line not counted");
        let sum =
            ledger.accepted + ledger.skipped.values().sum::<u64>() + ledger.rejected.values().sum::<u64>();
        assert_eq!(sum, ledger.lines);
        ledger
    }
}

#[test]
fn every_line_of_every_real_archive_is_counted_once() {
    for path in real::archives() {
        let bytes = fs::read(&path).unwrap();
        let lines = || bytes.split(|&byte| byte == b'\n');
        let strict = Ledger::of(lines(), Options::default());
        let lenient = Ledger::of(lines(), Options::lenient());
        assert!(strict.messages <= lenient.messages, "lenient lost messages of {}", path.display());
        println!("{}: {strict:?}, lenient {} messages", path.display(), lenient.messages);
    }
}

#[test]
fn the_ledger_holds_when_hardly_a_message_may_wait() {
    let lines = two_part_lines(200);
    let firsts = lines.iter().step_by(2).chain(lines.iter().skip(1).step_by(2));
    let options = Options { max_pending: 3, ..Options::default() };
    let ledger = Ledger::of(firsts.map(String::as_bytes), options);
    assert_eq!(ledger.lines, 400);
}

#[test]
fn three_hundred_thousand_lone_parts_leave_at_most_the_pending_ones_waiting() {
    let mut decoder = Decoder::new(Options::default());
    let lines = two_part_lines(1000);
    let mut given_up = 0;
    for number in 0..300_000usize {
        let line = format!("\\s:r{number}*00\\{}", lines[2 * (number % 1000)]);
        assert!(matches!(decoder.push(line.as_bytes(), number), Outcome::Fragment));
        given_up += decoder.take_orphans().len();
    }
    assert_eq!(given_up, 300_000 - Options::default().max_pending);
    decoder.finish();
    assert_eq!(decoder.take_orphans().len(), Options::default().max_pending);
}

#[test]
fn of_a_flood_of_equal_parts_sixty_four_wait_and_the_oldest_are_given_up() {
    let mut decoder = Decoder::new(Options::default());
    let [first, second] = &two_part_lines(1)[..] else { panic!("a type 5 has two parts") };
    for number in 0..100 {
        assert!(matches!(decoder.push(first.as_bytes(), number), Outcome::Fragment));
    }
    let given_up: Vec<usize> = decoder.take_orphans().into_iter().map(|(number, _)| number).collect();
    assert_eq!(given_up, (0..36).collect::<Vec<_>>());
    let Outcome::Message(decoded) = decoder.push(second.as_bytes(), 100) else { panic!("no message") };
    assert_eq!(decoded.parts, [36, 100]);
}

#[test]
fn in_a_kilobyte_two_messages_wait_and_in_a_byte_still_one() {
    let lines = two_part_lines(3);
    for (max_pending_bytes, waiting) in [(1_000, 2), (1, 1)] {
        let mut decoder = Decoder::new(Options { max_pending_bytes, ..Options::default() });
        for (number, first) in lines.iter().step_by(2).enumerate() {
            assert!(matches!(decoder.push(first.as_bytes(), number), Outcome::Fragment));
        }
        assert_eq!(decoder.take_orphans().len(), 3 - waiting);
        assert!(matches!(decoder.push(lines[5].as_bytes(), 3), Outcome::Message(_)));
    }
}

fn two_part_lines(count: u32) -> Vec<String> {
    let messages = (0..count).map(|i| StaticAndVoyage {
        shipname: Text::new(&format!("SHIP {i}")),
        ..StaticAndVoyage::unavailable(440_000_000 + i)
    });
    messages
        .zip((0u8..10).cycle())
        .flat_map(|(message, i)| {
            let framing = Framing { sequence: i, ..Framing::default() };
            sentences(&Message::StaticAndVoyage(message).encode(), framing)
        })
        .collect()
}

/// Lines near enough to real ones to reach every corner: pieces of sentences with bytes changed.
fn nearly_a_line() -> impl Strategy<Value = Vec<u8>> {
    const SEEDS: [&str; 8] = [
        r#"{"class":"AIS","type":1,"mmsi":371798000,"scaled":true,"speed":12.3,"turn":"fastleft"}"#,
        r#"{"class":"AIS","rxuxtime":1.5,"nmea":["!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"]}"#,
        r"\g:1-2-1604,s:rORBCOMM008,c:1418169601*00\!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D,0*63",
        r"!AIVDM,2,2,6,A,00000000008,2*2A",
        r"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A,r003669945,1274103580",
        r"$PGHP,1,2013,3,18,9,19,9,499,219,,2190048,1,28*23",
        r"2014-12-31T12:59:58Z !BSVDO,1,1,,B,14VliT002O0q2DBP:dAu7JRD0<0s,0*28",
        r"\1G2:1234,c:1*00\\s:x*00\$GPZDA,1*00",
    ];
    (
        prop::sample::select(&SEEDS[..]),
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    )
        .prop_map(|(seed, changes)| {
            let mut bytes = seed.as_bytes().to_vec();
            for (index, byte) in changes {
                let at = index.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        })
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_all_are_counted(lines in prop::collection::vec(any::<Vec<u8>>(), 0..20)) {
        Ledger::of(lines.iter().map(Vec::as_slice), Options::default());
        Ledger::of(lines.iter().map(Vec::as_slice), Options::lenient());
    }

    #[test]
    fn nor_do_lines_that_are_nearly_right(lines in prop::collection::vec(nearly_a_line(), 0..40)) {
        Ledger::of(lines.iter().map(Vec::as_slice), Options::default());
        Ledger::of(lines.iter().map(Vec::as_slice), Options::lenient());
    }

    #[test]
    fn parts_in_any_order_with_reports_between_become_all_their_messages(
        order in Just((0..10).collect::<Vec<usize>>()).prop_shuffle(),
        between in 0usize..3,
    ) {
        let lines = two_part_lines(5);
        let report = sentences(&Message::PositionReport(PositionReport::unavailable(1)).encode(), Framing::default());
        let shuffled = order.iter().flat_map(|&i| {
            std::iter::once(lines[i].as_bytes()).chain(std::iter::repeat_n(report[0].as_bytes(), between))
        });
        let ledger = Ledger::of(shuffled, Options::default());
        prop_assert_eq!(ledger.messages, 5 + 10 * between as u64);
        prop_assert!(ledger.rejected.is_empty());
    }
}

//! What decoding costs in memory: nothing for a sentence that is a message by itself, and no more than 4 MB for whatever
//! waits, counted by an allocator.

#![expect(
    unsafe_code,
    reason = "an allocator is unsafe to write; this one counts and hands on to the system's"
)]
#![expect(clippy::unwrap_used, reason = "writing to a string cannot fail")]
#![expect(clippy::print_stdout, reason = "a test says how much it counted")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::Write;

use ais::{
    AidToNavigation, BaseStation, BroadcastSafety, ColumnDecoder, Decoder, Framing, LongRange, LongText,
    Message, Options, Outcome, PositionReport, StandardClassB, StaticDataA, StaticDataB, TagBlock, sentences,
};

/// 4 MB: what `max_pending_bytes`, tables and undrained orphans may take together.
const MOST: isize = 4_000_000;
/// Lines pushed by each test of the bound.
const LINES: usize = 300_000;
/// Lines after which orphans are taken.
const NOW_AND_THEN: usize = 5_000;

thread_local! {
    /// Each test has a thread, so each counts for itself.
    static COUNTED: Cell<Counted> = const { Cell::new(Counted { allocations: 0, live: 0, peak: 0 }) };
}

#[derive(Clone, Copy, Default)]
struct Counted {
    allocations: usize,
    live: isize,
    peak: isize,
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is handed on to the system's allocator as it came. `realloc` is the default one, so that the old
// and the new memory are counted together while both live.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(|counted| {
            counted.allocations += 1;
            counted.live += layout.size() as isize;
            counted.peak = counted.peak.max(counted.live);
        });
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(|counted| counted.live -= layout.size() as isize);
        unsafe { System.dealloc(memory, layout) }
    }
}

fn count(change: impl FnOnce(&mut Counted)) {
    COUNTED.with(|cell| {
        let mut counted = cell.get();
        change(&mut counted);
        cell.set(counted);
    });
}

/// What `work` allocated, and the most it held at a time.
fn cost(work: impl FnOnce()) -> Counted {
    let before = COUNTED.get();
    COUNTED.set(Counted { peak: before.live, ..before });
    work();
    let after = COUNTED.get();
    Counted {
        allocations: after.allocations - before.allocations,
        live: after.live - before.live,
        peak: after.peak - before.live,
    }
}

/// Pushes `LINES` lines, none of which becomes a message, takes orphans now and then, and returns the most bytes held.
fn peak_of_orphans(mut write: impl FnMut(usize, &mut String)) -> isize {
    let mut line = String::with_capacity(2_000);
    let mut given_up = 0;
    let counted = cost(|| {
        let mut decoder = Decoder::new(Options::default());
        for number in 0..LINES {
            line.clear();
            write(number, &mut line);
            assert!(matches!(decoder.push(line.as_bytes(), number), Outcome::Fragment), "{line}");
            if number % NOW_AND_THEN == 0 {
                given_up += decoder.take_orphans().len();
            }
        }
        decoder.finish();
        given_up += decoder.take_orphans().len();
    });
    assert_eq!(given_up, LINES);
    assert_eq!(counted.live, 0);
    println!("{} bytes", counted.peak);
    counted.peak
}

/// The sentence of part `number` of `total`, with its checksum, behind what the line holds already.
fn write_part(line: &mut String, total: u8, number: u8, payload: &str) {
    let start = line.len();
    write!(line, "!AIVDM,{total},{number},1,A,{payload},0").unwrap();
    let sum = line[start + 1..].bytes().fold(0, |sum, byte| sum ^ byte);
    write!(line, "*{sum:02X}").unwrap();
}

/// Sixty characters that begin as a type 5 and differ from number to number.
fn payload(number: usize) -> String {
    format!("5{number:07}{}", "0".repeat(52))
}

#[test]
fn three_hundred_thousand_first_parts_of_as_many_stations_cost_at_most_four_megabytes() {
    let peak = peak_of_orphans(|number, line| {
        write!(line, "\\s:r{number}*00\\").unwrap();
        write_part(line, 2, 1, &payload(number));
    });
    assert!(peak <= MOST, "{peak} bytes");
}

#[test]
fn nor_do_they_cost_more_when_each_is_as_long_as_a_line_may_be() {
    let longest = "5".repeat(Options::default().max_line_bytes);
    let peak = peak_of_orphans(|number, line| {
        write!(line, "\\g:1-2-{number}*00\\").unwrap();
        let room = longest.len() - line.len() - "!AIVDM,2,1,1,A,,0*00".len();
        write_part(line, 2, 1, &longest[..room]);
        assert_eq!(line.len(), longest.len());
    });
    assert!(peak <= MOST, "{peak} bytes");
}

#[test]
fn nor_when_nine_parts_were_promised() {
    let peak = peak_of_orphans(|number, line| {
        write!(line, "\\s:r{number}*00\\").unwrap();
        write_part(line, 9, 1, &payload(number));
    });
    assert!(peak <= MOST, "{peak} bytes");
}

#[test]
fn nor_when_all_are_copies_of_one() {
    let peak = peak_of_orphans(|_, line| write_part(line, 2, 1, &payload(0)));
    assert!(peak <= MOST, "{peak} bytes");
}

#[test]
fn nor_when_all_copies_of_many_but_one_found_their_other_part() {
    let mut decoder = Decoder::new(Options::default());
    let mut messages = 0;
    let counted = cost(|| {
        for station in 0..4_000 {
            let payload = [payload(station), "00000000000".to_owned()];
            for part in std::iter::repeat_n(1, 40).chain(std::iter::repeat_n(2, 39)) {
                let mut line = format!("\\s:r{station}*00\\");
                write_part(&mut line, 2, part, &payload[usize::from(part) - 1]);
                messages += usize::from(matches!(decoder.push(line.as_bytes(), ()), Outcome::Message(_)));
            }
            decoder.take_orphans();
        }
    });
    assert_eq!(messages, 4_000 * 39);
    println!("{} bytes", counted.peak);
    assert!(counted.peak <= MOST, "{} bytes", counted.peak);
}

#[test]
fn a_sentence_that_is_a_message_by_itself_allocates_nothing_in_its_usual_wrappings() {
    let report = report(&Message::PositionReport(PositionReport::unavailable(441_000_001)));
    let block = TagBlock { source: Some("rBUSAN"), time_ms: Some(1_700_000_000_000), ..TagBlock::default() };
    let lines = [
        report.clone(),
        format!("{block}{report}"),
        format!("{report},r003669945,1700000000"),
        format!("1700000000 {report}"),
        format!("2023-11-14T22:13:20Z {report}"),
        format!("2023-11-14 22:13:20.123 {report}"),
        report.replace("AIVDM", "BSVDO"),
        "$GPZDA,221320,14,11,2023,00,00*4E".to_owned(),
        "# a comment".to_owned(),
    ];
    assert_no_allocation(&lines);
}

#[test]
fn nor_does_a_message_of_another_type_or_a_hurt_line() {
    let class_b = report(&Message::StandardClassB(StandardClassB::unavailable(441_000_001)));
    let part_b = report(&Message::StaticDataB(StaticDataB::unavailable(441_000_001)));
    let hurt = class_b.replace('*', "*F");
    assert_no_allocation(&[class_b, part_b, hurt, String::new(), "words".to_owned()]);
}

#[test]
fn nor_do_columns_of_any_family_once_they_have_their_size() {
    let mmsi = 441_000_001;
    let safety = BroadcastSafety { repeat: 0, mmsi, spare: 0, text: LongText::new("MIND THE GAP") };
    let messages = [
        Message::PositionReport(PositionReport::unavailable(mmsi)),
        Message::StandardClassB(StandardClassB::unavailable(mmsi)),
        Message::LongRange(LongRange::unavailable(mmsi)),
        Message::BaseStation(BaseStation::unavailable(mmsi)),
        Message::StaticDataA(StaticDataA::unavailable(mmsi)),
        Message::StaticDataB(StaticDataB::unavailable(mmsi)),
        Message::AidToNavigation(AidToNavigation::unavailable(mmsi)),
        Message::BroadcastSafety(safety),
    ];
    let text: String = (0..1000).map(|line| report(&messages[line % messages.len()]) + "\n").collect();
    let mut decoder = ColumnDecoder::new(Options::default());
    let mut batch = || {
        decoder.push_text(text.as_bytes());
        assert_eq!(decoder.batch().positions.len(), 375);
        decoder.clear();
    };
    batch();
    assert_eq!(cost(batch).allocations, 0);
}

/// Holds both decoders to it, once the first line has made room for one part.
fn assert_no_allocation(lines: &[String]) {
    for options in [Options::default(), Options::lenient()] {
        let mut decoder = Decoder::new(options);
        decoder.push(lines[0].as_bytes(), 0);
        for line in lines {
            let counted = cost(|| {
                decoder.push(line.as_bytes(), 1);
            });
            assert_eq!(counted.allocations, 0, "{line}");
        }
    }
}

fn report(message: &Message) -> String {
    sentences(&message.encode(), Framing::default()).concat()
}

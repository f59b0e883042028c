//! Whatever bytes come, nothing panics and every line is accounted for once.

use std::io::Write;

use darkwake_archive::{ReadOptions, raw_records};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use crate::support::{fix_sentence, read_bytes, sentence, store};

const HEADER: &[u8] = b"mmsi,timestamp,lat,lon,name\n";

fn a_line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        "[ -~]{0,60}".prop_map(String::into_bytes),
        "AIVDM,[1-3],[1-3],[0-2]?,[AB]?,[0-w]{0,60},[0-5]".prop_map(|body| sentence(&body).into_bytes()),
        ("[0-9]{8,10}", "AIVDM,2,[12],[0-2],A,[0-w]{28},0")
            .prop_map(|(time, body)| format!("{time},{}", sentence(&body)).into_bytes()),
        "[0-9]{0,10},(20[0-9]{2}-[01][0-9]-[0-3][0-9] [0-2][0-9]:00:00|[0-9]{0,20}),-?[0-9.]{0,5},-?[0-9.]{0,5},\"?[A-Z\"]{0,6}\"?"
            .prop_map(String::into_bytes),
    ]
}

fn a_text() -> impl Strategy<Value = Vec<u8>> {
    let start = prop_oneof![
        Just(Vec::new()),
        Just(HEADER.to_vec()),
        Just(format!("1420030798,{}\n", fix_sentence()).into_bytes()),
    ];
    let ends = prop_oneof![Just(b"\n".to_vec()), Just(b"\r\n".to_vec())];
    (start, prop::collection::vec((a_line(), ends), 0..40)).prop_map(|(start, lines)| {
        lines.into_iter().fold(start, |text, (line, end)| [text, line, end].concat())
    })
}

/// A line of a text: one that must be read, by its number, or any that need not be.
#[derive(Debug, Clone)]
enum Mixed {
    Good { name: String, quoted: bool },
    Junk(Vec<u8>),
}

fn a_mixed_line() -> impl Strategy<Value = Mixed> {
    let junk = prop_oneof![
        a_line(),
        "#[ -~]{0,20}|\u{feff}?[\"',;]{1,9}|\0{1,40}|\"[ -~]{0,40}".prop_map(String::into_bytes),
        Just(HEADER[..HEADER.len() - 1].to_vec()),
        (0..50usize).prop_map(|cut| timed_fix(0).into_bytes()[..cut].to_vec()),
    ];
    let good = ("[A-Z ,;\"']{0,9}", any::<bool>()).prop_map(|(name, quoted)| Mixed::Good { name, quoted });
    prop_oneof![
        good,
        junk.prop_map(|junk| Mixed::Junk(junk.into_iter().filter(|byte| *byte != b'\n').collect()))
    ]
}

fn timed_fix(second: usize) -> String {
    format!("{},{}", 1_420_030_798 + second, fix_sentence())
}

/// A row of the ship of this number, the name quoted if it has to be.
fn row(number: usize, name: &str, quoted: bool, delimiter: char) -> String {
    let quoted = quoted || name.contains(delimiter) || name.starts_with('"');
    let name = if quoted { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() };
    let cells = [&(440_000_000 + number).to_string(), "2024-03-01 00:00:00", "35.1", "129.1", &name];
    cells.join(&delimiter.to_string())
}

/// Lines with either line end, the last perhaps without one.
fn joined(lines: &[Vec<u8>], windows: &[bool], ends: bool) -> Vec<u8> {
    let mut text = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        text.extend_from_slice(line);
        let end: &[u8] = if windows[index % windows.len()] { b"\r\n" } else { b"\n" };
        text.extend_from_slice(if index + 1 < lines.len() || ends { end } else { b"" });
    }
    text
}

/// The text as it lies in an archive: plain, gzip or Zstandard.
fn stored(text: &[u8], container: u8) -> Vec<u8> {
    match container {
        0 => text.to_vec(),
        1 => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        _ => zstd::encode_all(text, 1).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_good_row_is_lost_among_junk_whatever_quotes_and_line_ends_there_are(
        mixed in prop::collection::vec(a_mixed_line(), 1..30),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        windows in prop::collection::vec(any::<bool>(), 1..4),
        (bom, ends, container) in (any::<bool>(), any::<bool>(), 0..3u8),
    ) {
        let header = String::from_utf8_lossy(HEADER).trim_end().replace(',', &delimiter.to_string());
        let mut lines = vec![format!("{}{header}", if bom { "\u{feff}" } else { "" }).into_bytes()];
        let mut good = Vec::new();
        for line in mixed {
            lines.push(match line {
                Mixed::Junk(junk) => junk,
                Mixed::Good { name, quoted } => {
                    let number = good.len();
                    good.push((440_000_000 + number as u32, lines.len() as u64 + 1));
                    row(number, &name, quoted, delimiter).into_bytes()
                }
            });
        }
        let content = read_bytes(&stored(&joined(&lines, &windows, ends), container), &ReadOptions::default()).unwrap();
        let found: Vec<_> = content.fixes.iter().map(|fix| (fix.mmsi.get(), fix.location.line())).collect();
        prop_assert!(good.iter().all(|ship| found.contains(ship)), "{good:?} {found:?}");
        let unended = !ends && lines.last().is_some_and(Vec::is_empty);
        prop_assert_eq!(content.summary.ledger.lines, (lines.len() - usize::from(unended)) as u64);
        prop_assert_eq!(content.summary.damage, None);
    }

    #[test]
    fn no_good_sentence_is_lost_among_junk(
        mixed in prop::collection::vec(a_mixed_line(), 0..30),
        windows in prop::collection::vec(any::<bool>(), 1..4),
        container in 0..3u8,
    ) {
        let mut lines = vec![timed_fix(0).into_bytes()];
        let mut good = vec![1];
        for line in mixed {
            lines.push(match line {
                Mixed::Junk(junk) => junk,
                Mixed::Good { .. } => {
                    good.push(lines.len() as u64 + 1);
                    timed_fix(lines.len()).into_bytes()
                }
            });
        }
        let content = read_bytes(&stored(&joined(&lines, &windows, true), container), &ReadOptions::default()).unwrap();
        let found: Vec<u64> = content.fixes.iter().map(|fix| fix.location.line()).collect();
        prop_assert!(good.iter().all(|line| found.contains(line)), "{good:?} {found:?}");
        prop_assert_eq!(content.summary.ledger.lines, lines.len() as u64);
    }

    #[test]
    fn every_line_of_any_text_is_accounted_for(text in a_text(), lenient in any::<bool>()) {
        let options = ReadOptions { lenient, ..ReadOptions::default() };
        if let Ok(content) = read_bytes(&text, &options) {
            let lines = text.split(|byte| *byte == b'\n').count() - usize::from(text.ends_with(b"\n") || text.is_empty());
            prop_assert_eq!(content.summary.ledger.lines, lines as u64);
            prop_assert!(content.summary.reports as usize >= content.fixes.len() + content.statics.len());
            let wanted: Vec<_> = content.fixes.iter().map(|fix| fix.location).collect();
            let records = raw_records(&store(&text).path, &wanted).unwrap();
            prop_assert_eq!(records.len(), wanted.len());
        }
    }

    #[test]
    fn any_bytes_behind_any_magic_are_read_or_refused(
        magic in prop::sample::select(vec![&b"\x1f\x8b\x08"[..], b"\x28\xb5\x2f\xfd", b"PAR1", b"", b"PK\x03\x04"]),
        bytes in any::<Vec<u8>>(),
    ) {
        let _ = read_bytes(&[magic, bytes.as_slice(), magic].concat(), &ReadOptions::default());
    }

    #[test]
    fn a_compressed_table_torn_anywhere_keeps_its_whole_rows(share in 0.0..1.0f64) {
        let row = |n: u32| format!("44{:07},2024-03-01 00:00:00,35.{n},129.1,X\n", n * 7919);
        let table = [HEADER.to_vec(), (0..500).map(row).collect::<String>().into_bytes()].concat();
        let stored = zstd::encode_all(table.as_slice(), 1).unwrap();
        let torn = &stored[..(stored.len() as f64 * share) as usize];
        if let Ok(content) = read_bytes(torn, &ReadOptions::default()) {
            prop_assert!(content.summary.ledger.rejected_total() <= 1);
        }
    }
}

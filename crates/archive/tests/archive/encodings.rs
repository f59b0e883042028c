//! Tables as they are written in other places than UTF-8, each location opened to its very line.

use darkwake_archive::{ReadError, ReadOptions, raw_records};
use encoding_rs::{EUC_KR, WINDOWS_1252};

use crate::support::{content, read_bytes, store};

/// A table in which two ships say their names, with line ends of Windows.
fn table(names: [&str; 2]) -> String {
    let row = |mmsi: u32, name: &str| format!("{mmsi},2024-03-01T12:00:00Z,35.1,129.04,{name}\r\n");
    format!("mmsi,timestamp,lat,lon,name\r\n{}{}", row(440_000_001, names[0]), row(440_000_002, names[1]))
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_encoding_is_named_and_every_location_opens_to_its_line() {
    let (korean, nordic) = (["동해호", "위도"], ["SÃO PAULO", "MÅNE"]);
    let (in_korean, in_latin) = (table(korean), table(nordic));
    let marked = |text: &str| format!("\u{feff}{text}");
    let cases: [(&str, Vec<u8>, [&str; 2]); 7] = [
        ("UTF-8", in_korean.clone().into_bytes(), korean),
        ("UTF-8", marked(&in_korean).into_bytes(), korean),
        ("UTF-16LE", utf16(&marked(&in_korean), u16::to_le_bytes), korean),
        ("UTF-16BE", utf16(&marked(&in_korean), u16::to_be_bytes), korean),
        // A Gurmukhi letter has the byte of a line end in it.
        ("UTF-16LE", utf16(&marked(&table(["ਊ", "\u{0a0d}"])), u16::to_le_bytes), ["ਊ", "\u{0a0d}"]),
        ("CP949", EUC_KR.encode(&in_korean).0.into_owned(), korean),
        ("Latin-1", WINDOWS_1252.encode(&in_latin).0.into_owned(), nordic),
    ];
    for (encoding, text, names) in cases {
        let stored = store(&text);
        let content = content(&text);
        let summary = &content.summary;
        assert_eq!(summary.encoding, Some(encoding));
        assert_eq!((summary.ledger.lines, summary.ledger.accepted), (3, 2), "{encoding}: {summary:?}");
        let said: Vec<_> = content.statics.iter().filter_map(|report| report.name.as_deref()).collect();
        assert_eq!(said, names, "{encoding}");
        let wanted: Vec<_> = content.fixes.iter().map(|fix| fix.location).collect();
        let quotes = raw_records(&stored.path, &wanted).unwrap().into_iter();
        let lines: Vec<String> = quotes.flat_map(|quote| quote.lines).map(|(_, line)| line).collect();
        let expected: Vec<String> = table(names).lines().skip(1).map(str::to_owned).collect();
        assert_eq!(lines, expected, "{encoding}");
    }
}

#[test]
fn utf_16_without_a_mark_is_refused_by_that_name() {
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let refused = read_bytes(&utf16(&table(["A", "B"]), unit), &ReadOptions::default()).unwrap_err();
        assert!(matches!(refused, ReadError::Unsupported { .. }), "{refused}");
        assert!(refused.to_string().contains("UTF-16"), "{refused}");
    }
}

#[test]
fn half_a_character_at_the_end_of_a_utf_16_text_and_a_giant_line_in_it_lose_nothing_else() {
    let mut text = utf16(&format!("\u{feff}{}", table(["A", "B"])), u16::to_le_bytes);
    text.extend(utf16(
        &format!("{}\n440000003,2024-03-01T12:00:00Z,35,129,C\n", "x".repeat(3 << 20)),
        u16::to_le_bytes,
    ));
    text.push(b'4');
    let ledger = content(&text).summary.ledger;
    assert_eq!((ledger.lines, ledger.accepted), (6, 3), "{ledger:?}");
    assert_eq!(ledger.rejected["line_too_long"], 1);
}

#[test]
fn a_table_with_line_ends_of_old_macs_is_refused_before_its_rows_are_lost() {
    let (old, new) = (table(["A", "B"]).replace("\r\n", "\r"), table(["A", "B"]).replace("\r\n", "\n"));
    for text in [old.clone(), old + "\n", new.replacen('\n', "\r", 1)] {
        let refused = read_bytes(text.as_bytes(), &ReadOptions::default()).unwrap_err().to_string();
        assert!(refused.contains("carriage return alone") && refused.contains("tr '\\r'"), "{refused}");
    }
}

#[test]
fn two_rows_that_only_a_carriage_return_parts_are_rejected_as_that() {
    let text = table(["A", "B"]) + &table(["C", "D"]).replacen("C\r\n", "C\r", 1);
    let content = content(text.as_bytes());
    assert_eq!(content.summary.ledger.rejected["bare_carriage_return"], 1, "{:?}", content.summary.ledger);
    assert_eq!(content.fixes.len(), 2);
}

#[test]
fn names_behind_a_mebibyte_of_ascii_are_read_and_quoted_in_their_own_encoding() {
    let (start, korean, nordic) =
        (table(["A", "B"]), table(["동해호", "백두산"]), table(["SÃO PAULO", "MÅNE"]));
    let ascii = start.clone() + &start.split_inclusive('\n').nth(1).unwrap().repeat(40_000);
    let cases = [
        ("UTF-8", korean.clone().into_bytes(), &korean),
        ("CP949", EUC_KR.encode(&korean).0.into_owned(), &korean),
        ("Latin-1", WINDOWS_1252.encode(&nordic).0.into_owned(), &nordic),
    ];
    for (encoding, rest, decoded) in cases {
        let text = [ascii.as_bytes(), &rest].concat();
        let content = content(&text);
        assert_eq!(content.summary.encoding, Some(encoding));
        let last = content.fixes.last().unwrap().location;
        let quotes = raw_records(&store(&text).path, &[last]).unwrap();
        assert_eq!(Some(quotes[0].lines[0].1.as_str()), decoded.lines().nth(2), "{encoding}");
        let name = content.statics.iter().filter_map(|report| report.name.as_deref()).next_back();
        assert!(name.is_some_and(|name| decoded.contains(name)), "{encoding}: {name:?}");
    }
}

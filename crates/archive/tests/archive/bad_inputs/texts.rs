//! Texts and compressed files: how they begin and end, and how they break off.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::case::{Case, case};
use super::tables::{NOAA, ROW};
use crate::support::{checksum, fix_sentence};

pub(super) fn cases() -> Vec<Case> {
    [plain(), wide(), nothing(), compressed()].into_iter().flatten().collect()
}

/// A table of two rows, without the last line end.
fn two_rows() -> String {
    format!("{NOAA}\n{ROW}\n{ROW}")
}

/// What two rows give.
const TWO: &str = "3 = 2 accepted, header 1; 2 fix, 1 static";

fn plain() -> Vec<Case> {
    let fix = format!("1420030798,{}", fix_sentence());
    let half = format!("{NOAA}\n{ROW}\n{}", &ROW[..40]);
    let binary: Vec<u8> = (0..=255).filter(|byte| *byte != b'\n').collect();
    let (before, behind) = ROW.split_once("SAN JOSE").expect("her name is in the row");
    let latin = [NOAA.as_bytes(), b"\n", before.as_bytes(), b"CORU\xd1A", behind.as_bytes()].concat();
    vec![
        case("no line end after the last row", two_rows(), TWO),
        case("line ends of Windows", two_rows().replace('\n', "\r\n"), TWO)
            .peer("duckdb 2.0, pandas 3.1: both rows"),
        case(
            "line ends of Windows and none after the last row",
            two_rows().replace('\n', "\r\n") + "\r\n",
            TWO,
        ),
        case("a byte order mark before a table", format!("\u{feff}{}\n", two_rows()), TWO)
            .peer("duckdb 2.0, pandas 3.1: both rows"),
        case("a byte order mark before a log", format!("\u{feff}{fix}\n"), "1 = 1 accepted; 1 fix, 0 static"),
        case(
            "half a row at the end",
            half,
            "3 = 1 accepted, header 1, !wrong_field_count 1; 1 fix, 1 static",
        )
        .peer("duckdb 2.0: one column of text; pandas 3.1: a ship with longitude \"-\""),
        case(
            "half a sentence at the end",
            format!("{fix}\n{}", &fix[..40]),
            "2 = 1 accepted, !missing_checksum 1; 1 fix, 0 static",
        ),
        case(
            "every byte but a line end among rows",
            [format!("{NOAA}\n{ROW}\n").as_bytes(), &binary, format!("\n{ROW}\n").as_bytes()].concat(),
            "4 = 2 accepted, header 1, !wrong_field_count 1; 2 fix, 1 static",
        )
        .peer("duckdb 2.0, pandas 3.1: error, no row"),
        case(
            "every byte but a line end among sentences",
            [format!("{fix}\n").as_bytes(), &binary, format!("\n{fix}\n").as_bytes()].concat(),
            "3 = 2 accepted, !not_nmea 1; 2 fix, 0 static",
        ),
        case(
            "a run of NUL among rows",
            format!("{NOAA}\n{ROW}\n{}\n{ROW}\n", "\0".repeat(5_000)),
            "4 = 2 accepted, header 1, !wrong_field_count 1; 2 fix, 1 static",
        )
        .peer("duckdb 2.0: one column of text; pandas 3.1: a row of NUL, MMSI text"),
        case(
            "a giant row",
            format!("{NOAA}\n{ROW}\n{}\n{ROW}\n", ROW.repeat(20_000)),
            "4 = 2 accepted, header 1, !line_too_long 1; 2 fix, 1 static",
        )
        .peer("duckdb 2.0: one column of text; pandas 3.1: error, no row"),
        case("a name in Latin letters", latin, "2 = 1 accepted, header 1; 1 fix, 1 static")
            .peer("duckdb 2.0, pandas 3.1: error, no row"),
    ]
}

/// Tables in UTF-16, in which a byte more or less puts all others into the wrong halves.
fn wide() -> Vec<Case> {
    let text = format!("\u{feff}{NOAA}\n{ROW}\n{ROW}\n{ROW}\n{ROW}\n");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let second_row = 2 * (2 + NOAA.len() + ROW.len() + 1);
    let with = |text: &[u8], at: usize| [&text[..at], b"x", &text[at..]].concat();
    let without = |text: &[u8], at: usize| [&text[..at], &text[at + 1..]].concat();
    let torn = "5 = 3 accepted, header 1, !half_character 1; 3 fix, 1 static";
    let log = format!("{0}\n{0}\n", fix_sentence());
    let joined = "7 = 4 accepted, header 1, !other_encoding 2; 4 fix, 1 static";
    vec![
        case("a byte too many in a row of UTF-16", with(&little, second_row + 60), torn),
        case("a byte missing in a row of UTF-16", without(&little, second_row + 60), torn),
        case(
            "a byte too many in a row of UTF-16 with the high byte first",
            with(&big, second_row + 60),
            torn,
        ),
        case(
            "a byte missing in a row of UTF-16 with the high byte first",
            without(&big, second_row + 61),
            torn,
        ),
        case("a byte too many before the first row of UTF-16", with(&little, 2 * (2 + NOAA.len())), torn),
        case(
            "a row of UTF-16 lacks the last byte of its line end",
            without(&little, second_row - 1),
            "5 = 4 accepted, header 1; 4 fix, 1 static",
        ),
        case(
            "the last byte of a text of UTF-16 is missing",
            little[..little.len() - 1].to_vec(),
            "5 = 3 accepted, header 1, !cut_off 1; 3 fix, 1 static; damaged",
        ),
        case(
            "rows of bytes are appended to a text of UTF-16",
            [&little[..], format!("{ROW}\n{ROW}\n").as_bytes()].concat(),
            joined,
        ),
        case("a log is appended to a table of UTF-16", [&little[..], log.as_bytes()].concat(), joined),
        case(
            "rows of bytes, one without a line end, are appended to a row of UTF-16 that has none",
            [&little[..little.len() - 2], format!("\n{ROW}\n{ROW}").as_bytes()].concat(),
            "7 = 4 accepted, header 1, !other_encoding 2; 4 fix, 1 static",
        ),
        case(
            "rows of bytes stand between two texts of UTF-16",
            [&little[..], format!("{ROW}\n{ROW}\n").as_bytes(), &little[2..]].concat(),
            "12 = 8 accepted, header 2, !other_encoding 2; 8 fix, 1 static",
        ),
    ]
}

fn nothing() -> Vec<Case> {
    vec![
        case("an empty file", "", "0 = 0 accepted; 0 fix, 0 static")
            .peer("duckdb 2.0: no row; pandas 3.1: error"),
        case("a byte order mark alone", "\u{feff}", "0 = 0 accepted; 0 fix, 0 static"),
        case("blank lines alone", "\n  \n\r\n", "3 = 0 accepted, blank 3; 0 fix, 0 static")
            .peer("duckdb 2.0, pandas 3.1: error"),
        case("comments alone", "# a\n# b\n", "2 = 0 accepted, comment 2; 0 fix, 0 static"),
        case("a program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\xff".as_slice(), "refused: neither a log"),
        case("a letter", "Dear Sir,\nwe sail.\n", "refused: neither a log of sentences"),
    ]
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

fn zstandard(text: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("level 1 is there");
    encoder.include_checksum(true).expect("before the first byte");
    encoder.write_all(text).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

/// What AIS-catcher writes of a ship.
const JSON: &str =
    "{\"class\":\"AIS\",\"type\":1,\"mmsi\":440000001,\"lat\":35.1,\"lon\":129.1,\"rxuxtime\":1420030798}\n";

/// A gzip file in which one digit of a row is another than the one over which its checksum was taken: its bytes are
/// stored as they are.
fn flipped_digit(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(text).unwrap();
    let mut stored = encoder.finish().unwrap();
    let at = memchr::memmem::find(&stored, b"43.07917").expect("the place of the ship is in the text");
    stored[at] ^= 1;
    stored
}

fn compressed() -> Vec<Case> {
    let text = two_rows() + "\n";
    let text = text.as_bytes();
    let (gz, zst) = (gzip(text), zstandard(text));
    let (front, back) = text.split_at(text.len() / 2);
    let damaged = format!("{TWO}; damaged");
    let block = "c:1420030798";
    let tagged = format!("\\{block}*{:02X}\\{}\n", checksum(block), fix_sentence());
    let less = |stored: &[u8], bytes: usize| stored[..stored.len() - bytes].to_vec();
    let flipped = |stored: &[u8], from_end: usize| {
        let mut stored = stored.to_vec();
        let at = stored.len() - from_end;
        stored[at] ^= 1;
        stored
    };
    vec![
        case("a gzip file that lacks its last bytes", less(&gz, 4), damaged.as_str()),
        case("a Zstandard file that lacks its checksum", less(&zst, 4), damaged.as_str()),
        case("a gzip file of three bytes", gz[..3].to_vec(), "refused: cannot read"),
        case("a Zstandard file of five bytes", zst[..5].to_vec(), "refused: cannot read"),
        case(
            "a gzip file with a flipped checksum",
            flipped(&gz, 8),
            "3 = 0 accepted, !damaged_source 3; 0 fix, 0 static; damaged",
        ),
        case(
            "a gzip file with a flipped digit that its checksum does not fit",
            flipped_digit(text),
            "3 = 0 accepted, !damaged_source 3; 0 fix, 0 static; damaged",
        ),
        case(
            "a second gzip member with a flipped digit",
            [gz.as_slice(), &flipped_digit(text)].concat(),
            "6 = 2 accepted, header 1, !damaged_source 3; 2 fix, 1 static; damaged",
        ),
        case(
            "a gzip file of sentences with a flipped checksum",
            flipped(&gzip(tagged.as_bytes()), 8),
            "1 = 1 accepted; 1 fix, 0 static; damaged",
        ),
        case(
            "a gzip file of sentences with times behind them and a flipped checksum",
            flipped(&gzip(format!("{},1420030798\n", fix_sentence()).as_bytes()), 8),
            "1 = 0 accepted, !damaged_source 1; 0 fix, 0 static; damaged",
        ),
        case(
            "a gzip file of JSON with a flipped checksum",
            flipped(&gzip(JSON.as_bytes()), 8),
            "1 = 0 accepted, !damaged_source 1; 0 fix, 0 static; damaged",
        ),
        case("gzip members that are joined within a row", [gzip(front), gzip(back)].concat(), TWO),
        case(
            "Zstandard frames that are joined within a row",
            [zstandard(front), zstandard(back)].concat(),
            TWO,
        ),
        case("an empty gzip member before another", [gzip(b""), gz.clone()].concat(), TWO),
        case("junk behind the last gzip member", [gz.as_slice(), b"junk"].concat(), TWO),
        case("zeros behind the last gzip member", [gz.as_slice(), &[0; 100_000]].concat(), TWO),
        case("junk between gzip members", [gz.as_slice(), b"junk", gz.as_slice()].concat(), damaged.as_str()),
        case(
            "a second gzip member whose first byte is flipped",
            [gz.as_slice(), &flipped(&gz, gz.len())].concat(),
            damaged.as_str(),
        ),
        case("a second gzip member that is cut", [gz.as_slice(), &gz[..9]].concat(), damaged.as_str()),
        case("junk behind the last Zstandard frame", [zst.as_slice(), b"junk"].concat(), TWO),
        case(
            "a Zstandard frame behind junk",
            [zst.as_slice(), b"junk", zst.as_slice()].concat(),
            damaged.as_str(),
        ),
        case("a compressed empty file", gzip(b""), "0 = 0 accepted; 0 fix, 0 static"),
        case("a gzip file in a gzip file", gzip(&gz), "refused: neither a log"),
        case("a compressed byte order mark", gzip(&["\u{feff}".as_bytes(), text].concat()), TWO),
    ]
}

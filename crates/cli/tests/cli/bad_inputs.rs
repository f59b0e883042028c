//! Inputs that are damaged, empty, of another kind or no files at all: the code that a command ends with, and what it says.

use std::fs;
use std::path::Path;

use crate::support::{Said, archive, csv_rows, darkwake, said, scratch};

/// A table of one ship.
const TABLE: &str = "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n";
const SENTENCE: &str = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";

/// A name as a sentence, the bytes of the input, the code and a part of what is said.
type Case<'a> = (&'a str, &'a [u8], i32, &'a str);

fn run(input: &Path, options: &[&str]) -> Said {
    let home = scratch();
    said(darkwake().arg("run").arg(input).arg("--out").arg(home.path().join("case")).args(options))
}

fn decode(input: &Path, options: &[&str]) -> Said {
    said(darkwake().arg("decode").arg(input).args(options))
}

/// Holds each case against what the command says of a file with those bytes.
fn assert_answers(command: fn(&Path, &[&str]) -> Said, options: &[&str], cases: &[Case<'_>]) {
    let home = scratch();
    let file = home.path().join("input");
    for (name, bytes, code, part) in cases {
        fs::write(&file, bytes).expect("a scratch folder takes a file");
        let said = command(&file, options);
        assert_eq!(said.code, *code, "{name}: {}", said.err);
        assert!(said.err.contains(part), "{name}: {}", said.err);
    }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text).expect("a vector takes all");
    packed.finish().expect("a vector takes all")
}

#[test]
fn a_run_ends_with_the_code_of_its_input() {
    let packed = gzip(TABLE.repeat(2_000).as_bytes());
    let mut flipped = packed.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    let junk = [packed.as_slice(), b"junk"].concat();
    let joined = [gzip(TABLE.as_bytes()), gzip(SENTENCE.as_bytes())].concat();
    let windows = format!("\u{feff}{}", TABLE.replace('\n', "\r\n"));
    let rejected = format!("{TABLE}{}", "440000001,noon,35.1,129.04\n".repeat(9));
    let footer = [b"PAR1".as_slice(), &[0; 20], &[0xff; 4], b"PAR1"].concat();
    let cases: &[Case<'_>] = &[
        ("a table", TABLE.as_bytes(), 0, "1 file, 2 lines (0 rejected), 1 fix of 1 hull"),
        ("a table of Windows", windows.as_bytes(), 0, "1 file, 2 lines (0 rejected)"),
        ("an empty file", b"", 0, "1 file, 0 lines (0 rejected)"),
        ("blank lines", b"\n\n \n", 0, "1 file, 3 lines (0 rejected)"),
        ("a header", b"mmsi,timestamp,lat,lon\n", 0, "1 file, 1 line (0 rejected)"),
        ("instruments", b"$GPGGA,1,2*5A\n", 0, "1 file, 1 line (0 rejected)"),
        ("half a gzip file", &packed[..packed.len() / 2], 3, "1 file damaged: what could be read was used"),
        ("a gzip file with a flipped bit", &flipped, 3, "1 file damaged"),
        (
            "a gzip file with a junk tail",
            &junk,
            0,
            "input: 4 bytes of junk stand behind its last gzip member",
        ),
        ("comments", b"# a\n# b\n", 0, "1 file, 2 lines (0 rejected)"),
        ("a table and a log in one gzip file", &joined, 4, "1 of 3 lines were rejected"),
        ("rows without a time", rejected.as_bytes(), 4, "9 of 11 lines were rejected, 81.8 %"),
        ("a log without any time", SENTENCE.as_bytes(), 2, "name the day with --date"),
        ("a table of another trade", b"colour,price\nred,1\n", 2, "neither a log of sentences nor a table"),
        ("a table without its header", TABLE.split_at(23).1.as_bytes(), 2, "neither a log of sentences"),
        ("a program", b"\x7fELF\x02\x01\x01\0\0\0", 2, "neither a log of sentences nor a table"),
        ("a few bytes of a gzip file", &packed[..5], 2, "cannot read"),
        ("a Parquet file without its end", b"PAR1\x15\x04\x15\x10", 2, "no readable Parquet file"),
        ("a Parquet file whose end lies beyond its start", &footer, 2, "no readable Parquet file"),
    ];
    assert_answers(run, &[], cases);
}

#[test]
fn a_run_that_is_told_what_its_input_lacks_ends_well() {
    assert_answers(run, &["--date", "2024-03-01"], &[("a log", SENTENCE.as_bytes(), 0, "1 file, 1 line")]);
    let nameless = b"timestamp,lat,lon\n2024-03-01T12:00:00Z,35.1,129.04\n";
    assert_answers(run, &["--mmsi", "440000001"], &[("a table", nameless, 0, "1 fix of 1 hull")]);
    let rejected = format!("{TABLE}{}", "440000001,noon,35.1,129.04\n".repeat(9));
    assert_answers(run, &["--max-rejects", "0.9"], &[("rows", rejected.as_bytes(), 0, "(9 rejected)")]);
}

#[test]
fn decoding_ends_with_the_code_of_its_input() {
    let log = SENTENCE.repeat(40);
    let one_bad = format!("{log}{}", SENTENCE.replace("4A", "00"));
    let json = "{\"class\":\"AIS\",\"type\":27,\"mmsi\":440000001}\n";
    let torn = &json[..20];
    let deep = format!("{{\"class\":\"AIS\",\"x\":{}{}}}\n", "[".repeat(5_000), "]".repeat(5_000));
    let huge = format!("{{\"class\":\"AIS\",\"x\":\"{}\"}}\n", "y".repeat(20_000));
    let other = "{\"class\":\"VERSION\",\"release\":\"3.25\"}\n";
    let packed = gzip(log.as_bytes());
    let cases: &[Case<'_>] = &[
        ("a log", log.as_bytes(), 0, "40 lines = 40 accepted + 0 skipped + 0 rejected"),
        ("an empty file", b"", 0, "0 lines = 0 accepted"),
        ("comments", b"# a\n\n", 0, "skipped: blank 1, comment 1"),
        ("one bad checksum in many lines", one_bad.as_bytes(), 0, "rejected: bad_checksum 1"),
        ("binary", &[0xff, 0, 0x80, b'\n', 0xfe], 4, "rejected: not_nmea 2"),
        ("half a gzip file", &packed[..packed.len() - 9], 3, "damaged: "),
        ("a few bytes of a gzip file", &packed[..5], 3, "damaged: "),
        ("a gzip file with a junk tail", &[packed.as_slice(), &[0; 9]].concat(), 0, "note: 9 bytes of zeros"),
        ("a JSON object", json.as_bytes(), 0, "messages by type: 27 1"),
        ("a torn JSON object", torn.as_bytes(), 4, "rejected: bad_json 1"),
        ("a JSON object 5000 deep", deep.as_bytes(), 4, "rejected: bad_json 1"),
        ("a JSON object of 20 kilobytes", huge.as_bytes(), 4, "rejected: line_too_long 1"),
        ("a JSON object of another class", other.as_bytes(), 0, "skipped: not_ais 1"),
        ("a JSON list", b"{}\n[1,2]\n", 4, "rejected: bad_json 1, not_nmea 1"),
        ("a Parquet table", b"PAR1PAR1PAR1", 2, "only logs of sentences can be decoded"),
    ];
    assert_answers(decode, &["--format", "none"], cases);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_by_name() {
    use std::os::unix::fs::symlink;
    let home = scratch();
    let at = |name: &str| home.path().join(name);
    for folder in ["empty", "around", "nested"] {
        fs::create_dir(at(folder)).unwrap();
    }
    fs::create_dir(at("nested/below")).unwrap();
    symlink(at("around"), at("around/again")).unwrap();
    symlink(at("gone"), at("dangling")).unwrap();
    symlink("itself", at("itself")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap();
    assert!(pipe.success());
    let cases = [
        ("pipe", "is neither a file nor a folder"),
        ("dangling", "No such file"),
        ("itself", "cannot look at"),
        ("empty", "no file to read in"),
        ("nested", "no file to read in"),
        ("around", "leads back to a folder that holds it"),
        ("gone", "No such file"),
    ];
    for (name, part) in cases {
        let said = run(&at(name), &[]);
        assert_eq!(said.code, 2, "{name}: {}", said.err);
        assert!(said.err.contains(part) && said.err.contains(name), "{name}: {}", said.err);
    }
    assert_eq!(run(Path::new("/dev/null"), &[]).code, 2);
    for name in ["pipe", "dangling", "empty"] {
        let said = decode(&at(name), &[]);
        assert!(said.code == 2 && said.err.contains(name), "{name}: {} {}", said.code, said.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused_by_name() {
    use std::os::unix::fs::PermissionsExt;
    let home = scratch();
    let file = home.path().join("locked.csv");
    fs::write(&file, TABLE).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&file).is_ok() {
        println!("skipped: whoever runs this may read every file");
        return;
    }
    let said = run(&file, &[]);
    assert!(said.code == 2 && said.err.contains("locked.csv"), "{}", said.err);
    fs::write(home.path().join("open.csv"), TABLE).unwrap();
    let said = run(home.path(), &[]);
    assert!(said.code == 3 && said.err.contains("refused: cannot read "), "{}", said.err);
}

/// Leads and events of a case that is made of these lines, without what names lines and files.
fn findings(lines: &str) -> Vec<Vec<String>> {
    let home = scratch();
    let (file, case) = (home.path().join("log.nmea"), home.path().join("case"));
    fs::write(&file, lines).expect("a scratch folder takes a file");
    let made = said(darkwake().arg("run").arg(&file).arg("--out").arg(&case));
    assert_eq!(made.code, 0, "{}", made.err);
    let table = |name| said(darkwake().arg(name).arg(&case).args(["--format", "csv"])).out;
    [csv_rows(&table("leads")), without("cites", csv_rows(&table("events")))].concat()
}

#[test]
fn a_log_whose_hours_are_out_of_order_or_doubled_gives_the_same_findings() {
    let log = fs::read_to_string(archive("oil-open")).expect("the archive is part of the project");
    let messages: Vec<&str> = log.split_inclusive('\n').collect();
    // Blocks of a few hours, the last first; the two parts of a message stay together.
    let blocks: Vec<&[&str]> = messages.chunk_by(|_, next| !starts_block(next)).collect();
    assert!(blocks.len() > 3, "{} blocks", blocks.len());
    let backwards: String = blocks.iter().rev().flat_map(|block| block.iter().copied()).collect();
    let sorted = findings(&log);
    assert_eq!(findings(&backwards), sorted);
    assert_eq!(findings(&log.repeat(2)), sorted);
}

/// The rows without the column of this name.
fn without(column: &str, mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let at = rows[0].iter().position(|name| name == column).expect("the table has it");
    rows.iter_mut().for_each(|row| drop(row.remove(at)));
    rows
}

/// Whether a line is a message in one part whose second is a multiple of 60.
fn starts_block(line: &str) -> bool {
    let second = line.split_once("c:").and_then(|(_, rest)| rest.get(..10)?.parse::<u64>().ok());
    !line.contains("g:") && second.is_some_and(|second| second % 60 == 0)
}

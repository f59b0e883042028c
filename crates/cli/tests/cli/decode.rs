//! `darkwake decode`: sentences in, JSON lines or CSV out, every line accounted for.

use std::fs::{self, File};
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use model::Timestamp;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use crate::support::{archive, csv_rows, darkwake, json, said, say, scratch};

fn decode(options: &[&str]) -> crate::support::Said {
    said(darkwake().arg("decode").args(options).arg(archive("oil-open")))
}

#[test]
fn every_message_is_a_json_object_and_every_line_is_accounted_for() {
    let said = decode(&[]);
    assert_eq!(said.code, 0);
    let objects: Vec<serde_json::Value> = said.out.lines().map(json).collect();
    assert_eq!(objects.len(), 348);
    assert_eq!(objects[0]["received"], "2019-06-10T00:00:44Z");
    assert!(objects.iter().all(|object| object["class"] == "AIS"));
    assert!(said.err.contains("382 lines = 382 accepted + 0 skipped + 0 rejected"), "{}", said.err);
}

#[test]
fn a_base_station_has_its_own_time_and_that_of_its_receipt_under_two_names() {
    let line = "\\c:1740832200*5D\\!AIVDM,1,1,,A,404<WJ1vThdN?9>dd0D5I`100000,0*37\n";
    let object = said(darkwake().args(["decode", "-"]).write_stdin(line)).out;
    assert_eq!(object.matches("\"timestamp\":").count(), 1, "{object}");
    let object = json(&object);
    assert_eq!(object["received"], "2025-03-01T12:30:00Z");
    assert_eq!(object["timestamp"], "2025-03-01T12:30:15Z");
}

#[test]
fn standard_input_decodes_as_a_file_does() {
    let log = fs::read_to_string(archive("oil-open")).unwrap();
    let piped = said(darkwake().args(["decode", "-"]).write_stdin(log));
    assert_eq!((piped.code, piped.out), (0, decode(&[]).out));
    assert!(piped.err.starts_with("-: 382 lines"), "{}", piped.err);
    let empty = said(darkwake().args(["decode", "-"]).write_stdin(""));
    assert_eq!((empty.code, empty.out.as_str()), (0, ""));
    assert!(empty.err.contains("messages by type: none"), "{}", empty.err);
}

#[test]
fn csv_has_one_row_a_message_of_the_wanted_types() {
    let rows = csv_rows(&decode(&["--format", "csv", "--types", "5"]).out);
    assert_eq!(rows[0][..5], ["time", "type", "mmsi", "lat", "lon"]);
    assert_eq!(rows.len(), 1 + 34);
    assert!(rows[1..].iter().all(|row| row[1] == "5"));
    let counts = decode(&["--format", "none"]);
    assert!(counts.out.is_empty() && counts.err.contains("messages by type: 1 314, 5 34"), "{}", counts.err);
}

#[test]
fn a_log_that_is_not_there_is_told_before_anything_is_put_out() {
    let out = darkwake()
        .args(["decode", "--format", "parquet"])
        .arg(archive("oil-open"))
        .arg("no/such/log")
        .output()
        .unwrap();
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
}

#[test]
fn parquet_has_the_rows_of_csv_with_their_types() {
    let home = scratch();
    let file = home.path().join("messages.parquet");
    let out = darkwake().args(["decode", "--format", "parquet"]).arg(archive("oil-open")).output().unwrap();
    assert!(out.status.success());
    fs::write(&file, out.stdout).unwrap();
    let reader = SerializedFileReader::new(File::open(file).unwrap()).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let rows: Vec<Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let csv = csv_rows(&decode(&["--format", "csv"]).out);
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!((names, rows.len()), (csv[0].iter().map(String::as_str).collect(), csv.len() - 1));
    for (row, cells) in rows.iter().zip(&csv[1..]) {
        for ((name, field), cell) in row.get_column_iter().zip(cells) {
            let told = match field {
                Field::Null => String::new(),
                Field::Double(value) => {
                    let told: f64 = cell.parse().unwrap();
                    assert!((told - value).abs() < 1e-6, "{name}: {cell} is not {value}");
                    continue;
                }
                Field::TimestampMillis(ms) => Timestamp::from_ms(*ms).unwrap().to_string(),
                Field::Str(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(&told, cell, "{name}");
        }
    }
}

#[test]
fn what_has_no_raw_form_and_what_is_no_text_is_refused_with_what_to_do() {
    let raw = decode(&["--format", "parquet", "--raw"]);
    assert!(raw.code == 2 && raw.err.contains("--raw is for --format ndjson"), "{}", raw.err);
}

#[test]
fn raw_gives_the_integers_that_were_sent() {
    let first = |options: &[&str]| json(decode(options).out.lines().next().unwrap());
    assert_eq!((&first(&[])["speed"], &first(&["--raw"])["speed"]), (&json("9.6"), &json("96")));
}

#[test]
fn a_damaged_sentence_is_rejected_and_kept_when_leniency_is_asked_for() {
    let sentence = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B\n";
    let decode = |option: &[&str]| said(darkwake().args(["decode", "-"]).args(option).write_stdin(sentence));
    assert!(decode(&[]).err.contains("rejected: bad_checksum 1"));
    assert_eq!(json(&decode(&["--lenient"]).out)["mmsi"], 371_798_000);
}

#[test]
fn a_damaged_archive_ends_with_3_and_a_missing_one_with_2() {
    let home = scratch();
    let file = home.path().join("log.gz");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&fs::read(archive("oil-open")).unwrap()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(&file, &packed[..packed.len() - 20]).unwrap();
    let damaged = said(darkwake().arg("decode").arg(&file));
    assert!(damaged.code == 3 && damaged.err.contains("damaged: "), "{}", damaged.err);
    let missing = say(["decode", "/no/such/log"]);
    assert_eq!(missing.code, 2);
    assert_eq!(missing.err.matches("No such file").count(), 1, "{}", missing.err);
}

#[test]
fn a_log_of_which_every_line_is_rejected_ends_with_4_unless_that_is_allowed() {
    let noise = "!AIVDM,1,1,,A,noise,0*00\n".repeat(20);
    let decode =
        |options: &[&str]| said(darkwake().args(["decode", "-"]).args(options).write_stdin(noise.clone()));
    let rejected = decode(&[]);
    assert_eq!(rejected.code, 4, "{}", rejected.err);
    assert!(rejected.err.contains("20 of 20 lines were rejected, 100.0 %"), "{}", rejected.err);
    assert_eq!(decode(&["--max-rejects", "1"]).code, 0);
}

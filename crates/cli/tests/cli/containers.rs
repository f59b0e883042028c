//! Archives of several files: a zip or tar gives what the folder gives that was packed into it.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its archive fails")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::support::{archive, csv_rows, darkwake, json, said, scratch};

/// The log of a story in two files of a folder.
fn halves(home: &Path) -> Vec<(String, PathBuf)> {
    let log = fs::read_to_string(archive("oil-open")).unwrap();
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    let (front, back) = lines.split_at(lines.len() / 2);
    write_folder(&home.join("folder"), &[("1.nmea", front.concat()), ("2.nmea", back.concat())])
}

/// The fixes of a story as two tables in a folder.
fn tables(home: &Path) -> Vec<(String, PathBuf)> {
    let decoded = said(darkwake().args(["decode", "--format", "csv"]).arg(archive("oil-open")));
    let columns = |cells: &[String]| [2, 0, 3, 4, 5].map(|column| cells[column].as_str()).join(",");
    let cells = csv_rows(&decoded.out);
    let rows: Vec<String> =
        cells[1..].iter().filter(|cells| !cells[3].is_empty()).map(|cells| columns(cells)).collect();
    let (front, back) = rows.split_at(rows.len() / 2);
    let table = |rows: &[String]| format!("mmsi,timestamp,lat,lon,sog\n{}\n", rows.join("\n"));
    write_folder(&home.join("folder"), &[("1.csv", table(front)), ("2.csv", table(back))])
}

fn write_folder(folder: &Path, files: &[(&str, String)]) -> Vec<(String, PathBuf)> {
    fs::create_dir(folder).unwrap();
    let write = |(name, text): &(&str, String)| {
        fs::write(folder.join(name), text).unwrap();
        ((*name).to_owned(), folder.join(name))
    };
    files.iter().map(write).collect()
}

fn zip(files: &[(String, PathBuf)], path: &Path) {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, file) in files {
        let (mut entry, config) =
            archive.new_file(name).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        data.write_all(&fs::read(file).unwrap()).unwrap();
        let (encoder, said) = data.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(said).unwrap();
    }
    fs::write(path, archive.finish().unwrap()).unwrap();
}

fn tar_gz(files: &[(String, PathBuf)], path: &Path) {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    // Out of order: what a tar holds is read in the order of names.
    for (name, file) in files.iter().rev() {
        archive.append_path_with_name(file, name).unwrap();
    }
    fs::write(path, archive.into_inner().unwrap().finish().unwrap()).unwrap();
}

/// Every table of a case but the names of its sources.
fn tables_of(case: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut folders = vec![case.to_owned()];
    let mut tables = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(ext) if ext == "parquet" && !path.ends_with("sources.parquet") => {
                    tables.push((path.strip_prefix(case).unwrap().to_owned(), fs::read(&path).unwrap()));
                }
                _ => {}
            }
        }
    }
    tables.sort();
    tables
}

type Folder = fn(&Path) -> Vec<(String, PathBuf)>;
type Pack = fn(&[(String, PathBuf)], &Path);

#[test]
fn a_zip_of_logs_and_a_tar_of_tables_give_what_their_folder_gives() {
    let cases: [(&str, Folder, Pack, &str); 2] =
        [("week.zip", halves, zip, "2.nmea"), ("week.tar.gz", tables, tar_gz, "2.csv")];
    for (name, folder, pack, last) in cases {
        let home = scratch();
        let at = |name: &str| home.path().join(name);
        pack(&folder(home.path()), &at(name));
        for (input, case) in [("folder", "unpacked"), (name, "packed")] {
            let said = said(darkwake().arg("run").arg(at(input)).arg("--out").arg(at(case)));
            assert_eq!(said.code, 0, "{input}: {}", said.err);
            assert!(said.err.starts_with("2 files, "), "{input}: {}", said.err);
        }
        let (unpacked, packed) = (tables_of(&at("unpacked")), tables_of(&at("packed")));
        assert!(unpacked.iter().any(|(table, _)| table.starts_with("fixes")), "{name}");
        assert!(unpacked == packed, "{name}");
        let manifest = json(&fs::read_to_string(at("packed").join("manifest.json")).unwrap());
        let path = format!("{}!/{last}", at(name).display());
        assert_eq!(manifest["inputs"][1]["path"], path.as_str());
    }
}

#[test]
fn a_member_is_decoded_by_its_name() {
    let home = scratch();
    let packed = home.path().join("week.zip");
    zip(&[("log.nmea".to_owned(), archive("oil-open"))], &packed);
    let member = format!("{}!/log.nmea", packed.display());
    let (member, file) =
        (said(darkwake().args(["decode", &member])), said(darkwake().arg("decode").arg(archive("oil-open"))));
    assert_eq!((member.code, member.out), (0, file.out));
}

#[test]
fn a_pattern_that_fits_nothing_ends_with_2() {
    let home = scratch();
    let said =
        said(darkwake().arg("run").arg(home.path().join("*.csv")).arg("--out").arg(home.path().join("case")));
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("no file fits the pattern"), "{}", said.err);
}

/// The design allows a bomb 64 MB: the kernel refuses what is asked for beyond.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_of_one_endless_line_is_read_in_64_mebibytes() {
    let home = scratch();
    let (bomb, case) = (home.path().join("bomb.csv.gz"), home.path().join("case"));
    let mut packed = GzEncoder::new(fs::File::create(&bomb).unwrap(), Compression::best());
    packed.write_all(b"MMSI,BaseDateTime,LAT,LON\n").unwrap();
    (0..400).try_for_each(|_| packed.write_all(&[0; 1 << 20])).unwrap();
    packed.finish().unwrap();
    assert!(fs::metadata(&bomb).unwrap().len() < 1 << 20);
    let limited = |limit: &str| {
        let mut prlimit = Command::new("prlimit");
        prlimit.arg(limit).arg(darkwake().get_program()).arg("ingest").arg(&bomb);
        prlimit.arg("--out").arg(&case).output()
    };
    let Ok(read) = limited("--data=67108864") else {
        eprintln!("skipped: prlimit of util-linux is not here");
        return;
    };
    let told = String::from_utf8_lossy(&read.stderr);
    assert_eq!(read.status.code(), Some(4), "{told}");
    assert!(told.contains("2 lines (1 rejected)"), "{told}");
    assert!(!limited("--data=65536").unwrap().status.success(), "the limit is one");
}

//! Streams and archives: what is whole is read, what is not is named, and no member can do harm.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bzip2::write::BzEncoder;
use darkwake_archive::{
    Found, ReadError, ReadOptions, SourceSummary, discover, fingerprints, passes, raw_records,
    raw_records_together, read_together,
};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use lzma_rust2::{XzOptions, XzWriter};
use model::{Degrees, FileId, Fix, Location, Position, Report};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use tempfile::TempDir;

use crate::support::{content, read_bytes, read_path};

const HEADER: &str = "mmsi,timestamp,lat,lon\n";

/// A table of so many rows of one ship, no two alike.
fn table(mmsi: u32, rows: u32) -> String {
    (0..rows).fold(HEADER.to_owned(), |table, row| {
        let place = u64::from(row) * 7_919_993 % 900_000_000;
        table + &format!("{mmsi},2024-03-01T{:02}:{:02}:00Z,35.{place:09},129.04\n", row / 60 % 24, row % 60)
    })
}

fn gz(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn bz2(text: &[u8]) -> Vec<u8> {
    let mut encoder = BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn xz(text: &[u8]) -> Vec<u8> {
    let mut encoder = XzWriter::new(Vec::new(), XzOptions::with_preset(1)).unwrap();
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zst(text: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

type Packer = fn(&[u8]) -> Vec<u8>;
const PACKERS: [(&str, Packer); 4] = [("gz", gz), ("zst", zst), ("bz2", bz2), ("xz", xz)];

#[test]
fn streams_that_follow_each_other_are_read_as_one() {
    let table = table(440_000_001, 100);
    let (front, back) = table.as_bytes().split_at(table.len() / 2);
    for (name, pack) in PACKERS {
        let stored = [pack(front), pack(back)].concat();
        let content = content(&stored);
        assert_eq!((content.fixes.len(), &content.summary.damage), (100, &None), "{name}");
        assert_eq!(content.summary.bytes, stored.len() as u64, "{name}");
    }
}

#[test]
fn torn_and_flipped_streams_are_damage_junk_behind_them_is_noted_and_what_stood_before_is_kept() {
    const HALF: u32 = 20_000;
    let (front, back) = (table(440_000_001, HALF), table(440_000_002, HALF));
    for (name, pack) in PACKERS {
        let (first, second) = (pack(front.as_bytes()), pack(back.as_bytes()));
        let whole = [first.clone(), second.clone()].concat();
        let torn = whole[..first.len() + second.len() * 2 / 3].to_vec();
        let mut flipped = whole.clone();
        flipped[first.len() + second.len() / 2] ^= 0x55;
        let tailed = [whole, b"junk behind the end".to_vec()].concat();
        for (fault, stored, least) in
            [("torn", torn, HALF), ("flipped", flipped, HALF), ("tailed", tailed, 2 * HALF)]
        {
            let file = tempfile::tempdir().unwrap();
            let path = file.path().join("input");
            fs::write(&path, &stored).unwrap();
            let content = read_path(&path, &ReadOptions::default()).unwrap();
            let is_noted = fault == "tailed";
            assert_eq!(content.summary.damage.is_none(), is_noted, "{name} {fault}");
            assert_eq!(content.summary.notes.len(), usize::from(fault != "torn"), "{name} {fault}");
            assert!(content.fixes.len() >= least as usize, "{name} {fault}: {}", content.fixes.len());
            assert_eq!(content.summary.bytes, stored.len() as u64, "{name} {fault}");
            let wanted: Vec<Location> = content.fixes.iter().map(|fix| fix.location).collect();
            assert_eq!(raw_records(&path, &wanted).unwrap().len(), wanted.len(), "{name} {fault}");
        }
    }
}

/// The ships and places of the rows of tables.
fn places(tables: &[&str]) -> BTreeSet<(u32, String, String)> {
    let text = tables.concat();
    let rows = text.lines().filter(|row| *row != HEADER.trim_end());
    let place = |row: &str| {
        let mut fields = row.split(',').map(str::to_owned);
        let (mmsi, time) = (fields.next()?.parse().ok()?, fields.next()?);
        let lat = Degrees(fields.next()?.parse().ok()?);
        Some((mmsi, time, Position::from_degrees(lat, Degrees(129.04)).ok()?.lat().to_string()))
    };
    rows.map(|row| place(row).unwrap()).collect()
}

/// How many fixes there are, all of them those of rows that were written.
fn assert_written(fixes: &[Fix], written: &BTreeSet<(u32, String, String)>, what: &str) -> usize {
    for fix in fixes {
        let found = (fix.mmsi.get(), fix.time.to_string(), fix.position.lat().to_string());
        assert!(written.contains(&found), "{what}: {found:?}");
    }
    fixes.len()
}

#[test]
fn no_flipped_bit_of_a_packed_table_gives_a_fix_that_was_not_written() {
    let (front, back) = (table(440_000_001, 300), table(440_000_002, 300));
    let written = places(&[&front, &back]);
    for (name, pack) in PACKERS {
        let (first, second) = (pack(front.as_bytes()), pack(back.as_bytes()));
        let whole = [first.as_slice(), &second].concat();
        assert_eq!(assert_written(&content(&whole).fixes, &written, name), 600);
        let mut kept = 0;
        for bit in (first.len() * 8..whole.len() * 8).step_by(whole.len() / 20) {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let fixes = content(&flipped).fixes;
            kept += usize::from(assert_written(&fixes, &written, &format!("{name}, bit {bit}")) >= 300);
        }
        assert!(kept > 60, "{name}: the first stream is sound, and was kept {kept} times");
    }
}

#[test]
fn no_flipped_bit_of_an_archive_gives_a_fix_that_was_not_written() {
    let (one, two) = (table(440_000_001, 300), table(440_000_002, 300));
    let packed_two = gz(two.as_bytes());
    let written = places(&[&one, &two]);
    let regular = tar::EntryType::Regular;
    let tarred = tar(&[("1.csv", regular, one.as_bytes()), ("2.csv.gz", regular, &packed_two)]);
    let zipped = zip(&[(b"1.csv", one.as_bytes()), (b"2.csv.gz", &packed_two)]);
    // A tar has no checksum over what it holds: where it is not packed, only its packed member can be told.
    let packed = 1_024 + one.len().next_multiple_of(512);
    let archives = [("a.zip", 0, zipped), ("a.tar.gz", 0, gz(&tarred)), ("a.tar", packed, tarred)];
    for (name, from, bytes) in archives {
        let rest = bytes.len() - from;
        for bit in (from * 8..bytes.len() * 8).step_by(rest / 20) {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let kept = keep(name, &flipped);
            let mut fixes = Vec::new();
            for pass in passes(&found(&kept.path).files) {
                let files = found(&kept.path).files[pass.files.clone()].to_vec();
                let ids: Vec<FileId> = pass.files.map(|file| FileId(file as u32)).collect();
                let mut sink = |report| match report {
                    Report::Position(fix) => fixes.push(fix),
                    Report::Static(_) => {}
                };
                read_together(&files, &ids, &ReadOptions::default(), &mut sink);
            }
            assert_written(&fixes, &written, &format!("{name}, bit {bit}"));
        }
    }
}

#[test]
fn a_damaged_member_has_the_fingerprint_with_which_it_was_read() {
    let one = table(440_000_001, 300);
    let mut zipped = zip(&[(b"1.csv", one.as_bytes())]);
    // The checksum in the directory, behind its signature and 12 bytes.
    let directory = zipped.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    zipped[directory + 16] ^= 1;
    let mut tarred = tar(&[("1.csv", tar::EntryType::Regular, one.as_bytes())]);
    tarred.truncate(4_000);
    for (name, bytes) in [("a.zip", zipped), ("a.tar", tarred)] {
        let kept = keep(name, &bytes);
        let files = found(&kept.path).files;
        let read = read_together(&files, &[FileId(0)], &ReadOptions::default(), &mut |_| {});
        let summary = read.into_iter().next().unwrap().unwrap();
        assert!(summary.damage.is_some(), "{name}");
        let again = fingerprints(&files).pop().unwrap().unwrap();
        assert_eq!((again.sha256, again.bytes), (summary.sha256, summary.bytes), "{name}");
    }
}

#[test]
fn an_xz_block_that_asks_for_more_memory_than_its_largest_preset_is_refused() {
    let mut options = XzOptions::with_preset(1);
    options.lzma_options.dict_size = 128 << 20;
    let mut encoder = XzWriter::new(Vec::new(), options).unwrap();
    encoder.write_all(table(440_000_001, 3).as_bytes()).unwrap();
    let refused = read_bytes(&encoder.finish().unwrap(), &ReadOptions::default());
    assert!(matches!(refused, Err(ReadError::Io { .. })), "{refused:?}");
}

#[test]
fn a_bomb_of_zeros_ends_where_its_allowance_does() {
    let head = table(440_000_001, 5);
    for (name, pack) in [("zst", zst as Packer), ("bz2", bz2)] {
        let zeros = pack(&vec![0; 80 << 20]);
        let bomb = [pack(head.as_bytes()), zeros].concat();
        let content = content(&bomb);
        assert_eq!(content.fixes.len(), 5, "{name}");
        assert_eq!(content.summary.ledger.rejected["line_too_long"], 1, "{name}");
        assert!(content.summary.damage.unwrap().contains("1000 times"), "{name}");
    }
}

/// A zip of these members, deflated.
fn zip(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let path = rawzip::path::EntryPath::verbatim(*name);
        let (mut entry, config) =
            archive.new_file(path).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        data.write_all(bytes).unwrap();
        let (encoder, said) = data.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(said).unwrap();
    }
    archive.finish().unwrap()
}

/// A tar of these entries; names are put into the headers as they are.
fn tar(members: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, kind, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        header.set_mode(0o644);
        header.set_size(bytes.len() as u64);
        if kind.is_symlink() {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// An archive in a folder of its own.
struct Kept {
    _folder: TempDir,
    path: PathBuf,
}

fn keep(name: &str, bytes: &[u8]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    Kept { _folder: folder, path }
}

fn found(path: &Path) -> Found {
    discover(&[path.to_owned()], &|_| false).unwrap()
}

/// What all members come to, and each fix with the archive's file it stands in.
fn read_all(files: &[PathBuf]) -> (Vec<Result<SourceSummary, ReadError>>, Vec<Location>) {
    let (mut read, mut locations) = (Vec::new(), Vec::new());
    for pass in passes(files) {
        let ids: Vec<FileId> = pass.files.clone().map(|file| FileId(file as u32)).collect();
        read.extend(read_together(&files[pass.files], &ids, &ReadOptions::default(), &mut |report| {
            if let Report::Position(fix) = report {
                locations.push(fix.location);
            }
        }));
    }
    (read, locations)
}

/// The members' names and why others were refused.
fn told(kept: &Kept) -> (Vec<String>, Vec<String>) {
    let found = found(&kept.path);
    let name = |path: &Path| path.to_str().unwrap()[kept.path.to_str().unwrap().len()..].to_owned();
    let refused =
        found.refused.iter().map(|error| error.to_string().replace(kept.path.to_str().unwrap(), ""));
    (found.files.iter().map(|path| name(path)).collect(), refused.collect())
}

#[test]
fn members_of_every_archive_are_sources_of_their_own_and_open_to_their_lines() {
    let (one, two) = (table(440_000_001, 30), table(440_000_002, 40));
    let packed_two = gz(two.as_bytes());
    let regular = tar::EntryType::Regular;
    let tarred = tar(&[
        ("./day/two.csv.gz", regular, &packed_two),
        ("./day", tar::EntryType::Directory, b""),
        ("./day/one.csv", regular, one.as_bytes()),
    ]);
    let zipped = zip(&[(b"day/two.csv.gz", &packed_two), (b"day/one.csv", one.as_bytes())]);
    let archives = [
        ("a.zip", zipped),
        ("a.tar.gz", gz(&tarred)),
        ("a.tar.zst", zst(&tarred)),
        ("a.tar.xz", xz(&tarred)),
        ("a.tar.bz2", bz2(&tarred)),
        ("a.tar", tarred),
    ];
    for (name, bytes) in archives {
        let kept = keep(name, &bytes);
        let files = found(&kept.path).files;
        assert_eq!(told(&kept), (vec!["!/day/one.csv".into(), "!/day/two.csv.gz".into()], vec![]), "{name}");
        let (read, locations) = read_all(&files);
        let summaries: Vec<SourceSummary> = read.into_iter().map(Result::unwrap).collect();
        let counts: Vec<_> = summaries.iter().map(|s| (s.file.0, s.ledger.accepted, s.bytes)).collect();
        let bytes = [one.len() as u64, packed_two.len() as u64];
        assert_eq!(counts, [(0, 30, bytes[0]), (1, 40, bytes[1])], "{name}");
        assert_eq!(summaries[0].sha256, content(one.as_bytes()).summary.sha256, "{name}");
        assert_eq!(summaries[1].path, files[1], "{name}");
        assert_opens_to_lines(name, &files, &locations, &[&one, &two]);
    }
}

fn assert_opens_to_lines(name: &str, files: &[PathBuf], locations: &[Location], tables: &[&str]) {
    for pass in passes(files) {
        let of = |file: usize| {
            let wanted = locations.iter().copied().filter(|location| location.file().0 as usize == file);
            wanted.collect::<Vec<_>>()
        };
        let wanted: Vec<(usize, Vec<Location>)> = pass.files.map(|file| (file, of(file))).collect();
        let by_path: Vec<(&Path, &[Location])> =
            wanted.iter().map(|(file, wanted)| (files[*file].as_path(), wanted.as_slice())).collect();
        let lines = raw_records_together(&by_path).unwrap();
        assert_eq!(lines.len(), wanted.iter().map(|(_, wanted)| wanted.len()).sum::<usize>(), "{name}");
        for (location, line) in lines.into_iter().flat_map(|quote| quote.lines) {
            let number = location.line() as usize - 1;
            assert_eq!(Some(line.as_str()), tables[location.file().0 as usize].lines().nth(number), "{name}");
        }
    }
}

#[test]
fn members_that_could_do_harm_or_mislead_are_refused_by_name_beside_one_that_is_read() {
    let good = table(440_000_001, 3);
    let good = good.as_bytes();
    let out = "has a name that leads out of the archive; unpack it and name the file";
    let (regular, twice) = (tar::EntryType::Regular, "is there 2 times; which one is meant cannot be told");
    let encrypted = {
        let mut bytes = zip(&[(b"good.csv", good), (b"secret.csv", good)]);
        let directory = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        bytes[directory + 8] |= 1;
        bytes
    };
    let cases: Vec<(&str, Vec<u8>, Vec<String>)> = vec![
        (
            "slip.zip",
            zip(&[(b"good.csv", good), (b"../../etc/x.csv", good)]),
            vec![format!("!/../../etc/x.csv {out}")],
        ),
        (
            "absolute.zip",
            zip(&[(b"good.csv", good), (b"/etc/x.csv", good)]),
            vec![format!("!//etc/x.csv {out}")],
        ),
        (
            "twice.zip",
            zip(&[(b"a.csv", good), (b"good.csv", good), (b"a.csv", good)]),
            vec![format!("!/a.csv {twice}")],
        ),
        (
            "secret.zip",
            encrypted,
            vec!["!/secret.csv is encrypted; unpack it with its password first".into()],
        ),
        (
            "slip.tar",
            tar(&[("good.csv", regular, good), ("../x.csv", regular, good)]),
            vec![format!("!/../x.csv {out}")],
        ),
        (
            "twice.tar",
            tar(&[("a.csv", regular, good), ("good.csv", regular, good), ("./a.csv", regular, good)]),
            vec![format!("!/a.csv {twice}")],
        ),
        (
            "link.tar",
            tar(&[("good.csv", regular, good), ("x.csv", tar::EntryType::Symlink, b"")]),
            vec!["!/x.csv is a link".into()],
        ),
        (
            "hard.tar",
            tar(&[("good.csv", regular, good), ("x.csv", tar::EntryType::Link, b"")]),
            vec!["!/x.csv is a link".into()],
        ),
        (
            "device.tar",
            tar(&[("good.csv", regular, good), ("null", tar::EntryType::Char, b"")]),
            vec!["!/null is a device".into()],
        ),
        (
            "hidden.zip",
            zip(&[(b"good.csv", good), (b"__MACOSX/._good.csv", b"x"), (b".x.csv", good)]),
            vec![],
        ),
    ];
    for (name, bytes, refused) in cases {
        let kept = keep(name, &bytes);
        assert_eq!(told(&kept), (vec!["!/good.csv".to_owned()], refused), "{name}");
        assert_eq!(content_of(&kept.path).len(), 1, "{name}");
    }
}

/// The summaries of what an archive holds.
fn content_of(archive: &Path) -> Vec<SourceSummary> {
    let (read, locations) = read_all(&found(archive).files);
    assert_eq!(locations.len(), 3);
    read.into_iter().map(Result::unwrap).collect()
}

#[test]
fn an_archive_in_an_archive_is_refused_by_name() {
    let regular = tar::EntryType::Regular;
    let good = table(440_000_001, 3);
    let inner_zip = zip(&[(b"good.csv", good.as_bytes())]);
    let inner_tar = gz(&tar(&[("good.csv", regular, good.as_bytes())]));
    let outers = [
        ("outer.zip", zip(&[(b"a.zip", &inner_zip), (b"b.tgz", &inner_tar)])),
        ("outer.tar", tar(&[("a.zip", regular, &inner_zip), ("b.tgz", regular, &inner_tar)])),
    ];
    for (name, bytes) in outers {
        let kept = keep(name, &bytes);
        let (read, _) = read_all(&found(&kept.path).files);
        let why: Vec<String> = read.into_iter().map(|read| read.unwrap_err().to_string()).collect();
        assert!(why[0].contains("!/a.zip is a zip archive"), "{why:?}");
        assert!(why[1].contains("!/b.tgz is a tar archive"), "{why:?}");
    }
}

#[test]
fn a_member_s_own_name_tells_its_ship_and_its_day_and_that_of_its_archive_does_not() {
    let track: &[u8] = b"lon,lat,timestamp,speed,course,seg_id\n129.04,35.1,2024-03-01T12:00:00Z,1,2,x\n";
    let statics = "MMSI,선박명,선종코드,IMO\n440000001,TEST SHIP,80,0\n";
    let zone = "+09:00".parse().ok();
    let members: [(&[u8], &[u8]); 4] = [
        (b"440000001.csv", track),
        (b"440000002/track.csv", track),
        (b"Static_20210701.csv", statics.as_bytes()),
        (b"20210702/Static.csv", statics.as_bytes()),
    ];
    let tarred = members.map(|(name, bytes)| (str::from_utf8(name).unwrap(), tar::EntryType::Regular, bytes));
    for kept in
        [keep("440000009_20240301.zip", &zip(&members)), keep("440000009_20240301.tar", &tar(&tarred))]
    {
        let files = found(&kept.path).files;
        let mut told = Vec::new();
        for file in &files {
            let options = ReadOptions { zone, ..ReadOptions::default() };
            let read = read_path(file, &options);
            told.push(match read {
                Ok(read) if read.fixes.is_empty() => read.statics[0].time.to_string(),
                Ok(read) => read.fixes[0].mmsi.to_string(),
                Err(error) => {
                    assert!(matches!(error, ReadError::Unstated { .. }), "{error}");
                    "unstated".to_owned()
                }
            });
        }
        assert_eq!(told, ["unstated", "440000001", "unstated", "2021-06-30T15:00:00Z"], "{files:?}");
    }
}

#[test]
fn a_torn_tar_gives_the_members_before_the_tear_and_says_that_it_breaks_off() {
    let regular = tar::EntryType::Regular;
    let (one, two, three) = (table(440_000_001, 30), table(440_000_002, 4_000), table(440_000_003, 30));
    let whole = tar(&[
        ("1.csv", regular, one.as_bytes()),
        ("2.csv", regular, two.as_bytes()),
        ("3.csv", regular, three.as_bytes()),
    ]);
    let torn = &whole[..512 + 2_048 + 512 + 50_000];
    for (name, bytes) in [("a.tar", torn.to_vec()), ("a.tar.gz", gz(torn))] {
        let kept = keep(name, &bytes);
        let (names, refused) = told(&kept);
        assert_eq!(names, ["!/1.csv", "!/2.csv"], "{name}");
        assert!(refused.len() == 1 && refused[0].contains("cannot be read to its end"), "{refused:?}");
        let (read, _) = read_all(&found(&kept.path).files);
        let read: Vec<SourceSummary> = read.into_iter().map(Result::unwrap).collect();
        assert_eq!((read[0].ledger.accepted, &read[0].damage), (30, &None), "{name}");
        assert!(read[1].damage.is_some() && read[1].ledger.accepted > 500, "{name}: {:?}", read[1]);
    }
}

#[test]
fn tars_that_were_joined_give_the_members_of_both_and_junk_behind_them_is_named() {
    let regular = tar::EntryType::Regular;
    let tar_of = |name, ship| tar(&[(name, regular, table(ship, 30).as_bytes())]);
    let (one, two) = (tar_of("1.csv", 440_000_001), tar_of("2.csv", 440_000_002));
    let without_mark = &one[..one.len() - 1024];
    let padded = [one.as_slice(), &[0; 3 << 20]].concat();
    for first in [&one[..], without_mark, &[without_mark, &[0; 512]].concat(), &padded] {
        let joined = [first, &two].concat();
        for (name, bytes) in [("a.tar", joined.clone()), ("a.tar.gz", gz(&joined))] {
            let kept = keep(name, &bytes);
            assert_eq!(told(&kept), (vec!["!/1.csv".to_owned(), "!/2.csv".to_owned()], vec![]), "{name}");
            let (read, _) = read_all(&found(&kept.path).files);
            assert!(read.iter().all(|read| read.as_ref().unwrap().ledger.accepted == 30), "{name}");
        }
    }
    for junk in [b"junk\n".repeat(200), b"junk".to_vec()] {
        let (names, refused) = told(&keep("a.tar", &[one.as_slice(), &junk].concat()));
        assert_eq!(names, ["!/1.csv"]);
        assert!(refused.len() == 1 && refused[0].contains("cannot be read to its end"), "{refused:?}");
        assert!(!refused[0].contains('\n'), "{refused:?}");
    }
}

#[test]
fn a_workbook_says_how_to_get_at_its_table_and_a_zip_with_a_damaged_start_what_it_is() {
    let workbook = zip(&[(b"[Content_Types].xml", b"<Types/>"), (b"xl/workbook.xml", b"<workbook/>")]);
    let (names, refused) = told(&keep("fleet.xlsx", &workbook));
    assert_eq!((names, refused), (vec![], vec![" is an Excel workbook; save its table as CSV".to_owned()]));
    let mut damaged = zip(&[(b"1.csv", table(440_000_001, 30).as_bytes())]);
    damaged[0] ^= 1;
    let refused = read_bytes(&damaged, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("is a zip archive whose first bytes are damaged; fetch it again"), "{refused}");
}

#[test]
fn bytes_of_a_zip_that_its_directory_does_not_name_are_told() {
    let (one, two) = (table(440_000_001, 30), table(440_000_002, 30));
    let (one, two) = (zip(&[(b"1.csv", one.as_bytes())]), zip(&[(b"2.csv", two.as_bytes())]));
    assert!(told(&keep("a.zip", &one)).1.is_empty());
    // Where both are as long, the directory of the first is found, and does not end where it should.
    let same = told(&keep("a.zip", &[one.as_slice(), &two].concat()));
    assert!(same.0.len() == 1 && same.1.len() == 1, "{same:?}");
    let longer = table(440_000_001, 60);
    let one = zip(&[(b"1.csv", longer.as_bytes())]);
    for (before, behind) in [(&one[..], &b""[..]), (b"", &[b'x'; 40])] {
        let (names, refused) = told(&keep("a.zip", &[before, &two, behind].concat()));
        assert_eq!(names, ["!/2.csv"]);
        let bytes = format!("{} bytes of it are of no member", before.len() + behind.len());
        assert!(refused.len() == 1 && refused[0].contains(&bytes), "{refused:?}");
    }
}

#[test]
fn a_member_that_is_longer_than_its_zip_says_keeps_its_rows_and_is_damaged() {
    let table = table(440_000_001, 4_000);
    let mut bytes = zip(&[(b"1.csv", table.as_bytes())]);
    let size = (table.len() as u32).to_le_bytes();
    let at: Vec<usize> = memchr::memmem::find_iter(&bytes, &size).collect();
    at.iter().for_each(|at| bytes[*at..at + 4].copy_from_slice(&100_u32.to_le_bytes()));
    let (read, _) = read_all(&found(&keep("a.zip", &bytes).path).files);
    let read = read[0].as_ref().unwrap();
    assert_eq!(read.ledger.accepted, 4_000);
    assert!(read.damage.as_ref().unwrap().contains("longer than the archive says"), "{:?}", read.damage);
}

#[test]
fn a_flipped_byte_in_a_zip_is_damage_of_its_member_alone() {
    let (one, two) = (table(440_000_001, 4_000), table(440_000_002, 30));
    let mut bytes = zip(&[(b"1.csv", one.as_bytes()), (b"2.csv", two.as_bytes())]);
    bytes[20_000] ^= 0x55;
    let kept = keep("a.zip", &bytes);
    let (read, _) = read_all(&found(&kept.path).files);
    let read: Vec<SourceSummary> = read.into_iter().map(Result::unwrap).collect();
    assert!(read[0].damage.is_some() && read[1].damage.is_none());
    assert_eq!(read[1].ledger.accepted, 30);
}

/// A zip of these members as they are, their sizes before them, without a directory.
fn stored_zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let member = |(name, bytes): &(&str, &[u8])| {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        let size = (bytes.len() as u32).to_le_bytes();
        let (sum, name_len) = (sum.sum().to_le_bytes(), (name.len() as u16).to_le_bytes());
        let fixed: [&[u8]; 7] =
            [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0", &sum, &size, &size, &name_len, b"\0\0", name.as_bytes()];
        [&fixed.concat(), *bytes].concat()
    };
    members.iter().flat_map(member).collect()
}

#[test]
fn a_zip_whose_end_is_missing_gives_its_whole_members_and_the_beginning_of_the_cut_one() {
    let (one, two, three) = (table(440_000_001, 30), table(440_000_002, 4_000), table(440_000_003, 30));
    let streamed =
        zip(&[(b"1.csv", one.as_bytes()), (b"2.csv", two.as_bytes()), (b"3.csv", three.as_bytes())]);
    let stored =
        stored_zip(&[("1.csv", one.as_bytes()), ("2.csv", two.as_bytes()), ("3.csv", three.as_bytes())]);
    let cut = |bytes: &[u8]| bytes[..bytes.len() * 2 / 3].to_vec();
    for (name, bytes) in [("streamed.zip", cut(&streamed)), ("stored.zip", cut(&stored))] {
        let kept = keep(name, &bytes);
        let (names, refused) = told(&kept);
        assert_eq!(names, ["!/1.csv", "!/2.csv"], "{name}");
        assert!(refused.len() == 1 && refused[0].contains("cut short"), "{refused:?}");
        assert!(refused[0].contains("fetch it again"), "{refused:?}");
        let (read, _) = read_all(&found(&kept.path).files);
        let read: Vec<SourceSummary> = read.into_iter().map(Result::unwrap).collect();
        assert_eq!((read[0].ledger.accepted, &read[0].damage), (30, &None), "{name}");
        assert!(read[1].damage.as_deref().unwrap().contains("cut short"), "{name}: {:?}", read[1].damage);
        assert!((1_000..4_000).contains(&read[1].ledger.accepted), "{name}: {:?}", read[1].ledger);
        assert_eq!(read[1].ledger.rejected["cut_off"], 1, "{name}");
    }
    for bytes in [&streamed[..streamed.len() - 30], &stored] {
        let (read, _) = read_all(&found(&keep("a.zip", bytes).path).files);
        let all_whole = read.iter().all(|read| read.as_ref().is_ok_and(|read| read.damage.is_none()));
        assert!(read.len() == 3 && all_whole, "{read:?}");
    }
}

#[test]
fn a_stream_that_is_cut_short_gives_its_lines_before_the_cut_and_says_so_in_words() {
    let whole = table(440_000_001, 40_000);
    for (name, pack) in PACKERS {
        let stored = pack(whole.as_bytes());
        let content = content(&stored[..stored.len() / 2]);
        let damage = content.summary.damage.unwrap();
        assert_eq!(damage, "the file is cut short; fetch it again", "{name}");
        assert!(content.fixes.len() > 10_000, "{name}: {}", content.fixes.len());
        assert_eq!(content.summary.ledger.rejected["cut_off"], 1, "{name}");
    }
    let nothing = read_bytes(&gz(whole.as_bytes())[..5], &ReadOptions::default()).unwrap_err();
    assert!(nothing.to_string().ends_with("the file is cut short; fetch it again"), "{nothing}");
}

#[test]
fn a_bomb_in_a_zip_is_damage_of_its_member() {
    let mut bomb = table(440_000_001, 5).into_bytes();
    bomb.resize(80 << 20, 0);
    let kept = keep(
        "a.zip",
        &zip(&[(b"bomb.csv.zst", &zst(&bomb)), (b"good.csv", table(440_000_002, 3).as_bytes())]),
    );
    let (read, locations) = read_all(&found(&kept.path).files);
    let read: Vec<SourceSummary> = read.into_iter().map(Result::unwrap).collect();
    assert!(read[0].damage.as_deref().unwrap().contains("1000 times"), "{:?}", read[0].damage);
    assert_eq!((locations.len(), &read[1].damage), (8, &None));
}

#[test]
fn a_pattern_names_the_files_that_fit_it_and_one_that_fits_none_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.csv.gz", "a.csv.gz", "c.csv", "[x].csv"] {
        fs::write(folder.path().join(name), gz(table(440_000_001, 1).as_bytes())).unwrap();
    }
    let names = |pattern: &str| {
        let found = discover(&[folder.path().join(pattern)], &|_| false).map_err(io::Error::other)?;
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        Ok::<Vec<String>, io::Error>(found.files.iter().map(name).collect())
    };
    assert_eq!(names("*.csv.gz").unwrap(), ["a.csv.gz", "b.csv.gz"]);
    assert_eq!(names("[x].csv").unwrap(), ["[x].csv"]);
    assert!(names("*.nmea").unwrap_err().to_string().contains("no file fits the pattern"));
}

#[test]
fn a_zip_of_many_members_is_read_in_few_passes_and_every_member_comes_in_its_turn() {
    let tables: Vec<(String, String)> =
        (0..200).map(|ship| (format!("{ship:03}.csv"), table(440_000_000 + ship, 2))).collect();
    let members: Vec<(&[u8], &[u8])> =
        tables.iter().map(|(name, table)| (name.as_bytes(), table.as_bytes())).collect();
    let kept = keep("a.zip", &zip(&members));
    let files = found(&kept.path).files;
    let passes = passes(&files);
    assert_eq!(passes.len(), 50);
    assert!(passes.iter().flat_map(|pass| pass.files.clone()).eq(0..200));
    let (read, locations) = read_all(&files);
    let all_are_read = read.iter().zip(0..).all(|(read, file)| {
        read.as_ref().is_ok_and(|read| read.file == FileId(file) && read.ledger.accepted == 2)
    });
    assert!(all_are_read && locations.len() == 400, "{read:?}");
    let texts: Vec<&str> = tables.iter().map(|(_, table)| table.as_str()).collect();
    assert_opens_to_lines("a.zip", &files, &locations, &texts);
}

#[cfg(unix)]
#[test]
fn members_of_an_archive_whose_name_is_no_unicode_are_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"day \xff.zip"));
    fs::write(&path, zip(&[(b"a.csv", table(440_000_001, 3).as_bytes())])).unwrap();
    let files = found(folder.path()).files;
    let (read, locations) = read_all(&files);
    assert_eq!((files.len(), locations.len()), (1, 3), "{read:?}");
    assert_eq!(read[0].as_ref().unwrap().path, files[0]);
}

#[test]
fn a_member_with_the_path_of_a_file_beside_its_archive_is_named_and_the_file_is_read() {
    let good = table(440_000_001, 3);
    let kept = keep("a.zip", &zip(&[(b"one.csv", good.as_bytes()), (b"two.csv", good.as_bytes())]));
    let beside = kept.path.with_file_name("a.zip!");
    fs::create_dir(&beside).unwrap();
    fs::write(beside.join("one.csv"), table(440_000_002, 4)).unwrap();
    let all = found(kept.path.parent().unwrap());
    assert_eq!(all.files, [beside.join("one.csv"), beside.join("two.csv")]);
    assert!(
        all.refused[0].to_string().contains("the path of a file beside its archive"),
        "{:?}",
        all.refused
    );
    let counts: Vec<u64> =
        read_all(&all.files).0.into_iter().map(|read| read.unwrap().ledger.accepted).collect();
    assert_eq!(counts, [4, 3]);
}

/// A tar whose second member has a name of so many bytes, told before it as `kind`.
fn tar_with_name(kind: tar::EntryType, len: usize) -> Vec<u8> {
    let good = table(440_000_001, 3);
    let name = match kind {
        tar::EntryType::XHeader => {
            let digits = (len + 10).to_string();
            format!("{} path={}\n", digits, "d".repeat(len + 10 - digits.len() - 7)).into_bytes()
        }
        _ => vec![b'd'; len],
    };
    let regular = tar::EntryType::Regular;
    tar(&[
        ("one.csv", regular, good.as_bytes()),
        ("name", kind, &name),
        ("two.csv", regular, good.as_bytes()),
    ])
}

#[test]
fn a_tar_with_a_name_of_megabytes_breaks_off_there_and_one_with_a_long_name_does_not() {
    for kind in [tar::EntryType::GNULongName, tar::EntryType::XHeader] {
        let long = keep("a.tar", &tar_with_name(kind, 1000));
        assert_eq!((found(&long.path).files.len(), found(&long.path).refused.len()), (2, 0), "{kind:?}");
        let endless = keep("a.tar.gz", &gz(&tar_with_name(kind, 3 << 20)));
        let (files, refused) = told(&endless);
        assert_eq!(files, ["!/one.csv"], "{kind:?}");
        assert!(refused.len() == 1 && refused[0].contains("name takes more than 1 MiB"), "{refused:?}");
        assert_eq!(read_all(&found(&endless.path).files).1.len(), 3);
    }
}

#[test]
fn members_of_several_mebibytes_stand_between_names_that_are_read() {
    let large = table(440_000_001, 60_000);
    let regular = tar::EntryType::Regular;
    let members: Vec<(&str, tar::EntryType, &[u8])> =
        ["a.csv", "b.csv", "c.csv"].map(|name| (name, regular, large.as_bytes())).to_vec();
    let kept = keep("a.tar", &tar(&members));
    let files = found(&kept.path).files;
    assert_eq!(read_all(&files[1..]).1.len(), 120_000);
    assert_eq!(read_all(&files[2..]).1.len(), 60_000);
}

#[test]
fn an_archive_that_holds_nothing_is_refused_as_that() {
    let refused = read_bytes(&tar(&[]), &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("an empty tar archive"), "{refused}");
}

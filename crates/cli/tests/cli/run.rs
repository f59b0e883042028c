//! `darkwake run`: from an archive to a case, and the codes it ends with.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Said, archive, darkwake, json, said, scratch};

fn run(input: &Path, out: &Path, options: &[&str]) -> Said {
    said(darkwake().arg("run").arg(input).arg("--out").arg(out).args(options))
}

#[test]
fn a_run_ends_with_its_figures_its_leads_and_what_to_do_next() {
    let home = scratch();
    let case = home.path().join("case");
    let said = run(&archive("coal-voyage"), &case, &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("1 file, ") && said.err.contains("(0 rejected)"), "{}", said.err);
    assert!(
        said.out.contains(r#"MMSI 413093120 "YONG HE 18" and MMSI 671093110 "GRAND SPARROW 7""#),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("2 leads in ")
            && said.out.contains(" on the dprk list, ")
            && said.out.contains(" on the evasive list. Next: `darkwake explain "),
        "{}",
        said.out
    );
    let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
    assert_eq!(manifest["lists"][0]["name"], "un_1718");
}

#[test]
fn a_case_that_is_there_is_added_to_and_built_anew_only_when_asked() {
    let home = scratch();
    let case = home.path().join("case");
    let files = || {
        let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
        manifest["inputs"].as_array().unwrap().iter().map(|input| input["path"].clone()).collect::<Vec<_>>()
    };
    let path = |name: &str| archive(name).display().to_string();
    assert_eq!(run(&archive("coal-voyage"), &case, &[]).code, 0);
    let added = run(&archive("oil-open"), &case, &[]);
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(added.err.starts_with("2 files, "), "{}", added.err);
    assert_eq!(files(), [path("coal-voyage"), path("oil-open")]);
    assert_eq!(run(&archive("oil-open"), &case, &["-O"]).code, 0);
    assert_eq!(files(), [path("oil-open")]);
}

#[test]
fn a_truncated_gzip_is_read_as_far_as_it_goes_and_ends_with_3() {
    let home = scratch();
    let (file, case) = (home.path().join("log.nmea.gz"), home.path().join("case"));
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&fs::read(archive("oil-open")).unwrap()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(&file, &packed[..packed.len() / 2]).unwrap();
    let said = run(&file, &case, &[]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("1 file damaged: what could be read was used"), "{}", said.err);
    assert!(case.join("leads.parquet").exists());
}

#[test]
fn too_many_rejected_lines_end_with_4_and_say_how_many_were_allowed() {
    let home = scratch();
    let file = home.path().join("log.nmea");
    let noise = "!AIVDM,1,1,,A,noise,0*00\n".repeat(100);
    fs::write(&file, fs::read_to_string(archive("oil-open")).unwrap() + &noise).unwrap();
    let said = run(&file, &home.path().join("case"), &[]);
    assert_eq!(said.code, 4, "{}", said.err);
    assert!(said.err.contains("100 of 482 lines were rejected, 20.7 %"), "{}", said.err);
    assert!(said.err.contains("`--max-rejects` allows 5.0 %"), "{}", said.err);
    assert_eq!(run(&file, &home.path().join("other"), &["--max-rejects", "0.3"]).code, 0);
}

#[test]
fn a_place_where_no_case_can_be_written_ends_with_5() {
    let home = scratch();
    fs::write(home.path().join("file"), "in the way").unwrap();
    let said = run(&archive("oil-open"), &home.path().join("file/case"), &[]);
    assert_eq!(said.code, 5, "{}", said.err);
    assert!(said.err.contains("cannot create"), "{}", said.err);
}

#[test]
fn an_input_that_is_missing_empty_or_no_archive_ends_with_2_and_leaves_no_case() {
    let home = scratch();
    let at = |name: &str| home.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    fs::write(at("table.csv"), "mmsi,colour\n1,red\n").unwrap();
    fs::write(at("timeless.nmea"), "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n").unwrap();
    let cases = [
        ("missing", "No such file"),
        ("empty", "no file to read in"),
        ("table.csv", "no column for time"),
        ("timeless.nmea", "name the day with --date"),
    ];
    for (input, why) in cases {
        let said = run(&at(input), &at("case"), &[]);
        assert_eq!(said.code, 2, "{input}: {}", said.err);
        assert!(said.err.contains(why) && said.err.contains(input), "{}", said.err);
        assert!(!at("case").exists(), "{input}");
    }
    let dated = run(&at("timeless.nmea"), &at("case"), &["--date", "2024-03-01"]);
    assert_eq!(dated.code, 0, "{}", dated.err);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let home = scratch();
    let table = |threads: &str| {
        let case = home.path().join(threads);
        assert_eq!(run(&archive("dark-partner"), &case, &["--threads", threads]).code, 0);
        ["events", "leads", "evidence"].map(|name| fs::read(case.join(format!("{name}.parquet"))).unwrap())
    };
    assert!(table("1") == table("3"));
}

/// A folder with a good log among what lies about beside logs; the names of the latter.
#[cfg(unix)]
fn littered(home: &Path) -> std::io::Result<(PathBuf, Vec<&'static str>)> {
    let archive_dir = home.join("archive");
    let at = |name: &str| archive_dir.join(name);
    fs::create_dir_all(at("sub"))?;
    fs::copy(archive("oil-open"), at("log.nmea"))?;
    let bytes: [(&str, &[u8]); 7] = [
        ("README.md", b"# Logs of the station\n\nOne file a day.\n"),
        ("a.bin", b"\x7fELF\x02\x01\x01\x00\x00\xff\xfe"),
        ("cut.nmea.zst", b"\x28\xb5\x2f\xfd\x04\x58\x41\x00\x00!AIV"),
        ("short.gz", b"\x1f\x8b"),
        ("sub/table.csv", b"mmsi,colour\n1,red\n"),
        ("timeless.nmea", b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n"),
        ("week.zip", b"PK\x03\x04"),
    ];
    for (name, bytes) in bytes {
        fs::write(at(name), bytes)?;
    }
    std::os::unix::fs::symlink(at("gone"), at("dangling"))?;
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe")).status();
    assert!(pipe?.success());
    let names = bytes.iter().map(|(name, _)| *name).chain(["dangling", "pipe"]).collect();
    Ok((archive_dir, names))
}

#[cfg(unix)]
#[test]
fn what_lies_about_beside_a_log_is_refused_by_name_and_stops_nothing() {
    let home = scratch();
    let (archive_dir, names) = littered(home.path()).unwrap();
    let case = home.path().join("case");
    let said = run(&archive_dir, &case, &["--threads", "1"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.out.contains("1 lead in "), "{}", said.out);
    assert!(said.err.contains("1 file, 382 lines (0 rejected)"), "{}", said.err);
    let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
    assert_eq!(manifest["inputs"].as_array().unwrap().len(), 1);
    let left_out = manifest["left_out"].as_array().unwrap();
    assert_eq!(left_out.len(), names.len(), "{left_out:?}");
    for name in names {
        let told =
            said.err.lines().filter(|line| line.starts_with("refused: ") && line.contains(name)).count();
        assert_eq!(told, 1, "{name}: {}", said.err);
        let path = archive_dir.join(name);
        assert!(left_out.iter().any(|entry| entry["path"] == path.to_str().unwrap()), "{name}");
    }
    assert!(said.err.contains("9 inputs refused"), "{}", said.err);

    let other = home.path().join("other");
    assert_eq!(run(&archive_dir, &other, &["--threads", "3"]).code, 3);
    assert_eq!(fs::read(case.join("manifest.json")).unwrap(), fs::read(other.join("manifest.json")).unwrap());
}

#[cfg(unix)]
#[test]
fn a_folder_of_which_nothing_can_be_read_ends_with_2_and_names_every_file() {
    let home = scratch();
    let (archive_dir, names) = littered(home.path()).unwrap();
    fs::remove_file(archive_dir.join("log.nmea")).unwrap();
    let said = run(&archive_dir, &home.path().join("case"), &[]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(names.iter().all(|name| said.err.contains(name)), "{}", said.err);
    assert!(said.err.contains("nothing that can be read among 9 files and folders"), "{}", said.err);
    assert!(!home.path().join("case").exists());
}

#[test]
fn an_input_that_is_missing_stops_a_run_that_has_others() {
    let home = scratch();
    let mut command = darkwake();
    let command = command.arg("run").arg(archive("oil-open")).arg(home.path().join("missing"));
    let said = said(command.arg("--out").arg(home.path().join("case")));
    assert!(said.code == 2 && said.err.contains("No such file"), "{} {}", said.code, said.err);
}

#[test]
fn an_older_case_among_the_logs_is_skipped_as_a_whole_and_said() {
    let home = scratch();
    let case = home.path().join("case");
    fs::copy(archive("oil-open"), home.path().join("log.nmea")).unwrap();
    assert_eq!(run(home.path(), &case, &[]).code, 0);
    let leads = fs::read(case.join("leads.parquet")).unwrap();
    let again = run(home.path(), &case, &["-O"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.err.contains(&format!("skipped: {} is a case", case.display())), "{}", again.err);
    assert_eq!(fs::read(case.join("leads.parquet")).unwrap(), leads);
    let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
    assert_eq!(manifest["left_out"][0]["path"], case.to_str().unwrap());
    let alone = run(&case, &home.path().join("other"), &[]);
    assert!(alone.code == 2 && alone.err.contains("is a case of darkwake's"), "{}", alone.err);
}

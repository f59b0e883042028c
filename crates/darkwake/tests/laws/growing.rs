//! An archive that grows gives what one run over all of it gives, once what is learned from the whole archive is fixed.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use case::Case;
use darkwake::{Learned, Options};
use model::Timestamp;

use crate::archive::{Folder, Told, gz, messages, odd_log, rows, run, tar, world, zip};
use crate::tables::{account, assert_same, tables, text};

/// The case of one run over all, with what was learned in `learned`.
fn in_one_run(folder: &Folder, learned: &Told) -> Told {
    run(&[folder.path()], &Options { learned: Learned::From(learned.dir()), ..Options::default() })
}

/// Fails where a case that grew differs from one run over the files as they are now. `first` was run on what was there
/// at first.
fn assert_as_in_one_run(grown: &Told, folder: &Folder, first: &Told, what: &str) {
    let at_once = in_one_run(folder, first);
    let (grown, at_once) = (grown.case(), at_once.case());
    assert_same(&tables(&at_once), &tables(&grown), what);
    assert_eq!(account(&at_once), account(&grown), "{what}");
    let paths = |case: &Case| {
        let mut paths: Vec<String> =
            case.sources().expect("its sources").into_iter().map(|row| row.path + &row.sha256).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths(&at_once), paths(&grown), "{what}");
    assert_eq!(quoted(&at_once), quoted(&grown), "{what}");
    assert_eq!(refused(&at_once), refused(&grown), "{what}");
    assert!(grown.verify().expect("it can be checked").is_empty(), "{what}");
}

/// The lines that findings rest on, whichever of several copies is quoted.
fn quoted(case: &Case) -> Vec<String> {
    let mut texts: Vec<String> =
        case.raw_lines().expect("its lines").iter().map(|line| moment(&line.text)).collect();
    texts.sort();
    texts
}

/// When a line was received, or all of it: a log and a table of one day are copies of each other in different words.
fn moment(text: &str) -> String {
    let of_tag = text.split_once("c:").and_then(|(_, rest)| rest.get(..10)?.parse().ok());
    let of_table = text.split(',').nth(1).and_then(|time| Timestamp::from_rfc3339(&format!("{time}Z")).ok());
    let seconds: Option<i64> = of_tag.or(of_table.map(|time| time.ms() / 1000));
    seconds.map_or_else(|| text.to_owned(), |seconds| seconds.to_string())
}

/// The lines that were refused, by the paths of their files.
fn refused(case: &Case) -> Vec<String> {
    let sources = case.sources().expect("its sources");
    let path = |id: i64| &sources.iter().find(|source| source.file_id == id).expect("it has a source").path;
    let rejects = case.rejects().expect("its refused lines");
    let mut texts: Vec<String> =
        rejects.iter().map(|row| format!("{} {}", path(row.file_id), text(row, &["file_id"]))).collect();
    texts.sort();
    texts
}

/// Runs what is in a folder, changes the folder, and runs it again into the same case.
fn grow(folder: &Folder, more: impl FnOnce(&Folder), what: &str) -> Told {
    let mut grown = run(&[folder.path()], &Options::default());
    let first = run(&[folder.path()], &Options::default());
    more(folder);
    grown.add(&[folder.path()]);
    assert_as_in_one_run(&grown, folder, &first, what);
    grown
}

#[test]
fn days_that_are_added_one_by_one_are_the_week() {
    let folder = Folder::new();
    folder.put("0.nmea", &world().sentences[0]);
    folder.put("odd.nmea", odd_log());
    let (mut grown, first) =
        (run(&[folder.path()], &Options::default()), run(&[folder.path()], &Options::default()));
    folder.put("1.nmea", &world().sentences[1]);
    grown.add(&[folder.path()]);
    assert_as_in_one_run(&grown, &folder, &first, "two days");
    assert!(!grown.case().revisions().expect("its revisions").is_empty());
    let second = folder.put("a/2.nmea", &world().sentences[2]);
    grown.add(&[&second]);
    assert_as_in_one_run(&grown, &folder, &first, "three days, the last of them alone");
}

#[test]
fn late_records_change_what_was_found_as_if_they_had_been_there() {
    let messages = messages(&world().sentences[..2].concat());
    let every = |rest: usize| {
        messages
            .iter()
            .enumerate()
            .filter(|(at, _)| at % 3 == rest)
            .map(|(_, message)| message.as_str())
            .collect()
    };
    let parts: [String; 3] = [every(0), every(1), every(2)];
    let folder = Folder::new();
    folder.put("b/0.nmea", &parts[0]);
    folder.put("b/rows.csv", &world().rows[1]);
    grow(
        &folder,
        |folder| {
            folder.put("a/1.nmea", &parts[1]);
            folder.put("c/2.nmea.gz", gz(&parts[2]));
            folder.put("c/rows.csv", &world().rows[0]);
        },
        "late messages",
    );
}

/// The number by which the file system knows a file of a case.
fn inode(told: &Told, file: &str) -> u64 {
    told.dir().join(file).metadata().expect("it is there").ino()
}

#[test]
fn of_a_log_that_has_grown_only_the_new_lines_are_read() {
    let days = &world().sentences;
    let log = [&days[0], "garbage\n", &days[1], "# noise\n!AIVDM,1,1,,A,noise,0*00\n", &days[2]].concat()
        + &odd_log();
    let new_day = log.find(days[2].as_str()).expect("it is there");
    assert!(new_day > 1 << 20, "{new_day}");
    let lines: Vec<usize> = log.match_indices('\n').map(|(at, _)| at + 1).collect();
    // At the new day, behind the first sentence of a message, and a few messages before the end.
    let split = messages(&log[new_day..]);
    let (mut inside, mut before) = (None, new_day);
    for message in &split {
        if message.matches('\n').count() > 1 {
            inside = Some(before + message.find('\n').expect("it has lines") + 1);
        }
        before += message.len();
    }
    for cut in [new_day, inside.expect("there are messages of two sentences"), lines[lines.len() - 9]] {
        let folder = Folder::new();
        folder.put("log.nmea", &log[..cut]);
        let mut grown = run(&[folder.path()], &Options::default());
        let first = run(&[folder.path()], &Options::default());
        let day = "fixes/day=2025-03-04/part-0.parquet";
        let before = inode(&grown, day);
        folder.append("log.nmea", &log[cut..]);
        grown.add(&[folder.path()]);
        assert_as_in_one_run(&grown, &folder, &first, &format!("from byte {cut}"));
        assert_eq!(inode(&grown, day), before, "the second day was written anew");
    }
}

#[test]
fn of_a_table_that_has_grown_only_the_new_rows_are_read() {
    let days = &world().rows;
    let all: Vec<&str> = days.iter().flat_map(|day| rows(day).1).collect();
    let header = rows(&days[0]).0;
    let cut = rows(&days[0]).1.len() + rows(&days[1]).1.len();
    let front = format!("{header}\n{}", all[..cut].concat());
    assert!(front.len() > 1 << 20, "{}", front.len());
    let folder = Folder::new();
    folder.put("rows.csv", &front);
    let mut grown = run(&[folder.path()], &Options::default());
    let first = run(&[folder.path()], &Options::default());
    let day = "fixes/day=2025-03-03/part-0.parquet";
    let before = inode(&grown, day);
    folder.append("rows.csv", all[cut..cut + 700].concat());
    grown.add(&[folder.path()]);
    assert_as_in_one_run(&grown, &folder, &first, "700 rows");
    folder.append("rows.csv", format!("{header}\n{}", all[cut + 700..].concat()));
    grown.add(&[folder.path()]);
    assert_as_in_one_run(&grown, &folder, &first, "another header and the rest");
    assert_eq!(inode(&grown, day), before, "the first day was written anew");
}

#[test]
fn a_short_log_and_packed_ones_that_have_grown_are_read_again() {
    let messages = messages(&world().sentences[0]);
    let thirds: Vec<String> = messages.chunks(messages.len().div_ceil(3)).map(<[String]>::concat).collect();
    let folder = Folder::new();
    let put = |names: &[usize]| {
        let named: Vec<(String, &str)> =
            names.iter().map(|at| (format!("{at}.nmea"), thirds[*at].as_str())).collect();
        let members: Vec<(&str, &[u8])> =
            named.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        folder.put("log.nmea", names.iter().map(|at| thirds[*at].as_str()).collect::<String>());
        folder.put("packed.nmea.gz", names.iter().flat_map(|at| gz(&thirds[*at])).collect::<Vec<u8>>());
        folder.put("logs.zip", zip(&members));
        folder.put("logs.tar", tar(&members));
    };
    put(&[0]);
    let mut grown = run(&[folder.path()], &Options::default());
    let first = run(&[folder.path()], &Options::default());
    for names in [&[0, 1][..], &[0, 1, 2]] {
        put(names);
        grown.add(&[folder.path()]);
        assert_as_in_one_run(&grown, &folder, &first, &format!("{names:?}"));
    }
}

#[test]
fn a_line_that_was_cut_and_then_completed_is_read_once() {
    let log = world().sentences[..2].concat();
    let table = &world().rows[0];
    for (name, text) in [("log.nmea", &log), ("rows.csv", table)] {
        let end = text[..text.len() * 2 / 3].rfind('\n').expect("it has lines");
        for cut in [end, end + 60] {
            let folder = Folder::new();
            folder.put(name, &text[..cut]);
            grow(&folder, |folder| folder.append(name, &text[cut..]), &format!("{name} cut at {cut}"));
        }
    }
}

#[test]
fn what_was_run_alone_can_be_added_to_in_any_order() {
    let folder = Folder::new();
    let paths: Vec<_> = world().sentences[..3]
        .iter()
        .zip(0..)
        .map(|(day, at)| folder.put(&format!("{at}.nmea"), day))
        .collect();
    let at = |day: usize| -> &Path { &paths[day] };
    let mut grown = run(&[at(1)], &Options::default());
    let first = run(&[at(1)], &Options::default());
    grown.add(&[at(2)]);
    grown.add(&[at(0)]);
    assert_as_in_one_run(&grown, &folder, &first, "the middle day first");
}

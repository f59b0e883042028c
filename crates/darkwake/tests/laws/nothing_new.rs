//! What was read is not read again, is not counted twice, and is never lost.

use std::path::PathBuf;

use case::Overwrite;
use darkwake::{LeftOut, Options, Standing};

use crate::archive::{Folder, Told, odd_log, odd_table, run, run_into, world};
use crate::same_bytes::mixed;
use crate::tables::{assert_same, assert_same_bytes, bytes_of, tables};

fn extend() -> Options {
    Options { overwrite: Overwrite::Extend, ..Options::default() }
}

fn standings(told: &Told, folder: &Folder, options: &Options) -> Vec<&'static str> {
    let plan = darkwake::plan(&[folder.path().to_owned()], &told.dir(), options).expect("it can be planned");
    plan.files.iter().map(|file| file.standing.as_str()).collect()
}

#[test]
fn a_second_run_reads_nothing_and_leaves_every_byte() {
    let folder = Folder::new();
    folder.put("1.nmea", &world().sentences[0]);
    folder.put("2.csv", &world().rows[1]);
    folder.put("odd.nmea", odd_log());
    let mut told = run(&[folder.path()], &Options::default());
    let before = bytes_of(&told.dir());
    let plan =
        darkwake::plan(&[folder.path().to_owned()], &told.dir(), &extend()).expect("it can be planned");
    assert_eq!((plan.to_read(), plan.files.len(), plan.elsewhere), (0, 3, 0));
    assert!(plan.files.iter().all(|file| file.standing == Standing::Known));
    told.add(&[folder.path()]);
    assert!(before == bytes_of(&told.dir()));
    assert!(told.case().revisions().expect("its revisions").is_empty());
}

#[test]
fn a_second_run_over_all_that_archives_hold_leaves_every_byte() {
    let mut told = run(&[mixed().path()], &Options::default());
    let usual = run(&[mixed().path()], &Options::default());
    told.add(&[mixed().path()]);
    assert_same_bytes(&usual.dir(), &told.dir(), "again");
}

#[test]
fn a_copy_in_another_folder_is_left_out_now_and_later() {
    let folder = Folder::new();
    let original = folder.put("a/log.nmea", &world().sentences[0]);
    let mut told = run(&[folder.path()], &Options::default());
    let before = tables(&told.case());
    let copy = folder.put("b/log.nmea", &world().sentences[0]);
    for _ in 0..2 {
        told.add(&[folder.path()]);
        assert_same(&before, &tables(&told.case()), "with a copy");
        assert_eq!(told.outcome.left_out, [LeftOut::Copy { path: copy.clone(), of: original.clone() }]);
        assert_eq!(told.outcome.files, 1);
    }
}

#[test]
fn a_replaced_file_keeps_what_both_said_and_put_back_it_is_known() {
    let folder = Folder::new();
    folder.put("log.nmea", &world().sentences[0]);
    let mut told = run(&[folder.path()], &Options::default());
    folder.put("log.nmea", &world().sentences[1]);
    assert_eq!(standings(&told, &folder, &extend()), ["replaced"]);
    told.add(&[folder.path()]);
    let both = tables(&told.case());
    let days = Folder::new();
    days.put("0.nmea", &world().sentences[0]);
    days.put("1.nmea", &world().sentences[1]);
    let at_once = tables(&run(&[days.path()], &Options::default()).case());
    for table in ["fixes", "statics", "vessels"] {
        assert!(both[table] == at_once[table], "{table}");
    }
    folder.put("log.nmea", &world().sentences[0]);
    assert_eq!(standings(&told, &folder, &extend()), ["known"]);
    told.add(&[folder.path()]);
    assert_same(&both, &tables(&told.case()), "the first log again");
    // It grows from what either was.
    folder.append("log.nmea", odd_log());
    assert_eq!(standings(&told, &folder, &extend()), ["grown"]);
    told.add(&[folder.path()]);
    assert_eq!(told.outcome.files, 2);
}

#[test]
fn files_that_are_read_in_another_way_are_read_anew() {
    let folder = Folder::new();
    folder.put("log.nmea", &world().sentences[0]);
    folder.put("odd.nmea", odd_log());
    folder.put("table.csv", odd_table());
    let mut told = run(&[folder.path()], &Options::default());
    let mut other = extend();
    other.reading.lenient = true;
    // To a table it does not matter.
    assert_eq!(standings(&told, &folder, &other), ["reread", "reread", "known"]);
    told.outcome = run_into(&[folder.path()], &told.dir(), &other).expect("the archive is read");
    let fresh = run(&[folder.path()], &Options { overwrite: Overwrite::No, ..other.clone() });
    assert_same(&tables(&fresh.case()), &tables(&told.case()), "lenient");
    assert_eq!(standings(&told, &folder, &other), ["known"; 3]);
}

#[test]
fn an_option_that_is_not_named_again_stays_as_it_was_for_the_files_that_were_read_with_it() {
    let folder = Folder::new();
    folder.put("log.nmea", &world().sentences[0]);
    folder.put("table.csv", odd_table());
    let mut with_zone = Options::default();
    with_zone.reading.zone = "+09:00".parse().ok();
    let told = run(&[folder.path()], &with_zone);
    assert_eq!(standings(&told, &folder, &extend()), ["known"; 2]);
    let mut other_zone = extend();
    other_zone.reading.zone = "+08:00".parse().ok();
    assert_eq!(standings(&told, &folder, &other_zone), ["known", "reread"]);
}

#[test]
fn what_a_run_would_refuse_or_leave_out_is_foreseen() {
    let folder = Folder::new();
    folder.put("log.nmea", &world().sentences[0]);
    let told = run(&[folder.path()], &Options::default());
    let copy = folder.put("copy/log.nmea", &world().sentences[0]);
    let page = folder.put("page.csv", "<html><body>404</body></html>");
    let plan =
        darkwake::plan(&[folder.path().to_owned()], &told.dir(), &extend()).expect("it can be planned");
    assert_eq!(plan.to_read(), 0);
    let left_out: Vec<(PathBuf, bool)> =
        plan.left_out.iter().map(|one| (one.path().to_owned(), one.is_refused())).collect();
    assert_eq!(left_out, [(copy, false), (page, true)]);
}

#[test]
fn files_that_are_gone_keep_what_they_said_and_the_lines_that_are_quoted() {
    let (kept, gone) = (Folder::new(), Folder::new());
    let day: PathBuf = kept.put("1.nmea", &world().sentences[1]);
    gone.put("0.nmea", &world().sentences[0]);
    let mut told = run(&[gone.path(), kept.path()], &Options::default());
    let before = bytes_of(&told.dir());
    drop(gone);
    told.add(&[&day]);
    assert!(before == bytes_of(&told.dir()));
}

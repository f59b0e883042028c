//! The same files and options give the same bytes, whatever the threads, the memory and the order of the inputs.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use darkwake::{Options, Room, with_threads};

use crate::archive::{
    Folder, Told, gz, messages, odd_log, odd_table, run, run_into, tar, timeless_log, world, zip, zst,
};
use crate::tables::assert_same_bytes;

/// Days cut into many files, tables, containers, copies, and files that cannot be read.
pub(crate) fn mixed() -> &'static Folder {
    static MIXED: OnceLock<Folder> = OnceLock::new();
    MIXED.get_or_init(|| {
        let folder = Folder::new();
        for (day, log) in (1..).zip(&world().sentences) {
            let messages = messages(log);
            for (part, messages) in messages.chunks(messages.len().div_ceil(5)).enumerate() {
                folder.put(&format!("logs/{day}-{part}.nmea"), messages.concat());
            }
        }
        world().rows.iter().zip(1..).for_each(|(table, day)| {
            folder.put(&format!("tables/{day}.csv"), table);
        });
        let (log, table) = (odd_log(), odd_table());
        let members = [("b.nmea", log.as_bytes()), ("a.csv", table.as_bytes())];
        folder.put("odd/log.nmea", &log);
        folder.put("odd/table.csv", &table);
        folder.put("odd/log.nmea.gz", gz(&log));
        folder.put("odd/table.csv.zst", zst(&table));
        folder.put("odd/both.zip", zip(&members));
        folder.put("odd/both.tar", tar(&members));
        folder.put("copies/log.nmea", &log);
        folder.put("copies/1.csv", &world().rows[0]);
        folder.put("other/readme.txt", "weight,colour\n1,red\n");
        folder.put("other/timeless.nmea", timeless_log());
        folder
    })
}

/// One run over it with nothing changed.
fn usual() -> &'static Told {
    static USUAL: OnceLock<Told> = OnceLock::new();
    USUAL.get_or_init(|| {
        let told = run(&[mixed().path()], &Options::default());
        assert!(told.outcome.fixes > 20_000 && told.outcome.leads > 0, "{:?}", told.outcome);
        assert_eq!(told.outcome.left_out.len(), 6, "{:?}", told.outcome.left_out);
        told
    })
}

/// Options with so little room that every portion is spilled.
pub(crate) fn cramped(held: u64) -> Options {
    Options { room: Room { memory: 0, least_held: held, ..Room::default() }, ..Options::default() }
}

#[test]
fn the_number_of_threads_does_not_show() {
    for threads in [1, 2, 3, 8] {
        let told = with_threads(threads, || run(&[mixed().path()], &Options::default())).expect("threads");
        assert_same_bytes(&usual().dir(), &told.dir(), &format!("{threads} threads"));
    }
}

#[test]
fn the_memory_does_not_show() {
    for (threads, held) in [(1, 1 << 20), (8, 100_000)] {
        let told = with_threads(threads, || run(&[mixed().path()], &cramped(held))).expect("threads");
        assert_same_bytes(&usual().dir(), &told.dir(), &format!("{held} bytes held by {threads} threads"));
    }
}

#[test]
fn the_order_of_the_inputs_does_not_show() {
    let mut files: Vec<PathBuf> = usual().case().sources().expect("its sources").iter().map(outer).collect();
    files.extend(usual().outcome.left_out.iter().map(|left_out| left_out.path().to_owned()));
    for step in [7, 11] {
        let mut shuffled: Vec<&Path> =
            (0..files.len() * step).step_by(step).map(|at| files[at % files.len()].as_path()).collect();
        shuffled.extend(files.iter().map(PathBuf::as_path));
        let told = run(&shuffled, &Options::default());
        assert_same_bytes(&usual().dir(), &told.dir(), &format!("every {step}th first"));
    }
}

fn outer(source: &case::SourceRow) -> PathBuf {
    source.path.split("!/").next().unwrap_or_default().into()
}

#[test]
fn a_case_that_is_built_anew_has_the_bytes_of_the_first() {
    let told = run(&[mixed().path()], &Options::default());
    let options = Options { overwrite: case::Overwrite::Yes, ..Options::default() };
    run_into(&[mixed().path()], &told.dir(), &options).expect("the archive is read");
    assert_same_bytes(&usual().dir(), &told.dir(), "again");
}

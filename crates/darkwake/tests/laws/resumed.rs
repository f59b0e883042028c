//! A run that was interrupted is taken up where it was, and gives what one without an interruption gives.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use case::Overwrite;
use darkwake::{Options, Progress, Room, Silent, Stage, with_threads};

use crate::archive::{Folder, Told, messages, odd_log, run, scratch, world};
use crate::same_bytes::{cramped, mixed};
use crate::tables::{assert_same_bytes, bytes_of};

/// Falls over after so many files, as a machine does.
struct Falls {
    after: usize,
    files: AtomicUsize,
    to_read: AtomicU64,
}

impl Falls {
    fn after(after: usize) -> Self {
        Self { after, files: AtomicUsize::new(0), to_read: AtomicU64::new(0) }
    }
}

impl Progress for Falls {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        if stage == Stage::Read {
            self.to_read.store(bytes.unwrap_or(0), Ordering::Relaxed);
        }
    }

    fn advance(&self, _: u64) {
        assert!(self.files.fetch_add(1, Ordering::Relaxed) < self.after, "the machine falls over");
    }

    fn end(&self, _: Stage) {}
}

/// A run that is interrupted, and how many bytes it had to read.
fn interrupted(inputs: &[PathBuf], case: &Path, options: &Options, after: usize) -> u64 {
    let falls = Falls::after(after);
    let run = || darkwake::run(inputs, case, options, &falls);
    let ended = catch_unwind(AssertUnwindSafe(|| with_threads(3, run)));
    assert!(ended.is_err(), "it came to its end");
    falls.to_read.into_inner()
}

/// The usual options with little room, spilling into a folder.
fn spilling(temp: &Path) -> Options {
    let cramped = cramped(100_000);
    let room = Room { temp: Some(temp.to_owned()), ..cramped.room };
    Options { room, ..cramped }
}

/// The folder that a run spills into.
fn spilled(temp: &Path) -> PathBuf {
    let mut entries = fs::read_dir(temp).expect("it can be listed");
    entries.next().expect("something was spilled").expect("it can be listed").path()
}

fn usual() -> &'static Told {
    static USUAL: OnceLock<Told> = OnceLock::new();
    USUAL.get_or_init(|| run(&[mixed().path()], &Options::default()))
}

#[test]
fn a_run_that_falls_over_again_and_again_gives_the_usual_bytes() {
    let (home, temp) = (scratch(), scratch());
    let (case, options) = (home.path().join("case"), spilling(temp.path()));
    let inputs = [mixed().path().to_owned()];
    let left: Vec<u64> = (0..4).map(|_| interrupted(&inputs, &case, &options, 5)).collect();
    assert!(left.windows(2).all(|pair| pair[1] < pair[0]), "{left:?} bytes were left");
    assert!(!case.exists());
    darkwake::run(&inputs, &case, &options, &Silent).expect("the archive is read");
    assert_same_bytes(&usual().dir(), &case, "after four falls");
    assert_eq!(fs::read_dir(temp.path()).expect("it can be listed").count(), 0);
}

#[test]
fn what_was_spilled_and_is_not_as_it_was_is_read_anew() {
    let tear = |path: &Path| {
        let bytes = fs::read(path).expect("it is there");
        fs::write(path, &bytes[..bytes.len() - 1]).expect("it can be written");
    };
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).expect("it is there");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("it can be written");
    };
    let lose = |path: &Path| fs::remove_file(path).expect("it is there");
    type Spoil<'s> = &'s dyn Fn(&Path);
    let cases: [(&str, Spoil<'_>); 4] = [
        ("run-00000.fixes", &tear),
        ("run-00001.statics", &flip),
        ("run-00002.json", &lose),
        ("plan.json", &tear),
    ];
    for (file, spoil) in cases {
        let (home, temp) = (scratch(), scratch());
        let (case, options) = (home.path().join("case"), spilling(temp.path()));
        let inputs = [mixed().path().to_owned()];
        interrupted(&inputs, &case, &options, 9);
        spoil(&spilled(temp.path()).join(file));
        // The run that is written in the place of the spoilt one is followed by none of before.
        interrupted(&inputs, &case, &options, 1);
        darkwake::run(&inputs, &case, &options, &Silent).expect("the archive is read");
        assert_same_bytes(&usual().dir(), &case, file);
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_read_anew_with_its_refused_lines() {
    let folder = Folder::new();
    let messages = messages(&world().sentences[0]);
    let refused = "!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*00\n";
    for (part, messages) in messages.chunks(messages.len().div_ceil(12)).enumerate() {
        folder.put(&format!("{part:02}.nmea"), messages.concat() + refused);
    }
    let (home, temp) = (scratch(), scratch());
    let (case, options) = (home.path().join("case"), spilling(temp.path()));
    let inputs = [folder.path().to_owned()];
    for fall in 0..2 {
        interrupted(&inputs, &case, &options, 4);
        for part in 0..12 {
            folder.append(&format!("{part:02}.nmea"), odd_log() + &format!("# after fall {fall}\n"));
        }
    }
    darkwake::run(&inputs, &case, &options, &Silent).expect("the archive is read");
    let usual = run(&[folder.path()], &Options::default());
    assert_same_bytes(&usual.dir(), &case, "changed twice");
}

#[test]
fn an_update_that_falls_over_leaves_the_case_and_is_taken_up() {
    let folder = Folder::new();
    let log = world().sentences.concat();
    let end = log[..log.len() * 2 / 3].rfind('\n').expect("it has lines") + 1;
    folder.put("log.nmea", &log[..end]);
    let table = folder.put("rows.csv", &world().rows[0][..100_000]);
    let (first, second) =
        (run(&[folder.path()], &Options::default()), run(&[folder.path()], &Options::default()));
    folder.append("log.nmea", &log[end..]);
    fs::write(table, &world().rows[0]).expect("files can be written");
    for (day, rows) in world().rows.iter().enumerate().skip(1) {
        folder.put(&format!("{day}.csv"), rows);
    }
    let extend = Options { overwrite: Overwrite::Extend, ..Options::default() };
    let inputs = [folder.path().to_owned()];
    darkwake::run(&inputs, &first.dir(), &extend, &Silent).expect("the archive is read");
    let before = bytes_of(&second.dir());
    let temp = scratch();
    let options = Options { overwrite: Overwrite::Extend, ..spilling(temp.path()) };
    for after in [1, 2] {
        interrupted(&inputs, &second.dir(), &options, after);
        assert!(before == bytes_of(&second.dir()));
    }
    darkwake::run(&inputs, &second.dir(), &options, &Silent).expect("the archive is read");
    assert_same_bytes(&first.dir(), &second.dir(), "after two falls");
}

//! A place with or without a case, a run on it, and what may stand there when the run is over or was cut off.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use case::{Case, OpenError};
use tempfile::TempDir;

use crate::support::{archive, scratch};

/// The files below a folder, by path.
pub(super) type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What stands at the place before the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    /// A case of a part of the archive: it is added to.
    Part,
    /// A case of the archive: it is built anew.
    Whole,
}

/// A run, what it finds, and what it makes.
pub(super) struct Story {
    words: Vec<String>,
    before: Option<Tree>,
    after: Tree,
}

/// A folder in which a case is written, and nothing else.
pub(super) struct Place(TempDir);

impl Story {
    /// The command `run` or `ingest`, with the case that is there, if any.
    pub(super) fn new(command: &str, before: Before) -> Self {
        Self::with(command, before, &[])
    }

    /// The same with more options, which make no difference to the case.
    pub(super) fn with(command: &str, before: Before, options: &[&str]) -> Self {
        let place = Place::empty();
        let whole = logs().to_str().expect("a scratch folder has a plain name").to_owned();
        let start = match before {
            Before::Nothing => None,
            Before::Part => Some(format!("{whole}/oil-open.nmea")),
            Before::Whole => Some(whole.clone()),
        };
        if let Some(input) = start {
            assert_ended(
                &place.darkwake(&[command, &input]).output().expect("the binary was built for this test"),
            );
            fs::write(place.case().join("notes.md"), "seen again off Nampo").unwrap();
        }
        let before_tree = place.case().exists().then(|| tree(&place.case()));
        let mut words = vec![command.to_owned(), whole];
        words.extend((before == Before::Whole).then(|| "-O".to_owned()));
        let mut story = Self { words, before: before_tree, after: Tree::new() };
        assert_ended(&story.command(&place).output().expect("the binary was built for this test"));
        story.after = tree(&place.case());
        story.words.extend(options.iter().map(|option| (*option).to_owned()));
        story
    }

    /// A place as the run finds it.
    pub(super) fn place(&self) -> Place {
        let place = Place::empty();
        if let Some(before) = &self.before {
            plant(before, &place.case());
        }
        place
    }

    /// The run, on one thread, so that what it does comes in one order.
    pub(super) fn command(&self, place: &Place) -> Command {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let mut command = place.darkwake(&words);
        command.args(["--threads", "1"]);
        command
    }

    /// The files that the run makes, while it makes them.
    pub(super) fn built(&self, place: &Place) -> Vec<PathBuf> {
        self.after.keys().map(|path| place.home().join(".case.building").join(path)).collect()
    }

    /// Holds the place to what a run that was cut off may leave: no case where none was, the old one, the new one, or
    /// the old one under another name, of which is told.
    pub(super) fn assert_whole(&self, place: &Place, when: &str) {
        let case = place.case();
        if case.exists() {
            let found = tree(&case);
            assert!(Some(&found) == self.before.as_ref() || found == self.after, "{when}: a case of two");
            let open = Case::open(&case).unwrap_or_else(|error| panic!("{when}: {error}"));
            assert_eq!(open.verify().unwrap(), [], "{when}");
            return;
        }
        let Some(before) = &self.before else { return };
        let OpenError::Interrupted { former, .. } = Case::open(&case).unwrap_err() else {
            panic!("{when}: the case is gone")
        };
        assert!(tree(&former) == *before, "{when}: the case that was moved aside is another");
    }

    /// Holds the place to what it was before.
    pub(super) fn assert_untouched(&self, place: &Place, when: &str) {
        let found = place.case().exists().then(|| tree(&place.case()));
        assert!(found == self.before, "{when}: the case that was there is another");
        self.assert_whole(place, when);
    }

    /// Runs to the end, and holds the place to the case that nothing came in the way of.
    pub(super) fn assert_ends(&self, place: &Place, when: &str) {
        let output = self.command(place).output().unwrap();
        assert!(output.status.success(), "{when}: {}", String::from_utf8_lossy(&output.stderr));
        self.assert_made(place, when);
    }

    pub(super) fn assert_made(&self, place: &Place, when: &str) {
        let (found, wanted) = (tree(&place.case()), &self.after);
        let differs = |path: &&PathBuf| found.get(*path) != wanted.get(*path);
        let all: Vec<&PathBuf> = found.keys().chain(wanted.keys()).filter(differs).collect();
        assert!(all.is_empty(), "{when}: {all:?} differ from those of a run that nothing came in the way of");
        assert_eq!(place.names(), ["case"], "{when}");
    }
}

impl Place {
    pub(super) fn empty() -> Self {
        Self(scratch())
    }

    pub(super) fn home(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn case(&self) -> PathBuf {
        self.home().join("case")
    }

    /// A command that writes the case.
    pub(super) fn darkwake(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_darkwake"));
        command.args(words).arg("--out").arg(self.case()).stdin(Stdio::null());
        command
    }

    /// What lies in it.
    pub(super) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Two logs: a folder that no test writes to.
pub(super) fn logs() -> &'static Path {
    static LOGS: OnceLock<TempDir> = OnceLock::new();
    let home = LOGS.get_or_init(|| {
        let home = scratch();
        for name in ["oil-open", "dark-partner"] {
            fs::copy(archive(name), home.path().join(name).with_extension("nmea")).unwrap();
        }
        home
    });
    home.path()
}

pub(super) fn tree(dir: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                tree.insert(path.strip_prefix(dir).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    tree
}

fn plant(tree: &Tree, dir: &Path) {
    for (path, bytes) in tree {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn assert_ended(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Does something for each number below `count`, on two threads.
pub(super) fn for_each(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    match next.fetch_add(1, Ordering::Relaxed) {
                        number if number < count => work(number),
                        _ => return,
                    }
                }
            });
        }
    });
}

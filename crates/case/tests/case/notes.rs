//! What analysts write is never lost, whatever becomes of the case around it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use darkwake_case::notes::{NewNote, NewWatch, NoteText, Notes, NotesError, Reviewer, Threads, Triage};
use darkwake_case::{Case, Overwrite, write};
use model::Timestamp;

use crate::story::{HOSTILE, story};

fn case() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("case");
    write_case(&dir, Overwrite::No);
    (home, dir)
}

fn write_case(dir: &Path, overwrite: Overwrite) {
    write(dir, &story().contents(), overwrite).unwrap();
}

fn kim() -> Reviewer {
    Reviewer::new("Kim").unwrap()
}

fn noon() -> Timestamp {
    Timestamp::from_rfc3339("2026-03-01T12:00:00Z").unwrap()
}

fn words(lead: &str, text: &str) -> NewNote {
    NewNote::words(lead, kim(), NoteText::new(text).unwrap())
}

#[test]
fn a_case_without_notes_has_none_and_reading_makes_no_file() {
    let (_home, dir) = case();
    assert_eq!(Notes::of(&dir).all().unwrap(), []);
    assert_eq!(Notes::of(&dir).watches().unwrap(), []);
    assert!(!dir.join("notes.sqlite").exists());
}

#[test]
fn a_note_is_read_back_as_it_was_written() {
    let (_home, dir) = case();
    let text = "<SCRIPT SRC=//A.BC>\n=HYPERLINK(\"x\")\n백두산호 '; DROP TABLE notes; --";
    let triage = NewNote::triage("a1", kim(), Triage::Reviewing, Some(NoteText::new(text).unwrap()));
    Notes::of(&dir).add(&triage, noon()).unwrap();
    let notes = Notes::of(&dir).all().unwrap();
    assert_eq!(notes.len(), 1);
    let note = &notes[0];
    assert_eq!((note.lead_id.as_str(), note.time, note.reviewer.as_str()), ("a1", noon(), "Kim"));
    assert_eq!((note.triage, note.text.as_deref()), (Some(Triage::Reviewing), Some(text)));
}

#[test]
fn the_notes_outlive_a_case_that_is_built_anew() {
    let (_home, dir) = case();
    let lead = Case::open(&dir).unwrap().leads().unwrap().swap_remove(0).lead_id;
    let notes = Notes::of(&dir);
    notes.add(&NewNote::triage(&lead, kim(), Triage::Confirmed, None), noon()).unwrap();
    notes.watch(&NewWatch::new("port calls", "CHON MA SAN", kim()).unwrap(), noon()).unwrap();
    write_case(&dir, Overwrite::Yes);
    let case = Case::open(&dir).unwrap();
    let threads = Threads::of(notes.all().unwrap(), &case.revisions().unwrap(), |id| id == lead);
    assert_eq!(threads.of_lead(&lead).unwrap().confirmed_by(), Some("Kim"));
    assert_eq!(notes.watches().unwrap()[0].wanted, "CHON MA SAN");
    assert!(case.verify().unwrap().is_empty());
}

#[test]
fn a_note_written_while_the_case_is_replaced_is_there_once() {
    let (_home, dir) = case();
    let done = AtomicBool::new(false);
    let written = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut written = 0;
            while !done.load(Ordering::Relaxed) {
                let note = words("a1", &format!("number {written}"));
                Notes::of(&dir).add(&note, noon()).unwrap();
                written += 1;
            }
            written
        });
        for _ in 0..5 {
            write_case(&dir, Overwrite::Yes);
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    let texts: Vec<String> =
        Notes::of(&dir).all().unwrap().into_iter().filter_map(|note| note.text).collect();
    let wanted: Vec<String> = (0..written).map(|number| format!("number {number}")).collect();
    assert!(written > 0);
    assert!(texts == wanted, "{} of {} notes", texts.len(), wanted.len());
}

#[test]
fn analysts_who_write_at_once_wait_for_each_other() {
    let (_home, dir) = case();
    thread::scope(|scope| {
        for analyst in 0..4 {
            let dir = &dir;
            scope.spawn(move || {
                for number in 0..10 {
                    let note = words("a1", &format!("{analyst}/{number}"));
                    Notes::of(dir).add(&note, noon()).unwrap();
                }
            });
        }
    });
    assert_eq!(Notes::of(&dir).all().unwrap().len(), 40);
}

#[test]
fn what_is_watched_for_stands_on_a_list_once_and_can_be_taken_off() {
    let (_home, dir) = case();
    let notes = Notes::of(&dir);
    for wanted in [HOSTILE[0], "445123000", HOSTILE[0]] {
        notes.watch(&NewWatch::new("tankers", wanted, kim()).unwrap(), noon()).unwrap();
    }
    let watches = notes.watches().unwrap();
    assert_eq!(
        watches.iter().map(|watch| watch.wanted.as_str()).collect::<Vec<_>>(),
        [HOSTILE[0], "445123000"]
    );
    notes.unwatch(watches[0].id).unwrap();
    notes.unwatch(watches[0].id).unwrap();
    assert_eq!(notes.watches().unwrap().len(), 1);
}

#[test]
fn notes_of_a_later_darkwake_are_left_alone() {
    let (_home, dir) = case();
    let notes = Notes::of(&dir);
    notes.add(&words("a1", "seen"), noon()).unwrap();
    rusqlite::Connection::open(dir.join("notes.sqlite"))
        .unwrap()
        .pragma_update(None, "user_version", 7)
        .unwrap();
    for refusal in [notes.all().unwrap_err(), notes.add(&words("a1", "again"), noon()).unwrap_err()] {
        assert!(matches!(refusal, NotesError::Version { found: 7, .. }), "{refusal}");
    }
}

#[test]
fn a_file_that_is_no_database_is_named_and_carried_into_the_new_case_as_it_is() {
    let (_home, dir) = case();
    fs::write(dir.join("notes.sqlite"), "bring milk").unwrap();
    let refusal = Notes::of(&dir).all().unwrap_err();
    assert!(refusal.to_string().contains("notes.sqlite"), "{refusal}");
    write_case(&dir, Overwrite::Yes);
    assert_eq!(fs::read_to_string(dir.join("notes.sqlite")).unwrap(), "bring milk");
}

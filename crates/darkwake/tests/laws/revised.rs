//! What becomes of findings when an archive grows: each that is not found again is followed to what it became.

use case::{Case, EventRow, RevisionRow};
use darkwake::Options;
use model::{EventKind, Timestamp};

use crate::archive::{Folder, messages, run};

fn log(name: &str) -> String {
    std::fs::read_to_string(fixtures::archive(name)).expect("the log is there")
}

/// The messages that were received before a moment, and the others.
fn cut(log: &str, at: Timestamp) -> (String, String) {
    let seconds = at.ms() / 1000;
    let is_before = |message: &String| {
        let clock = message.split("c:").nth(1).and_then(|rest| rest.split(['*', ',']).next());
        clock.and_then(|clock| clock.parse::<i64>().ok()).is_some_and(|clock| clock < seconds)
    };
    let (before, after): (Vec<String>, Vec<String>) = messages(log).into_iter().partition(is_before);
    (before.concat(), after.concat())
}

fn events(case: &Case, kind: EventKind) -> Vec<EventRow> {
    case.events().expect("its events").into_iter().filter(|event| event.kind == kind).collect()
}

fn revision_of(case: &Case, id: &str) -> RevisionRow {
    let revisions = case.revisions().expect("its revisions");
    revisions.into_iter().find(|revision| revision.old_id == id).expect("it was revised")
}

#[test]
fn an_encounter_that_goes_on_in_the_next_file_becomes_the_longer_one() {
    let log = log("oil-open");
    let folder = Folder::new();
    folder.put("all.nmea", &log);
    let whole = run(&[folder.path()], &Options::default());
    let found = events(&whole.case(), EventKind::Encounter);
    let long = found.iter().find(|event| event.mmsi_a == 445_091_230).expect("they met");
    let middle = long.start.saturating_add(model::Span::from_hours(3));
    let (front, back) = cut(&log, middle);
    let parts = Folder::new();
    parts.put("front.nmea", front);
    let mut told = run(&[parts.path()], &Options::default());
    let short = events(&told.case(), EventKind::Encounter);
    let short = short.iter().find(|event| event.mmsi_a == 445_091_230).expect("they had met");
    let lead = told.case().leads().expect("its leads")[0].clone();
    let path = parts.put("back.nmea", back);
    told.add(&[parts.path()]);
    let case = told.case();
    let revision = revision_of(&case, &short.event_id);
    assert_eq!(
        (revision.finding.as_str(), revision.update, revision.new_id.as_ref()),
        ("event", 1, Some(&long.event_id))
    );
    assert_eq!((revision.start, revision.end), (short.start, short.end));
    assert_eq!(revision.cause, format!("read since: {}", path.display()));
    let now = case.leads().expect("its leads");
    let revision = revision_of(&case, &lead.lead_id);
    assert_eq!((revision.finding.as_str(), revision.new_id.as_ref()), ("lead", Some(&now[0].lead_id)));
}

#[test]
fn a_silence_that_ends_in_the_next_file_becomes_the_closed_one() {
    let log = log("dark-partner");
    let folder = Folder::new();
    folder.put("all.nmea", &log);
    let whole = run(&[folder.path()], &Options::default());
    let silences = events(&whole.case(), EventKind::Gap);
    let silence = silences.iter().find(|gap| gap.mmsi_a == 667_092_220 && gap.end.is_some());
    let silence = silence.expect("the story is of a silence");
    let (front, back) = cut(&log, silence.end.expect("it ends"));
    let parts = Folder::new();
    parts.put("1.nmea", front);
    let mut told = run(&[parts.path()], &Options::default());
    let open = events(&told.case(), EventKind::Gap);
    let open =
        open.iter().find(|gap| gap.mmsi_a == silence.mmsi_a && gap.end.is_none()).expect("it is silent");
    parts.put("2.nmea", back);
    told.add(&[parts.path()]);
    let revision = revision_of(&told.case(), &open.event_id);
    assert_eq!((revision.new_id.as_ref(), revision.end), (Some(&silence.event_id), None));

    // Nothing new: what was noted stays, and no more is.
    let before = told.case().revisions().expect("its revisions");
    told.add(&[parts.path()]);
    assert_eq!(told.case().revisions().expect("its revisions"), before);
}

#[test]
fn a_silence_that_late_rows_fill_is_withdrawn() {
    let folder = Folder::new();
    let log = folder.put("1.nmea", log("dark-partner"));
    let mut told = run(&[&log], &Options::default());
    let silences = events(&told.case(), EventKind::Gap);
    let silence = silences.iter().find(|gap| gap.mmsi_a == 667_092_220 && gap.end.is_some());
    let silence = silence.expect("the story is of a silence").clone();
    let leads = told.case().leads().expect("its leads");
    let end = silence.end.expect("it ends");
    let (lat, lon) =
        (silence.reappeared_lat.expect("it came back"), silence.reappeared_lon.expect("it came back"));
    let minutes = (end.ms() - silence.start.ms()) / 60_000;
    let row = |minute: i64| {
        let share = minute as f64 / minutes as f64;
        let time = Timestamp::from_ms(silence.start.ms() + minute * 60_000).expect("a moment");
        let (lat, lon) =
            (silence.lat + (lat - silence.lat) * share, silence.lon + (lon - silence.lon) * share);
        format!("{},{time},{lat:.6},{lon:.6}\n", silence.mmsi_a)
    };
    let rows: String = (1..minutes).step_by(4).map(row).collect();
    let late = folder.put("late.csv", format!("mmsi,timestamp,lat,lon\n{rows}"));
    // A file that gives nothing is no cause.
    let copy = folder.put("copy/1.nmea", std::fs::read(&log).expect("it is there"));
    told.add(&[&late, &copy]);
    let case = told.case();
    let revision = revision_of(&case, &silence.event_id);
    assert_eq!((revision.new_id, revision.end), (None, silence.end));
    assert_eq!(revision.cause, format!("read since: {}", late.display()));
    let lead = revision_of(&case, &leads[0].lead_id);
    let now = case.leads().expect("its leads");
    assert!(lead.new_id.is_none_or(|id| now.iter().any(|lead| lead.lead_id == id)));
}

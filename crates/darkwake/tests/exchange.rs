//! Two tankers that lie alongside and exchange their numbers, through the whole flow.

use std::fmt::Write as _;
use std::fs;

use case::{Case, EventRow};
use darkwake::{Options, Silent};
use model::EventKind;

/// Number, IMO number, name, metres from the antenna to the bow.
type Ship = (i64, u32, &'static str, u32);

const STAR: Ship = (312_000_001, 9_074_729, "EAST STAR", 150);
const MOON: Ship = (613_000_002, 9_123_453, "WEST MOON", 90);
const HEADER: &str = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,\
                      Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,\
                      Destination,ETA,Data source type,A,B,C,D\n";

/// Two drift side by side off shore for a day and a half, unheard for some hours before noon, when they take the numbers of the second
/// pair.
fn archive(unheard: f64, after: [i64; 2]) -> String {
    let mut lines = String::from(HEADER);
    let heard = (0..360).map(|step| f64::from(step) / 10.0);
    for hour in heard.filter(|hour| *hour < 12.0 - unheard || *hour >= 12.0) {
        for (at, (number, imo, name, bow)) in [STAR, MOON].into_iter().enumerate() {
            let sent = if hour < 12.0 { number } else { after[at] };
            let minutes = (hour * 60.0).round() as u32;
            let (lat, lon) = (36.2 + 0.0006 * at as f64, 122.9 + hour * 0.01);
            let time =
                format!("{:02}/03/2026 {:02}:{:02}:00", 1 + minutes / 1440, minutes / 60 % 24, minutes % 60);
            let _ = writeln!(
                lines,
                "{time},Class A,{sent},{lat:.6},{lon:.6},Under way using engine,,0.5,90.0,90,{imo},,{name},Tanker,,16,{},\
                 GPS,7.0,,,AIS,{bow},30,8,8",
                bow + 30
            );
        }
    }
    lines
}

/// What is told of them.
fn told(unheard: f64, after: [i64; 2]) -> (Case, Vec<EventRow>, tempfile::TempDir) {
    let home = tempfile::tempdir().expect("a scratch folder");
    let (file, dir) = (home.path().join("heard.csv"), home.path().join("case"));
    fs::write(&file, archive(unheard, after)).expect("it can be written");
    darkwake::run(&[file], &dir, &Options::default(), &Silent).expect("the archive is read");
    let case = Case::open(&dir).expect("the case was just written");
    let events = case.events().expect("its events");
    (case, events, home)
}

fn of_kind(events: &[EventRow], kind: EventKind) -> Vec<&EventRow> {
    events.iter().filter(|event| event.kind == kind).collect()
}

#[test]
fn each_number_has_two_hulls_with_their_own_names_and_two_changes_of_number_tell_it() {
    let (case, events, _home) = told(0.0, [MOON.0, STAR.0]);
    let vessels = case.vessels().expect("its vessels");
    let named: Vec<_> = vessels.iter().map(|it| (it.mmsi, it.part, it.name.as_deref(), it.imo)).collect();
    let is = |number: Ship, part, ship: Ship| (number.0, part, Some(ship.2), Some(i64::from(ship.1)));
    assert_eq!(named, [is(STAR, 0, STAR), is(STAR, 1, MOON), is(MOON, 0, MOON), is(MOON, 1, STAR)]);
    let changes = of_kind(&events, EventKind::IdentityChange).into_iter();
    let changes: Vec<_> = changes.map(|it| (it.mmsi_a, it.part_a, it.mmsi_b, it.part_b)).collect();
    assert_eq!(changes, [(STAR.0, 0, Some(MOON.0), Some(1)), (MOON.0, 0, Some(STAR.0), Some(1))]);
    assert_eq!(of_kind(&events, EventKind::Encounter).len(), 2, "before and after");
    for none in [EventKind::Gap, EventKind::SharedIdentity, EventKind::DraughtChange] {
        assert!(of_kind(&events, none).is_empty(), "both numbers are heard all the time");
    }
}

#[test]
fn silent_for_ten_hours_until_then_either_hull_has_that_gap_and_no_other() {
    let (_case, events, _home) = told(10.0, [MOON.0, STAR.0]);
    let gaps = of_kind(&events, EventKind::Gap).into_iter();
    let gaps: Vec<_> =
        gaps.map(|it| (it.mmsi_a, it.mmsi_b, it.end.map(|end| (end - it.start).hours().round()))).collect();
    assert_eq!(gaps, [(STAR.0, None, Some(10.0)), (MOON.0, None, Some(10.0))]);
    assert_eq!(of_kind(&events, EventKind::IdentityChange).len(), 2);
}

#[test]
fn those_that_keep_their_numbers_are_one_hull_each() {
    let (case, events, _home) = told(0.0, [STAR.0, MOON.0]);
    assert_eq!(case.vessels().expect("its vessels").len(), 2);
    assert!(of_kind(&events, EventKind::IdentityChange).is_empty());
    assert_eq!(of_kind(&events, EventKind::Encounter).len(), 1);
}

//! What goes into a case comes out again, whatever ships call themselves, and always as the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::story::{HOSTILE, PARTNER, Story, TANKER, hull, story, time, vessel};
use darkwake_case::{
    Case, EventRow, EvidenceRow, FixFilter, LeadRow, Overwrite, RejectRow, TableError, VesselRow, write,
};
use model::{Doubt, Event, EventKind, Fleet, LeadKind, List, PlaceBasis};
use proptest::prelude::*;

fn written(story: &Story, dir: &Path) -> Case {
    write(dir, &story.contents(), Overwrite::No).unwrap();
    Case::open(dir).unwrap()
}

#[test]
fn every_table_reads_back_as_it_was_written() {
    let (home, story) = (tempfile::tempdir().unwrap(), story());
    let case = written(&story, &home.path().join("case"));
    assert_eq!(case.sources().unwrap(), story.sources);
    assert_eq!(case.ledger().unwrap(), story.ledger);
    assert_eq!(case.rejects().unwrap(), story.rejects);
    assert_eq!(case.raw_lines().unwrap(), story.raw_lines);
    assert_eq!(case.events().unwrap(), story.events.iter().map(EventRow::of).collect::<Vec<_>>());
    let vessels: Vec<VesselRow> =
        story.fleet.vessels.iter().map(|vessel| VesselRow::of(vessel, &story.fleet)).collect();
    assert_eq!(case.vessels().unwrap(), vessels);
    let leads: Vec<LeadRow> = (1..)
        .zip(&story.leads)
        .map(|(rank, lead)| LeadRow::of(rank, lead, &story.events, &story.fleet))
        .collect();
    assert_eq!(case.leads().unwrap(), leads);
    let evidence: Vec<EvidenceRow> = leads
        .iter()
        .zip(&story.leads)
        .flat_map(|(row, lead)| lead.evidence.iter().map(|fact| EvidenceRow::of(&row.lead_id, fact)))
        .collect();
    assert_eq!(case.evidence().unwrap(), evidence);
}

#[test]
fn hostile_names_are_kept_as_they_were_sent() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let names: Vec<_> = case.vessels().unwrap().into_iter().map(|row| row.name.unwrap()).collect();
    assert_eq!(names, HOSTILE);
}

#[test]
fn fixes_lie_by_day_then_number_then_time_with_both_hulls_and_the_doubtful_ones() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let days: Vec<_> = case.manifest().tables.iter().filter(|file| file.table == "fixes").collect();
    assert_eq!(days[0].path, "fixes/day=2024-03-01/part-0.parquet");
    assert_eq!(days[1].path, "fixes/day=2024-03-02/part-0.parquet");
    let fixes = case.fixes(&FixFilter::default()).unwrap();
    let order: Vec<_> = fixes.iter().map(|fix| (fix.fix.mmsi, fix.fix.time.to_string(), fix.part)).collect();
    assert_eq!(
        order,
        [
            (i64::from(TANKER), "2024-03-01T23:59:59.999Z".to_owned(), 0),
            (i64::from(PARTNER), "2024-03-01T09:00:00Z".to_owned(), 0),
            (i64::from(PARTNER), "2024-03-01T10:00:00Z".to_owned(), 0),
            (i64::from(PARTNER), "2024-03-01T11:00:00Z".to_owned(), 1),
            (i64::from(PARTNER), "2024-03-01T12:00:00Z".to_owned(), 0),
            (i64::from(TANKER), "2024-03-02T00:00:00Z".to_owned(), 0),
        ]
    );
    assert_eq!(fixes[1].doubt, Some(Doubt::Jump));
    assert_eq!((fixes[2].fix.sog_kn, fixes[2].fix.offset, fixes[2].fix.length), (None, None, None));
    assert_eq!((fixes[0].fix.lat, fixes[0].fix.lon), (38.123_456_7, 124.765_432_1));
}

#[test]
fn one_ship_on_one_evening_is_found_without_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let evening = FixFilter {
        mmsi: Some(i64::from(TANKER)),
        since: Some(time("2024-03-01T18:00:00Z")),
        until: Some(time("2024-03-01T23:59:59.999Z")),
    };
    assert_eq!(case.fixes(&evening).unwrap().len(), 1);
    let stranger = FixFilter { mmsi: Some(1), ..FixFilter::default() };
    assert!(case.fixes(&stranger).unwrap().is_empty());
}

#[test]
fn the_days_of_a_hull_and_its_places_are_those_of_its_fixes() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let fixes = case.fixes(&FixFilter::default()).unwrap();
    for (mmsi, part) in [(TANKER, 0), (PARTNER, 0), (PARTNER, 1), (1, 0)] {
        let mmsi = i64::from(mmsi);
        let mut days = BTreeMap::new();
        let own = fixes.iter().filter(|fix| (fix.fix.mmsi, fix.part, fix.doubt) == (mmsi, part, None));
        own.for_each(|fix| *days.entry(fix.fix.time.day()).or_default() += 1);
        assert_eq!(case.fixes_by_day(mmsi, part).unwrap(), days, "{mmsi} {part}");
    }
    let places = case.places(&FixFilter::default()).unwrap();
    for (fix, place) in fixes.iter().zip(&places) {
        assert_eq!((place.part, place.doubt), (fix.part, fix.doubt));
        let (fix, place) = (&fix.fix, &place.fix);
        assert_eq!(
            (place.time, place.lat, place.lon, place.sog_kn),
            (fix.time, fix.lat, fix.lon, fix.sog_kn)
        );
    }
    assert_eq!(places.len(), fixes.len());
}

#[test]
fn a_case_without_findings_has_every_table_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let empty = Story {
        sources: vec![],
        left_out: vec![],
        ledger: vec![],
        rejects: vec![],
        fleet: Fleet::default(),
        events: vec![],
        leads: vec![],
        raw_lines: vec![],
    };
    let case = written(&empty, &home.path().join("case"));
    assert!(case.events().unwrap().is_empty() && case.leads().unwrap().is_empty());
    assert!(case.fixes(&FixFilter::default()).unwrap().is_empty());
    // Fixes and static reports have a file for each day.
    assert_eq!(case.manifest().tables.len(), darkwake_case::schemas().len() - 2);
}

#[test]
fn the_manifest_counts_and_quotes_what_was_refused() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let manifest = case.manifest();
    assert_eq!(manifest.left_out[0].why, "archive/README is no log");
    assert_eq!(manifest.inputs[0].lines, 10);
    let refused = &manifest.rejects[0];
    assert_eq!((refused.reason.as_str(), refused.lines, refused.samples.len()), ("checksum", 2, 2));
    let rows: BTreeMap<_, _> = manifest.tables.iter().map(|file| (file.path.as_str(), file.rows)).collect();
    assert_eq!((rows["events.parquet"], rows["vessels.parquet"], rows["evidence.parquet"]), (10, 6, 6));
}

#[test]
fn the_same_run_gives_the_same_bytes_wherever_it_is_written() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    written(&story(), &one.path().join("case"));
    written(&story(), &other.path().join("another name"));
    let (one, other) = (bytes(&one.path().join("case")), bytes(&other.path().join("another name")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one == other, "some file differs");
}

#[test]
fn a_finding_keeps_its_id_when_the_archive_is_cut_otherwise_and_a_later_one_has_another() {
    let event = story().events[0].clone();
    let mut recut = event.clone();
    recut.cites.clear();
    recut.surroundings.others_near = 7;
    assert_eq!(darkwake_case::event_id(&event), darkwake_case::event_id(&recut));
    assert_eq!(darkwake_case::event_id(&event).len(), 16);
    let mut later = event.clone();
    later.start = time("2024-03-01T12:00:01Z");
    assert_ne!(darkwake_case::event_id(&event), darkwake_case::event_id(&later));
}

#[test]
fn a_lead_keeps_its_id_when_the_weights_change() {
    let story = story();
    let mut reweighed = story.leads[0].clone();
    (reweighed.score, reweighed.list) = (3.0, List::Evasive);
    let id = darkwake_case::lead_id(&story.leads[0], &story.events);
    assert_eq!(id, darkwake_case::lead_id(&reweighed, &story.events));
    reweighed.kind = LeadKind::Event(EventKind::Encounter);
    assert_ne!(id, darkwake_case::lead_id(&reweighed, &story.events));
}

#[test]
fn of_a_lead_the_vessel_that_is_only_guessed_comes_second_with_how_probable_it_is() {
    let mut story = story();
    let unseen = |event: &Event| event.kind() == EventKind::DarkRendezvous;
    story.leads[0].deciding = story.events.iter().position(unseen).unwrap();
    story.leads[0].guess = Some(story.events[story.leads[0].deciding].parties.a);
    let home = tempfile::tempdir().unwrap();
    let leads = written(&story, &home.path().join("case")).leads().unwrap();
    assert_eq!((leads[0].mmsi_a, leads[0].part_a), (i64::from(PARTNER), 1));
    assert_eq!((leads[0].mmsi_b, leads[0].p_met), (Some(i64::from(TANKER)), Some(0.4)));
    assert_eq!(leads[1].p_met, None, "they were heard together");
    let places =
        leads.iter().map(|lead| (lead.place_basis, lead.radius_km.is_some(), lead.pair_radius_km.is_some()));
    let wanted = [(PlaceBasis::Inferred, true, true), (PlaceBasis::Observed, false, false)];
    assert_eq!(places.take(2).collect::<Vec<_>>(), wanted);
}

#[test]
fn a_changed_or_missing_table_is_noticed() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    assert_eq!(case.verify().unwrap(), []);
    fs::remove_file(case.dir().join("leads.parquet")).unwrap();
    fs::write(case.dir().join("events.parquet"), "not a table").unwrap();
    let faults: Vec<_> = case.verify().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(faults, ["events.parquet was changed since the case was written", "leads.parquet is missing"]);
    assert!(case.events().unwrap_err().to_string().contains("events.parquet is damaged"));
}

#[test]
fn a_table_in_the_place_of_another_is_refused_by_column() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    fs::copy(case.dir().join("ledger.parquet"), case.dir().join("leads.parquet")).unwrap();
    let refusal = case.leads().unwrap_err();
    assert!(matches!(refusal, TableError::Column { column: "rank", .. }), "{refusal}");
}

#[test]
fn a_table_of_several_row_groups_reads_back_whole() {
    let home = tempfile::tempdir().unwrap();
    let mut story = story();
    let first = story.rejects[0].clone();
    story.rejects = (1..=131_073).map(|line| RejectRow { line, ..first.clone() }).collect();
    let case = written(&story, &home.path().join("case"));
    assert!(case.rejects().unwrap() == story.rejects, "rows differ");
}

#[test]
fn a_table_with_a_flipped_byte_is_read_or_refused_and_never_stops_the_program() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let path = case.dir().join("vessels.parquet");
    let whole = fs::read(&path).unwrap();
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x80;
        fs::write(&path, damaged).unwrap();
        if let Err(refusal) = case.vessels() {
            assert!(refusal.to_string().contains("vessels.parquet"), "{refusal}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_name_survives(names in proptest::collection::vec(any::<String>(), 1..20)) {
        let home = tempfile::tempdir().unwrap();
        let mut story = story();
        story.fleet = Fleet {
            tracks: vec![],
            vessels: (0..).zip(&names).map(|(part, name)| vessel(hull(TANKER, part), name)).collect(),
        };
        let case = written(&story, &home.path().join("case"));
        let read: Vec<_> = case.vessels().unwrap().into_iter().map(|row| row.name.unwrap()).collect();
        prop_assert_eq!(read, names);
    }
}

/// Every file under `dir` with its bytes.
fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut todo = vec![dir.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_manifest_names_each_list_with_its_day_and_the_hash_of_its_table() {
    let home = tempfile::tempdir().unwrap();
    let case = written(&story(), &home.path().join("case"));
    let list = &case.manifest().provenance.lists[0];
    assert_eq!((list.name.as_str(), list.as_of.as_deref(), list.entries), ("un_1718", Some("2018-10-16"), 1));
    // printf 'name,imo\nA,1\n' | sha256sum
    assert_eq!(list.sha256, "511851fbd6e643c8a1a4102dec8cfbe81ab648ff08afca7e773dbeabebc88582");
}

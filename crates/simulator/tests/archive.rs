//! What is written: it decodes whole, it is the same every time, and its truth says what stories it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ais::{Decoder, Message, Outcome};
use simulator::truth::{Act, IncidentList, IncidentRow, SilenceCause, Truth};
use simulator::{Format, Options, simulate};

/// A small world: two days, so that tests stay quick.
fn small(seed: u64) -> Options {
    Options { seed, days: 2, vessels: 120, ..Options::default() }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .expect("the folder was just written")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    files
}

fn bytes(options: &Options, format: Format) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().expect("a scratch folder");
    simulate(options).write(dir.path(), format).expect("a scratch folder can be written");
    let all = ["archive", "truth"].into_iter().flat_map(|part| files(&dir.path().join(part)));
    all.map(|path| {
        (
            path.file_name().expect("a file of a folder has a name").to_string_lossy().into_owned(),
            fs::read(&path).expect("the file was just written"),
        )
    })
    .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_world() {
    let once = bytes(&small(5), Format::Nmea);
    assert_eq!(once, bytes(&small(5), Format::Nmea));
    assert_ne!(once, bytes(&small(6), Format::Nmea));
}

#[test]
fn every_line_decodes_to_a_message_or_a_part_of_one() {
    let dir = tempfile::tempdir().unwrap();
    let world = simulate(&small(2));
    world.write(dir.path(), Format::Nmea).unwrap();
    let mut kinds: BTreeMap<u8, u32> = BTreeMap::new();
    for path in files(&dir.path().join("archive")) {
        let mut decoder = Decoder::new(ais::Options::default());
        let text = fs::read(path).unwrap();
        for (line, number) in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).zip(1u32..) {
            match decoder.push(line, number) {
                Outcome::Message(decoded) => *kinds.entry(decoded.message.kind()).or_default() += 1,
                Outcome::Rejected(_) => panic!("{}", String::from_utf8_lossy(line)),
                _ => {}
            }
        }
    }
    assert_eq!(kinds.values().sum::<u32>() as usize, world.received() + kinds[&24] as usize / 2);
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), [1, 3, 5, 18, 24, 27]);
}

#[test]
fn only_numbers_of_the_truth_are_heard() {
    let dir = tempfile::tempdir().unwrap();
    let world = simulate(&small(3));
    world.write(dir.path(), Format::Nmea).unwrap();
    let known: BTreeSet<u32> = world.truth().broadcasts.iter().map(|row| row.mmsi.get()).collect();
    for path in files(&dir.path().join("archive")) {
        let mut decoder = Decoder::new(ais::Options::default());
        for line in fs::read(path).unwrap().split(|byte| *byte == b'\n') {
            if let Outcome::Message(decoded) = decoder.push(line, 1u32) {
                assert!(known.contains(&mmsi(&decoded.message)), "{:?}", decoded.message);
            }
        }
    }
}

fn mmsi(message: &Message) -> u32 {
    message.mmsi()
}

#[test]
fn the_noaa_form_has_the_header_of_marine_cadastre_and_as_many_cells_a_row() {
    let files = bytes(&small(4), Format::NoaaLegacy);
    let (name, first) = files.iter().find(|(name, _)| name.starts_with("2025-")).unwrap();
    assert_eq!(name, "2025-03-03.csv");
    let text = String::from_utf8(first.clone()).unwrap();
    let header = text.lines().next().unwrap();
    assert_eq!(
        header,
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,\
         Cargo,TransceiverClass"
    );
    assert!(text.lines().all(|line| line.split(',').count() == 17));
    assert!(text.lines().count() > 1000);
}

#[test]
fn the_default_week_tells_every_story_among_every_look_alike() {
    let week = simulate(&Options::default());
    let truth = week.truth();
    let stories: BTreeSet<&str> = truth.incidents.iter().map(|row| row.story.as_str()).collect();
    let expected = [
        "coal_direct",
        "coal_voyage",
        "oil_both_dark",
        "oil_chain",
        "oil_direct",
        "oil_identity_change",
        "oil_in_dprk_waters",
        "oil_open",
        "oil_partner_dark",
        "oil_vostochny",
        "smuggling",
    ];
    assert_eq!(stories.into_iter().collect::<Vec<_>>(), expected);
    let other_week = simulate(&Options { seed: 2, ..Options::default() });
    let encounters = [&truth.encounters[..], &other_week.truth().encounters[..]].concat();
    let contexts: BTreeSet<&str> = encounters.iter().map(|row| row.context.as_str()).collect();
    for look_alike in ["anchorage", "berth", "bunkering", "fishing_fleet", "fishing_pair", "legal_sts", "tow"]
    {
        assert!(contexts.contains(look_alike), "{look_alike}: {contexts:?}");
    }
    let causes = |cause| truth.silences.iter().filter(|row| row.cause == cause).count();
    assert!(causes(SilenceCause::SwitchOffIllicit) > 0);
    assert!(causes(SilenceCause::SwitchOffOther) > causes(SilenceCause::SwitchOffIllicit));
    assert!(causes(SilenceCause::Equipment) > 0);
    assert!(truth.identity_changes.len() >= 2);
    assert!(truth.incidents.iter().filter(|row| row.traceable).count() * 3 > truth.incidents.len() * 2);
}

#[test]
fn a_call_is_one_ship_s_and_no_rendezvous() {
    let week = simulate(&Options::default());
    let truth = week.truth();
    let calls: Vec<&IncidentRow> = truth.incidents.iter().filter(|row| row.act == Act::Call).collect();
    assert!(calls.len() >= 3, "{calls:?}");
    for call in calls {
        assert!(["coal_direct", "oil_direct", "oil_vostochny"].contains(&&*call.story), "{call:?}");
        let sent = truth.broadcasts.iter().filter(|row| call.mmsis.contains(&row.mmsi));
        assert_eq!(sent.map(|row| row.hull).collect::<BTreeSet<u32>>().len(), 1, "{call:?}");
        assert!(truth.dark_rendezvous.iter().all(|row| (row.lat, row.lon) != (call.lat, call.lon)));
    }
}

#[test]
fn about_as_many_hulls_take_part_in_stories_as_was_asked_for() {
    for (vessels, share) in [(600, 0.1), (900, 0.15)] {
        let options = Options { seed: 3, days: 3, vessels, illicit_share: share, ..Options::default() };
        let world = simulate(&options);
        let hulls = &world.truth().hulls;
        let conspires = |role: &str| role.starts_with("illicit") || role.starts_with("smuggling");
        let told = hulls.iter().filter(|row| conspires(&row.role)).count() as f64;
        let wanted = f64::from(vessels) * share;
        assert!((wanted * 0.9..wanted * 1.15).contains(&told), "{told} of {vessels}, {wanted} wanted");
    }
}

#[test]
fn a_frozen_or_moved_place_leaves_a_trace_where_a_leap_was_heard_and_a_box_of_a_few_reports_may_leave_none() {
    let world =
        |seed| simulate(&Options { seed, days: 4, vessels: 200, ..Options::default() }).truth().clone();
    let lies = [5, 6, 7, 8].map(|seed| world(seed).spoofing).concat();
    let traceable = lies.iter().filter(|row| row.traceable).count();
    assert!(traceable > lies.len() / 2, "{lies:?}");
    assert!(lies.iter().all(|row| row.traceable || row.fixes < 12 || row.kind != "box"), "{lies:?}");
    assert!(lies.iter().all(|row| row.fixes > 0 || !row.traceable), "{lies:?}");
}

#[test]
fn a_world_without_stories_has_no_incident_and_no_dark_rendezvous() {
    let world = simulate(&Options { illicit_share: 0.0, ..small(1) });
    let truth = world.truth();
    assert!(truth.incidents.is_empty() && truth.dark_rendezvous.is_empty());
    assert!(truth.encounters.iter().all(|row| row.context != "illicit_sts"));
    assert!(truth.silences.iter().all(|row| row.cause != SilenceCause::SwitchOffIllicit));
}

#[test]
fn fuel_smuggling_belongs_to_the_evasive_list_and_nampo_s_oil_to_the_other() {
    let world = simulate(&small(1));
    for row in &world.truth().incidents {
        let dprk = row.story != "smuggling";
        assert_eq!(row.list == IncidentList::Dprk, dprk, "{row:?}");
    }
}

#[test]
fn the_length_of_a_silence_gives_away_neither_the_switch_off_nor_its_purpose() {
    let chosen = |cause| cause != SilenceCause::Reception && cause != SilenceCause::Equipment;
    let off_air = |cause| cause != SilenceCause::Reception;
    let illicit = |cause| cause == SilenceCause::SwitchOffIllicit;
    for seed in 1..=3 {
        let world = simulate(&Options { seed, ..Options::default() });
        let told = auc_of_length(world.truth(), |_| true, chosen);
        assert!(told < 0.9, "seed {seed}: {told}");
        let purpose = auc_of_length(world.truth(), off_air, illicit);
        assert!((0.2..0.8).contains(&purpose), "seed {seed}: {purpose}");
    }
}

/// Chance that, of some silences, one for a cause is longer than one for another cause.
fn auc_of_length(
    truth: &Truth,
    of: impl Fn(SilenceCause) -> bool,
    is_told: impl Fn(SilenceCause) -> bool,
) -> f64 {
    let (mut right, mut pairs) = (0.0, 0.0);
    let silences = || truth.silences.iter().filter(|row| of(row.cause));
    for one in silences().filter(|row| is_told(row.cause)) {
        for other in silences().filter(|row| !is_told(row.cause)) {
            pairs += 1.0;
            right += f64::from(u8::from(one.interval().span() > other.interval().span()));
        }
    }
    right / f64::max(pairs, 1.0)
}

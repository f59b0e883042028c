use model::{BroadcastImo, FileId, HullId, Identity, Location, StaticReport, Transmitter};

use super::*;

pub(super) fn moment(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).unwrap()
}

pub(super) fn vessel(mmsi: u32, imo: u32, name: &str) -> Vessel {
    let time = moment("2019-01-01T00:00:00Z");
    let mmsi = Mmsi::try_from(mmsi).unwrap();
    let report = StaticReport {
        mmsi,
        time,
        imo: BroadcastImo::from_field(imo),
        name: Some(name.to_owned()),
        call_sign: None,
        ship_type: None,
        dimensions: None,
        draught: None,
        destination: None,
        location: Location::row(FileId(0), 1),
    };
    Vessel {
        hull: HullId { mmsi, part: 0 },
        identity: Identity::default(),
        timeline: [report].into_iter().collect(),
        transmitter: Transmitter::ClassA,
        first_seen: time,
        last_seen: time,
    }
}

const LATER: &str = "2019-02-01T00:00:00Z";

#[test]
fn the_built_in_lists_are_whole() {
    let count = |list| {
        Lists::builtin().listings().iter().filter(|listing| listing.list == ListSource::Builtin(list)).count()
    };
    assert_eq!(
        [ListName::Un1718, ListName::OfacDprk, ListName::Eu, ListName::UsAnnex].map(count),
        [59, 106, 2, 26]
    );
}

#[test]
fn a_listed_number_with_the_listed_name_is_resolved_and_the_number_alone_is_not() {
    let lists = Lists::builtin();
    let both = vessel(445_000_001, 7_303_803, "ANSAN 1");
    let best = &lists.matches(&both, moment(LATER))[0];
    assert_eq!(best.agrees, [Attribute::Imo, Attribute::Name]);
    assert!(best.is_resolved() && best.listed_at(moment(LATER)) == Listed::Then);
    assert_eq!(best.listed_at(moment("2017-01-01T00:00:00Z")), Listed::Later);
    let alone = vessel(445_000_001, 7_303_803, "HAPPY STAR");
    assert!(!lists.matches(&alone, moment(LATER))[0].is_resolved());
}

#[test]
fn a_listed_name_alone_is_no_match() {
    assert!(Lists::builtin().matches(&vessel(412_000_001, 0, "AN SAN 1"), moment(LATER)).is_empty());
}

#[test]
fn a_listing_without_a_date_leaves_the_time_before_the_copy_unknown() {
    let lists = Lists::builtin();
    let listed = vessel(445_000_001, 7_937_317, "CHONG CHON GANG");
    let matches = lists.matches(&listed, moment(LATER));
    let ofac =
        matches.iter().find(|found| found.listing.list == ListSource::Builtin(ListName::OfacDprk)).unwrap();
    assert_eq!(ofac.listed_at(moment(LATER)), Listed::Unknown);
    assert_eq!(ofac.listed_at(moment("2024-01-01T00:00:00Z")), Listed::Then);
}

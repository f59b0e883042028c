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
        unplaced: Vec::new(),
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

#[test]
fn a_name_agrees_in_any_alphabet_and_other_names_dashes_or_digits_agree_with_nothing() {
    let own = |name: &str| {
        let table = format!("name,imo\n{name},9417115\n");
        Lists::default().and([&UserList::read("own.csv", &table).unwrap()])
    };
    let agrees = |listed: &str, told: &str| {
        own(listed).matches(&vessel(413_000_001, 9_417_115, told), moment(LATER))[0].agrees.clone()
    };
    for (listed, told) in [("청천강", "해피스타"), ("---", "..."), ("금강 3", "동해 3"), ("12345", "12345")]
    {
        assert_eq!(agrees(listed, told), [Attribute::Imo], "{listed} and {told}");
    }
    for (listed, told) in [("청천강", "CHONG CHON GANG"), ("동해 3", "동해3"), ("東海", "東海")] {
        assert_eq!(agrees(listed, told), [Attribute::Imo, Attribute::Name], "{listed} and {told}");
    }
}

#[test]
fn a_number_that_nobody_set_is_on_no_list_and_one_of_a_ship_is() {
    let listed = |mmsi: &str| UserList::read("own.csv", &format!("name,mmsi\nKOTI,{mmsi}\n"));
    for nobodys in ["0", "1", "123456789", "111111111", "666666666", "150000000"] {
        let wrong = UserListError::NoVessel { line: 2, fault: RowFault::Mmsi };
        assert_eq!(listed(nobodys).unwrap_err(), wrong, "{nobodys}");
    }
    let lists = Lists::default().and([&listed("352000001").unwrap()]);
    let agrees = |mmsi| {
        let matches = lists.matches(&vessel(mmsi, 0, "KOTI"), moment(LATER));
        matches.first().map(|found| found.agrees.clone())
    };
    assert_eq!(agrees(352_000_001), Some(vec![Attribute::Mmsi, Attribute::Name]));
    let set_by_nobody = Listing { mmsis: vec![Mmsi::try_from(1).unwrap()], ..lists.listings()[0].clone() };
    let lists = Lists::of(vec![set_by_nobody]);
    assert!(lists.matches(&vessel(1, 0, "KOTI"), moment(LATER)).is_empty());
}

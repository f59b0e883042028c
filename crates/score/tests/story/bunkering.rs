//! Everyday business beside what resembles it.

use model::{EventKind, LeadKind, List};

use crate::stage::{Stage, at, fact, off_shanghai, off_sokto, shows};

fn tankers() -> Stage {
    Stage::default().ship(412_000_001, 80, 90, 0, "ZHOU YOU 9").ship(
        636_000_002,
        80,
        110,
        9_074_729,
        "FAIR WIND",
    )
}

#[test]
fn a_ship_bunkered_in_a_zhoushan_anchorage_is_no_lead() {
    let qushan = at(30.46, 122.48);
    assert!(tankers().meet(412_000_001, 636_000_002, 10, 6, qushan).leads().is_empty());
}

#[test]
fn two_tankers_that_hide_nothing_on_the_high_seas_are_no_lead_but_one_that_then_falls_silent_is() {
    let open = tankers().meet(412_000_001, 636_000_002, 10, 6, off_shanghai());
    assert!(open.leads().is_empty());
    let lead = open.silence(412_000_001, 18, 30, [off_shanghai(), at(30.5, 123.0)], true).lead();
    assert_eq!(lead.list, List::Evasive);
    assert!(shows(&lead, "D1") && shows(&lead, "E2") && shows(&lead, "G1"));
}

#[test]
fn anchored_neighbours_off_busan_are_no_lead_even_if_one_falls_silent_for_a_day() {
    let stage = tankers().meet_apart(412_000_001, 636_000_002, 10, 40, at(35.05, 129.05), 420.0);
    assert!(stage.silence(412_000_001, 60, 9, [at(35.05, 129.05); 2], true).leads().is_empty());
}

#[test]
fn a_pair_of_trawlers_is_no_lead_and_a_fishing_boat_as_long_as_a_tanker_beside_a_dark_tanker_is() {
    let pair = |length| {
        let stage =
            Stage::default().ship(412_300_001, 30, length, 0, "ZHE YU").ship(412_300_002, 80, 90, 0, "HUA");
        let stage = stage.meet(412_300_001, 412_300_002, 10, 8, off_shanghai());
        stage.silence(412_300_002, 20, 40, [off_shanghai(), at(30.5, 123.0)], true).leads()
    };
    let met = |leads: Vec<model::Lead>| leads.iter().any(|lead| shows(lead, "E2"));
    assert!(!met(pair(38)));
    assert!(met(pair(85)));
}

#[test]
fn tugs_pilots_and_small_craft_are_no_partners() {
    for (code, length) in [(52, 35), (50, 20), (60, 120), (70, 22)] {
        let stage =
            Stage::default().ship(440_000_001, code, length, 0, "A").ship(440_000_002, 80, 100, 0, "B");
        let stage = stage.meet(440_000_001, 440_000_002, 10, 4, off_shanghai());
        assert!(stage.renumber(440_000_001, 440_000_003, 11, off_shanghai()).leads().is_empty(), "{code}");
    }
}

#[test]
fn two_small_class_b_craft_are_no_lead() {
    let stage = Stage::default().ship(412_000_011, 0, 0, 0, "").ship(412_000_012, 0, 0, 0, "");
    let stage =
        stage.class_b(412_000_011).class_b(412_000_012).meet(412_000_011, 412_000_012, 5, 9, off_sokto());
    assert!(stage.leads().is_empty());
}

#[test]
fn a_foreign_coaster_stopped_off_sokto_is_a_lead_and_a_fishing_boat_there_is_not() {
    let stop = |code, length| {
        Stage::default().ship(413_000_001, code, length, 0, "X").wait(413_000_001, 5, 9, off_sokto())
    };
    let lead = stop(70, 95).lead();
    assert_eq!((lead.list, lead.kind), (List::Dprk, LeadKind::Event(EventKind::Loitering)));
    assert!(shows(&lead, "G2"));
    assert!(stop(30, 40).leads().is_empty());
}

#[test]
fn two_dprk_ships_in_their_own_roads_are_coastal_trade_and_a_foreign_one_beside_one_is_a_lead() {
    let stage = |partner| {
        let stage = Stage::default().ship(445_000_001, 70, 90, 0, "A").ship(partner, 70, 90, 0, "B");
        stage.meet(445_000_001, partner, 5, 20, off_sokto())
    };
    assert!(stage(445_000_002).leads().is_empty());
    assert!(shows(&stage(667_000_002).lead(), "L1"));
}

#[test]
fn a_dprk_ship_alongside_counts_in_full_and_one_four_hundred_metres_off_in_part() {
    let link = |metres| {
        let stage = tankers().ship(445_000_001, 80, 90, 0, "A");
        let stage = stage.meet_apart(445_000_001, 636_000_002, 5, 9, off_shanghai(), metres);
        fact(&stage.lead(), "L1").unwrap().log10_lr
    };
    assert!(link(60.0) > 2.2);
    assert!(link(420.0) < 1.2);
}

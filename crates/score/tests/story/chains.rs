//! Deliveries of several legs: one lead each.

use model::{Cargo, EventKind, Evidence, EvidenceState, Finding, LeadKind, List, Metres, Span};

use crate::stage::{Stage, at, fact, off_shanghai, off_sokto, shows};

const MOTHER: u32 = 441_000_001;
const FEEDER: u32 = 613_000_001;
const RECEIVER: u32 = 445_000_003;

fn oil() -> Stage {
    Stage::default()
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .ship(RECEIVER, 80, 75, 0, "SAM JONG")
}

#[test]
fn mother_feeder_and_dprk_tanker_are_one_lead_decided_by_the_last_meeting_and_the_mother_is_a_counterparty() {
    let stage =
        oil().meet(MOTHER, FEEDER, 10, 8, off_shanghai()).meet(FEEDER, RECEIVER, 80, 6, at(37.0, 123.5));
    let lead = stage.lead();
    assert_eq!((lead.kind, lead.deciding, &lead.legs[..]), (LeadKind::Chain, 1, &[0, 1][..]));
    assert_eq!((lead.list, lead.cargo), (List::Dprk, Cargo::Oil));
    let upstream = fact(&lead, "CP").unwrap();
    assert!(
        upstream.text.0.starts_with("counterparty, no finding: a vessel broadcasting MMSI 441000001 stands")
    );
    assert_eq!(upstream.counted, 0.0);
}

#[test]
fn a_feeder_that_took_cargo_at_sea_and_then_waits_alone_offshore_is_a_lead_and_one_that_did_not_is_none() {
    let (mother_at, waits_at) = (at(29.8, 124.2), at(27.3, 124.7));
    let met = oil().meet(MOTHER, FEEDER, 10, 8, mother_at);
    let supplied = |stage: Stage| stage.draught(FEEDER, 10, 9, [3.5, 6.4], mother_at);
    let waits = |stage: Stage| stage.wait(FEEDER, 50, 13, waits_at);
    let lead = waits(supplied(met.clone())).lead();
    assert_eq!((lead.list, lead.kind, lead.deciding), (List::Evasive, LeadKind::Chain, 2), "{lead:#?}");
    let supply = &fact(&lead, "V2").expect("cargo taken at sea").text.0;
    assert!(
        supply.contains("613000001 probably took cargo from a vessel broadcasting MMSI 441000001"),
        "{supply}"
    );
    let lightened = met.clone().draught(MOTHER, 10, 9, [8.7, 5.1], mother_at);
    assert!(shows(&waits(lightened).lead(), "V2"), "what the mother gave the feeder took");
    let shown = |stage: Stage| waits(stage).leads().iter().any(|lead| shows(lead, "V2"));
    assert!(!shown(met.clone()), "nothing moved");
    assert!(!shown(met.draught(FEEDER, 10, 9, [6.4, 3.5], mother_at)), "it gave");
    assert!(!shown(supplied(oil().wait(FEEDER, 10, 8, mother_at))), "nobody gave");
    assert!(
        !shown(supplied(oil().meet_apart(MOTHER, FEEDER, 10, 8, at(35.0, 128.95), 450.0))),
        "anchored neighbours"
    );
    let called = oil().meet(MOTHER, FEEDER, 10, 8, mother_at).call(FEEDER, 30, 10, "Qingdao Gang");
    assert!(!shown(supplied(called)), "a call between");
    let dry = Stage::default().ship(MOTHER, 70, 140, 9_321_483, "MOTHER").ship(FEEDER, 80, 90, 0, "FEEDER");
    assert!(!shown(supplied(dry.meet(MOTHER, FEEDER, 10, 8, mother_at))), "oil from a dry cargo ship");
}

#[test]
fn cargo_that_a_feeder_handed_on_before_it_waits_is_no_supply_and_what_is_left_of_it_is() {
    let (mother_at, gives_at) = (at(29.8, 124.2), at(28.8, 124.4));
    let met = oil()
        .meet(MOTHER, FEEDER, 10, 8, mother_at)
        .draught(FEEDER, 10, 9, [3.5, 6.4], mother_at)
        .ship(671_000_009, 80, 80, 0, "TAKER")
        .meet(FEEDER, 671_000_009, 30, 6, gives_at)
        .wait(FEEDER, 60, 13, at(27.3, 124.7));
    let supply_of_the_wait = |stage: Stage| {
        let leads = stage.leads();
        leads.iter().filter(|lead| lead.deciding == 3).any(|lead| shows(lead, "V2"))
    };
    assert!(supply_of_the_wait(met.clone()), "it met another, and nothing moved");
    assert!(!supply_of_the_wait(met.clone().draught(FEEDER, 30, 7, [6.4, 3.5], gives_at)), "all of it");
    assert!(supply_of_the_wait(met.clone().draught(FEEDER, 30, 7, [6.4, 5.2], gives_at)), "some of it");
    assert!(
        !supply_of_the_wait(met.draught(671_000_009, 30, 7, [3.0, 5.0], gives_at)),
        "by the other's draught"
    );
}

#[test]
fn a_ship_that_lay_deeper_itself_after_meeting_a_feeder_did_not_supply_it() {
    let (mother_at, later_at) = (at(29.8, 124.2), at(28.8, 124.4));
    let stage = oil()
        .meet(MOTHER, FEEDER, 10, 8, mother_at)
        .draught(MOTHER, 10, 9, [8.0, 6.0], mother_at)
        .wait(FEEDER, 60, 13, at(27.3, 124.7));
    let text = |stage: Stage| fact(&stage.lead(), "V2").map(|seen| seen.text.0.clone());
    assert!(text(stage).expect("a supply").contains("from a vessel broadcasting MMSI 441000001"));
    let both_deeper = oil()
        .meet(MOTHER, FEEDER, 10, 8, later_at)
        .draught(FEEDER, 10, 9, [3.2, 5.5], later_at)
        .draught(MOTHER, 10, 9, [6.0, 8.0], later_at)
        .wait(FEEDER, 60, 13, at(27.3, 124.7));
    assert!(both_deeper.leads().iter().all(|lead| !shows(lead, "V2")));
}

#[test]
fn a_supply_counts_less_where_a_silence_after_it_leaves_time_for_a_port() {
    let (mother_at, off_jeju) = (at(29.8, 124.2), at(33.52, 126.45));
    let met = oil()
        .meet(MOTHER, FEEDER, 10, 8, mother_at)
        .draught(FEEDER, 10, 9, [3.5, 6.4], mother_at)
        .wait(FEEDER, 90, 13, at(27.3, 124.7));
    let supply = |stage: Stage| {
        let leads = stage.leads();
        leads.iter().find_map(|lead| fact(lead, "V2").cloned()).expect("a supply")
    };
    let plain = supply(met.clone());
    let mut silent = met.silence(FEEDER, 50, 16, [off_jeju, off_jeju], false);
    silent.events.last_mut().expect("a silence").surroundings.port = Some(Metres::from_km(4.0));
    let doubtful = supply(silent);
    assert!(doubtful.log10_lr < 0.5 * plain.log10_lr, "{doubtful:?}");
    assert!(doubtful.text.0.contains("though it may have lain at a berth"), "{doubtful:?}");
}

#[test]
fn a_draught_typed_only_after_a_later_wait_tells_of_the_meeting_before_it_and_the_wait_is_what_it_was_for() {
    let mother_at = off_shanghai();
    let met = oil().meet(MOTHER, FEEDER, 10, 8, mother_at).wait(FEEDER, 50, 13, at(27.3, 124.7)).silence(
        MOTHER,
        20,
        40,
        [mother_at, mother_at],
        true,
    );
    let decides = |told: Stage| told.lead().deciding;
    assert_eq!(decides(met.clone().draught(FEEDER, 10, 9, [3.5, 6.4], mother_at)), 1, "typed at once");
    assert_eq!(decides(met.clone().draught(FEEDER, 10, 65, [3.5, 6.4], mother_at)), 1, "typed late");
    assert_eq!(
        decides(met.draught(FEEDER, 45, 25, [3.5, 6.4], mother_at)),
        0,
        "deeper by the wait alone, it took more"
    );
}

#[test]
fn a_fact_of_another_meeting_than_the_one_that_decides_says_which_and_one_of_that_does_not() {
    let twice =
        |first, second| oil().meet(MOTHER, FEEDER, 10, 8, first).meet(FEEDER, RECEIVER, 80, 6, second).lead();
    let lead = twice(off_shanghai(), at(37.0, 123.5));
    let other = ", at the meeting that began 2019-06-01 10:00 UTC";
    for indicator in ["E2", "G1"] {
        let text = &fact(&lead, indicator).unwrap().text.0;
        assert!(text.ends_with(other), "{text}");
    }
    let lead = twice(at(37.0, 123.5), off_shanghai());
    let text = &fact(&lead, "G1").unwrap().text.0;
    assert!(!text.contains("that began"), "{text}");
}

#[test]
fn a_supplier_that_entered_dprk_waters_is_no_mere_counterparty() {
    let stage = oil().meet(MOTHER, FEEDER, 10, 8, off_sokto()).meet(FEEDER, RECEIVER, 80, 6, at(37.0, 123.5));
    assert!(fact(&stage.lead(), "CP").is_none());
}

#[test]
fn two_deliveries_with_a_call_between_are_two_leads_and_without_one_a_single_lead() {
    let twice =
        oil().meet(FEEDER, RECEIVER, 10, 6, off_shanghai()).meet(FEEDER, RECEIVER, 130, 6, off_shanghai());
    assert_eq!(twice.leads().len(), 1);
    let both = twice.call(FEEDER, 60, 20, "Qingdao Gang").call(RECEIVER, 70, 20, "Lianyungang");
    assert_eq!(both.leads().len(), 2);
}

#[test]
fn a_coal_voyage_is_one_lead_on_the_dprk_list_and_the_same_ship_from_qingdao_is_none() {
    let ship = Stage::default().ship(671_000_001, 70, 100, 0, "DE YI");
    let lead =
        ship.clone().call(671_000_001, 10, 30, "Songnim").call(671_000_001, 150, 40, "Zhoushan").lead();
    assert_eq!((lead.list, lead.cargo), (List::Dprk, Cargo::Coal));
    assert_eq!((lead.kind, lead.deciding), (LeadKind::Event(EventKind::PortVisit), 0));
    assert!(shows(&lead, "P2") && lead.tonnes.unwrap().mid > 1_000.0);
    let legal = ship.call(671_000_001, 10, 30, "Qingdao Gang").call(671_000_001, 150, 40, "Zhoushan");
    assert!(legal.leads().is_empty());
}

/// A ship that goes from a port of the DPRK to Longkou, and the draughts that it tells and when: the first call lasts from hour 10 to
/// 40, the second from 150 to 190.
fn voyage(port: &str, draughts: &[(i64, f64)]) -> Evidence {
    let ship = Stage::default().ship(671_000_001, 70, 100, 0, "DE YI");
    let sailed = ship.call(671_000_001, 10, 30, port).call(671_000_001, 150, 40, "Longkou Gang");
    let tell = |stage: Stage, &(hour, metres): &(i64, f64)| stage.tells_draught(671_000_001, hour, metres);
    let lead = draughts.iter().fold(sailed, tell).lead();
    fact(&lead, "P2").expect("a voyage to a coal port").clone()
}

#[test]
fn a_draught_that_tells_a_coal_voyage_is_no_change_of_draught_besides_and_one_told_days_later_is() {
    let changed = |hour: i64| {
        let voyage = Stage::default()
            .ship(671_000_001, 70, 100, 0, "DE YI")
            .call(671_000_001, 10, 30, "Nampo")
            .call(671_000_001, 150, 40, "Longkou Gang")
            .tells_draught(671_000_001, 2, 3.6)
            .tells_draught(671_000_001, hour, 6.1)
            .draught(671_000_001, hour - 2, 2, [3.6, 6.1], at(37.9, 121.5));
        let lead = voyage.lead();
        ["P2", "V4"].map(|one| fact(&lead, one).expect("it was looked at").clone())
    };
    let [coal, draught] = changed(60);
    assert!(coal.text.0.contains("it told 3.6 m before that call and 6.1 m after"), "{coal:?}");
    assert_eq!(draught.state, EvidenceState::NotAssessable, "{draught:?}");
    assert!(draught.text.0.contains("is counted as part of the coal voyage"), "{draught:?}");
    let [coal, draught] = changed(95);
    assert!(!coal.text.0.contains("it told"), "{coal:?}");
    assert_eq!(draught.state, EvidenceState::Present, "{draught:?}");
}

#[test]
fn a_ship_that_lay_deeper_before_nampo_than_after_it_brought_something_and_carried_no_coal() {
    let loaded = voyage("Nampo", &[(2, 3.6), (42, 6.1)]);
    assert!(loaded.log10_lr > 1.7 && loaded.text.0.contains("consistent with loading"), "{loaded:?}");
    let unloaded = voyage("Nampo", &[(2, 6.1), (42, 3.6)]);
    assert_eq!((unloaded.state, unloaded.log10_lr), (EvidenceState::Absent, 0.0));
    assert!(unloaded.text.0.contains("consistent with discharging"), "{unloaded:?}");
}

#[test]
fn a_ship_that_lay_deeper_after_longkou_than_before_came_to_fetch_and_one_that_lay_less_deep_landed_something()
 {
    let fetched = voyage("Nampo", &[(2, 3.6), (192, 6.1)]);
    assert_eq!(fetched.state, EvidenceState::Absent, "{fetched:?}");
    let landed = voyage("Nampo", &[(2, 6.1), (192, 3.6)]);
    assert!(landed.log10_lr > 1.7, "{landed:?}");
}

#[test]
fn a_voyage_whose_draughts_say_nothing_says_less_of_coal_and_nothing_where_the_ship_brings_something_otherwise()
 {
    let loaded = voyage("Nampo", &[(2, 3.6), (42, 6.1)]).log10_lr;
    let untold = voyage("Nampo", &[(2, 5.0), (42, 5.2)]).log10_lr;
    let over_the_hull = voyage("Nampo", &[(2, 5.0), (42, 25.5)]).log10_lr;
    assert_eq!(over_the_hull, untold, "a hull of 100 m does not lie that deep");
    let over_the_marks = voyage("Nampo", &[(2, 5.0), (42, 7.2)]).log10_lr;
    assert_eq!(over_the_marks, untold, "few hulls of 100 m do");
    let contradictory = voyage("Nampo", &[(2, 3.6), (42, 6.1), (192, 6.8)]).log10_lr;
    assert!(0.5 < untold && untold < loaded, "{untold} {loaded}");
    assert_eq!(contradictory, untold);
    let importer = Stage::default()
        .ship(671_000_001, 70, 100, 0, "DE YI")
        .call(671_000_001, 10, 30, "Nampo")
        .call(671_000_001, 150, 40, "Longkou Gang")
        .call(671_000_001, 1_000, 30, "Nampo")
        .tells_draught(671_000_001, 900, 6.1)
        .tells_draught(671_000_001, 1_010, 3.6);
    let lead = importer.leads().into_iter().find(|lead| lead.deciding == 0).expect("the first voyage");
    let habit = fact(&lead, "P2").unwrap();
    assert_eq!((habit.state, habit.counted), (EvidenceState::NotAssessable, 0.0), "{habit:?}");
    assert!(habit.text.0.contains("at other calls they told that it brought something"), "{habit:?}");
}

#[test]
fn under_the_dprks_flag_whose_ships_come_home_by_the_same_way_a_voyage_must_tell_more_to_be_of_coal() {
    let told = |mmsi: u32, draughts: &[(i64, f64)]| {
        let ship = Stage::default().ship(mmsi, 70, 100, 0, "TAE BONG");
        let sailed = ship.call(mmsi, 10, 30, "Nampo").call(mmsi, 150, 40, "Longkou Gang");
        let tell = |stage: Stage, &(hour, metres): &(i64, f64)| stage.tells_draught(mmsi, hour, metres);
        fact(&draughts.iter().fold(sailed, tell).lead(), "P2").expect("a voyage to China").log10_lr
    };
    let (of_the_dprk, of_another) = (told(445_000_001, &[]), told(671_000_001, &[]));
    assert!(0.5 < of_the_dprk && of_the_dprk < of_another, "{of_the_dprk} {of_another}");
    let laden = [(2, 3.6), (42, 6.1)];
    assert_eq!(told(445_000_001, &laden), told(671_000_001, &laden), "what both tell counts alike");
}

#[test]
fn a_ship_that_lay_deeper_after_both_calls_is_told_to_have_so_and_not_to_have_loaded_twice_on_one_voyage() {
    let twice = voyage("Nampo", &[(2, 2.9), (42, 5.0), (120, 2.9), (192, 5.0)]);
    let untold = voyage("Nampo", &[]).log10_lr;
    assert_eq!((twice.state, twice.log10_lr), (EvidenceState::Present, untold));
    let wanted = "; it told 2.9 m before that call and 5.0 m after; it told 2.9 m before the call in China and 5.0 m after; deeper \
                  after both calls, so that they do not tell what it carried between them";
    assert!(twice.text.0.ends_with(wanted), "{twice:?}");
}

/// The same to a call that begins 20 hours after the first has ended.
fn short_voyage(draughts: &[(i64, f64)]) -> Stage {
    let ship = Stage::default().ship(671_000_001, 70, 100, 0, "DE YI");
    let sailed = ship.call(671_000_001, 10, 30, "Nampo").call(671_000_001, 60, 20, "Longkou Gang");
    let tell = |stage: Stage, &(hour, metres): &(i64, f64)| stage.tells_draught(671_000_001, hour, metres);
    draughts.iter().fold(sailed, tell)
}

#[test]
fn a_draught_first_told_after_two_calls_of_as_many_days_is_told_once_and_of_neither() {
    let told = |draughts| fact(&short_voyage(draughts).lead(), "P2").expect("a voyage").clone();
    let (either, untold) = (told(&[(2, 2.9), (82, 5.0)]), told(&[]));
    assert_eq!((either.state, either.log10_lr), (EvidenceState::Present, untold.log10_lr));
    let wanted =
        "; it told 2.9 m before both calls and 5.0 m after them: at which of them it changed is not known";
    assert!(either.text.0.ends_with(wanted), "{either:?}");
    assert!(told(&[(2, 2.9), (50, 5.0)]).text.0.contains("before that call"), "told between the calls");
    assert_eq!(told(&[(2, 2.9), (96, 5.0)]).state, EvidenceState::Absent, "too late for the first call");
}

#[test]
fn a_draught_that_a_ship_told_after_a_call_and_a_meeting_says_that_it_had_met_another() {
    let sailed = short_voyage(&[(2, 2.9), (50, 5.0)]).ship(413_000_009, 70, 120, 0, "FENG");
    let told = |stage: Stage| fact(&stage.lead(), "P2").expect("a voyage").text.0.clone();
    let wanted = "and 5.0 m after, though it had met or lain near another by then, consistent with loading";
    let met = told(sailed.clone().meet(671_000_001, 413_000_009, 42, 6, at(38.4, 122.0)));
    assert!(met.contains(wanted), "{met}");
    let met_later = told(sailed.meet(671_000_001, 413_000_009, 51, 6, at(38.4, 122.0)));
    assert!(met_later.contains("and 5.0 m after, consistent with loading"), "{met_later}");
}

#[test]
fn a_voyage_to_a_port_that_is_not_on_record_for_coal_tells_of_coal_by_its_draughts_alone() {
    let told = |draughts: &[(i64, f64)]| {
        let ship = Stage::default().ship(671_000_001, 70, 100, 0, "DE YI");
        let sailed = ship.call(671_000_001, 10, 30, "Nampo").call(671_000_001, 150, 40, "Shanghai");
        let tell =
            |stage: Stage, &(hour, metres): &(i64, f64)| stage.tells_draught(671_000_001, hour, metres);
        let lead = draughts.iter().fold(sailed, tell).lead();
        fact(&lead, "P2").expect("a voyage to China").clone()
    };
    let untold = told(&[]);
    assert_eq!(untold.state, EvidenceState::NotAssessable, "{untold:?}");
    assert!(untold.text.0.contains("neither its draughts nor that port"), "{untold:?}");
    let laden = told(&[(2, 3.6), (42, 6.1)]);
    assert!(laden.state == EvidenceState::Present && laden.counted > 0.5, "{laden:?}");
}

#[test]
fn coal_whose_load_a_silence_hid_counts_where_the_ship_came_deeper_from_it() {
    let (line, off_shandong) = (at(37.55, 124.4), at(37.6, 123.3));
    let hidden = |draught: f64| {
        Stage::default()
            .ship(445_000_001, 70, 100, 0, "TAE BONG")
            .silence(445_000_001, 10, 60, [line, off_shandong], true)
            .call(445_000_001, 90, 40, "Longkou Gang")
            .tells_draught(445_000_001, 2, 3.6)
            .tells_draught(445_000_001, 72, draught)
    };
    let lead = hidden(6.1).lead();
    let coal = fact(&lead, "P2").expect("a hidden load");
    assert_eq!((lead.list, coal.state), (List::Dprk, EvidenceState::Present));
    assert!(coal.text.0.contains("days after a silence that leaves time for Nampo"), "{}", coal.text.0);
    assert!(hidden(3.6).leads().iter().all(|lead| fact(lead, "P2").is_none()));
}

#[test]
fn a_dprk_tanker_silent_for_as_long_as_vostochny_takes_is_a_lead_and_one_silent_for_less_is_not() {
    let chongjin = at(41.72, 129.86);
    let tanker = Stage::default().ship(445_000_001, 80, 90, 0, "SONG WON");
    let away = |hours, heard| tanker.clone().silence(445_000_001, 10, hours, [chongjin, chongjin], heard);
    let lead = away(72, true).lead();
    assert_eq!((lead.list, lead.kind), (List::Dprk, LeadKind::Event(EventKind::Gap)));
    let run = fact(&lead, "D2").expect("time for Vostochny");
    assert!(run.text.0.contains("to go to Vostochnyy or Nakhodka, load there"), "{}", run.text.0);
    assert!(away(30, true).leads().is_empty(), "too short");
    assert!(away(72, false).leads().is_empty(), "reception explains it");
    let dry = Stage::default().ship(445_000_001, 70, 90, 0, "SONG WON");
    assert!(dry.silence(445_000_001, 10, 72, [chongjin, chongjin], true).leads().is_empty(), "no tanker");
}

#[test]
fn false_positions_of_a_dprk_tanker_hide_a_voyage_and_the_place_told_is_the_last_believed() {
    let chongjin = at(41.72, 129.86);
    let tanker = Stage::default().ship(445_000_001, 80, 90, 0, "SONG WON");
    let away = tanker.silence(445_000_001, 10, 72, [chongjin, chongjin], false);
    let lead = away.tells_a_loop(445_000_001, 20, at(39.7, 132.9)).lead();
    assert_eq!((lead.list, lead.kind), (List::Dprk, LeadKind::Event(EventKind::Gap)));
    assert!(!shows(&lead, "D1") && !shows(&lead, "G3"), "{lead:#?}");
}

#[test]
fn coal_through_rajin_may_be_russian_and_says_less_than_coal_through_chongjin() {
    let loaded = |port| voyage(port, &[(2, 3.6), (42, 6.1)]).log10_lr;
    let (rajin, chongjin) = (loaded("Najin"), loaded("Chongjin"));
    assert!(rajin > 0.0 && rajin < 0.5 && chongjin > 1.7, "{rajin} {chongjin}");
}

#[test]
fn a_foreign_tanker_at_nampo_is_a_lead_and_a_dprk_tanker_at_home_is_not() {
    let call = |mmsi| Stage::default().ship(mmsi, 80, 90, 0, "T").call(mmsi, 10, 30, "Nampo");
    let lead = call(671_000_001).lead();
    assert!(shows(&lead, "P1") && !shows(&lead, "G2"));
    assert!(call(445_000_001).leads().is_empty());
    // Nor is one that changed its number for another flag's, or from it.
    let home = at(41.72, 129.86);
    let renumbered = |old, new| {
        let stage = call(671_000_001).ship(445_000_001, 80, 90, 0, "T");
        stage.renumber(old, new, 5, home).leads().into_iter().any(|lead| shows(&lead, "P1"))
    };
    assert!(!renumbered(445_000_001, 671_000_001) && !renumbered(671_000_001, 445_000_001));
    assert!(renumbered(613_000_001, 671_000_001));
}

#[test]
fn a_dprk_tanker_s_call_at_vostochny_decides_and_not_its_silence_on_the_way_home() {
    let yellow_sea = at(35.5, 123.5);
    let tanker = |mmsi| Stage::default().ship(mmsi, 80, 90, 0, "SONG WON").call(mmsi, 10, 30, "Vostochnyy");
    let sailed = tanker(445_000_001).silence(445_000_001, 110, 24 * 5, [yellow_sea, yellow_sea], true);
    let lead = sailed.lead();
    assert_eq!((lead.list, lead.deciding), (List::Dprk, 0), "{lead:#?}");
    assert!(shows(&lead, "P3") && shows(&lead, "D3"));
    let foreign =
        tanker(613_000_001).silence(613_000_001, 110, 24 * 5, [yellow_sea, yellow_sea], true).lead();
    assert_eq!(foreign.deciding, 1);
    assert!(!shows(&foreign, "P3"));
}

#[test]
fn a_hubs_other_customers_stay_out_of_the_chain() {
    let customers = 0..8;
    let mut stage = oil().meet(FEEDER, RECEIVER, 100, 6, off_shanghai());
    for customer in customers {
        let mmsi = 636_000_100 + customer;
        let from = 10 + i64::from(customer) * 7;
        stage = stage.ship(mmsi, 70, 180, 0, "C").meet(FEEDER, mmsi, from, 4, off_shanghai());
    }
    let leads = stage.leads();
    assert_eq!(leads[0].legs, [0]);
    assert!(leads[1..].iter().all(|lead| lead.list == List::Evasive), "{leads:#?}");
}

#[test]
fn a_raft_off_cho_do_with_a_crane_barge_between_is_dry_cargo() {
    let lead = raft().lead();
    assert!(shows(&lead, "E4") && matches!(lead.cargo, Cargo::Coal | Cargo::Other));
}

#[test]
fn a_crane_barge_that_was_heard_near_its_ships_for_minutes_of_hours_may_have_lain_beside_them() {
    let heard_for = |minutes: [i64; 2]| {
        let mut raft = raft();
        for (event, minutes) in raft.events.iter_mut().zip(minutes) {
            let Finding::Encounter(met) = &mut event.finding else { continue };
            met.observed = Span::from_minutes(minutes);
            met.bridged = Span::from_minutes(20 * 60 - minutes);
        }
        fact(&raft.lead(), "E4").expect("a raft").text.0.clone()
    };
    let barge = "a vessel broadcasting MMSI 413000002, as long as a crane barge";
    // Beside one for twenty hours from ten on and beside the other from eleven on: twenty-one, and not forty.
    for (minutes, wanted) in [
        ([20 * 60; 2], "lay beside two others"),
        (
            [15 * 60, 14 * 60],
            "lay beside two others, heard near one for 15.0 h and near another for 14.0 h of 21.0 h",
        ),
        (
            [13, 90],
            "may have lain beside two others, heard near one for 1.5 h and near another for 13 min of 21.0 h",
        ),
        ([13, 0], "may have lain beside two others, heard near one alone for 13 min of 21.0 h"),
        ([0; 2], "may have lain beside two others, never heard in the same hour"),
    ] {
        assert_eq!(heard_for(minutes), format!("{barge}, {wanted}, consistent with a raft"));
    }
}

/// A bulk carrier and a freighter with a crane barge between them.
fn raft() -> Stage {
    let place = at(38.5, 124.8);
    let stage = Stage::default()
        .ship(413_000_001, 70, 110, 0, "BULK")
        .ship(413_000_002, 33, 50, 0, "CRANE")
        .ship(667_000_003, 70, 95, 0, "DRY");
    stage.meet(413_000_001, 413_000_002, 10, 20, place).meet(413_000_002, 667_000_003, 11, 20, place)
}

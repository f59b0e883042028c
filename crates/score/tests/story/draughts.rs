//! Draughts that may be of another meeting or call than the one a lead is about, or mistyped.

use model::{EventKind, Evidence, EvidenceState, Lead, LeadKind};

use crate::stage::{Stage, at, fact, off_shanghai, shows};

const COASTER: u32 = 413_000_001;
const RECEIVER: u32 = 445_000_002;
const NEIGHBOUR: u32 = 413_000_003;

/// A coaster that met a ship under the DPRK's flag from hour 10 to 18.
fn met() -> Stage {
    Stage::default()
        .ship(COASTER, 80, 90, 0, "COASTER")
        .ship(RECEIVER, 80, 80, 0, "TAE SONG")
        .ship(NEIGHBOUR, 80, 90, 0, "NEIGHBOUR")
        .meet(COASTER, RECEIVER, 10, 8, off_shanghai())
}

fn told(stage: &Stage) -> Evidence {
    let leads = stage.leads();
    let lead = leads.iter().find(|lead| lead.deciding == 0).expect("a lead on the meeting");
    fact(lead, "V4").expect("draughts were looked at").clone()
}

#[test]
fn a_draught_told_behind_a_call_at_a_port_is_none_across_the_meeting_before_it() {
    let later = met().draught(COASTER, 60, 9, [5.8, 4.3], at(37.0, 123.5));
    assert_eq!(told(&later).state, EvidenceState::Present);
    let behind_a_call = told(&later.call(COASTER, 30, 20, "Nampo"));
    assert_eq!(behind_a_call.state, EvidenceState::NotAssessable);
    assert!(behind_a_call.text.0.contains("a call at a port lies between"), "{behind_a_call:?}");
}

#[test]
fn a_draught_that_changed_before_or_after_a_meeting_says_so_and_one_that_changed_across_it_does_not() {
    let changed = |from| told(&met().draught(COASTER, from, 9, [5.8, 4.3], off_shanghai())).text.0;
    assert!(changed(10).ends_with("crews enter it late"), "{}", changed(10));
    let (before, after) = (changed(0), changed(40));
    assert!(before.ends_with("; that was over before what decides the lead began"), "{before}");
    assert!(after.ends_with("; that began after what decides the lead had ended"), "{after}");
}

#[test]
fn a_draught_told_after_two_meetings_says_that_there_was_another() {
    let late = met().draught(COASTER, 10, 30, [5.8, 4.3], off_shanghai());
    let twice = late.clone().meet(COASTER, NEIGHBOUR, 24, 6, off_shanghai());
    let another = "; it met or lay near another too between the two";
    assert!(told(&twice).text.0.ends_with(another), "{:?}", told(&twice));
    let later = late.meet(COASTER, NEIGHBOUR, 45, 6, off_shanghai());
    assert!(!told(&later).text.0.contains(another), "{:?}", told(&later));
}

#[test]
fn a_draught_that_one_hull_told_under_two_numbers_changed_once_and_those_of_two_hulls_twice() {
    let (old, place) = (671_000_009, off_shanghai());
    let legs = |after, from| {
        let stage = met().ship(old, 80, 90, 0, "COASTER").renumber(old, COASTER, 6, place);
        let changed =
            stage.draught(COASTER, 10, 9, [2.4, 4.7], place).draught(old, from, 30, [2.4, after], place);
        let lead =
            changed.leads().into_iter().find(|lead| lead.deciding == 0).expect("a lead on the meeting");
        (lead.legs.contains(&2), lead.legs.contains(&3))
    };
    assert_eq!(legs(4.7, 2), (true, false), "the longer hours tell the same");
    assert_eq!(legs(5.3, 2), (true, true), "another draught");
    let of_two = met().draught(COASTER, 10, 9, [2.4, 4.7], place).draught(RECEIVER, 2, 30, [2.4, 4.7], place);
    assert!(told(&of_two).text.0.contains("of 2 changes of draught"), "{}", told(&of_two).text.0);
}

#[test]
fn tonnes_rest_on_no_draught_that_hulls_of_its_length_hardly_reach() {
    let basis = |metres| {
        let ships =
            Stage::default().ship(COASTER, 80, 85, 0, "SEA LARK").ship(RECEIVER, 80, 80, 0, "TAE SONG");
        let met = ships.meet(COASTER, RECEIVER, 10, 8, off_shanghai());
        met.draught(COASTER, 10, 9, metres, off_shanghai()).lead().tonnes_basis.0
    };
    assert!(basis([4.3, 6.1]).starts_with("the change of draught by 1.8 m"), "{}", basis([4.3, 6.1]));
    let mistyped = basis([4.3, 16.1]);
    assert!(!mistyped.contains("draught") && mistyped.starts_with("the usual parcel"), "{mistyped}");
}

#[test]
fn by_a_draught_that_hulls_of_its_length_hardly_reach_a_feeder_took_nothing_and_it_decides_no_lead() {
    let (mother_at, waits_at) = (at(29.8, 124.2), at(27.3, 124.7));
    let fed = |deeper| {
        let ships = Stage::default().ship(441_000_001, 80, 140, 9_321_483, "MOTHER");
        let met = ships.ship(COASTER, 80, 90, 0, "FEEDER").meet(441_000_001, COASTER, 10, 8, mother_at);
        let loaded = met.draught(COASTER, 10, 9, [3.5, deeper], mother_at);
        loaded.wait(COASTER, 50, 13, waits_at).leads()
    };
    let takes = |leads: &[Lead]| leads.iter().any(|lead| shows(lead, "V2"));
    assert!(takes(&fed(6.4)) && !takes(&fed(7.4)), "{:#?}", fed(7.4));
    let typed = |deeper| {
        let ship = Stage::default().ship(RECEIVER, 70, 90, 0, "TAE BONG");
        ship.draught(RECEIVER, 10, 9, [3.0, deeper], at(29.5, 124.0)).leads()
    };
    assert_eq!(typed(5.5)[0].kind, LeadKind::Event(EventKind::DraughtChange));
    assert!(typed(9.5).is_empty(), "{:#?}", typed(9.5));
}

//! Facts of one lead that know of each other, and say no more than was heard.

use model::{Evidence, EvidenceState, Finding, Lead, Span, Unplaced};

use crate::stage::{Stage, at, fact, hour, off_shanghai, shows};

const MOTHER: u32 = 441_000_001;
const FEEDER: u32 = 613_000_001;
const RECEIVER: u32 = 445_000_003;
const BULKER: u32 = 674_000_004;

fn seen(lead: &Lead, indicator: &str) -> Evidence {
    fact(lead, indicator).unwrap_or_else(|| panic!("no {indicator}")).clone()
}

/// A feeder that took cargo from a mother ship, and then lies where a ship under the DPRK's flag may have been.
fn supplied() -> Stage {
    let mother_at = at(29.8, 124.2);
    Stage::default()
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .ship(RECEIVER, 80, 75, 0, "SAM JONG")
        .meet(MOTHER, FEEDER, 10, 8, mother_at)
        .draught(FEEDER, 10, 9, [3.5, 6.4], mother_at)
}

#[test]
fn the_hours_that_a_silence_leaves_are_no_wait_and_a_wait_heard_in_them_is_one() {
    let there = at(28.0, 124.5);
    let unseen = supplied().meet_unseen(FEEDER, RECEIVER, 60, 4, there);
    let of_the_guess = |stage: &Stage| {
        let leads = stage.leads();
        leads.into_iter().find(|lead| lead.deciding == 2).unwrap_or_else(|| panic!("no lead on the guess"))
    };
    assert!(!shows(&of_the_guess(&unseen), "V2"), "nobody was heard waiting");
    let heard = of_the_guess(&unseen.wait(FEEDER, 56, 12, there));
    assert!(seen(&heard, "V2").text.0.contains("and then waited 12.0 h offshore"), "{heard:#?}");
}

#[test]
fn a_supply_cites_the_meeting_the_draughts_and_the_wait_and_finds_nothing_against_the_supplier() {
    let lead = supplied().wait(FEEDER, 50, 13, at(27.3, 124.7)).lead();
    let supply = seen(&lead, "V2");
    let rows: Vec<u64> = supply.cites.iter().map(|cite| cite.line()).collect();
    assert_eq!(rows, [1, 2, 3]);
    assert!(supply.text.0.ends_with("; MMSI 441000001 is a counterparty, no finding"), "{}", supply.text.0);
}

/// A ship that goes on under another number after so many minutes, and then meets another.
fn renumbered(silent_minutes: i64) -> Lead {
    let stage = Stage::default().ship(674_000_001, 80, 90, 0, "A").ship(671_000_001, 80, 90, 0, "A");
    let mut stage = stage.renumber(674_000_001, 671_000_001, 4, off_shanghai());
    if let Finding::IdentityChange(change) = &mut stage.events[0].finding {
        (change.silence, change.probability) = (Span::from_minutes(silent_minutes), 0.87);
    }
    stage.ship(RECEIVER, 80, 110, 9_074_729, "B").meet(671_000_001, RECEIVER, 10, 6, off_shanghai()).lead()
}

#[test]
fn a_change_of_number_that_came_too_late_to_count_is_told_and_none_is_said_only_where_none_was_heard() {
    assert!(shows(&renumbered(20), "I4"));
    let late = seen(&renumbered(780), "I4");
    assert_eq!((late.state, late.counted), (EvidenceState::NotAssessable, 0.0));
    let told = "a hull went on from MMSI 674000001 to 671000001 after 13.0 h and 0.8 km, with probability 0.87 the same; it counts only";
    assert!(late.text.0.contains(told) && !late.cites.is_empty(), "{late:?}");
    let none = Stage::default().ship(671_000_001, 80, 90, 0, "A").ship(RECEIVER, 80, 110, 9_074_729, "B");
    let none = none.meet(671_000_001, RECEIVER, 10, 6, off_shanghai()).lead();
    assert_eq!(seen(&none, "I4").text.0, "no change of number was heard");
}

/// A bulker that calls at Nampo and then at Longkou.
fn coal() -> Stage {
    let bulker = Stage::default().ship(BULKER, 70, 110, 9_074_729, "DAE YANG");
    bulker.tells_draught(BULKER, 2, 4.6).call(BULKER, 10, 30, "Nampo")
}

#[test]
fn a_draught_that_changed_across_a_call_is_told_by_v4_as_p2_tells_it_and_p2_cites_the_reports() {
    let told = coal().tells_draught(BULKER, 42, 6.6).call(BULKER, 70, 20, "Longkou Gang");
    let lead = told.tells_draught(BULKER, 95, 4.6).lead();
    let (voyage, draught) = (seen(&lead, "P2"), seen(&lead, "V4"));
    assert!(voyage.text.0.contains("it told 4.6 m before that call and 6.6 m after"), "{}", voyage.text.0);
    let reports: Vec<u64> =
        voyage.cites.iter().filter(|cite| cite.file() == model::FileId(9)).map(|cite| cite.line()).collect();
    assert_eq!(reports, [2, 3, 4], "4.6 m, 6.6 m at the load; 6.6 m, 4.6 m at the landing");
    assert_eq!(draught.state, EvidenceState::NotAssessable);
    let why = "could not be assessed: a vessel broadcasting MMSI 674000004 reported a draught of 4.6 m before and 6.6 m after; a call at \
               a port lies between, where cargo is moved without a meeting";
    assert_eq!(draught.text.0, why);
    let untold = coal().call(BULKER, 70, 20, "Longkou Gang").leads();
    assert!(!untold.is_empty());
    let untold = untold
        .iter()
        .map(|lead| seen(lead, "V4"))
        .all(|draught| !draught.text.0.contains("reported a draught"));
    assert!(untold, "it told one draught alone");
}

#[test]
fn the_digits_of_the_dprk_are_a_link_and_never_a_flag_that_speaks_against_it_and_those_of_china_are() {
    let met = |other| {
        let stage = Stage::default().ship(413_000_001, 80, 90, 0, "A").ship(other, 80, 110, 9_074_729, "B");
        stage.meet(413_000_001, other, 10, 6, off_shanghai()).silence(
            413_000_001,
            18,
            30,
            [off_shanghai(), at(30.5, 123.0)],
            true,
        )
    };
    let why = "could not be assessed: the DPRK's digits are counted as a link or not at all";
    let (theirs, others) = (met(RECEIVER).lead(), met(413_000_002).lead());
    for indicator in ["I5", "S3"] {
        assert_eq!(seen(&theirs, indicator).text.0, why);
        assert_eq!(seen(&others, indicator).state, EvidenceState::Absent, "{indicator}");
    }
    assert!(shows(&theirs, "L1"));
}

#[test]
fn a_new_draught_is_told_by_its_two_reports_and_a_meeting_before_them_is_not_told_as_one_between() {
    const NEIGHBOUR: u32 = 413_000_003;
    let told = |neighbour_from: i64| {
        let mut stage = Stage::default()
            .ship(FEEDER, 80, 90, 0, "FEEDER")
            .ship(RECEIVER, 80, 75, 0, "SAM JONG")
            .ship(NEIGHBOUR, 80, 90, 0, "NEIGHBOUR")
            .tells_draught(FEEDER, 80, 2.0)
            .tells_draught(FEEDER, 110, 3.3)
            .meet(FEEDER, RECEIVER, 90, 8, off_shanghai())
            .meet(FEEDER, NEIGHBOUR, neighbour_from, 4, off_shanghai())
            .draught(FEEDER, 20, 90, [2.0, 3.3], off_shanghai());
        let vessel =
            stage.fleet.vessels.iter().find(|vessel| vessel.hull.mmsi == crate::stage::hull(FEEDER).mmsi);
        let reports = vessel.expect("a ship of the stage").timeline.iter();
        let cites = reports.filter(|said| said.time >= hour(80)).map(|said| said.location).collect();
        stage.events[2].cites = cites;
        let leads = stage.leads();
        let lead = leads.iter().find(|lead| lead.deciding == 0).expect("a lead on the meeting");
        seen(lead, "V4").text.0
    };
    let reports =
        "; by its reports of 2019-06-04 08:00 UTC and 2019-06-05 14:00 UTC; it met or lay near another too";
    let (before, between) = (told(30), told(100));
    assert!(before.ends_with(&format!("{reports} before the two")), "{before}");
    assert!(between.ends_with(&format!("{reports} between the two")), "{between}");
}

/// Two that met and were heard for days before and after, the feeder of such a length.
fn heard_throughout(length_m: u16) -> Stage {
    let west = at(29.6, 123.0);
    let stage =
        Stage::default().ship(FEEDER, 80, length_m, 0, "FEEDER").ship(RECEIVER, 70, 75, 0, "SAM JONG");
    let stage = stage.heard(FEEDER, [-100, 200], west).heard(RECEIVER, [-100, 200], west);
    stage.meet(FEEDER, RECEIVER, 10, 6, off_shanghai())
}

#[test]
fn a_silence_too_short_to_tell_is_said_to_be_and_one_in_which_a_ship_was_heard_by_another_number_to_be_none()
{
    let mut silent = heard_throughout(90).silence(FEEDER, 18, 8, [off_shanghai(), at(29.6, 123.0)], true);
    let short = "could not be assessed: a silence near the event is too short to tell";
    assert_eq!(seen(&silent.lead(), "D1").text.0, short);
    silent.events.last_mut().expect("a silence").parties.b = Some(crate::stage::hull(671_000_001));
    let none = "could not be assessed: a silence near the event was none: the hull was heard under another number, at false \
                positions or without a position";
    assert_eq!(seen(&silent.lead(), "D1").text.0, none);
    silent.events.last_mut().expect("a silence").parties.b = None;
    let longest_unheard = Span::from_hours(3);
    let Finding::Gap(gap) = &mut silent.events.last_mut().expect("a silence").finding else {
        panic!("a gap")
    };
    gap.unplaced = Some(Unplaced { hours: 2, longest_unheard });
    assert_eq!(seen(&silent.lead(), "D1").text.0, none);
}

#[test]
fn how_probably_a_silent_ship_was_off_the_air_stands_beside_what_any_silence_has() {
    let silent = heard_throughout(90).silence(FEEDER, 18, 30, [off_shanghai(), at(29.6, 123.0)], true).lead();
    let told = seen(&silent, "D1").text.0;
    assert!(told.contains("off the air with probability 0.90, against 0.03 for any silence; "), "{told}");
}

#[test]
fn of_a_silence_in_which_a_ship_was_received_without_a_place_the_hours_without_anything_count() {
    let mut silent = heard_throughout(90).silence(FEEDER, 18, 30, [off_shanghai(), at(29.6, 123.0)], true);
    let mut told = |hours| {
        let longest_unheard = Span::from_hours(hours);
        let Finding::Gap(gap) = &mut silent.events.last_mut().expect("a silence").finding else {
            panic!("a gap")
        };
        gap.unplaced = Some(Unplaced { hours: 2, longest_unheard });
        seen(&silent.lead(), "D1").text.0
    };
    let of_20 = told(20);
    assert!(
        of_20.contains(" was not heard for 30.0 h, at no place, and for 20.0 h of them not at all, while"),
        "{of_20}"
    );
    assert_eq!(told(9), "could not be assessed: a silence near the event is too short to tell");
}

#[test]
fn a_silence_counts_as_much_as_it_is_surely_a_switch_off() {
    let weight = |p: f64| {
        let mut silent =
            heard_throughout(90).silence(FEEDER, 18, 30, [off_shanghai(), at(29.6, 123.0)], true);
        let Finding::Gap(gap) = &mut silent.events.last_mut().expect("a silence").finding else {
            panic!("a gap")
        };
        gap.p_intentional = Some(p);
        seen(&silent.lead(), "D1").log10_lr
    };
    // Of ships that hide a transfer nine in ten switch off, of others a quarter as many.
    let full = weight(1.0 - 1e-9);
    for (p, ratio) in [(0.2, 2.8434), (0.5, 3.6273), (0.9, 3.9547)] {
        let expected = full * f64::log10(ratio) / 4.0_f64.log10();
        assert!((weight(p) - expected).abs() < 1e-3, "{p}: {} for {expected}", weight(p));
    }
}

#[test]
fn a_tanker_longer_or_shorter_than_those_of_documented_cases_says_so_and_one_of_their_length_does_not() {
    let told = |length_m| seen(&heard_throughout(length_m).lead(), "S1").text.0;
    let than = "than the 60 to 120 m of documented cases";
    assert!(
        told(121).ends_with(&format!("a tanker of 121 m by its static data, longer {than}")),
        "{}",
        told(121)
    );
    assert!(
        told(55).ends_with(&format!("a tanker of 55 m by its static data, shorter {than}")),
        "{}",
        told(55)
    );
    assert!(told(120).ends_with("a tanker of 120 m by its static data"), "{}", told(120));
}

#[test]
fn what_a_ship_under_two_numbers_holds_is_one_hull_and_of_two_that_met_the_smaller() {
    let ships = Stage::default().ship(RECEIVER, 70, 110, 0, "SAM JONG").ship(BULKER, 70, 110, 0, "DAE YANG");
    let renumbered = ships.clone().renumber(RECEIVER, BULKER, 4, off_shanghai());
    let renumbered = renumbered.silence(BULKER, 20, 8, [off_shanghai(), off_shanghai()], false);
    let leads = renumbered.call(BULKER, 60, 30, "Nampo").call(BULKER, 130, 20, "Longkou Gang").leads();
    let one: String = leads.iter().map(|lead| lead.tonnes_basis.0.as_str()).collect();
    assert!(one.contains("what the hull holds by its length") && !one.contains("smaller"), "{one}");
    let two = ships.meet(RECEIVER, BULKER, 4, 9, off_shanghai()).lead().tonnes_basis.0;
    assert!(two.contains("what the smaller hull holds by its length"), "{two}");
}

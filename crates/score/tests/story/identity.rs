//! Ships that change or share what they say they are.

use model::{EvidenceState, List};

use crate::stage::{Stage, fact, off_shanghai, shows};

fn meeting(stage: Stage) -> Stage {
    stage.ship(636_000_002, 80, 110, 9_074_729, "FAIR WIND").meet(
        412_000_001,
        636_000_002,
        10,
        6,
        off_shanghai(),
    )
}

#[test]
fn a_name_painted_over_a_week_before_is_evasive_and_another_spelling_of_it_is_not() {
    let named = |after| {
        let names = [(-24 * 30, "TOK SONG"), (-24 * 7, after)];
        meeting(Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &names)).leads()
    };
    assert!(shows(&named("HAPPY STAR")[0], "I3"));
    assert!(named("DEOKSONG").iter().all(|lead| !shows(lead, "I3")));
}

#[test]
fn a_new_number_beside_the_partner_is_evasive() {
    let stage = Stage::default().ship(412_000_001, 80, 90, 0, "A").ship(412_000_009, 80, 90, 0, "A");
    let lead = meeting(stage).renumber(412_000_001, 412_000_009, 17, off_shanghai()).lead();
    assert_eq!(lead.list, List::Evasive);
    assert!(shows(&lead, "I4"));
}

#[test]
fn a_number_of_no_country_is_evasive_and_its_flag_is_counted_once() {
    let stage = Stage::default().ship(520_000_001, 80, 90, 0, "A").ship(636_000_002, 80, 110, 9_074_729, "B");
    let lead = stage.meet(520_000_001, 636_000_002, 10, 6, off_shanghai()).lead();
    assert!(shows(&lead, "I5"));
    assert_eq!(fact(&lead, "S3").unwrap().state, EvidenceState::NotAssessable);
}

#[test]
fn a_new_name_cites_the_report_before_it_and_the_one_with_it_and_a_shared_imo_number_both_ships() {
    let names = [(-24 * 60, "OLD"), (-24 * 30, "TOK SONG"), (-24 * 7, "HAPPY STAR"), (-24, "HAPPY STAR")];
    let lead = meeting(Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &names)).lead();
    let cited: Vec<u64> = fact(&lead, "I3").unwrap().cites.iter().map(|cite| cite.line()).collect();
    assert_eq!(cited, [1, 2, 2, 3], "rows of the old name and of the new one, for each change");
    let twin = Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &[(-24 * 30, "A"), (-24, "A")]);
    let lead = meeting(twin.ship(667_000_003, 80, 90, 9_176_187, "B")).lead();
    let shared = fact(&lead, "I2").unwrap();
    assert!(shared.text.0.contains("667000003"), "{}", shared.text.0);
    assert_eq!(shared.cites.len(), 2, "one report of each ship");
}

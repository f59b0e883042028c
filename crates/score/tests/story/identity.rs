//! Ships that change or share what they say they are.

use model::{EvidenceState, FalsePattern, Finding, Lead, List, Metres, Span, StaticReport};

use crate::stage::{Stage, at, fact, hour, hull, off_shanghai, shows};

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
    assert!(named("덕성").iter().all(|lead| !shows(lead, "I3")));
    assert!(named("DEOKSONG").iter().all(|lead| !shows(lead, "I3")));
}

#[test]
fn a_name_in_korean_letters_that_changes_is_told_and_dashes_between_two_names_are_none() {
    let named = |before, after| {
        let names = [(-24 * 30, before), (-24 * 7, after), (-24 * 6, "---"), (-24 * 5, after)];
        meeting(Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &names)).leads()
    };
    let lead = &named("동해", "서해")[0];
    assert!(
        told(lead, "I3").ends_with("changed the name it broadcasts 1 time in the archive"),
        "{}",
        told(lead, "I3")
    );
    assert!(named("동해", "동해").iter().all(|lead| !shows(lead, "I3")));
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
    assert!(!fact(&lead, "I5").unwrap().cites.is_empty(), "a line that has the number");
}

#[test]
fn a_new_name_cites_the_report_before_it_and_the_one_with_it_and_a_shared_imo_number_both_ships() {
    let names = [(-24 * 60, "OLD"), (-24 * 30, "TOK SONG"), (-24 * 7, "HAPPY STAR"), (-24, "HAPPY STAR")];
    let lead = meeting(Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &names)).lead();
    let cited: Vec<u64> = fact(&lead, "I3").unwrap().cites.iter().map(|cite| cite.line()).collect();
    assert_eq!(cited, [1, 2, 2, 3], "rows of the old name and of the new one, for each change");
    let twins =
        Stage::default().ship(412_000_001, 80, 90, 9_176_187, "A").ship(667_000_003, 80, 90, 9_176_187, "B");
    let twins = [412_000_001, 667_000_003]
        .into_iter()
        .fold(twins, |twins, ship| twins.goes_on_saying_so(ship, [-48, 0]));
    let lead = meeting(twins).lead();
    let shared = fact(&lead, "I2").unwrap();
    assert!(shared.text.0.contains("667000003"), "{}", shared.text.0);
    assert_eq!(shared.cites.len(), 2, "one report of each ship");
}

#[test]
fn an_imo_number_that_two_ships_told_one_after_the_other_is_not_shared_and_one_told_in_the_same_days_is() {
    let told_from = |hour| {
        let ships = Stage::default()
            .ship_named_at(412_000_001, 80, 90, 9_113_111, &[(-24 * 30, "OLD"), (-24 * 10, "A")])
            .tells_imo(412_000_001, hour, 9_176_187)
            .goes_on_saying_so(412_000_001, [hour, 0])
            .ship(667_000_003, 80, 90, 9_176_187, "B")
            .goes_on_saying_so(667_000_003, [-24 * 30, -24 * 5])
            .tells_imo(667_000_003, -24 * 5, 9_187_629)
            .goes_on_saying_so(667_000_003, [-24 * 5, 0]);
        meeting(ships).leads().remove(0)
    };
    let shared = told_from(-24 * 8);
    let wanted = "a vessel broadcasting MMSI 412000001 broadcasts the IMO number that MMSI 667000003 broadcast at the same time";
    assert!(shows(&shared, "I2") && told(&shared, "I2") == wanted, "{}", told(&shared, "I2"));
    let after = told_from(-24 * 3);
    let wanted = "a vessel broadcasting MMSI 412000001 broadcast an IMO number that MMSI 667000003 broadcast at another time, one after the other";
    assert!(!shows(&after, "I2") && told(&after, "I2") == wanted, "{}", told(&after, "I2"));
    assert_eq!(fact(&after, "I2").unwrap().cites.len(), 2, "one report of each ship");
}

/// A ship that meets another under a new number and with that name, which was heard first when the old one was left.
fn renumbered(imo: u32, name: &str) -> Stage {
    let stage =
        Stage::default().ship(674_000_001, 80, 90, imo, "TOK SONG").ship(671_000_001, 80, 90, imo, name);
    let mut stage = stage.renumber(674_000_001, 671_000_001, 4, off_shanghai());
    let new = stage.fleet.vessels.iter_mut().find(|vessel| vessel.hull == hull(671_000_001));
    new.expect("a ship of the stage").first_seen = hour(5);
    stage.ship(440_000_002, 80, 110, 9_074_729, "FAIR WIND").meet(
        671_000_001,
        440_000_002,
        10,
        6,
        off_shanghai(),
    )
}

fn told<'a>(lead: &'a Lead, indicator: &str) -> &'a str {
    &fact(lead, indicator).expect("it was looked at").text.0
}

#[test]
fn a_name_that_changed_with_the_number_is_one_fact_with_it_and_one_that_was_kept_is_kept() {
    let lead = renumbered(0, "ASIAN WIND").lead();
    assert!(
        shows(&lead, "I4") && told(&lead, "I4").ends_with(", and with another name"),
        "{}",
        told(&lead, "I4")
    );
    let name = fact(&lead, "I3").expect("it was looked at");
    assert_eq!((name.state, name.counted), (EvidenceState::NotAssessable, 0.0));
    assert_eq!(name.text.0, "could not be assessed: a name changed with the number alone, which I4 tells");
    let lead = renumbered(0, "DEOKSONG").lead();
    assert!(shows(&lead, "I4") && !told(&lead, "I4").contains("name"));
    assert!(!shows(&lead, "I3") && told(&lead, "I3").ends_with("kept its name as far as was heard"));
}

#[test]
fn a_name_that_changed_with_the_number_after_a_meeting_was_kept_until_then_and_no_longer() {
    let goes_on_as = |name: &str| {
        let stage =
            Stage::default().ship(674_000_001, 80, 90, 0, "TOK SONG").ship(671_000_001, 80, 90, 0, name);
        let stage = stage.ship(677_000_002, 80, 110, 9_074_729, "FAIR WIND");
        let met = stage.meet(674_000_001, 677_000_002, 10, 6, off_shanghai());
        let mut met = met.renumber(674_000_001, 671_000_001, 30, off_shanghai());
        let new = met.fleet.vessels.iter_mut().find(|vessel| vessel.hull == hull(671_000_001));
        new.expect("a ship of the stage").first_seen = hour(31);
        met.leads().into_iter().find(|lead| lead.deciding == 0).expect("the meeting decides")
    };
    let lead = goes_on_as("ASIAN WIND");
    assert!(told(&lead, "I4").ends_with(", and with another name"), "{}", told(&lead, "I4"));
    let kept = "a vessel broadcasting MMSI 674000001 kept its name until then as far as was heard";
    assert_eq!(told(&lead, "I3"), kept);
    let lead = goes_on_as("DEOKSONG");
    assert!(!told(&lead, "I4").contains("another name"), "{}", told(&lead, "I4"));
    let kept = "a vessel broadcasting MMSI 674000001 kept its name as far as was heard";
    assert_eq!(told(&lead, "I3"), kept);
}

#[test]
fn a_ship_that_painted_its_name_over_before_it_went_on_under_another_number_did_two_things() {
    let mut stage = renumbered(0, "ASIAN WIND");
    let old = stage.fleet.vessels.iter_mut().find(|vessel| vessel.hull == hull(674_000_001));
    let old = old.expect("a ship of the stage");
    let mut said: Vec<StaticReport> = old.timeline.iter().map(|said| said.report(old.hull.mmsi)).collect();
    let last = said.last().expect("it told a name").clone();
    said.push(StaticReport { time: hour(-48), name: Some("HAPPY STAR".to_owned()), ..last });
    old.timeline = said.into_iter().collect();
    let lead = stage.lead();
    assert!(shows(&lead, "I3") && shows(&lead, "I4"));
    let once = "a vessel broadcasting MMSI 671000001 changed the name it broadcasts 1 time in the archive";
    assert_eq!(told(&lead, "I3"), once);
}

#[test]
fn a_name_that_changed_with_a_number_which_is_not_surely_handed_over_still_tells_of_a_new_name() {
    let mut stage = renumbered(0, "ASIAN WIND");
    for event in &mut stage.events {
        if let Finding::IdentityChange(change) = &mut event.finding {
            (change.silence, change.probability) = (Span::from_hours(5), 0.7);
        }
    }
    let lead = stage.lead();
    assert!(!shows(&lead, "I4") && shows(&lead, "I3"), "{:?}", fact(&lead, "I3"));
}

#[test]
fn a_ship_that_was_heard_under_its_other_number_the_day_before_was_heard() {
    let west = at(29.6, 123.0);
    let heard = |stage: Stage| stage.heard(440_000_002, [-100, 200], west).heard(671_000_001, [5, 200], west);
    let unheard = heard(renumbered(0, "ASIAN WIND")).lead();
    let before = "a hull was not heard both a day before the event and a day after it";
    assert!(told(&unheard, "D1").ends_with(before), "{}", told(&unheard, "D1"));
    let lead = heard(renumbered(0, "ASIAN WIND")).heard(674_000_001, [-100, 4], west).lead();
    assert_eq!(told(&lead, "D1"), "the hulls were heard a day before and after without a long silence");
}

#[test]
fn a_ship_that_sends_its_imo_number_under_both_numbers_may_have_changed_its_flag_by_law() {
    let lead = renumbered(9_113_111, "ASIAN WIND").lead();
    let lawful = "; both send IMO 9113111, as a lawful change of flag would";
    assert!(told(&lead, "I4").ends_with(lawful), "{}", told(&lead, "I4"));
    assert!(!told(&renumbered(0, "ASIAN WIND").lead(), "I4").contains("IMO"));
}

#[test]
fn a_ship_that_was_silent_under_its_other_number_is_no_mere_counterparty_and_its_partner_is() {
    let west = at(37.5, 124.3);
    let stage = renumbered(0, "ASIAN WIND").renumber(671_000_001, 674_000_001, 20, off_shanghai());
    let lead = stage.silence(674_000_001, 40, 90, [west, west], true).lead();
    let partner = "counterparty, no finding: a vessel broadcasting MMSI 440000002 stands in this chain";
    assert!(told(&lead, "CP").starts_with(partner), "{}", told(&lead, "CP"));
}

#[test]
fn false_positions_are_told_by_what_they_say_and_how_far_off() {
    let said = |pattern, km| {
        let ships = Stage::default().ship(412_000_001, 80, 90, 9_176_187, "TOK SONG");
        let mut stage = meeting(ships).tells_a_loop(412_000_001, 20, off_shanghai());
        for event in &mut stage.events {
            let Finding::Spoofing(told) = &mut event.finding else { continue };
            (told.pattern, told.leap) = (pattern, Some(Metres::from_km(km)));
        }
        told(&stage.lead(), "I11").to_owned()
    };
    let ship = "a vessel broadcasting MMSI 412000001 sent";
    for (pattern, km, wanted) in [
        (FalsePattern::Loop, 300.0, "a course round and round for 24.0 h, 300 km from where it was heard"),
        (FalsePattern::Still, 18.0, "one and the same place for 24.0 h, 18 km from where it was heard"),
        (
            FalsePattern::Still,
            0.0,
            "one place to the last digit for 24.0 h, where receivers at rest scatter by metres",
        ),
    ] {
        assert_eq!(said(pattern, km), format!("{ship} {wanted}"));
    }
}

#[test]
fn a_ship_that_a_list_names_by_an_imo_number_which_another_broadcasts_too_may_be_either() {
    let listed = Stage::default().ship(412_000_001, 80, 90, 9_004_700, "XIN GUANG HAI");
    let alone = meeting(listed.clone()).lead();
    assert!(told(&alone, "L1").ends_with("so this is a match and no proof"), "{}", told(&alone, "L1"));
    let other = listed.clone().ship(667_000_003, 80, 90, 9_004_700, "B");
    let lead = meeting(other.clone()).lead();
    let doubt = "; MMSI 667000003 broadcast IMO 9004700 at another time, so that either may be the ship that is listed";
    assert!(told(&lead, "L1").ends_with(doubt), "{}", told(&lead, "L1"));
    let both = [412_000_001, 667_000_003]
        .into_iter()
        .fold(other, |stage, ship| stage.goes_on_saying_so(ship, [-48, 0]));
    let lead = meeting(both.clone()).lead();
    let doubt = "; MMSI 667000003 broadcast IMO 9004700 at the same time, so that either may be the ship that is listed";
    assert!(told(&lead, "L1").ends_with(doubt), "{}", told(&lead, "L1"));
    let third = both.ship(671_000_004, 80, 90, 9_004_700, "C");
    let lead = meeting(third.clone()).lead();
    assert!(told(&lead, "L1").ends_with(doubt), "one told it a month before: {}", told(&lead, "L1"));
    let lead = meeting(third.goes_on_saying_so(671_000_004, [-48, 0])).lead();
    let doubt = "; MMSI 667000003 and 1 more broadcast IMO 9004700 at the same time, so that any of them may be the ship that is listed";
    assert!(told(&lead, "L1").ends_with(doubt), "{}", told(&lead, "L1"));
    let lead = meeting(listed.tells_imo(412_000_001, 2, 9_176_187)).lead();
    let doubt = "; it told other IMO numbers too, so that it may not be the ship that is listed";
    assert!(told(&lead, "L1").ends_with(doubt), "{}", told(&lead, "L1"));
}

#[test]
fn a_ship_that_was_listed_only_after_a_meeting_says_so_and_counts_less_than_one_that_was_listed_by_then() {
    // XIN GUANG HAI came onto the UN list on 2018-03-30; the story plays in June 2019, or two years before.
    let story = meeting(Stage::default().ship(412_000_001, 80, 90, 9_004_700, "XIN GUANG HAI"));
    let then = story.lead();
    let mut earlier = story;
    let back = Span::from_hours(-24 * 365 * 2);
    for event in &mut earlier.events {
        (event.start, event.end) =
            (event.start.saturating_add(back), event.end.map(|end| end.saturating_add(back)));
    }
    let later = earlier.lead();
    let log10 = |lead: &Lead| fact(lead, "L1").expect("it was looked at").log10_lr;
    assert!(
        told(&later, "L1").contains(", listed only later, from 2018-03-30 on, still on 2018-10-16; "),
        "{}",
        told(&later, "L1")
    );
    assert!(
        told(&then, "L1").contains(", listed before that time, still on 2018-10-16; "),
        "{}",
        told(&then, "L1")
    );
    assert!((log10(&later) - log10(&then) * 0.5).abs() < 1e-9, "{} {}", log10(&later), log10(&then));
}

#[test]
fn no_jump_is_told_in_words_and_not_as_a_figure_of_none() {
    let names = [(-24 * 30, "TOK SONG"), (-24 * 7, "HAPPY STAR")];
    let lead = meeting(Stage::default().ship_named_at(412_000_001, 80, 90, 9_176_187, &names)).lead();
    let jumps = told(&lead, "I11");
    assert!(jumps.ends_with("sent no positions that would need a jump"), "{jumps}");
}

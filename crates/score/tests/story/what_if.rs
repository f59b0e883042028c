//! What would change a lead: facts that fall, thresholds that move.

use darkwake_score::{Composition, Lists, Options, Scene, Weights, WhatIf};
use model::{Cause, Change, EventKind, Lead, List, Reception};

use crate::stage::{Stage, at, chart, hour, off_shanghai};

/// A tanker waits alone off Shanghai, and then lies deeper with no port between.
fn waits_and_loads() -> Stage {
    let stage = Stage::default().ship(636_000_002, 80, 110, 9_074_729, "FAIR WIND");
    stage.wait(636_000_002, 10, 20, off_shanghai()).draught(636_000_002, 12, 16, [5.0, 6.6], off_shanghai())
}

/// Two tankers meet with parallel headings, and one falls silent.
fn meets_and_falls_silent(hours: i64) -> Stage {
    let stage = Stage::default().ship(412_000_001, 80, 90, 0, "ZHOU YOU 9");
    let stage = stage.ship(636_000_002, 80, 110, 9_074_729, "FAIR WIND");
    let stage = stage.meet(412_000_001, 636_000_002, 10, hours, off_shanghai());
    stage.silence(412_000_001, 18, 30, [off_shanghai(), at(30.5, 123.0)], true)
}

/// Asks of the only lead of a story, by weights of its own.
fn ask<T>(stage: &Stage, weights: &Weights, question: impl Fn(&WhatIf<'_>, &Lead) -> T) -> T {
    let (options, lists, reception) = (Options::default(), Lists::builtin(), Reception::default());
    let leads = stage.leads_with(weights, &options);
    let [lead] = &leads[..] else { panic!("{} leads", leads.len()) };
    let scene = Scene { events: &stage.events, fleet: &stage.fleet, reception: &reception, chart: chart() };
    let composition = Composition { deciding: lead.deciding, legs: lead.legs.clone(), guess: None };
    question(&WhatIf::of(&scene, &lists, weights, &options, composition), lead)
}

fn without(changes: &[Change], wanted: &str) -> Change {
    let is_it =
        |change: &&Change| matches!(&change.cause, Cause::Without { indicator, .. } if *indicator == wanted);
    changes.iter().find(is_it).unwrap_or_else(|| panic!("no {wanted} in {changes:#?}")).clone()
}

/// Every other lead stands above this one, or below.
fn alone(_: List, _: f64) -> usize {
    1
}

#[test]
fn a_lead_that_is_looked_at_once_more_is_the_lead_that_the_run_found() {
    for stage in [waits_and_loads(), meets_and_falls_silent(6)] {
        ask(&stage, &Weights::builtin(), |what_if, lead| {
            let (list, score, facts) = what_if.found();
            assert_eq!((list, score, facts.len()), (Some(lead.list), lead.score, lead.evidence.len()));
        });
    }
}

#[test]
fn a_wait_off_shanghai_is_no_lead_without_the_draught_that_changed_and_keeps_its_list_without_the_night() {
    ask(&waits_and_loads(), &Weights::builtin(), |what_if, lead| {
        let changes = what_if.without_each_fact(&alone);
        assert_eq!(lead.list, List::Dprk);
        let fallen = without(&changes, "V4");
        assert!(fallen.decides() && fallen.then.list != Some(List::Dprk), "{fallen:#?}");
        assert!(fallen.then.score < lead.score - 0.5, "{fallen:#?}");
        assert_eq!(without(&changes, "T1").then.list, Some(List::Dprk));
    });
}

#[test]
fn what_stood_in_the_shadow_of_a_fact_comes_forward_when_the_fact_falls() {
    let twice = waits_and_loads().draught(636_000_002, 70, 5, [6.6, 7.2], off_shanghai());
    let gone = |stage: &Stage| {
        ask(stage, &Weights::builtin(), |what_if, _| {
            without(&what_if.without_each_fact(&alone), "V4").then.score
        })
    };
    assert!(gone(&twice) > gone(&waits_and_loads()) + 0.5, "a second change of draught was seen");
    let instead = |stage: &Stage| {
        let changes = ask(stage, &Weights::builtin(), |what_if, _| what_if.without_each_fact(&alone));
        let Cause::Without { instead, .. } = without(&changes, "V4").cause else { panic!("{changes:#?}") };
        instead.into_iter().find(|looked| looked.indicator == "V4").and_then(|looked| looked.text)
    };
    assert!(instead(&twice).is_some_and(|text| text.contains("6.6 m before and 7.2 m after")));
    assert_eq!(instead(&waits_and_loads()), None);
}

#[test]
fn a_meeting_of_less_than_three_hours_is_told_to_cross_one_in_two_at_the_hours_that_it_lasted() {
    let weights = Weights::from_toml("prior_odds = 0.037").unwrap();
    let changes = ask(&meets_and_falls_silent(2), &weights, |what_if, lead| {
        assert!(lead.score < 0.0, "{}", lead.score);
        what_if.at_other_thresholds(&alone)
    });
    let hours = changes.iter().find_map(|change| match &change.cause {
        Cause::Threshold { key: "contact.alongside_hours", from, to, looked, .. } => {
            Some((*from, *to, looked[0].indicator, change.then.is_probable()))
        }
        _ => None,
    });
    assert_eq!(hours, Some((3.0, 2.0, "E2", true)), "{changes:#?}");
    let longer = ask(&meets_and_falls_silent(6), &weights, |what_if, _| what_if.at_other_thresholds(&alone));
    let crosses_down = |change: &Change| change.now.is_probable() && !change.then.is_probable();
    assert!(longer.iter().all(|change| !change.then.is_probable() || change.now.is_probable()));
    assert!(longer.iter().any(crosses_down), "{longer:#?}");
}

#[test]
fn a_course_for_nampo_that_would_no_longer_count_is_not_told_in_the_words_of_another_silence() {
    let (yellow_sea, south) = (at(35.5, 123.5), at(30.0, 124.0));
    let stage = Stage::default().ship(613_000_001, 80, 85, 9_074_729, "SEA LARK");
    let stage = stage.silence(613_000_001, 10, 24 * 6, [yellow_sea, yellow_sea], true);
    let stage = stage.silence(613_000_001, 8, 1, [south, south], true);
    let changes = ask(&stage, &Weights::builtin(), |what_if, _| what_if.at_other_thresholds(&alone));
    let looked = changes.iter().flat_map(|change| match &change.cause {
        Cause::Threshold { looked, .. } => looked.as_slice(),
        Cause::Without { .. } => &[],
    });
    let fallen: Vec<_> = looked.filter(|looked| looked.indicator == "D3").collect();
    assert!(!fallen.is_empty() && fallen.iter().all(|looked| looked.text.is_none()), "{changes:#?}");
}

/// Two tankers that may have met unheard while both were silent, one of them long enough for Nampo and on a course for it; others near
/// by were heard meanwhile, or not.
fn may_have_met_before_nampo(heard: bool) -> Stage {
    let (one, other, west) = (613_000_001, 636_000_002, at(35.5, 123.5));
    let ships =
        Stage::default().ship(one, 80, 85, 9_074_729, "SEA LARK").ship(other, 80, 110, 0, "FAIR WIND");
    let silent =
        ships.silence(one, 10, 24 * 6, [west, west], heard).silence(other, 20, 30, [west, west], heard);
    silent.meet_unseen_perhaps(one, other, 24, 10, west, 0.9)
}

#[test]
fn a_silence_that_leaves_time_for_nampo_is_a_lead_without_the_meeting_that_decides_it_and_one_nobody_can_tell_of_is_none()
 {
    let without_meeting = |stage: &Stage| {
        let options = Options::default();
        let leads = stage.leads_with(&Weights::builtin(), &options);
        let lead = leads.iter().find(|lead| lead.deciding == 2).expect("a lead on the meeting");
        let (lists, reception, weights) = (Lists::builtin(), Reception::default(), Weights::builtin());
        let scene =
            Scene { events: &stage.events, fleet: &stage.fleet, reception: &reception, chart: chart() };
        let composition = Composition { deciding: lead.deciding, legs: lead.legs.clone(), guess: lead.guess };
        let changes = WhatIf::of(&scene, &lists, &weights, &options, composition).without_each_fact(&alone);
        without(&changes, "E6").then
    };
    let then = without_meeting(&may_have_met_before_nampo(true));
    assert_eq!((then.list, then.instead), (Some(List::Dprk), Some((EventKind::Gap, hour(10)))), "{then:?}");
    let then = without_meeting(&may_have_met_before_nampo(false));
    assert_eq!((then.list, then.instead), (None, None), "{then:?}");
}

#[test]
fn what_falls_with_a_change_of_number_is_told_by_how_much_and_nothing_falls_where_the_link_is_the_ships_own()
{
    let (old, new, feeder) = (445_000_001, 616_000_009, 413_000_002);
    let stage = |number| {
        let stage = Stage::default().ship(old, 80, 108, 0, "A").ship(new, 80, 108, 0, "A");
        let stage = stage.ship(feeder, 80, 80, 9_074_729, "B").renumber(old, new, 4, off_shanghai());
        stage.meet(number, feeder, 10, 6, off_shanghai())
    };
    let falls = |stage: &Stage| {
        let changes = ask(stage, &Weights::builtin(), |what_if, _| what_if.without_each_fact(&alone));
        let change = without(&changes, "I4");
        let Cause::Without { falls, instead, .. } = change.cause else { panic!("{changes:#?}") };
        assert!(instead.iter().all(|one| falls.iter().all(|fallen| fallen.indicator != one.indicator)));
        falls.into_iter().map(|one| (one.indicator, one.counts_more)).collect::<Vec<_>>()
    };
    let by_the_old_number = falls(&stage(new));
    let (first, by) = by_the_old_number[0];
    assert!(first == "L1" && by < -2.0, "{by_the_old_number:?}");
    assert!(by_the_old_number.windows(2).all(|pair| pair[0].1.abs() >= pair[1].1.abs()));
    assert!(falls(&stage(old)).iter().all(|(indicator, _)| *indicator != "L1"));
}

//! What a lead is about: which of the events of a voyage decides it.

use model::{EventKind, Finding, List};

use crate::stage::{Stage, at, fact, off_shanghai, off_sokto, shows};

const MOTHER: u32 = 441_000_001;
const FEEDER: u32 = 613_000_001;
const RECEIVER: u32 = 445_000_003;

/// A feeder that comes deeper from a mother tanker 200 km off Shanghai.
fn loaded() -> Stage {
    Stage::default()
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .meet(MOTHER, FEEDER, 10, 8, off_shanghai())
        .draught(FEEDER, 11, 8, [3.5, 6.2], off_shanghai())
}

#[test]
fn of_a_chain_to_one_who_was_not_heard_the_wait_from_which_the_feeder_came_lighter_decides() {
    let place = at(29.5, 124.0);
    let lead = loaded().wait(FEEDER, 60, 9, place).draught(FEEDER, 61, 9, [6.2, 4.1], place).lead();
    assert_eq!((lead.deciding, &lead.legs[..]), (2, &[0, 1, 2, 3][..]), "{lead:#?}");
}

#[test]
fn a_feeder_that_tells_no_draught_after_its_wait_still_waited_for_someone() {
    let place = at(29.5, 124.0);
    let leads = loaded().wait(FEEDER, 60, 9, place).leads();
    assert!(leads.iter().all(|lead| lead.deciding != 0), "the loading decides nothing: {leads:#?}");
    let near_the_coast = loaded().wait(FEEDER, 60, 9, at(29.96, 122.4)).leads();
    assert_eq!(near_the_coast[0].deciding, 0, "ships wait for orders near a coast: {near_the_coast:#?}");
}

#[test]
fn two_deliveries_of_one_feeder_are_two_leads_and_one_lists_both() {
    let (first, second) = (at(29.5, 124.0), at(28.5, 124.4));
    let leads = loaded()
        .wait(FEEDER, 60, 9, first)
        .draught(FEEDER, 61, 9, [6.2, 4.9], first)
        .wait(FEEDER, 100, 9, second)
        .draught(FEEDER, 101, 9, [4.9, 3.6], second)
        .leads();
    let decided: Vec<usize> = leads.iter().map(|lead| lead.deciding).collect();
    assert!(decided.len() == 2 && decided.contains(&2) && decided.contains(&4), "{leads:#?}");
    assert!(leads.iter().any(|lead| lead.legs.contains(&2) && lead.legs.contains(&4)), "{leads:#?}");
    let told: Vec<f64> = leads.iter().map(|lead| lead.tonnes.unwrap().mid).collect();
    assert!(told.iter().all(|tonnes| *tonnes > 0.0), "each has a parcel of its own: {told:?}");
}

#[test]
fn a_stop_off_sokto_says_more_than_a_meeting_in_an_anchorage_days_later() {
    let meeting = at(31.01, 123.4);
    let stage = Stage::default()
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
        .wait(FEEDER, 10, 20, off_sokto())
        .meet(MOTHER, FEEDER, 150, 6, meeting);
    let lead = &stage.leads()[0];
    assert_eq!((lead.list, lead.deciding), (List::Dprk, 0), "{lead:#?}");
}

#[test]
fn of_the_silences_of_a_dprk_tanker_the_one_from_which_it_came_deeper_decides() {
    let (away, line) = (at(31.0, 124.0), at(36.8, 124.0));
    let tanker = Stage::default()
        .ship(RECEIVER, 80, 75, 0, "SAM JONG")
        .silence(RECEIVER, 10, 24 * 5, [line, line], true)
        .silence(RECEIVER, 250, 30, [away, away], true);
    let deeper = |hour| {
        let mut told = tanker.clone().draught(RECEIVER, hour, 30, [2.3, 4.5], away);
        if let Some(Finding::DraughtChange(change)) = told.events.last_mut().map(|event| &mut event.finding) {
            change.call_possible = true;
        }
        told.lead().deciding
    };
    assert_eq!((deeper(12), deeper(252)), (0, 1));
}

#[test]
fn a_run_to_nampo_says_less_than_the_meeting_three_and_a_half_days_before_it() {
    let line = at(37.45, 124.3);
    let stage = Stage::default()
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .ship(457_000_001, 80, 75, 0, "RECEIVER")
        .meet(FEEDER, 457_000_001, 10, 6, at(28.1, 124.8))
        .silence(457_000_001, 100, 24 * 5, [line, line], true);
    let lead = stage.lead();
    assert_eq!((lead.list, lead.deciding, &lead.legs[..]), (List::Dprk, 0, &[0, 1][..]), "{lead:#?}");
}

#[test]
fn a_wait_of_a_week_near_a_coast_says_less_than_a_silence_as_long_as_a_voyage_to_nampo() {
    let (coast, line) = (at(29.96, 121.9), at(37.45, 124.3));
    let stage = Stage::default().ship(FEEDER, 80, 90, 0, "FEEDER").wait(FEEDER, 10, 24 * 7, coast).silence(
        FEEDER,
        200,
        24 * 5,
        [line, line],
        true,
    );
    assert_eq!(stage.lead().deciding, 1);
}

#[test]
fn a_call_at_rajin_alone_is_no_lead_as_coal_through_it_may_be_russian_and_one_at_chongjin_is() {
    let call = |port| Stage::default().ship(FEEDER, 70, 110, 0, "BULK").call(FEEDER, 10, 30, port).leads();
    assert!(call("Najin").is_empty(), "{:#?}", call("Najin"));
    assert_eq!(call("Chongjin")[0].list, List::Dprk);
}

#[test]
fn a_draught_typed_off_yingkou_decides_nothing_and_one_typed_on_the_high_seas_does() {
    let typed = |place| {
        let ship = Stage::default().ship(RECEIVER, 70, 90, 0, "TAE BONG");
        ship.draught(RECEIVER, 10, 9, [3.0, 5.5], place).leads()
    };
    assert!(typed(at(40.33, 122.0)).is_empty());
    let lead = &typed(at(29.5, 124.0))[0];
    assert_eq!(lead.kind, model::LeadKind::Event(EventKind::DraughtChange));
}

#[test]
fn a_voyage_whose_events_each_point_to_another_is_told_all_the_same() {
    let (sea, far) = (at(29.5, 124.0), at(28.5, 124.4));
    let feeder = || Stage::default().ship(FEEDER, 80, 90, 0, "FEEDER");
    let loaded_alone =
        feeder().wait(FEEDER, 10, 9, sea).draught(FEEDER, 11, 9, [3.5, 6.2], sea).wait(FEEDER, 60, 9, far);
    assert!(
        !loaded_alone.leads().is_empty(),
        "it took cargo from one who was not heard and waited for another"
    );
    let after_sokto = feeder().wait(FEEDER, 10, 20, off_sokto()).wait(FEEDER, 90, 9, far).draught(
        FEEDER,
        91,
        9,
        [6.2, 4.0],
        far,
    );
    assert_eq!(after_sokto.leads()[0].deciding, 0, "{:#?}", after_sokto.leads());
    let called = Stage::default().ship(RECEIVER, 80, 75, 0, "SAM JONG").call(RECEIVER, 10, 30, "Vostochnyy");
    let away = at(41.5, 131.0);
    let silent =
        called.silence(RECEIVER, 60, 30, [away, away], true).draught(RECEIVER, 62, 30, [6.0, 4.0], away);
    assert_eq!(silent.leads()[0].list, List::Dprk, "a call, and a silence across which the draught changed");
    let waited = feeder()
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
        .wait(FEEDER, 10, 79, off_sokto())
        .silence(FEEDER, 92, 84, [at(37.6, 124.2), at(36.0, 123.8)], true)
        .meet(MOTHER, FEEDER, 194, 8, at(33.3, 124.0));
    assert_eq!(waited.leads()[0].list, List::Dprk, "a wait, a silence and a meeting");
}

#[test]
fn a_silence_that_leaves_time_for_nampo_is_told_before_a_wait_days_later_that_shows_nothing() {
    let [off, on] = [at(36.0, 122.9), at(35.0, 123.2)];
    let sailed = Stage::default()
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .silence(FEEDER, 10, 90, [off, on], true)
        .wait(FEEDER, 160, 9, off_shanghai());
    assert_eq!(sailed.leads()[0].deciding, 0, "{:#?}", sailed.leads());
    let gave_away = sailed.draught(FEEDER, 161, 9, [6.2, 4.1], off_shanghai());
    assert_eq!(gave_away.leads()[0].deciding, 1, "{:#?}", gave_away.leads());
}

#[test]
fn neighbours_in_roads_are_not_partners_that_a_ship_met_one_after_another() {
    let [one, other] = [412_000_001, 412_000_002];
    let roads = at(29.96, 122.4);
    let lying = |metres| {
        let stage = loaded().ship(one, 70, 120, 0, "ONE").ship(other, 70, 120, 0, "OTHER");
        stage.meet_apart(FEEDER, one, 30, 5, roads, metres).meet_apart(FEEDER, other, 36, 5, roads, metres)
    };
    let loading = |stage: &Stage| stage.leads().into_iter().find(|lead| lead.deciding == 0).unwrap();
    assert!(!shows(&loading(&lying(320.0)), "E5"));
    let alongside = lying(40.0);
    let lead = loading(&alongside);
    assert!(shows(&lead, "E5"));
    let cites = &fact(&lead, "E5").unwrap().cites;
    let met = [0, 2, 3].map(|at| &alongside.events[at]);
    assert!(met.iter().all(|event| event.cites.iter().all(|line| cites.contains(line))), "{cites:?}");
}

#[test]
fn a_wait_whose_guessed_partner_is_told_with_another_is_told_as_a_wait_alone() {
    let (here, there) = (at(29.5, 124.0), at(30.5, 124.6));
    let stage = Stage::default()
        .ship(FEEDER, 80, 90, 0, "FEEDER")
        .ship(MOTHER, 80, 90, 0, "OTHER")
        .ship(RECEIVER, 80, 75, 0, "SAM JONG")
        .wait(FEEDER, 10, 14, here)
        .draught(FEEDER, 11, 15, [6.2, 4.1], here)
        .meet_unseen_perhaps(FEEDER, RECEIVER, 10, 14, here, 0.3)
        .meet_unseen_perhaps(MOTHER, RECEIVER, 12, 9, there, 0.6);
    let deciding: Vec<usize> = stage.leads().iter().map(|lead| lead.deciding).collect();
    assert_eq!(deciding, [3, 0], "{:#?}", stage.leads());
}

#[test]
fn a_ship_of_no_flag_that_waits_where_ships_wait_is_no_lead_and_one_that_waits_off_shore_or_off_the_dprk_is()
{
    let waits = |place| {
        let ship = Stage::default().ship(520_000_001, 80, 90, 0, "LARK");
        !ship.wait(520_000_001, 10, 20, place).leads().is_empty()
    };
    let (off_mokpo, high_seas) = (at(34.6, 125.9), at(32.0, 127.5));
    assert!(!waits(off_mokpo) && waits(high_seas) && waits(off_shanghai()) && waits(off_sokto()));
    let listed = Stage::default().ship(412_000_001, 80, 90, 9_004_700, "XIN GUANG HAI");
    assert_eq!(listed.wait(412_000_001, 10, 20, off_mokpo).lead().list, List::Dprk);
}

#[test]
fn a_silence_decides_before_a_wait_near_a_coast_that_tells_nothing() {
    let yellow_sea = at(35.5, 123.5);
    let waited =
        Stage::default().ship(520_000_001, 80, 90, 0, "LARK").wait(520_000_001, 10, 20, at(34.6, 125.9));
    let lead = waited.silence(520_000_001, 60, 30, [yellow_sea, yellow_sea], true).lead();
    assert_eq!((lead.deciding, &lead.legs[..]), (1, &[0, 1][..]), "{lead:#?}");
}

#[test]
fn what_happened_off_a_port_says_off_which_and_off_shore_says_none() {
    let place = |place| {
        let ship = Stage::default().ship(520_000_001, 80, 90, 0, "LARK").ship(445_000_009, 80, 70, 0, "SONG");
        fact(&ship.meet(520_000_001, 445_000_009, 10, 9, place).lead(), "G3").expect("a place").text.0.clone()
    };
    let off_inchon = place(at(37.40, 126.45));
    assert!(off_inchon.ends_with("km from the nearest port, \"Inchon\""), "{off_inchon}");
    assert!(place(off_shanghai()).ends_with("km from the nearest port"));
}

#[test]
fn two_ships_beside_one_that_waits_in_the_same_hours_are_company_for_those_hours_once() {
    let tugs = [412_000_003, 412_000_004];
    let waits = Stage::default()
        .ship(520_000_001, 80, 90, 0, "LARK")
        .ship(tugs[0], 52, 35, 0, "TUG ONE")
        .ship(tugs[1], 52, 35, 0, "TUG TWO")
        .wait(520_000_001, 10, 20, off_shanghai());
    let beside = |stage: Stage, tug, from| stage.meet(520_000_001, tug, from, 6, off_shanghai());
    let together = beside(beside(waits.clone(), tugs[0], 12), tugs[1], 12);
    assert_eq!(
        together.leads().iter().map(|lead| lead.deciding).collect::<Vec<_>>(),
        [0],
        "alone for 14 of 20 hours"
    );
    let in_turn = beside(beside(waits, tugs[0], 12), tugs[1], 18);
    assert!(in_turn.leads().is_empty(), "accompanied for 12 of 20 hours");
}

#[test]
fn a_call_at_nampo_says_more_than_the_change_of_number_before_it_and_a_call_at_qingdao_does_not() {
    let [old, new] = [413_000_001, 518_000_001];
    let off_lianyungang = at(34.76, 119.60);
    let sailed = |port| {
        let ship = Stage::default().ship(old, 70, 120, 9_808_261, "OLD").ship(new, 70, 120, 9_808_261, "NEW");
        let ship = ship.wait(old, 2, 6, off_lianyungang).renumber(old, new, 10, off_lianyungang);
        ship.call(new, 80, 60, port).call(new, 190, 60, "Lianyungang").leads().remove(0)
    };
    let lead = sailed("Nampo");
    assert_eq!((lead.list, lead.deciding, lead.cargo), (List::Dprk, 2, model::Cargo::Coal), "{lead:#?}");
    assert!(shows(&lead, "I4") && lead.legs.contains(&1), "the change is still told: {lead:#?}");
    let lead = sailed("Qingdao Gang");
    assert_eq!((lead.list, lead.deciding), (List::Evasive, 1), "{lead:#?}");
}

#[test]
fn a_tankers_call_at_nampo_says_more_than_its_wait_off_ningbo_days_later_unless_it_gave_cargo_away_there() {
    let off_ningbo = at(29.96, 122.4);
    let tanker = |code| {
        let ship = Stage::default().ship(FEEDER, code, 90, 0, "FEEDER").call(FEEDER, 10, 34, "Nampo");
        ship.wait(FEEDER, 140, 16, off_ningbo)
    };
    assert_eq!(tanker(80).lead().deciding, 0, "{:#?}", tanker(80).lead());
    let gave = tanker(80).draught(FEEDER, 141, 16, [6.2, 4.1], off_ningbo);
    assert_eq!(gave.lead().deciding, 1, "{:#?}", gave.lead());
    assert_eq!(tanker(70).lead().deciding, 1, "coal is handed over later: {:#?}", tanker(70).lead());
}

#[test]
fn a_likely_meeting_unseen_says_more_than_a_wait_days_later_that_shows_nothing_and_an_unlikely_one_does_not()
{
    let (met_at, waits_at) = (at(26.14, 120.65), at(29.96, 122.4));
    let told = |by_courses| {
        let ships = Stage::default().ship(FEEDER, 80, 90, 0, "FEEDER").ship(MOTHER, 80, 140, 0, "MOTHER");
        let met =
            ships.meet_unseen_beside_others(FEEDER, MOTHER, 10, 8, met_at, [by_courses * 0.3, by_courses]);
        met.wait(FEEDER, 90, 30, waits_at).silence(FEEDER, 40, 30, [at(28.0, 123.8); 2], true)
    };
    let of_feeder = |stage: Stage| {
        let leads = stage.leads();
        leads.iter().find(|lead| lead.legs.contains(&1)).expect("the wait is told").deciding
    };
    assert_eq!(of_feeder(told(0.95)), 0, "{:#?}", told(0.95).leads());
    assert_eq!(of_feeder(told(0.25)), 1, "{:#?}", told(0.25).leads());
    let gave = told(0.95).draught(FEEDER, 91, 30, [6.2, 4.1], waits_at);
    assert_eq!(of_feeder(gave.clone()), 1, "{:#?}", gave.leads());
    let mut perhaps_in_port = gave;
    if let Some(Finding::DraughtChange(change)) =
        perhaps_in_port.events.last_mut().map(|event| &mut event.finding)
    {
        change.call_possible = true;
    }
    assert_eq!(of_feeder(perhaps_in_port.clone()), 1, "{:#?}", perhaps_in_port.leads());
}

#[test]
fn a_likely_meeting_unseen_says_more_than_a_change_of_number_days_later_and_an_unlikely_one_does_not() {
    let new = 671_000_009;
    let (met_at, changes_at) = (at(27.0, 122.6), at(29.5, 123.9));
    let decides = |by_courses| {
        let ships = Stage::default().ship(FEEDER, 80, 90, 0, "FEEDER").ship(MOTHER, 80, 140, 0, "MOTHER");
        let met = ships.ship(new, 80, 90, 0, "OTHER").meet_unseen_beside_others(
            FEEDER,
            MOTHER,
            10,
            8,
            met_at,
            [by_courses * 0.3, by_courses],
        );
        let silent = met.silence(FEEDER, 120, 8, [changes_at, changes_at], false);
        let leads = silent.renumber(FEEDER, new, 140, changes_at).leads();
        leads.iter().find(|lead| lead.legs.contains(&2)).expect("the change is told").deciding
    };
    assert_eq!((decides(0.95), decides(0.4)), (0, 2));
}

#[test]
fn cargo_taken_in_a_likely_meeting_unseen_is_not_handed_on_in_an_unlikelier_one_and_may_be_in_a_likelier() {
    let (met_at, later_at) = (at(28.7, 123.95), at(30.7, 124.2));
    let told = |later| {
        let ships = Stage::default()
            .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
            .ship(RECEIVER, 80, 81, 0, "UN SONG")
            .ship(FEEDER, 80, 90, 0, "OTHER");
        ships
            .meet_unseen_beside_others(MOTHER, RECEIVER, 10, 8, met_at, [0.62, 0.3])
            .draught(MOTHER, 10, 9, [8.7, 5.1], met_at)
            .meet_unseen_beside_others(FEEDER, RECEIVER, 66, 3, later_at, later)
            .silence(RECEIVER, 60, 15, [at(30.0, 124.1), at(31.5, 124.2)], true)
    };
    let of_receiver = |stage: Stage| {
        let leads = stage.leads();
        leads.iter().find(|lead| lead.legs.contains(&0)).expect("the meeting is told").deciding
    };
    assert_eq!(of_receiver(told([0.05, 0.2])), 0, "{:#?}", told([0.05, 0.2]).leads());
    assert_eq!(of_receiver(told([0.7, 0.6])), 2, "{:#?}", told([0.7, 0.6]).leads());
    let gave = told([0.05, 0.2]).draught(RECEIVER, 66, 4, [5.2, 3.1], later_at);
    assert_eq!(of_receiver(gave.clone()), 2, "its draught tells that it gave then: {:#?}", gave.leads());
}

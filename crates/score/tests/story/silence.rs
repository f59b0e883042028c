//! Silences and unseen partners.

use darkwake_score::{Options, Weights};
use model::{Cargo, Degrees, EventKind, Finding, Heard, LeadKind, List, Metres};

use crate::stage::{Stage, at, fact, hull, in_the_baltic, off_shanghai, shows};

fn feeder() -> Stage {
    Stage::default().ship(613_000_001, 80, 85, 9_074_729, "SEA LARK")
}

#[test]
fn a_tanker_that_waits_in_a_hot_spot_beside_a_silent_ship_is_linked_and_one_with_a_partner_in_sight_is_not() {
    let dark = feeder().ship(620_000_002, 80, 80, 0, "PETREL");
    let dark = dark.wait(613_000_001, 10, 9, off_shanghai());
    let dark = dark.silence(620_000_002, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
    let lead = dark.meet_unseen(613_000_001, 620_000_002, 10, 9, off_shanghai()).lead();
    assert_eq!((lead.list, lead.cargo), (List::Dprk, Cargo::Oil));
    assert!(shows(&lead, "E3") && shows(&lead, "E6") && shows(&lead, "D1"), "{lead:#?}");
    let tonnes = lead.tonnes.unwrap();
    assert!(
        tonnes.low > 100.0 && tonnes.low < tonnes.mid && tonnes.mid < tonnes.high && tonnes.high < 5_000.0
    );

    let seen = feeder().ship(636_000_003, 80, 95, 0, "BUNKER 3").wait(613_000_001, 10, 9, off_shanghai());
    let seen = seen.meet(613_000_001, 636_000_003, 10, 8, off_shanghai()).lead();
    assert_eq!((seen.list, seen.kind), (List::Evasive, LeadKind::Event(EventKind::Encounter)));
    assert!(seen.score < lead.score, "{} {}", seen.score, lead.score);
}

#[test]
fn a_meeting_that_shows_no_link_and_nothing_hidden_is_listed_where_transfers_are_on_record_and_not_elsewhere()
{
    let met = |place| {
        feeder().ship(636_000_003, 80, 95, 0, "BUNKER 3").meet(613_000_001, 636_000_003, 10, 8, place)
    };
    let lead = met(off_shanghai()).lead();
    assert_eq!((lead.list, lead.kind), (List::Evasive, LeadKind::Event(EventKind::Encounter)));
    assert!(lead.probability.mid >= Weights::builtin().unshown_from, "{:?}", lead.probability);
    assert!(met(at(24.0, 130.0)).leads().is_empty());
    let stricter = Weights::from_toml("unshown_from = 1.01").unwrap();
    assert!(met(off_shanghai()).leads_with(&stricter, &Options::default()).is_empty());
}

#[test]
fn waiting_alone_is_no_lead_until_the_draught_has_changed() {
    let alone = feeder().wait(613_000_001, 10, 9, off_shanghai());
    assert!(alone.leads().is_empty());
    let lead = alone.draught(613_000_001, 10, 9, [6.1, 4.8], off_shanghai()).lead();
    assert_eq!((lead.list, lead.kind), (List::Dprk, LeadKind::Event(EventKind::Loitering)));
    assert!(shows(&lead, "V4"));
}

#[test]
fn a_wait_of_which_most_is_one_silence_says_so_and_one_with_an_hour_of_it_does_not() {
    let told = |silent| {
        let alone = feeder().wait_unheard(613_000_001, 10, [23, silent], off_shanghai());
        let lead = alone.draught(613_000_001, 10, 23, [6.1, 4.8], off_shanghai()).lead();
        fact(&lead, "E3").expect("a wait").text.0.clone()
    };
    assert!(told(17).contains("with no partner heard, 17.0 h of it in one silence"), "{}", told(17));
    assert!(!told(1).contains("silence"), "{}", told(1));
}

#[test]
fn a_partner_that_was_heard_beside_a_ship_that_waits_before_it_fell_silent_is_not_told_as_unheard() {
    let told = |metres: f64, hours: [i64; 2]| {
        let there = off_shanghai();
        let beside = there.towards(Degrees(90.0), Metres(metres));
        let dark = feeder().ship(620_000_002, 80, 80, 0, "PETREL").wait(613_000_001, 10, 9, there);
        let dark = dark.heard(613_000_001, [9, 20], there).heard(620_000_002, hours, beside);
        let dark = dark.silence(620_000_002, 12, 40, [there, at(30.2, 123.6)], true);
        let lead = dark.meet_unseen(613_000_001, 620_000_002, 12, 7, there).lead();
        ["E2", "E3", "E6"].map(|indicator| fact(&lead, indicator).expect("it was looked at").clone())
    };
    let [alongside, waits, unseen] = told(40.0, [11, 12]);
    assert_eq!(alongside.text.0, "could not be assessed: too short a time was heard from both");
    let heard = "a vessel broadcasting MMSI 620000002 was heard 2 times within 40 m of MMSI 613000001 until 2019-06-01 12:00 UTC";
    assert!(waits.text.0.contains(&format!("waited 9.0 h, {heard}")), "{}", waits.text.0);
    assert!(unseen.text.0.contains(&format!("by their courses and types; {heard}; ")), "{}", unseen.text.0);
    let [_, _, once] = told(40.0, [5, 12]);
    let heard = "was heard within 40 m of MMSI 613000001 at 2019-06-01 12:00 UTC; ";
    assert!(once.text.0.contains(heard) && once.cites.len() > 1, "{once:?}");
    for (metres, hours) in [(900.0, [11, 12]), (40.0, [4, 6])] {
        let [alongside, waits, unseen] = told(metres, hours);
        assert_eq!(alongside.text.0, "could not be assessed: no partner was heard");
        assert!(waits.text.0.contains("waited 9.0 h with no partner heard"), "{}", waits.text.0);
        assert!(!unseen.text.0.contains("was heard"), "{}", unseen.text.0);
    }
}

#[test]
fn a_silence_towards_nampo_is_dprk_linked_and_the_same_silence_in_the_baltic_is_not() {
    let yellow_sea = at(35.5, 123.5);
    let lead = feeder().silence(613_000_001, 10, 24 * 6, [yellow_sea, yellow_sea], true).lead();
    assert_eq!(lead.list, List::Dprk);
    assert!(shows(&lead, "D1") && shows(&lead, "D2") && shows(&lead, "D3"));
    assert!(lead.tonnes.is_some());

    let lead = feeder().silence(613_000_001, 10, 24 * 6, [in_the_baltic(); 2], true).lead();
    assert_eq!(lead.list, List::Evasive);
    assert_eq!(lead.tonnes, None, "a silence that reaches nowhere moves no cargo");
    assert!(!shows(&lead, "D2") && !shows(&lead, "D3"));
}

#[test]
fn a_draught_that_changed_before_a_silence_towards_nampo_or_a_call_there_tells_when_and_one_before_another_port_does_not()
 {
    let (feeder, yellow_sea) = (613_000_001, at(35.5, 123.5));
    let loaded = || self::feeder().draught(feeder, 10, 9, [4.8, 6.1], off_shanghai());
    let decided = |stage: Stage| stage.leads().first().map(|lead| lead.kind);
    let towards = loaded().silence(feeder, 60, 24 * 6, [yellow_sea; 2], true).lead();
    assert_eq!((towards.deciding, towards.list), (0, List::Dprk));
    let called = loaded().call(feeder, 80, 24, "Nampo").lead();
    assert_eq!((called.deciding, called.list), (0, List::Dprk));
    assert_eq!(
        decided(loaded().call(feeder, 80, 24, "Qingdao Gang").call(feeder, 160, 24, "Nampo")),
        Some(LeadKind::Event(EventKind::PortVisit))
    );
    let slow = self::feeder().draught(feeder, 10, 24 * 5, [4.8, 6.1], off_shanghai());
    assert_ne!(slow.silence(feeder, 150, 24 * 6, [yellow_sea; 2], true).lead().deciding, 0);
}

#[test]
fn from_the_line_off_nampo_two_days_of_silence_leave_time_for_a_delivery_and_one_day_does_not() {
    let line = at(37.5, 124.2);
    let list = |hours| feeder().silence(613_000_001, 10, hours, [line, line], true).lead().list;
    assert_eq!((list(48), list(16)), (List::Dprk, List::Evasive));
    let shared = feeder().silence(613_000_001, 10, 48, [line, line], false);
    assert!(shared.leads().is_empty());
}

#[test]
fn a_plain_silence_that_begins_near_a_coast_is_a_lead_where_it_leaves_time_for_nampo() {
    let [kwangyang, yellow_sea] = [at(34.5, 127.8), at(35.2, 125.5)];
    let leads =
        |hours, heard| feeder().silence(613_000_001, 10, hours, [kwangyang, yellow_sea], heard).leads().len();
    assert_eq!((leads(84, true), leads(30, true), leads(84, false)), (1, 0, 0));
}

#[test]
fn a_run_to_nampo_decides_and_neither_a_silence_that_all_shared_nor_a_wait_in_a_harbour_afterwards() {
    let (line, zhoushan, qingdao) = (at(37.5, 124.2), at(29.6, 122.4), at(36.0, 120.5));
    let ship = feeder().silence(613_000_001, 0, 14, [zhoushan, at(32.0, 123.0)], false);
    let sailed = ship.silence(613_000_001, 40, 60, [line, line], true);
    let lead = sailed.wait(613_000_001, 130, 10, qingdao).lead();
    assert_eq!((lead.list, lead.deciding), (List::Dprk, 1), "{lead:#?}");
}

#[test]
fn a_silence_that_everyone_shared_is_no_lead_and_says_so_when_it_is_part_of_one() {
    let deaf = feeder().silence(613_000_001, 10, 20, [off_shanghai(), at(29.6, 124.0)], false);
    assert!(deaf.leads().is_empty());
    let linked =
        deaf.ship(445_000_009, 80, 70, 0, "SONG").meet(613_000_001, 445_000_009, 5, 4, off_shanghai()).lead();
    let gap = fact(&linked, "D1").unwrap();
    assert!(gap.text.0.starts_with("could not be assessed: reception cannot tell"), "{}", gap.text.0);
    assert_eq!(gap.log10_lr, 0.0);
}

#[test]
fn a_listed_number_makes_a_lead_even_in_the_baltic() {
    let stage =
        Stage::default().ship(445_000_001, 80, 90, 7_303_803, "AN SAN 1").ship(636_000_002, 80, 110, 0, "B");
    let lead = stage.meet(445_000_001, 636_000_002, 10, 6, in_the_baltic()).lead();
    assert_eq!(lead.list, List::Dprk);
    assert!(fact(&lead, "L1").unwrap().text.0.contains("UN 1718 list"));
}

#[test]
fn a_silence_of_a_listed_ship_decides_a_lead_unless_it_is_less_probably_chosen_than_any() {
    let listed = |heard| {
        let ship = Stage::default().ship(636_000_001, 80, 90, 7_303_803, "AN SAN 1");
        ship.silence(636_000_001, 10, 60, [at(34.0, 124.0), at(33.0, 126.0)], heard).leads().len()
    };
    assert_eq!((listed(true), listed(false)), (1, 0));
}

#[test]
fn a_ship_silent_on_its_way_to_incheon_was_not_heading_for_the_line_off_nampo() {
    let from = |place| {
        let stage = feeder().silence(613_000_001, 10, 30, [place, at(34.0, 124.0)], true);
        shows(&stage.lead(), "D3")
    };
    assert!(from(at(36.0, 123.6)));
    assert!(!from(at(35.2, 125.2)));
    assert!(!from(at(32.0, 123.6)), "the line is two days ahead");
}

#[test]
fn of_several_guesses_at_a_silent_ships_partner_the_likeliest_decides_and_the_others_stay_out() {
    let dprk = 445_000_009;
    let stage = feeder().ship(620_000_002, 80, 80, 0, "PETREL").ship(dprk, 80, 70, 0, "SONG");
    let stage = stage.silence(dprk, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
    let stage = stage.meet_unseen_perhaps(620_000_002, dprk, 3, 30, off_shanghai(), 0.25);
    let stage = stage.meet_unseen_perhaps(613_000_001, dprk, 10, 9, off_shanghai(), 0.5);
    let leads = stage.leads();
    assert_eq!((leads[0].deciding, &leads[0].legs[..]), (2, &[0, 2][..]));
    assert!(leads.iter().skip(1).all(|lead| !lead.legs.contains(&2) && lead.score < leads[0].score));
}

/// A ship under the DPRK's flag that was silent where two others were, one of them under a flag of no country, and may have met either
/// with these probabilities by courses.
fn of_two_partners(plain: f64, flagless: f64) -> Stage {
    of_two_partners_at([10, 10], plain, flagless)
}

/// The same, from these hours on for nine hours.
fn of_two_partners_at([first, second]: [i64; 2], plain: f64, flagless: f64) -> Stage {
    let dprk = 445_000_009;
    let ships = feeder().ship(dprk, 80, 70, 0, "SONG").ship(520_000_001, 80, 85, 0, "LARK");
    let silent = ships.silence(dprk, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
    let met = silent.meet_unseen_beside_others(613_000_001, dprk, first, 9, off_shanghai(), [0.1, plain]);
    met.meet_unseen_beside_others(520_000_001, dprk, second, 9, off_shanghai(), [0.2, flagless])
}

#[test]
fn of_two_partners_whom_a_silent_ship_may_have_met_the_lead_names_the_likelier_and_not_the_one_of_whom_more_was_found()
 {
    assert_eq!(of_two_partners(0.5, 0.5).leads()[0].deciding, 2, "more was found of it");
    let lead = &of_two_partners(0.5, 0.45).leads()[0];
    assert_eq!((lead.deciding, lead.guess), (1, Some(hull(613_000_001))), "{lead:#?}");
    let told = &fact(lead, "E6").expect("an unseen meeting").text.0;
    let wanted = "with probability 0.50 by their courses and types; by those MMSI 445000009 may have met 520000001 instead with \
                  probability 0.45; ";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn of_two_meetings_on_one_voyage_the_likelier_decides_and_not_the_one_of_whom_more_was_found() {
    let decides = |plain, flagless| {
        let leads = of_two_partners_at([8, 26], plain, flagless).leads();
        (leads.len(), leads[0].deciding)
    };
    assert_eq!(decides(0.5, 0.5), (1, 2), "more was found of it");
    assert_eq!(decides(0.5, 0.45), (1, 1));
}

#[test]
fn a_barge_that_lay_in_a_raft_with_a_possible_partner_was_not_met_instead_of_it() {
    let (dprk, barge) = (445_000_009, 413_000_007);
    let ships = feeder().ship(dprk, 80, 70, 0, "SONG").ship(barge, 33, 60, 0, "BARGE");
    let silent = ships.silence(dprk, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
    let met = silent.meet_unseen_beside_others(613_000_001, dprk, 10, 9, off_shanghai(), [0.3, 0.5]);
    let either = met.meet_unseen_beside_others(barge, dprk, 10, 9, off_shanghai(), [0.2, 0.5]);
    let told = |stage: &Stage| {
        let leads = stage.leads();
        let lead = leads.iter().find(|lead| lead.deciding == 1).expect("a lead on the meeting");
        fact(lead, "E6").expect("an unseen meeting").text.0.clone()
    };
    assert!(told(&either).contains("may have met 413000007 instead"), "{}", told(&either));
    let raft = either.meet(613_000_001, barge, 8, 12, off_shanghai());
    assert!(!told(&raft).contains("instead"), "{}", told(&raft));
}

#[test]
fn a_meeting_that_two_hardly_had_beside_their_others_decides_nothing() {
    let dprk = 445_000_009;
    let silent =
        feeder().ship(dprk, 80, 70, 0, "SONG").silence(dprk, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
    let decided = |probability| {
        let met = silent.clone().meet_unseen_beside_others(
            613_000_001,
            dprk,
            10,
            9,
            off_shanghai(),
            [probability, 0.5],
        );
        met.leads().iter().any(|lead| lead.deciding == 1)
    };
    assert!(decided(0.04) && !decided(0.02));
}

#[test]
fn of_a_guess_the_ship_of_which_more_was_found_is_sure_and_the_other_perhaps_there() {
    let dprk = 445_000_009;
    let silent = feeder().ship(dprk, 80, 70, 0, "SONG");
    let silent = silent.silence(dprk, 2, 40, [at(36.0, 123.6), at(30.2, 123.6)], true);
    let lead = &silent.meet_unseen_perhaps(613_000_001, dprk, 10, 9, off_shanghai(), 0.3).leads()[0];
    assert_eq!((lead.deciding, lead.guess), (1, Some(hull(613_000_001))), "{lead:#?}");
}

#[test]
fn a_draught_changed_days_before_the_wait_says_nothing_of_it() {
    let before = feeder().draught(613_000_001, 10, 5, [6.1, 4.8], at(31.0, 123.0));
    assert!(before.wait(613_000_001, 24 * 5, 9, off_shanghai()).leads().is_empty());
}

#[test]
fn a_dprk_ship_s_unseen_meeting_shows_a_counterparty_once_it_is_more_right_than_wrong() {
    let link = |probability| {
        let ships = feeder().ship(445_000_002, 80, 80, 0, "SAM JONG");
        let silent = ships.silence(445_000_002, 2, 40, [off_shanghai(), at(30.2, 123.6)], true);
        let met =
            silent.meet_unseen_perhaps(445_000_002, 613_000_001, 10, 9, off_shanghai(), probability).leads();
        let of_dprk = met.iter().find(|lead| shows(lead, "E6")).expect("an unseen meeting");
        fact(of_dprk, "L1").unwrap().log10_lr
    };
    assert!(link(0.45) <= link(0.5) * 0.75, "{} {}", link(0.45), link(0.5));
    assert!(link(0.5) < link(0.8));
}

#[test]
fn a_wait_that_does_not_count_says_by_which_of_the_reasons() {
    let said = |code, from: Stage, place| {
        let stage = from.ship(613_000_001, code, 85, 9_074_729, "SEA LARK").wait(613_000_001, 10, 9, place);
        let lead = stage
            .ship(445_000_003, 80, 75, 0, "SAM JONG")
            .meet(445_000_003, 613_000_001, 30, 6, place)
            .lead();
        fact(&lead, "E3").unwrap().text.0.clone()
    };
    let no_type = said(0, Stage::default(), off_shanghai());
    assert!(no_type.contains("but is no merchant by its type, at the wait that began"), "{no_type}");
    let off_mokpo = said(80, Stage::default(), at(34.6, 125.9));
    assert!(off_mokpo.contains("but where ships wait: near the coast"), "{off_mokpo}");
}

#[test]
fn a_silence_that_reception_knows_to_be_chosen_counts_where_most_others_were_missed_when_it_began() {
    let yellow_sea = at(35.5, 123.5);
    let told = |p_intentional| {
        let mut stage = feeder().silence(613_000_001, 10, 24 * 6, [yellow_sea, yellow_sea], true);
        if let Some(Finding::Gap(gap)) = stage.events.last_mut().map(|event| &mut event.finding) {
            gap.reception = Heard { heard: 2, expected: 20 };
            gap.p_intentional = p_intentional;
        }
        stage.leads()
    };
    assert!(told(Some(0.8)).iter().any(|lead| shows(lead, "D1")));
    assert!(told(None).iter().all(|lead| !shows(lead, "D1")), "nobody tells whether it was off the air");
}

/// A ship under the DPRK's flag that goes from Longkou towards Nampo, is not heard for some days, and comes to Longkou.
fn home_and_back(draughts: [f64; 2]) -> Stage {
    let line = at(38.45, 123.75);
    Stage::default()
        .ship(445_000_009, 70, 90, 0, "TAE SONG")
        .call(445_000_009, 10, 30, "Longkou Gang")
        .silence(445_000_009, 60, 77, [line, line], true)
        .draught(445_000_009, 60, 77, draughts, line)
        .call(445_000_009, 160, 30, "Longkou Gang")
}

#[test]
fn a_dprk_ship_that_comes_deeper_from_a_silence_off_home_is_a_lead_and_one_that_comes_lighter_is_its_trade() {
    let lead = home_and_back([3.6, 6.0]).leads().remove(0);
    assert_eq!((lead.list, lead.cargo), (List::Dprk, Cargo::Coal), "{lead:#?}");
    assert!(home_and_back([6.0, 3.6]).leads().is_empty());
}

#[test]
fn the_flag_alone_of_a_ship_that_calls_at_its_own_ports_counts_for_nothing() {
    let sailed = |mmsi| {
        let ship = Stage::default().ship(mmsi, 70, 100, 0, "DE YI");
        let laden = ship.tells_draught(mmsi, 2, 3.6).tells_draught(mmsi, 42, 6.1);
        laden.call(mmsi, 10, 30, "Nampo").call(mmsi, 150, 40, "Longkou Gang").lead()
    };
    let (own, foreign) = (sailed(445_000_009), sailed(671_000_001));
    assert_eq!(fact(&own, "L1").unwrap().counted, 0.0, "{own:#?}");
    assert!((own.score - foreign.score).abs() < 0.5, "{} {}", own.score, foreign.score);
}

#[test]
fn a_silence_tells_of_how_many_hours_others_were_heard_and_no_share_of_an_hour_or_two() {
    let told = |heard, expected| {
        let mut story = feeder().silence(613_000_001, 10, 24 * 6, [at(35.5, 123.5); 2], true);
        let Some(Finding::Gap(gap)) = story.events.last_mut().map(|event| &mut event.finding) else {
            panic!("a silence was told last")
        };
        gap.reception = Heard { heard, expected };
        fact(&story.lead(), "D1").expect("a silence").text.0.clone()
    };
    let wanted = "while other hulls nearby were heard in 67 % of their 3 h on air; ";
    assert!(told(2, 3).contains(wanted), "{}", told(2, 3));
    for heard in [0, 1] {
        let wanted = "while too few other hulls nearby were on air to judge by (1 h); ";
        assert!(told(heard, 1).contains(wanted) && !told(heard, 1).contains('%'), "{}", told(heard, 1));
    }
}

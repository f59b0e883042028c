//! Whom ships met at other times, and how much that ties them; and who only stands beside.

use model::{Beside, Evidence, EvidenceState, Finding, Lead};

use crate::stage::{Stage, at, fact, hull, off_shanghai, off_sokto, shows};

const CARRIER: u32 = 613_000_001;
const PARTNER: u32 = 636_000_002;
const DPRK: u32 = 445_000_003;
const MOTHER: u32 = 441_000_001;

fn ships() -> Stage {
    Stage::default()
        .ship(CARRIER, 80, 90, 0, "CARRIER")
        .ship(PARTNER, 80, 110, 9_074_729, "PARTNER")
        .ship(DPRK, 80, 75, 0, "SAM JONG")
        .ship(MOTHER, 80, 140, 9_321_483, "MOTHER")
}

/// Some ships more, and a meeting of a hull with each of them in turn from an hour on.
fn serving(stage: Stage, server: u32, from: i64, customers: u32) -> Stage {
    (0..customers).fold(stage, |stage, customer| {
        let mmsi = 636_000_100 + customer;
        let hours = from + i64::from(customer) * 9;
        stage.ship(mmsi, 70, 180, 0, "C").meet(server, mmsi, hours, 4, off_shanghai())
    })
}

/// The lead that an event decides.
fn decided_by(stage: &Stage, deciding: usize) -> Lead {
    let leads = stage.leads();
    leads.iter().find(|lead| lead.deciding == deciding).unwrap_or_else(|| panic!("{leads:#?}")).clone()
}

fn told(lead: &Lead, indicator: &str) -> Evidence {
    fact(lead, indicator).expect("it was looked at").clone()
}

/// A ship that met one under the DPRK's flag and so many others, called at a port, and three weeks later falls silent after a meeting.
fn met_before(customers: u32) -> Evidence {
    let met = ships().meet(CARRIER, DPRK, 10, 6, off_shanghai());
    let met = serving(met, CARRIER, 20, customers).call(CARRIER, 200, 24, "Qingdao Gang");
    let deciding = met.events.len();
    let met = met.meet(CARRIER, PARTNER, 500, 8, off_shanghai());
    let stage = met.silence(CARRIER, 509, 30, [off_shanghai(), at(30.5, 123.0)], true);
    told(&decided_by(&stage, deciding), "L2")
}

#[test]
fn a_ship_that_met_one_of_the_dprk_weeks_before_brings_that_along_and_one_that_met_many_brings_less_in_proportion()
 {
    let (alone, of_three, of_nine) = (met_before(0), met_before(2), met_before(8));
    assert_eq!(alone.state, EvidenceState::Present, "{alone:?}");
    let text = &alone.text.0;
    assert!(
        text.starts_with("a vessel broadcasting MMSI 613000001 was near another on 2019-06-01, "),
        "{text}"
    );
    assert!(
        text.contains("the only ship that it met within 10 days: a vessel broadcasting MMSI 445000003: "),
        "{text}"
    );
    assert!(of_three.text.0.contains("one of 3 ships that it met within 10 days"), "{of_three:?}");
    assert!((of_three.log10_lr - alone.log10_lr / 2.0).abs() < 1e-9, "{of_three:?}");
    assert!(of_nine.text.0.contains("one of 9 ships that it met within 10 days"), "{of_nine:?}");
    assert!((of_nine.log10_lr - alone.log10_lr / 8.0).abs() < 1e-9, "{of_nine:?}");
}

#[test]
fn that_a_ship_met_none_of_the_dprk_is_told_where_it_was_heard_for_days_before_and_not_where_it_was_not() {
    let meets = |first_heard: i64| {
        let met = ships().meet(CARRIER, PARTNER, 500, 8, off_shanghai());
        let mut stage = met.silence(CARRIER, 509, 30, [off_shanghai(), at(30.5, 123.0)], true);
        for vessel in &mut stage.fleet.vessels {
            vessel.first_seen = crate::stage::hour(first_heard);
        }
        told(&stage.lead(), "L2")
    };
    let heard = meets(0);
    assert_eq!(heard.state, EvidenceState::Absent, "{heard:?}");
    assert!(heard.text.0.contains("was heard in 21 days before"), "{heard:?}");
    assert!(heard.log10_lr < 0.0 && heard.log10_lr > -0.01, "three weeks of twelve months: {heard:?}");
    assert_eq!(meets(400).state, EvidenceState::NotAssessable);
}

#[test]
fn where_a_ship_of_the_dprk_takes_part_itself_it_counts_once() {
    let lead = ships().meet(CARRIER, DPRK, 10, 6, off_shanghai()).lead();
    let prior = told(&lead, "L2");
    assert_eq!(prior.state, EvidenceState::NotAssessable);
    assert!(prior.text.0.ends_with("a ship with a link takes part itself and counts as such"), "{prior:?}");
    assert!(fact(&lead, "L3").is_none());
}

#[test]
fn a_mother_ship_whose_feeder_met_one_of_the_dprk_on_another_voyage_is_tied_to_it_over_two_steps() {
    let way = |customers| {
        let met = ships().meet(MOTHER, CARRIER, 10, 6, at(30.0, 124.0));
        let met = serving(met, CARRIER, 60, customers);
        let met = met.call(CARRIER, 150, 20, "Qingdao Gang").meet(CARRIER, DPRK, 200, 6, off_shanghai());
        let deciding = met.events.len();
        let met = met.meet(MOTHER, PARTNER, 180, 8, off_shanghai());
        let stage = met.silence(MOTHER, 189, 30, [off_shanghai(), at(30.5, 123.0)], true);
        fact(&decided_by(&stage, deciding), "L3").cloned()
    };
    let tied = way(0).expect("two steps");
    let wanted = "a vessel broadcasting MMSI 441000001 was near MMSI 613000001 on 2019-06-01, one of 2 ships that it met within 10 \
                  days; that one was near another on 2019-06-09, one of 2 ships that it met within 10 days: a vessel broadcasting \
                  MMSI 445000003: ";
    assert!(tied.text.0.starts_with(wanted), "{}", tied.text.0);
    let over_a_busy_one = way(3).expect("two steps");
    assert!((over_a_busy_one.log10_lr - tied.log10_lr / 4.0).abs() < 1e-9, "{over_a_busy_one:?} {tied:?}");
    assert_eq!(way(10), None, "over a barge at work it says next to nothing, and names nobody for it");
}

#[test]
fn a_counterparty_that_may_have_met_one_of_the_dprk_unheard_stays_one_and_the_lead_says_so() {
    let chain =
        ships().meet(MOTHER, CARRIER, 10, 8, off_shanghai()).meet(CARRIER, DPRK, 80, 6, at(37.0, 123.5));
    let plain = told(&chain.lead(), "CP").text.0;
    let wanted = "counterparty, no finding: a vessel broadcasting MMSI 441000001 stands in this chain but was not heard to meet a \
                  ship with a DPRK link or to enter DPRK waters";
    assert_eq!(plain, wanted);
    let other = chain.ship(445_000_008, 80, 75, 0, "SONG");
    let perhaps = other.clone().meet_unseen_perhaps(MOTHER, 445_000_008, 40, 9, at(30.0, 124.0), 0.1);
    let told_of = told(&decided_by(&perhaps, 1), "CP").text.0;
    let unheard = "; MMSI 441000001 may have met MMSI 445000008, which has a DPRK link, while unheard about 2019-06-02, with \
                   probability 0.10 by their courses and types";
    assert_eq!(told_of, format!("{wanted}{unheard}"));
    let met = other.meet(MOTHER, 445_000_008, 40, 9, at(30.0, 124.0));
    assert!(fact(&decided_by(&met, 1), "CP").is_none(), "it was heard to meet one");
}

#[test]
fn a_counterparty_that_one_of_the_dprk_lay_beside_is_told_to_have_lain_near_it() {
    let mut chain =
        ships().meet(MOTHER, CARRIER, 10, 8, off_shanghai()).meet(CARRIER, DPRK, 80, 6, at(37.0, 123.5));
    if let Finding::Encounter(met) = &mut chain.events[0].finding {
        met.beside = Some(Beside::of(&[(hull(DPRK), false)]));
    }
    let told_of = told(&chain.lead(), "CP").text.0;
    let near = "; MMSI 445000003, which has a DPRK link, lay beside MMSI 441000001 or the ship that it met on 2019-06-01";
    assert!(told_of.ends_with(near), "{told_of}");
    let neighbours = chain.meet_apart(MOTHER, DPRK, 120, 9, at(35.05, 129.12), 420.0);
    let told_of = told(&decided_by(&neighbours, 1), "CP").text.0;
    let near = "; MMSI 441000001 lay 420 m from MMSI 445000003, which has a DPRK link, on 2019-06-06, near a coast where ships lie as \
                neighbours";
    assert!(told_of.ends_with(near), "{told_of}");
}

#[test]
fn what_an_upstream_ship_did_alone_is_no_finding_and_the_silence_of_a_ship_of_the_lead_is() {
    let met = ships().meet(CARRIER, PARTNER, 10, 8, off_sokto());
    assert!(fact(&met.lead(), "CP").is_none(), "both lay in waters of the DPRK");
    let silent = |mmsi| {
        let met = ships().meet(CARRIER, PARTNER, 10, 8, off_shanghai());
        told(&met.silence(mmsi, 20, 30, [off_shanghai(), at(30.5, 123.0)], true).lead(), "CP").text.0
    };
    assert!(silent(CARRIER).contains("MMSI 636000002 stands"), "{}", silent(CARRIER));
    assert!(silent(PARTNER).contains("MMSI 613000001 stands"), "{}", silent(PARTNER));
}

#[test]
fn whom_a_counterparty_met_besides_is_no_partner_of_the_lead_and_whom_its_own_ship_met_is() {
    let several = |server| {
        let met = ships().meet(CARRIER, DPRK, 10, 6, off_shanghai());
        let met = met.ship(412_000_007, 80, 90, 0, "OTHER").meet(CARRIER, PARTNER, 60, 8, off_shanghai());
        let met = met.call(CARRIER, 30, 10, "Qingdao Gang");
        decided_by(&met.meet(server, 412_000_007, 80, 6, off_shanghai()), 0)
    };
    assert!(shows(&several(CARRIER), "E5"));
    let silent = |server| {
        let met = ships().meet(CARRIER, PARTNER, 100, 8, off_shanghai());
        let met = met.silence(CARRIER, 109, 30, [off_shanghai(), at(30.5, 123.0)], true);
        let met = met.ship(412_000_007, 80, 90, 0, "OTHER").meet(server, 412_000_007, 70, 6, off_shanghai());
        met.leads().remove(0)
    };
    assert!(shows(&silent(CARRIER), "E5"));
    assert!(!shows(&silent(PARTNER), "E5"), "{:?}", fact(&silent(PARTNER), "E5"));
}

#[test]
fn partners_met_within_three_days_count_and_those_met_over_six_do_not() {
    let met = |first: i64| {
        let met = ships().ship(412_000_007, 80, 90, 0, "OTHER").ship(412_000_008, 80, 90, 0, "THIRD");
        let met = met.wait(CARRIER, 100, 9, off_sokto()).meet(CARRIER, 412_000_007, first, 4, off_shanghai());
        decided_by(&met.meet(CARRIER, 412_000_008, 150, 4, off_shanghai()), 0)
    };
    assert!(shows(&met(80), "E5"), "84 to 150 h");
    assert!(!shows(&met(40), "E5"), "44 to 150 h");
}

#[test]
fn a_ship_that_met_a_dozen_says_less_by_its_partners_than_one_that_met_three() {
    let count = |customers| {
        let met = ships().meet(CARRIER, DPRK, 100, 6, off_shanghai());
        told(&decided_by(&serving(met, CARRIER, 62, customers), 0), "E5")
    };
    let (three, dozen) = (count(2), count(11));
    assert_eq!(three.state, EvidenceState::Present, "{three:?}");
    assert!(!three.text.0.contains("bunker barge"), "{three:?}");
    assert!(dozen.text.0.ends_with(
        "; each is one of 12 ships that it met within 10 days, as customers of a bunker barge are"
    ));
    assert!((dozen.log10_lr - three.log10_lr / 8.0).abs() < 1e-9, "{dozen:?}");
}

#[test]
fn who_lay_in_a_raft_is_told_once_and_one_met_the_day_after_makes_two() {
    let place = at(38.5, 124.8);
    let raft = Stage::default()
        .ship(413_000_001, 70, 110, 0, "BULK")
        .ship(413_000_002, 33, 50, 0, "CRANE")
        .ship(667_000_003, 70, 95, 0, "DRY")
        .meet(413_000_001, 413_000_002, 10, 20, place)
        .meet(413_000_002, 667_000_003, 11, 20, place);
    let lead = raft.lead();
    assert!(shows(&lead, "E4"));
    let once = told(&lead, "E5");
    assert_eq!((once.state, once.log10_lr), (EvidenceState::NotAssessable, 0.0), "{once:?}");
    let more = raft.ship(412_000_007, 70, 90, 0, "OTHER").meet(413_000_002, 412_000_007, 50, 6, place);
    let lead = more.leads().into_iter().find(|lead| shows(lead, "E4")).expect("a raft");
    let wanted = "a vessel broadcasting MMSI 413000002 met or lay near 3 others within 72 h, those of the raft counted as one";
    assert_eq!(told(&lead, "E5").text.0, wanted);
}

#[test]
fn other_customers_in_the_hours_of_a_hub_are_not_drawn_into_the_lead() {
    let met = ships().meet(MOTHER, DPRK, 100, 40, off_shanghai());
    let at_once = decided_by(&serving(met.clone(), MOTHER, 100, 3), 0);
    assert_eq!(at_once.legs, [0, 1, 2, 3]);
    let hub = decided_by(&serving(met, MOTHER, 100, 7), 0);
    assert_eq!(hub.legs, [0]);
    assert!(fact(&hub, "CP").is_none(), "{:?}", fact(&hub, "CP"));
}

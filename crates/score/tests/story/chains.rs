//! Deliveries of several legs: one lead each.

use model::{Cargo, EventKind, LeadKind, List};

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
        upstream.text.0.starts_with("counterparty, no finding: vessels broadcasting MMSI 441000001 stand")
    );
    assert_eq!(upstream.counted, 0.0);
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

#[test]
fn a_foreign_tanker_at_nampo_is_a_lead_and_a_dprk_tanker_at_home_is_not() {
    let call = |mmsi| Stage::default().ship(mmsi, 80, 90, 0, "T").call(mmsi, 10, 30, "Nampo");
    let lead = call(671_000_001).lead();
    assert!(shows(&lead, "P1") && !shows(&lead, "G2"));
    assert!(call(445_000_001).leads().is_empty());
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
    let place = at(38.5, 124.8);
    let stage = Stage::default()
        .ship(413_000_001, 70, 110, 0, "BULK")
        .ship(413_000_002, 33, 50, 0, "CRANE")
        .ship(667_000_003, 70, 95, 0, "DRY");
    let stage =
        stage.meet(413_000_001, 413_000_002, 10, 20, place).meet(413_000_002, 667_000_003, 11, 20, place);
    let lead = stage.lead();
    assert!(shows(&lead, "E4") && matches!(lead.cargo, Cargo::Coal | Cargo::Other));
}

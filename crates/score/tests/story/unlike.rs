//! A tanker beside a dry cargo ship: neither can carry what the other does.

use model::{Cargo, EvidenceState, List};

use crate::stage::{Stage, at, fact, off_shanghai, shows};

const BULKER: u32 = 671_000_001;
const OTHER: u32 = 413_000_009;

/// A dry cargo ship calls at Nampo and lies beside another at sea, of a type, two days later.
fn from_nampo_to(code: u8) -> Stage {
    let ship = Stage::default().ship(BULKER, 70, 100, 0, "DE YI").ship(OTHER, code, 120, 9_074_729, "FENG");
    ship.call(BULKER, 10, 30, "Nampo").meet(BULKER, OTHER, 90, 20, at(30.28, 122.95))
}

#[test]
fn coal_goes_over_to_a_dry_cargo_ship_and_not_to_a_tanker() {
    let handed = |code| {
        from_nampo_to(code).leads().iter().any(|lead| {
            fact(lead, "P2").is_some_and(|p2| {
                p2.state == EvidenceState::Present && p2.text.0.contains("handed over at sea")
            })
        })
    };
    assert!(handed(70));
    assert!(!handed(80));
}

/// Two of some types meet offshore, and one falls silent.
fn met(codes: [u8; 2]) -> Stage {
    let [one, other] = codes;
    let ships =
        Stage::default().ship(BULKER, one, 100, 0, "DE YI").ship(OTHER, other, 120, 9_074_729, "FENG");
    let met = ships.meet(BULKER, OTHER, 10, 6, off_shanghai());
    met.silence(BULKER, 18, 30, [off_shanghai(), at(30.5, 123.0)], true)
}

#[test]
fn a_tanker_beside_a_dry_cargo_ship_is_told_to_carry_no_oil_and_no_amount_of_it_and_two_tankers_are() {
    let unlike = met([70, 80]).lead();
    assert!(unlike.cargo_shares.oil < 0.5, "{:?}", unlike.cargo_shares);
    assert_eq!((unlike.list, unlike.cargo, unlike.tonnes), (List::Evasive, Cargo::Unknown, None));
    let tankers = met([80, 80]).lead();
    assert!(tankers.cargo == Cargo::Oil && tankers.cargo_shares.oil > 0.9 && tankers.tonnes.is_some());
}

#[test]
fn a_feeder_that_lay_beside_a_dry_cargo_ship_last_gave_its_cargo_to_no_such_ship() {
    let (mother, dry) = (441_000_001, 413_000_005);
    let ships = Stage::default().ship(mother, 80, 140, 9_321_483, "MOTHER").ship(OTHER, 80, 90, 0, "FEEDER");
    let took =
        ships.meet(mother, OTHER, 10, 8, off_shanghai()).draught(OTHER, 10, 9, [3.5, 6.4], off_shanghai());
    let gave = |code| {
        let later = at(28.6, 124.6);
        let met = took.clone().ship(dry, code, 90, 0, "RECEIVER").meet(OTHER, dry, 60, 8, later);
        met.draught(OTHER, 60, 9, [6.4, 3.5], later)
            .leads()
            .iter()
            .map(|lead| lead.deciding)
            .collect::<Vec<_>>()
    };
    let meeting_with_the_last = 2;
    assert!(gave(80).contains(&meeting_with_the_last) && !gave(80).contains(&0), "{:?}", gave(80));
    assert!(gave(70).contains(&0), "what the mother gave went elsewhere: {:?}", gave(70));
    assert!(!took.leads().iter().any(|lead| shows(lead, "V2")));
}

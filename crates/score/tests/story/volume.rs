//! What tonnes can be told of, and where they could not be assessed.

use model::{Cargo, Lead, List};

use crate::stage::{Stage, in_the_baltic, off_shanghai};

const TANKER: u32 = 613_000_001;
const OTHER: u32 = 620_000_002;
const LINKED: u32 = 445_000_002;

/// A ship of a type and length that goes on under another number and waits there.
fn renumbered(code: u8, length_m: u16, place: model::Position) -> Stage {
    let ships = Stage::default().ship(OTHER, code, length_m, 0, "SEA LARK");
    let ships = ships.ship(TANKER, code, length_m, 0, "SEA LARK").silence(OTHER, 2, 8, [place, place], false);
    ships.renumber(OTHER, TANKER, 10, place).wait(TANKER, 11, 20, place)
}

fn of_evasive(stage: &Stage) -> Lead {
    let lead = stage.leads().into_iter().find(|lead| lead.list == List::Evasive);
    lead.unwrap_or_else(|| panic!("an evasive lead: {:#?}", stage.leads()))
}

#[test]
fn of_a_tanker_alone_that_tells_no_length_no_tonnes_are_told_and_of_one_that_tells_it_they_are() {
    let unsized_ship = of_evasive(&renumbered(80, 0, off_shanghai()));
    assert_eq!((unsized_ship.cargo, unsized_ship.tonnes), (Cargo::Oil, None), "{unsized_ship:#?}");
    let why = &unsized_ship.tonnes_basis.0;
    assert!(why.starts_with("could not be assessed: no hull tells a length"), "{why}");
    let told = of_evasive(&renumbered(80, 85, off_shanghai()));
    assert!(told.tonnes.is_some() && told.tonnes_basis.0.contains("usual parcel"), "{told:#?}");
}

#[test]
fn in_the_baltic_no_usual_parcel_is_known_and_tonnes_rest_on_a_change_of_draught_alone() {
    let stage = renumbered(80, 85, in_the_baltic());
    let untold = of_evasive(&stage);
    assert_eq!(untold.tonnes, None, "{untold:#?}");
    assert!(untold.tonnes_basis.0.contains("of the waters around Korea"), "{untold:#?}");
    let told = of_evasive(&stage.draught(TANKER, 12, 9, [4.3, 5.9], in_the_baltic()));
    assert!(told.tonnes.is_some(), "{told:#?}");
    let basis = &told.tonnes_basis.0;
    assert!(
        basis.starts_with("the change of draught by 1.6 m") && !basis.contains("usual parcel"),
        "{basis}"
    );
}

#[test]
fn oil_that_a_linked_ship_takes_at_sea_is_like_known_parcels_whatever_its_length_and_coal_of_no_known_hull_is_not()
 {
    let met = |code| {
        let ships =
            Stage::default().ship(LINKED, code, 0, 0, "TAE SONG").ship(TANKER, code, 0, 0, "SEA LARK");
        ships.meet_unseen_perhaps(TANKER, LINKED, 10, 8, off_shanghai(), 0.9).lead()
    };
    let oil = met(80);
    assert_eq!((oil.list, oil.cargo), (List::Dprk, Cargo::Oil), "{oil:#?}");
    assert!(oil.tonnes.is_some() && oil.tonnes_basis.0.contains("usual parcel"), "{oil:#?}");
    let dry = met(70);
    assert!(dry.list == List::Dprk && dry.cargo != Cargo::Oil && dry.tonnes.is_none(), "{dry:#?}");
    let alongside = Stage::default()
        .ship(LINKED, 70, 0, 0, "TAE SONG")
        .ship(TANKER, 70, 0, 0, "SEA LARK")
        .meet(TANKER, LINKED, 10, 20, off_shanghai())
        .lead();
    let basis = &alongside.tonnes_basis.0;
    assert!(basis.starts_with("the hours alongside at usual rates (100 % of draws)"), "{basis}");
}

//! Ships that keep together: those that come or go side by side for hours have met nobody, and one ship with two transmitters is one.

use crate::stage::{Stage, off_shanghai};

const ONE: u32 = 613_000_001;
const OTHER: u32 = 636_000_002;
const IMO: u32 = 9_321_483;

/// Two tankers alongside each other offshore for eight hours, the second of some IMO number.
fn alongside(imo: u32) -> Stage {
    Stage::default().ship(ONE, 80, 100, IMO, "ONE").ship(OTHER, 80, 90, imo, "OTHER").meet(
        ONE,
        OTHER,
        10,
        8,
        off_shanghai(),
    )
}

#[test]
fn tankers_that_sail_together_for_ten_hours_and_stop_have_met_nobody_and_those_that_part_within_an_hour_have()
{
    assert_eq!(alongside(0).leads().len(), 1);
    assert_eq!(alongside(0).sailing_together([0, 60]).leads().len(), 1, "a feeder leaves beside her mother");
    assert!(alongside(0).sailing_together([600, 0]).leads().is_empty(), "they came together");
    assert!(alongside(0).sailing_together([0, 600]).leads().is_empty(), "they left together");
}

#[test]
fn two_numbers_on_one_spot_that_send_one_imo_number_are_one_ship_and_those_that_send_two_have_met() {
    assert!(alongside(IMO).leads().is_empty(), "a second transmitter");
    assert_eq!(alongside(9_176_187).leads().len(), 1);
    let apart = Stage::default().ship(ONE, 80, 100, IMO, "ONE").ship(OTHER, 80, 90, IMO, "OTHER").meet_apart(
        ONE,
        OTHER,
        10,
        8,
        off_shanghai(),
        180.0,
    );
    assert_eq!(apart.leads().len(), 1, "two hulls 180 m apart, of which one lies");
}

#[test]
fn one_ship_that_waits_under_two_numbers_in_turn_waits_once_and_two_ships_have_met() {
    let turns = |imo| {
        let place = off_shanghai();
        let stage = Stage::default().ship(ONE, 80, 100, IMO, "ONE").ship(OTHER, 80, 100, imo, "ONE");
        let stage = stage.goes_on_saying_so(ONE, [-48, 0]).goes_on_saying_so(OTHER, [-48, 0]);
        stage.wait(ONE, 10, 9, place).meet(ONE, OTHER, 16, 3, place).wait(OTHER, 16, 12, place).leads()
    };
    assert_eq!(turns(IMO).len(), 1, "{:#?}", turns(IMO));
    assert_eq!(turns(IMO)[0].deciding, 0, "the wait under the number that was heard first");
    assert_eq!(turns(9_176_187)[0].deciding, 1, "two ships met");
}

#[test]
fn a_ship_under_the_dprks_flag_that_keeps_company_is_still_told() {
    let dprk = 445_000_003;
    let stage = Stage::default()
        .ship(dprk, 80, 100, 0, "DPRK")
        .ship(OTHER, 80, 90, 0, "OTHER")
        .meet(dprk, OTHER, 10, 8, off_shanghai())
        .sailing_together([600, 600]);
    assert_eq!(stage.leads().len(), 1);
}

#[test]
fn a_ship_under_the_dprks_flag_beside_a_buoy_or_a_radio_that_is_no_ships_has_met_nobody() {
    let beside = |other: u32| {
        let ship = Stage::default().ship(445_000_001, 80, 90, 0, "TAE SONG").ship(other, 80, 90, 0, "OTHER");
        ship.meet(445_000_001, other, 10, 8, off_shanghai()).leads().len()
    };
    assert_eq!(beside(ONE), 1);
    for no_ship in [994_401_234, 4_401_234, 111_440_001, 970_010_001, 900_512_345, 150_735_230] {
        assert_eq!(beside(no_ship), 0, "{no_ship}");
    }
}

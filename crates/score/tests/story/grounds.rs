//! Why a lead stands on its list, and on what its tonnes rest.

use model::{Lead, List};

use crate::stage::{Stage, at, fact, off_shanghai, off_sokto};

const COASTER: u32 = 613_000_001;

fn coaster(code: u8) -> Stage {
    Stage::default().ship(COASTER, code, 85, 9_074_729, "SEA LARK")
}

/// The grounds of a lead that stands on this list.
fn grounds(lead: &Lead, list: List) -> Vec<&str> {
    assert_eq!(lead.list, list);
    lead.grounds.iter().map(|ground| ground.0.as_str()).collect()
}

#[test]
fn a_coaster_that_was_heard_at_chongjin_stands_on_the_dprk_list_for_that_call() {
    let lead = coaster(70).call(COASTER, 10, 30, "Chongjin").lead();
    let told = "a vessel broadcasting MMSI 613000001 was heard at \"Chongjin\", a port of the DPRK, from 2019-06-01 10:00 UTC";
    assert_eq!(grounds(&lead, List::Dprk), [told]);
}

#[test]
fn a_ship_with_the_digits_of_the_dprk_stands_there_for_them_and_each_other_rule_that_held_is_told_too() {
    let met =
        coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG").meet(COASTER, 445_000_002, 10, 8, off_sokto());
    let told = [
        "a vessel broadcasting MMSI 445000002: its MMSI begins with 445, the DPRK's digits",
        "a vessel broadcasting MMSI 613000001 was stopped for 8.0 h at",
    ];
    let lead = met.lead();
    let grounds = grounds(&lead, List::Dprk);
    assert!(grounds.iter().zip(told).all(|(ground, told)| ground.starts_with(told)), "{grounds:?}");
    assert_eq!(grounds.len(), told.len(), "what a fact tells is told once: {grounds:?}");
}

#[test]
fn of_two_linked_ships_that_met_both_are_told_and_the_surest_link_alone_counts() {
    // XIN GUANG HAI stands on the UN list; of one that only has her number the match counts in part.
    let of = |name: &str, imo| {
        let met =
            Stage::default().ship(412_000_001, 80, 90, imo, name).ship(445_000_002, 80, 80, 0, "TAE SONG");
        met.meet(412_000_001, 445_000_002, 10, 8, off_shanghai()).lead()
    };
    let digits = "a vessel broadcasting MMSI 445000002: its MMSI begins with 445, the DPRK's digits";
    let alone = of("FAIR WIND", 9_074_729);
    assert_eq!(grounds(&alone, List::Dprk), [digits]);
    assert_eq!(fact(&alone, "L1").unwrap().text.0, digits);
    for (name, surest) in [("XIN GUANG HAI", 0), ("FAIR WIND", 1)] {
        let lead = of(name, 9_004_700);
        let link = fact(&lead, "L1").unwrap();
        assert_eq!(link.log10_lr, fact(&alone, "L1").unwrap().log10_lr);
        let told = grounds(&lead, List::Dprk);
        let [listed, by_digits] = [told[surest], told[1 - surest]];
        assert!(listed.contains("MMSI 412000001: IMO number ") && by_digits == digits, "{told:?}");
        assert!(link.text.0.contains(" agree") && link.text.0.contains(digits), "{}", link.text.0);
        assert!(
            link.text.0.ends_with("; of the links of several ships the surest counts"),
            "{}",
            link.text.0
        );
        assert_eq!(link.cites.len(), 2, "what each ship said of itself");
    }
}

#[test]
fn a_ship_of_the_dprk_that_waits_in_company_needs_no_unheard_partner_and_one_that_waits_alone_may_have_one() {
    let waits = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG").wait(445_000_002, 10, 9, off_shanghai());
    let waits = waits.draught(445_000_002, 10, 9, [5.1, 3.9], off_shanghai());
    let unheard =
        |lead: &Lead| grounds(lead, List::Dprk).iter().any(|told| told.contains("an unheard partner"));
    assert!(unheard(&waits.lead()), "{:?}", waits.lead().grounds);
    let met = waits.meet(COASTER, 445_000_002, 10, 8, off_shanghai()).lead();
    assert!(!unheard(&met), "{:?}", met.grounds);
}

#[test]
fn a_tanker_that_waits_alone_and_comes_away_deeper_stands_there_for_the_partner_that_may_have_been() {
    let stage = coaster(80).wait(COASTER, 10, 9, off_shanghai());
    let lead = stage.draught(COASTER, 10, 9, [6.1, 4.8], off_shanghai()).lead();
    let [ground] = grounds(&lead, List::Dprk)[..] else { panic!("{:?}", lead.grounds) };
    assert!(
        ground.contains("waited from 2019-06-01 10:00 UTC more than 12 nmi off any coast in the area \""),
        "{ground}"
    );
    assert!(ground.ends_with("with no port between, so an unheard partner is possible"), "{ground}");
}

#[test]
fn a_meeting_that_hides_nothing_stands_on_the_other_list_for_all_together_and_with_a_silence_for_that() {
    let met = coaster(80).ship(636_000_003, 80, 95, 0, "BUNKER 3").meet(
        COASTER,
        636_000_003,
        10,
        8,
        off_shanghai(),
    );
    let lead = met.lead();
    assert_eq!(
        grounds(&lead, List::Evasive),
        ["no single fact, but all that was seen together makes it probable to 0.25 or more"]
    );
    let lead = met.silence(636_000_003, 18, 30, [off_shanghai(), at(30.5, 123.0)], true).lead();
    let [ground] = grounds(&lead, List::Evasive)[..] else { panic!("{:?}", lead.grounds) };
    assert!(ground.starts_with("a vessel broadcasting MMSI 636000003 was off the air from"), "{ground}");
}

#[test]
fn tonnes_rest_on_the_draught_where_one_changed_and_on_usual_parcels_where_none_did() {
    let met = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG").meet(
        COASTER,
        445_000_002,
        10,
        8,
        off_shanghai(),
    );
    let usual = met.lead().tonnes_basis.0;
    assert!(usual.starts_with("the usual parcel of known deliveries, 1500 t (100 % of draws)"), "{usual}");
    let told = met.draught(COASTER, 10, 9, [6.1, 4.9], off_shanghai()).lead().tonnes_basis.0;
    let draught = "the change of draught by 1.2 m of a vessel broadcasting MMSI 613000001 times its waterplane of 85 m by 16 m";
    assert!(told.starts_with(draught) && told.contains("; the usual parcel"), "{told}");
}

#[test]
fn a_large_ships_draught_beside_a_small_ship_is_cut_to_what_the_small_one_holds_and_the_tonnes_say_so() {
    let beside = |small_m, large_m, metres| {
        let ships = Stage::default().ship(445_000_002, 80, small_m, 0, "TAE SONG");
        let met =
            ships.ship(COASTER, 80, large_m, 0, "SEA LARK").meet(COASTER, 445_000_002, 10, 8, off_shanghai());
        met.draught(COASTER, 10, 9, metres, off_shanghai()).lead().tonnes_basis.0
    };
    let (cut, told) = ("% of draws are cut to what the smaller hull holds", beside(75, 197, [10.4, 8.1]));
    assert!(told.contains(cut), "{told}");
    let told = beside(140, 140, [6.1, 5.6]);
    assert!(!told.contains(cut), "{told}");
}

#[test]
fn tonnes_rest_on_no_draught_of_a_partner_that_more_probably_was_not_there() {
    const GUESSED: u32 = 412_000_003;
    let basis = |probability| {
        let ships = Stage::default().ship(445_000_002, 80, 80, 0, "TAE SONG").ship(GUESSED, 80, 85, 0, "HUA");
        let met = ships.meet_unseen_perhaps(445_000_002, GUESSED, 8, 14, off_shanghai(), probability);
        let met = met.draught(GUESSED, 9, 9, [6.1, 4.9], off_shanghai());
        let renamed = met.ship(445_000_009, 80, 80, 0, "TAE SONG");
        renamed.renumber(445_000_009, 445_000_002, -5, off_shanghai()).leads()[0].tonnes_basis.0.clone()
    };
    let draught = "the change of draught by 1.2 m of a vessel broadcasting MMSI 412000003";
    assert!(basis(0.6).contains(draught), "{}", basis(0.6));
    assert!(!basis(0.4).contains("draught") && basis(0.4).contains("usual parcel"), "{}", basis(0.4));
}

#[test]
fn who_was_heard_beside_one_ship_met_no_other_unheard_in_those_hours() {
    let stage = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG").ship(412_000_003, 80, 80, 0, "HUA");
    let stage = stage.meet_unseen_perhaps(COASTER, 412_000_003, 8, 14, off_shanghai(), 0.35);
    let seen = |stage: &Stage| {
        let leads = stage.leads();
        leads.iter().find_map(|lead| Some(fact(lead, "E6")?.text.0.clone()))
    };
    let met = stage.clone().meet(COASTER, 445_000_002, 10, 8, off_shanghai());
    assert_eq!(seen(&met), None);
    let later = seen(&stage.meet(COASTER, 445_000_002, 60, 8, off_shanghai())).expect("an unseen meeting");
    assert!(!later.contains("lay beside"), "{later}");
}

#[test]
fn a_new_draught_of_a_ship_that_says_it_is_as_short_as_a_boat_leaves_room_for_a_usual_parcel() {
    let told = |length| {
        let ship = Stage::default().ship(613_000_001, 80, length, 0, "SEA LARK");
        let ship = ship.wait(613_000_001, 10, 9, off_shanghai());
        ship.draught(613_000_001, 10, 9, [4.6, 2.5], off_shanghai()).lead().tonnes.unwrap()
    };
    let (short, long) = (told(38), told(85));
    assert!(short.mid < 600.0 && short.high > 1_500.0, "{short:?}");
    assert!(long.low > short.mid && long.mid > 1_000.0, "{long:?}");
}

#[test]
fn of_two_changes_of_draught_the_larger_counts_and_the_fact_says_by_which_rule() {
    let met = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG").meet(
        COASTER,
        445_000_002,
        10,
        8,
        off_shanghai(),
    );
    let deeper = met.draught(COASTER, 10, 9, [4.3, 5.8], off_shanghai());
    let told = |stage: &Stage| fact(&stage.lead(), "V4").expect("a draught changed").text.0.clone();
    assert!(told(&deeper).ends_with("crews enter it late"), "{}", told(&deeper));
    let twice = deeper.draught(COASTER, 20, 9, [5.8, 4.5], off_shanghai());
    let rule = "4.3 m before and 5.8 m after with no port between, consistent with loading; crews enter it late; of 2 changes of \
                draught one at that time or else the surest counts";
    assert!(told(&twice).ends_with(rule), "{}", told(&twice));
}

#[test]
fn a_draught_that_changed_while_ships_met_counts_before_a_greater_change_two_days_earlier() {
    let met = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG");
    let met = met.meet(COASTER, 445_000_002, 100, 8, off_shanghai());
    let earlier = met.draught(COASTER, 40, 5, [3.1, 5.0], off_shanghai());
    let both = earlier.clone().draught(COASTER, 101, 8, [5.0, 4.2], off_shanghai());
    let told = |stage: &Stage| fact(&stage.leads()[0], "V4").expect("a draught changed").text.0.clone();
    assert!(told(&earlier).contains("3.1 m before and 5.0 m after"), "{}", told(&earlier));
    assert!(told(&both).contains("5.0 m before and 4.2 m after"), "{}", told(&both));
}

#[test]
fn a_draught_deeper_than_ships_of_its_length_lie_says_less_and_says_why() {
    let told = |metres| {
        let met = coaster(80).ship(445_000_002, 80, 80, 0, "TAE SONG");
        let met = met.meet(COASTER, 445_000_002, 10, 8, off_shanghai());
        let lead = met.draught(COASTER, 10, 9, metres, off_shanghai()).lead();
        fact(&lead, "V4").expect("a draught changed").clone()
    };
    let (usual, beyond) = (told([4.3, 6.1]), told([4.3, 6.2]));
    assert!(beyond.log10_lr < 0.4 * usual.log10_lr && beyond.log10_lr > 0.0, "{beyond:?} {usual:?}");
    assert!(beyond.text.0.contains("few ships of its length lie so deep"), "{beyond:?}");
    assert!(!usual.text.0.contains("so deep"), "{usual:?}");
}

#[test]
fn a_wait_with_a_draught_that_hulls_of_its_length_hardly_reach_shows_no_link() {
    let waited = |metres| {
        coaster(80).wait(COASTER, 10, 9, off_shanghai()).draught(COASTER, 10, 9, metres, off_shanghai())
    };
    assert_eq!(waited([4.3, 6.1]).lead().list, List::Dprk);
    let beyond = waited([4.3, 6.9]).leads();
    assert!(beyond.iter().all(|lead| lead.list != List::Dprk), "{beyond:#?}");
}

#[test]
fn a_ship_without_an_imo_number_says_why_that_speaks_for_nothing_where_it_does_not() {
    const SHIP: u32 = 412_000_003;
    let told = |stage: Stage| {
        let stage = stage.ship(445_000_002, 80, 80, 9_074_729, "TAE SONG");
        let met = stage.meet(SHIP, 445_000_002, 10, 8, off_shanghai());
        fact(&met.lead(), "I1").expect("it was looked at").text.0.clone()
    };
    let unknown = "could not be assessed: not every hull told enough of itself";
    let ship = |length_m| Stage::default().ship(SHIP, 80, length_m, 0, "SEA LARK");
    assert!(told(ship(85)).ends_with("broadcasts no IMO number at a length of 85 m"));
    assert!(told(ship(50)).ends_with("at a length of 50 m, where many ships have none"));
    assert_eq!(told(ship(85).class_b(SHIP)), unknown, "class B sends none");
}

#[test]
fn an_unheard_partner_is_told_by_a_silence_of_the_ship_that_waited_and_by_none_of_another() {
    const OTHER: u32 = 636_000_003;
    let silent = |mmsi| {
        let ships = coaster(80).ship(OTHER, 80, 95, 0, "OTHER").meet(COASTER, OTHER, 60, 8, at(29.0, 128.5));
        let waited = ships.wait(COASTER, 40, 9, off_shanghai());
        waited.silence(mmsi, 69, 30, [at(29.0, 128.5), at(29.5, 128.0)], true).lead()
    };
    let told = "a vessel broadcasting MMSI 613000001 waited from 2019-06-02 16:00 UTC more than 12 nmi off any coast in the area";
    let lead = silent(COASTER);
    let own = grounds(&lead, List::Dprk);
    assert!(own.iter().any(|ground| ground.starts_with(told)), "{own:?}");
    let named = "and a silence of a vessel broadcasting MMSI 613000001 near to it may have been its own, so an unheard partner is possible";
    assert!(own.iter().any(|ground| ground.ends_with(named)), "{own:?}");
    assert_eq!(silent(OTHER).list, List::Evasive, "{:#?}", silent(OTHER));
}

#[test]
fn a_silence_off_the_air_is_told_of_the_ship_whose_silence_was_long_and_not_of_its_partner() {
    const OTHER: u32 = 636_000_003;
    let ships = coaster(80).ship(OTHER, 80, 95, 0, "OTHER").meet(COASTER, OTHER, 40, 8, at(29.0, 128.5));
    let brief = ships.silence(COASTER, 49, 8, [at(29.0, 128.5), at(29.2, 128.3)], true);
    let lead = brief.silence(OTHER, 60, 30, [at(29.0, 128.5), at(29.5, 128.0)], true).lead();
    let told = grounds(&lead, List::Evasive);
    assert!(told[0].starts_with("a vessel broadcasting MMSI 636000003 was off the air"), "{told:?}");
}

//! What a guess at an unseen meeting is allowed to claim.

use model::{Lead, List};

use crate::stage::{Stage, at, fact};

const COASTER: u32 = 413_000_001;
const LINKED: u32 = 445_000_002;

/// Where no transfers are on record, a coaster that fell silent and came back deeper, and a ship under the DPRK's flag that may have met
/// it, with these probabilities against all other meetings and by courses.
fn may_have_met(probabilities: [f64; 2]) -> Stage {
    let there = at(29.75, 125.5);
    let ships =
        Stage::default().ship(COASTER, 80, 90, 0, "SEA HO").ship(LINKED, 80, 91, 9_074_729, "KANG MA");
    ships
        .meet_unseen_beside_others(COASTER, LINKED, 10, 6, there, probabilities)
        .draught(COASTER, 9, 8, [2.0, 3.3], there)
        .silence(COASTER, 6, 16, [there, at(29.0, 125.2)], true)
}

fn of_the_guess(stage: &Stage) -> Lead {
    let leads = stage.leads();
    let is_it = |lead: &&Lead| lead.deciding == 0 && lead.list == List::Dprk;
    leads.iter().find(is_it).unwrap_or_else(|| panic!("no lead on the guess in {leads:#?}")).clone()
}

fn link(lead: &Lead) -> String {
    fact(lead, "L1").expect("a link").text.0.clone()
}

#[test]
fn a_lead_that_a_guess_alone_ties_to_the_dprk_is_no_likelier_than_the_larger_probability_of_the_guess() {
    for probabilities in [[0.05, 0.34], [0.34, 0.25]] {
        let lead = of_the_guess(&may_have_met(probabilities));
        assert!((lead.probability.mid - 0.34).abs() < 1e-9, "{lead:#?}");
        let told = "; nothing else ties the lead to the DPRK: all together counts for no more than 0.34";
        assert!(link(&lead).ends_with(told), "{}", link(&lead));
    }
    let sure = of_the_guess(&may_have_met([0.05, 1.0]));
    assert!(sure.probability.mid > 0.99 && !link(&sure).contains("nothing else"), "{sure:#?}");
}

#[test]
fn a_guess_is_not_all_that_ties_a_lead_to_the_dprk_where_the_linked_ship_was_off_the_air_by_itself() {
    let silent = may_have_met([0.05, 0.34]).silence(LINKED, 0, 80, [at(29.4, 125.2), at(30.0, 125.6)], true);
    let lead = of_the_guess(&silent);
    assert!(lead.probability.mid > 0.34 && !link(&lead).contains("nothing else"), "{lead:#?}");
    let nampo = may_have_met([0.05, 0.34]).silence(COASTER, 40, 24 * 5, [at(36.0, 123.6); 2], true);
    let lead = of_the_guess(&nampo);
    assert!(lead.probability.mid > 0.34 && !link(&lead).contains("nothing else"), "{lead:#?}");
}

#[test]
fn a_guessed_partner_is_told_with_both_probabilities_of_having_been_there() {
    let told = "; that it was there is a guess: with probability 0.34 by courses and types and 0.05 against their other possible meetings";
    let lead = of_the_guess(&may_have_met([0.05, 0.34]));
    assert_eq!(lead.guess == Some(crate::stage::hull(LINKED)), link(&lead).contains(told), "{}", link(&lead));
}

//! Laws that hold for every story.

use std::collections::BTreeSet;

use darkwake_score::{Options, Weights};
use model::{Calibration, EvidenceState, List};
use proptest::prelude::*;

use crate::stage::{Stage, at, off_shanghai, off_sokto};

/// Six ships, of which one is under the DPRK's flag.
fn fleet() -> Stage {
    Stage::default()
        .ship(445_000_000, 80, 70, 0, "A")
        .ship(613_000_001, 80, 90, 0, "B")
        .ship(667_000_002, 70, 110, 0, "C")
        .ship(412_000_003, 80, 140, 9_074_729, "D")
        .ship(520_000_004, 30, 80, 0, "E")
        .ship(440_000_005, 52, 30, 0, "F")
}

const SHIPS: [u32; 6] = [445_000_000, 613_000_001, 667_000_002, 412_000_003, 520_000_004, 440_000_005];

fn told(acts: &[(u8, usize, usize, i64, i64, usize)]) -> Stage {
    let places = [off_shanghai(), off_sokto(), at(35.0, 123.0), at(38.0, 124.0)];
    acts.iter().fold(fleet(), |stage, &(act, one, other, from, hours, place)| {
        let (ship, place) = (SHIPS[one], places[place]);
        match act {
            0 if one != other => stage.meet(ship, SHIPS[other], from, hours, place),
            1 if one != other => stage.meet_unseen(ship, SHIPS[other], from, hours, place),
            2 => stage.silence(ship, from, hours * 6, [place, place], from % 2 == 0),
            3 => stage.call(ship, from, hours, if other < 3 { "Nampo" } else { "Lianyungang" }),
            _ => stage.wait(ship, from, hours, place),
        }
    })
}

fn acts() -> impl Strategy<Value = Vec<(u8, usize, usize, i64, i64, usize)>> {
    prop::collection::vec((0u8..5, 0usize..6, 0usize..6, 0i64..900, 2i64..40, 0usize..4), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn leads_are_sound(acts in acts()) {
        let stage = told(&acts);
        let leads = stage.leads();
        prop_assert_eq!(&leads, &stage.leads());
        let deciding: BTreeSet<usize> = leads.iter().map(|lead| lead.deciding).collect();
        prop_assert_eq!(deciding.len(), leads.len(), "no event decides two leads");
        for lead in &leads {
            prop_assert!(lead.legs.contains(&lead.deciding));
            prop_assert!(lead.legs.windows(2).all(|pair| stage.events[pair[0]].start <= stage.events[pair[1]].start));
            let p = lead.probability;
            prop_assert!(0.0 <= p.low && p.low <= p.mid && p.mid <= p.high && p.high <= 1.0);
            prop_assert_eq!(lead.calibration, Calibration::Expert);
            let counted: f64 = lead.evidence.iter().map(|evidence| evidence.counted).sum();
            prop_assert!((lead.score - (1.0f64 / 50.0).log10() - counted).abs() < 1e-9);
            let shares = lead.cargo_shares;
            prop_assert!((shares.oil + shares.coal + shares.other + shares.unknown - 1.0).abs() < 1e-9);
            for evidence in &lead.evidence {
                prop_assert!(!evidence.text.0.contains("violat"));
                prop_assert!(evidence.state != EvidenceState::NotAssessable || evidence.counted == 0.0);
            }
            prop_assert!(!lead.grounds.is_empty(), "{:?}", lead);
            for ground in &lead.grounds {
                prop_assert!(!ground.0.contains("; ") && !ground.0.contains("violat"), "{}", ground.0);
            }
            let untold = lead.tonnes_basis.0.is_empty() || lead.tonnes_basis.0.starts_with("could not be assessed: ");
            prop_assert_eq!(lead.tonnes.is_none(), untold, "{}", lead.tonnes_basis.0);
            if let Some(tonnes) = lead.tonnes {
                prop_assert!(0.0 < tonnes.low && tonnes.low <= tonnes.mid && tonnes.mid <= tonnes.high);
            }
        }
        let order: Vec<(List, f64)> = leads.iter().map(|lead| (lead.list, -lead.score)).collect();
        prop_assert!(order.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn the_order_of_events_changes_no_lead(acts in acts()) {
        let stage = told(&acts);
        let mut reversed = stage.clone();
        reversed.events.reverse();
        let told = |stage: &Stage| -> Vec<String> {
            let leads = stage.leads().into_iter();
            leads.map(|lead| format!("{:?} {} {:?} {:#?}", lead.list, lead.score, lead.probability, lead.evidence)).collect()
        };
        prop_assert_eq!(told(&stage), told(&reversed));
    }
}

#[test]
fn a_likelier_prior_raises_every_score_and_another_seed_moves_only_intervals() {
    let stage = told(&[(0, 0, 1, 10, 8, 0), (2, 1, 0, 30, 12, 2)]);
    let base = &stage.leads()[0];
    let builtin = Weights::builtin();
    let prior = Weights::from_toml("prior_odds = 0.1").unwrap();
    let likelier = &stage.leads_with(&prior, &Options::default())[0];
    assert!((likelier.score - base.score - 5f64.log10()).abs() < 1e-9);
    let reseeded = &stage.leads_with(&builtin, &Options { seed: 1, ..Options::default() })[0];
    assert_eq!((reseeded.score, &reseeded.evidence), (base.score, &base.evidence));
    assert!((reseeded.probability.low - base.probability.low).abs() < 0.1);
}

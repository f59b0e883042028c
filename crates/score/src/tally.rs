//! How much counts: inside a group the largest in full, the second at half, the rest nothing; supporting and
//! opposing facts apart; each side of a group capped.

use model::{EvidenceState, Group};

use crate::{Fact, Weights};

/// The log10 likelihood ratio of what was seen, in full: 0 where the data cannot tell.
pub(crate) fn log10_lr(fact: Fact, weights: &Weights) -> f64 {
    let weight = weights.weight(fact.indicator);
    match fact.state {
        EvidenceState::Present => weight.lr.log10() * fact.share,
        EvidenceState::Absent => weight.lr_absent.log10() * fact.share,
        EvidenceState::NotAssessable => 0.0,
    }
}

/// What counts of each log ratio; `facts` and the result are in the same order.
pub(crate) fn counted(facts: &[(Group, f64)], cap: impl Fn(Group) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by(|&a, &b| facts[b].1.abs().total_cmp(&facts[a].1.abs()).then(a.cmp(&b)));
    let mut result = vec![0.0; facts.len()];
    let mut sides = [[Side::default(); 2]; Group::ALL.len()];
    for at in order {
        let (group, log10) = facts[at];
        let side = &mut sides[group as usize][usize::from(log10 < 0.0)];
        result[at] = side.take(log10.abs(), cap(group)).copysign(log10);
    }
    result
}

/// What one side of a group has counted so far.
#[derive(Clone, Copy, Default)]
struct Side {
    facts: u32,
    sum: f64,
}

impl Side {
    fn take(&mut self, size: f64, cap: f64) -> f64 {
        let share = match self.facts {
            0 => 1.0,
            1 => 0.5,
            _ => 0.0,
        };
        let taken = (size * share).min(cap - self.sum);
        self.facts += u32::from(size > 0.0);
        self.sum += taken;
        taken
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cap(group: Group) -> f64 {
        if matches!(group, Group::Port | Group::Link) { 2.5 } else { 1.5 }
    }

    fn facts() -> impl Strategy<Value = Vec<(Group, f64)>> {
        prop::collection::vec((prop::sample::select(Group::ALL.to_vec()), -3.0..3.0f64), 0..30)
    }

    #[test]
    fn the_second_fact_of_a_group_counts_half_the_third_nothing_and_opposing_facts_stand_apart() {
        let facts =
            [(Group::Gap, 0.6), (Group::Gap, 0.7), (Group::Gap, 0.5), (Group::Gap, -0.2), (Group::Time, 0.1)];
        assert_eq!(counted(&facts, cap), [0.3, 0.7, 0.0, -0.2, 0.1]);
    }

    #[test]
    fn a_call_at_nampo_may_count_for_more_than_any_place() {
        let facts = [(Group::Port, 2.3), (Group::Place, 2.3), (Group::Port, 2.0)];
        let sums = counted(&facts, cap);
        assert_eq!((sums[0], sums[1]), (2.3, 1.5));
        assert!((sums[2] - 0.2).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_side_of_a_group_passes_its_cap_and_no_fact_counts_for_more_than_itself(facts in facts()) {
            let sums = counted(&facts, cap);
            for group in Group::ALL {
                for sign in [1.0, -1.0] {
                    let side: f64 = facts.iter().zip(&sums).filter(|(f, _)| f.0 == group).map(|(_, c)| (c * sign).max(0.0)).sum();
                    prop_assert!(side <= cap(group) + 1e-9);
                }
            }
            for ((_, full), part) in facts.iter().zip(&sums) {
                prop_assert!(part.abs() <= full.abs() + 1e-12 && part * full >= 0.0);
            }
        }

        #[test]
        fn more_support_never_lowers_a_score(facts in facts(), group in prop::sample::select(Group::ALL.to_vec()), more in 0.0..3.0f64) {
            let before: f64 = counted(&facts, cap).iter().sum();
            let mut stronger = facts;
            stronger.push((group, more));
            prop_assert!(counted(&stronger, cap).iter().sum::<f64>() >= before - 1e-9);
        }

        #[test]
        fn the_order_of_facts_changes_no_score(facts in facts()) {
            let forward: f64 = counted(&facts, cap).iter().sum();
            let reversed: Vec<_> = facts.into_iter().rev().collect();
            prop_assert!((counted(&reversed, cap).iter().sum::<f64>() - forward).abs() < 1e-9);
        }
    }
}

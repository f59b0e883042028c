//! Two numbers that take turns: whenever one is heard, the other is silent.

use model::{Fix, Span};

/// One number falls silent, the other is heard next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn<'a> {
    /// The last fix under the number that falls silent.
    pub(crate) last: &'a Fix,
    /// The first fix under the other.
    pub(crate) first: &'a Fix,
}

impl Turn<'_> {
    /// From the last fix to the first.
    pub(crate) fn silence(&self) -> Span {
        self.first.time - self.last.time
    }
}

/// Every turn between two numbers, of which `one` is heard first; `None` if both are heard at one moment, or if they
/// alternate more often than `at_most`, as any two ships in the same waters do.
pub(crate) fn turns<'a>(one: &'a [Fix], other: &'a [Fix], at_most: usize) -> Option<Vec<Turn<'a>>> {
    let mut turns = Vec::new();
    let (mut speaking, mut silent) = (one, other);
    while let Some(first) = silent.first() {
        let until = speaking.partition_point(|fix| fix.time < first.time);
        let last = speaking[..until].last().filter(|_| turns.len() < at_most)?;
        turns.push(Turn { last, first });
        (speaking, silent) = (silent, &speaking[until..]);
    }
    Some(turns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fix;

    fn heard(hours: &[f64]) -> Vec<Fix> {
        hours.iter().copied().map(fix).collect()
    }

    fn silences(one: &[f64], other: &[f64]) -> Option<Vec<f64>> {
        let (one, other) = (heard(one), heard(other));
        turns(&one, &other, 3).map(|turns| turns.iter().map(|turn| turn.silence().hours()).collect())
    }

    #[test]
    fn a_number_given_up_for_another_takes_one_turn_and_one_taken_up_again_two() {
        assert_eq!(silences(&[0.0, 1.0], &[3.0, 4.0]), Some(vec![2.0]));
        assert_eq!(silences(&[0.0, 1.0, 9.0], &[3.0, 4.0]), Some(vec![2.0, 5.0]));
    }

    #[test]
    fn ships_heard_in_one_hour_after_the_other_take_no_turns() {
        assert_eq!(silences(&[0.0, 2.0, 4.0], &[1.0, 3.0]), None);
    }

    #[test]
    fn two_numbers_heard_at_one_moment_are_two_ships() {
        assert_eq!(silences(&[0.0, 3.0], &[3.0]), None);
        assert_eq!(silences(&[0.0, 3.0], &[1.0, 3.0]), None);
    }
}

//! What it says that a number was heard only while another was silent, and that one again afterwards.

use model::Fix;

use crate::IdentityChangeOptions;

/// How much a number that is taken up again weighs against one that is given up for good: few are, and two ships that are heard
/// now and then look the same, the more so the fewer hours either is heard in. No more than one.
pub(super) fn taken_up_again(old: &[Fix], new: &[Fix], options: &IdentityChangeOptions) -> f64 {
    let hearings = |fixes| hearings(fixes, options);
    let most = options.taken_up_again.recip();
    rarity(hearings(old), hearings(new), most) / most
}

/// How many times a hull was heard, fixes of one hour taken for one.
fn hearings(fixes: &[Fix], options: &IdentityChangeOptions) -> usize {
    let (mut count, mut rest) = (0, fixes);
    while let Some(first) = rest.first() {
        let of_one = rest.partition_point(|fix| fix.time - first.time < options.hearings_apart);
        (count, rest) = (count + 1, &rest[of_one..]);
    }
    count
}

/// In how many orders of the hearings of two ships those of the new one are in one piece once, at most `most`.
fn rarity(old: usize, new: usize, most: f64) -> f64 {
    let mut rarity = 1.0;
    for added in 2..=new {
        rarity *= (old + added) as f64 / added as f64;
        if rarity >= most {
            return most;
        }
    }
    rarity
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fix;

    #[test]
    fn a_ship_heard_in_one_hour_tells_nothing_and_two_heard_for_hours_in_turn_tell_all() {
        assert_eq!(rarity(9, 1, 1e9), 1.0);
        assert_eq!(rarity(4, 2, 1e9), 3.0, "fifteen orders, five of them with the two in one piece");
        assert_eq!(rarity(20, 10, 1e4), 1e4);
    }

    #[test]
    fn fixes_of_one_hour_are_one_hearing() {
        let heard = [0.0, 0.2, 0.9, 1.1, 2.0, 2.2].map(fix);
        assert_eq!(hearings(&heard, &IdentityChangeOptions::default()), 3);
    }
}

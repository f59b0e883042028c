//! Spots: places that stand for where a meeting may have been, each with the time that was there for it.

use std::cmp::Ordering;

use model::{Interval, Position};

/// A place at which two could have met, the time that they had for it, and how much the place counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) place: Position,
    pub(crate) when: Interval,
    pub(crate) weight: f64,
}

/// The same spots with so much weight in all; none if they have none.
pub(crate) fn scaled(spots: &[Spot], weight: f64) -> Vec<Spot> {
    let all: f64 = spots.iter().map(|spot| spot.weight).sum();
    let some = if all > 0.0 { spots } else { &[] };
    some.iter().map(|spot| Spot { weight: spot.weight * weight / all, ..*spot }).collect()
}

/// So many of some spots, or fewer, that stand for all: one for each equal share of the weight, in their order.
pub(crate) fn thinned(spots: &[Spot], count: u32) -> Vec<Spot> {
    let all: f64 = spots.iter().map(|spot| spot.weight).sum();
    let share = all / f64::from(count.max(1));
    let (mut sum, mut taken) = (0.0, 0.0);
    let counted = spots.iter().filter_map(|spot| {
        sum += spot.weight;
        // A spot stands for the shares of which the middle lies in its weight.
        let middles = (sum / share + 0.5).floor();
        let own = middles - taken;
        taken = middles;
        (own > 0.0).then_some(Spot { weight: own * share, ..*spot })
    });
    if share > 0.0 { counted.collect() } else { Vec::new() }
}

/// The least of some values up to which they hold a share of the weight; `None` where nothing has weight.
pub(crate) fn quantile<T: Copy + PartialOrd>(mut weighted: Vec<(T, f64)>, share: f64) -> Option<T> {
    weighted.retain(|(_, weight)| *weight > 0.0);
    weighted.sort_by(|one, other| one.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal));
    let all: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let rim = weighted.iter().find(|(_, weight)| {
        sum += weight;
        sum >= share * all
    });
    rim.or(weighted.last()).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{minute, place};

    fn spots(weights: &[f64]) -> Vec<Spot> {
        let when = Interval::between(minute(0.0), minute(300.0));
        let spot = |(north, weight): (u32, &f64)| Spot {
            place: place(f64::from(north), 0.0),
            when,
            weight: *weight,
        };
        (0u32..).zip(weights).map(spot).collect()
    }

    fn weight(spots: &[Spot]) -> f64 {
        spots.iter().map(|spot| spot.weight).sum()
    }

    #[test]
    fn a_few_places_stand_for_many_by_their_weight() {
        let many = spots(&[1.0; 1000]);
        let few = thinned(&many, 10);
        assert_eq!(few.len(), 10);
        assert!((weight(&few) - 1000.0).abs() < 1e-6);
        let heavy = thinned(&spots(&[1.0, 1.0, 96.0, 1.0, 1.0]), 10);
        assert_eq!(heavy.iter().map(|spot| spot.place).collect::<Vec<_>>(), [place(2.0, 0.0)]);
        assert!(thinned(&spots(&[0.0, 0.0]), 10).is_empty() && thinned(&[], 10).is_empty());
    }

    #[test]
    fn nine_tenths_of_the_weight_lie_within_the_quantile_and_not_within_less() {
        let values = |weights: [f64; 3]| [3, 1, 2].into_iter().zip(weights).collect::<Vec<_>>();
        assert_eq!(quantile(values([0.1, 0.5, 0.4]), 0.9), Some(2));
        assert_eq!(quantile(values([0.2, 0.5, 0.3]), 0.9), Some(3));
        assert_eq!(quantile(values([0.0, 0.0, 0.0]), 0.9), None);
    }
}

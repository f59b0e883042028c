//! Chance that is the same on every run: one stream of random numbers a purpose, all from the seed.

use model::{Degrees, Knots, Metres, Span};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream numbered `stream` of a seed; streams do not disturb one another.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// From 0 to below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` to `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True with the probability given.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// From 0 to below `count`, which is at least 1.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Normally distributed with mean 0 and deviation 1 (Box and Muller).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Hours from `low` to `high`, to the second.
    pub(crate) fn hours(&mut self, low: f64, high: f64) -> Span {
        Span::from_secs((self.between(low, high) * 3600.0) as i64)
    }

    /// A speed from `low` to `high` knots.
    pub(crate) fn knots(&mut self, low: f64, high: f64) -> Knots {
        Knots(self.between(low, high))
    }

    /// A length from `low` to `high` metres.
    pub(crate) fn metres(&mut self, low: f64, high: f64) -> Metres {
        Metres(self.between(low, high))
    }

    /// Any direction.
    pub(crate) fn direction(&mut self) -> Degrees {
        Degrees(self.between(0.0, 360.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_rolls_the_same_and_another_stream_does_not() {
        let rolls = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7, 1), rolls(7, 1));
        assert_ne!(rolls(7, 1), rolls(7, 2));
        assert_ne!(rolls(7, 1), rolls(8, 1));
    }
}

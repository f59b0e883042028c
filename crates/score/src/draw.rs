//! Seeded draws for intervals; the same seed gives the same draws on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of draws.
pub(crate) struct Draws(ChaCha8Rng);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Even between 0 and 1, 1 left out.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Even between two ends.
    pub(crate) fn between(&mut self, [low, high]: [f64; 2]) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Triangular between two ends with its peak at `mode`.
    pub(crate) fn triangular(&mut self, low: f64, mode: f64, high: f64) -> f64 {
        let (unit, width) = (self.unit(), high - low);
        if width <= 0.0 {
            return mode;
        }
        if unit * width < mode - low {
            low + (unit * width * (mode - low)).sqrt()
        } else {
            high - ((1.0 - unit) * width * (high - mode)).sqrt()
        }
    }

    /// Normal with mean 0 and standard deviation 1 (Box and Muller).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// The 5 % and 95 % quantile and the median of some draws; the draws are sorted by it.
pub(crate) fn quantiles(draws: &mut [f64]) -> Option<[f64; 3]> {
    draws.sort_by(f64::total_cmp);
    let last = draws.len().checked_sub(1)?;
    Some([0.05, 0.5, 0.95].map(|share: f64| draws[(share * last as f64).round() as usize]))
}

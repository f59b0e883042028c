//! What the length of a silence and the courses at its ends say of where the hull went.

use model::{Degrees, Knots, Metres, Span};
use serde::Serialize;

/// What the length of a silence says of a stop at a place: how long the hull can have stayed there, had it gone there and on at its
/// usual speed. A hull that goes dark for a meeting is silent for as long as the way and the meeting take; by chance silences are of
/// any length.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StayOptions {
    /// The middle length of a transfer of oil. Default 7 h (design: eight parcels on record, 600 to 2,500 t, at 200 to 500 t an hour,
    /// and one or two hours to moor).
    pub oil: Span,
    /// The same of dry cargo. Default 20 h (design: some thousand tonnes by grab).
    pub dry: Span,
    /// The spread of lengths, one standard deviation of their natural logarithm. Default 0.8 (design: by a factor of two either
    /// way, as tonnes and waiting vary).
    pub spread: f64,
    /// The share of hulls that lose no more time than the meeting takes. Default 0.85 (design; the others fall silent early, or
    /// loiter).
    pub purposeful: f64,
    /// No meeting is shorter. Default 30 min (design).
    pub shortest: Span,
    /// The speed of a hull that was under way at neither end. Default 10 kn (design: service speed of small tankers).
    pub usual_speed: Knots,
}

/// What courses before and after a silence say of where a hull went.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CourseOptions {
    /// A slower hull steers nowhere. Default 3 kn (design).
    pub under_way: Knots,
    /// A hull bound for a place is this far off the straight way there, one standard deviation. Default 12 degrees
    /// (design: traffic, shoals and a position out of date).
    pub spread: Degrees,
    /// The share of hulls that fall silent already on the way to where they meet, and are heard again on the straight
    /// way from there. Default 0.6 (design; the others steer anywhere).
    pub bound: f64,
    /// The share of hulls without a meeting that sail straight on through a silence. Default 0.5 (design).
    pub passing: f64,
    /// Closer than this no course leads anywhere. Default 3 km (design).
    pub here: Metres,
}

impl Default for StayOptions {
    fn default() -> Self {
        Self {
            oil: Span::from_hours(7),
            dry: Span::from_hours(20),
            spread: 0.8,
            purposeful: 0.85,
            shortest: Span::from_minutes(30),
            usual_speed: Knots(10.0),
        }
    }
}

impl StayOptions {
    /// How much likelier a stay is of a hull that met somebody, for `usual` hours or so, than of any other, whose silence may be of
    /// any length up to the `longest`: a log-normal density against an even one of the logarithm, mixed with the share of those
    /// that lose more time.
    pub(crate) fn ratio(&self, stay: Span, usual: Span, longest: Span) -> f64 {
        let others = 1.0 - self.purposeful;
        if stay <= self.shortest {
            return others;
        }
        let spreads = (stay.hours() / usual.hours()).ln() / self.spread;
        let range = (longest.hours() / self.shortest.hours()).ln();
        let peak = range / (self.spread * std::f64::consts::TAU.sqrt());
        self.purposeful * peak * (-0.5 * spreads * spreads).exp() + others
    }

    /// The most that any stay says.
    pub(crate) fn most(&self, usual: Span, longest: Span) -> f64 {
        self.ratio(usual.max(self.shortest), usual, longest)
    }

    /// No less than the ratio of that stay or any shorter: it is greatest at the usual one.
    pub(crate) fn ratio_at_most(&self, stay: Span, usual: Span, longest: Span) -> f64 {
        self.ratio(stay.min(usual.max(self.shortest)), usual, longest)
    }
}

impl Default for CourseOptions {
    fn default() -> Self {
        Self {
            under_way: Knots(3.0),
            spread: Degrees(12.0),
            bound: 0.6,
            passing: 0.5,
            here: Metres::from_km(3.0),
        }
    }
}

impl CourseOptions {
    /// How much likelier a course this far off the way to a place is for a hull bound there than for any other: a
    /// half-normal density against an even one, mixed with the share that is not bound yet.
    pub(crate) fn ratio(&self, off: Degrees) -> f64 {
        let spreads = off.0 / self.spread.0;
        let peak = 180.0 / (self.spread.0 * std::f64::consts::FRAC_PI_2.sqrt());
        self.bound * peak * (-0.5 * spreads * spreads).exp() + 1.0 - self.bound
    }

    /// How much likelier a course on the way through a place is than any other, of which the way on without a stop is the most usual: by
    /// how much likelier it is on either way than on any.
    pub(crate) fn against_passing(&self, through: f64, passing: f64) -> f64 {
        through / (self.passing * passing + 1.0 - self.passing)
    }

    /// The most that any course says of any place.
    pub(crate) fn most(&self) -> f64 {
        self.against_passing(self.ratio(Degrees(0.0)), self.ratio(Degrees(180.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stay_as_long_as_a_transfer_says_most() {
        let options = StayOptions::default();
        let ratio = |hours| options.ratio(Span::from_hours(hours), options.oil, Span::from_hours(240));
        let most = ratio(7);
        assert!(most > 2.0 && ratio(3) < most && ratio(16) < most && ratio(72) < 0.3, "{most}");
        assert!((ratio(0) - 0.15).abs() < 1e-9 && (ratio(-9) - 0.15).abs() < 1e-9);
        let at_most =
            |hours| options.ratio_at_most(Span::from_hours(hours), options.oil, Span::from_hours(240));
        for hours in -9..240 {
            let shorter = (-9..=hours).map(ratio).fold(0.0, f64::max);
            assert!(at_most(hours) >= shorter && at_most(hours) <= most, "{hours}");
        }
    }
}

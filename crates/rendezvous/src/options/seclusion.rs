//! What the place of a wait, its rest and its length say of an unseen meeting, and what the hull's other waits do.

use model::{Knots, Metres, Span};
use serde::Serialize;

/// What the surroundings of a wait, or of where two silences cross, say of a meeting: how much likelier they are of one
/// than of a wait that hides none (design; transfers of oil on record are far out, alone and adrift, those of coal at anchor).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeclusionOptions {
    /// Other hulls are near. Default 0.3 (an anchorage).
    pub in_company: f64,
    /// None is. Default 1.5.
    pub alone: f64,
    /// Nearer to the shore than this is near. Default 12 nmi (the territorial sea).
    pub near_shore: Metres,
    /// Near the shore. Default 0.1 (policed, and full of ships that wait for a berth).
    pub near_shore_ratio: f64,
    /// Nearer than this is within sight of patrols. Default 24 nmi (the contiguous zone).
    pub off_shore: Metres,
    /// There. Default 0.3.
    pub off_shore_ratio: f64,
    /// Farther from the shore than this is far out. Default 50 nmi (Welch et al. 2022).
    pub far_out: Metres,
    /// Far out. Default 3.
    pub far_out_ratio: f64,
    /// A slower hull lies at anchor. Default 0.3 kn (design).
    pub adrift_speed: Knots,
    /// A tanker at anchor. Default 0.3 (a ship that anchors waits for a berth; hoses are passed adrift, in deep water).
    pub lying: f64,
    /// A tanker adrift. Default 1.5.
    pub adrift: f64,
    /// A dry cargo ship at anchor. Default 0.5.
    pub dry_lying: f64,
    /// A dry cargo ship adrift. Default 0.1 (no crane works over two ships that roll).
    pub dry_adrift: f64,
    /// A tanker that waits longer than this waits for something else. Default 24 h (transfers of oil on record took up to 14 h;
    /// and time for the partner to come).
    pub long_wait: Span,
    /// How much less likely it then is. Default 0.1 (simulated: of 4,562 waits of tankers a third were longer, and 6 of the 101
    /// that hid a meeting).
    pub long_wait_ratio: f64,
    /// Where others wait is a matter of custom: how many other hulls waited in a square of this side about a place, or in those
    /// around it. Default 5 km (design: about the span of a roadstead).
    pub custom_within: Metres,
    /// Where no other waited. Default 2; each that did in a month halves it, thirds it and so on (simulated: of waits of
    /// tankers with no other that waited within 10 km 7 in 100 hid a meeting, with one 4, with two 2, with more than three none).
    pub solitary: f64,
    /// Where many do. Default 0.1 (design: roads are where ships wait for orders and berths).
    pub customary: f64,
    /// A foreign tanker off the coast of the DPRK, whatever the distance. Default 1 (design: its patrols drive nobody away; what
    /// foreign tankers wait there for is their customers).
    pub off_dprk: f64,
}

/// What a hull's other waits alone say of one: some ships wait for orders wherever they are, others call, sail and call. The number
/// of such waits is compared with what either kind makes in the time for which the hull is heard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HabitOptions {
    /// Waits of a hull that seldom waits. Default 1 in `of_span` (design).
    pub seldom: f64,
    /// Waits of one that waits as a habit. Default 6 in `of_span` (simulated: tankers that wait for orders lie to every few days).
    pub often: f64,
    /// Default 30 days.
    pub of_span: Span,
    /// How much habit says at most, either way. Default 3 (design: a ship that sells at sea waits there more than once).
    pub at_most: f64,
}

impl Default for SeclusionOptions {
    fn default() -> Self {
        Self {
            in_company: 0.3,
            alone: 1.5,
            near_shore: Metres(12.0 * Metres::NAUTICAL_MILE.0),
            near_shore_ratio: 0.1,
            off_shore: Metres(24.0 * Metres::NAUTICAL_MILE.0),
            off_shore_ratio: 0.3,
            far_out: Metres(50.0 * Metres::NAUTICAL_MILE.0),
            far_out_ratio: 3.0,
            adrift_speed: Knots(0.3),
            lying: 0.3,
            adrift: 1.5,
            dry_lying: 0.5,
            dry_adrift: 0.1,
            long_wait: Span::from_hours(24),
            long_wait_ratio: 0.1,
            custom_within: Metres::from_km(5.0),
            solitary: 2.0,
            customary: 0.1,
            off_dprk: 1.0,
        }
    }
}

impl SeclusionOptions {
    /// How much likelier a meeting is where so many others wait in a month than anywhere.
    pub(crate) fn custom(&self, others: f64) -> f64 {
        (self.solitary / (1.0 + others)).max(self.customary)
    }

    /// How much likelier a meeting is at a distance from the shore than anywhere.
    pub(crate) fn off_shore(&self, shore: Option<Metres>) -> f64 {
        match shore {
            Some(shore) if shore < self.near_shore => self.near_shore_ratio,
            Some(shore) if shore < self.off_shore => self.off_shore_ratio,
            Some(shore) if shore >= self.far_out => self.far_out_ratio,
            _ => 1.0,
        }
    }
}

impl Default for HabitOptions {
    fn default() -> Self {
        Self { seldom: 1.0, often: 6.0, of_span: Span::from_hours(30 * 24), at_most: 3.0 }
    }
}

impl HabitOptions {
    /// How much likelier so many other waits in a time are of a hull that seldom waits than of one that often does: two Poisson
    /// rates.
    pub(crate) fn ratio(&self, waits: u32, heard: Span) -> f64 {
        let share = heard.hours() / self.of_span.hours();
        let log = (self.seldom / self.often).ln() * f64::from(waits) + (self.often - self.seldom) * share;
        log.exp().clamp(1.0 / self.at_most, self.at_most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_tells_less_of_a_habit_than_a_month() {
        let ratio = |waits, days: i64| HabitOptions::default().ratio(waits, Span::from_hours(24 * days));
        assert!(ratio(0, 30) == 3.0 && ratio(3, 30) < 1.0 && ratio(9, 30) == 1.0 / 3.0);
        assert!(ratio(1, 7) < 1.0 && ratio(0, 0) == 1.0);
    }
}

//! Which legs of a track are still: known, and slow enough that the hull could lie alongside another.

use model::{Fix, Span};

use crate::EncounterOptions;
use crate::plane::Leg;
use crate::window::Window;

/// Tells of each leg of a track, in order, whether the hull is still on it.
///
/// A leg of a heard hull is judged by the speed made good over [`EncounterOptions::speed_window`] about its middle,
/// a silence by the drift across it; see [`EncounterOptions::bridge_within`].
pub(crate) struct Stillness<'a> {
    fixes: &'a [Fix],
    options: &'a EncounterOptions,
    window: Window<'a>,
}

impl<'a> Stillness<'a> {
    /// Ready to be asked for legs from `first` on.
    pub(crate) fn from_leg(fixes: &'a [Fix], first: usize, options: &'a EncounterOptions) -> Self {
        let window = Window::from_leg(fixes, first, options.speed_window, options.linear_within);
        Self { fixes, options, window }
    }

    /// The leg from fix `at` to the next, if the hull is still on it. `at` must not go back.
    pub(crate) fn leg(&mut self, at: usize) -> Option<Leg> {
        let (from, to) = (&self.fixes[at], &self.fixes[at + 1]);
        let leg = Leg::between(from, to);
        let still = match self.window.about(at) {
            Some(about) => about.is_slower(self.options.still_speed),
            None => to.time - from.time <= self.options.bridge_within && self.is_drift(from, to, &leg),
        };
        still.then_some(leg)
    }

    fn is_drift(&self, from: &Fix, to: &Fix, leg: &Leg) -> bool {
        let slow = |fix: &Fix| fix.speed.is_none_or(|speed| speed < self.options.still_speed);
        leg.duration_ms() > Span::ZERO.ms()
            && slow(from)
            && slow(to)
            && leg.is_slower(self.options.drift_speed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{every, place, track};

    fn still_legs(fixes: &[Fix]) -> usize {
        let options = EncounterOptions::default();
        let mut stillness = Stillness::from_leg(fixes, 0, &options);
        (0..fixes.len() - 1).filter(|at| stillness.leg(*at).is_some()).count()
    }

    #[test]
    fn a_ship_at_anchor_heard_every_ten_seconds_is_still_though_her_fixes_scatter() {
        let scatter = |at: f64| if (at * 3.0).fract() < 0.25 { 0.0 } else { 25.0 };
        let ship = track(440_000_001, every(1.0 / 6.0, 0.0, 60.0).map(|at| (at, place(scatter(at), 0.0))));
        assert_eq!(still_legs(&ship.fixes), 360);
        let sails = track(440_000_001, every(1.0 / 6.0, 0.0, 60.0).map(|at| (at, place(at * 120.0, 0.0))));
        assert_eq!(still_legs(&sails.fixes), 0);
    }

    #[test]
    fn a_silence_of_four_hours_is_still_if_the_ship_drifted_and_not_if_she_sailed() {
        let silent = |metres: f64| track(440_000_001, [(0.0, place(0.0, 0.0)), (240.0, place(metres, 0.0))]);
        assert_eq!(still_legs(&silent(10_000.0).fixes), 1);
        assert_eq!(still_legs(&silent(20_000.0).fixes), 0);
        let mut fast = silent(10_000.0);
        fast.fixes[0].speed = Some(model::Knots(11.0));
        assert_eq!(still_legs(&fast.fixes), 0);
    }
}

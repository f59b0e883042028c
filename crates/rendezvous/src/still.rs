//! Which legs of a track are still: known, and slow enough that the hull could lie alongside another.

use model::Span;

use crate::plane::Leg;
use crate::window::Window;
use crate::{EncounterOptions, Heard};

/// Tells of each leg of a track, in order, whether the hull is still on it.
///
/// A leg of a heard hull is judged by the speeds reported at its ends and the speed made good over [`EncounterOptions::speed_window`] about its middle,
/// a silence by the drift across it; see [`EncounterOptions::bridge_within`].
pub(crate) struct Stillness<'a, H> {
    heard: &'a [H],
    options: &'a EncounterOptions,
    window: Window<'a, H>,
}

impl<'a, H: Heard> Stillness<'a, H> {
    /// Ready to be asked for legs from `first` on.
    pub(crate) fn from_leg(heard: &'a [H], first: usize, options: &'a EncounterOptions) -> Self {
        let window = Window::from_leg(heard, first, options.speed_window, options.linear_within);
        Self { heard, options, window }
    }

    /// The leg from report `at` to the next, if the hull is still on it. `at` must not go back.
    pub(crate) fn leg(&mut self, at: usize) -> Option<Leg> {
        let (from, to) = (&self.heard[at], &self.heard[at + 1]);
        let leg = Leg::between(&from.knot(), &to.knot());
        let still = match self.window.about(at) {
            Some(about) => about.is_slower(self.options.still_speed) && !self.says_under_way(from, to),
            None => leg.duration_ms() <= self.options.bridge_within.ms() && self.is_drift(from, to, &leg),
        };
        still.then_some(leg)
    }

    /// The way that a slow hull went on before and after a silence that is no drift, for half as long as a tie may take,
    /// if it reported how: from report `at`, and to the next. Nothing is told of a shorter leg.
    pub(crate) fn reckoned(&self, at: usize) -> [Option<Leg>; 2] {
        let (from, to) = (&self.heard[at], &self.heard[at + 1]);
        let half = Span::from_ms(self.options.tie_within.ms() / 2);
        let silence = to.knot().ms - from.knot().ms;
        if silence <= self.options.linear_within.ms() || half == Span::ZERO {
            return [None, None];
        }
        let is_slow = |one: &H| one.speed().is_some_and(|speed| speed < self.options.still_speed);
        let ahead = is_slow(from).then(|| Leg::between(&from.knot(), &from.after(half)));
        let astern = is_slow(to).then(|| Leg::between(&to.after(Span::from_ms(-half.ms())), &to.knot()));
        [ahead, astern]
    }

    /// Whether both ends report a speed, and on the whole one of a hull under way: what a hull makes good over a window
    /// tells the minutes in which it comes or goes too late.
    fn says_under_way(&self, from: &H, to: &H) -> bool {
        let speeds = from.speed().zip(to.speed());
        let limit = self.options.still_speed.0 + self.options.speed_error.0;
        speeds.is_some_and(|(from, to)| from.0 + to.0 > 2.0 * limit)
    }

    fn is_drift(&self, from: &H, to: &H, leg: &Leg) -> bool {
        let slow = |one: &H| one.speed().is_none_or(|speed| speed < self.options.still_speed);
        leg.duration_ms() > Span::ZERO.ms()
            && slow(from)
            && slow(to)
            && leg.is_slower(self.options.drift_speed)
    }
}

#[cfg(test)]
mod tests {
    use model::Fix;

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

//! Which legs of a track are still: known, and slow enough that the hull could lie alongside another.

use model::{Fix, Span};

use crate::EncounterOptions;
use crate::plane::Leg;

/// Tells of each leg of a track, in order, whether the hull is still on it.
///
/// A leg of a heard hull is judged by the speed made good over [`EncounterOptions::speed_window`] about its middle,
/// a silence by the drift across it; see [`EncounterOptions::bridge_within`].
pub(crate) struct Stillness<'a> {
    fixes: &'a [Fix],
    options: &'a EncounterOptions,
    /// First and last fix of the window about the last leg asked for.
    back: usize,
    ahead: usize,
}

impl<'a> Stillness<'a> {
    /// Ready to be asked for legs from `first` on.
    pub(crate) fn from_leg(fixes: &'a [Fix], first: usize, options: &'a EncounterOptions) -> Self {
        let mut start = Self { fixes, options, back: first, ahead: first };
        let earliest = |back: usize| fixes[first].time - fixes[back].time < options.speed_window;
        while start.back > 0 && earliest(start.back) && start.is_heard(start.back - 1) {
            start.back -= 1;
        }
        start
    }

    /// The leg from fix `at` to the next, if the hull is still on it. `at` must not go back.
    pub(crate) fn leg(&mut self, at: usize) -> Option<Leg> {
        let (from, to) = (&self.fixes[at], &self.fixes[at + 1]);
        let silence = to.time - from.time;
        let leg = Leg::between(from, to);
        let still = if silence <= self.options.linear_within {
            self.window(at).is_slower(self.options.still_speed)
        } else {
            self.back = at + 1;
            silence <= self.options.bridge_within && self.is_drift(from, to, &leg)
        };
        still.then_some(leg)
    }

    /// From the last fix half a window before the middle of the leg to the first one half a window after it, as far
    /// as the hull was heard.
    fn window(&mut self, at: usize) -> Leg {
        let middle = (self.fixes[at].time.ms() + self.fixes[at + 1].time.ms()) / 2;
        let half = self.options.speed_window.ms() / 2;
        while self.back < at && self.fixes[self.back + 1].time.ms() <= middle - half {
            self.back += 1;
        }
        self.ahead = self.ahead.max(at + 1);
        while self.fixes[self.ahead].time.ms() < middle + half && self.is_heard(self.ahead) {
            self.ahead += 1;
        }
        Leg::between(&self.fixes[self.back], &self.fixes[self.ahead])
    }

    /// Whether there is a leg from fix `at` and no long silence on it.
    fn is_heard(&self, at: usize) -> bool {
        let next = self.fixes.get(at + 1);
        next.is_some_and(|next| next.time - self.fixes[at].time <= self.options.linear_within)
    }

    fn is_drift(&self, from: &Fix, to: &Fix, leg: &Leg) -> bool {
        let slow = |fix: &Fix| fix.speed.is_none_or(|speed| speed < self.options.still_speed);
        leg.duration_ms() > Span::ZERO.ms()
            && slow(from)
            && slow(to)
            && leg.is_slower(self.options.drift_speed)
    }
}

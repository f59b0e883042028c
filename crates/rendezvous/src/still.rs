//! Which legs of a track are still: known, and slow enough that the hull could lie alongside another.

use model::{Scale, Span};

use crate::piece::Frame;
use crate::plane::{Leg, cosine_bounds, is_polar};
use crate::window::Window;
use crate::{EncounterOptions, Heard, Knot};

/// Tells of each leg of a track, in order, whether the hull is still on it.
///
/// A leg of a heard hull is judged by the speeds reported at its ends and the speed made good over [`EncounterOptions::speed_window`] about its middle,
/// a silence by the drift across it; see [`EncounterOptions::bridge_within`] and [`EncounterOptions::lying_silence`].
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
            Some(about) => {
                let is_slow = |way: &Leg| way.is_slower(self.options.still_speed);
                is_slow(&about) && !self.says_under_way(from, to)
                    || self.says_still(from, to) && is_slow(&leg)
            }
            None => self.drifts(from, to, &leg) || self.lies(from, to, &leg),
        };
        still.then_some(leg)
    }

    /// What is plain of the [`STRETCH`] legs from report `at` on, all at once; `None` if it takes a look at each.
    ///
    /// A hull that stays in a box smaller than the way that it might make in a window is still, wherever in the box it
    /// goes; one that makes more than that way in one direction on each leg is not.
    pub(crate) fn stretch(&self, at: usize) -> Option<Stretch> {
        let end = at + STRETCH;
        let around = self.window.around(at, end)?;
        let [covered, covered_around] = Frame::covered(self.heard, at..=end, around.clone())?;
        let speed = self.options.still_speed.metres_per_second() / 1000.0;
        let reach = speed / Scale::MOST_M * (self.options.speed_window.ms() / 2 * 2) as f64;
        if covered_around.diagonal_at_equator() < reach * (1.0 - MARGIN) {
            let limit = self.options.still_speed.0 + self.options.speed_error.0;
            let says_so = |one: &H| one.speed().is_some_and(|speed| speed.0 > limit);
            return (!self.heard[at..=end].iter().any(says_so)).then_some(Stretch::Still(covered));
        }
        let speed = speed / Scale::LEAST_M * (1.0 + MARGIN);
        is_under_way(&self.heard[around], covered_around, speed).then_some(Stretch::UnderWay)
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

    /// Whether both ends report the speed of a hull that is still: a window that begins under way tells too late that it has
    /// come.
    fn says_still(&self, from: &H, to: &H) -> bool {
        let slow = |one: &H| one.speed().is_some_and(|speed| speed < self.options.still_speed);
        slow(from) && slow(to)
    }

    /// Whether a hull was slow at both ends of a silence, and across it.
    fn drifts(&self, from: &H, to: &H, leg: &Leg) -> bool {
        let slow = |one: &H| one.speed().is_none_or(|speed| speed < self.options.still_speed);
        0 < leg.duration_ms()
            && leg.duration_ms() <= self.options.bridge_within.ms()
            && slow(from)
            && slow(to)
            && leg.is_slower(self.options.drift_speed)
    }

    /// Whether a hull said at both ends of a silence that it lay still, and in one place.
    fn lies(&self, from: &H, to: &H, leg: &Leg) -> bool {
        let lay = |one: &H| one.speed().is_some_and(|speed| speed < self.options.lying_speed);
        leg.duration_ms() <= self.options.lying_silence.ms()
            && lay(from)
            && lay(to)
            && self.options.is_one_place(leg)
    }
}

/// How many legs are looked at together.
pub(crate) const STRETCH: usize = 16;

/// Beyond the errors of arithmetic, so that what is told of a stretch is what would be told of each leg.
const MARGIN: f64 = 1e-6;

/// What some legs have in common.
pub(crate) enum Stretch {
    /// Still on all of them, and in this box.
    Still(Frame),
    /// Still on none.
    UnderWay,
}

/// Whether a hull makes more than `speed`, in 1e-7 degree of latitude and a millisecond, on each leg, and that in the direction
/// in which it goes on the whole. All lies in a box that does not cross the dateline.
fn is_under_way(heard: &[impl Heard], covered: Frame, speed: f64) -> bool {
    let [least, _] = cosine_bounds(covered.pole_ward() as f64);
    let scale = if is_polar(covered.pole_ward()) { 0.0 } else { least };
    let way = |from: Knot, to: Knot| [f64::from(to.lat - from.lat), f64::from(to.lon - from.lon) * scale];
    let whole = way(heard[0].knot(), heard[heard.len() - 1].knot());
    let length = (whole[0] * whole[0] + whole[1] * whole[1]).sqrt();
    let towards = whole.map(|part| part / length);
    heard.windows(2).all(|ends| {
        let (from, to) = (ends[0].knot(), ends[1].knot());
        let [north, east] = way(from, to);
        north * towards[0] + east * towards[1] > speed * (to.ms - from.ms) as f64
    })
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Fix, Knots, Metres, Motion, Position, Told};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

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
        fast.fixes.to_mut()[0].told = Told::at_speed(Knots(11.0));
        assert_eq!(still_legs(&fast.fixes), 0);
    }

    /// Ships that sail, drift, stop and fall silent, about the dateline or off it, heard every few seconds or minutes.
    fn traveller(rng: &mut ChaCha8Rng) -> Vec<Fix> {
        let lon = [124.0, 179.97, -179.97][rng.random_range(0..3)];
        let lat = [0.0, 36.0, -71.0, 84.0][rng.random_range(0..4)];
        let mut at = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
        let mut fixes = Vec::new();
        let (mut clock, mut course) = (0.0, 0.0);
        for _ in 0..rng.random_range(1..12) {
            let (knots, pace) =
                ([0.0, 2.0, 3.4, 3.6, 5.0, 14.0][rng.random_range(0..6)], rng.random_range(0.1..8.0));
            let tells = rng.random_bool(0.3);
            course += rng.random_range(-60.0..60.0);
            for _ in 0..rng.random_range(1..80) {
                clock += pace * rng.random_range(0.0..2.0);
                at = at.towards(Degrees(course), Metres(knots * 30.9 * pace));
                let heard =
                    at.towards(Degrees(rng.random_range(0.0..360.0)), Metres(rng.random_range(0.0..30.0)));
                fixes.push((clock, heard, tells.then_some(Knots(knots))));
            }
            clock += if rng.random_bool(0.2) { 90.0 } else { 0.0 };
        }
        let mut sailed = track(440_000_001, fixes.iter().map(|(minute, place, _)| (*minute, *place)));
        sailed.fixes.to_mut().iter_mut().zip(fixes).for_each(|(fix, (_, _, speed))| {
            fix.told = Motion { speed, ..Motion::default() }.into();
        });
        sailed.fixes.to_vec()
    }

    #[test]
    fn what_is_told_of_a_stretch_is_told_of_each_of_its_legs() {
        let options = EncounterOptions::default();
        let (mut still, mut under_way) = (0, 0);
        for seed in 0..1000 {
            let fixes = traveller(&mut ChaCha8Rng::seed_from_u64(seed));
            for first in 0..fixes.len() {
                let Some(told) = Stillness::from_leg(&fixes, first, &options).stretch(first) else {
                    continue;
                };
                let is_still = matches!(told, Stretch::Still(_));
                let mut each = Stillness::from_leg(&fixes, first, &options);
                let legs = (first..first + STRETCH).map(|at| each.leg(at).is_some());
                assert!(legs.into_iter().all(|leg| leg == is_still), "seed {seed}, report {first}");
                *if is_still { &mut still } else { &mut under_way } += 1;
            }
        }
        assert!(still > 10_000 && under_way > 10_000, "{still} still, {under_way} under way");
    }
}

//! Whether two hulls that met came or went together. Ships that meet part: a hull with two transmitters, a tug with her tow, an escort and
//! pair trawlers sail on side by side, and lie together wherever they stop.

use model::{Interval, Metres, Position, Sailed, Span, Timestamp, Track};

use crate::{EncounterOptions, whereabouts};

/// For how long two hulls sailed together before and after a time.
pub(crate) fn sailed([a, b]: [&Track; 2], met: Interval, options: &EncounterOptions) -> Sailed {
    let step = options.speed_window;
    let pair = Pair { a, b, options };
    Sailed { before: pair.along(met.start(), Span::ZERO - step), after: pair.along(met.end(), step) }
}

struct Pair<'a> {
    a: &'a Track,
    b: &'a Track,
    options: &'a EncounterOptions,
}

impl Pair<'_> {
    /// For how long both make way within reach of each other, from a moment on or back, in steps, until they part, one is unheard or they
    /// do not go on within an hour.
    fn along(&self, from: Timestamp, step: Span) -> Span {
        let length = step.ms().abs().max(1);
        let (mut sailed, mut idle, mut here) = (Span::ZERO, Span::ZERO, self.at(from));
        for number in 1..=self.options.sailed_at_most.ms() / length {
            let next = self.at(from.saturating_add(Span::from_ms(number * step.ms())));
            let (Some(ends), true) = (here.zip(next), idle < self.options.sails_within) else { break };
            let makes_way = self.makes_way(ends, Span::from_ms(length));
            let spent = if makes_way { &mut sailed } else { &mut idle };
            *spent = *spent + Span::from_ms(length);
            idle = if makes_way { Span::ZERO } else { idle };
            here = next;
        }
        sailed
    }

    /// Where both are, if both are heard then and within reach.
    fn at(&self, time: Timestamp) -> Option<[Position; 2]> {
        let [a, b] = [heard_at(self.a, time, self.options)?, heard_at(self.b, time, self.options)?];
        (a.geodesic(b) <= self.options.leave).then_some([a, b])
    }

    /// Whether both go faster than a drift.
    fn makes_way(&self, (from, to): ([Position; 2], [Position; 2]), span: Span) -> bool {
        let least = Metres(self.options.drift_speed.metres_per_second() * span.secs());
        (0..2).all(|hull| from[hull].geodesic(to[hull]) > least)
    }
}

/// Where a hull is at a moment between two fixes close enough for straight and even motion.
fn heard_at(track: &Track, time: Timestamp, options: &EncounterOptions) -> Option<Position> {
    let (before, after) = whereabouts::around(&track.fixes, time)?;
    let is_heard =
        before.time <= time && time <= after.time && after.time - before.time <= options.linear_within;
    is_heard.then(|| whereabouts::between(before, after, time))
}

#[cfg(test)]
mod tests {
    use model::{Encounter, Event, Finding};

    use super::*;
    use crate::world::{CHART, every, place, track};
    use crate::{Options, encounters};

    const ONE: u32 = 440_000_001;
    const OTHER: u32 = 440_000_002;

    /// Metres that 8 knots make in a minute.
    const METRES_A_MINUTE: f64 = 8.0 * 1852.0 / 60.0;

    /// A ship that lies from minute 600 to 900, and comes and goes north at 8 kn, so far to starboard of the other while `beside` says so
    /// and ten times as far otherwise.
    fn ship(mmsi: u32, side: f64, beside: impl Fn(f64) -> bool) -> Track {
        let north = |at: f64| METRES_A_MINUTE * ((at - 600.0).min(0.0) + (at - 900.0).max(0.0));
        let east = |at: f64| if beside(at) { side } else { 10.0 * side };
        track(mmsi, every(5.0, 0.0, 1_500.0).map(|at| (at, place(north(at), east(at)))))
    }

    fn told(beside: impl Fn(f64) -> bool) -> Vec<(f64, f64)> {
        let found =
            encounters(&[ship(ONE, 0.0, |_| true), ship(OTHER, 80.0, beside)], &CHART, &Options::default());
        found.iter().map(|event| (figures(event).before.minutes(), figures(event).after.minutes())).collect()
    }

    fn figures(event: &Event) -> Sailed {
        match event.finding {
            Finding::Encounter(Encounter { sailed, .. }) => sailed.expect("it is told of encounters"),
            _ => panic!("not an encounter"),
        }
    }

    fn near(found: f64, wanted: f64) -> bool {
        (found - wanted).abs() <= 20.0
    }

    #[test]
    fn one_ship_with_two_transmitters_sails_with_herself_before_and_after_she_lies() {
        let [(before, after)] = told(|_| true)[..] else { panic!("one encounter") };
        assert!(near(before, 600.0) && near(after, 600.0), "{before} and {after} min");
    }

    #[test]
    fn a_feeder_that_comes_from_elsewhere_and_leaves_beside_her_mother_for_an_hour_sailed_with_her_for_an_hour()
     {
        let [(before, after)] = told(|at| (590.0..=960.0).contains(&at))[..] else { panic!("one encounter") };
        assert!(before <= 20.0 && near(after, 60.0), "{before} and {after} min");
    }

    #[test]
    fn ships_that_leave_at_once_have_not_sailed_together_nor_has_one_that_was_unheard_for_hours() {
        let apart = |track: Track, far: f64| {
            let mut track = track;
            let fixes = track.fixes.to_mut();
            fixes.retain(|fix| {
                !(901.0..901.0 + far).contains(&(fix.time - crate::world::minute(0.0)).minutes())
            });
            track
        };
        let other = apart(ship(OTHER, 80.0, |_| true), 300.0);
        let found = encounters(&[ship(ONE, 0.0, |_| true), other], &CHART, &Options::default());
        assert_eq!(figures(&found[0]).after, Span::ZERO, "{found:?}");
        let [(before, after)] = told(|at| (595.0..=905.0).contains(&at))[..] else { panic!("one encounter") };
        assert!(before <= 20.0 && after <= 20.0, "{before} and {after} min");
    }
}

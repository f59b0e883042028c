//! A number that passes from one ship to another: a set that is sold, or a number that is given out again.
//!
//! A silence is long enough for a way, so that places do not tell the two apart; what they say of themselves does. A ship
//! changes her name lawfully and keeps her IMO number and her iron, and crews type dimensions wrongly and set them right again; so
//! all that is told before the silence must differ from all that is told after it: IMO numbers with right check digits, names, and
//! length or beam.

use std::collections::BTreeSet;

use model::{Dimensions, Fix, HullId, Identity, Imo, Metres, Span, StaticReport, Timestamp, Track};

use crate::Options;
use crate::likeness::{differ_in_size, imo_of};

/// The hulls behind the track of a number, one after the other; nearly always the one.
pub(crate) fn split(track: Track, said: &[StaticReport], options: &Options) -> Vec<Track> {
    let passings = passings(&track, said, options);
    if passings.is_empty() || track.hull.mmsi.is_placeholder() {
        return vec![track];
    }
    let mmsi = track.hull.mmsi;
    let ends = passings.into_iter().map(Some).chain([None]);
    let (mut fixes, mut doubtful) = (&track.fixes[..], &track.doubtful[..]);
    let parts = (0..).zip(ends).map(|(part, end)| {
        let is_over = |time: Timestamp| end.is_some_and(|end| time > end);
        let (own, later) = cut(fixes, |fix| !is_over(fix.time));
        let (in_doubt, later_in_doubt) = cut(doubtful, |doubtful| !is_over(doubtful.fix.time));
        (fixes, doubtful) = (later, later_in_doubt);
        Track { hull: HullId { mmsi, part }, fixes: own.into(), doubtful: in_doubt.into() }
    });
    parts.collect()
}

/// What was heard of a track until a moment and what after it; all of it as it is where either is nothing.
pub(crate) fn cut_at(track: &Track, moment: Timestamp) -> Vec<Track> {
    let (fixes, later) = cut(&track.fixes, |fix| fix.time <= moment);
    if fixes.is_empty() || later.is_empty() {
        return vec![track.clone()];
    }
    let (doubtful, later_in_doubt) = cut(&track.doubtful, |doubtful| doubtful.fix.time <= moment);
    let hull = track.hull;
    vec![
        Track { hull, fixes: fixes.into(), doubtful: doubtful.into() },
        Track { hull, fixes: later.to_vec().into(), doubtful: later_in_doubt.to_vec().into() },
    ]
}

/// Those that come first, and the rest.
fn cut<T: Clone>(all: &[T], is_first: impl Fn(&T) -> bool) -> (Vec<T>, &[T]) {
    let (first, rest) = all.split_at(all.partition_point(is_first));
    (first.to_vec(), rest)
}

/// The middles of the silences in which the number passed on.
fn passings(track: &Track, said: &[StaticReport], options: &Options) -> Vec<Timestamp> {
    if !tell_two_imos(said) {
        return Vec::new();
    }
    let (mut passings, mut since) = (Vec::new(), 0);
    for Silence { next, middle, span } in silences(track, said, options) {
        let fewest = (next - since).min(track.fixes.len() - next);
        let begins = passings.last().copied();
        let of_first = said.iter().filter(|report| begins.is_none_or(|begins| report.time > begins));
        let (before, after): (Vec<_>, Vec<_>) = of_first.partition(|report| report.time <= middle);
        let is_long = span > options.segment.longest_silence;
        let enough = if is_long { options.hull.fixes_never_below } else { options.hull.fixes_at_least };
        if fewest >= enough && are_two(&before, &after, options) {
            passings.push(middle);
            since = next;
        }
    }
    passings
}

/// Nearly every number tells one at most.
fn tell_two_imos(said: &[StaticReport]) -> bool {
    let mut imos = said.iter().filter_map(|report| report.imo?.valid());
    let first = imos.next();
    imos.any(|imo| Some(imo) != first)
}

/// A silence in which a number may have passed on.
struct Silence {
    /// The place in the track of the fix after it.
    next: usize,
    span: Span,
    middle: Timestamp,
}

/// So many fixes on either side of a silence tell where she was, for one of them may be wrong (design).
const AT_ITS_ENDS: usize = 3;

/// Whether the silence before fix `next` is long enough for a number to pass on: one that is shorter than a track may have only if the ship is
/// not heard again where she lay or was bound, since then it is she that tells other things of herself.
fn may_pass(fixes: &[Fix], next: usize, options: &Options) -> bool {
    let silence = fixes[next].time - fixes[next - 1].time;
    if silence <= options.hull.passed_on_in {
        return false;
    }
    let before = &fixes[next.saturating_sub(AT_ITS_ENDS)..next];
    let after = &fixes[next..fixes.len().min(next + AT_ITS_ENDS)];
    let went_on = || before.iter().any(|last| after.iter().any(|next| went_on(last, next, options)));
    silence > options.segment.longest_silence || !went_on()
}

/// Whether a ship is heard again where she lay or was bound.
fn went_on(last: &Fix, next: &Fix, options: &Options) -> bool {
    let way = last.speed().map_or(0.0, |speed| speed.metres_per_second() * (next.time - last.time).secs());
    let bound_for = last.course().map_or(last.position, |course| last.position.towards(course, Metres(way)));
    [last.position, bound_for].iter().any(|place| place.distance(next.position) <= options.hull.apart)
}

/// The silences that are long enough, by time; of those between two static reports the longest.
fn silences(track: &Track, said: &[StaticReport], options: &Options) -> Vec<Silence> {
    let before = |next: usize| {
        let [last, first] = [next - 1, next].map(|at| track.fixes[at].time);
        let middle = Timestamp::from_ms(i64::midpoint(last.ms(), first.ms())).ok()?;
        Some(Silence { next, span: first - last, middle })
    };
    let all = (1..track.fixes.len()).filter(|&next| may_pass(&track.fixes, next, options));
    let long: Vec<Silence> = all.filter_map(before).collect();
    let said_before = |silence: &Silence| said.partition_point(|report| report.time <= silence.middle);
    let mut longest: Vec<Silence> = Vec::new();
    for silence in long {
        match longest.last_mut().filter(|last| said_before(last) == said_before(&silence)) {
            Some(last) if last.span >= silence.span => {}
            Some(last) => *last = silence,
            None => longest.push(silence),
        }
    }
    longest
}

/// Whether two ships told this, one before and one after.
fn are_two(before: &[&StaticReport], after: &[&StaticReport], options: &Options) -> bool {
    let (one, other) = (Told::by(before), Told::by(after));
    let at_least = options.hull.told_at_least;
    one.imo_told >= at_least
        && other.imo_told >= at_least
        && one.imos.is_disjoint(&other.imos)
        && !one.names.is_empty()
        && !other.names.is_empty()
        && one.names.is_disjoint(&other.names)
        && one.is_of_other_size(&other, options.hull.other_size_beyond.0)
}

/// All that was told on one side of a silence.
#[derive(Default)]
struct Told<'a> {
    imos: BTreeSet<Imo>,
    /// How often any of them was.
    imo_told: usize,
    names: BTreeSet<&'a str>,
    sizes: BTreeSet<Dimensions>,
}

impl<'a> Told<'a> {
    fn by(reports: &[&'a StaticReport]) -> Self {
        let mut told = Self::default();
        for report in reports {
            if let Some(imo) = imo_of(&Identity { imo: report.imo, ..Identity::default() }) {
                told.imos.insert(imo);
                told.imo_told += 1;
            }
            told.names.extend(report.name.as_deref());
            told.sizes.extend(report.dimensions);
        }
        told
    }

    /// Whether each size told is another ship's than each of the other.
    fn is_of_other_size(&self, other: &Self, beyond_m: f64) -> bool {
        let of_size = |size: &Dimensions| Identity { dimensions: Some(*size), ..Identity::default() };
        let differ = |one: &Dimensions| {
            other.sizes.iter().all(|other| differ_in_size(&of_size(one), &of_size(other), beyond_m))
        };
        !self.sizes.is_empty() && !other.sizes.is_empty() && self.sizes.iter().all(differ)
    }
}

#[cfg(test)]
mod tests {
    use model::{BroadcastImo, Degrees, Event, Finding, Fleet, Mmsi, SharedIdentity};

    use super::*;
    use crate::testing::{at, dimensions, mmsi, says, voyage};
    use crate::{build, shared_identities};

    const STAR: (u32, &str, [u16; 2]) = (9_074_729, "OLD STAR", [150, 30]);
    const MOON: (u32, &str, [u16; 2]) = (8_914_934, "NEW MOON", [80, 16]);

    fn told(hour: f64, (imo, name, [bow, stern]): (u32, &str, [u16; 2])) -> StaticReport {
        StaticReport {
            imo: BroadcastImo::from_field(imo),
            name: Some(name.into()),
            dimensions: dimensions(bow, stern, 8, 8),
            ..says(hour)
        }
    }

    /// Heard for thirty hours and again ten days later, 900 km off, as `before` and `after` tell at three times each.
    fn heard(number: Mmsi, before: [StaticReport; 3], after: [StaticReport; 3]) -> (usize, Vec<Event>) {
        let mut fixes = voyage(at(35.0, 124.0), 180.0, 10.0, (0.0, 30.0), 10.0);
        fixes.extend(voyage(at(27.0, 122.0), 45.0, 10.0, (270.0, 300.0), 10.0));
        let fixes = fixes.into_iter().map(|fix| Fix { mmsi: number, ..fix }).collect();
        let said =
            before.into_iter().chain(after).map(|said| StaticReport { mmsi: number, ..said }).collect();
        let tracked = build(fixes, said, &Options::default());
        assert_eq!(tracked.tally.hulls_split + 1, tracked.tracks.len() as u64);
        let fleet = Fleet { tracks: tracked.tracks, vessels: tracked.vessels };
        (fleet.tracks.len(), shared_identities(&fleet, &[]))
    }

    fn three(hour: f64, ship: (u32, &str, [u16; 2])) -> [StaticReport; 3] {
        [1.0, 8.0, 20.0].map(|later| told(hour + later, ship))
    }

    const NUMBER: u32 = 352_001_234;

    fn hulls(before: [StaticReport; 3], after: [StaticReport; 3]) -> usize {
        heard(mmsi(NUMBER), before, after).0
    }

    #[test]
    fn a_number_that_a_ship_of_other_name_size_and_imo_number_takes_up_days_later_has_two_hulls() {
        let (hulls, events) = heard(mmsi(NUMBER), three(0.0, STAR), three(270.0, MOON));
        assert_eq!((hulls, events.len()), (2, 1));
        let Finding::SharedIdentity(SharedIdentity::InTurn { silence, distance }) = events[0].finding else {
            panic!("{events:?}")
        };
        assert!(
            (silence.hours() - 240.0).abs() < 0.1 && (distance.km() - 400.0).abs() < 60.0,
            "{distance:?}"
        );
        assert_eq!(events[0].cites.len(), 4);
    }

    #[test]
    fn a_number_that_another_ship_takes_up_elsewhere_the_same_day_has_two_hulls_and_one_that_was_heard_on_has_one()
     {
        let hulls = |silent_h: f64, aside_km: f64| {
            let begins = 30.0 + silent_h;
            let mut fixes = voyage(at(35.0, 124.0), 180.0, 10.0, (0.0, 30.0), 10.0);
            let near = fixes[fixes.len() - 1].position.towards(Degrees(90.0), Metres::from_km(aside_km));
            fixes.extend(voyage(near, 45.0, 10.0, (begins, begins + 30.0), 10.0));
            let fixes = fixes.into_iter().map(|fix| Fix { mmsi: mmsi(NUMBER), ..fix }).collect();
            let said = three(0.0, STAR).into_iter().chain(three(begins, MOON));
            let said = said.map(|said| StaticReport { mmsi: mmsi(NUMBER), ..said }).collect();
            build(fixes, said, &Options::default()).tracks.len()
        };
        assert_eq!([hulls(12.0, 40.0), hulls(2.0, 12.0)], [2, 2]);
        assert_eq!(hulls(0.2, 3.0), 1, "she is heard on");
        assert_eq!(hulls(2.0, 1.0), 1, "she lay there");
    }

    #[test]
    fn one_wrong_report_in_a_silence_makes_no_other_ship_of_one_at_anchor_whose_data_change() {
        let hulls = |wrong: &[(f64, f64)]| {
            let lies = |from: f64, until: f64| voyage(at(36.0, 124.0), 0.0, 0.0, (from, until), 10.0);
            let mut fixes = lies(0.0, 20.0);
            let elsewhere = wrong
                .iter()
                .flat_map(|(from, until)| voyage(at(36.4, 124.3), 0.0, 0.0, (*from, *until), 10.0));
            fixes.extend(elsewhere);
            fixes.extend(lies(24.0, 72.0));
            let fixes = fixes.into_iter().map(|fix| Fix { mmsi: mmsi(NUMBER), ..fix }).collect();
            let said = three(-1.0, STAR).into_iter().chain(three(24.0, MOON));
            let said = said.map(|said| StaticReport { mmsi: mmsi(NUMBER), ..said }).collect();
            build(fixes, said, &Options::default()).tracks.len()
        };
        assert_eq!([hulls(&[]), hulls(&[(22.0, 22.01)]), hulls(&[(19.9, 19.95)])], [1; 3]);
    }

    #[test]
    fn a_ship_that_is_renamed_or_sold_keeps_her_imo_number_and_is_one_hull() {
        assert_eq!(hulls(three(0.0, STAR), three(270.0, (STAR.0, MOON.1, STAR.2))), 1);
        // Nor do dimensions that were set wrongly make another of her.
        assert_eq!(hulls(three(0.0, STAR), three(270.0, (STAR.0, MOON.1, MOON.2))), 1);
    }

    #[test]
    fn another_imo_number_of_a_ship_of_the_same_size_or_name_is_no_other_ship() {
        assert_eq!(hulls(three(0.0, STAR), three(270.0, (MOON.0, MOON.1, [151, 29]))), 1);
        assert_eq!(hulls(three(0.0, STAR), three(270.0, (MOON.0, STAR.1, MOON.2))), 1);
    }

    #[test]
    fn static_data_that_toggle_are_of_one_ship() {
        let [one, other, last] = three(270.0, MOON);
        let again = told(299.0, STAR);
        assert_eq!(hulls(three(0.0, STAR), [one.clone(), other.clone(), again]), 1);
        let [first, _, third] = three(0.0, STAR);
        assert_eq!(hulls([first, told(8.0, MOON), third], [one, other, last]), 1);
    }

    #[test]
    fn an_imo_number_told_once_or_with_a_wrong_check_digit_is_not_believed() {
        let [one, other, last] = three(270.0, MOON);
        let silent = |report: StaticReport| StaticReport { imo: None, ..report };
        assert_eq!(hulls(three(0.0, STAR), [one, silent(other), silent(last)]), 1);
        assert_eq!(hulls(three(0.0, STAR), three(270.0, (8_914_935, MOON.1, MOON.2))), 1);
    }

    #[test]
    fn a_number_of_nobody_passes_to_nobody() {
        assert_eq!(heard(mmsi(111_111_111), three(0.0, STAR), three(270.0, MOON)), (1, vec![]));
    }
}

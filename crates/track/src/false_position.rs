//! False positions: fixes that say where a ship cannot have been, told from a second ship under the number.
//!
//! Two ships under one number are both heard as they go. A ship that lies about its place is heard at one place at a time:
//! it leaps away, is heard there for a while, and leaps back to where it would have sailed. A receiver of positions that
//! froze says one place to the last digit until it leaps to where the ship has got to.

use model::{
    Doubt, DoubtfulFix, Event, FalsePattern, Finding, Fix, Fleet, Metres, Parties, Span, Spoofing,
    Surroundings, Track, Transmitter,
};

use crate::FalsePositionOptions;
use crate::follow::Reach;

/// The fixes of one number, by time, that repeat one place to the last digit until the ship leaps away; and the others.
pub(crate) fn frozen(fixes: &[Fix], reach: &Reach, options: &FalsePositionOptions) -> (Vec<Fix>, Vec<Fix>) {
    let (mut frozen, mut others) = (Vec::new(), Vec::new());
    let mut from = 0;
    for run in fixes.chunk_by(|one, next| one.position == next.position) {
        let until = from + run.len();
        let is_long = run.len() >= options.fixes_at_least && span_of(run) >= options.frozen_for;
        let is_exact = run.iter().all(|fix| fix.transmitter != Transmitter::LongRange);
        let lies =
            is_long && is_exact && leaves_by_a_leap(&run[run.len() - 1], &fixes[until..], reach, options);
        if lies { &mut frozen } else { &mut others }.extend_from_slice(run);
        from = until;
    }
    (frozen, others)
}

/// Whether the ship leaps away from its last frozen fix and is not heard there again: one that shares its number comes back.
fn leaves_by_a_leap(last: &Fix, after: &[Fix], reach: &Reach, options: &FalsePositionOptions) -> bool {
    /// It never left a place that it comes back to (design: a berth and its neighbours).
    const THERE: Metres = Metres(1_000.0);
    let soon = |fix: &&Fix| fix.time - last.time <= options.stretch_within;
    let is_there = |fix: &Fix| fix.position.distance(last.position) <= THERE;
    after.first().is_some_and(|next| is_leap(last, next, reach, options))
        && !after.iter().take_while(soon).any(is_there)
}

/// Whether a ship was heard at two places in so short a time that it cannot have sailed from one to the other.
fn is_leap(one: &Fix, next: &Fix, reach: &Reach, options: &FalsePositionOptions) -> bool {
    next.time - one.time <= options.leap_within && reach.sailed(one, next).is_none()
}

/// The hulls of a number, and those that are no second ships but false places of the largest.
pub(crate) fn told_apart(
    fixes: &[Fix],
    hulls: Vec<Vec<usize>>,
    reach: &Reach,
    options: &FalsePositionOptions,
) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let Some(largest) = hulls.iter().max_by_key(|hull| hull.len()).cloned() else {
        return (hulls, Vec::new());
    };
    hulls.into_iter().partition(|hull| !is_false(fixes, &largest, hull, reach, options))
}

/// Whether the fixes of the smaller of two hulls, by their place in those of the number, are false places of the larger:
/// heard by turns, with a leap at every turn.
fn is_false(
    fixes: &[Fix],
    larger: &[usize],
    smaller: &[usize],
    reach: &Reach,
    options: &FalsePositionOptions,
) -> bool {
    let mut turns = 0;
    let mut rest = smaller;
    while let Some(&first) = rest.first() {
        let next = larger.partition_point(|&at| at < first);
        let (Some(before), Some(&after)) = (next.checked_sub(1).map(|at| larger[at]), larger.get(next))
        else {
            return false;
        };
        let length = rest.partition_point(|&at| at < after);
        let (turn, others) = rest.split_at(length);
        if !is_turn(fixes, (before, after), turn, reach, options) {
            return false;
        }
        (turns, rest) = (turns + 1, others);
    }
    (1..=options.turns_at_most).contains(&turns)
}

fn is_turn(
    fixes: &[Fix],
    (before, after): (usize, usize),
    turn: &[usize],
    reach: &Reach,
    options: &FalsePositionOptions,
) -> bool {
    let (first, last) = (&fixes[turn[0]], &fixes[turn[turn.len() - 1]]);
    let leaps = |one, next| is_leap(one, next, reach, options);
    turn.len() >= options.fixes_at_least && leaps(&fixes[before], first) && leaps(last, &fixes[after])
}

/// The stretches in which hulls broadcast false positions, by hull and time.
pub fn spoofing(fleet: &Fleet, options: &FalsePositionOptions) -> Vec<Event> {
    fleet.tracks.iter().flat_map(|track| stretches(track, options)).collect()
}

fn stretches(track: &Track, options: &FalsePositionOptions) -> Vec<Event> {
    let is_false = |doubtful: &&DoubtfulFix| doubtful.doubt == Doubt::FalsePosition;
    let fixes: Vec<Fix> = track.doubtful.iter().filter(is_false).map(|doubtful| doubtful.fix).collect();
    let believed = |one: &Fix, next: &Fix| {
        let since = track.fixes.partition_point(|fix| fix.time <= one.time);
        track.fixes.get(since).is_some_and(|fix| fix.time < next.time)
    };
    let is_one =
        |one: &Fix, next: &Fix| next.time - one.time <= options.stretch_within && !believed(one, next);
    fixes.chunk_by(is_one).map(|stretch| event(track, stretch)).collect()
}

fn event(track: &Track, stretch: &[Fix]) -> Event {
    let (first, last) = (&stretch[0], &stretch[stretch.len() - 1]);
    let next = track.fixes.partition_point(|fix| fix.time <= first.time);
    let before = next.checked_sub(1).map(|at| &track.fixes[at]);
    let leap = match (before, track.fixes.get(next)) {
        (Some(before), _) => Some(before.position.distance(first.position)),
        (None, after) => after.map(|after| after.position.distance(last.position)),
    };
    Event {
        finding: Finding::Spoofing(Spoofing { pattern: pattern(stretch), leap, fixes: stretch.len() as u32 }),
        parties: Parties { a: track.hull, b: None },
        start: first.time,
        end: Some(last.time),
        position: first.position,
        surroundings: Surroundings::default(),
        cites: before.into_iter().chain([first, last]).map(|fix| fix.location).collect(),
    }
}

/// What the false places look like.
fn pattern(stretch: &[Fix]) -> FalsePattern {
    /// A receiver of positions at rest scatters by less.
    const STILL: Metres = Metres(50.0);
    /// The way round a circle is 3.1 times its width; a passage is hardly longer than it is wide (design: two rounds).
    const ROUND: f64 = 6.0;
    let widest = stretch.iter().map(|fix| fix.position.distance(stretch[0].position).0).fold(0.0, f64::max);
    let way: f64 = stretch.windows(2).map(|pair| pair[0].position.distance(pair[1].position).0).sum();
    match () {
        () if widest <= STILL.0 => FalsePattern::Still,
        () if way >= ROUND * widest => FalsePattern::Loop,
        () => FalsePattern::Shift,
    }
}

fn span_of(fixes: &[Fix]) -> Span {
    match fixes {
        [first, .., last] => last.time - first.time,
        _ => Span::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Knots, Position};

    use super::*;
    use crate::testing::{at, fix_at, hours, voyage};
    use crate::{Options, build};

    /// The pattern, first and last hour and leap of each stretch of false positions; and how many fixes each hull keeps.
    fn found(fixes: Vec<Fix>) -> (Vec<(FalsePattern, f64, f64)>, Vec<usize>) {
        let tracked = build(fixes, Vec::new(), &Options::default());
        let kept = tracked.tracks.iter().map(|track| track.fixes.len()).collect();
        let fleet = Fleet { tracks: tracked.tracks, vessels: tracked.vessels };
        let told = |event: &Event| {
            let Finding::Spoofing(spoofing) = event.finding else { panic!("{event:?}") };
            let hour = |time: model::Timestamp| (time - hours(0.0)).hours();
            (spoofing.pattern, hour(event.start), hour(event.end.unwrap()))
        };
        let events = spoofing(&fleet, &Options::default().false_position);
        (events.iter().map(told).collect(), kept)
    }

    fn passage() -> Vec<Fix> {
        voyage(at(34.0, 124.0), 90.0, 12.0, (0.0, 30.0), 5.0)
    }

    /// The passage with another place told in some hours.
    fn lying(from: f64, to: f64, told: impl Fn(&Fix) -> Position) -> Vec<Fix> {
        let lies = |fix: &Fix| fix.time > hours(from) && fix.time < hours(to);
        let tell = |fix: Fix| if lies(&fix) { Fix { position: told(&fix), ..fix } } else { fix };
        passage().into_iter().map(tell).collect()
    }

    #[test]
    fn a_ship_that_says_it_sails_elsewhere_for_half_a_day_is_one_ship() {
        let north = |fix: &Fix| fix.position.towards(Degrees(0.0), Metres(50_000.0));
        let (events, kept) = found(lying(8.0, 20.0, north));
        let [(FalsePattern::Shift, from, to)] = events[..] else { panic!("{events:?}") };
        assert!((from - 8.0).abs() < 0.1 && (to - 20.0).abs() < 0.1, "{events:?}");
        assert_eq!(kept, [361 - 143]);
    }

    #[test]
    fn a_ship_that_says_it_goes_round_and_round_is_told() {
        let round = |fix: &Fix| {
            let turn = (fix.time - hours(0.0)).hours() * 120.0;
            at(35.0, 123.5).towards(Degrees(turn % 360.0), Metres(3_000.0))
        };
        let (events, kept) = found(lying(8.0, 20.0, round));
        assert!(matches!(events[..], [(FalsePattern::Loop, ..)]), "{events:?}");
        assert_eq!(kept.len(), 1);
    }

    #[test]
    fn a_ship_whose_position_froze_is_told_once_it_leaps_to_where_it_has_got() {
        let place = passage()[96].position;
        let (events, kept) = found(lying(7.99, 20.0, |_| place));
        assert!(matches!(events[..], [(FalsePattern::Still, ..)]), "{events:?}");
        assert_eq!(kept, [361 - 144]);
    }

    #[test]
    fn a_ship_at_its_berth_that_repeats_its_place_and_sails_is_believed() {
        let berth = at(34.0, 124.0);
        let lying = (0..100).map(|step| fix_at(f64::from(step) * 0.1 - 10.0, berth));
        assert_eq!(found(lying.chain(passage()).collect()), (Vec::new(), vec![461]));
    }

    #[test]
    fn two_ships_under_one_number_that_are_heard_together_are_two() {
        let other = voyage(at(36.0, 126.0), 180.0, 5.0, (10.02, 20.02), 5.0);
        let (events, kept) = found(passage().into_iter().chain(other).collect());
        assert_eq!((events, kept.len()), (Vec::new(), 2));
    }

    #[test]
    fn a_moored_ship_that_shares_its_number_with_one_that_passes_is_believed_and_so_is_the_other() {
        let berth = |step: u32| Fix {
            speed: Some(Knots(0.0)),
            ..fix_at(f64::from(step) * 0.1 + 0.03, at(37.0, 126.0))
        };
        let passing = passage().into_iter().filter(|fix| (hours(9.2)..hours(12.2)).contains(&fix.time));
        let (events, kept) = found((0..300).map(berth).chain(passing).collect());
        assert_eq!((events, kept.len()), (Vec::new(), 2));
    }

    #[test]
    fn two_ships_under_one_number_of_which_one_goes_for_good_are_two() {
        let first = passage().into_iter().filter(|fix| fix.time < hours(10.0));
        let other = voyage(at(36.0, 129.0), 180.0, 5.0, (10.02, 20.02), 5.0);
        assert_eq!(found(first.chain(other).collect()).0, Vec::new());
    }
}

//! Loitering: a hull that waits at sea.

use std::ops::Range;

use chart::{Chart, Port};
use model::{Event, Finding, Fix, Knots, Loitering, Parties, Position, Span, Timestamp, Track, Transmitter};

use crate::ports_near::PortsNear;
use crate::window::Window;
use crate::{LoiteringOptions, Options, surroundings, whereabouts};

/// The runs of time in which a hull waits outside ports and anchorages, by start.
///
/// A run is as long as can be: it goes on while the hull makes good less than [`LoiteringOptions::speed`], is heard
/// often enough and stays clear of ports and anchorages. Through a longer silence it goes on where the hull lay still
/// before it and lies in the same place after it. What it says of its speed must agree: it comes to wait when it slows down, and
/// one that goes to and fro is under way.
pub fn loitering(track: &Track, chart: &Chart, options: &Options) -> Vec<Event> {
    let limits = &options.loitering;
    let runs = waits(&track.fixes, chart, limits).into_iter().map(|run| &track.fixes[run]);
    let slow = runs.filter(|run| duration(run) >= limits.at_least && mean_speed(run) < limits.speed);
    slow.map(|run| event(track, run, chart, options)).collect()
}

/// Runs of fixes between which the hull waits, by time.
fn waits(fixes: &[Fix], chart: &Chart, options: &LoiteringOptions) -> Vec<Range<usize>> {
    let mut ports = PortsNear::within(options.port_distance, chart);
    let mut is_clear = |at: Position| {
        let may_be_near =
            |port: &Port| port.country == "KP" && port.position.distance(at) > options.dprk_port_distance;
        ports.at(at).is_none_or(may_be_near) && chart.anchorage_at(at).is_none()
    };
    let mut runs = slow_runs(fixes, &mut is_clear, options);
    runs.retain_mut(|run| {
        cut_way(run, fixes, options);
        run.len() > 1
    });
    for at in 0..runs.len() {
        let from = at.checked_sub(1).map_or(0, |before| runs[before].end);
        let until = runs.get(at + 1).map_or(fixes.len(), |after| after.start);
        reach_out(&mut runs[at], from..until, fixes, &mut is_clear, options);
    }
    runs
}

/// Runs of fixes about which the hull makes good little over a window of time.
fn slow_runs(
    fixes: &[Fix],
    is_clear: &mut impl FnMut(Position) -> bool,
    options: &LoiteringOptions,
) -> Vec<Range<usize>> {
    let mut window = Window::from_leg(fixes, 0, options.speed_window, options.silence);
    let mut runs = Vec::new();
    let mut first = 0;
    for at in 0..fixes.len() {
        let is_slow = match window.about(at) {
            Some(about) => about.is_slower(options.speed),
            None => fixes.get(at + 1).is_some_and(|next| {
                lay_still(&fixes[at], next, options) || drifted(&fixes[at], next, options)
            }),
        };
        let goes_on = is_slow && is_clear(fixes[at + 1].position);
        if goes_on && (at > first || is_clear(fixes[first].position)) {
            continue;
        }
        runs.push(first..at + 1);
        first = at + 1;
    }
    runs
}

/// Leaves out the fixes at either end at which the hull says that it is under way: the window about a leg reaches back to before it
/// stopped.
fn cut_way(run: &mut Range<usize>, fixes: &[Fix], options: &LoiteringOptions) {
    let is_under_way = |fix: &Fix| fix.speed().is_some_and(|speed| speed.0 >= UNDER_WAY * options.speed.0);
    while run.start < run.end && is_under_way(&fixes[run.start]) {
        run.start += 1;
    }
    while run.start < run.end && is_under_way(&fixes[run.end - 1]) {
        run.end -= 1;
    }
}

/// Takes in the fixes beside a run, as far as the bounds go, at which the hull is slow already: the window about a leg reaches
/// on to after it sailed.
fn reach_out(
    run: &mut Range<usize>,
    bounds: Range<usize>,
    fixes: &[Fix],
    is_clear: &mut impl FnMut(Position) -> bool,
    options: &LoiteringOptions,
) {
    let mut goes_on = |leg: &[Fix], to: &Fix| is_slow(leg, options) && is_clear(to.position);
    while run.start > bounds.start && goes_on(&fixes[run.start - 1..=run.start], &fixes[run.start - 1]) {
        run.start -= 1;
    }
    while run.end < bounds.end && goes_on(&fixes[run.end - 1..=run.end], &fixes[run.end]) {
        run.end += 1;
    }
}

/// Whether a hull lies still or drifts by two fixes soon after each other: by what it says, and by what it made good.
fn is_slow(ends: &[Fix], options: &LoiteringOptions) -> bool {
    ends[1].time - ends[0].time <= options.speed_window
        && made_good(&ends[0], &ends[1]) < options.speed
        && ends.iter().all(|fix| fix.speed().is_none_or(|speed| speed < options.speed))
}

/// The least speed that takes a hull from one fix to the next, whatever the errors of their positions.
pub(crate) fn made_good(from: &Fix, to: &Fix) -> Knots {
    let way = from.position.distance(to.position).0 - position_error(from) - position_error(to);
    Knots::from_metres_per_second(way.max(0.0) / (to.time - from.time).secs().max(1.0))
}

/// How far off a position may be, in metres: 10 m by its own flag of accuracy, and for a long-range broadcast half a tenth of a
/// minute either way (ITU-R M.1371).
fn position_error(fix: &Fix) -> f64 {
    match fix.transmitter {
        Transmitter::LongRange => 131.0,
        _ => 10.0,
    }
}

/// Whether a hull that was not heard for a while most probably lay where it was.
fn lay_still(last: &Fix, next: &Fix, options: &LoiteringOptions) -> bool {
    let is_still = |fix: &Fix| fix.speed().is_none_or(|speed| speed < options.lying_speed);
    next.time - last.time <= options.lying_within
        && last.position.distance(next.position) <= options.lying_room
        && is_still(last)
        && is_still(next)
}

/// Whether a hull that was not heard for a while most probably drifted from where it was.
fn drifted(last: &Fix, next: &Fix, options: &LoiteringOptions) -> bool {
    let is_adrift = |fix: &Fix| fix.speed().is_some_and(|speed| speed < options.speed);
    let silence = next.time - last.time;
    let reach = options.adrift_speed.metres_per_second() * silence.secs();
    silence <= options.adrift_within
        && last.position.distance(next.position).0 <= reach
        && is_adrift(last)
        && is_adrift(next)
}

fn duration(run: &[Fix]) -> Span {
    run.first().zip(run.last()).map_or(Span::ZERO, |(first, last)| last.time - first.time)
}

fn event(track: &Track, run: &[Fix], chart: &Chart, options: &Options) -> Event {
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let position = mean_place(run);
    let middle = &run[run.len() / 2];
    Event {
        finding: Finding::Loitering(Loitering {
            mean_speed: mean_speed(run),
            drift: first.position.geodesic(last.position),
            fixes: run.len() as u32,
            longest_silence: steps(run).map(|(one, next)| next.time - one.time).max().unwrap_or(Span::ZERO),
        }),
        parties: Parties { a: track.hull, b: None },
        start: first.time,
        end: Some(last.time),
        position,
        surroundings: surroundings(position, chart, options),
        cites: vec![first.location, middle.location, last.location],
    }
}

fn steps(run: &[Fix]) -> impl Iterator<Item = (&Fix, &Fix)> {
    run.iter().zip(run.iter().skip(1))
}

/// Over stretches of about half an hour, so that the scatter of fixes seconds apart adds nothing.
fn mean_speed(run: &[Fix]) -> Knots {
    let places: Vec<Position> = moments(run).filter_map(|time| whereabouts::at(run, time)).collect();
    let way: f64 = places.windows(2).map(|ends| ends[0].geodesic(ends[1]).0).sum();
    let seconds = STRETCH.secs() * places.len().saturating_sub(1) as f64;
    Knots::from_metres_per_second(if seconds > 0.0 { way / seconds } else { 0.0 })
}

/// The mean over time.
fn mean_place(run: &[Fix]) -> Position {
    let places = moments(run).filter_map(|time| whereabouts::at(run, time));
    let mean = (1u32..)
        .zip(places)
        .reduce(|(_, mean), (count, place)| (count, mean.interpolate(place, 1.0 / f64::from(count))));
    mean.map_or(run[0].position, |(_, mean)| mean)
}

const STRETCH: Span = Span::from_minutes(30);

/// A hull at so many times the speed of a wait says that it is under way (design: tidal streams set one adrift faster than it waits).
const UNDER_WAY: f64 = 2.0;

fn moments(run: &[Fix]) -> impl Iterator<Item = Timestamp> {
    let steps = duration(run).ms() / STRETCH.ms();
    (0..=steps).map(|step| run[0].time.saturating_add(Span::from_ms(step * STRETCH.ms())))
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Metres, Told};

    use super::*;
    use crate::world::{CHART, every, lying, minute, place, track};

    fn found(track: &Track) -> Vec<Event> {
        loitering(track, &CHART, &Options::default())
    }

    #[test]
    fn a_position_that_a_long_range_broadcast_rounds_ends_no_wait_and_one_as_far_off_that_is_exact_does() {
        let until = |transmitter: Transmitter| {
            let lies = every(5.0, 0.0, 295.0).map(|at| (at, place(0.0, 0.0)));
            let last = [(300.0, place(0.0, 90.0)), (300.15, place(0.0, 0.0)), (302.0, place(0.0, 0.0))];
            let mut ship = track(440_000_001, lies.chain(last).chain([(565.0, place(30_000.0, 0.0))]));
            ship.fixes.to_mut()[60].transmitter = transmitter;
            found(&ship)[0].interval().end()
        };
        assert_eq!(until(Transmitter::LongRange), minute(302.0));
        assert_eq!(until(Transmitter::ClassA), minute(300.0));
    }

    #[test]
    fn a_tanker_adrift_for_five_hours_loiters_and_one_for_three_does_not() {
        assert_eq!(found(&lying(440_000_001, place(0.0, 0.0), 0.0, 300.0)).len(), 1);
        assert!(found(&lying(440_000_001, place(0.0, 0.0), 0.0, 180.0)).is_empty());
    }

    #[test]
    fn a_stop_on_a_voyage_is_cut_out_of_it() {
        let run = |minute: f64| 300.0 * (minute.min(0.0) + (minute - 360.0).max(0.0));
        let ship = track(440_000_001, every(5.0, -300.0, 660.0).map(|at| (at, place(run(at), 0.0))));
        let [event] = &found(&ship)[..] else { panic!("one wait") };
        assert!((event.start - minute(0.0)).minutes().abs() <= 30.0);
        assert!((event.end.unwrap() - minute(360.0)).minutes().abs() <= 30.0);
        let Finding::Loitering(figures) = event.finding else { panic!() };
        assert!(figures.mean_speed < Knots(1.0) && figures.drift < Metres(20_000.0));
    }

    #[test]
    fn a_ship_in_port_or_at_a_listed_anchorage_waits_for_her_berth() {
        let busan = CHART.ports().iter().find(|port| port.name == "Pusan" || port.name == "Busan").unwrap();
        assert!(found(&lying(440_000_001, busan.position, 0.0, 900.0)).is_empty());
        let anchorage = &CHART.anchorages()[0];
        assert!(found(&lying(440_000_001, anchorage.centre, 0.0, 900.0)).is_empty());
    }

    /// Sails at 12 kn to a place where it lies for so many hours, and on; heard every five minutes.
    fn stops_for(hours: f64) -> Vec<Event> {
        let way = move |at: f64| 370.4 * (at.min(0.0) + (at - hours * 60.0).max(0.0));
        let speed = move |at: f64| if (0.0..=hours * 60.0).contains(&at) { 0.0 } else { 12.0 };
        let times = || every(5.0, -300.0, hours * 60.0 + 300.0);
        let mut ship = track(440_000_001, times().map(|at| (at, place(way(at), 0.0))));
        ship.fixes
            .to_mut()
            .iter_mut()
            .zip(times())
            .for_each(|(fix, at)| fix.told = Told::at_speed(Knots(speed(at))));
        found(&ship)
    }

    #[test]
    fn a_stop_lasts_from_when_the_ship_lies_until_she_sails() {
        let [event] = &stops_for(4.2)[..] else { panic!("one wait") };
        let [start, end] = [event.start, event.end.unwrap()].map(|time| (time - minute(0.0)).minutes());
        assert!(start.abs() <= 5.0 && (end - 252.0).abs() <= 5.0, "{start} {end}");
        assert!(stops_for(3.8).is_empty());
    }

    #[test]
    fn a_ship_that_goes_to_and_fro_at_speed_is_under_way_and_one_that_says_she_is_slow_waits() {
        let to_and_fro = |speed: f64, metres: f64| {
            let times = || every(30.0, 0.0, 1380.0);
            let place_at = |at: f64| place(if (at / 30.0) as i64 % 2 == 0 { 0.0 } else { metres }, 0.0);
            let mut ship = track(440_000_001, times().map(|at| (at, place_at(at))));
            ship.fixes.to_mut().iter_mut().for_each(|fix| fix.told = Told::at_speed(Knots(speed)));
            found(&ship).len()
        };
        assert_eq!([to_and_fro(12.0, 11_000.0), to_and_fro(5.0, 4_600.0), to_and_fro(0.5, 400.0)], [0, 0, 1]);
        assert_eq!(to_and_fro(3.0, 2_800.0), 0, "as trawlers do");
    }

    #[test]
    fn a_stop_near_a_port_of_the_dprk_is_a_wait_from_where_no_call_is_and_near_another_port_it_is_none() {
        let off = |name: &str, km: f64| {
            let port = CHART.ports().iter().find(|port| port.name == name).expect(name);
            let at = (0..36)
                .map(|step| port.position.towards(Degrees(f64::from(step) * 10.0), Metres::from_km(km)));
            let at = at.filter(|at| CHART.anchorage_at(*at).is_none());
            let alone =
                at.filter(|at| CHART.nearest_port(*at).is_some_and(|(nearest, _)| nearest.name == name));
            alone.map(|at| found(&lying(440_000_001, at, 0.0, 900.0)).len()).max().expect("a place")
        };
        assert_eq!(
            [off("Chongjin", 5.0), off("Chongjin", 2.0), off("Najin", 5.0), off("Zarubino", 5.0)],
            [1, 0, 1, 0]
        );
    }

    /// Lies for five hours, is not heard for some, and lies so many metres off for five hours more.
    fn waits_around_a_silence(hours: f64, metres: f64) -> usize {
        let again = 300.0 + hours * 60.0;
        let before = every(5.0, 0.0, 300.0).map(|at| (at, place(0.0, 0.0)));
        let after = every(5.0, again, again + 300.0).map(|at| (at, place(metres, 0.0)));
        found(&track(440_000_001, before.chain(after))).len()
    }

    #[test]
    fn a_silence_of_seven_hours_ends_a_wait_of_a_ship_that_has_moved_meanwhile() {
        assert_eq!(waits_around_a_silence(7.0, 2_000.0), 2);
        assert_eq!(waits_around_a_silence(5.0, 2_000.0), 1);
    }

    #[test]
    fn a_ship_that_lies_where_it_lay_before_a_night_unheard_waited_all_the_time() {
        assert_eq!(waits_around_a_silence(20.0, 300.0), 1);
        assert_eq!(waits_around_a_silence(30.0, 300.0), 2);
    }
}

//! Loitering: a hull that waits at sea.

use chart::Chart;
use model::{Event, Finding, Fix, Knots, Loitering, Parties, Position, Span, Timestamp, Track};

use crate::ports_near::PortsNear;
use crate::window::Window;
use crate::{LoiteringOptions, Options, surroundings, whereabouts};

/// The runs of time in which a hull waits outside ports and anchorages, by start.
///
/// A run is as long as can be: it goes on while the hull makes good less than [`LoiteringOptions::speed`], is heard
/// often enough and stays clear of ports and anchorages. Through a longer silence it goes on where the hull lay still
/// before it and lies in the same place after it.
pub fn loitering(track: &Track, chart: &Chart, options: &Options) -> Vec<Event> {
    let runs = waits(&track.fixes, chart, &options.loitering);
    runs.into_iter().map(|run| event(track, run, chart, options)).collect()
}

/// Runs of fixes between which the hull waits, long enough to count.
fn waits<'a>(fixes: &'a [Fix], chart: &Chart, options: &LoiteringOptions) -> Vec<&'a [Fix]> {
    let mut ports = PortsNear::within(options.port_distance, chart);
    let mut is_clear = |at: Position| ports.at(at).is_none() && chart.anchorage_at(at).is_none();
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
        runs.push(&fixes[first..=at]);
        first = at + 1;
    }
    runs.retain(|run| duration(run) >= options.at_least);
    runs
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

fn moments(run: &[Fix]) -> impl Iterator<Item = Timestamp> {
    let steps = duration(run).ms() / STRETCH.ms();
    (0..=steps).map(|step| run[0].time.saturating_add(Span::from_ms(step * STRETCH.ms())))
}

#[cfg(test)]
mod tests {
    use model::Metres;

    use super::*;
    use crate::world::{CHART, every, lying, place, track};

    fn found(track: &Track) -> Vec<Event> {
        loitering(track, &CHART, &Options::default())
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
        assert!((event.start - crate::world::minute(0.0)).minutes().abs() <= 30.0);
        assert!((event.end.unwrap() - crate::world::minute(360.0)).minutes().abs() <= 30.0);
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

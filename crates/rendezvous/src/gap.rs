//! Gaps: silences of one hull that are long enough to hide something.

use chart::Chart;
use model::{Event, Finding, Fix, Gap, Interval, Knots, Parties, Reception, Span, Timestamp, Track};

use crate::{Options, surroundings};

/// The silences of a hull longer than [`crate::GapOptions::at_least`], by start; the last one stays open if the
/// hull is not heard again before `archive_end`.
///
/// A gap stands where the hull was last heard. Silences that begin in port are kept: the surroundings tell.
pub fn gaps(
    track: &Track,
    archive_end: Timestamp,
    reception: &Reception,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let limit = options.gap.at_least;
    let event = |last: &Fix, next: Option<&Fix>| Event {
        finding: Finding::Gap(gap(last, next, reception, options)),
        parties: Parties { a: track.hull, b: None },
        start: last.time,
        end: next.map(|fix| fix.time),
        position: last.position,
        surroundings: surroundings(last.position, chart, options),
        cites: [Some(last), next].into_iter().flatten().map(|fix| fix.location).collect(),
    };
    let closed = track.fixes.windows(2).filter(|pair| pair[1].time - pair[0].time > limit);
    let open = track.fixes.last().filter(|last| archive_end - last.time > limit);
    closed.map(|pair| event(&pair[0], Some(&pair[1]))).chain(open.map(|last| event(last, None))).collect()
}

fn gap(last: &Fix, next: Option<&Fix>, reception: &Reception, options: &Options) -> Gap {
    let distance = next.map(|next| last.position.distance(next.position));
    Gap {
        reappeared: next.map(|fix| fix.position),
        distance,
        implied_speed: next.zip(distance).map(|(next, distance)| {
            Knots::from_metres_per_second(distance.0 / (next.time - last.time).secs())
        }),
        last_course: last.course,
        last_speed: last.speed,
        reception: reception.around(last.position, options.gap.reception_radius, around(last.time, options)),
        p_intentional: None,
    }
}

fn around(time: Timestamp, options: &Options) -> Interval {
    let window = options.gap.reception_window;
    Interval::between(time.saturating_add(Span::ZERO - window), time.saturating_add(window))
}

#[cfg(test)]
mod tests {
    use model::Finding;

    use super::*;
    use crate::world::{CHART, every, lying, minute, place, track};

    fn found(track: &Track, end: f64) -> Vec<Event> {
        gaps(track, minute(end), &Reception::default(), &CHART, &Options::default())
    }

    #[test]
    fn a_ship_unheard_for_seven_hours_has_a_gap_and_one_for_five_has_none() {
        let silent = |hours: f64| {
            let fixes = every(5.0, 0.0, 60.0).map(|at| (at, place(0.0, 0.0)));
            track(440_000_001, fixes.chain([(60.0 + hours * 60.0, place(26_000.0, 0.0))]))
        };
        let [event] = &found(&silent(7.0), 500.0)[..] else { panic!("one gap") };
        let Finding::Gap(gap) = event.finding else { panic!("a gap") };
        assert!((gap.implied_speed.unwrap().0 - 2.0).abs() < 0.02, "{gap:?}");
        assert_eq!((event.start, event.end), (minute(60.0), Some(minute(480.0))));
        assert!(found(&silent(5.0), 400.0).is_empty());
    }

    #[test]
    fn a_ship_not_heard_again_has_an_open_gap_unless_the_archive_ends_first() {
        let ship = lying(440_000_001, place(0.0, 0.0), 0.0, 60.0);
        let [event] = &found(&ship, 60.0 + 361.0)[..] else { panic!("one gap") };
        assert_eq!(event.end, None);
        assert!(found(&ship, 60.0 + 359.0).is_empty());
    }
}

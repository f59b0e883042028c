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

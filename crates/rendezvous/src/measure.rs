//! The figures of an encounter: how near, how slow, how aligned, how well heard, how far adrift.

use chart::Chart;
use model::{
    Degrees, Encounter, Event, Finding, Fix, Interval, Knots, Location, Metres, Parties, Position, Span,
    Timestamp, Track,
};

use crate::approach::Approach;
use crate::legs::LegPairs;
use crate::meeting::Meeting;
use crate::outline::{Outlines, Placed};
use crate::plane::{Leg, Run};
use crate::{Options, Ships, surroundings, whereabouts};

/// Medians are taken over samples this far apart, or over [`MOST_SAMPLES`] even ones if that is fewer.
const SAMPLE_EVERY: Span = Span::from_minutes(1);
const MOST_SAMPLES: i64 = 240;

/// The event that a meeting is.
pub(crate) fn event(meeting: &Meeting<'_>, ships: Ships<'_>, chart: &Chart, options: &Options) -> Event {
    let samples = samples(meeting, Outlines::of([meeting.a.hull, meeting.b.hull], ships));
    let exact = exact(meeting, options);
    let interval = meeting.interval();
    let position = mean_place(&samples);
    let median_distance = Metres(median(samples.iter().map(|sample| sample.distance.0)).unwrap_or(0.0));
    Event {
        finding: Finding::Encounter(Encounter {
            min_distance: exact.min_distance,
            median_distance,
            median_speed: Knots(median(samples.iter().map(|sample| sample.speed.0)).unwrap_or(0.0)),
            observed: exact.observed,
            bridged: meeting.together() - exact.observed,
            relative_heading: median(samples.iter().filter_map(|sample| Some(sample.angle?.0))).map(Degrees),
            hull_distance: hull_distance(&samples, median_distance),
            drift: drift(&samples),
            beside: None,
            sailed: None,
        }),
        parties: Parties { a: meeting.a.hull, b: Some(meeting.b.hull) },
        start: interval.start(),
        end: Some(interval.end()),
        position,
        surroundings: surroundings(position, chart, options),
        cites: cites(meeting, interval, exact.closest),
    }
}

struct Exact {
    min_distance: Metres,
    closest: Timestamp,
    observed: Span,
}

/// What is solved leg by leg rather than sampled.
fn exact(meeting: &Meeting<'_>, options: &Options) -> Exact {
    let start = meeting.interval().start();
    let mut best = (Metres(f64::INFINITY), start.ms());
    for (a, b, run) in legs(meeting, meeting.in_reach()) {
        let Some(approach) = Approach::of(&a, &b) else { continue };
        let ms = approach.closest(run);
        let distance = a.apart(&b, ms);
        if distance < best.0 {
            best = (distance, ms);
        }
    }
    let is_observed = |leg: &Leg| leg.duration_ms() <= options.encounter.observed_within.ms();
    let observed = legs(meeting, &meeting.parts).filter(|(a, b, _)| is_observed(a) && is_observed(b));
    Exact {
        min_distance: best.0,
        closest: start.saturating_add(Span::from_ms(best.1 - start.ms())),
        observed: Span::from_ms(observed.map(|(_, _, run)| run.span_ms()).sum()),
    }
}

/// The legs of both hulls during some parts of their meeting.
fn legs<'a, 'm: 'a>(
    meeting: &'a Meeting<'m>,
    parts: &'a [Interval],
) -> impl Iterator<Item = (Leg, Leg, Run)> + use<'a, 'm> {
    parts.iter().flat_map(|part| LegPairs::of(meeting.a, meeting.b, *part))
}

/// The pair at one moment.
struct Sample {
    middle: Position,
    distance: Metres,
    speed: Knots,
    angle: Option<Degrees>,
    hulls: Option<Metres>,
}

fn samples(meeting: &Meeting<'_>, outlines: Option<Outlines>) -> Vec<Sample> {
    let step = SAMPLE_EVERY.ms().max(meeting.together().ms() / MOST_SAMPLES);
    let moments = meeting.in_reach().iter().flat_map(|part| {
        let steps = part.span().ms() / step;
        (0..=steps).map(move |at| part.start().saturating_add(Span::from_ms(at * step)))
    });
    moments.filter_map(|time| sample(meeting, outlines, time)).collect()
}

fn sample(meeting: &Meeting<'_>, outlines: Option<Outlines>, time: Timestamp) -> Option<Sample> {
    let a = whereabouts::around(&meeting.a.fixes, time)?;
    let b = whereabouts::around(&meeting.b.fixes, time)?;
    let (at_a, at_b) = (whereabouts::between(a.0, a.1, time), whereabouts::between(b.0, b.1, time));
    let placed = [Placed { around: a, antenna: at_a }, Placed { around: b, antenna: at_b }];
    let (speed_a, speed_b) = (speed(a), speed(b));
    Some(Sample {
        middle: at_a.interpolate(at_b, 0.5),
        distance: at_a.geodesic(at_b),
        speed: if speed_a < speed_b { speed_b } else { speed_a },
        angle: a.0.heading().zip(b.0.heading()).map(|(one, other)| folded(one.apart(other))),
        hulls: outlines.and_then(|outlines| outlines.apart(placed, time)),
    })
}

/// By the moments at which the outlines of both are known. Where they lie farther apart than the antennas do at all moments, they
/// are of others than most, and nothing is told.
fn hull_distance(samples: &[Sample], of_antennas: Metres) -> Option<Metres> {
    /// A median of fewer moments says nothing (design).
    const FEWEST: usize = 3;
    let distances: Vec<f64> = samples.iter().filter_map(|sample| Some(sample.hulls?.0)).collect();
    let is_enough = distances.len() >= FEWEST;
    let median = median(distances.into_iter()).map(Metres);
    median.filter(|median| is_enough && *median <= of_antennas)
}

/// As reported by the fix before, or else as made good until the fix after.
fn speed((from, to): (&Fix, &Fix)) -> Knots {
    let made_good = || {
        let seconds = (to.time - from.time).secs();
        Knots::from_metres_per_second(if seconds > 0.0 {
            from.position.geodesic(to.position).0 / seconds
        } else {
            0.0
        })
    };
    from.speed().unwrap_or_else(made_good)
}

/// Hulls side by side lie at 0 degrees, bow to bow or bow to stern.
fn folded(angle: Degrees) -> Degrees {
    Degrees(angle.0.min(180.0 - angle.0))
}

fn drift(samples: &[Sample]) -> Metres {
    let ends = samples.first().zip(samples.last());
    ends.map_or(Metres(0.0), |(first, last)| first.middle.geodesic(last.middle))
}

/// The mean of the middles, taken from the first one so that the dateline does no harm.
fn mean_place(samples: &[Sample]) -> Position {
    let (mut mean, mut count) = (samples[0].middle, 1.0);
    for sample in &samples[1..] {
        count += 1.0;
        mean = mean.interpolate(sample.middle, 1.0 / count);
    }
    mean
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Of each hull the fixes that hold the meeting from outside and the one nearest to the closest moment.
fn cites(meeting: &Meeting<'_>, interval: Interval, closest: Timestamp) -> Vec<Location> {
    let of =
        |track: &Track| -> Vec<Location> {
            let around = |time| whereabouts::around(&track.fixes, time);
            let nearest = around(closest).map(|(before, after)| {
                if closest - before.time <= after.time - closest { before } else { after }
            });
            let outer =
                (around(interval.start()).map(|ends| ends.0), around(interval.end()).map(|ends| ends.1));
            [outer.0, nearest, outer.1].into_iter().flatten().map(|fix| fix.location).collect()
        };
    let mut cites = [of(meeting.a), of(meeting.b)].concat();
    cites.dedup();
    cites
}

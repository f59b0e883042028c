//! What is told of a meeting that nobody heard: its place, its time, and how sure they are.

use model::{DarkRendezvous, Event, Finding, Interval, Metres, Parties, Position, Span, Surroundings};

use crate::overlap::Overlap;
use crate::pair::{Judged, Partners};
use crate::silence::Silence;
use crate::surroundings;
use crate::wait::Wait;
use crate::whoever::{Bounds, Whoever};

pub(crate) fn event(judged: &Judged<'_>, whoever: &Whoever<'_>) -> Event {
    let (wait, silence) = (|at: u32| &whoever.waits[at as usize], |at: u32| &whoever.silences[at as usize]);
    match &judged.pair.partners {
        Partners::WaitingAndSilent(waiting, silent) => {
            seen_with_dark(judged, wait(*waiting), Some(silence(*silent)), whoever)
        }
        Partners::WaitingAlone(waiting) => seen_with_dark(judged, wait(*waiting), None, whoever),
        Partners::BothSilent(both, overlap) => both_dark(judged, overlap, both.map(silence), whoever),
    }
}

/// A hull that was heard waiting, with one that was silent, or is never heard.
fn seen_with_dark(
    judged: &Judged<'_>,
    waiting: &Wait<'_>,
    silence: Option<&Silence<'_>>,
    whoever: &Whoever<'_>,
) -> Event {
    let (sea, wait) = (whoever.sea, waiting.event);
    let shared = silence.and_then(|silence| waiting.visit(&silence.prism, sea)).unwrap_or(waiting.time);
    let (place, radius) = place_of(waiting, shared);
    let of_silence = silence.map_or(&[][..], |silence| &silence.event.cites);
    Event {
        finding: finding(judged, place, Bounds { radius, possible: shared }, whoever),
        parties: Parties { a: wait.parties.a, b: judged.pair.hulls.1 },
        start: shared.start(),
        end: Some(shared.end()),
        position: place,
        surroundings: Surroundings {
            others_near: wait.surroundings.others_near,
            ..surroundings(place, sea.chart, sea.options)
        },
        cites: [wait.cites.as_slice(), of_silence].concat(),
    }
}

fn both_dark(
    judged: &Judged<'_>,
    overlap: &Overlap,
    mut silences: [&Silence<'_>; 2],
    whoever: &Whoever<'_>,
) -> Event {
    let sea = whoever.sea;
    silences.sort_by_key(|silence| silence.prism.hull);
    let [a, b] = silences;
    let of_pair = Bounds { radius: overlap.radius, possible: overlap.together };
    Event {
        finding: finding(judged, overlap.place, of_pair, whoever),
        parties: Parties { a: a.prism.hull, b: Some(b.prism.hull) },
        start: overlap.together.start(),
        end: Some(overlap.together.end()),
        position: overlap.place,
        surroundings: surroundings(overlap.place, sea.chart, sea.options),
        cites: [a.event.cites.as_slice(), &b.event.cites].concat(),
    }
}

/// What either hull may have done with another reaches no less far than what the two may have done where they are said to have met,
/// and no radius less far than two hulls that meet may lie apart: the places of a wait, or where few sampled places give time
/// enough, may all but coincide, and yet the partner lay beside them, and positions are good to some 10 m (ITU-R M.1371,
/// position accuracy) about antennas that stand a hull's length apart.
fn finding(judged: &Judged<'_>, place: Position, of_pair: Bounds, whoever: &Whoever<'_>) -> Finding {
    let least = whoever.sea.options.encounter.enter;
    let pair_radius = farther(of_pair.radius, least);
    let of_either = whoever.bounds(judged.pair, place).unwrap_or(of_pair);
    Finding::DarkRendezvous(DarkRendezvous {
        radius: farther(of_either.radius, pair_radius),
        pair_radius,
        possible: Interval::between(
            of_either.possible.start().min(of_pair.possible.start()),
            of_either.possible.end().max(of_pair.possible.end()),
        ),
        slack: judged.pair.longest(),
        probability: judged.probability,
        probability_by_courses: judged.by_courses,
        p_intentional: None,
        alternatives: judged.alternatives,
    })
}

const fn farther(one: Metres, other: Metres) -> Metres {
    Metres(one.0.max(other.0))
}

/// The mean place of a hull that waits, and how far from it nine tenths of the time were spent at most.
fn place_of(wait: &Wait<'_>, time: Interval) -> (Position, Metres) {
    const STEPS: i64 = 50;
    let moment = |step: i64| time.start().saturating_add(Span::from_ms((time.span().ms() / STEPS) * step));
    let places: Vec<Position> = (0..=STEPS).map(|step| wait.place(moment(step))).collect();
    let astray = (0..=STEPS).map(|step| wait.astray(moment(step)));
    let weighted = (1u32..).zip(places.iter().copied());
    let mean =
        weighted.reduce(|(_, mean), (count, place)| (count, mean.interpolate(place, 1.0 / f64::from(count))));
    let place = mean.map_or(wait.event.position, |(_, mean)| mean);
    let mut away: Vec<f64> =
        places.iter().zip(astray).map(|(at, astray)| at.distance(place).0 + astray.0).collect();
    away.sort_by(f64::total_cmp);
    (place, Metres(away.get(away.len() * 9 / 10).copied().unwrap_or(0.0)))
}

//! A way that was moved by one step and moved back: two leaps of one length in opposite directions.
//!
//! Each leap is what remains of a step from fix to fix once the ship's own course and speed are taken off, and is known as
//! well as these tell of the time between. Two that cancel far better than chance are one lie. Ships that go unheard from
//! port to port and back cancel too, so one of the leaps must be one that a ship does not make. And the same bit of a place
//! garbled twice leaps back and away by one length, with all that is true between: the way to a few fixes elsewhere and back is
//! no leap.

use std::ops::Range;

use model::{Fix, Knots, Metres, Span};

use super::conduct::{Conduct, FAULTS_IN_A_ROW, pace, velocity};
use super::{clock, edge};
use crate::FalsePositionOptions;
use crate::follow::Way;

/// A step that course and speed do not explain.
#[derive(Debug, Clone, Copy)]
struct Leap {
    /// The fix at its end.
    at: usize,
    /// What is left unexplained, metres east and north.
    east: f64,
    north: f64,
    /// How well that is known, in metres.
    sigma: f64,
    /// Whether no ship makes it: out of reach, or athwart a course that is the same before and after.
    is_hard: bool,
}

/// Smaller ones are currents and turns (design).
const LEAST: Metres = Metres(5_000.0);
/// A lie lasts no longer (design).
const LONGEST: Span = Span::from_hours(7 * 24);

/// The stretches between two leaps that cancel.
pub(super) fn stretches(
    fixes: &[Fix],
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> Vec<Range<usize>> {
    /// A number with more is sent by several ships, or by one that is hardly heard (design).
    const LEAPS_AT_MOST: usize = 400;
    let leaps: Vec<Leap> = leaps(fixes, conduct).take(LEAPS_AT_MOST + 1).collect();
    if leaps.len() > LEAPS_AT_MOST {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for (from, one) in leaps.iter().enumerate() {
        if found.last().is_some_and(|last| one.at < last.end) {
            continue;
        }
        let others = leaps[from + 1..].iter();
        let in_time = others.take_while(|other| fixes[other.at - 1].time - fixes[one.at].time <= LONGEST);
        let likely = in_time.filter(|other| other.at - one.at >= options.fixes_at_least);
        let best = likely.map(|other| (one.cancels(other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((ratio, other)) = best
            && ratio >= options.shift_likelier
            && edge::are_backed(fixes, &(one.at..other.at), conduct)
            && !clock::explains(fixes, &(one.at..other.at), conduct)
        {
            found.push(one.at..other.at);
        }
    }
    found
}

/// The leaps of a number, but for those to and from faults of transmission.
fn leaps(fixes: &[Fix], conduct: &Conduct) -> impl Iterator<Item = Leap> {
    let mut back = 0;
    (1..fixes.len()).filter_map(move |at| {
        let leap = (at > back).then(|| leap(fixes, [at - 1, at], conduct))??;
        back = back_from_fault(fixes, &leap, conduct).unwrap_or(back);
        (at > back).then_some(leap)
    })
}

/// Where the ship goes on as if it had not leapt, a few fixes after it did.
fn back_from_fault(fixes: &[Fix], away: &Leap, conduct: &Conduct) -> Option<usize> {
    /// Of the leap, what may be left of it (design: a lie of many fixes leaves nearly all of it).
    const LEFT: f64 = 0.1;
    let mut back = (away.at + 1..=away.at + FAULTS_IN_A_ROW).take_while(|at| *at < fixes.len());
    back.find(|&at| {
        let left = leap(fixes, [away.at - 1, at], conduct);
        left.is_none_or(|left| size((left.east, left.north)) <= LEFT * size((away.east, away.north)))
    })
}

/// The leap between two fixes.
fn leap(fixes: &[Fix], [from, at]: [usize; 2], conduct: &Conduct) -> Option<Leap> {
    let (one, next) = (&fixes[from], &fixes[at]);
    let span = (next.time - one.time).secs();
    if Way::at_most(one.position, next.position) + pace(one)?.max(pace(next)?) * span < LEAST.0 {
        return None;
    }
    let way = Way::between(one.position, next.position);
    let (before, after) = (velocity(one)?, velocity(next)?);
    let (slow, fast) = (size(before).min(size(after)), size(before).max(size(after)));
    if way.length() + fast * span < LEAST.0 {
        return None;
    }
    let east = way.east - (before.0 + after.0) / 2.0 * span;
    let north = way.north - (before.1 + after.1) / 2.0 * span;
    let turned = size((after.0 - before.0, after.1 - before.1));
    let sigma = 500.0 + 0.1 * f64::midpoint(slow, fast) * span + 0.3 * turned * span;
    let miss = size((east, north));
    let is_athwart = slow > ATHWART.above.metres_per_second()
        && span <= ATHWART.within.secs()
        && way.length() >= ATHWART.share * slow * span
        && miss >= ATHWART.sigmas * sigma;
    let is_hard = !conduct.can_follow(one, next) || is_athwart;
    (miss >= LEAST.0.max(3.0 * sigma)).then_some(Leap { at, east, north, sigma, is_hard })
}

/// When a ship on one course before and after cannot have gone aside between: it would have had to turn at once, sail there
/// at full speed, and take up her course again at once.
struct Athwart {
    above: Knots,
    within: Span,
    /// Of what it sails in the time.
    share: f64,
    sigmas: f64,
}

const ATHWART: Athwart = Athwart { above: Knots(4.0), within: Span::from_hours(3), share: 0.8, sigmas: 4.0 };

impl Leap {
    /// How many times likelier two leaps are that are one lie's than two of which either went anywhere as far.
    fn cancels(&self, other: &Self) -> f64 {
        if !self.is_hard && !other.is_hard {
            return 0.0;
        }
        let variance = self.sigma * self.sigma + other.sigma * other.sigma;
        let (east, north) = (self.east + other.east, self.north + other.north);
        let surer = if self.sigma < other.sigma { self } else { other };
        let far = surer.east * surer.east + surer.north * surer.north;
        far / (2.0 * variance) * (-(east * east + north * north) / (2.0 * variance)).exp()
    }
}

fn size((east, north): (f64, f64)) -> f64 {
    (east * east + north * north).sqrt()
}

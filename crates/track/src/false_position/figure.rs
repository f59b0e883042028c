//! A closed figure gone round and round: a box or a circle on which every fix lies.
//!
//! Ships that wait go to and fro; few come back on their own line to a few metres, round after round. A figure is fitted to
//! the middle of a stretch of milling and grown to both sides for as long as fixes lie on it. Survey ships and dredgers, and
//! whoever follows a planned track, do keep to such a line: that they sail it, what they tell of their motion shows ([`motion`]).

mod boxed;
mod circle;
mod motion;

use std::ops::Range;

use model::{Fix, Knots, Metres, Span, Transmitter};

use super::conduct::{Conduct, is_within};
use crate::FalsePositionOptions;
use crate::follow::Way;

/// A fix on the plane about the first of its stretch.
#[derive(Debug, Clone, Copy)]
struct Dot {
    /// Metres.
    east: f64,
    north: f64,
    /// Degrees, where it is told.
    course: Option<f64>,
    /// How far it may lie off a figure, in metres.
    slack: f64,
}

/// A line that closes.
trait Figure {
    /// How far a dot lies off it, in metres.
    fn off(&self, dot: Dot) -> f64;
    /// Metres once round.
    fn round(&self) -> f64;
    /// Whether the courses told do not go along it.
    fn is_athwart(&self) -> bool {
        false
    }
}

/// Fewer dots fit many figures.
const DOTS: usize = 12;

/// The stretches in which a figure is gone round that no ship goes.
pub(super) fn stretches(
    fixes: &[Fix],
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < fixes.len() {
        let window = from..window_end(fixes, from, conduct);
        if is_milling(&fixes[window.clone()]) {
            found.extend(lie(fixes, &window, conduct, options));
        }
        from = window.end;
    }
    found
}

/// The end of what was heard from a fix on, under way, near its place.
fn window_end(fixes: &[Fix], from: usize, conduct: &Conduct) -> usize {
    /// Figures on record are some kilometres wide (design).
    const NEAR: Metres = Metres(20_000.0);
    const UNDER_WAY: Knots = Knots(2.0);
    let is_of_it = |at: &usize| {
        let (first, before, fix) = (&fixes[from], &fixes[at - 1], &fixes[*at]);
        fix.speed().is_some_and(|speed| speed >= UNDER_WAY)
            && is_within(first, fix, NEAR.0)
            && conduct.can_follow(before, fix)
    };
    from + 1 + (from + 1..fixes.len()).take_while(is_of_it).count()
}

/// Whether the ship sailed much farther than it got.
fn is_milling(fixes: &[Fix]) -> bool {
    const TIMES: f64 = 3.0;
    fixes.len() >= DOTS && {
        let widest = |fix: &Fix| Way::between(fixes[0].position, fix.position).length();
        sailed(fixes) >= TIMES * fixes.iter().map(widest).fold(0.0, f64::max)
    }
}

/// Metres through the water, by the speeds told.
fn sailed(fixes: &[Fix]) -> f64 {
    /// What a ship did for longer between two fixes nobody knows.
    const AT_MOST: Span = Span::from_hours(12);
    let speed = |fix: &Fix| fix.speed().map_or(0.0, Knots::metres_per_second);
    let step = |pair: &[Fix]| {
        f64::midpoint(speed(&pair[0]), speed(&pair[1])) * (pair[1].time - pair[0].time).min(AT_MOST).secs()
    };
    fixes.windows(2).map(step).sum()
}

fn lie(
    fixes: &[Fix],
    window: &Range<usize>,
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> Option<Range<usize>> {
    let dots = dots(&fixes[window.clone()]);
    let middle = &dots[dots.len() / 4..dots.len() - dots.len() / 4];
    // Where a box is seldom heard, the middle may lack one of its sides.
    let figure: Box<dyn Figure> = match boxed::fit(middle).or_else(|| boxed::fit(&dots)) {
        Some(fitted) => Box::new(fitted),
        None => Box::new(circle::fit(middle)?),
    };
    let grown = grow(&dots, figure.as_ref())?;
    let lie = window.start + grown.start..window.start + grown.end;
    let inside = &fixes[lie.clone()];
    let rounds = sailed(inside) / figure.round();
    let leap = leap_at(fixes, &lie, conduct);
    let is_made_up = motion::is_made_up(inside, figure.as_ref(), leap.is_some(), options);
    let is_lie = match leap {
        Some(leap) => rounds >= options.rounds_at_least && (is_made_up || leap == Leap::BeyondAnyShip),
        None => {
            is_made_up
                && rounds >= options.rounds_alone_at_least
                && scatter(&dots[grown], figure.as_ref()) <= options.scatter_alone_at_most.0
        }
    };
    is_lie.then_some(lie)
}

/// A step that the ship cannot have sailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leap {
    /// By the speeds that she tells.
    BeyondHer,
    /// Nor can any other.
    BeyondAnyShip,
}

/// The greater of the leaps into a stretch and out of it, if there is any.
fn leap_at(fixes: &[Fix], stretch: &Range<usize>, conduct: &Conduct) -> Option<Leap> {
    let ends = [stretch.start, stretch.end].into_iter().filter(|&at| at > 0 && at < fixes.len());
    let leap = |at: usize| {
        let (one, next) = (&fixes[at - 1], &fixes[at]);
        match () {
            () if conduct.can_follow(one, next) => None,
            () if conduct.any_can_follow(one, next) => Some(Leap::BeyondHer),
            () => Some(Leap::BeyondAnyShip),
        }
    };
    ends.filter_map(leap).max()
}

fn dots(fixes: &[Fix]) -> Vec<Dot> {
    /// A receiver's scatter and a corner cut between two fixes; long-range broadcasts give a tenth of a minute.
    const EXACT: f64 = 60.0;
    const COARSE: f64 = 250.0;
    let dot = |fix: &Fix| {
        let Way { east, north } = Way::between(fixes[0].position, fix.position);
        let slack = if fix.transmitter == Transmitter::LongRange { COARSE } else { EXACT };
        Dot { east, north, course: fix.course().map(|course| course.0), slack }
    };
    fixes.iter().map(dot).collect()
}

/// The longest part about the middle in which nine of ten dots lie on the figure and never three in a row do not.
fn grow(dots: &[Dot], figure: &dyn Figure) -> Option<Range<usize>> {
    const OFF_IN_A_ROW: usize = 3;
    let is_on = |dot: &Dot| figure.off(*dot) <= dot.slack;
    let reach = |dots: &mut dyn Iterator<Item = &Dot>| {
        let (mut far, mut off) = (0, 0);
        for (at, dot) in dots.enumerate() {
            off = if is_on(dot) { 0 } else { off + 1 };
            if off == OFF_IN_A_ROW {
                break;
            }
            far = if off == 0 { at + 1 } else { far };
        }
        far
    };
    let middle = dots.len() / 2;
    let start = middle - reach(&mut dots[..middle].iter().rev());
    let end = middle + reach(&mut dots[middle..].iter());
    let on = dots[start..end].iter().filter(|dot| is_on(dot)).count();
    (on >= DOTS && on * 10 >= (end - start) * 9).then_some(start..end)
}

/// The root of the mean square by which exact dots lie off the figure, in metres.
fn scatter(dots: &[Dot], figure: &dyn Figure) -> f64 {
    let finest = dots.iter().map(|dot| dot.slack).fold(f64::INFINITY, f64::min);
    let squares: Vec<f64> =
        dots.iter().filter(|dot| dot.slack <= finest).map(|dot| figure.off(*dot).powi(2)).collect();
    (squares.iter().sum::<f64>() / squares.len().max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests;

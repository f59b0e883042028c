//! A box: four courses at right angles, each on one line.

use super::{Dot, Figure};

/// A rectangle, turned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxed {
    /// Sine and cosine of the course of one side.
    turn: (f64, f64),
    /// Along that course from and to, in metres.
    along: (f64, f64),
    /// And to its right.
    aside: (f64, f64),
}

/// Shorter sides are no box (design).
const SIDE: f64 = 400.0;

/// The box on which the dots lie, if their courses are at right angles and each has its line.
pub(super) fn fit(dots: &[Dot]) -> Option<Boxed> {
    let turn = turn(dots)?.to_radians().sin_cos();
    let mut lines: [Vec<f64>; 4] = Default::default();
    for dot in dots {
        let Some(course) = dot.course else { continue };
        let (along, aside) = turned(turn, *dot);
        let side = side(turn, course);
        lines[side].push(if side.is_multiple_of(2) { aside } else { along });
    }
    let [a, b, c, d] = lines.map(|mut line| median(&mut line));
    let sorted = |one: f64, other: f64| (one.min(other), one.max(other));
    let fitted = Boxed { turn, along: sorted(b?, d?), aside: sorted(a?, c?) };
    let is_wide = |(from, to): (f64, f64)| to - from >= SIDE;
    (is_wide(fitted.along) && is_wide(fitted.aside)).then_some(fitted)
}

/// The angle, below 90 degrees, that all courses share but for right angles; `None` if they share none.
fn turn(dots: &[Dot]) -> Option<f64> {
    /// Of courses that scatter by five degrees (design).
    const SHARED: f64 = 0.8;
    let courses = || dots.iter().filter_map(|dot| dot.course);
    let (sin, cos) = courses().fold((0.0, 0.0), |(sin, cos), course| {
        let (s, c) = (4.0 * course).to_radians().sin_cos();
        (sin + s, cos + c)
    });
    let shared = sin.hypot(cos) / courses().count().max(1) as f64;
    (shared >= SHARED).then(|| sin.atan2(cos).to_degrees() / 4.0)
}

/// Which of the four courses is meant, 0 to 3.
fn side((sin, cos): (f64, f64), course: f64) -> usize {
    let off = course - sin.atan2(cos).to_degrees();
    ((off / 90.0).round() as i64).rem_euclid(4) as usize
}

fn turned((sin, cos): (f64, f64), dot: Dot) -> (f64, f64) {
    (dot.east * sin + dot.north * cos, dot.east * cos - dot.north * sin)
}

fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

impl Figure for Boxed {
    fn off(&self, dot: Dot) -> f64 {
        let (along, aside) = turned(self.turn, dot);
        let outside = |at: f64, (from, to): (f64, f64)| (from - at).max(at - to).max(0.0);
        let to_line = |at: f64, (from, to): (f64, f64)| (at - from).abs().min((at - to).abs());
        let across = to_line(aside, self.aside).hypot(outside(along, self.along));
        across.min(to_line(along, self.along).hypot(outside(aside, self.aside)))
    }

    fn round(&self) -> f64 {
        2.0 * (self.along.1 - self.along.0 + self.aside.1 - self.aside.0)
    }
}

//! A line through the times at which two clocks were apart.

use model::{Span, Timestamp};

/// A transmission that two stations stamped differently, by the stamps of one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) time: Timestamp,
    /// How much later the second station stamped it.
    pub(super) by: Span,
    /// Its number among those of the pair.
    pub(super) at: usize,
}

/// How two clocks part: most do by one span, a clock that nobody sets by more each day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) half_way: Timestamp,
    /// Half way.
    pub(super) apart_s: f64,
    /// Seconds a second.
    pub(super) slope: f64,
}

impl Line {
    /// The resistant line of Tukey (Exploratory Data Analysis, 1977, chapter 10): through the medians of the first and the last third
    /// of points by time, so that a third of the stamps may be anything.
    pub(super) fn through(by_time: &[Point]) -> Option<Self> {
        let third = by_time.len().div_ceil(3);
        let middle = |part: &[Point]| {
            let time_s = median(part.iter().map(|point| (point.time - by_time[0].time).secs()))?;
            Some((time_s, median(part.iter().map(|point| point.by.secs()))?))
        };
        let (first, last) = (middle(&by_time[..third])?, middle(&by_time[by_time.len() - third..])?);
        let slope = if last.0 > first.0 { (last.1 - first.1) / (last.0 - first.0) } else { 0.0 };
        let half_way = by_time[by_time.len() / 2].time;
        let mut line = Self { half_way, apart_s: 0.0, slope };
        line.apart_s = median(by_time.iter().map(|point| line.off(point)))?;
        Some(line)
    }

    /// The same without a drift that stamps scatter by as well over so long.
    pub(super) fn without_noise(self, by_time: &[Point], within: Span) -> Self {
        let [first, .., last] = by_time else { return self };
        let drifts_s = self.slope.abs() * (last.time - first.time).secs();
        if drifts_s > 2.0 * within.secs() { self } else { Self { slope: 0.0, ..self } }
    }

    /// How far apart the clocks were by the line at a moment, in seconds.
    pub(super) fn at(&self, time: Timestamp) -> f64 {
        self.apart_s + self.slope * (time - self.half_way).secs()
    }

    /// How far the clocks were farther apart than by the line, in seconds.
    pub(super) fn off(&self, point: &Point) -> f64 {
        point.by.secs() - self.at(point.time)
    }

    /// How far apart the clocks were by the line when they were most so, of points by time, in seconds.
    pub(super) fn most_apart_s(&self, by_time: &[Point]) -> f64 {
        let ends = by_time.first().into_iter().chain(by_time.last());
        ends.map(|point| self.at(point.time).abs()).fold(0.0, f64::max)
    }

    /// Whether half of all points lie as near to it as copies of one transmission.
    pub(super) fn fits(&self, points: &[Point], within: Span) -> bool {
        median(points.iter().map(|point| self.off(point).abs())).is_some_and(|off| off <= within.secs())
    }
}

pub(super) fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    let middle = numbers.len() / 2;
    (!numbers.is_empty()).then(|| *numbers.select_nth_unstable_by(middle, f64::total_cmp).1)
}

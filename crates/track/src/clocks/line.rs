//! A line through the times at which two clocks were apart.

use model::Timestamp;

use super::pair::Apart;

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
    /// The resistant line of Tukey (Exploratory Data Analysis, 1977, chapter 10): through the medians of the first and the last third,
    /// so that a third of the stamps may be anything.
    pub(super) fn through(apart: &[Apart]) -> Option<Self> {
        let mut by_time = apart.to_vec();
        by_time.sort_by_key(|apart| (apart.time, apart.by));
        let third = by_time.len().div_ceil(3);
        let middle = |part: &[Apart]| {
            let time_s = median(part.iter().map(|apart| (apart.time - by_time[0].time).secs()))?;
            Some((time_s, median(part.iter().map(|apart| apart.by.secs()))?))
        };
        let (first, last) = (middle(&by_time[..third])?, middle(&by_time[by_time.len() - third..])?);
        let slope = if last.0 > first.0 { (last.1 - first.1) / (last.0 - first.0) } else { 0.0 };
        let half_way = by_time[by_time.len() / 2].time;
        let mut line = Self { half_way, apart_s: 0.0, slope };
        line.apart_s = median(by_time.iter().map(|apart| line.off(apart)))?;
        Some(line)
    }

    /// How far apart the clocks were by the line when they were most so, of stamps by time, in seconds.
    pub(super) fn most_apart_s(&self, apart: &[Apart]) -> f64 {
        let ends = apart.first().into_iter().chain(apart.last());
        ends.map(|apart| (apart.by.secs() - self.off(apart)).abs()).fold(0.0, f64::max)
    }

    /// How far the clocks were farther apart than by the line, in seconds.
    pub(super) fn off(&self, apart: &Apart) -> f64 {
        apart.by.secs() - self.apart_s - self.slope * (apart.time - self.half_way).secs()
    }
}

pub(super) fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    let middle = numbers.len() / 2;
    (!numbers.is_empty()).then(|| *numbers.select_nth_unstable_by(middle, f64::total_cmp).1)
}

//! How often a hull was heard, day by day, as a picture of one line.

use std::collections::BTreeMap;
use std::io::{self, Write};

use case::MarkedFix;
use model::{Span, Timestamp};
use serde::{Serialize, Serializer};

use crate::page::{Page, padded};
use crate::show::many;

/// Believed fixes a day (UTC), by days since 1970.
#[derive(Debug, Default)]
pub(super) struct Days(BTreeMap<i64, u64>);

/// Which days a mark of the picture stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// Days since 1970.
    first: i64,
    span: usize,
    per_mark: usize,
}

impl Scale {
    /// How many marks the picture has.
    pub(super) const fn marks(self) -> usize {
        self.span.div_ceil(self.per_mark)
    }

    /// The mark of a moment; the first or the last for one before or after.
    pub(super) fn mark(self, time: Timestamp) -> usize {
        let day = (time.day() - self.first).clamp(0, self.span as i64 - 1);
        day as usize / self.per_mark
    }
}

/// Columns before the picture.
const HEAD: usize = 15;
/// A day on which it was not heard.
const SILENT: char = '·';
pub(super) const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Days {
    pub(super) fn of<'a>(fixes: impl Iterator<Item = &'a MarkedFix>) -> Self {
        let mut days = BTreeMap::new();
        for marked in fixes.filter(|marked| marked.doubt.is_none()) {
            *days.entry(marked.fix.time.day()).or_default() += 1;
        }
        Self(days)
    }

    /// How many days a mark of the picture stands for on a page; `None` for a hull that was never heard.
    pub(super) fn scale(&self, page: Page) -> Option<Scale> {
        let ((first, _), (last, _)) = (self.0.first_key_value()?, self.0.last_key_value()?);
        let span = (last - first + 1) as usize;
        Some(Scale { first: *first, span, per_mark: span.div_ceil(page.width() - HEAD) })
    }

    pub(super) fn print(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        let Some(Scale { first, span, per_mark }) = self.scale(page) else { return Ok(()) };
        let marks = self.marks(first, span, per_mark);
        let most = marks.iter().copied().max().unwrap_or_default();
        let picture: String = marks.iter().map(|fixes| bar(*fixes, most)).collect();
        let mark = if per_mark == 1 { "a day".to_owned() } else { format!("{per_mark} days") };
        writeln!(out, "{}{picture}", padded(&format!("  {}", page.tell("by day")), HEAD))?;
        let silent = span - self.0.len();
        let told = format!(
            "a mark is {mark} from {}, at most {}; {silent} of {span} days silent",
            date(first),
            many(most, "fix")
        );
        writeln!(out, "{}", page.told(&" ".repeat(HEAD), &told))
    }

    /// Fixes in each run of `per_mark` days.
    fn marks(&self, first: i64, span: usize, per_mark: usize) -> Vec<u64> {
        let mut marks = vec![0; span.div_ceil(per_mark)];
        for (day, fixes) in &self.0 {
            marks[(day - first) as usize / per_mark] += fixes;
        }
        marks
    }
}

/// A day with one fix has a bar, the day with the most the highest.
fn bar(fixes: u64, most: u64) -> char {
    match fixes {
        0 => SILENT,
        fixes => BARS[((fixes * BARS.len() as u64).div_ceil(most) - 1) as usize],
    }
}

fn date(day: i64) -> String {
    let moment = Timestamp::from_ms(0).map(|epoch| epoch.saturating_add(Span::from_hours(day * 24)));
    moment.map_or_else(|_| day.to_string(), |moment| moment.to_string().chars().take(10).collect())
}

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(day, fixes)| (date(*day), fixes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_day_is_seen_and_so_is_a_day_of_one_fix() {
        let days = Days(BTreeMap::from([(0, 1), (2, 800), (3, 400)]));
        let picture: String = days.marks(0, 4, 1).iter().map(|fixes| bar(*fixes, 800)).collect();
        assert_eq!(picture, "▁·█▄");
        assert_eq!(days.marks(0, 4, 2), [1, 1_200]);
        assert_eq!(serde_json::to_value(&days).unwrap()["1970-01-03"], 800);
    }
}

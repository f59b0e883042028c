//! The times in which what speaks for something outweighs what speaks against it.

use model::{Interval, Timestamp};

/// Of moments by time with what each counts, every longest time that counts above 0 and more than any time that it could be cut to or
/// grown to: the one that counts most, then those before and after it, and so on (Ruzzo and Tompa, 1999, "A linear time algorithm for finding all
/// maximal scoring subsequences").
pub(super) fn maximal(moments: impl Iterator<Item = (Timestamp, i64)>) -> Vec<Interval> {
    let mut open: Vec<Sum> = Vec::new();
    let mut total = 0;
    for (time, counts) in moments {
        let before = total;
        total += counts;
        if counts > 0 {
            join(&mut open, Sum { before, after: total, span: Interval::between(time, time), lower: None });
        }
    }
    open.into_iter().map(|sum| sum.span).collect()
}

/// A time, and what all moments count up to its beginning and up to its end.
struct Sum {
    before: i64,
    after: i64,
    span: Interval,
    /// The last one before it that begins lower.
    lower: Option<usize>,
}

/// Adds a time to those found so far, joined with all from the last one that begins lower, if it ends lower too.
fn join(open: &mut Vec<Sum>, mut new: Sum) {
    loop {
        new.lower = last_lower(open, new.before);
        let Some(at) = new.lower.filter(|&at| open[at].after < new.after) else { break };
        let span = Interval::between(open[at].span.start(), new.span.end());
        new = Sum { before: open[at].before, span, ..new };
        open.truncate(at);
    }
    open.push(new);
}

/// By the links of those that follow it, each of which begins no lower than its own.
fn last_lower(open: &[Sum], before: i64) -> Option<usize> {
    let mut at = open.len().checked_sub(1);
    while let Some(here) = at.filter(|&here| open[here].before >= before) {
        at = open[here].lower;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(counts: &[i64]) -> Vec<(i64, i64)> {
        let moments = (0..).zip(counts).map(|(ms, &counts)| (Timestamp::from_ms(ms).unwrap(), counts));
        maximal(moments).into_iter().map(|span| (span.start().ms(), span.end().ms())).collect()
    }

    #[test]
    fn the_example_of_the_paper_has_its_three_times() {
        let scaled = [4, -5, 3, -3, 1, 2, -2, 2, -2, 1, 5];
        assert_eq!(moments(&scaled), [(0, 0), (2, 2), (4, 10)]);
    }

    #[test]
    fn what_nothing_outweighs_is_one_time_and_what_is_outweighed_all_along_is_none() {
        assert_eq!(moments(&[1, 1, 1]), [(0, 2)]);
        assert_eq!(moments(&[1, 1, -1, 1, 1]), [(0, 4)]);
        assert_eq!(moments(&[-1, -1]), []);
        assert_eq!(moments(&[2, -3, 2]), [(0, 0), (2, 2)]);
    }
}

//! Several sorted streams into one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;

/// The reports of all `streams`, each sorted by `compare`, sorted by it.
pub(super) struct Merged<T, S> {
    streams: Vec<S>,
    heads: BinaryHeap<Head<T>>,
    failed: Option<io::Error>,
}

/// The next report of one stream.
struct Head<T> {
    report: T,
    stream: usize,
    compare: fn(&T, &T) -> Ordering,
}

impl<T> Ord for Head<T> {
    /// The first report is the greatest head.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.compare)(&other.report, &self.report).then_with(|| other.stream.cmp(&self.stream))
    }
}

impl<T> PartialOrd for Head<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Head<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Head<T> {}

impl<T, S: Iterator<Item = io::Result<T>>> Merged<T, S> {
    pub(super) fn new(mut streams: Vec<S>, compare: fn(&T, &T) -> Ordering) -> io::Result<Self> {
        let mut heads = BinaryHeap::with_capacity(streams.len());
        for (stream, reports) in streams.iter_mut().enumerate() {
            if let Some(report) = reports.next() {
                heads.push(Head { report: report?, stream, compare });
            }
        }
        Ok(Self { streams, heads, failed: None })
    }
}

impl<T, S: Iterator<Item = io::Result<T>>> Iterator for Merged<T, S> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.heads.clear();
            return Some(Err(error));
        }
        let mut head = self.heads.peek_mut()?;
        Some(Ok(match self.streams[head.stream].next() {
            Some(Ok(next)) => std::mem::replace(&mut head.report, next),
            Some(Err(error)) => {
                self.failed = Some(error);
                PeekMut::pop(head).report
            }
            None => PeekMut::pop(head).report,
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn merged(streams: Vec<Vec<io::Result<u32>>>) -> Vec<Result<u32, String>> {
        let streams = streams.into_iter().map(Vec::into_iter).collect();
        let merged = Merged::new(streams, u32::cmp).unwrap();
        merged.map(|report| report.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn a_stream_that_breaks_gives_its_error_behind_what_came_before_it_and_nothing_after() {
        let broken = vec![Ok(2), Err(io::Error::other("the disk is gone"))];
        let found = merged(vec![vec![Ok(1), Ok(3), Ok(4)], broken, Vec::new()]);
        assert_eq!(found, [Ok(1), Ok(2), Err("the disk is gone".to_owned())]);
        let first = Merged::new(vec![vec![Err::<u32, _>(io::Error::other("gone"))].into_iter()], u32::cmp);
        assert!(first.is_err());
    }

    proptest! {
        #[test]
        fn sorted_streams_are_one_sorted_stream(
            mut streams in proptest::collection::vec(proptest::collection::vec(0..50u32, 0..20), 0..8),
        ) {
            streams.iter_mut().for_each(|stream| stream.sort_unstable());
            let mut expected = streams.concat();
            expected.sort_unstable();
            let streams = streams.into_iter().map(|stream| stream.into_iter().map(Ok).collect()).collect();
            let found: Vec<u32> = merged(streams).into_iter().map(Result::unwrap).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

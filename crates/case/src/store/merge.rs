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

//! Several sorted streams into one, in which reports that are in memory are lent and not copied.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::io;

/// Sorted reports, in memory or read one by one, with the first of them at hand.
pub(crate) enum Stream<'r, T> {
    Held { reports: Box<dyn Iterator<Item = &'r T> + 'r>, head: Option<&'r T> },
    Read { reports: Box<dyn Iterator<Item = io::Result<T>> + 'r>, head: Option<T> },
}

impl<'r, T> Stream<'r, T> {
    pub(super) fn held(reports: impl Iterator<Item = &'r T> + 'r) -> Self {
        let mut reports = Box::new(reports);
        let head = reports.next();
        Self::Held { reports, head }
    }

    /// Fails where the first report cannot be read.
    pub(super) fn read(reports: impl Iterator<Item = io::Result<T>> + 'r) -> io::Result<Self> {
        let mut reports = Box::new(reports);
        let head = reports.next().transpose()?;
        Ok(Self::Read { reports, head })
    }

    fn head(&self) -> Option<&T> {
        match self {
            Self::Held { head, .. } => *head,
            Self::Read { head, .. } => head.as_ref(),
        }
    }

    /// The first report, which is not at hand any more.
    fn take(&mut self) -> Option<Cow<'r, T>>
    where
        T: Clone,
    {
        match self {
            Self::Held { head, .. } => head.take().map(Cow::Borrowed),
            Self::Read { head, .. } => head.take().map(Cow::Owned),
        }
    }

    fn advance(&mut self) -> io::Result<()> {
        match self {
            Self::Held { reports, head } => *head = reports.next(),
            Self::Read { reports, head } => *head = reports.next().transpose()?,
        }
        Ok(())
    }
}

/// The reports of all `streams`, each sorted by `compare`, sorted by it.
pub(crate) struct Merged<'r, T> {
    streams: Vec<Stream<'r, T>>,
    /// The streams that are not at their ends, that with the first report last.
    order: Vec<usize>,
    compare: fn(&T, &T) -> Ordering,
    /// Whether the first report was given out.
    is_given: bool,
}

impl<'r, T> Merged<'r, T> {
    pub(super) fn new(streams: Vec<Stream<'r, T>>, compare: fn(&T, &T) -> Ordering) -> Self {
        let order = (0..streams.len()).filter(|stream| streams[*stream].head().is_some()).collect();
        let mut merged = Self { streams, order, compare, is_given: false };
        let mut order = std::mem::take(&mut merged.order);
        order.sort_unstable_by(|one, other| merged.compare(*other, *one));
        merged.order = order;
        merged
    }

    /// The next report; after an error there is none.
    #[inline]
    pub(super) fn next(&mut self) -> io::Result<Option<&T>> {
        let first = self.turn()?;
        Ok(first.and_then(|first| self.streams[first].head()))
    }

    /// The next report, to keep beside those that come after it.
    pub(super) fn take(&mut self) -> io::Result<Option<Cow<'r, T>>>
    where
        T: Clone,
    {
        let first = self.turn()?;
        Ok(first.and_then(|first| self.streams[first].take()))
    }

    /// Passes what was given out; the stream with the first report of those that are left.
    #[inline]
    fn turn(&mut self) -> io::Result<Option<usize>> {
        if std::mem::replace(&mut self.is_given, true) {
            self.advance()?;
        }
        Ok(self.order.last().copied())
    }

    /// Passes the first report. The stream that it was of mostly has the next one, too.
    fn advance(&mut self) -> io::Result<()> {
        let Some(stream) = self.order.pop() else { return Ok(()) };
        if let Err(error) = self.streams[stream].advance() {
            self.order.clear();
            return Err(error);
        }
        if self.streams[stream].head().is_some() {
            let is_behind = |other: &usize| self.compare(*other, stream).is_gt();
            let place = match self.order.last() {
                Some(first) if !is_behind(first) => self.order.partition_point(is_behind),
                _ => self.order.len(),
            };
            self.order.insert(place, stream);
        }
        Ok(())
    }

    /// By the first reports of two streams that have one, and then by their numbers.
    fn compare(&self, one: usize, other: usize) -> Ordering {
        let heads = self.streams[one].head().zip(self.streams[other].head());
        heads.map_or(Ordering::Equal, |(one, other)| (self.compare)(one, other)).then(one.cmp(&other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn merged(streams: Vec<Stream<'_, u32>>) -> (Vec<u32>, Option<String>) {
        let (mut merged, mut found) = (Merged::new(streams, u32::cmp), Vec::new());
        loop {
            match merged.next() {
                Ok(Some(report)) => found.push(*report),
                Ok(None) => return (found, None),
                Err(error) => {
                    assert!(merged.next().unwrap().is_none());
                    return (found, Some(error.to_string()));
                }
            }
        }
    }

    fn stream(reports: &[u32], is_held: bool) -> Stream<'_, u32> {
        if is_held {
            Stream::held(reports.iter())
        } else {
            Stream::read(reports.iter().map(|report| Ok(*report))).unwrap()
        }
    }

    #[test]
    fn a_stream_that_breaks_gives_its_error_behind_what_came_before_it_and_nothing_after() {
        let gone = || Err(io::Error::other("the disk is gone"));
        let sound = Stream::held([1, 3, 4].iter());
        let broken = Stream::read(vec![Ok(2), gone()].into_iter()).unwrap();
        assert_eq!(merged(vec![sound, broken]), (vec![1, 2], Some("the disk is gone".to_owned())));
        assert!(Stream::<u32>::read(std::iter::once(gone())).is_err());
    }

    proptest! {
        #[test]
        fn sorted_streams_are_one_sorted_stream(
            mut streams in proptest::collection::vec(proptest::collection::vec(0..50u32, 0..20), 0..8),
            held in proptest::collection::vec(proptest::bool::ANY, 8),
        ) {
            streams.iter_mut().for_each(|stream| stream.sort_unstable());
            let mut expected = streams.concat();
            expected.sort_unstable();
            let streams = streams.iter().zip(held).map(|(reports, is_held)| stream(reports, is_held)).collect();
            prop_assert_eq!(merged(streams), (expected, None));
        }
    }
}

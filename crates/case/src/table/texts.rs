//! Texts of a column, one behind the other in one buffer.

use std::ops::Range;

/// Texts in their order.
#[derive(Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    #[inline]
    pub(super) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of some of the texts.
    pub(super) fn bytes(&self, texts: &Range<usize>) -> usize {
        self.start(texts.end) - self.start(texts.start)
    }

    /// Where a text starts, or the last one ends.
    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.len()).map(|index| &self.bytes[self.start(index)..self.ends[index]])
    }
}

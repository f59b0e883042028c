//! A handful of records that follow each other in a message, kept without allocation.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use crate::field::{Field, Storage};
use crate::layout::{Record, Rest, Visit};
use crate::payload::Payload;

/// At most `N` records, in the order of the message. It reads like a slice.
///
/// ```
/// use ais::{Acknowledged, Few};
/// let ships: Few<Acknowledged, 4> = [Acknowledged { mmsi: 440_000_001, seqno: 2 }].into_iter().collect();
/// assert_eq!((ships.len(), ships[0].seqno), (1, 2));
/// ```
#[derive(Clone, Copy)]
pub struct Few<T, const N: usize> {
    items: [T; N],
    len: usize,
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items[..self.len]
    }
}

/// Takes the first `N`.
impl<T: Copy + Default, const N: usize> FromIterator<T> for Few<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        for (place, item) in few.items.iter_mut().zip(items) {
            *place = item;
            few.len += 1;
        }
        few
    }
}

impl<T: Copy + Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Self { items: [T::default(); N], len: 0 }
    }
}

impl<T: PartialEq, const N: usize> PartialEq for Few<T, N> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq, const N: usize> Eq for Few<T, N> {}

impl<T: Hash, const N: usize> Hash for Few<T, N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// As many whole records as the bits hold; written up to the next whole byte, as the standard fills messages up.
impl<T: Record, const N: usize> Rest for Few<T, N> {
    const STORAGE: Storage = Storage::Record;

    fn read_from(payload: &Payload, at: usize) -> Self {
        let count = payload.bits().saturating_sub(at) / T::BITS;
        (0..count.min(N)).map(|i| T::read(&payload.slice(at + i * T::BITS, T::BITS))).collect()
    }

    fn write_at(&self, payload: &mut Payload, at: usize) {
        for (i, record) in self.iter().enumerate() {
            let mut bits = Payload::zeros(T::BITS);
            record.write(&mut bits);
            payload.put(at + i * T::BITS, &bits);
        }
    }

    fn bits(&self) -> usize {
        (self.len * T::BITS).next_multiple_of(8)
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.records(field, self, N);
    }
}

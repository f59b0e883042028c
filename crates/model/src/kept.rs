//! What a track keeps of what was received: held by the track itself, or a place on a shelf with that of many.
//!
//! A shelf is what whoever keeps many tracks makes of their fixes, such as a file that the system reads as it is needed. What it
//! is made of is not known here.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::{DoubtfulFix, Fix};

/// What many tracks keep, one behind the other. It never changes.
pub type Shelf<T> = Arc<dyn AsRef<[T]> + Send + Sync>;

/// The fixes of a track.
pub type Fixes = Kept<Fix>;

/// The doubtful fixes of a track.
pub type DoubtfulFixes = Kept<DoubtfulFix>;

/// To be read as a slice, wherever it lies.
///
/// ```
/// use std::sync::Arc;
///
/// use darkwake_model::Fixes;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use darkwake_model::{Degrees, FileId, Fix, Location, Mmsi, Position, Timestamp, Told, Transmitter};
/// # let fix = Fix {
/// #     mmsi: Mmsi::try_from(445_123_000)?,
/// #     time: Timestamp::from_ms(1_740_960_000_000)?,
/// #     position: Position::from_degrees(Degrees(38.5), Degrees(124.5))?,
/// #     told: Told::default(),
/// #     transmitter: Transmitter::ClassA,
/// #     location: Location::row(FileId(0), 1),
/// # };
/// let held = Fixes::from(vec![fix; 3]);
/// let mut shared = Fixes::part(Arc::new(vec![fix; 10]), 2..5).ok_or("the shelf is shorter")?;
/// assert_eq!(shared, held);
/// shared.to_mut().truncate(1);
/// assert_eq!(shared[..], held[..1]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Kept<T>(Place<T>);

#[derive(Clone)]
enum Place<T> {
    Held(Vec<T>),
    Shared(Shelf<T>, Range<usize>),
}

impl<T> Kept<T> {
    /// What lies at some places of a shelf; `None` where it is shorter than that.
    pub fn part(shelf: Shelf<T>, places: Range<usize>) -> Option<Self> {
        let is_there = (*shelf).as_ref().get(places.clone()).is_some();
        is_there.then_some(Self(Place::Shared(shelf, places)))
    }

    /// Whether it is a part of a shelf.
    pub const fn is_shared(&self) -> bool {
        matches!(self.0, Place::Shared(..))
    }
}

impl<T: Clone> Kept<T> {
    /// The same to be changed: copied off the shelf first, if it lies on one.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        if self.is_shared() {
            self.0 = Place::Held(self.to_vec());
        }
        match &mut self.0 {
            Place::Held(held) => held,
            Place::Shared(..) => unreachable!("it was copied off the shelf"),
        }
    }
}

impl<T> Deref for Kept<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Place::Held(held) => held,
            Place::Shared(shelf, places) => &(**shelf).as_ref()[places.clone()],
        }
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Kept<T> {
    fn from(held: Vec<T>) -> Self {
        Self(Place::Held(held))
    }
}

impl<T> FromIterator<T> for Kept<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        all.into_iter().collect::<Vec<T>>().into()
    }
}

impl<'k, T> IntoIterator for &'k Kept<T> {
    type Item = &'k T;
    type IntoIter = std::slice::Iter<'k, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Wherever they lie.
impl<T: PartialEq> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Degrees, FileId, Location, Mmsi, Position, Timestamp, Told, Transmitter};

    fn fix(minute: i64) -> Fix {
        Fix {
            mmsi: Mmsi::try_from(445_123_000).unwrap(),
            time: Timestamp::from_ms(minute * 60_000).unwrap(),
            position: Position::from_degrees(Degrees(38.5), Degrees(124.5)).unwrap(),
            told: Told::default(),
            transmitter: Transmitter::ClassA,
            location: Location::row(FileId(0), minute as u64),
        }
    }

    fn shelf() -> Shelf<Fix> {
        Arc::new((0..10).map(fix).collect::<Vec<Fix>>())
    }

    #[test]
    fn a_ship_reads_its_own_fixes_of_a_slab_as_if_it_held_them() {
        let held: Fixes = (3..7).map(fix).collect();
        let shared = Fixes::part(shelf(), 3..7).unwrap();
        assert_eq!((held.is_shared(), shared.is_shared()), (false, true));
        assert_eq!((&shared, format!("{shared:?}")), (&held, format!("{held:?}")));
        assert_eq!((&shared).into_iter().copied().collect::<Vec<Fix>>(), held.to_vec());
        assert_ne!(Fixes::part(shelf(), 3..6).unwrap(), held);
        assert_eq!(Fixes::part(shelf(), 10..10).unwrap(), Fixes::default());
    }

    #[test]
    fn what_is_changed_of_one_ship_changes_neither_the_slab_nor_its_other_readers() {
        let shelf = shelf();
        let mut changed = Fixes::part(Arc::clone(&shelf), 3..7).unwrap();
        let other = changed.clone();
        changed.to_mut().retain(|fix| fix.location.line() != 4);
        assert_eq!(changed, [3, 5, 6].map(fix).to_vec().into());
        assert!(!changed.is_shared());
        assert_eq!(other, (3..7).map(fix).collect());
        assert_eq!((*shelf).as_ref().len(), 10);
    }

    #[test]
    fn no_ship_is_given_fixes_beyond_the_end_of_a_slab() {
        let backwards = Range { start: 7, end: 3 };
        for places in [5..11, 11..11, backwards] {
            assert_eq!(Fixes::part(shelf(), places.clone()), None, "{places:?}");
        }
    }
}

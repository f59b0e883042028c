//! Faults of lines that were kept all the same: mostly by a lenient decoder.

use std::fmt;

/// The set of faults found in the lines of one message; when decoded strictly, nothing but
/// [`Faults::TAG_BLOCK`] and [`Faults::STATION`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Faults(u8);

impl Faults {
    /// The checksum was wrong.
    pub const CHECKSUM: Self = Self(1);
    /// There was no checksum.
    pub const NO_CHECKSUM: Self = Self(2);
    /// The sentence began with `$`.
    pub const DELIMITER: Self = Self(4);
    /// A tag block was unreadable (lenient), or its checksum wrong (strict as well).
    pub const TAG_BLOCK: Self = Self(8);
    /// The number of bits is not one that the standard gives for the type.
    pub const LENGTH: Self = Self(16);
    /// A tag block names its station in bytes that are no text: the station is taken for unknown.
    pub const STATION: Self = Self(32);

    const NAMED: [(Self, &'static str); 6] = [
        (Self::CHECKSUM, "checksum"),
        (Self::NO_CHECKSUM, "no_checksum"),
        (Self::DELIMITER, "delimiter"),
        (Self::TAG_BLOCK, "tag_block"),
        (Self::LENGTH, "length"),
        (Self::STATION, "station"),
    ];

    /// Whether nothing was wrong.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every fault of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The faults as stable snake-case codes.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMED.into_iter().filter(move |(fault, _)| self.contains(*fault)).map(|(_, name)| name)
    }

    /// The same without those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

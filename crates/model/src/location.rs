//! Where in the archive a report stands, so that every finding opens to the bytes that made it, and which station heard it.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU16;

/// A source file of a case, numbered from 0 in the order in which the case first saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A station that received reports, by a number made of the name that the archive gives it.
///
/// Two names may come to one number; such a station seems to hear at two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StationId(NonZeroU16);

impl StationId {
    /// The number of a name, the same in every archive.
    #[inline]
    pub fn named(name: &str) -> Self {
        const FNV_OFFSET: u32 = 0x811c_9dc5;
        const FNV_PRIME: u32 = 0x0100_0193;
        let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(FNV_PRIME);
        let hash = name.bytes().fold(FNV_OFFSET, mix);
        Self(NonZeroU16::new((hash >> 16 ^ hash) as u16).unwrap_or(NonZeroU16::MIN))
    }

    /// The station of a number; 0 is none.
    #[inline]
    pub const fn from_number(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// Its number, 1 to 65,535.
    #[inline]
    pub const fn number(self) -> u16 {
        self.0.get()
    }
}

/// The place of a report in a source file: a run of bytes of the uncompressed text, or a row of a table.
///
/// A message of several sentences spans from the first byte of the first line that carried it (or that gave its
/// time) to the last byte of the last one. The station is what stands there, and no part of the place: two places are
/// equal whether it is known or not.
#[derive(Debug, Clone, Copy)]
pub struct Location {
    file: Whole<3>,
    line: Whole<5>,
    offset: Whole<6>,
    /// 0 for a row of a table: a line of text is never empty.
    len: Whole<3>,
    /// 0 where it is not known.
    station: Whole<2>,
}

impl Location {
    /// The greatest line, a million million: no file has so many. Greater ones are taken for it.
    pub const LAST_LINE: u64 = Whole::<5>::MOST;

    /// The greatest offset, 256 TiB, the same.
    pub const LAST_OFFSET: u64 = Whole::<6>::MOST;

    /// The greatest number of a file, the same.
    pub const LAST_FILE: u32 = Whole::<3>::MOST as u32;

    /// The greatest length, 16 MiB, the same: readers quote messages that span four at most.
    pub const LONGEST: u32 = Whole::<3>::MOST as u32;

    /// `len` bytes (line ends left out) from `offset` of the uncompressed text, starting on `line`, counted from 1.
    #[inline]
    pub const fn text(file: FileId, line: u64, offset: u64, len: u32) -> Self {
        Self {
            file: Whole::of(file.0 as u64),
            line: Whole::of(line),
            offset: Whole::of(offset),
            len: Whole::of(len as u64),
            station: Whole::of(0),
        }
    }

    /// The same place with the station that heard what stands there.
    #[inline]
    #[must_use]
    pub const fn heard_by(self, station: Option<StationId>) -> Self {
        let number = match station {
            Some(station) => station.number() as u64,
            None => 0,
        };
        Self { station: Whole::of(number), ..self }
    }

    /// The station that heard the report, where the archive names it.
    #[inline]
    pub const fn station(self) -> Option<StationId> {
        StationId::from_number(self.station.get() as u16)
    }

    /// Row `row` of a table, counted from 1.
    #[inline]
    pub const fn row(file: FileId, row: u64) -> Self {
        Self::text(file, row, 0, 0)
    }

    /// The source file.
    #[inline]
    pub const fn file(self) -> FileId {
        FileId(self.file.get() as u32)
    }

    /// The line of text or row of a table, counted from 1.
    #[inline]
    pub const fn line(self) -> u64 {
        self.line.get()
    }

    /// Offset and length in bytes of the uncompressed text; `None` for a row of a table.
    #[inline]
    pub const fn bytes(self) -> Option<(u64, u32)> {
        match self.len.get() as u32 {
            0 => None,
            len => Some((self.offset.get(), len)),
        }
    }
}

impl Location {
    /// By file, then as they stand in it.
    #[inline]
    const fn key(&self) -> (Whole<3>, Whole<5>, Whole<6>, Whole<3>) {
        (self.file, self.line, self.offset, self.len)
    }
}

impl PartialEq for Location {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Location {}

impl PartialOrd for Location {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Location {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Location {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// A whole number in `N` bytes, the highest first, so that their order is that of the numbers. Of bytes alone, it stands
/// anywhere: a place leaves no gap in what holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Whole<const N: usize>([u8; N]);

impl<const N: usize> Whole<N> {
    const MOST: u64 = u64::MAX >> (64 - 8 * N);

    #[inline]
    const fn of(number: u64) -> Self {
        let number = if number < Self::MOST { number } else { Self::MOST };
        let all = number.to_be_bytes();
        let (mut bytes, mut at) = ([0; N], 0);
        while at < N {
            bytes[at] = all[8 - N + at];
            at += 1;
        }
        Self(bytes)
    }

    #[inline]
    const fn get(self) -> u64 {
        let (mut all, mut at) = ([0; 8], 0);
        while at < N {
            all[8 - N + at] = self.0[at];
            at += 1;
        }
        u64::from_be_bytes(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stand_in_the_order_of_their_files_lines_and_offsets_however_large() {
        let numbers = [0, 1, 255, 256, 65_535, 1 << 32, Location::LAST_LINE];
        let places: Vec<Location> = (0..3)
            .flat_map(|file| numbers.map(|line| (file, line)))
            .flat_map(|(file, line)| numbers.map(|offset| Location::text(FileId(file), line, offset, 80)))
            .collect();
        assert!(places.is_sorted() && places.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(numbers.iter().all(|&row| Location::row(FileId(9), row).line() == row));
    }

    #[test]
    fn a_place_beyond_all_files_is_the_last_one() {
        let beyond = Location::text(FileId(u32::MAX), u64::MAX, u64::MAX, u32::MAX);
        assert_eq!(beyond.line(), Location::LAST_LINE);
        assert_eq!(beyond.bytes(), Some((Location::LAST_OFFSET, Location::LONGEST)));
        assert_eq!(beyond.file(), FileId(Location::LAST_FILE));
    }

    #[test]
    fn a_place_is_the_same_whether_its_station_is_known_or_not() {
        let place = Location::row(FileId(3), 7);
        let busan = StationId::named("rBUSAN");
        assert_eq!(place.heard_by(Some(busan)).station(), Some(busan));
        assert_eq!((place.station(), place.heard_by(None).station()), (None, None));
        assert_eq!(place, place.heard_by(Some(busan)));
        assert_eq!(size_of::<Location>(), 19);
    }

    #[test]
    fn stations_of_one_coast_have_numbers_of_their_own() {
        let names =
            ["rBUSAN", "rULSAN", "rPOHANG", "rJEJU", "SAT1", "SAT2", "b003669794", "2190048", "rORBCOMM009"];
        let numbers: std::collections::BTreeSet<StationId> = names.map(StationId::named).into();
        assert_eq!(numbers.len(), names.len());
        assert_eq!(StationId::from_number(0), None);
    }
}

//! Where in the archive a report stands, so that every finding opens to the bytes that made it.

/// A source file of a case, numbered from 0 in the order in which the case first saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The place of a report in a source file: a run of bytes of the uncompressed text, or a row of a table.
///
/// A message of several sentences spans from the first byte of the first line that carried it (or that gave its
/// time) to the last byte of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    // Their order is that of locations: by file, then as they stand in it.
    file: Whole<4>,
    line: Whole<5>,
    offset: Whole<6>,
    /// 0 for a row of a table: a line of text is never empty.
    len: Whole<4>,
}

impl Location {
    /// The greatest line, a million million: no file has so many. Greater ones are taken for it.
    pub const LAST_LINE: u64 = Whole::<5>::MOST;

    /// The greatest offset, 256 TiB, the same.
    pub const LAST_OFFSET: u64 = Whole::<6>::MOST;

    /// `len` bytes (line ends left out) from `offset` of the uncompressed text, starting on `line`, counted from 1.
    #[inline]
    pub const fn text(file: FileId, line: u64, offset: u64, len: u32) -> Self {
        Self {
            file: Whole::of(file.0 as u64),
            line: Whole::of(line),
            offset: Whole::of(offset),
            len: Whole::of(len as u64),
        }
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
        assert_eq!(beyond.bytes(), Some((Location::LAST_OFFSET, u32::MAX)));
    }
}

//! One column: values as sent, and a bit each that says whether the value is a reading.

/// Raw values in the order of the messages, with their validity.
///
/// A value that is no reading is kept as well: "not available" and out of range are told apart by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<T> {
    values: Vec<T>,
    validity: Validity,
}

/// One bit a row, first row lowest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validity {
    words: Vec<u64>,
    rows: usize,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { values: Vec::new(), validity: Validity::default() }
    }
}

impl<T> Column<T> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The raw values, readings or not.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// One bit a row, first row lowest, 1 for a reading: the validity bitmap of Arrow in words of 64 rows. Bits behind the
    /// last row are 0.
    pub fn validity(&self) -> &[u64] {
        &self.validity.words
    }

    /// Whether the value of this row is a reading; false behind the last row.
    pub fn is_valid(&self, row: usize) -> bool {
        self.validity.get(row)
    }

    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.validity.clear();
    }
}

impl<T: Copy> Column<T> {
    /// The reading of this row; `None` when it is not available or out of range, and behind the last row.
    pub fn get(&self, row: usize) -> Option<T> {
        self.values.get(row).copied().filter(|_| self.is_valid(row))
    }

    #[inline]
    pub(super) fn push(&mut self, value: T, valid: bool) {
        self.values.push(value);
        self.validity.push(valid);
    }

    /// Adds up to 64 rows; bits of `valid` behind the last of them do not count.
    #[inline]
    pub(super) fn extend(&mut self, values: &[T], valid: u64) {
        self.values.extend_from_slice(values);
        self.validity.extend(values.len(), valid);
    }
}

impl Validity {
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(super) fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    #[inline]
    pub(super) fn push(&mut self, valid: bool) {
        self.extend(1, valid.into());
    }

    #[inline]
    fn extend(&mut self, rows: usize, valid: u64) {
        if rows == 0 {
            return;
        }
        let valid = valid & u64::MAX >> (64 - rows);
        let used = self.rows % 64;
        match self.words.last_mut().filter(|_| used > 0) {
            Some(last) => {
                *last |= valid << used;
                if used + rows > 64 {
                    self.words.push(valid >> (64 - used));
                }
            }
            None => self.words.push(valid),
        }
        self.rows += rows;
    }

    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.rows = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_told_from_markers_in_every_row() {
        let mut column = Column::default();
        (0..200).for_each(|row| column.push(row, row % 3 == 0));
        assert!((0..200).all(|row| column.get(row) == (row % 3 == 0).then_some(row)));
        assert_eq!((column.get(200), column.validity().len()), (None, 4));
        column.clear();
        column.push(7, true);
        assert_eq!((column.values(), column.validity()), (&[7][..], &[1][..]));
    }

    #[test]
    fn rows_that_come_in_blocks_of_any_size_are_those_that_come_one_by_one() {
        let valid = |row: usize| row * row % 5 < 2;
        for size in 1..=64 {
            let (mut blocks, mut single) = (Column::default(), Column::default());
            for start in (0..300).step_by(size) {
                let rows: Vec<usize> = (start..(start + size).min(300)).collect();
                let bits = rows.iter().rev().fold(0, |bits, &row| bits << 1 | u64::from(valid(row)));
                let beyond = if rows.len() < 64 { u64::MAX << rows.len() } else { 0 };
                blocks.extend(&rows, bits | beyond);
                rows.iter().for_each(|&row| single.push(row, valid(row)));
            }
            assert_eq!(blocks, single, "blocks of {size}");
        }
    }
}

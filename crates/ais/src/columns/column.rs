//! One column: values as sent, and a bit each that says whether the value is a reading.

/// Raw values in the order of the messages, with their validity.
///
/// A value that is no reading is kept as well: "not available" and out of range are told apart by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<T> {
    values: Vec<T>,
    valid: Vec<u64>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { values: Vec::new(), valid: Vec::new() }
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
        &self.valid
    }

    /// Whether the value of this row is a reading; false behind the last row.
    pub fn is_valid(&self, row: usize) -> bool {
        self.valid.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    #[inline(always)]
    pub(super) fn push(&mut self, value: T, valid: bool) {
        let bit = u64::from(valid) << (self.values.len() % 64);
        match self.valid.get_mut(self.values.len() / 64) {
            Some(word) => *word |= bit,
            None => self.valid.push(bit),
        }
        self.values.push(value);
    }

    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.valid.clear();
    }
}

impl<T: Copy> Column<T> {
    /// The reading of this row; `None` when it is not available or out of range, and behind the last row.
    pub fn get(&self, row: usize) -> Option<T> {
        self.values.get(row).copied().filter(|_| self.is_valid(row))
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
}

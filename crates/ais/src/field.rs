//! What a row of a message's table means: its name, its place, its scale and when it has no value.
//!
//! The tables themselves stand in the message files. From their rows come reader and writer of the struct, its JSON
//! and, through `FIELDS`, the columns of whoever wants them.

/// One row of the table of a message or of a binary content.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in JSON and in columns: gpsd's where gpsd has the field.
    pub name: &'static str,
    /// First bit, counted from the start of the message (of the data, for a binary content).
    pub first_bit: usize,
    /// Number of bits; `None` for a row that takes all bits to the end.
    pub bits: Option<usize>,
    /// What the bits hold.
    pub storage: Storage,
    /// How to read the raw value.
    pub meaning: Meaning,
}

/// What a run of bits holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// An unsigned integer, or a code.
    Unsigned,
    /// An integer in two's complement.
    Signed,
    /// One bit.
    Flag,
    /// Six-bit characters.
    Text,
    /// Rows of its own, or a value put together from several.
    Record,
    /// Bits that something else gives a meaning.
    Bits,
}

/// How a raw value is to be read.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// The integer, flag or text as it is.
    Plain,
    /// Not used by the standard; kept so that every bit survives, shown nowhere.
    Spare,
    /// A number on a scale, shown with other rows as one value or by hand: a date, a place, the sender.
    Part(Measure),
    /// A flag that gpsd shows as 0 or 1.
    Digit,
    /// A code, shown as number and as `<name>_text`.
    Code(fn(u16) -> &'static str),
    /// A code, shown as a word; raw as a number.
    Word(fn(u16) -> &'static str),
    /// A number on a scale.
    Measure(Measure),
    /// Records whose fields are shown as `<name>1`, `<name>2`; missing ones as zeros.
    Numbered,
}

impl Meaning {
    /// The value of a raw integer in the unit of its scale; `None` when it is not available or out of range, and
    /// for rows without a scale.
    #[inline]
    pub fn of(&self, raw: impl Into<i64>) -> Option<f64> {
        match self {
            Self::Measure(measure) | Self::Part(measure) => measure.of(raw.into()),
            _ => None,
        }
    }

    /// Whether a raw integer is a reading: neither "not available" nor out of range.
    #[inline(always)]
    pub(crate) const fn holds(self, raw: i64) -> bool {
        match self {
            Self::Measure(measure) | Self::Part(measure) => measure.first <= raw && raw <= measure.last,
            _ => true,
        }
    }
}

/// A scale: `raw * numerator / denominator + offset`, if `first <= raw <= last`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Least raw value with a meaning.
    pub first: i64,
    /// Greatest raw value with a meaning.
    pub last: i64,
    /// The raw value that says "not available"; others outside `first..=last` have no meaning.
    pub none: i64,
    /// See [`Measure`].
    pub numerator: i32,
    /// See [`Measure`].
    pub denominator: i32,
    /// See [`Measure`].
    pub offset: f64,
    /// Decimals that the scale can fill.
    pub decimals: usize,
}

impl Measure {
    /// Every raw value means itself.
    pub(crate) const ANY: Self = Self::new(i64::MIN, i64::MAX, 0);

    /// Whole units.
    pub(crate) const fn new(first: i64, last: i64, none: i64) -> Self {
        Self { first, last, none, numerator: 1, denominator: 1, offset: 0.0, decimals: 0 }
    }

    /// So many raw steps to a unit.
    pub(crate) const fn over(self, denominator: i32, decimals: usize) -> Self {
        Self { denominator, decimals, ..self }
    }

    /// So many units to a raw step.
    pub(crate) const fn times(self, numerator: i32) -> Self {
        Self { numerator, ..self }
    }

    /// Raw zero stands for `offset`.
    pub(crate) const fn from(self, offset: f64) -> Self {
        Self { offset, ..self }
    }

    /// The value in units; `None` outside `first..=last`.
    #[inline]
    pub fn of(&self, raw: i64) -> Option<f64> {
        let fits = (self.first..=self.last).contains(&raw);
        fits.then(|| (raw * i64::from(self.numerator)) as f64 / f64::from(self.denominator) + self.offset)
    }

    /// The value in units of its last decimal, to the nearest; `None` outside `first..=last`.
    ///
    /// No scale has a value that lies halfway between two units, so that this is also what [`Measure::of`] is when it
    /// is written with as many decimals.
    #[inline(always)]
    pub(crate) fn units(&self, raw: i64) -> Option<i64> {
        let fits = self.first <= raw && raw <= self.last;
        fits.then(|| {
            let unit = 10i64.pow(self.decimals as u32);
            let denominator = i64::from(self.denominator);
            let magnitude = raw.abs() * (i64::from(self.numerator) * unit);
            let nearest = (magnitude + denominator / 2) / denominator;
            let zero = (self.offset * unit as f64) as i64;
            zero + if raw < 0 { -nearest } else { nearest }
        })
    }

    /// Whether the raw value is neither a reading nor "not available".
    pub fn is_out_of_range(&self, raw: i64) -> bool {
        raw != self.none && !(self.first..=self.last).contains(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_values_markers_and_nonsense() {
        let pressure = Measure::new(0, 402, 403).from(799.0);
        assert_eq!(pressure.of(201), Some(1000.0));
        assert_eq!((pressure.of(403), pressure.is_out_of_range(403)), (None, false));
        assert_eq!((pressure.of(404), pressure.is_out_of_range(404)), (None, true));
    }

    #[test]
    fn tenths_are_the_nearest_number_to_the_decimal() {
        let speed = Measure::new(0, 1022, 1023).over(10, 1);
        assert_eq!(speed.of(123), Some(12.3));
    }
}

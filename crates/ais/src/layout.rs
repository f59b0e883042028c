//! One table a message: the macro that turns rows of bit offsets into a struct, its reader, its writer and the
//! list of its rows.
//!
//! Offsets are constants, so that each field compiles to a load, a shift and a mask; reader and writer come
//! from the same row and cannot disagree. A row reads
//! `first..end field "json name": Type => MEANING`; name and meaning may be left out. A last row behind `;` has no
//! end: it takes the bits that are left.

use std::borrow::Cow;

use crate::field::{Field, Storage};
use crate::payload::Payload;

/// A value that lives in a run of bits.
pub(crate) trait BitField {
    const STORAGE: Storage;
    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self;
    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload);
    /// Shows itself under the field's name.
    fn show(&self, field: &Field, visitor: &mut impl Visit);
}

/// A value that takes all bits from some place on.
pub(crate) trait Rest {
    const STORAGE: Storage;
    fn read_from(payload: &Payload, at: usize) -> Self;
    fn write_at(&self, payload: &mut Payload, at: usize);
    /// How many bits it takes.
    fn bits(&self) -> usize;
    /// Shows itself under the field's name.
    fn show(&self, field: &Field, visitor: &mut impl Visit);
}

/// What [`bit_table`] gives to every message: reader and writer from the same rows.
pub(crate) trait Table: Sized {
    fn read(payload: &Payload) -> Self;
    fn write(&self, payload: &mut Payload);
    /// How many bits it is written with.
    fn bits(&self) -> usize;
    /// Shows every row to the visitor.
    fn show(&self, visitor: &mut impl Visit);
}

/// A table with a fixed width, of which several may follow each other.
pub(crate) trait Record: Table + Copy + Default {
    const BITS: usize;
}

/// A raw value as it is handed to a [`Visit`].
pub(crate) enum Value<'a> {
    Integer(i64),
    Flag(bool),
    Text(Cow<'a, str>),
    Bits(&'a Payload),
}

/// Whoever wants the fields of a message one by one.
pub(crate) trait Visit: Sized {
    /// Whether it wants to see what a message is too short for, as zeros.
    fn shows_absent(&self) -> bool {
        true
    }
    fn field(&mut self, field: &Field, value: Value<'_>);
    /// Records that follow each other; at most `room` of them.
    fn records<T: Record>(&mut self, field: &Field, records: &[T], room: usize);
}

macro_rules! integer {
    ($storage:ident, $read:ident: $($int:ty),*) => { $(
        impl BitField for $int {
            const STORAGE: Storage = Storage::$storage;

            #[inline(always)]
            fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
                const { assert!(LEN <= <$int>::BITS as usize) };
                $read::<AT, LEN>(payload) as $int
            }

            #[inline]
            fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
                payload.write(AT, LEN, *self as u64);
            }

            #[inline(always)]
            fn show(&self, field: &Field, visitor: &mut impl Visit) {
                visitor.field(field, Value::Integer(*self as i64));
            }
        }
    )* };
}

integer!(Unsigned, unsigned: u8, u16, u32, u64);
integer!(Signed, signed: i8, i16, i32);

#[inline(always)]
fn unsigned<const AT: usize, const LEN: usize>(payload: &Payload) -> u64 {
    payload.get::<AT, LEN>()
}

#[inline(always)]
fn signed<const AT: usize, const LEN: usize>(payload: &Payload) -> i64 {
    let high = (payload.get::<AT, LEN>() << (64 - LEN)) as i64;
    high >> (64 - LEN)
}

impl BitField for bool {
    const STORAGE: Storage = Storage::Flag;

    #[inline(always)]
    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        payload.get::<AT, LEN>() != 0
    }

    #[inline]
    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        payload.write(AT, LEN, u64::from(*self));
    }

    #[inline(always)]
    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Flag(*self));
    }
}

/// A record in a fixed place shows its own rows.
impl<R: Record> BitField for R {
    const STORAGE: Storage = Storage::Record;

    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        const { assert!(LEN == R::BITS) };
        Self::read(&payload.slice(AT, LEN))
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        let mut bits = Payload::zeros(LEN);
        self.write(&mut bits);
        payload.put(AT, &bits);
    }

    fn show(&self, _: &Field, visitor: &mut impl Visit) {
        Table::show(self, visitor);
    }
}

impl Rest for Payload {
    const STORAGE: Storage = Storage::Bits;

    fn read_from(payload: &Payload, at: usize) -> Self {
        payload.tail(at)
    }

    fn write_at(&self, payload: &mut Payload, at: usize) {
        payload.put(at, self);
    }

    fn bits(&self) -> usize {
        Self::bits(self)
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Bits(self));
    }
}

/// The longest name that a row may have.
pub(crate) const LONGEST_NAME: usize = 40;

/// A table whose rows overlap or stand in another order than their bits, or have too long a name, does not compile.
pub(crate) const fn assert_in_order(rows: &[Field]) {
    let mut row = 0;
    while row < rows.len() {
        assert!(rows[row].name.len() <= LONGEST_NAME, "the name of a row is too long");
        row += 1;
    }
    let mut next = 1;
    while next < rows.len() {
        let Some(bits) = rows[next - 1].bits else { panic!("only the last row has no end") };
        assert!(rows[next - 1].first_bit + bits <= rows[next].first_bit, "rows overlap or are out of order");
        next += 1;
    }
}

/// Declares a message from its bit table.
macro_rules! bit_table {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(#[$rest_doc:meta])* $rest_at:literal .. $rest:ident $($rest_json:literal)? : $rest_kind:ty $(=> $rest_meaning:expr)? $(,)?
        }
    ) => {
        bit_table! {
            $(#[$meta])*
            pub struct $name {
                ; $(#[$rest_doc])* $rest_at .. $rest $($rest_json)? : $rest_kind $(=> $rest_meaning)?
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* $at:literal .. $end:literal $field:ident $($json:literal)? : $kind:ty $(=> $meaning:expr)? ),* $(,)?
            $(; $(#[$rest_doc:meta])* $rest_at:literal .. $rest:ident $($rest_json:literal)? : $rest_kind:ty $(=> $rest_meaning:expr)? $(,)? )?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name {
            $( $(#[$doc])* pub $field: $kind, )*
            $( $(#[$rest_doc])* pub $rest: $rest_kind, )?
        }

        impl $name {
            /// The rows of the table, in their order.
            pub const FIELDS: &'static [crate::field::Field] = &[
                $( crate::layout::row!($field, $at, $end, $kind, ($($json)?), ($($meaning)?)), )*
                $( crate::layout::rest_row!(
                    $rest, $rest_at, $rest_kind, ($($rest_json)?), ($($rest_meaning)?)
                ), )?
            ];
        }

        const _: () = crate::layout::assert_in_order(<$name>::FIELDS);

        impl crate::layout::Table for $name {
            #[inline(always)]
            fn read(payload: &crate::payload::Payload) -> Self {
                Self {
                    $( $field: <$kind as crate::layout::BitField>::get::<$at, { $end - $at }>(payload), )*
                    $( $rest: <$rest_kind as crate::layout::Rest>::read_from(payload, $rest_at), )?
                }
            }

            fn write(&self, payload: &mut crate::payload::Payload) {
                $( crate::layout::BitField::set::<$at, { $end - $at }>(&self.$field, payload); )*
                $( crate::layout::Rest::write_at(&self.$rest, payload, $rest_at); )?
            }

            fn bits(&self) -> usize {
                let end = 0usize;
                $( let end = end.max($end); )*
                $( let end = end.max($rest_at + crate::layout::Rest::bits(&self.$rest)); )?
                end
            }

            /// Each row is a constant of its own, so that a visitor that is inlined knows what it means.
            #[inline(always)]
            fn show(&self, visitor: &mut impl crate::layout::Visit) {
                $( {
                    const ROW: crate::field::Field =
                        crate::layout::row!($field, $at, $end, $kind, ($($json)?), ($($meaning)?));
                    crate::layout::BitField::show(&self.$field, &ROW, visitor);
                } )*
                $( {
                    const ROW: crate::field::Field =
                        crate::layout::rest_row!($rest, $rest_at, $rest_kind, ($($rest_json)?), ($($rest_meaning)?));
                    crate::layout::Rest::show(&self.$rest, &ROW, visitor);
                } )?
            }
        }
    };
}
pub(crate) use bit_table;

/// Makes tables of a fixed width [`Record`]s.
macro_rules! records {
    ($($name:ident: $bits:literal),* $(,)?) => { $(
        impl crate::layout::Record for $name {
            const BITS: usize = $bits;
        }

        /// All bits zero.
        impl Default for $name {
            fn default() -> Self {
                crate::layout::Table::read(&crate::payload::Payload::empty())
            }
        }
    )* };
}
pub(crate) use records;

/// One row as a [`Field`].
macro_rules! row {
    ($field:ident, $at:literal, $end:literal, $kind:ty, ($($json:literal)?), ($($meaning:expr)?)) => {
        crate::field::Field {
            name: crate::layout::name!($field $($json)?),
            first_bit: $at,
            bits: Some($end - $at),
            storage: <$kind as crate::layout::BitField>::STORAGE,
            meaning: crate::layout::meaning!($($meaning)?),
        }
    };
}
pub(crate) use row;

/// A last row without end as a [`Field`].
macro_rules! rest_row {
    ($field:ident, $at:literal, $kind:ty, ($($json:literal)?), ($($meaning:expr)?)) => {
        crate::field::Field {
            name: crate::layout::name!($field $($json)?),
            first_bit: $at,
            bits: None,
            storage: <$kind as crate::layout::Rest>::STORAGE,
            meaning: crate::layout::meaning!($($meaning)?),
        }
    };
}
pub(crate) use rest_row;

/// The name that a row gives, or that of its field.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $json:literal) => {
        $json
    };
}
pub(crate) use name;

/// The meaning that a row gives, or none.
macro_rules! meaning {
    () => {
        crate::field::Meaning::Plain
    };
    ($meaning:expr) => {
        $meaning
    };
}
pub(crate) use meaning;

/// The numbers of bits that a message type may have.
#[derive(Clone, Copy)]
pub(crate) struct Lengths {
    /// What the standard and common practice give.
    pub(crate) strict: &'static [std::ops::RangeInclusive<usize>],
    /// What still holds every field that matters.
    pub(crate) lenient_min: usize,
}

impl Lengths {
    /// `Some(true)` if the standard allows it, `Some(false)` if it is only readable.
    #[inline]
    pub(crate) fn check(&self, bits: usize) -> Option<bool> {
        if self.strict.iter().any(|range| range.contains(&bits)) {
            return Some(true);
        }
        (bits >= self.lenient_min).then_some(false)
    }
}

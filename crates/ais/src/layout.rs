//! One table a message: the macro that turns rows of bit offsets into a struct, its reader and its writer.
//!
//! Offsets are constants, so that each field compiles to a load, a shift and a mask; reader and writer come
//! from the same row and cannot disagree.

use crate::payload::Payload;

/// A value that lives in a run of bits.
pub(crate) trait BitField {
    fn read<const AT: usize, const LEN: usize>(payload: &Payload) -> Self;
    fn write<const AT: usize, const LEN: usize>(&self, payload: &mut Payload);
}

macro_rules! unsigned {
    ($($int:ty),*) => { $(
        impl BitField for $int {
            #[inline(always)]
            fn read<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
                const { assert!(LEN <= <$int>::BITS as usize) };
                payload.get::<AT, LEN>() as $int
            }

            fn write<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
                payload.write(AT, LEN, u64::from(*self));
            }
        }
    )* };
}

macro_rules! signed {
    ($($int:ty),*) => { $(
        impl BitField for $int {
            #[inline(always)]
            fn read<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
                const { assert!(LEN <= <$int>::BITS as usize) };
                let high = (payload.get::<AT, LEN>() << (64 - LEN)) as i64;
                (high >> (64 - LEN)) as $int
            }

            fn write<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
                payload.write(AT, LEN, i64::from(*self) as u64);
            }
        }
    )* };
}

unsigned!(u8, u16, u32);
signed!(i8, i32);

impl BitField for bool {
    #[inline(always)]
    fn read<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        payload.get::<AT, LEN>() != 0
    }

    fn write<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        payload.write(AT, LEN, u64::from(*self));
    }
}

/// Declares a message from its bit table: `first..end field: Type` a row.
macro_rules! bit_table {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* $at:literal .. $end:literal $field:ident : $kind:ty ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name { $( $(#[$doc])* pub $field: $kind ),* }

        impl $name {
            #[inline(always)]
            pub(crate) fn read(payload: &crate::payload::Payload) -> Self {
                Self { $( $field: <$kind as crate::layout::BitField>::read::<$at, { $end - $at }>(payload) ),* }
            }

            pub(crate) fn write(&self, payload: &mut crate::payload::Payload) {
                $( crate::layout::BitField::write::<$at, { $end - $at }>(&self.$field, payload); )*
            }
        }
    };
}
pub(crate) use bit_table;

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

//! Times without a year, as binary contents have them (UTC).

use std::fmt;

use crate::field::{Field, Storage};
use crate::layout::{BitField, Table, Value, Visit, bit_table};
use crate::payload::Payload;

bit_table! {
    /// A day of the month and a time. 16 bits.
    pub struct DayTime {
        /// 1 to 31; 0 not available.
        0..5 day: u8,
        /// 0 to 23; 24 not available.
        5..10 hour: u8,
        /// 0 to 59; 60 not available.
        10..16 minute: u8,
    }
}

bit_table! {
    /// A day of the year and a time. 20 bits.
    pub struct MonthTime {
        /// 1 to 12; 0 not available.
        0..4 month: u8,
        /// 1 to 31; 0 not available.
        4..9 day: u8,
        /// 0 to 23; 24 not available.
        9..14 hour: u8,
        /// 0 to 59; 60 not available.
        14..20 minute: u8,
    }
}

bit_table! {
    /// A day of the year and a time, the day first. 20 bits.
    pub struct DayMonthTime {
        /// 1 to 31; 0 not available.
        0..5 day: u8,
        /// 1 to 12; 0 not available.
        5..9 month: u8,
        /// 0 to 23; 24 not available.
        9..14 hour: u8,
        /// 0 to 59; 60 not available.
        14..20 minute: u8,
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}T{:02}:{:02}Z", self.day, self.hour, self.minute)
    }
}

impl fmt::Display for MonthTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}T{:02}:{:02}Z", self.month, self.day, self.hour, self.minute)
    }
}

impl fmt::Display for DayMonthTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}T{:02}:{:02}", self.month, self.day, self.hour, self.minute)
    }
}

/// Shows the time as text.
macro_rules! shown_as_text {
    ($($name:ident),*) => { $(
        impl BitField for $name {
            const STORAGE: Storage = Storage::Record;

            fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
                Self::read(&payload.slice(AT, LEN))
            }

            fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
                let mut bits = Payload::zeros(LEN);
                self.write(&mut bits);
                payload.put(AT, &bits);
            }

            fn show(&self, field: &Field, visitor: &mut impl Visit) {
                visitor.field(field, Value::Text(self.to_string().into()));
            }
        }
    )* };
}

shown_as_text!(DayTime, MonthTime, DayMonthTime);

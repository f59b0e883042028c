//! Reports of sensors, which 1/26 and 367/33 share: a head, and what one sensor measured.

use crate::field::{Field, Meaning, Storage};
use crate::layout::{Record, Table, Value, Visit, bit_table};
use crate::payload::Payload;

/// What one sensor measured, when and where. 112 bits.
///
/// | bits | what |
/// |---|---|
/// | 0..4 | number of the reading |
/// | 4..27 | head |
/// | 27..112 | reading |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SensorReport<R> {
    /// When and where.
    pub head: SensorHead,
    /// What.
    pub reading: R,
}

bit_table! {
    /// When and where a sensor measured. 23 bits behind the number of the reading.
    pub struct SensorHead {
        /// Day 1 to 31 (UTC); 0 not available.
        4..9 day: u8,
        /// Hour 0 to 23 (UTC); 24 not available.
        9..14 hour: u8,
        /// Minute 0 to 59 (UTC); 60 not available.
        14..20 minute: u8,
        /// Number of the place.
        20..27 site: u8,
    }
}

/// All bits zero.
impl Default for SensorHead {
    fn default() -> Self {
        Self::read(&Payload::empty())
    }
}

/// What a sensor measured, with the number that tells it apart.
pub(crate) trait Numbered: Table + Copy + Default {
    fn number(&self) -> u8;
    fn name(number: u16) -> &'static str;
}

impl<R: Numbered> Record for SensorReport<R> {
    const BITS: usize = 112;
}

impl<R: Numbered> Table for SensorReport<R> {
    fn read(bits: &Payload) -> Self {
        Self { head: SensorHead::read(bits), reading: R::read(bits) }
    }

    fn write(&self, bits: &mut Payload) {
        bits.write(0, 4, self.reading.number().into());
        self.head.write(bits);
        self.reading.write(bits);
    }

    fn bits(&self) -> usize {
        Self::BITS
    }

    fn show(&self, visitor: &mut impl Visit) {
        let meaning = Meaning::Code(R::name);
        let field =
            Field { name: "sensor", first_bit: 0, bits: Some(4), storage: Storage::Unsigned, meaning };
        visitor.field(&field, Value::Integer(self.reading.number().into()));
        self.head.show(visitor);
        self.reading.show(visitor);
    }
}

bit_table! {
    /// A reading whose number has no meaning yet: its bits. 85 bits.
    pub struct OtherReading {
        /// Its number.
        0..4 number: u8 => Meaning::Spare,
        /// First bits.
        27..75 high: u64,
        /// Last bits.
        75..112 low: u64,
    }
}

/// Declares what can be measured: `number => Name(Table)` a row.
macro_rules! readings {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$doc:meta])* $number:literal => $variant:ident($table:ident) ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$doc])* $variant($table), )*
            /// Any other number.
            Other(crate::application::sensor::OtherReading),
        }

        impl crate::application::sensor::Numbered for $name {
            fn number(&self) -> u8 {
                match self {
                    $( Self::$variant(_) => $number, )*
                    Self::Other(reading) => reading.number,
                }
            }

            fn name(number: u16) -> &'static str {
                match number {
                    $( $number => stringify!($variant), )*
                    _ => "Reserved",
                }
            }
        }

        impl crate::layout::Table for $name {
            fn read(bits: &crate::payload::Payload) -> Self {
                match bits.get::<0, 4>() {
                    $( $number => Self::$variant(crate::layout::Table::read(bits)), )*
                    _ => Self::Other(crate::layout::Table::read(bits)),
                }
            }

            fn write(&self, bits: &mut crate::payload::Payload) {
                match self {
                    $( Self::$variant(reading) => crate::layout::Table::write(reading, bits), )*
                    Self::Other(reading) => crate::layout::Table::write(reading, bits),
                }
            }

            fn bits(&self) -> usize {
                112
            }

            fn show(&self, visitor: &mut impl crate::layout::Visit) {
                match self {
                    $( Self::$variant(reading) => crate::layout::Table::show(reading, visitor), )*
                    Self::Other(reading) => crate::layout::Table::show(reading, visitor),
                }
            }
        }

        /// All bits zero.
        impl Default for $name {
            fn default() -> Self {
                crate::layout::Table::read(&crate::payload::Payload::empty())
            }
        }
    };
}
pub(crate) use readings;

//! 1/17: targets that a vessel traffic service sees (IMO SN.1/Circ.289, annex, VTS-generated or synthetic targets).

use crate::application::words;
use crate::few::Few;
use crate::field::{Field, Meaning, Storage};
use crate::layout::{BitField, Value, Visit, bit_table, records};
use crate::payload::Payload;
use crate::scale::{LATITUDE_3, LONGITUDE_3, PART, whole};
use crate::text::Text;

bit_table! {
    /// What a vessel traffic service sees on its radar. One to four targets.
    pub struct VtsTargets {
        /// The targets.
        0.. targets: Few<VtsTarget, 4>,
    }
}

bit_table! {
    /// One target. 120 bits.
    pub struct VtsTarget {
        /// Who it is.
        0..44 id: TargetId => PART,
        /// Not used.
        44..48 spare: u8 => Meaning::Spare,
        /// 1/1000 minute north; 91 degrees not available.
        48..72 latitude "lat": i32 => LATITUDE_3,
        /// 1/1000 minute east; 181 degrees not available.
        72..97 longitude "lon": i32 => LONGITUDE_3,
        /// Course over ground, degree; 360 not available.
        97..106 course: u16 => whole(0, 359, 360),
        /// UTC second; 60 not available.
        106..112 second: u8 => whole(0, 59, 60),
        /// Speed over ground, knot; 255 not available.
        112..120 speed: u8 => whole(0, 254, 255),
    }
}

records!(VtsTarget: 120);

/// Who a target is: two bits for the kind, 42 for the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetId {
    /// MMSI.
    Mmsi(u64),
    /// IMO number.
    Imo(u64),
    /// Call sign.
    CallSign(Text<7>),
    /// Any other name; all `@` unknown.
    Other(Text<7>),
}

impl BitField for TargetId {
    const STORAGE: Storage = Storage::Record;

    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        let bits = payload.slice(AT, LEN);
        match bits.get::<0, 2>() {
            0 => Self::Mmsi(bits.get::<2, 42>()),
            1 => Self::Imo(bits.get::<2, 42>()),
            2 => Self::CallSign(Text::get::<2, 42>(&bits)),
            _ => Self::Other(Text::get::<2, 42>(&bits)),
        }
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        let mut bits = Payload::zeros(LEN);
        bits.write(0, 2, self.kind().into());
        match self {
            Self::Mmsi(number) | Self::Imo(number) => number.set::<2, 42>(&mut bits),
            Self::CallSign(text) | Self::Other(text) => text.set::<2, 42>(&mut bits),
        }
        payload.put(AT, &bits);
    }

    /// The kind, and the name under the name of its kind.
    fn show(&self, _: &Field, visitor: &mut impl Visit) {
        let field = |name, meaning| Field { name, first_bit: 0, bits: None, storage: Storage::Text, meaning };
        visitor.field(&field("idtype", Meaning::Code(words::id_type)), Value::Integer(self.kind().into()));
        let (name, text) = match self {
            Self::Mmsi(number) => ("mmsi", number.to_string()),
            Self::Imo(number) => ("imo", number.to_string()),
            Self::CallSign(text) => ("callsign", text.to_string()),
            Self::Other(text) => ("other", text.to_string()),
        };
        visitor.field(&field(name, Meaning::Plain), Value::Text(text.into()));
    }
}

impl TargetId {
    fn kind(&self) -> u8 {
        match self {
            Self::Mmsi(_) => 0,
            Self::Imo(_) => 1,
            Self::CallSign(_) => 2,
            Self::Other(_) => 3,
        }
    }
}

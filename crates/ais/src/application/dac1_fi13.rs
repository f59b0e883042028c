//! 1/13: a closed fairway (IMO SN/Circ.236, annex 2).

use crate::application::moment::DayMonthTime;
use crate::layout::bit_table;
use crate::text::Text;

bit_table! {
    /// A fairway that is closed. 412 bits and 4 spare.
    pub struct Fairway13 {
        /// Why.
        0..120 reason: Text<20>,
        /// From where.
        120..240 close_from "closefrom": Text<20>,
        /// To where.
        240..360 close_to "closeto": Text<20>,
        /// How far around, in `unit`; 1001 not available.
        360..370 radius: u16,
        /// 0 metre, 1 kilometre, 2 nautical mile, 3 cable.
        370..372 unit "extunit": u8,
        /// From when (UTC).
        372..392 from: DayMonthTime,
        /// Until when (UTC).
        392..412 to: DayMonthTime,
    }
}

//! 1/12: dangerous cargo (IMO SN/Circ.236, annex 2); 1/25 took its place.

use crate::application::moment::MonthTime;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::text::Text;

bit_table! {
    /// Where from, where to, and what is dangerous on board. 272 bits.
    pub struct DangerousCargo12 {
        /// Last port, UN/LOCODE.
        0..30 lastport: Text<5>,
        /// When it left (UTC).
        30..50 departure: MonthTime,
        /// Next port, UN/LOCODE.
        50..80 nextport: Text<5>,
        /// When it means to arrive (UTC).
        80..100 eta: MonthTime,
        /// Main dangerous good.
        100..220 dangerous: Text<20>,
        /// Its class in the IMDG code.
        220..244 imdcat: Text<4>,
        /// Its UN number; 0 not available.
        244..257 unid: u16,
        /// How much, in `unit`; 0 not available.
        257..267 amount: u16,
        /// 1 kilogram, 2 tonne, 3 1000 tonnes; 0 not available.
        267..269 unit: u8,
        /// Not used.
        269..272 spare: u8 => Meaning::Spare,
    }
}

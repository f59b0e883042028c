//! 200/21: when a ship will be at a lock, bridge or terminal (Inland AIS, VTT standard 1.2, table 2.8).

use crate::application::moment::MonthTime;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{hundredths, whole};
use crate::text::Text;

bit_table! {
    /// Estimated time of arrival. 160 bits.
    pub struct LockArrival {
        /// Country.
        0..12 country: Text<2>,
        /// UN/LOCODE.
        12..30 locode: Text<3>,
        /// Fairway section.
        30..60 section: Text<5>,
        /// Terminal.
        60..90 terminal: Text<5>,
        /// Fairway hectometre.
        90..120 hectometre: Text<5>,
        /// When.
        120..140 eta: MonthTime,
        /// Assisting tugs; 7 not available.
        140..143 tugs: u8 => whole(0, 6, 7),
        /// Height above water, 0.01 m; 0 not available.
        143..155 airdraught: u16 => hundredths(1, 4000, 0),
        /// Not used.
        155..160 spare: u8 => Meaning::Spare,
    }
}

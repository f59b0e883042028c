//! 200/22: when a ship may come to a lock, bridge or terminal (Inland AIS, VTT standard 1.2, table 2.9).

use crate::application::moment::MonthTime;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::text::Text;

bit_table! {
    /// Requested time of arrival. 144 bits.
    pub struct LockAppointment {
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
        /// When; gpsd calls it so.
        120..140 rta "eta": MonthTime,
        /// Whether the lock works.
        140..142 status: u8 => Meaning::Code(words::lock_status),
        /// Not used.
        142..144 spare: u8 => Meaning::Spare,
    }
}

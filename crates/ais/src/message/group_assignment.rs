//! Type 23: orders to all stations of a kind in an area (M.1371-5, annex 8, Message 23).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::legend;
use crate::message::Area;
use crate::scale::{HEAD, PART, SHIP_TYPE};

/// Which stations are meant.
const STATION_TYPE: Meaning = Meaning::Code(legend::station_type_text);

bit_table! {
    /// Group assignment command. 160 bits; up to 168 accepted.
    pub struct GroupAssignment {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the base station, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// Where the stations are that it concerns.
        40..110 area: Area => PART,
        /// Which stations it concerns; 0 all mobiles.
        110..114 station_type "stationtype": u8 => STATION_TYPE,
        /// Which type of ship it concerns; 0 all.
        114..122 shiptype: u8 => SHIP_TYPE,
        /// Not used.
        122..144 spare2: u32 => Meaning::Spare,
        /// Which channels to send and receive on: 0 both on both, 1 send on A, 2 send on B.
        144..146 txrx: u8,
        /// Reporting interval: 0 as set, 1 to 9 from 10 minutes to 5 seconds, 10 next shorter, 11 next longer.
        146..150 interval: u8,
        /// Minutes of silence; 0 for none.
        150..154 quiet: u8,
        /// Not used.
        154..160 spare3: u8 => Meaning::Spare,
    }
}

impl GroupAssignment {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[160..=168], lenient_min: 154 };
}

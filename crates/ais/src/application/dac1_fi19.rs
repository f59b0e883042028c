//! 1/19: traffic signals (IMO SN.1/Circ.289, annex, Marine traffic signal).

use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE_3, LONGITUDE_3};
use crate::text::Text;

bit_table! {
    /// What a signal station shows. 202 bits and 102 spare.
    pub struct TrafficSignal {
        /// Links it to a text; 0 for none.
        0..10 linkage: u16,
        /// Name of the station.
        10..130 station: Text<20>,
        /// 1/1000 minute east; 181 degrees not available.
        130..155 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        155..179 latitude "lat": i32 => LATITUDE_3,
        /// 1 in regular service, 2 irregular; 0 not available.
        179..181 status: u8,
        /// What it shows; 0 not available.
        181..186 signal: u8 => Meaning::Code(words::traffic_signal),
        /// Hour of the next change 0 to 23; 24 not available.
        186..191 hour: u8,
        /// Minute of the next change 0 to 59; 60 not available.
        191..197 minute: u8,
        /// What it will show; 0 not available.
        197..202 next_signal "nextsignal": u8 => Meaning::Code(words::traffic_signal),
    }
}

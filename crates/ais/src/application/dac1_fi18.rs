//! 1/18: when a ship may enter port (IMO SN.1/Circ.289, annex, Clearance time to enter port).

use crate::application::moment::MonthTime;
use crate::layout::bit_table;
use crate::scale::{LATITUDE_3, LONGITUDE_3};
use crate::text::Text;

bit_table! {
    /// When a ship may enter. 229 bits and 43 spare.
    pub struct ClearanceTime {
        /// Links it to a text; 0 for none.
        0..10 linkage: u16,
        /// When it may (UTC).
        10..30 arrival: MonthTime,
        /// Port and berth.
        30..150 portname: Text<20>,
        /// UN/LOCODE.
        150..180 destination: Text<5>,
        /// 1/1000 minute east; 181 degrees not available.
        180..205 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        205..229 latitude "lat": i32 => LATITUDE_3,
    }
}

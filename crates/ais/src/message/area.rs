//! The rectangle of types 22 and 23 (M.1371-5, annex 8, Messages 22 and 23).

use crate::layout::{bit_table, records};
use crate::quantity::Position;
use crate::scale::{LATITUDE_1, LONGITUDE_1};

bit_table! {
    /// An area between two corners. 70 bits.
    pub struct Area {
        /// North-east corner, 1/10 minute east; 181 degrees not available.
        0..18 ne_lon: i32 => LONGITUDE_1,
        /// North-east corner, 1/10 minute north; 91 degrees not available.
        18..35 ne_lat: i32 => LATITUDE_1,
        /// South-west corner, 1/10 minute east; 181 degrees not available.
        35..53 sw_lon: i32 => LONGITUDE_1,
        /// South-west corner, 1/10 minute north; 91 degrees not available.
        53..70 sw_lat: i32 => LATITUDE_1,
    }
}

impl Area {
    /// North-east corner, marked coarse.
    pub fn north_east(&self) -> Option<Position> {
        Position::coarse(self.ne_lon, self.ne_lat)
    }

    /// South-west corner, marked coarse.
    pub fn south_west(&self) -> Option<Position> {
        Position::coarse(self.sw_lon, self.sw_lat)
    }
}

records!(Area: 70);

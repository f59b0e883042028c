//! Type 17: corrections for satellite positioning (M.1371-5, annex 8, Message 17).

use crate::field::Meaning;
use crate::layout::{Lengths, Table, bit_table};
use crate::payload::Payload;
use crate::quantity::Position;
use crate::scale::{HEAD, LATITUDE_1, LONGITUDE_1};

bit_table! {
    /// Differential GNSS broadcast. 80 to 816 bits.
    pub struct GnssCorrections {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the base station, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// Reference station, 1/10 minute east; 181 degrees not available.
        40..58 longitude "lon": i32 => LONGITUDE_1,
        /// Reference station, 1/10 minute north; 91 degrees not available.
        58..75 latitude "lat": i32 => LATITUDE_1,
        /// Not used.
        75..80 spare2: u8 => Meaning::Spare;
        /// The corrections, as in M.823; empty when there is no service.
        80.. data: Payload,
    }
}

impl GnssCorrections {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[80..=816], lenient_min: 80 };

    /// Place of the reference station, marked coarse; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::coarse(self.longitude, self.latitude)
    }

    /// What stands before the data words; `None` when there is no service.
    pub fn header(&self) -> Option<CorrectionHeader> {
        (self.data.bits() >= 40).then(|| CorrectionHeader::read(&self.data))
    }
}

bit_table! {
    /// The first 40 bits of the corrections (ITU-R M.823).
    pub struct CorrectionHeader {
        /// Kind of corrections: 1 or 9 GPS, 31 or 34 GLONASS, 3, 4, 5, 7 about the station.
        0..6 kind: u8,
        /// Reference station, 0 to 1023.
        6..16 station: u16,
        /// Time in the hour, 0.6 s.
        16..29 z_count: u16,
        /// Sequence number, 0 to 7.
        29..32 sequence: u8,
        /// How many data words of 24 bits follow.
        32..37 words: u8,
        /// Health of the reference station; 7 not working, 6 not monitored.
        37..40 health: u8,
    }
}

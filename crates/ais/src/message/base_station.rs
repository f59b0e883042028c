//! Types 4 and 11: UTC, date and position of a base station, or of a ship that was asked
//! (M.1371-5, annex 8, Messages 4 and 11).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::quantity::{self, Position};
use crate::radio::CommunicationState;
use crate::scale::{DAY, FIXING_DEVICE, HEAD, HOUR, LATITUDE, LONGITUDE, MINUTE, MONTH, YEAR};
use crate::time;

bit_table! {
    /// Base station report (4) or UTC and date response (11). 168 bits.
    pub struct BaseStation {
        /// Message type: 4 or 11.
        0..6 kind: u8 => HEAD,
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Year 1 to 9999; 0 not available.
        38..52 year: u16 => YEAR,
        /// Month 1 to 12; 0 not available.
        52..56 month: u8 => MONTH,
        /// Day 1 to 31; 0 not available.
        56..61 day: u8 => DAY,
        /// Hour 0 to 23; 24 not available.
        61..66 hour: u8 => HOUR,
        /// Minute 0 to 59; 60 not available.
        66..72 minute: u8 => MINUTE,
        /// Second 0 to 59; 60 not available.
        72..78 second: u8 => MINUTE,
        /// Better than 10 m.
        78..79 accuracy: bool,
        /// 1/10 000 minute east; 181 degrees not available.
        79..107 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        107..134 latitude "lat": i32 => LATITUDE,
        /// Position fixing device; 0 undefined, 15 internal GNSS.
        134..138 epfd: u8 => FIXING_DEVICE,
        /// Asks class A stations not to stop sending type 27 within its range.
        138..139 long_range "long_range_control": bool,
        /// Not used.
        139..148 spare: u16 => Meaning::Spare,
        /// Receiver autonomous integrity monitoring in use.
        148..149 raim: bool,
        /// Communication state, SOTDMA.
        149..168 radio: u32,
    }
}

impl BaseStation {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[168..=168], lenient_min: 149 };

    /// A type 4 report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            kind: 4,
            repeat: 0,
            mmsi,
            year: 0,
            month: 0,
            day: 0,
            hour: 24,
            minute: 60,
            second: 60,
            accuracy: false,
            longitude: quantity::NO_LONGITUDE,
            latitude: quantity::NO_LATITUDE,
            epfd: 0,
            long_range: false,
            spare: 0,
            raim: false,
            radio: 0,
        }
    }

    /// Position; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::fine(self.longitude, self.latitude)
    }

    /// The moment it tells, in milliseconds since 1970 (UTC); `None` when a part is not available or there is no such
    /// moment.
    pub fn epoch_ms(&self) -> Option<i64> {
        let date = [self.year.into(), self.month.into(), self.day.into()];
        let second = i64::from(self.second);
        (second < 60)
            .then(|| time::civil_ms(date, [self.hour.into(), self.minute.into(), second], 0))
            .flatten()
    }

    /// How it takes its slots.
    pub fn communication_state(&self) -> CommunicationState {
        CommunicationState::sotdma(self.radio)
    }
}

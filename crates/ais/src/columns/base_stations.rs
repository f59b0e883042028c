//! Columns of reports with a clock: one row for each message of type 4 or 11.

use super::block::columns;
use crate::message::BaseStation;
use crate::quantity::Position;
use crate::scale::{DAY, HOUR, MINUTE, MONTH, YEAR};

columns! {
    /// Reports of base stations (type 4), and of vessels that were asked for the time (type 11), in columns of the same
    /// length.
    ///
    /// Scales are those of [`BaseStation::FIELDS`].
    pub struct BaseStations {
        /// UTC year 1 to 9999 of the station's clock; 0 is none.
        year: u16 where |block, row| YEAR.holds(block.year[row].into()),
        /// Month 1 to 12; 0 is none.
        month: u8 where |block, row| MONTH.holds(block.month[row].into()),
        /// Day 1 to 31; 0 is none.
        day: u8 where |block, row| DAY.holds(block.day[row].into()),
        /// Hour 0 to 23; 24 is none.
        hour: u8 where |block, row| HOUR.holds(block.hour[row].into()),
        /// Minute 0 to 59; 60 is none.
        minute: u8 where |block, row| MINUTE.holds(block.minute[row].into()),
        /// Second 0 to 59; 60 is none.
        second: u8 where |block, row| MINUTE.holds(block.second[row].into()),
        /// Better than 10 m.
        accuracy: bool where |_, _| true,
        /// 1/10 000 minute east; valid if both coordinates are, as [`crate::Message::position`].
        longitude: i32 where Block::is_placed,
        /// 1/10 000 minute north; valid if both coordinates are.
        latitude: i32 where Block::is_placed,
        /// Position fixing device; 0 is undefined.
        epfd: u8 where |block, row| block.epfd[row] != 0,
        /// Asks class A stations not to stop sending type 27 within its range.
        long_range: bool where |_, _| true,
        /// Receiver autonomous integrity monitoring in use.
        raim: bool where |_, _| true,
        /// Communication state.
        radio: u32 where |_, _| true,
    }
}

impl Block {
    #[inline(always)]
    fn is_placed(&self, row: usize) -> bool {
        Position::fine(self.longitude[row], self.latitude[row]).is_some()
    }
}

impl From<BaseStation> for Row {
    #[inline(always)]
    fn from(m: BaseStation) -> Self {
        Self {
            kind: m.kind,
            repeat: m.repeat,
            mmsi: m.mmsi,
            year: m.year,
            month: m.month,
            day: m.day,
            hour: m.hour,
            minute: m.minute,
            second: m.second,
            accuracy: m.accuracy,
            longitude: m.longitude,
            latitude: m.latitude,
            epfd: m.epfd,
            long_range: m.long_range,
            raim: m.raim,
            radio: m.radio,
        }
    }
}

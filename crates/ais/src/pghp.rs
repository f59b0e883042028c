//! `$PGHP` lines (Gatehouse): the time, country and base station of the sentence that follows.
//!
//! `$PGHP,1,2013,3,18,9,19,9,499,219,,2190048,1,28*23`: year to millisecond, country, region, station, online,
//! and the checksum of the sentence it belongs to; for a message in parts, the parts' checksums XORed.

use crate::checksum;
use crate::station::Station;
use crate::time::{self, ReceiveTime, TimeSource};

/// What a `$PGHP` line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pghp {
    pub(crate) epoch_ms: i64,
    pub(crate) station: Option<Station>,
    /// Checksum of the message it belongs to; archives that were sorted by time tear the two apart.
    pub(crate) checksum: Option<u8>,
}

impl Pghp {
    /// Reads what stands between `$` and `*`.
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let mut fields = body.split(|&byte| byte == b',').skip(2);
        let mut number = || time::integer(fields.next()?);
        let date = [number()?, number()?, number()?];
        let clock = [number()?, number()?, number()?];
        let epoch_ms = time::civil_ms(date, clock, number()?)?;
        let mut rest = fields.skip(2);
        let station = rest.next().and_then(Station::new);
        let checksum = rest.nth(1).and_then(checksum::parse);
        Some(Self { epoch_ms, station, checksum })
    }

    pub(crate) fn received(&self) -> ReceiveTime {
        ReceiveTime { epoch_ms: self.epoch_ms, source: TimeSource::Pghp }
    }

    /// Whether it belongs to a message with this checksum.
    pub(crate) fn belongs_to(&self, checksum: u8) -> bool {
        self.checksum.is_none_or(|own| own == checksum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_time_station_and_the_checksum_of_its_sentence() {
        let line = Pghp::parse(b"PGHP,1,2013,3,18,9,19,9,499,219,,2190048,1,28").unwrap();
        assert_eq!(line.epoch_ms, 1_363_598_349_499);
        assert_eq!(line.station, Station::new(b"2190048"));
        assert!(line.belongs_to(0x28));
        assert!(!line.belongs_to(0x29));
    }

    #[test]
    fn a_line_without_station_or_with_a_thirteenth_month_is_told_apart() {
        assert!(Pghp::parse(b"PGHP,1,2014,10,5,15,57,6,972,251,3,,1,2E").unwrap().station.is_none());
        assert_eq!(Pghp::parse(b"PGHP,1,2014,13,5,15,57,6,972,251,3,,1,2E"), None);
        assert_eq!(Pghp::parse(b"PGHP,1,2014"), None);
    }
}

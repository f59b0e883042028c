//! What archives hang behind a sentence: the US Coast Guard's `,r003669945,1274103580`, and bare epochs.

use crate::station::Station;
use crate::time;

/// Station and time of a tail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) station: Option<Station>,
    pub(crate) epoch_ms: Option<i64>,
}

impl Tail {
    /// Reads what stands behind the checksum. Signal strength, slot and arrival fields (`d-109`, `S2105`,
    /// `T56.13`, `t050056.00`, `x123`) are passed over. Of two epochs the first counts: it is the receiver's,
    /// the second the logger's.
    pub(crate) fn parse(tail: &[u8]) -> Self {
        let mut found = Self::default();
        for field in tail.split(|&byte| byte == b',').map(<[u8]>::trim_ascii) {
            match field {
                [b'r' | b'b', _, ..] if found.station.is_none() => found.station = Station::new(field),
                [b'0'..=b'9', ..] if found.epoch_ms.is_none() => found.epoch_ms = epoch(field),
                _ => {}
            }
        }
        found
    }
}

/// At least nine digits: since 1973, and no counter or slot number.
fn epoch(field: &[u8]) -> Option<i64> {
    (field.len() >= 9).then(|| time::epoch_ms(field)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coast_guard_tail_gives_receiver_and_second() {
        let tail = Tail::parse(b",d-109,S2105,t050056.00,T56.13718694,r003669946,1325394060,1325394001");
        assert_eq!(tail.station, Station::new(b"r003669946"));
        assert_eq!(tail.epoch_ms, Some(1_325_394_060_000));
        assert_eq!(Tail::parse(b",b003669794,1272412827").station, Station::new(b"b003669794"));
    }

    #[test]
    fn a_bare_epoch_is_read_in_seconds_or_milliseconds_and_a_counter_is_not() {
        assert_eq!(Tail::parse(b",1328133720012").epoch_ms, Some(1_328_133_720_012));
        assert_eq!(Tail::parse(b",1328133720").epoch_ms, Some(1_328_133_720_000));
        assert_eq!(Tail::parse(b",98495").epoch_ms, None);
    }
}

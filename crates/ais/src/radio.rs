//! Communication state: how a station takes its slots, in the last bits of types 1 to 4, 9, 11, 18 and 26
//! (M.1371-5, annex 2, 3.3.7.2.1 and 3.3.7.3.2).

/// How a station keeps time and takes its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommunicationState {
    /// Self-organised: types 1, 2, 4 and 11.
    Sotdma {
        /// From whom it has its time.
        sync: SyncState,
        /// Frames until it takes a new slot; 0 is the last, 7 also for 8 and more.
        timeout: u8,
        /// What it says besides.
        said: SlotMessage,
    },
    /// Incremental: type 3.
    Itdma {
        /// From whom it has its time.
        sync: SyncState,
        /// Slots to the next one it uses; 0 for none.
        increment: u16,
        /// How many slots it takes, as coded: 0 to 4 one to five, 5 to 7 one to three further on.
        slots: u8,
        /// It keeps the slot for another frame.
        keep: bool,
    },
}

/// From whom a station has its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncState {
    /// From UTC.
    UtcDirect,
    /// From a station that has it from UTC.
    UtcIndirect,
    /// From a base station.
    BaseStation,
    /// From the station that hears most others, or from a station that is itself led by a base station.
    Mobile,
}

/// What a self-organised station says with its slot, by its timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotMessage {
    /// Timeout 0: slots to the one it will use in the next frame.
    Offset(u16),
    /// Timeout 1: hour and minute (UTC).
    Utc {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
    /// Timeouts 2, 4, 6: number of the slot, 0 to 2249.
    Number(u16),
    /// Timeouts 3, 5, 7: how many other stations it hears.
    Heard(u16),
}

impl CommunicationState {
    /// Of 19 bits, self-organised.
    pub(crate) fn sotdma(bits: u32) -> Self {
        let timeout = (bits >> 14 & 0b111) as u8;
        Self::Sotdma { sync: SyncState::of(bits), timeout, said: SlotMessage::of(timeout, bits) }
    }

    /// Of 19 bits, incremental.
    pub(crate) fn itdma(bits: u32) -> Self {
        Self::Itdma {
            sync: SyncState::of(bits),
            increment: (bits >> 4 & 0x1FFF) as u16,
            slots: (bits >> 1 & 0b111) as u8,
            keep: bits & 1 == 1,
        }
    }

    /// Of 20 bits, whose first tells the two apart.
    pub(crate) fn selected(bits: u32) -> Self {
        if bits >> 19 & 1 == 0 { Self::sotdma(bits) } else { Self::itdma(bits) }
    }
}

impl SyncState {
    fn of(bits: u32) -> Self {
        match bits >> 17 & 0b11 {
            0 => Self::UtcDirect,
            1 => Self::UtcIndirect,
            2 => Self::BaseStation,
            _ => Self::Mobile,
        }
    }
}

impl SlotMessage {
    fn of(timeout: u8, bits: u32) -> Self {
        let value = (bits & 0x3FFF) as u16;
        match timeout {
            0 => Self::Offset(value),
            1 => Self::Utc { hour: (value >> 9) as u8, minute: (value >> 2 & 0x7F) as u8 },
            2 | 4 | 6 => Self::Number(value),
            _ => Self::Heard(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of gpsd's and libais' samples, read there as well.
    #[test]
    fn a_station_tells_its_slot_the_time_or_whom_it_hears() {
        let slot = CommunicationState::sotdma(34_017);
        let CommunicationState::Sotdma { timeout: 2, said: SlotMessage::Number(1249), .. } = slot else {
            panic!("{slot:?}")
        };
        let time = CommunicationState::sotdma(1 << 14 | 32 << 2);
        let CommunicationState::Sotdma { said: SlotMessage::Utc { hour: 0, minute: 32 }, .. } = time else {
            panic!("{time:?}")
        };
        let heard = CommunicationState::selected(3 << 17 | 3 << 14 | 13_409);
        let CommunicationState::Sotdma { sync: SyncState::Mobile, said: SlotMessage::Heard(13_409), .. } =
            heard
        else {
            panic!("{heard:?}")
        };
    }

    #[test]
    fn an_incremental_station_tells_its_next_slot() {
        let state = CommunicationState::selected(1 << 19 | 2 << 17 | 3646 << 4 | 5 << 1);
        let expected = CommunicationState::Itdma {
            sync: SyncState::BaseStation,
            increment: 3646,
            slots: 5,
            keep: false,
        };
        assert_eq!(state, expected);
    }
}

//! Types 6 and 8: binary data for one station or for all (M.1371-5, annex 8, Messages 6 and 8).
//!
//! What the data say is decided by their [`ApplicationId`]; [`Content`](crate::Content) reads those that are known.

use crate::application::ApplicationId;
use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::payload::Payload;
use crate::scale::{HEAD, PART};

bit_table! {
    /// Addressed binary message. 88 to 1008 bits.
    pub struct AddressedBinary {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Sequence number, 0 to 3.
        38..40 seqno: u8,
        /// For whom it is.
        40..70 dest_mmsi: u32,
        /// Sent again.
        70..71 retransmit: bool,
        /// Not used.
        71..72 spare: bool => Meaning::Spare,
        /// Designated area code: whose application it is; 1 is international.
        72..82 dac: u16,
        /// Function identifier: which application.
        82..88 fid: u8;
        /// What the application says.
        88.. data: Payload => PART,
    }
}

impl AddressedBinary {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[88..=1008], lenient_min: 88 };

    /// Which application reads the data.
    pub fn application(&self) -> ApplicationId {
        ApplicationId { dac: self.dac, fid: self.fid }
    }
}

bit_table! {
    /// Broadcast binary message. 56 to 1008 bits.
    pub struct BroadcastBinary {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// Designated area code: whose application it is; 1 is international.
        40..50 dac: u16,
        /// Function identifier: which application.
        50..56 fid: u8;
        /// What the application says.
        56.. data: Payload => PART,
    }
}

impl BroadcastBinary {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[56..=1008], lenient_min: 56 };

    /// Which application reads the data.
    pub fn application(&self) -> ApplicationId {
        ApplicationId { dac: self.dac, fid: self.fid }
    }
}

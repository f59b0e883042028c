//! 1/5: acknowledgement by an application (M.1371-5, annex 5, international function message 5).

use crate::layout::bit_table;

bit_table! {
    /// The application has read an addressed message. 31 bits.
    pub struct ApplicationAck {
        /// Whose application had been addressed.
        0..10 received_dac: u16,
        /// Which application had been addressed.
        10..16 received_fid: u8,
        /// Number of the text that it answers; 0 not available.
        16..27 sequence "text_sequence": u16,
        /// The application is there.
        27..28 available "ai_available": bool,
        /// 0 cannot answer, 1 received, 2 to follow, 3 able but inhibited, 4 default.
        28..31 response "ai_response": u8,
    }
}

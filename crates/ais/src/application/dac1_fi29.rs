//! 1/29 and 1/30: text that explains another message (IMO SN.1/Circ.289, annex, Text description).

use crate::layout::bit_table;
use crate::text::LongText;

bit_table! {
    /// Text for whatever has the same linkage. 10 bits and the text.
    pub struct Description {
        /// Links it to another message; 0 for none.
        0..10 linkage: u16;
        /// The text.
        10.. text: LongText,
    }
}

//! 1/0: free text (M.1371-5, annex 5, international function message 0).

use crate::layout::bit_table;
use crate::text::LongText;

bit_table! {
    /// Text from one application to another. 12 bits and the text.
    pub struct FreeText {
        /// An acknowledgement is wanted.
        0..1 ack_required: bool,
        /// Number of the text; 0 not used.
        1..12 sequence "text_sequence": u16;
        /// The text.
        12.. text: LongText,
    }
}

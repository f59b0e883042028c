//! What a user may choose about decoding: one options struct, strict and lenient in the same parser.

/// How faults that leave a sentence readable are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leniency {
    /// A line with any fault is rejected with its reason.
    #[default]
    Strict,
    /// Readable lines are kept and their faults listed in [`crate::Faults`].
    Lenient,
}

impl Leniency {
    pub(crate) fn is_lenient(self) -> bool {
        self == Self::Lenient
    }
}

/// Choices of a [`crate::Decoder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Default strict.
    pub leniency: Leniency,
    /// Messages that may wait for missing parts at the same time; the oldest is given up first.
    /// Default 4096: a busy coastal network has some tens of messages in flight.
    pub max_pending: usize,
    /// Bytes that waiting messages may take, except one alone; the oldest is given up first. Default 2 MB: 4096 messages
    /// of which one full sentence has come take about 360 bytes each, so 1.5 MB. All that waits stays below 4 MB, however
    /// long the lines are (`tests/memory.rs` counts).
    pub max_pending_bytes: usize,
    /// How far apart in data time two parts of one message may be, in milliseconds. Default 30 000:
    /// the parts leave the receiver together, and receivers reuse a sequence id after ten messages.
    pub max_part_gap_ms: i64,
    /// How many lines apart two parts may be where lines carry no time. Default 5000, the lines that
    /// a national network sends in about 30 s.
    pub max_part_gap_lines: u64,
    /// Longest line that is looked at, in bytes. Default 1024: a sentence has at most 82, the rest is room
    /// for tag blocks, prefixes and tails.
    pub max_line_bytes: usize,
    /// Longest JSON line that is looked at, in bytes. Default 16 384: AIS-catcher's longest, with its sentences and a
    /// decoded content, take about 4000.
    pub max_json_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            leniency: Leniency::Strict,
            max_pending: 4096,
            max_pending_bytes: 2_000_000,
            max_part_gap_ms: 30_000,
            max_part_gap_lines: 5_000,
            max_line_bytes: 1024,
            max_json_bytes: 16_384,
        }
    }
}

impl Options {
    /// The defaults, but readable lines with faults are kept.
    pub fn lenient() -> Self {
        Self { leniency: Leniency::Lenient, ..Self::default() }
    }
}

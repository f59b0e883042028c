//! Why a line became no message: the closed lists that every ledger of an archive counts by.
//!
//! A line is skipped when it was never meant to be AIS, rejected when it is faulty. The codes are
//! stable: they are written into manifests and compared between versions.

use std::fmt;

/// A line that is no AIS report and no fault either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SkipReason {
    /// Nothing but white space.
    Blank,
    /// Starts with `#`.
    Comment,
    /// Another NMEA 0183 sentence than VDM or VDO, or a JSON line of another class than AIS.
    NotAis,
    /// A `$PGHP` line: it carries the time of the sentence after it.
    TimestampOnly,
    /// A tag block with no sentence behind it.
    TagBlockOnly,
    /// A JSON line of a binary message (type 6 or 8) whose bits its decoder has replaced by what they say.
    InterpretedData,
}

impl SkipReason {
    /// Every reason, in the order of the enum.
    pub const ALL: [Self; 6] = [
        Self::Blank,
        Self::Comment,
        Self::NotAis,
        Self::TimestampOnly,
        Self::TagBlockOnly,
        Self::InterpretedData,
    ];

    /// The stable code, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Comment => "comment",
            Self::NotAis => "not_ais",
            Self::TimestampOnly => "timestamp_only",
            Self::TagBlockOnly => "tag_block_only",
            Self::InterpretedData => "interpreted_data",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A fault that made a line unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[error("{}", self.as_str())]
pub enum RejectReason {
    /// No NMEA sentence was found in the line.
    NotNmea,
    /// Longer than [`crate::Options::max_line_bytes`], or [`crate::Options::max_json_bytes`].
    LineTooLong,
    /// A VDM or VDO that starts with `$`; kept when lenient.
    WrongDelimiter,
    /// A tag block without its end, or with a time or group that cannot be read; dropped when lenient.
    BadTagBlock,
    /// A `$PGHP` line whose date or time cannot be read.
    BadTimestamp,
    /// No `*hh` behind the sentence; kept when lenient.
    MissingChecksum,
    /// The checksum is not that of the bytes; kept when lenient.
    BadChecksum,
    /// A second sentence follows on the same line.
    SeveralSentences,
    /// Fewer fields than a VDM has.
    MissingFields,
    /// Total, number or sequence id is no number, zero, or impossible.
    BadFragmentHeader,
    /// No payload.
    EmptyPayload,
    /// A payload character outside the six-bit armour.
    BadArmour,
    /// Fill bits are no digit 0 to 5.
    BadFillBits,
    /// More bits than the longest message has (1064).
    PayloadTooLong,
    /// A number of bits that messages of this type do not have.
    BadLength,
    /// Message type 0.
    UnknownType,
    /// Part of a message whose other parts did not come in time.
    IncompleteMessage,
    /// A JSON line that is no object, or does not carry a whole message.
    BadJson,
}

impl RejectReason {
    /// Every reason, in the order of the enum.
    pub const ALL: [Self; 18] = [
        Self::NotNmea,
        Self::LineTooLong,
        Self::WrongDelimiter,
        Self::BadTagBlock,
        Self::BadTimestamp,
        Self::MissingChecksum,
        Self::BadChecksum,
        Self::SeveralSentences,
        Self::MissingFields,
        Self::BadFragmentHeader,
        Self::EmptyPayload,
        Self::BadArmour,
        Self::BadFillBits,
        Self::PayloadTooLong,
        Self::BadLength,
        Self::UnknownType,
        Self::IncompleteMessage,
        Self::BadJson,
    ];

    /// The stable code, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotNmea => "not_nmea",
            Self::LineTooLong => "line_too_long",
            Self::WrongDelimiter => "wrong_delimiter",
            Self::BadTagBlock => "bad_tag_block",
            Self::BadTimestamp => "bad_timestamp",
            Self::MissingChecksum => "missing_checksum",
            Self::BadChecksum => "bad_checksum",
            Self::SeveralSentences => "several_sentences",
            Self::MissingFields => "missing_fields",
            Self::BadFragmentHeader => "bad_fragment_header",
            Self::EmptyPayload => "empty_payload",
            Self::BadArmour => "bad_armour",
            Self::BadFillBits => "bad_fill_bits",
            Self::PayloadTooLong => "payload_too_long",
            Self::BadLength => "bad_length",
            Self::UnknownType => "unknown_type",
            Self::IncompleteMessage => "incomplete_message",
            Self::BadJson => "bad_json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_reasons_share_a_code() {
        let mut codes: Vec<_> = SkipReason::ALL.iter().map(|r| r.as_str()).collect();
        codes.extend(RejectReason::ALL.iter().map(|r| r.as_str()));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}

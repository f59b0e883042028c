//! NMEA 4 tag blocks, `\s:station,c:1418169601*hh\`: read before a sentence, written by simulators.

use std::fmt;

use crate::checksum;
use crate::time;

/// Which part of a group of sentences this is: `g:1-2-1234`, or `1G2:1234` in the short form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// Place in the group, from 1.
    pub number: u8,
    /// Sentences in the group.
    pub total: u8,
    /// What the group is called; not always a number.
    pub id: &'a str,
}

/// The fields of a tag block that matter for AIS.
///
/// ```
/// use ais::TagBlock;
/// let block = TagBlock { source: Some("rBUSAN"), time_ms: Some(1_700_000_000_000), ..TagBlock::default() };
/// assert_eq!(block.to_string(), r"\s:rBUSAN,c:1700000000*03\");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagBlock<'a> {
    /// `g`: group of sentences.
    pub group: Option<Group<'a>>,
    /// `s`: the station that received it.
    pub source: Option<&'a str>,
    /// `c`: when it was received, milliseconds since 1970 (UTC).
    pub time_ms: Option<i64>,
    /// `d`: for whom it is.
    pub destination: Option<&'a str>,
    /// `n`: line count.
    pub line_count: Option<u32>,
    /// `r`: relative time, in whatever unit the sender uses.
    pub relative_time: Option<u32>,
    /// `t`, or `i` of older editions: free text.
    pub text: Option<&'a str>,
}

/// What can be wrong with a tag block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TagBlockError {
    #[error("tag block checksum missing or wrong")]
    Checksum,
    #[error("tag block time or group unreadable")]
    Field,
    #[error("tag block station is no text")]
    Station,
}

impl<'a> TagBlock<'a> {
    /// Reads what stands between the backslashes into this block; unknown fields are passed over.
    ///
    /// Everything readable is taken, also when an error is returned.
    pub(crate) fn read(&mut self, inner: &'a [u8]) -> Result<(), TagBlockError> {
        let (fields, sum) = match memchr::memrchr(b'*', inner) {
            Some(star) => (&inner[..star], checksum::parse(&inner[star + 1..])),
            None => (inner, None),
        };
        let mut outcome = Ok(());
        for field in fields.split(|&byte| byte == b',') {
            if self.read_field(field).is_none() {
                outcome = Err(TagBlockError::Field);
            }
        }
        outcome?;
        match () {
            () if sum != Some(checksum::of(fields)) => Err(TagBlockError::Checksum),
            () if self.source.is_none() && fields.split(|&byte| byte == b',').any(is_nameless) => {
                Err(TagBlockError::Station)
            }
            () => Ok(()),
        }
    }

    fn read_field(&mut self, field: &'a [u8]) -> Option<()> {
        match field {
            // Nearly every field of nearly every block.
            [b'c', b':', digits @ ..] => self.time_ms = Some(time::epoch_ms(digits)?),
            [b's', b':', name @ ..] => self.source = std::str::from_utf8(name).ok(),
            _ => return self.read_rare_field(field),
        }
        Some(())
    }

    fn read_rare_field(&mut self, field: &'a [u8]) -> Option<()> {
        let Some(colon) = memchr::memchr(b':', field) else { return Some(()) };
        let value = std::str::from_utf8(&field[colon + 1..]).ok()?;
        match &field[..colon] {
            b"d" => self.destination = Some(value),
            b"g" => self.group = Some(Group::parse(value)?),
            b"n" => self.line_count = value.parse().ok(),
            b"r" => self.relative_time = value.parse().ok(),
            b"t" | b"i" => self.text = Some(value),
            [number @ b'1'..=b'9', b'G', total @ b'1'..=b'9'] => {
                self.group = Some(Group { number: number - b'0', total: total - b'0', id: value });
            }
            _ => {}
        }
        Some(())
    }
}

/// Whether a field names a station in bytes that are no text.
fn is_nameless(field: &[u8]) -> bool {
    matches!(field, [b's', b':', name @ ..] if std::str::from_utf8(name).is_err())
}

impl<'a> Group<'a> {
    fn parse(value: &'a str) -> Option<Self> {
        let mut parts = value.splitn(3, '-');
        let number = parts.next()?.parse().ok()?;
        let total = parts.next()?.parse().ok()?;
        let id = parts.next().filter(|id| !id.is_empty())?;
        (number >= 1 && number <= total).then_some(Self { number, total, id })
    }
}

impl fmt::Display for TagBlock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = [
            self.group.map(|g| format!("g:{}-{}-{}", g.number, g.total, g.id)),
            self.source.map(|s| format!("s:{s}")),
            self.time_ms.map(|ms| format!("c:{}", epoch(ms))),
            self.destination.map(|d| format!("d:{d}")),
            self.line_count.map(|n| format!("n:{n}")),
            self.relative_time.map(|r| format!("r:{r}")),
            self.text.map(|t| format!("t:{t}")),
        ];
        let inner = fields.into_iter().flatten().collect::<Vec<_>>().join(",");
        write!(f, "\\{inner}*{:02X}\\", checksum::of(inner.as_bytes()))
    }
}

/// Whole seconds, or milliseconds where they cannot be taken for seconds, or seconds with a fraction.
fn epoch(ms: i64) -> String {
    match ms {
        ms if ms % 1000 == 0 => (ms / 1000).to_string(),
        100_000_000_000.. => ms.to_string(),
        ms => format!("{}.{:03}", ms / 1000, ms % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inner: &str) -> (TagBlock<'_>, Result<(), TagBlockError>) {
        let mut block = TagBlock::default();
        let outcome = block.read(inner.as_bytes());
        (block, outcome)
    }

    #[test]
    fn a_satellite_block_gives_station_time_and_group() {
        let (block, outcome) = read("g:1-2-1604,s:rORBCOMM008,c:1418169601,T:2014-12-10 00.00.01*37");
        assert_eq!(outcome, Ok(()));
        assert_eq!(block.group, Some(Group { number: 1, total: 2, id: "1604" }));
        assert_eq!(block.source, Some("rORBCOMM008"));
        assert_eq!(block.time_ms, Some(1_418_169_601_000));
    }

    #[test]
    fn the_short_form_of_a_group_is_read() {
        let inner = "1G2:1234";
        let (block, _) = read(inner);
        assert_eq!(block.group, Some(Group { number: 1, total: 2, id: "1234" }));
    }

    #[test]
    fn a_group_beyond_its_total_and_a_time_in_words_are_faults() {
        for inner in ["g:3-2-7", "g:1-2", "c:noon", "g:0-2-7"] {
            let with_sum = format!("{inner}*{:02X}", checksum::of(inner.as_bytes()));
            assert_eq!(read(&with_sum).1, Err(TagBlockError::Field), "{inner}");
        }
    }

    #[test]
    fn a_station_whose_name_is_no_text_is_unknown_and_its_time_is_read() {
        let inner = [b"s:r\xff\xfe,c:1418169601".as_slice()].concat();
        let text = [&inner[..], format!("*{:02X}", checksum::of(&inner)).as_bytes()].concat();
        let mut block = TagBlock::default();
        assert_eq!(block.read(&text), Err(TagBlockError::Station));
        assert_eq!((block.source, block.time_ms), (None, Some(1_418_169_601_000)));
    }

    #[test]
    fn a_block_with_another_or_no_checksum_is_a_fault() {
        assert_eq!(read("c:1420030798*00").1, Err(TagBlockError::Checksum));
        assert_eq!(read("c:1420030798").1, Err(TagBlockError::Checksum));
    }

    #[test]
    fn a_time_that_is_written_is_read_back_also_near_1970() {
        for time_ms in [0, 250, 1_000, 99_999_999_500, 100_000_000_001, 1_700_000_000_123] {
            let text = TagBlock { time_ms: Some(time_ms), ..TagBlock::default() }.to_string();
            assert_eq!(read(text.trim_matches('\\')).0.time_ms, Some(time_ms), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let block = TagBlock {
            group: Some(Group { number: 2, total: 3, id: "77" }),
            source: Some("a"),
            time_ms: Some(1_700_000_000_123),
            destination: Some("b"),
            line_count: Some(4),
            relative_time: Some(5),
            text: Some("x y"),
        };
        let text = block.to_string();
        let (back, outcome) = read(text.trim_matches('\\'));
        assert_eq!((back, outcome), (block, Ok(())));
    }
}

//! The quick way of nearly every line: a sentence, bare or behind one tag block without a group, and nothing else.
//!
//! What departs from that shape in a single byte is left to [`crate::line`], which tells what it is; what has it gives
//! the same either way. So nothing is rejected or skipped here, and only what cannot be faulty is taken.

use crate::checksum;
use crate::faults::Faults;
use crate::sentence::{Channel, Fields, Sentence};
use crate::station::Station;
use crate::time::{self, ReceiveTime, TimeSource};
use crate::vector::Lanes;

/// Longest stretch that is looked through for a `*`: the longest sentence (82) and a tag block fit.
const REACH: usize = 128;

/// A line of that shape, taken apart.
#[derive(Clone, Copy)]
pub(crate) struct QuickLine<'a> {
    pub(crate) block: QuickBlock<'a>,
    /// Without faults and without a tail. Its payload is not yet known to be armour.
    pub(crate) sentence: Sentence<'a>,
    /// Bytes of the line, its end included.
    pub(crate) bytes: usize,
}

/// What a tag block says, or nothing.
#[derive(Clone, Copy, Default)]
pub(crate) struct QuickBlock<'a> {
    pub(crate) time_ms: Option<i64>,
    pub(crate) source: Option<&'a [u8]>,
    pub(crate) faults: Faults,
}

/// The tag block of a line before, and what it says: a receiver that hears many ships a second writes it again and again.
#[derive(Clone, Copy, Default)]
pub(crate) struct LastBlock<'a> {
    text: &'a [u8],
    block: QuickBlock<'a>,
}

impl<'a> QuickLine<'a> {
    /// The line that `text` starts with, if it has the shape; more lines may follow.
    #[inline(always)]
    pub(crate) fn find(lanes: impl Lanes, text: &'a [u8], last: &mut LastBlock<'a>) -> Option<Self> {
        match text.first()? {
            b'!' => Self::behind(lanes, QuickBlock::default(), text, 0),
            b'\\' => {
                last.follow(lanes, text)?;
                Self::behind(lanes, last.block, text, last.text.len())
            }
            _ => None,
        }
    }

    /// The line whose sentence starts at `start`.
    #[inline(always)]
    fn behind(lanes: impl Lanes, block: QuickBlock<'a>, text: &'a [u8], start: usize) -> Option<Self> {
        let (sentence, behind) = summed(lanes, &text[start..])?;
        if !checksum::says(sentence.digits, sentence.sum) {
            return None;
        }
        let bytes = start + sentence.bytes + line_end(behind)?;
        let (&[t0, t1, ref head @ ..], rest) = sentence.body.split_first_chunk::<10>()?;
        let (total, number) = counts(u64::from_le_bytes(*head))?;
        let (sequence, channel, rest) = sequence_and_channel(rest)?;
        let &[ref armoured @ .., b',', fill @ b'0'..=b'5'] = rest else { return None };
        let named = t0.is_ascii_uppercase() && t1.is_ascii_uppercase() && !armoured.is_empty();
        let fields = Fields { total, number, sequence, channel, armoured, fill_bits: fill - b'0' };
        let sentence = Sentence {
            talker: [t0, t1],
            own_ship: head[2] == b'O',
            fields,
            checksum: sentence.sum,
            faults: Faults::default(),
            tail: &[],
        };
        named.then_some(Self { block, sentence, bytes })
    }
}

/// Total and number in what stands behind the talker, `VDM,2,1,` or `VDO`.
#[inline(always)]
fn counts(head: u64) -> Option<(u8, u8)> {
    const WHOLE: u64 = u64::from_le_bytes(*b"VDM,1,1,");
    /// The bit in which `M` and `O` differ.
    const OWN: u64 = u64::from_le_bytes([0, 0, b'M' ^ b'O', 0, 0, 0, 0, 0]);
    const DIGITS: u64 = u64::from_le_bytes([0, 0, 0, 0, 0xFF, 0, 0xFF, 0]);
    let head = head & !OWN;
    if head == WHOLE {
        return Some((1, 1));
    }
    let [.., total @ b'1'..=b'9', _, number @ b'1'..=b'9', _] = head.to_le_bytes() else { return None };
    (head & !DIGITS == WHOLE & !DIGITS && number <= total).then_some((total - b'0', number - b'0'))
}

/// What stands between its first byte and its `*hh`.
struct Summed<'a> {
    body: &'a [u8],
    /// XOR of the body.
    sum: u8,
    /// Behind the star.
    digits: [u8; 2],
    /// Bytes of it all.
    bytes: usize,
}

/// A sentence or the fields of a tag block, and what follows.
#[inline(always)]
fn summed(lanes: impl Lanes, text: &[u8]) -> Option<(Summed<'_>, &[u8])> {
    let reach = text.get(1..)?;
    let (star, sum) = lanes.xor_to_star(&reach[..reach.len().min(REACH)])?;
    let (body, behind) = reach.split_at(star);
    let &[_, high, low, ref behind @ ..] = behind else { return None };
    Some((Summed { body, sum, digits: [high, low], bytes: star + 4 }, behind))
}

/// Sequence id and channel, each at most one character.
#[inline(always)]
fn sequence_and_channel(text: &[u8]) -> Option<(Option<u16>, Option<Channel>, &[u8])> {
    let (sequence, rest) = match text {
        [b',', rest @ ..] => (None, rest),
        [digit @ b'0'..=b'9', b',', rest @ ..] => (Some(u16::from(digit - b'0')), rest),
        _ => return None,
    };
    match rest {
        [b',', rest @ ..] => Some((sequence, None, rest)),
        [channel @ b'!'..=b'~', b',', rest @ ..] => Some((sequence, Some(Channel::named(*channel)), rest)),
        _ => None,
    }
}

/// Bytes of the line end that `text` starts with; none at the end of the text.
#[inline(always)]
fn line_end(text: &[u8]) -> Option<usize> {
    match text {
        [] => Some(0),
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        _ => None,
    }
}

impl<'a> LastBlock<'a> {
    /// Becomes the block that `text` starts with, if there is one and a sentence behind it.
    #[inline(always)]
    fn follow(&mut self, lanes: impl Lanes, text: &'a [u8]) -> Option<()> {
        let is_same = !self.text.is_empty() && text.starts_with(self.text);
        if is_same && text.get(self.text.len()) == Some(&b'!') {
            return Some(());
        }
        let (block, end) = QuickBlock::find(lanes, text)?;
        *self = Self { text: &text[..end], block };
        Some(())
    }
}

impl<'a> QuickBlock<'a> {
    /// When the block says that the sentence was received.
    #[inline(always)]
    pub(crate) fn received(&self) -> Option<ReceiveTime> {
        self.time_ms.map(|epoch_ms| ReceiveTime { epoch_ms, source: TimeSource::TagBlock })
    }

    #[inline(always)]
    pub(crate) fn station(&self) -> Option<Station> {
        self.source.and_then(Station::new)
    }

    /// The block that `text` starts with, and where the sentence behind it starts.
    ///
    /// A wrong checksum is noted, as in [`crate::line`].
    #[inline(always)]
    fn find(lanes: impl Lanes, text: &'a [u8]) -> Option<(Self, usize)> {
        let (fields, behind) = summed(lanes, text)?;
        let [b'\\', b'!', ..] = behind else { return None };
        let mut block = Self::default();
        if !checksum::says(fields.digits, fields.sum) {
            if !fields.digits.iter().all(u8::is_ascii_alphanumeric) {
                return None;
            }
            block.faults.add(Faults::TAG_BLOCK);
        }
        let (mut at, end) = (1, fields.body.len() + 1);
        while at < end {
            at = block.read_field(lanes, text, at, end)?;
        }
        Some((block, fields.bytes + 1))
    }

    /// Reads the field at `at` of a block whose fields end at `end`, and gives where the next one starts. Groups are for
    /// messages in parts.
    #[inline(always)]
    fn read_field(&mut self, lanes: impl Lanes, text: &'a [u8], at: usize, end: usize) -> Option<usize> {
        let &[name, b':', ref behind @ ..] = text.get(at..)? else { return None };
        let value = behind.get(..lanes.plain(behind).min(end.checked_sub(at + 2)?))?;
        match name {
            b'c' => self.time_ms = Some(time::epoch_ms(value)?),
            b's' => self.source = Some(value),
            b'd' | b'n' | b'r' | b't' | b'T' => {}
            _ => return None,
        }
        let next = at + 2 + value.len();
        (next == end || text[next] == b',').then_some(next + 1)
    }
}

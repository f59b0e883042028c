//! The quick way of nearly every line: a sentence of one part, bare or behind one tag block, and nothing else.
//!
//! What departs from that shape in a single byte is left to [`crate::line`], which tells what it is; what has it gives
//! the same either way. So nothing is rejected or skipped here, and only what cannot be faulty is taken.

use crate::checksum;
use crate::faults::Faults;
use crate::sentence::Channel;
use crate::time;
use crate::vector::Lanes;

/// Longest stretch that is looked through for a `*`: the longest sentence (82) and a tag block fit.
const REACH: usize = 128;

/// A line of that shape, taken apart.
#[derive(Clone, Copy)]
pub(crate) struct QuickLine<'a> {
    pub(crate) block: QuickBlock<'a>,
    pub(crate) own_ship: bool,
    pub(crate) channel: Option<Channel>,
    /// Not empty; not yet known to be armour.
    pub(crate) armoured: &'a [u8],
    /// 0 to 5.
    pub(crate) fill_bits: u8,
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

impl<'a> QuickLine<'a> {
    /// The line that `text` starts with, if it has the shape; more lines may follow.
    #[inline(always)]
    pub(crate) fn find(lanes: impl Lanes, text: &'a [u8]) -> Option<Self> {
        match text.first()? {
            b'!' => Self::behind(lanes, QuickBlock::default(), text, 0),
            b'\\' => {
                let (block, end) = QuickBlock::find(lanes, text)?;
                Self::behind(lanes, block, text, end)
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
        let &[t0, t1, b'V', b'D', own @ (b'M' | b'O'), b',', b'1', b',', b'1', b',', ref rest @ ..] =
            sentence.body
        else {
            return None;
        };
        let (channel, rest) = channel(rest)?;
        let &[ref armoured @ .., b',', fill @ b'0'..=b'5'] = rest else { return None };
        let named = t0.is_ascii_uppercase() && t1.is_ascii_uppercase() && !armoured.is_empty();
        named.then_some(Self {
            block,
            own_ship: own == b'O',
            channel,
            armoured,
            fill_bits: fill - b'0',
            bytes,
        })
    }
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

/// Sequence id and channel, each at most one character; single parts need no sequence id.
#[inline(always)]
fn channel(text: &[u8]) -> Option<(Option<Channel>, &[u8])> {
    let rest = match text {
        [b',', rest @ ..] | [b'0'..=b'9', b',', rest @ ..] => rest,
        _ => return None,
    };
    match rest {
        [b',', rest @ ..] => Some((None, rest)),
        [channel, b',', rest @ ..] => Some((Some(Channel::named(*channel)), rest)),
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

impl<'a> QuickBlock<'a> {
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

//! One line of an archive taken apart: prefix, tag blocks, sentence, tail. Only what is there costs time.

use crate::checksum;
use crate::faults::Faults;
use crate::options::{Leniency, Options};
use crate::pghp::Pghp;
use crate::reason::{RejectReason, SkipReason};
use crate::sentence::Sentence;
use crate::station::Station;
use crate::tag_block::{TagBlock, TagBlockError};
use crate::tail::Tail;
use crate::time::{self, ReceiveTime, TimeSource};

/// A line that matters to the decoder.
pub(crate) enum Line<'a> {
    /// The time of a sentence to come.
    Time(Pghp),
    /// A VDM or VDO.
    Ais(AisLine<'a>),
}

/// A sentence and what stands around it.
pub(crate) struct AisLine<'a> {
    pub(crate) sentence: Sentence<'a>,
    pub(crate) received: Option<ReceiveTime>,
    pub(crate) station: Option<Station>,
    pub(crate) group: Option<&'a str>,
    pub(crate) faults: Faults,
}

/// A line that gives no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoMessage {
    Skipped(SkipReason),
    Rejected(RejectReason),
}

impl From<SkipReason> for NoMessage {
    fn from(reason: SkipReason) -> Self {
        Self::Skipped(reason)
    }
}

impl From<RejectReason> for NoMessage {
    fn from(reason: RejectReason) -> Self {
        Self::Rejected(reason)
    }
}

impl<'a> Line<'a> {
    pub(crate) fn parse(line: &'a [u8], options: &Options) -> Result<Self, NoMessage> {
        if line.len() > options.max_line_bytes {
            return Err(RejectReason::LineTooLong.into());
        }
        let (prefix, text) = split_prefix(line)?;
        let mut block = TagBlock::default();
        let mut faults = Faults::default();
        let text = read_tag_blocks(text, &mut block, &mut faults, options.leniency)?;
        if text.starts_with(b"$PGHP,") {
            return read_time_line(text, options.leniency).map(Self::Time);
        }
        if !Sentence::is_ais(text) {
            return Err(classify(text));
        }
        let sentence = Sentence::parse(text, options.leniency)?;
        faults.add(sentence.faults);
        Ok(Self::Ais(AisLine::new(sentence, &block, prefix, faults)))
    }
}

impl<'a> AisLine<'a> {
    /// The block's time and station count before the tail's, the tail's before the prefix's.
    fn new(sentence: Sentence<'a>, block: &TagBlock<'a>, prefix: &[u8], faults: Faults) -> Self {
        let tail = if sentence.tail.is_empty() { Tail::default() } else { Tail::parse(sentence.tail) };
        let time = |source| move |epoch_ms| ReceiveTime { epoch_ms, source };
        let received = (block.time_ms.map(time(TimeSource::TagBlock)))
            .or_else(|| tail.epoch_ms.map(time(TimeSource::Tail)))
            .or_else(|| prefix_ms(prefix).map(time(TimeSource::Prefix)));
        let station = block.source.and_then(|source| Station::new(source.as_bytes())).or(tail.station);
        Self { sentence, received, station, group: block.group.map(|group| group.id), faults }
    }
}

/// Finds where the tag block or sentence starts.
fn split_prefix(line: &[u8]) -> Result<(&[u8], &[u8]), NoMessage> {
    match line.trim_ascii() {
        [] => Err(SkipReason::Blank.into()),
        [b'#', ..] => Err(SkipReason::Comment.into()),
        text @ [b'!' | b'\\' | b'$', ..] => Ok((&[], text)),
        text => match memchr::memchr3(b'!', b'\\', b'$', text) {
            Some(start) => Ok(text.split_at(start)),
            None => Err(RejectReason::NotNmea.into()),
        },
    }
}

/// Reads the tag blocks that `text` starts with, and returns what follows them.
///
/// A wrong block checksum is noted, never a reason to reject: archives add fields and keep the old checksum
/// (246 of 1,000 lines of the Norwegian coastal feed) or write `*00`, and the sentence has its own.
fn read_tag_blocks<'a>(
    mut text: &'a [u8],
    block: &mut TagBlock<'a>,
    faults: &mut Faults,
    leniency: Leniency,
) -> Result<&'a [u8], NoMessage> {
    let started = text.first() == Some(&b'\\');
    while let [b'\\', inner @ ..] = text {
        let end = memchr::memchr(b'\\', inner).ok_or(RejectReason::BadTagBlock)?;
        if let Err(error) = block.read(&inner[..end]) {
            match error {
                TagBlockError::Checksum => faults.add(Faults::TAG_BLOCK),
                TagBlockError::Station => faults.add(Faults::STATION),
                TagBlockError::Field => {
                    leniency.forgive(faults, Faults::TAG_BLOCK, RejectReason::BadTagBlock)?;
                }
            }
        }
        text = inner[end + 1..].trim_ascii_start();
    }
    if started && text.is_empty() { Err(SkipReason::TagBlockOnly.into()) } else { Ok(text) }
}

fn read_time_line(text: &[u8], leniency: Leniency) -> Result<Pghp, NoMessage> {
    let star = memchr::memchr(b'*', text);
    let body = &text[1..star.unwrap_or(text.len())];
    let digits = star.and_then(|star| text.get(star + 1..star + 3));
    if digits.and_then(checksum::parse) != Some(checksum::of(body)) && !leniency.is_lenient() {
        let missing = star.is_none();
        let reason = if missing { RejectReason::MissingChecksum } else { RejectReason::BadChecksum };
        return Err(reason.into());
    }
    Pghp::parse(body).ok_or(RejectReason::BadTimestamp.into())
}

/// Another NMEA sentence (an address of three or more letters and digits, then a comma), or none.
fn classify(text: &[u8]) -> NoMessage {
    let address = text.get(1..).unwrap_or_default();
    let letters = address.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let shaped = matches!(text.first(), Some(b'!' | b'$')) && (3..=10).contains(&letters);
    if shaped && address.get(letters) == Some(&b',') {
        SkipReason::NotAis.into()
    } else {
        RejectReason::NotNmea.into()
    }
}

/// The time in what stands before a sentence: an epoch or an ISO 8601 time, alone, with a separator, or among the
/// words of a syslog header (RFC 5424; the older header has no year, and no time is made up).
fn prefix_ms(prefix: &[u8]) -> Option<i64> {
    if prefix.is_empty() {
        return None;
    }
    let mut words = prefix.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let word = unwrapped(word);
        let dated = || date_and_time(word, unwrapped(words.peek()?));
        if let Some(ms) = stamp_ms(word).or_else(dated) {
            return Some(ms);
        }
    }
    None
}

/// At least nine digits, or an ISO 8601 time.
fn stamp_ms(word: &[u8]) -> Option<i64> {
    if word.len() >= 9 && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return time::epoch_ms(word);
    }
    time::iso_ms(word)
}

const DATE: &str = "2024-05-01";
/// Longer than nanoseconds and an offset make it.
const LONGEST_STAMP: usize = 48;

/// A date and a time that a space stands between.
fn date_and_time(date: &[u8], clock: &[u8]) -> Option<i64> {
    let mut text = [b' '; LONGEST_STAMP];
    let (first, behind) = text.split_at_mut(DATE.len() + 1);
    if date.len() != DATE.len() || clock.len() > behind.len() {
        return None;
    }
    first[..date.len()].copy_from_slice(date);
    behind[..clock.len()].copy_from_slice(clock);
    time::iso_ms(&text[..DATE.len() + 1 + clock.len()])
}

/// Without brackets around and separators behind.
fn unwrapped(word: &[u8]) -> &[u8] {
    let start = word.iter().take_while(|byte| b"[(".contains(byte)).count();
    let end = word.iter().rev().take_while(|byte| b"]),;:".contains(byte)).count();
    word.get(start..word.len() - end).unwrap_or_default()
}

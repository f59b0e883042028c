//! One VDM or VDO sentence: its fields, found without copying.

use crate::checksum;
use crate::faults::Faults;
use crate::options::Leniency;
use crate::reason::RejectReason;
use crate::vector::{self, Lanes};

/// The radio channel that a message came on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// AIS 1, 161.975 MHz; also written `1`.
    A,
    /// AIS 2, 162.025 MHz; also written `2`.
    B,
    /// What else stands there: the long-range channels `C` and `D` (75, 76), or nonsense.
    Other(u8),
}

impl Channel {
    pub(crate) fn of(field: &[u8]) -> Option<Self> {
        field.first().copied().map(Self::named)
    }

    #[inline(always)]
    pub(crate) fn named(byte: u8) -> Self {
        match byte {
            b'A' | b'1' => Self::A,
            b'B' | b'2' => Self::B,
            other => Self::Other(other),
        }
    }
}

/// A sentence and what hangs behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'a> {
    /// Who made it: `AI` a mobile station, `AB` a base station.
    pub(crate) talker: [u8; 2],
    /// VDO: about the receiving ship itself.
    pub(crate) own_ship: bool,
    pub(crate) fields: Fields<'a>,
    /// The checksum of the bytes.
    pub(crate) checksum: u8,
    pub(crate) faults: Faults,
    /// What follows behind the checksum.
    pub(crate) tail: &'a [u8],
}

/// What stands between address and checksum.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a> {
    pub(crate) total: u8,
    pub(crate) number: u8,
    pub(crate) sequence: Option<u16>,
    pub(crate) channel: Option<Channel>,
    pub(crate) armoured: &'a [u8],
    pub(crate) fill_bits: u8,
}

impl<'a> Sentence<'a> {
    /// Whether `text` is a VDM or VDO of any talker, also of such as `--` and `=I` in Danish and Australian
    /// archives: the checksum says whether a byte was hurt.
    #[inline]
    pub(crate) fn is_ais(text: &[u8]) -> bool {
        let talker = |byte: &u8| byte.is_ascii_graphic() && !b",*!\\".contains(byte);
        matches!(text, [b'!' | b'$', t0, t1, b'V', b'D', b'M' | b'O', b',', ..] if talker(t0) && talker(t1))
    }

    /// Reads a sentence that [`Sentence::is_ais`].
    pub(crate) fn parse(text: &'a [u8], leniency: Leniency) -> Result<Self, RejectReason> {
        let mut faults = Faults::default();
        if text[0] == b'$' {
            leniency.forgive(&mut faults, Faults::DELIMITER, RejectReason::WrongDelimiter)?;
        }
        let (body, checksum, tail) = Self::verify(text, leniency, &mut faults)?;
        let own_ship = text[5] == b'O';
        let fields = Fields::parse(body.get(7..).unwrap_or_default())?;
        Ok(Self { talker: [text[1], text[2]], own_ship, fields, checksum, faults, tail })
    }

    /// Splits off checksum and tail, and holds the checksum against the bytes.
    fn verify(
        text: &'a [u8],
        leniency: Leniency,
        faults: &mut Faults,
    ) -> Result<(&'a [u8], u8, &'a [u8]), RejectReason> {
        let Some((length, sum)) = vector::lanes().xor_to_star(&text[1..]) else {
            leniency.forgive(faults, Faults::NO_CHECKSUM, RejectReason::MissingChecksum)?;
            let end = sixth_comma(text).unwrap_or(text.len());
            let tail = memchr::memchr(b',', &text[end..]).map_or(&[][..], |comma| &text[end + comma..]);
            let body = &text[..text.len() - tail.len()];
            return Ok((body, checksum::of(&body[1..]), tail));
        };
        let (body, behind) = (&text[..=length], &text[length + 2..]);
        let (digits, tail) = behind.split_at_checked(2).unwrap_or((behind, &[]));
        if checksum::parse(digits) != Some(sum) {
            leniency.forgive(faults, Faults::CHECKSUM, RejectReason::BadChecksum)?;
        }
        if !tail.is_empty() && memchr::memchr(b'!', tail).is_some() {
            return Err(RejectReason::SeveralSentences);
        }
        Ok((body, sum, tail))
    }
}

impl Leniency {
    /// Notes the fault if lenient, else rejects.
    pub(crate) fn forgive(
        self,
        faults: &mut Faults,
        fault: Faults,
        reason: RejectReason,
    ) -> Result<(), RejectReason> {
        if !self.is_lenient() {
            return Err(reason);
        }
        faults.add(fault);
        Ok(())
    }
}

/// Where the fill bits start in a sentence of this many fields.
fn sixth_comma(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b',', text).nth(5).map(|comma| comma + 1)
}

impl<'a> Fields<'a> {
    #[inline]
    fn parse(body: &'a [u8]) -> Result<Self, RejectReason> {
        match body {
            // Nearly every line: one part, a plain channel.
            &[b'1', b',', b'1', b',', b',', channel, b',', ref armoured @ .., b',', fill @ b'0'..=b'5']
                if channel != b',' && !armoured.is_empty() =>
            {
                let channel = Some(Channel::named(channel));
                Ok(Self { total: 1, number: 1, sequence: None, channel, armoured, fill_bits: fill - b'0' })
            }
            _ => Self::parse_any(body),
        }
    }

    fn parse_any(body: &'a [u8]) -> Result<Self, RejectReason> {
        let mut rest = body;
        let mut next = || {
            let comma = memchr::memchr(b',', rest).ok_or(RejectReason::MissingFields)?;
            let field = &rest[..comma];
            rest = &rest[comma + 1..];
            Ok(field)
        };
        let (total, number) = counts(next()?, next()?)?;
        let sequence = sequence(next()?)?;
        let channel = Channel::of(next()?);
        let armoured = next()?;
        if armoured.is_empty() {
            return Err(RejectReason::EmptyPayload);
        }
        let fill_bits = digit(rest).filter(|&bits| bits <= 5).ok_or(RejectReason::BadFillBits)?;
        Ok(Self { total, number, sequence, channel, armoured, fill_bits })
    }
}

fn counts(total: &[u8], number: &[u8]) -> Result<(u8, u8), RejectReason> {
    match (digit(total), digit(number)) {
        (Some(total), Some(number @ 1..)) if number <= total => Ok((total, number)),
        _ => Err(RejectReason::BadFragmentHeader),
    }
}

/// Up to three digits: the standard has 0 to 9, some satellite feeds more.
fn sequence(field: &[u8]) -> Result<Option<u16>, RejectReason> {
    if field.len() > 3 || !field.iter().all(u8::is_ascii_digit) {
        return Err(RejectReason::BadFragmentHeader);
    }
    let value = field.iter().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
    Ok((!field.is_empty()).then_some(value))
}

fn digit(field: &[u8]) -> Option<u8> {
    match field {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}

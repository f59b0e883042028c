//! One VDM or VDO sentence: its fields, found without copying.

use crate::checksum;
use crate::faults::Faults;
use crate::options::Leniency;
use crate::reason::RejectReason;

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
    fn of(field: &[u8]) -> Option<Self> {
        match field.first()? {
            b'A' | b'1' => Some(Self::A),
            b'B' | b'2' => Some(Self::B),
            &other => Some(Self::Other(other)),
        }
    }
}

/// The fields of a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'a> {
    /// VDO: about the receiving ship itself.
    pub(crate) own_ship: bool,
    pub(crate) total: u8,
    pub(crate) number: u8,
    pub(crate) sequence: Option<u16>,
    pub(crate) channel: Option<Channel>,
    pub(crate) armoured: &'a [u8],
    pub(crate) fill_bits: u8,
    /// The checksum of the bytes.
    pub(crate) checksum: u8,
    pub(crate) faults: Faults,
    /// What follows behind the checksum.
    pub(crate) tail: &'a [u8],
}

impl<'a> Sentence<'a> {
    /// Whether `text` is a VDM or VDO of any talker, also of such as `--` and `=I` in Danish and Australian
    /// archives: the checksum says whether a byte was hurt.
    pub(crate) fn is_ais(text: &[u8]) -> bool {
        let talker = |byte: &u8| byte.is_ascii_graphic() && *byte != b',';
        matches!(text, [b'!' | b'$', t0, t1, b'V', b'D', b'M' | b'O', b',', ..] if talker(t0) && talker(t1))
    }

    /// Reads a sentence that [`Sentence::is_ais`].
    pub(crate) fn parse(text: &'a [u8], leniency: Leniency) -> Result<Self, RejectReason> {
        let mut faults = Faults::default();
        if text[0] == b'$' {
            leniency.forgive(&mut faults, Faults::DELIMITER, RejectReason::WrongDelimiter)?;
        }
        let (body, checksum, tail) = Self::verify(text, leniency, &mut faults)?;
        let mut fields = Fields(body.get(7..).unwrap_or_default());
        let (total, number) = fields.counts()?;
        let sequence = fields.sequence()?;
        let channel = Channel::of(fields.next().ok_or(RejectReason::MissingFields)?);
        let armoured = fields.next().ok_or(RejectReason::MissingFields)?;
        if armoured.is_empty() {
            return Err(RejectReason::EmptyPayload);
        }
        let fill_bits = fields.fill_bits()?;
        let own_ship = text[5] == b'O';
        Ok(Self { own_ship, total, number, sequence, channel, armoured, fill_bits, checksum, faults, tail })
    }

    /// Splits off checksum and tail, and holds the checksum against the bytes.
    fn verify(
        text: &'a [u8],
        leniency: Leniency,
        faults: &mut Faults,
    ) -> Result<(&'a [u8], u8, &'a [u8]), RejectReason> {
        let Some(star) = memchr::memchr(b'*', text) else {
            leniency.forgive(faults, Faults::NO_CHECKSUM, RejectReason::MissingChecksum)?;
            let end = sixth_comma(text).unwrap_or(text.len());
            let tail = memchr::memchr(b',', &text[end..]).map_or(&[][..], |comma| &text[end + comma..]);
            let body = &text[..text.len() - tail.len()];
            return Ok((body, checksum::of(&body[1..]), tail));
        };
        let sum = checksum::of(&text[1..star]);
        let behind = &text[star + 1..];
        let (digits, tail) = behind.split_at_checked(2).unwrap_or((behind, &[]));
        if checksum::parse(digits) != Some(sum) {
            leniency.forgive(faults, Faults::CHECKSUM, RejectReason::BadChecksum)?;
        }
        if memchr::memchr(b'!', tail).is_some() {
            return Err(RejectReason::SeveralSentences);
        }
        Ok((&text[..star], sum, tail))
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

/// The comma-separated fields that are left.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let comma = self.0.iter().position(|&byte| byte == b',')?;
        let field = &self.0[..comma];
        self.0 = &self.0[comma + 1..];
        Some(field)
    }

    fn counts(&mut self) -> Result<(u8, u8), RejectReason> {
        let total = digit(self.next().ok_or(RejectReason::MissingFields)?);
        let number = digit(self.next().ok_or(RejectReason::MissingFields)?);
        match (total, number) {
            (Some(total @ 1..), Some(number @ 1..)) if number <= total => Ok((total, number)),
            _ => Err(RejectReason::BadFragmentHeader),
        }
    }

    /// Up to three digits: the standard has 0 to 9, some satellite feeds more.
    fn sequence(&mut self) -> Result<Option<u16>, RejectReason> {
        let field = self.next().ok_or(RejectReason::MissingFields)?;
        if field.len() > 3 || !field.iter().all(u8::is_ascii_digit) {
            return Err(RejectReason::BadFragmentHeader);
        }
        let value = field.iter().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
        Ok((!field.is_empty()).then_some(value))
    }

    /// The last field, up to the checksum.
    fn fill_bits(&self) -> Result<u8, RejectReason> {
        digit(self.0).filter(|&bits| bits <= 5).ok_or(RejectReason::BadFillBits)
    }
}

fn digit(field: &[u8]) -> Option<u8> {
    match field {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}

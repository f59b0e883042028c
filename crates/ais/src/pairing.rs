//! What two lines that belong together know each other by, for archives in which a `$PGHP` line stands apart from its
//! sentence: see [`crate::Decoder::push_paired`].

use crate::line::Line;
use crate::options::Options;
use crate::pghp::Pghp;

/// A line that another one may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairable {
    /// A sentence that is a message by itself, with its checksum.
    Sentence(u8),
    /// A part of several, which has its `$PGHP` line before the first of them.
    Part,
    /// A `$PGHP` line that names the checksum of its message.
    Clock(ClockLine),
}

/// What a `$PGHP` line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockLine(pub(crate) Pghp);

impl Pairable {
    /// What a line is; `None` for one that belongs to no other, or that the decoder would reject.
    pub fn of(line: &[u8], options: &Options) -> Option<Self> {
        match Line::parse(line, options).ok()? {
            Line::Ais(ais) if ais.sentence.fields.total > 1 => Some(Self::Part),
            Line::Ais(ais) => Some(Self::Sentence(ais.sentence.checksum)),
            Line::Time(clock) => clock.checksum.map(|_| Self::Clock(ClockLine(clock))),
        }
    }

    /// The checksum by which it finds the other.
    pub fn checksum(&self) -> Option<u8> {
        match self {
            Self::Sentence(checksum) => Some(*checksum),
            Self::Part => None,
            Self::Clock(ClockLine(clock)) => clock.checksum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &[u8] = b"!AIVDM,1,1,,B,15?t00002Sctd0aial1<Wb@>0@4W,0*18,1328182324635";

    fn of(line: &[u8]) -> Option<Pairable> {
        Pairable::of(line, &Options::default())
    }

    #[test]
    fn a_clock_line_and_its_sentence_have_one_checksum() {
        let clock = of(b"$PGHP,1,2012,2,2,10,58,6,0,316,56,316999999,1AIS_S,18*75,1328182324627").unwrap();
        assert!(matches!(clock, Pairable::Clock(_)));
        assert_eq!(of(OWN), Some(Pairable::Sentence(0x18)));
        assert_eq!(clock.checksum(), Some(0x18));
    }

    #[test]
    fn parts_broken_lines_and_clock_lines_without_a_checksum_find_none() {
        let part = b"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E";
        assert_eq!(of(part).map(|part| part.checksum()), Some(None));
        assert_eq!(of(&[&OWN[..OWN.len() - 16], b"19"].concat()), None);
        assert_eq!(of(b"$PGHP,1,2014,10,5,15,57,6,972,251,3,,1*00"), None);
        assert_eq!(of(b"$GPRMC,235959.00,A,,,,,,,*00"), None);
    }
}

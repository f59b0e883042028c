//! The numbers that ships go by: the MMSI of the radio and the IMO number of the hull.

use std::fmt;

/// A Maritime Mobile Service Identity: up to nine digits, as broadcast (ITU-R M.585).
///
/// Placeholders and malformed numbers are kept, because a ship that sends them is still a ship:
/// [`Mmsi::is_placeholder`] and [`Mmsi::kind`] tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mmsi(u32);

/// What sort of station an MMSI is allotted to (ITU-R M.585).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MmsiKind {
    /// A ship station: the first digit is 2 to 7.
    Ship,
    /// A coast station: `00`.
    CoastStation,
    /// A group of ships: `0` and not `00`.
    Group,
    /// A search and rescue aircraft: `111`.
    Aircraft,
    /// An aid to navigation: `99`.
    AidToNavigation,
    /// A craft of a parent ship: `98`.
    AuxiliaryCraft,
    /// A handheld radio: `8`.
    Handheld,
    /// A search and rescue transmitter, man-overboard device or EPIRB: `970`, `972`, `974`.
    Distress,
    /// None of these: fewer than nine digits or an unallotted start; fishing-gear buoys often send such numbers.
    Other,
}

/// A number too large to be an MMSI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} has more than nine digits")]
pub struct MmsiError(pub u64);

impl Mmsi {
    /// The nine-digit number.
    #[inline]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The sort of station that the number is allotted to.
    pub const fn kind(self) -> MmsiKind {
        match self.0 {
            200_000_000..=799_999_999 => MmsiKind::Ship,
            800_000_000..=899_999_999 => MmsiKind::Handheld,
            970_000_000..=970_999_999 | 972_000_000..=972_999_999 | 974_000_000..=974_999_999 => {
                MmsiKind::Distress
            }
            980_000_000..=989_999_999 => MmsiKind::AuxiliaryCraft,
            990_000_000..=999_999_999 => MmsiKind::AidToNavigation,
            111_000_000..=111_999_999 => MmsiKind::Aircraft,
            1_000_000..=9_999_999 => MmsiKind::CoastStation,
            10_000_000..=99_999_999 => MmsiKind::Group,
            _ => MmsiKind::Other,
        }
    }

    /// The Maritime Identification Digits of a ship station: the first three digits, which name the flag.
    pub const fn mid(self) -> Option<u16> {
        match self.kind() {
            MmsiKind::Ship => Some((self.0 / 1_000_000) as u16),
            _ => None,
        }
    }

    /// Whether many unrelated ships send this number because nobody set it, so that it names no hull.
    pub fn is_placeholder(self) -> bool {
        const DEFAULTS: [u32; 4] = [0, 1, 1_193_046, 123_456_789];
        let first = self.0 / 100_000_000;
        DEFAULTS.contains(&self.0) || self.0 == first * 111_111_111
    }
}

impl TryFrom<u32> for Mmsi {
    type Error = MmsiError;

    fn try_from(number: u32) -> Result<Self, MmsiError> {
        if number <= 999_999_999 { Ok(Self(number)) } else { Err(MmsiError(u64::from(number))) }
    }
}

impl fmt::Display for Mmsi {
    /// Nine digits with leading zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

/// An IMO ship number: seven digits of which the last checks the others; it stays with the hull for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Imo(u32);

/// Why a number is not an IMO ship number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImoError {
    /// It does not have seven digits.
    #[error("{0} does not have seven digits")]
    Length(u32),
    /// Its last digit does not check the others.
    #[error("{0} fails its check digit")]
    CheckDigit(u32),
}

impl Imo {
    /// The seven-digit number.
    #[inline]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Imo {
    type Error = ImoError;

    /// Checks the digit rule of IMO resolution A.1117(30): the sum of digit times weight 7 to 2 ends in the last digit.
    fn try_from(number: u32) -> Result<Self, ImoError> {
        if !(1_000_000..=9_999_999).contains(&number) {
            return Err(ImoError::Length(number));
        }
        let sum: u32 = (2..=7).map(|weight| number / 10u32.pow(weight - 1) % 10 * weight).sum();
        if sum % 10 == number % 10 { Ok(Self(number)) } else { Err(ImoError::CheckDigit(number)) }
    }
}

impl fmt::Display for Imo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What a ship put into the IMO field of its static data, other than "not available".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BroadcastImo {
    /// A number with a right check digit.
    Valid(Imo),
    /// A number that no ship can have.
    Invalid(u32),
}

impl BroadcastImo {
    /// What the field says; zero means "not available".
    pub fn from_field(number: u32) -> Option<Self> {
        (number != 0).then(|| Imo::try_from(number).map_or(Self::Invalid(number), Self::Valid))
    }

    /// The number as broadcast.
    pub const fn number(self) -> u32 {
        match self {
            Self::Valid(imo) => imo.get(),
            Self::Invalid(number) => number,
        }
    }

    /// The number, if it can be a ship's.
    pub const fn valid(self) -> Option<Imo> {
        match self {
            Self::Valid(imo) => Some(imo),
            Self::Invalid(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dprk_radio_has_mid_445() {
        assert_eq!(Mmsi::try_from(445_123_000).unwrap().mid(), Some(445));
        assert_eq!(Mmsi::try_from(4_451_230).unwrap().mid(), None);
    }

    #[test]
    fn unset_radios_are_placeholders_and_a_real_number_is_not() {
        for number in [0, 111_111_111, 123_456_789, 999_999_999, 1_193_046] {
            assert!(Mmsi::try_from(number).unwrap().is_placeholder(), "{number}");
        }
        assert!(!Mmsi::try_from(445_123_000).unwrap().is_placeholder());
    }

    #[test]
    fn the_check_digit_tells_a_ship_number_from_a_typing_error() {
        assert!(Imo::try_from(8_914_934).is_ok(), "WAN HENG 11 on the UN 1718 list");
        assert_eq!(Imo::try_from(8_914_935), Err(ImoError::CheckDigit(8_914_935)));
        assert_eq!(Imo::try_from(123), Err(ImoError::Length(123)));
    }
}

//! Values of a table, whatever they were stored as, and what they mean at sea.
//!
//! "Not available" and impossible values become `None`: a course of 360, a heading of 511, a speed of 102.3.

use model::{
    BroadcastImo, Degrees, Dimensions, Knots, Metres, Mmsi, NavStatus, Position, ShipType, Transmitter,
};

use crate::decimal;
use crate::moment::digits;
use crate::words;

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Integer(i64),
    Number(f64),
    /// A time that the table types as such, in epoch milliseconds.
    Moment(i64),
    /// Text without the blanks around it, never empty.
    Text(&'a [u8]),
}

/// A latitude and longitude that are no place, yet not the standard's "not available".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoPlace;

impl<'a> Cell<'a> {
    /// What programs write for "nothing" is nothing.
    #[inline]
    pub(crate) fn text(text: &'a [u8]) -> Self {
        match text.trim_ascii() {
            text @ [b'0'..=b'9' | b'-', ..] => Self::Text(text),
            b"" | b"null" | b"NULL" | b"None" | b"nan" | b"NaN" | b"\\N" | b"Unknown" | b"Undefined"
            | b"Unknown value" => Self::Empty,
            text => Self::Text(text),
        }
    }

    pub(crate) const fn is_empty(self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The value as a finite number.
    pub(crate) fn number(self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(value as f64),
            Self::Number(value) => Some(value).filter(|value| value.is_finite()),
            Self::Text(text) => decimal::decimal(text).or_else(|| odd_number(text)),
            Self::Empty | Self::Moment(_) => None,
        }
    }

    /// Degrees as text in units of 1e-7, where they are no finer.
    fn e7(self) -> Option<i32> {
        self.as_text().and_then(decimal::e7)
    }

    /// The value as a whole number from 0.
    pub(crate) fn whole(self) -> Option<u32> {
        if let Self::Text(text) = self
            && let Some(whole) = few_digits(text)
        {
            return Some(whole);
        }
        match self {
            // exactEarth writes some numbers in brackets: `[28]`.
            Self::Text([b'[', inner @ .., b']']) => digits(inner).and_then(|value| u32::try_from(value).ok()),
            Self::Integer(value) => u32::try_from(value).ok(),
            other => {
                let value = other.number()?;
                (value.fract() == 0.0 && (0.0..4e9).contains(&value)).then_some(value as u32)
            }
        }
    }

    /// Text as a person typed it, up to the standard's end mark `@`, of which 256 bytes are kept: the standard has room
    /// for 20 characters.
    pub(crate) fn words(self) -> Option<String> {
        let Self::Text(text) = self else { return None };
        let text = text.split(|byte| *byte == b'@').next().unwrap_or_default().trim_ascii();
        (!text.is_empty()).then(|| String::from_utf8_lossy(beginning(text)).into_owned())
    }

    /// A number that lost digits, as `4.4E+08` of a spreadsheet, is another ship's.
    pub(crate) fn mmsi(self) -> Option<Mmsi> {
        let has_all = |text: &[u8]| few_digits(text).is_some() || !lost_digits(text);
        let number = if self.as_text().is_none_or(has_all) { self.whole() } else { None };
        number.and_then(|number| Mmsi::try_from(number).ok())
    }

    /// Below 102.2 kn; 102.2 stands for "or more" and 102.3 for "not available".
    pub(crate) fn speed(self) -> Option<Knots> {
        self.number().filter(|knots| (0.0..102.2).contains(knots)).map(unsigned).map(Knots)
    }

    /// A course or heading; 360 and 511 stand for "not available".
    pub(crate) fn direction(self) -> Option<Degrees> {
        self.number().filter(|degrees| (0.0..360.0).contains(degrees)).map(unsigned).map(Degrees)
    }

    pub(crate) fn status(self) -> Option<NavStatus> {
        let code = self.whole().and_then(|code| u8::try_from(code).ok());
        code.or_else(|| words::status(self.as_text()?)).and_then(NavStatus::from_field)
    }

    /// A standard type, a code of the older United States lists, or a word.
    pub(crate) fn ship_type(self) -> Option<ShipType> {
        let code = match self.whole() {
            Some(code @ 1001..=1025) => Some(words::united_states_type(code)),
            Some(code) => u8::try_from(code).ok(),
            None => words::ship_type(self.as_text()?),
        };
        code.and_then(ShipType::from_field)
    }

    /// `9307839` or `IMO9307839`.
    pub(crate) fn imo(self) -> Option<BroadcastImo> {
        let digits = match self {
            Self::Text([b'I' | b'i', b'M' | b'm', b'O' | b'o', digits @ ..]) => Self::text(digits),
            other => other,
        };
        digits.whole().and_then(BroadcastImo::from_field)
    }

    /// 0 stands for "not available".
    pub(crate) fn draught(self) -> Option<Metres> {
        self.number().filter(|metres| *metres > 0.0 && *metres <= 25.5).map(Metres)
    }

    pub(crate) fn transmitter(self) -> Transmitter {
        match self {
            Self::Text(b"A" | b"a" | b"Class A") => Transmitter::ClassA,
            Self::Text(b"B" | b"b" | b"Class B") => Transmitter::ClassB,
            _ => Transmitter::Unknown,
        }
    }

    /// Shore stations, buoys, aircraft and distress devices, in the words of tables that list them among ships.
    pub(crate) fn is_no_ship(self) -> bool {
        self.as_text().is_some_and(words::is_no_ship)
    }

    /// Whether the number of an AIS message is one that ships do not send: base stations, aircraft, aids to navigation
    /// and others. A row without such a number may be any ship's.
    pub(crate) fn is_sent_by_no_ship(self) -> bool {
        self.whole().is_some_and(|kind| !matches!(kind, 1..=3 | 5 | 18 | 19 | 24 | 27))
    }

    /// What sends messages of this number.
    pub(crate) fn transmitter_of_message(self) -> Transmitter {
        match self.whole() {
            Some(1..=3 | 5) => Transmitter::ClassA,
            Some(18 | 19 | 24) => Transmitter::ClassB,
            Some(27) => Transmitter::LongRange,
            _ => Transmitter::Unknown,
        }
    }

    pub(crate) fn as_text(self) -> Option<&'a [u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A number that is written in some other way.
#[cold]
fn odd_number(text: &[u8]) -> Option<f64> {
    fast_float2::parse(text).ok().filter(|value: &f64| value.is_finite())
}

/// A text of digits alone, nine at most.
#[inline]
fn few_digits(text: &[u8]) -> Option<u32> {
    if text.len() < 10 { decimal::whole(text).map(|whole| whole as u32) } else { None }
}

/// Most bytes of a name, a call sign or a destination that are kept.
const WORDS: usize = 256;

/// As much of a text as is kept of it; no character is cut.
fn beginning(text: &[u8]) -> &[u8] {
    let is_inside = |byte: &u8| byte & 0xc0 == 0x80;
    match text.get(WORDS) {
        None => text,
        Some(_) => {
            let end = (WORDS - 3..=WORDS).rev().find(|end| !is_inside(&text[*end]));
            text[..end.unwrap_or(WORDS)].trim_ascii_end()
        }
    }
}

/// Zero without a sign: `-0` is the same figure, but not the same bytes.
fn unsigned(value: f64) -> f64 {
    value + 0.0
}

/// Whether a number with an exponent has fewer decimals than it needs to be known to the unit.
fn lost_digits(text: &[u8]) -> bool {
    let Some(e) = memchr::memchr2(b'e', b'E', text) else { return false };
    let decimals = memchr::memchr(b'.', &text[..e]).map_or(0, |point| e - point - 1);
    let exponent: f64 = fast_float2::parse(&text[e + 1..]).unwrap_or(f64::INFINITY);
    exponent > decimals as f64
}

/// A place, or `None` where the row gives none: both empty, or latitude 91 or longitude 181.
pub(crate) fn position(lat: Cell<'_>, lon: Cell<'_>) -> Result<Option<Position>, NoPlace> {
    if lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    if let (Some(lat), Some(lon)) = (lat.e7(), lon.e7()) {
        return exact_position(lat, lon);
    }
    let (lat, lon) = lat.number().zip(lon.number()).ok_or(NoPlace)?;
    if lat == 91.0 || lon == 181.0 {
        return Ok(None);
    }
    Position::from_degrees(Degrees(lat), Degrees(lon)).map(Some).map_err(|_| NoPlace)
}

/// The same of whole units of 1e-7 degree.
fn exact_position(lat_e7: i32, lon_e7: i32) -> Result<Option<Position>, NoPlace> {
    if lat_e7 == 910_000_000 || lon_e7 == 1_810_000_000 {
        return Ok(None);
    }
    Position::from_e7(lat_e7, lon_e7).map(Some).map_err(|_| NoPlace)
}

/// Length and beam without the antenna's place: the standard's way to say so is zero to bow and port.
pub(crate) fn dimensions(length: Cell<'_>, width: Cell<'_>) -> Option<Dimensions> {
    let metres = |cell: Cell<'_>, max: f64| cell.number().map(f64::round).filter(|m| (0.0..=max).contains(m));
    let length = metres(length, 1022.0).unwrap_or(0.0) as u16;
    let width = metres(width, 126.0).unwrap_or(0.0) as u8;
    let known = length > 0 || width > 0;
    known.then_some(Dimensions { bow: 0, stern: length, port: 0, starboard: width })
}

/// Metres from the antenna to bow, stern, port and starboard; all zero or empty stands for "not available".
pub(crate) fn sides(cells: [Cell<'_>; 4]) -> Option<Dimensions> {
    let metres = |cell: Cell<'_>, max: u32| cell.whole().filter(|metres| *metres <= max).unwrap_or(0);
    let [bow, stern, port, starboard] = cells;
    let said = Dimensions {
        bow: metres(bow, 511) as u16,
        stern: metres(stern, 511) as u16,
        port: metres(port, 63) as u8,
        starboard: metres(starboard, 63) as u8,
    };
    let known = said.bow > 0 || said.stern > 0 || said.port > 0 || said.starboard > 0;
    known.then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_that_lies_still_has_a_speed_of_zero_without_a_sign() {
        for zero in [Cell::text(b"-0"), Cell::text(b"-0.0"), Cell::Number(-0.0)] {
            let (speed, course) = (zero.speed().unwrap().0, zero.direction().unwrap().0);
            assert!(speed.is_sign_positive() && course.is_sign_positive(), "{zero:?}");
        }
    }

    #[test]
    fn of_an_endless_name_the_beginning_is_kept_and_no_letter_is_cut() {
        let kept = |name: &str| Cell::text(name.as_bytes()).words().unwrap();
        assert_eq!(kept(&"A".repeat(256)).len(), 256);
        assert_eq!(kept(&"A".repeat(257)), "A".repeat(256));
        for start in ["", "A", "AB", "ABC"] {
            let name = format!("{start}{}", "해".repeat(100));
            let kept = kept(&name);
            assert!(name.starts_with(&kept) && (254..=256).contains(&kept.len()), "{}", kept.len());
        }
    }

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text.as_bytes())
    }

    #[test]
    fn not_available_is_none_and_the_value_beside_it_is_kept() {
        assert_eq!(cell("102.3").speed(), None);
        assert_eq!(cell("102.1").speed(), Some(Knots(102.1)));
        assert_eq!(cell("-0.1").speed(), None);
        assert_eq!(cell("360.0").direction(), None);
        assert_eq!(cell("359.9").direction(), Some(Degrees(359.9)));
        assert_eq!(cell("511").direction(), None);
        assert_eq!(cell("15").status(), None);
        assert_eq!(cell("-99").status(), None);
        assert_eq!(cell("1.0").status(), NavStatus::from_field(1));
        assert_eq!(cell("0").draught(), None);
        assert_eq!(cell("IMO0000000").imo(), None);
        assert_eq!(dimensions(cell("0"), cell("")), None);
        for odd in ["NaN", "inf", "1e308", "", "abc"] {
            assert_eq!((cell(odd).speed(), cell(odd).direction()), (None, None), "{odd}");
        }
    }

    #[test]
    fn a_ship_at_latitude_91_has_no_place_and_one_at_latitude_95_has_a_fault() {
        assert_eq!(position(cell("91"), cell("181")), Ok(None));
        assert_eq!(position(cell(""), cell("")), Ok(None));
        assert_eq!(position(cell("95"), cell("10")), Err(NoPlace));
        assert_eq!(position(cell("inf"), cell("10")), Err(NoPlace));
        assert_eq!(position(cell("35.1"), cell("")), Err(NoPlace));
        let busan = position(cell("35.10001"), cell("129.04002")).unwrap().unwrap();
        assert_eq!((busan.lat_e7(), busan.lon_e7()), (351_000_100, 1_290_400_200));
        assert!(position(cell("0"), cell("0.0")).unwrap().is_some());
    }

    #[test]
    fn a_number_of_ten_digits_is_no_mmsi() {
        assert_eq!(cell("1234567890").mmsi(), None);
        assert_eq!(cell("367752440.0").mmsi().map(Mmsi::get), Some(367_752_440));
        assert_eq!(cell("2190067").mmsi().map(Mmsi::get), Some(2_190_067));
        assert_eq!(Cell::Integer(-1).mmsi(), None);
    }

    #[test]
    fn a_number_that_a_spreadsheet_rounded_is_no_mmsi_and_one_with_all_its_digits_is() {
        for rounded in ["4.4E+08", "4.4000E8", "4e8", "4.4E+0x", "1e308", "SEA"] {
            assert_eq!(cell(rounded).mmsi(), None, "{rounded}");
        }
        for whole in ["4.40000001E+08", "4.40000001e8", "4.400000010000000000e+08", "440000001e0"] {
            assert_eq!(cell(whole).mmsi().map(Mmsi::get), Some(440_000_001), "{whole}");
        }
    }

    #[test]
    fn a_ship_with_a_length_but_no_antenna_place_keeps_its_length() {
        let dimensions = dimensions(cell("208.0"), cell("30.0")).unwrap();
        assert_eq!((dimensions.length(), dimensions.beam()), (Some(Metres(208.0)), Some(Metres(30.0))));
    }
}

//! What a value on the command line may be.

use model::{EventKind, Mmsi, Timestamp};

/// A box in degrees, sides included; it crosses the dateline where west is greater than east.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BoundingBox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl BoundingBox {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let sides: Result<Vec<f64>, _> = text.split(',').map(|side| side.trim().parse::<f64>()).collect();
        match sides.as_deref() {
            Ok([_, south, _, north]) if south > north => {
                Err(format!("south {south} lies north of north {north}"))
            }
            Ok(&[west, south, east, north])
                if [west, south, east, north].iter().all(|side| side.is_finite()) =>
            {
                let whole_turn = east - west >= 360.0;
                let [west, east] = if whole_turn { [-180.0, 180.0] } else { [west, east].map(in_one_turn) };
                Ok(Self { west, south, east, north })
            }
            _ => Err("wanted west,south,east,north in degrees".to_owned()),
        }
    }

    /// Whether a place lies inside.
    pub(crate) fn contains(&self, at: model::Position) -> bool {
        let in_lon = if self.west <= self.east {
            (self.west..=self.east).contains(&at.lon())
        } else {
            at.lon() >= self.west || at.lon() <= self.east
        };
        in_lon && (self.south..=self.north).contains(&at.lat())
    }
}

/// A longitude as positions tell it: 181 is -179.
fn in_one_turn(lon: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon) { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("wanted a number from 0 to 1".to_owned()),
    }
}

pub(super) fn day_or_moment(text: &str) -> Result<Timestamp, String> {
    let wanted = || "wanted a day such as 2024-03-01 or a time such as 2024-03-01T06:00:00Z".to_owned();
    Timestamp::from_rfc3339(text)
        .or_else(|_| Timestamp::from_rfc3339(&format!("{text}T00:00:00Z")))
        .map_err(|_| wanted())
}

pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::from_rfc3339(text).map_err(|_| "wanted a time such as 2024-03-01T06:00:00Z".to_owned())
}

/// A number of bytes, such as 512M: K, M, G and T are powers of 1024.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let wanted = || "wanted at least 104M, such as 512M or 4G".to_owned();
    let text = text.trim_end_matches(['B', 'b']).trim_end_matches(['i', 'I']);
    let (digits, shift) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 10),
        Some((at, 'm' | 'M')) => (&text[..at], 20),
        Some((at, 'g' | 'G')) => (&text[..at], 30),
        Some((at, 't' | 'T')) => (&text[..at], 40),
        _ => (text, 0),
    };
    let number: u64 = digits.trim().parse().map_err(|_| wanted())?;
    let bytes = number.checked_mul(1 << shift).ok_or_else(wanted)?;
    if darkwake::threads_in(bytes) > 0 { Ok(bytes) } else { Err(wanted()) }
}

/// Nine digits, the zeros before them too: of fewer nobody knows whether one was forgotten.
pub(super) fn mmsi(text: &str) -> Result<Mmsi, String> {
    let is_whole = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u32> = text.parse().ok().filter(|_| is_whole);
    let number =
        number.ok_or_else(|| "wanted nine digits, with the zeros before a shorter number".to_owned())?;
    Mmsi::try_from(number).map_err(|error| error.to_string())
}

pub(super) fn event_kind(text: &str) -> Result<EventKind, String> {
    EventKind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
        let known: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("wanted one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Position};

    use super::*;

    #[test]
    fn a_box_over_the_dateline_holds_ships_on_both_sides() {
        let at = |lon| Position::from_degrees(Degrees(50.0), Degrees(lon)).expect("a place");
        let bounds = BoundingBox::parse("170,40,-170,60").unwrap();
        assert!(bounds.contains(at(179.0)) && bounds.contains(at(-179.0)));
        assert!(!bounds.contains(at(0.0)));
        assert!(BoundingBox::parse("1,2,3").is_err());
        assert!(BoundingBox::parse("1,3,2,2").is_err());
    }

    fn holds(text: &str, lon: f64) -> bool {
        let at = Position::from_degrees(Degrees(35.0), Degrees(lon)).expect("a place");
        BoundingBox::parse(text).expect("a box").contains(at)
    }

    #[test]
    fn a_box_over_the_dateline_is_the_same_however_its_east_is_told() {
        for text in ["179,30,-179,40", "179,30,181,40", "-181,30,-179,40"] {
            assert!(holds(text, -179.99) && holds(text, 179.99), "{text}");
            assert!(!holds(text, -178.0) && !holds(text, 178.0), "{text}");
        }
        assert!(holds("-180,30,180,40", 12.0) && holds("0,30,360,40", -12.0));
        assert!(BoundingBox::parse("179,30,inf,40").is_err() && BoundingBox::parse("1,40,2,30").is_err());
    }
}

//! Which receiver heard a message, in a few bytes that can be copied.

use std::fmt;

const ROOM: usize = 31;

/// The name of a receiving station, as the archive gives it; cut after 31 bytes (NMEA 4 allows 15).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Station {
    bytes: [u8; ROOM],
    len: u8,
}

impl Station {
    /// `None` when the name is empty, no UTF-8, or holds what cannot be seen.
    pub(crate) fn new(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        let room = (0..=name.len().min(ROOM)).rev().find(|&end| name.is_char_boundary(end))?;
        let name = &name[..room];
        if name.is_empty() || name.chars().any(is_unseen) {
            return None;
        }
        let mut bytes = [0; ROOM];
        bytes[..room].copy_from_slice(name.as_bytes());
        Some(Self { bytes, len: room as u8 })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)])
            .expect("a station is cut between characters")
    }
}

/// Control characters, and marks that turn the direction of writing or take no room.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Debug for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_station_may_be_named_in_any_writing_and_is_cut_between_characters() {
        let named = |name: &str| Station::new(name.as_bytes()).map(|station| station.as_str().to_owned());
        assert_eq!(named("부산").as_deref(), Some("부산"));
        assert_eq!(named("Busan N").as_deref(), Some("Busan N"));
        assert_eq!(named(&"부".repeat(11)).as_deref(), Some(&*"부".repeat(10)));
        assert_eq!(named(""), None);
        assert_eq!(named("BUSAN\u{202e}"), None);
        assert_eq!(named("BUSAN\u{7}"), None);
        assert_eq!(Station::new(b"BUSAN\xff"), None);
    }
}

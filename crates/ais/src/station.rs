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
    /// `None` when the name is empty or no printable ASCII.
    pub(crate) fn new(name: &[u8]) -> Option<Self> {
        let name = &name[..name.len().min(ROOM)];
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        let mut bytes = [0; ROOM];
        bytes[..name.len()].copy_from_slice(name);
        Some(Self { bytes, len: name.len() as u8 })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).expect("a station is ASCII")
    }
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

//! A hull, as addresses and tables name it.

use case::{EventRow, VesselRow};

/// A hull by the number that it broadcasts and its part, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HullKey {
    pub(crate) mmsi: i64,
    pub(crate) part: i64,
}

impl HullKey {
    /// The key of a hull.
    pub(crate) fn of(vessel: &VesselRow) -> Self {
        Self { mmsi: vessel.mmsi, part: vessel.part }
    }

    /// The first vessel of an event.
    pub(crate) fn first(event: &EventRow) -> Self {
        Self { mmsi: event.mmsi_a, part: event.part_a }
    }

    /// The second vessel that took part in an event.
    pub(crate) fn second(event: &EventRow) -> Option<Self> {
        event.second().map(|(mmsi, part)| Self { mmsi, part })
    }

    /// The key in an address: `445064160`, or `445064160-2` for the second hull under the number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (mmsi, part) = match text.split_once('-') {
            Some((mmsi, part)) => (mmsi, part.parse::<i64>().ok().filter(|part| *part > 1)? - 1),
            None => (text, 0),
        };
        let key = Self { mmsi: mmsi.parse().ok()?, part };
        // A hull has one address: no noughts too many, no signs.
        Some(key).filter(|key| key.to_string() == text)
    }
}

impl std::fmt::Display for HullKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:09}", self.mmsi)?;
        if self.part > 0 { write!(f, "-{}", self.part + 1) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_hull_leads_back_to_it() {
        for hull in [HullKey { mmsi: 445_064_160, part: 0 }, HullKey { mmsi: 1_193_046, part: 2 }] {
            assert_eq!(HullKey::parse(&hull.to_string()), Some(hull));
        }
        for other in ["445064160-0", "0445064160", "+445064160", "445064160-02", "1193046", "-5"] {
            assert_eq!(HullKey::parse(other), None, "{other}");
        }
        assert_eq!(HullKey::parse("../../etc/passwd"), None);
    }
}

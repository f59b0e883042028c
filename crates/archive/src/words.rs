//! Statuses and ship types that tables write in words or in the codes of other lists.

/// The navigational status in the words of ITU-R M.1371, as archives spell them.
pub(crate) fn status(text: &[u8]) -> Option<u8> {
    Some(match normal(text).as_str() {
        "under way using engine" => 0,
        "at anchor" => 1,
        "not under command" => 2,
        "restricted maneuverability" | "restricted manoeuverability" | "restricted manoeuvrability" => 3,
        "constrained by her draught" | "constrained by her draft" => 4,
        "moored" => 5,
        "aground" => 6,
        "engaged in fishing" => 7,
        "under way sailing" => 8,
        _ => return None,
    })
}

/// The first code of the standard's group that a word names.
pub(crate) fn ship_type(text: &[u8]) -> Option<u8> {
    Some(match normal(text).as_str() {
        "fishing" => 30,
        "towing" => 31,
        "dredging" => 33,
        "diving" => 34,
        "military" | "naval" => 35,
        "sailing" => 36,
        "pleasure" | "pleasure craft" => 37,
        "hsc" => 40,
        "pilot" => 50,
        "sar" => 51,
        "tug" => 52,
        "port tender" => 53,
        "law enforcement" => 55,
        "passenger" => 60,
        "cargo" => 70,
        "tanker" => 80,
        "other" => 90,
        _ => return None,
    })
}

/// Whether a word names a station that is not aboard a ship, as the Danish tables do.
pub(crate) fn is_no_ship(text: &[u8]) -> bool {
    matches!(
        text,
        b"Base Station"
            | b"AtoN"
            | b"SAR Airborne"
            | b"Search and Rescue Transponder"
            | b"Man Overboard Device"
    )
}

/// The standard's group for a vessel type 1001 to 1025 of the Authoritative Vessel Identification Service, as the
/// Marine Cadastre's list of vessel type codes (2018) groups them.
pub(crate) fn united_states_type(code: u32) -> u8 {
    match code {
        1001 | 1002 => 30,
        1003 | 1004 | 1016 => 70,
        1012..=1015 => 60,
        1017 | 1024 => 80,
        1019 => 37,
        1023 | 1025 => 52,
        _ => 90,
    }
}

fn normal(text: &[u8]) -> String {
    let words = String::from_utf8_lossy(text).to_ascii_lowercase().replace('_', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moored_tanker_is_one_in_words_and_in_codes() {
        assert_eq!(status(b"Moored"), Some(5));
        assert_eq!(status(b"under way  using engine"), Some(0));
        assert_eq!(ship_type(b"Tanker"), Some(80));
        assert_eq!(united_states_type(1024), 80);
        assert_eq!(ship_type(b"submarine"), None);
    }
}

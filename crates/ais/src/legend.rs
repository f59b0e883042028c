//! Words for coded fields: status, ship type, positioning device (M.1371-5, annex 8, Messages 1 and 5),
//! worded as gpsd words them.

use std::borrow::Cow;

/// Navigational status 0 to 15.
pub fn status_text(status: u8) -> &'static str {
    match status {
        0 => "Under way using engine",
        1 => "At anchor",
        2 => "Not under command",
        3 => "Restricted maneuverability",
        4 => "Constrained by her draught",
        5 => "Moored",
        6 => "Aground",
        7 => "Engaged in fishing",
        8 => "Under way sailing",
        9 => "Reserved for HSC",
        10 => "Reserved for WIG",
        11 => "Power-driven vessel towing astern",
        12 => "Power-driven vessel pushing ahead or towing alongside",
        14 => "AIS-SART is active",
        15 => "Not defined",
        _ => "Reserved",
    }
}

/// Type of ship and cargo 0 to 255.
pub fn ship_type_text(kind: u8) -> Cow<'static, str> {
    match kind {
        0 => "Not available".into(),
        30..=39 | 50..=59 => single_type_text(kind).into(),
        20..=29 | 40..=49 | 60..=99 => family_type_text(kind).into(),
        1..=19 => "Reserved for future use".into(),
        100.. => "Illegal ship type value.".into(),
    }
}

/// Electronic position fixing device 0 to 15.
pub fn fixing_device_text(device: u8) -> Cow<'static, str> {
    match device {
        0 => "Undefined".into(),
        1 => "GPS".into(),
        2 => "GLONASS".into(),
        3 => "Combined GPS/GLONASS".into(),
        4 => "Loran-C".into(),
        5 => "Chayka".into(),
        6 => "Integrated navigation system".into(),
        7 => "Surveyed".into(),
        8 => "Galileo".into(),
        15 => "Internal GNSS".into(),
        _ => format!("Reserved ({device})").into(),
    }
}

/// Kind of aid to navigation 0 to 31 (Message 21).
pub fn aid_type_text(kind: u16) -> &'static str {
    const KINDS: [&str; 32] = [
        "Unspecified",
        "Reference point",
        "RACON",
        "Fixed offshore structure",
        "Spare, Reserved for future use.",
        "Light, without sectors",
        "Light, with sectors",
        "Leading Light Front",
        "Leading Light Rear",
        "Beacon, Cardinal N",
        "Beacon, Cardinal E",
        "Beacon, Cardinal S",
        "Beacon, Cardinal W",
        "Beacon, Port hand",
        "Beacon, Starboard hand",
        "Beacon, Preferred Channel port hand",
        "Beacon, Preferred Channel starboard hand",
        "Beacon, Isolated danger",
        "Beacon, Safe water",
        "Beacon, Special mark",
        "Cardinal Mark N",
        "Cardinal Mark E",
        "Cardinal Mark S",
        "Cardinal Mark W",
        "Port hand Mark",
        "Starboard hand Mark",
        "Preferred Channel Port hand",
        "Preferred Channel Starboard hand",
        "Isolated danger",
        "Safe Water",
        "Special Mark",
        "Light Vessel / LANBY / Rigs",
    ];
    KINDS.get(usize::from(kind)).copied().unwrap_or("Reserved")
}

/// Which stations a group assignment concerns, 0 to 15 (Message 23).
pub fn station_type_text(kind: u16) -> &'static str {
    match kind {
        0 => "All types of mobiles",
        1 => "Class A mobile stations",
        2 => "All types of Class B mobile stations",
        3 => "SAR airborne mobile station",
        4 => "Aid to Navigation station",
        5 => "Class B shipborne mobile station",
        6..=9 => "Regional use and inland waterways",
        10 => "Base station coverage area",
        _ => "Reserved for future use",
    }
}

fn single_type_text(kind: u8) -> &'static str {
    match kind {
        30 => "Fishing",
        31 => "Towing",
        32 => "Towing: length exceeds 200m or breadth exceeds 25m",
        33 => "Dredging or underwater ops",
        34 => "Diving ops",
        35 => "Military ops",
        36 => "Sailing",
        37 => "Pleasure Craft",
        50 => "Pilot Vessel",
        51 => "Search and Rescue vessel",
        52 => "Tug",
        53 => "Port Tender",
        54 => "Anti-pollution equipment",
        55 => "Law Enforcement",
        56 | 57 => "Spare - Local Vessel",
        58 => "Medical Transport",
        59 => "Noncombatant ship according to RR Resolution No. 18",
        _ => "Reserved",
    }
}

/// First digit the kind of ship, second its cargo.
fn family_type_text(kind: u8) -> String {
    let family = match kind / 10 {
        2 => "Wing in ground (WIG)",
        4 => "High speed craft (HSC)",
        6 => "Passenger",
        7 => "Cargo",
        8 => "Tanker",
        _ => "Other Type",
    };
    let cargo = match kind % 10 {
        0 => "all ships of this type",
        1 => "Hazardous category A",
        2 => "Hazardous category B",
        3 => "Hazardous category C",
        4 => "Hazardous category D",
        9 if kind == 99 => "no additional information",
        9 if kind > 29 => "No additional information",
        _ => "Reserved for future use",
    };
    format!("{family} - {cargo}")
}

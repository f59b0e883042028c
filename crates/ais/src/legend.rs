//! Words for coded fields: status, ship type, positioning device (M.1371-5, annex 8, Messages 1 and 5),
//! worded as gpsd words them.

/// Navigational status 0 to 15.
#[inline]
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
pub fn ship_type_text(kind: u8) -> &'static str {
    match kind {
        0 => "Not available",
        30..=39 | 50..=59 => single_type_text(kind),
        20..=29 => cargo_text(kind, &WING_IN_GROUND),
        40..=49 => cargo_text(kind, &HIGH_SPEED_CRAFT),
        60..=69 => cargo_text(kind, &PASSENGER),
        70..=79 => cargo_text(kind, &CARGO),
        80..=89 => cargo_text(kind, &TANKER),
        90..=99 => cargo_text(kind, &OTHER_TYPE),
        1..=19 => "Reserved for future use",
        100.. => "Illegal ship type value.",
    }
}

/// Electronic position fixing device 0 to 15.
pub fn fixing_device_text(device: u8) -> &'static str {
    match device {
        0 => "Undefined",
        1 => "GPS",
        2 => "GLONASS",
        3 => "Combined GPS/GLONASS",
        4 => "Loran-C",
        5 => "Chayka",
        6 => "Integrated navigation system",
        7 => "Surveyed",
        8 => "Galileo",
        9 => "Reserved (9)",
        10 => "Reserved (10)",
        11 => "Reserved (11)",
        12 => "Reserved (12)",
        13 => "Reserved (13)",
        14 => "Reserved (14)",
        15 => "Internal GNSS",
        _ => "Reserved",
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

/// Declares what the types of a kind of ship say: by their second digit, what it carries.
macro_rules! kinds_of_ship {
    ($($name:ident: $kind:literal, $last:literal;)*) => { $(
        const $name: [&str; 10] = [
            concat!($kind, " - all ships of this type"),
            concat!($kind, " - Hazardous category A"),
            concat!($kind, " - Hazardous category B"),
            concat!($kind, " - Hazardous category C"),
            concat!($kind, " - Hazardous category D"),
            concat!($kind, " - Reserved for future use"),
            concat!($kind, " - Reserved for future use"),
            concat!($kind, " - Reserved for future use"),
            concat!($kind, " - Reserved for future use"),
            concat!($kind, " - ", $last),
        ];
    )* };
}

kinds_of_ship! {
    WING_IN_GROUND: "Wing in ground (WIG)", "Reserved for future use";
    HIGH_SPEED_CRAFT: "High speed craft (HSC)", "No additional information";
    PASSENGER: "Passenger", "No additional information";
    CARGO: "Cargo", "No additional information";
    TANKER: "Tanker", "No additional information";
    OTHER_TYPE: "Other Type", "no additional information";
}

fn cargo_text(kind: u8, texts: &[&'static str; 10]) -> &'static str {
    texts[usize::from(kind % 10)]
}

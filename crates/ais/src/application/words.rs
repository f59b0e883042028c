//! Words for the codes of binary contents, as gpsd has them where gpsd has the content.

/// Declares functions from a code to its word; codes behind the last have the word of `_`.
macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident: [$($word:literal),* $(,)?], _ => $other:literal; )*) => { $(
        $(#[$doc])*
        pub(crate) fn $name(code: u16) -> &'static str {
            const WORDS: &[&str] = &[$($word),*];
            WORDS.get(usize::from(code)).copied().unwrap_or($other)
        }
    )* };
}

/// Words that all begin with the same family.
macro_rules! in_family {
    ($family:literal: $($word:literal),* $(,)?) => { [$( concat!($family, ": ", $word) ),*] };
}

words! {
    /// Tendency of air pressure or water level in 1/11 and 1/31.
    trend: ["steady", "decreasing", "increasing"], _ => "N/A";
    /// Precipitation (WMO 306, code table 4.201).
    precipitation: ["reserved", "rain", "thunderstorm", "freezing rain", "mixed/ice", "snow", "reserved"], _ => "N/A";
    ice: ["no", "yes", "reserved"], _ => "N/A";
    id_type: ["mmsi", "imo", "callsign"], _ => "other";
    mooring: [
        "Not available", "Port-side to", "Starboard-side to", "Mediterranean (end-on) mooring", "Mooring buoy",
        "Anchorage",
    ], _ => "Reserved for future use";
    weather: [
        "Clear", "Cloudy", "Rain", "Fog", "Snow", "Typhoon or hurricane", "Monsoon", "Thunderstorm", "N/A",
    ], _ => "Reserved for future use";
    ice_class: [
        "Not classified", "IACS PC 1", "IACS PC 2", "IACS PC 3", "IACS PC 4", "IACS PC 5",
        "IACS PC 6, FSICR IA Super, RS Arc5", "IACS PC 7, FSICR IA, RS Arc4", "FSICR IB, RS Ice3",
        "FSICR IC, RS Ice2", "RS Ice1", "Reserved", "Reserved", "Reserved", "Reserved",
    ], _ => "N/A";
    lading: ["N/A", "Laden", "Ballast"], _ => "Not in use";
    hazard: [
        "0 blue cones/lights", "1 blue cone/light", "2 blue cones/lights", "3 blue cones/lights", "4 B-Flag", "Unknown",
    ], _ => "INVALID HAZARD TYPE";
    loaded: ["N/A (default)", "Unloaded", "Loaded"], _ => "INVALID LOAD STATUS";
    lock_status: ["Operational", "Limited operation", "Out of order"], _ => "N/A";
    warning_type: [
        "Not Available", "Wind", "Rain", "Snow and ice", "Thunderstorm", "Fog", "Low temperature", "High temperature",
        "Flood", "Forest Fire",
    ], _ => "Reserved";
    warning_class: ["N/A", "Slight", "Medium"], _ => "Strong";
    wind_rose: [
        "N/A", "North", "North East", "East", "South East", "South", "South West", "West", "North West",
    ], _ => "Reserved";
    impact: ["Unknown", "Upstream", "Downstream", "To left bank", "To right bank"], _ => "Reserved";
    racon: ["No RACON installed", "RACON not monitored", "RACON operational"], _ => "RACON ERROR";
    light: ["No light or no monitoring", "Light ON", "Light OFF"], _ => "Light ERROR";
    shape: ["circle", "rectangle", "sector", "polyline", "polygon", "text"], _ => "reserved";
    sensor: [
        "No data", "Raw real time", "Real time with quality control", "Predicted", "Forecast", "Nowcast", "Reserved",
    ], _ => "Sensor not available";
    owner: [
        "Unknown", "Hydrographic office", "Inland waterway authority", "Coastal directorate", "Meteorological service",
        "Port authority", "Coast guard",
    ], _ => "Reserved";
    data_timeout: ["No time period", "10 minutes", "1 hour", "6 hours", "12 hours", "24 hours"], _ => "Reserved";
    level_trend: ["increasing", "decreasing", "steady"], _ => "N/A";
    pressure_trend: ["steady", "decreasing", "increasing"], _ => "N/A";
    gap_trend: ["steady", "rising", "falling"], _ => "N/A";
    datum: [
        "MLLW", "IGLD-85", "Local river datum", "STND", "MHHW", "MHW", "MSL", "MLW", "NGVD-29", "NAVD-88", "WGS-84",
        "LAT", "Pool", "Gauge", "Unknown",
    ], _ => "Reserved";
    traffic_signal: [
        "N/A", "Serious emergency: stop or divert as told", "Vessels shall not proceed",
        "Vessels may proceed, one-way traffic", "Vessels may proceed, two-way traffic",
        "Vessels shall proceed on specific orders only", "Vessels in main channel shall not proceed",
        "Vessels in main channel shall proceed on specific orders only",
        "Vessels in main channel shall proceed on specific orders only", "I: inbound only", "O: outbound only",
        "F: inbound and outbound", "XI: will become I", "XO: will become O", "X: on direction only",
    ], _ => "Reserved";
}

/// Kind of route in 1/27 and 1/28.
pub(crate) fn route_type(code: u16) -> &'static str {
    match code {
        0 => "Undefined (default)",
        1 => "Mandatory",
        2 => "Recommended",
        3 => "Alternative",
        4 => "Recommended route through ice",
        5 => "Ship route plan",
        31 => "Cancel route identified by message linkage",
        _ => "Reserved for future use.",
    }
}

/// What an area notice says, in families of sixteen and less.
pub(crate) fn notice(code: u16) -> &'static str {
    match code {
        0..=21 => CAUTION[usize::from(code)],
        23..=30 => ENVIRONMENT[usize::from(code - 23)],
        32..=38 => RESTRICTION[usize::from(code - 32)],
        40..=45 => ANCHORAGE[usize::from(code - 40)],
        56 => "Security alert: level 1",
        57 => "Security alert: level 2",
        58 => "Security alert: level 3",
        64..=76 => DISTRESS[usize::from(code - 64)],
        80..=85 => INSTRUCTION[usize::from(code - 80)],
        88..=95 => INFORMATION[usize::from(code - 88)],
        96..=108 => CHART[usize::from(code - 96)],
        112 => "Report from ship: icing",
        114 => "Report from ship: see text",
        120 => "Route: recommended",
        121 => "Route: alternative",
        122 => "Route: recommended through ice",
        125 => "Other: see text",
        126 => "Cancellation of the linked area",
        127 => "Undefined",
        _ => "Reserved for future use",
    }
}

const CAUTION: [&str; 22] = in_family!["Caution area":
    "marine mammals habitat",
    "marine mammals, reduce speed",
    "marine mammals, stay clear",
    "marine mammals, report sightings",
    "protected habitat, reduce speed",
    "protected habitat, stay clear",
    "protected habitat, no fishing or anchoring",
    "derelicts",
    "traffic congestion",
    "marine event",
    "divers down",
    "swim area",
    "dredging",
    "survey",
    "underwater operation",
    "seaplanes",
    "nets in water",
    "cluster of fishing vessels",
    "fairway closed",
    "harbour closed",
    "risk, see text",
    "underwater vehicle",
];
const ENVIRONMENT: [&str; 8] = in_family!["Environmental caution area":
    "storm front",
    "hazardous sea ice",
    "storm warning",
    "high wind",
    "high waves",
    "restricted visibility",
    "strong currents",
    "heavy icing",
];
const RESTRICTION: [&str; 7] = in_family!["Restricted area":
    "fishing prohibited",
    "no anchoring",
    "entry approval required",
    "entry prohibited",
    "active military area",
    "firing danger",
    "drifting mines",
];
const ANCHORAGE: [&str; 6] = in_family!["Anchorage area": "open", "closed", "prohibited", "deep draught", "shallow draught", "vessel transfer operations"];
const DISTRESS: [&str; 13] = in_family!["Distress area":
    "disabled and adrift",
    "sinking",
    "abandoning ship",
    "medical assistance",
    "flooding",
    "fire or explosion",
    "grounding",
    "collision",
    "listing or capsizing",
    "under assault",
    "person overboard",
    "search and rescue",
    "pollution response",
];
const INSTRUCTION: [&str; 6] = in_family!["Instruction":
    "contact VTS here",
    "contact port administration here",
    "do not proceed beyond here",
    "await instructions before proceeding beyond here",
    "proceed here and await instructions",
    "clearance granted, proceed to berth",
];
const INFORMATION: [&str; 8] = in_family!["Information":
    "pilot boarding",
    "icebreaker waiting area",
    "place of refuge",
    "icebreakers",
    "response units",
    "VTS active target",
    "rogue or suspicious vessel",
    "vessel requesting non-distress assistance",
];
const CHART: [&str; 13] = in_family!["Chart feature":
    "sunken vessel",
    "submerged object",
    "semi-submerged object",
    "shoal area",
    "shoal area due north",
    "shoal area due east",
    "shoal area due south",
    "shoal area due west",
    "channel obstruction",
    "reduced vertical clearance",
    "bridge closed",
    "bridge partially open",
    "bridge fully open",
];

/// Type of inland ship or convoy: ERI codes 8000 to 8370, or their SOLAS types 1 to 99.
pub(crate) fn inland_ship_type(code: u16) -> &'static str {
    INLAND_SHIPS
        .iter()
        .find(|(eri, solas, _)| *eri == code || *solas == code)
        .map_or("Illegal ship type value.", |(_, _, words)| words)
}

/// Worded as gpsd words them.
const INLAND_SHIPS: [(u16, u16, &str); 41] = [
    (8000, 99, "Vessel, type unknown"),
    (8010, 79, "Motor freighter"),
    (8020, 89, "Motor tanker"),
    (8021, 80, "Motor tanker, liquid cargo, type N"),
    (8022, 80, "Motor tanker, liquid cargo, type C"),
    (8023, 89, "Motor tanker, dry cargo as if liquid (e.g. cement)"),
    (8030, 79, "Container vessel"),
    (8040, 80, "Gas tanker"),
    (8050, 79, "Motor freighter, tug"),
    (8060, 89, "Motor tanker, tug"),
    (8070, 79, "Motor freighter with one or more ships alongside"),
    (8080, 89, "Motor freighter with tanker"),
    (8090, 79, "Motor freighter pushing one or more freighters"),
    (8100, 89, "Motor freighter pushing at least one tank-ship"),
    (8110, 79, "Tug, freighter"),
    (8120, 89, "Tug, tanker"),
    (8130, 31, "Tug freighter, coupled"),
    (8140, 31, "Tug, freighter/tanker, coupled"),
    (8150, 99, "Freightbarge"),
    (8160, 99, "Tankbarge"),
    (8161, 90, "Tankbarge, liquid cargo, type N"),
    (8162, 90, "Tankbarge, liquid cargo, type C"),
    (8163, 99, "Tankbarge, dry cargo as if liquid (e.g. cement)"),
    (8170, 99, "Freightbarge with containers"),
    (8180, 90, "Tankbarge, gas"),
    (8210, 79, "Pushtow, one cargo barge"),
    (8220, 79, "Pushtow, two cargo barges"),
    (8230, 79, "Pushtow, three cargo barges"),
    (8240, 79, "Pushtow, four cargo barges"),
    (8250, 79, "Pushtow, five cargo barges"),
    (8260, 79, "Pushtow, six cargo barges"),
    (8270, 79, "Pushtow, seven cargo barges"),
    (8280, 79, "Pushtow, eight cargo barges"),
    (8290, 79, "Pushtow, nine or more barges"),
    (8310, 80, "Pushtow, one tank/gas barge"),
    (8320, 80, "Pushtow, two barges at least one tanker or gas barge"),
    (8330, 80, "Pushtow, three barges at least one tanker or gas barge"),
    (8340, 80, "Pushtow, four barges at least one tanker or gas barge"),
    (8350, 80, "Pushtow, five barges at least one tanker or gas barge"),
    (8360, 80, "Pushtow, six barges at least one tanker or gas barge"),
    (8370, 80, "Pushtow, seven barges at least one tanker or gas barge"),
];

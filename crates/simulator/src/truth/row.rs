//! The rows of the truth tables, one struct a table; the fields are the columns, in order.

use model::{Degrees, Interval, Mmsi, Position, Timestamp};
use serde::{Deserialize, Serialize};

use super::column;

/// A hull of the world, heard or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HullRow {
    /// Its number in this world, from 0.
    pub hull: u32,
    /// What it is: `tanker`, `bulk`, `cargo`, `container`, `fishing`, `bunker`, `passenger`, `tug`, `barge`, `pilot`.
    pub kind: String,
    /// Length overall in metres.
    pub length_m: f64,
    /// What it did: `merchant`, `waiting`, `bunkering`, .. or `illicit_supplier`, `illicit_receiver`, ..
    pub role: String,
    /// What its radio says that is not so, or that changed: `imo_of_another`, `says_it_fishes`, `class_b_on_a_ship`,
    /// `false_size`, `renamed`, `reflagged`; empty for most. Honest ships have it too, by mistake or sale.
    #[serde(default)]
    pub oddity: String,
}

/// Which hull sent which number when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BroadcastRow {
    /// The hull.
    pub hull: u32,
    /// The number that its radio was set to.
    #[serde(with = "column::mmsi")]
    pub mmsi: Mmsi,
    /// From when.
    #[serde(with = "column::time")]
    pub from: Timestamp,
    /// Until when.
    #[serde(with = "column::time")]
    pub to: Timestamp,
}

/// Two hulls within 500 m (until 700 m) for at least two hours, each below 3.5 kn over ground, by true motion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EncounterRow {
    /// Number of the encounter, from 1, by start.
    pub encounter_id: u32,
    /// The hull of `mmsi_a`.
    pub hull_a: u32,
    /// The hull of `mmsi_b`.
    pub hull_b: u32,
    /// The lower number as broadcast meanwhile; a dark ship comes second; `None` where both were dark.
    #[serde(with = "column::mmsi_or_dark")]
    pub mmsi_a: Option<Mmsi>,
    /// The higher number as broadcast meanwhile; `None` while the ship was dark.
    #[serde(with = "column::mmsi_or_dark")]
    pub mmsi_b: Option<Mmsi>,
    /// First moment, to the minute.
    #[serde(with = "column::time")]
    pub start: Timestamp,
    /// Last moment, to the minute.
    #[serde(with = "column::time")]
    pub end: Timestamp,
    /// Latitude of the middle between them, half way through, in degrees.
    pub lat: f64,
    /// Longitude of the same.
    pub lon: f64,
    /// Smallest distance between the antennas, in metres.
    pub min_distance_m: f64,
    /// Position reports of hull a received meanwhile.
    pub fixes_a: u32,
    /// Position reports of hull b received meanwhile.
    pub fixes_b: u32,
    /// Why they were together: `illicit_sts`, `legal_sts`, `bunkering`, `anchorage`, `berth`, `fishing_pair`,
    /// `fishing_fleet`, `raft`, `tow`, `pilotage`, `chance`.
    pub context: String,
}

/// At least six hours between two received fixes of one hull under one number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SilenceRow {
    /// The hull.
    pub hull: u32,
    /// The number of both fixes.
    #[serde(with = "column::mmsi")]
    pub mmsi: Mmsi,
    /// Time of the last fix before.
    #[serde(with = "column::time")]
    pub off: Timestamp,
    /// Time of the first fix after.
    #[serde(with = "column::time")]
    pub on: Timestamp,
    /// Why nothing was heard.
    pub cause: SilenceCause,
}

/// Why nothing was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceCause {
    /// The crew switched the transceiver off for an illicit transfer.
    SwitchOffIllicit,
    /// The crew switched it off for another reason, such as a fishing ground.
    SwitchOffOther,
    /// It was on; no receiver heard it, or the hull was outside the world.
    Reception,
    /// It had failed.
    Equipment,
}

/// A meeting with at least one side dark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DarkRendezvousRow {
    /// The hull of `mmsi_a`.
    pub hull_a: u32,
    /// The other hull.
    pub hull_b: u32,
    /// The number of the hull that was on air, or the lower of two that went dark for the meeting.
    #[serde(with = "column::mmsi_or_dark")]
    pub mmsi_a: Option<Mmsi>,
    /// The number that the other hull used before or after; `None` if it never sent.
    #[serde(with = "column::mmsi_or_dark")]
    pub mmsi_b: Option<Mmsi>,
    /// When they came together.
    #[serde(with = "column::time")]
    pub start: Timestamp,
    /// When they parted.
    #[serde(with = "column::time")]
    pub end: Timestamp,
    /// Latitude half way through, in degrees.
    pub lat: f64,
    /// Longitude of the same.
    pub lon: f64,
    /// Which side was dark.
    pub dark: DarkSide,
}

/// Which side of a meeting was dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DarkSide {
    /// Hull b only.
    One,
    /// Both.
    Both,
}

/// A hull that went on under another number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IdentityChangeRow {
    /// The hull.
    pub hull: u32,
    /// The number before.
    #[serde(with = "column::mmsi")]
    pub mmsi_old: Mmsi,
    /// The number after.
    #[serde(with = "column::mmsi")]
    pub mmsi_new: Mmsi,
    /// When it was changed.
    #[serde(with = "column::time")]
    pub at: Timestamp,
    /// Latitude at that moment, in degrees.
    pub lat: f64,
    /// Longitude of the same.
    pub lon: f64,
}

/// A stretch in which a radio said that its ship was where it was not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpoofingRow {
    /// The hull.
    pub hull: u32,
    /// The number under which it lied.
    #[serde(with = "column::mmsi")]
    pub mmsi: Mmsi,
    /// From when.
    #[serde(with = "column::time")]
    pub from: Timestamp,
    /// Until when.
    #[serde(with = "column::time")]
    pub to: Timestamp,
    /// `still` (one place), `box` (round and round) or `shift` (the true place, moved by a constant step).
    pub kind: String,
    /// Position reports received meanwhile.
    pub fixes: u32,
    /// Whether what was received shows it: a leap that no merchant ship sails, at its beginning or its end, or reports enough
    /// to see that a box is gone round. Otherwise nobody can tell it.
    pub traceable: bool,
}

/// An illicit transfer or call, heard or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentRow {
    /// Number of the incident, from 1, by start.
    pub incident_id: u32,
    /// Which story: `oil_open`, `oil_partner_dark`, `oil_both_dark`, `oil_identity_change`, `oil_chain`,
    /// `oil_in_dprk_waters`, `oil_direct`, `oil_vostochny`, `coal_voyage`, `coal_direct`, `smuggling`.
    pub story: String,
    /// How the cargo was handed over.
    #[serde(default)]
    pub act: Act,
    /// Which list its lead belongs to.
    pub list: IncidentList,
    /// `oil` or `coal`.
    pub cargo: String,
    /// Tonnes that changed hands.
    pub tonnes: f64,
    /// When the ships came together, or the ship came to its berth.
    #[serde(with = "column::time")]
    pub start: Timestamp,
    /// When they parted, or it left.
    #[serde(with = "column::time")]
    pub end: Timestamp,
    /// Latitude half way through, in degrees.
    pub lat: f64,
    /// Longitude of the same.
    pub lon: f64,
    /// Every number that a ship of it ever sent, lowest first.
    #[serde(with = "column::mmsis")]
    pub mmsis: Vec<Mmsi>,
    /// Whether the received data can show it. A meeting: a ship of it was heard within the day before and the day after. A
    /// call: the ship was heard at its berth, or before and after it with no more than 15 days between; such a silence is also a
    /// trace of a meeting inside the line off Nampo.
    pub traceable: bool,
}

/// How cargo was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// From ship to ship, at sea.
    #[default]
    Meeting,
    /// At a berth, where no other ship is met: it is graded as a lead, and never as an encounter or a dark rendezvous.
    Call,
}

/// Which list a lead belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentList {
    /// With a link to the DPRK.
    Dprk,
    /// Evasive, with no such link.
    Evasive,
}

impl EncounterRow {
    /// When they were together.
    pub fn interval(&self) -> Interval {
        Interval::between(self.start, self.end)
    }

    /// Where.
    pub fn position(&self) -> Option<Position> {
        place(self.lat, self.lon)
    }
}

impl SilenceRow {
    /// When nothing was heard.
    pub fn interval(&self) -> Interval {
        Interval::between(self.off, self.on)
    }
}

impl SpoofingRow {
    /// When it lied.
    pub fn interval(&self) -> Interval {
        Interval::between(self.from, self.to)
    }
}

impl DarkRendezvousRow {
    /// When they were together.
    pub fn interval(&self) -> Interval {
        Interval::between(self.start, self.end)
    }

    /// Where.
    pub fn position(&self) -> Option<Position> {
        place(self.lat, self.lon)
    }
}

impl IdentityChangeRow {
    /// Where.
    pub fn position(&self) -> Option<Position> {
        place(self.lat, self.lon)
    }
}

impl IncidentRow {
    /// When the ships were together.
    pub fn interval(&self) -> Interval {
        Interval::between(self.start, self.end)
    }

    /// Where.
    pub fn position(&self) -> Option<Position> {
        place(self.lat, self.lon)
    }
}

fn place(lat: f64, lon: f64) -> Option<Position> {
    Position::from_degrees(Degrees(lat), Degrees(lon)).ok()
}

//! The ships behind the MMSIs: their tracks and what they say of themselves.

use std::fmt;

use crate::{
    BroadcastImo, Dimensions, DoubtfulFixes, Fix, Fixes, Metres, Mmsi, Said, ShipType, StaticReport,
    Timeline, Timestamp, Transmitter,
};

/// One ship among those that broadcast an MMSI.
///
/// Nearly always the only one (`part` 0). Where two ships share a number, track building tells them apart and
/// numbers them in the order in which they were first seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HullId {
    /// The number that it broadcasts.
    pub mmsi: Mmsi,
    /// 0 for the first hull seen under the number.
    pub part: u16,
}

impl fmt::Display for HullId {
    /// `445123000`, or `445123000#2` for the second hull under a number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            0 => write!(f, "{}", self.mmsi),
            part => write!(f, "{}#{}", self.mmsi, part + 1),
        }
    }
}

/// The movements of one hull.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Whose track it is.
    pub hull: HullId,
    /// Fixes that fit one ship, by time; no two at the same time.
    pub fixes: Fixes,
    /// Fixes of the same number that fit no ship's movement: kept as evidence, never used as a place.
    pub doubtful: DoubtfulFixes,
}

impl Track {
    /// The first fix at or after a moment.
    pub fn first_since(&self, time: Timestamp) -> Option<&Fix> {
        self.fixes.get(self.fixes.partition_point(|fix| fix.time < time))
    }

    /// Whether false positions were received between two moments: the transceiver was on, and nobody knows where.
    pub fn sent_false_positions(&self, from: Timestamp, to: Timestamp) -> bool {
        self.false_positions(from, to).next().is_some()
    }

    /// The false positions that were received between two moments.
    pub fn false_positions(&self, from: Timestamp, to: Timestamp) -> impl Iterator<Item = &DoubtfulFix> {
        let during = move |one: &&DoubtfulFix| from < one.fix.time && one.fix.time < to;
        self.doubtful.iter().filter(|one| one.doubt.is_false_place()).filter(during)
    }
}

/// A fix that is not believed, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DoubtfulFix {
    /// The fix as received.
    pub fix: Fix,
    /// What speaks against it.
    pub doubt: Doubt,
}

/// What speaks against a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Latitude and longitude are both zero, the value of an unset receiver.
    NullIsland,
    /// The ship would have had to move faster than ships do.
    Jump,
    /// It says that the ship is where it was not, while other fixes tell where it was.
    FalsePosition,
    /// It says that the ship is well inside land, where no way was heard to lead.
    OnLand,
    /// The station that received it hears no ship as far off.
    OutOfRange,
    /// A station whose clock is wrong stamped it, while others heard the ship.
    Clock,
    /// Its number is that of a ship heard at the same place, with a bit or two wrong.
    Misread,
    /// Another record of the same transmission is counted, such as that of another receiver.
    Copy,
}

impl Doubt {
    /// Whether the transceiver was on and told a place where the ship was not.
    pub const fn is_false_place(self) -> bool {
        matches!(self, Self::NullIsland | Self::FalsePosition | Self::OnLand | Self::OutOfRange)
    }

    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NullIsland => "null_island",
            Self::Jump => "jump",
            Self::FalsePosition => "false_position",
            Self::OnLand => "on_land",
            Self::OutOfRange => "out_of_range",
            Self::Clock => "clock",
            Self::Misread => "misread",
            Self::Copy => "copy",
        }
    }
}

/// What a hull said of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Vessel {
    /// Which hull.
    pub hull: HullId,
    /// The latest value of each static field.
    pub identity: Identity,
    /// Static reports by time, a new one only where a value changed.
    pub timeline: Timeline,
    /// What sent most of its fixes.
    pub transmitter: Transmitter,
    /// Its first record, of any kind.
    pub first_seen: Timestamp,
    /// Its last record, of any kind.
    pub last_seen: Timestamp,
    /// When it was received without a place while its track has no fix for an hour or more, by time: it was on air.
    pub unplaced: Vec<Timestamp>,
}

/// The latest known value of each static field; untrusted, as broadcast.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// The IMO number field.
    pub imo: Option<BroadcastImo>,
    /// Name.
    pub name: Option<String>,
    /// Call sign.
    pub call_sign: Option<String>,
    /// Ship and cargo type.
    pub ship_type: Option<ShipType>,
    /// Distances from the antenna to the sides.
    pub dimensions: Option<Dimensions>,
    /// Draught.
    pub draught: Option<Metres>,
    /// Destination.
    pub destination: Option<String>,
}

impl Identity {
    /// What one report says.
    pub fn of(report: &StaticReport) -> Self {
        Self {
            imo: report.imo,
            name: report.name.clone(),
            call_sign: report.call_sign.clone(),
            ship_type: report.ship_type,
            dimensions: report.dimensions,
            draught: report.draught,
            destination: report.destination.clone(),
        }
    }

    /// Length overall as broadcast.
    pub fn length(&self) -> Option<Metres> {
        self.dimensions.and_then(Dimensions::length)
    }
}

impl Vessel {
    /// The latest draught reported at or before `time`, with its report.
    pub fn draught_before(&self, time: Timestamp) -> Option<(Metres, Said<'_>)> {
        let mut known = self.timeline.iter().rev().filter(|report| report.time <= time);
        known.find_map(|report| report.draught.map(|draught| (draught, report)))
    }

    /// The first draught reported at or after `time`, with its report.
    pub fn draught_after(&self, time: Timestamp) -> Option<(Metres, Said<'_>)> {
        let mut known = self.timeline.iter().filter(|report| report.time >= time);
        known.find_map(|report| report.draught.map(|draught| (draught, report)))
    }
}

/// All hulls of an archive, by [`HullId`]: `tracks` and `vessels` each hold a hull at most once, in that order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fleet {
    /// Hulls that were heard with at least one position.
    pub tracks: Vec<Track>,
    /// Every hull that was heard, those without a position too.
    pub vessels: Vec<Vessel>,
}

impl Fleet {
    /// The track of a hull, if a position was heard.
    pub fn track(&self, hull: HullId) -> Option<&Track> {
        self.tracks.binary_search_by_key(&hull, |track| track.hull).ok().map(|at| &self.tracks[at])
    }

    /// What a hull said of itself.
    pub fn vessel(&self, hull: HullId) -> Option<&Vessel> {
        self.vessels.binary_search_by_key(&hull, |vessel| vessel.hull).ok().map(|at| &self.vessels[at])
    }
}

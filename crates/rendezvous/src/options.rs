//! Every threshold of this stage: what it means, its unit, its default and where the default comes from.
//!
//! "GFW" is Global Fishing Watch's published pipelines (pipe-encounters, pipe-loitering, anchorages_pipeline).
//! "Design" is a choice of this project, with the reason beside it.

use model::{Knots, Metres, Span};
use serde::Serialize;

use crate::MeetingWeights;

mod dark;
mod encounter;
mod record;
mod seclusion;
mod silence;
mod top_speed;
mod under_way;

pub use dark::DarkOptions;
pub use encounter::{ContactOptions, EncounterOptions};
pub use record::RecordOptions;
pub use seclusion::{HabitOptions, SeclusionOptions};
pub use silence::{CourseOptions, StayOptions};
pub use top_speed::{SpeedBySize, TopSpeedOptions};
pub use under_way::UnderWayOptions;

/// All thresholds, by finding.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Options {
    /// Two hulls heard together.
    pub encounter: EncounterOptions,
    /// Contacts that are stored.
    pub contact: ContactOptions,
    /// Contacts of hulls under way, stored too if they are asked for. Default `None` (design: a case is as ever
    /// unless somebody asks).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_way: Option<UnderWayOptions>,
    /// Silences.
    pub gap: GapOptions,
    /// Hulls that wait.
    pub loitering: LoiteringOptions,
    /// Where many hulls lie still.
    pub anchorage: AnchorageOptions,
    /// Stops at ports.
    pub port_visit: PortVisitOptions,
    /// Changes of reported draught.
    pub draught: DraughtOptions,
    /// Meetings that silence makes possible.
    pub dark: DarkOptions,
    /// What each fact about them weighs.
    pub meetings: MeetingWeights,
    /// What lies around an event.
    pub surroundings: SurroundingsOptions,
}

/// When a silence is a gap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapOptions {
    /// Longer silences between two fixes of a hull are gaps. Default 6 h (design; GFW has 12 h).
    pub at_least: Span,
    /// Reception is judged by the hulls heard within this distance of the last fix. Default 30 km (indicator D1).
    pub reception_radius: Metres,
    /// And from this long before to this long after it. Default 6 h (indicator D1).
    pub reception_window: Span,
    /// Share of silences in which the transceiver was off, before reception is known. Default 0.03 (design: nearly all
    /// silences of a ship at sea are reception's).
    pub off_prior: f64,
}

/// Which places are anchorages because many hulls lie there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnchorageOptions {
    /// A hull lies still for at least this long. Default 12 h (GFW).
    pub at_least: Span,
    /// Within this distance of where it came to lie. Default 500 m (GFW).
    pub room: Metres,
    /// And is heard at least this often. Default 24 h (GFW's longest silence inside a segment).
    pub silence: Span,
    /// This many hulls make an anchorage. Default 20 (GFW).
    pub hulls: u32,
    /// If the archive is at least so long; in a shorter one fewer, in proportion. Default 30 days (design: on simulated months
    /// of 1,500 hulls all places of 20 hulls were roads or harbours).
    pub of_span: Span,
    /// But never fewer than this. Default 10 (design: a raft at sea is of three to five, and one ship under six numbers was seen).
    pub fewest: u32,
    /// The hulls lie within this distance of one of them, which is the centre. Default 1 km (design: 500 m hold too few of
    /// the ships of one month; GFW has years). At most the chart's widest anchorage.
    pub radius: Metres,
    /// No farther than this from the coast. Default 20 nautical miles (design: nobody anchors farther off; ships adrift
    /// there are what is looked for).
    pub from_shore: Metres,
}

impl AnchorageOptions {
    /// How many hulls make an anchorage in an archive of some length.
    pub(crate) fn enough_hulls(&self, span: Span) -> usize {
        let share = (span.hours() / self.of_span.hours()).min(1.0);
        ((f64::from(self.hulls) * share).ceil() as usize).max(self.fewest as usize)
    }
}

/// When a hull loiters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LoiteringOptions {
    /// It makes good less than this. Default 2 kn (GFW).
    pub speed: Knots,
    /// For at least this long. Default 4 h (GFW).
    pub at_least: Span,
    /// The speed made good is taken over at least this time. Default 1 h (design: a ship that turns on the spot
    /// or is set about by waves goes nowhere).
    pub speed_window: Span,
    /// A longer silence ends it, unless the hull lay still. Default 6 h (design, as for bridging).
    pub silence: Span,
    /// A hull that lay still before a silence no longer than this, and lies in the same place after it, waited through
    /// it. Default 24 h (design: time enough to be missed by some satellites, too little to be back from a voyage).
    pub lying_within: Span,
    /// A hull adrift before a silence no longer than this, and after it, drifted through it. Default 24 h (design, as for one
    /// that lies).
    pub adrift_within: Span,
    /// If it made good less than this meanwhile. Default 1 kn (design: wind and current; tankers that drift for orders make 0.3
    /// to 1).
    pub adrift_speed: Knots,
    /// The same place is within this distance. Default 1 km (design: the swing at anchor, and errors of position).
    pub lying_room: Metres,
    /// It lies still below this speed. Default 1 kn (design: ships at anchor sheer).
    pub lying_speed: Knots,
    /// Not this close to a listed port. Default 10 km (GFW's distance for encounters).
    pub port_distance: Metres,
    /// The same of a port of the DPRK. Default 3 km (as a port is entered: the roads of Nampo, where transfers are on record, lie
    /// closer to it than 10 km, and so does what the places of small ports are uncertain by).
    pub dprk_port_distance: Metres,
}

/// When a stop is a port visit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PortVisitOptions {
    /// A hull enters a port at this distance from its listed place. Default 3 km (GFW).
    pub enter: Metres,
    /// And leaves it at this one. Default 4 km (GFW).
    pub leave: Metres,
    /// It stops at this speed. Default 0.2 kn (GFW).
    pub stop: Knots,
    /// A silence this long inside a port may hide a stop. Default 4 h (GFW).
    pub silence: Span,
    /// Visits of lower confidence are left out. Default 2 (design: 1 is a ship that passes a town).
    pub least_confidence: u8,
}

/// When a change of reported draught counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DraughtOptions {
    /// At least this much. Default 0.5 m (design).
    pub at_least: Metres,
    /// Or at least this share of the draught before. Default 0.08 (design).
    pub at_least_share: f64,
    /// The reports must lie within this time of the event. Default 7 days (design: crews are slow to set it).
    pub within: Span,
    /// The shortest call at a port that moves cargo. Default 6 h (design: 1,500 t at 250 t/h).
    pub call: Span,
    /// A hull that lies this near to the shore may lie at a berth. Default 3 km (design: piers, and the coast's own
    /// error).
    pub berth_shore: Metres,
    /// A hull that says that it is moored is believed to be at a berth this near to the shore. Default 30 km (design:
    /// island terminals off the Yangtze that coarse coasts lack).
    pub moored_shore: Metres,
    /// A hull at a berth moves no farther than this. Default 300 m (design: errors of position, and shifting along a
    /// quay).
    pub berth_room: Metres,
}

/// How far around an event to look.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SurroundingsOptions {
    /// Other hulls this close are near. Default 2 km (design).
    pub near: Metres,
    /// If heard within this time of the moment. Default 30 min (design).
    pub near_within: Span,
}

impl Default for GapOptions {
    fn default() -> Self {
        Self {
            at_least: Span::from_hours(6),
            reception_radius: Metres::from_km(30.0),
            reception_window: Span::from_hours(6),
            off_prior: 0.03,
        }
    }
}

impl Default for AnchorageOptions {
    fn default() -> Self {
        Self {
            at_least: Span::from_hours(12),
            room: Metres(500.0),
            silence: Span::from_hours(24),
            hulls: 20,
            of_span: Span::from_hours(30 * 24),
            fewest: 10,
            radius: Metres(1_000.0),
            from_shore: Metres(20.0 * Metres::NAUTICAL_MILE.0),
        }
    }
}

impl Default for LoiteringOptions {
    fn default() -> Self {
        Self {
            speed: Knots(2.0),
            at_least: Span::from_hours(4),
            speed_window: Span::from_hours(1),
            silence: Span::from_hours(6),
            lying_within: Span::from_hours(24),
            adrift_within: Span::from_hours(24),
            adrift_speed: Knots(1.0),
            lying_room: Metres::from_km(1.0),
            lying_speed: Knots(1.0),
            port_distance: Metres::from_km(10.0),
            dprk_port_distance: Metres::from_km(3.0),
        }
    }
}

impl Default for PortVisitOptions {
    fn default() -> Self {
        Self {
            enter: Metres::from_km(3.0),
            leave: Metres::from_km(4.0),
            stop: Knots(0.2),
            silence: Span::from_hours(4),
            least_confidence: 2,
        }
    }
}

impl Default for DraughtOptions {
    fn default() -> Self {
        Self {
            at_least: Metres(0.5),
            at_least_share: 0.08,
            within: Span::from_hours(7 * 24),
            call: Span::from_hours(6),
            berth_shore: Metres::from_km(3.0),
            moored_shore: Metres::from_km(30.0),
            berth_room: Metres(300.0),
        }
    }
}

impl Default for SurroundingsOptions {
    fn default() -> Self {
        Self { near: Metres::from_km(2.0), near_within: Span::from_minutes(30) }
    }
}

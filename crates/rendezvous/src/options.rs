//! Every threshold of this stage: what it means, its unit, its default and where the default comes from.
//!
//! "GFW" is Global Fishing Watch's published pipelines (pipe-encounters, pipe-loitering, anchorages_pipeline).
//! "Design" is a choice of this project, with the reason beside it.

use model::{Fix, Knots, Metres, Reach, Span};
use serde::Serialize;

use crate::plane::Leg;

mod dark;

pub use dark::{CourseOptions, DarkOptions, HabitOptions, SeclusionOptions, StayOptions};

/// All thresholds, by finding.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Options {
    /// Two hulls heard together.
    pub encounter: EncounterOptions,
    /// Contacts that are stored.
    pub contact: ContactOptions,
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
    /// What lies around an event.
    pub surroundings: SurroundingsOptions,
}

/// When two hulls heard together are an encounter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EncounterOptions {
    /// An encounter begins when the hulls come within this distance. Default 500 m (GFW).
    pub enter: Metres,
    /// And stay within it for this long. Default 3 min (design: errors of position set ships that lie a little farther
    /// apart within the distance for a moment, and a boat that passes at speed is no visitor).
    pub enter_for: Span,
    /// It ends when they are farther apart than this. Default 700 m (design: ships that swing at 500 m stay one
    /// encounter). At least `enter`.
    pub leave: Metres,
    /// Shortest time together, breaks left out. Default 2 h (GFW).
    pub at_least: Span,
    /// Both hulls must make good less than this. Default 3.5 kn (design: tidal streams of the Yellow Sea move a
    /// drifting pair at up to 3 kn; GFW has 2 kn).
    pub still_speed: Knots,
    /// A reported speed is this much off. Default 0.2 kn (design: its unit is 0.1 kn).
    pub speed_error: Knots,
    /// The speed made good is taken over at least this time, so that the scatter of fixes seconds apart is not
    /// motion. Default 10 min (GFW's tick).
    pub speed_window: Span,
    /// Between two fixes of a hull at most this far apart the motion is straight and even. Default 60 min (GFW).
    pub linear_within: Span,
    /// A slow silence up to this long is bridged in a straight line too. Default 6 h (design: satellite-only
    /// reception leaves such holes in most true meetings off shore).
    pub bridge_within: Span,
    /// A silence is slow when the hull made good less than this across it, and reported less than `still_speed`
    /// at both ends. Default 2 kn (design: a drift).
    pub drift_speed: Knots,
    /// A silence up to this long of a hull that lay still before it, and lies in the same place after it, is bridged as well.
    /// Default 24 h (design, as for waiting: time enough to be missed by some satellites, too little to be back from a voyage).
    pub lying_silence: Span,
    /// The same place is within this distance. Default 1 km (design, as for waiting: the swing at anchor, and errors of
    /// position).
    pub lying_room: Metres,
    /// A hull lies still below this speed. Default 1 kn (design, as for waiting: ships at anchor sheer).
    pub lying_speed: Knots,
    /// Time together counts as observed while each hull has fixes at most this far apart around the moment, and as
    /// bridged otherwise. Default 60 min (GFW).
    pub observed_within: Span,
    /// Two contacts of one pair closer in time than this are one encounter if their ends agree. Default 3 h (design).
    pub rejoin_within: Span,
    /// Ends agree when each hull's place changed by no more than this and a drift at `drift_speed` over the break.
    /// Default 500 m (design: the enter distance).
    pub rejoin_shift: Metres,
    /// Two encounters of one pair closer in time than this are one if the two were never heard apart in between.
    /// Default 24 h (GFW's longest silence inside a segment: an anchored pair unheard overnight did not meet twice).
    pub unheard_within: Span,
    /// This much longer if both were found where they lay before and after. Default 7 days (design: laid-up ships that
    /// nobody hears for days have not met anew).
    pub lying_within: Span,
    /// Two slow hulls heard within this time of each other, and then within the leave distance, are in company at that
    /// moment. Default 30 min (design: what speed and course reckon is right to some hundred metres for so long).
    pub tie_within: Span,
    /// And between two such moments, or two encounters, this far apart in time and at two places, if nothing was heard against
    /// it. Default 72 h (design: hulls that came from one place to another both hardly parted meanwhile; simulated: a barge
    /// under tow is heard beside her tug every second or third day).
    pub company_within: Span,
    /// How far two such places must be apart; for nearer ones a silence is bridged as any other. Default 3 km (design:
    /// farther than hulls swing or shift berth).
    pub company_shift: Metres,
    /// A hull that was under way before a silence up to this long and lies still after it arrived meanwhile. Default 12 h
    /// (design: a night without a satellite).
    pub arrival_within: Span,
    /// Two hulls that were never heard close together in time must have lain this near to each other in the middle of what is
    /// bridged. Default 540 m (simulated: of those told farther apart two in three never came within the enter distance).
    pub bridged_reach: Metres,
    /// And they were, if the time observed of both is this long. Default 1 min (design: a pair of fixes).
    pub observed_at_least: Span,
    /// Only encounters whose faster hull has a median speed below this. Default `None`: the score decides.
    pub median_speed: Option<Knots>,
    /// Only encounters at least this far from a listed port. Default 0: the score decides.
    pub port_distance: Metres,
    /// How much time is joined at once; the result does not depend on it. Default 6 h (measured).
    pub slab: Span,
}

/// Which contacts are stored, so that other profiles of meetings can be told from them without another join.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactOptions {
    /// Shorter contacts are left out. Default 10 min (design: the shortest profile, hulls side by side for as long as it takes
    /// to pass a hose).
    pub at_least: Span,
    /// How near is near, each by itself. Default 50, 200 and 250 m, left at two fifths more, as 500 m are at 700 m (design: the
    /// distances by which transfers are told in the literature, and hulls side by side), and 500 m to 500 m without a silence
    /// bridged (GFW). None may reach beyond what [`EncounterOptions::leave`] joins.
    pub reaches: Vec<Reach>,
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
    /// No farther than this from the coast. Default 20 nautical miles (design: nobody anchors on the high seas; ships adrift
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

impl Default for EncounterOptions {
    fn default() -> Self {
        Self {
            enter: Metres(500.0),
            enter_for: Span::from_minutes(3),
            leave: Metres(700.0),
            at_least: Span::from_hours(2),
            still_speed: Knots(3.5),
            speed_error: Knots(0.2),
            speed_window: Span::from_minutes(10),
            linear_within: Span::from_minutes(60),
            bridge_within: Span::from_hours(6),
            drift_speed: Knots(2.0),
            lying_silence: Span::from_hours(24),
            lying_room: Metres::from_km(1.0),
            lying_speed: Knots(1.0),
            observed_within: Span::from_minutes(60),
            rejoin_within: Span::from_hours(3),
            rejoin_shift: Metres(500.0),
            unheard_within: Span::from_hours(24),
            lying_within: Span::from_hours(7 * 24),
            tie_within: Span::from_minutes(30),
            company_within: Span::from_hours(72),
            company_shift: Metres::from_km(3.0),
            arrival_within: Span::from_hours(12),
            bridged_reach: Metres(540.0),
            observed_at_least: Span::from_minutes(1),
            median_speed: None,
            port_distance: Metres(0.0),
            slab: Span::from_hours(6),
        }
    }
}

impl EncounterOptions {
    /// Whether a hull reports that it is under way.
    pub(crate) fn says_under_way(&self, fix: &Fix) -> bool {
        fix.speed().is_some_and(|speed| speed.0 > self.still_speed.0 + self.speed_error.0)
    }

    /// Whether a hull that lies still may lie in the same place at both ends of a leg.
    pub(crate) fn is_one_place(&self, leg: &Leg) -> bool {
        let secs = leg.duration_ms() as f64 / 1000.0;
        secs > 0.0 && leg.is_slower(Knots::from_metres_per_second(self.lying_room.0 / secs))
    }

    /// The profile nearest to GFW's encounters: 500 m for 2 h, median speed below 2 kn, 10 km from port, no slow
    /// silence bridged; found exactly rather than on a grid of ten minutes.
    pub fn gfw() -> Self {
        Self {
            leave: Metres(500.0),
            bridge_within: Span::ZERO,
            lying_silence: Span::ZERO,
            rejoin_within: Span::ZERO,
            unheard_within: Span::ZERO,
            lying_within: Span::ZERO,
            tie_within: Span::ZERO,
            company_within: Span::ZERO,
            arrival_within: Span::ZERO,
            observed_at_least: Span::ZERO,
            median_speed: Some(Knots(2.0)),
            port_distance: Metres::from_km(10.0),
            ..Self::default()
        }
    }
}

impl Default for ContactOptions {
    fn default() -> Self {
        let reach = |enter, leave, bridged| Reach { enter: Metres(enter), leave: Metres(leave), bridged };
        Self {
            at_least: Span::from_minutes(10),
            reaches: vec![
                reach(50.0, 70.0, true),
                reach(200.0, 280.0, true),
                reach(250.0, 350.0, true),
                reach(500.0, 500.0, false),
                reach(500.0, 700.0, true),
            ],
        }
    }
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

//! Every threshold of this stage: what it means, its unit, its default and where the default comes from.
//!
//! "GFW" is Global Fishing Watch's published pipelines (pipe-encounters, pipe-loitering, anchorages_pipeline).
//! "Design" is a choice of this project, with the reason beside it.

use model::{Degrees, Fix, Knots, Metres, Reach, Span};
use serde::Serialize;

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
    /// And between two such moments this far apart at two places, if nothing was heard against it. Default 24 h (GFW's
    /// longest silence inside a segment: hulls that came from one place to another both hardly parted meanwhile).
    pub company_within: Span,
    /// How far two such places must be apart; for nearer ones a silence is bridged as any other. Default 3 km (design:
    /// farther than hulls swing or shift berth).
    pub company_shift: Metres,
    /// A hull that was under way before a silence up to this long and lies still after it arrived meanwhile. Default 12 h
    /// (design: a night without a satellite).
    pub arrival_within: Span,
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

/// When silences make a meeting possible.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DarkOptions {
    /// Shortest time that both could have spent together. Default 2 h (as for an encounter).
    pub at_least: Span,
    /// Nobody goes faster than this while silent, unless the distance covered asks for more. Default 12 kn (design:
    /// service speed of small tankers and bulk carriers).
    pub top_speed: Knots,
    /// Only gaps that begin at least this far from the coast. Default 12 nmi (design: the territorial sea).
    pub shore_distance: Metres,
    /// Silences longer than this could have been spent anywhere and are left out. Default 10 days (design).
    pub longest: Span,
    /// A hull not heard again is looked for among waiting ones for this long. Default 3 days (design: the run from the
    /// Yellow Sea to the East China Sea).
    pub open_within: Span,
    /// A loiterer has a visible partner, and needs no dark one, if an encounter covers this share of its time.
    /// Default 0.5 (design).
    pub seen_share: f64,
    /// A silent hull whose last or next fix lies within this distance of one that waits was beside it: a raft whose third ship
    /// is heard in snatches. Default 500 m (GFW's distance for encounters).
    pub beside: Metres,
    /// How much likelier such a fix is of a hull that met the waiting one. Default 30 (design: one fix in a few of those who
    /// met, and hardly any of those who pass on the open sea).
    pub was_beside: f64,
    /// What courses say of where a silent hull went.
    pub course: CourseOptions,
    /// How much likelier two tankers, or two dry cargo ships, are to meet than ships of which one is unknown. Default
    /// 1.5 (design).
    pub like_trades: f64,
    /// The same for a tanker and a dry cargo ship. Default 0.3 (design: they bunker, but seldom at sea).
    pub unlike_trades: f64,
    /// The same for two under the DPRK's flag. Default 0.1 (design: what one has for another it hands over at home; in no
    /// incident on record were both).
    pub both_dprk: f64,
    /// How much likelier a hull is to meet one under the DPRK's flag that is heard again than another. Default 4 (design: nearly all
    /// incidents on record have one; simulated: of meetings told below 0.2 a fourth had been where one of the two was).
    pub one_dprk: f64,
    /// How much likelier, or here less likely, it is that a silence hides a meeting if the hull is not heard again. Default
    /// 0.2 (simulated: of 247 told with such hulls two had been; most go home, or out of reception).
    pub not_heard_again: f64,
    /// How much likelier a change of draught away from ports is of a hull that met another unheard. Default 16 (design: a
    /// ship that meets nobody changes its draught at sea by ballast alone, and crews are slow to tell).
    pub draught_changed: f64,
    /// The same where it may have called at a berth meanwhile. Default 0.5 (simulated: most such changes are a call's).
    pub draught_in_doubt: f64,
    /// The same of a hull that tells its draught and told no change. Default 0.7 (design: half of the crews tell a change
    /// within days).
    pub draught_kept: f64,
    /// How much likelier yet, if one hull came deeper and the other rose. Default 1.5 (design).
    pub draughts_opposite: f64,
    /// Or both came deeper, or both rose. Default 0.3 (design: one cannot have loaded the other).
    pub draughts_alike: f64,
    /// How much a partner that is never heard counts beside one that is silent and fits. Default 2 (design: more than one about
    /// which courses and reception tell nothing).
    pub never_heard: f64,
    /// How much less likely two silences that cross hide a meeting than a wait does that a silent hull reaches. Default
    /// 0.33 (simulated: many more cross).
    pub both_silent: f64,
    /// How far to believe the courses of two silent hulls, as a power of their agreement: the place is chosen for it, so
    /// four courses agree somewhere by chance. Default 0.5 (simulated: with 1, of pairs told above 0.5 one in twelve had
    /// met).
    pub courses_chosen: f64,
    /// What the surroundings say of a meeting.
    pub seclusion: SeclusionOptions,
    /// The share of hulls that switch off to meet somebody unheard; the others are not heard anyway. Default 0.9
    /// (design).
    pub switched_off: f64,
    /// How much likelier a silence is of a hull that meets somebody where nobody was near to tell reception from it.
    /// Default 3 (design: a silence that reception explains to a third).
    pub reception_unknown: f64,
    /// The weight of no meeting at all beside those that a silence or a wait allows. Default 30 (design: most silences
    /// and waits hide none).
    pub no_meeting: f64,
    /// Meetings less probable than this are left out. Default 0.05 (design: where no course is known a lone pair keeps 0.09).
    pub probability_at_least: f64,
    /// The most meetings kept for one gap or wait, the likeliest. Default 3 (design: a longer list is not read).
    pub keep: usize,
    /// Steps each way of the grid on which an overlap is sampled. Default 24 (design).
    pub samples: u32,
    /// How much time one box of the spatial index covers. Default 12 h (design).
    pub slab: Span,
}

/// What the surroundings of a wait, or of where two silences cross, say of a meeting: how much likelier they are of one
/// than of a wait that hides none (design; transfers on record are far out, alone and adrift).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeclusionOptions {
    /// Other hulls are near. Default 0.3 (an anchorage).
    pub in_company: f64,
    /// None is. Default 1.5.
    pub alone: f64,
    /// Nearer to the shore than this is near. Default 12 nmi (the territorial sea).
    pub near_shore: Metres,
    /// Near the shore. Default 0.3.
    pub near_shore_ratio: f64,
    /// Farther from the shore than this is far out. Default 50 nmi (Welch et al. 2022).
    pub far_out: Metres,
    /// Far out. Default 3.
    pub far_out_ratio: f64,
    /// A slower hull lies at anchor. Default 0.3 kn (design).
    pub adrift_speed: Knots,
    /// At anchor. Default 0.4.
    pub lying: f64,
    /// Adrift. Default 1.5.
    pub adrift: f64,
}

/// What courses before and after a silence say of where a hull went.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CourseOptions {
    /// A slower hull steers nowhere. Default 3 kn (design).
    pub under_way: Knots,
    /// A hull bound for a place is this far off the straight way there, one standard deviation. Default 12 degrees
    /// (design: traffic, shoals and a position out of date).
    pub spread: Degrees,
    /// The share of hulls that fall silent already on the way to where they meet, and are heard again on the straight
    /// way from there. Default 0.6 (design; the others steer anywhere).
    pub bound: f64,
    /// The share of hulls without a meeting that sail straight on through a silence. Default 0.5 (design).
    pub passing: f64,
    /// A stop shorter than this at the speed held before and after is hurried. Default 2 h (as for an encounter).
    pub stop: Span,
    /// How much likelier a hurried stop is if the hull met somebody than if not. Default 0.3 (design: ships rarely
    /// speed up for it).
    pub hurried: f64,
    /// Closer than this no course leads anywhere. Default 3 km (design).
    pub here: Metres,
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
            observed_within: Span::from_minutes(60),
            rejoin_within: Span::from_hours(3),
            rejoin_shift: Metres(500.0),
            unheard_within: Span::from_hours(24),
            lying_within: Span::from_hours(7 * 24),
            tie_within: Span::from_minutes(30),
            company_within: Span::from_hours(24),
            company_shift: Metres::from_km(3.0),
            arrival_within: Span::from_hours(12),
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

    /// The profile nearest to GFW's encounters: 500 m for 2 h, median speed below 2 kn, 10 km from port, no slow
    /// silence bridged; found exactly rather than on a grid of ten minutes.
    pub fn gfw() -> Self {
        Self {
            leave: Metres(500.0),
            bridge_within: Span::ZERO,
            rejoin_within: Span::ZERO,
            unheard_within: Span::ZERO,
            lying_within: Span::ZERO,
            tie_within: Span::ZERO,
            company_within: Span::ZERO,
            arrival_within: Span::ZERO,
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

impl Default for DarkOptions {
    fn default() -> Self {
        Self {
            at_least: Span::from_hours(2),
            top_speed: Knots(12.0),
            shore_distance: Metres(12.0 * Metres::NAUTICAL_MILE.0),
            longest: Span::from_hours(10 * 24),
            open_within: Span::from_hours(3 * 24),
            seen_share: 0.5,
            beside: Metres(500.0),
            was_beside: 30.0,
            course: CourseOptions::default(),
            like_trades: 1.5,
            unlike_trades: 0.3,
            both_dprk: 0.1,
            one_dprk: 4.0,
            not_heard_again: 0.2,
            draught_changed: 16.0,
            draught_in_doubt: 0.5,

            draught_kept: 0.7,
            draughts_opposite: 1.5,
            draughts_alike: 0.3,
            never_heard: 2.0,
            seclusion: SeclusionOptions::default(),
            both_silent: 0.33,
            courses_chosen: 0.5,
            switched_off: 0.9,
            reception_unknown: 3.0,
            no_meeting: 30.0,
            probability_at_least: 0.05,
            keep: 3,
            samples: 24,
            slab: Span::from_hours(12),
        }
    }
}

impl Default for SeclusionOptions {
    fn default() -> Self {
        Self {
            in_company: 0.3,
            alone: 1.5,
            near_shore: Metres(12.0 * Metres::NAUTICAL_MILE.0),
            near_shore_ratio: 0.3,
            far_out: Metres(50.0 * Metres::NAUTICAL_MILE.0),
            far_out_ratio: 3.0,
            adrift_speed: Knots(0.3),
            lying: 0.4,
            adrift: 1.5,
        }
    }
}

impl SeclusionOptions {
    /// How much likelier a meeting is at a distance from the shore than anywhere.
    pub(crate) fn off_shore(&self, shore: Option<Metres>) -> f64 {
        match shore {
            Some(shore) if shore < self.near_shore => self.near_shore_ratio,
            Some(shore) if shore >= self.far_out => self.far_out_ratio,
            _ => 1.0,
        }
    }
}

impl DarkOptions {
    /// How much less two silences count for courses that agree somewhere than by that agreement alone.
    pub(crate) fn caution(&self, agreement: f64) -> f64 {
        self.both_silent * agreement.powf(self.courses_chosen - 1.0)
    }
}

impl Default for CourseOptions {
    fn default() -> Self {
        Self {
            under_way: Knots(3.0),
            spread: Degrees(12.0),
            bound: 0.6,
            passing: 0.5,
            stop: Span::from_hours(2),
            hurried: 0.3,
            here: Metres::from_km(3.0),
        }
    }
}

impl CourseOptions {
    /// How much likelier a course this far off the way to a place is for a hull bound there than for any other: a
    /// half-normal density against an even one, mixed with the share that is not bound yet.
    pub(crate) fn ratio(&self, off: Degrees) -> f64 {
        let spreads = off.0 / self.spread.0;
        let peak = 180.0 / (self.spread.0 * std::f64::consts::FRAC_PI_2.sqrt());
        self.bound * peak * (-0.5 * spreads * spreads).exp() + 1.0 - self.bound
    }
}

impl Default for SurroundingsOptions {
    fn default() -> Self {
        Self { near: Metres::from_km(2.0), near_within: Span::from_minutes(30) }
    }
}

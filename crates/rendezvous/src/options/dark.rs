//! What decides of meetings that nobody heard: what makes one possible, and how much each fact speaks for it.
//!
//! The ratios say how much likelier a fact is of hulls that met unheard than of others. "Simulated" ones were set on worlds of
//! which the truth is known; the reason beside each is what holds at sea.

use model::{Degrees, Knots, Metres, Span};
use serde::Serialize;

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
    /// What the length of a silence says of a stop.
    pub stay: StayOptions,
    /// How much likelier two tankers are to meet than ships of which one is unknown. Default 1.5 (design: oil goes through a hose
    /// wherever two ships can lie side by side).
    pub tankers: f64,
    /// The same for two dry cargo ships. Default 0.5 (design: dry cargo needs cranes and smooth water; most of it moves in
    /// ports).
    pub dry_ships: f64,
    /// The same for a tanker and a dry cargo ship. Default 0.1 (design: the one has nothing for the other but fuel, for which
    /// nobody hides).
    pub unlike_trades: f64,
    /// The same for two under the DPRK's flag. Default 0.1 (design: what one has for another it hands over at home; in no
    /// incident on record were both).
    pub both_dprk: f64,
    /// How much likelier a hull is to meet one under the DPRK's flag that is heard again than another, away from waters nearest to
    /// a port of the DPRK, where all are such. Default 8 (design: nearly all incidents on record have one, of the merchant ships
    /// heard off the coasts of others one in fifty is such).
    pub one_dprk: f64,
    /// How much likelier, or here less likely, it is that a silence hides a meeting if the hull is not heard again. Default
    /// 0.2 (simulated: of 247 told with such hulls two had been; most go home, or out of reception).
    pub not_heard_again: f64,
    /// How much likelier a change of draught away from ports is of a hull that met another unheard. Default 16 (design: a
    /// ship that meets nobody changes its draught at sea by ballast alone, and crews are slow to tell).
    pub draught_changed: f64,
    /// The same of a hull that waited, where it may have called at a berth meanwhile. Default 0.4 (simulated: most such changes
    /// are a call's).
    pub draught_in_doubt: f64,
    /// The same of a hull that was silent. Default 1.5 (design: a silence long enough for a transfer is long enough for some
    /// berth, so that the doubt says little; simulated: 27 of 70 that met, and one in eight of all silences).
    pub draught_in_doubt_silent: f64,
    /// The same of a hull that tells its draught and told no change. Default 0.7 (design: half of the crews tell a change
    /// within days).
    pub draught_kept: f64,
    /// How much likelier yet, if one hull came deeper and the other rose. Default 1.5 (design).
    pub draughts_opposite: f64,
    /// Or both came deeper, or both rose. Default 0.3 (design: one cannot have loaded the other).
    pub draughts_alike: f64,
    /// How much a partner that is never heard counts beside one that is silent and fits. Default 3 (design: more than one about
    /// which courses and reception tell nothing; most ships that fetch oil for the DPRK are on record as dark all the way).
    pub never_heard: f64,
    /// How much less likely two silences that cross hide a meeting than a wait does that a silent hull reaches. Default
    /// 0.6 (simulated: many more cross).
    pub both_silent: f64,
    /// How far to believe the courses of two silent hulls, as a power of their agreement: the place is chosen for it, so
    /// four courses agree somewhere by chance. Default 0.5 (simulated: with 1, of pairs told above 0.5 one in twelve had
    /// met).
    pub courses_chosen: f64,
    /// What the surroundings say of a meeting.
    pub seclusion: SeclusionOptions,
    /// What other waits of a hull say of one.
    pub habit: HabitOptions,
    /// How far to believe all facts together, as a power of the product of their ratios. Default 0.7 (design: they share causes,
    /// as far out at sea is where reception fails too; simulated: with 1, of pairs told above 0.8 two in three had met).
    pub together: f64,
    /// The share of hulls that switch off to meet somebody unheard; the others are not heard anyway. Default 0.9
    /// (design).
    pub switched_off: f64,
    /// How much likelier a silence is of a hull that meets somebody where nobody was near to tell reception from it.
    /// Default 3 (design: a silence that reception explains to a third).
    pub reception_unknown: f64,
    /// The weight of no meeting at all beside those that a silence or a wait allows. Default 100 (design: most silences
    /// and waits hide none; simulated: of pairs told above 0.8 seven in eight had met, of those from 0.3 to 0.5 three in ten).
    pub no_meeting: f64,
    /// The same beside courses, times, reception and trades alone. Default 30 (design: these share fewer causes).
    pub no_meeting_by_courses: f64,
    /// Meetings less probable than this are left out. Default 0.05 (design: one in twenty).
    pub probability_at_least: f64,
    /// The most meetings kept for one gap or wait, the likeliest. Default 3 (design: a longer list is not read).
    pub keep: usize,
    /// Steps each way of the grid on which an overlap is sampled. Default 24 (design).
    pub samples: u32,
    /// How much time one box of the spatial index covers. Default 12 h (design).
    pub slab: Span,
}

/// What the surroundings of a wait, or of where two silences cross, say of a meeting: how much likelier they are of one
/// than of a wait that hides none (design; transfers of oil on record are far out, alone and adrift, those of coal at anchor).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeclusionOptions {
    /// Other hulls are near. Default 0.3 (an anchorage).
    pub in_company: f64,
    /// None is. Default 1.5.
    pub alone: f64,
    /// Nearer to the shore than this is near. Default 12 nmi (the territorial sea).
    pub near_shore: Metres,
    /// Near the shore. Default 0.1 (policed, and full of ships that wait for a berth).
    pub near_shore_ratio: f64,
    /// Nearer than this is within sight of patrols. Default 24 nmi (the contiguous zone).
    pub off_shore: Metres,
    /// There. Default 0.3.
    pub off_shore_ratio: f64,
    /// Farther from the shore than this is far out. Default 50 nmi (Welch et al. 2022).
    pub far_out: Metres,
    /// Far out. Default 3.
    pub far_out_ratio: f64,
    /// A slower hull lies at anchor. Default 0.3 kn (design).
    pub adrift_speed: Knots,
    /// A tanker at anchor. Default 0.3 (a ship that anchors waits for a berth; hoses are passed adrift, in deep water).
    pub lying: f64,
    /// A tanker adrift. Default 1.5.
    pub adrift: f64,
    /// A dry cargo ship at anchor. Default 0.5.
    pub dry_lying: f64,
    /// A dry cargo ship adrift. Default 0.1 (no crane works over two ships that roll).
    pub dry_adrift: f64,
    /// A tanker that waits longer than this waits for something else. Default 24 h (transfers of oil on record took up to 14 h;
    /// and time for the partner to come).
    pub long_wait: Span,
    /// How much less likely it then is. Default 0.1 (simulated: of 4,562 waits of tankers a third were longer, and 6 of the 101
    /// that hid a meeting).
    pub long_wait_ratio: f64,
    /// Where others wait is a matter of custom: how many other hulls waited in a square of this side about a place, or in those
    /// around it. Default 5 km (design: about the span of a roadstead).
    pub custom_within: Metres,
    /// Where no other waited. Default 2; each that did in a month halves it, thirds it and so on (simulated: of waits of
    /// tankers with no other that waited within 10 km 7 in 100 hid a meeting, with one 4, with two 2, with more than three none).
    pub solitary: f64,
    /// Where many do. Default 0.1 (design: roads are where ships wait for orders and berths).
    pub customary: f64,
    /// A foreign tanker off the coast of the DPRK, whatever the distance. Default 1 (design: its patrols drive nobody away; what
    /// foreign tankers wait there for is their customers).
    pub off_dprk: f64,
}

/// What a hull's other waits alone say of one: some ships wait for orders wherever they are, others call, sail and call. The number
/// of such waits is compared with what either kind makes in the time for which the hull is heard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HabitOptions {
    /// Waits of a hull that seldom waits. Default 1 in `of_span` (design).
    pub seldom: f64,
    /// Waits of one that waits as a habit. Default 6 in `of_span` (simulated: tankers that wait for orders lie to every few days).
    pub often: f64,
    /// Default 30 days.
    pub of_span: Span,
    /// How much habit says at most, either way. Default 3 (design: a ship that sells at sea waits there more than once).
    pub at_most: f64,
}

/// What the length of a silence says of a stop at a place: how long the hull can have stayed there, had it gone there and on at its
/// usual speed. A hull that goes dark for a meeting is silent for as long as the way and the meeting take; by chance silences are of
/// any length.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StayOptions {
    /// The middle length of a transfer of oil. Default 7 h (design: eight parcels on record, 600 to 2,500 t, at 200 to 500 t an hour,
    /// and one or two hours to moor).
    pub oil: Span,
    /// The same of dry cargo. Default 20 h (design: some thousand tonnes by grab).
    pub dry: Span,
    /// The spread of lengths, one standard deviation of their natural logarithm. Default 0.8 (design: by a factor of two either
    /// way, as tonnes and waiting vary).
    pub spread: f64,
    /// The share of hulls that lose no more time than the meeting takes. Default 0.85 (design; the others fall silent early, or
    /// loiter).
    pub purposeful: f64,
    /// No meeting is shorter. Default 30 min (design).
    pub shortest: Span,
    /// The speed of a hull that was under way at neither end. Default 10 kn (design: service speed of small tankers).
    pub usual_speed: Knots,
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
    /// Closer than this no course leads anywhere. Default 3 km (design).
    pub here: Metres,
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
            stay: StayOptions::default(),
            tankers: 1.5,
            dry_ships: 0.5,
            unlike_trades: 0.1,
            both_dprk: 0.1,
            one_dprk: 8.0,
            not_heard_again: 0.2,
            draught_changed: 16.0,
            draught_in_doubt: 0.4,
            draught_in_doubt_silent: 1.5,
            draught_kept: 0.7,
            draughts_opposite: 1.5,
            draughts_alike: 0.3,
            never_heard: 3.0,
            seclusion: SeclusionOptions::default(),
            habit: HabitOptions::default(),
            together: 0.7,
            both_silent: 0.6,
            courses_chosen: 0.5,
            switched_off: 0.9,
            reception_unknown: 3.0,
            no_meeting: 100.0,
            no_meeting_by_courses: 30.0,
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
            near_shore_ratio: 0.1,
            off_shore: Metres(24.0 * Metres::NAUTICAL_MILE.0),
            off_shore_ratio: 0.3,
            far_out: Metres(50.0 * Metres::NAUTICAL_MILE.0),
            far_out_ratio: 3.0,
            adrift_speed: Knots(0.3),
            lying: 0.3,
            adrift: 1.5,
            dry_lying: 0.5,
            dry_adrift: 0.1,
            long_wait: Span::from_hours(24),
            long_wait_ratio: 0.1,
            custom_within: Metres::from_km(5.0),
            solitary: 2.0,
            customary: 0.1,
            off_dprk: 1.0,
        }
    }
}

impl SeclusionOptions {
    /// How much likelier a meeting is where so many others wait in a month than anywhere.
    pub(crate) fn custom(&self, others: f64) -> f64 {
        (self.solitary / (1.0 + others)).max(self.customary)
    }

    /// How much likelier a meeting is at a distance from the shore than anywhere.
    pub(crate) fn off_shore(&self, shore: Option<Metres>) -> f64 {
        match shore {
            Some(shore) if shore < self.near_shore => self.near_shore_ratio,
            Some(shore) if shore < self.off_shore => self.off_shore_ratio,
            Some(shore) if shore >= self.far_out => self.far_out_ratio,
            _ => 1.0,
        }
    }
}

impl Default for HabitOptions {
    fn default() -> Self {
        Self { seldom: 1.0, often: 6.0, of_span: Span::from_hours(30 * 24), at_most: 3.0 }
    }
}

impl HabitOptions {
    /// How much likelier so many other waits in a time are of a hull that seldom waits than of one that often does: two Poisson
    /// rates.
    pub(crate) fn ratio(&self, waits: u32, heard: Span) -> f64 {
        let share = heard.hours() / self.of_span.hours();
        let log = (self.seldom / self.often).ln() * f64::from(waits) + (self.often - self.seldom) * share;
        log.exp().clamp(1.0 / self.at_most, self.at_most)
    }
}

impl Default for StayOptions {
    fn default() -> Self {
        Self {
            oil: Span::from_hours(7),
            dry: Span::from_hours(20),
            spread: 0.8,
            purposeful: 0.85,
            shortest: Span::from_minutes(30),
            usual_speed: Knots(10.0),
        }
    }
}

impl StayOptions {
    /// How much likelier a stay is of a hull that met somebody, for `usual` hours or so, than of any other, whose silence may be of
    /// any length up to the `longest`: a log-normal density against an even one of the logarithm, mixed with the share of those
    /// that lose more time.
    pub(crate) fn ratio(&self, stay: Span, usual: Span, longest: Span) -> f64 {
        let others = 1.0 - self.purposeful;
        if stay <= self.shortest {
            return others;
        }
        let spreads = (stay.hours() / usual.hours()).ln() / self.spread;
        let range = (longest.hours() / self.shortest.hours()).ln();
        let peak = range / (self.spread * std::f64::consts::TAU.sqrt());
        self.purposeful * peak * (-0.5 * spreads * spreads).exp() + others
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_tells_less_of_a_habit_than_a_month() {
        let ratio = |waits, days: i64| HabitOptions::default().ratio(waits, Span::from_hours(24 * days));
        assert!(ratio(0, 30) == 3.0 && ratio(3, 30) < 1.0 && ratio(9, 30) == 1.0 / 3.0);
        assert!(ratio(1, 7) < 1.0 && ratio(0, 0) == 1.0);
    }

    #[test]
    fn a_stay_as_long_as_a_transfer_says_most() {
        let options = StayOptions::default();
        let ratio = |hours| options.ratio(Span::from_hours(hours), options.oil, Span::from_hours(240));
        let most = ratio(7);
        assert!(most > 2.0 && ratio(3) < most && ratio(16) < most && ratio(72) < 0.3, "{most}");
        assert!((ratio(0) - 0.15).abs() < 1e-9 && (ratio(-9) - 0.15).abs() < 1e-9);
    }
}

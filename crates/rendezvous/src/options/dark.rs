//! What decides of meetings that nobody heard: what makes one possible, and how much each fact speaks for it.
//!
//! The ratios say how much likelier a fact is of hulls that met unheard than of others. "Simulated" ones were set on worlds of
//! which the truth is known; the reason beside each is what holds at sea.

use model::{Metres, Span};
use serde::Serialize;

use super::{CourseOptions, HabitOptions, RecordOptions, SeclusionOptions, StayOptions, TopSpeedOptions};

/// When silences make a meeting possible.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DarkOptions {
    /// Shortest time that both could have spent together. Default 2 h (as for an encounter).
    pub at_least: Span,
    /// How fast a silent hull can have gone.
    pub top_speed: TopSpeedOptions,
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
    /// A hull that waited may have been there for so long before it was heard waiting, or after, as far as its way before and after
    /// allows. Default 12 h (design: time for a transfer of oil, which took up to 14 h on record, of which part was heard).
    pub rests_for: Span,
    /// A silent hull whose last or next fix lies within this distance of one that waits was beside it: a raft whose third ship
    /// is heard in snatches. Default 500 m (GFW's distance for encounters).
    pub beside: Metres,
    /// Or within that of where the waiting one can have drifted to, so long before or after it was heard there. Default 3 h (as for contacts
    /// that are one encounter).
    pub beside_within: Span,
    /// How much likelier such a fix is of a hull that met the waiting one. Default 30 (design: one fix in a few of those who
    /// met, and hardly any of those who pass on the open sea).
    pub was_beside: f64,
    /// Times at which the same two hulls can have met, no farther apart than this, are one meeting's. Default 3 h (as for
    /// contacts that are one encounter).
    pub one_within: Span,
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
    /// How much likelier a change of draught away from ports is of a hull that met another unheard. Default 8 (design: a ship
    /// that meets nobody changes its draught at sea by ballast alone; but crews type it days late, and until then it speaks alike for
    /// each wait and silence of theirs).
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
    /// What the surroundings say of a meeting.
    pub seclusion: SeclusionOptions,
    /// What transfers on record say of the place and of the sizes of the two.
    pub record: RecordOptions,
    /// What other waits of a hull say of one.
    pub habit: HabitOptions,
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
    /// Meetings less probable than this both by all that is known and by courses alone are left out. Default 0.05 (design: one in
    /// twenty).
    pub probability_at_least: f64,
    /// The most meetings kept for one gap or wait, the likeliest. Default 3 (design: a longer list is not read).
    pub keep: usize,
    /// Steps each way of the grid on which an overlap is sampled. Default 24 (design).
    pub samples: u32,
    /// How much time one box of the spatial index covers. Default 12 h (design).
    pub slab: Span,
}

impl Default for DarkOptions {
    fn default() -> Self {
        Self {
            at_least: Span::from_hours(2),
            top_speed: TopSpeedOptions::default(),
            shore_distance: Metres(12.0 * Metres::NAUTICAL_MILE.0),
            longest: Span::from_hours(10 * 24),
            open_within: Span::from_hours(3 * 24),
            seen_share: 0.5,
            rests_for: Span::from_hours(12),
            beside: Metres(500.0),
            beside_within: Span::from_hours(3),
            was_beside: 30.0,
            one_within: Span::from_hours(3),
            course: CourseOptions::default(),
            stay: StayOptions::default(),
            tankers: 1.5,
            dry_ships: 0.5,
            unlike_trades: 0.1,
            both_dprk: 0.1,
            one_dprk: 8.0,
            not_heard_again: 0.2,
            draught_changed: 8.0,
            draught_in_doubt: 0.4,
            draught_in_doubt_silent: 1.5,
            draught_kept: 0.7,
            draughts_opposite: 1.5,
            draughts_alike: 0.3,
            seclusion: SeclusionOptions::default(),
            record: RecordOptions::default(),
            habit: HabitOptions::default(),
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

//! The settings of a run of scoring; what an indicator weighs stands in the weights file instead.

use model::{Metres, Span};
use serde::Serialize;

/// Settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Options {
    /// Draws for the interval of a probability. Default 400 (design: its ends are steady to about 0.01).
    pub draws: u32,
    /// Seed of all draws. The same for every lead, so that leads differ by their facts alone. Default 20,371.
    pub seed: u64,
    /// What is everyday business.
    pub candidate: CandidateOptions,
    /// What belongs to one incident.
    pub chain: ChainOptions,
}

/// What is everyday business and no candidate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CandidateOptions {
    /// Shorter hulls carry no parcel. Default 30 m (design: the smallest known receiver parcels need 45 m).
    pub least_length: Metres,
    /// A hull without a merchant type must be this long to wait or fall silent as a merchant. Default 50 m (design).
    pub unknown_length: Metres,
    /// A fishing type on a hull this long is doubted, not believed. Default 60 m (indicator I9).
    pub doubted_fishing: Metres,
    /// Shorter silences are no candidates of their own. Default 12 h (indicator D1).
    pub gap: Span,
    /// A loiterer has a visible partner when encounters cover this share of its time. Default 0.5 (design).
    pub seen_share: f64,
    /// Unseen meetings less probable than this by courses and types decide nothing and can only belong to a lead. Default 0.2
    /// (design: one guess of five).
    pub meeting_by_courses: f64,
    /// The same against the other meetings that the two could have had. Default 0.03 (of 93 less probable ones that decided leads of
    /// five simulated months 4 named both ships rightly, and the leads are in no worse order without them).
    pub meeting_probability: f64,
    /// Anchored neighbours closer than this may still be a leg of another lead. Default 200 m (indicator E2).
    pub alongside: Metres,
    /// Two that sailed together for this long before or after they met are company and no transfer: one ship with two transmitters, a tug
    /// with her tow, an escort. Default 2 h (design: a feeder keeps beside her mother for an hour when they part; simulated: of 67 transfers at
    /// sea none for more than half an hour, of 86 meetings of a tug and her tow 38 for two hours).
    pub company: Span,
    /// Two numbers nearer to each other than this that send one IMO number are one ship with two transmitters. Default 100 m
    /// (design: two antennas on one hull, and the errors of their positions).
    pub one_hull: Metres,
}

/// What belongs to one incident.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChainOptions {
    /// Events of the same hulls this long before or after the deciding one join it. Default 10 days (design: a
    /// round trip from the East China Sea to Nampo with waiting).
    pub window: Span,
    /// A hull that meets more partners than this within the window is a hub (a bunker barge, a mother ship at
    /// work): nothing is joined through it. What is passed on of a link falls in proportion from the first partner on
    /// ([`crate::LinkThresholds::free_partners`]). Default 5 (design: documented suppliers served up to 4).
    pub hub_partners: usize,
    /// Evasion by a hull counts for a contact this near in time. Default 4 days (design: the run to Nampo from 26° N at 7 kn).
    pub evasion_window: Span,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            draws: 400,
            seed: 20_371,
            candidate: CandidateOptions::default(),
            chain: ChainOptions::default(),
        }
    }
}

impl Default for CandidateOptions {
    fn default() -> Self {
        Self {
            least_length: Metres(30.0),
            unknown_length: Metres(50.0),
            doubted_fishing: Metres(60.0),
            gap: Span::from_hours(12),
            seen_share: 0.5,
            meeting_by_courses: 0.2,
            meeting_probability: 0.03,
            alongside: Metres(200.0),
            company: Span::from_hours(2),
            one_hull: Metres(100.0),
        }
    }
}

impl Default for ChainOptions {
    fn default() -> Self {
        Self { window: Span::from_hours(10 * 24), hub_partners: 5, evasion_window: Span::from_hours(4 * 24) }
    }
}

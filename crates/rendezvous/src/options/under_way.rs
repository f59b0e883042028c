//! When two hulls under way are a contact: a variant of a transfer that no run looks for unless it is asked to.

use model::{Degrees, Knots, Metres, Reach, Span};
use serde::Serialize;

use super::{EncounterOptions, Options};

/// When two hulls sail abreast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UnderWayOptions {
    /// How near they are. Default 200 m, left at two fifths more, without a silence bridged (design: the distance by which transfers
    /// are told in the literature).
    pub reach: Reach,
    /// Both make good at least this. Default 2 kn (design: transfers under way are made at 2 to 6 kn).
    pub slowest: Knots,
    /// And less than this. Default 6.5 kn (design: 6 kn, and half a knot by which a speed made good of a steady ship scatters).
    pub fastest: Knots,
    /// Course and speed are made good over this time. Default 10 min (GFW's tick).
    pub speed_window: Span,
    /// The courses differ by no more than this. Default 15 degrees (design).
    pub courses_within: Degrees,
    /// Each has the other no farther off its beam than this. Default 60 degrees (design: the antennas of hulls side by side may stand
    /// half a hull apart along them; ships in line, and a tow astern, are 80 degrees and more off).
    pub off_abeam: Degrees,
    /// A ship that says it fishes and is this long is not believed to. Default 60 m (indicator I9).
    pub doubted_fishing: Metres,
}

impl UnderWayOptions {
    pub(crate) const REACH: Reach = Reach { enter: Metres(200.0), leave: Metres(280.0), bridged: false };
}

impl Default for UnderWayOptions {
    fn default() -> Self {
        Self {
            reach: Self::REACH,
            slowest: Knots(2.0),
            fastest: Knots(6.5),
            speed_window: Span::from_minutes(10),
            courses_within: Degrees(15.0),
            off_abeam: Degrees(60.0),
            doubted_fishing: Metres(60.0),
        }
    }
}

impl Options {
    /// The same with which hulls under way are joined, if any are to be: faster ones, as near as these are, and none while unheard.
    pub fn of_under_way(&self) -> Option<(Self, UnderWayOptions)> {
        let under_way = self.under_way?;
        let encounter = EncounterOptions {
            enter: under_way.reach.enter,
            leave: under_way.reach.leave,
            still_speed: under_way.fastest,
            speed_window: under_way.speed_window,
            bridge_within: Span::ZERO,
            lying_silence: Span::ZERO,
            tie_within: Span::ZERO,
            ..self.encounter
        };
        Some((Self { encounter, ..self.clone() }, under_way))
    }
}

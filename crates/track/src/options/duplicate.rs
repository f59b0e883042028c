//! Thresholds of one transmission heard several times.

use model::{Degrees, Knots, Span};
use serde::Serialize;

/// When two records are one transmission.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DuplicateOptions {
    /// Records with the same values at most this far apart are one transmission. Default 2 s (design: a ship
    /// under way sends no oftener, and a second receiver stamps its copy about then).
    pub within: Span,
    /// The same values are these, too, if latitude and longitude are so near. Default 0.00001 degree (archives print five decimals or
    /// more, rounded or cut off; AIS sends 1/600,000 degree; design: a metre, and who moves by no more sends every ten seconds at most).
    pub place_rounded_by: Degrees,
    /// And speed. Default 0.1 kn (archives that print tenths of a metre a second are off by 0.097 kn at most).
    pub speed_rounded_by: Knots,
    /// And course. Default 0.5 degree (archives that print whole degrees).
    pub course_rounded_by: Degrees,
    /// And so far if two stations stamped them and the ship is under way: the clock of one is wrong. Default 1 h (design:
    /// clocks that run free for years).
    pub clock_within: Span,
    /// So far apart they still tell that the clock of one is wrong, but both count until that is sure. Default 25 h (design: a date
    /// that was not advanced at midnight, or twice, is a day off, by a clock that may run free besides; no clock of any zone
    /// differs more than 14 h from UTC).
    pub other_zone_within: Span,
    /// A clock is wrong if it is so much apart from another at least. Default 10 s (data: of 13 transmissions of MMSI 538004030 that
    /// two receivers of the Danish sample stamped two are 2 s apart; design: hubs hold lines back for some seconds, up to the longest
    /// that a ship under way waits to report at 14 kn, and in those she moves by 72 m).
    pub clock_wrong_from: Span,
    /// A clock is surely wrong once so many transmissions differ by one span. Default 20 (design: a day's ships off any
    /// port).
    pub clock_shared_at_least: usize,
    /// Fewer are enough if all that both heard meanwhile differ by one span, to the `within` of copies: so many. Default 5 (design: ships
    /// under way are not twice at one place, and five do not chance to be told late by one span).
    pub clock_agreed_at_least: usize,
}

impl Default for DuplicateOptions {
    fn default() -> Self {
        Self {
            within: Span::from_secs(2),
            place_rounded_by: Degrees(0.000_01),
            speed_rounded_by: Knots(0.1),
            course_rounded_by: Degrees(0.5),
            clock_within: Span::from_hours(1),
            other_zone_within: Span::from_hours(25),
            clock_wrong_from: Span::from_secs(10),
            clock_shared_at_least: 20,
            clock_agreed_at_least: 5,
        }
    }
}

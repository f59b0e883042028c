//! Thresholds of misread numbers.

use model::{Metres, Span};
use serde::Serialize;

/// When a number is that of a ship, misread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MisreadOptions {
    /// The ship is heard at least so many times as often. Default 10 (design: the worst archives garble one report in a hundred,
    /// and of these one in six in the number).
    pub times_oftener: usize,
    /// And so long at least. Default 3 h (ITU-R M.1371-5: a ship says her name every six minutes, so that a real one beside her would have
    /// said it thirty times; in five minutes of the Danish sample ships of one fleet are heard once, without it).
    pub heard_for: Span,
    /// She was heard so long before or after at most. Default 1 h (GFW's penalty hours, `SegmentOptions::reckon_within`).
    pub within: Span,
    /// By her course and speed she was so near at least. Default 1 km (design: as `SegmentOptions::slack`).
    pub slack: Metres,
    /// Or within this share of the way. Default 0.15 (design: as `IdentityChangeOptions::reckoned_within`).
    pub reckoned_within: f64,
}

impl Default for MisreadOptions {
    fn default() -> Self {
        Self {
            times_oftener: 10,
            heard_for: Span::from_hours(3),
            within: Span::from_hours(1),
            slack: Metres::from_km(1.0),
            reckoned_within: 0.15,
        }
    }
}

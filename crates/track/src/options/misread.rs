//! Thresholds of misread numbers.

use model::{Metres, Span};
use serde::Serialize;

/// When a number is that of a ship, misread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MisreadOptions {
    /// The ship is heard at least so many times as often. Default 10 (design: the worst archives garble one report in a hundred,
    /// and of these one in six in the number).
    pub times_oftener: usize,
    /// A number that was heard more often than this is hardly misread by chance. Default 5 (design: by the same figures one report in
    /// 18,000 has one certain bit of the number wrong) ...
    pub few: usize,
    /// ... unless the ship is heard so many times as often. Default 1,000 (design: a garbling receiver may do so more often than the
    /// worst archives do on the whole).
    pub times_oftener_of_many: usize,
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
            few: 5,
            times_oftener_of_many: 1_000,
            heard_for: Span::from_hours(3),
            within: Span::from_hours(1),
            slack: Metres::from_km(1.0),
            reckoned_within: 0.15,
        }
    }
}

impl MisreadOptions {
    /// How often at least the ship was heard of which a number that was heard so often is a misreading.
    pub(crate) const fn oftener(&self, heard: usize) -> usize {
        heard * if heard <= self.few { self.times_oftener } else { self.times_oftener_of_many }
    }
}

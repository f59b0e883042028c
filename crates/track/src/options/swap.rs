//! Thresholds of numbers that two ships exchange.

use model::{Metres, Span};
use serde::Serialize;

/// When two ships have exchanged their numbers. How often each ship is told is said by `HullOptions::told_at_least`, how soon and
/// how near by `IdentityChangeOptions`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SwapOptions {
    /// A number that tells another ship than before more often than this is sent by two ships by turns. Default 16 (design: there and
    /// back eight times).
    pub turnovers_at_most: usize,
    /// Places tell which hull sent which number where the ways of the two hulls and those of the two numbers differ by this together.
    /// Default 250 m (design: of two that lie alongside, with antennas 60 m apart, they differ by four times as much at most).
    pub places_tell_from: Metres,
    /// In a silence that is no longer they tell so surely that an exchange to which they do not agree was none. Default 30 min (design:
    /// in it a ship that drifts at half a knot goes no farther).
    pub places_tell_within: Span,
}

impl Default for SwapOptions {
    fn default() -> Self {
        Self {
            turnovers_at_most: 16,
            places_tell_from: Metres(250.0),
            places_tell_within: Span::from_minutes(30),
        }
    }
}

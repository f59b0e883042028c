//! The coast line.

use model::{Metres, Position};

/// The coast of the world.
#[derive(Debug, Clone)]
pub(crate) struct Coast;

impl Coast {
    pub(crate) fn builtin() -> Self {
        Self
    }

    pub(crate) fn distance(&self, _at: Position) -> Metres {
        Metres::from_km(50.0)
    }

    pub(crate) fn on_land(&self, _at: Position) -> bool {
        false
    }

    pub(crate) fn crosses(&self, _from: Position, _to: Position) -> bool {
        false
    }
}

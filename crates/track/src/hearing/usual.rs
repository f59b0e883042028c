//! How often ships on air are heard in a cell, whatever the hour.

use std::collections::BTreeMap;

use model::{CellCounts, CellHour, Heard};

/// The share of an hour's ships above which no cell is thought to hear (design: an hour holds few reports to judge by).
const SUREST: f64 = 0.985;

pub(super) fn usual_rates(cells: &CellCounts) -> BTreeMap<(u16, u16), f64> {
    cells.keys().filter_map(|&cell| Some((cell, usual_rate(cell, cells)?))).collect()
}

/// The rate at all hours, from wide around a cell to the cell itself: each narrower view counts as far as it has seen
/// hulls. `None` where nobody was within a degree.
fn usual_rate((row, column): (u16, u16), cells: &CellCounts) -> Option<f64> {
    const RINGS: [u16; 4] = [4, 2, 1, 0];
    let cell = CellHour { row, column, hour: 0 };
    let share = RINGS.into_iter().fold(None, |wider: Option<f64>, ring| {
        let mut sum = Heard::default();
        for near in cell.around(ring).filter_map(|near| cells.get(&(near.row, near.column))) {
            sum.heard += near.heard;
            sum.expected += near.expected;
        }
        wider.map_or_else(|| sum.share(), |wider| Some(drawn(sum, wider)))
    })?;
    Some(-(1.0 - share.min(SUREST)).ln())
}

/// The rate of a cell in which nobody ever was, by those around it; `None` where nobody was in any of the eight next to it: such
/// water lies beyond what the archive holds, or is sailed so little that nobody is missed there.
pub(super) fn usual_rate_beside(key: (u16, u16), cells: &CellCounts) -> Option<f64> {
    let cell = CellHour { row: key.0, column: key.1, hour: 0 };
    let was_near = cell.around(1).any(|near| cells.contains_key(&(near.row, near.column)));
    was_near.then(|| usual_rate(key, cells)).flatten()
}

/// The share that was heard if a few hulls more had been heard at another share.
fn drawn(heard: Heard, towards: f64) -> f64 {
    /// As many hulls (design: three outweigh a chance finding).
    const UNSEEN: f64 = 3.0;
    (f64::from(heard.heard) + UNSEEN * towards) / (f64::from(heard.expected) + UNSEEN)
}

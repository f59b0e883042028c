//! What track building made of the fixes that are not simply those of a number's only ship.

use model::{Doubt, Fix, Timestamp};

use super::table;

table! {
    /// A fix that belongs to a second hull under its number, or that is not counted as a place; every other fix is a
    /// believed one of the first hull.
    "marks": MarkRow {
        /// The number that the fix was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// Number of the source file.
        file_id: i64, Plain;
        /// The line or row that it stands on, counted from 1.
        line: i64, Plain;
        /// Which of the hulls under the number it is, from 0.
        part: i64, Plain;
        /// Why it does not count as a place: null_island, jump, false_position, on_land, out_of_range, clock, misread or copy; absent where nothing speaks against it.
        doubt: Option<Doubt>, Plain;
    }
}

impl MarkRow {
    /// The mark of a fix.
    pub fn of(fix: &Fix, part: u16, doubt: Option<Doubt>) -> Self {
        Self {
            mmsi: i64::from(fix.mmsi.get()),
            time: fix.time,
            file_id: i64::from(fix.location.file().0),
            line: fix.location.line() as i64,
            part: i64::from(part),
            doubt,
        }
    }

    /// What tells the fix that is marked from all others.
    pub(crate) fn key(&self) -> (i64, Timestamp, i64, i64) {
        (self.mmsi, self.time, self.file_id, self.line)
    }
}

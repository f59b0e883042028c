//! Which ships a day file has, and how many reports of each: from the one column that says it.

use std::path::Path;

use model::Mmsi;

use crate::row::{FixRow, Row};
use crate::table::Batches;
use crate::{Column, TableError};

/// The ships of a day file in the order of their numbers, with their reports.
pub(crate) fn ships(path: &Path) -> Result<Vec<(Mmsi, u64)>, TableError> {
    let is_number = |column: &&Column| column.name == "mmsi";
    let column: Vec<Column> = FixRow::SCHEMA.columns.iter().filter(is_number).copied().collect();
    let mut batches = Batches::of_columns(path, column, &[])?;
    let mut ships: Vec<(Mmsi, u64)> = Vec::new();
    while batches.advance()? > 0 {
        for (row, number) in batches.columns()[0].integers().iter().enumerate() {
            let mmsi = u32::try_from(*number).ok().and_then(|number| Mmsi::try_from(number).ok());
            let mmsi = mmsi.ok_or_else(|| batches.fault(row))?;
            match ships.last_mut() {
                Some((last, reports)) if *last == mmsi => *reports += 1,
                _ => ships.push((mmsi, 1)),
            }
        }
    }
    Ok(ships)
}

#[cfg(test)]
mod tests {
    use model::Fix;

    use super::*;
    use crate::store::testing::fix;
    use crate::table_file::write_rows;

    #[test]
    fn the_ships_of_a_day_are_counted_without_their_fixes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.parquet");
        let fixes: [Fix; 4] = [fix(1, 1, 0, 1), fix(1, 2, 0, 2), fix(3, 1, 0, 3), fix(4, 1, 0, 4)];
        write_rows(&path, fixes.iter().map(FixRow::of)).unwrap();
        let counts: Vec<(Mmsi, u64)> =
            [(0, 2), (2, 1), (3, 1)].map(|(at, count)| (fixes[at].mmsi, count)).to_vec();
        assert_eq!(ships(&path).unwrap(), counts);
    }
}

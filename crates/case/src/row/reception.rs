//! What was learned of reception: how often hulls on air were heard in each cell, and how well each hull was.

use std::collections::BTreeMap;

use model::{Heard, HullId, LearnedReception, Mmsi, Rate};

use super::table;

table! {
    /// A cell of a quarter of a degree in which a hull was heard or must have been; as learned from the archive.
    "reception_cells": ReceptionCellRow {
        /// Quarters of a degree from the south pole.
        row: i64, Plain;
        /// Quarters of a degree from 180 degrees west.
        column: i64, Plain;
        /// Hulls and hours heard in it.
        heard: i64, Plain;
        /// Hulls and hours in which one was heard there or must have been there.
        expected: i64, Plain;
    }
}

table! {
    /// How well a hull is heard beside others; as learned from the archive.
    "reception_hulls": ReceptionHullRow {
        /// The number that it broadcasts.
        mmsi: i64, Plain;
        /// Which of the hulls under the number it is, from 0.
        part: i64, Plain;
        /// Hours heard.
        heard: f64, Plain;
        /// Of these, where receivers are far.
        heard_far: f64, Plain;
        /// How many times as often as others it is heard there.
        factor: f64, Plain;
    }
}

/// What was learned as rows.
pub fn reception_rows(learned: &LearnedReception) -> (Vec<ReceptionCellRow>, Vec<ReceptionHullRow>) {
    let cells = learned.cells.iter().map(|((row, column), heard)| ReceptionCellRow {
        row: i64::from(*row),
        column: i64::from(*column),
        heard: i64::from(heard.heard),
        expected: i64::from(heard.expected),
    });
    let hulls = learned.rates.iter().map(|(hull, rate)| ReceptionHullRow {
        mmsi: i64::from(hull.mmsi.get()),
        part: i64::from(hull.part),
        heard: rate.heard,
        heard_far: rate.heard_far,
        factor: rate.factor,
    });
    (cells.collect(), hulls.collect())
}

/// What was learned, from its rows; `None` where a value is none that it can have.
pub fn learned_reception(cells: &[ReceptionCellRow], hulls: &[ReceptionHullRow]) -> Option<LearnedReception> {
    let cell = |row: &ReceptionCellRow| {
        let place = (u16::try_from(row.row).ok()?, u16::try_from(row.column).ok()?);
        let heard =
            Heard { heard: u32::try_from(row.heard).ok()?, expected: u32::try_from(row.expected).ok()? };
        Some((place, heard))
    };
    let hull = |row: &ReceptionHullRow| {
        let mmsi = Mmsi::try_from(u32::try_from(row.mmsi).ok()?).ok()?;
        let rate = Rate { heard: row.heard, heard_far: row.heard_far, factor: row.factor };
        Some((HullId { mmsi, part: u16::try_from(row.part).ok()? }, rate))
    };
    let cells: Option<BTreeMap<_, _>> = cells.iter().map(cell).collect();
    let rates: Option<BTreeMap<_, _>> = hulls.iter().map(hull).collect();
    Some(LearnedReception { cells: cells?, rates: rates? })
}

//! What of a table a query asks for: columns, and bounds on MMSI and time that row groups are left out by.

use std::fmt::Write;

use model::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::vtab::IndexConstraintOp;
use rusqlite::{Connection, Result};

use crate::table::Range;
use crate::{Column, ColumnKind};

/// The order of moments as texts: the `Z` at the end counts for nothing, so that fractions of a second, and days without
/// an hour, stand where they belong.
const MOMENT: &str = "MOMENT";

/// Columns by which row groups can be left out.
const PRUNED: [&str; 2] = ["mmsi", "time"];

/// Teaches a database the order of moments.
pub(super) fn add_collation(database: &Connection) -> Result<()> {
    database.create_collation(MOMENT, |one: &str, other: &str| {
        one.trim_end_matches('Z').cmp(other.trim_end_matches('Z'))
    })
}

/// The words that declare a table of these columns.
pub(super) fn declaration<'a>(table: &str, columns: impl IntoIterator<Item = &'a Column>) -> String {
    let column = |column: &Column| {
        let kind = match column.kind {
            ColumnKind::Boolean | ColumnKind::Integer => "INTEGER".to_owned(),
            ColumnKind::Number => "REAL".to_owned(),
            ColumnKind::Time => format!("TEXT COLLATE {MOMENT}"),
            ColumnKind::Text => "TEXT".to_owned(),
        };
        format!("\"{}\" {kind}", column.name)
    };
    let columns: Vec<String> = columns.into_iter().map(column).collect();
    format!("CREATE TABLE {table} ({})", columns.join(", "))
}

/// Which columns are read, and which bounds come with the query, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plan {
    /// A bit a column; the last stands for all from there on.
    pub(super) columns: u64,
    pub(super) bounds: Vec<Bound>,
}

/// A bound whose value the query gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) column: &'static str,
    pub(super) low: bool,
    pub(super) high: bool,
}

impl Bound {
    /// The bound that `column` compared by `operator` sets, if row groups can be left out by it.
    pub(super) fn of(column: &Column, operator: &IndexConstraintOp) -> Option<Self> {
        use IndexConstraintOp as Op;
        let (low, high) = match operator {
            Op::SQLITE_INDEX_CONSTRAINT_EQ => (true, true),
            Op::SQLITE_INDEX_CONSTRAINT_GT | Op::SQLITE_INDEX_CONSTRAINT_GE => (true, false),
            Op::SQLITE_INDEX_CONSTRAINT_LT | Op::SQLITE_INDEX_CONSTRAINT_LE => (false, true),
            _ => return None,
        };
        let column = PRUNED.into_iter().find(|name| *name == column.name)?;
        Some(Self { column, low, high })
    }

    /// The values of the column that can satisfy it: none are left out where the value is of another kind. Bounds are
    /// taken as inclusive and moments to the second, since SQLite looks at each row again.
    pub(super) fn range(self, value: ValueRef<'_>) -> Option<Range> {
        let (low, high) = match (self.column, value) {
            ("time", ValueRef::Text(text)) => {
                let moment = moment(std::str::from_utf8(text).ok()?)?.ms();
                (moment - 1000, moment + 1000)
            }
            ("mmsi", ValueRef::Integer(number)) => (number, number),
            _ => return None,
        };
        Some(Range {
            column: self.column,
            low: if self.low { low } else { i64::MIN },
            high: if self.high { high } else { i64::MAX },
        })
    }
}

/// The moment at which the text, a time or the beginning of one, stands in the order of texts.
fn moment(text: &str) -> Option<Timestamp> {
    const REST: &str = "0000-01-01T00:00:00Z";
    let text = text.trim_end_matches('Z');
    let whole = REST.get(text.len()..).map_or_else(|| format!("{text}Z"), |rest| format!("{text}{rest}"));
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 'Z');
    Timestamp::from_rfc3339(&whole).ok().filter(|_| text.len() >= 10 && whole.chars().all(is_plain))
}

/// A plan as the text that SQLite hands from planning to reading.
impl Plan {
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{:x}", self.columns);
        for bound in &self.bounds {
            let Bound { column, low, high } = bound;
            let _ = write!(text, " {column},{},{}", u8::from(*low), u8::from(*high));
        }
        text
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let columns = u64::from_str_radix(parts.next()?, 16).ok()?;
        let bound = |part: &str| {
            let mut words = part.split(',');
            let (name, low, high) = (words.next()?, words.next()? == "1", words.next()? == "1");
            Some(Bound { column: PRUNED.into_iter().find(|known| *known == name)?, low, high })
        };
        Some(Self { columns, bounds: parts.map(bound).collect::<Option<_>>()? })
    }

    /// Whether a column is read.
    pub(super) fn reads(&self, column: usize) -> bool {
        self.columns >> column.min(63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_comes_back_from_its_text() {
        let bound = Bound { column: "time", low: true, high: false };
        let plan = Plan { columns: 1 << 63 | 5, bounds: vec![bound] };
        assert_eq!(Plan::from_text(&plan.to_text()), Some(plan.clone()));
        assert!(plan.reads(0) && !plan.reads(1) && plan.reads(70));
    }

    #[test]
    fn a_day_or_a_minute_bounds_as_the_text_that_it_is() {
        let at = |text| moment(text).map(|moment| moment.to_string());
        assert_eq!(at("2025-03-06").as_deref(), Some("2025-03-06T00:00:00Z"));
        assert_eq!(at("2025-03-06T12").as_deref(), Some("2025-03-06T12:00:00Z"));
        assert_eq!(at("2025-03-06T12:30:05.5Z").as_deref(), Some("2025-03-06T12:30:05.5Z"));
        assert_eq!(
            (at("2025"), at("2025-03-06 12:00"), at("noon"), at("2025-03-06T12:00:00+09:00")),
            (None, None, None, None)
        );
    }
}

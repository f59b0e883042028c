//! What the type of a column says of its values, and whether they can be what its name says.

use std::fs::File;

use half::f16;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as PhysicalType};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use crate::cell::Cell;
use crate::field::Field;
use crate::header::{self, Match};

const DAYS: &str = "days without a time";

const TIMES: &str = "times of day without a day";

/// Why the columns that a profile uses cannot be read, whatever stands in them.
pub(super) fn unreadable(
    reader: &SerializedFileReader<File>,
    fit: &Match,
    leaves: &[usize],
) -> Option<String> {
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let column = |field| fit.columns.get(field).map(|column| schema.column(leaves[column]));
    // A time of day is one together with its day.
    let may_be = column(Field::Date).map(|_| TIMES);
    let parts = [(column(Field::Time), may_be), (column(Field::Date), Some(DAYS))];
    let no_part = |(column, may_be): (Option<ColumnDescPtr>, Option<&str>)| {
        let column = column?;
        let what = no_moment(&column).filter(|what| may_be != Some(*what))?;
        Some((what, column.name().to_owned()))
    };
    if let Some((what, name)) = parts.into_iter().find_map(no_part) {
        return Some(format!("its column {name} holds {what}; write it as a timestamp"));
    }
    let used = || fit.columns.found(fit.profile).map(|(_, column)| leaves[column]);
    let mut packings = metadata.row_groups().iter().flat_map(|group| {
        used().filter_map(|leaf| group.columns().get(leaf)).map(ColumnChunkMetaData::compression)
    });
    let packing = packings.find(|packing| {
        !matches!(packing, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_))
    })?;
    // Behind the name of some stands how hard they packed.
    let packing = packing.to_string();
    let name = packing.split('(').next().unwrap_or_default();
    Some(format!("its columns are packed by {name}, which is not read; write it with zstd or Snappy"))
}

/// Leaves out the columns whose type cannot be what their name says, and says which; refused where no row can be read
/// without one.
pub(super) fn leave_unfit(
    columns: &[ColumnDescPtr],
    fit: &mut Match,
    leaves: &[usize],
) -> Result<Vec<String>, String> {
    let unfit = |(field, column): (Field, usize)| {
        let column = &columns[leaves[column]];
        Some((field, column.name().to_owned(), holds_other(field, column)?))
    };
    let all: Vec<_> = fit.columns.found(fit.profile).filter_map(unfit).collect();
    if let Some((_, name, what)) = all.iter().find(|(field, ..)| fit.profile.requires(*field)) {
        return Err(format!("its column {name} holds {what}"));
    }
    all.iter().for_each(|(field, ..)| fit.columns.leave_out(*field));
    let note = |(field, name, what): &(Field, String, &str)| {
        format!("its column {name} holds {what} and was not used as {}", field.as_str())
    };
    Ok(all.iter().map(note).collect())
}

/// What a column holds that cannot be the value of a field, if so.
fn holds_other(field: Field, column: &ColumnDescriptor) -> Option<&'static str> {
    let is_moment = matches!(Unit::of(column), Unit::Days | Unit::Millis | Unit::Micros | Unit::Nanos);
    let is_time = matches!(field, Field::Time | Field::Date);
    match column.physical_type() {
        PhysicalType::BOOLEAN => Some("what is true or false"),
        PhysicalType::INT96 if !is_time => Some("times"),
        _ if is_moment && !is_time => Some("times"),
        _ if matches!(Unit::of(column), Unit::Half) && matches!(field, Field::Lat | Field::Lon) => {
            Some("half floats, which place a ship to some kilometres")
        }
        PhysicalType::BYTE_ARRAY | PhysicalType::FIXED_LEN_BYTE_ARRAY => None,
        _ => field.is_text().then_some("numbers"),
    }
}

/// Says which fields lack a column only because the one that has their name is nested.
pub(super) fn nested(columns: &[ColumnDescPtr], fit: &Match) -> Vec<String> {
    let is_nested = |column: &&ColumnDescPtr| column.path().parts().len() > 1 || column.max_rep_level() > 0;
    let mut names: Vec<String> = columns
        .iter()
        .filter(is_nested)
        .map(|column| header::normal(column.path().parts()[0].as_bytes()))
        .collect();
    names.dedup();
    let lacking = |name: &&String| {
        let called_so = |(field, ranks): &(Field, &[&[&str]])| {
            fit.columns.get(*field).is_none() && ranks.iter().any(|rank| rank.contains(&name.as_str()))
        };
        fit.profile.columns.iter().any(called_so)
    };
    names.iter().filter(lacking).map(|name| format!("its column {name} is nested and was not used")).collect()
}

/// What a column holds that tells no moment, if so.
pub(super) fn no_moment(column: &ColumnDescriptor) -> Option<&'static str> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Some(DAYS),
        (Some(LogicalType::Time(_)), _) => Some(TIMES),
        (_, ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS) => Some(TIMES),
        _ => None,
    }
}

/// Whether a typed time is that of a clock on a wall.
pub(super) fn is_local(column: &ColumnDescriptor) -> bool {
    matches!(column.logical_type_ref(), Some(LogicalType::Timestamp(stamp)) if !stamp.is_adjusted_to_u_t_c)
}

/// What times are that a table types as such.
pub(super) enum Typed {
    Utc,
    /// Those of a clock on a wall.
    Local,
}

/// What the integers of a column count.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    One,
    Days,
    Millis,
    Micros,
    Nanos,
    /// Ten to the power of minus this.
    Decimal(i32),
    /// Nothing: their bytes are a half float.
    Half,
}

const DAY_MS: i64 = 86_400_000;

impl From<TimeUnit> for Unit {
    fn from(unit: TimeUnit) -> Self {
        match unit {
            TimeUnit::MILLIS => Self::Millis,
            TimeUnit::MICROS => Self::Micros,
            TimeUnit::NANOS => Self::Nanos,
        }
    }
}

impl Unit {
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Timestamp(stamp)), _) => stamp.unit.into(),
            (Some(LogicalType::Time(time)), _) => time.unit.into(),
            (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Self::Days,
            (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => {
                Self::Decimal(column.type_scale())
            }
            (Some(LogicalType::Float16), _) => Self::Half,
            (_, ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIME_MILLIS) => Self::Millis,
            (_, ConvertedType::TIMESTAMP_MICROS | ConvertedType::TIME_MICROS) => Self::Micros,
            _ => Self::One,
        }
    }

    pub(super) fn cell(self, value: i64) -> Cell<'static> {
        match self {
            Self::One | Self::Half | Self::Decimal(0) => Cell::Integer(value),
            Self::Days => Cell::Moment(value.saturating_mul(DAY_MS)),
            Self::Millis => Cell::Moment(value),
            Self::Micros => Cell::Moment(value.div_euclid(1_000)),
            Self::Nanos => Cell::Moment(value.div_euclid(1_000_000)),
            Self::Decimal(scale) => decimal(value.into(), scale),
        }
    }

    /// Bytes are text unless they are a decimal, the high byte first, or a half float, the low byte first.
    pub(super) fn cell_of_bytes(self, bytes: &[u8]) -> Cell<'_> {
        match self {
            Self::Half => {
                bytes.try_into().map_or(Cell::Empty, |half| Cell::Number(f16::from_le_bytes(half).into()))
            }
            Self::Decimal(scale) => signed(bytes).map_or(Cell::Empty, |unscaled| decimal(unscaled, scale)),
            _ => Cell::text(bytes),
        }
    }
}

/// The number nearest to `unscaled` / 10^`scale`: exact powers of ten to 10^22 are more than any column at sea has.
fn decimal(unscaled: i128, scale: i32) -> Cell<'static> {
    Cell::Number(unscaled as f64 / 10_f64.powi(scale))
}

/// The two's complement integer in these bytes; `None` beyond 128 bits, where no figure of a ship lies.
fn signed(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first()? & 0x80 == 0 { 0 } else { -1 };
    bytes.iter().try_fold(sign, |value: i128, byte| value.checked_mul(256)?.checked_add(i128::from(*byte)))
}

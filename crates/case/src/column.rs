//! What a column is: the vocabulary in which every table of a case is declared.

/// A table: its name, what a row of it is, and its columns in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Name of the table, which is also that of its file or folder.
    pub table: &'static str,
    /// What one row is.
    pub doc: &'static str,
    /// The columns in the order in which they are stored.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The stable name, which scripts rely on.
    pub name: &'static str,
    /// The stored type.
    pub kind: ColumnKind,
    /// The unit of its values.
    pub unit: Unit,
    /// Whether a value can be absent: null in Parquet and JSON, empty in CSV.
    pub nullable: bool,
    /// What it says.
    pub doc: &'static str,
}

/// The stored type of a column. Integers are signed, because Spark knows no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// True or false.
    Boolean,
    /// A signed integer of 64 bits.
    Integer,
    /// A floating-point number of 64 bits.
    Number,
    /// A moment in UTC, in milliseconds; RFC 3339 in texts.
    Time,
    /// UTF-8 text; untrusted where a ship or an archive gave it.
    Text,
}

/// The unit of a column: it also decides how many decimals people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A word, a number without a unit, or a moment.
    Plain,
    /// Degrees of latitude or longitude, WGS 84.
    Coordinate,
    /// Degrees clockwise from true north, or an angle.
    Degrees,
    /// Metres.
    Metres,
    /// Kilometres.
    Kilometres,
    /// Knots.
    Knots,
    /// Minutes.
    Minutes,
    /// Tonnes.
    Tonnes,
    /// Bytes.
    Bytes,
    /// A probability, 0 to 1.
    Probability,
    /// A logarithm to base 10 of odds or of a likelihood ratio.
    Log10,
}

impl Column {
    /// The names of all columns of a table, in order.
    pub fn names(columns: &[Self]) -> Vec<&'static str> {
        columns.iter().map(|column| column.name).collect()
    }
}

/// The name of a field without the mark that Rust asks for where the name is also a word of the language.
pub(crate) const fn plain_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

impl ColumnKind {
    /// The word for documentation, which is also the type's name in DuckDB.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "BOOLEAN",
            Self::Integer => "BIGINT",
            Self::Number => "DOUBLE",
            Self::Time => "TIMESTAMPTZ",
            Self::Text => "VARCHAR",
        }
    }
}

impl Unit {
    /// The word for documentation; empty where there is no unit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Coordinate | Self::Degrees => "degree",
            Self::Metres => "m",
            Self::Kilometres => "km",
            Self::Knots => "kn",
            Self::Minutes => "min",
            Self::Tonnes => "t",
            Self::Bytes => "byte",
            Self::Probability => "0 to 1",
            Self::Log10 => "log10",
        }
    }

    /// A number of this unit to what is worth showing; `None` if it is not finite.
    pub fn round(self, number: f64) -> Option<f64> {
        crate::value::rounded(number, self.decimals())
    }

    /// How many decimals of a number of this unit are worth showing: coordinates to 0.1 m, speeds as AIS sends them.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Coordinate => 6,
            Self::Probability => 4,
            Self::Kilometres | Self::Log10 | Self::Plain => 3,
            Self::Knots => 2,
            Self::Degrees | Self::Metres | Self::Minutes => 1,
            Self::Tonnes | Self::Bytes => 0,
        }
    }
}

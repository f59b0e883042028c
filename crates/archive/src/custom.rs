//! Profiles of a user's own: a small TOML text that says what the columns of a table are called and how it writes values.

mod unit;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::unit::Unit;
use crate::field::Field;
use crate::header::{self, Origin, Profile};
use crate::moment::TimeFormat;
use crate::null::Null;
use crate::profile;
use crate::units::{Scale, Units};
use crate::zone::{UtcOffset, Zone};

/// A kind of table that darkwake does not know by itself.
///
/// It fits a table that has all its columns, CSV or Parquet, and goes before the built-in profiles. Everything that is read
/// by it is told under its name.
///
/// ```
/// use darkwake_archive::{CustomProfile, ReadOptions, read};
/// use model::{FileId, Knots, Report};
///
/// let harbour = CustomProfile::from_toml(r#"
///     name = "harbour"
///     zone = "+09:00"
///     columns = { mmsi = "ship", time = "when", latitude = "y", longitude = "x", speed = "v" }
///     units = { speed = "km/h" }
/// "#)?;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ships.csv");
/// std::fs::write(&path, "when,ship,x,y,v\n2024-03-01 21:00:00,440000001,129.04,35.1,18.52\n")?;
/// let options = ReadOptions { profiles: vec![harbour], ..ReadOptions::default() };
/// let mut reports = Vec::new();
/// let summary = read(&path, FileId(0), &options, &mut |report| reports.push(report))?;
/// let [Report::Position(fix)] = reports.as_slice() else { panic!("{reports:?}") };
/// assert_eq!((fix.time.to_string().as_str(), fix.speed()), ("2024-03-01T12:00:00Z", Some(Knots(10.0))));
/// assert_eq!(summary.profile, "harbour");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct CustomProfile {
    text: Arc<Text>,
    profile: &'static Profile,
}

/// Why a text is no profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// The file, where it is one.
    pub path: Option<PathBuf>,
    /// The line, counted from 1, where one is at fault.
    pub line: Option<usize>,
    /// What is wrong and what was wanted.
    pub why: String,
}

impl CustomProfile {
    /// Bytes that a profile may have: 1 MiB.
    const LONGEST: u64 = 1 << 20;

    /// The profile that a file holds.
    ///
    /// # Errors
    /// When it cannot be read, and as [`CustomProfile::from_toml`].
    pub fn from_file(path: &Path) -> Result<Self, ProfileError> {
        let error = |line, why| ProfileError { path: Some(path.to_owned()), line, why };
        let mut text = String::new();
        let read = File::open(path).and_then(|file| file.take(Self::LONGEST + 1).read_to_string(&mut text));
        match read {
            Err(source) => Err(error(None, format!("cannot be read: {source}"))),
            Ok(_) if text.len() as u64 > Self::LONGEST => {
                Err(error(None, "is longer than a mebibyte".to_owned()))
            }
            Ok(_) => Self::from_toml(&text).map_err(|ProfileError { line, why, .. }| error(line, why)),
        }
    }

    /// The profile that a text describes.
    ///
    /// What it holds takes a kilobyte until the program ends, as the built-in profiles do.
    ///
    /// # Errors
    /// When it is not TOML, has an unknown key or a wrong value, or lacks what a table needs.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let parsed: Text = toml::from_str(text).map_err(|error| ProfileError::of(&error, text))?;
        if parsed.delimiter.is_some() && parsed.delimiter == parsed.decimal {
            let why = "delimiter and decimal are one character; wanted two".to_owned();
            return Err(ProfileError { path: None, line: None, why });
        }
        if let Some(why) = parsed.fault_of_numbers() {
            return Err(ProfileError { path: None, line: None, why });
        }
        let profile = Box::leak(Box::new(parsed.profile()));
        Ok(Self { text: Arc::new(parsed), profile })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.profile.name
    }

    pub(crate) fn profile(&self) -> &'static Profile {
        self.profile
    }
}

impl PartialEq for CustomProfile {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for CustomProfile {}

impl fmt::Debug for CustomProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// As it was written, so that a case keeps how its archive was read.
impl Serialize for CustomProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl ProfileError {
    fn of(error: &toml::de::Error, text: &str) -> Self {
        let line = |at: usize| text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let why = error.message().lines().collect::<Vec<_>>().join(", ");
        Self { path: None, line: error.span().map(|span| line(span.start)), why }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "the profile {}", path.display())?,
            None => f.write_str("the profile")?,
        }
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.why)
    }
}

impl std::error::Error for ProfileError {}

/// A profile as it is written.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(deserialize_with = "name")]
    name: String,
    #[serde(default, deserialize_with = "delimiter", skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    #[serde(default, deserialize_with = "decimal", skip_serializing_if = "Option::is_none")]
    decimal: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    header: Option<HeaderText>,
    #[serde(default, deserialize_with = "lines_before", skip_serializing_if = "is_zero")]
    lines_before: usize,
    #[serde(default)]
    time_format: TimeText,
    #[serde(default, deserialize_with = "zone", skip_serializing_if = "Option::is_none")]
    zone: Option<UtcOffset>,
    #[serde(default)]
    nulls: Vec<String>,
    #[serde(deserialize_with = "columns")]
    columns: BTreeMap<Field, String>,
    #[serde(default)]
    units: UnitsText,
}

/// What stands above the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum HeaderText {
    /// Nothing that names columns.
    None,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum TimeText {
    #[default]
    Rfc3339OrEpoch,
    Rfc3339,
    DayFirst,
    MonthFirst,
    Compact,
    EpochS,
    EpochMs,
}

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct UnitsText {
    #[serde(default, deserialize_with = "unit::speed", skip_serializing_if = "Option::is_none")]
    speed: Option<Unit>,
    #[serde(default, deserialize_with = "unit::angle", skip_serializing_if = "Option::is_none")]
    course: Option<Unit>,
    #[serde(default, deserialize_with = "unit::angle", skip_serializing_if = "Option::is_none")]
    heading: Option<Unit>,
    #[serde(default, deserialize_with = "unit::length", skip_serializing_if = "Option::is_none")]
    draught: Option<Unit>,
    #[serde(default, deserialize_with = "unit::angle", skip_serializing_if = "Option::is_none")]
    coordinates: Option<Unit>,
}

impl Text {
    fn profile(&self) -> Profile {
        Profile {
            name: leaked(&self.name),
            description: "A profile of the user's.",
            header: leaked(&self.header()),
            zone: self.zone.map_or(Zone::Assumed, Zone::Fixed),
            columns: self.columns.iter().map(|(field, name)| (*field, only(name))).collect::<Vec<_>>().leak(),
            required: self.columns.keys().copied().collect::<Vec<_>>().leak(),
            time_format: self.time_format.into(),
            units: Units::Stated(self.units.scale()),
            delimiter: self.delimiter.map(|delimiter| delimiter as u8),
            decimal_commas: self.decimal == Some(','),
            lines_before: self.lines_before,
            origin: Origin::Own,
            is_headless: self.header.is_some(),
            nulls: self.nulls.iter().map(|null| Null::new(leaked(null.trim()))).collect::<Vec<_>>().leak(),
            ..Profile::BASE
        }
    }

    /// What is wrong with the columns of a table that has no header.
    fn fault_of_numbers(&self) -> Option<String> {
        self.header?;
        let is_number =
            |name: &&String| name.parse::<usize>().is_ok_and(|number| (1..=MOST_COLUMNS).contains(&number));
        let other = self.columns.values().find(|name| !is_number(name))?;
        Some(format!(
            "{other:?} is no column of a table without a header; wanted its number as text, from \"1\" to \"{MOST_COLUMNS}\""
        ))
    }

    /// The header that it stands for, in the order of the fields.
    fn header(&self) -> String {
        let names: Vec<&str> = self.columns.values().map(String::as_str).collect();
        names.join(self.delimiter.unwrap_or(',').encode_utf8(&mut [0; 4]))
    }
}

/// Columns that a table without a header may have.
const MOST_COLUMNS: usize = 1_000;
/// Lines that may stand before a header or the first row.
const MOST_LINES_BEFORE: usize = 1_000;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The name of a column as the one name of its one rank.
fn only(name: &str) -> &'static [&'static [&'static str]] {
    let rank: &'static [&'static str] = vec![leaked(name)].leak();
    vec![rank].leak()
}

fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}

impl UnitsText {
    fn scale(&self) -> Scale {
        let per = |unit: &Option<Unit>| unit.as_ref().map_or(1.0, |unit| unit.per_plain);
        Scale {
            speed: per(&self.speed),
            course: per(&self.course),
            heading: per(&self.heading),
            draught: per(&self.draught),
            place: per(&self.coordinates),
        }
    }
}

impl From<TimeText> for TimeFormat {
    fn from(text: TimeText) -> Self {
        match text {
            TimeText::Rfc3339OrEpoch => Self::IsoOrEpoch,
            TimeText::Rfc3339 => Self::Iso,
            TimeText::DayFirst => Self::DayFirst,
            TimeText::MonthFirst => Self::MonthFirst,
            TimeText::Compact => Self::Compact,
            TimeText::EpochS => Self::EpochSeconds,
            TimeText::EpochMs => Self::EpochMillis,
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::ALL.into_iter().find(|field| field.as_str() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            D::Error::custom(format!("no field is called {text:?}; wanted one of {known}"))
        })
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if !(1..=40).contains(&name.len()) || !name.bytes().all(plain) {
        let wanted = "wanted one of 1 to 40 small letters, digits, - and _";
        return Err(D::Error::custom(format!("{name:?} is no name for a profile; {wanted}")));
    }
    if profile::is_taken(&name) {
        return Err(D::Error::custom(format!(
            "{name:?} is the name of a format that darkwake knows; wanted another"
        )));
    }
    Ok(name)
}

fn delimiter<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<char>, D::Error> {
    let delimiter = char::deserialize(deserializer)?;
    let parts =
        delimiter == '\t' || delimiter == ' ' || (delimiter.is_ascii_punctuation() && delimiter != '"');
    parts.then_some(Some(delimiter)).ok_or_else(|| {
        let wanted = "wanted a blank, a tab or a sign of ASCII that is no quote";
        D::Error::custom(format!("{delimiter:?} cannot part columns; {wanted}"))
    })
}

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<char>, D::Error> {
    let decimal = char::deserialize(deserializer)?;
    let is_one = matches!(decimal, '.' | ',');
    is_one.then_some(Some(decimal)).ok_or_else(|| {
        D::Error::custom(format!("{decimal:?} stands before no fraction; wanted \".\" or \",\""))
    })
}

fn lines_before<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let lines = usize::deserialize(deserializer)?;
    let wanted =
        || D::Error::custom(format!("{lines} lines before a table; wanted at most {MOST_LINES_BEFORE}"));
    (lines <= MOST_LINES_BEFORE).then_some(lines).ok_or_else(wanted)
}

fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<UtcOffset>, D::Error> {
    String::deserialize(deserializer)?.parse().map(Some).map_err(D::Error::custom)
}

/// Names of columns as they are compared.
fn columns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Field, String>, D::Error> {
    let columns = BTreeMap::<Field, String>::deserialize(deserializer)?;
    let columns: BTreeMap<Field, String> =
        columns.into_iter().map(|(field, name)| (field, header::normal(name.as_bytes()))).collect();
    fault(&columns).map_or(Ok(columns), |fault| Err(D::Error::custom(fault)))
}

/// What is wrong with the columns of a table.
fn fault(columns: &BTreeMap<Field, String>) -> Option<String> {
    let has = |field| columns.contains_key(&field);
    if has(Field::Lat) != has(Field::Lon) {
        return Some("a place takes two columns; wanted both latitude and longitude, or neither".to_owned());
    }
    if has(Field::Date) && !has(Field::Time) {
        return Some("a day alone is no time; wanted both date and time, or neither".to_owned());
    }
    if !has(Field::Mmsi) && !has(Field::Time) {
        return Some("neither mmsi nor time has a column; wanted at least one of them".to_owned());
    }
    if columns.len() < 2 {
        return Some(
            "only one field has a column; wanted a place or something else that a ship says".to_owned(),
        );
    }
    let mut fields: BTreeMap<&str, Field> = BTreeMap::new();
    columns.iter().find_map(|(field, name)| {
        let (one, other) = (fields.insert(name, *field), field.as_str());
        match one {
            _ if name.is_empty() => {
                Some(format!("{other} has a column without a name; wanted one, or no {other}"))
            }
            Some(one) => Some(format!("{} and {other} have one column, {name:?}; wanted two", one.as_str())),
            None => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARBOUR: &str = r#"name = "harbour"
delimiter = ";"
time_format = "day_first"
zone = "+09:00"
nulls = ["-", "9999"]

[columns]
mmsi = "Ship ID"
time = "When"
latitude = "y"
longitude = "x"
speed = "v"

[units]
speed = "km/h"
coordinates = "1/600000 degree"
"#;

    #[test]
    fn a_profile_says_what_its_text_says_and_is_kept_as_written() {
        let harbour = CustomProfile::from_toml(HARBOUR).unwrap();
        let profile = harbour.profile();
        assert_eq!((harbour.name(), profile.header), ("harbour", "ship id;when;y;x;v"));
        assert_eq!(profile.zone, Zone::Fixed(UtcOffset::of_hours(9)));
        assert_eq!((profile.delimiter, profile.nulls.len()), (Some(b';'), 2));
        assert_eq!(profile.units, Units::Stated(Scale { speed: 1.852, place: 600_000.0, ..Scale::PLAIN }));
        let again = toml::to_string(&harbour).unwrap();
        assert_eq!(CustomProfile::from_toml(&again), Ok(harbour));
    }

    #[test]
    fn an_unknown_key_or_a_wrong_value_is_refused_with_its_line_and_what_was_wanted() {
        let refused = |from: &str, to: &str| {
            assert!(HARBOUR.contains(from), "{from}");
            CustomProfile::from_toml(&HARBOUR.replacen(from, to, 1)).unwrap_err().to_string()
        };
        for (from, to, line, words) in [
            ("zone", "zones", 4, "unknown field `zones`, expected one of"),
            ("\"harbour\"", "\"My harbour\"", 1, "small letters"),
            ("\"harbour\"", "\"dma\"", 1, "a format that darkwake knows"),
            ("\";\"", "\"ab\"", 2, "expected a character"),
            ("\";\"", "\"x\"", 2, "cannot part columns"),
            ("zone =", "decimal = \"'\"\nzone =", 4, "stands before no fraction"),
            ("day_first", "dmy", 3, "unknown variant `dmy`, expected one of `rfc3339_or_epoch`"),
            ("+09:00", "KST", 4, "no offset from UTC"),
            ("\"9999\"", "9999", 5, "expected a string"),
            ("speed = \"v\"", "sped = \"v\"", 12, "no field is called \"sped\"; wanted one of mmsi, time,"),
            ("time = \"When\"", "date = \"When\"", 7, "both date and time"),
            ("longitude = \"x\"", "heading = \"x\"", 7, "both latitude and longitude"),
            ("\"v\"", "\"x\"", 7, "longitude and speed have one column"),
            ("\"v\"", "\" \"", 7, "without a name"),
            ("km/h", "furlongs", 15, "wanted knots, km/h, m/s, mph"),
            ("1/600000 degree", "1/0 degree", 16, "wanted degrees, minutes"),
            ("speed = \"km/h\"", "weight = \"t\"", 15, "unknown field `weight`"),
            ("[units]", "[units", 14, ""),
        ] {
            let refused = refused(from, to);
            let start = format!("the profile, line {line}: ");
            assert!(refused.starts_with(&start) && refused.contains(words), "{to}: {refused}");
            assert_eq!(refused.lines().count(), 1, "{refused}");
        }
        let one = HARBOUR.replacen("delimiter = \";\"", "delimiter = \",\"\ndecimal = \",\"", 1);
        let one = CustomProfile::from_toml(&one);
        assert!(one.unwrap_err().to_string().contains("delimiter and decimal are one character"));
        let bare = CustomProfile::from_toml("name = \"x\"").unwrap_err().to_string();
        assert!(bare.contains("missing field `columns`"), "{bare}");
        let nothing =
            CustomProfile::from_toml("name = \"x\"\ncolumns = { name = \"n\", imo = \"i\" }").unwrap_err();
        assert!(nothing.to_string().contains("neither mmsi nor time"), "{nothing}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let refused = CustomProfile::from_file(Path::new("no/such.toml")).unwrap_err().to_string();
        assert!(refused.starts_with("the profile no/such.toml: cannot be read: "), "{refused}");
    }
}

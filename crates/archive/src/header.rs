//! Which profile the column names of a table fit, and which comes nearest if none does.

use std::ops::RangeInclusive;

use crate::field::Field;
use crate::format::{Format, Known};
use crate::moment::TimeFormat;
use crate::null::Null;
use crate::row::Fields;
use crate::units::{Scale, Units};
use crate::zone::Zone;

/// What a kind of table calls its columns, how it writes its values, and how it is told from others.
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    /// See [`Format`].
    pub(crate) description: &'static str,
    /// See [`Format`].
    pub(crate) header: &'static str,
    pub(crate) known: Known,
    pub(crate) zone: Zone,
    /// Names that must be there besides the required fields, for no other table has them.
    pub(crate) marks: &'static [&'static str],
    /// Names that must not be there.
    pub(crate) strangers: &'static [&'static str],
    /// Lower-case names of each field, those of equal rank together: a rank counts only if no name of the ranks
    /// before it is there.
    pub(crate) columns: &'static [(Field, &'static [&'static [&'static str]])],
    /// Fields that must have a column. A table without a column for its ship or its time belongs to one ship or one
    /// day, see [`crate::reading`].
    pub(crate) required: &'static [Field],
    pub(crate) time_format: TimeFormat,
    pub(crate) units: Units,
    /// What parts its columns; `None` where it is one of the usual characters.
    pub(crate) delimiter: Option<u8>,
    /// What it writes for nothing, besides what programs do.
    pub(crate) nulls: &'static [Null],
    /// Whether its numbers have decimal commas.
    pub(crate) decimal_commas: bool,
    /// Lines that may stand before the header.
    pub(crate) lines_before: usize,
    /// Last columns that a row may lack, or have although the header does not name them.
    pub(crate) may_lack: &'static [&'static str],
    /// The status with which a heading is no heading but an altitude.
    pub(crate) altitude_status: Option<u32>,
    pub(crate) origin: Origin,
    /// Whether its table has no header, and its columns are known by their numbers.
    pub(crate) is_headless: bool,
    /// What the table is and what to do, where it is known but cannot be read.
    pub(crate) refused: Option<(&'static str, &'static str)>,
}

/// Where a profile comes from, and so when it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is of a format that is known.
    BuiltIn,
    /// It is taken only where no other profile fits.
    LastResort,
    /// It is a user's own, and goes before all others.
    Own,
}

/// The column of each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns([Option<usize>; Field::COUNT]);

/// A profile that fits, and where its columns are.
#[derive(Clone)]
pub(crate) struct Match {
    pub(crate) profile: &'static Profile,
    pub(crate) columns: Columns,
    /// Whether the name of its column of times, or of days beside it, says that they are UTC.
    pub(crate) says_utc: bool,
    /// What names its ship, where no column does.
    pub(crate) ship: Option<&'static str>,
}

impl Match {
    pub(crate) fn new(profile: &'static Profile, columns: Columns, names: &[String]) -> Self {
        let says_utc = |column: usize| names[column].contains("utc");
        let of_times = [Field::Time, Field::Date].into_iter().filter_map(|field| columns.get(field));
        let says_utc = profile.zone == Zone::Assumed && of_times.into_iter().any(says_utc);
        Self { profile, columns, says_utc, ship: None }
    }

    /// Which column is taken for what, as `time = timestamp`; a day and its time of day together.
    pub(crate) fn took(&self, names: &[String]) -> Vec<String> {
        let column = |field| self.columns.get(field).map(|column| names[column].as_str());
        let shown = |(field, at): (Field, usize)| match (field, column(Field::Date)) {
            (Field::Date, _) => None,
            (Field::Time, Some(day)) => Some(format!("time = {day} + {}", names[at])),
            _ => Some(format!("{} = {}", field.as_str(), names[at])),
        };
        let ship = self.ship.map(|ship| format!("mmsi = {ship}"));
        ship.into_iter().chain(self.columns.found(self.profile).filter_map(shown)).collect()
    }
}

/// Why no profile fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) why: String,
    pub(crate) nearest: Option<String>,
    /// Columns of the nearest profile that are there.
    pub(crate) likeness: usize,
}

impl Mismatch {
    /// This one, or the other if it is nearer, or as near and anything like the table.
    pub(crate) fn or(self, other: Option<Self>) -> Self {
        match other {
            Some(other) if other.likeness > 0 && other.likeness >= self.likeness => other,
            _ => self,
        }
    }
}

/// The one of `profiles` that fits names which stand on line `line` of a text, counted from 0 without blank ones. Of
/// profiles that miss by as much the last is the nearest.
pub(crate) fn fit(
    names: &[String],
    line: usize,
    profiles: &[&'static Profile],
    has_default_mmsi: bool,
) -> Result<Match, Mismatch> {
    let mut fits: Vec<Match> = Vec::new();
    let mut nearest: Option<Mismatch> = None;
    for profile in profiles.iter().copied().filter(|profile| line <= profile.lines_before) {
        match profile.fit(names, has_default_mmsi) {
            Ok(_) if profile.origin == Origin::LastResort && !fits.is_empty() => {}
            Ok(columns) => fits.push(Match::new(profile, columns, names)),
            Err(mismatch) if nearest.as_ref().is_none_or(|nearest| mismatch.likeness >= nearest.likeness) => {
                nearest = Some(mismatch);
            }
            Err(_) => {}
        }
    }
    match (fits.pop(), fits.as_slice()) {
        (Some(only), []) => Ok(only),
        (Some(last), others) => Err(between(others, &last, names.len())),
        (None, _) => Err(nearest.expect("there is at least one profile")),
    }
}

/// A table that could be either.
fn between(others: &[Match], last: &Match, likeness: usize) -> Mismatch {
    let name = |fit: &Match| fit.profile.name.to_owned();
    let names: Vec<String> = others.iter().chain([last]).map(name).collect();
    let why = format!("its columns could be those of {}", names.join(" or "));
    Mismatch { why, nearest: Some(others[0].profile.shown()), likeness }
}

impl Columns {
    pub(crate) fn get(&self, field: Field) -> Option<usize> {
        self.0[field as usize]
    }

    /// Leaves the column of a field unused.
    pub(crate) fn leave_out(&mut self, field: Field) {
        self.0[field as usize] = None;
    }

    /// The fields that were found, with their columns.
    pub(crate) fn found(&self, profile: &Profile) -> impl Iterator<Item = (Field, usize)> {
        profile.columns.iter().filter_map(|(field, _)| Some((*field, self.get(*field)?)))
    }
}

impl Profile {
    /// What most tables have in common: a file of a profile says only what differs.
    pub(crate) const BASE: Self = Self {
        name: "",
        description: "",
        header: "",
        known: Known::Documentation,
        zone: Zone::Utc,
        marks: &[],
        strangers: &[],
        columns: &[],
        required: &[Field::Mmsi, Field::Time, Field::Lat, Field::Lon],
        time_format: TimeFormat::Iso,
        units: Units::Stated(Scale::PLAIN),
        delimiter: None,
        nulls: &[],
        decimal_commas: false,
        lines_before: 0,
        may_lack: &[],
        altitude_status: None,
        origin: Origin::BuiltIn,
        is_headless: false,
        refused: None,
    };

    /// The names that it has for columns, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let ranks = self.columns.iter().flat_map(|(_, ranks)| *ranks);
        ranks.copied().flatten().copied().chain(self.marks.iter().copied())
    }

    pub(crate) fn requires(&self, field: Field) -> bool {
        self.required.contains(&field)
    }

    /// How many fields a row under this header may have.
    pub(crate) fn fields_of_row(&self, names: &[String]) -> RangeInclusive<usize> {
        let may_lack = |name: &&String| self.may_lack.contains(&name.as_str());
        let least = names.len() - names.iter().rev().take_while(may_lack).count();
        least..=names.len().max(least + self.may_lack.len())
    }

    pub(crate) const fn format(&self) -> Format {
        Format {
            name: self.name,
            header: self.header,
            known: self.known,
            zone: self.zone,
            description: self.description,
        }
    }

    /// Where its columns are among these names, or why not all are there.
    pub(crate) fn fit(&self, names: &[String], has_default_mmsi: bool) -> Result<Columns, Mismatch> {
        let mut columns = Columns([None; Field::COUNT]);
        let mut faults: Vec<String> = self.unlike(names).collect();
        let mut likeness = 0;
        for (field, ranks) in self.columns {
            if *field == Field::Date && !self.needs_date(names, &columns) {
                continue;
            }
            let needed = self.requires(*field) && !(*field == Field::Mmsi && has_default_mmsi);
            let found = only_column(names, ranks);
            likeness += usize::from(found != Ok(None));
            match found {
                Ok(Some(column)) => columns.0[*field as usize] = Some(column),
                Ok(None) if needed => faults.push(self.lacks(*field, ranks)),
                Err(twice) if self.requires(*field) || *field == Field::Date => {
                    faults.push(format!("{} could be any of {}", field.as_str(), twice.join(", ")));
                }
                Ok(None) | Err(_) => {}
            }
        }
        if faults.is_empty() {
            return Ok(columns);
        }
        if likeness == 0 {
            faults = vec!["it is neither a log of sentences nor a table with columns of AIS".to_owned()];
        }
        let nearest = (likeness > 0).then(|| self.shown());
        Err(Mismatch { why: faults.join("; "), nearest, likeness })
    }

    /// Whether a day that stands alone belongs to the times: they are called times of day, or the user says so.
    fn needs_date(&self, names: &[String], columns: &Columns) -> bool {
        let is_of_day = |column: usize| {
            let name = names[column].replace("utc", "");
            name.trim_matches(|letter: char| !letter.is_alphanumeric()) == "time"
        };
        self.origin == Origin::Own || columns.get(Field::Time).is_some_and(is_of_day)
    }

    /// That a field has no column; of a user's own, by the name that was looked for.
    fn lacks(&self, field: Field, ranks: &[&[&str]]) -> String {
        let field = field.as_str();
        match ranks {
            [[only]] if self.origin == Origin::Own && *only != field => {
                format!("no column {only:?} for {field}")
            }
            _ => format!("no column for {field}"),
        }
    }

    /// Marks that are missing and names that are another table's.
    fn unlike(&self, names: &[String]) -> impl Iterator<Item = String> {
        let has = |name: &&&str| names.iter().any(|other| other == **name);
        let missing =
            self.marks.iter().filter(move |mark| !has(mark)).map(|mark| format!("no column {mark}"));
        let strange = self.strangers.iter().filter(has).map(|name| format!("a column {name}"));
        missing.chain(strange)
    }

    fn shown(&self) -> String {
        format!("{} ({})", self.name, self.header)
    }
}

/// The one column that has a name of the first rank of which any is there.
fn only_column<'n>(names: &'n [String], ranks: &[&[&str]]) -> Result<Option<usize>, Vec<&'n str>> {
    for rank in ranks {
        let found: Vec<usize> =
            (0..names.len()).filter(|column| rank.contains(&names[*column].as_str())).collect();
        match found.as_slice() {
            [] => {}
            [column] => return Ok(Some(*column)),
            several => return Err(several.iter().map(|column| names[*column].as_str()).collect()),
        }
    }
    Ok(None)
}

/// Whether a line is a comment, or a header that looks like one.
pub(crate) fn is_comment(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"#")
}

/// Whether a line is `sep=;`, by which a spreadsheet names what parts the columns below.
pub(crate) fn names_separator(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep=")
}

/// The names in a header, as they are compared; none if a quote is open.
pub(crate) fn names(header: &[u8], delimiter: u8) -> Vec<String> {
    let mut fields = Fields::default();
    match fields.split(header, delimiter) {
        Ok(()) => (0..fields.len()).map(|column| normal(fields.get(header, column))).collect(),
        Err(_) => Vec::new(),
    }
}

/// Names as they are compared: lower case, without blanks and a comment mark around them.
pub(crate) fn normal(name: &[u8]) -> String {
    String::from_utf8_lossy(name).trim_start_matches('#').trim().to_lowercase()
}

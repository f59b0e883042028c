//! Which profile the column names of a table fit, and which comes nearest if none does.

use crate::moment::TimeFormat;
use crate::table::Field;

/// What a kind of table calls its columns and how it writes its times.
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    /// Lower-case names of each field, those of equal rank together: a rank counts only if no name of the ranks
    /// before it is there.
    pub(crate) columns: &'static [(Field, &'static [&'static [&'static str]])],
    pub(crate) required: &'static [Field],
    pub(crate) time_format: TimeFormat,
}

/// The column of each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns([Option<usize>; Field::COUNT]);

/// A profile that fits, and where its columns are.
pub(crate) struct Match {
    pub(crate) profile: &'static Profile,
    pub(crate) columns: Columns,
}

/// Why no profile fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) why: String,
    pub(crate) nearest: String,
    /// Columns of the nearest profile that are there.
    pub(crate) likeness: usize,
}

/// The first of `profiles` that fits; of those that miss by as much the last is the nearest.
pub(crate) fn fit(
    names: &[String],
    profiles: &[&'static Profile],
    has_default_mmsi: bool,
) -> Result<Match, Mismatch> {
    if is_marine_traffic(names) {
        let why = "it is MarineTraffic's, whose speeds are in tenths of a knot; not read yet".to_owned();
        return Err(Mismatch { why, nearest: "generic".to_owned(), likeness: names.len() });
    }
    let mut nearest: Option<Mismatch> = None;
    for profile in profiles.iter().copied() {
        match profile.fit(names, has_default_mmsi) {
            Ok(columns) => return Ok(Match { profile, columns }),
            Err(mismatch) if nearest.as_ref().is_none_or(|nearest| mismatch.likeness >= nearest.likeness) => {
                nearest = Some(mismatch);
            }
            Err(_) => {}
        }
    }
    Err(nearest.expect("there is at least one profile"))
}

impl Columns {
    pub(crate) fn get(&self, field: Field) -> Option<usize> {
        self.0[field as usize]
    }

    /// The fields that were found, with their columns.
    pub(crate) fn found(&self, profile: &Profile) -> impl Iterator<Item = (Field, usize)> {
        profile.columns.iter().filter_map(|(field, _)| Some((*field, self.get(*field)?)))
    }
}

impl Profile {
    fn fit(&self, names: &[String], has_default_mmsi: bool) -> Result<Columns, Mismatch> {
        let mut columns = Columns([None; Field::COUNT]);
        let (mut faults, mut likeness) = (Vec::new(), 0);
        for (field, ranks) in self.columns {
            let needed = self.required.contains(field) && !(*field == Field::Mmsi && has_default_mmsi);
            let found = only_column(names, ranks);
            likeness += usize::from(found != Ok(None));
            match found {
                Ok(Some(column)) => columns.0[*field as usize] = Some(column),
                Ok(None) if needed => faults.push(format!("no column for {}", field.as_str())),
                Err(twice) if needed => {
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
        let wanted: Vec<&str> = self.columns.iter().map(|(_, ranks)| ranks[0][0]).collect();
        let nearest = format!("{} ({})", self.name, wanted.join(","));
        Err(Mismatch { why: faults.join("; "), nearest, likeness })
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

/// Names as they are compared: lower case, without blanks and a comment mark around them.
pub(crate) fn normal(name: &[u8]) -> String {
    String::from_utf8_lossy(name).trim_start_matches('#').trim().to_lowercase()
}

/// The fields that MarineTraffic's exports always have; the generic profile would take their speed for knots.
fn is_marine_traffic(names: &[String]) -> bool {
    const ALL: [&str; 8] = ["mmsi", "status", "speed", "lon", "lat", "course", "heading", "timestamp"];
    ALL.iter().all(|name| names.iter().any(|other| other == name))
}

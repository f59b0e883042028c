//! Pointers from a finding to the lines of the archive that it rests on.

use std::fmt;
use std::str::FromStr;

use model::Location;

/// A line of text or row of a table in a source file of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite {
    /// Number of the source file, as in `sources`.
    pub file_id: i64,
    /// Line or row, counted from 1.
    pub line: i64,
}

/// The lines that a finding rests on, in order, none twice; in tables as `file_id:line`, separated by spaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cites(Vec<Cite>);

/// A text that does not list lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a list of file_id:line: {0:?}")]
pub struct CitesError(String);

impl Cites {
    /// The lines that hold `locations`.
    pub fn of(locations: &[Location]) -> Self {
        let mut cites: Vec<Cite> = locations.iter().map(|location| Cite::of(*location)).collect();
        cites.sort_unstable();
        cites.dedup();
        Self(cites)
    }

    /// The lines.
    pub fn as_slice(&self) -> &[Cite] {
        &self.0
    }
}

impl Cite {
    /// The line that holds `location`, or on which it starts.
    pub fn of(location: Location) -> Self {
        Self { file_id: i64::from(location.file().0), line: location.line() as i64 }
    }
}

impl fmt::Display for Cites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, cite) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{}:{}", cite.file_id, cite.line)?;
        }
        Ok(())
    }
}

impl FromStr for Cites {
    type Err = CitesError;

    fn from_str(text: &str) -> Result<Self, CitesError> {
        let cites: Option<Vec<Cite>> = text.split_ascii_whitespace().map(one).collect();
        cites.map(Self).ok_or_else(|| CitesError(text.to_owned()))
    }
}

fn one(text: &str) -> Option<Cite> {
    let (file, line) = text.split_once(':')?;
    Some(Cite { file_id: file.parse().ok()?, line: line.parse().ok()? })
}

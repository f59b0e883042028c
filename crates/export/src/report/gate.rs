//! The gate before a ship is named: a lead names its ships on the word of a reviewer, and on no other's. This is the only
//! place that decides it.

use case::LeadRow;
use case::notes::Triage;

use crate::Reviews;

/// Whether ships are named, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// No number and no name.
    Anonymous(Unnamed),
    /// Named, on the word of this reviewer.
    Reviewed {
        /// Who reviewed it.
        by: String,
    },
}

/// Why no ship is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unnamed {
    /// Nobody confirmed the lead.
    NotConfirmed,
    /// Nobody is to be named.
    Asked,
}

/// Whose word is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Word {
    /// That of whoever confirmed the lead in the notes of the case.
    #[default]
    Notes,
    /// That of this reviewer, who stands behind it here and now.
    Of(String),
    /// Nobody's, so that no ship is named.
    Nobodys,
}

/// A lead that somebody dismissed is named on nobody's word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("lead {rank} was dismissed by {by}: confirm it on the desk first, or give `--anonymous`")]
pub struct Dismissed {
    rank: i64,
    by: String,
}

impl Reviews {
    /// Whether the ships of a lead are named.
    ///
    /// # Errors
    /// When a reviewer is to stand behind a lead that was dismissed.
    pub fn naming(&self, lead: &LeadRow, word: &Word) -> Result<Naming, Dismissed> {
        let thread = self.thread(lead);
        let by = match word {
            Word::Nobodys => None,
            Word::Notes => thread.confirmed_by().map(str::to_owned),
            Word::Of(_) if thread.triage() == Triage::Dismissed => {
                return Err(Dismissed { rank: lead.rank, by: reviewer(thread.reviewer()) });
            }
            Word::Of(by) => Some(by.clone()),
        };
        let why = if *word == Word::Nobodys { Unnamed::Asked } else { Unnamed::NotConfirmed };
        Ok(by.map_or(Naming::Anonymous(why), |by| Naming::Reviewed { by }))
    }
}

fn reviewer(name: Option<&str>) -> String {
    case::render::visible(name.unwrap_or_default())
}

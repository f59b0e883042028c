//! What reviewers made of the leads of a case: the state of each, and what they wrote on it.

use case::notes::{Notes, NotesError, Thread, Threads, Triage};
use case::{Case, LeadRow, TableError};

/// The reviews of the leads of a case.
#[derive(Debug, Default)]
pub struct Reviews {
    threads: Threads,
    untouched: Thread,
}

/// Why reviews cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ReviewsError {
    /// The notes cannot be read.
    #[error(transparent)]
    Notes(#[from] NotesError),
    /// Which lead a note is about now cannot be read.
    #[error(transparent)]
    Case(#[from] TableError),
}

impl Reviews {
    /// Reads the notes on `leads`, the leads of a case.
    ///
    /// # Errors
    /// When there are notes and they cannot be read.
    pub fn read(case: &Case, leads: &[LeadRow]) -> Result<Self, ReviewsError> {
        let is_lead = |id: &str| leads.iter().any(|lead| lead.lead_id == id);
        let threads = Threads::of(Notes::of(case.dir()).all()?, &case.revisions()?, is_lead);
        Ok(Self { threads, untouched: Thread::default() })
    }

    /// What was written on a lead.
    pub fn thread(&self, lead: &LeadRow) -> &Thread {
        self.threads.of_lead(&lead.lead_id).unwrap_or(&self.untouched)
    }

    /// How far reviewers are with a lead.
    pub fn status(&self, lead: &LeadRow) -> Triage {
        self.thread(lead).triage()
    }
}

//! What reviewers made of the leads of a case: the state of each, and what they wrote on it.

use case::notes::{Note, Notes, NotesError, Thread, Threads, Triage};
use case::{Case, LeadRow, ReviewedLead, TableError};
use serde::Serialize;

use crate::Findings;

/// The reviews of the leads of a case.
#[derive(Debug, Default)]
pub struct Reviews {
    threads: Threads,
    untouched: Thread,
}

/// Findings beside what reviewers made of them: what leaves a case.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    /// What was found.
    pub findings: &'a Findings,
    /// What reviewers made of it.
    pub reviews: &'a Reviews,
}

/// What a reviewer wrote, as programs read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// Who; untrusted text.
    pub reviewer: String,
    /// The state that the lead was set to, if it was.
    pub status: Option<&'static str>,
    /// Words, if there are any; untrusted text.
    pub text: Option<String>,
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

    /// A lead with its state.
    pub fn reviewed(&self, lead: &LeadRow) -> ReviewedLead {
        ReviewedLead::of(lead, self.thread(lead))
    }

    /// What was written on a lead, in the order of writing.
    pub fn said(&self, lead: &LeadRow) -> Vec<Said> {
        Said::all(self.thread(lead))
    }

    /// How far reviewers are with a lead.
    pub fn status(&self, lead: &LeadRow) -> Triage {
        self.thread(lead).triage()
    }
}

impl Reviewed<'_> {
    /// The leads with their states, best first.
    pub fn leads(&self) -> Vec<ReviewedLead> {
        self.findings.leads.iter().map(|lead| self.reviews.reviewed(lead)).collect()
    }
}

impl Said {
    /// What was written on a lead, in the order of writing.
    pub fn all(thread: &Thread) -> Vec<Self> {
        thread.notes().iter().map(Self::of).collect()
    }

    fn of(note: &Note) -> Self {
        Self {
            time: note.time.to_string(),
            reviewer: note.reviewer.clone(),
            status: note.triage.map(Triage::as_str),
            text: note.text.clone(),
        }
    }
}

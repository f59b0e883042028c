//! One entry of the journal: what was thought of a lead, or said about it, by whom and when.

use std::fmt;

use model::Timestamp;

use crate::id::hash;
use crate::render::is_blank;

/// How far analysts are with a lead. It is theirs alone: no run sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Triage {
    /// Nobody looked at it.
    #[default]
    Unseen,
    /// Somebody is looking into it.
    Reviewing,
    /// It has an everyday explanation.
    Dismissed,
    /// It holds against other sources.
    Confirmed,
}

impl Triage {
    /// Every state, in the order of work.
    pub const ALL: [Self; 4] = [Self::Unseen, Self::Reviewing, Self::Dismissed, Self::Confirmed];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Reviewing => "reviewing",
            Self::Dismissed => "dismissed",
            Self::Confirmed => "confirmed",
        }
    }

    /// The state of a stable word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Something that was written on a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What tells it from every other note, the same after any run.
    pub key: String,
    /// The id that the lead had when it was written.
    pub lead_id: String,
    /// When.
    pub time: Timestamp,
    /// By whom, as they called themselves.
    pub reviewer: String,
    /// What the lead was set to, if it was.
    pub triage: Option<Triage>,
    /// What was said, if anything; untrusted text.
    pub text: Option<String>,
}

/// The name of whoever reviews: on one line, of at most 80 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer(String);

/// What is said in a note: at most 10,000 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText(String);

/// Why words are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// There are none.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// There are too many.
    #[error("{what} has more than {most} characters")]
    TooLong {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A character is among them that nobody types.
    #[error("{0} holds a control character")]
    Control(&'static str),
}

impl Reviewer {
    /// A name, without blanks around it.
    ///
    /// # Errors
    /// When it is empty, long, or of several lines.
    pub fn new(name: &str) -> Result<Self, WordError> {
        words("the reviewer's name", name, 80, |_| false).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reviewer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl NoteText {
    /// A text, without blanks around it. Lines end as `\n`.
    ///
    /// # Errors
    /// When it is empty or long, or holds control characters other than tabs and ends of lines.
    pub fn new(text: &str) -> Result<Self, WordError> {
        words("the note", &text.replace("\r\n", "\n"), 10_000, |c| matches!(c, '\n' | '\t')).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody typed, trimmed and looked over.
pub(super) fn words(
    what: &'static str,
    typed: &str,
    most: usize,
    is_allowed: fn(char) -> bool,
) -> Result<String, WordError> {
    let typed = typed.trim();
    match () {
        () if is_blank(typed) => Err(WordError::Empty(what)),
        () if typed.chars().count() > most => Err(WordError::TooLong { what, most }),
        () if typed.chars().any(|c| c.is_control() && !is_allowed(c)) => Err(WordError::Control(what)),
        () => Ok(typed.to_owned()),
    }
}

/// A note to be added: a new state, words, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    lead_id: String,
    reviewer: Reviewer,
    said: Said,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    State(Triage, Option<NoteText>),
    Words(NoteText),
}

impl NewNote {
    /// Sets a lead to a state, with or without words.
    pub fn triage(lead_id: &str, reviewer: Reviewer, state: Triage, text: Option<NoteText>) -> Self {
        Self { lead_id: lead_id.to_owned(), reviewer, said: Said::State(state, text) }
    }

    /// Words on a lead that leave its state alone.
    pub fn words(lead_id: &str, reviewer: Reviewer, text: NoteText) -> Self {
        Self { lead_id: lead_id.to_owned(), reviewer, said: Said::Words(text) }
    }

    /// What tells it from other notes: a note that is written again because nobody knows whether it was kept is one note.
    pub(super) fn key(&self, time: Timestamp) -> String {
        let text = self.text().map_or("", NoteText::as_str);
        let state = self.state().map_or("", Triage::as_str);
        let parts = [self.lead_id.as_str(), &time.to_string(), self.reviewer.as_str(), state, text];
        hash("note", &parts.map(str::to_owned))
    }

    pub(super) fn lead_id(&self) -> &str {
        &self.lead_id
    }

    pub(super) const fn reviewer(&self) -> &Reviewer {
        &self.reviewer
    }

    pub(super) const fn state(&self) -> Option<Triage> {
        match self.said {
            Said::State(state, _) => Some(state),
            Said::Words(_) => None,
        }
    }

    pub(super) const fn text(&self) -> Option<&NoteText> {
        match &self.said {
            Said::State(_, text) => text.as_ref(),
            Said::Words(text) => Some(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reviewer_has_a_name_of_one_line() {
        assert_eq!(Reviewer::new("  김민지 ").unwrap().as_str(), "김민지");
        assert_eq!(Reviewer::new(" \t"), Err(WordError::Empty("the reviewer's name")));
        assert_eq!(Reviewer::new("A\nB"), Err(WordError::Control("the reviewer's name")));
        assert!(Reviewer::new(&"a".repeat(81)).is_err());
    }

    #[test]
    fn a_note_may_have_lines_and_nothing_that_steers_a_terminal() {
        assert_eq!(
            NoteText::new("seen by satellite\r\n36.1 N ").unwrap().as_str(),
            "seen by satellite\n36.1 N"
        );
        assert_eq!(NoteText::new("\u{1b}[2J"), Err(WordError::Control("the note")));
    }

    #[test]
    fn every_state_has_its_word() {
        assert!(Triage::ALL.into_iter().all(|state| Triage::of_word(state.as_str()) == Some(state)));
        assert_eq!(Triage::of_word("guilty"), None);
    }
}

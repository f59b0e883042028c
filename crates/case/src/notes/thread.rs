//! Notes by the lead that they are about now, however often later runs found it otherwise.

use std::collections::BTreeMap;

use super::{Note, Triage};
use crate::{Fate, Fates, RevisionRow};

/// Everything written on one lead, under whatever ids it had, in the order of writing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    notes: Vec<Note>,
}

/// What becomes of a state that somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'a> {
    /// The writer left the lead in the state that it was seen in, or it is in the chosen one by now.
    Unchanged,
    /// The lead is to be set to this state.
    New(Triage),
    /// Somebody set it to another one after the writer looked.
    Overtaken {
        /// What the writer chose.
        chosen: Triage,
        /// What somebody decided meanwhile.
        decision: &'a Note,
    },
}

/// All notes, each with the lead that it is about now.
#[derive(Debug, Clone, Default)]
pub struct Threads {
    by_lead: BTreeMap<String, Thread>,
    stranded: Vec<Note>,
}

impl Thread {
    /// What was written, in the order of writing.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The state that the lead was set to last.
    pub fn triage(&self) -> Triage {
        self.decision().and_then(|note| note.triage).unwrap_or_default()
    }

    /// Who set the lead to the state that it is in; nobody where none did.
    pub fn reviewer(&self) -> Option<&str> {
        self.decision().map(|note| note.reviewer.as_str())
    }

    /// The reviewer who confirmed the lead, if that is its state: the gate that a named export has to pass.
    pub fn confirmed_by(&self) -> Option<&str> {
        (self.triage() == Triage::Confirmed).then(|| self.reviewer()).flatten()
    }

    /// The entry that set the lead to the state that it is in; none where nobody did.
    pub fn decision(&self) -> Option<&Note> {
        self.notes.iter().rev().find(|note| note.triage.is_some())
    }

    /// What becomes of the state that a writer chose who had seen the decision of this key, or none.
    pub fn choice(&self, chosen: Triage, seen: Option<&str>) -> Choice<'_> {
        let known = seen.and_then(|seen| self.notes.iter().find(|note| note.key == seen));
        let before = known.and_then(|note| note.triage).unwrap_or_default();
        match self.decision() {
            _ if chosen == before || chosen == self.triage() => Choice::Unchanged,
            Some(decision) if Some(decision.key.as_str()) != seen => Choice::Overtaken { chosen, decision },
            _ => Choice::New(chosen),
        }
    }
}

impl Threads {
    /// Sorts `notes` by lead: one on a lead that is there stays with it, one on a lead that is not follows `revisions`.
    pub fn of(notes: Vec<Note>, revisions: &[RevisionRow], is_lead: impl Fn(&str) -> bool) -> Self {
        let fates = Fates::of(revisions);
        let mut threads = Self::default();
        for note in notes {
            match fates.follow(&note.lead_id, &is_lead) {
                Some(Fate::Is(lead)) => threads.by_lead.entry(lead).or_default().notes.push(note),
                _ => threads.stranded.push(note),
            }
        }
        threads
    }

    /// What was written on a lead, by its id of now.
    pub fn of_lead(&self, lead_id: &str) -> Option<&Thread> {
        self.by_lead.get(lead_id)
    }

    /// Notes on leads that no run finds any more.
    pub fn stranded(&self) -> &[Note] {
        &self.stranded
    }
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;
    use crate::fate::revision;

    fn note(lead_id: &str, reviewer: &str, triage: Option<Triage>) -> Note {
        Note {
            key: format!("{lead_id} {reviewer} {}", triage.map_or("", Triage::as_str)),
            lead_id: lead_id.to_owned(),
            time: Timestamp::from_ms(1_700_000_000_000).unwrap(),
            reviewer: reviewer.to_owned(),
            triage,
            text: None,
        }
    }

    #[test]
    fn a_note_goes_with_its_lead_through_two_revisions() {
        let revisions = [revision(1, "a", Some("b")), revision(2, "b", Some("c"))];
        let notes =
            vec![note("a", "Kim", Some(Triage::Reviewing)), note("c", "Lee", Some(Triage::Confirmed))];
        let threads = Threads::of(notes, &revisions, |id| id == "c");
        let thread = threads.of_lead("c").unwrap();
        assert_eq!((thread.notes().len(), thread.triage()), (2, Triage::Confirmed));
        assert_eq!(thread.confirmed_by(), Some("Lee"));
    }

    #[test]
    fn a_note_on_a_lead_that_was_taken_back_is_stranded_and_not_lost() {
        let revisions = [revision(1, "a", None)];
        let threads = Threads::of(vec![note("a", "Kim", None)], &revisions, |_| false);
        assert_eq!(threads.stranded().len(), 1);
    }

    #[test]
    fn a_lead_that_came_back_has_its_notes_again() {
        let revisions = [revision(1, "a", Some("b")), revision(2, "b", Some("a"))];
        let threads =
            Threads::of(vec![note("a", "Kim", None), note("b", "Kim", None)], &revisions, |id| id == "a");
        assert_eq!(threads.of_lead("a").unwrap().notes().len(), 2);
    }

    #[test]
    fn who_did_not_see_a_verdict_does_not_undo_it() {
        let (kim, lee) = (Some(Triage::Reviewing), Some(Triage::Dismissed));
        let thread = Thread { notes: vec![note("a", "Kim", kim), note("a", "Lee", lee)] };
        let (old, new) = (thread.notes[0].key.as_str(), thread.notes[1].key.as_str());
        let overtaken = Choice::Overtaken { chosen: Triage::Confirmed, decision: &thread.notes[1] };
        assert_eq!(thread.choice(Triage::Confirmed, Some(old)), overtaken);
        assert_eq!(thread.choice(Triage::Confirmed, None), overtaken);
        assert_eq!(thread.choice(Triage::Confirmed, Some("nobody's")), overtaken);
        assert_eq!(thread.choice(Triage::Confirmed, Some(new)), Choice::New(Triage::Confirmed));
        // A form that shows the state of before and was not touched asks for nothing.
        assert_eq!(thread.choice(Triage::Reviewing, Some(old)), Choice::Unchanged);
        assert_eq!(thread.choice(Triage::Dismissed, Some(old)), Choice::Unchanged);
        assert_eq!(thread.choice(Triage::Unseen, None), Choice::Unchanged);
    }

    #[test]
    fn a_lead_confirmed_and_then_doubted_is_confirmed_by_nobody() {
        let notes =
            vec![note("a", "Kim", Some(Triage::Confirmed)), note("a", "Lee", Some(Triage::Reviewing))];
        let threads = Threads::of(notes, &[], |_| true);
        let thread = threads.of_lead("a").unwrap();
        assert_eq!((thread.confirmed_by(), thread.reviewer()), (None, Some("Lee")));
    }
}

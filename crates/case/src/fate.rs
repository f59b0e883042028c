//! What a lead of an earlier run is now: links, notes and people remember ids, and later runs give others.

use std::collections::BTreeMap;

use crate::RevisionRow;

/// What became of a lead.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate<'r> {
    /// It is the lead of this id.
    Is(String),
    /// A later run found it no longer.
    Withdrawn(&'r RevisionRow),
}

/// What each lead of earlier runs became.
#[derive(Debug)]
pub struct Fates<'r>(BTreeMap<&'r str, BTreeMap<i64, &'r RevisionRow>>);

impl<'r> Fates<'r> {
    /// What `revisions` tell of leads.
    pub fn of(revisions: &'r [RevisionRow]) -> Self {
        let mut steps: BTreeMap<&str, BTreeMap<i64, &RevisionRow>> = BTreeMap::new();
        for revision in revisions.iter().filter(|revision| revision.finding == "lead") {
            steps.entry(&revision.old_id).or_default().insert(revision.update, revision);
        }
        Self(steps)
    }

    /// What became of the lead of this id; `None` where no run knew it, or it is lost between two.
    ///
    /// A lead can be lost, come back and be lost again; updates only ever grow on the way, so it ends.
    pub fn follow(&self, lead_id: &str, is_lead: impl Fn(&str) -> bool) -> Option<Fate<'r>> {
        let (mut id, mut after) = (lead_id, None);
        while !is_lead(id) {
            let steps = self.0.get(id)?;
            // Remembered from an unknown moment, it goes the way that the lead of that id went last.
            let (update, revision) = match after {
                None => steps.last_key_value()?,
                Some(after) => steps.range(after + 1..).next()?,
            };
            match revision.new_id.as_deref() {
                Some(new) => (id, after) = (new, Some(*update)),
                None => return Some(Fate::Withdrawn(revision)),
            }
        }
        Some(Fate::Is(id.to_owned()))
    }
}

#[cfg(test)]
pub(crate) fn revision(update: i64, old: &str, new: Option<&str>) -> RevisionRow {
    RevisionRow {
        update,
        finding: "lead".to_owned(),
        old_id: old.to_owned(),
        new_id: new.map(str::to_owned),
        cause: "late data".to_owned(),
        kind: "chain".to_owned(),
        start: model::Timestamp::from_ms(0).expect("1970 is a moment"),
        end: None,
        mmsi_a: 445_000_001,
        mmsi_b: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_of_before_is_followed_to_what_it_is_now_or_told_withdrawn() {
        let event = RevisionRow { finding: "event".to_owned(), ..revision(1, "e", Some("f")) };
        let rows = [revision(1, "a", Some("b")), event, revision(2, "b", Some("c")), revision(2, "x", None)];
        let fate = |id: &str| Fates::of(&rows).follow(id, |id| id == "c");
        assert_eq!(fate("a"), Some(Fate::Is("c".to_owned())));
        assert_eq!(fate("c"), Some(Fate::Is("c".to_owned())));
        assert_eq!(fate("x"), Some(Fate::Withdrawn(&rows[3])));
        assert_eq!((fate("e"), fate("nobody")), (None, None));
    }

    #[test]
    fn leads_that_became_each_other_and_are_both_gone_end_the_search() {
        let rows = [revision(1, "a", Some("b")), revision(2, "b", Some("a"))];
        assert_eq!(Fates::of(&rows).follow("a", |_| false), None);
    }
}

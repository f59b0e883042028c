//! What became of the findings of the run before: each that is not found again is followed to what it became, or withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use case::{Case, EventRow, LeadRow, RevisionRow, TableError};
use model::Timestamp;

/// The findings of two runs on one case.
struct Findings {
    events: Vec<EventRow>,
    leads: Vec<LeadRow>,
}

/// All revisions of a case that is updated: those of earlier updates, and those of this one, with its cause.
pub(crate) fn revisions(
    former: &Case,
    events: Vec<EventRow>,
    leads: Vec<LeadRow>,
    cause: &str,
) -> Result<Vec<RevisionRow>, TableError> {
    if !former.is_found() {
        return Ok(Vec::new());
    }
    let mut revisions = former.revisions()?;
    let update = revisions.iter().map(|revision| revision.update).max().unwrap_or(0) + 1;
    let before = Findings { events: former.events()?, leads: former.leads()? };
    let now = Findings { events, leads };
    let successors = event_successors(&before, &now);
    let events = lost_events(&before, &now).map(|old| {
        let became = successors.get(old.event_id.as_str()).cloned();
        Lost::event(old).revised(became, update, cause)
    });
    let leads = lead_successors(&before, &now, &successors);
    let leads = leads.into_iter().map(|(old, became)| Lost::lead(old).revised(became, update, cause));
    revisions.extend(events.chain(leads));
    Ok(revisions)
}

/// A finding of before that is not found any more.
struct Lost<'f> {
    finding: &'static str,
    id: &'f str,
    kind: &'static str,
    start: Timestamp,
    end: Option<Timestamp>,
    mmsis: (i64, Option<i64>),
}

impl<'f> Lost<'f> {
    fn event(event: &'f EventRow) -> Self {
        let &EventRow { ref event_id, kind, start, end, mmsi_a, mmsi_b, .. } = event;
        Self { finding: "event", id: event_id, kind: kind.as_str(), start, end, mmsis: (mmsi_a, mmsi_b) }
    }

    fn lead(lead: &'f LeadRow) -> Self {
        let &LeadRow { ref lead_id, kind, start, end, mmsi_a, mmsi_b, .. } = lead;
        Self { finding: "lead", id: lead_id, kind: kind.as_str(), start, end, mmsis: (mmsi_a, mmsi_b) }
    }

    /// Its row, with what it became, if anything.
    fn revised(self, became: Option<String>, update: i64, cause: &str) -> RevisionRow {
        RevisionRow {
            update,
            finding: self.finding.to_owned(),
            old_id: self.id.to_owned(),
            new_id: became,
            cause: cause.to_owned(),
            kind: self.kind.to_owned(),
            start: self.start,
            end: self.end,
            mmsi_a: self.mmsis.0,
            mmsi_b: self.mmsis.1,
        }
    }
}

/// Events of before that are not found any more.
fn lost_events<'f>(before: &'f Findings, now: &'f Findings) -> impl Iterator<Item = &'f EventRow> {
    let kept: BTreeSet<&str> = now.events.iter().map(|event| event.event_id.as_str()).collect();
    before.events.iter().filter(move |event| !kept.contains(event.event_id.as_str()))
}

/// What lost events became: the new event of the same kind and vessels that shares most time with them.
fn event_successors<'f>(before: &'f Findings, now: &'f Findings) -> BTreeMap<&'f str, String> {
    type Key = (&'static str, i64, Option<i64>);
    let key = |event: &EventRow| -> Key { (event.kind.as_str(), event.mmsi_a, event.mmsi_b) };
    let known: BTreeSet<&str> = before.events.iter().map(|event| event.event_id.as_str()).collect();
    let mut fresh: BTreeMap<Key, Vec<&EventRow>> = BTreeMap::new();
    for event in now.events.iter().filter(|event| !known.contains(event.event_id.as_str())) {
        fresh.entry(key(event)).or_default().push(event);
    }
    lost_events(before, now)
        .filter_map(|old| {
            let candidates = fresh.get(&key(old))?.iter().filter_map(|new| Some((shared(old, new)?, new)));
            let (_, new) =
                candidates.max_by_key(|(shared, new)| (*shared, std::cmp::Reverse(&new.event_id)))?;
            Some((old.event_id.as_str(), new.event_id.clone()))
        })
        .collect()
}

/// Milliseconds that two events share; `None` where they do not even touch.
fn shared(one: &EventRow, other: &EventRow) -> Option<i64> {
    let end = |event: &EventRow| event.end.map_or(i64::MAX, Timestamp::ms);
    let shared = end(one).min(end(other)).saturating_sub(one.start.max(other.start).ms());
    (shared >= 0).then_some(shared)
}

/// Leads of before that are not found any more, with the lead that holds most of their events, or of what they became.
fn lead_successors<'f>(
    before: &'f Findings,
    now: &Findings,
    events: &BTreeMap<&str, String>,
) -> Vec<(&'f LeadRow, Option<String>)> {
    let kept: BTreeSet<&str> = now.leads.iter().map(|lead| lead.lead_id.as_str()).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, lead) in now.leads.iter().enumerate() {
        lead.legs.split(' ').for_each(|leg| holders.entry(leg).or_default().push(index));
    }
    let successor = |old: &LeadRow| {
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        for leg in old.legs.split(' ') {
            let leg = events.get(leg).map_or(leg, String::as_str);
            holders.get(leg).into_iter().flatten().for_each(|index| *held.entry(*index).or_default() += 1);
        }
        let most = held.into_iter().max_by_key(|(index, legs)| (*legs, std::cmp::Reverse(*index)));
        most.map(|(index, _)| now.leads[index].lead_id.clone())
    };
    let lost = before.leads.iter().filter(|lead| !kept.contains(lead.lead_id.as_str()));
    lost.map(|old| (old, successor(old))).collect()
}

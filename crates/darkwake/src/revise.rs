//! What became of the findings of the run before: each that is not found again is followed to what it became, or withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use case::{Case, EventRow, LeadRow, RevisionRow, TableError};
use model::{Event, Timestamp};

/// All revisions of a case that is updated: those of earlier updates, and those of this one, with its cause.
pub(crate) fn revisions(
    former: &Case,
    events: &[Event],
    leads: &[LeadRow],
    cause: &str,
) -> Result<Vec<RevisionRow>, TableError> {
    if !former.is_found() {
        return Ok(Vec::new());
    }
    let mut revisions = former.revisions()?;
    let update = revisions.iter().map(|revision| revision.update).max().unwrap_or(0) + 1;
    let changes = Changes::of(former, events)?;
    let successors = changes.successors();
    let lost = changes.lost.iter().map(|old| {
        let became = successors.get(old.id.as_str()).cloned();
        old.revised("event", became, update, cause)
    });
    let before = former.leads()?;
    let leads = lead_successors(&before, leads, &successors);
    let leads =
        leads.into_iter().map(|(old, became)| Finding::lead(old).revised("lead", became, update, cause));
    revisions.extend(lost.chain(leads));
    Ok(revisions)
}

/// A finding, as far as it is told when it is lost.
#[derive(Clone)]
struct Finding {
    id: String,
    kind: &'static str,
    start: Timestamp,
    end: Option<Timestamp>,
    mmsis: (i64, Option<i64>),
}

impl Finding {
    fn event(event: EventRow) -> Self {
        let EventRow { event_id, kind, start, end, mmsi_a, mmsi_b, .. } = event;
        Self { id: event_id, kind: kind.as_str(), start, end, mmsis: (mmsi_a, mmsi_b) }
    }

    fn lead(lead: &LeadRow) -> Self {
        let &LeadRow { ref lead_id, kind, start, end, mmsi_a, mmsi_b, .. } = lead;
        Self { id: lead_id.clone(), kind: kind.as_str(), start, end, mmsis: (mmsi_a, mmsi_b) }
    }

    /// Its row, with what it became, if anything.
    fn revised(
        &self,
        finding: &'static str,
        became: Option<String>,
        update: i64,
        cause: &str,
    ) -> RevisionRow {
        let Self { id, kind, start, end, mmsis } = self.clone();
        RevisionRow {
            update,
            finding: finding.to_owned(),
            old_id: id,
            new_id: became,
            cause: cause.to_owned(),
            kind: kind.to_owned(),
            start,
            end,
            mmsi_a: mmsis.0,
            mmsi_b: mmsis.1,
        }
    }
}

/// Events that are not in both of two runs: of the others no more than their ids is ever held.
struct Changes {
    /// Those of before that are not found any more, in their order.
    lost: Vec<Finding>,
    /// Those that were not found before.
    fresh: Vec<Finding>,
}

impl Changes {
    fn of(former: &Case, events: &[Event]) -> Result<Self, TableError> {
        let mut unseen: BTreeSet<String> = events.iter().map(case::event_id).collect();
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut lost: Vec<Finding> = Vec::new();
        for row in former.events_in_order() {
            let row = row?;
            if unseen.remove(&row.event_id) {
                known.insert(row.event_id);
            } else if !known.contains(&row.event_id) {
                lost.push(Finding::event(row));
            }
        }
        drop(known);
        let is_fresh = |event: &&Event| unseen.contains(&case::event_id(event));
        let fresh = events.iter().filter(is_fresh).map(|event| Finding::event(EventRow::of(event))).collect();
        Ok(Self { lost, fresh })
    }

    /// What lost events became: the new event of the same kind and vessels that shares most time with them.
    fn successors(&self) -> BTreeMap<&str, String> {
        type Key = (&'static str, i64, Option<i64>);
        let key = |event: &Finding| -> Key { (event.kind, event.mmsis.0, event.mmsis.1) };
        let mut fresh: BTreeMap<Key, Vec<&Finding>> = BTreeMap::new();
        for event in &self.fresh {
            fresh.entry(key(event)).or_default().push(event);
        }
        let became = |old: &Finding| {
            let candidates = fresh.get(&key(old))?.iter().filter_map(|new| Some((shared(old, new)?, new)));
            let (_, new) = candidates.max_by_key(|(shared, new)| (*shared, std::cmp::Reverse(&new.id)))?;
            Some(new.id.clone())
        };
        self.lost.iter().filter_map(|old| Some((old.id.as_str(), became(old)?))).collect()
    }
}

/// Milliseconds that two events share; `None` where they do not even touch.
fn shared(one: &Finding, other: &Finding) -> Option<i64> {
    let end = |event: &Finding| event.end.map_or(i64::MAX, Timestamp::ms);
    let shared = end(one).min(end(other)).saturating_sub(one.start.max(other.start).ms());
    (shared >= 0).then_some(shared)
}

/// Leads of before that are not found any more, with the lead that holds most of their events, or of what they became.
fn lead_successors<'f>(
    before: &'f [LeadRow],
    now: &[LeadRow],
    events: &BTreeMap<&str, String>,
) -> Vec<(&'f LeadRow, Option<String>)> {
    let kept: BTreeSet<&str> = now.iter().map(|lead| lead.lead_id.as_str()).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, lead) in now.iter().enumerate() {
        lead.legs.split(' ').for_each(|leg| holders.entry(leg).or_default().push(index));
    }
    let successor = |old: &LeadRow| {
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        for leg in old.legs.split(' ') {
            let leg = events.get(leg).map_or(leg, String::as_str);
            holders.get(leg).into_iter().flatten().for_each(|index| *held.entry(*index).or_default() += 1);
        }
        let most = held.into_iter().max_by_key(|(index, legs)| (*legs, std::cmp::Reverse(*index)));
        most.map(|(index, _)| now[index].lead_id.clone())
    };
    let lost = before.iter().filter(|lead| !kept.contains(lead.lead_id.as_str()));
    lost.map(|old| (old, successor(old))).collect()
}

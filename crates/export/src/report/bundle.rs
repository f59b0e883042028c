//! Everything that a report tells of one lead.

use std::collections::BTreeSet;

use case::notes::Thread;
use case::{Case, EventRow, EvidenceRow, FixFilter, LeadRow, MarkedFix, TableError, VesselRow};
use model::{Change, EventKind, Span, Timestamp};

use crate::lang::Lang;
use crate::words::{self, Other};
use crate::{Findings, Quote, Reviewed};

/// Tracks are shown from so long before the first leg to so long after the last one.
const AROUND: Span = Span::from_hours(24);
/// Other ships that are named of each role.
const OTHERS: usize = 3;
/// Ships whose tracks are drawn.
const MOST_SHIPS: usize = 4;

/// A lead with its events, facts, lines and the tracks of its ships.
pub(super) struct Bundle<'a> {
    pub(super) findings: &'a Findings,
    pub(super) lead: &'a LeadRow,
    /// By time.
    pub(super) legs: Vec<&'a EventRow>,
    /// The weightiest first.
    pub(super) facts: Vec<&'a EvidenceRow>,
    pub(super) lines: Vec<Quote<'a>>,
    /// What reviewers wrote.
    pub(super) thread: &'a Thread,
    /// The ships of the deciding event first.
    pub(super) ships: Vec<Ship<'a>>,
    /// Those that met somebody of the lead and are not named in its first line.
    pub(super) others: Vec<Other>,
    /// What would change it, where that can be told.
    pub(super) changes: Option<Vec<Change>>,
    /// From the first leg to the last one, and somewhat more where the archive has it.
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
}

/// A hull of a lead.
pub(super) struct Ship<'a> {
    pub(super) mmsi: i64,
    pub(super) part: i64,
    pub(super) vessel: Option<&'a VesselRow>,
    /// By time; none of ships that only may have been there.
    pub(super) fixes: Vec<MarkedFix>,
}

impl<'a> Bundle<'a> {
    /// The lead without the tracks of its ships.
    pub(super) fn of(reviewed: Reviewed<'a>, lead: &'a LeadRow) -> Self {
        let findings = reviewed.findings;
        let legs: Vec<&EventRow> = findings.legs(lead).collect();
        let first = legs.iter().map(|leg| leg.start).min().unwrap_or(lead.start);
        let last = legs.iter().map(|leg| leg.end.unwrap_or(leg.start)).max().unwrap_or(lead.start);
        let (opens, closes) = archive(findings).unwrap_or((first, last));
        let from = Timestamp::from_ms((first.ms() - AROUND.ms()).max(opens.ms()))
            .map_or(first, |from| from.min(first));
        let until = last.saturating_add(AROUND).min(closes).max(last);
        Self {
            findings,
            lead,
            facts: findings.facts(lead).collect(),
            lines: findings.lines_of_lead(lead),
            thread: reviewed.reviews.thread(lead),
            ships: ships(findings, lead, &legs),
            others: words::others(lead, legs.iter().copied()),
            legs,
            changes: None,
            from,
            until,
        }
    }

    /// With the tracks of the ships that are drawn.
    pub(super) fn with_tracks(mut self, case: &Case) -> Result<Self, TableError> {
        let (since, until) = (Some(self.from), Some(self.until));
        for ship in self.ships.iter_mut().take(MOST_SHIPS) {
            let filter = FixFilter { mmsi: Some(ship.mmsi), since, until };
            ship.fixes = case.fixes(&filter)?;
            ship.fixes.retain(|fix| fix.part == ship.part);
            ship.fixes.sort_by_key(|fix| fix.fix.time);
        }
        Ok(self)
    }

    /// Ships that were heard in its time: each has a track and a lane, and the same letter on both.
    pub(super) fn drawn(&self) -> impl Iterator<Item = &Ship<'a>> {
        self.ships.iter().filter(|ship| !ship.fixes.is_empty())
    }

    /// The event that decides place and time.
    pub(super) fn deciding(&self) -> Option<&'a EventRow> {
        self.legs.iter().copied().find(|leg| leg.event_id == self.lead.event_id)
    }

    /// The ships that the lead is about, and those beside them.
    pub(super) fn parties(&self, lang: Lang) -> String {
        let name = |hull| self.findings.name(hull);
        let named = words::parties(lang, self.lead, name);
        let others = words::told_vessels(lang, &self.others, OTHERS, name);
        others.map_or(named.clone(), |others| format!("{named}; {others}"))
    }

    /// How many ships were there when it happened, or may have been.
    pub(super) fn present(&self) -> usize {
        let second = self.lead.mmsi_b.is_some() && !self.lead.is_of_one_hull();
        1 + usize::from(second) + self.others.iter().filter(|other| other.role.is_beside()).count()
    }

    /// Events that tell a story: guesses at unheard meetings are many, and only the deciding one is told among them.
    pub(super) fn told(&self) -> impl Iterator<Item = &'a EventRow> {
        self.legs.iter().copied().filter(|leg| !self.is_other_guess(leg))
    }

    /// The other meetings that the same silences leave room for.
    pub(super) fn other_guesses(&self) -> Vec<&'a EventRow> {
        self.legs.iter().copied().filter(|leg| self.is_other_guess(leg)).collect()
    }

    fn is_other_guess(&self, leg: &EventRow) -> bool {
        leg.kind == EventKind::DarkRendezvous && leg.event_id != self.lead.event_id
    }
}

/// When the first ship of a case was heard, and the last one.
fn archive(findings: &Findings) -> Option<(Timestamp, Timestamp)> {
    let first = findings.vessels.iter().map(|vessel| vessel.first_seen).min()?;
    Some((first, findings.vessels.iter().map(|vessel| vessel.last_seen).max()?))
}

/// The ships of the deciding event, then those of legs that are no guesses, then the others; each once.
fn ships<'a>(findings: &'a Findings, lead: &LeadRow, legs: &[&EventRow]) -> Vec<Ship<'a>> {
    let deciding = legs.iter().filter(|leg| leg.event_id == lead.event_id);
    let certain = legs.iter().filter(|leg| leg.kind != EventKind::DarkRendezvous);
    let mut seen = BTreeSet::new();
    let hulls = deciding.chain(certain).chain(legs).flat_map(|leg| leg.parties());
    hulls
        .filter(|hull| seen.insert(*hull))
        .map(|(mmsi, part)| Ship { mmsi, part, vessel: findings.vessel(mmsi, part), fixes: Vec::new() })
        .collect()
}

//! What a server holds of its case: findings as typed rows, read once; fixes and notes, read when they are asked for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use case::notes::{Note, Notes, NotesError, Threads};
use case::{
    Case, EventRow, Fate, Fates, FixFilter, LeadRow, MarkedPlace, OpenError, RevisionRow, SaidRow,
    TableError, VesselRow,
};
use export::Findings;
use export::words::{self, ChangeRow, WhatIf};
use model::{Change, LearnedReception, Timestamp};

pub(crate) use crate::hull::HullKey;
use crate::kept::Kept;
use crate::stamp::Stamp;
use crate::top_speed::top_speed_kn;

/// An open case, ready to be asked.
pub struct Desk {
    case: Case,
    /// The manifest when the case was opened.
    opened: Stamp,
    pub(crate) findings: Findings,
    pub(crate) notes: Notes,
    reception: Option<LearnedReception>,
    revisions: Vec<RevisionRow>,
    leads_at: BTreeMap<String, usize>,
    vessels_at: BTreeMap<HullKey, usize>,
    events_of: BTreeMap<HullKey, Vec<usize>>,
    leads_of_event: BTreeMap<String, Vec<usize>>,
    threads: Mutex<Option<(Stamp, Arc<Threads>)>>,
    heard: Kept<(HullKey, Hours), MarkedPlace>,
    said: Kept<i64, SaidRow>,
    days: Kept<HullKey, (i64, u64)>,
    what_if: Option<WhatIf>,
    changes: Kept<String, Option<Vec<Change>>>,
}

/// From when to when, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Hours {
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
}

/// Bytes of places that are kept: some hundred hulls of a month.
const HEARD_KEPT: u64 = 64 << 20;
/// Bytes of static reports that are kept.
const SAID_KEPT: u64 = 16 << 20;
/// Bytes of days that are kept: some ten thousand hulls of a month.
const DAYS_KEPT: u64 = 8 << 20;
/// Bytes of what would change leads, their texts left aside: some thousand leads, ten kilobytes each.
const CHANGES_KEPT: u64 = 64 << 10;

/// Why a case cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A table of it cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// What every run writes anew.
const MANIFEST: &str = "manifest.json";

impl Desk {
    /// Opens the case at `dir` and reads its findings.
    ///
    /// # Errors
    /// When it is no case that was looked into, or a table of it cannot be read.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, DeskError> {
        // Before anything is read, so that a case that is replaced meanwhile is read once more.
        let opened = Stamp::of(&dir.as_ref().join(MANIFEST));
        let case = Case::open_found(dir)?;
        let findings = Findings::read(&case)?;
        Ok(Self {
            notes: Notes::of(case.dir()),
            reception: case.learned_reception()?,
            revisions: case.revisions()?,
            leads_at: findings
                .leads
                .iter()
                .enumerate()
                .map(|(at, lead)| (lead.lead_id.clone(), at))
                .collect(),
            vessels_at: findings.vessels.iter().enumerate().map(|(at, row)| (HullKey::of(row), at)).collect(),
            events_of: events_of(&findings.events),
            leads_of_event: leads_of_event(&findings.leads),
            threads: Mutex::new(None),
            heard: Kept::new(HEARD_KEPT),
            said: Kept::new(SAID_KEPT),
            days: Kept::new(DAYS_KEPT),
            what_if: None,
            changes: Kept::new(CHANGES_KEPT),
            findings,
            case,
            opened,
        })
    }

    /// Asks `what_if` what would change a lead, and shows it.
    #[must_use]
    pub fn asking(self, what_if: WhatIf) -> Self {
        Self { what_if: Some(what_if), ..self }
    }

    /// The case that is at the same place now.
    pub(crate) fn reopen(&self) -> Result<Self, DeskError> {
        Ok(Self { what_if: self.what_if, ..Self::open(self.case.dir())? })
    }

    /// Whether the case is the one that was opened.
    pub(crate) fn is_current(&self) -> bool {
        self.opened == Stamp::of(&self.case.dir().join(MANIFEST))
    }

    /// The name of the case's folder.
    pub(crate) fn name(&self) -> String {
        let dir = fs::canonicalize(self.case.dir()).unwrap_or_else(|_| self.case.dir().to_owned());
        dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The lead of this id.
    pub(crate) fn lead(&self, id: &str) -> Option<&LeadRow> {
        self.leads_at.get(id).map(|at| &self.findings.leads[*at])
    }

    /// What became of a lead that an earlier run told under this id.
    pub(crate) fn fate(&self, id: &str) -> Option<Fate<'_>> {
        Fates::of(&self.revisions).follow(id, |id| self.leads_at.contains_key(id))
    }

    /// The leads before and behind this one by rank.
    pub(crate) fn neighbours(&self, lead: &LeadRow) -> (Option<&LeadRow>, Option<&LeadRow>) {
        let Some(&at) = self.leads_at.get(&lead.lead_id) else { return (None, None) };
        let before = at.checked_sub(1).and_then(|at| self.findings.leads.get(at));
        (before, self.findings.leads.get(at + 1))
    }

    /// The hull of this key.
    pub(crate) fn vessel(&self, hull: HullKey) -> Option<&VesselRow> {
        self.vessels_at.get(&hull).map(|at| &self.findings.vessels[*at])
    }

    /// What a hull did, by time.
    pub(crate) fn events_of(&self, hull: HullKey) -> impl Iterator<Item = &EventRow> {
        self.events_of.get(&hull).into_iter().flatten().map(|at| &self.findings.events[*at])
    }

    /// The leads that any of these events is a leg of, best first.
    pub(crate) fn leads_with<'a>(&'a self, events: &[&EventRow]) -> Vec<&'a LeadRow> {
        let legs = events.iter().filter_map(|event| self.leads_of_event.get(&event.event_id)).flatten();
        let mut leads: Vec<usize> = legs.copied().collect();
        leads.sort_unstable();
        leads.dedup();
        leads.into_iter().map(|at| &self.findings.leads[at]).collect()
    }

    /// Where a hull stands in a lead that one of its events is a leg of.
    pub(crate) fn standing(&self, lead: &LeadRow, hull: HullKey) -> words::Standing {
        words::Standing::of(lead, self.findings.legs(lead), (hull.mmsi, hull.part))
    }

    /// Where a hull was heard, by time.
    pub(crate) fn heard(&self, hull: HullKey, hours: Hours) -> Result<Arc<Vec<MarkedPlace>>, TableError> {
        self.heard.get(&(hull, hours), || {
            let Hours { since, until } = hours;
            let filter = FixFilter { mmsi: Some(hull.mmsi), since: Some(since), until: Some(until) };
            let mut places = self.case.places(&filter)?;
            places.retain(|place| place.part == hull.part);
            Ok(places)
        })
    }

    /// What was said under a number, by time.
    pub(crate) fn said(&self, mmsi: i64) -> Result<Arc<Vec<SaidRow>>, TableError> {
        self.said.get(&mmsi, || self.case.said_by(mmsi))
    }

    /// The days on which a hull was believed, since 1970, each with how many of its fixes were.
    pub(crate) fn days(&self, hull: HullKey) -> Result<Arc<Vec<(i64, u64)>>, TableError> {
        let read = || Ok(self.case.fixes_by_day(hull.mmsi, hull.part)?.into_iter().collect());
        self.days.get(&hull, read)
    }

    /// Whether anybody can be asked what would change a lead.
    pub(crate) const fn can_tell_changes(&self) -> bool {
        self.what_if.is_some()
    }

    /// What would change a lead, in words; nothing where nobody can tell.
    pub(crate) fn changes(&self, lead: &LeadRow) -> Result<Option<words::Told>, TableError> {
        self.asked(lead, words::changes)
    }

    /// The same for programs: no rows where the case does not give the same lead once more.
    pub(crate) fn change_rows(&self, lead: &LeadRow) -> Result<Option<Option<Vec<ChangeRow>>>, TableError> {
        self.asked(lead, |changes| changes.map(ChangeRow::all))
    }

    fn asked<T>(
        &self,
        lead: &LeadRow,
        tell: impl Fn(Option<&[Change]>) -> T,
    ) -> Result<Option<T>, TableError> {
        let Some(what_if) = self.what_if else { return Ok(None) };
        let ask = || self.findings.changes(&self.case, lead, what_if).map(|changes| vec![changes]);
        let changes = self.changes.get(&lead.lead_id, ask)?;
        Ok(Some(tell(changes.first().and_then(Option::as_deref))))
    }

    /// How well ships are heard, by place.
    pub(crate) const fn reception(&self) -> Option<&LearnedReception> {
        self.reception.as_ref()
    }

    /// The speed that the hull of a gap is taken to make at most, in knots, as the run that found the meetings told it.
    pub(crate) fn top_speed_kn(&self, gap: &EventRow) -> f64 {
        let config = &self.findings.manifest.provenance.config;
        top_speed_kn(gap, self.vessel(HullKey::first(gap)), config)
    }

    /// The notes, each with the lead that it is about now. They are read anew when their file has changed.
    pub(crate) fn threads(&self) -> Result<Arc<Threads>, NotesError> {
        let stamp = Stamp::of(&self.case.dir().join("notes.sqlite"));
        let mut held = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read_at, threads)) = held.as_ref()
            && *read_at == stamp
        {
            return Ok(Arc::clone(threads));
        }
        let threads = Arc::new(self.sorted(self.notes.all()?));
        *held = Some((stamp, Arc::clone(&threads)));
        Ok(threads)
    }

    /// Notes, each with the lead that it is about now.
    pub(crate) fn sorted(&self, notes: Vec<Note>) -> Threads {
        Threads::of(notes, &self.revisions, |id| self.leads_at.contains_key(id))
    }

    /// Drops the notes that were read, because one was written.
    pub(crate) fn forget_threads(&self) {
        *self.threads.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Hours {
    /// Whether a part of an event lies in them; without an end it goes on.
    pub(crate) fn touch(&self, event: &EventRow) -> bool {
        event.start <= self.until && event.end.is_none_or(|end| end >= self.since)
    }

    /// From when a hull was first believed to when it was last.
    pub(crate) const fn of(vessel: &VesselRow) -> Self {
        Self { since: vessel.first_seen, until: vessel.last_seen }
    }
}

fn events_of(events: &[EventRow]) -> BTreeMap<HullKey, Vec<usize>> {
    let mut of: BTreeMap<HullKey, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let parties = [Some(HullKey::first(event)), HullKey::second(event)];
        parties.into_iter().flatten().for_each(|hull| of.entry(hull).or_default().push(at));
    }
    of
}

fn leads_of_event(leads: &[LeadRow]) -> BTreeMap<String, Vec<usize>> {
    let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, lead) in leads.iter().enumerate() {
        lead.legs.split(' ').for_each(|leg| of.entry(leg.to_owned()).or_default().push(at));
    }
    of
}

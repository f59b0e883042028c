//! Takes from a case what can be graded.

use std::collections::BTreeSet;

use case::{Case, EventRow, FixFilter, LeadRow, MarkedFix, TableError};
use model::{Degrees, EventKind, Interval, Metres, Mmsi, Position, SilenceFacts, Span};
use simulator::truth::Truth;
use track::JudgedSilence;

use crate::ablation::{ablations, stability};
use crate::baseline::Sighting;
use crate::encounters::Meeting;
use crate::findings::{Findings, FoundDarkRendezvous, FoundGap, FoundIdentityChange, FoundSpoofing};
use crate::grade::{grade, traceable};
use crate::ranking::Claim;
use crate::report::{Measure, Report};
use crate::scored::{LeadsError, ScoredLeads};
use crate::silences;

/// Grades a case against the truth, beside the baseline on the fixes of the same case.
///
/// # Errors
/// When a table of the case cannot be read, or another version found its leads by other indicators.
pub fn grade_case(case: &Case, truth: &Truth) -> Result<Report, LeadsError> {
    let findings = Findings::of(&case.events()?, &case.leads()?);
    let mut sightings: Vec<Sighting> =
        case.fixes(&FixFilter::default())?.iter().filter_map(sighting).collect();
    sightings.sort_by_key(|sighting| (sighting.mmsi, sighting.time));
    let (leads, incidents) = (ScoredLeads::of(case)?, traceable(truth));
    let mut report = grade(&findings, &sightings, truth);
    report.ablation = ablations(&leads, &findings.leads, &incidents);
    report.measures.extend(stability(&leads, &findings.leads, &incidents));
    Ok(report)
}

/// Whether a case was made from the world of a truth: most of its vessels broadcast numbers that the truth knows.
///
/// # Errors
/// When the table of vessels cannot be read.
pub fn is_of_its_world(case: &Case, truth: &Truth) -> Result<bool, TableError> {
    let known: BTreeSet<i64> = truth.broadcasts.iter().map(|row| i64::from(row.mmsi.get())).collect();
    let vessels = case.vessels()?;
    let of_world = vessels.iter().filter(|vessel| known.contains(&vessel.mmsi)).count();
    Ok(2 * of_world >= vessels.len())
}

/// The silences of a case of which the truth tells the cause, to fit weights on.
///
/// # Errors
/// When a table of the case cannot be read.
pub fn judged_silences(case: &Case, truth: &Truth) -> Result<Vec<JudgedSilence>, TableError> {
    Ok(silences::judged(&Findings::of(&case.events()?, &[]).gaps, truth))
}

/// How well switch-offs are told in a case with weights fitted on the silences of other worlds.
///
/// # Errors
/// When a table of the case cannot be read.
pub fn fitted_measures(
    case: &Case,
    truth: &Truth,
    others: &[JudgedSilence],
) -> Result<Vec<Measure>, TableError> {
    let gaps = Findings::of(&case.events()?, &[]).gaps;
    Ok(silences::fitted_measures(&silences::graded(&gaps, truth), others))
}

impl Findings {
    fn of(events: &[EventRow], leads: &[LeadRow]) -> Self {
        let of_kind = |kind| events.iter().filter(move |event| event.kind == kind);
        let mut unseen: Vec<&EventRow> = of_kind(EventKind::DarkRendezvous).collect();
        unseen.sort_by(|one, other| likeliest_first(one).total_cmp(&likeliest_first(other)));
        Self {
            encounters: of_kind(EventKind::Encounter).filter_map(meeting).collect(),
            gaps: of_kind(EventKind::Gap).filter_map(gap).collect(),
            dark_rendezvous: unseen.into_iter().filter_map(dark_rendezvous).collect(),
            identity_changes: of_kind(EventKind::IdentityChange).filter_map(identity_change).collect(),
            spoofing: of_kind(EventKind::Spoofing).filter_map(spoofing).collect(),
            leads: leads.iter().map(claim).collect(),
        }
    }
}

fn meeting(event: &EventRow) -> Option<Meeting> {
    Some(Meeting { pair: (mmsi(event.mmsi_a)?, mmsi(event.mmsi_b?)?), when: interval(event), fixes: 0 })
}

fn gap(event: &EventRow) -> Option<FoundGap> {
    Some(FoundGap {
        mmsi: mmsi(event.mmsi_a)?,
        when: interval(event),
        facts: facts(event),
        p_intentional: event.p_intentional,
    })
}

fn facts(event: &EventRow) -> Option<SilenceFacts> {
    Some(SilenceFacts {
        missed: event.missed?,
        missed_else: event.missed_else?,
        others: event.others_heard?,
        fishes: event.fishes?,
        idle: Span::from_secs_f64(event.idle_hours? * 3600.0),
        beyond: Span::from_secs_f64(event.beyond_hours? * 3600.0),
        together: u32::try_from(event.silent_together?).ok()?,
    })
}

fn likeliest_first(event: &EventRow) -> f64 {
    -event.p_met.unwrap_or(0.0)
}

fn dark_rendezvous(event: &EventRow) -> Option<FoundDarkRendezvous> {
    Some(FoundDarkRendezvous {
        mmsis: parties(event),
        when: interval(event),
        position: Position::from_degrees(Degrees(event.lat), Degrees(event.lon)).ok()?,
        radius: Metres::from_km(event.radius_km?),
        pair_radius: Metres::from_km(event.pair_radius_km?),
        possible: Interval::between(event.start_earliest?, event.end_latest?),
    })
}

fn identity_change(event: &EventRow) -> Option<FoundIdentityChange> {
    Some(FoundIdentityChange {
        old: mmsi(event.mmsi_a)?,
        new: mmsi(event.mmsi_b?)?,
        last_old: event.start,
        first_new: event.end?,
    })
}

fn spoofing(event: &EventRow) -> Option<FoundSpoofing> {
    Some(FoundSpoofing { mmsi: mmsi(event.mmsi_a)?, when: interval(event) })
}

/// A lead claims the ships and the time of the event that decides it; the other legs of a chain are its reasons.
pub(crate) fn claim(lead: &LeadRow) -> Claim {
    let mmsis = [Some(lead.mmsi_a), lead.mmsi_b].into_iter().flatten().filter_map(mmsi).collect();
    let when = Interval::between(lead.start, lead.end.unwrap_or(lead.start));
    let tonnes = lead.tonnes_low.zip(lead.tonnes_high);
    Claim { mmsis, when, cargo: lead.cargo.as_str().to_owned(), probability: Some(lead.probability), tonnes }
}

fn sighting(marked: &MarkedFix) -> Option<Sighting> {
    marked.doubt.is_none().then_some(())?;
    let fix = &marked.fix;
    let position = Position::from_degrees(Degrees(fix.lat), Degrees(fix.lon)).ok()?;
    Some(Sighting { mmsi: mmsi(fix.mmsi)?, time: fix.time, position })
}

fn parties(event: &EventRow) -> Vec<Mmsi> {
    [Some(event.mmsi_a), event.mmsi_b].into_iter().flatten().filter_map(mmsi).collect()
}

fn interval(event: &EventRow) -> Interval {
    Interval::between(event.start, event.end.unwrap_or(event.start))
}

fn mmsi(number: i64) -> Option<Mmsi> {
    Mmsi::try_from(u32::try_from(number).ok()?).ok()
}

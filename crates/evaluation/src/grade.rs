//! The grading on one screen: each kind of finding against its truth, the ranked list beside the baseline's.

use std::collections::BTreeSet;

use model::{Interval, Mmsi, MmsiKind, Span, Timestamp};
use simulator::truth::{Act, EncounterRow, IncidentRow, SilenceCause, Truth};

use crate::baseline::{self, Sighting};
use crate::encounters::{self, HeardBand, Meeting};
use crate::findings::Findings;
use crate::ranking::{self, Claim, Incident, Ranking};
use crate::report::{Curves, Ground, IncidentRank, Measure, Report};
use crate::separation::roc_auc;
use crate::{dark, honesty, silences, spoofing};

/// Grades what a case found against the truth, beside the baseline on the same sightings, which must be sorted by
/// (MMSI, time).
pub fn grade(findings: &Findings, sightings: &[Sighting], truth: &Truth) -> Report {
    let incidents = traceable(truth);
    let ours = ranking::rank(&findings.leads, &incidents);
    let rival = ranking::rank(&baseline::ranked_claims(sightings), &incidents);
    let lengths = silence_lengths(truth);

    let mut measures = encounter_measures(findings, truth);
    measures.extend(silences::measures(&silences::graded(&findings.gaps, truth)));
    measures.extend(dark::measures(findings, truth));
    measures.extend(identity_measures(findings, sightings, truth));
    measures.extend(spoofing::measures(&findings.spoofing, truth));
    measures.extend(lead_measures(&ours, &rival, &findings.leads, &incidents));
    measures.extend(honesty::measures(&ours, &findings.leads));
    Report {
        ground: Ground::Simulated,
        measures,
        incidents: incident_ranks(&incidents, &ours, &rival),
        reliability: honesty::reliability(&ours, &findings.leads),
        honest_hulls: honesty::honest_hulls(&ours, &findings.leads, truth),
        ablation: Vec::new(),
        curves: Curves { darkwake: ours.curve(), baseline: rival.curve() },
        warnings: warnings(&rival, &lengths),
    }
}

fn encounter_measures(findings: &Findings, truth: &Truth) -> Vec<Measure> {
    let meetings: Vec<Meeting> = truth.encounters.iter().filter_map(meeting).collect();
    let graded = encounters::compare(&findings.encounters, &meetings);
    let transfers: Vec<Meeting> =
        truth.encounters.iter().filter(|row| dark::is_transfer(row)).filter_map(meeting).collect();
    let of_transfers = encounters::compare(&findings.encounters, &transfers);
    let recall = |name: &str, band| {
        let (share, of) = graded.recall(band);
        Measure::of("encounters", format!("recall, {name}"), share, of)
    };
    let transfers_recall = |name: &str, band| {
        let (share, of) = of_transfers.recall(band);
        Measure::of("encounters", format!("recall of transfers, {name}"), share, of)
    };
    let overlap = |name: &str, band: HeardBand| {
        let of = graded.recall(band).1;
        let value = graded.median_overlap(band).unwrap_or(0.0);
        Measure::of("encounters", format!("median time overlap, {name}"), value, of)
    };
    vec![
        recall("10 fixes or more of each", HeardBand::TEN_OR_MORE),
        recall("30 fixes or more of each", HeardBand::THIRTY_OR_MORE),
        recall("10 to 29 fixes", HeardBand::TEN_TO_29),
        transfers_recall("30 fixes or more of each", HeardBand::THIRTY_OR_MORE),
        transfers_recall("10 to 29 fixes", HeardBand::TEN_TO_29),
        Measure::of("encounters", "precision", graded.precision(), graded.found),
        overlap("30 fixes or more of each", HeardBand::THIRTY_OR_MORE),
        Measure::of("encounters", "meetings told in more than one piece", graded.pieces as f64, graded.found),
    ]
}

/// Only changes of which the old number was heard before and the new one after can be told.
fn identity_measures(findings: &Findings, sightings: &[Sighting], truth: &Truth) -> Vec<Measure> {
    let changes: BTreeSet<(Mmsi, Mmsi)> =
        truth.identity_changes.iter().map(|row| (row.mmsi_old, row.mmsi_new)).collect();
    let left_a_trace: BTreeSet<(Mmsi, Mmsi)> = truth
        .identity_changes
        .iter()
        .filter(|row| {
            sightings_of(row.mmsi_old, sightings).any(|time| time < row.at)
                && sightings_of(row.mmsi_new, sightings).any(|time| time >= row.at)
        })
        .map(|row| (row.mmsi_old, row.mmsi_new))
        .collect();
    // Fleets take numbers of no ship station as they please: such a number is nobody's identity.
    let is_of_ships =
        |(old, new): &&(Mmsi, Mmsi)| [old, new].iter().all(|mmsi| mmsi.kind() == MmsiKind::Ship);
    let (of_ships, others): (Vec<_>, Vec<_>) = left_a_trace.iter().partition(is_of_ships);
    let found: BTreeSet<(Mmsi, Mmsi)> =
        findings.identity_changes.iter().map(|change| (change.old, change.new)).collect();
    let right = changes.intersection(&found).count() as f64;
    let recall = |name: &str, changes: &[&(Mmsi, Mmsi)]| {
        let told = changes.iter().filter(|change| found.contains(change)).count() as f64;
        Measure::of("identity changes", name, told / changes.len().max(1) as f64, changes.len())
    };
    vec![
        recall("recall, old number heard before and new one after", &of_ships),
        recall("recall, heard before and after, of no ship station", &others),
        Measure::of("identity changes", "precision", right / found.len().max(1) as f64, found.len()),
    ]
}

/// When a number was heard.
fn sightings_of(mmsi: Mmsi, sightings: &[Sighting]) -> impl Iterator<Item = Timestamp> {
    let from = sightings.partition_point(|sighting| sighting.mmsi < mmsi);
    sightings[from..].iter().take_while(move |sighting| sighting.mmsi == mmsi).map(|sighting| sighting.time)
}

fn lead_measures(ours: &Ranking, rival: &Ranking, leads: &[Claim], of: &[Incident]) -> Vec<Measure> {
    let incidents = of.len();
    let precision = |depth: usize| {
        Measure::of("leads", format!("precision@{depth}"), ours.precision_at(depth), incidents)
            .beside(rival.precision_at(depth))
    };
    let recall = |depth: usize| {
        Measure::of("leads", format!("recall@{depth}"), ours.recall_at(depth), incidents)
            .beside(rival.recall_at(depth))
    };
    let recall_of = |name: &str, act: Act| {
        let ((ours, of_act), (rival, _)) = (ours.recall_of(act, 100, of), rival.recall_of(act, 100, of));
        Measure::of("leads", name, ours, of_act).beside(rival)
    };
    let (right, named) = ours.cargo_right;
    vec![
        Measure::of("leads", "average precision", ours.average_precision(), incidents)
            .beside(rival.average_precision()),
        precision(10),
        precision(25),
        precision(50),
        recall(50),
        recall(100),
        recall_of("recall@100, meetings at sea", Act::Meeting),
        recall_of("recall@100, calls at a berth", Act::Call),
        Measure::of("leads", "cargo right where one is named", right as f64 / named.max(1) as f64, named),
        Measure::of("leads", "leads on both lists", leads.len() as f64, leads.len().max(1)),
    ]
}

fn incident_ranks(incidents: &[Incident], ours: &Ranking, rival: &Ranking) -> Vec<IncidentRank> {
    let ranks = ours.first_rank.iter().zip(&rival.first_rank);
    incidents
        .iter()
        .zip(ranks)
        .map(|(incident, (rank, baseline_rank))| IncidentRank {
            incident: incident.id.clone(),
            story: incident.story.clone(),
            rank: *rank,
            baseline_rank: *baseline_rank,
        })
        .collect()
}

/// Worlds that plain rules solve say little about anything better (design: average precision 0.25, AUC 0.9).
fn warnings(rival: &Ranking, silences: &[(f64, bool)]) -> Vec<String> {
    const EASY_AVERAGE_PRECISION: f64 = 0.25;
    const EASY_AUC: f64 = 0.9;
    let baseline = rival.average_precision();
    let easy_leads = (!rival.first_rank.is_empty() && baseline > EASY_AVERAGE_PRECISION)
        .then(|| format!("the baseline reaches average precision {baseline:.2} here: this world is easy"));
    let easy_silences = roc_auc(silences)
        .filter(|auc| *auc > EASY_AUC)
        .map(|auc| format!("length alone tells switch-offs here with AUC {auc:.2}: this world is easy"));
    easy_leads.into_iter().chain(easy_silences).collect()
}

fn silence_lengths(truth: &Truth) -> Vec<(f64, bool)> {
    let length = |span: Span| span.hours();
    truth.silences.iter().map(|row| (length(row.interval().span()), is_switch_off(row.cause))).collect()
}

const fn is_switch_off(cause: SilenceCause) -> bool {
    matches!(cause, SilenceCause::SwitchOffIllicit | SilenceCause::SwitchOffOther)
}

/// A true encounter as it can be found: only where both hulls broadcast a number.
fn meeting(row: &EncounterRow) -> Option<Meeting> {
    let pair = row.mmsi_a.zip(row.mmsi_b)?;
    Some(Meeting { pair, when: row.interval(), fixes: row.fixes_a.min(row.fixes_b) })
}

/// The incidents that left a trace in what was received.
pub(crate) fn traceable(truth: &Truth) -> Vec<Incident> {
    truth.incidents.iter().filter(|row| row.traceable).map(incident).collect()
}

fn incident(row: &IncidentRow) -> Incident {
    Incident {
        id: row.incident_id.to_string(),
        story: row.story.clone(),
        act: row.act,
        mmsis: row.mmsis.clone(),
        when: Interval::between(row.start, row.end),
        cargo: row.cargo.clone(),
        tonnes: row.tonnes,
    }
}

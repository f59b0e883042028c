//! The grading on one screen: each kind of finding against its truth, the ranked list beside the baseline's.

use std::collections::BTreeSet;

use model::{Interval, Metres, Mmsi, MmsiKind, Span, Timestamp};
use simulator::truth::{Act, DarkRendezvousRow, DarkSide, EncounterRow, IncidentRow, SilenceCause, Truth};

use crate::baseline::{self, Sighting};
use crate::encounters::{self, HeardBand, Meeting};
use crate::findings::{Findings, FoundDarkRendezvous};
use crate::ranking::{self, Claim, Incident, Ranking};
use crate::report::{Curves, Ground, IncidentRank, Measure, Report};
use crate::separation::roc_auc;
use crate::{honesty, silences, spoofing};

/// Grades what a case found against the truth, beside the baseline on the same sightings, which must be sorted by
/// (MMSI, time).
pub fn grade(findings: &Findings, sightings: &[Sighting], truth: &Truth) -> Report {
    let incidents = traceable(truth);
    let ours = ranking::rank(&findings.leads, &incidents);
    let rival = ranking::rank(&baseline::ranked_claims(sightings), &incidents);
    let lengths = silence_lengths(truth);

    let mut measures = encounter_measures(findings, truth);
    measures.extend(silences::measures(&silences::graded(&findings.gaps, truth)));
    measures.extend(dark_measures(findings, truth));
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
    let recall = |name: &str, band| {
        let (share, of) = graded.recall(band);
        Measure::of("encounters", format!("recall, {name}"), share, of)
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
        Measure::of("encounters", "precision", graded.precision(), graded.found),
        overlap("30 fixes or more of each", HeardBand::THIRTY_OR_MORE),
        Measure::of("encounters", "meetings told in more than one piece", graded.pieces as f64, graded.found),
    ]
}

/// Of the likeliest dark rendezvous found, three times as many as there truly were.
fn dark_measures(findings: &Findings, truth: &Truth) -> Vec<Measure> {
    let rows = &truth.dark_rendezvous;
    let depth = (rows.len() * 3).min(findings.dark_rendezvous.len());
    let looked_at = &findings.dark_rendezvous[..depth];
    let hits: Vec<DarkHit<'_>> = rows.iter().filter_map(|row| DarkHit::of(row, looked_at)).collect();
    let right = looked_at.iter().filter(|found| rows.iter().any(|row| found.meets(row))).count();
    let both = hits.iter().filter(|hit| hit.names_both).count();
    let recall = |name: &str, dark: fn(DarkSide) -> bool| {
        let of = rows.iter().filter(|row| dark(row.dark)).count();
        dark_share(name, hits.iter().filter(|hit| dark(hit.row.dark)).count(), of)
    };
    let mut measures = vec![
        recall("recall@3n", |_| true),
        recall("recall@3n, one ship dark", |dark| dark == DarkSide::One),
        recall("recall@3n, both ships dark", |dark| dark == DarkSide::Both),
        dark_share("precision@3n, several finds of one meeting right", right, depth),
        dark_share("recall@3n, both ships named", both, rows.len()),
    ];
    measures.extend(place_measures(&hits));
    measures
}

/// How far from the true places and times those found were, and whether they said so.
fn place_measures(hits: &[DarkHit<'_>]) -> Vec<Measure> {
    let all: Vec<&DarkHit<'_>> = hits.iter().collect();
    let of_one: Vec<&DarkHit<'_>> = hits.iter().filter(|hit| hit.row.dark == DarkSide::One).collect();
    let named: Vec<&DarkHit<'_>> = hits.iter().filter(|hit| hit.found.names_both(hit.row)).collect();
    let place_error = |name: &str, hits: &[&DarkHit<'_>]| {
        let errors = placed(hits).into_iter().map(|(error, _)| error.km());
        Measure::of(DARK, name, median(errors), hits.len())
    };
    let inside = |name: &str, hits: &[&DarkHit<'_>]| {
        let placed = placed(hits);
        dark_share(name, placed.iter().filter(|(error, radius)| error <= radius).count(), placed.len())
    };
    let time_error = median(of_one.iter().map(|hit| hit.time_error().hours()));
    vec![
        place_error("median place error of those found, km", &all),
        place_error("median place error, one ship dark, km", &of_one),
        Measure::of(DARK, "median time error, one ship dark, h", time_error, of_one.len()),
        inside("true place inside the radius said to hold 0.9", &all),
        inside("true place inside the radius, both ships named", &named),
    ]
}

const DARK: &str = "dark rendezvous";

fn dark_share(name: &str, count: usize, of: usize) -> Measure {
    Measure::of(DARK, name, count as f64 / of.max(1) as f64, of)
}

/// How far from the true place each was said to be, and how far it was said to be at most.
fn placed(hits: &[&DarkHit<'_>]) -> Vec<(Metres, Metres)> {
    hits.iter().filter_map(|hit| hit.error_and_radius()).collect()
}

/// A true meeting and the likeliest find of it.
struct DarkHit<'a> {
    row: &'a DarkRendezvousRow,
    found: &'a FoundDarkRendezvous,
    /// Whether any find of it names both ships.
    names_both: bool,
}

impl<'a> DarkHit<'a> {
    fn of(row: &'a DarkRendezvousRow, looked_at: &'a [FoundDarkRendezvous]) -> Option<Self> {
        let mut finds = looked_at.iter().filter(|found| found.meets(row));
        let names_both = finds.clone().any(|found| found.names_both(row));
        Some(Self { row, found: finds.next()?, names_both })
    }

    fn error_and_radius(&self) -> Option<(Metres, Metres)> {
        Some((self.found.position.distance(self.row.position()?), self.found.radius))
    }

    /// Between the middles.
    fn time_error(&self) -> Span {
        let apart = self.found.when.middle() - self.row.interval().middle();
        Span::from_ms(apart.ms().abs())
    }
}

/// 0 where there is nothing.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

impl FoundDarkRendezvous {
    /// Whether it is about a true meeting: one of its ships, in its hours.
    fn meets(&self, row: &DarkRendezvousRow) -> bool {
        let named = [row.mmsi_a, row.mmsi_b].into_iter().flatten().any(|mmsi| self.mmsis.contains(&mmsi));
        named && self.when.overlap(row.interval()).is_some()
    }

    fn names_both(&self, row: &DarkRendezvousRow) -> bool {
        [row.mmsi_a, row.mmsi_b].into_iter().all(|mmsi| mmsi.is_some_and(|mmsi| self.mmsis.contains(&mmsi)))
    }
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

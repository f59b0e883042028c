//! Oil that the leads of a case are consistent with, year by year, against the cap of UN Security Council resolution
//! 2397 (2017), paragraph 5: 500,000 barrels of refined petroleum products in twelve months from 1 January.
//!
//! Each delivery counts once: leads that share a meeting, a silence or a change of draught tell of one, and the best of them
//! counts, in the year of its last leg. A lead that a reviewer dismissed counts only where that is asked for. An amount is drawn many times: whether the lead is what its list claims, whether
//! the cargo is oil, and how much, each from the lead's own interval. The sum is a lower bound on what is seen, never a
//! country's imports: what no archive holds is not in it.

use std::collections::{BTreeMap, BTreeSet};

use case::LeadRow;
use case::notes::Triage;
use model::{EventKind, List, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::Serialize;

use crate::{Findings, Reviews};

/// Barrels that may be delivered in a calendar year.
pub const CAP_BARRELS: f64 = 500_000.0;

/// Draws of each sum; the same ones on every machine.
const DRAWS: usize = 4_000;
const SEED: u64 = 2397;
/// Standard deviations from the median to the 95 % quantile.
const TO_95: f64 = 1.644_854;

/// How many barrels a tonne of a product is, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Product {
    /// What it is.
    pub name: &'static str,
    /// Barrels in a tonne.
    pub barrels_per_tonne: f64,
    /// Where the figure comes from.
    pub source: &'static str,
}

/// The factors that are reported, the first one beside the cap.
pub const PRODUCTS: [Product; 5] = [
    Product {
        name: "as reported to the 1718 Committee",
        barrels_per_tonne: 8.33,
        source: "implied by deliveries reported to the Committee: 1,410 t as 11,745 barrels, 2,388 t as 19,892",
    },
    Product { name: "gasoline", barrels_per_tonne: 8.4, source: "physical, 8.3 to 8.5" },
    Product { name: "jet fuel", barrels_per_tonne: 7.9, source: "physical" },
    Product { name: "diesel", barrels_per_tonne: 7.45, source: "physical" },
    Product { name: "fuel oil", barrels_per_tonne: 6.5, source: "physical, 6.3 to 6.7" },
];

/// The 5 % quantile, the median and the 95 % quantile of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Amount {
    /// 5 % quantile.
    pub low: f64,
    /// Median.
    pub mid: f64,
    /// 95 % quantile.
    pub high: f64,
}

/// What becomes of leads that reviewers dismissed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dismissed {
    /// They have an everyday explanation and do not count.
    #[default]
    LeftOut,
    /// They count as if nobody had looked at them.
    Counted,
}

/// What is seen of one calendar year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Year {
    /// The calendar year, UTC.
    pub year: i32,
    /// Days of it from the first to the last fix of the archive.
    pub days_covered: i64,
    /// Deliveries that may have been of oil.
    pub deliveries: usize,
    /// How many of them were, in the middle of the draws.
    pub expected_deliveries: f64,
    /// Tonnes, weighed by how likely each delivery is.
    pub tonnes: Amount,
    /// The same in barrels by the Committee's factor.
    pub barrels: Amount,
    /// The same as a share of the cap.
    pub share_of_cap: Amount,
    /// Tonnes if every one of them was a delivery of oil.
    pub tonnes_if_all: Amount,
    /// Leads of oil that reviewers dismissed, whether they count or not.
    pub dismissed: usize,
    /// What the probabilities were fitted on.
    pub calibration: &'static str,
}

/// Every year of which a delivery was seen, in order.
pub fn cap(findings: &Findings, reviews: &Reviews, dismissed: Dismissed) -> Vec<Year> {
    let is_dismissed = |lead: &&LeadRow| reviews.status(lead) == Triage::Dismissed;
    let listed = || findings.leads.iter().filter(|lead| lead.list == List::Dprk);
    let counts = |lead: &&LeadRow| dismissed == Dismissed::Counted || !is_dismissed(lead);
    let mut years: BTreeMap<i32, Leads<'_>> = BTreeMap::new();
    let year = |lead| year_of(last_leg(findings, lead));
    for lead in deliveries(findings, listed().filter(counts)) {
        years.entry(year(lead)).or_default().counted.push(lead);
    }
    for lead in listed().filter(is_dismissed).filter(|lead| may_be_oil(lead)) {
        years.entry(year(lead)).or_default().dismissed += 1;
    }
    years.into_iter().map(|(year, leads)| of_year(findings, year, &leads)).collect()
}

/// The leads of a year.
#[derive(Default)]
struct Leads<'a> {
    /// One a delivery.
    counted: Vec<&'a LeadRow>,
    dismissed: usize,
}

fn may_be_oil(lead: &LeadRow) -> bool {
    lead.tonnes_mid.is_some() && lead.cargo_oil > 0.0
}

/// Of some leads those that may be of oil, each delivery once.
fn deliveries<'a>(findings: &'a Findings, leads: impl Iterator<Item = &'a LeadRow>) -> Vec<&'a LeadRow> {
    let mut counted: BTreeSet<&str> = BTreeSet::new();
    let mut deliveries = Vec::new();
    for lead in leads {
        let of_it: Vec<&str> = findings
            .legs(lead)
            .filter(|leg| is_of_one_delivery(leg.kind) || leg.event_id == lead.event_id)
            .map(|leg| leg.event_id.as_str())
            .collect();
        let is_told = of_it.iter().any(|event| counted.contains(event));
        counted.extend(of_it);
        if !is_told && may_be_oil(lead) {
            deliveries.push(lead);
        }
    }
    deliveries
}

/// Whether two leads with one such event between them tell of one delivery; a call at a port may serve two.
const fn is_of_one_delivery(kind: EventKind) -> bool {
    match kind {
        EventKind::Encounter
        | EventKind::Loitering
        | EventKind::Gap
        | EventKind::DarkRendezvous
        | EventKind::DraughtChange => true,
        EventKind::PortVisit
        | EventKind::IdentityChange
        | EventKind::SharedIdentity
        | EventKind::Spoofing => false,
    }
}

fn last_leg(findings: &Findings, lead: &LeadRow) -> Timestamp {
    findings.legs(lead).map(|leg| leg.start).max().unwrap_or(lead.start)
}

fn of_year(findings: &Findings, year: i32, leads: &Leads<'_>) -> Year {
    let mut draws = Draws(ChaCha8Rng::seed_from_u64(SEED));
    let (mut weighed, mut all) = (Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS));
    let mut happened = 0usize;
    for _ in 0..DRAWS {
        let (mut seen, mut whole) = (0.0, 0.0);
        for lead in &leads.counted {
            let tonnes = draws.tonnes(lead);
            whole += tonnes;
            if draws.happened(lead) {
                happened += 1;
                seen += tonnes;
            }
        }
        weighed.push(seen);
        all.push(whole);
    }
    let tonnes = Amount::of(weighed);
    Year {
        year,
        days_covered: days_covered(findings, year),
        deliveries: leads.counted.len(),
        expected_deliveries: happened as f64 / DRAWS as f64,
        tonnes,
        barrels: tonnes.times(PRODUCTS[0].barrels_per_tonne),
        share_of_cap: tonnes.times(PRODUCTS[0].barrels_per_tonne / CAP_BARRELS),
        tonnes_if_all: Amount::of(all),
        dismissed: leads.dismissed,
        calibration: findings.leads.first().map_or("", |lead| lead.calibration.as_str()),
    }
}

impl Amount {
    /// The quantiles of some draws.
    fn of(mut draws: Vec<f64>) -> Self {
        draws.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let last = draws.len().saturating_sub(1) as f64;
            draws.get((share * last).round() as usize).copied().unwrap_or_default()
        };
        Self { low: at(0.05), mid: at(0.5), high: at(0.95) }
    }

    /// In another unit.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, mid: self.mid * factor, high: self.high * factor }
    }
}

struct Draws(ChaCha8Rng);

impl Draws {
    /// Even between 0 and 1, 1 left out.
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Whether the lead is a delivery, and of oil: its probability is drawn from its interval on the scale of odds.
    fn happened(&mut self, lead: &LeadRow) -> bool {
        let odds = |p: f64| (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln();
        let drawn =
            self.split(odds(lead.probability_low), odds(lead.probability), odds(lead.probability_high));
        let probability = 1.0 / (1.0 + (-drawn).exp());
        self.unit() < probability * lead.cargo_oil
    }

    fn tonnes(&mut self, lead: &LeadRow) -> f64 {
        let (Some(low), Some(mid), Some(high)) = (lead.tonnes_low, lead.tonnes_mid, lead.tonnes_high) else {
            return 0.0;
        };
        let ln = |tonnes: f64| tonnes.max(1.0).ln();
        self.split(ln(low), ln(mid), ln(high)).exp()
    }

    /// Normal on either side of the median, so wide that the two quantiles are met.
    fn split(&mut self, low: f64, mid: f64, high: f64) -> f64 {
        let normal = self.normal();
        let wide = if normal < 0.0 { mid - low } else { high - mid };
        mid + normal * wide.max(0.0) / TO_95
    }
}

fn year_of(time: Timestamp) -> i32 {
    time.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// Days of the year between the first and the last fix.
fn days_covered(findings: &Findings, year: i32) -> i64 {
    let moment = |text: String| Timestamp::from_rfc3339(&text).ok();
    let new_year = |year: i32| moment(format!("{year}-01-01T00:00:00Z"));
    let covered = || {
        let known = findings.manifest.coverage.as_ref()?;
        let first = moment(known.first.clone())?.max(new_year(year)?);
        let last = moment(known.last.clone())?.min(new_year(year + 1)?);
        Some((last.day() - first.day() + 1).max(0))
    };
    covered().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_of_a_lead_are_met_by_what_is_drawn() {
        let mut draws = Draws(ChaCha8Rng::seed_from_u64(1));
        let drawn = Amount::of(
            (0..20_000)
                .map(|_| draws.split(800.0_f64.ln(), 1500.0_f64.ln(), 4000.0_f64.ln()).exp())
                .collect(),
        );
        for (found, wanted) in [(drawn.low, 800.0), (drawn.mid, 1500.0), (drawn.high, 4000.0)] {
            assert!((found / wanted - 1.0_f64).abs() < 0.05, "{drawn:?}");
        }
    }

    #[test]
    fn the_committees_factor_gives_the_committees_figures() {
        let barrels = |tonnes: f64| tonnes * PRODUCTS[0].barrels_per_tonne;
        for (tonnes, reported) in [(1410.0, 11_745.0), (238.0, 1987.0), (2388.0, 19_892.0)] {
            assert!((barrels(tonnes) - reported).abs() < 10.0, "{tonnes}");
        }
    }
}

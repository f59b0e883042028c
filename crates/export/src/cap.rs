//! Oil that the leads of a case are consistent with, year by year, against the cap of UN Security Council resolution
//! 2397 (2017), paragraph 5: 500,000 barrels of refined petroleum products in twelve months from 1 January.
//!
//! Each delivery counts once: leads that share a meeting, a silence or a change of draught tell of one, and the best of them
//! that tells an amount counts, in the year of its last leg. A lead that a reviewer dismissed counts only where that is asked for.
//! An amount is drawn many times: whether the lead is what its list claims, whether the cargo is oil, and how much, each from the
//! lead's own interval. A lead of coal or of other dry cargo is in that sum as far as it may be oil after all, and nowhere else: it
//! is no delivery of oil that is counted, nor is it in what all of those would make together. The sum is a lower bound on what is
//! seen, never a country's imports: what no archive holds is not in it.

use std::collections::{BTreeMap, BTreeSet};

use case::notes::Triage;
use case::{EventRow, LeadRow};
use model::{Cargo, EventKind, List, Timestamp};
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
    /// Deliveries whose cargo is oil, or is not named.
    pub deliveries: usize,
    /// How many deliveries were of oil, in the middle of the draws; those of another likeliest cargo are in it with how likely oil is.
    pub expected_deliveries: f64,
    /// Tonnes, weighed by how likely each delivery is, and was of oil.
    pub tonnes: Amount,
    /// The same in barrels by the Committee's factor.
    pub barrels: Amount,
    /// The same as a share of the cap.
    pub share_of_cap: Amount,
    /// Tonnes if every one of `deliveries` was a delivery of oil.
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

/// Whether a lead tells how much was carried, and its cargo is oil or is not named.
fn may_be_oil(lead: &LeadRow) -> bool {
    tells_amount(lead) && matches!(lead.cargo, Cargo::Oil | Cargo::Unknown)
}

/// Whether a lead tells how much was carried, be it only perhaps oil.
fn tells_amount(lead: &LeadRow) -> bool {
    lead.tonnes_mid.is_some() && lead.cargo_oil > 0.0
}

/// Of some leads those that tell an amount, each delivery once.
fn deliveries<'a>(findings: &'a Findings, leads: impl Iterator<Item = &'a LeadRow>) -> Vec<&'a LeadRow> {
    let mut counted: BTreeSet<&str> = BTreeSet::new();
    let mut deliveries = Vec::new();
    for lead in leads.filter(|lead| tells_amount(lead)) {
        let of_it: Vec<&str> = findings
            .legs(lead)
            .filter(|leg| is_of_one_delivery(leg.kind) || leg.event_id == lead.event_id)
            .map(|leg| leg.event_id.as_str())
            .collect();
        let is_told = of_it.iter().any(|event| counted.contains(event));
        counted.extend(of_it);
        if !is_told {
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

/// When the last leg began in which cargo can have moved: a later change of number or call elsewhere is no delivery.
fn last_leg(findings: &Findings, lead: &LeadRow) -> Timestamp {
    let legs = findings.legs(lead).filter(|leg| can_deliver(leg));
    legs.map(|leg| leg.start).max().unwrap_or(lead.start)
}

fn can_deliver(leg: &EventRow) -> bool {
    is_of_one_delivery(leg.kind) || leg.port_country.as_deref() == Some("KP")
}

fn of_year(findings: &Findings, year: i32, leads: &Leads<'_>) -> Year {
    let mut draws = Draws(ChaCha8Rng::seed_from_u64(SEED));
    let (mut weighed, mut all) = (Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS));
    let mut happened = 0usize;
    for _ in 0..DRAWS {
        let (mut seen, mut whole) = (0.0, 0.0);
        for lead in &leads.counted {
            let tonnes = draws.tonnes(lead);
            whole += if may_be_oil(lead) { tonnes } else { 0.0 };
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
        deliveries: leads.counted.iter().filter(|lead| may_be_oil(lead)).count(),
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
    use crate::words::tests::{lead_of, meeting};

    #[test]
    fn a_lead_of_coal_is_no_delivery_of_oil_and_one_of_unnamed_cargo_may_be() {
        let lead = |cargo| {
            let (low, mid, high) = (Some(800.0), Some(1500.0), Some(4000.0));
            let amount =
                LeadRow { tonnes_low: low, tonnes_mid: mid, tonnes_high: high, ..lead_of(&meeting(4)) };
            LeadRow { cargo, cargo_oil: 0.2, ..amount }
        };
        let may = |cargo| may_be_oil(&lead(cargo));
        assert_eq!(
            [Cargo::Oil, Cargo::Unknown, Cargo::Coal, Cargo::Other].map(may),
            [true, true, false, false]
        );
        assert!(tells_amount(&lead(Cargo::Coal)), "it may be oil after all");
        assert!(!may_be_oil(&LeadRow { tonnes_mid: None, ..lead(Cargo::Oil) }));
    }

    #[test]
    fn a_delivery_counts_in_the_year_of_the_call_in_the_dprk_and_not_of_a_later_one_elsewhere() {
        let call = |country: &str| EventRow {
            kind: EventKind::PortVisit,
            port_country: Some(country.to_owned()),
            ..meeting(4)
        };
        assert!(can_deliver(&meeting(4)) && can_deliver(&call("KP")));
        assert!(!can_deliver(&call("CN")));
        assert!(!can_deliver(&EventRow { kind: EventKind::IdentityChange, ..meeting(4) }));
    }

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

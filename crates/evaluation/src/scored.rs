//! The leads of a case with the facts that they rest on: enough to weigh them anew, and to judge them.

use std::collections::BTreeMap;

use case::notes::{Notes, NotesError, Threads, Triage};
use case::{Case, EvidenceRow, LeadRow, TableError};
use model::{Group, SettingsError};
use score::{Fact, Indicator, JudgedLead, Weights, WeightsError, rescore};
use simulator::truth::Truth;

use crate::grade::traceable;
use crate::open::claim;
use crate::ranking::{self, Claim};

/// The leads of a case, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredLeads {
    pub(crate) rows: Vec<LeadRow>,
    /// Of each lead, in the same order.
    pub(crate) facts: Vec<Vec<Fact>>,
    /// What the case was made with.
    pub(crate) weights: Weights,
}

/// Why the leads of a case cannot be weighed anew.
#[derive(Debug, thiserror::Error)]
pub enum LeadsError {
    /// A table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// What reviewers wrote cannot be read.
    #[error(transparent)]
    Notes(#[from] NotesError),
    /// The manifest holds no weights that this version knows.
    #[error("the manifest tells no weights of this version ({0}): run the case again")]
    Weights(#[from] WeightsError),
    /// The evidence names an indicator that this version does not know.
    #[error("the evidence names indicator {0:?}, which this version does not know: run the case again")]
    Indicator(String),
}

impl ScoredLeads {
    /// Reads them.
    ///
    /// # Errors
    /// When a table cannot be read, or another version found the leads by other indicators.
    pub fn of(case: &Case) -> Result<Self, LeadsError> {
        let (rows, weights) = (case.leads()?, weights(case)?);
        let mut by_lead: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        for row in case.evidence()? {
            let fact = fact(&row, &weights)?;
            by_lead.entry(row.lead_id).or_default().push(fact);
        }
        let facts = rows.iter().map(|row| by_lead.remove(&row.lead_id).unwrap_or_default()).collect();
        Ok(Self { rows, facts, weights })
    }

    /// What the case was made with.
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    pub(crate) fn claims(&self) -> Vec<Claim> {
        self.rows.iter().map(claim).collect()
    }

    /// In how many leads a group counts.
    pub(crate) fn count_with(&self, group: Group) -> usize {
        let without = self.weights.clone().without(group);
        let counts = |facts: &&Vec<Fact>| rescore(facts, &self.weights) != rescore(facts, &without);
        self.facts.iter().filter(counts).count()
    }

    /// Every lead, judged by whether it meets an incident of a simulation that left a trace.
    pub fn judged_by(&self, truth: &Truth) -> Vec<JudgedLead> {
        let meets = ranking::rank(&self.claims(), &traceable(truth)).meets;
        let judged = self.facts.iter().zip(meets);
        judged.map(|(facts, right)| JudgedLead { facts: facts.clone(), right }).collect()
    }

    /// The leads that reviewers confirmed or dismissed.
    ///
    /// # Errors
    /// When there are notes and they cannot be read.
    pub fn reviewed(&self, case: &Case) -> Result<Vec<JudgedLead>, LeadsError> {
        let is_lead = |id: &str| self.rows.iter().any(|row| row.lead_id == id);
        let threads = Threads::of(Notes::of(case.dir()).all()?, &case.revisions()?, is_lead);
        let right = |row: &LeadRow| match threads.of_lead(&row.lead_id)?.triage() {
            Triage::Confirmed => Some(true),
            Triage::Dismissed => Some(false),
            Triage::Unseen | Triage::Reviewing => None,
        };
        let judged = self.rows.iter().zip(&self.facts);
        Ok(judged
            .filter_map(|(row, facts)| Some(JudgedLead { facts: facts.clone(), right: right(row)? }))
            .collect())
    }
}

fn weights(case: &Case) -> Result<Weights, WeightsError> {
    let told = toml::to_string(&case.manifest().provenance.config["weights"]);
    Weights::from_toml(&told.map_err(SettingsError::from)?)
}

fn fact(row: &EvidenceRow, weights: &Weights) -> Result<Fact, LeadsError> {
    let known = Indicator::ALL.into_iter().find(|known| known.id() == row.indicator);
    let indicator = known.ok_or_else(|| LeadsError::Indicator(row.indicator.clone()))?;
    Ok(Fact::told(indicator, row.state, row.log10_lr, weights))
}

//! What would change a lead, asked of the rules for whoever shows it: the terminal, the report and the desk.

use case::{Case, LeadRow, TableError};
use darkwake::Held;
use export::Findings;
use model::Change;

/// The changes of a lead of a case, as [`darkwake::what_would_change`] tells them.
pub(super) fn what_if(
    case: &Case,
    findings: &Findings,
    lead: &LeadRow,
) -> Result<Option<Vec<Change>>, TableError> {
    let held = Held { case, leads: &findings.leads, events: &findings.events, vessels: &findings.vessels };
    darkwake::what_would_change(held, lead, &findings.facts(lead).collect::<Vec<_>>())
}

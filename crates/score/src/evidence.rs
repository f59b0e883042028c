//! The indicators, looked at one group a file; each in three states.
//!
//! One fact never feeds two groups: a call at a DPRK port is counted as port and not as place; a length that shows a
//! false type or class is counted as identity and not as hull; an MMSI's digits are counted once, as link, identity
//! or hull in that order; a draught that tells what a coal voyage carried is no change of draught besides.

use model::{EvidenceState, Location};

use crate::subject::Subject;
use crate::{Fact, Indicator};

mod acquaintance;
mod beside;
mod claim;
mod coal;
pub(crate) mod contact;
mod counterparty;
pub(crate) mod gap;
mod hull;
mod identity;
pub(crate) mod link;
mod partners;
mod place;
pub(crate) mod port;
mod supply;
mod time;
pub(crate) mod voyage;

/// What was seen of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) indicator: Indicator,
    pub(crate) state: EvidenceState,
    /// The share of its log ratio that it brings: less than 1 for a weak sighting, more for a plain one.
    pub(crate) share: f64,
    pub(crate) text: String,
    pub(crate) cites: Vec<Location>,
}

/// Everything that was looked at for an incident.
pub(crate) fn gather(subject: Subject<'_>) -> Vec<Seen> {
    let mut seen = place::look(subject);
    seen.extend(contact::look(subject));
    seen.extend(gap::look(subject));
    seen.extend(port::look(subject));
    let (coal, draughts) =
        coal::look(subject).map_or_else(Default::default, |one| (Some(one.seen), one.draughts));
    seen.extend(coal);
    let linked = link::look(subject);
    let met = acquaintance::look(subject, linked.is_present());
    seen.push(linked);
    seen.extend(met);
    seen.extend(counterparty::look(subject));
    seen.extend(identity::look(subject));
    seen.extend(voyage::look(subject, &draughts));
    seen.extend(supply::look(subject));
    seen.extend(hull::look(subject, &seen));
    seen.extend(time::look(subject));
    seen
}

/// Whether an indicator was seen.
pub(crate) fn has(seen: &[Seen], indicator: Indicator) -> bool {
    seen.iter().any(|one| one.indicator == indicator && one.is_present())
}

impl Seen {
    pub(crate) const fn fact(&self) -> Fact {
        Fact { indicator: self.indicator, state: self.state, share: self.share }
    }

    pub(crate) fn is_present(&self) -> bool {
        self.state == EvidenceState::Present
    }

    fn present(indicator: Indicator, text: String, cites: &[Location]) -> Self {
        Self { indicator, state: EvidenceState::Present, share: 1.0, text, cites: cites.to_vec() }
    }

    fn absent(indicator: Indicator, text: impl Into<String>, cites: &[Location]) -> Self {
        let cites = cites.to_vec();
        Self { indicator, state: EvidenceState::Absent, share: 1.0, text: text.into(), cites }
    }

    fn unknown(indicator: Indicator, why: &str) -> Self {
        let text = format!("could not be assessed: {why}");
        Self { indicator, state: EvidenceState::NotAssessable, share: 1.0, text, cites: Vec::new() }
    }

    /// Takes it for not assessable.
    pub(crate) const fn forget(&mut self) {
        self.state = EvidenceState::NotAssessable;
    }

    fn at_share(self, share: f64) -> Self {
        Self { share, ..self }
    }
}

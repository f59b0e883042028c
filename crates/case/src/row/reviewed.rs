//! A lead beside what reviewers made of it: the row that leaves a case, wherever leads do.
//!
//! It is no table of a case: what a run finds and what people decide are kept apart there, so that no run undoes a
//! decision.

use model::Timestamp;
use serde::{Serialize, Serializer};

use super::{LeadRow, Row};
use crate::cell::Cell;
use crate::notes::{Thread, Triage};
use crate::{Column, ColumnKind, Schema, Unit, Value};

/// A lead and how far reviewers are with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewedLead {
    /// What was found.
    pub lead: LeadRow,
    /// How far reviewers are with it.
    pub status: Triage,
    /// Who set it so; untrusted text.
    pub reviewer: Option<String>,
    /// When.
    pub decided: Option<Timestamp>,
}

/// The columns that a review adds, behind those of the lead.
const ADDED: [Column; 3] = [
    Column {
        name: "status",
        kind: ColumnKind::Text,
        unit: Unit::Plain,
        nullable: false,
        doc: "How far reviewers are with it: unseen, reviewing, dismissed or confirmed.",
    },
    Column {
        name: "reviewer",
        kind: ColumnKind::Text,
        unit: Unit::Plain,
        nullable: true,
        doc: "Who set it so; untrusted text.",
    },
    Column {
        name: "decided",
        kind: ColumnKind::Time,
        unit: Unit::Plain,
        nullable: true,
        doc: "When it was set so.",
    },
];

const OF_LEAD: &[Column] = LeadRow::SCHEMA.columns;

const COLUMNS: [Column; OF_LEAD.len() + ADDED.len()] = {
    let mut columns = [ADDED[0]; OF_LEAD.len() + ADDED.len()];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = if at < OF_LEAD.len() { OF_LEAD[at] } else { ADDED[at - OF_LEAD.len()] };
        at += 1;
    }
    columns
};

impl ReviewedLead {
    /// A lead with what was written on it.
    pub fn of(lead: &LeadRow, thread: &Thread) -> Self {
        let decision = thread.decision();
        Self {
            lead: lead.clone(),
            status: thread.triage(),
            reviewer: decision.map(|note| note.reviewer.clone()),
            decided: decision.map(|note| note.time),
        }
    }
}

impl Row for ReviewedLead {
    const SCHEMA: Schema =
        Schema { table: LeadRow::SCHEMA.table, doc: LeadRow::SCHEMA.doc, columns: &COLUMNS };

    fn visit(&self, sink: &mut dyn FnMut(Value<'_>)) {
        self.lead.visit(sink);
        sink(self.status.value());
        sink(self.reviewer.value());
        sink(self.decided.value());
    }

    fn from_values(next: &mut dyn FnMut() -> Option<Value<'static>>) -> Option<Self> {
        Some(Self {
            lead: LeadRow::from_values(next)?,
            status: Cell::from_value(next()?)?,
            reviewer: Cell::from_value(next()?)?,
            decided: Cell::from_value(next()?)?,
        })
    }
}

impl Serialize for ReviewedLead {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The columns of the lead, and behind them those of the review.
        #[derive(Serialize)]
        struct Told<'a> {
            #[serde(flatten)]
            lead: &'a LeadRow,
            status: &'static str,
            reviewer: Option<&'a str>,
            decided: Option<String>,
        }
        let told = Told {
            lead: &self.lead,
            status: self.status.as_str(),
            reviewer: self.reviewer.as_deref(),
            decided: self.decided.map(|time| time.to_string()),
        };
        told.serialize(serializer)
    }
}

//! What would become of a lead if one thing were otherwise: a fact that does not hold, or another threshold.

use crate::{EventKind, EvidenceState, List, Timestamp};

/// One thing that could be otherwise, and what would become of the lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What could be otherwise.
    pub cause: Cause,
    /// How the lead stands.
    pub now: Stand,
    /// How it would stand.
    pub then: Stand,
}

/// What could be otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// A fact does not hold.
    Without {
        /// The indicator's id, such as `V4`.
        indicator: &'static str,
        /// The fact in words; may hold untrusted names.
        text: String,
        /// What would fall with it, or count less, since it rests on the same.
        falls: Vec<Looked>,
        /// What would stand in its place: the same of another event, or others of its group that it overshadows.
        instead: Vec<Looked>,
    },
    /// A threshold of the weights file has another value.
    Threshold {
        /// The keys that lead to it in the weights file, such as `contact.alongside_hours`.
        key: &'static str,
        /// What it is, such as `the shortest time alongside that counts`.
        name: &'static str,
        /// Its unit, empty where it has none.
        unit: &'static str,
        /// Its value.
        from: f64,
        /// The nearest value found at which the lead stands otherwise.
        to: f64,
        /// The indicators that would be looked at otherwise.
        looked: Vec<Looked>,
    },
}

/// An indicator as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// The indicator's id.
    pub indicator: &'static str,
    /// Whether it is seen.
    pub was: EvidenceState,
    /// Whether it would be seen.
    pub state: EvidenceState,
    /// By how much it would count more, in log10; less where it is below 0.
    pub counts_more: f64,
    /// The fact in words, where they are others than before; may hold untrusted names.
    pub text: Option<String>,
}

/// How a lead stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// Its list; `None` where it is no lead.
    pub list: Option<List>,
    /// Log10 odds.
    pub score: f64,
    /// Its place in the order of both lists together, from 1; `None` where it is no lead.
    pub rank: Option<usize>,
    /// Kind and begin of the event that would decide it, where that is another than the one that does.
    pub instead: Option<(EventKind, Timestamp)>,
}

impl Stand {
    /// Whether it is more probable than not by its score.
    pub fn is_probable(&self) -> bool {
        self.score > 0.0
    }
}

impl Change {
    /// Whether the lead would leave its list, or cross one in two.
    pub fn decides(&self) -> bool {
        self.now.list != self.then.list || self.now.is_probable() != self.then.is_probable()
    }
}

//! One thing that was looked at: how it is, what was found, what to do about it.

use std::io::{self, Write};

use case::render::visible;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::page::Page;

/// How fit a thing is for a run, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// Nothing to do.
    Ok,
    /// A run works, but slower, or not with everything.
    Warning,
    /// A run would fail.
    Fault,
}

/// What was found of one thing.
#[derive(Debug, Serialize)]
pub(super) struct Check {
    /// A stable word.
    pub(super) check: &'static str,
    pub(super) state: State,
    /// What was found, for people.
    pub(super) found: String,
    /// What to do, unless it is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) advice: Option<String>,
    /// What was found, for programs; a figure that is not known is null.
    pub(super) figures: Map<String, Value>,
}

impl State {
    /// The worst of all, in a sentence.
    pub(super) const fn verdict(self) -> &'static str {
        match self {
            Self::Ok => "This machine is fit for a run.",
            Self::Warning => "This machine is fit for a run; what is said above would make it better.",
            Self::Fault => "A run would fail here until the faults above are mended.",
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Fault => "fault",
        }
    }
}

impl Check {
    /// Something that is well.
    pub(super) fn ok(check: &'static str, found: String) -> Self {
        Self { check, state: State::Ok, found, advice: None, figures: Map::new() }
    }

    /// The same with one more figure.
    pub(super) fn figure(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.figures.insert(name.to_owned(), value.into());
        self
    }

    /// The same as no better than `state`, with what to do.
    pub(super) fn but(self, state: State, advice: impl Into<String>) -> Self {
        Self { state, advice: Some(advice.into()), ..self }
    }

    /// A line, and one with what to do.
    pub(super) fn print(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        let head = format!("{:<8} {:<12} ", self.state.as_str(), self.check.replace('_', " "));
        writeln!(out, "{}", page.hung(&head, &visible(&self.found)))?;
        self.advice.as_ref().map_or(Ok(()), |advice| {
            let below = format!("{}-> ", " ".repeat(head.len()));
            writeln!(out, "{}", page.hung(&below, &visible(advice)))
        })
    }
}

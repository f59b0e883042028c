//! All leads of a case on one page: where they are, a line each, and what speaks for and against each of them.

use case::{EventRow, EvidenceRow};
use chart::Chart;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{EvidenceState, count};

use super::bundle::Bundle;
use super::mask::Mask;
use super::page::{NO_FINDING, custody, html_head, kind};
use super::{Naming, coarse};
use crate::map::{self, Picture};
use crate::words::{self, minute};
use crate::{Findings, Reviewed};

/// A lead and who of it is named.
struct Entry<'a> {
    bundle: Bundle<'a>,
    mask: Mask,
}

/// The page; a naming a lead.
pub(super) fn html(reviewed: Reviewed<'_>, namings: &[Naming], chart: &Chart) -> Markup {
    let findings = reviewed.findings;
    let entry = |(lead, naming)| {
        let bundle = Bundle::of(reviewed, lead);
        Entry { mask: Mask::of(&bundle, naming), bundle }
    };
    let entries: Vec<Entry<'_>> = findings.leads.iter().zip(namings).map(entry).collect();
    let title = count(entries.len() as u64, "lead");
    html! {
        (DOCTYPE)
        html lang="en" {
            (html_head(&title))
            body {
                (head(findings, &title))
                (overview(&entries, chart))
                (table(&entries))
                section { h2 { "For and against" } @for entry in &entries { (entry.facts()) } }
                (custody(findings, None))
            }
        }
    }
}

fn head(findings: &Findings, title: &str) -> Markup {
    let coverage = findings.manifest.coverage.as_ref();
    html! {
        header {
            p.kicker { "darkwake · the leads of a case" }
            h1 { (title) }
            p.banner {
                "Ships are named where a reviewer confirmed the lead; elsewhere they are ship A and ship B, anew in each lead. " (coarse::NOTICE)
            }
            @if let Some(coverage) = coverage {
                p { "Ships were heard from " (coverage.first) " to " (coverage.last) "." }
            }
            p.note { (NO_FINDING) }
        }
    }
}

/// Where the leads are.
fn overview(entries: &[Entry<'_>], chart: &Chart) -> Markup {
    let deciding = |entry: &Entry<'_>| entry.bundle.deciding().map(|event| entry.mask.event(event));
    let drawn: Vec<EventRow> = entries.iter().filter_map(deciding).collect();
    let events: Vec<&EventRow> = drawn.iter().collect();
    let picture = Picture {
        title: "",
        size: (960.0, 620.0),
        tracks: &[],
        events: &events,
        deciding: None,
        around: &[],
        square: None,
        legend: false,
        told: |event| format!("{} {}", minute(event.start), kind(event.kind.as_str())),
    };
    html! {
        @if !events.is_empty() {
            section {
                h2 { "Map" }
                figure { (PreEscaped(map::draw(&picture, chart))) figcaption { "The event that decides place and time of each lead, to half a degree where nobody is named." } }
            }
        }
    }
}

fn table(entries: &[Entry<'_>]) -> Markup {
    html! {
        section {
            h2 { "By rank" }
            table {
                thead { tr { th.n { "Rank" } th { "List" } th { "Begin (UTC)" } th { "Where" } th { "What" } th { "Cargo" } th.n { "Weight" } th { "Status" } th { "Reviewed by" } } }
                tbody { @for entry in entries { (entry.row()) } }
            }
        }
    }
}

impl Entry<'_> {
    fn row(&self) -> Markup {
        let lead = self.bundle.lead;
        html! {
            tr {
                td.n { a href=(format!("#lead-{}", lead.rank)) { (lead.rank) } }
                td { (lead.list.as_str()) }
                td.t { (minute(lead.start)) }
                td.t { (self.mask.place(lead.lat, lead.lon)) }
                td { (kind(lead.kind.as_str())) }
                td { (words::cargo(lead)) }
                td.n { (format!("{:+.2}", lead.score)) }
                td { (self.bundle.thread.triage().as_str()) }
                td { @if let Some(by) = self.mask.reviewer() { (case::render::visible(by)) } }
            }
        }
    }

    fn facts(&self) -> Markup {
        let lead = self.bundle.lead;
        html! {
            article id=(format!("lead-{}", lead.rank)) {
                h3 { (lead.rank) ". " (self.mask.text(&self.bundle.parties())) }
                ul { @for fact in self.bundle.facts.iter().filter(|fact| is_told(fact)) { (self.fact(fact)) } }
            }
        }
    }

    fn fact(&self, fact: &EvidenceRow) -> Markup {
        let side = if fact.counted > 0.0 { "for" } else { "against" };
        html! { li { span class=(side) { (format!("{:+.2}", fact.counted)) } " " (self.mask.text(&fact.text)) } }
    }
}

fn is_told(fact: &EvidenceRow) -> bool {
    fact.state != EvidenceState::NotAssessable && fact.counted != 0.0
}

//! All leads of a case on one page: where they are, a line each, and what speaks for and against each of them.

use case::{EventRow, EvidenceRow};
use chart::Chart;
use maud::{DOCTYPE, Markup, html};
use model::{EvidenceState, count};

use super::bundle::Bundle;
use super::mask::Mask;
use super::page::{NO_FINDING, custody, figure, html_head, kind_told};
use super::{Naming, coarse};
use crate::lang::Lang;
use crate::map::Picture;
use crate::words::{self, minute};
use crate::{Findings, Reviewed};

/// A lead and who of it is named.
struct Entry<'a> {
    bundle: Bundle<'a>,
    mask: Mask,
}

/// The page; a naming a lead.
pub(super) fn html(reviewed: Reviewed<'_>, namings: &[Naming], chart: &Chart, lang: Lang) -> Markup {
    let findings = reviewed.findings;
    let entry = |(lead, naming)| {
        let bundle = Bundle::of(reviewed, lead);
        Entry { mask: Mask::of(&bundle, naming, lang), bundle }
    };
    let entries: Vec<Entry<'_>> = findings.leads.iter().zip(namings).map(entry).collect();
    let title = count(entries.len() as u64, "lead");
    let title = lang.tell(&title);
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            (html_head(&title))
            body {
                (head(findings, &title, lang))
                (overview(&entries, chart, lang))
                (table(&entries, lang))
                section { h2 { (lang.tell("For and against")) } @for entry in &entries { (entry.facts()) } }
                (custody(findings, None, lang))
            }
        }
    }
}

fn head(findings: &Findings, title: &str, lang: Lang) -> Markup {
    let coverage = findings.manifest.coverage.as_ref();
    let heard = coverage.map(|heard| format!("Ships were heard from {} to {}.", heard.first, heard.last));
    html! {
        header {
            p.kicker { (lang.tell("darkwake · the leads of a case")) }
            h1 { (title) }
            p.banner { (lang.tell(LETTERS)) " " (lang.tell(coarse::NOTICE)) }
            @if let Some(heard) = heard { p { (lang.tell(&heard)) } }
            p.note { (lang.tell(NO_FINDING)) }
        }
    }
}

const LETTERS: &str = "Ships are named where a reviewer confirmed the lead; elsewhere they are ship A and ship B, anew in each lead.";

const MAP_NOTE: &str =
    "The event that decides place and time of each lead, to half a degree where nobody is named.";

/// Where the leads are.
fn overview(entries: &[Entry<'_>], chart: &Chart, lang: Lang) -> Markup {
    let deciding = |entry: &Entry<'_>| entry.bundle.deciding().map(|event| entry.mask.event(event));
    let drawn: Vec<EventRow> = entries.iter().filter_map(deciding).collect();
    let events: Vec<&EventRow> = drawn.iter().collect();
    let picture = Picture {
        title: &lang.tell("Map of the leads"),
        frame: None,
        size: (960.0, 620.0),
        tracks: &[],
        events: &events,
        deciding: None,
        around: &[],
        square: None,
        lang,
        told: kind_told,
    };
    html! {
        @if !events.is_empty() {
            section {
                h2 { (lang.tell("Map")) }
                (figure(&picture, &html! { (lang.tell(MAP_NOTE)) }, chart))
            }
        }
    }
}

fn table(entries: &[Entry<'_>], lang: Lang) -> Markup {
    let heading = |english: &'static str| lang.tell(english);
    html! {
        section {
            h2 { (heading("By rank")) }
            table {
                thead {
                    tr {
                        th.n { (heading("Rank")) }
                        @for column in ["List", "Begin (UTC)", "Where", "What", "Cargo"] { th { (heading(column)) } }
                        th.n { (heading("Weight")) } th { (heading("Status")) } th { (heading("Reviewed by")) }
                    }
                }
                tbody { @for entry in entries { (entry.row()) } }
            }
        }
    }
}

impl Entry<'_> {
    fn row(&self) -> Markup {
        let (lead, lang) = (self.bundle.lead, self.mask.lang);
        html! {
            tr {
                td.n { a href=(format!("#lead-{}", lead.rank)) { (lead.rank) } }
                td { (lang.list(lead.list)) }
                td.t { (minute(lead.start)) }
                td.t { (self.mask.place_in_short(lead)) }
                td { (lang.lead(lead.kind)) }
                td { (words::cargo(lang, lead)) }
                td.n { (format!("{:+.2}", lead.score)) }
                td { (lang.triage(self.bundle.thread.triage())) }
                td { @if let Some(by) = self.mask.reviewer() { (case::render::visible(by)) } }
            }
        }
    }

    fn facts(&self) -> Markup {
        let lead = self.bundle.lead;
        html! {
            article id=(format!("lead-{}", lead.rank)) {
                h3 { (lead.rank) ". " (self.mask.own(&self.bundle.parties(self.mask.lang))) }
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

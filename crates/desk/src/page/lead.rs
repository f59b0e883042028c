//! A lead: who, when and where, what speaks for it and against it down to the raw lines, the triage, and the map with playback.

use std::collections::BTreeSet;

use axum::response::{IntoResponse, Redirect, Response};
use case::notes::Thread;
use case::{Cites, EventRow, EvidenceRow, Fate, LeadRow};
use export::Quote;
use maud::{Markup, html};
use model::{Calibration, EventKind, EvidenceState};

use super::refused::Page;
use super::triage::{self, Draft};
use super::words::{Told, brief_row};
use super::{MapData, Place, figure, frame, leads, map, response, words};
use crate::ask::{Asked, Id, NoWords};
use crate::context::Context;
use crate::refusal::Refusal;

/// Raw lines shown of one fact or event.
const QUOTED: usize = 24;

/// The page, or that of the lead that an earlier run told under this id.
pub(crate) async fn show(context: Context, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Page> {
    match context.app.desk.fate(&id) {
        Some(Fate::Is(now)) if now != id => Ok(Redirect::temporary(&format!("/lead/{now}")).into_response()),
        Some(Fate::Withdrawn(by)) => Err(Page::of(&context, &Refusal::withdrawn(by))),
        _ => page(&context, &id, None),
    }
}

/// The page of a lead, with what was sent of its form and not kept.
pub(super) fn page(context: &Context, id: &str, draft: Option<&Draft>) -> Result<Response, Page> {
    let (refused, desk) = (|refusal: Refusal| Page::of(context, &refusal), &context.app.desk);
    let lead = desk.lead(id).ok_or_else(|| refused(Refusal::nothing()))?;
    let threads = desk.threads().map_err(|error| refused(error.into()))?;
    let thread = threads.of_lead(id).cloned().unwrap_or_default();
    let sheet = Sheet { context, lead, thread: &thread, draft };
    let title = format!("{} {}", context.texts().rank, lead.rank);
    Ok(response(&frame(context, &title, Place::Leads, &sheet.content())))
}

struct Sheet<'a> {
    context: &'a Context,
    lead: &'a LeadRow,
    thread: &'a Thread,
    draft: Option<&'a Draft>,
}

impl Sheet<'_> {
    fn content(&self) -> Markup {
        let lead = self.lead;
        let track = format!("/api/v1/leads/{}/track", lead.lead_id);
        let end = lead.end.unwrap_or(lead.start);
        let data = MapData {
            leads: None,
            track: Some(&track),
            start: Some(lead.start.ms()),
            end: Some(end.ms()),
            deciding: self.deciding(),
        };
        html! {
            main #content.split.lead-page data-lead=(lead.lead_id) {
                section.panel {
                    (self.head())
                    (self.legs())
                    (self.facts(self.context.texts().for_it, "for", |fact| fact.counted > 0.0))
                    (self.facts(self.context.texts().against_it, "against", |fact| fact.counted < 0.0))
                    (self.facts(self.context.texts().neither, "neither", |fact| {
                        fact.counted == 0.0 && fact.state != EvidenceState::NotAssessable
                    }))
                    (self.sum())
                    (self.unassessed())
                    (self.changes())
                    (triage::section(self.context, &lead.lead_id, self.thread, self.draft))
                }
                div.map-column {
                    (map(self.context, &data))
                    (figure::playback(self.context))
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let (context, lead) = (self.context, self.lead);
        let texts = context.texts();
        html! {
            header.lead-head {
                p.crumbs {
                    a href="/" { (texts.leads) }
                    span { (texts.rank) " " (lead.rank) }
                    (self.neighbours())
                }
                h1.who { (leads::who(context, lead)) }
                div.who { (leads::others(context, lead, |role| !role.is_beside())) }
                (leads::score(context, lead))
                (leads::tags(context, lead, self.thread.triage()))
                dl.brief { @for (head, told) in self.brief() { (brief_row(head, &told)) } }
                p.caveat { (texts.not_guilt) }
                @for doubt in export::words::doubts(lead, &context.app.desk.findings.vessels) {
                    (Told::of(context, &doubt).paragraph())
                }
                @if !texts.words_in_english.is_empty() { p.caveat { (texts.words_in_english) } }
            }
        }
    }

    /// When, where, why and how much.
    fn brief(&self) -> [(&'static str, Markup); 5] {
        let (texts, lead) = (self.context.texts(), self.lead);
        let deciding = self.deciding();
        let time = Told::of(self.context, &export::words::when(lead, deciding)).paragraph();
        let nearness = deciding.and_then(export::words::nearness);
        let place = html! {
            (export::words::coordinates(lead.lat, lead.lon))
            @if let Some(nearness) = nearness { (Told::of(self.context, &nearness).paragraph()) }
        };
        [
            (texts.time, time),
            (texts.place, place),
            (texts.on_this_list, self.grounds()),
            (texts.cargo, self.cargo()),
            (texts.probability, self.probability()),
        ]
    }

    /// The event that decides place and time.
    fn deciding(&self) -> Option<&EventRow> {
        self.context.app.desk.findings.legs(self.lead).find(|leg| self.decides(leg))
    }

    fn neighbours(&self) -> Markup {
        let texts = self.context.texts();
        let (before, behind) = self.context.app.desk.neighbours(self.lead);
        html! {
            span.neighbours {
                @if let Some(before) = before { a rel="prev" href=(format!("/lead/{}", before.lead_id)) aria-label=(texts.previous_page) { "←" } }
                @if let Some(behind) = behind { a rel="next" href=(format!("/lead/{}", behind.lead_id)) aria-label=(texts.next_page) { "→" } }
            }
        }
    }

    /// Why it stands on its list.
    fn grounds(&self) -> Markup {
        html! { @for ground in self.lead.each_ground() { (Told::of(self.context, ground).paragraph()) } }
    }

    fn cargo(&self) -> Markup {
        let (lead, texts) = (self.lead, self.context.texts());
        html! {
            (self.context.lang.cargo(lead.cargo)) " (" (self.context.lang.share(export::words::cargo_share(lead))) ")"
            @if let (Some(low), Some(mid), Some(high)) = (lead.tonnes_low, lead.tonnes_mid, lead.tonnes_high) {
                ", " (words::tonnes(low)) "–" (words::tonnes(high)) " t, " (texts.median) " " (words::tonnes(mid)) " t"
            }
            @if let Some(basis) = export::words::tonnes_basis(lead) {
                details { summary { (texts.rests_on) } (Told::of(self.context, &basis).paragraph()) }
            }
        }
    }

    /// Given only where it was fitted on reviewed leads, and never without its interval; else what the score rests on.
    fn probability(&self) -> Markup {
        let lead = self.lead;
        if lead.calibration != Calibration::Reviewed {
            let texts = self.context.texts();
            return html! { (texts.no_probability) " " span.muted { (self.context.lang.calibration(lead.calibration)) } };
        }
        let (p, low, high) = (lead.probability, lead.probability_low, lead.probability_high);
        let [p, low, high] = [p, low, high].map(model::probability);
        html! { (p) " (" (low) "–" (high) ") " span.muted { (self.context.lang.calibration(lead.calibration)) } }
    }

    fn legs(&self) -> Markup {
        let texts = self.context.texts();
        let findings = &self.context.app.desk.findings;
        let is_told = |leg: &&EventRow| leg.kind != EventKind::DarkRendezvous || self.decides(leg);
        let (told, guesses): (Vec<&EventRow>, Vec<&EventRow>) = findings.legs(self.lead).partition(is_told);
        html! {
            section.legs {
                h2 { (texts.what_happened) }
                (self.list(&told))
                @if !guesses.is_empty() { details { summary { (texts.guesses_hidden) ": " (guesses.len()) } (self.list(&guesses)) } }
            }
        }
    }

    fn list(&self, legs: &[&EventRow]) -> Markup {
        html! { ol { @for leg in legs { (self.leg(leg)) } } }
    }

    fn decides(&self, leg: &EventRow) -> bool {
        leg.event_id == self.lead.event_id
    }

    fn leg(&self, leg: &EventRow) -> Markup {
        let decides = self.decides(leg);
        html! {
            li.leg data-kind=(leg.kind.as_str()) data-event=(leg.event_id) data-decides[decides] {
                button.jump type="button" data-time=(leg.start.ms()) { (words::minute(leg.start)) }
                div {
                    (words::kind_and_hours(self.context, leg, decides.then_some(self.context.texts().deciding)))
                    (Told::of(self.context, &export::words::sentence(leg)).paragraph())
                    (self.raw(&leg.cites))
                }
            }
        }
    }

    fn sum(&self) -> Markup {
        let facts = self.context.app.desk.findings.facts(self.lead);
        html! { div.sum { (Told::of(self.context, &export::words::sum(self.lead, facts)).paragraph()) } }
    }

    fn facts(&self, heading: &str, class: &str, wanted: impl Fn(&EvidenceRow) -> bool) -> Markup {
        let facts: Vec<&EvidenceRow> =
            self.context.app.desk.findings.facts(self.lead).filter(|fact| wanted(fact)).collect();
        html! {
            @if !facts.is_empty() {
                section.evidence data-side=(class) {
                    h2 { (heading) }
                    (self.each(&facts))
                }
            }
        }
    }

    fn fact(&self, fact: &EvidenceRow) -> Markup {
        html! {
            li.fact {
                span.counted { (format!("{:+.2}", fact.counted)) }
                span.code title=(self.context.lang.group(fact.group)) { (fact.indicator) }
                div { (Told::of(self.context, &fact.text).paragraph()) (self.raw(&fact.cites)) }
            }
        }
    }

    fn unassessed(&self) -> Markup {
        let facts = self.context.app.desk.findings.facts(self.lead);
        let facts: Vec<&EvidenceRow> =
            facts.filter(|fact| fact.state == EvidenceState::NotAssessable).collect();
        html! {
            @if !facts.is_empty() {
                section.evidence data-side="unknown" { details {
                    summary { h2 { (self.context.texts().not_assessable) " · " (facts.len()) } }
                    (self.each(&facts))
                } }
            }
        }
    }

    fn each(&self, facts: &[&EvidenceRow]) -> Markup {
        html! { ul { @for fact in facts { (self.fact(fact)) } } }
    }

    /// What would change it takes longer to tell than all else: the page leads to it, and a script brings it.
    fn changes(&self) -> Markup {
        let texts = self.context.texts();
        let address = format!("/lead/{}/changes", self.lead.lead_id);
        html! {
            @if self.context.app.desk.can_tell_changes() {
                section.changes data-from=(address) {
                    h2 { (texts.what_would_change) }
                    p { a href=(address) { (texts.ask_what_would_change) } }
                }
            }
        }
    }

    fn raw(&self, cites: &Cites) -> Markup {
        let cites: BTreeSet<_> = cites.as_slice().iter().copied().collect();
        let quotes = self.context.app.desk.findings.quotes(cites);
        html! {
            @if !quotes.is_empty() {
                details.raw {
                    summary { (self.context.texts().raw_lines) " · " (quotes.len()) }
                    ol { @for quote in quotes.iter().take(QUOTED) { (self.quote(quote)) } }
                    @if quotes.len() > QUOTED { p.muted { "+ " (quotes.len() - QUOTED) } }
                }
            }
        }
    }

    fn quote(&self, quote: &Quote<'_>) -> Markup {
        let texts = self.context.texts();
        let hash: String = quote.sha256.chars().take(12).collect();
        html! {
            li {
                code { (words::safe(quote.text)) }
                span.muted {
                    (words::safe(quote.file)) ", " (texts.line) " " (quote.line)
                    @if let Some(offset) = quote.offset { ", " (texts.byte) " " (offset) }
                    ", " abbr title=(format!("SHA-256 {}", quote.sha256)) { (hash) "…" }
                }
            }
        }
    }
}

//! The ranked leads: filters with counts on top, a row each below, all of them on the map.

use std::fmt::Write;

use axum::response::Response;
use case::LeadRow;
use case::notes::{Note, Threads, Triage};
use export::words::{Other, Role};
use maud::{Markup, html};
use model::EvidenceState;

use super::words::Told;
use super::{MapData, Place, frame, map, response, triage, words};
use crate::app::App;
use crate::ask::Asked;
use crate::context::Context;
use crate::desk::HullKey;
use crate::filter::{BoundsQuery, CARGOES, Facet, LISTS, LeadFilter, LeadQuery, Slice, lead_kinds, state_of};
use crate::page::refused::Page;
use crate::refusal::Refusal;

/// Rows on a page.
const USUAL: usize = 100;
/// Rows at most.
const MOST: usize = 500;
/// Other hulls that are shown of each role.
const OTHERS: usize = 3;
/// Facts that a row shows.
const REASONS: usize = 2;

pub(crate) async fn show(
    app: App,
    context: Context,
    Asked(query): Asked<LeadQuery>,
) -> Result<Response, Page> {
    let refused = |refusal: Refusal| Page::of(&context, &refusal);
    let (filter, slice) = (query.filter().map_err(refused)?, query.part.slice(USUAL, MOST).map_err(refused)?);
    let threads = app.desk.threads().map_err(|error| refused(error.into()))?;
    let list = List { context: &context, query: &query, filter: &filter, slice, threads: &threads };
    let content = html! {
        main #content.split {
            section.panel { (list.filters()) (list.rows()) (stranded(&context, threads.stranded())) }
            (map(&context, &MapData { leads: Some(&list.data_address()), ..MapData::default() }))
        }
    };
    Ok(response(&frame(&context, context.texts().leads, Place::Leads, &content)))
}

struct List<'a> {
    context: &'a Context,
    query: &'a LeadQuery,
    filter: &'a LeadFilter,
    slice: Slice,
    threads: &'a Threads,
}

impl List<'_> {
    fn all(&self) -> &[LeadRow] {
        &self.context.app.desk.findings.leads
    }

    fn fitting<'a>(&'a self, filter: &'a LeadFilter) -> impl Iterator<Item = &'a LeadRow> {
        self.all().iter().filter(|lead| filter.wants(lead, state_of(self.threads, lead)))
    }

    fn filters(&self) -> Markup {
        let (texts, query) = (self.context.texts(), self.query);
        html! {
            form #filters.filters action="/" method="get" {
                div.facets {
                    (self.facet(Facet::List, "list", texts.list, &query.list))
                    (self.facet(Facet::Cargo, "cargo", texts.cargo, &query.cargo))
                    (self.facet(Facet::Kind, "kind", texts.kind, &query.kind))
                    (self.facet(Facet::State, "status", texts.state, &query.status))
                }
                details open[self.has_range()] {
                    summary { (texts.filter) "…" }
                    div.ranges {
                        label { (self.least_probability()) input type="number" name="p" min="0" max="1" step="0.05" value=(query.p); }
                        label { (texts.since) input type="datetime-local" name="since" value=(query.bounds.since); }
                        label { (texts.until) input type="datetime-local" name="until" value=(query.bounds.until); }
                        label.wide { (texts.area) input #bbox type="text" name="bbox" value=(query.bounds.bbox) inputmode="decimal" pattern="[-0-9., ]*"; }
                        button #bbox-of-map type="button" hidden { (texts.area_of_map) }
                    }
                }
                div.actions {
                    button type="submit" { (texts.apply) }
                    a href="/" { (texts.clear) }
                    output { (self.fitting(self.filter).count()) " " (texts.of) " " (self.all().len()) " " (texts.shown) }
                }
            }
        }
    }

    /// What the figures that are asked for were fitted on stands beside them.
    fn least_probability(&self) -> String {
        let label = self.context.texts().least_probability;
        let calibration = self.all().first().map(|lead| self.context.lang.calibration(lead.calibration));
        calibration.map_or_else(|| label.to_owned(), |calibration| format!("{label} ({calibration})"))
    }

    fn has_range(&self) -> bool {
        !self.query.p.is_empty() || !self.query.bounds.is_empty()
    }

    /// A choice, each with the number of leads that it would show.
    fn facet(&self, facet: Facet, name: &str, label: &str, chosen: &str) -> Markup {
        let others = self.filter.without(facet);
        let leads: Vec<&LeadRow> = self.fitting(&others).collect();
        let choices = self.choices(facet).into_iter().filter_map(|(word, text)| {
            let count = leads.iter().filter(|lead| self.word_of(facet, lead) == word).count();
            (count > 0 || word == chosen).then_some((word, text, count))
        });
        html! {
            label { (label)
                select name=(name) {
                    option value="" { (self.context.texts().any) " · " (leads.len()) }
                    @for (word, text, count) in choices {
                        option value=(word) selected[word == chosen] { (text) " · " (count) }
                    }
                }
            }
        }
    }

    fn choices(&self, facet: Facet) -> Vec<(&'static str, &'static str)> {
        let lang = self.context.lang;
        match facet {
            Facet::List => LISTS.map(|list| (list.as_str(), lang.list(list))).to_vec(),
            Facet::Cargo => CARGOES.map(|cargo| (cargo.as_str(), lang.cargo(cargo))).to_vec(),
            Facet::Kind => lead_kinds().map(|kind| (kind.as_str(), lang.lead(kind))).collect(),
            Facet::State => Triage::ALL.map(|state| (state.as_str(), lang.triage(state))).to_vec(),
        }
    }

    fn word_of(&self, facet: Facet, lead: &LeadRow) -> &'static str {
        match facet {
            Facet::List => lead.list.as_str(),
            Facet::Cargo => lead.cargo.as_str(),
            Facet::Kind => lead.kind.as_str(),
            Facet::State => state_of(self.threads, lead).as_str(),
        }
    }

    fn rows(&self) -> Markup {
        let texts = self.context.texts();
        let mut behind = self.fitting(self.filter).filter(|lead| lead.rank > self.slice.after).peekable();
        let shown: Vec<&LeadRow> = behind.by_ref().take(self.slice.limit).collect();
        let next = behind.peek().and(shown.last()).map(|lead| lead.rank);
        html! {
            @if shown.is_empty() {
                p.empty { @if self.all().is_empty() { (texts.no_leads) } @else { (texts.nothing_fits) } }
            }
            ol.rows { @for lead in &shown { (self.row(lead)) } }
            @if let Some(after) = next { p.pages { a rel="next" href=(self.address(after)) { (texts.next_page) } } }
            p.caveat { (texts.not_guilt) }
        }
    }

    fn row(&self, lead: &LeadRow) -> Markup {
        let (context, lang) = (self.context, self.context.lang);
        let state = state_of(self.threads, lead);
        html! {
            li.row data-lead=(lead.lead_id) {
                a.open href=(format!("/lead/{}", lead.lead_id)) aria-label=(format!("{} {}", context.texts().rank, lead.rank)) {
                    span.rank { (lead.rank) }
                }
                div.who { (who(context, lead)) }
                (score(context, lead))
                div.facts {
                    (each_tag(context, lead, state))
                    (words::minute(lead.start))
                    (self.place(lead))
                    span { (lang.likeliest_cargo(lead)) @if let Some(tonnes) = lead.tonnes_mid { " · " (words::tonnes(tonnes)) " t" } }
                }
                ul.reasons { @for reason in self.reasons(lead) { li lang=[reason.lang] { (reason.text) } } }
            }
        }
    }

    /// Where it was; of an unseen meeting as near as its circle, which stands in the tip.
    fn place(&self, lead: &LeadRow) -> Markup {
        let inferred = export::words::place_inferred(lead);
        let tip = inferred.map(|told| Told::of(self.context, &told).text);
        html! { span title=[tip] { (export::words::place_in_short(lead)) } }
    }

    fn reasons(&self, lead: &LeadRow) -> Vec<Told> {
        let facts = self.context.app.desk.findings.facts(lead);
        let speaking = facts.filter(|fact| fact.state == EvidenceState::Present && fact.counted > 0.0);
        speaking.take(REASONS).map(|fact| Told::of(self.context, &fact.text)).collect()
    }

    fn address(&self, after: i64) -> String {
        format!("/?{}after={after}", self.words())
    }

    fn data_address(&self) -> String {
        format!("/api/v1/leads?{}limit={MOST}", self.words())
    }

    /// The filter as the first words of an address.
    fn words(&self) -> String {
        let LeadQuery { list, cargo, kind, status, p, bounds, .. } = self.query;
        let BoundsQuery { since, until, bbox } = bounds;
        let words = [
            ("list", list),
            ("cargo", cargo),
            ("kind", kind),
            ("status", status),
            ("p", p),
            ("since", since),
            ("until", until),
            ("bbox", bbox),
        ];
        let mut address = String::new();
        for (name, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
            // Words that were not refused hold nothing that an address would have to encode but these.
            let _ = write!(address, "{name}={}&", word.replace(' ', "").replace('+', "%2B"));
        }
        address
    }
}

/// Kind, list and state of a lead.
pub(super) fn tags(context: &Context, lead: &LeadRow, state: Triage) -> Markup {
    html! { p.facts { (each_tag(context, lead, state)) } }
}

fn each_tag(context: &Context, lead: &LeadRow, state: Triage) -> Markup {
    let lang = context.lang;
    html! {
        span.tag { (lang.lead(lead.kind)) }
        span.tag.list data-list=(lead.list.as_str()) { (lang.list(lead.list)) }
        span.tag.state data-state=(state.as_str()) { (lang.triage(state)) }
    }
}

/// The vessels of a lead; whether two met unheard is a guess.
pub(super) fn who(context: &Context, lead: &LeadRow) -> Markup {
    let (first, second) = words::parties(lead);
    html! {
        (words::named(context, first, lead.name_a.as_deref()))
        (now(context, lead.now_a.as_deref()))
        @if !lead.is_of_one_hull() { (also(context, lead.also_a.as_deref())) }
        @if let Some(second) = second {
            div.line {
                @if lead.is_of_one_hull() { span.perhaps { (context.texts().probably_also) } }
                @if lead.p_met.is_some() { span.perhaps { (context.texts().perhaps_met) } }
                (words::named(context, second, lead.name_b.as_deref()))
                (now(context, lead.now_b.as_deref()))
                @if !lead.is_of_one_hull() { (also(context, lead.also_b.as_deref())) }
                @if let Some(p) = lead.p_met { span.perhaps { (context.lang.met(p)) } }
            }
        }
        (others(context, lead, Role::is_beside))
    }
}

/// The other hulls of a lead that have such a role, each role with the first of its hulls.
pub(super) fn others(context: &Context, lead: &LeadRow, wanted: fn(Role) -> bool) -> Markup {
    let findings = &context.app.desk.findings;
    let found = export::words::others(lead, findings.legs(lead));
    let wanted: Vec<Other> = found.into_iter().filter(|other| wanted(other.role)).collect();
    html! { @for of_role in wanted.chunk_by(|one, next| one.role == next.role) { (of_one_role(context, of_role)) } }
}

fn of_one_role(context: &Context, others: &[Other]) -> Markup {
    let hull = |other: &Other| HullKey { mmsi: other.hull.0, part: other.hull.1 };
    html! {
        div.line {
            span.perhaps { (context.lang.role(others[0].role)) ":" }
            @for other in others.iter().take(OTHERS) { (words::vessel(context, hull(other))) }
            @if others.len() > OTHERS { span.perhaps { "+ " (others.len() - OTHERS) } }
        }
    }
}

/// What a vessel calls itself now, where that is another name than then.
fn now(context: &Context, name: Option<&str>) -> Markup {
    html! {
        @if let Some(name) = name {
            span.perhaps { (context.texts().now) " " span.name { (words::safe(name)) } }
        }
    }
}

/// Other numbers under which a vessel probably went.
fn also(context: &Context, numbers: Option<&str>) -> Markup {
    html! {
        @if let Some(numbers) = numbers {
            span.perhaps { (context.texts().probably_also) }
            @for mmsi in numbers.split(' ').filter_map(|number| number.parse().ok()) {
                (words::vessel(context, HullKey { mmsi, part: 0 }))
            }
        }
    }
}

/// The score as a figure and a bar that grows to both sides of even odds.
pub(super) fn score(context: &Context, lead: &LeadRow) -> Markup {
    let width = (lead.score.abs() / SCORE_SHOWN).min(1.0) * 30.0;
    let x = if lead.score < 0.0 { 30.0 - width } else { 30.0 };
    html! {
        div.score title=(context.texts().score_meaning) {
            span.figure { (format!("{:+.2}", lead.score)) }
            svg viewBox="0 0 60 6" width="60" height="6" aria-hidden="true" {
                rect.track x="0" y="2" width="60" height="2" {}
                rect.level x=(format!("{x:.1}")) y="0" width=(format!("{width:.1}")) height="6" {}
                rect.even x="29.5" y="0" width="1" height="6" {}
            }
        }
    }
}

/// The score at which the bar is full.
const SCORE_SHOWN: f64 = 4.0;

fn stranded(context: &Context, notes: &[Note]) -> Markup {
    html! {
        @if !notes.is_empty() {
            section.stranded {
                h2 { (context.texts().stranded) }
                @for entry in notes { (triage::note(context, entry)) }
            }
        }
    }
}

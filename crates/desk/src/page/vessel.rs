//! A vessel: what it says of itself, when it was heard, what it did on one line of time, whom it was found with, where it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::response::Response;
use case::{EventRow, LeadRow, SaidRow, VesselRow};
use export::words::Standing;
use maud::{Markup, html};
use model::EventKind;

use super::refused::Page;
use super::timeline::Timeline;
use super::words::{Told, brief_row};
use super::{MapData, Place, csrf, figure, frame, leads, map, response, words};
use crate::app::App;
use crate::ask::{Asked, Id, NoWords};
use crate::context::Context;
use crate::desk::{Desk, HullKey};
use crate::refusal::Refusal;

/// Linked vessels that are drawn.
const LINKED: usize = 12;

pub(crate) async fn show(
    app: App,
    context: Context,
    Id(hull): Id,
    _: Asked<NoWords>,
) -> Result<Response, Page> {
    let refused = |refusal: Refusal| Page::of(&context, &refusal);
    let hull = HullKey::parse(&hull).ok_or_else(|| refused(Refusal::nothing()))?;
    let vessel = app.desk.vessel(hull).ok_or_else(|| refused(Refusal::nothing()))?;
    let read = app.clone().during(move |app| History::read(&app.desk, hull)).await;
    let history = read.map_err(refused)?;
    let dossier = Dossier { context: &context, vessel, hull, history: &history };
    Ok(response(&frame(&context, &words::title(vessel), Place::Vessels, &dossier.content())))
}

/// What is read from the days of a case.
struct History {
    /// Days since 1970, each with its believed fixes.
    days: Arc<Vec<(i64, u64)>>,
    said: Arc<Vec<SaidRow>>,
}

impl History {
    fn read(desk: &Desk, hull: HullKey) -> Result<Self, Refusal> {
        Ok(Self { days: desk.days(hull)?, said: desk.said(hull.mmsi)? })
    }
}

struct Dossier<'a> {
    context: &'a Context,
    vessel: &'a VesselRow,
    hull: HullKey,
    history: &'a History,
}

impl Dossier<'_> {
    /// What was said under the number while the vessel was heard: before and after, another may have had it.
    fn said(&self) -> &[SaidRow] {
        let said = &self.history.said;
        let from = said.partition_point(|report| report.time < self.vessel.first_seen);
        let to = said.partition_point(|report| report.time <= self.vessel.last_seen);
        &said[from..to]
    }

    fn content(&self) -> Markup {
        let track = format!("/api/v1/vessels/{}/track", self.hull);
        let events: Vec<&EventRow> = self.context.app.desk.events_of(self.hull).collect();
        let (start, end) = (self.vessel.first_seen.ms(), self.vessel.last_seen.ms());
        let data =
            MapData { track: Some(&track), start: Some(start), end: Some(end), leads: None, deciding: None };
        let timeline = Timeline { days: &self.history.days, events: &events, said: self.said() };
        html! {
            main #content.split.vessel-page {
                section.panel {
                    h1 { (self.name()) " " span.mmsi { (self.hull) } }
                    (self.identity())
                    (self.watch())
                    section { h2 { (self.context.texts().timeline) } (timeline.draw(self.context)) }
                    (self.leads(&events))
                    (self.links(&events))
                    (self.events(&events))
                }
                div.map-column { (map(self.context, &data)) (figure::playback(self.context)) }
            }
        }
    }

    fn name(&self) -> String {
        self.vessel.name.as_deref().map_or_else(|| self.context.texts().no_name.to_owned(), words::safe)
    }

    fn identity(&self) -> Markup {
        html! {
            section {
                h2 { (self.context.texts().identity) }
                dl.brief { @for (head, fact) in self.facts() { (brief_row(head, &html! { (fact) })) } }
                @if let Some(doubt) = self.imo_doubt() { (Told::of(self.context, &doubt).paragraph()) }
            }
        }
    }

    /// What was broadcast, each under its name.
    fn facts(&self) -> impl Iterator<Item = (&'static str, String)> {
        let (vessel, texts) = (self.vessel, self.context.texts());
        let text = |text: &Option<String>| text.as_deref().map(words::safe);
        let formerly = vessel.formerly().map(words::safe).collect::<Vec<_>>().join(", ");
        let facts = [
            (texts.formerly, Some(formerly).filter(|names| !names.is_empty())),
            (texts.flag, Some(self.flag())),
            ("IMO", vessel.imo.map(|imo| self.imo(imo))),
            (texts.call_sign, text(&vessel.call_sign)),
            (texts.ship_type, vessel.ship_type.map(|code| self.context.lang.ship_type(code))),
            (texts.size, size(vessel)),
            (texts.draught, vessel.draught_m.map(|metres| format!("{metres:.1} m"))),
            (texts.destination, text(&vessel.destination)),
            (texts.transmitter, Some(self.context.lang.transmitter(vessel.transmitter).to_owned())),
            (texts.heard_from, Some(self.heard())),
        ];
        facts.into_iter().filter_map(|(head, fact)| Some((head, fact?)))
    }

    fn flag(&self) -> String {
        let texts = self.context.texts();
        match (self.vessel.mid, self.vessel.mid.and_then(score::country_of_mid)) {
            (Some(mid), Some(flag)) => format!("{flag} ({} {mid})", texts.by_digits),
            (Some(mid), None) => format!("{} ({mid})", texts.flag_nobody),
            (None, _) => texts.flag_no_ship.to_owned(),
        }
    }

    fn imo(&self, imo: i64) -> String {
        match self.vessel.imo_valid {
            Some(false) => format!("{imo}, {}", self.context.texts().wrong_check_digit),
            Some(true) | None => imo.to_string(),
        }
    }

    /// That other hulls sent its IMO number at the same time.
    fn imo_doubt(&self) -> Option<String> {
        let findings = &self.context.app.desk.findings;
        export::words::shared_imo(self.vessel, &findings.vessels, &findings.events)
    }

    fn heard(&self) -> String {
        let (vessel, minute) = (self.vessel, export::words::minute);
        let (first, last) = (minute(vessel.first_seen), minute(vessel.last_seen));
        format!("{first} – {last} UTC, {} {}", vessel.fixes, self.context.texts().fixes)
    }

    fn watch(&self) -> Markup {
        let texts = self.context.texts();
        html! {
            details.watch-form {
                summary { (texts.watch) "…" }
                form.stacked action="/watch" method="post" {
                    (csrf(self.context))
                    input type="hidden" name="wanted" value=(format!("{:09}", self.vessel.mmsi));
                    label { (texts.list_name) input type="text" name="list" required maxlength="80"; }
                    label { (texts.reviewer) input type="text" name="reviewer" value=(self.context.reviewer) required maxlength="80" autocomplete="name"; }
                    button type="submit" { (texts.watch) }
                }
            }
        }
    }

    fn leads(&self, events: &[&EventRow]) -> Markup {
        let (desk, texts) = (&self.context.app.desk, self.context.texts());
        let found = desk.leads_with(events).into_iter().map(|lead| (lead, desk.standing(lead, self.hull)));
        let (own, others): (Vec<_>, Vec<_>) = found.partition(|(_, standing)| standing.is_party());
        html! {
            @for (heading, found) in [(texts.in_leads, own), (texts.near_leads, others)] {
                @if !found.is_empty() {
                    section {
                        h2 { (heading) }
                        ol.rows { @for (lead, standing) in &found { (self.lead(lead, standing)) } }
                    }
                }
            }
        }
    }

    /// A lead; its rank is told only of those that it is about.
    fn lead(&self, lead: &LeadRow, standing: &Standing) -> Markup {
        let label = format!("{} {}", self.context.texts().rank, lead.rank);
        html! {
            li.row {
                a.open href=(format!("/lead/{}", lead.lead_id)) aria-label=(label) {
                    @if standing.is_party() { span.rank { (lead.rank) } } @else { "→" }
                }
                div.who { (leads::who(self.context, lead)) }
                (leads::score(self.context, lead))
                div.facts {
                    (self.standing(standing))
                    span.tag { (self.context.lang.lead(lead.kind)) }
                    (words::minute(lead.start))
                }
            }
        }
    }

    fn standing(&self, standing: &Standing) -> Markup {
        let met: Vec<HullKey> = standing.met().map(|(mmsi, part)| HullKey { mmsi, part }).collect();
        html! {
            span.standing data-party[standing.is_party()] {
                (self.context.lang.standing(standing))
                @if !met.is_empty() { ":" }
                @for hull in met { " " (words::vessel(self.context, hull)) }
            }
        }
    }

    fn events(&self, events: &[&EventRow]) -> Markup {
        let texts = self.context.texts();
        let leads = self.context.app.desk.leads_with(events);
        let decides = |event: &EventRow| leads.iter().any(|lead| lead.event_id == event.event_id);
        let is_told = |event: &&EventRow| event.kind != EventKind::DarkRendezvous || decides(event);
        let (told, guesses): (Vec<&EventRow>, Vec<&EventRow>) = events.iter().copied().partition(is_told);
        html! {
            section.legs {
                h2 { (texts.events) }
                @if events.is_empty() { p.empty { (texts.no_events) } }
                (self.list(&told))
                @if !guesses.is_empty() { details { summary { (texts.guesses_hidden) ": " (guesses.len()) } (self.list(&guesses)) } }
            }
        }
    }

    fn list(&self, events: &[&EventRow]) -> Markup {
        html! { ol { @for event in events { (self.event(event)) } } }
    }

    fn event(&self, event: &EventRow) -> Markup {
        html! {
            li.leg data-kind=(event.kind.as_str()) data-event=(event.event_id) {
                button.jump type="button" data-time=(event.start.ms()) { (words::minute(event.start)) }
                div {
                    (words::kind_and_hours(self.context, event, None))
                    (Told::of(self.context, &export::words::sentence(event)).paragraph())
                }
            }
        }
    }

    fn links(&self, events: &[&EventRow]) -> Markup {
        let links = links(self.hull, events);
        let texts = self.context.texts();
        html! {
            section.links {
                h2 { (texts.links) }
                @if links.is_empty() { p.empty { (texts.no_links) } } @else { (self.graph(&links)) }
                ul { @for link in links.iter().take(LINKED) { (self.link(link)) } }
                @if links.len() > LINKED { p.muted { "+ " (links.len() - LINKED) } }
            }
        }
    }

    fn link(&self, link: &Link) -> Markup {
        let kind =
            |(kind, count): (&EventKind, &usize)| format!("{} × {count}", self.context.lang.event(*kind));
        let kinds: Vec<String> = link.kinds.iter().map(kind).collect();
        html! {
            li {
                (words::vessel(self.context, link.hull))
                span.muted { (kinds.join(", ")) @if let Some(p) = link.guess() { " · " (self.context.lang.met(p)) } }
            }
        }
    }

    /// The vessel in the middle, those that it was found with around it: a line where they were heard together, dashes
    /// where only silence allows it, or they may be one ship under two numbers.
    fn graph(&self, links: &[Link]) -> Markup {
        let shown = &links[..links.len().min(LINKED)];
        let placed = || shown.iter().enumerate().map(|(place, link)| (link, around(place, shown.len())));
        html! {
            svg.graph viewBox="0 0 360 210" role="group" aria-label=(self.context.texts().links) {
                @for (link, at) in placed() { (edge(link, at)) }
                @for (link, at) in placed() { (node(link, at)) }
                circle.node.own cx="180" cy="105" r="7" {}
            }
        }
    }
}

/// Where one of so many stands in the picture, the first on top.
fn around(place: usize, of: usize) -> (f64, f64) {
    let angle = std::f64::consts::TAU * place as f64 / of as f64 - std::f64::consts::FRAC_PI_2;
    (180.0 + 125.0 * angle.cos(), 105.0 + 80.0 * angle.sin())
}

fn edge(link: &Link, (x, y): (f64, f64)) -> Markup {
    html! { line.edge.guessed[!link.met()] x1="180" y1="105" x2=(format!("{x:.0}")) y2=(format!("{y:.0}")) {} }
}

fn node(link: &Link, (x, y): (f64, f64)) -> Markup {
    html! {
        a href=(format!("/vessel/{}", link.hull)) {
            circle.node cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r="5" {}
            text x=(format!("{x:.0}")) y=(format!("{:.0}", y - 9.0)) text-anchor="middle" { (link.hull) }
        }
    }
}

/// Another vessel that this one was found with.
struct Link {
    hull: HullKey,
    kinds: BTreeMap<EventKind, usize>,
    likeliest: Option<f64>,
}

impl Link {
    /// How probable their likeliest meeting is, where every one is a guess.
    fn guess(&self) -> Option<f64> {
        let only_guesses = self.kinds.keys().all(|kind| *kind == EventKind::DarkRendezvous);
        self.likeliest.filter(|_| only_guesses)
    }

    /// Whether the two were heard together.
    fn met(&self) -> bool {
        self.kinds.contains_key(&EventKind::Encounter)
    }

    fn weight(&self) -> f64 {
        match self.guess() {
            Some(p) => p,
            None => self.kinds.values().sum::<usize>() as f64 + 1.0,
        }
    }
}

/// Those that a vessel was found with, the closest first.
fn links(hull: HullKey, events: &[&EventRow]) -> Vec<Link> {
    let mut links: BTreeMap<HullKey, Link> = BTreeMap::new();
    for event in events {
        let (first, second) = (HullKey::first(event), HullKey::second(event));
        let Some(other) = (if first == hull { second } else { Some(first) }) else { continue };
        let link = links.entry(other).or_insert_with(|| Link {
            hull: other,
            kinds: BTreeMap::new(),
            likeliest: None,
        });
        *link.kinds.entry(event.kind).or_default() += 1;
        link.likeliest = link.likeliest.into_iter().chain(event.p_met).reduce(f64::max);
    }
    let mut links: Vec<Link> = links.into_values().collect();
    links.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.hull.cmp(&b.hull)));
    links
}

fn size(vessel: &VesselRow) -> Option<String> {
    let metres = |metres: Option<f64>| metres.map_or("?".to_owned(), |metres| format!("{metres:.0}"));
    let is_known = vessel.length_m.is_some() || vessel.beam_m.is_some();
    is_known.then(|| format!("{} × {} m", metres(vessel.length_m), metres(vessel.beam_m)))
}

//! Vessels by number or by what their names are like.

use axum::response::{IntoResponse, Redirect, Response};
use export::search::{self, Hit};
use maud::html;
use serde::Deserialize;

use super::refused::Page;
use super::{Place, frame, response, words};
use crate::app::App;
use crate::ask::{Asked, Words};
use crate::context::Context;
use crate::desk::HullKey;

/// Vessels on the page.
const SHOWN: usize = 100;

/// What is looked for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
}

impl Words for Wanted {
    const NAMES: &'static [&'static str] = &["q"];
}

pub(crate) async fn show(app: App, context: Context, Asked(wanted): Asked<Wanted>) -> Result<Response, Page> {
    let hits = search::find(&app.desk.findings.vessels, &wanted.q, SHOWN);
    // A number that one vessel has leads straight to it.
    if let [only] = hits.as_slice()
        && only.is_number
    {
        return Ok(Redirect::to(&format!("/vessel/{}", HullKey::of(only.vessel))).into_response());
    }
    let texts = context.texts();
    let content = html! {
        main #content.narrow {
            h1 { (texts.vessels) }
            form.inline action="/vessels" method="get" {
                input type="search" name="q" value=(wanted.q) aria-label=(texts.search) placeholder=(texts.search) maxlength="80";
                button type="submit" { (texts.find) }
            }
            p.muted { (hits.len()) @if hits.len() == SHOWN { "+" } " " (texts.vessels_fit) }
            @if hits.is_empty() { p.empty { (texts.no_vessel) } }
            ol.rows.vessels { @for hit in &hits { (row(&context, hit)) } }
        }
    };
    Ok(response(&frame(&context, texts.vessels, Place::Vessels, &content)))
}

fn row(context: &Context, hit: &Hit<'_>) -> maud::Markup {
    let (vessel, hull) = (hit.vessel, HullKey::of(hit.vessel));
    let events: Vec<_> = context.app.desk.events_of(hull).collect();
    let mut leads = context.app.desk.leads_with(&events);
    // A hull that only lay near a party is not told by the rank of that party's lead.
    leads.retain(|lead| context.app.desk.standing(lead, hull).is_party());
    html! {
        li.row {
            div.who { (words::named(context, hull, vessel.name.as_deref())) }
            div.facts {
                @if let Some(name) = hit.formerly { span.tag { (context.texts().formerly) " " (words::safe(name)) } }
                @if let Some(flag) = vessel.mid.and_then(score::country_of_mid) { span.tag { (flag) } }
                @if let Some(imo) = vessel.imo { span { "IMO " (imo) } }
                @if let Some(length) = vessel.length_m { span { (format!("{length:.0} m")) } }
                span { (context.lang.events(events.len())) }
                @for lead in leads.iter().take(3) { a.tag.state href=(format!("/lead/{}", lead.lead_id)) { (context.texts().rank) " " (lead.rank) } }
            }
        }
    }
}

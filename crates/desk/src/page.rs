//! The pages, one module each, and the frame around all of them.

pub(crate) mod changes;
pub(crate) mod enter;
mod figure;
pub(crate) mod lead;
pub(crate) mod leads;
mod legend;
pub(crate) mod refused;
pub(crate) mod search;
mod timeline;
pub(crate) mod triage;
pub(crate) mod vessel;
pub(crate) mod watch;
mod words;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use case::EventRow;
use maud::{DOCTYPE, Markup, html};

use crate::context::Context;
use export::lang::Lang;

/// The places that the bar at the top leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Leads,
    Vessels,
    Watch,
    Elsewhere,
}

/// A finished page.
pub(crate) fn response(markup: &Markup) -> Response {
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    ([(header::CONTENT_TYPE, html)], markup.0.clone()).into_response()
}

/// The frame: what every page has.
pub(crate) fn frame(context: &Context, title: &str, place: Place, content: &Markup) -> Markup {
    let texts = context.texts();
    html! {
        (DOCTYPE)
        html lang=(context.lang.code()) data-scheme=(context.scheme.as_str()) {
            (head(&format!("{title} · darkwake"), &html! {
                @if context.app.parts.is_some() {
                    link rel="stylesheet" href="/parts/maplibre-gl.css";
                }
                script type="module" src="/web/desk.mjs" {}
            }))
            body {
                a.skip href="#content" { (texts.skip) }
                (bar(context, place))
                (content)
                (keys(context))
            }
        }
    }
}

/// What stands before the content of a page, with what this one needs beside.
fn head(title: &str, more: &Markup) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            link rel="icon" href="/web/icon.svg" type="image/svg+xml";
            (more)
            link rel="stylesheet" href="/web/desk.css";
        }
    }
}

fn bar(context: &Context, place: Place) -> Markup {
    let texts = context.texts();
    let links = [
        (Place::Leads, "/", texts.leads),
        (Place::Vessels, "/vessels", texts.vessels),
        (Place::Watch, "/watch", texts.watch_lists),
    ];
    html! {
        header.bar {
            a.brand href="/" { "darkwake" }
            span.case-name title=(context.app.desk.name()) { (words::safe(&context.app.desk.name())) }
            nav aria-label="darkwake" {
                @for (target, address, text) in links {
                    a href=(address) aria-current=[(target == place).then_some("page")] { (text) }
                }
            }
            form.search action="/vessels" method="get" role="search" {
                input #search type="search" name="q" placeholder=(texts.search) aria-label=(texts.search) autocomplete="off" maxlength="80";
            }
            (preferences(context))
        }
    }
}

/// Language and scheme, which a browser keeps.
fn preferences(context: &Context) -> Markup {
    let texts = context.texts();
    let other = if context.lang == Lang::En { Lang::Ko } else { Lang::En };
    let back = &context.address;
    html! {
        form.preferences action="/preferences" method="post" {
            (csrf(context))
            input type="hidden" name="back" value=(back);
            button type="submit" name="lang" value=(other.code()) lang=(other.code()) { (texts.other_language) }
            button.scheme type="submit" name="scheme" value=(next_scheme(context)) title=(texts.scheme) aria-label=(texts.scheme) { "◐" }
            button #keys-button type="button" title=(texts.keys) aria-label=(texts.keys) { "?" }
        }
    }
}

const fn next_scheme(context: &Context) -> &'static str {
    use crate::context::Scheme;
    match context.scheme {
        Scheme::System => "dark",
        Scheme::Dark => "light",
        Scheme::Light => "system",
    }
}

/// What makes a form one of this server's.
pub(crate) fn csrf(context: &Context) -> Markup {
    html! { input type="hidden" name="csrf" value=(context.app.csrf); }
}

fn keys(context: &Context) -> Markup {
    let texts = context.texts();
    let keys = [
        ("j k", texts.key_rows),
        ("Enter", texts.key_open),
        ("/", texts.key_search),
        ("l", texts.key_leads),
        ("← →", texts.key_step),
        ("← → ↑ ↓ + −", texts.key_map),
        ("Space", texts.key_play),
        ("[ ]", texts.key_neighbour),
        ("t", texts.key_note),
        ("?", texts.key_help),
    ];
    html! {
        dialog #keys aria-label=(texts.keys) {
            h2 { (texts.keys) }
            dl { @for (key, meaning) in keys { (key_row(key, meaning)) } }
            form method="dialog" { button { (texts.close) } }
        }
    }
}

fn key_row(key: &str, meaning: &str) -> Markup {
    html! { div { dt { kbd { (key) } } dd { (meaning) } } }
}

/// The map, or how to bring it.
pub(crate) fn map(context: &Context, data: &MapData<'_>) -> Markup {
    let side = if context.app.parts.is_some() { canvas(context, data) } else { no_map(context) };
    html! { section.map-side aria-label=(context.texts().map_of) { (side) } }
}

/// What a script draws the map into.
fn canvas(context: &Context, data: &MapData<'_>) -> Markup {
    let texts = context.texts();
    html! {
        div #map data-leads=[data.leads] data-track=[data.track] data-start=[data.start] data-end=[data.end]
            data-zoom-in=(texts.zoom_in) data-zoom-out=(texts.zoom_out) data-title=(texts.map_of)
            data-ship=(texts.ship_on_map) data-miles=(texts.nautical_miles)
            data-largest-km=(export::map::LARGEST_HELD_KM) {}
        div.north title=(texts.north_up) { "N" br; "↑" }
        div #pointer aria-hidden="true" {}
        @if data.leads.is_some() { (legend::of_leads(context)) } @else { (legend::of_tracks(context, data.deciding)) }
        (layers(context))
    }
}

fn no_map(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        div.no-map {
            p { (texts.map_missing) }
            pre { code { "npm ci --prefix crates/desk/web" } }
            p { (texts.map_then) }
        }
    }
}

/// What the map shows: addresses of data of this server, and the hours that matter.
#[derive(Debug, Default)]
pub(crate) struct MapData<'a> {
    pub(crate) leads: Option<&'a str>,
    pub(crate) track: Option<&'a str>,
    pub(crate) start: Option<i64>,
    pub(crate) end: Option<i64>,
    /// What decides the lead whose tracks are shown.
    pub(crate) deciding: Option<&'a EventRow>,
}

fn layers(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        div.map-tools {
            label { input #layer-reception type="checkbox"; (texts.reception) }
            button #copy-link type="button" data-done=(texts.copied) { (texts.copy_link) }
        }
    }
}

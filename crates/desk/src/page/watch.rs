//! Watch-lists: what analysts want to be told of, and whether this case has it.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use case::notes::{NewWatch, Reviewer, Watch};
use export::search::{self, Hit};
use maud::{Markup, html};
use serde::Deserialize;

use super::refused::Page;
use super::{Place, csrf, frame, response, words};
use crate::app::App;
use crate::ask::{Asked, NoWords, Sent};
use crate::clock;
use crate::context::Context;
use crate::cookie;
use crate::desk::HullKey;
use crate::refusal::Refusal;

/// Vessels shown that fit an entry.
const FITTING: usize = 3;

pub(crate) async fn show(app: App, context: Context, _: Asked<NoWords>) -> Result<Response, Page> {
    let read = app.during(|app| Ok(app.desk.notes.watches()?)).await;
    let watches = read.map_err(|refusal| Page::of(&context, &refusal))?;
    let texts = context.texts();
    let content = html! {
        main #content.narrow {
            h1 { (texts.watch_lists) }
            (form(&context))
            @if watches.is_empty() { p.empty { (texts.nothing_watched) } }
            @for list in watches.chunk_by(|one, next| one.list == next.list) {
                (of_list(&context, list))
            }
        }
    };
    Ok(response(&frame(&context, texts.watch_lists, Place::Watch, &content)))
}

/// The entries of one list.
fn of_list(context: &Context, list: &[Watch]) -> Markup {
    html! {
        section {
            h2 { (words::safe(&list[0].list)) }
            ul.rows.watched { @for watch in list { (entry(context, watch)) } }
        }
    }
}

fn form(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        form.inline action="/watch" method="post" {
            (csrf(context))
            label { (texts.wanted) input type="text" name="wanted" required maxlength="80"; }
            label { (texts.list_name) input type="text" name="list" required maxlength="80"; }
            label { (texts.reviewer) input type="text" name="reviewer" value=(context.reviewer) required maxlength="80" autocomplete="name"; }
            button type="submit" { (texts.watch) }
        }
    }
}

fn entry(context: &Context, watch: &Watch) -> Markup {
    let texts = context.texts();
    let hits = search::find(&context.app.desk.findings.vessels, &watch.wanted, usize::MAX);
    let more = hits.len().saturating_sub(FITTING);
    html! {
        li.row {
            div.who { strong { (words::safe(&watch.wanted)) } span.muted { (words::safe(&watch.reviewer)) " · " (words::minute(watch.time)) } }
            div.facts {
                @if hits.is_empty() { span.muted { (texts.not_in_case) } } @else { span.muted { (texts.fits_in_case) ":" } }
                @for hit in hits.iter().take(FITTING) { (fitting(context, hit)) }
                @if more > 0 { a href=(words::search_address(&watch.wanted)) { "+ " (more) " " (texts.more_fit) } }
            }
            form action="/unwatch" method="post" {
                (csrf(context))
                button type="submit" name="id" value=(watch.id) aria-label=(format!("{}: {}", texts.unwatch, words::safe(&watch.wanted))) { (texts.unwatch) }
            }
        }
    }
}

fn fitting(context: &Context, hit: &Hit<'_>) -> Markup {
    html! {
        (words::named(context, HullKey::of(hit.vessel), hit.vessel.name.as_deref()))
        @if let Some(name) = hit.formerly { span.muted { "(" (context.texts().formerly) " " (words::safe(name)) ")" } }
    }
}

/// What is sent to put an entry on a list.
#[derive(Deserialize)]
pub(crate) struct Wish {
    csrf: String,
    list: String,
    wanted: String,
    reviewer: String,
}

pub(crate) async fn add(app: App, context: Context, Sent(sent): Sent<Wish>) -> Result<Response, Page> {
    let kept = cookie::set(cookie::REVIEWER, sent.reviewer.trim(), app.access.is_https());
    let written = app.during(move |app| {
        app.check(&sent.csrf)?;
        let new = NewWatch::new(&sent.list, &sent.wanted, Reviewer::new(&sent.reviewer)?)?;
        Ok(app.desk.notes.watch(&new, clock::now())?)
    });
    written.await.map_err(|refusal| Page::of(&context, &refusal))?;
    Ok(([(header::SET_COOKIE, kept)], Redirect::to("/watch")).into_response())
}

/// What is sent to take an entry off.
#[derive(Deserialize)]
pub(crate) struct TakenOff {
    csrf: String,
    id: i64,
}

pub(crate) async fn remove(app: App, context: Context, Sent(sent): Sent<TakenOff>) -> Result<Response, Page> {
    let written = app.during(move |app| {
        app.check(&sent.csrf)?;
        Ok::<_, Refusal>(app.desk.notes.unwatch(sent.id)?)
    });
    written.await.map_err(|refusal| Page::of(&context, &refusal))?;
    Ok(Redirect::to("/watch").into_response())
}

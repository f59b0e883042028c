//! What would change a lead: a page of its own, and a section of the page of the lead for whoever has scripts.

use axum::response::Response;
use export::words::{Fact, Line, Told as Changes};
use maud::{Markup, html};

use super::refused::Page;
use super::words::Told;
use super::{Place, frame, response};
use crate::ask::{Asked, Id, NoWords};
use crate::context::Context;
use crate::refusal::Refusal;

pub(crate) async fn show(context: Context, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Page> {
    let refused = |refusal: Refusal| Page::of(&context, &refusal);
    let (app, texts) = (context.app.clone(), context.texts());
    let told = app.during(move |app| {
        let lead = app.desk.lead(&id).ok_or_else(Refusal::nothing)?;
        let changes = app.desk.changes(lead)?.ok_or_else(Refusal::nothing)?;
        Ok((lead.lead_id.clone(), lead.rank, changes))
    });
    let (id, rank, changes) = told.await.map_err(refused)?;
    let content = html! {
        main #content.narrow {
            p.crumbs { a href=(format!("/lead/{id}")) { (texts.rank) " " (rank) } }
            (section(&context, &changes))
        }
    };
    Ok(response(&frame(&context, texts.what_would_change, Place::Leads, &content)))
}

/// Which fact would have to fall, or which threshold to be another, and what then becomes of the lead.
fn section(context: &Context, told: &Changes) -> Markup {
    let texts = context.texts();
    html! {
        section.changes {
            h2 { (texts.what_would_change) }
            @if let Some(before) = told.before { (Told::of(context, before).paragraph()) }
            (lines(context, &told.lines))
            @if let Some(after) = &told.after { (Told::of(context, after).paragraph()) }
            p.caveat { (texts.one_in_two) }
        }
    }
}

fn lines(context: &Context, lines: &[Line]) -> Markup {
    html! { @if !lines.is_empty() { ul { @for line in lines { li { (change(context, line)) } } } } }
}

fn change(context: &Context, line: &Line) -> Markup {
    html! {
        (Told::of(context, &line.head).paragraph())
        @if !line.facts.is_empty() { ul { @for fact in &line.facts { (looked_at(context, fact)) } } }
    }
}

/// A fact that would be looked at otherwise.
fn looked_at(context: &Context, fact: &Fact) -> Markup {
    html! {
        li.fact {
            span.code { (fact.indicator) }
            div {
                (Told::of(context, &fact.verdict).paragraph())
                @if let Some(text) = &fact.text { (Told::of(context, text).paragraph()) }
            }
        }
    }
}

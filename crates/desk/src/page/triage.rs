//! The triage of a lead: what was written on it, the form for more, and what becomes of what is sent.
//!
//! A page may be older than what colleagues decided. So the form says which decision its writer saw, and a state that
//! would undo a later one is not kept: the writer is told who decided what, and has the words back.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use case::notes::{Choice, NewNote, Note, NoteText, Reviewer, Thread, Threads, Triage};
use maud::{Markup, html};
use serde::Deserialize;

use super::refused::Page;
use super::words::Told;
use super::{csrf, lead, words};
use crate::app::App;
use crate::ask::{Id, Sent};
use crate::clock;
use crate::context::Context;
use crate::cookie;
use crate::refusal::Refusal;

/// What is sent from the triage form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filed {
    csrf: String,
    /// The state that was chosen; empty for none.
    state: String,
    /// The decision that stood on the page, by its key; empty for none.
    seen: String,
    text: String,
    reviewer: String,
}

/// What was sent and not kept, and why.
pub(super) struct Draft {
    sent: Filed,
    why: Unkept,
}

/// Why a note was not kept.
enum Unkept {
    /// Somebody decided after the writer looked, who chose this.
    Overtaken(Triage),
    Refused(Refusal),
}

impl From<Refusal> for Unkept {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Draft {
    const fn status(&self) -> StatusCode {
        match &self.why {
            Unkept::Overtaken(_) => StatusCode::CONFLICT,
            Unkept::Refused(refusal) => refusal.status,
        }
    }
}

pub(crate) async fn add(
    app: App,
    context: Context,
    Id(id): Id,
    Sent(sent): Sent<Filed>,
) -> Result<Response, Page> {
    let (lead_id, form, is_https) = (id.clone(), sent.clone(), app.access.is_https());
    let kept = app.during(move |app| Ok(keep(app, &lead_id, &form))).await;
    if let Err(why) = kept.unwrap_or_else(|refusal| Err(refusal.into())) {
        let draft = Draft { sent, why };
        let mut page = lead::page(&context, &id, Some(&draft))?;
        *page.status_mut() = draft.status();
        return Ok(page);
    }
    let kept = cookie::set(cookie::REVIEWER, sent.reviewer.trim(), is_https);
    Ok(([(header::SET_COOKIE, kept)], to_triage(&id)).into_response())
}

/// Whoever asks for the address of the form is led to it.
pub(crate) async fn show(Id(id): Id) -> Redirect {
    to_triage(&id)
}

fn to_triage(id: &str) -> Redirect {
    Redirect::to(&format!("/lead/{id}#triage"))
}

fn keep(app: &App, id: &str, sent: &Filed) -> Result<(), Unkept> {
    let desk = &app.desk;
    let lead = desk.lead(id).ok_or_else(Refusal::nothing)?;
    app.check(&sent.csrf)?;
    let entry = Entry::read(sent)?;
    let decided = desk.notes.decide(clock::now(), |notes| entry.on(&lead.lead_id, &desk.sorted(notes)));
    desk.forget_threads();
    decided.map_err(Refusal::from)?
}

/// What was sent, read into types.
struct Entry<'a> {
    reviewer: Reviewer,
    state: Option<Triage>,
    seen: Option<&'a str>,
    text: Option<NoteText>,
}

impl<'a> Entry<'a> {
    fn read(sent: &'a Filed) -> Result<Self, Refusal> {
        let state = |word: &str| Triage::of_word(word).ok_or_else(|| Refusal::word("state", word));
        Ok(Self {
            reviewer: Reviewer::new(&sent.reviewer)?,
            state: (!sent.state.is_empty()).then(|| state(&sent.state)).transpose()?,
            seen: Some(sent.seen.as_str()).filter(|key| !key.is_empty()),
            text: (!sent.text.trim().is_empty()).then(|| NoteText::new(&sent.text)).transpose()?,
        })
    }

    /// The note that becomes of it, if any. One that leaves the state as it is and says nothing is none.
    fn on(&self, lead_id: &str, threads: &Threads) -> (Option<NewNote>, Result<(), Unkept>) {
        let untouched = Thread::default();
        let thread = threads.of_lead(lead_id).unwrap_or(&untouched);
        let choice = self.state.map_or(Choice::Unchanged, |state| thread.choice(state, self.seen));
        let (reviewer, text) = (self.reviewer.clone(), self.text.clone());
        match choice {
            Choice::Overtaken { chosen, .. } => (None, Err(Unkept::Overtaken(chosen))),
            Choice::New(state) => (Some(NewNote::triage(lead_id, reviewer, state, text)), Ok(())),
            Choice::Unchanged => (text.map(|text| NewNote::words(lead_id, reviewer, text)), Ok(())),
        }
    }
}

/// The part of a lead's page.
pub(super) fn section(context: &Context, lead_id: &str, thread: &Thread, draft: Option<&Draft>) -> Markup {
    let texts = context.texts();
    html! {
        section #triage.triage {
            h2 { (texts.triage) }
            @if let Some(draft) = draft { (notice(context, thread, &draft.why)) }
            (form(context, lead_id, &Filled::of(context, thread, draft)))
            @for entry in thread.notes() { (note(context, entry)) }
            @if thread.notes().is_empty() { p.muted { (texts.no_notes) } }
        }
    }
}

/// Why nothing was kept.
fn notice(context: &Context, thread: &Thread, why: &Unkept) -> Markup {
    let told = match (why, thread.decision()) {
        (Unkept::Overtaken(chosen), Some(decision)) => {
            crate::lang::overtaken(context.lang, &words::safe(&decision.reviewer), decision, *chosen)
        }
        (Unkept::Overtaken(_), None) => context.texts().not_kept.to_owned(),
        (Unkept::Refused(refusal), _) => {
            format!("{} {}", context.texts().not_kept, Told::of(context, &refusal.why).text)
        }
    };
    html! { p.notice role="alert" { (told) } }
}

/// What stands in the form.
struct Filled<'a> {
    state: Triage,
    seen: &'a str,
    text: &'a str,
    reviewer: &'a str,
    is_draft: bool,
}

impl<'a> Filled<'a> {
    fn of(context: &'a Context, thread: &'a Thread, draft: Option<&'a Draft>) -> Self {
        let seen = thread.decision().map_or("", |decision| decision.key.as_str());
        let reviewer = context.reviewer.as_str();
        let new = Self { state: thread.triage(), seen, text: "", reviewer, is_draft: false };
        let Some(Draft { sent, why }) = draft else { return new };
        let kept = Self { text: &sent.text, reviewer: &sent.reviewer, is_draft: true, ..new };
        match why {
            // The colleague's state stands in the form: to undo it takes a choice.
            Unkept::Overtaken(_) => kept,
            Unkept::Refused(_) => {
                Self { state: Triage::of_word(&sent.state).unwrap_or(kept.state), seen: &sent.seen, ..kept }
            }
        }
    }
}

fn form(context: &Context, lead_id: &str, filled: &Filled<'_>) -> Markup {
    let texts = context.texts();
    html! {
        form.stacked action=(format!("/lead/{lead_id}/notes")) method="post" {
            (csrf(context))
            input type="hidden" name="seen" value=(filled.seen);
            (states(context, filled.state))
            label { (texts.note) textarea name="text" rows="3" maxlength="10000" autofocus[filled.is_draft] { (filled.text) } }
            label { (texts.reviewer) input type="text" name="reviewer" value=(filled.reviewer) required maxlength="80" autocomplete="name"; }
            button type="submit" { (texts.set_state) }
        }
    }
}

fn states(context: &Context, chosen: Triage) -> Markup {
    html! {
        fieldset.states {
            legend { (context.texts().state) }
            @for state in Triage::ALL {
                label data-state=(state.as_str()) {
                    input type="radio" name="state" value=(state.as_str()) checked[state == chosen];
                    span { (context.lang.triage(state)) }
                }
            }
        }
    }
}

/// A note as it is shown under its lead.
pub(super) fn note(context: &Context, note: &Note) -> Markup {
    html! {
        article.note {
            p.muted {
                (words::minute(note.time)) " · " strong { (words::safe(&note.reviewer)) }
                @if let Some(state) = note.triage { " · " span.tag.state data-state=(state.as_str()) { (context.lang.triage(state)) } }
            }
            @if let Some(text) = &note.text { @for line in text.lines() { p { (words::safe(line)) } } }
        }
    }
}

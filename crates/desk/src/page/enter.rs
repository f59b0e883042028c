//! The door: where a browser shows the token once and is given a pass.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use super::{head, response};
use crate::app::App;
use crate::ask::Sent;
use crate::context::Context;
use crate::cookie;

pub(crate) async fn show(context: Context) -> Response {
    response(&door(&context))
}

/// What is typed at the door.
#[derive(Deserialize)]
pub(crate) struct Shown {
    token: String,
}

pub(crate) async fn enter(app: App, context: Context, Sent(shown): Sent<Shown>) -> Response {
    if !app.access.opens(shown.token.trim()) {
        let mut page = response(&door(&context));
        *page.status_mut() = StatusCode::UNAUTHORIZED;
        return page;
    }
    let pass = cookie::set(cookie::PASS, &app.access.pass(), app.access.is_https());
    ([(header::SET_COOKIE, pass)], Redirect::to("/")).into_response()
}

/// A page that tells nothing of the case.
fn door(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        (DOCTYPE)
        html lang=(context.lang.code()) data-scheme=(context.scheme.as_str()) {
            (head("darkwake", &html! {}))
            body {
                main #content.narrow {
                    h1 { "darkwake" }
                    p { (texts.enter) }
                    (form(context))
                }
            }
        }
    }
}

fn form(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        form.stacked action="/enter" method="post" {
            label { (texts.token) input type="password" name="token" autocomplete="current-password" required autofocus; }
            button type="submit" { (texts.enter_button) }
        }
    }
}

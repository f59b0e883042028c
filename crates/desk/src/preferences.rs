//! Language and scheme: kept by the browser, set by a form, and back to where one was.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::ask::Sent;
use crate::context::{Context, Scheme};
use crate::cookie;
use crate::filter::word;
use crate::page::refused::Page;
use crate::refusal::Refusal;
use export::lang::Lang;

/// What is chosen.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    csrf: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn keep(app: App, context: Context, Sent(chosen): Sent<Chosen>) -> Result<Response, Page> {
    choose(&app, &chosen).map_err(|refusal| Page::of(&context, &refusal))
}

fn choose(app: &App, chosen: &Chosen) -> Result<Response, Refusal> {
    app.check(&chosen.csrf)?;
    let is_https = app.access.is_https();
    let lang = word("lang", &chosen.lang, Lang::of_code)?;
    let lang = lang.map(|lang| cookie::set(cookie::LANG, lang.code(), is_https));
    let scheme = word("scheme", &chosen.scheme, Scheme::of_word)?;
    let scheme = scheme.map(|scheme| cookie::set(cookie::SCHEME, scheme.as_str(), is_https));
    let mut headers = HeaderMap::new();
    for cookie in lang.into_iter().chain(scheme) {
        headers.extend(HeaderValue::from_str(&cookie).map(|value| (header::SET_COOKIE, value)));
    }
    Ok((headers, Redirect::to(inside(&chosen.back))).into_response())
}

/// A path of this server, or the first page.
fn inside(back: &str) -> &str {
    let is_path = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    if is_path { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for back in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nx: y"] {
            assert_eq!(inside(back), "/", "{back}");
        }
        assert_eq!(inside("/lead/a6ec?t=1"), "/lead/a6ec?t=1");
    }
}

//! Who looks at a page, and how: language, scheme, name.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;

use crate::app::{App, Hub};
use crate::cookie;
use crate::lang::{self, Texts};
use export::lang::Lang;

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Scheme {
    #[default]
    System,
    Light,
    Dark,
}

impl Scheme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in addresses and in the page.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The scheme of a word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == word)
    }
}

/// What a page is made for.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) app: App,
    pub(crate) lang: Lang,
    pub(crate) scheme: Scheme,
    /// The name under which this browser wrote notes last.
    pub(crate) reviewer: String,
    /// Path and query of the page, its language left off.
    pub(crate) address: String,
}

impl Context {
    /// The texts of the page's language.
    pub(crate) fn texts(&self) -> &'static Texts {
        lang::texts(self.lang)
    }
}

/// The word of an address that says in which language a page is; it stays so for this browser.
pub(crate) const LANG_WORD: &str = "lang";

/// The language that an address asks for.
pub(crate) fn asked_lang(query: Option<&str>) -> Option<Lang> {
    let words = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    words.into_iter().find_map(|(name, text)| (name == LANG_WORD).then(|| Lang::of_code(&text)).flatten())
}

/// Path and query without the language, which the next choice would have to undo.
fn without_lang(address: &Uri) -> String {
    let is_other = |word: &&str| word.split('=').next() != Some(LANG_WORD);
    let query = address.query().unwrap_or_default().split('&').filter(is_other).collect::<Vec<_>>().join("&");
    if query.is_empty() { address.path().to_owned() } else { format!("{}?{query}", address.path()) }
}

impl FromRequestParts<Hub> for Context {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Infallible> {
        let Ok(app) = App::from_request_parts(parts, hub).await;
        let kept = |name| cookie::read(&parts.headers, name);
        let reviewer = kept(cookie::REVIEWER).and_then(cookie::decoded).unwrap_or_default();
        Ok(Self {
            app,
            lang: asked_lang(parts.uri.query())
                .or_else(|| kept(cookie::LANG).and_then(Lang::of_code))
                .unwrap_or_else(|| preferred(parts)),
            scheme: kept(cookie::SCHEME).and_then(Scheme::of_word).unwrap_or_default(),
            reviewer,
            address: without_lang(&parts.uri),
        })
    }
}

/// The language that the browser asks for first, of those that there are.
fn preferred(parts: &Parts) -> Lang {
    let wanted =
        parts.headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or_default();
    wanted.split(',').find_map(|one| Lang::of_code(one.trim().get(..2)?)).unwrap_or_default()
}

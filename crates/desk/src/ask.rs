//! What is asked for, read before any handler runs: the words of an address, an id in it, a form. What cannot be read is
//! refused in the shape that the asker reads: programs have JSON, people a page.

use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Form, FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, MapDeserializer};

use crate::app::Hub;
use crate::context::{Context, LANG_WORD};
use crate::page::refused::Page;
use crate::refusal::Refusal;

/// Words of an address that are read into a type; an address with any other is refused, since whoever misspelt one would
/// take all rows for those that fit.
pub(crate) trait Words: DeserializeOwned + Send {
    /// The words that there are, in order.
    const NAMES: &'static [&'static str];
}

/// No word is taken.
#[derive(serde::Deserialize)]
pub(crate) struct NoWords {}

impl Words for NoWords {
    const NAMES: &'static [&'static str] = &[];
}

/// The words of an address.
pub(crate) struct Asked<T>(pub(crate) T);

/// The id in an address.
pub(crate) struct Id(pub(crate) String);

/// What a form holds.
pub(crate) struct Sent<T>(pub(crate) T);

/// A refusal in the shape that the asker reads.
pub(crate) enum Refused {
    Program(Refusal),
    Person(Page),
}

impl Refused {
    /// The refusal as an asker at this address reads it.
    pub(crate) async fn to(parts: &mut Parts, hub: &Hub, refusal: Refusal) -> Self {
        if is_api(parts.uri.path()) {
            return Self::Program(refusal);
        }
        let Ok(context) = Context::from_request_parts(parts, hub).await;
        Self::Person(Page::of(&context, &refusal))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Program(refusal) => refusal.into_response(),
            Self::Person(page) => page.into_response(),
        }
    }
}

/// Whether programs ask at this path.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

impl<T: Words> FromRequestParts<Hub> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Refused> {
        let is_page = !is_api(parts.uri.path());
        match read(parts.uri.query().unwrap_or_default(), is_page) {
            Ok(words) => Ok(Self(words)),
            Err(refusal) => Err(Refused::to(parts, hub, refusal).await),
        }
    }
}

/// The words of a query. Pages take their language beside them.
fn read<T: Words>(query: &str, is_page: bool) -> Result<T, Refusal> {
    let mut words: Vec<(String, String)> = Vec::new();
    for (name, text) in form_urlencoded::parse(query.as_bytes()).into_owned() {
        match () {
            () if is_page && name == LANG_WORD => {}
            () if !T::NAMES.contains(&name.as_str()) => return Err(Refusal::unknown(&name, T::NAMES)),
            () if words.iter().any(|(known, _)| *known == name) => return Err(Refusal::twice(&name)),
            () => words.push((name, text)),
        }
    }
    let words = MapDeserializer::<_, Error>::new(words.into_iter());
    T::deserialize(words).map_err(|_| Refusal::word("the address", query))
}

impl FromRequestParts<Hub> for Id {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Refused> {
        let id: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, hub).await;
        match id {
            Ok(Path(id)) => Ok(Self(id)),
            // No id holds what is no UTF-8.
            Err(_) => Err(Refused::to(parts, hub, Refusal::nothing()).await),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequest<Hub> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, hub: &Hub) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let form: Result<Form<T>, FormRejection> =
            Form::from_request(Request::from_parts(parts.clone(), body), hub).await;
        match form {
            Ok(Form(form)) => Ok(Self(form)),
            Err(rejection) => {
                let refusal =
                    Refusal { status: rejection.status(), why: in_words(rejection.status()).to_owned() };
                Err(Refused::to(&mut parts, hub, refusal).await)
            }
        }
    }
}

/// Why a form cannot be read.
const fn in_words(status: StatusCode) -> &'static str {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => "the form holds too much; a note has 10,000 characters at most",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "a form is wanted (application/x-www-form-urlencoded)",
        _ => "the form lacks a field, or one of them cannot be read",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::LeadQuery;

    #[test]
    fn a_misspelt_word_is_refused_with_the_words_that_there_are() {
        let refused = |query: &str| read::<LeadQuery>(query, false).unwrap_err().why;
        let told = refused("lsit=dprk");
        assert!(told.contains("\"lsit\"") && told.contains("list, cargo, kind, status, p, since"), "{told}");
        assert!(refused("list=dprk&list=evasive").contains("twice"));
        assert!(refused("lang=ko").contains("\"lang\""), "a program has no language");
        assert!(read::<LeadQuery>("lang=ko&list=dprk&after=3", true).is_ok());
        assert!(read::<NoWords>("", false).is_ok());
    }
}

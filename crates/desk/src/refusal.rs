//! Why a request is not answered: told as a page to people and as JSON to programs.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use case::notes::{NotesError, WordError};
use case::render::{safe_json, visible};
use case::{RevisionRow, TableError};
use serde::Serialize;

use crate::DeskError;

/// A request that is not answered, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) why: String,
}

impl Refusal {
    /// A word of the address that means nothing.
    pub(crate) fn word(name: &str, text: &str) -> Self {
        let text: String = text.chars().take(80).collect();
        Self { status: StatusCode::BAD_REQUEST, why: format!("{name} cannot be {:?}", visible(&text)) }
    }

    /// A word of the address that is none of those that may stand there.
    pub(crate) fn choice(name: &str, text: &str, known: &[&str]) -> Self {
        let Self { status, why } = Self::word(name, text);
        Self { status, why: format!("{why}; there are {}", known.join(", ")) }
    }

    /// A word of the address that there is not, beside those that there are.
    pub(crate) fn unknown(name: &str, known: &[&str]) -> Self {
        let name: String = name.chars().take(80).collect();
        let known = match known {
            [] => "this address takes none".to_owned(),
            known => format!("there are {}", known.join(", ")),
        };
        let why = format!("there is no word {:?}; {known}", visible(&name));
        Self { status: StatusCode::BAD_REQUEST, why }
    }

    /// A word that says two things.
    pub(crate) fn twice(name: &str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, why: format!("{name} is given twice") }
    }

    /// Hours that end before they begin.
    pub(crate) fn backwards() -> Self {
        Self { status: StatusCode::BAD_REQUEST, why: "since lies behind until".to_owned() }
    }

    /// A run replaced the case by one that cannot be opened, or somebody took it away.
    pub(crate) fn replaced(why: &DeskError) -> Self {
        let why = format!("the case that was served is no longer there: {}", visible(&why.to_string()));
        Self { status: StatusCode::SERVICE_UNAVAILABLE, why }
    }

    /// The address is not asked so.
    pub(crate) fn method() -> Self {
        let why = "this address does not answer to that method";
        Self { status: StatusCode::METHOD_NOT_ALLOWED, why: why.to_owned() }
    }

    /// There is nothing at this address.
    pub(crate) fn nothing() -> Self {
        Self { status: StatusCode::NOT_FOUND, why: "there is nothing at this address".to_owned() }
    }

    /// There was a lead at this address, and a later run found it no longer.
    pub(crate) fn withdrawn(by: &RevisionRow) -> Self {
        let why = format!("a later run withdrew this lead ({})", visible(&by.cause));
        Self { status: StatusCode::GONE, why }
    }

    /// It does not come from a page of this server.
    pub(crate) fn foreign() -> Self {
        let why = "the form is not of this server, or of before it was started anew; load the page again";
        Self { status: StatusCode::FORBIDDEN, why: why.to_owned() }
    }

    /// It takes too long.
    pub(crate) fn busy() -> Self {
        let why = "too much is asked for at once; try again in a moment";
        Self { status: StatusCode::SERVICE_UNAVAILABLE, why: why.to_owned() }
    }

    fn broken(why: &impl std::fmt::Display) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, why: visible(&why.to_string()) }
    }
}

impl From<TableError> for Refusal {
    fn from(error: TableError) -> Self {
        Self::broken(&error)
    }
}

impl From<NotesError> for Refusal {
    fn from(error: NotesError) -> Self {
        Self::broken(&error)
    }
}

impl From<WordError> for Refusal {
    fn from(error: WordError) -> Self {
        Self { status: StatusCode::BAD_REQUEST, why: error.to_string() }
    }
}

impl Refusal {
    /// The refusal where nothing is known of a case or of its reader: as JSON to programs, as plain words to people.
    pub(crate) fn plainly(self, is_api: bool) -> Response {
        if is_api {
            return self.into_response();
        }
        (self.status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], self.why).into_response()
    }
}

/// A refusal as a program reads it.
#[derive(Serialize)]
struct Told<'a> {
    error: &'a str,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let told = safe_json::line(&Told { error: &self.why }).unwrap_or_default();
        (self.status, [(header::CONTENT_TYPE, "application/json")], told).into_response()
    }
}

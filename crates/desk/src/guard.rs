//! What stands before every handler: names, origins, the token, and the headers that keep a page to itself.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};

use crate::app::{App, hex};
use crate::cookie;

/// Nothing from elsewhere, nothing inline. The map's workers come from the same place; its pictures are `data:` and `blob:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; worker-src 'self' blob:; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "geolocation=(), camera=(), microphone=(), payment=()"),
];

/// An answer larger than this is sent without a tag.
const TAGGED_AT_MOST: usize = 32 << 20;

/// Lets a request through that comes under a name of the server, from a page of its own, with the token if one is asked for.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let verdict = admit(&app, &request);
    let mut response = match verdict {
        Ok(()) => next.run(request).await,
        Err(refusal) => *refusal,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn admit(app: &App, request: &Request) -> Result<(), Box<Response>> {
    let headers = request.headers();
    let host = text(headers, header::HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    if !host.is_some_and(|host| app.access.answers_to(host)) {
        return Err(Box::new(refusal(
            StatusCode::MISDIRECTED_REQUEST,
            "this server does not go by that name",
        )));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !is_own_page(headers, host) {
        return Err(Box::new(refusal(StatusCode::FORBIDDEN, "only a page of this desk may send this")));
    }
    let path = request.uri().path();
    let is_open = !app.access.needs_token() || path == "/enter" || path.starts_with("/web/");
    if is_open || has_token(app, headers) {
        return Ok(());
    }
    if path.starts_with("/api/") {
        return Err(Box::new(refusal(
            StatusCode::UNAUTHORIZED,
            "the header `authorization: Bearer TOKEN` is wanted",
        )));
    }
    Err(Box::new(Redirect::to("/enter").into_response()))
}

/// Whether a browser says that a page of this server sends the request. A program that is no browser says neither.
fn is_own_page(headers: &HeaderMap, host: Option<&str>) -> bool {
    let same_site = text(headers, HeaderName::from_static("sec-fetch-site"));
    if same_site.is_some_and(|site| site != "same-origin" && site != "none") {
        return false;
    }
    match text(headers, header::ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, name)| name) == host,
        None => true,
    }
}

fn has_token(app: &App, headers: &HeaderMap) -> bool {
    let bearer = text(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    bearer.is_some_and(|token| app.access.opens(token))
        || cookie::read(headers, cookie::PASS).is_some_and(|pass| app.access.knows(pass))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn refusal(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
}

/// Tags what is read with a hash of its bytes, and answers with 304 to whoever has them.
pub(crate) async fn tag(request: Request, next: Next) -> Response {
    let is_read = *request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !is_read || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, TAGGED_AT_MOST).await else {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR, "the answer is too large");
    };
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&bytes))[..32]);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if known.is_some_and(|known| names(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether `If-None-Match` names this tag.
fn names(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

//! What stands before every handler: names, origins, the token, and the headers that keep a page to itself.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};

use crate::app::{Hub, hex};
use crate::refusal::Refusal;
use crate::{ask, context, cookie};

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
pub(crate) async fn guard(State(hub): State<Hub>, request: Request, next: Next) -> Response {
    let verdict = admit(&hub, &request);
    let lang = verdict.is_ok().then(|| context::asked_lang(request.uri().query())).flatten();
    let mut response = match verdict {
        Ok(()) => next.run(request).await,
        Err(refusal) => *refusal,
    };
    let kept = lang.map(|lang| cookie::set(cookie::LANG, lang.code(), hub.access.is_https()));
    if let Some(Ok(kept)) = kept.map(|kept| HeaderValue::from_str(&kept)) {
        response.headers_mut().append(header::SET_COOKIE, kept);
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn admit(hub: &Hub, request: &Request) -> Result<(), Box<Response>> {
    let (headers, path) = (request.headers(), request.uri().path());
    let refused =
        |status, why: &str| Err(Box::new(Refusal { status, why: why.to_owned() }.plainly(ask::is_api(path))));
    let Ok(host) = host(request) else {
        return refused(StatusCode::BAD_REQUEST, "a request names one host, and once");
    };
    if !host.is_some_and(|host| hub.access.answers_to(host)) {
        return refused(StatusCode::MISDIRECTED_REQUEST, "this server does not go by that name");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !is_own_page(headers, host) {
        return refused(StatusCode::FORBIDDEN, "only a page of this desk may send this");
    }
    let is_open = !hub.access.needs_token() || path == "/enter" || path.starts_with("/web/");
    if is_open || has_token(hub, headers) {
        return Ok(());
    }
    if ask::is_api(path) {
        return refused(StatusCode::UNAUTHORIZED, "the header `authorization: Bearer TOKEN` is wanted");
    }
    Err(Box::new(Redirect::to("/enter").into_response()))
}

/// A request that names several hosts.
struct SeveralHosts;

/// The host that a request is for. One that is named in the target as well as in the header is named once if both are
/// the same: a proxy before this server and this server must not read two.
fn host(request: &Request) -> Result<Option<&str>, SeveralHosts> {
    let mut named = request.headers().get_all(header::HOST).into_iter();
    let header = named.next().map(|value| value.to_str().map_err(|_| SeveralHosts)).transpose()?;
    let target = request.uri().authority().map(Authority::as_str);
    match (header, target) {
        _ if named.next().is_some() => Err(SeveralHosts),
        (Some(header), Some(target)) if !header.eq_ignore_ascii_case(target) => Err(SeveralHosts),
        (header, target) => Ok(header.or(target)),
    }
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

fn has_token(hub: &Hub, headers: &HeaderMap) -> bool {
    let bearer = text(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    bearer.is_some_and(|token| hub.access.opens(token))
        || cookie::read(headers, cookie::PASS).is_some_and(|pass| hub.access.knows(pass))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Tags what is read with a hash of its bytes, and answers with 304 to whoever has them. Whoever asks for the head alone
/// has that of the whole answer.
pub(crate) async fn tag(mut request: Request, next: Next) -> Response {
    let (is_api, is_head) = (ask::is_api(request.uri().path()), *request.method() == Method::HEAD);
    if is_head {
        *request.method_mut() = Method::GET;
    }
    let is_read = *request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !is_read {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, TAGGED_AT_MOST).await else {
        let why = "the answer is too large".to_owned();
        return Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, why }.plainly(is_api);
    };
    if parts.status == StatusCode::OK {
        mark(&mut parts, &bytes, known.as_ref());
    }
    if is_head {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    let has_body = !is_head && parts.status != StatusCode::NOT_MODIFIED;
    Response::from_parts(parts, if has_body { Body::from(bytes) } else { Body::empty() })
}

/// Puts the tag of an answer before it, or says that what is `known` still holds.
fn mark(parts: &mut Parts, bytes: &[u8], known: Option<&HeaderValue>) {
    let tag = format!("\"{}\"", &hex(&Sha256::digest(bytes))[..32]);
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if known.is_some_and(|known| names(known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
}

/// Whether `If-None-Match` names this tag.
fn names(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

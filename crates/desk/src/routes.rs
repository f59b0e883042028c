//! Every address that the desk answers to, in one place.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::Hub;
use crate::refusal::Refusal;
use crate::{api, ask, assets, guard, page, preferences, renew};

/// A form may be so large: a note of 10,000 characters, percent-encoded.
const BODY_AT_MOST: usize = 128 << 10;
/// An answer may take so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// All routes.
pub(crate) fn routes(hub: Hub) -> Router {
    Router::new()
        .route("/", get(page::leads::show))
        .route("/lead/{id}", get(page::lead::show))
        .route("/lead/{id}/changes", get(page::changes::show))
        .route("/lead/{id}/notes", get(page::triage::show).post(page::triage::add))
        .route("/vessels", get(page::search::show))
        .route("/vessel/{hull}", get(page::vessel::show))
        .route("/watch", get(page::watch::show).post(page::watch::add))
        .route("/unwatch", post(page::watch::remove))
        .route("/preferences", post(preferences::keep))
        .route("/enter", get(page::enter::show).post(page::enter::enter))
        .route("/api/openapi.json", get(api::describe::show))
        .route("/api/v1/leads", get(api::leads::list))
        .route("/api/v1/leads/{id}", get(api::leads::one))
        .route("/api/v1/leads/{id}/changes", get(api::leads::changes))
        .route("/api/v1/leads/{id}/track", get(api::leads::track))
        .route("/api/v1/events", get(api::events::list))
        .route("/api/v1/events/{id}", get(api::events::one))
        .route("/api/v1/vessels", get(api::vessels::list))
        .route("/api/v1/vessels/{hull}", get(api::vessels::one))
        .route("/api/v1/vessels/{hull}/track", get(api::vessels::track))
        .route("/api/v1/reception", get(api::reception::show))
        .route("/web/{name}", get(assets::own))
        .route("/parts/{name}", get(assets::part))
        .fallback(page::refused::nothing)
        .method_not_allowed_fallback(page::refused::method)
        .layer(middleware::from_fn_with_state(hub.clone(), renew::renew))
        .layer(middleware::from_fn(guard::tag))
        .layer(middleware::from_fn(patience))
        .layer(middleware::from_fn_with_state(hub.clone(), guard::guard))
        .layer(DefaultBodyLimit::max(BODY_AT_MOST))
        .with_state(hub)
}

async fn patience(request: Request, next: Next) -> Response {
    let is_api = ask::is_api(request.uri().path());
    let answer = tokio::time::timeout(PATIENCE, next.run(request)).await;
    answer.unwrap_or_else(|_| Refusal::busy().plainly(is_api))
}

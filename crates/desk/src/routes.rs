//! Every address that the desk answers to, in one place.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::refusal::Refusal;
use crate::{api, assets, guard, page, preferences};

/// A form may be so large: a note of 10,000 characters, percent-encoded.
const BODY_AT_MOST: usize = 128 << 10;
/// An answer may take so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// All routes.
pub(crate) fn routes(app: App) -> Router {
    let pages = Router::new()
        .route("/", get(page::leads::show))
        .route("/lead/{id}", get(page::lead::show))
        .route("/lead/{id}/notes", get(page::triage::show).post(page::triage::add))
        .route("/vessels", get(page::search::show))
        .route("/vessel/{hull}", get(page::vessel::show))
        .route("/watch", get(page::watch::show).post(page::watch::add))
        .route("/unwatch", post(page::watch::remove))
        .route("/preferences", post(preferences::keep))
        .route("/enter", get(page::enter::show).post(page::enter::enter))
        .fallback(page::refused::nothing);
    let api = Router::new()
        .route("/openapi.json", get(api::describe::show))
        .route("/v1/leads", get(api::leads::list))
        .route("/v1/leads/{id}", get(api::leads::one))
        .route("/v1/leads/{id}/track", get(api::leads::track))
        .route("/v1/events", get(api::events::list))
        .route("/v1/events/{id}", get(api::events::one))
        .route("/v1/vessels", get(api::vessels::list))
        .route("/v1/vessels/{hull}", get(api::vessels::one))
        .route("/v1/vessels/{hull}/track", get(api::vessels::track))
        .route("/v1/reception", get(api::reception::show))
        .fallback(api::nothing);
    pages
        .nest("/api", api)
        .route("/web/{name}", get(assets::own))
        .route("/parts/{name}", get(assets::part))
        .layer(middleware::from_fn(guard::tag))
        .layer(middleware::from_fn(patience))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(DefaultBodyLimit::max(BODY_AT_MOST))
        .with_state(app)
}

async fn patience(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(PATIENCE, next.run(request)).await;
    answer.unwrap_or_else(|_| Refusal::busy().into_response())
}

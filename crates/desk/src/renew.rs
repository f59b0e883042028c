//! A run replaces the case under the desk: each request sees one case, that of now, and whole.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use crate::app::Hub;
use crate::ask;
use crate::refusal::Refusal;

/// So often a case may be replaced under one answer.
const ATTEMPTS: usize = 3;

/// Looks for the case of now before a handler runs. An answer that was read while a run replaced the case may be of two
/// cases, so it is made once more; what is sent is taken once.
pub(crate) async fn renew(State(hub): State<Hub>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let is_api = ask::is_api(parts.uri.path());
    if parts.method != Method::GET {
        return match with_case(&hub, parts, body).await {
            Ok(request) => next.run(request).await,
            Err(refusal) => refusal.plainly(is_api),
        };
    }
    for _ in 0..ATTEMPTS {
        let app = match hub.now().await {
            Ok(app) => app,
            Err(refusal) => return refusal.plainly(is_api),
        };
        let mut request = Request::from_parts(parts.clone(), Body::empty());
        request.extensions_mut().insert(app.clone());
        let answer = next.clone().run(request).await;
        if app.desk.is_current() {
            return answer;
        }
    }
    Refusal::busy().plainly(is_api)
}

async fn with_case(hub: &Hub, mut parts: Parts, body: Body) -> Result<Request, Refusal> {
    parts.extensions.insert(hub.now().await?);
    Ok(Request::from_parts(parts, body))
}

//! What people see where a request is not answered.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::words::Told;
use super::{Place, frame, response};
use crate::app::Hub;
use crate::ask::Refused;
use crate::context::Context;
use crate::refusal::Refusal;

/// A refusal as a page.
pub(crate) struct Page(Box<Response>);

impl Page {
    /// The page that tells `refusal`.
    pub(crate) fn of(context: &Context, refusal: &Refusal) -> Self {
        let texts = context.texts();
        let (title, known) = match refusal.status {
            StatusCode::NOT_FOUND => (texts.not_found, Some(texts.not_found_why)),
            StatusCode::GONE => (texts.withdrawn, None),
            _ => (texts.refused, None),
        };
        let content = html! {
            main #content.narrow {
                h1 { (title) }
                @match known {
                    Some(known) => p { (known) },
                    None => (Told::of(context, &refusal.why).paragraph()),
                }
                p { a href="/" { (texts.back) } }
            }
        };
        let mut page = response(&frame(context, title, Place::Elsewhere, &content));
        *page.status_mut() = refusal.status;
        Self(Box::new(page))
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// Any address that no other handler knows.
pub(crate) async fn nothing(State(hub): State<Hub>, request: Request) -> Refused {
    Refused::to(&mut request.into_parts().0, &hub, Refusal::nothing()).await
}

/// Any address that is known and asked for otherwise.
pub(crate) async fn method(State(hub): State<Hub>, request: Request) -> Refused {
    Refused::to(&mut request.into_parts().0, &hub, Refusal::method()).await
}

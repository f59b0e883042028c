//! The strip under the map: time, and distance and speed beside it, which the script of the page fills.

use maud::{Markup, html};

use crate::context::Context;

/// The controls of playback.
pub(super) fn playback(context: &Context) -> Markup {
    let texts = context.texts();
    html! {
        section #playback.playback hidden[context.app.parts.is_none()] aria-label=(texts.time) {
            div.transport {
                button #play type="button" aria-label=(texts.play) title=(texts.play) { "▶" }
                output #clock for="slider" {}
                output #apart for="slider" {}
            }
            input #slider type="range" min="0" max="1" step="1" value="0" aria-label=(texts.time);
            canvas #strip height="112" role="img" aria-label=(format!("{}, {}", texts.distance, texts.speed))
                data-distance=(texts.distance) data-speed=(texts.speed) data-knots=(texts.knots) data-hatched=(texts.hatched) {}
        }
    }
}

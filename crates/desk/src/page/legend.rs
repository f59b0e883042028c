//! What the signs on a map mean. A page holds every sign that its map can have; its script shows those that are on the map.

use case::EventRow;
use export::words;
use maud::{Markup, html};

use super::words::Told;
use crate::context::Context;

/// A sign, under the word by which the script counts what is on the map.
struct Sign {
    key: &'static str,
    swatch: Markup,
    told: Told,
}

/// The legend of the map of all leads.
pub(super) fn of_leads(context: &Context) -> Markup {
    let texts = context.texts();
    let point = |class: &str| html! { circle.(class) cx="17" cy="8" r="6" {} };
    let signs = [
        ("dprk", point("lead-dprk"), texts.legend_dprk),
        ("evasive", point("lead-evasive"), texts.legend_evasive),
        ("dismissed", point("lead-dismissed"), texts.legend_dismissed),
        ("share", html! { rect.share x="6" y="2" width="22" height="12" {} }, texts.legend_reception),
    ];
    details(context, &signs.map(|(key, swatch, words)| Sign { key, swatch, told: own(words) }))
}

/// The legend of a map of tracks: of a lead, with the circles of the event that decides it, or of a vessel.
pub(super) fn of_tracks(context: &Context, deciding: Option<&EventRow>) -> Markup {
    let texts = context.texts();
    let signs = [
        ("heard", lines(false), texts.legend_heard),
        ("silence", lines(true), texts.legend_silence),
        ("reach", html! { ellipse.reach cx="17" cy="8" rx="14" ry="6" {} }, texts.legend_reach),
        ("now", html! { circle.now cx="17" cy="8" r="5" {} }, texts.legend_now),
        ("lens", html! { path.lens d="M4 8Q17 -4 30 8Q17 20 4 8z" {} }, texts.legend_lens),
        ("doubted", html! { circle.doubted cx="17" cy="8" r="2" {} }, texts.legend_doubted),
        ("deciding", html! { circle.deciding cx="17" cy="8" r="6.5" {} }, texts.legend_deciding),
        ("others", html! { circle.event cx="17" cy="8" r="4" {} }, texts.legend_event),
        ("share", html! { rect.share x="6" y="2" width="22" height="12" {} }, texts.legend_reception),
    ];
    let signs = signs.map(|(key, swatch, words)| Sign { key, swatch, told: own(words) });
    let circles = deciding.map(|event| circles(context, event)).unwrap_or_default();
    details(context, &signs.into_iter().chain(circles).collect::<Vec<_>>())
}

/// Lines of the two hulls that a lead is about; the script leaves one where there is but one hull.
fn lines(dashed: bool) -> Markup {
    html! { path.own.dashed[dashed] d="M2 5h30" {} path.other.dashed[dashed] d="M2 11h30" {} }
}

/// The circles about an unseen meeting, each with its figure.
fn circles(context: &Context, event: &EventRow) -> Vec<Sign> {
    let whoever = event.radius_km.map(|km| ("whoever", words::whoever_circle(km)));
    let pair = words::pair_radius_km(event).map(|km| ("pair", words::pair_circle(km)));
    let sign = |(key, english): (&'static str, String)| Sign {
        key,
        swatch: html! { path.(key) d="M2 8h30" {} },
        told: Told::of(context, &english),
    };
    whoever.into_iter().chain(pair).map(sign).collect()
}

/// Words of the page itself.
fn own(words: &str) -> Told {
    Told { lang: None, text: words.to_owned() }
}

/// All signs, hidden until one of each is on the map.
fn details(context: &Context, signs: &[Sign]) -> Markup {
    html! {
        details #legend.legend open hidden {
            summary { (context.texts().legend) }
            ul { @for sign in signs {
                li data-key=(sign.key) hidden {
                    svg viewBox="0 0 34 16" aria-hidden="true" { (sign.swatch) }
                    span lang=[sign.told.lang] { (sign.told.text) }
                }
            } }
        }
    }
}

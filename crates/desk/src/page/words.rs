//! Small words of the pages: names, moments, places, figures.

use case::render::visible;
use case::{EventRow, LeadRow, VesselRow};
use maud::{Markup, html};

use crate::context::Context;
use crate::desk::HullKey;
use export::lang::Lang;

/// Text that others wrote, with what could steer or turn a line shown. The page escapes what is markup.
pub(super) fn safe(text: &str) -> String {
    visible(text)
}

/// A sentence on an event or a fact, in the page's language where the catalogue has it.
pub(super) struct Told {
    /// The language, where it is not the page's.
    pub(super) lang: Option<&'static str>,
    pub(super) text: String,
}

impl Told {
    pub(super) fn of(context: &Context, english: &str) -> Self {
        if context.lang == Lang::En {
            return Self { lang: None, text: safe(english) };
        }
        match export::korean::sentence(english) {
            Some(korean) => Self { lang: None, text: safe(&korean) },
            None => Self { lang: Some("en"), text: safe(english) },
        }
    }

    /// As a paragraph.
    pub(super) fn paragraph(&self) -> Markup {
        html! { p lang=[self.lang] { (self.text) } }
    }
}

/// A link to a vessel: its number and the name that it broadcast last.
pub(super) fn vessel(context: &Context, hull: HullKey) -> Markup {
    let name = context.app.desk.vessel(hull).and_then(|vessel| vessel.name.as_deref());
    named(context, hull, name)
}

/// A link to a vessel by its number, with this name.
pub(super) fn named(context: &Context, hull: HullKey, name: Option<&str>) -> Markup {
    html! {
        a.vessel href=(format!("/vessel/{hull}")) {
            span.mmsi { (hull) }
            @match name {
                Some(name) => span.name { (safe(name)) },
                None => span.name.none { (context.texts().no_name) },
            }
        }
    }
}

/// The address of a search.
pub(super) fn search_address(wanted: &str) -> String {
    let keep = |byte: &u8| byte.is_ascii_alphanumeric();
    let encoded = wanted
        .bytes()
        .map(|byte| if keep(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("/vessels?q={}", encoded.collect::<String>())
}

/// The hulls of a lead.
pub(super) fn parties(lead: &LeadRow) -> (HullKey, Option<HullKey>) {
    let second = lead.mmsi_b.map(|mmsi| HullKey { mmsi, part: lead.part_b.unwrap_or_default() });
    (HullKey { mmsi: lead.mmsi_a, part: lead.part_a }, second)
}

/// The name of a vessel as a title.
pub(super) fn title(vessel: &VesselRow) -> String {
    let hull = HullKey::of(vessel);
    vessel.name.as_deref().map_or_else(|| hull.to_string(), |name| format!("{} {hull}", safe(name)))
}

/// A moment to the minute.
pub(super) fn minute(time: model::Timestamp) -> Markup {
    html! { time datetime=(time.to_string()) { (export::words::minute(time)) } }
}

/// How long an event lasted.
pub(super) fn hours(context: &Context, event: &EventRow) -> String {
    let told = |end: model::Timestamp| format!("{:.1}{}", (end - event.start).hours(), context.texts().hours);
    event.end.map_or_else(|| "–".to_owned(), told)
}

/// What kind of event it is and how long it lasted, with a remark.
pub(super) fn kind_and_hours(context: &Context, event: &EventRow, remark: Option<&str>) -> Markup {
    html! {
        p {
            span.tag { (context.lang.event(event.kind)) }
            span.muted { (hours(context, event)) @if let Some(remark) = remark { " · " (remark) } }
        }
    }
}

/// A fact under its head.
pub(super) fn brief_row(head: &str, told: &Markup) -> Markup {
    html! { div { dt { (head) } dd { (told) } } }
}

/// How much there was, with thin spaces between thousands.
pub(super) fn tonnes(tonnes: f64) -> String {
    let digits = format!("{tonnes:.0}");
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            told.push('\u{202f}');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(tonnes(1_234_567.4), "1\u{202f}234\u{202f}567");
        assert_eq!(tonnes(869.0), "869");
    }
}

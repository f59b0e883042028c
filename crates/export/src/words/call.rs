//! A call at a port in words.

use case::{EventRow, render::visible};

use super::{mmsi, tell};

/// A call at a port, and how much of it was heard.
pub(super) fn port_visit(event: &EventRow) -> String {
    let port = visible(event.port.as_deref().unwrap_or("a port"));
    let country = visible(event.port_country.as_deref().unwrap_or("?"));
    let mut words = format!("{} called at {port} ({country})", mmsi(event.mmsi_a));
    tell(&mut words, event.confidence.and_then(heard_of_call), |heard| format!(", {heard}"));
    words
}

/// What was heard of a call, by its confidence.
const fn heard_of_call(confidence: i64) -> Option<&'static str> {
    match confidence {
        1 => Some("heard only passing inside"),
        2 => Some("heard neither coming nor leaving"),
        3 => Some("heard either coming or leaving"),
        4 => Some("heard coming and leaving"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use model::EventKind;

    use super::super::sentence;
    use super::super::tests::meeting;
    use super::*;

    #[test]
    fn how_a_call_was_heard_is_told_in_words() {
        let call = |confidence| {
            let row = EventRow { kind: EventKind::PortVisit, mmsi_b: None, ..meeting(4) };
            let port = Some("Nampo".to_owned());
            sentence(&EventRow { port, port_country: Some("KP".to_owned()), confidence, ..row })
        };
        assert_eq!(call(Some(4)), "445000001 called at Nampo (KP), heard coming and leaving");
        assert!(call(Some(3)).ends_with(", heard either coming or leaving") && call(None).ends_with("(KP)"));
        for told in (1..=4).map(|confidence| call(Some(confidence))) {
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
    }
}

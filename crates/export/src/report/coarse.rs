//! Places on a page that names nobody: whoever has other AIS finds a ship by an exact place, so none is told nearer than half a
//! degree, in words, tables and pictures alike.

use case::EventRow;

/// No place is told nearer than this, in degrees: some 55 km from north to south, and 40 to 50 km from west to east off Korea and China
/// (design: enough to tell one of the areas of transfers from another, too little to tell one ship from its neighbours).
pub(super) const GRADE: f64 = 0.5;

/// What a page says of its places.
pub(super) const NOTICE: &str = "Places are told to half a degree (some 55 km), without tracks, distances to the coast and names of \
    ports. Times are exact: whoever has other AIS of that day may still find the ships.";

/// A latitude or longitude to half a degree.
pub(super) fn coarse(degrees: f64) -> f64 {
    (degrees / GRADE).round() * GRADE + 0.0
}

/// An event whose places are coarse.
pub(super) fn event(event: &EventRow) -> EventRow {
    EventRow {
        lat: coarse(event.lat),
        lon: coarse(event.lon),
        reappeared_lat: event.reappeared_lat.map(coarse),
        reappeared_lon: event.reappeared_lon.map(coarse),
        radius_km: None,
        pair_radius_km: None,
        ..event.clone()
    }
}

/// A text with coarse coordinates, without distances to the coast and names of ports and anchorages.
pub(super) fn text(text: &str) -> String {
    let text = between(text, "called at ", " (", "a port");
    let text = between(&text, "inside the ", ", where ships are bunkered", "anchorage");
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..]
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(rest.len(), |end| start + end);
        let figure = &rest[start..end];
        shown.push_str(&rest[..start]);
        shown.push_str(&told(figure, &rest[end..]));
        rest = &rest[end..];
    }
    shown + rest
}

/// A figure as it may be told, by what stands behind it.
fn told(figure: &str, behind: &str) -> String {
    const DISTANCES: [&str; 5] = [
        " km off shore",
        " nmi from shore",
        " km from the nearest port",
        " km of ",
        " km if it was these two",
    ];
    match figure.parse::<f64>() {
        Ok(degrees) if figure.contains('.') && is_hemisphere(behind) => format!("{:.1}", coarse(degrees)),
        _ if DISTANCES.iter().any(|distance| behind.starts_with(distance)) => "(withheld)".to_owned(),
        _ => figure.to_owned(),
    }
}

/// Whether a text begins with one of the four letters of a coordinate, a blank before it or not.
fn is_hemisphere(text: &str) -> bool {
    let mut letters = text.strip_prefix(' ').unwrap_or(text).chars();
    let is_letter = letters.next().is_some_and(|c| "NSEW".contains(c));
    is_letter && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

/// A text with something else between two marks, where both stand in it.
fn between(text: &str, before: &str, behind: &str, told: &str) -> String {
    let Some((head, rest)) = text.split_once(before) else { return text.to_owned() };
    match rest.split_once(behind) {
        Some((_, tail)) => format!("{head}{before}{told}{behind}{}", between(tail, before, behind, told)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_to_half_a_degree_and_how_far_from_the_coast_it_lies_is_not() {
        let told =
            text("29.36510 N 124.23558 E; 29.37N 124.24E, 186 km off shore; 38.74S 0.20W; 3.7 m at 7.9 kn");
        assert_eq!(
            told,
            "29.5 N 124.0 E; 29.5N 124.0E, (withheld) km off shore; 38.5S 0.0W; 3.7 m at 7.9 kn"
        );
        let told = text("100 nmi from shore and 218 km from the nearest port");
        assert_eq!(told, "(withheld) nmi from shore and (withheld) km from the nearest port");
        assert_eq!(text("within 1 km of 28.83778 N 122.81117 E"), "within (withheld) km of 29.0 N 123.0 E");
        let told = text("nine times in ten within 70.4 km of this place, within 0.5 km if it was these two");
        assert_eq!(
            told,
            "nine times in ten within (withheld) km of this place, within (withheld) km if it was these two"
        );
    }

    #[test]
    fn a_port_and_a_bunkering_anchorage_have_no_name() {
        let told = text(
            "445939719 called at Nampo roads (KP), heard either coming or leaving, and called at Busan (KR)",
        );
        assert_eq!(
            told,
            "445939719 called at a port (KP), heard either coming or leaving, and called at a port (KR)"
        );
        let told = text("inside the Ulsan outer anchorage, where ships are bunkered every day");
        assert_eq!(told, "inside the anchorage, where ships are bunkered every day");
    }
}

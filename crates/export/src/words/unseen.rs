//! Where and when a meeting that nobody heard lies nine times in ten: either ship's, whoever it met, and that of the two that are named.

use case::{EventRow, LeadRow};

use super::figure::{coordinates, to_decimals};
use super::{minute, span};

/// What the hours are that two could have spent together: a ship that waits may have come before its first fix, and the two may have met
/// elsewhere and for longer, so that they bound nothing.
pub(super) const AS_FAR: &str = "as far as fixes and usual speeds tell";

/// When a lead began and ended; of an unseen meeting, when either of its ships met somebody, too.
pub fn when(lead: &LeadRow, deciding: Option<&EventRow>) -> String {
    let span = span(lead);
    match deciding.and_then(whoever_between) {
        Some(whoever) if lead.mmsi_b.is_some() => format!("{span} {AS_FAR}, if it was these two; {whoever}"),
        Some(whoever) => format!("{span}; {whoever}"),
        None => span,
    }
}

/// The place of a lead in a list: of an unseen meeting, for which a list has no circle, to no more decimals than the circle justifies.
pub fn place_in_short(lead: &LeadRow) -> String {
    place_within(lead.lat, lead.lon, lead.radius_km)
}

/// A place that lies within a radius of where it is told, or was heard there.
pub(crate) fn place_within(lat: f64, lon: f64, radius_km: Option<f64>) -> String {
    let Some(radius_km) = radius_km else { return coordinates(lat, lon) };
    // Half of the last decimal is some 55, 5.5 and 0.6 km from north to south.
    let decimals = match radius_km {
        55.0.. => 0,
        5.5.. => 1,
        _ => 2,
    };
    format!("~{}", to_decimals(lat, lon, decimals))
}

/// That the place of a lead is inferred, and how near it is told; nothing where it is not.
pub fn place_inferred(lead: &LeadRow) -> Option<String> {
    let pair = lead.pair_radius_km.map(|radius| format!(", {}", pair_within(radius))).unwrap_or_default();
    Some(format!("place inferred; nine times in ten within {} km{pair}", km(lead.radius_km?)))
}

/// How near the place of an unseen meeting is told, as it stands behind the place.
pub fn nearness(event: &EventRow) -> Option<String> {
    let whoever = format!("inferred; nine times in ten within {} km", km(event.radius_km?));
    let pair = pair_radius_km(event).map(|radius| format!(", {}", pair_within(radius)));
    Some(whoever + &pair.unwrap_or_default())
}

/// What the circle holds about the place of an unseen meeting, whoever met.
pub fn whoever_circle(radius_km: f64) -> String {
    format!("nine times in ten within {} km, whoever met", km(radius_km))
}

/// What the circle holds about it if it was the two that are named.
pub fn pair_circle(radius_km: f64) -> String {
    format!("nine times in ten within {} km, if it was these two", km(radius_km))
}

/// The radius of the circle that holds the meeting of the two that are named; nothing where one of them is never heard.
pub fn pair_radius_km(event: &EventRow) -> Option<f64> {
    event.mmsi_b.and(event.pair_radius_km)
}

/// Between which hours either of the two met somebody, whoever that was.
pub(super) fn whoever_between(event: &EventRow) -> Option<String> {
    let [from, until] = [event.start_earliest?, event.end_latest?].map(minute);
    Some(format!("nine times in ten between {from} and {until} UTC, whoever met"))
}

/// How near it was if it was the two that are named.
pub(super) fn pair_within(radius_km: f64) -> String {
    format!("within {} km if it was these two", km(radius_km))
}

/// Kilometres of a radius; none is told to be nothing.
pub(super) fn km(radius: f64) -> String {
    format!("{:.1}", radius.max(0.1))
}

#[cfg(test)]
mod tests {
    use model::{EventKind, Span};

    use super::*;
    use crate::words::sentence;
    use crate::words::tests::{lead_of, meeting_between};

    fn unseen(radius_km: f64, pair_radius_km: f64) -> EventRow {
        let met = meeting_between(445_000_001, 620_000_002, [10, 19]);
        EventRow {
            kind: EventKind::DarkRendezvous,
            radius_km: Some(radius_km),
            pair_radius_km: Some(pair_radius_km),
            start_earliest: Some(met.start.saturating_add(Span::from_hours(-3))),
            end_latest: met.end.map(|end| end.saturating_add(Span::from_hours(5))),
            ..met
        }
    }

    #[test]
    fn the_hours_of_an_unseen_meeting_are_told_of_the_two_and_of_whoever_met() {
        let event = unseen(98.6, 6.0);
        let told = when(&lead_of(&event), Some(&event));
        assert_eq!(
            told,
            "1970-01-05 14:00 to 1970-01-05 23:00 UTC as far as fixes and usual speeds tell, if it was these two; nine times in \
             ten between 1970-01-05 11:00 and 1970-01-06 04:00 UTC, whoever met"
        );
        let between = whoever_between(&event).unwrap();
        assert!(told.ends_with(&between) && sentence(&event).contains(&between), "{}", sentence(&event));
        let lasted = sentence(&event);
        assert!(lasted.contains(", for 9.0 h as far as fixes and usual speeds tell, "), "{lasted}");
        assert!(crate::korean::sentence(&lasted).is_some() && !lasted.contains("at most"), "{lasted}");
        let heard = meeting_between(445_000_001, 620_000_002, [10, 19]);
        assert_eq!(when(&lead_of(&heard), Some(&heard)), span(&lead_of(&heard)));
    }

    #[test]
    fn an_inferred_place_stands_in_a_list_as_near_as_its_circle_and_a_place_that_was_heard_as_it_is() {
        let lead =
            |radius_km| LeadRow { lat: 38.526, lon: -124.04, radius_km, ..lead_of(&unseen(98.6, 6.0)) };
        let near =
            [Some(380.3), Some(24.0), Some(3.9), None].map(|radius_km| place_in_short(&lead(radius_km)));
        assert_eq!(near, ["~39N 124W", "~38.5N 124.0W", "~38.53N 124.04W", "38.53N 124.04W"]);
        let told = place_inferred(&LeadRow { pair_radius_km: Some(2.7), ..lead(Some(380.3)) }).unwrap();
        assert_eq!(
            told,
            "place inferred; nine times in ten within 380.3 km, within 2.7 km if it was these two"
        );
        assert!(crate::korean::sentence(&told).is_some());
        assert_eq!(place_inferred(&lead(None)), None);
    }

    #[test]
    fn a_ship_that_perhaps_met_one_never_heard_has_no_circle_of_two() {
        let alone = EventRow { mmsi_b: None, ..unseen(98.6, 6.0) };
        assert_eq!((pair_radius_km(&alone), pair_radius_km(&unseen(98.6, 6.0))), (None, Some(6.0)));
        assert_eq!(nearness(&alone).unwrap(), "inferred; nine times in ten within 98.6 km");
        assert!(!when(&lead_of(&alone), Some(&alone)).contains("these two"));
        assert!(!sentence(&alone).contains("these two"), "{}", sentence(&alone));
    }

    #[test]
    fn a_radius_of_metres_is_told_as_a_tenth_of_a_kilometre_in_both_languages() {
        let event = unseen(0.01, 0.0);
        let told = [
            sentence(&event),
            when(&lead_of(&event), Some(&event)),
            nearness(&event).unwrap(),
            whoever_circle(0.01),
            pair_circle(0.0),
        ];
        for english in told {
            assert!(!english.contains(" 0.0 km"), "{english}");
            let korean = crate::korean::sentence(&english).unwrap_or_else(|| panic!("{english}"));
            assert!(!korean.contains("whoever") && !korean.contains("these"), "{korean}");
        }
    }
}

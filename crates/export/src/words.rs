//! An event in words and figures, for every output that people read: what was found, never what it may mean.

mod call;
mod changes;
mod doubt;
mod encounter;
mod figure;
mod guess;
mod lead;
mod others;
mod parties;
mod standing;
mod unseen;
mod weights;

use case::EventRow;
use model::{EventKind, FalsePattern, Unplaced, count};

use call::port_visit;
pub use changes::{ChangeRow, Fact, Line, Told, WhatIf, told as changes};
pub use doubt::{doubts, shared_imo};
use encounter::encounter;
pub(crate) use figure::rfc3339_ms;
pub use figure::{coordinates, minute, ship_type};
pub use guess::{guessed_for, guesses, met};
pub use lead::{cargo, cargo_share, is_cargo_probable, list, prior, probability, span, sum, tonnes_basis};
pub use others::{Hull, Other, Role, Whom, others, told_others, told_vessels};
use parties::vessel;
pub use parties::{beside_name, numbered, parties, parties_in_short};
pub use standing::Standing;
pub(crate) use unseen::place_within;
pub use unseen::{
    nearness, pair_circle, pair_radius_km, place_in_short, place_inferred, when, whoever_circle,
};
pub use weights::other_weights;

/// One sentence on an event.
pub fn sentence(event: &EventRow) -> String {
    let a = mmsi(event.mmsi_a);
    match event.kind {
        EventKind::Encounter => encounter(event),
        EventKind::Loitering => loitering(event),
        EventKind::Gap => gap(event),
        EventKind::DarkRendezvous => dark_rendezvous(event),
        EventKind::PortVisit => port_visit(event),
        EventKind::DraughtChange => draught_change(event),
        EventKind::IdentityChange => identity_change(event),
        EventKind::SharedIdentity => shared_identity(event, &a),
        EventKind::Spoofing => spoofing(event, &a),
    }
}

fn loitering(event: &EventRow) -> String {
    let mut words = format!("{} waited", mmsi(event.mmsi_a));
    tell(&mut words, event.mean_speed_kn, |knots| format!(" at {knots:.1} kn"));
    tell(&mut words, event.drift_m, |m| format!(", {:.1} km from first to last fix", m / 1000.0));
    tell(&mut words, event.silence_minutes.filter(|&minutes| minutes > 60.0), |minutes| {
        format!(", unheard for up to {:.1} h", minutes / 60.0)
    });
    format!("{words}; {}", place(event))
}

fn gap(event: &EventRow) -> String {
    let unplaced = event.received_without_place();
    let is_on_air = unplaced.is_some_and(Unplaced::leaves_no_silence);
    let how = match event.fixes {
        Some(_) => "heard at false positions only",
        None if is_on_air => "heard without a position only",
        None => "not heard",
    };
    let mut words = format!("{} {how}", mmsi(event.mmsi_a));
    if event.end.is_none() {
        words.push_str(" until the archive ends");
    }
    tell(&mut words, event.fixes, |fixes| format!(", {} of them", count(fixes.max(0) as u64, "report")));
    tell(&mut words, unplaced, |unplaced| {
        let hours = count(u64::from(unplaced.hours), "hour");
        let silent = unplaced.longest_unheard.hours().ceil();
        let how = if is_on_air { "in" } else { "but without a position in" };
        format!(", {how} {hours} of the clock, nothing at all for up to {silent:.0} h")
    });
    tell(&mut words, event.mmsi_b, |other| format!(", but probably as {}", mmsi(other)));
    let last = [
        event.last_speed_kn.map(|knots| format!(" at {knots:.1} kn")),
        event.last_course_deg.map(|course| format!(" on course {course:03.0}")),
    ];
    let last: String = last.into_iter().flatten().collect();
    tell(&mut words, Some(last).filter(|last| !last.is_empty()), |last| format!("; last{last}"));
    tell(&mut words, event.distance_m, |m| format!(", next {:.0} km away", m / 1000.0));
    tell(&mut words, event.implied_speed_kn, |knots| format!(" ({knots:.1} kn)"));
    format!("{words}; {}; {}{}", place(event), beyond(event), reception(event))
}

/// An hour or less is within what a way out is reckoned to.
fn beyond(event: &EventRow) -> String {
    match event.beyond_hours {
        Some(hours) if hours >= 1.0 => {
            format!("perhaps beyond the waters of the archive for up to {hours:.0} h; ")
        }
        _ => String::new(),
    }
}

fn reception(event: &EventRow) -> String {
    match (event.p_intentional, event.hulls_heard, event.hulls_expected) {
        (Some(p), ..) if event.mmsi_b.is_some() => {
            format!("this number taken off the air with probability {}", model::probability(p))
        }
        (Some(p), ..) => format!("off the air with probability {}", model::probability(p)),
        (None, ..) if event.received_without_place().is_some_and(Unplaced::leaves_no_silence) => {
            "its transceiver was on".to_owned()
        }
        (None, Some(heard), Some(expected)) if expected > 0 => {
            let share = 100.0 * heard as f64 / expected as f64;
            format!("ships nearby were heard in {heard} of their {expected} hours on air ({share:.0} %)")
        }
        _ => "nobody there to judge reception by".to_owned(),
    }
}

fn spoofing(event: &EventRow, a: &str) -> String {
    let fixes =
        event.fixes.map_or_else(|| "positions".to_owned(), |fixes| count(fixes.max(0) as u64, "position"));
    let far = event.distance_m.filter(|&m| m >= 1_000.0);
    let is_far = far.is_some() || event.distance_m.is_none();
    let said = match event.pattern {
        Some(FalsePattern::Still) if !is_far => {
            "one place to the last digit, where receivers at rest scatter by metres"
        }
        Some(FalsePattern::Still) => "one and the same place",
        Some(FalsePattern::Loop) => "a course round and round",
        Some(FalsePattern::Shift) => "a passage elsewhere",
        Some(FalsePattern::Land) => "places well inside land",
        Some(FalsePattern::Jamming) => {
            "places where it was not, as those of ships near by do at the same time"
        }
        None => "places where it cannot have been",
    };
    let mut words = format!("{fixes} under {a} say {said}");
    tell(&mut words, far, |m| format!(", {:.0} km from where it was heard", m / 1000.0));
    format!("{words}, {}", place(event))
}

fn dark_rendezvous(event: &EventRow) -> String {
    let mut words = match event.mmsi_b {
        Some(_) => format!("{} could have met unheard", both(event)),
        None => format!("{} could have met a ship that is not heard", mmsi(event.mmsi_a)),
    };
    tell(&mut words, event.p_met, |p| format!(", {}", met(p)));
    tell(&mut words, event.end, |end| {
        format!(", for {:.1} h {}", (end - event.start).hours(), unseen::AS_FAR)
    });
    tell(&mut words, event.radius_km, |km| {
        format!(", nine times in ten within {} km of this place", unseen::km(km))
    });
    tell(&mut words, pair_radius_km(event), |km| format!(", {}", unseen::pair_within(km)));
    tell(&mut words, unseen::whoever_between(event), |between| format!(", {between}"));
    tell(&mut words, event.p_intentional, |p| {
        format!(", off the air meanwhile with probability {}", model::probability(p))
    });
    match event.alternatives {
        Some(0) => words.push_str("; no other hull could"),
        Some(others) => {
            words.push_str(&format!("; {} could as well", count(others.unsigned_abs(), "other hull")));
        }
        None => {}
    }
    format!("{words}; {}", place(event))
}

fn draught_change(event: &EventRow) -> String {
    let mut words = format!("{} reported another draught", mmsi(event.mmsi_a));
    if let (Some(before), Some(after)) = (event.draught_before_m, event.draught_after_m) {
        words.push_str(&format!(": {before:.1} m, then {after:.1} m ({:+.1} m)", after - before));
    }
    match event.call_possible {
        Some(true) => format!("{words}, no port heard between, though it may have lain at a berth"),
        _ => format!("{words}, no port between"),
    }
}

fn identity_change(event: &EventRow) -> String {
    let next = event.mmsi_b.map_or("another number".to_owned(), mmsi);
    let mut words = format!("{} went on as {next}", mmsi(event.mmsi_a));
    tell(&mut words, event.silence_minutes, |minutes| format!(" after {} unheard", short_or_long(minutes)));
    tell(&mut words, event.distance_m, |m| format!(", {:.1} km away", m / 1000.0));
    tell(&mut words, event.p_same_hull, |p| format!(", one hull with probability {}", model::probability(p)));
    format!("{words}; {}", place(event))
}

fn shared_identity(event: &EventRow, a: &str) -> String {
    if event.silence_minutes.is_none() {
        return format!("two hulls under {a} at once, {}", place(event));
    }
    let mut words = format!("two hulls under {a} in turn, the second with another IMO number");
    tell(&mut words, event.silence_minutes, |minutes| {
        format!(", heard {:.0} h after the first", minutes / 60.0)
    });
    tell(&mut words, event.distance_m, |m| format!(", {:.1} km away", m / 1000.0));
    format!("{words}; {}", place(event))
}

/// Minutes, or hours where those are more than can be pictured.
fn short_or_long(minutes: f64) -> String {
    if minutes > 180.0 { format!("{:.1} h", minutes / 60.0) } else { format!("{minutes:.0} min") }
}

fn tell<T>(words: &mut String, figure: Option<T>, in_words: impl Fn(T) -> String) {
    if let Some(figure) = figure {
        words.push_str(&in_words(figure));
    }
}

fn mmsi(number: i64) -> String {
    format!("{number:09}")
}

fn both(event: &EventRow) -> String {
    let first = mmsi(event.mmsi_a);
    event.mmsi_b.map_or(first.clone(), |second| format!("{first} and {}", mmsi(second)))
}

/// Coordinates, and what lies around.
fn place(event: &EventRow) -> String {
    let mut words = coordinates(event.lat, event.lon);
    tell(&mut words, event.shore_km, |km| format!(", {km:.0} km off shore"));
    if event.in_anchorage {
        words.push_str(", in an anchorage");
    }
    words
}

#[cfg(test)]
pub(crate) mod tests {
    use model::{
        Calibration, Cargo, CargoShares, Degrees, Encounter, Event, Finding, Fleet, HullId, Knots, Lead,
        LeadKind, List, Metres, Mmsi, Parties, Position, Probability, Reason, Span, Surroundings, Timestamp,
    };

    use case::LeadRow;

    use super::*;

    /// A meeting of two numbers from hour to hour.
    pub(crate) fn meeting_between(a: i64, b: i64, hours: [i64; 2]) -> EventRow {
        let hour = |hour| Timestamp::from_ms(100 * 3_600_000).unwrap().saturating_add(Span::from_hours(hour));
        let [start, end] = hours.map(hour);
        EventRow { mmsi_a: a, mmsi_b: Some(b), start, end: Some(end), ..meeting(4) }
    }

    /// A lead that this event decides.
    pub(crate) fn lead_of(event: &EventRow) -> LeadRow {
        let lead = Lead {
            kind: LeadKind::Chain,
            deciding: 0,
            guess: None,
            legs: vec![0],
            list: List::Dprk,
            grounds: Vec::new(),
            score: 1.0,
            probability: Probability { low: 0.5, mid: 0.6, high: 0.7 },
            calibration: Calibration::Expert,
            cargo: Cargo::Oil,
            cargo_shares: CargoShares { oil: 1.0, coal: 0.0, other: 0.0, unknown: 0.0 },
            tonnes: None,
            tonnes_basis: Reason::default(),
            evidence: Vec::new(),
        };
        let row = LeadRow::of(1, &lead, &[met(4)], &Fleet::default());
        let EventRow { mmsi_a, mmsi_b, start, end, .. } = *event;
        LeadRow { mmsi_a, mmsi_b, start, end, ..row }
    }

    /// Two ships 30 m apart for ten hours, of which they were both heard for so many.
    pub(crate) fn meeting(observed: i64) -> EventRow {
        EventRow::of(&met(observed))
    }

    fn met(observed: i64) -> Event {
        let hull = |mmsi| HullId { mmsi: Mmsi::try_from(mmsi).unwrap(), part: 0 };
        let start = Timestamp::from_ms(0).unwrap();
        let encounter = Encounter {
            min_distance: Metres(20.0),
            median_distance: Metres(30.0),
            median_speed: Knots(0.4),
            observed: Span::from_hours(observed),
            bridged: Span::from_hours(10 - observed),
            relative_heading: None,
            hull_distance: None,
            drift: Metres(0.0),
            beside: None,
            sailed: None,
        };
        Event {
            finding: Finding::Encounter(encounter),
            parties: Parties { a: hull(445_000_001), b: Some(hull(620_000_002)) },
            start,
            end: Some(start.saturating_add(Span::from_hours(10))),
            position: Position::from_degrees(Degrees(30.0), Degrees(124.0)).unwrap(),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_probability_is_written_one_way_in_events_and_evidence_and_nothing_is_told_to_be_certain() {
        let off = |p| {
            let row = EventRow { kind: EventKind::Gap, p_intentional: Some(p), ..meeting(4) };
            sentence(&EventRow { mmsi_b: None, ..row })
        };
        assert!(off(0.9999).ends_with("off the air with probability >0.99"), "{}", off(0.9999));
        assert!(off(0.0001).ends_with("<0.01") && off(0.49).ends_with("0.49"));
        let row = EventRow { kind: EventKind::IdentityChange, p_same_hull: Some(0.998), ..meeting(4) };
        assert!(sentence(&row).contains("one hull with probability >0.99"), "{}", sentence(&row));
        for row in [EventRow { p_intentional: Some(0.5), ..row.clone() }, row] {
            assert!(!sentence(&row).contains('%'), "{}", sentence(&row));
        }
    }

    #[test]
    fn a_ship_that_may_have_met_one_that_is_never_heard_and_a_silence_of_a_course_alone_have_their_korean() {
        let wait = EventRow {
            kind: EventKind::DarkRendezvous,
            p_met: Some(0.1),
            alternatives: Some(9),
            ..meeting(4)
        };
        let alone = sentence(&EventRow { mmsi_b: None, ..wait });
        assert!(
            alone.starts_with("445000001 could have met a ship that is not heard, with probability 0.10"),
            "{alone}"
        );
        let silence =
            EventRow { kind: EventKind::Gap, last_course_deg: Some(3.0), mmsi_b: None, ..meeting(4) };
        assert!(
            sentence(&silence).starts_with("445000001 not heard; last on course 003; "),
            "{}",
            sentence(&silence)
        );
        let left =
            sentence(&EventRow { beyond_hours: Some(29.6), p_intentional: Some(0.02), ..silence.clone() });
        let told =
            "; perhaps beyond the waters of the archive for up to 30 h; off the air with probability 0.02";
        assert!(left.ends_with(told), "{left}");
        assert!(!sentence(&EventRow { beyond_hours: Some(0.4), ..silence.clone() }).contains("beyond"));
        let unplaced = EventRow { unplaced: Some(12), unheard_minutes: Some(300.0), ..silence.clone() };
        let without_place = sentence(&unplaced);
        let told = "445000001 heard without a position only, in 12 hours of the clock, nothing at all for up to 5 h; ";
        assert!(without_place.starts_with(told), "{without_place}");
        assert!(without_place.ends_with("; its transceiver was on"), "{without_place}");
        let long = sentence(&EventRow { unplaced: Some(1), unheard_minutes: Some(900.0), ..silence.clone() });
        let told = "445000001 not heard, but without a position in 1 hour of the clock, nothing at all for up to 15 h; ";
        assert!(long.starts_with(told) && !long.contains("was on"), "{long}");
        for told in [alone, left, without_place, long, sentence(&silence)] {
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
    }

    #[test]
    fn a_long_silence_is_told_in_hours_and_a_short_one_in_minutes_and_reception_as_a_share_too() {
        let renumbered = |minutes| {
            let row = EventRow { kind: EventKind::IdentityChange, ..meeting(4) };
            sentence(&EventRow { silence_minutes: Some(minutes), ..row })
        };
        assert!(renumbered(2325.0).contains(" after 38.8 h unheard"), "{}", renumbered(2325.0));
        assert!(renumbered(180.0).contains(" after 180 min unheard"), "{}", renumbered(180.0));
        let silence = EventRow { kind: EventKind::Gap, mmsi_b: None, ..meeting(4) };
        let judged = sentence(&EventRow { hulls_heard: Some(31), hulls_expected: Some(51), ..silence });
        assert!(
            judged.ends_with("; ships nearby were heard in 31 of their 51 hours on air (61 %)"),
            "{judged}"
        );
        for told in [renumbered(2325.0), renumbered(180.0), judged] {
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
    }
}

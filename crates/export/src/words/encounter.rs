//! An encounter in words: what of it was heard is told as a fact, what lies in silence as a possibility.

use case::EventRow;
use model::lasting;

use super::{both, place, tell};

pub(super) fn encounter(event: &EventRow) -> String {
    let mut words = together(event);
    tell(&mut words, event.median_distance_m, |m| format!(", {m:.0} m apart by the median"));
    tell(&mut words, event.min_distance_m, |m| format!(" ({m:.0} m at the least)"));
    tell(&mut words, event.hull_distance_m, |m| match m {
        ..1.0 => ", hulls touching as far as positions tell".to_owned(),
        m => format!(", hulls {m:.0} m apart"),
    });
    tell(&mut words, event.median_speed_kn, |knots| format!(", at {knots:.1} kn"));
    tell(&mut words, event.relative_heading_deg, |angle| format!(", headings {angle:.0} degrees apart"));
    words.push_str(&others_beside(event));
    words.push_str(&sailed_together(event));
    words.push_str(&heard_and_supposed(event));
    tell(&mut words, unheard_minutes(event).filter(|&minutes| minutes >= 60.0), |minutes| {
        format!(", {:.1} h of it neither heard nor bridged", minutes / 60.0)
    });
    format!("{words}; {}", place(event))
}

/// That two lay together: a fact where they were heard near each other for most of it, else a possibility.
fn together(event: &EventRow) -> String {
    let both = both(event);
    let [lay, lain] = if event.median_distance_m.is_some_and(|m| m > ALONGSIDE_M) {
        ["were near each other", "been near each other"]
    } else {
        ["lay together", "lain together"]
    };
    match (event.observed_minutes, supposed(event)) {
        (Some(..=0.0), _) => {
            format!("{both} were never heard in the same hour; inferred that they may have {lain}")
        }
        (Some(observed), Some(bridged)) if observed < bridged => {
            let [observed, bridged] = [observed, bridged].map(lasting);
            format!(
                "{both} were heard near each other for {observed}, and may have {lain} for {bridged} of silence"
            )
        }
        _ => format!("{both} {lay}"),
    }
}

/// Who else lay beside them.
fn others_beside(event: &EventRow) -> String {
    let named = event.beside_hulls.as_deref().map(|hulls| hulls.replace(' ', ", "));
    match (event.beside.unwrap_or_default(), event.beside_both, named) {
        (0, ..) => String::new(),
        (1, Some(1), Some(hull)) => format!(", with {hull} beside both"),
        (1, _, Some(hull)) => format!(", with {hull} beside one of them"),
        (count, _, Some(hulls)) => format!(", with {count} others beside one or both of them ({hulls})"),
        (count, ..) => format!(", with {count} others beside one or both of them"),
    }
}

/// For how long they came or went together, where it was longer than ships that meet take to part.
fn sailed_together(event: &EventRow) -> String {
    let long = |minutes: Option<f64>| minutes.filter(|&minutes| minutes >= 30.0).map(lasting);
    match (long(event.sailed_before_minutes), long(event.sailed_after_minutes)) {
        (None, None) => String::new(),
        (Some(before), None) => format!(", sailed together for {before} before"),
        (None, Some(after)) => format!(", sailed together for {after} after"),
        (Some(before), Some(after)) => format!(", sailed together for {before} before and for {after} after"),
    }
}

/// How long two that lay together were heard, and how long it is supposed, where that is not told already.
fn heard_and_supposed(event: &EventRow) -> String {
    let Some(bridged) = supposed(event) else { return String::new() };
    match event.observed_minutes.filter(|&minutes| minutes > 0.0) {
        Some(observed) if observed < bridged => String::new(),
        Some(observed) => format!(
            ", heard near each other for {}, supposed for {} of silence",
            lasting(observed),
            lasting(bridged)
        ),
        None => format!(", supposed for {} of silence", lasting(bridged)),
    }
}

/// Minutes of silence during which two are supposed to have been together.
fn supposed(event: &EventRow) -> Option<f64> {
    event.bridged_minutes.filter(|&minutes| minutes >= 1.0)
}

/// Farther apart than an encounter reaches nobody lies together (glossary: encounter).
const ALONGSIDE_M: f64 = 500.0;

/// What of an encounter lies between its parts: the hulls were not heard apart meanwhile, and not together.
fn unheard_minutes(event: &EventRow) -> Option<f64> {
    let whole = (event.end? - event.start).minutes();
    Some(whole - event.observed_minutes? - event.bridged_minutes?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sentence;
    use crate::words::tests::meeting;

    #[test]
    fn ships_that_were_never_heard_together_are_told_as_inferred_and_those_that_were_as_lying_together() {
        let inferred = "445000001 and 620000002 were never heard in the same hour; inferred that they may have lain together";
        assert!(sentence(&meeting(0)).starts_with(inferred), "{}", sentence(&meeting(0)));
        assert!(sentence(&meeting(6)).starts_with("445000001 and 620000002 lay together, 30 m apart"));
    }

    #[test]
    fn how_long_ships_were_heard_near_each_other_and_how_long_it_is_supposed_are_told_apart() {
        let told = sentence(&meeting(6));
        assert!(told.contains(", heard near each other for 6.0 h, supposed for 4.0 h of silence"), "{told}");
        assert!(sentence(&meeting(0)).contains(", supposed for 10.0 h of silence"));
        for row in [meeting(0), meeting(6), meeting(10)] {
            assert!(crate::korean::sentence(&sentence(&row)).is_some(), "{}", sentence(&row));
        }
    }

    #[test]
    fn a_third_hull_of_a_raft_is_named_and_those_of_a_roads_are_counted() {
        let with = |count, both, hulls: Option<&str>| {
            let beside_hulls = hulls.map(str::to_owned);
            EventRow { beside: Some(count), beside_both: Some(both), beside_hulls, ..meeting(6) }
        };
        for (row, wanted) in [
            (with(1, 1, Some("440000003")), ", with 440000003 beside both, heard"),
            (with(1, 0, Some("440000003")), ", with 440000003 beside one of them, heard"),
            (
                with(4, 1, Some("440000003 440000004#2 440000005 440000006")),
                ", with 4 others beside one or both of them (440000003, 440000004#2, 440000005, 440000006), heard",
            ),
            (with(9, 4, None), ", with 9 others beside one or both of them, heard"),
        ] {
            let told = sentence(&row);
            assert!(told.contains(wanted), "{told}");
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
        assert!(!sentence(&with(0, 0, None)).contains("beside"), "{}", sentence(&with(0, 0, None)));
    }

    #[test]
    fn ships_that_came_or_went_together_are_told_to_have_and_those_that_parted_are_not() {
        let sailed = |before, after| EventRow {
            sailed_before_minutes: Some(before),
            sailed_after_minutes: Some(after),
            ..meeting(6)
        };
        for (row, wanted) in [
            (sailed(600.0, 50.0), ", sailed together for 10.0 h before and for 50 min after, heard"),
            (sailed(120.0, 20.0), ", sailed together for 2.0 h before, heard"),
            (sailed(0.0, 60.0), ", sailed together for 1.0 h after, heard"),
        ] {
            let told = sentence(&row);
            assert!(told.contains(wanted), "{told}");
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
        assert!(!sentence(&sailed(20.0, 20.0)).contains("sailed"), "{}", sentence(&sailed(20.0, 20.0)));
    }

    #[test]
    fn ships_heard_near_each_other_for_minutes_of_hours_only_may_have_lain_together() {
        let minutes = EventRow { observed_minutes: Some(4.0), bridged_minutes: Some(516.0), ..meeting(4) };
        let told = sentence(&minutes);
        assert!(
            told.starts_with(
                "445000001 and 620000002 were heard near each other for 4 min, and may have lain together for \
                 8.6 h of silence, 30 m apart by the median (20 m at the least)"
            ),
            "{told}"
        );
        assert_eq!(told.matches("of silence").count(), 1, "{told}");
        assert!(crate::korean::sentence(&told).is_some(), "{told}");
    }

    #[test]
    fn ships_kilometres_apart_may_have_been_near_each_other_and_lay_nowhere_together() {
        let apart = |row| EventRow { median_distance_m: Some(6_275.0), ..row };
        for (row, wanted) in [
            (apart(meeting(0)), "inferred that they may have been near each other, 6275 m apart"),
            (apart(meeting(4)), "and may have been near each other for 6.0 h of silence"),
            (apart(meeting(6)), "445000001 and 620000002 were near each other"),
        ] {
            let told = sentence(&row);
            assert!(told.contains(wanted), "{told}");
            assert!(!told.contains("together") && crate::korean::sentence(&told).is_some(), "{told}");
            assert!(crate::korean::sentence(&sentence(&row)).is_some(), "{}", sentence(&row));
        }
    }
}

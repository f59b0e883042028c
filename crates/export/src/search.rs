//! Search among vessels: a number fits or not, a name may be misspelt.

use case::VesselRow;

/// A vessel that fits what was looked for.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'v> {
    /// The vessel.
    pub vessel: &'v VesselRow,
    /// Whether a number of it was looked for.
    pub is_number: bool,
    /// The former name that fits, where the one that it goes by does not.
    pub formerly: Option<&'v str>,
    likeness: f64,
}

/// Names that are less alike are other names. At 0.82 by Jaro and Winkler `CHONMASAN` still is `CHON MA SAN`, and two of
/// three letters of another name are not enough.
const ALIKE: f64 = 0.82;

/// At most `most` vessels that fit, the likeliest first; all vessels, the most heard first, where nothing is looked for. No
/// vessel fits what has neither letter nor digit.
pub fn find<'v>(vessels: &'v [VesselRow], wanted: &str, most: usize) -> Vec<Hit<'v>> {
    let folded = fold(wanted);
    if folded.is_empty() && !wanted.trim().is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<Hit<'v>> = vessels.iter().filter_map(|vessel| hit(vessel, &folded)).collect();
    let has_number = hits.iter().any(|hit| hit.is_number);
    hits.retain(|hit| hit.is_number == has_number);
    let key = |hit: &Hit<'_>| (-hit.vessel.fixes, hit.vessel.mmsi, hit.vessel.part);
    hits.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then_with(|| key(a).cmp(&key(b))));
    hits.truncate(most);
    hits
}

fn hit<'v>(vessel: &'v VesselRow, folded: &str) -> Option<Hit<'v>> {
    let hit = |is_number, formerly, likeness| Some(Hit { vessel, is_number, formerly, likeness });
    if folded.is_empty() {
        return hit(false, None, 0.0);
    }
    if has_number(vessel, folded) {
        return hit(true, None, SAME);
    }
    let now = vessel.name.as_deref().map_or(0.0, |name| likeness(name, folded));
    let former = vessel.formerly().map(|name| (likeness(name, folded), name));
    // The first of equals: the one that it gave up last.
    let best = former.reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((before, name)) if before > now && before >= ALIKE => hit(false, Some(name), before - FORMER),
        _ if now >= ALIKE => hit(false, None, now),
        _ => None,
    }
}

/// Likeness of a name that is the one looked for, but for blanks and dots.
const SAME: f64 = 2.0;

/// A ship that is called so now stands before one that was.
const FORMER: f64 = 0.01;

fn likeness(name: &str, folded: &str) -> f64 {
    match fold(name) {
        name if name == folded => SAME,
        name if name.contains(folded) => 1.5,
        name => strsim::jaro_winkler(&name, folded),
    }
}

fn has_number(vessel: &VesselRow, folded: &str) -> bool {
    let digits = folded.strip_prefix("IMO").unwrap_or(folded);
    format!("{:09}", vessel.mmsi) == folded
        || fold(&vessel.hull) == folded
        || vessel.mmsi.to_string() == folded
        || vessel.imo.is_some_and(|imo| imo.to_string() == digits)
        || vessel.call_sign.as_deref().is_some_and(|sign| fold(sign) == folded)
}

/// Letters and digits alone, in capitals: blanks and dots are typed as one likes.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use model::{Timestamp, Transmitter};

    use super::*;

    fn vessel(mmsi: i64, name: &str) -> VesselRow {
        let seen = Timestamp::from_ms(0).unwrap();
        VesselRow {
            hull: mmsi.to_string(),
            mmsi,
            part: 0,
            imo: Some(9_307_839),
            imo_valid: Some(true),
            name: Some(name.to_owned()),
            former_names: None,
            call_sign: None,
            ship_type: None,
            length_m: None,
            beam_m: None,
            draught_m: None,
            destination: None,
            transmitter: Transmitter::ClassA,
            first_seen: seen,
            last_seen: seen,
            fixes: 1,
            mid: Some(445),
        }
    }

    fn names<'v>(hits: &[Hit<'v>]) -> Vec<&'v str> {
        hits.iter().filter_map(|hit| hit.vessel.name.as_deref()).collect()
    }

    #[test]
    fn a_misspelt_name_finds_its_ship_and_not_another() {
        let vessels = [vessel(1, "CHON MA SAN"), vessel(2, "KUM UN SAN 3"), vessel(3, "EVER GIVEN")];
        for typed in ["chon ma san", "CHONMASAN", "chon na san", "chon ma"] {
            assert_eq!(names(&find(&vessels, typed, 9)).first(), Some(&"CHON MA SAN"), "{typed}");
        }
        assert!(find(&vessels, "백두산", 9).is_empty());
    }

    #[test]
    fn a_ship_is_found_by_a_name_that_it_gave_up_and_stands_behind_one_that_goes_by_it() {
        let renamed =
            VesselRow { former_names: Some("KUM UN SAN 3 | TOK SONG".to_owned()), ..vessel(1, "HAPPY STAR") };
        let vessels = [renamed, vessel(2, "TOK SONG")];
        let found: Vec<_> =
            find(&vessels, "tok song", 9).iter().map(|hit| (hit.vessel.mmsi, hit.formerly)).collect();
        assert_eq!(found, [(2, None), (1, Some("TOK SONG"))]);
        let found = find(&vessels, "kumunsan 3", 9);
        assert_eq!((found.len(), found[0].formerly), (1, Some("KUM UN SAN 3")));
        assert_eq!(find(&vessels, "happy star", 9)[0].formerly, None);
    }

    #[test]
    fn dots_and_dashes_find_no_ship_and_nothing_finds_all() {
        let vessels = [vessel(1, "CHON MA SAN"), vessel(2, "-- ..")];
        assert_eq!((find(&vessels, "...", 9).len(), find(&vessels, " - ", 9).len()), (0, 0));
        assert_eq!((find(&vessels, "", 9).len(), find(&vessels, "  ", 9).len()), (2, 2));
    }

    #[test]
    fn a_number_finds_its_ship_alone() {
        let vessels = [vessel(445_123_000, "445123001"), vessel(445_123_001, "B")];
        let hits = find(&vessels, "445123001", 9);
        assert_eq!((names(&hits), hits[0].is_number), (vec!["B"], true));
        assert_eq!(find(&vessels, "IMO 9307839", 9).len(), 2);
    }
}

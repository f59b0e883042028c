//! Why a vessel of a lead may not be the ship that its IMO number names.

use case::{EventRow, LeadRow, VesselRow};
use model::{EventKind, Span};

use super::mmsi;
use super::others::{Hull, Named};

/// What makes it doubtful which ships a lead is about, a sentence each: an IMO number that another hull broadcast too, heard in the same hours, or
/// one that fails its check digit.
pub fn doubts(lead: &LeadRow, vessels: &[VesselRow]) -> Vec<String> {
    let named = Named::of(lead);
    let parties = vessels.iter().filter(|vessel| named.is_named_after(hull(vessel)));
    parties.filter_map(|vessel| doubt(vessel, &named, vessels)).collect()
}

fn doubt(vessel: &VesselRow, named: &Named<'_>, vessels: &[VesselRow]) -> Option<String> {
    let (imo, own) = (vessel.imo?, mmsi(vessel.mmsi));
    if vessel.imo_valid == Some(false) {
        return Some(format!(
            "IMO {imo}, which MMSI {own} broadcasts, fails its check digit: it is no ship's number."
        ));
    }
    claimed_by_others(vessel, vessels, |one, other| named.are_one_hull(one, other))
}

/// That other hulls broadcast the IMO number of a vessel too, heard in the same hours, so that it names none of them surely. Which numbers
/// are one hull the changes of number among `events` tell.
pub fn shared_imo(vessel: &VesselRow, vessels: &[VesselRow], events: &[EventRow]) -> Option<String> {
    claimed_by_others(vessel, vessels, |one, other| {
        events.iter().any(|event| {
            let is_change = event.kind == EventKind::IdentityChange && event.p_same_hull >= Some(0.5);
            is_change && [one, other].iter().all(|hull| event.parties().any(|party| party == *hull))
        })
    })
}

fn claimed_by_others(
    vessel: &VesselRow,
    vessels: &[VesselRow],
    are_one_hull: impl Fn(Hull, Hull) -> bool,
) -> Option<String> {
    let (imo, own) = (vessel.imo?, mmsi(vessel.mmsi));
    let claims = |other: &&VesselRow| {
        other.imo == Some(imo)
            && other.mmsi != vessel.mmsi
            && were_heard_at_once(vessel, other)
            && !are_one_hull(hull(vessel), hull(other))
    };
    let others: Vec<String> = vessels.iter().filter(claims).map(|other| mmsi(other.mmsi)).collect();
    let told = others.split_first().map(|(first, rest)| match rest.len() {
        0 => first.clone(),
        more => format!("{first} and {more} more"),
    })?;
    Some(format!(
        "IMO {imo}, which MMSI {own} broadcasts, was broadcast by MMSI {told} too, heard in the same hours: which of them is that ship, \
         if any, is not known."
    ))
}

fn hull(vessel: &VesselRow) -> Hull {
    (vessel.mmsi, vessel.part)
}

/// Whether two hulls were heard in the same hours, for longer than an hour. When each told the number, the rows do not say.
fn were_heard_at_once(one: &VesselRow, other: &VesselRow) -> bool {
    let (from, until) = (one.first_seen.max(other.first_seen), one.last_seen.min(other.last_seen));
    until - from > Span::from_hours(1)
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;
    use crate::lang::Lang;
    use crate::words::tests::{lead_of, meeting_between};

    const PARTY: i64 = 445_000_001;

    /// A vessel that broadcasts an IMO number and was heard between two hours.
    fn vessel(mmsi: i64, imo: i64, [from, until]: [i64; 2]) -> VesselRow {
        let hour = |hour: i64| Timestamp::from_ms(hour * 3_600_000).expect("an hour of 1970");
        let valid = model::Imo::try_from(u32::try_from(imo).expect("seven digits")).is_ok();
        VesselRow {
            hull: mmsi.to_string(),
            mmsi,
            part: 0,
            imo: Some(imo),
            imo_valid: Some(valid),
            name: None,
            call_sign: None,
            ship_type: None,
            length_m: None,
            beam_m: None,
            draught_m: None,
            destination: None,
            transmitter: model::Transmitter::ClassA,
            first_seen: hour(from),
            last_seen: hour(until),
            fixes: 10,
            mid: None,
            former_names: None,
        }
    }

    fn told(lead: &LeadRow, vessels: &[VesselRow]) -> Vec<String> {
        let told = doubts(lead, vessels);
        for sentence in &told {
            assert_ne!(Lang::Ko.tell(sentence), sentence.as_str(), "it has no Korean");
        }
        told
    }

    #[test]
    fn of_a_ship_whose_imo_number_another_broadcast_too_it_is_told_that_either_may_be_that_ship() {
        let lead = lead_of(&meeting_between(PARTY, 620_000_002, [10, 20]));
        let [ship, twin] = [vessel(PARTY, 9_176_187, [0, 99]), vessel(667_000_003, 9_176_187, [50, 200])];
        let wanted = "IMO 9176187, which MMSI 445000001 broadcasts, was broadcast by MMSI 667000003 too, heard in the same hours: which of them \
                      is that ship, if any, is not known.";
        assert_eq!(told(&lead, &[ship.clone(), twin.clone()]), [wanted]);
        let another = vessel(412_000_009, 9_176_187, [0, 99]);
        assert!(told(&lead, &[ship.clone(), another, twin])[0].contains("MMSI 412000009 and 1 more too"));
        let later = vessel(667_000_003, 9_176_187, [99, 200]);
        assert!(told(&lead, &[ship.clone(), later]).is_empty(), "one after the other");
        let renumbered = LeadRow { also_a: Some("667000003".to_owned()), ..lead };
        assert!(told(&renumbered, &[ship, vessel(667_000_003, 9_176_187, [0, 99])]).is_empty(), "its own");
    }

    #[test]
    fn an_imo_number_that_three_ships_send_at_once_is_doubtful_of_each_and_one_of_a_ship_under_two_numbers_is_not()
     {
        let ships = [PARTY, 667_000_003, 412_000_009].map(|mmsi| vessel(mmsi, 9_176_187, [0, 99]));
        let told = shared_imo(&ships[1], &ships, &[]).expect("three send it");
        assert!(
            told.contains("MMSI 667000003 broadcasts, was broadcast by MMSI 445000001 and 1 more too"),
            "{told}"
        );
        assert_eq!(shared_imo(&vessel(440_000_004, 9_176_199, [0, 99]), &ships, &[]), None);
        let change = |p_same_hull| EventRow {
            kind: EventKind::IdentityChange,
            p_same_hull: Some(p_same_hull),
            ..meeting_between(PARTY, 667_000_003, [10, 20])
        };
        assert_eq!(shared_imo(&ships[0], &ships[..2], &[change(0.9)]), None);
        assert!(shared_imo(&ships[0], &ships[..2], &[change(0.4)]).is_some());
    }

    #[test]
    fn an_imo_number_that_fails_its_check_digit_names_no_ship() {
        let lead = lead_of(&meeting_between(PARTY, 620_000_002, [10, 20]));
        let wanted =
            "IMO 9176188, which MMSI 445000001 broadcasts, fails its check digit: it is no ship's number.";
        assert_eq!(told(&lead, &[vessel(PARTY, 9_176_188, [0, 99])]), [wanted]);
        assert!(told(&lead, &[vessel(412_000_009, 9_176_188, [0, 99])]).is_empty(), "of another ship");
    }
}

//! Size and flag: parcels are small, so are the ships; some flags stand in many documented cases.

use super::identity::DPRK_DIGITS;
use super::{Seen, has};
use crate::Indicator::{I5, I9, I10, S1, S3};
use crate::craft::Trade;
use crate::link::is_dprk;
use crate::mid::{MidNote, mid_note};
use crate::subject::Subject;

pub(super) fn look(subject: Subject<'_>, seen: &[Seen]) -> Vec<Seen> {
    let length_counted = has(seen, I9) || has(seen, I10);
    let size = if length_counted {
        Seen::unknown(S1, "the length is counted under identity")
    } else {
        small_tanker(subject)
    };
    let flag = if has(seen, I5) {
        Seen::unknown(S3, "the flag is counted under identity")
    } else {
        watched_flag(subject)
    };
    vec![size, flag]
}

/// S1: any tanker of the deciding event of that size; only a tanker's size speaks against.
fn small_tanker(subject: Subject<'_>) -> Seen {
    let limits = &subject.world.weights.hull;
    let tankers = subject.crafts().filter(|craft| craft.trade == Trade::Tanker);
    let sized: Vec<_> = tankers.filter_map(|craft| Some((craft, craft.length?))).collect();
    let small =
        sized.iter().find(|(_, length)| (limits.tanker_min_m..=limits.tanker_max_m).contains(&length.0));
    let words = |(craft, length): &(crate::craft::Craft, model::Metres)| {
        format!(
            "a vessel broadcasting MMSI {} is a tanker of {:.0} m by its static data",
            craft.hull, length.0
        )
    };
    match (small, sized.first()) {
        (Some(found), _) => Seen::present(S1, words(found), &subject.static_cites(found.0.hull))
            .at_share(subject.certainty(found.0.hull)),
        (None, Some(other)) => {
            let than = if other.1.0 > limits.tanker_max_m { "longer" } else { "shorter" };
            let (least, most) = (limits.tanker_min_m, limits.tanker_max_m);
            let text =
                format!("{}, {than} than the {least:.0} to {most:.0} m of documented cases", words(other));
            Seen::absent(S1, text, &subject.static_cites(other.0.hull))
        }
        (None, None) => Seen::unknown(S1, "no hull says that it is a tanker of known length"),
    }
}

/// S3; the DPRK's own digits are counted as a link.
fn watched_flag(subject: Subject<'_>) -> Seen {
    let mids = subject.hulls().filter_map(|hull| Some((hull, hull.mmsi.mid()?)));
    let mids: Vec<_> = mids.collect();
    match mids.iter().find(|(_, mid)| mid_note(*mid) == MidNote::Watch) {
        Some((hull, mid)) => {
            let text = format!(
                "a vessel broadcasting MMSI {hull} uses the digits {mid} of a flag in several documented cases"
            );
            Seen::present(S3, text, &subject.number_cites(*hull)).at_share(subject.certainty(*hull))
        }
        None if mids.iter().any(|(hull, _)| is_dprk(hull.mmsi)) => Seen::unknown(S3, DPRK_DIGITS),
        None if mids.is_empty() => Seen::unknown(S3, "no MMSI names a flag"),
        None => {
            let cites: Vec<_> = mids.iter().flat_map(|(hull, _)| subject.number_cites(*hull)).collect();
            Seen::absent(S3, "no flag of documented cases", &cites)
        }
    }
}

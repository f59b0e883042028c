//! The thresholds of the weights file that decide whether a fact is seen, each to be read and set.
//!
//! Boxes on the chart, shares of a ratio, counts and lists of names are none: they have no "a little more".

use crate::Weights;

/// One threshold.
pub(super) struct Threshold {
    /// The keys that lead to it in the weights file.
    pub(super) key: &'static str,
    pub(super) unit: &'static str,
    /// What it is, as `with the ... at 2 h instead of 3 h` says.
    pub(super) name: &'static str,
    /// The largest value that it can have: a probability ends at 1.
    pub(super) most: f64,
    pub(super) get: fn(&Weights) -> f64,
    pub(super) set: fn(&mut Weights, f64),
}

/// Declares thresholds by group, key, unit, largest value and what it is.
macro_rules! thresholds {
    ($($group:ident.$key:ident: $unit:literal, $most:expr, $name:literal;)+) => {
        pub(super) const ALL: &[Threshold] = &[$(Threshold {
            key: concat!(stringify!($group), ".", stringify!($key)),
            unit: $unit,
            name: $name,
            most: $most,
            get: |weights| weights.$group.$key,
            set: |weights, value| weights.$group.$key = value,
        },)+];
    };
}

const FREE: f64 = f64::INFINITY;

thresholds! {
    place.offshore_nmi: "nmi", FREE, "the distance from any coast from which on a place is offshore";
    place.anchorage_free_km: "km", FREE, "the distance from ports and anchorages from which on a place is offshore";
    place.port_limits_km: "km", FREE, "the distance to a port within which business is everyday";
    place.stopped_knots: "kn", FREE, "the speed below which a ship in waters of the DPRK is stopped";
    place.stopped_hours: "h", FREE, "the shortest stop that counts in waters of the DPRK";
    contact.alongside_m: "m", FREE, "the distance within which two ships lie alongside";
    contact.alongside_hours: "h", FREE, "the shortest time alongside that counts";
    contact.parallel_deg: "degrees", 90.0, "the angle within which headings are parallel";
    contact.loiter_hours: "h", FREE, "the shortest wait that counts";
    contact.partners_hours: "h", FREE, "the time within which partners are counted";
    contact.raft_hours: "h", FREE, "the shortest raft that counts";
    contact.raft_m: "m", FREE, "the distance within which ships are a raft";
    contact.crane_min_m: "m", FREE, "the shortest crane barge";
    contact.crane_max_m: "m", FREE, "the longest crane barge";
    gap.hours: "h", FREE, "the shortest silence that counts";
    gap.intentional: "", 1.0, "the probability from which on a silence may be the ship's own";
    gap.poor_reception: "", 1.0, "the share of others heard below which reception explains a silence";
    gap.plain: "", 1.0, "the probability from which on a silence is plainly the ship's own";
    gap.nampo_min_days: "days", FREE, "the shortest silence that hides a voyage to Nampo";
    gap.nampo_max_days: "days", FREE, "the longest silence that hides a voyage to Nampo";
    gap.nampo_knots: "kn", FREE, "the speed of a voyage to Nampo";
    gap.nampo_hours_alongside: "h", FREE, "the shortest stay at Nampo";
    gap.heading_knots: "kn", FREE, "the speed above which a ship is under way to Nampo";
    gap.heading_nmi: "nmi", FREE, "the distance ahead within which the line off Nampo is looked for";
    port.tanker_hours: "h", FREE, "the shortest call of a tanker that counts";
    port.chain_days: "days", FREE, "the longest voyage from a port of the DPRK that counts";
    link.prior_months: "months", FREE, "the time for which earlier meetings count";
    identity.large_m: "m", FREE, "the length from which on a hull is large";
    identity.name_days: "days", FREE, "the time for which a change of name counts";
    identity.handover_hours: "h", FREE, "the silence within which a number is handed over at once";
    identity.handover_probability: "", 1.0, "the probability from which on two numbers are one hull";
    identity.handover_hours_at_most: "h", FREE, "the longest silence within which a number is handed over";
    voyage.draught_m: "m", FREE, "the least change of draught that counts";
    voyage.draught_share: "", 1.0, "the least change of draught that counts as a share of it";
    voyage.draught_days: "days", FREE, "the time after an event for which a draught speaks of it";
    hull.tanker_min_m: "m", FREE, "the shortest tanker of documented cases";
    hull.tanker_max_m: "m", FREE, "the longest tanker of documented cases";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_threshold_has_words_of_its_own() {
        let names: std::collections::BTreeSet<&str> = ALL.iter().map(|threshold| threshold.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(names.iter().all(|name| name.starts_with("the ") && !name.contains([',', ';', '_'])));
    }

    #[test]
    fn each_threshold_is_read_where_it_is_set_and_no_other_moves() {
        for threshold in ALL {
            let before = Weights::builtin();
            let mut after = before.clone();
            // A little more keeps each within its bounds, and ranges in order.
            let more = (threshold.get)(&before) * 1.01;
            (threshold.set)(&mut after, more);
            let moved: Vec<&str> = (ALL.iter())
                .filter(|other| (other.get)(&before) != (other.get)(&after))
                .map(|other| other.key)
                .collect();
            assert_eq!(moved, [threshold.key]);
            let written = format!("{} = {more}", threshold.key);
            assert_eq!(Weights::from_toml(&written).unwrap(), after, "{written}");
        }
    }
}

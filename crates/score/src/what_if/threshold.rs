//! The thresholds of the weights file that decide whether a fact is seen, each to be read and set.
//!
//! Boxes on the chart, shares of a ratio, counts and lists of names are none: they have no "a little more".

use crate::Weights;

/// One threshold.
pub(super) struct Threshold {
    /// The keys that lead to it in the weights file.
    pub(super) key: &'static str,
    pub(super) unit: &'static str,
    /// The largest value that it can have: a probability ends at 1.
    pub(super) most: f64,
    pub(super) get: fn(&Weights) -> f64,
    pub(super) set: fn(&mut Weights, f64),
}

/// Declares thresholds by group, name, unit and largest value.
macro_rules! thresholds {
    ($($group:ident.$name:ident: $unit:literal, $most:expr;)+) => {
        pub(super) const ALL: &[Threshold] = &[$(Threshold {
            key: concat!(stringify!($group), ".", stringify!($name)),
            unit: $unit,
            most: $most,
            get: |weights| weights.$group.$name,
            set: |weights, value| weights.$group.$name = value,
        },)+];
    };
}

const FREE: f64 = f64::INFINITY;

thresholds! {
    place.offshore_nmi: "nmi", FREE;
    place.anchorage_free_km: "km", FREE;
    place.port_limits_km: "km", FREE;
    place.stopped_knots: "kn", FREE;
    place.stopped_hours: "h", FREE;
    contact.alongside_m: "m", FREE;
    contact.alongside_hours: "h", FREE;
    contact.parallel_deg: "degrees", 90.0;
    contact.loiter_hours: "h", FREE;
    contact.partners_hours: "h", FREE;
    contact.raft_hours: "h", FREE;
    contact.raft_m: "m", FREE;
    contact.crane_min_m: "m", FREE;
    contact.crane_max_m: "m", FREE;
    gap.hours: "h", FREE;
    gap.intentional: "", 1.0;
    gap.poor_reception: "", 1.0;
    gap.plain: "", 1.0;
    gap.nampo_min_days: "days", FREE;
    gap.nampo_max_days: "days", FREE;
    gap.nampo_knots: "kn", FREE;
    gap.nampo_hours_alongside: "h", FREE;
    gap.heading_knots: "kn", FREE;
    gap.heading_nmi: "nmi", FREE;
    port.tanker_hours: "h", FREE;
    port.chain_days: "days", FREE;
    link.prior_months: "months", FREE;
    identity.large_m: "m", FREE;
    identity.name_days: "days", FREE;
    identity.handover_hours: "h", FREE;
    identity.handover_probability: "", 1.0;
    identity.handover_hours_at_most: "h", FREE;
    voyage.draught_m: "m", FREE;
    voyage.draught_share: "", 1.0;
    voyage.draught_days: "days", FREE;
    hull.tanker_min_m: "m", FREE;
    hull.tanker_max_m: "m", FREE;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_threshold_is_read_where_it_is_set_and_no_other_moves() {
        for threshold in ALL {
            let before = Weights::builtin();
            let mut after = before.clone();
            (threshold.set)(&mut after, 0.123);
            let moved: Vec<&str> = (ALL.iter())
                .filter(|other| (other.get)(&before) != (other.get)(&after))
                .map(|other| other.key)
                .collect();
            assert_eq!(moved, [threshold.key]);
            let written = format!("{} = 0.123", threshold.key);
            assert_eq!(Weights::from_toml(&written).unwrap(), after, "{written}");
        }
    }
}

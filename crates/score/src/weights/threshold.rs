//! The thresholds of the weights file; each field's unit is in its name, its source stands beside its value there.

use model::Metres;
use serde::{Deserialize, Serialize};

/// Largest sums of one side of a group.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Of most groups, log10.
    pub group: f64,
    /// Of the groups port and link, log10.
    pub port_and_link: f64,
}

/// Thresholds of the group place.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceThresholds {
    /// G3: offshore begins this far from any coast, nautical miles.
    pub offshore_nmi: f64,
    /// G3: no listed anchorage or port nearer than this, kilometres.
    pub anchorage_free_km: f64,
    /// Within this of a listed port lies everyday business, kilometres.
    pub port_limits_km: f64,
    /// G2: a hull below this is stopped, knots.
    pub stopped_knots: f64,
    /// G2: for at least this, hours.
    pub stopped_hours: f64,
    /// G1: share of the log ratio that an area keeps outside its dates, or as a search box.
    pub inactive_weight: f64,
    /// G1, G2: whether areas of recorded transfers count at all.
    pub on_record: bool,
    /// G1: areas so wide that they tell little.
    pub search_boxes: Vec<String>,
    /// G2: areas inside waters of the DPRK.
    pub dprk_waters: Vec<String>,
    /// Southern side of the Korean theatre, degrees north.
    pub theatre_south: f64,
    /// Northern side, degrees north.
    pub theatre_north: f64,
    /// Western side, degrees east.
    pub theatre_west: f64,
    /// Eastern side, degrees east.
    pub theatre_east: f64,
}

/// Thresholds of the group contact.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContactThresholds {
    /// E2: distance between antennas, metres.
    pub alongside_m: f64,
    /// E2: time together, hours.
    pub alongside_hours: f64,
    /// E2: angle between the headings, degrees.
    pub parallel_deg: f64,
    /// E3: time of waiting, hours.
    pub loiter_hours: f64,
    /// E5: time within which two partners were met, hours.
    pub partners_hours: f64,
    /// E5: a hull that met so many ships within the days of a chain counts in full; one that met more, by one over how many more.
    pub free_partners: u32,
    /// E4: time of a raft, hours.
    pub raft_hours: f64,
    /// E4: distance inside a raft, metres.
    pub raft_m: f64,
    /// E4: shortest middle hull, metres.
    pub crane_min_m: f64,
    /// E4: longest middle hull, metres.
    pub crane_max_m: f64,
}

/// Thresholds of the group gap.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GapThresholds {
    /// D1: length of the silence, hours.
    pub hours: f64,
    /// D1: fewer expected hulls say nothing.
    pub least_expected: u32,
    /// D1: probability that the transceiver was off.
    pub intentional: f64,
    /// D1: a silence that began where a smaller share of hulls was heard says nothing.
    pub poor_reception: f64,
    /// D1: `p_intentional` of any silence, before reception is known.
    pub prior: f64,
    /// D1: share of the ships that hide a transfer which switch off for it.
    pub switched_off: f64,
    /// D1: from this `p_intentional` on a silence may show a nexus or concealment.
    pub plain: f64,
    /// D1: share of its log ratio where a silence began inside the distance of G3.
    pub near_shore_weight: f64,
    /// D1: share of its log ratio where a hull was not heard again.
    pub open_weight: f64,
    /// D2: shortest silence, days.
    pub nampo_min_days: f64,
    /// D2: longest silence, days.
    pub nampo_max_days: f64,
    /// D2: top speed, knots; to the ports of `supplier_ports` as well.
    pub nampo_knots: f64,
    /// D2: stay there, hours.
    pub nampo_hours_alongside: f64,
    /// D3: first course of the sector, degrees.
    pub heading_from_deg: f64,
    /// D3: last course of the sector, degrees.
    pub heading_to_deg: f64,
    /// D3: least speed, knots.
    pub heading_knots: f64,
    /// D3: southern side of the line ahead, degrees north.
    pub heading_south: f64,
    /// D3: northern side, degrees north.
    pub heading_north: f64,
    /// D3: western side, degrees east.
    pub heading_west: f64,
    /// D3: eastern side, degrees east.
    pub heading_east: f64,
    /// D3: how far ahead it may lie, nautical miles.
    pub heading_nmi: f64,
}

/// Thresholds of the group port.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PortThresholds {
    /// P1: stay of a tanker, hours.
    pub tanker_hours: f64,
    /// P2: time between the DPRK and the Chinese port, days.
    pub chain_days: f64,
    /// P2: share of its log ratio where the draughts of the voyage say nothing.
    pub untold_weight: f64,
    /// P2: share of its log ratio where they say nothing and the ship is under the DPRK's flag.
    pub untold_home_weight: f64,
    /// P2: share of its log ratio where a silence hid the load.
    pub unheard_load_weight: f64,
    /// P2: charted names of DPRK ports through which others' coal goes lawfully.
    pub exempt_ports: Vec<String>,
    /// P2: share of its log ratio for these.
    pub exempt_weight: f64,
    /// P3: charted names of ports at which DPRK tankers load.
    pub supplier_ports: Vec<String>,
}

/// Thresholds of the group link.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LinkThresholds {
    /// L2: how far back meetings count, months of 30 days.
    pub prior_months: f64,
    /// L2, L3: of so many ships that a hull met within the days of a chain it passes on a link in full; of more, by one over how many
    /// more.
    pub free_partners: u32,
    /// L3: not told where it would count for a smaller share of its log ratio.
    pub least_share: f64,
    /// L2: its absence is told of ships that were heard for this long before, days.
    pub heard_days: f64,
    /// L1: share of the log ratio for a match by a single number.
    pub single_attribute_weight: f64,
    /// L1: share of the log ratio for a ship that was listed only later, or no longer.
    pub not_listed_then_weight: f64,
    /// L1: share of its log ratio for a linked ship that is alone in a lead.
    pub alone_weight: f64,
    /// L1: the same for one that is linked by its flag alone and called at a DPRK port.
    pub home_call_weight: f64,
}

/// Thresholds of the group identity.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityThresholds {
    /// I1, I9, I10: hulls from this length on, metres.
    pub large_m: f64,
    /// I3: a new name this long before the event, days.
    pub name_days: f64,
    /// I3: changes of name within twelve months.
    pub names_in_year: usize,
    /// I4: silence across a change of number, hours.
    pub handover_hours: f64,
    /// I4: probability of one hull that makes a longer silence do.
    pub handover_probability: f64,
    /// I4: the longest such silence, hours; a hull that is registered anew takes weeks and keeps its IMO number.
    pub handover_hours_at_most: f64,
    /// I11: fixes set aside as jumps.
    pub jumps: usize,
}

/// Thresholds of the group voyage.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VoyageThresholds {
    /// V4: change of draught, metres.
    pub draught_m: f64,
    /// V4: or as a share of the draught before.
    pub draught_share: f64,
    /// V4: how far the reports may lie from the event, days.
    pub draught_days: f64,
    /// V4: share of its log ratio where the hull could have called at a berth.
    pub call_possible_weight: f64,
    /// V4: and where it could not.
    pub call_excluded_weight: f64,
    /// V4, P2: nearly all hulls lie no deeper than this, metres, and a share of their length.
    pub deepest_m: f64,
    /// V4, P2: that share.
    pub deepest_share: f64,
    /// V4, P2: shortest hull that the two are known of, metres.
    pub deepest_from_m: f64,
    /// V4: share of its log ratio where one of both draughts is deeper than that.
    pub too_deep_weight: f64,
}

impl VoyageThresholds {
    /// Whether a draught is deeper than nearly all hulls of a length lie; never where the length is unknown or a boat's, which is rather
    /// what is false.
    pub(crate) fn is_too_deep(&self, draught: Metres, length: Option<Metres>) -> bool {
        let deepest = |length: Metres| self.deepest_m + self.deepest_share * length.0;
        length.is_some_and(|length| length.0 >= self.deepest_from_m && draught.0 > deepest(length))
    }
}

/// Thresholds of the group hull.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HullThresholds {
    /// S1: shortest tanker, metres.
    pub tanker_min_m: f64,
    /// S1: longest tanker, metres.
    pub tanker_max_m: f64,
}

/// Factors on the four cargoes, each in the order oil, coal, other, unknown.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each factor is named after the fact that brings it; the weights file says more"
)]
pub struct CargoWeights {
    pub prior: [f64; 4],
    pub oil_area: [f64; 4],
    pub coal_area: [f64; 4],
    pub mixed_area: [f64; 4],
    pub two_tankers: [f64; 4],
    pub one_tanker: [f64; 4],
    pub unlike_hulls: [f64; 4],
    pub dry_hull: [f64; 4],
    pub coaster: [f64; 4],
    pub large: [f64; 4],
    pub short_stay: [f64; 4],
    pub long_stay: [f64; 4],
    pub crane_raft: [f64; 4],
    pub dprk_coal_port: [f64; 4],
    pub dprk_oil_port: [f64; 4],
    pub coal_import_port: [f64; 4],
    /// Exponent of the ship-type factors where the identity is in doubt.
    pub doubted_identity: f64,
}

/// How tonnes are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeModel {
    /// Geometric mean of known DPRK parcels, tonnes.
    pub parcel_t: f64,
    /// Standard deviation of their logarithm.
    pub parcel_ln_sd: f64,
    /// Share of hulls whose broadcast length bounds what they hold.
    pub size_tells: f64,
    /// Deadweight of a tanker: factor and power of its length in metres.
    pub tanker_dwt: [f64; 2],
    /// Deadweight of a dry cargo ship, likewise.
    pub dry_dwt: [f64; 2],
    /// Spread of the logarithm of the deadweight of hulls of one length.
    pub dwt_ln_sd: f64,
    /// Least and largest share of the deadweight that is cargo.
    pub laden: [f64; 2],
    /// Slowest and fastest pumping, tonnes an hour.
    pub oil_rate_tph: [f64; 2],
    /// Slowest and fastest grab, tonnes an hour.
    pub dry_rate_tph: [f64; 2],
    /// Time together that moves no cargo, hours.
    pub mooring_hours: f64,
    /// Hours that a meeting lasted longer than it was heard, on average: it is drawn between none and twice as many.
    pub unheard_hours: f64,
    /// Spread of the logarithm of tonnes told from draught.
    pub draught_ln_sd: f64,
    /// Share of changes of draught that tell one transfer and no other.
    pub draught_tells: f64,
    /// Share of length times beam that the waterline fills.
    pub waterplane: f64,
    /// Beam as a share of the length, where it is not broadcast.
    pub beam_per_length: f64,
}

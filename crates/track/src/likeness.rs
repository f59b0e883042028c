//! How much likelier it is that two numbers say what they say of themselves if they are one hull than if they are
//! two.

use model::{Dimensions, Identity, Vessel};

use crate::IdentityChangeOptions;

/// The lengths and beams of an archive's hulls: common ones prove little.
pub(crate) struct Likeness {
    /// By length.
    hulls: Vec<Size>,
    within_m: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Size {
    length_m: f64,
    beam_m: f64,
}

impl Likeness {
    /// Learns which sizes are common.
    pub(crate) fn learn(vessels: &[Vessel], options: &IdentityChangeOptions) -> Self {
        let mut hulls: Vec<Size> =
            vessels.iter().filter_map(|vessel| Size::of(vessel.identity.dimensions?)).collect();
        hulls.sort_by(|one, other| one.length_m.total_cmp(&other.length_m));
        Self { hulls, within_m: options.dimensions_within.0 }
    }

    /// The likelihood ratio of one hull against two, over all static fields.
    ///
    /// A hull that takes another number often takes another name with it, so a different name, call sign or IMO
    /// number speaks less against one hull than the same one speaks for it; iron does not change, so different
    /// dimensions speak strongly unless the IMO number is the same.
    pub(crate) fn ratio(&self, old: &Vessel, new: &Vessel) -> f64 {
        let (old, new) = (&old.identity, &new.identity);
        let texts = same(old.name.as_deref(), new.name.as_deref(), 50.0, 0.7)
            * same(old.call_sign.as_deref(), new.call_sign.as_deref(), 50.0, 0.8);
        imo_ratio(old, new) * texts * self.size_ratio(old, new) * type_ratio(old, new)
    }

    fn size_ratio(&self, old: &Identity, new: &Identity) -> f64 {
        let (Some(old), Some(new)) = (old.dimensions, new.dimensions) else { return 1.0 };
        let (Some(old_size), Some(new_size)) = (Size::of(old), Size::of(new)) else { return 1.0 };
        if !self.agree(old_size, new_size) {
            return RATIO_OF_OTHER_SIZE;
        }
        let antenna = if old == new { RATIO_OF_SAME_ANTENNA } else { 1.0 };
        antenna / self.share_like(old_size)
    }

    fn agree(&self, one: Size, other: Size) -> bool {
        (one.length_m - other.length_m).abs() <= self.within_m
            && (one.beam_m - other.beam_m).abs() <= self.within_m
    }

    /// The share of hulls of about this size, the two at hand left out; 2 % before any hull is known (design).
    fn share_like(&self, size: Size) -> f64 {
        let from = self.hulls.partition_point(|hull| hull.length_m < size.length_m - self.within_m);
        let near =
            self.hulls[from..].iter().take_while(|hull| hull.length_m <= size.length_m + self.within_m);
        let others = near.filter(|&&hull| self.agree(hull, size)).count().saturating_sub(2);
        (others as f64 + 1.0) / (self.hulls.len() as f64 + 50.0)
    }
}

impl Size {
    fn of(dimensions: Dimensions) -> Option<Self> {
        Some(Self { length_m: dimensions.length()?.0, beam_m: dimensions.beam()?.0 })
    }
}

/// How seldom crews change the dimensions of a hull by more than rounding (design).
const RATIO_OF_OTHER_SIZE: f64 = 0.01;
/// Hulls of one size put their antennas in many places (design).
const RATIO_OF_SAME_ANTENNA: f64 = 5.0;

fn imo_ratio(old: &Identity, new: &Identity) -> f64 {
    let valid = |identity: &Identity| identity.imo.and_then(model::BroadcastImo::valid);
    // The same number outweighs every doubt, other dimensions included: it stays with the hull for life.
    same(valid(old), valid(new), 100_000.0, 0.1)
}

/// The same class of ship (first digit of the type), or another.
fn type_ratio(old: &Identity, new: &Identity) -> f64 {
    let class = |identity: &Identity| identity.ship_type.map(|kind| kind.code() / 10);
    same(class(old), class(new), 2.0, 0.4)
}

/// `if_same` or `if_not` for two known values, 1 where one is not known.
fn same<T: PartialEq>(old: Option<T>, new: Option<T>, if_same: f64, if_not: f64) -> f64 {
    match (old, new) {
        (Some(old), Some(new)) if old == new => if_same,
        (Some(_), Some(_)) => if_not,
        _ => 1.0,
    }
}

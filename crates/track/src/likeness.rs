//! How much likelier it is that two numbers say what they say of themselves if they are one hull than if they are
//! two.

use model::{BroadcastImo, Dimensions, Identity, Vessel};

use crate::{IdentityChangeOptions, LikenessRatios};

/// The lengths and beams of an archive's hulls: common ones prove little.
pub(crate) struct Likeness {
    /// By length.
    hulls: Vec<Size>,
    within_m: f64,
    ratios: LikenessRatios,
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
        Self { hulls, within_m: options.dimensions_within.0, ratios: options.ratios }
    }

    /// The likelihood ratio of one hull against two, over all static fields; 1 for each that either does not send.
    pub(crate) fn ratio(&self, old: &Vessel, new: &Vessel) -> f64 {
        let (old, new, ratios) = (&old.identity, &new.identity, &self.ratios);
        let imo = |identity: &Identity| identity.imo.and_then(BroadcastImo::valid);
        let class = |identity: &Identity| identity.ship_type.map(|kind| kind.code() / 10);
        self.size_ratio(old, new)
            * same(imo(old), imo(new), ratios.same_imo, ratios.other_imo)
            * same(old.name.as_ref(), new.name.as_ref(), ratios.same_name, ratios.other_name)
            * same(
                old.call_sign.as_ref(),
                new.call_sign.as_ref(),
                ratios.same_call_sign,
                ratios.other_call_sign,
            )
            * same(class(old), class(new), ratios.same_class, ratios.other_class)
    }

    fn size_ratio(&self, old: &Identity, new: &Identity) -> f64 {
        let (Some(old), Some(new)) = (old.dimensions, new.dimensions) else { return 1.0 };
        let (Some(old_size), Some(new_size)) = (Size::of(old), Size::of(new)) else { return 1.0 };
        if !self.agree(old_size, new_size) {
            return self.ratios.other_size;
        }
        let antenna = if old == new { self.ratios.same_antenna } else { 1.0 };
        antenna / self.share_like(old_size)
    }

    fn agree(&self, one: Size, other: Size) -> bool {
        (one.length_m - other.length_m).abs() <= self.within_m
            && (one.beam_m - other.beam_m).abs() <= self.within_m
    }

    /// The share of hulls of about this size, the two at hand left out.
    fn share_like(&self, size: Size) -> f64 {
        let from = self.hulls.partition_point(|hull| hull.length_m < size.length_m - self.within_m);
        let near =
            self.hulls[from..].iter().take_while(|hull| hull.length_m <= size.length_m + self.within_m);
        let others = near.filter(|&&hull| self.agree(hull, size)).count().saturating_sub(2);
        (others as f64 + 1.0) / (self.hulls.len() as f64 + self.ratios.unseen_hulls)
    }
}

impl Size {
    fn of(dimensions: Dimensions) -> Option<Self> {
        Some(Self { length_m: dimensions.length()?.0, beam_m: dimensions.beam()?.0 })
    }
}

/// `if_same` or `if_not` for two known values, 1 where one is not known.
fn same<T: PartialEq>(old: Option<T>, new: Option<T>, if_same: f64, if_not: f64) -> f64 {
    match (old, new) {
        (Some(old), Some(new)) if old == new => if_same,
        (Some(_), Some(_)) => if_not,
        _ => 1.0,
    }
}

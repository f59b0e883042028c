//! How much likelier it is that two numbers say what they say of themselves if they are one hull than if they are
//! two.

use model::{BroadcastImo, Dimensions, Identity, Imo, Transmitter, Vessel};

use crate::turns::Turn;
use crate::{IdentityChangeOptions, LikenessRatios};

/// Draughts are broadcast in steps of this.
const DECIMETRE_M: f64 = 0.1;

/// The lengths, beams and draughts of an archive's hulls: common ones prove little.
pub(crate) struct Likeness {
    /// By length.
    hulls: Vec<Size>,
    /// Of each hull the latest, ascending.
    draughts_m: Vec<f64>,
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
        let mut draughts_m: Vec<f64> =
            vessels.iter().filter_map(|vessel| Some(vessel.identity.draught?.0)).collect();
        draughts_m.sort_by(f64::total_cmp);
        Self { hulls, draughts_m, within_m: options.dimensions_within.0, ratios: options.ratios }
    }

    /// The likelihood ratio of one hull against two, over all static fields and the transceivers; 1 for each that either does not
    /// tell.
    pub(crate) fn ratio(&self, old: &Vessel, new: &Vessel) -> f64 {
        let ratios = &self.ratios;
        let transmitter = if differ_in_transmitter(old, new) { ratios.other_transmitter } else { 1.0 };
        let (old, new) = (&old.identity, &new.identity);
        let class = |identity: &Identity| identity.ship_type.map(|kind| kind.code() / 10);
        transmitter
            * self.size_ratio(old, new)
            * same(imo_of(old), imo_of(new), ratios.same_imo, ratios.other_imo)
            * same(old.name.as_ref(), new.name.as_ref(), ratios.same_name, ratios.other_name)
            * same(
                old.call_sign.as_ref(),
                new.call_sign.as_ref(),
                ratios.same_call_sign,
                ratios.other_call_sign,
            )
            * same(class(old), class(new), ratios.same_class, ratios.other_class)
    }

    /// The likelihood ratio of one hull against two by how deep it lay before and after a turn; 1 if either was not told.
    pub(crate) fn draught_ratio(&self, from: &Vessel, to: &Vessel, turn: &Turn<'_>) -> f64 {
        let (before, after) = (from.draught_before(turn.first.time), to.draught_after(turn.last.time));
        let (Some((before, _)), Some((after, _))) = (before, after) else { return 1.0 };
        if (before.0 - after.0).abs() > DECIMETRE_M / 2.0 {
            return self.ratios.other_draught;
        }
        (1.0 / self.share_as_deep(before.0)).min(self.ratios.same_draught_at_most)
    }

    /// The share of hulls of this draught to a decimetre, the two at hand left out.
    fn share_as_deep(&self, draught_m: f64) -> f64 {
        let shallower =
            |than: f64| self.draughts_m.partition_point(|&other_m| other_m < draught_m + than * DECIMETRE_M);
        let others = (shallower(0.5) - shallower(-0.5)).saturating_sub(2);
        (others as f64 + 1.0) / (self.draughts_m.len() as f64 + self.ratios.unseen_hulls)
    }

    fn size_ratio(&self, old: &Identity, new: &Identity) -> f64 {
        let (Some(old), Some(new)) = (old.dimensions, new.dimensions) else { return 1.0 };
        let (Some(old_size), Some(new_size)) = (Size::of(old), Size::of(new)) else { return 1.0 };
        if !self.agree(old_size, new_size) {
            return self.ratios.other_size;
        }
        let antenna = if old == new { self.ratios.same_antenna } else { self.ratios.other_antenna };
        antenna / self.share_like(old_size)
    }

    fn agree(&self, one: Size, other: Size) -> bool {
        one.agrees(other, self.within_m)
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

/// The IMO number by which a ship goes. 1234567 has a right check digit and is what unset transponders send.
pub(crate) fn imo_of(identity: &Identity) -> Option<Imo> {
    const UNSET: u32 = 1_234_567;
    identity.imo.and_then(BroadcastImo::valid).filter(|imo| imo.get() != UNSET)
}

/// Whether two ships tell sizes of which one hull has not both.
pub(crate) fn differ_in_size(one: &Identity, other: &Identity, within_m: f64) -> bool {
    let sizes = one.dimensions.and_then(Size::of).zip(other.dimensions.and_then(Size::of));
    sizes.is_some_and(|(one, other)| !one.agrees(other, within_m))
}

/// Whether one number is of a transceiver of class A and the other of one of class B.
fn differ_in_transmitter(one: &Vessel, other: &Vessel) -> bool {
    matches!(
        (one.transmitter, other.transmitter),
        (Transmitter::ClassA, Transmitter::ClassB) | (Transmitter::ClassB, Transmitter::ClassA)
    )
}

impl Size {
    fn agrees(self, other: Self, within_m: f64) -> bool {
        (self.length_m - other.length_m).abs() <= within_m && (self.beam_m - other.beam_m).abs() <= within_m
    }

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

//! How much could have changed hands: what the draught tells, or what is usual, as far as both hulls hold it and the
//! hours allow it, by seeded draws.
//!
//! Deadweight is read off the broadcast length by type (no register). Oil parcels at sea follow the parcels known of DPRK
//! receivers, and cargo at a berth and dry cargo fill the smaller hull, unless the draught tells; as a draught may be late, or tell of
//! more than one transfer, and a length another ship's, some draws leave the draught aside, and some the length with all that rests on
//! it.
//!
//! What nothing tells is not assessable. Where no hull tells a length, that is all but oil that a lead links to the DPRK and that went
//! over at sea, of which parcels are known, and what two lay side by side for. In other seas than Korea's neither those parcels nor
//! usual rates are of any ship that is not linked to the DPRK: there a change of draught alone tells.

use model::{Cargo, CargoShares, Event, EventKind, HullId, List, Metres, Reason, Tonnes};

use crate::cargo::{hours_alongside, likeliest};
use crate::craft::{Craft, Trade};
use crate::delivery::may_share_cargo;
use crate::draw::{Draws, quantiles};
use crate::evidence::voyage::draught_change_of_those_present;
use crate::subject::Subject;
use crate::weights::VolumeModel;

/// How much, and on what that rests or why it cannot be told.
#[derive(Default)]
pub(crate) struct Amount {
    pub(crate) tonnes: Option<Tonnes>,
    pub(crate) basis: Reason,
}

/// The tonnes of a lead on a list in which cargo may have changed hands.
pub(crate) fn amount(subject: Subject<'_>, list: List, shares: CargoShares) -> Amount {
    let facts = Facts::of(subject, list, shares);
    let why = facts.untold(likeliest(shares));
    let told = if why.is_none() { facts.told(subject, shares) } else { None };
    told.unwrap_or_else(|| Amount {
        tonnes: None,
        basis: Reason(format!("could not be assessed: {}", why.unwrap_or(NO_LENGTH))),
    })
}

const NO_LENGTH: &str =
    "no hull tells a length, and without one sizes are known of nothing but oil taken to the DPRK over sea";
const FAR: &str =
    "known parcels and usual rates are of the waters around Korea, and no change of draught tells how much";

/// One draw.
struct Draw {
    tonnes: f64,
    basis: Basis,
    /// What made it less than its basis says.
    cut: Option<Bound>,
}

/// What an estimate cannot exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Hulls,
    Hours,
}

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    Draught,
    Parcel,
    Hull,
    Hours,
}

/// What bounds a parcel.
struct Facts {
    /// Length and trade of each hull that could hold it.
    hulls: Vec<(Metres, Trade)>,
    hours: Option<f64>,
    immersion: Option<Immersion>,
    partner_known: bool,
    /// Whether a lead is about the DPRK, from whose receivers the known parcels are.
    linked: bool,
    /// Whether it is, or lies in the waters where such parcels change hands on their way.
    near: bool,
    /// How likely cargo went over at sea and not at a berth.
    at_sea: f64,
}

/// A hull that reported another draught.
#[derive(Clone, Copy)]
struct Immersion {
    hull: HullId,
    length: Metres,
    beam: Option<Metres>,
    change: Metres,
}

impl Facts {
    fn of(subject: Subject<'_>, list: List, shares: CargoShares) -> Self {
        let linked = list == List::Dprk;
        let crafts = crafts(subject);
        let immersion = draught_change_of_those_present(subject).and_then(|(event, change)| {
            let Craft { hull, length, beam, .. } = subject.world.craft(event.parties.a);
            Some(Immersion {
                hull,
                length: length?,
                beam,
                change: Metres((change.after.0 - change.before.0).abs()),
            })
        });
        Self {
            hulls: holds(&crafts, shares, subject),
            hours: hours_alongside(subject),
            immersion,
            partner_known: subject.deciding().kind() == EventKind::Encounter
                && crafts.len() == 2
                && may_share_cargo(subject.deciding(), subject.world),
            linked,
            near: linked || subject.world.in_theatre(subject.deciding().position),
            at_sea: at_sea(subject.deciding()),
        }
    }

    /// Why no amount of a cargo can be told.
    fn untold(&self, cargo: Cargo) -> Option<&'static str> {
        let is_known_parcel = self.linked && cargo == Cargo::Oil && self.at_sea > 0.0;
        let is_timed = self.partner_known && self.hours.is_some();
        match () {
            () if !self.near && self.immersion.is_none() => Some(FAR),
            () if self.hulls.is_empty() && !is_known_parcel && !is_timed => Some(NO_LENGTH),
            () => None,
        }
    }

    /// By seeded draws; `None` where one of them finds nothing to go by.
    fn told(&self, subject: Subject<'_>, shares: CargoShares) -> Option<Amount> {
        let (options, model) = (subject.world.options, &subject.world.weights.volume);
        let mut draws = Draws::new(options.seed);
        let draw = |_| {
            let drawn = drawn_cargo(shares, draws.unit());
            let cargo = if self.hulls.is_empty() { likeliest(shares) } else { drawn };
            self.draw(cargo, model, &mut draws)
        };
        let drawn: Vec<Draw> = (0..options.draws).map(draw).collect::<Option<_>>()?;
        let mut amounts: Vec<f64> = drawn.iter().map(|draw| draw.tonnes).collect();
        let [low, mid, high] = quantiles(&mut amounts)?;
        Some(Amount { tonnes: Some(Tonnes { low, mid, high }), basis: self.basis(&drawn, model) })
    }

    /// Whether a parcel of a hull whose length is not known, or not its own, is like the known ones.
    fn is_like_known(&self) -> bool {
        self.linked || self.near && !self.hulls.is_empty()
    }

    /// One draw; `None` where nothing tells of the cargo.
    ///
    /// What the draught tells is an estimate, where it is trusted; without it an oil parcel at sea is like the known ones, and other cargo
    /// fills the smaller hull, if its length is trusted. What the hulls hold at most and what the hours allow at most are bounds on it, not estimates: the least
    /// of several uncertain figures would be too little.
    fn draw(&self, cargo: Cargo, model: &VolumeModel, draws: &mut Draws) -> Option<Draw> {
        let oil = matches!(cargo, Cargo::Oil | Cargo::Unknown);
        let deadweights: Vec<f64> =
            self.hulls.iter().map(|&hull| deadweight(hull, oil, model, draws)).collect();
        let sizes_tell = draws.unit() < model.size_tells;
        let smaller =
            deadweights.into_iter().reduce(f64::min).filter(|_| sizes_tell || !self.is_like_known());
        let [low, high] = if oil { model.oil_rate_tph } else { model.dry_rate_tph };
        let unheard = draws.between([0.0, 2.0 * model.unheard_hours]);
        let most_moved = self.hours.map(|hours| (hours + unheard) * high);
        let laden = draws.between(model.laden);
        let rate = draws.between([low, high]);
        let moved = self.hours.map(|hours| (hours - model.mooring_hours).max(0.5) * rate);
        let parcel = model.parcel_t * (model.parcel_ln_sd * draws.normal()).exp();
        let trusted = draws.unit() < model.draught_tells;
        let immersion = self.immersion.filter(|_| trusted && sizes_tell);
        let sunk = immersion.map(|immersion| immersed(immersion, model, draws));
        let unknown_hold = !self.partner_known && smaller.is_none();
        let is_parcel = oil && draws.unit() < self.at_sea || unknown_hold;
        let like_others = (is_parcel && self.is_like_known()).then_some(parcel);
        let filled = smaller.map(|deadweight| deadweight * laden);
        let by = |basis| move |estimate| (estimate, basis);
        let (estimate, basis) = (sunk.map(by(Basis::Draught)))
            .or(like_others.map(by(Basis::Parcel)))
            .or(filled.map(by(Basis::Hull)))
            .or(moved.map(by(Basis::Hours)))?;
        let most_held = smaller.map(|deadweight| deadweight * model.laden[1]);
        let bounds = [(most_held, Bound::Hulls), (most_moved, Bound::Hours)];
        let whole = Draw { tonnes: estimate, basis, cut: None };
        Some(bounds.into_iter().fold(whole, |draw, (most, bound)| match most {
            Some(most) if most < draw.tonnes => Draw { tonnes: most, cut: Some(bound), ..draw },
            _ => draw,
        }))
    }

    /// What the draws rest on, the most frequent first.
    fn basis(&self, drawn: &[Draw], model: &VolumeModel) -> Reason {
        let share = |basis| share(drawn, |draw| draw.basis == basis);
        let mut bases =
            [Basis::Draught, Basis::Parcel, Basis::Hull, Basis::Hours].map(|basis| (share(basis), basis));
        bases.sort_by(|a, b| b.0.total_cmp(&a.0));
        let told = bases.iter().take_while(|(share, _)| *share >= LEAST_TOLD);
        let words: Vec<String> = told.clone().map(|&(_, basis)| self.words(basis, model)).collect();
        let rest = bases[words.len()..].iter().map(|(share, _)| share).sum();
        let shares = percent(told.map(|(share, _)| *share).chain([rest]));
        let named =
            words.into_iter().chain(["other bases".to_owned()]).zip(shares).filter(|(_, share)| *share > 0);
        let named = named.map(|(words, share)| format!("{words} ({share} % of draws)"));
        let bounds = [BOUNDS.to_owned()].into_iter().chain(self.cuts(drawn));
        Reason(named.chain(bounds).collect::<Vec<_>>().join("; "))
    }

    /// How many draws would be more by their basis than a bound lets them be.
    fn cuts(&self, drawn: &[Draw]) -> impl Iterator<Item = String> {
        let holds = if self.hulls.len() == 1 { "what the hull holds" } else { "what the smaller hull holds" };
        let bounds = [(Bound::Hulls, holds), (Bound::Hours, "what the hours allow")];
        let cut = bounds.map(|(bound, words)| (share(drawn, |draw| draw.cut == Some(bound)), words));
        cut.into_iter()
            .filter(|(share, _)| *share >= LEAST_TOLD)
            .map(|(share, words)| format!("{:.0} % of draws are cut to {words}", share * 100.0))
    }

    fn words(&self, basis: Basis, model: &VolumeModel) -> String {
        match (basis, self.immersion) {
            (Basis::Draught, Some(Immersion { hull, length, beam, change })) => {
                let beam = beam.map_or("a beam usual for it".to_owned(), |beam| format!("{:.0} m", beam.0));
                format!(
                    "the change of draught by {:.1} m of a vessel broadcasting MMSI {hull} times its waterplane of {:.0} m by {beam} \
                     at {} of the rectangle",
                    change.0, length.0, model.waterplane
                )
            }
            (Basis::Parcel, _) => format!("the usual parcel of known deliveries, {:.0} t", model.parcel_t),
            (Basis::Hull, _) if self.hulls.len() == 1 => "what the hull holds by its length".to_owned(),
            (Basis::Hull, _) => "what the smaller hull holds by its length".to_owned(),
            (Basis::Draught | Basis::Hours, _) => "the hours alongside at usual rates".to_owned(),
        }
    }
}

/// The share of draws of which something holds.
fn share(drawn: &[Draw], holds: impl Fn(&Draw) -> bool) -> f64 {
    drawn.iter().filter(|draw| holds(draw)).count() as f64 / drawn.len() as f64
}

/// Shares of a whole, the largest first, in hundredths that add up: what rounding gains or loses is the largest's.
fn percent(shares: impl Iterator<Item = f64>) -> Vec<i64> {
    let mut rounded: Vec<i64> = shares.map(|share| (share * 100.0).round() as i64).collect();
    let sum: i64 = rounded.iter().sum();
    if let Some(largest) = rounded.first_mut() {
        *largest += 100 - sum;
    }
    rounded
}

/// A source of fewer draws than this is told among the others: it moves neither figure.
const LEAST_TOLD: f64 = 0.05;

const BOUNDS: &str = "never more than the hulls hold and the hours allow";

/// The crafts of the deciding event; one that went on under another number is one, by the number under which it told its length.
fn crafts(subject: Subject<'_>) -> Vec<Craft> {
    let mut told: Vec<Craft> = subject.crafts().collect();
    told.sort_by_key(|craft| craft.length.is_none());
    let mut crafts: Vec<Craft> = Vec::with_capacity(told.len());
    for craft in told {
        if !crafts.iter().any(|known| subject.are_one_hull(known.hull, craft.hull)) {
            crafts.push(craft);
        }
    }
    crafts
}

/// A meeting or a wait is at sea, a call at a berth; a silence may hide either.
fn at_sea(event: &Event) -> f64 {
    match event.kind() {
        EventKind::PortVisit => 0.0,
        EventKind::Gap => 0.5,
        _ => 1.0,
    }
}

/// Length and trade of the hulls that hold cargo: a crane barge between two ships only moves it, and of two that can share none the
/// one of the likelier cargo holds it.
fn holds(crafts: &[Craft], shares: CargoShares, subject: Subject<'_>) -> Vec<(Metres, Trade)> {
    let limits = &subject.world.weights.contact;
    let is_crane = |length: Metres| (limits.crane_min_m..=limits.crane_max_m).contains(&length.0);
    let other_trade = if shares.oil > shares.coal + shares.other { Trade::Dry } else { Trade::Tanker };
    let unlike = !may_share_cargo(subject.deciding(), subject.world);
    let fits = |craft: &&Craft| !unlike || craft.trade != other_trade;
    let known = || crafts.iter().filter(fits).filter_map(|craft| Some((craft.length?, craft.trade)));
    let ships: Vec<(Metres, Trade)> =
        known().filter(|&(length, trade)| trade == Trade::Tanker || !is_crane(length)).collect();
    if ships.is_empty() { known().collect() } else { ships }
}

fn drawn_cargo(shares: CargoShares, unit: f64) -> Cargo {
    match unit {
        unit if unit < shares.oil => Cargo::Oil,
        unit if unit < shares.oil + shares.coal => Cargo::Coal,
        unit if unit < shares.oil + shares.coal + shares.other => Cargo::Other,
        _ => Cargo::Unknown,
    }
}

/// Deadweight in tonnes of a hull of a length.
fn deadweight((length, trade): (Metres, Trade), oil: bool, model: &VolumeModel, draws: &mut Draws) -> f64 {
    let tanker = trade == Trade::Tanker || trade != Trade::Dry && oil;
    let [factor, power] = if tanker { model.tanker_dwt } else { model.dry_dwt };
    factor * length.0.powf(power) * (model.dwt_ln_sd * draws.normal()).exp()
}

/// Tonnes that change the draught: the waterline's area by the change, in sea water.
fn immersed(
    Immersion { length, beam, change, .. }: Immersion,
    model: &VolumeModel,
    draws: &mut Draws,
) -> f64 {
    const SEA_WATER_T_PER_M3: f64 = 1.025;
    let beam = beam.map_or(length.0 * model.beam_per_length, |beam| beam.0);
    let tonnes = length.0 * beam * model.waterplane * change.0 * SEA_WATER_T_PER_M3;
    tonnes * (model.draught_ln_sd * draws.normal()).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_draws_add_up_to_all_of_them() {
        assert_eq!(percent([0.7, 0.275, 0.025].into_iter()), [69, 28, 3]);
        assert_eq!(percent([1.0 / 3.0; 3].into_iter()), [34, 33, 33]);
        assert_eq!(percent([1.0, 0.0].into_iter()), [100, 0]);
    }
}

//! Two silences that cross: which pairs of silent hulls are worth a closer look, and what speaks for each.

use model::HullId;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::DarkOptions;
use crate::overlap::{Overlap, promise};
use crate::pair::{Pair, Partners};
use crate::prism::{Prism, SpaceTime};
use crate::sea::{Sea, Took};
use crate::silence::Silence;

/// Silences that cross long enough, where a first look promises to both that this is among their best meetings.
pub(crate) fn silences_crossed(silences: &[Silence<'_>], index: &RTree<Indexed>, sea: &Sea<'_>) -> Vec<Pair> {
    let promising: Vec<Vec<usize>> =
        (0..silences.len()).map(|one| promising(one, silences, index, sea)).collect();
    let promising = &promising;
    let mutual = promising.iter().enumerate().flat_map(|(one, others)| {
        let later = others.iter().copied().filter(move |&other| one < other);
        later.filter(move |&other| promising[other].contains(&one)).map(move |other| (one, other))
    });
    mutual.filter_map(|(one, other)| crossed(one, other, silences, sea)).collect()
}

/// The silences that a silence could best have met, by a first look: twice as many as will be kept.
fn promising(one: usize, silences: &[Silence<'_>], index: &RTree<Indexed>, sea: &Sea<'_>) -> Vec<usize> {
    let options = &sea.options.dark;
    let prism = &silences[one].prism;
    let near = touching(index, &prism.boxes(options.slab)).into_iter();
    let mut promises: Vec<(f64, usize)> = near
        .filter(|&other| is_long_enough(prism, &silences[other].prism, options))
        .filter(|&other| sea.are_two([prism.hull, silences[other].prism.hull]))
        .map(|other| (promised([&silences[one], &silences[other]], sea), other))
        .filter(|&(promise, _)| {
            promise.powf(options.together) >= options.no_meeting * options.probability_at_least
        })
        .collect();
    promises.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    promises.into_iter().take(2 * options.keep).map(|(_, other)| other).collect()
}

/// The most that two silences can weigh, wherever the two met.
fn promised(silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> f64 {
    let [a, b] = silences.map(|silence| &silence.prism);
    let agreement = promise(a, b, &sea.options.dark);
    let cargo = a
        .silence
        .overlap(b.silence)
        .map_or(1.0, |when| sea.cargo(&[Took::silent(a.hull), Took::silent(b.hull)], when));
    let place = sea.options.dark.seclusion.far_out_ratio * sea.options.dark.caution(agreement);
    let hulls = [a.hull, b.hull];
    agreement * of_both(silences, sea) * cargo * place * sea.flags(hulls) * sea.sizes(&hulls)
}

/// How much likelier two silences and the trades of the hulls are if the two met.
fn of_both(silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> f64 {
    let [a, b] = silences;
    let hulls = [a.prism.hull, b.prism.hull];
    let is_dry = hulls.iter().all(|&hull| sea.is_dry(hull));
    let rest = if is_dry { sea.options.dark.seclusion.dry_adrift } else { 1.0 };
    (a.likelihood * b.likelihood).sqrt() * sea.trades(hulls) * rest
}

/// Whether two hulls that were heard again could have spent time enough together anywhere, as far as a bound tells.
fn is_long_enough(a: &Prism, b: &Prism, options: &DarkOptions) -> bool {
    !a.is_open() && !b.is_open() && a.most_together(b) >= options.at_least
}

fn crossed(one: usize, other: usize, silences: &[Silence<'_>], sea: &Sea<'_>) -> Option<Pair> {
    let (a, b) = (&silences[one].prism, &silences[other].prism);
    let overlap = Overlap::of(a, b, sea.chart, &sea.options.dark)?;
    let hulls = [a.hull, b.hull];
    let shore = sea.chart.shore_distance(overlap.place);
    let took = hulls.map(Took::silent);
    let options = &sea.options.dark;
    let is_off_dprk = |hull: &HullId| sea.is_foreign_tanker_off_dprk(*hull, overlap.place, Some(shore));
    let around = if hulls.iter().all(is_off_dprk) {
        options.seclusion.off_dprk
    } else {
        options.seclusion.off_shore(Some(shore))
    };
    let around = around * options.caution(overlap.agreement);
    let record = sea.on_record(overlap.place) * sea.sizes(&hulls);
    let hints = sea.cargo(&took, overlap.possible) * around * sea.flags_at(hulls, overlap.place) * record;
    let weight = overlap.agreement * of_both([&silences[one], &silences[other]], sea);
    let (hulls, slack) = ((a.hull, Some(b.hull)), overlap.together.span());
    Some(Pair { partners: Partners::BothSilent([one, other], overlap), hulls, slack, weight, hints })
}

pub(crate) type Indexed = GeomWithData<Rectangle<[f64; 3]>, usize>;

pub(crate) fn index(silences: &[Silence<'_>], options: &DarkOptions) -> RTree<Indexed> {
    let boxes = silences.iter().enumerate().flat_map(|(number, silence)| {
        let boxes = silence.prism.boxes(options.slab).into_iter();
        boxes.map(move |space_time| GeomWithData::new(Rectangle::from_aabb(space_time), number))
    });
    RTree::bulk_load(boxes.collect())
}

/// The silences whose boxes touch one of some boxes.
pub(crate) fn touching(index: &RTree<Indexed>, boxes: &[SpaceTime]) -> Vec<usize> {
    let found = boxes.iter().flat_map(|space_time| index.locate_in_envelope_intersecting(space_time));
    let mut numbers: Vec<usize> = found.map(|found| found.data).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

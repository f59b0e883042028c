//! Two silences that cross: which pairs of silent hulls are worth a closer look, and what speaks for each.

use model::HullId;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::DarkOptions;
use crate::facts::{MeetingFact, MeetingFacts, MeetingKind};
use crate::overlap::{self, Overlap, promise_at_most};
use crate::pair::{Partners, Possible};
use crate::prism::{Prism, SpaceTime};
use crate::sea::{Sea, Took};
use crate::share::{Share, many};
use crate::silence::Silence;

/// Silences that cross long enough, where a first look promises to both that this is among their best meetings.
pub(crate) fn silences_crossed(
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    sea: &Sea<'_>,
    share: &impl Share,
) -> Vec<Possible> {
    let first_looks = |one| looks(one, silences, index, sea).collect();
    let mut looks: Vec<Look> = many(share, silences.len(), first_looks).collect();
    looks.sort_by(|one, other| other.promise.total_cmp(&one.promise).then(one.pair.cmp(&other.pair)));
    let mut ranks = vec![0; silences.len()];
    looks.retain(|look| {
        let ranks = look.pair.map(|silence| {
            ranks[silence] += 1;
            ranks[silence]
        });
        // Twice as many as will be kept.
        ranks.into_iter().all(|rank| rank <= 2 * sea.options.dark.keep)
    });
    looks.sort_by_key(|look| look.pair);
    let closer = share.each(looks.len(), |at| crossed(looks[at].pair, silences, sea));
    closer.into_iter().flatten().collect()
}

/// What a first look promises of two silences, the earlier in the list first.
struct Look {
    pair: [usize; 2],
    promise: f64,
}

/// A first look at a silence and each later one in the list that may be worth a closer one.
fn looks<'a>(
    one: usize,
    silences: &'a [Silence<'_>],
    index: &RTree<Indexed>,
    sea: &'a Sea<'_>,
) -> impl Iterator<Item = Look> + use<'a> {
    let options = &sea.options.dark;
    let prism = &silences[one].prism;
    let near = touching(index, &prism.boxes(options.slab)).into_iter();
    near.filter(move |&other| one < other)
        .filter(move |&other| is_long_enough(prism, &silences[other].prism, options))
        .filter(move |&other| may_have_met_unheard([prism, &silences[other].prism], sea))
        .filter_map(move |other| look([one, other], silences, sea))
}

/// `None` if it promises too little; where neither places nor the ways round land could change anything of that they are not asked for.
fn look(pair: [usize; 2], silences: &[Silence<'_>], sea: &Sea<'_>) -> Option<Look> {
    let options = &sea.options.dark;
    let of_pair = pair.map(|silence| &silences[silence]);
    let [a, b] = of_pair.map(|silence| &silence.prism);
    let promise = |agreement| promised(of_pair, agreement, sea);
    let enough = options.no_meeting * options.probability_at_least;
    let enough = |agreement: f64| Some(promise(agreement)).filter(|promise| *promise >= enough);
    // Each look costs more than the one before, and most pairs are seen to be hopeless at the first.
    enough(of_pair.map(|silence| silence.agrees_at_most).iter().product())?;
    enough(promise_at_most(a, b, options))?;
    Some(Look { pair, promise: enough(overlap::promise(a, b, options))? })
}

/// Whether two silences are of two hulls that were not heard to lie together through them.
fn may_have_met_unheard([a, b]: [&Prism<'_>; 2], sea: &Sea<'_>) -> bool {
    let hulls = [a.hull, b.hull];
    let both_silent = a.silence.overlap(b.silence);
    sea.are_two(hulls) && both_silent.is_some_and(|time| !sea.met.were_together(hulls, time))
}

/// The most that two silences can weigh if courses and times agree so well, wherever the two met; it grows with the agreement.
fn promised(silences: [&Silence<'_>; 2], agreement: f64, sea: &Sea<'_>) -> f64 {
    let hulls = silences.map(|silence| silence.prism.hull);
    let [a, b] = silences.map(|silence| silence.prism.silence);
    let cargo = a.overlap(b).map_or(1.0, |when| sea.cargo(&hulls.map(Took::silent), when));
    let facts = of_both(silences, sea)
        .with(MeetingFact::Crossing, agreement)
        .with(MeetingFact::Cargo, cargo)
        .with(MeetingFact::OffShore, sea.options.dark.seclusion.far_out_ratio)
        .with(MeetingFact::Flags, sea.flags(hulls))
        .with(MeetingFact::Sizes, sea.sizes(&hulls));
    sea.options.meetings.weight(&facts)
}

/// What two silences and the trades of the hulls say, wherever the two met. No crane works over two dry ships adrift.
fn of_both(silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> MeetingFacts {
    let hulls = silences.map(|silence| silence.prism.hull);
    let [a, b] = silences.map(|silence| silence.likelihood);
    let is_dry = hulls.iter().all(|&hull| sea.is_dry(hull));
    let adrift = if is_dry { sea.options.dark.seclusion.dry_adrift } else { 1.0 };
    MeetingFacts::of(MeetingKind::BothSilent)
        .with(MeetingFact::Silences, (a * b).sqrt())
        .with(MeetingFact::Trades, sea.trades(hulls) * adrift)
}

/// Whether two hulls that were heard again could have spent time enough together anywhere, as far as a bound tells.
fn is_long_enough(a: &Prism<'_>, b: &Prism<'_>, options: &DarkOptions) -> bool {
    !a.is_open() && !b.is_open() && a.most_together(b) >= options.at_least
}

fn crossed([one, other]: [usize; 2], silences: &[Silence<'_>], sea: &Sea<'_>) -> Option<Possible> {
    let both = [&silences[one], &silences[other]];
    let overlap = Overlap::of(&both.map(|silence| &silence.prism), sea.chart, &sea.options.dark)?;
    let hulls = both.map(|silence| silence.prism.hull);
    let facts = of_both(both, sea)
        .with(MeetingFact::Crossing, overlap.agreement)
        .with(MeetingFact::Cargo, sea.cargo(&hulls.map(Took::silent), overlap.possible))
        .with(MeetingFact::OffShore, off_shore(&overlap, &hulls, sea))
        .with(MeetingFact::Flags, sea.flags_at(hulls, overlap.place))
        .with(MeetingFact::Range, sea.on_record(overlap.place))
        .with(MeetingFact::Sizes, sea.sizes(&hulls));
    let (hulls, when) = ((hulls[0], Some(hulls[1])), overlap.together);
    let partners = Partners::BothSilent([one as u32, other as u32], Box::new(overlap));
    Some(Possible::of(partners, hulls, when, facts, &sea.options.meetings))
}

/// How much likelier a meeting of silent hulls is so far from the shore.
fn off_shore(overlap: &Overlap, hulls: &[HullId], sea: &Sea<'_>) -> f64 {
    let options = &sea.options.dark.seclusion;
    let shore = Some(sea.chart.shore_distance(overlap.place));
    let is_off_dprk = |hull: &HullId| sea.is_foreign_tanker_off_dprk(*hull, overlap.place, shore);
    if hulls.iter().all(is_off_dprk) { options.off_dprk } else { options.off_shore(shore) }
}

/// Where a silent hull can have met one that is never heard, and how much likelier all that is known of it is if it did; `None` if
/// it had no time for that.
pub(crate) fn alone(silence: &Silence<'_>, sea: &Sea<'_>) -> Option<(f64, Overlap)> {
    let hull = silence.prism.hull;
    let overlap = Overlap::of(&[&silence.prism], sea.chart, &sea.options.dark)?;
    let facts = MeetingFacts::of(MeetingKind::NeverHeard)
        .with(MeetingFact::Crossing, overlap.agreement)
        .with(MeetingFact::Silence, silence.likelihood)
        .with(MeetingFact::Trades, sea.trade(hull))
        .with(MeetingFact::Cargo, sea.cargo(&[Took::silent(hull)], overlap.possible))
        .with(MeetingFact::OffShore, off_shore(&overlap, &[hull], sea))
        .with(MeetingFact::Range, sea.on_record(overlap.place))
        .with(MeetingFact::Sizes, sea.sizes(&[hull]));
    Some((sea.options.meetings.weight(&facts), overlap))
}

pub(crate) type Indexed = GeomWithData<Rectangle<[f64; 3]>, usize>;

pub(crate) fn index(silences: &[Silence<'_>], options: &DarkOptions) -> RTree<Indexed> {
    let boxes = silences.iter().enumerate();
    let boxes = boxes.flat_map(|(number, silence)| indexed(number, silence.prism.boxes(options.slab)));
    RTree::bulk_load(boxes.collect())
}

/// The boxes of one in a list.
pub(crate) fn indexed(number: usize, boxes: Vec<SpaceTime>) -> impl Iterator<Item = Indexed> {
    boxes.into_iter().map(move |space_time| GeomWithData::new(Rectangle::from_aabb(space_time), number))
}

/// The silences whose boxes touch one of some boxes.
pub(crate) fn touching(index: &RTree<Indexed>, boxes: &[SpaceTime]) -> Vec<usize> {
    let found = boxes.iter().flat_map(|space_time| index.locate_in_envelope_intersecting(space_time));
    let mut numbers: Vec<usize> = found.map(|found| found.data).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

//! Stretches to hulls: those that follow each other at a feasible speed are one, those beside each other are not.

use model::{Fix, Position, Span, Timestamp};

use crate::follow::Reach;
use crate::garbled;
use crate::stretch::Stretch;
use crate::{HullOptions, Options};

/// The hulls of one number, each as its fixes by their place in the sorted fixes of the number.
#[derive(Debug, Default)]
pub(crate) struct Hulls {
    /// By first fix; each list ascends, with no two fixes at one moment.
    pub(crate) hulls: Vec<Vec<usize>>,
    /// Fixes that are no hull's.
    pub(crate) stray: Vec<usize>,
}

/// Joins stretches (by first fix) and sets chance apart from hulls.
pub(crate) fn join(fixes: &[Fix], stretches: Vec<Stretch>, reach: &Reach, options: &Options) -> Hulls {
    let mut joiner = Joiner { fixes, reach, options, open: Vec::new(), done: Vec::new(), stray: Vec::new() };
    for stretch in stretches {
        joiner.take(stretch);
    }
    joiner.done.append(&mut joiner.open);
    let mut hulls = choose(fixes, joiner.done, &options.hull);
    hulls.stray.append(&mut joiner.stray);
    hulls.stray.sort_unstable();
    hulls
}

struct Joiner<'a> {
    fixes: &'a [Fix],
    reach: &'a Reach,
    options: &'a Options,
    open: Vec<Chain>,
    done: Vec<Chain>,
    stray: Vec<usize>,
}

/// Stretches that follow each other.
struct Chain {
    fixes: Vec<usize>,
    /// Of the fixes, those that came in stretches rather than alone: scattered noise chains up over a month, but
    /// no two such fixes ever agree.
    steady: usize,
}

/// A chain that a stretch can follow, once its last `aside` fixes are put aside.
#[derive(Clone, Copy)]
struct Claim {
    chain: usize,
    aside: usize,
    weighed: f64,
}

impl Joiner<'_> {
    fn take(&mut self, stretch: Stretch) {
        let largest = self.open.iter().map(|chain| chain.fixes.len()).max().unwrap_or(1);
        let claims = (0..self.open.len()).filter_map(|chain| self.claim(chain, &stretch, largest));
        match claims.min_by(|one, other| one.weighed.total_cmp(&other.weighed)) {
            Some(claim) => self.extend(claim, &stretch),
            None => self.begin(stretch),
        }
    }

    fn extend(&mut self, claim: Claim, stretch: &Stretch) {
        let steady = self.steady(stretch);
        let chain = &mut self.open[claim.chain];
        self.stray.extend(chain.fixes.drain(chain.fixes.len() - claim.aside..));
        chain.fixes.extend_from_slice(&stretch.fixes);
        chain.steady += steady;
    }

    fn begin(&mut self, stretch: Stretch) {
        self.open.push(Chain { steady: self.steady(&stretch), fixes: stretch.fixes });
        if self.open.len() > self.options.hull.open_at_most {
            let older = 0..self.open.len() - 1;
            let smallest = older.min_by_key(|&at| (self.open[at].fixes.len(), self.open[at].fixes[0]));
            self.done.extend(smallest.map(|at| self.open.remove(at)));
        }
    }

    fn steady(&self, stretch: &Stretch) -> usize {
        let count = stretch.fixes.len();
        if count >= self.options.hull.fixes_never_below { count } else { 0 }
    }

    /// By the last fix of the chain if that can be, else by an earlier one if the stretch outweighs those between.
    ///
    /// A chain much smaller than the largest is trusted less: chance and late records chain up too.
    fn claim(&self, chain: usize, stretch: &Stretch, largest: usize) -> Option<Claim> {
        let lookback = self.options.segment.lookback;
        let open = &self.open[chain].fixes;
        let deepest = lookback.min((open.len() - 1) / 2).min((stretch.fixes.len() - 1) / 2);
        let first = &self.fixes[stretch.fixes[0]];
        (0..=deepest).find_map(|aside| {
            let count = open.len() - aside;
            let share = self.reach.sailed(&self.fixes[open[count - 1]], first)?;
            let mistrust = (largest as f64 / count as f64).sqrt();
            Some(Claim { chain, aside, weighed: (share + COST_OF_NOISE) * mistrust * (1 + aside) as f64 })
        })
    }
}

/// Added to every cost, so that of two nearly perfect claims the better is not infinitely so.
const COST_OF_NOISE: f64 = 0.01;

/// The largest chain is a hull, and every other that is long enough and was seen apart from the larger ones, unless one of them
/// was garbled there.
fn choose(fixes: &[Fix], mut chains: Vec<Chain>, options: &HullOptions) -> Hulls {
    chains.sort_by_key(|chain| (std::cmp::Reverse(chain.fixes.len()), chain.fixes[0]));
    let largest = chains.first().map_or(0, |chain| chain.fixes.len());
    let needed = (largest / 2).max(options.fixes_never_below).min(options.fixes_at_least);
    let mut found = Hulls::default();
    for Chain { fixes: chain, steady } in chains {
        let is_apart = |hull: &Vec<usize>| {
            is_apart(fixes, hull, &chain, options) && !garbled::is_of_hull(fixes, hull, &chain)
        };
        if found.hulls.is_empty() || (steady >= needed && found.hulls.iter().all(is_apart)) {
            found.hulls.push(chain);
        } else {
            found.stray.extend(chain);
        }
    }
    found.hulls.sort_unstable_by_key(|hull| hull[0]);
    found
}

/// Whether two chains were ever far apart, or never heard at the same time.
fn is_apart(fixes: &[Fix], larger: &[usize], smaller: &[usize], options: &HullOptions) -> bool {
    let mut both_heard = false;
    for &at in smaller {
        let next = larger.partition_point(|&other| other < at);
        if next == 0 || next == larger.len() {
            continue;
        }
        both_heard = true;
        let place = place_between(&fixes[larger[next - 1]], &fixes[larger[next]], fixes[at].time);
        let is_far = |place: Position| place.distance(fixes[at].position).0 >= options.apart.0;
        if is_far(place) && misstamped_places(fixes, larger, &fixes[at], options).all(is_far) {
            return true;
        }
    }
    !both_heard
}

/// Where a chain was shortly before and after a fix, every few minutes: a record stamped late says what was true then,
/// and one among many that are stamped late says what will be.
fn misstamped_places(
    fixes: &[Fix],
    chain: &[usize],
    fix: &Fix,
    options: &HullOptions,
) -> impl Iterator<Item = Position> {
    const STEP: Span = Span::from_minutes(5);
    let steps = options.misstamped_by.ms() / STEP.ms();
    (-steps..=steps).filter(|&step| step != 0).filter_map(move |step| {
        let moment = fix.time.saturating_add(Span::from_ms(step * STEP.ms()));
        let next = chain.partition_point(|&other| fixes[other].time <= moment);
        let (before, after) = (chain.get(next.checked_sub(1)?)?, chain.get(next)?);
        Some(place_between(&fixes[*before], &fixes[*after], moment))
    })
}

fn place_between(before: &Fix, after: &Fix, moment: Timestamp) -> Position {
    let fraction = (moment - before.time).secs() / (after.time - before.time).secs();
    before.position.interpolate(after.position, fraction)
}

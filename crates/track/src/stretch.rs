//! Fixes of one number to stretches that one hull can have sailed, by dead reckoning forward and backward.
//!
//! Stretches are open beside each other, so two hulls that send one number by turns each keep their own. Fixes that stand alone
//! against those around them make stretches among themselves ([`lone`]). The idea is that of Global Fishing Watch's segmenter; what
//! differs is said at the options.

use model::{Fix, Timestamp};

use crate::follow::Reach;
use crate::{SegmentOptions, lone};

/// Fixes, by their place in the sorted fixes of the number, that follow each other within the limits.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Stretch {
    /// At least one, ascending; no two at one moment.
    pub(crate) fixes: Vec<usize>,
    /// How badly each followed the one before.
    costs: Vec<f32>,
}

/// What became of the fixes of one number.
#[derive(Debug, Default)]
pub(crate) struct Stretches {
    /// By first fix.
    pub(crate) stretches: Vec<Stretch>,
    /// Fixes for which no stretch had room.
    pub(crate) crowded: Vec<usize>,
    /// Fixes left out, since the hull already has one at that moment.
    pub(crate) repeated: Vec<usize>,
    /// Fixes that two stretches claimed with nearly the same right.
    pub(crate) ambiguous: u64,
}

/// The stretches of the sorted fixes of one number.
pub(crate) fn split(fixes: &[Fix], reach: &Reach, options: &SegmentOptions) -> Stretches {
    let lone = lone::are_lone(fixes, reach);
    let mut splitter = Splitter { fixes, reach, options, open: Vec::new(), done: Stretches::default() };
    for of_lone in [false, true] {
        (0..fixes.len()).filter(|at| lone[*at] == of_lone).for_each(|at| splitter.take(at));
        splitter.done.stretches.append(&mut splitter.open);
    }
    splitter.finish()
}

struct Splitter<'a> {
    fixes: &'a [Fix],
    reach: &'a Reach,
    options: &'a SegmentOptions,
    open: Vec<Stretch>,
    done: Stretches,
}

/// An open stretch that a fix can follow, once its last `aside` fixes are put aside.
#[derive(Clone, Copy)]
struct Claim {
    stretch: usize,
    aside: usize,
    /// How badly the fix follows.
    cost: f64,
    /// The same, weighed for comparison with other claims.
    weighed: f64,
}

impl Splitter<'_> {
    fn take(&mut self, at: usize) {
        self.close_silent(self.fixes[at].time);
        if self.is_repeated(at) {
            self.done.repeated.push(at);
            return;
        }
        match self.best_claim(at) {
            Some(claim) => self.follow(at, claim),
            None => self.begin(Stretch { fixes: vec![at], costs: vec![0.0] }),
        }
    }

    fn finish(mut self) -> Stretches {
        self.done.stretches.sort_unstable_by_key(|stretch| stretch.fixes[0]);
        self.done.crowded.sort_unstable();
        self.done
    }

    fn close_silent(&mut self, now: Timestamp) {
        let (fixes, longest) = (self.fixes, self.options.longest_silence);
        let silent = |stretch: &mut Stretch| now - fixes[stretch.last()].time > longest;
        self.done.stretches.extend(self.open.extract_if(.., silent));
    }

    /// Whether an open stretch was already here at this moment.
    fn is_repeated(&self, at: usize) -> bool {
        let fix = &self.fixes[at];
        let same = |last: &Fix| last.time == fix.time && self.reach.is_same_place(last, fix);
        self.open.iter().any(|stretch| same(&self.fixes[stretch.last()]))
    }

    fn best_claim(&mut self, at: usize) -> Option<Claim> {
        let (mut best, mut second): (Option<Claim>, Option<Claim>) = (None, None);
        for claim in (0..self.open.len()).filter_map(|stretch| self.claim(stretch, at)) {
            if best.is_none_or(|best| claim.weighed < best.weighed) {
                (best, second) = (Some(claim), best);
            } else if second.is_none_or(|second| claim.weighed < second.weighed) {
                second = Some(claim);
            }
        }
        let is_near = |(best, second): (Claim, Claim)| second.weighed < best.weighed * self.options.ambiguity;
        self.done.ambiguous += u64::from(best.zip(second).is_some_and(is_near));
        best
    }

    /// The right of one open stretch to a fix: by its last fix if that can be, else by an earlier one that the fix
    /// follows much better than the fixes between did.
    fn claim(&self, stretch: usize, at: usize) -> Option<Claim> {
        let open = &self.open[stretch];
        let count = open.fixes.len();
        let deepest = self.options.lookback.min(count / 2);
        (0..=deepest).find_map(|aside| {
            let at_most = if aside == 0 { f64::INFINITY } else { f64::from(open.costs[count - aside]) / 2.0 };
            if at_most < COST_OF_NOISE {
                return None;
            }
            let earlier = open.fixes[count - 1 - aside];
            let cost = self.reach.dead_reckoned(&self.fixes[earlier], &self.fixes[at])?;
            if cost > at_most {
                return None;
            }
            let weighed = (cost * self.spread(stretch, earlier, at) + COST_OF_NOISE)
                * self.mistrust(count - aside)
                * (1 + aside) as f64;
            Some(Claim { stretch, aside, cost, weighed })
        })
    }

    /// How many times wider a hull can be spread at a fix, by the time since it was heard, than where course and speed still tell: after
    /// half a day of silence almost any place follows well, and says the less where another hull was heard until now. 1 where none was.
    fn spread(&self, stretch: usize, earlier: usize, at: usize) -> f64 {
        let (now, reckoned) = (self.fixes[at].time, self.options.reckon_within);
        let is_heard = |other: &Stretch| {
            other.fixes.len() >= self.options.short && now - self.fixes[other.last()].time <= reckoned
        };
        let others = self.open.iter().enumerate().filter(|(other, _)| *other != stretch);
        if !others.into_iter().any(|(_, other)| is_heard(other)) {
            return 1.0;
        }
        let silence = now - self.fixes[earlier].time;
        (silence.secs() / reckoned.secs().max(f64::MIN_POSITIVE)).max(1.0).powi(2)
    }

    /// 1 for a long stretch, more for a short one: a single fix may be garbled, and a long stretch have a garbled speed at its end.
    fn mistrust(&self, count: usize) -> f64 {
        (self.options.short as f64 / count as f64).max(1.0).powi(2)
    }

    fn follow(&mut self, at: usize, claim: Claim) {
        let stretch = &mut self.open[claim.stretch];
        let tail = stretch.cut(claim.aside);
        stretch.fixes.push(at);
        stretch.costs.push(claim.cost as f32);
        self.adopt(claim.stretch);
        if let Some(tail) = tail {
            self.begin(tail);
        }
    }

    /// A young stretch goes on where an older one went wrong, once it has more fixes than the older one says otherwise with and that
    /// one is silent: a garbled place after a long silence can be reached, and would be left to stand for the ship.
    fn adopt(&mut self, young: usize) {
        if self.open[young].fixes.len() > self.options.lookback + 1 {
            return;
        }
        let elders = (0..self.open.len()).filter(|&elder| elder != young);
        let mut astray = elders.filter_map(|elder| Some((elder, self.astray(elder, young)?)));
        let Some((elder, aside)) = astray.next() else { return };
        let young = std::mem::take(&mut self.open[young]);
        self.done.stretches.extend(self.open[elder].cut(aside));
        self.open[elder].fixes.extend(young.fixes);
        self.open[elder].costs.extend(young.costs);
        self.open.retain(|stretch| !stretch.fixes.is_empty());
    }

    /// How many of the last fixes of an older stretch a young one outweighs, following those before them with nearly the same right.
    fn astray(&self, elder: usize, young: usize) -> Option<usize> {
        let (elder, young) = (&self.open[elder], &self.open[young]);
        let (first, count) = (young.fixes[0], elder.fixes.len());
        let outweighed = young.fixes.len().saturating_sub(2);
        let deepest = self.options.lookback.min(count / 2).min(outweighed);
        (1..=deepest).filter(|_| elder.last() < first).find(|aside| {
            let earlier = elder.fixes[count - 1 - aside];
            let cost = self.reach.dead_reckoned(&self.fixes[earlier], &self.fixes[first]);
            let at_most = (f64::from(elder.costs[count - aside]) + COST_OF_NOISE) * self.options.ambiguity;
            cost.is_some_and(|cost| cost <= at_most)
        })
    }

    fn begin(&mut self, stretch: Stretch) {
        if self.open.len() < self.options.open_at_most || self.make_room() {
            self.open.push(stretch);
        } else {
            self.done.crowded.extend(stretch.fixes);
        }
    }

    /// Closes the shortest of the short stretches, the longest silent among equals.
    fn make_room(&mut self) -> bool {
        let short = (0..self.open.len()).filter(|&at| self.open[at].fixes.len() < self.options.short);
        let Some(shortest) = short.min_by_key(|&at| (self.open[at].fixes.len(), self.open[at].last())) else {
            return false;
        };
        self.done.stretches.push(self.open.remove(shortest));
        true
    }
}

/// Added to every cost, so that of two nearly perfect claims the better is not infinitely so.
const COST_OF_NOISE: f64 = 0.01;

impl Stretch {
    fn last(&self) -> usize {
        self.fixes[self.fixes.len() - 1]
    }

    /// Takes the last `count` fixes off.
    fn cut(&mut self, count: usize) -> Option<Self> {
        let keep = self.fixes.len() - count;
        (count > 0).then(|| Self { fixes: self.fixes.split_off(keep), costs: self.costs.split_off(keep) })
    }
}

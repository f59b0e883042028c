//! A place to the last digit for hours, until the ship leaps away, or while its hull turns: receivers at rest scatter by
//! metres, and an antenna goes round with its hull.

use std::ops::Range;

use model::{Fix, Knots, Metres, Position, Transmitter};

use super::conduct::Conduct;
use crate::FalsePositionOptions;

/// The stretches that repeat one place to the last digit and cannot be what an honest receiver says.
pub(super) fn stretches(
    fixes: &[Fix],
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> Vec<Range<usize>> {
    let usual = repeats_at_rest(fixes);
    let mut found = Vec::new();
    let mut from = 0;
    while from < fixes.len() {
        let run = run_from(fixes, from);
        if is_long(&fixes[run.clone()], options)
            && (is_left_by_a_leap(fixes, &run, conduct, options)
                || turns_in_place(&fixes[run.clone()], usual))
        {
            found.push(run.clone());
        }
        from = run.end;
    }
    found
}

/// From a fix to the last that repeats its place, as well as long-range broadcasts, which are coarse, can tell.
fn run_from(fixes: &[Fix], from: usize) -> Range<usize> {
    /// Long-range broadcasts give a tenth of a minute.
    const COARSE: Metres = Metres(250.0);
    let place = fixes[from].position;
    if !is_exact(&fixes[from]) {
        return from..from + 1;
    }
    let repeats =
        |fix: &&Fix| fix.position == place || (!is_exact(fix) && fix.position.distance(place) <= COARSE);
    from..from + fixes[from..].iter().take_while(repeats).count()
}

fn is_exact(fix: &Fix) -> bool {
    fix.transmitter != Transmitter::LongRange
}

fn is_long(run: &[Fix], options: &FalsePositionOptions) -> bool {
    let exact = run.iter().filter(|fix| is_exact(fix)).count();
    exact >= options.fixes_at_least && run[run.len() - 1].time - run[0].time >= options.frozen_for
}

/// Whether the ship leaps away from its last frozen fix and is not heard there again: one that shares its number comes back.
fn is_left_by_a_leap(
    fixes: &[Fix],
    run: &Range<usize>,
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> bool {
    /// It never left a place that it comes back to (design: a berth and its neighbours).
    const THERE: Metres = Metres(1_000.0);
    let (last, after) = (&fixes[run.end - 1], &fixes[run.end..]);
    let soon = |fix: &&Fix| fix.time - last.time <= options.stretch_within;
    let is_there = |fix: &Fix| fix.position.distance(last.position) <= THERE;
    after.first().is_some_and(|next| !conduct.can_follow(last, next))
        && !after.iter().take_while(soon).any(is_there)
}

/// Whether the hull turned while its antenna did not move by a digit, of a ship whose place at rest is never the same
/// twice: some receivers hold the place of a ship at rest, and do so at every berth. `usual` is what the whole number repeats.
fn turns_in_place(run: &[Fix], usual: Repeats) -> bool {
    /// A ship at a berth heads one way (design: compasses err by a few degrees).
    const TURNED: f64 = 60.0;
    /// By how many powers of ten a frozen place must be likelier than chance repeats (design: more than the number of
    /// ships in an archive times their stays).
    const LIKELIER: f64 = 8.0;
    let mut headings = run.iter().filter_map(Fix::heading);
    let Some(first) = headings.next() else { return false };
    let turned = headings.filter(|heading| heading.apart(first).0 > TURNED).count();
    let here = repeats_at_rest(run).same;
    turned >= 3 && here as f64 * -usual.without(here).chance().log10() >= LIKELIER
}

/// Pairs of fixes at rest, one after the other.
#[derive(Debug, Clone, Copy, Default)]
struct Repeats {
    /// Those that say one place to the last digit.
    same: usize,
    all: usize,
}

impl Repeats {
    const fn without(self, same: usize) -> Self {
        Self { same: self.same - same, all: self.all - same }
    }

    /// The chance that a fix at rest repeats the one before; certain before anything was seen.
    fn chance(self) -> f64 {
        /// Fewer tell nothing.
        const ENOUGH: usize = 20;
        if self.all < ENOUGH { 1.0 } else { (self.same + 1) as f64 / (self.all + 2) as f64 }
    }
}

fn repeats_at_rest(fixes: &[Fix]) -> Repeats {
    const AT_REST: Knots = Knots(0.5);
    let place = |fix: &Fix| -> Option<Position> {
        (is_exact(fix) && fix.speed().is_some_and(|speed| speed <= AT_REST)).then_some(fix.position)
    };
    let pairs = fixes.windows(2).filter_map(|pair| Some((place(&pair[0])?, place(&pair[1])?)));
    pairs.fold(Repeats::default(), |repeats, (one, next)| Repeats {
        same: repeats.same + usize::from(one == next),
        all: repeats.all + 1,
    })
}

//! Whether a ship that keeps to a figure can be sailing it: what a true one tells of her motion agrees with her way, and her speed
//! varies with turns, wind and current. One that is made up tells what does not agree, or goes like a clock.

use model::{Fix, Knots, Transmitter};

use super::{DOTS, Figure};
use crate::FalsePositionOptions;
use crate::follow::Way;

/// Whether no ship tells of her motion what these fixes on a figure tell, if she also leapt to it or away from it or not.
pub(super) fn is_made_up(
    fixes: &[Fix],
    figure: &dyn Figure,
    leapt: bool,
    options: &FalsePositionOptions,
) -> bool {
    let within = if leapt { options.regular_after_leap_within } else { options.regular_within };
    figure.is_athwart() || is_regular(fixes, within) || is_at_odds(fixes, figure, options)
}

/// Whether the speeds told, one in twenty at either end left out, scatter by less. Long-range broadcasts give whole knots.
fn is_regular(fixes: &[Fix], within: Knots) -> bool {
    /// Fewer tell nothing (design: half of what a figure takes, since the others may be long-range broadcasts).
    const ENOUGH: usize = DOTS / 2;
    let exact = fixes.iter().filter(|fix| fix.transmitter != Transmitter::LongRange);
    let mut speeds: Vec<f64> = exact.filter_map(|fix| Some(fix.speed()?.0)).collect();
    speeds.sort_by(f64::total_cmp);
    let left_out = speeds.len() / 20;
    let speeds = &speeds[left_out..speeds.len() - left_out];
    let count = speeds.len().max(1) as f64;
    let mean = speeds.iter().sum::<f64>() / count;
    let variance = speeds.iter().map(|speed| (speed - mean).powi(2)).sum::<f64>() / count;
    speeds.len() >= ENOUGH && variance.sqrt() <= within.0
}

/// Whether the way told by speeds is not the way from fix to fix, where both are short beside the figure.
fn is_at_odds(fixes: &[Fix], figure: &dyn Figure, options: &FalsePositionOptions) -> bool {
    /// Of once round: farther apart two fixes tell little of the way between (design: a sixth of a circle is 1.05 times as long as
    /// straight across).
    const SHORT: f64 = 1.0 / 6.0;
    let at_most = SHORT * figure.round();
    let both = |pair: &[Fix]| {
        let speed = f64::midpoint(pair[0].speed()?.metres_per_second(), pair[1].speed()?.metres_per_second());
        let told = speed * (pair[1].time - pair[0].time).secs();
        (told <= at_most).then(|| (told, Way::between(pair[0].position, pair[1].position).length()))
    };
    let short: Vec<(f64, f64)> = fixes.windows(2).filter_map(both).collect();
    let (told, made) = short.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    short.len() >= DOTS && told.max(made) > options.way_told_times * told.min(made)
}

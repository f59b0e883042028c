//! Two changes of number at once: each hull goes on under the other's.

use model::{Event, Fleet};

use super::{Candidate, Hull};
use crate::likeness::Likeness;
use crate::turns::Turn;
use crate::{IdentityChangeOptions, Swap};

/// What each of the two hulls did; how probably it was one is told by what each said, as of any change.
pub(super) fn events(
    swap: &Swap,
    fleet: &Fleet,
    likeness: &Likeness,
    options: &IdentityChangeOptions,
) -> Vec<Event> {
    let each = swap.before.into_iter().zip(swap.after);
    each.flat_map(|(old, new)| {
        let hull = |id| Hull::of(fleet.vessel(id)?, fleet);
        let (Some(old), Some(new)) = (hull(old), hull(new)) else { return Vec::new() };
        change(old, new, likeness, options)
    })
    .collect()
}

fn change(old: Hull<'_>, new: Hull<'_>, likeness: &Likeness, options: &IdentityChangeOptions) -> Vec<Event> {
    let (Some(last), Some(first)) = (old.fixes().last(), new.fixes().first()) else { return Vec::new() };
    let candidate = Candidate { old, new, turns: vec![Turn { last, first }], weight: 1.0 };
    let weight = options.prior * candidate.likelihood(likeness, options);
    candidate.events(weight / (1.0 - options.prior + weight), options).collect()
}

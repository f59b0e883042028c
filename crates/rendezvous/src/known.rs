//! What of a contact is known: a silence of one hull alone is no contact.
//!
//! The join reckons a slow hull on for a while into a silence that no drift bridges, so that pairs which are heard in turns are
//! found. Where the other was heard on meanwhile, nothing of that tells the two together.

use model::{Interval, Timestamp, Track};

use crate::still::Stillness;
use crate::{EncounterOptions, whereabouts};

/// A contact without what is reckoned of one hull alone at its ends. One in which neither was heard beside the other, but within an
/// hour, is all reckoned and stays as it is.
pub(crate) fn known(contact: Interval, hulls: [&Track; 2], options: &EncounterOptions) -> Interval {
    let silences = |moment| hulls.map(|hull| silence_about(hull, moment, options));
    let start = match silences(contact.start()) {
        [Some(one), Some(other)] => one.end().min(other.end()),
        [one, other] => one.or(other).map_or(contact.start(), Interval::end),
    };
    let end = match silences(contact.end()) {
        [Some(one), Some(other)] => one.start().max(other.start()),
        [one, other] => one.or(other).map_or(contact.end(), Interval::start),
    };
    if start < end { Interval::between(start, end) } else { contact }
}

/// The silence of a hull about a moment, if nothing bridges it.
fn silence_about(hull: &Track, moment: Timestamp, options: &EncounterOptions) -> Option<Interval> {
    let (from, to) = whereabouts::around(&hull.fixes, moment)?;
    let is_silent = from.time < moment && moment < to.time && to.time - from.time > options.linear_within;
    let before = hull.fixes.partition_point(|fix| fix.time <= moment).checked_sub(1)?;
    let is_bridged = || Stillness::from_leg(&hull.fixes, before, options).leg(before).is_some();
    (is_silent && !is_bridged()).then(|| Interval::between(from.time, to.time))
}

//! Silences that may hide a meeting.

use model::{Event, Finding, Gap};

use crate::prism::{Ends, Prism};
use crate::sea::Sea;
use crate::{DarkOptions, Options, whereabouts};

/// A gap that may hide a meeting.
pub(crate) struct Silence<'a> {
    pub(crate) event: &'a Event,
    pub(crate) prism: Prism<'a>,
    /// How much likelier it is, given reception and that it ended, of a hull that meets somebody than of any other.
    pub(crate) likelihood: f64,
    /// How well courses and times can agree with a meeting at most, wherever it was.
    pub(crate) agrees_at_most: f64,
}

/// Those of some gaps that may hide a meeting.
pub(crate) fn silences<'a>(gaps: &'a [Event], sea: &'a Sea<'a>) -> Vec<Silence<'a>> {
    gaps.iter().filter_map(|event| silence(event, sea)).collect()
}

fn is_off_shore(event: &Event, options: &DarkOptions) -> bool {
    event.surroundings.shore.is_none_or(|shore| shore >= options.shore_distance)
}

/// A gap of a merchant that began off shore, and is neither too short nor too long. Where the hull went on under another number the
/// silence ends there.
pub(crate) fn silence<'a>(event: &'a Event, sea: &'a Sea<'a>) -> Option<Silence<'a>> {
    let options = &sea.options.dark;
    if !sea.is_merchant(event.parties.a) || !is_off_shore(event, options) {
        return None;
    }
    let hull = event.parties.a;
    let (last, next) = whereabouts::around(sea.fixes(hull), event.start)?;
    let other_number = sea.went_on(event);
    let next = other_number.or(event.end.is_some().then_some(next));
    let span = next.map_or(sea.end, |next| next.time) - last.time;
    let fits = options.at_least <= span && (next.is_none() || span <= options.longest);
    let of_reception =
        if other_number.is_some() { options.reception_unknown } else { of_reception(event, sea.options) };
    fits.then(|| {
        let home = sea.home(hull, last);
        let prism = Prism::between(hull, Ends { last, next }, sea)
            .bound_for(home)
            .transferring_for(sea.transfer(hull));
        let of_end = if prism.is_open() { options.not_heard_again } else { 1.0 };
        let agrees_at_most = prism.agreement_anywhere(options);
        Silence { event, prism, likelihood: of_reception * of_end, agrees_at_most }
    })
}

/// A hull that meets somebody unheard has mostly switched off; another was mostly not heard. 1 where reception explains
/// the silence.
fn of_reception(event: &Event, options: &Options) -> f64 {
    let Finding::Gap(Gap { p_intentional: Some(off), .. }) = event.finding else {
        return options.dark.reception_unknown;
    };
    let (prior, switched_off) = (options.gap.off_prior, options.dark.switched_off);
    // The chance that a hull on air was missed so long, from the probability that it was off.
    let missed = (prior * (1.0 - off) / (off * (1.0 - prior))).min(1.0);
    (switched_off + (1.0 - switched_off) * missed) / (prior + (1.0 - prior) * missed)
}

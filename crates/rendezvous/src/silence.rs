//! Silences that may hide a meeting.

use model::{Event, Finding, Gap, Metres};

use crate::Options;
use crate::prism::Prism;
use crate::sea::Sea;

/// A gap that may hide a meeting.
pub(crate) struct Silence<'a> {
    pub(crate) event: &'a Event,
    pub(crate) prism: Prism,
    /// How much likelier it is, given reception, of a hull that meets somebody than of any other.
    pub(crate) of_reception: f64,
}

/// The gaps of merchants that began off shore, and are neither too short nor too long.
pub(crate) fn silences<'a>(gaps: &'a [Event], sea: &Sea<'_>) -> Vec<Silence<'a>> {
    let options = &sea.options.dark;
    let off_shore = |shore: Option<Metres>| shore.is_none_or(|shore| shore >= options.shore_distance);
    let fits = |event: &&Event| {
        let span = event.end.unwrap_or(sea.end) - event.start;
        options.at_least <= span
            && (event.end.is_none() || span <= options.longest)
            && off_shore(event.surroundings.shore)
            && sea.is_merchant(event.parties.a)
    };
    let prism = |event: &Event| Prism::of(event, sea.fixes(event.parties.a), sea.end, options);
    let silence =
        |event| Some(Silence { event, prism: prism(event)?, of_reception: of_reception(event, sea.options) });
    gaps.iter().filter(fits).filter_map(silence).collect()
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

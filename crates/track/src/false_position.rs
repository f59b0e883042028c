//! False positions: fixes that say where a ship cannot have been, told from a second ship under the number.
//!
//! What a lie leaves is looked for in all that one number sent, before hulls are made of it ([`stretches`]): a leap out of
//! reach and one back ([`excursion`]), a place repeated to the last digit ([`still`]), a closed figure gone round and round
//! ([`figure`]), and a way that was moved by one step and moved back ([`shift`]). A ship that made up its place for a while
//! would otherwise be taken for two ships under one number; two that truly share one are heard by turns as they go, which
//! takes more turns than a lie does ([`by_turns`]).
//!
//! What a number alone does not tell the fleet does: that a place is well inside land where nobody sails ([`on_land`]), or
//! that the station which heard it hears no ship so far off ([`out_of_range`]). Of ships of one area that go wrong at once
//! none need have lied ([`jamming`]), and none need be two ships where they are heard at both places ([`carried_off`]).

mod by_turns;
mod carried_off;
mod clock;
mod conduct;
mod edge;
mod excursion;
mod figure;
mod jamming;
mod on_land;
mod out_of_range;
mod shift;
mod still;
mod stretch;

use std::ops::Range;

use model::{Doubt, DoubtfulFix, Event, Fix, Fleet, Metres, Span, Track};

use crate::FalsePositionOptions;
use crate::follow::{Reach, Way};

pub(crate) use by_turns::told_apart;
pub use carried_off::doubt_carried_off;
use conduct::Conduct;
pub use on_land::doubt_on_land;
pub use out_of_range::doubt_out_of_range;

/// The fixes of one number, by time, that lie about the place; and the others.
pub(crate) fn told(fixes: Vec<Fix>, reach: &Reach, options: &FalsePositionOptions) -> (Vec<Fix>, Vec<Fix>) {
    let lies = if is_of_many(&fixes) { Vec::new() } else { stretches_of(&fixes, reach, options) };
    if lies.is_empty() {
        return (Vec::new(), fixes);
    }
    let mut at = 0..fixes.len();
    fixes.into_iter().partition(|_| at.next().is_some_and(|at| lies.iter().any(|lie| lie.contains(&at))))
}

/// Whether many ships send the number because nobody set it: each is where it says.
fn is_of_many(fixes: &[Fix]) -> bool {
    fixes.first().is_some_and(|fix| fix.mmsi.is_placeholder())
}

/// Where the lies stand among the fixes of one number; nowhere if it leaps more often than a ship lies, as a number does
/// that several ships send.
fn stretches_of(fixes: &[Fix], reach: &Reach, options: &FalsePositionOptions) -> Vec<Range<usize>> {
    let conduct = Conduct::of(fixes, reach);
    let Some(leaps) = conduct.leaps(fixes, 2 * options.turns_at_most) else { return Vec::new() };
    let mut lies = still::stretches(fixes, &conduct, options);
    lies.extend(figure::stretches(fixes, &conduct, options));
    lies.extend(shift::stretches(fixes, &conduct, options));
    lies.extend(excursion::stretches(fixes, &leaps, &conduct, options));
    lies
}

/// The stretches in which hulls broadcast false positions, by hull and time; a jamming is one though the true place was heard in it.
pub fn spoofing(fleet: &Fleet, options: &FalsePositionOptions) -> Vec<Event> {
    let of_track = |track| stretch::told(track, options);
    jamming::named(fleet.tracks.iter().flat_map(of_track).collect(), options)
}

/// The steps into and out of a stretch, as far as the ship was heard before it and after it.
fn steps_of<'f>(fixes: &'f [Fix], stretch: &Range<usize>) -> impl Iterator<Item = Step> + use<'f> {
    let ends = [stretch.start, stretch.end].into_iter().filter(|&at| at > 0 && at < fixes.len());
    ends.map(|at| Step {
        way: Metres(Way::between(fixes[at - 1].position, fixes[at].position).length()),
        time: fixes[at].time - fixes[at - 1].time,
    })
}

/// From a fix to the next.
#[derive(Debug, Clone, Copy)]
struct Step {
    way: Metres,
    time: Span,
}

impl Step {
    /// Whether it is so short that the ship was heard as it sailed it.
    fn is_heard(self, options: &FalsePositionOptions) -> bool {
        self.way <= options.way_heard
    }

    /// Whether no ship sails it in its time on a river, nor a merchant ship at sea.
    fn is_too_fast(self, options: &FalsePositionOptions) -> bool {
        self.way.0 > options.way_speed.metres_per_second() * self.time.secs() + options.way_heard.0
    }
}

/// Takes the fixes in some ranges, which ascend, off a track and keeps them in doubt.
fn set_aside(track: &mut Track, ranges: &[Range<usize>], doubt: Doubt) {
    if ranges.is_empty() {
        return;
    }
    let mut at = 0..track.fixes.len();
    let is_doubtful = |_: &mut Fix| {
        let next = at.next();
        next.is_some_and(|at| ranges.iter().any(|range| range.contains(&at)))
    };
    let aside: Vec<Fix> = track.fixes.to_mut().extract_if(.., is_doubtful).collect();
    let doubtful = track.doubtful.to_mut();
    doubtful.extend(aside.into_iter().map(|fix| DoubtfulFix { fix, doubt }));
    doubtful.sort_by(|one, other| one.fix.compare(&other.fix));
}

#[cfg(test)]
mod tests;

//! When two numbers were exchanged, by what each told and where it was heard.

use std::cmp::Reverse;

use model::{Fix, Fleet, Mmsi, MmsiKind, Span, Timestamp, Track};

use super::Turnover;
use crate::follow::Reach;
use crate::identity_change::is_within_reach;
use crate::turns::Turn;
use crate::{IdentityChangeOptions, Options};

/// The moment at which two numbers were most likely exchanged: after both told the one ship and before either told the other; `None`
/// where there is none, or where the hulls were out of reach of each other, or are told by their places to have kept their numbers.
pub(super) fn exchanged_at(
    [a, b]: [&Turnover; 2],
    fleet: &Fleet,
    options: &Options,
    of_change: &IdentityChangeOptions,
) -> Option<Timestamp> {
    let (from, until) = (a.last.max(b.last), a.first.min(b.first));
    if from >= until {
        return None;
    }
    let [a, b] = [tracks_of(fleet, a.mmsi), tracks_of(fleet, b.mmsi)];
    if !are_in_turn(a) || !are_in_turn(b) {
        return None;
    }
    let heard = heard_between(a, from, until).chain(heard_between(b, from, until));
    let moments = heard.map(|fix| fix.time).chain([from]);
    let reach = Reach::of(MmsiKind::Ship, &options.segment);
    let sides = |moment| Some(Sides { moment, a: Side::at(moment, a)?, b: Side::at(moment, b)? });
    let possible = moments.filter_map(sides).filter(|sides| sides.are_within_reach(of_change));
    let best = possible.min_by_key(|sides| {
        (sides.against(&reach, options), Reverse(sides.silence_of_both()), sides.moment)
    })?;
    let is_told_by_places = best.longest_silence() <= options.swap.places_tell_within;
    (!is_told_by_places || best.against(&reach, options) <= 0).then_some(best.moment)
}

/// The hulls that were told apart under a number.
pub(super) fn tracks_of(fleet: &Fleet, mmsi: Mmsi) -> &[Track] {
    let from = fleet.tracks.partition_point(|track| track.hull.mmsi < mmsi);
    let until = fleet.tracks.partition_point(|track| track.hull.mmsi <= mmsi);
    &fleet.tracks[from..until]
}

/// Whether no two were heard in the same hours.
fn are_in_turn(tracks: &[Track]) -> bool {
    let follows = |pair: &[Track]| {
        let ends = pair[0].fixes.last().zip(pair[1].fixes.first());
        ends.is_some_and(|(last, first)| last.time < first.time)
    };
    tracks.windows(2).all(follows)
}

fn heard_between(tracks: &[Track], from: Timestamp, until: Timestamp) -> impl Iterator<Item = &Fix> {
    tracks.iter().flat_map(move |track| {
        let first = track.fixes.partition_point(|fix| fix.time < from);
        let end = track.fixes.partition_point(|fix| fix.time < until);
        &track.fixes[first..end]
    })
}

/// The last fix of a number up to a moment, and the first after it.
#[derive(Clone, Copy)]
struct Side<'f> {
    last: &'f Fix,
    first: &'f Fix,
}

impl<'f> Side<'f> {
    fn at(moment: Timestamp, tracks: &'f [Track]) -> Option<Self> {
        let until = |track: &Track| track.fixes.partition_point(|fix| fix.time <= moment);
        let last = tracks.iter().rev().find_map(|track| track.fixes[..until(track)].last())?;
        let first = tracks.iter().find_map(|track| track.fixes.get(until(track)))?;
        Some(Self { last, first })
    }
}

/// Two numbers at a moment at which they may have been exchanged.
#[derive(Clone, Copy)]
struct Sides<'f> {
    moment: Timestamp,
    a: Side<'f>,
    b: Side<'f>,
}

impl<'f> Sides<'f> {
    /// What each hull did, if they were.
    fn turns(&self) -> [Turn<'f>; 2] {
        [Turn { last: self.a.last, first: self.b.first }, Turn { last: self.b.last, first: self.a.first }]
    }

    fn are_within_reach(&self, options: &IdentityChangeOptions) -> bool {
        self.turns().iter().all(|turn| turn.silence() <= options.within && is_within_reach(turn, options))
    }

    /// How much farther the hulls are from where they were bound than the numbers, in steps of what says something.
    fn against(&self, reach: &Reach, options: &Options) -> i64 {
        let [one, other] = self.turns();
        let of_hulls = reach.miss(one.last, one.first).0 + reach.miss(other.last, other.first).0;
        let of_numbers = reach.miss(self.a.last, self.a.first).0 + reach.miss(self.b.last, self.b.first).0;
        let step = 2.0 * options.swap.places_tell_from.0;
        ((of_hulls - of_numbers) / step).round() as i64
    }

    /// How long neither number was heard.
    fn silence_of_both(&self) -> Span {
        self.a.first.time.min(self.b.first.time) - self.a.last.time.max(self.b.last.time)
    }

    fn longest_silence(&self) -> Span {
        self.turns().map(|turn| turn.silence()).into_iter().max().unwrap_or(Span::ZERO)
    }
}

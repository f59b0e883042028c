//! Contacts by brute force: of the join, and of each reach that is stored.

use model::{HullId, Interval, Metres, Parties, Reach, Track};

use super::{are_heard, entered, entries, interval, pairs, runs, union};
use crate::approach::Approach;
use crate::plane::{Leg, Run};
use crate::{EncounterOptions, Options};

/// When hulls are within a reach for at least as long as contacts are stored, no silence bridged: by hulls and time.
pub(crate) fn contacts_by_force(
    tracks: &[Track],
    reach: Reach,
    options: &Options,
) -> Vec<(Parties, Interval)> {
    let of_pair = |(a, b): (&Track, &Track)| {
        let found = entered(a, b, [reach.enter, reach.leave], &options.encounter);
        let long = found.into_iter().filter(|when| when.span() >= options.contact.at_least);
        let heard = long.filter(|when| are_heard([a, b], when));
        let parties = Parties { a: a.hull, b: Some(b.hull) };
        heard.map(|when| (parties, when)).collect::<Vec<_>>()
    };
    let mut found: Vec<(Parties, Interval)> = pairs(tracks).flat_map(of_pair).collect();
    found.sort_by_key(|(parties, when)| (parties.a, parties.b, when.start()));
    found
}

/// When each two hulls are within the leave distance: by hulls and time.
pub(crate) fn reach_by_force(
    tracks: &[Track],
    options: &EncounterOptions,
) -> Vec<(HullId, HullId, Interval)> {
    let mut found: Vec<_> = pairs(tracks)
        .flat_map(|(a, b)| {
            let within = union(runs(a, b, options.leave, options));
            within.into_iter().map(|run| (a.hull, b.hull, interval(run)))
        })
        .collect();
    found.sort_by_key(|(a, b, within)| (*a, *b, within.start()));
    found
}

/// What a join has found within the leave distance, told of one reach: from the moment on from which the hulls stay within its
/// smaller distance to that at which they are beyond the greater one, as far as it is known where both were.
pub(crate) fn contacts_of_reach_by_force(
    tracks: &[Track],
    reach: Reach,
    options: &Options,
) -> Vec<(Parties, Interval)> {
    let mut found = Vec::new();
    for (a, b) in pairs(tracks) {
        let joined = union(runs(a, b, options.encounter.leave, &options.encounter));
        for window in joined.into_iter().filter(|run| run.span_ms() >= options.contact.at_least.ms()) {
            let [close, near] = [reach.enter, reach.leave]
                .map(|within| union(known_runs(a, b, within, reach, &options.encounter, window)));
            let told = entries(&close, near, &options.encounter);
            let long = told.into_iter().filter(|when| when.span() >= options.contact.at_least);
            let parties = Parties { a: a.hull, b: Some(b.hull) };
            found.extend(long.filter(|when| are_heard([a, b], when)).map(|when| (parties, when)));
        }
    }
    found.sort_by_key(|(parties, when)| (parties.a, parties.b, when.start()));
    found
}

/// When two hulls are within a distance during a time, by every leg of one and every leg of the other on which it is known where
/// they were.
fn known_runs(
    a: &Track,
    b: &Track,
    within: Metres,
    reach: Reach,
    options: &EncounterOptions,
    window: Run,
) -> Vec<Run> {
    let known = |track: &Track| -> Vec<Leg> {
        let legs = track.fixes.windows(2).map(|ends| Leg::between(&ends[0], &ends[1]));
        let is_known = |leg: &Leg| {
            let ms = leg.duration_ms();
            let is_bridged = ms <= options.bridge_within.ms()
                || ms <= options.lying_silence.ms() && options.is_one_place(leg);
            ms <= options.linear_within.ms() || reach.bridged && is_bridged
        };
        legs.filter(is_known).collect()
    };
    let (a, b) = (known(a), known(b));
    let pairs = a.iter().flat_map(|one| b.iter().map(move |other| (one, other)));
    pairs.filter_map(|(one, other)| Approach::of(one, other)?.within(within)?.overlap(window)).collect()
}

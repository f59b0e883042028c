//! How many other hulls were near an event.
//!
//! Thousands of events may lie in one roads within an hour, each among thousands of hulls. Events are therefore grouped by
//! small squares: a fix that is near a whole square is near all of it whose time fits, which is counted in one step. All events
//! are asked about at once, so that every fix is looked at once; and most fixes are plainly near or plainly far, which a plane
//! about the square tells without the geodesic.

mod count;
mod group;
mod index;
#[cfg(test)]
mod tests;

use foldhash::HashMap;
use model::{Event, Fix, HullId, Position, Timestamp, Track};

use crate::{Options, SurroundingsOptions};
use count::Count;
use group::{Group, groups};
use index::Index;

/// Sets [`model::Surroundings::others_near`] of each event: the hulls, other than its own, with a fix near its
/// place and near the middle of its time (its start, for a gap).
pub fn count_neighbours(events: &mut [Event], tracks: &[Track], options: &Options) {
    let neighbourhoods = Neighbourhoods::of(&*events, options);
    let seen = neighbourhoods.seen(tracks);
    neighbourhoods.tell(&seen, events, tracks);
}

/// Places and times at which hulls are to be counted: one of each event.
pub struct Neighbourhoods<'o> {
    options: &'o SurroundingsOptions,
    groups: Vec<Group>,
    index: Index,
    /// From the first moment to the last at which hulls are to be counted.
    time: Option<(Timestamp, Timestamp)>,
    events: usize,
}

/// The moment at which the hulls near an event are counted: some that are near each other in time are best counted together.
pub fn counted_at(event: &Event) -> Timestamp {
    Query::of(event).time
}

/// How many hulls were near each event, of some tracks.
pub struct Seen {
    /// By how much the hulls that were near a run of events change the count from one event to the next: of each group one more
    /// than it has events.
    steps: Vec<i32>,
    /// Hulls that were counted by one event alone.
    singles: Vec<u32>,
}

impl<'o> Neighbourhoods<'o> {
    /// Those of some events, in their order.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e Event>, options: &'o Options) -> Self {
        let options = &options.surroundings;
        let queries: Vec<Query> = events.into_iter().map(Query::of).collect();
        let groups = groups(&queries, options);
        let index = Index::of(&groups, options);
        let times = || queries.iter().map(|query| query.time);
        let time = times().min().zip(times().max());
        Self { options, groups, index, time, events: queries.len() }
    }

    /// Who of some hulls, each with one track, was near each.
    pub fn seen(&self, tracks: &[Track]) -> Seen {
        let mut count = Count::of(&self.groups, self.events);
        for (number, track) in (1u32..).zip(tracks) {
            let fixes = self.meanwhile(&track.fixes);
            self.index
                .visit(fixes, |group, fix| count.see(group, &self.groups[group], number, fix, self.options));
        }
        count.seen
    }

    /// The fixes of a track that may be near any event by their time.
    fn meanwhile<'f>(&self, fixes: &'f [Fix]) -> &'f [Fix] {
        let (Some((first, last)), within) = (self.time, self.options.near_within) else { return &[] };
        let from = fixes.partition_point(|fix| first - fix.time > within);
        let to = fixes.partition_point(|fix| fix.time - last <= within);
        &fixes[from..to.max(from)]
    }

    /// Sets [`model::Surroundings::others_near`] of the same events, in the same order, to what was seen of all `tracks`.
    pub fn tell<'e>(&self, seen: &Seen, events: impl IntoIterator<Item = &'e mut Event>, tracks: &[Track]) {
        let tracks: HashMap<HullId, &Track> = tracks.iter().map(|track| (track.hull, track)).collect();
        for (event, count) in events.into_iter().zip(self.counts(seen)) {
            let query = Query::of(event);
            let own = query.own.into_iter().flatten();
            let counted = own
                .filter(|hull| tracks.get(hull).is_some_and(|track| query.is_near_any(track, self.options)));
            event.surroundings.others_near = count.saturating_sub(counted.count() as u32);
        }
    }

    /// The hulls near each event, its own among them.
    fn counts(&self, seen: &Seen) -> Vec<u32> {
        let mut counts = vec![0; self.events];
        for (number, group) in self.groups.iter().enumerate() {
            let mut together = 0;
            for (place, event) in group.events.iter().enumerate() {
                together += seen.steps[group.first + number + place];
                counts[event.at as usize] = seen.singles[group.first + place]
                    + u32::try_from(together).expect("runs end behind their start");
            }
        }
        counts
    }
}

impl Seen {
    /// What was seen of the tracks of either.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.steps.iter_mut().zip(&other.steps).for_each(|(step, other)| *step += other);
        self.singles.iter_mut().zip(&other.singles).for_each(|(single, other)| *single += other);
        self
    }
}

struct Query {
    own: [Option<HullId>; 2],
    place: Position,
    time: Timestamp,
}

impl Query {
    fn of(event: &Event) -> Self {
        let is_gap = event.kind() == model::EventKind::Gap;
        Self {
            own: [Some(event.parties.a), event.parties.b],
            place: event.position,
            time: if is_gap { event.start } else { event.interval().middle() },
        }
    }

    /// Whether a hull is near.
    fn is_near_any(&self, track: &Track, options: &SurroundingsOptions) -> bool {
        let from = track.fixes.partition_point(|fix| self.time - fix.time > options.near_within);
        let mut fixes =
            track.fixes[from..].iter().take_while(|fix| fix.time - self.time <= options.near_within);
        fixes.any(|fix| fix.position.geodesic(self.place) <= options.near)
    }
}

//! Contacts: the runs of time in which two still hulls are within reach of each other.

use model::{Interval, Metres, Span, Timestamp, Track};

use crate::approach::Approach;
use crate::grid::for_each_candidate;
use crate::piece::{Piece, Pieces};
use crate::plane::{Knot, Leg, Run};
use crate::{EncounterOptions, Options, Slab, slabs};

/// A run of time in which two still hulls are within the leave distance; `a` and `b` are indices of tracks, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contact {
    /// Index of the first track.
    pub a: u32,
    /// Index of the second track.
    pub b: u32,
    /// When they are within the leave distance.
    pub within: Interval,
    /// The first moment within the enter distance, if any.
    pub close: Option<Timestamp>,
}

/// All contacts of a fleet, by pair and time: what every profile of encounters is taken from, see [`crate::merge`].
pub fn contacts(tracks: &[Track], options: &Options) -> Vec<Contact> {
    join(slabs(tracks, options).iter().flat_map(|slab| contacts_in(tracks, slab, options)).collect())
}

/// All contacts in a slab, by pair and time.
///
/// Exact under the motion that [`EncounterOptions`] describes: the milliseconds at which the distance of two hulls,
/// each in straight and even motion between its fixes, is at most the limit. Two hulls of one MMSI are never paired.
/// The contacts of all slabs, in any order, go to [`crate::merge`].
pub fn contacts_in(tracks: &[Track], slab: &Slab, options: &Options) -> Vec<Contact> {
    let pieces = Pieces::of(tracks, slab, &options.encounter);
    let moments = Moments { anchor: slab.interval().start() };
    let mut contacts = Vec::new();
    for_each_candidate(&pieces.pieces, options.encounter.leave, |one, other| {
        let (a, b) = if one.track < other.track { (one, other) } else { (other, one) };
        refine(a, b, &pieces, &options.encounter, |run, close| {
            contacts.push(Contact {
                a: a.track,
                b: b.track,
                within: Interval::between(moments.at(run.from_ms), moments.at(run.to_ms)),
                close: close.map(|ms| moments.at(ms)),
            });
        });
    });
    join(contacts)
}

/// Joins contacts of one pair that touch. Associative: contacts of slabs may be joined in any grouping.
pub(crate) fn join(mut contacts: Vec<Contact>) -> Vec<Contact> {
    contacts.sort_unstable();
    contacts.dedup_by(|next, contact| {
        let touch = (next.a, next.b) == (contact.a, contact.b) && next.within.start() <= contact.within.end();
        if touch {
            contact.absorb(next);
        }
        touch
    });
    contacts
}

/// Solves for the times at which two pieces are within reach, leg by leg; at once where one small box holds both, as
/// in a crowded basin.
fn refine(
    a: &Piece,
    b: &Piece,
    pieces: &Pieces,
    options: &EncounterOptions,
    mut found: impl FnMut(Run, Option<i64>),
) {
    let Some(shared) = a.run.overlap(b.run).filter(|shared| shared.span_ms() > 0) else { return };
    if a.frame.with(b.frame).is_within(options.enter) {
        return found(shared, Some(shared.from_ms));
    }
    for_each_approach(pieces.knots(a), pieces.knots(b), shared, options.leave, |approach| {
        let Some(run) = approach.within(options.leave).and_then(|run| run.overlap(shared)) else { return };
        let close = approach.within(options.enter).and_then(|close| close.overlap(run));
        found(run, close.map(|close| close.from_ms));
    });
}

/// Walks two runs of knots side by side, and calls `look` for legs that share time and near latitudes.
fn for_each_approach(a: &[Knot], b: &[Knot], shared: Run, reach: Metres, mut look: impl FnMut(&Approach)) {
    let leg = |knots: &[Knot], at: usize| Leg { from: knots[at], to: knots[at + 1] };
    let first = |knots: &[Knot]| knots.partition_point(|knot| knot.ms <= shared.from_ms).saturating_sub(1);
    let (mut at_a, mut at_b) = (first(a), first(b));
    while at_a + 1 < a.len() && at_b + 1 < b.len() {
        let (leg_a, leg_b) = (leg(a, at_a), leg(b, at_b));
        if leg_a.from.ms.max(leg_b.from.ms) > shared.to_ms {
            return;
        }
        if leg_a.latitudes_are_within(&leg_b, reach)
            && let Some(approach) = Approach::of(&leg_a, &leg_b)
        {
            look(&approach);
        }
        at_a += usize::from(leg_a.to.ms <= leg_b.to.ms);
        at_b += usize::from(leg_b.to.ms <= leg_a.to.ms);
    }
}

impl Contact {
    fn absorb(&mut self, next: &Self) {
        self.within = Interval::between(self.within.start(), self.within.end().max(next.within.end()));
        self.close = [self.close, next.close].into_iter().flatten().min();
    }
}

/// Milliseconds back to moments: every one lies between two fixes, so none is out of range.
struct Moments {
    anchor: Timestamp,
}

impl Moments {
    fn at(&self, ms: i64) -> Timestamp {
        self.anchor.saturating_add(Span::from_ms(ms - self.anchor.ms()))
    }
}

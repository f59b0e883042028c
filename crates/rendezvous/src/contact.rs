//! Contacts: the runs of time in which two still hulls are within reach of each other.

use model::{Interval, Timestamp, Track};

use crate::apart::{Apart, Bounds};
use crate::approach::Approach;
use crate::grid::for_each_candidate;
use crate::piece::Piece;
use crate::plane::{Knot, Leg, Run};
use crate::{EncounterOptions, Options, Slab, StillMotion};

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
    let motion = StillMotion::of(tracks, 0, options);
    join(motion.slabs().iter().flat_map(|slab| contacts_in(slab, options)).collect())
}

/// All contacts in a slab, by pair and time.
///
/// Exact under the motion that [`EncounterOptions`] describes: the milliseconds at which the distance of two hulls,
/// each in straight and even motion between its fixes, is at most the limit. Two hulls of one MMSI are never paired.
/// The contacts of all slabs, in any order, go to [`crate::merge`].
pub fn contacts_in(slab: &Slab<'_>, options: &Options) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for_each_candidate(slab.pieces, options.encounter.leave, |one, other| {
        let (a, b) = if one.track < other.track { (one, other) } else { (other, one) };
        refine(a, b, slab, &options.encounter, |touch| {
            let close = touch.close_ms.map(|ms| slab.moment(ms));
            contacts.push(Contact { a: a.track, b: b.track, within: slab.interval(touch.within), close });
        });
    });
    join(contacts)
}

/// Joins contacts of one pair that touch. Associative: contacts of slabs may be joined in any grouping.
pub fn join(mut contacts: Vec<Contact>) -> Vec<Contact> {
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

/// A run of time in which two pieces are within the leave distance, and the first moment within the enter distance.
#[derive(Clone, Copy)]
struct Touch {
    within: Run,
    close_ms: Option<i64>,
}

/// Solves for the times at which two pieces are within reach. Most is told by bounds, as of ships that lie in crowded roads:
/// by the boxes of the pieces, or else by where the hulls are when they begin a leg and end it. The rest is solved.
fn refine(a: &Piece, b: &Piece, slab: &Slab<'_>, options: &EncounterOptions, mut found: impl FnMut(Touch)) {
    let Some(shared) = a.run.overlap(b.run).filter(|shared| shared.span_ms() > 0) else { return };
    let mut open: Option<Touch> = None;
    let go_on = |next: Touch| match &mut open {
        Some(open) if next.within.from_ms <= open.within.to_ms => open.go_on(next),
        _ => open.replace(next).into_iter().for_each(&mut found),
    };
    match told(a.frame.apart(b.frame), shared, options) {
        Some(told) => told.into_iter().for_each(go_on),
        None => refine_legs([a, b], shared, slab, options, go_on),
    }
    open.into_iter().for_each(found);
}

/// The same leg by leg.
fn refine_legs(
    pieces: [&Piece; 2],
    shared: Run,
    slab: &Slab<'_>,
    options: &EncounterOptions,
    mut found: impl FnMut(Touch),
) {
    let scales = pieces[0].frame.with(pieces[1].frame).scales();
    for_each_two_legs(pieces.map(|piece| slab.knots(piece)), shared, |[one, other], apart| {
        let bounds = scales.map_or(Bounds::NONE, |scales| apart.bounds(scales));
        let part = apart.run.overlap(shared);
        let told = part.and_then(|part| told(bounds, part, options));
        let solved = || Touch::of(&Approach::of(one, other)?, shared, options);
        told.unwrap_or_else(solved).into_iter().for_each(&mut found);
    });
}

/// What bounds tell of two hulls during a run: that they are close all the time, within reach but not close, or never
/// within reach. `None` if they do not tell which.
fn told(bounds: Bounds, run: Run, options: &EncounterOptions) -> Option<Option<Touch>> {
    let touch = |close_ms| Some(Some(Touch { within: run, close_ms }));
    match () {
        () if bounds.are_beyond(options.leave) => Some(None),
        () if bounds.are_within(options.enter) => touch(Some(run.from_ms)),
        () if bounds.are_beyond(options.enter) && bounds.are_within(options.leave) => touch(None),
        () => None,
    }
}

impl Touch {
    fn of(approach: &Approach, shared: Run, options: &EncounterOptions) -> Option<Self> {
        let within = approach.within(options.leave)?.overlap(shared)?;
        let close = approach.within(options.enter).and_then(|close| close.overlap(within));
        Some(Self { within, close_ms: close.map(|close| close.from_ms) })
    }

    fn go_on(&mut self, next: Self) {
        self.within.to_ms = self.within.to_ms.max(next.within.to_ms);
        self.close_ms = self.close_ms.or(next.close_ms);
    }
}

/// Walks two runs of knots side by side, and calls `look` for legs that share time with each other and with a run.
fn for_each_two_legs(knots: [&[Knot]; 2], shared: Run, mut look: impl FnMut([&Leg; 2], &Apart)) {
    let leg = |knots: &[Knot], at: usize| Leg { from: knots[at], to: knots[at + 1] };
    let [a, b] = knots;
    let [mut at_a, mut at_b] = knots.map(|knots| first_leg(knots, shared.from_ms));
    let mut apart = None;
    while at_a + 1 < a.len() && at_b + 1 < b.len() {
        let (leg_a, leg_b) = (leg(a, at_a), leg(b, at_b));
        if leg_a.from.ms.max(leg_b.from.ms) > shared.to_ms {
            return;
        }
        apart = Apart::of([&leg_a, &leg_b], apart);
        apart.iter().for_each(|apart| look([&leg_a, &leg_b], apart));
        at_a += usize::from(leg_a.to.ms <= leg_b.to.ms);
        at_b += usize::from(leg_b.to.ms <= leg_a.to.ms);
    }
}

/// The first leg that ends after a moment.
fn first_leg(knots: &[Knot], ms: i64) -> usize {
    knots.partition_point(|knot| knot.ms <= ms).saturating_sub(1)
}

impl Contact {
    fn absorb(&mut self, next: &Self) {
        self.within = Interval::between(self.within.start(), self.within.end().max(next.within.end()));
        self.close = [self.close, next.close].into_iter().flatten().min();
    }
}

//! Contacts: the runs of time in which two still hulls are within reach of each other.

use model::{Interval, Timestamp, Track};

use crate::approach::Approach;
use crate::grid::for_each_candidate;
use crate::piece::{Frame, Piece};
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

/// Solves for the times at which two pieces are within reach. Most is told by boxes, as of ships that lie in crowded roads:
/// the boxes of the pieces, or else those of a few legs at a time. The rest is solved leg by leg.
fn refine(a: &Piece, b: &Piece, slab: &Slab<'_>, options: &EncounterOptions, mut found: impl FnMut(Touch)) {
    let Some(shared) = a.run.overlap(b.run).filter(|shared| shared.span_ms() > 0) else { return };
    let mut open: Option<Touch> = None;
    let mut go_on = |next: Touch| match &mut open {
        Some(open) if next.within.from_ms <= open.within.to_ms => open.go_on(next),
        _ => open.replace(next).into_iter().for_each(&mut found),
    };
    match told_by_boxes([a.frame, b.frame], shared, options) {
        Some(told) => told.into_iter().for_each(go_on),
        None => {
            let (mut a, mut b) = (slab.knots(a), slab.knots(b));
            for part in shared.cut(a.len().max(b.len()).div_ceil(LEGS_AT_ONCE)) {
                refine_part(during(&mut a, part), during(&mut b, part), part, options, &mut go_on);
            }
        }
    }
    open.into_iter().for_each(found);
}

/// So many legs of a hull are looked at by their box first.
const LEGS_AT_ONCE: usize = 8;

fn refine_part(a: &[Knot], b: &[Knot], part: Run, options: &EncounterOptions, mut found: impl FnMut(Touch)) {
    match told_by_boxes([a, b].map(Frame::around), part, options) {
        Some(told) => told.into_iter().for_each(found),
        None => for_each_approach(a, b, part, |approach| {
            Touch::of(approach, part, options).into_iter().for_each(&mut found);
        }),
    }
}

/// What the boxes of two hulls during a run tell: that they are close all the time, within reach but not close, or never
/// within reach. `None` if they do not tell which.
fn told_by_boxes([a, b]: [Frame; 2], run: Run, options: &EncounterOptions) -> Option<Option<Touch>> {
    let [least, most] = a.apart(b);
    let touch = |close_ms| Some(Some(Touch { within: run, close_ms }));
    match () {
        () if least > options.leave => Some(None),
        () if most <= options.enter => touch(Some(run.from_ms)),
        () if least > options.enter && most <= options.leave => touch(None),
        () => None,
    }
}

/// The knots of the legs that share time with a run, which must not go back; what lies before it is left behind.
fn during<'a>(knots: &mut &'a [Knot], run: Run) -> &'a [Knot] {
    let behind = knots[1..].iter().take_while(|knot| knot.ms <= run.from_ms).count();
    *knots = &knots[behind.min(knots.len() - 2)..];
    let ahead = knots[1..].iter().take_while(|knot| knot.ms < run.to_ms).count();
    &knots[..(ahead + 2).min(knots.len())]
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

/// Walks two runs of knots side by side, and calls `look` for legs that share time.
fn for_each_approach(a: &[Knot], b: &[Knot], shared: Run, mut look: impl FnMut(&Approach)) {
    let leg = |knots: &[Knot], at: usize| Leg { from: knots[at], to: knots[at + 1] };
    let (mut at_a, mut at_b) = (0, 0);
    while at_a + 1 < a.len() && at_b + 1 < b.len() {
        let (leg_a, leg_b) = (leg(a, at_a), leg(b, at_b));
        if leg_a.from.ms.max(leg_b.from.ms) > shared.to_ms {
            return;
        }
        Approach::of(&leg_a, &leg_b).iter().for_each(&mut look);
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

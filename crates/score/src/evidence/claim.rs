//! One IMO number told by two hulls: at the same time, or by one after the other.
//!
//! That both were heard says nothing of when each told it: a number that one ship gave up and another took a day later is
//! one after the other, however long both are heard.

use model::{BroadcastImo, HullId, Imo, Interval, Location, Span, Timestamp, Vessel};

use crate::subject::Subject;

/// An IMO number of a hull that another hull told too.
pub(super) struct Claim {
    /// The other.
    pub(super) rival: HullId,
    /// Whether both told it in the same hours.
    pub(super) at_once: bool,
    /// Where each told it, as near in time as they did.
    pub(super) cites: Vec<Location>,
}

/// Reports at most so far apart, with no other number between, are one telling (design: satellites pass a few times a day, and not
/// every pass brings a static report).
const ONE_TELLING: Span = Span::from_hours(24);

/// Shorter is no sharing: clocks of receivers differ (design).
const AT_LEAST: Span = Span::from_hours(1);

/// What another hull has of the IMO numbers that a vessel told; of one at the same time before one at another.
pub(super) fn of_any(vessel: &Vessel, subject: Subject<'_>) -> Option<Claim> {
    let mut imos: Vec<Imo> = vessel.timeline.iter().filter_map(|report| report.imo?.valid()).collect();
    imos.sort_unstable();
    imos.dedup();
    first_at_once(imos.into_iter().flat_map(|imo| of(imo, vessel, subject)))
}

/// Other hulls than a vessel, by whatever number, that told an IMO number.
pub(super) fn of(imo: Imo, vessel: &Vessel, subject: Subject<'_>) -> Vec<Claim> {
    let fleet = subject.world.scene.fleet;
    let own = subject.other_numbers(vessel.hull);
    let others = subject.world.hulls_of(imo).filter(|other| other.mmsi != vessel.hull.mmsi);
    let rivals = others.filter(|other| !own.contains(other)).filter_map(|other| fleet.vessel(other));
    let claims = rivals.map(|rival| Claim {
        rival: rival.hull,
        at_once: told_at_once(imo, vessel, rival),
        cites: told_by_both(imo, vessel, rival),
    });
    claims.collect()
}

fn first_at_once(claims: impl Iterator<Item = Claim>) -> Option<Claim> {
    claims.reduce(|best, next| if next.at_once && !best.at_once { next } else { best })
}

fn told_at_once(imo: Imo, vessel: &Vessel, rival: &Vessel) -> bool {
    let others = tellings(imo, rival);
    let shared = |one: &Interval| {
        let mut both = others.iter().filter_map(|other| other.overlap(*one));
        both.any(|both| both.span() > AT_LEAST)
    };
    tellings(imo, vessel).iter().any(shared)
}

/// The spans in which a vessel told an IMO number.
fn tellings(imo: Imo, vessel: &Vessel) -> Vec<Interval> {
    let numbered = vessel.timeline.iter().filter_map(|report| Some((report.time, report.imo?.valid())));
    let numbered: Vec<(Timestamp, Option<Imo>)> = numbered.collect();
    let runs = numbered.chunk_by(|one, next| one.1 == next.1 && next.0 - one.0 <= ONE_TELLING);
    let of_it = runs.filter(|run| run[0].1 == Some(imo));
    of_it.map(|run| Interval::between(run[0].0, run[run.len() - 1].0)).collect()
}

/// Where each of two hulls told an IMO number, as near in time as they did.
fn told_by_both(imo: Imo, vessel: &Vessel, rival: &Vessel) -> Vec<Location> {
    let telling = |vessel: &Vessel| {
        let told =
            vessel.timeline.iter().filter(|report| report.imo.and_then(BroadcastImo::valid) == Some(imo));
        told.map(|report| (report.time, report.location)).collect::<Vec<_>>()
    };
    let (own, others) = (telling(vessel), telling(rival));
    let pairs = own.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let nearest = pairs.min_by_key(|(one, other)| (one.0 - other.0).ms().abs());
    nearest.map(|(one, other)| vec![one.1, other.1]).unwrap_or_default()
}

//! What changed hands: a multinomial over oil, coal, other dry cargo and unknown.

use chart::AreaCargo;
use model::{Cargo, CargoShares, EventKind, Finding, Span};

use crate::Indicator::{E4, I2, I3, I4, I9, P1, P2, P3};
use crate::craft::Trade;
use crate::delivery::may_share_cargo;
use crate::evidence::{Seen, has};
use crate::subject::Subject;
use crate::world::parties;

/// How likely each cargo is. Broadcast ship types weigh less where the identity is in doubt.
pub(crate) fn shares(subject: Subject<'_>, seen: &[Seen]) -> CargoShares {
    let weights = &subject.world.weights.cargo;
    let mut product = weights.prior;
    let plain = areas(subject).chain(stay(subject, seen)).chain(size(subject)).chain(ports(subject, seen));
    for factor in plain {
        product = times(product, factor, 1.0);
    }
    if has(seen, E4) {
        product = times(product, weights.crane_raft, 1.0);
    }
    let doubted = [I2, I3, I4, I9].into_iter().any(|indicator| has(seen, indicator));
    let exponent = if doubted { weights.doubted_identity } else { 1.0 };
    if let Some(factor) = trades(subject) {
        product = times(product, factor, exponent);
    }
    normalised(product)
}

/// The likeliest cargo; of equals the first of oil, coal, other, unknown.
pub(crate) fn likeliest(shares: CargoShares) -> Cargo {
    let mut best = (Cargo::Oil, shares.oil);
    for next in [(Cargo::Coal, shares.coal), (Cargo::Other, shares.other), (Cargo::Unknown, shares.unknown)] {
        if next.1 > best.1 {
            best = next;
        }
    }
    best.0
}

fn times(product: [f64; 4], factor: [f64; 4], exponent: f64) -> [f64; 4] {
    std::array::from_fn(|cargo| product[cargo] * factor[cargo].powf(exponent))
}

fn normalised(product: [f64; 4]) -> CargoShares {
    let sum: f64 = product.iter().sum();
    let [oil, coal, other, unknown] = product.map(|share| share / sum);
    CargoShares { oil, coal, other, unknown }
}

/// One factor for the first area of the deciding event that is on record for the time, search boxes last.
fn areas(subject: Subject<'_>) -> impl Iterator<Item = [f64; 4]> {
    let (event, weights) = (subject.deciding(), &subject.world.weights.cargo);
    let active = subject.world.transfer_areas(event.position).filter(|area| area.active_at(event.start));
    let first = active.min_by_key(|area| subject.world.is_search_box(area));
    first
        .map(|area| match area.cargo {
            AreaCargo::Oil => weights.oil_area,
            AreaCargo::Coal => weights.coal_area,
            AreaCargo::Mixed | AreaCargo::Transit => weights.mixed_area,
        })
        .into_iter()
}

/// Hours together, or waiting: in a raft as long as any of its hulls lay together.
fn stay(subject: Subject<'_>, seen: &[Seen]) -> impl Iterator<Item = [f64; 4]> {
    let weights = &subject.world.weights.cargo;
    let meanwhile = subject.contacts().filter(|event| {
        has(seen, E4)
            && event.kind() == EventKind::Encounter
            && subject.world.interval(event).overlap(subject.interval()).is_some()
            && parties(event).any(|hull| parties(subject.deciding()).any(|own| own == hull))
    });
    let met = meanwhile.map(|event| subject.world.interval(event).span());
    let hours = met.fold(subject.interval().span(), Span::max).hours();
    let together = matches!(subject.deciding().kind(), EventKind::Encounter | EventKind::Loitering);
    let factor = match hours {
        3.0..10.0 => Some(weights.short_stay),
        10.0..72.0 => Some(weights.long_stay),
        _ => None,
    };
    factor.filter(|_| together).into_iter()
}

/// The shorter hull bounds the parcel.
fn size(subject: Subject<'_>) -> impl Iterator<Item = [f64; 4]> {
    let weights = &subject.world.weights.cargo;
    let lengths = subject.crafts().filter_map(|craft| craft.length);
    let shorter = lengths.min_by(|a, b| a.0.total_cmp(&b.0));
    let factor = shorter.and_then(|length| match length.0 {
        60.0..130.0 => Some(weights.coaster),
        130.0.. => Some(weights.large),
        _ => None,
    });
    factor.into_iter()
}

fn ports(subject: Subject<'_>, seen: &[Seen]) -> impl Iterator<Item = [f64; 4]> {
    let weights = &subject.world.weights.cargo;
    let charted = subject.world.scene.chart.ports();
    let role = |wanted: fn(&chart::Port) -> bool| {
        let mut calls = subject.calls();
        calls.any(|(_, visit)| charted.iter().any(|port| port.name == visit.port && wanted(port)))
    };
    let coal = role(|port| port.roles.coal_loading) && !has(seen, P1);
    let oil = has(seen, P1) || has(seen, P3);
    let landed = has(seen, P2) || role(|port| port.roles.coal_import);
    let factors =
        [(coal, weights.dprk_coal_port), (oil, weights.dprk_oil_port), (landed, weights.coal_import_port)];
    factors.into_iter().filter_map(|(holds, factor)| holds.then_some(factor))
}

/// What the hulls of the deciding event say they carry. A tanker and a dry cargo ship share none: what else moved between them, if
/// anything, was fuel, or one of them is not what it says.
fn trades(subject: Subject<'_>) -> Option<[f64; 4]> {
    let weights = &subject.world.weights.cargo;
    if !may_share_cargo(subject.deciding(), subject.world) {
        return Some(weights.unlike_hulls);
    }
    let trades: Vec<Trade> = subject.crafts().map(|craft| craft.trade).collect();
    let tankers = trades.iter().filter(|trade| **trade == Trade::Tanker).count();
    let dry = trades.contains(&Trade::Dry);
    match (tankers, dry, subject.deciding().finding.kind()) {
        (2.., _, EventKind::Encounter) => Some(weights.two_tankers),
        (1.., _, _) => Some(weights.one_tanker),
        (0, true, _) => Some(weights.dry_hull),
        (0, false, _) => None,
    }
}

/// Whether the incident has a leg whose hours bound a transfer.
pub(crate) fn hours_alongside(subject: Subject<'_>) -> Option<f64> {
    let legs = subject.contacts().filter_map(|event| match &event.finding {
        Finding::Encounter(_) => Some(subject.world.interval(event).span().hours()),
        Finding::DarkRendezvous(meeting) => Some(meeting.slack.hours()),
        _ => None,
    });
    legs.reduce(f64::max)
}

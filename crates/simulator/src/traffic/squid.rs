//! Squid fleets: a dozen jiggers that drift together through the night, some with unallotted MID 150.

use model::{Degrees, Knots, Metres, Position, Span, Timestamp};

use super::fishing;
use crate::hull::{Doing, Hull, Kind};
use crate::motion::{Drift, Motion};
use crate::place::{Step, stepped};
use crate::plan::{Plan, Together};
use crate::world::World;

/// Grounds (south, west, north, east): Yamato Bank, off Ulleung, the Yellow Sea off Shandong, East China Sea.
const GROUNDS: [[f64; 4]; 4] = [
    [38.6, 132.5, 40.0, 135.0],
    [37.0, 130.2, 38.6, 132.0],
    [35.4, 122.9, 36.8, 124.0],
    [29.5, 124.0, 31.0, 126.0],
];

/// So many fleets of about so many boats.
pub(crate) fn add(world: &mut World<'_>, fleets: usize, boats: usize) {
    for k in 0..fleets {
        let ground = GROUNDS[(k + world.dice.below(GROUNDS.len())) % GROUNDS.len()];
        fleet(world, ground, boats);
    }
}

fn fleet(world: &mut World<'_>, ground: [f64; 4], boats: usize) {
    let nights = nights(world, ground);
    let unallotted = world.dice.chance(0.5);
    for _ in 0..boats {
        let mid = if unallotted && world.dice.chance(0.5) { 150 } else { fishing::flag(world) };
        let plan = jig(world, &nights);
        fishing::boat(world, "squid_fleet", mid, plan);
    }
}

/// So many fleets with the unallotted MID 150 of which every boat takes another name now and then, and some another number with
/// it, as those jiggers do.
pub(crate) fn add_renaming(world: &mut World<'_>, fleets: usize, boats: usize) {
    const MID: u32 = 150;
    for _ in 0..fleets {
        let ground = *world.dice.pick(&GROUNDS);
        let nights = nights(world, ground);
        for _ in 0..boats {
            let plan = jig(world, &nights);
            let mut hull = fishing::hull(world, "squid_renamed", MID, plan);
            rename_often(world, &mut hull, MID);
            world.commission(hull);
        }
    }
}

/// Every one to three weeks.
fn rename_often(world: &mut World<'_>, hull: &mut Hull, mid: u32) {
    let first = world.dice.hours(12.0, 200.0);
    let mut at = world.after_start(first);
    while at < world.span.end() {
        let Some((_, now)) = hull.radio.identities.last() else { return };
        let next = if world.dice.chance(0.4) {
            world.registry.reflagged(now, Kind::Fishing, mid)
        } else {
            world.registry.renamed(now, Kind::Fishing, mid)
        };
        hull.radio.goes_by(next, at);
        at = at.saturating_add(world.dice.hours(170.0, 500.0));
    }
}

/// Where the fleet lies each night, and how the current sets there: 18:00 to 05:00 in Korea.
pub(super) fn nights(world: &mut World<'_>, ground: [f64; 4]) -> Vec<Drift> {
    let mut nights = Vec::new();
    let mut since = world.span.start().saturating_add(Span::from_hours(-15));
    let mut place = world.open_water(ground, Metres(20_000.0));
    while since < world.span.end() {
        let (set, rate) = (world.dice.direction(), world.dice.knots(0.2, 0.9));
        nights.push(Drift { from: place, since, set, rate, heading: Degrees(0.0), loops: Metres(300.0) });
        since = since.saturating_add(Span::from_hours(24));
        let mut jump =
            stepped(place, Step::polar(world.dice.direction(), world.dice.metres(5_000.0, 25_000.0)));
        if world.chart.shore_distance(jump) < Metres(15_000.0) {
            jump = place;
        }
        place = jump;
    }
    nights
}

/// One boat: its own place in the fleet by night, a slow day's run to the next.
pub(super) fn jig(world: &mut World<'_>, nights: &[Drift]) -> Plan {
    let mut plan: Option<Plan> = None;
    for night in nights {
        let (direction, out) = (world.dice.direction(), world.dice.metres(100.0, 2_200.0));
        let own = stepped(night.from, Step::polar(direction, out));
        let drift = Drift { from: own, heading: world.dice.direction(), ..*night };
        let plan = plan.get_or_insert_with(|| Plan::new(own, night.since));
        reach(world, plan, own, night.since);
        let until = night.since.saturating_add(Span::from_hours(11) + world.dice.hours(-0.5, 0.5));
        plan.join(Together::alone(Motion::Drift(drift), Doing::Fishing), until);
    }
    let mut plan = plan.unwrap_or_else(|| Plan::new(nights[0].from, world.span.start()));
    let last = world.drift(plan.here, plan.now);
    plan.keep(Together::alone(last, Doing::Fishing), world.span.end().saturating_add(Span::from_hours(1)));
    plan
}

/// Spends the day on the way to the next night's place.
fn reach(world: &mut World<'_>, plan: &mut Plan, place: Position, by: Timestamp) {
    /// In which a drift through the morning is made good.
    const LEAST_S: f64 = 4.0 * 3600.0;
    let usual = Knots(5.5).metres_per_second();
    let seconds = (plan.here.distance(place).0 / usual).max(LEAST_S);
    let leave = by.saturating_add(Span::from_secs_f64(-seconds));
    let motion = world.drift(plan.here, plan.now);
    plan.keep(Together::alone(motion, Doing::Fishing), leave);
    if by > plan.now {
        plan.run(place, by, Doing::Sailing);
    }
}

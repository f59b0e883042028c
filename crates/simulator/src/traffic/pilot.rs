//! Pilot boats: out to the boarding ground, a short wait beside the lane, back; many times a day.

use model::Span;

use crate::hull::{Doing, Kind};
use crate::motion::Motion;
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

const STATIONS: [&str; 8] =
    ["BUSAN", "SHANGHAI", "INCHEON", "QINGDAO", "ULSAN", "YEOSU", "NINGBO", "TIANJIN"];

/// So many boats.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for k in 0..count {
        serve(world, STATIONS[k % STATIONS.len()]);
    }
}

fn serve(world: &mut World<'_>, station: &str) {
    let harbour = world.harbour(station);
    let mid = if world.harbours[harbour].flag == crate::harbour::Flag::Korea { 440 } else { 412 };
    let ship = Ship::of_length(Kind::Pilot, "pilot", (14.0, 24.0), mid, &mut world.dice);
    let always = world.always();
    let Some(berth) = world.harbours[harbour].berths.take(always, &mut world.dice) else { return };
    let mut plan = Plan::new(berth, world.after_start(Span::from_hours(-3)));
    while plan.now < world.span.end() {
        rest(world, &mut plan);
        let Some(ground) = world.harbours[harbour].anchorage.any(&mut world.dice) else { return };
        let speed = ship.speed(&mut world.dice);
        world.sail(&mut plan, ground, speed);
        let wait = world.dice.hours(0.1, 0.7);
        let motion = world.drift(plan.here, plan.now);
        plan.keep(Together::alone(motion, Doing::Drifting), plan.now.saturating_add(wait));
        world.sail(&mut plan, berth, speed);
    }
    let hull = world.honest(ship, plan);
    world.commission(hull);
}

fn rest(world: &mut World<'_>, plan: &mut Plan) {
    let motion = Motion::Still { berth: plan.here, heading: world.dice.direction() };
    let stay = world.dice.hours(0.7, 7.0);
    plan.keep(Together::alone(motion, Doing::Moored), plan.now.saturating_add(stay));
}

//! Ships at anchor for days in crowded roads, waiting for a berth or for trade: neighbours, not partners.

use model::{Span, Timestamp};

use super::merchant;
use crate::harbour::Harbour;
use crate::hull::{Class, Doing, Kind};
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

/// Roads that are always full.
const ROADS: [&str; 6] = ["BUSAN", "SHANGHAI", "QINGDAO", "ZHOUSHAN", "TIANJIN", "YEOSU"];

/// So many, in a few of the roads.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    let first = world.dice.below(ROADS.len());
    for k in 0..count {
        lie(world, ROADS[(first + k / 6) % ROADS.len()]);
    }
}

fn lie(world: &mut World<'_>, roads: &str) {
    let ship = merchant::draw(&mut world.dice);
    let kind = if ship.kind == Kind::Container { Kind::Bulk } else { ship.kind };
    let ship = Ship { kind, role: "laid_up", class: Class::A, ..ship };
    let harbour = world.harbour(roads);
    let always = world.always();
    let Harbour { anchorage, tide, .. } = &mut world.harbours[harbour];
    let (tide, spot) = (*tide, anchorage.take_inmost(always));
    let Some(spot) = spot else { return };
    let motion = world.swing(spot, tide);
    let mut plan = Plan::new(spot, world.after_start(Span::from_hours(-1)));
    let sails = sails(world);
    plan.keep(Together::alone(motion, Doing::Anchored), sails);
    let speed = ship.speed(&mut world.dice);
    while plan.now < world.span.end() {
        let next = world.any_harbour(Some(harbour));
        world.call(&mut plan, next, speed);
    }
    let hull = world.honest(ship, plan);
    world.commission(hull);
}

/// Half of them stay for the whole time.
fn sails(world: &mut World<'_>) -> Timestamp {
    if world.dice.chance(0.5) { world.span.end() } else { world.moment(0.2, 1.0) }
}

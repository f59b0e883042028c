//! Russian coal through Rajin, exempt from the ban on coal of the DPRK if it was notified: foreign bulk carriers that
//! load there and land it in China, on air all the way.

use model::{Metres, Span};

use crate::hull::{Class, Kind};
use crate::plan::Plan;
use crate::world::{Ship, World};

/// Where it is landed.
const LANDINGS: [&str; 4] = ["SHANGHAI", "LIANYUNGANG", "NINGBO", "RIZHAO"];
const FLAGS: [u32; 5] = [412, 477, 273, 351, 636];

/// So many carriers, which go back for more.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        trade(world);
    }
}

fn trade(world: &mut World<'_>) {
    let mid = *world.dice.pick(&FLAGS);
    let ship = Ship::of_length(Kind::Bulk, "rajin_coal", (95.0, 180.0), mid, &mut world.dice);
    let speed = ship.speed(&mut world.dice);
    let port = *world.dice.pick(&LANDINGS);
    let (rajin, china) = (world.harbour("RAJIN"), world.harbour(port));
    let before = world.dice.hours(0.0, 60.0);
    let start = world.after_start(Span::ZERO - before);
    let Some(berth) = world.berth_until(china, start) else { return };
    let mut plan = Plan::new(berth, start);
    let (light, deep) = (Metres(ship.size.laden.0 * 0.6), ship.size.laden);
    let mut draughts = vec![(world.always().start(), light)];
    while plan.now < world.span.end() {
        let loading = world.dice.hours(24.0, 72.0);
        world.moor(&mut plan, rajin, speed, loading);
        draughts.push((plan.now, deep));
        world.call(&mut plan, china, speed);
        draughts.push((plan.now, light));
    }
    let mut hull = world.honest(Ship { class: Class::A, ..ship }, plan);
    hull.draughts = draughts;
    port.clone_into(&mut hull.destination);
    world.commission(hull);
}

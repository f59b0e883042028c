//! Ships of the DPRK in lawful coastal and foreign trade, on air: the flag alone is no proof.
//!
//! They bring food and fertiliser home and go abroad light, since nearly all that the DPRK could sell is banned.

use model::{Metres, Span};

use crate::hull::{Class, Hull, Kind};
use crate::plan::Plan;
use crate::world::{Ship, World};

/// Where they trade to.
pub(super) const WEST: [&str; 3] = ["DALIAN", "LONGKOU", "YINGKOU"];
const EAST: [&str; 1] = ["VLADIVOSTOK"];

/// So many coasters.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for k in 0..count {
        let (home, abroad): (_, &[&str]) = if k % 3 == 2 { ("CHONGJIN", &EAST) } else { ("NAMPO", &WEST) };
        trade(world, home, abroad);
    }
}

/// So many that carry ore and coal from the east coast to the west and never leave the DPRK's trade.
pub(crate) fn add_coastal(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        let ship = Ship::of_length(Kind::Bulk, "dprk_coastal", (80.0, 130.0), 445, &mut world.dice);
        let ends = [world.harbour("CHONGJIN"), world.harbour("NAMPO")];
        let Some(berth) = world.harbours[ends[0]].berths.any(&mut world.dice) else { continue };
        let speed = world.dice.knots(7.0, 10.0);
        let before = world.dice.hours(0.0, 50.0);
        let mut plan = Plan::new(berth, world.after_start(Span::ZERO - before));
        for there in ends.into_iter().cycle() {
            if plan.now >= world.span.end() {
                break;
            }
            let stay = world.dice.hours(20.0, 70.0);
            world.moor(&mut plan, there, speed, stay);
        }
        let hull = world.honest(Ship { class: Class::A, ..ship }, plan);
        world.commission(hull);
    }
}

fn trade(world: &mut World<'_>, home: &str, abroad: &[&str]) {
    let kind = *world.dice.pick(&[Kind::Cargo, Kind::Cargo, Kind::Bulk, Kind::Tanker]);
    let ship = Ship::of_length(kind, "dprk_coaster", (68.0, 120.0), 445, &mut world.dice);
    if let Some(hull) = trader(world, Ship { class: Class::A, ..ship }, home, abroad) {
        world.commission(hull);
    }
}

/// A ship that fetches cargo from abroad again and again; its crew types two draughts of three.
pub(super) fn trader(world: &mut World<'_>, ship: Ship, home: &str, abroad: &[&str]) -> Option<Hull> {
    const TYPED: f64 = 0.67;
    let speed = world.dice.knots(7.0, 10.0);
    let home = world.harbour(home);
    let berth = world.harbours[home].berths.any(&mut world.dice)?;
    let before = world.dice.hours(0.0, 50.0);
    let mut plan = Plan::new(berth, world.after_start(Span::ZERO - before));
    let deep = Metres(ship.size.laden.0 * world.dice.between(0.85, 1.0));
    let light = Metres(ship.size.laden.0 * world.dice.between(0.55, 0.65));
    let mut draughts = vec![(world.always().start(), light)];
    while plan.now < world.span.end() {
        let name = *world.dice.pick(abroad);
        let there = world.harbour(name);
        world.call(&mut plan, there, speed);
        draughts.extend(world.dice.chance(TYPED).then_some((plan.now, deep)));
        if world.dice.chance(0.5) {
            let wait = world.dice.hours(6.0, 30.0);
            world.anchor(&mut plan, home, speed, wait);
        }
        let stay = world.dice.hours(15.0, 60.0);
        world.moor(&mut plan, home, speed, stay);
        draughts.extend(world.dice.chance(TYPED).then_some((plan.now, light)));
    }
    let hull = world.honest(ship, plan);
    Some(Hull { draughts, ..hull })
}

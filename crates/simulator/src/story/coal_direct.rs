//! Coal from a berth at Nampo to a Chinese coal port, without a transfer at sea, as on record in 2021 and 2022.
//!
//! Two in three stay on air all the way, as those did; the others are silent inside the line off Nampo. At the Chinese port
//! they lie for days to two weeks.

use super::call::{self, Call};
use super::crew;
use crate::hull::Kind;
use crate::world::{Ship, World};

pub(super) const STORY: &str = "coal_direct";

/// Chinese ports where coal of the DPRK was landed: Longkou most of all, then Lianyungang; or others near.
const LANDINGS: [&str; 5] = ["LONGKOU", "LONGKOU", "LIANYUNGANG", "LIANYUNGANG", "RIZHAO"];

pub(super) fn tell(world: &mut World<'_>) {
    let ship = carrier(world);
    let (start, stay) = (world.moment(0.1, 0.45), world.dice.hours(20.0, 80.0));
    let tonnes = (crew::capacity(&ship) * world.dice.between(0.75, 1.0)).round();
    let load = Call::at(world, "NAMPO", start, stay, tonnes);
    let port = *world.dice.pick(&LANDINGS);
    let home = world.harbour(port);
    let from = world.berth_until(home, start).unwrap_or(load.berth);

    let mut plan = load.plan(world, &ship, from);
    let unloading = world.dice.hours(60.0, 320.0);
    let landed = call::land(world, &mut plan, &ship, port, unloading);
    if ship.mid == 445 {
        crew::go_home(world, &mut plan, load.berth);
    } else {
        crew::trade_on(world, &mut plan, &ship);
    }
    let mut radio = crew::radio(world, &ship);
    if world.dice.chance(0.35) {
        crew::silent_inside_the_line(world, &mut radio, &plan);
    }
    let draughts = crew::draughts(world, &ship, 0.0, &[(load.when.end(), tonnes), (landed, -tonnes)]);
    let carrier = crew::put_to_sea(world, ship, plan, radio, draughts);
    world.incidents.push(load.incident(STORY, "coal", carrier));
}

fn carrier(world: &mut World<'_>) -> Ship {
    let mid = if world.dice.chance(0.6) { 445 } else { crew::false_flag(world) };
    crew::ship(Kind::Bulk, "illicit_carrier", (80.0, 150.0), mid, world)
}

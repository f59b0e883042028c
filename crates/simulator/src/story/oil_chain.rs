//! A chain: a mother tanker at anchor supplies feeders, each of which supplies one or two ships of the DPRK days later.
//!
//! Half of the mothers sell lawfully and know of nothing, as two on record did: they are on air throughout and no party to an
//! incident (`upstream_supplier`). The others (`illicit_mother`) fall silent now and then. A chain is counted at its last legs:
//! each delivery to a ship of the DPRK is an incident of its own.

use model::{Interval, Metres, Position, Span, Timestamp};

use super::crew;
use super::tryst::{self, Tryst};
use crate::hull::{Doing, Kind, Radio};
use crate::motion::Motion;
use crate::plan::{Plan, Together};
use crate::truth::{DarkSide, SilenceCause};
use crate::world::{Ship, World};

pub(super) const STORY: &str = "oil_chain";

/// Where mothers lie (south, west, north, east): the Yellow Sea, the East China Sea off Zhoushan, south of Jeju.
const ROADS: [[f64; 4]; 3] =
    [[35.8, 122.9, 36.9, 124.0], [29.2, 123.0, 30.8, 124.2], [32.2, 124.8, 33.0, 126.0]];

/// A mother where she lies, with the feeders that are still to come.
struct Mother {
    ship: Ship,
    place: Position,
    motion: Motion,
    /// Whom she supplies when.
    supplies: Vec<(Interval, usize)>,
}

pub(super) fn tell(world: &mut World<'_>) {
    let lawful = world.dice.chance(0.5);
    let mother = mother(world, lawful);
    for (when, meeting) in mother.supplies.clone() {
        feed(world, &mother, when, meeting);
    }
    lie_and_leave(world, mother, lawful);
}

fn mother(world: &mut World<'_>, lawful: bool) -> Mother {
    let (role, context) =
        if lawful { ("upstream_supplier", "legal_sts") } else { ("illicit_mother", "illicit_sts") };
    let mid = *world.dice.pick(&[440, 416, 477, 563, 538, 636]);
    let ship = crew::ship(Kind::Tanker, role, (115.0, 185.0), mid, world);
    let site = *world.dice.pick(&ROADS);
    let place = world.open_water(site, Metres::from_km(40.0));
    let tide = world.dice.unit();
    let motion = world.swing(place, tide);
    let mut next = world.moment(0.12, 0.3);
    let feeders = 2 + usize::from(world.dice.chance(0.3));
    let supplies = (0..feeders).map(|_| {
        let when = Interval::between(next, next.saturating_add(world.dice.hours(6.0, 16.0)));
        next = when.end().saturating_add(world.dice.hours(2.0, 20.0));
        (when, world.meeting(context))
    });
    let supplies = supplies.collect();
    Mother { ship, place, motion, supplies }
}

/// One feeder: loads from the mother, sails to each of its ships of the DPRK, goes on trading.
fn feed(world: &mut World<'_>, mother: &Mother, when: Interval, meeting: usize) {
    let feeder = crew::supplier(world);
    let loaded = crew::capacity(&feeder);
    let supply = Tryst::at_anchor(mother.motion, mother.place, when, meeting, loaded);
    let alongside = supply.alongside(&mother.ship, &feeder, 1.0, world);
    let home = world.any_harbour(None);
    let from = world.berth_until(home, when.start()).unwrap_or(mother.place);
    let mut plan = crew::come_alongside(world, &feeder, from, &supply, alongside);

    let mut changes = vec![(when.end(), loaded)];
    let mut deliveries = Vec::new();
    for _ in 0..1 + world.dice.below(2) {
        let tryst = wait_for_a_receiver(world, &feeder, &mut plan);
        changes.push((tryst.when.end(), -tryst.tonnes));
        deliveries.push(tryst);
    }
    crew::trade_on(world, &mut plan, &feeder);
    let radio = crew::radio(world, &feeder);
    let draughts = crew::draughts(world, &feeder, 0.0, &changes);
    let supplier = crew::put_to_sea(world, feeder, plan, radio, draughts);
    let end = world.span.end();
    for tryst in deliveries.iter().filter(|tryst| tryst.when.end() < end) {
        receive(world, supplier, &feeder, tryst);
    }
}

/// Sails to an agreed place and waits there for hours.
fn wait_for_a_receiver(world: &mut World<'_>, feeder: &Ship, plan: &mut Plan) -> Tryst {
    let (place, speed) = (tryst::oil_place(world), feeder.speed(&mut world.dice));
    world.sail(plan, place, speed);
    let wait = world.dice.hours(2.0, 14.0);
    let tryst = Tryst::oil_after(world, plan.here, plan.now, wait);
    plan.join(tryst.waiting(), tryst.when.start());
    plan.keep(tryst.hosting(), tryst.when.end());
    let lingers = world.dice.hours(0.2, 5.0);
    plan.keep(tryst.waiting(), tryst.when.end().saturating_add(lingers));
    tryst
}

/// A ship of the DPRK that comes alongside a feeder: one in five on air, the others not.
fn receive(world: &mut World<'_>, supplier: usize, feeder: &Ship, tryst: &Tryst) {
    let guest = crew::receiver(world);
    let alongside = tryst.alongside(feeder, &guest, 1.0, world);
    let plan = crew::nampo_plan(world, &guest, tryst, alongside);
    let (radio, dark) = match world.dice.unit() {
        0.0..0.2 => {
            let mut radio = crew::radio(world, &guest);
            crew::silent_inside_the_line(world, &mut radio, &plan);
            (radio, None)
        }
        0.2..0.6 => (crew::no_radio(world, &guest), Some(DarkSide::One)),
        _ => (crew::falls_silent(world, &guest, &plan, tryst), Some(DarkSide::One)),
    };
    let receiver = crew::enlist(world, guest, plan, radio, (crew::Cargo::Takes, tryst));
    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], dark);
    world.incidents.push(incident);
}

/// The mother comes before the first feeder, and goes on trading after the last.
fn lie_and_leave(world: &mut World<'_>, mother: Mother, lawful: bool) {
    let Mother { ship, place, motion, supplies } = mother;
    let first = supplies[0].0.start();
    let wait = world.dice.hours(3.0, 30.0);
    let home = world.any_harbour(None);
    let from = world.berth_until(home, first).unwrap_or(place);
    let speed = ship.speed(&mut world.dice);
    let mut plan = world.arriving(from, place, speed, first.saturating_add(Span::ZERO - wait));
    let lying = Together::alone(motion, Doing::Anchored);
    let mut changes = Vec::new();
    for (when, meeting) in &supplies {
        plan.join(lying, when.start());
        plan.keep(lying.met(*meeting), when.end());
        changes.push((when.end(), -crew::capacity(&ship) / supplies.len() as f64));
    }
    let lingers = world.dice.hours(0.5, 30.0);
    plan.keep(lying, plan.now.saturating_add(lingers));
    crew::trade_on(world, &mut plan, &ship);
    let radio = radio(world, &ship, lawful, first);
    let aboard = crew::capacity(&ship);
    let draughts = crew::draughts(world, &ship, aboard, &changes);
    crew::put_to_sea(world, ship, plan, radio, draughts);
}

/// The one who knows is silent for half a day and more before the first feeder comes, half of the time.
fn radio(world: &mut World<'_>, ship: &Ship, lawful: bool, first: Timestamp) -> Radio {
    let mut radio = crew::radio(world, ship);
    if !lawful && world.dice.chance(0.5) {
        let (before, after) = (world.dice.hours(4.0, 12.0), world.dice.hours(12.0, 30.0));
        let off = Interval::between(first.saturating_add(Span::ZERO - before), first.saturating_add(after));
        radio.off.push((off, SilenceCause::SwitchOffIllicit));
    }
    radio
}

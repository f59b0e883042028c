//! Merchant ships between harbours: berths, waiting at anchor, the open sea.

use model::{Metres, Span, Timestamp};

use crate::dice::Dice;
use crate::hull::{Doing, Kind};
use crate::motion::Motion;
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

/// Flags of the trade in these waters, the common ones more than once (MID).
const FLAGS: [u32; 22] = [
    440, 441, 440, 412, 413, 414, 412, 431, 432, 477, 477, 563, 566, 351, 354, 371, 636, 538, 538, 574, 273,
    416,
];

/// Puts so many merchants to sea.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        let ship = draw(&mut world.dice);
        trade(world, ship);
    }
}

/// A merchant of any kind.
pub(crate) fn draw(dice: &mut Dice) -> Ship {
    let (kind, bounds) = *dice.pick(&[
        (Kind::Tanker, (75.0, 130.0)),
        (Kind::Tanker, (110.0, 250.0)),
        (Kind::Bulk, (110.0, 230.0)),
        (Kind::Bulk, (90.0, 190.0)),
        (Kind::Cargo, (65.0, 125.0)),
        (Kind::Cargo, (70.0, 140.0)),
        (Kind::Container, (120.0, 330.0)),
    ]);
    let mid = *dice.pick(&FLAGS);
    Ship::of_length(kind, "merchant", bounds, mid, dice)
}

/// A flag of the trade.
pub(crate) fn flag(dice: &mut Dice) -> u32 {
    *dice.pick(&FLAGS)
}

fn trade(world: &mut World<'_>, ship: Ship) {
    let speed = ship.speed(&mut world.dice);
    let mut harbour = world.any_harbour(None);
    let Some(mut plan) = somewhere(world, harbour) else { return };
    let mut draughts = Vec::new();
    let mut destination = String::new();
    while plan.now < world.span.end() {
        draughts.push((plan.now, load(&ship, &mut world.dice)));
        harbour = world.any_harbour(Some(harbour));
        let name = world.call(&mut plan, harbour, speed);
        name.clone_into(&mut destination);
    }
    let mut hull = world.honest(ship, plan);
    hull.draughts = draughts;
    hull.destination = destination;
    world.commission(hull);
}

/// A plan that begins in a harbour some time before the archive.
fn somewhere(world: &mut World<'_>, harbour: usize) -> Option<Plan> {
    let before = world.dice.hours(2.0, 72.0);
    let start = world.after_start(Span::ZERO - before);
    let sails: Timestamp = start.saturating_add(world.dice.hours(0.5, 2.0));
    let berth = world.berth_until(harbour, sails)?;
    let mut plan = Plan::new(berth, start);
    let motion = Motion::Still { berth, heading: world.dice.direction() };
    plan.keep(Together::alone(motion, Doing::Moored), sails);
    Some(plan)
}

fn load(ship: &Ship, dice: &mut Dice) -> Metres {
    let share = if dice.chance(0.5) { dice.between(0.85, 1.0) } else { dice.between(0.55, 0.75) };
    Metres((ship.size.laden.0 * share * 10.0).round() / 10.0)
}

//! A foreign tanker that delivers to Nampo itself, as three did on record in 2019 and 2020.
//!
//! One in seven stays on air; of the others half fall silent at the line off Nampo, half long before it, and are heard again on
//! the way back: a silence that leaves time for the voyage.

use model::Span;

use super::call::Call;
use super::crew;
use crate::hull::Radio;
use crate::plan::Plan;
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

pub(super) const STORY: &str = "oil_direct";

pub(super) fn tell(world: &mut World<'_>) {
    let ship = Ship { role: "illicit_carrier", ..crew::supplier(world) };
    let call = delivery(world, &ship);
    let home = world.any_harbour(None);
    let from = world.berth_until(home, call.when.start()).unwrap_or(call.berth);
    let mut plan = call.plan(world, &ship, from);
    crew::trade_on(world, &mut plan, &ship);
    let radio = radio(world, &ship, &plan, &call);
    let draughts = crew::draughts(world, &ship, call.tonnes, &[(call.when.end(), -call.tonnes)]);
    let carrier = crew::put_to_sea(world, ship, plan, radio, draughts);
    world.incidents.push(call.incident(STORY, "oil", carrier));
}

/// Waiting for the pier and pumping at 200 to 500 t an hour.
fn delivery(world: &mut World<'_>, ship: &Ship) -> Call {
    let start = world.moment(0.25, 0.6);
    let tonnes = (crew::capacity(ship) * world.dice.between(0.6, 0.95)).round();
    let pumping = Span::from_secs_f64(3600.0 * tonnes / world.dice.between(200.0, 500.0));
    let waiting = world.dice.hours(6.0, 50.0);
    Call::at(world, "NAMPO", start, waiting + pumping, tonnes)
}

fn radio(world: &mut World<'_>, ship: &Ship, plan: &Plan, call: &Call) -> Radio {
    let mut radio = crew::radio(world, ship);
    if world.dice.chance(1.0 / 7.0) {
        return radio;
    }
    crew::silent_inside_the_line(world, &mut radio, plan);
    if world.dice.chance(0.5) {
        let (before, after) = (world.dice.hours(18.0, 60.0), world.dice.hours(18.0, 60.0));
        radio.off.push((call.around(before, after), SilenceCause::SwitchOffIllicit));
    }
    radio
}

//! A tanker of the DPRK that loads at Vostochny, as since March 2024: some forty calls by that November, 3,000 t each.
//!
//! Mostly silent; now and then on air; or saying meanwhile that it is elsewhere in the Sea of Japan, as eleven tankers that loaded
//! in Russia did in the winter after.

use model::Metres;

use super::call::Call;
use super::crew;
use crate::deceit::Deceit;
use crate::hull::{Kind, Radio};
use crate::truth::SilenceCause;
use crate::world::World;

pub(super) const STORY: &str = "oil_vostochny";

pub(super) fn tell(world: &mut World<'_>) {
    let ship = crew::ship(Kind::Tanker, "illicit_carrier", (70.0, 115.0), 445, world);
    let (start, stay) = (world.moment(0.2, 0.7), world.dice.hours(14.0, 48.0));
    let tonnes = (crew::capacity(&ship) * world.dice.between(0.8, 1.0)).round();
    let call = Call::at(world, "VOSTOCHNY", start, stay, tonnes);
    let home = if world.dice.chance(0.7) { "CHONGJIN" } else { "NAMPO" };
    let home = world.harbour(home);
    let berth = world.berth_until(home, world.span.end()).unwrap_or(call.berth);

    let mut plan = call.plan(world, &ship, berth);
    crew::go_home(world, &mut plan, berth);
    let mut radio = crew::radio(world, &ship);
    crew::silent_inside_the_line(world, &mut radio, &plan);
    hide(world, &mut radio, &call);
    let draughts = crew::draughts(world, &ship, 0.0, &[(call.when.end(), tonnes)]);
    let carrier = crew::put_to_sea(world, ship, plan, radio, draughts);
    world.incidents.push(call.incident(STORY, "oil", carrier));
}

fn hide(world: &mut World<'_>, radio: &mut Radio, call: &Call) {
    let manner = world.dice.unit();
    let (before, after) = (world.dice.hours(8.0, 40.0), world.dice.hours(8.0, 40.0));
    let voyage = call.around(before, after);
    match manner {
        0.0..0.45 => radio.off.push((voyage, SilenceCause::SwitchOffIllicit)),
        0.45..0.7 => radio.deceits.push((voyage, elsewhere(world))),
        _ => {}
    }
}

/// A box far out in the Sea of Japan.
fn elsewhere(world: &mut World<'_>) -> Deceit {
    const FAR_OUT: [f64; 4] = [39.0, 131.5, 41.0, 134.5];
    let corner = world.open_water(FAR_OUT, Metres::from_km(60.0));
    Deceit::round(corner, &mut world.dice)
}

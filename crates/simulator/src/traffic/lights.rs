//! Boats with lights: Chinese vessels of 50 to 66 m that draw squid with lamps through the night in the waters that the
//! DPRK claims in the Sea of Japan. Most send nothing there.

use model::Span;

use super::{fishing, squid};
use crate::hull::{Class, Kind};
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

const ROLE: &str = "lights_off_dprk";

/// Of those that are there, as many as radar and night pictures show without a broadcast beside them.
const DARK: f64 = 0.7;

/// So many fleets of about so many boats.
pub(crate) fn add(world: &mut World<'_>, fleets: usize, boats: usize) {
    for _ in 0..fleets {
        let nights = squid::nights(world, fishing::OFF_DPRK);
        for _ in 0..boats {
            let plan = squid::jig(world, &nights);
            let ship = Ship::of_length(Kind::Fishing, ROLE, (50.0, 66.0), 412, &mut world.dice);
            let mut hull = world.honest(Ship { class: Class::A, ..ship }, plan);
            if world.dice.chance(DARK) {
                hull.radio.off.push((world.always(), SilenceCause::SwitchOffOther));
            } else {
                let rests = world.dice.hours(20.0, 120.0);
                be_silent_by_turns(world, &mut hull.radio.off, rests);
            }
            world.commission(hull);
        }
    }
}

/// On air for a day, silent for some.
fn be_silent_by_turns(world: &mut World<'_>, off: &mut Vec<(model::Interval, SilenceCause)>, rest: Span) {
    let first = world.dice.hours(0.0, 48.0);
    let mut at = world.after_start(first);
    while at < world.span.end() {
        let until = at.saturating_add(rest);
        off.push((model::Interval::between(at, until), SilenceCause::SwitchOffOther));
        at = until.saturating_add(world.dice.hours(10.0, 60.0));
    }
}

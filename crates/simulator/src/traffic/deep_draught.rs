//! Draughts entered deeper than the hull can lie: honest ships whose crews mistype the field at sea and set it right at
//! the next port. The press took such an entry of a ship of the DPRK, a metre over her marks, for proof of a cargo.

use model::Metres;

use super::{coaster, merchant, waiting};
use crate::hull::{Class, Hull, Kind};
use crate::world::{Ship, World};

const ROLE: &str = "deep_draught";

/// So many ships; one in three under the flag of the DPRK.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for k in 0..count {
        let hull = if k % 3 == 2 { of_the_dprk(world) } else { waiting(world) };
        if let Some(mut hull) = hull {
            mistype(world, &mut hull);
            world.commission(hull);
        }
    }
}

fn of_the_dprk(world: &mut World<'_>) -> Option<Hull> {
    let ship = Ship::of_length(Kind::Bulk, ROLE, (80.0, 120.0), 445, &mut world.dice);
    coaster::trader(world, Ship { class: Class::A, ..ship }, "NAMPO", &coaster::WEST)
}

fn waiting(world: &mut World<'_>) -> Option<Hull> {
    let kind = *world.dice.pick(&[Kind::Tanker, Kind::Bulk]);
    let mid = merchant::flag(&mut world.dice);
    let ship = Ship::of_length(kind, ROLE, (75.0, 140.0), mid, &mut world.dice);
    waiting::waiter(world, Ship { class: Class::A, ..ship })
}

/// Half a metre to a metre and a half over the marks, for one to six days, every other week.
fn mistype(world: &mut World<'_>, hull: &mut Hull) {
    let first = world.dice.hours(12.0, 120.0);
    let mut at = world.after_start(first);
    while at < world.span.end() {
        let until = at.saturating_add(world.dice.hours(24.0, 150.0));
        let over = Metres(hull.size.laden.0 + world.dice.between(0.5, 1.5));
        let after = hull.draught(until);
        hull.draughts.retain(|(time, _)| *time <= at || *time > until);
        hull.draughts.extend([(at, over), (until, after)]);
        hull.draughts.sort_by_key(|(time, _)| *time);
        at = until.saturating_add(world.dice.hours(100.0, 500.0));
    }
}

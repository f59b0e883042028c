//! Honest traffic: what illicit transfers hide among, and the look-alikes that must not be taken for them.

pub(crate) mod bunkering;
pub(crate) mod coaster;
pub(crate) mod deep_draught;
pub(crate) mod detained;
pub(crate) mod ferry;
pub(crate) mod fishing;
pub(crate) mod laid_up;
pub(crate) mod legal_transfer;
pub(crate) mod lights;
pub(crate) mod merchant;
pub(crate) mod pilot;
pub(crate) mod rajin;
pub(crate) mod squid;
pub(crate) mod tow;
pub(crate) mod waiting;

use crate::world::World;

/// Puts about so many honest hulls to sea.
pub(crate) fn populate(world: &mut World<'_>, hulls: usize) {
    let told = world.hulls.len();
    let share = |part: f64| ((hulls as f64 * part).round() as usize).max(1);
    bunkering::add(world, share(0.025));
    legal_transfer::add(world, share(0.015));
    waiting::add(world, share(0.08));
    laid_up::add(world, share(0.06));
    fishing::add(world, share(0.075), share(0.06));
    squid::add(world, share(0.007), 9);
    ferry::add(world, share(0.025));
    tow::add(world, share(0.012));
    pilot::add(world, share(0.02));
    coaster::add(world, share(0.015));
    let rest = (told + hulls).saturating_sub(world.hulls.len());
    merchant::add(world, rest);
}

/// Look-alikes of single cases on record, last of all: a small world holds none of them, and no other hull's life hangs on
/// them.
pub(crate) fn single_cases(world: &mut World<'_>, hulls: usize) {
    let few = |part: f64| (hulls as f64 * part).round() as usize;
    waiting::add_long(world, few(0.002));
    coaster::add_coastal(world, few(0.002));
    fishing::add_off_dprk(world, few(0.004));
    rajin::add(world, few(0.002));
    detained::add(world, few(0.003));
    deep_draught::add(world, few(0.008));
    squid::add_renaming(world, few(0.0014), 8);
    lights::add(world, few(0.0014), 8);
}

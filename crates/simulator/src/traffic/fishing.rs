//! Fishing boats on their grounds: pair trawlers side by side at 2.5 to 4 kn, and single boats. Many switch off.

use model::{Knots, Metres, Position, Span};

use crate::hull::{Doing, Hull, Kind};
use crate::motion::Beside;
use crate::place::{Step, stepped};
use crate::plan::{Plan, Together};
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

/// Trawling grounds (south, west, north, east): Yellow Sea, off Jeju, East China Sea, Korea Strait.
const GROUNDS: [[f64; 4]; 6] = [
    [34.8, 122.8, 37.0, 124.4],
    [32.0, 124.6, 33.3, 126.3],
    [28.6, 123.0, 31.5, 125.3],
    [33.6, 128.3, 34.5, 129.6],
    [35.5, 129.9, 37.5, 131.0],
    [38.0, 119.0, 38.9, 121.0],
];

/// Inside the zone that the DPRK claims in the Sea of Japan, well off its coast.
pub(super) const OFF_DPRK: [f64; 4] = [38.8, 129.8, 40.6, 132.2];

/// So many pairs and so many boats alone.
pub(crate) fn add(world: &mut World<'_>, pairs: usize, alone: usize) {
    for _ in 0..pairs {
        pair(world, "fishing_pair", &GROUNDS);
    }
    for _ in 0..alone {
        single(world);
    }
}

/// So many pairs in the waters that the DPRK claims in the Sea of Japan.
pub(crate) fn add_off_dprk(world: &mut World<'_>, pairs: usize) {
    for _ in 0..pairs {
        pair(world, "fishing_pair_off_dprk", &[OFF_DPRK]);
    }
}

/// A boat, with the silences that boats keep on their grounds.
pub(crate) fn boat(world: &mut World<'_>, role: &'static str, mid: u32, plan: Plan) {
    let hull = hull(world, role, mid, plan);
    world.commission(hull);
}

/// The same before it is put to sea.
pub(super) fn hull(world: &mut World<'_>, role: &'static str, mid: u32, plan: Plan) -> Hull {
    let ship = Ship::of_length(Kind::Fishing, role, (24.0, 46.0), mid, &mut world.dice);
    let mut hull = world.honest(ship, plan);
    let share = world.climate.fishing_off_share;
    world.honest_silence(&mut hull.radio, share, SilenceCause::SwitchOffOther);
    world.honest_silence(&mut hull.radio, share * 0.5, SilenceCause::SwitchOffOther);
    hull
}

/// Flags of the fleets.
pub(crate) fn flag(world: &mut World<'_>) -> u32 {
    *world.dice.pick(&[412, 412, 412, 440, 440, 431])
}

fn pair(world: &mut World<'_>, role: &'static str, grounds: &[[f64; 4]]) {
    let mid = flag(world);
    let meeting = world.meeting("fishing_pair");
    let apart = world.dice.metres(200.0, 400.0);
    let aside = Step::polar(world.dice.direction(), apart);
    let lead = trawl(world, grounds, Some(meeting));
    let follow = shifted(&lead, aside);
    boat(world, role, mid, lead);
    boat(world, role, mid, follow);
}

fn single(world: &mut World<'_>) {
    let mid = flag(world);
    let plan = trawl(world, &GROUNDS, None);
    boat(world, "fishing", mid, plan);
}

/// Tows of 3 to 6 hours with hauls between and a night's rest now and then, on one ground.
fn trawl(world: &mut World<'_>, grounds: &[[f64; 4]], meeting: Option<usize>) -> Plan {
    let ground = *world.dice.pick(grounds);
    let place = world.open_water(ground, Metres(15_000.0));
    let start = world.after_start(Span::from_hours(-8));
    let mut plan = Plan::new(place, start);
    let tows = world.dice.knots(2.4, 4.3);
    while plan.now < world.span.end() {
        tow(world, &mut plan, tows, meeting);
        haul(world, &mut plan, meeting);
        if world.dice.chance(0.2) {
            shift(world, &mut plan, ground);
        }
    }
    plan
}

fn tow(world: &mut World<'_>, plan: &mut Plan, usual: Knots, meeting: Option<usize>) {
    let speed = Knots((usual.0 + world.dice.between(-0.25, 0.25)).max(2.2));
    let hours = world.dice.between(2.5, 6.0);
    let from = plan.here;
    for _ in 0..12 {
        let run = Metres(speed.metres_per_second() * hours * 3600.0);
        let to = stepped(from, Step::polar(world.dice.direction(), run));
        let clear = world.chart.shore_distance(to) > Metres(12_000.0) && !world.chart.crosses_land(from, to);
        if clear {
            let first = plan.stretches.len();
            plan.follow(&[to], speed, Doing::Fishing);
            for stretch in &mut plan.stretches[first..] {
                stretch.meeting = meeting;
            }
            return;
        }
    }
}

fn haul(world: &mut World<'_>, plan: &mut Plan, meeting: Option<usize>) {
    let long = if world.dice.chance(0.15) { world.dice.hours(4.0, 9.0) } else { world.dice.hours(0.5, 1.2) };
    let motion = world.drift(plan.here, plan.now);
    let what = Together { motion, beside: Beside::default(), doing: Doing::Fishing, meeting };
    plan.keep(what, plan.now.saturating_add(long));
}

/// To another part of the ground.
fn shift(world: &mut World<'_>, plan: &mut Plan, ground: [f64; 4]) {
    let place: Position = world.open_water(ground, Metres(15_000.0));
    let speed = world.dice.knots(7.0, 9.5);
    world.sail(plan, place, speed);
}

/// The same life, a step aside.
fn shifted(plan: &Plan, aside: Step) -> Plan {
    use crate::motion::Motion;
    let mut copy = plan.clone();
    copy.here = stepped(copy.here, aside);
    for stretch in &mut copy.stretches {
        match &mut stretch.motion {
            Motion::Run(run) => {
                (run.from, run.to) = (stepped(run.from, aside), stepped(run.to, aside));
            }
            Motion::Drift(drift) => drift.from = stepped(drift.from, aside),
            Motion::Swing(swing) => swing.anchor = stepped(swing.anchor, aside),
            Motion::Still { berth, .. } => *berth = stepped(*berth, aside),
            Motion::Away => {}
        }
    }
    copy
}

//! Who takes part in a story and how they come and go.

use model::{Interval, Metres, Position, Span, Timestamp};

use super::tryst::Tryst;
use crate::hull::{Class, Doing, Hull, Identity, Kind, Radio};
use crate::motion::Motion;
use crate::place::is_inside_the_line;
use crate::plan::{Plan, Together};
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

/// Registers that feeders fly (MID).
const SUPPLIERS: [u32; 10] = [412, 413, 477, 416, 440, 667, 671, 511, 538, 574];
/// Registers that hulls of the DPRK hide under (MID): false or forced flags on record.
const FALSE_FLAGS: [u32; 9] = [667, 671, 674, 457, 511, 613, 616, 520, 514];

/// A small foreign tanker.
pub(super) fn supplier(world: &mut World<'_>) -> Ship {
    let mid = *world.dice.pick(&SUPPLIERS);
    ship(Kind::Tanker, "illicit_supplier", (82.0, 128.0), mid, world)
}

/// A tanker that serves the DPRK, under its own flag or another.
pub(super) fn receiver(world: &mut World<'_>) -> Ship {
    let mid = if world.dice.chance(0.55) { 445 } else { false_flag(world) };
    ship(Kind::Tanker, "illicit_receiver", (60.0, 112.0), mid, world)
}

/// A ship of class A.
pub(super) fn ship(
    kind: Kind,
    role: &'static str,
    length: (f64, f64),
    mid: u32,
    world: &mut World<'_>,
) -> Ship {
    Ship { class: Class::A, ..Ship::of_length(kind, role, length, mid, &mut world.dice) }
}

/// One of the flags of convenience of evaders.
pub(super) fn false_flag(world: &mut World<'_>) -> u32 {
    *world.dice.pick(&FALSE_FLAGS)
}

/// The life of a ship that comes from a foreign port, waits at the place, is met, and goes on trading.
pub(super) fn host_plan(world: &mut World<'_>, ship: &Ship, tryst: &Tryst) -> Plan {
    let home = world.any_harbour(None);
    let from = world.berth_until(home, tryst.when.start()).unwrap_or(tryst.place);
    let speed = ship.speed(&mut world.dice);
    let there = tryst.when.start().saturating_add(Span::ZERO - tryst.wait);
    let mut plan = world.arriving(from, tryst.place, speed, there);
    plan.join(tryst.waiting(), tryst.when.start());
    plan.keep(tryst.hosting(), tryst.when.end());
    let lingers = world.dice.hours(0.2, 5.0);
    plan.keep(tryst.waiting(), tryst.when.end().saturating_add(lingers));
    trade_on(world, &mut plan, ship);
    plan
}

/// The life of a ship of the DPRK that comes from Nampo, goes alongside, and carries its cargo home.
pub(super) fn nampo_plan(world: &mut World<'_>, ship: &Ship, tryst: &Tryst, alongside: Together) -> Plan {
    let nampo = world.harbour("NAMPO");
    // Not kept for it: nobody hears who lies there, and those that are heard need the room.
    let berth = world.harbours[nampo].berths.any(&mut world.dice).unwrap_or(tryst.place);
    let mut plan = come_alongside(world, ship, berth, tryst, alongside);
    go_home(world, &mut plan, berth);
    plan
}

/// Sails to a berth and lies there to the end of the archive.
pub(super) fn go_home(world: &mut World<'_>, plan: &mut Plan, berth: Position) {
    let speed = world.dice.knots(8.0, 11.0);
    world.sail(plan, berth, speed);
    let motion = Motion::Still { berth, heading: world.dice.direction() };
    plan.keep(Together::alone(motion, Doing::Moored), world.span.end().saturating_add(Span::from_hours(1)));
}

/// The life of a foreign ship that comes alongside and then goes on trading.
pub(super) fn guest_plan(world: &mut World<'_>, ship: &Ship, tryst: &Tryst, alongside: Together) -> Plan {
    let home = world.any_harbour(None);
    let from = world.berth_until(home, tryst.when.start()).unwrap_or(tryst.place);
    let mut plan = come_alongside(world, ship, from, tryst, alongside);
    trade_on(world, &mut plan, ship);
    plan
}

/// The life of a ship until it parts from another that it came alongside.
pub(super) fn come_alongside(
    world: &mut World<'_>,
    ship: &Ship,
    from: Position,
    tryst: &Tryst,
    alongside: Together,
) -> Plan {
    let start = tryst.when.start();
    let side = alongside.motion.place(start, alongside.beside).unwrap_or(tryst.place);
    let speed = match ship.kind {
        Kind::Barge => world.dice.knots(6.0, 8.0),
        _ => world.dice.knots(8.0, 11.0),
    };
    let mut plan = world.arriving(from, side, speed, start);
    plan.keep(alongside, tryst.when.end());
    plan
}

/// Goes on from harbour to harbour to the end of the archive.
pub(super) fn trade_on(world: &mut World<'_>, plan: &mut Plan, ship: &Ship) {
    let speed = ship.speed(&mut world.dice);
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        world.call(plan, next, speed);
    }
}

/// When a plan is inside the line at which ships bound for Nampo usually fall silent.
pub(super) fn inside_the_line(world: &World<'_>, plan: &Plan) -> Vec<Interval> {
    let inside = |time: Timestamp| {
        let stretch = plan.stretches.iter().find(|stretch| stretch.from <= time && time <= stretch.to);
        let place = stretch.and_then(|stretch| stretch.motion.place(time, stretch.beside));
        place.is_some_and(is_inside_the_line)
    };
    let step = Span::from_minutes(10);
    let mut spans: Vec<Interval> = Vec::new();
    let mut time = plan.stretches.first().map_or(world.span.start(), |stretch| stretch.from);
    while time <= world.span.end() {
        let next = time.saturating_add(step);
        if inside(time) {
            match spans.last_mut() {
                Some(last) if last.end() >= time => *last = Interval::between(last.start(), next),
                _ => spans.push(Interval::between(time, next)),
            }
        }
        time = next;
    }
    spans
}

/// Silences a radio inside the line.
pub(super) fn silent_inside_the_line(world: &World<'_>, radio: &mut Radio, plan: &Plan) {
    let spans = inside_the_line(world, plan);
    radio.off.extend(spans.into_iter().map(|span| (span, SilenceCause::SwitchOffIllicit)));
}

/// A radio with an honest-looking identity under the ship's flag.
pub(super) fn radio(world: &mut World<'_>, ship: &Ship) -> Radio {
    let identity = world.registry.identity(ship.kind, ship.mid);
    world.radio(Class::A, identity)
}

/// A radio that is never on.
pub(super) fn no_radio(world: &mut World<'_>, ship: &Ship) -> Radio {
    Radio { identities: Vec::new(), ..radio(world, ship) }
}

/// A radio that is silent inside the line, and from half a day before a meeting to half a day after it.
pub(super) fn falls_silent(world: &mut World<'_>, ship: &Ship, plan: &Plan, tryst: &Tryst) -> Radio {
    let mut radio = radio(world, ship);
    silent_inside_the_line(world, &mut radio, plan);
    let (before, after) = (world.dice.hours(5.0, 16.0), world.dice.hours(5.0, 16.0));
    radio.off.push((tryst.around(before, after), SilenceCause::SwitchOffIllicit));
    radio
}

/// Another identity for the same hull: another number, flag and name, no IMO number.
pub(super) fn alias(world: &mut World<'_>, ship: &Ship) -> Identity {
    let mid = false_flag(world);
    Identity { imo: 0, ..world.registry.identity(ship.kind, mid) }
}

/// Which way the cargo goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cargo {
    Gives,
    Takes,
}

/// Puts a ship of a story to sea. The crew types the new draught hours after the transfer, or never.
pub(super) fn enlist(
    world: &mut World<'_>,
    ship: Ship,
    plan: Plan,
    radio: Radio,
    (cargo, tryst): (Cargo, &Tryst),
) -> usize {
    let (aboard, change) =
        if cargo == Cargo::Gives { (tryst.tonnes, -tryst.tonnes) } else { (0.0, tryst.tonnes) };
    let draughts = draughts(world, &ship, aboard, &[(tryst.when.end(), change)]);
    put_to_sea(world, ship, plan, radio, draughts)
}

/// Puts a ship of a story to sea with the draughts that its crew types.
pub(super) fn put_to_sea(
    world: &mut World<'_>,
    ship: Ship,
    plan: Plan,
    radio: Radio,
    draughts: Vec<(Timestamp, Metres)>,
) -> usize {
    let destination =
        (*world.dice.pick(&["FOR ORDERS", "BUSAN", "ZHOUSHAN", "SEA", "QINGDAO", ""])).to_owned();
    let Ship { kind, role, size, .. } = ship;
    let stretches = plan.stretches;
    world.commission(Hull { kind, role, size, stretches, radio, draughts, destination, oddity: "" })
}

/// The draught with so much aboard, and those after each change of it in tonnes: typed hours later, or never.
pub(super) fn draughts(
    world: &mut World<'_>,
    ship: &Ship,
    mut aboard: f64,
    changes: &[(Timestamp, f64)],
) -> Vec<(Timestamp, Metres)> {
    let light = (ship.size.laden.0 * world.dice.between(0.5, 0.62)).max(2.0);
    let lies = |aboard: f64| tenth((light + aboard / tonnes_per_metre(ship)).min(ship.size.laden.0));
    let mut typed = vec![(world.always().start(), lies(aboard))];
    for (at, change) in changes {
        aboard += change;
        let late = world.dice.hours(0.0, 9.0);
        if world.dice.chance(0.6) {
            typed.push((at.saturating_add(late), lies(aboard)));
        }
    }
    typed
}

/// Tonnes that settle a hull from light to its marks.
pub(super) fn capacity(ship: &Ship) -> f64 {
    const LIGHT: f64 = 0.56;
    (ship.size.laden.0 * (1.0 - LIGHT) * tonnes_per_metre(ship)).round()
}

/// Tonnes that settle a hull by a metre: waterplane of length times beam times 0.82, sea water of 1.025 t/m3.
fn tonnes_per_metre(ship: &Ship) -> f64 {
    ship.size.length.0 * ship.size.beam.0 * 0.82 * 1.025
}

fn tenth(metres: f64) -> Metres {
    Metres((metres * 10.0).round() / 10.0)
}

//! Who takes part in a story and how they come and go.

use model::{Interval, Metres, Span, Timestamp};

use super::tryst::Tryst;
use crate::hull::{Class, Doing, Hull, Identity, Kind, Radio};
use crate::motion::Motion;
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
    let berth = world.berth_until(nampo, world.span.end()).unwrap_or(tryst.place);
    let mut plan = come_alongside(world, ship, berth, tryst, alongside);
    let speed = world.dice.knots(8.0, 11.0);
    world.sail(&mut plan, berth, speed);
    let motion = Motion::Still { berth, heading: world.dice.direction() };
    plan.keep(Together::alone(motion, Doing::Moored), world.span.end().saturating_add(Span::from_hours(1)));
    plan
}

/// The life of a foreign ship that comes alongside and then goes on trading.
pub(super) fn guest_plan(world: &mut World<'_>, ship: &Ship, tryst: &Tryst, alongside: Together) -> Plan {
    let home = world.any_harbour(None);
    let from = world.berth_until(home, tryst.when.start()).unwrap_or(tryst.place);
    let mut plan = come_alongside(world, ship, from, tryst, alongside);
    trade_on(world, &mut plan, ship);
    plan
}

fn come_alongside(
    world: &mut World<'_>,
    ship: &Ship,
    from: model::Position,
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

fn trade_on(world: &mut World<'_>, plan: &mut Plan, ship: &Ship) {
    let speed = ship.speed(&mut world.dice);
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        world.call(plan, next, speed);
    }
}

/// Whether a place is inside the line at which ships bound for Nampo usually fall silent.
pub(super) fn is_inside_the_line(at: model::Position) -> bool {
    at.lat() > 37.55 && at.lat() < 40.0 && at.lon() > 123.7 && at.lon() < 126.5
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
    let change = tryst.tonnes / tonnes_per_metre(&ship);
    let light = (ship.size.laden.0 * world.dice.between(0.5, 0.62)).max(2.0);
    let deep = (light + change).min(ship.size.laden.0);
    let (before, after) = if cargo == Cargo::Gives { (deep, light) } else { (light, deep) };
    let mut draughts = vec![(world.always().start(), tenth(before))];
    let late = world.dice.hours(0.0, 9.0);
    if world.dice.chance(0.6) {
        draughts.push((tryst.when.end().saturating_add(late), tenth(after)));
    }
    let destination =
        (*world.dice.pick(&["FOR ORDERS", "BUSAN", "ZHOUSHAN", "SEA", "QINGDAO", ""])).to_owned();
    let Ship { kind, role, size, .. } = ship;
    world.commission(Hull { kind, role, size, stretches: plan.stretches, radio, draughts, destination })
}

/// Tonnes that settle a hull by a metre: waterplane of length times beam times 0.82, sea water of 1.025 t/m3.
fn tonnes_per_metre(ship: &Ship) -> f64 {
    ship.size.length.0 * ship.size.beam.0 * 0.82 * 1.025
}

fn tenth(metres: f64) -> Metres {
    Metres((metres * 10.0).round() / 10.0)
}

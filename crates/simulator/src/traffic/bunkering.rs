//! Licensed bunkering: barges that go from ship to ship in an anchorage, both on air, for two to eight hours.

use model::{Interval, Metres, Position, Span, Timestamp};

use crate::harbour::{Ring, Spots};
use crate::hull::{Class, Doing, Hull, Kind};
use crate::motion::{Beside, Motion};
use crate::place::charted;
use crate::plan::{Plan, Together};
use crate::traffic::merchant;
use crate::world::{Ship, World};

/// Anchorages of Korea where bunkers are taken; those of Zhoushan are the chart's.
const KOREAN: [(f64, f64); 3] = [(34.58, 127.98), (35.42, 129.52), (34.98, 129.12)];

/// An anchorage with its tide.
struct Roads {
    spots: Spots,
    tide: f64,
}

/// A ship at anchor that is to be supplied.
struct Customer {
    lying: Together,
    beam: Metres,
    supply: Interval,
    meeting: usize,
}

/// So many barges, each with its customers.
pub(crate) fn add(world: &mut World<'_>, barges: usize) {
    let mut roads = all_roads(world);
    for k in 0..barges {
        let count = roads.len().max(1);
        if let Some(roads) = roads.get_mut(k % count) {
            work(world, roads);
        }
    }
}

fn all_roads(world: &mut World<'_>) -> Vec<Roads> {
    let listed = world.chart.anchorages().iter().filter(|anchorage| anchorage.bunkering);
    let mut centres: Vec<Position> = listed.map(|anchorage| anchorage.centre).collect();
    centres.extend(KOREAN.map(charted));
    let built = centres.into_iter().map(|centre| {
        let ring = Ring { centre, inner: 0.0, outer: 5_000.0, shore: 400.0 };
        let spots = ring.spots(25, world.climate.anchor_room, world.chart, &mut world.lanes, &mut world.dice);
        Roads { spots, tide: world.dice.unit() }
    });
    built.filter(|roads| roads.spots.room() > 3).collect()
}

/// The week of one barge.
fn work(world: &mut World<'_>, roads: &mut Roads) {
    let mid = *world.dice.pick(&[412, 413, 440, 441]);
    let mut barge = Ship::of_length(Kind::Bunker, "bunkering", (48.0, 92.0), mid, &mut world.dice);
    barge.class = Class::A;
    let always = world.always();
    let Some(home) = roads.spots.take(always, &mut world.dice) else { return };
    let rest = world.swing(home, roads.tide);
    let first = world.after_start(Span::from_hours(-6));
    let start = rest.place(first, Beside::default()).unwrap_or(home);
    let mut plan = Plan::new(start, first);
    let mut next = world.after_start(Span::ZERO).saturating_add(world.dice.hours(0.0, 20.0));
    let customers = 3 + world.dice.below(3);
    for _ in 0..customers {
        let patience = world.climate.patience;
        let long = world.dice.hours(2.0 * patience, 8.0 * patience);
        let supply = Interval::between(next, next.saturating_add(long));
        let Some(customer) = lie_at_anchor(world, roads, supply) else { continue };
        supplied(world, &mut plan, rest, &barge, &customer);
        next = plan.now.saturating_add(world.dice.hours(3.0, 30.0));
    }
    plan.join(Together::alone(rest, Doing::Anchored), world.span.end().saturating_add(Span::from_hours(1)));
    let hull = world.honest(barge, plan);
    world.commission(hull);
}

/// The barge waits for its hour, goes alongside, and stays as long as pumping takes.
fn supplied(world: &mut World<'_>, plan: &mut Plan, rest: Motion, barge: &Ship, customer: &Customer) {
    let over = barge.speed(&mut world.dice);
    plan.join(Together::alone(rest, Doing::Anchored), customer.supply.start());
    let abeam = (customer.beam.0 + barge.size.beam.0) / 2.0 + world.dice.between(2.0, 6.0);
    let beside = Beside { abeam: Metres(abeam), ahead: world.dice.metres(-30.0, 30.0) };
    if let Some(side) = customer.lying.motion.place(plan.now, beside) {
        world.sail(plan, side, over);
    }
    let alongside = customer.lying.beside(beside).met(customer.meeting);
    plan.join(alongside, customer.supply.end());
    let (away, over) = (world.dice.metres(500.0, 900.0), barge.speed(&mut world.dice));
    let clear = crate::place::Step::polar(world.dice.direction(), away);
    world.sail(plan, crate::place::stepped(plan.here, clear), over);
}

/// A merchant that comes to the anchorage, lies there round the supply and sails on.
fn lie_at_anchor(world: &mut World<'_>, roads: &mut Roads, supply: Interval) -> Option<Customer> {
    let ship = merchant::draw(&mut world.dice);
    let ship = Ship { role: "bunkering", class: Class::A, ..ship };
    let arrive = supply.start().saturating_add(Span::ZERO - world.dice.hours(1.0, 16.0));
    let leave = supply.end().saturating_add(world.dice.hours(0.5, 14.0));
    let spot = roads.spots.take(Interval::between(arrive, leave), &mut world.dice)?;
    let motion = world.swing(spot, roads.tide);
    let lying = Together::alone(motion, Doing::Anchored);
    let meeting = world.meeting("bunkering");
    let hull = customer_hull(world, &ship, spot, arrive, |plan| {
        plan.join(lying, supply.start());
        plan.keep(lying.met(meeting), supply.end());
        plan.keep(lying, leave);
    });
    world.commission(hull);
    Some(Customer { lying, beam: ship.size.beam, supply, meeting })
}

fn customer_hull(
    world: &mut World<'_>,
    ship: &Ship,
    spot: Position,
    arrive: Timestamp,
    lie: impl FnOnce(&mut Plan),
) -> Hull {
    let speed = ship.speed(&mut world.dice);
    let home = world.any_harbour(None);
    let from = world.berth_until(home, arrive).unwrap_or(spot);
    let mut plan = world.arriving(from, spot, speed, arrive);
    lie(&mut plan);
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        world.call(&mut plan, next, speed);
    }
    world.honest(*ship, plan)
}

//! An illicit call: cargo goes over a pier, and nobody is met at sea.

use model::{Interval, Position, Span, Timestamp};

use crate::harbour::Harbour;
use crate::hull::Doing;
use crate::motion::Motion;
use crate::plan::{Plan, Together};
use crate::truth::{Act, IncidentList};
use crate::world::{Incident, Ship, World};

/// When and where a ship lies, and how much goes over the pier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    pub(super) berth: Position,
    pub(super) when: Interval,
    pub(super) tonnes: f64,
}

impl Call {
    /// A call from a moment on, at a pier in the middle of a harbour.
    pub(super) fn at(
        world: &mut World<'_>,
        harbour: &str,
        start: Timestamp,
        stay: Span,
        tonnes: f64,
    ) -> Self {
        let when = Interval::between(start, start.saturating_add(stay));
        let harbour = world.harbour(harbour);
        Self { berth: pier(world, harbour, when), when, tonnes }
    }

    /// The life of a ship that comes from a place and has lain at the pier.
    pub(super) fn plan(&self, world: &mut World<'_>, ship: &Ship, from: Position) -> Plan {
        let speed = ship.speed(&mut world.dice);
        let mut plan = world.arriving(from, self.berth, speed, self.when.start());
        lie(world, &mut plan, self.when.end());
        plan
    }

    /// From so long before it to so long after it.
    pub(super) fn around(&self, before: Span, after: Span) -> Interval {
        let start = self.when.start().saturating_add(Span::ZERO - before);
        Interval::between(start, self.when.end().saturating_add(after))
    }

    /// What the truth says of it.
    pub(super) fn incident(&self, story: &str, cargo: &'static str, hull: usize) -> Incident {
        Incident {
            story: story.to_owned(),
            act: Act::Call,
            list: IncidentList::Dprk,
            cargo,
            tonnes: self.tonnes,
            when: self.when,
            position: self.berth,
            hulls: vec![hull],
            dark: None,
        }
    }
}

/// Sails to a pier in the middle of a harbour, lies there and returns when it left.
pub(super) fn land(
    world: &mut World<'_>,
    plan: &mut Plan,
    ship: &Ship,
    harbour: &str,
    stay: Span,
) -> Timestamp {
    let harbour = world.harbour(harbour);
    let when = Interval::between(plan.now, plan.now.saturating_add(Span::from_hours(96) + stay));
    let (pier, speed) = (pier(world, harbour, when), ship.speed(&mut world.dice));
    world.sail(plan, pier, speed);
    lie(world, plan, plan.now.saturating_add(stay));
    plan.now
}

/// Where tankers and bulk carriers lie: at the piers that the harbour is named for.
fn pier(world: &mut World<'_>, harbour: usize, when: Interval) -> Position {
    let Harbour { berths, .. } = &mut world.harbours[harbour];
    let free = berths.take_inmost(when).or_else(|| berths.any(&mut world.dice));
    free.expect("harbours without a berth are left out")
}

fn lie(world: &mut World<'_>, plan: &mut Plan, until: Timestamp) {
    let motion = Motion::Still { berth: plan.here, heading: world.dice.direction() };
    plan.keep(Together::alone(motion, Doing::Moored), until);
}

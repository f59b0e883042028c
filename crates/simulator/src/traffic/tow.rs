//! Tugs with a barge on a long line: two hulls close together and slow for a day, in tow and no transfer.

use model::{Knots, Span, Timestamp};

use crate::hull::{Class, Doing, Kind, Stretch};
use crate::motion::{Drift, Motion, Run};
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

/// So many tows, of two hulls each.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        tow(world);
    }
}

fn tow(world: &mut World<'_>) {
    let mid = *world.dice.pick(&[440, 412, 413]);
    let mut tug = Ship::of_length(Kind::Tug, "tow", (26.0, 42.0), mid, &mut world.dice);
    let mut barge = Ship::of_length(Kind::Barge, "tow", (50.0, 95.0), mid, &mut world.dice);
    (tug.class, barge.class) = (Class::A, Class::B);
    let meeting = world.meeting("tow");
    let speed = world.dice.knots(2.6, 6.0);
    let Some(plan) = voyage(world, meeting, speed) else { return };
    let line = world.dice.metres(220.0, 420.0);
    let lag = Span::from_secs_f64(line.0 / (speed.metres_per_second() * world.climate.pace));
    let behind = plan.stretches.iter().map(|stretch| astern(stretch, lag)).collect();
    let lead = world.honest(tug, plan.clone());
    world.commission(lead);
    let follow = world.honest(barge, Plan { stretches: behind, ..plan });
    world.commission(follow);
}

/// From harbour to harbour at 2.6 to 6 kn.
fn voyage(world: &mut World<'_>, meeting: usize, speed: Knots) -> Option<Plan> {
    let from = world.any_harbour(None);
    let berth = world.harbours[from].berths.any(&mut world.dice)?;
    let mut plan = Plan::new(berth, world.after_start(Span::from_hours(-20)));
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        let goal = world.harbours[next].anchorage.any(&mut world.dice).unwrap_or(berth);
        let first = plan.stretches.len();
        world.sail(&mut plan, goal, speed);
        let motion = world.drift(plan.here, plan.now);
        let until = plan.now.saturating_add(world.dice.hours(3.0, 20.0));
        plan.keep(Together::alone(motion, Doing::Drifting), until);
        for stretch in &mut plan.stretches[first..] {
            stretch.meeting = Some(meeting);
            stretch.doing = Doing::Towing;
        }
    }
    Some(plan)
}

/// The same stretch as the barge makes it: later by the length of the line.
fn astern(stretch: &Stretch, lag: Span) -> Stretch {
    let later = |time: Timestamp| time.saturating_add(lag);
    let motion = match stretch.motion {
        Motion::Run(run) => Motion::Run(Run { leave: later(run.leave), arrive: later(run.arrive), ..run }),
        Motion::Drift(drift) => Motion::Drift(Drift { since: later(drift.since), ..drift }),
        other => other,
    };
    Stretch { from: later(stretch.from), to: later(stretch.to), motion, ..*stretch }
}

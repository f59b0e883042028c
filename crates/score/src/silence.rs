//! What a silence says by itself: how sure it is that the hull was off the air, and whether it leaves time for Nampo, or for the
//! ports where the DPRK's tankers load.

use model::{Event, Finding, Gap, Metres, Position};

use crate::craft::Trade;
use crate::route::Routes;
use crate::world::World;

/// What reception says of a silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hearing {
    /// Others were heard: the silence is the hull's own.
    Good,
    /// Others were missed as well.
    Poor,
    /// Nobody was there to tell.
    Unknown,
}

/// What reception says of a silence: the model's probability, which knows how well the hull's waters are heard, unless hardly any other
/// was heard where it began. Without one nobody was there to tell while it lasted.
pub(crate) fn hearing(gap: &Gap, world: &World<'_>) -> Hearing {
    let limits = &world.weights.gap;
    let share = gap.reception.share().filter(|_| gap.reception.expected >= limits.least_expected);
    match gap.p_intentional {
        _ if share.is_some_and(|share| share < limits.poor_reception) => Hearing::Poor,
        Some(p) if p >= limits.intentional => Hearing::Good,
        Some(_) => Hearing::Poor,
        None => Hearing::Unknown,
    }
}

/// A silence that reception leaves little doubt of.
pub(crate) fn is_plain(gap: &Gap, world: &World<'_>) -> bool {
    let plain = |p| p >= world.weights.gap.plain;
    hearing(gap, world) == Hearing::Good && gap.p_intentional.is_some_and(plain)
}

/// Whether a silence is a run to Nampo: it began towards the line off Nampo, and ended with the archive or leaves time for a call
/// there; one that is shorter than voyages on record must be plainly the hull's own.
pub(crate) fn is_nampo_run(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    let leaves_time = || gap.reappeared.is_none() || may_hide_nampo(event, gap, world);
    is_bound_for_nampo(event, gap, world) && leaves_time()
}

/// Whether a silence leaves time for Nampo; one that is shorter than voyages on record must be plainly the hull's own.
pub(crate) fn may_hide_nampo(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    let quick = || is_plain(gap, world) && leaves_time_for_nampo(event, gap, world) == Some(true);
    reaches_nampo(event, gap, world) == Some(true) || quick()
}

/// Whether an event is a silence that reception explains.
pub(crate) fn is_explained(event: &Event, world: &World<'_>) -> bool {
    matches!(&event.finding, Finding::Gap(gap) if hearing(gap, world) == Hearing::Poor)
}

/// Whether a silence of as many days as voyages on record leaves time for Nampo; `None` while it is open, or where no way by sea is
/// known.
pub(crate) fn reaches_nampo(event: &Event, gap: &Gap, world: &World<'_>) -> Option<bool> {
    gap.reappeared?;
    let days = world.interval(event).span().hours() / 24.0;
    if days < world.weights.gap.nampo_min_days {
        return Some(false);
    }
    leaves_time_for_nampo(event, gap, world)
}

/// Whether a silence, however short, leaves time to go to Nampo, lie there and come to where the hull was heard again; from near the
/// line off Nampo a day and a half is enough. `None` as above.
pub(crate) fn leaves_time_for_nampo(event: &Event, gap: &Gap, world: &World<'_>) -> Option<bool> {
    leaves_time(event, gap, &world.to_nampo, world)
}

/// Whether a tanker with a link to the DPRK kept silent, or sent false positions, for long enough to load at Vostochny or Nakhodka and
/// come to where it was heard again.
pub(crate) fn is_supply_run(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    let hull = event.parties.a;
    let tanker = world.craft(hull).trade == Trade::Tanker && world.link(hull).is_some();
    let hides = || is_plain(gap, world) || world.hides_behind_false_positions(event);
    tanker && hides() && leaves_time(event, gap, &world.to_suppliers, world) == Some(true)
}

/// Whether a silence leaves time for the way to a harbour, a stay and the way to where the hull was heard again.
fn leaves_time(event: &Event, gap: &Gap, routes: &Routes, world: &World<'_>) -> Option<bool> {
    let limits = &world.weights.gap;
    let span = world.interval(event).span();
    let reappeared = gap.reappeared?;
    if span.hours() / 24.0 > limits.nampo_max_days {
        return Some(false);
    }
    let way = |at| routes.from(at, world.scene.chart);
    let metres = way(event.position)?.0 + way(reappeared)?.0;
    let hours = metres / model::Knots(limits.nampo_knots).metres_per_second() / 3600.0;
    Some(hours + limits.nampo_hours_alongside <= span.hours())
}

/// Whether a point ahead of where a silence began, looked for every five miles, lies in the box of the line.
pub(crate) fn is_bound_for_nampo(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    const STEP_NMI: f64 = 5.0;
    let limits = &world.weights.gap;
    let (Some(course), Some(speed)) = (gap.last_course, gap.last_speed) else { return false };
    let northbound = course.0 >= limits.heading_from_deg || course.0 <= limits.heading_to_deg;
    let steps = (limits.heading_nmi / STEP_NMI) as u32;
    let ahead = |step| {
        let miles = f64::from(step) * STEP_NMI;
        event.position.towards(course, Metres(miles * Metres::NAUTICAL_MILE.0))
    };
    let on_line = |at: Position| {
        (limits.heading_south..=limits.heading_north).contains(&at.lat())
            && (limits.heading_west..=limits.heading_east).contains(&at.lon())
    };
    northbound && speed.0 > limits.heading_knots && (0..=steps).map(ahead).any(on_line)
}

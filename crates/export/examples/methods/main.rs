//! Draws definitions of `docs/src/methods.md` from events of a case: an encounter, a wait, a silence with its prism, and an unseen
//! meeting with its radius, each the first event of the case that shows it well.
//!
//! The pictures of the manual are those of a simulated week:
//!
//!     darkwake simulate --days 7 --seed 1 --out world
//!     darkwake run world/archive --out case
//!     cargo run -p darkwake-export --example methods -- case docs/src/images

mod chart;
mod heard;
mod plan;

use std::error::Error;
use std::fs;
use std::path::Path;

use case::{Case, EventRow};
use model::{EventKind, Knots, Span, Timestamp};

use chart::{Chart, Level};
use heard::Heard;
use plan::Plan;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [case, folder] = &words[..] else { return Err("wanted a case and a folder for the pictures".into()) };
    let case = Case::open_found(case)?;
    let events = case.events()?;
    let pictures = [
        ("encounter", first(&case, &events, encounter)?),
        ("loitering", first(&case, &events, loitering)?),
        ("gap", first(&case, &events, gap)?),
        ("dark-rendezvous", dark_rendezvous(&case, &events)?),
    ];
    for (name, svg) in pictures {
        fs::write(Path::new(folder).join(format!("method-{name}.svg")), svg)?;
    }
    Ok(())
}

/// The picture of the first event that shows what is to be seen.
fn first(
    case: &Case,
    events: &[EventRow],
    draw: fn(&Case, &EventRow) -> Outcome<Option<String>>,
) -> Outcome<String> {
    let drawn = events.iter().find_map(|event| draw(case, event).transpose());
    drawn.unwrap_or_else(|| Err("the case holds no event to draw".into()))
}

fn hours(event: &EventRow) -> f64 {
    event.end.map_or(0.0, |end| (end - event.start).hours())
}

/// The distance of two hulls, minute by minute, and when it was observed: of an encounter in which it goes beyond the enter
/// distance and not beyond the leave distance.
fn encounter(case: &Case, event: &EventRow) -> Outcome<Option<String>> {
    let minutes = [event.observed_minutes, event.bridged_minutes].map(Option::unwrap_or_default);
    let (Some(end), Some(other)) = (event.end, event.mmsi_b) else { return Ok(None) };
    if event.kind != EventKind::Encounter || minutes.iter().any(|part| *part < 45.0) || hours(event) > 16.0 {
        return Ok(None);
    }
    let (from, to) = around(event, Span::from_hours(2));
    let (a, b) = (Heard::of(case, event.mmsi_a, from, to)?, Heard::of(case, other, from, to)?);
    let points = every_minute(from, to).filter_map(|at| {
        let distance = a.place_at(at)?.distance(b.place_at(at)?);
        Some((at, distance.0, a.is_observed(at) && b.is_observed(at)))
    });
    let points: Vec<(Timestamp, f64, bool)> = points.collect();
    let inside = |at: Timestamp| event.start < at && at < end;
    let widest = points.iter().filter(|point| inside(point.0)).map(|point| point.1).fold(0.0, f64::max);
    let comes = points.iter().any(|(at, metres, _)| *at < event.start && *metres > 1_000.0);
    if !(500.0..700.0).contains(&widest) || !comes {
        return Ok(None);
    }
    let [observed, bridged] = minutes;
    let chart = Chart {
        title: format!("An encounter: {observed:.0} minutes observed, {bridged:.0} bridged"),
        axis: "metres between the antennas",
        span: (from, to),
        top: 1_500.0,
        points,
        told: ["observed: both heard within the hour", "bridged: one not heard for longer"],
        levels: vec![Level { at: 500.0, told: "enter 500 m" }, Level { at: 700.0, told: "leave 700 m" }],
        event: (event.start, end),
        heard: vec![("fixes of the first", a.times()), ("fixes of the second", b.times())],
    };
    Ok(Some(chart.draw()))
}

/// The speed that a hull made good over an hour, and when that made a wait: of one that was seen to come and to go.
fn loitering(case: &Case, event: &EventRow) -> Outcome<Option<String>> {
    let is_wait = event.kind == EventKind::Loitering && event.fixes.is_some_and(|fixes| fixes >= 15);
    let Some(end) = event.end.filter(|_| is_wait) else { return Ok(None) };
    let (from, to) = around(event, Span::from_hours(3));
    let hull = Heard::of(case, event.mmsi_a, from, to)?;
    let half = Span::from_minutes(30);
    let points = every_minute(from, to).filter_map(|at| {
        let before = hull.place_at(at.saturating_add(Span::ZERO - half))?;
        let metres = before.distance(hull.place_at(at.saturating_add(half))?);
        let knots = Knots::from_metres_per_second(metres.0 / (2.0 * half.secs())).0;
        Some((at, knots, hull.is_observed(at)))
    });
    let points: Vec<(Timestamp, f64, bool)> = points.collect();
    let sails = |is_there: &dyn Fn(Timestamp) -> bool| {
        let there = points.iter().filter(|point| is_there(point.0));
        there.filter(|(_, knots, _)| *knots > 4.0).count() > 60
    };
    if !(5.0..14.0).contains(&hours(event)) || !sails(&|at| at < event.start) || !sails(&|at| at > end) {
        return Ok(None);
    }
    let adrift = event.drift_m.unwrap_or_default() / 1000.0;
    let chart = Chart {
        title: format!("A wait: {:.1} h below 2 kn, {adrift:.1} km adrift", hours(event)),
        axis: "knots made good over an hour",
        span: (from, to),
        top: 12.0,
        points,
        told: ["heard within the hour", "not heard for longer"],
        levels: vec![Level { at: 2.0, told: "2 kn" }],
        event: (event.start, end),
        heard: vec![("fixes", hull.times())],
    };
    Ok(Some(chart.draw()))
}

/// Where a silent hull can have been: all in all, and at three moments.
fn gap(case: &Case, event: &EventRow) -> Outcome<Option<String>> {
    let off = event.p_intentional.is_some_and(|off| off > 0.5) && event.mmsi_b.is_none();
    let under_way = event.implied_speed_kn.is_some_and(|knots| (4.0..10.0).contains(&knots));
    let at_sea = event.shore_km.is_some_and(|shore| shore > 60.0);
    if event.kind != EventKind::Gap || !off || !under_way || !at_sea || !(8.0..40.0).contains(&hours(event)) {
        return Ok(None);
    }
    let (from, to) = around(event, Span::from_hours(8));
    let title = format!("A silence of {:.1} h and its prism at 12 kn", hours(event));
    let mut plan = Plan::new(title, event.lat, event.lon);
    plan.prism(event, &[0.25, 0.5, 0.75])?;
    plan.track(&Heard::of(case, event.mmsi_a, from, to)?, "b");
    Ok(Some(plan.draw()))
}

/// A hull that waits, one that is silent, and where they are taken to have met: the last fix before the silence not so far
/// off that the radius were a dot.
fn dark_rendezvous(case: &Case, events: &[EventRow]) -> Outcome<String> {
    let drawn = events.iter().find_map(|event| {
        let radius = event.pair_radius_km.filter(|_| event.p_met.is_some_and(|met| met > 0.3))?;
        let during = |gap: &&EventRow| {
            let is_near = gap.distance_m.is_some_and(|metres| metres < 1000.0 * 15.0 * radius);
            let holds = gap.start <= event.start && gap.end >= event.end;
            gap.kind == EventKind::Gap && Some(gap.mmsi_a) == event.mmsi_b && holds && is_near
        };
        let waits = |wait: &&EventRow| {
            wait.kind == EventKind::Loitering
                && wait.mmsi_a == event.mmsi_a
                && wait.start <= event.start
                && wait.end >= event.end
        };
        Some((event, events.iter().find(during)?, events.iter().find(waits)?))
    });
    let (event, gap, wait) = drawn.ok_or("the case holds no unseen meeting to draw")?;
    let [met, radius] = [event.p_met, event.pair_radius_km].map(Option::unwrap_or_default);
    let title = format!("An unseen meeting: probability {met:.2}, nine times in ten within {radius:.1} km");
    let mut plan = Plan::new(title, event.lat, event.lon);
    plan.prism(gap, &[])?;
    let (from, to) = around(gap, Span::from_hours(1));
    plan.track(&Heard::of(case, gap.mmsi_a, from, to)?, "b");
    let (from, to) = around(wait, Span::ZERO);
    plan.track(&Heard::of(case, wait.mmsi_a, from, to)?, "a");
    plan.mark(wait, "waits");
    plan.radius(event);
    Ok(plan.draw())
}

fn around(event: &EventRow, margin: Span) -> (Timestamp, Timestamp) {
    let end = event.end.unwrap_or(event.start);
    (event.start.saturating_add(Span::ZERO - margin), end.saturating_add(margin))
}

fn every_minute(from: Timestamp, to: Timestamp) -> impl Iterator<Item = Timestamp> {
    let minutes = ((to - from).minutes() as i64).max(0);
    (0..=minutes).map(move |minute| from.saturating_add(Span::from_minutes(minute)))
}

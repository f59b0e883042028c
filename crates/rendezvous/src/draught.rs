//! Draught changes: cargo that came aboard or went over the side away from ports.

use chart::Chart;
use model::{
    DraughtChange, Event, EventKind, Finding, Fix, Interval, Knots, Metres, NavStatus, Parties, Said, Span,
    Timestamp, Track, Vessel,
};

use crate::prism::Ends;
use crate::{DraughtOptions, Options};

/// Changes of a hull's reported draught that its own silences, waits or meetings may explain, by time: the event went on
/// when the old draught was first reported or came later, the new one was first reported during it or soon after, and no
/// port visit began since the old one was last reported. A visit that went on when it was reported leaves the change in
/// doubt. A change begins with its event, or when the old draught was first reported if that is later.
/// Of such events a meeting gives the place before a wait and a wait before a silence, of one sort the nearest in time
/// to the report. Events of other hulls are ignored.
pub fn draught_changes(
    vessel: &Vessel,
    track: Option<&Track>,
    events: &[Event],
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let changes: Vec<_> = changes(vessel, &options.draught).collect();
    let calls = Calls { chart, options, usual_speed: options.dark.top_speed.of(Some(vessel)) };
    if changes.is_empty() {
        return Vec::new();
    }
    let own = |event: &&Event| event.parties.a == vessel.hull || event.parties.b == Some(vessel.hull);
    let (visits, others): (Vec<&Event>, Vec<&Event>) =
        events.iter().filter(own).partition(|event| event.kind() == EventKind::PortVisit);
    let visits: Vec<Interval> = visits.into_iter().map(Event::interval).collect();
    let found = changes.into_iter().filter_map(|[before, after]| {
        let away = others.iter().filter(|event| is_away(event));
        let explaining = away.filter(|event| explains(event, &before, &after, &visits, &options.draught));
        let likeliest = explaining.max_by_key(|event| likeliness(event, &after))?;
        let between = Interval::between(before.last.time, after.first.time);
        let in_port = visits.iter().any(|visit| visit.contains(between.start()));
        let call_possible = in_port || track.is_some_and(|track| could_have_called(track, between, &calls));
        let change = DraughtChange { before: before.draught, after: after.draught, call_possible };
        Some(event(vessel, likeliest, change, [before, after]))
    });
    found.collect()
}

/// A draught, reported one or more times in a row.
#[derive(Clone, Copy)]
struct Reported<'a> {
    draught: Metres,
    first: Said<'a>,
    last: Said<'a>,
}

/// Each draught that differs enough from the one reported before it.
fn changes<'a>(
    vessel: &'a Vessel,
    options: &DraughtOptions,
) -> impl Iterator<Item = [Reported<'a>; 2]> + use<'a> {
    let options = *options;
    let reported = reported(vessel);
    let pairs: Vec<[Reported<'a>; 2]> = reported.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.into_iter().filter(move |[before, after]| {
        let change = (after.draught.0 - before.draught.0).abs();
        // Draughts come in decimetres: a change of five is one.
        let margin = 1e-6;
        change + margin >= options.at_least.0 || change + margin >= options.at_least_share * before.draught.0
    })
}

/// The draughts that a hull reported, each as long as it held.
fn reported(vessel: &Vessel) -> Vec<Reported<'_>> {
    let mut reported: Vec<Reported<'_>> = Vec::new();
    for report in vessel.timeline.iter() {
        match (report.draught, reported.last_mut()) {
            (Some(draught), Some(held)) if held.draught == draught => held.last = report,
            (Some(draught), _) => reported.push(Reported { draught, first: report, last: report }),
            (None, _) => {}
        }
    }
    reported
}

fn is_away(event: &Event) -> bool {
    matches!(event.kind(), EventKind::Gap | EventKind::Loitering | EventKind::Encounter)
        && event.end.is_some()
}

fn explains(
    event: &Event,
    before: &Reported<'_>,
    after: &Reported<'_>,
    visits: &[Interval],
    options: &DraughtOptions,
) -> bool {
    let when = event.interval();
    let told: Timestamp = after.first.time;
    let since = before.last.time.min(when.start());
    let called =
        |visit: &Interval| since < visit.start() && visit.start() < told || visit.contains(when.start());
    let while_it_held = before.first.time < when.end() && when.start() <= told;
    while_it_held && told - when.end() <= options.within && !visits.iter().any(called)
}

/// Which of several events explains a change best.
fn likeliness(event: &Event, after: &Reported<'_>) -> (u8, Span, Span) {
    let sort = match event.kind() {
        EventKind::Encounter => 2,
        EventKind::Loitering => 1,
        _ => 0,
    };
    let late = (after.first.time - event.interval().end()).max(Span::ZERO);
    (sort, Span::ZERO - late, event.interval().span())
}

/// What it takes to say whether a hull can have called at a berth.
struct Calls<'a> {
    chart: &'a Chart,
    options: &'a Options,
    /// Of hulls of its kind.
    usual_speed: Knots,
}

/// Whether cargo can have moved at a berth between two moments: the hull lay at the shore or said that it was moored,
/// since not every berth is charted, or was silent for long enough to call at a port.
fn could_have_called(track: &Track, between: Interval, calls: &Calls<'_>) -> bool {
    let Calls { chart, options, .. } = *calls;
    let from = track.fixes.partition_point(|fix| fix.time < between.start()).saturating_sub(1);
    let length = track.fixes[from..].partition_point(|fix| fix.time <= between.end());
    // The silence in which the second moment lies belongs to it.
    let fixes = &track.fixes[from..(from + length + 1).min(track.fixes.len())];
    lay_at_shore(fixes, chart, &options.draught)
        || was_moored(fixes, chart, &options.draught)
        || was_silent_near_a_port(fixes, calls)
}

/// By its own word; far off shore a hull is moored to another.
fn was_moored(fixes: &[Fix], chart: &Chart, options: &DraughtOptions) -> bool {
    let mut moored = fixes.iter().filter(|fix| fix.status().is_some_and(NavStatus::is_moored));
    moored.any(|fix| chart.shore_distance(fix.position) <= options.moored_shore)
}

fn lay_at_shore(fixes: &[Fix], chart: &Chart, options: &DraughtOptions) -> bool {
    let mut first = 0;
    (0..fixes.len()).any(|at| {
        while fixes[first].position.distance(fixes[at].position) > options.berth_room {
            first += 1;
        }
        let lay = fixes[at].time - fixes[first].time;
        lay >= options.call && chart.shore_distance(fixes[at].position) <= options.berth_shore
    })
}

fn was_silent_near_a_port(fixes: &[Fix], &Calls { chart, options, usual_speed }: &Calls<'_>) -> bool {
    let pairs = fixes.windows(2);
    pairs.filter(|pair| pair[1].time - pair[0].time > options.draught.call).any(|pair| {
        let (last, next) = (pair[0].position, pair[1].position);
        let under_way = (pair[1].time - pair[0].time) - options.draught.call;
        let ends = Ends { last: &pair[0], next: Some(&pair[1]) };
        let reach = ends.top_speed(usual_speed, &options.dark).metres_per_second() * under_way.secs();
        let near = [last, last.interpolate(next, 0.5), next].map(|place| chart.nearest_port(place));
        near.into_iter()
            .flatten()
            .any(|(port, _)| last.distance(port.position).0 + port.position.distance(next).0 <= reach)
    })
}

fn event(vessel: &Vessel, away: &Event, change: DraughtChange, [before, after]: [Reported<'_>; 2]) -> Event {
    Event {
        finding: Finding::DraughtChange(change),
        parties: Parties { a: vessel.hull, b: None },
        start: away.start.max(before.first.time),
        end: Some(after.first.time),
        position: away.position,
        surroundings: away.surroundings,
        cites: [before.last, after.first].map(|report| report.location).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use model::{FileId, Identity, Location, Loitering, StaticReport, Transmitter};

    use super::*;
    use crate::world::{CHART, every, hull, minute, place, track};
    use model::{PortVisit, Surroundings};

    fn vessel(draughts: &[(f64, f64)]) -> Vessel {
        let report = |&(at, draught): &(f64, f64)| StaticReport {
            mmsi: hull(440_000_001).mmsi,
            time: minute(at),
            imo: None,
            name: None,
            call_sign: None,
            ship_type: None,
            dimensions: None,
            draught: Some(Metres(draught)),
            destination: None,
            location: Location::row(FileId(1), at as u64 + 1),
        };
        Vessel {
            hull: hull(440_000_001),
            identity: Identity::default(),
            timeline: draughts.iter().map(report).collect(),
            transmitter: Transmitter::ClassA,
            first_seen: minute(0.0),
            last_seen: minute(9000.0),
            unplaced: Vec::new(),
        }
    }

    fn away(from: f64, to: f64) -> Event {
        let finding = Finding::Loitering(Loitering {
            mean_speed: Knots(0.5),
            drift: Metres(500.0),
            fixes: 50,
            longest_silence: Span::from_minutes(10),
        });
        Event {
            finding,
            parties: Parties { a: hull(440_000_001), b: None },
            start: minute(from),
            end: Some(minute(to)),
            position: place(0.0, 0.0),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    fn call(from: f64, to: f64) -> Event {
        let visit = PortVisit { port: "Busan".to_owned(), country: "KR".to_owned(), confidence: 4 };
        Event { finding: Finding::PortVisit(visit), ..away(from, to) }
    }

    fn found(vessel: &Vessel, events: &[Event]) -> Vec<Event> {
        draught_changes(vessel, None, events, &CHART, &Options::default())
    }

    #[test]
    fn a_tanker_half_a_metre_deeper_after_a_wait_at_sea_took_something_aboard() {
        let change = DraughtChange { before: Metres(6.0), after: Metres(6.5), call_possible: false };
        let events = found(&vessel(&[(0.0, 6.0), (900.0, 6.5)]), &[away(300.0, 800.0)]);
        assert_eq!(events[0].finding, Finding::DraughtChange(change));
        assert!(found(&vessel(&[(0.0, 6.0), (900.0, 6.4)]), &[away(300.0, 800.0)]).is_empty());
    }

    #[test]
    fn a_small_ship_changes_by_share() {
        assert_eq!(found(&vessel(&[(0.0, 4.0), (900.0, 3.6)]), &[away(300.0, 800.0)]).len(), 1);
    }

    #[test]
    fn a_draught_changed_in_port_says_nothing_of_the_sea() {
        let ship = vessel(&[(0.0, 6.0), (1500.0, 9.0)]);
        let wait = away(300.0, 800.0);
        assert!(found(&ship, &[wait.clone(), call(1000.0, 1400.0)]).is_empty());
        assert!(found(&ship, &[wait.clone(), call(50.0, 200.0)]).is_empty());
        assert_eq!(found(&ship, &[wait.clone(), call(-500.0, -100.0)]).len(), 1);
        let Finding::DraughtChange(typed_in_port) = &found(&ship, &[wait, call(-500.0, 100.0)])[0].finding
        else {
            panic!("a change")
        };
        assert!(typed_in_port.call_possible);
    }

    #[test]
    fn what_was_over_before_a_draught_was_first_told_does_not_explain_that_it_was_given_up() {
        let ship = vessel(&[(0.0, 6.0), (900.0, 9.0), (2000.0, 9.0), (2100.0, 6.0)]);
        let changed = |waits: &[Event]| -> Vec<(f64, Metres)> {
            let told = |event: Event| match event.finding {
                Finding::DraughtChange(change) => ((event.start - minute(0.0)).minutes(), change.after),
                _ => panic!("{event:?}"),
            };
            found(&ship, waits).into_iter().map(told).collect()
        };
        assert_eq!(changed(&[away(300.0, 800.0)]), [(300.0, Metres(9.0))]);
        assert_eq!(changed(&[away(300.0, 1000.0)]), [(300.0, Metres(9.0)), (900.0, Metres(6.0))]);
    }

    #[test]
    fn a_silence_that_leaves_time_for_a_port_leaves_the_change_in_doubt() {
        let silent = |hours: f64| {
            let heard = every(10.0, 0.0, 300.0).chain(every(10.0, 300.0 + hours * 60.0, 3900.0));
            track(440_000_001, heard.map(|minute| (minute, place(0.0, 0.0))))
        };
        let ship = vessel(&[(0.0, 6.0), (3600.0, 9.0)]);
        let doubt = |track: &Track| {
            let found =
                draught_changes(&ship, Some(track), &[away(300.0, 800.0)], &CHART, &Options::default());
            let [Event { finding: Finding::DraughtChange(change), .. }] = &found[..] else {
                panic!("{found:?}")
            };
            change.call_possible
        };
        // The nearest ports are more than 100 km away.
        assert!(doubt(&silent(40.0)) && !doubt(&silent(10.0)));
    }
}

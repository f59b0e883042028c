//! Draught changes: cargo that came aboard or went over the side away from ports.

use model::{
    DraughtChange, Event, EventKind, Finding, Interval, Metres, Parties, Span, StaticReport, Timestamp,
    Vessel,
};

use crate::{DraughtOptions, Options};

/// Changes of a hull's reported draught that its own `events` (silences, waits, meetings) may explain, by time: the
/// new draught was first reported during the event or soon after it, and no port visit lies between. The longest such
/// event gives the place. Events and visits of other hulls are ignored.
pub fn draught_changes(vessel: &Vessel, events: &[Event], visits: &[Event], options: &Options) -> Vec<Event> {
    let changes: Vec<_> = changes(vessel, &options.draught).collect();
    if changes.is_empty() {
        return Vec::new();
    }
    let own = |event: &&Event| event.parties.a == vessel.hull || event.parties.b == Some(vessel.hull);
    let visits: Vec<Interval> = visits.iter().filter(own).map(Event::interval).collect();
    let away: Vec<&Event> = events.iter().filter(own).filter(|event| is_away(event)).collect();
    let found = changes.into_iter().filter_map(|(before, after)| {
        let explains = |event: &&&Event| explains(event, &after, &visits, &options.draught);
        let longest = away.iter().filter(explains).max_by_key(|event| event.interval().span())?;
        Some(event(vessel, longest, &before, &after))
    });
    found.collect()
}

/// A draught and the report that first gave it.
struct Reported<'a> {
    draught: Metres,
    report: &'a StaticReport,
}

/// Each draught that differs enough from the one reported before it. The timeline holds changes only, so a draught
/// holds until the next report.
fn changes<'a>(
    vessel: &'a Vessel,
    options: &DraughtOptions,
) -> impl Iterator<Item = (Reported<'a>, Reported<'a>)> {
    let reported = || {
        let known = vessel.timeline.iter();
        known.filter_map(|report| Some(Reported { draught: report.draught?, report }))
    };
    let options = *options;
    reported().zip(reported().skip(1)).filter(move |(before, after)| {
        let change = (after.draught.0 - before.draught.0).abs();
        // Draughts come in decimetres: a change of five is one.
        let margin = 1e-6;
        change + margin >= options.at_least.0 || change + margin >= options.at_least_share * before.draught.0
    })
}

fn is_away(event: &Event) -> bool {
    matches!(event.kind(), EventKind::Gap | EventKind::Loitering | EventKind::Encounter)
        && event.end.is_some()
}

fn explains(event: &Event, after: &Reported<'_>, visits: &[Interval], options: &DraughtOptions) -> bool {
    let when = event.interval();
    let told: Timestamp = after.report.time;
    let between = Interval::between(when.start(), told);
    when.start() <= told
        && told - when.end() <= options.within
        && visits.iter().all(|visit| visit.overlap(between).is_none_or(|shared| shared.span() == Span::ZERO))
}

fn event(vessel: &Vessel, away: &Event, before: &Reported<'_>, after: &Reported<'_>) -> Event {
    Event {
        finding: Finding::DraughtChange(DraughtChange { before: before.draught, after: after.draught }),
        parties: Parties { a: vessel.hull, b: None },
        start: away.start,
        end: Some(after.report.time),
        position: away.position,
        surroundings: away.surroundings,
        cites: vec![before.report.location, after.report.location],
    }
}

#[cfg(test)]
mod tests {
    use model::{FileId, Identity, Location, Loitering, Transmitter};

    use super::*;
    use crate::world::{hull, minute, place};
    use model::{Knots, Surroundings};

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

    #[test]
    fn a_tanker_half_a_metre_deeper_after_a_wait_at_sea_took_something_aboard() {
        let found = draught_changes(
            &vessel(&[(0.0, 6.0), (900.0, 6.5)]),
            &[away(300.0, 800.0)],
            &[],
            &Options::default(),
        );
        assert_eq!(
            found[0].finding,
            Finding::DraughtChange(DraughtChange { before: Metres(6.0), after: Metres(6.5) })
        );
        let less = draught_changes(
            &vessel(&[(0.0, 6.0), (900.0, 6.4)]),
            &[away(300.0, 800.0)],
            &[],
            &Options::default(),
        );
        assert!(less.is_empty());
    }

    #[test]
    fn a_small_ship_changes_by_share() {
        let found = draught_changes(
            &vessel(&[(0.0, 4.0), (900.0, 3.6)]),
            &[away(300.0, 800.0)],
            &[],
            &Options::default(),
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_draught_changed_in_port_says_nothing_of_the_sea() {
        let ship = vessel(&[(0.0, 6.0), (1500.0, 9.0)]);
        let (wait, visit) = (away(300.0, 800.0), away(1000.0, 1400.0));
        assert!(
            draught_changes(&ship, std::slice::from_ref(&wait), &[visit], &Options::default()).is_empty()
        );
        assert_eq!(draught_changes(&ship, &[wait], &[away(-500.0, 200.0)], &Options::default()).len(), 1);
    }
}

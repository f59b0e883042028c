//! Port visits: came, stopped, left. After Global Fishing Watch's anchorages pipeline.

use chart::{Chart, Port};
use model::{Event, Finding, Fix, Knots, Parties, PortVisit, Track};

use crate::ports_near::PortsNear;
use crate::{Options, PortVisitOptions, surroundings};

/// The port visits of a hull, by start: from the first fix inside the enter distance of a port to the last one before
/// it is outside the leave distance.
///
/// Confidence: 4 with arrival, stop and departure heard; 3 with a stop and one of the others; 2 with a stop only;
/// 1 without a stop. A long silence inside may hide a stop and counts as one.
pub fn port_visits(track: &Track, chart: &Chart, options: &Options) -> Vec<Event> {
    let visits = visits(&track.fixes, chart, &options.port_visit).into_iter();
    let sure = visits.filter(|visit| visit.confidence() >= options.port_visit.least_confidence);
    sure.map(|visit| visit.event(track, chart, options)).collect()
}

fn visits<'a>(fixes: &'a [Fix], chart: &'a Chart, options: &PortVisitOptions) -> Vec<Visit<'a>> {
    let mut ports = PortsNear::within(options.enter, chart);
    let mut visits: Vec<Visit<'a>> = Vec::new();
    let mut open: Option<Visit<'a>> = None;
    for (at, fix) in fixes.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &fixes[before]);
        if let Some(mut visit) = open.take() {
            if visit.port.position.distance(fix.position) <= options.leave {
                let stopped = visit.stay(fix, options);
                let where_it_stopped = stopped.then(|| ports.at(fix.position)).flatten();
                visit.port = where_it_stopped.unwrap_or(visit.port);
                open = Some(visit);
                continue;
            }
            visit.leave(fix, options);
            visits.push(visit);
        }
        open = ports.at(fix.position).map(|port| Visit::begin(port, before, fix, options));
    }
    visits.extend(open);
    visits
}

struct Visit<'a> {
    /// The nearest to where it first stopped, or else to where it came.
    port: &'a Port,
    first: &'a Fix,
    /// Where it first stopped.
    stopped: Option<&'a Fix>,
    last: &'a Fix,
    came: bool,
    left: bool,
}

impl<'a> Visit<'a> {
    /// An arrival was heard if the fix before, outside, is not long ago.
    fn begin(port: &'a Port, before: Option<&Fix>, fix: &'a Fix, options: &PortVisitOptions) -> Self {
        let came = before.is_some_and(|before| fix.time - before.time < options.silence);
        let stopped = is_stopped(None, fix, options).then_some(fix);
        Self { port, first: fix, stopped, last: fix, came, left: false }
    }

    /// Whether it is here that it first stopped.
    fn stay(&mut self, fix: &'a Fix, options: &PortVisitOptions) -> bool {
        let hidden = fix.time - self.last.time >= options.silence;
        let stops = self.stopped.is_none() && (hidden || is_stopped(Some(self.last), fix, options));
        if stops {
            self.stopped = Some(fix);
        }
        self.last = fix;
        stops
    }

    /// `fix` is the first one outside.
    fn leave(&mut self, fix: &'a Fix, options: &PortVisitOptions) {
        self.left = fix.time - self.last.time < options.silence;
    }

    fn confidence(&self) -> u8 {
        match (self.stopped, u8::from(self.came) + u8::from(self.left)) {
            (None, _) => 1,
            (Some(_), heard) => 2 + heard,
        }
    }

    fn event(&self, track: &Track, chart: &Chart, options: &Options) -> Event {
        let place = self.stopped.unwrap_or(self.first);
        let mut cites = vec![self.first.location, place.location, self.last.location];
        cites.dedup();
        Event {
            finding: Finding::PortVisit(PortVisit {
                port: self.port.name.clone(),
                country: self.port.country.clone(),
                confidence: self.confidence(),
            }),
            parties: Parties { a: track.hull, b: None },
            start: self.first.time,
            end: Some(self.last.time),
            position: place.position,
            surroundings: surroundings(place.position, chart, options),
            cites,
        }
    }
}

/// At the speed reported, or else at the one made good since the fix before.
fn is_stopped(before: Option<&Fix>, fix: &Fix, options: &PortVisitOptions) -> bool {
    let made_good = before.map(|before| {
        let metres = before.position.distance(fix.position).0;
        Knots::from_metres_per_second(metres / (fix.time - before.time).secs().max(1.0))
    });
    fix.speed().or(made_good).is_some_and(|speed| speed <= options.stop)
}

#[cfg(test)]
mod tests {
    use model::{Metres, Position};

    use super::*;
    use crate::world::{CHART, every, from, lying, track};

    fn busan() -> Position {
        CHART.ports().iter().find(|port| port.name == "Pusan" || port.name == "Busan").unwrap().position
    }

    fn confidences(track: &Track) -> Vec<u8> {
        let mut options = Options::default();
        options.port_visit.least_confidence = 1;
        let visits = port_visits(track, &CHART, &options);
        let confidence = |event: &Event| match &event.finding {
            Finding::PortVisit(visit) => visit.confidence,
            _ => 0,
        };
        visits.iter().map(confidence).collect()
    }

    /// Comes at 10 kn, lies for `stay` minutes, goes.
    fn caller(stay: f64, step: f64) -> Track {
        let way = move |at: f64| 308.0 * ((-at).max(0.0) + (at - stay).max(0.0));
        track(440_000_001, every(step, -60.0, stay + 60.0).map(|at| (at, from(busan(), way(at), 0.0))))
    }

    #[test]
    fn a_ship_heard_coming_lying_and_going_visited_the_port_for_sure() {
        assert_eq!(confidences(&caller(600.0, 5.0)), [4]);
    }

    #[test]
    fn a_ship_that_passes_the_pier_without_stopping_is_no_sure_visitor() {
        assert_eq!(confidences(&caller(0.0, 3.0)), [1]);
        assert!(port_visits(&caller(0.0, 3.0), &CHART, &Options::default()).is_empty());
    }

    #[test]
    fn a_ship_that_passes_one_port_and_lies_at_the_next_visited_the_next() {
        let port = |name: &str| CHART.ports().iter().find(|port| port.name == name).unwrap().position;
        let (passed, lay) = (port("Sarnia"), port("Port Huron"));
        let way = every(5.0, -60.0, 0.0).map(|at| (at, from(passed, 308.0 * at, 0.0)));
        let stays = every(5.0, 10.0, 600.0).map(|at| (at, lay));
        let visits = port_visits(&track(440_000_001, way.chain(stays)), &CHART, &Options::default());
        let names = visits.iter().map(|event| match &event.finding {
            Finding::PortVisit(visit) => visit.port.as_str(),
            _ => panic!("{event:?}"),
        });
        assert_eq!(names.collect::<Vec<_>>(), ["Port Huron"]);
    }

    #[test]
    fn a_visit_of_which_only_the_stop_was_heard_is_less_sure() {
        assert_eq!(confidences(&lying(440_000_001, busan(), 0.0, 600.0)), [2]);
    }

    #[test]
    fn a_ship_that_swings_across_the_enter_distance_visits_once() {
        let swing = |at: f64| if at % 10.0 == 0.0 { 2900.0 } else { 3300.0 };
        let ship = track(440_000_001, every(5.0, 0.0, 600.0).map(|at| (at, from(busan(), swing(at), 0.0))));
        assert_eq!(confidences(&ship).len(), 1);
        assert!(CHART.nearest_port(busan()).unwrap().1 < Metres(1.0));
    }
}

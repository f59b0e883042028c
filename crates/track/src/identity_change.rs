//! One hull goes on under another number: the old one falls silent for good, a new one appears within its reach.
//!
//! Ships leave and enter reception all the time, so a new number within reach is weak evidence alone. Each fact
//! (place, time, dimensions, IMO number, name, call sign) counts by how much likelier it is for one hull than for
//! two, and every other number that could as well be the old hull, or the new one, takes its share.

use model::{
    Event, Finding, Fix, Fleet, IdentityChange, MmsiKind, Parties, Surroundings, Timestamp, Track, Vessel,
};

use crate::IdentityChangeOptions;
use crate::likeness::Likeness;

/// Numbers that fell silent for good and came back as another, by time; one for each old and each new hull at most.
pub fn identity_changes(fleet: &Fleet, options: &IdentityChangeOptions) -> Vec<Event> {
    let candidates = candidates(&hulls(fleet, options), &Likeness::learn(&fleet.vessels, options), options);
    let (of_old, of_new) =
        (totals(&candidates, |pair| pair.old.index), totals(&candidates, |pair| pair.new.index));
    let mut events: Vec<Event> = Vec::new();
    for candidate in &candidates {
        let claims = of_old[candidate.old.index] + of_new[candidate.new.index] - candidate.weight;
        let probability = candidate.weight / (1.0 - options.prior + claims);
        if probability >= options.probability_at_least {
            events.push(event(candidate, probability));
        }
    }
    events.sort_by_key(|event| (event.start, event.parties));
    events
}

/// A hull with the ends of its number's appearance in the archive.
#[derive(Debug, Clone, Copy)]
struct Hull<'a> {
    /// Counted through the hulls looked at.
    index: usize,
    track: &'a Track,
    vessel: &'a Vessel,
    first: &'a Fix,
    last: &'a Fix,
    /// No record of the number is earlier than this hull's own.
    opens: bool,
    /// No record of the number is later than this hull's own.
    closes: bool,
}

/// An old and a new number that may be one hull.
struct Candidate<'a> {
    old: Hull<'a>,
    new: Hull<'a>,
    /// How much likelier the facts are for one hull than for two, times the share of the prior.
    weight: f64,
}

/// The ship stations worth a look.
fn hulls<'a>(fleet: &'a Fleet, options: &IdentityChangeOptions) -> Vec<Hull<'a>> {
    let numbers = fleet.vessels.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi);
    let named = numbers.filter(|vessels| {
        let mmsi = vessels[0].hull.mmsi;
        mmsi.kind() == MmsiKind::Ship && !mmsi.is_placeholder()
    });
    let mut found = Vec::new();
    for vessels in named {
        let first_seen = vessels.iter().map(|vessel| vessel.first_seen).min();
        let last_seen = vessels.iter().map(|vessel| vessel.last_seen).max();
        for vessel in vessels {
            let Some(track) = fleet.track(vessel.hull) else { continue };
            let [first, .., last] = &track.fixes[..] else { continue };
            if track.fixes.len() < options.fixes_at_least {
                continue;
            }
            let (opens, closes) =
                (Some(vessel.first_seen) == first_seen, Some(vessel.last_seen) == last_seen);
            found.push(Hull { index: found.len(), track, vessel, first, last, opens, closes });
        }
    }
    found
}

/// Every old and new hull that silence and reach allow, by old hull and time.
fn candidates<'a>(
    hulls: &[Hull<'a>],
    likeness: &Likeness,
    options: &IdentityChangeOptions,
) -> Vec<Candidate<'a>> {
    let mut newcomers: Vec<Hull<'a>> = hulls.iter().copied().filter(|hull| hull.opens).collect();
    newcomers.sort_by_key(|hull| (hull.first.time, hull.track.hull));
    let mut found = Vec::new();
    for &old in hulls.iter().filter(|hull| hull.closes) {
        let appeared = in_time(&newcomers, old.last.time, options);
        let within: Vec<&Hull<'a>> =
            appeared.iter().filter(|new| is_within_reach(&old, new, options)).collect();
        let share = options.prior / within.len().max(1) as f64;
        for &&new in &within {
            let weight = share * closeness(&old, &new, options) * likeness.ratio(old.vessel, new.vessel);
            found.push(Candidate { old, new, weight });
        }
    }
    found
}

/// The newcomers (by time) after `end` and soon enough.
fn in_time<'h, 'a>(
    newcomers: &'h [Hull<'a>],
    end: Timestamp,
    options: &IdentityChangeOptions,
) -> &'h [Hull<'a>] {
    let from = newcomers.partition_point(|new| new.first.time <= end);
    let to = newcomers.partition_point(|new| new.first.time <= end.saturating_add(options.within));
    &newcomers[from..to]
}

/// Whether the old hull can have come to where the new one appeared, and was never heard beside it.
fn is_within_reach(old: &Hull<'_>, new: &Hull<'_>, options: &IdentityChangeOptions) -> bool {
    let reach = reach_m(old, new, options);
    // A degree of latitude is never shorter than 110 km: most newcomers are out of reach by that alone.
    let at_least_m = (old.last.position.lat() - new.first.position.lat()).abs() * 110_000.0;
    at_least_m <= reach
        && new.vessel.first_seen > old.vessel.last_seen
        && old.last.position.distance(new.first.position).0 <= reach
}

fn reach_m(old: &Hull<'_>, new: &Hull<'_>, options: &IdentityChangeOptions) -> f64 {
    let silence = new.first.time - old.last.time;
    options.top_speed.metres_per_second() * silence.secs() + options.slack.0
}

/// How much likelier this place and time of appearance are for the old hull than for any ship.
///
/// A ship that changes its number is soon found near; others appear at any time and anywhere within reach. What the
/// place says is bounded, since ships crowd in the same harbours.
fn closeness(old: &Hull<'_>, new: &Hull<'_>, options: &IdentityChangeOptions) -> f64 {
    let silences = (new.first.time - old.last.time).hours() / options.mean_silence.hours();
    let of_time = options.within.hours() / options.mean_silence.hours() * (-silences).exp();
    let share = old.last.position.distance(new.first.position).0 / reach_m(old, new, options);
    let of_place = options.nearness * (-options.nearness * share).exp() / (2.0 * share);
    of_time * of_place.min(options.place_at_most)
}

/// The sum of weights by hull.
fn totals(candidates: &[Candidate<'_>], index: impl Fn(&Candidate<'_>) -> usize) -> Vec<f64> {
    let count = candidates.iter().map(|candidate| index(candidate) + 1).max().unwrap_or(0);
    let mut totals = vec![0.0; count];
    for candidate in candidates {
        totals[index(candidate)] += candidate.weight;
    }
    totals
}

fn event(candidate: &Candidate<'_>, probability: f64) -> Event {
    let (old, new) = (&candidate.old, &candidate.new);
    let (silence, distance) =
        (new.first.time - old.last.time, old.last.position.distance(new.first.position));
    let said = old.vessel.timeline.last().into_iter().chain(new.vessel.timeline.first());
    let cites = [old.last.location, new.first.location].into_iter().chain(said.map(|report| report.location));
    Event {
        finding: Finding::IdentityChange(IdentityChange { silence, distance, probability }),
        parties: Parties { a: old.track.hull, b: Some(new.track.hull) },
        start: old.last.time,
        end: Some(new.first.time),
        position: old.last.position,
        surroundings: Surroundings::default(),
        cites: cites.collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::{BroadcastImo, Position, Span, StaticReport};

    use super::*;
    use crate::testing::{at, dimensions, hours, mmsi, says, voyage};
    use crate::{Options, build};

    /// A ship heard for some hours from a place on, with what it says of itself.
    struct Heard {
        number: u32,
        from: Position,
        span: (f64, f64),
        says: StaticReport,
    }

    fn changes(ships: &[Heard]) -> Vec<(u32, u32, f64)> {
        let mut numbers: BTreeMap<u32, (Vec<Fix>, Vec<StaticReport>)> = BTreeMap::new();
        for ship in ships {
            let mmsi = mmsi(ship.number);
            let (fixes, said) = numbers.entry(ship.number).or_default();
            let voyage = voyage(ship.from, 180.0, 8.0, ship.span, 10.0);
            fixes.extend(voyage.into_iter().map(|fix| Fix { mmsi, ..fix }));
            said.push(StaticReport { mmsi, time: hours(ship.span.0 + 0.1), ..ship.says.clone() });
        }
        let mut fleet = Fleet::default();
        for (fixes, said) in numbers.into_values() {
            let tracked = build(fixes, said, &Options::default());
            fleet.tracks.extend(tracked.tracks);
            fleet.vessels.extend(tracked.vessels);
        }
        let found = identity_changes(&fleet, &IdentityChangeOptions::default());
        found.iter().map(|event| described(event).unwrap()).collect()
    }

    fn described(event: &Event) -> Option<(u32, u32, f64)> {
        let Finding::IdentityChange(change) = &event.finding else { return None };
        assert!(change.silence > Span::ZERO && event.end > Some(event.start) && event.cites.len() == 4);
        Some((event.parties.a.mmsi.get(), event.parties.b?.mmsi.get(), change.probability))
    }

    fn tanker() -> StaticReport {
        StaticReport { name: Some("OLD NAME".into()), dimensions: dimensions(80, 16, 8, 7), ..says(0.0) }
    }

    fn old() -> Heard {
        Heard { number: 312_000_001, from: at(37.0, 124.0), span: (0.0, 10.0), says: tanker() }
    }

    /// Ten hours and 80 nm later, a few miles from where the old one was last heard.
    fn new() -> Heard {
        let says = StaticReport { name: Some("NEW NAME".into()), ..tanker() };
        Heard { number: 613_000_002, from: at(35.6, 124.05), span: (14.0, 30.0), says }
    }

    fn numbers(found: &[(u32, u32, f64)]) -> Vec<(u32, u32)> {
        found.iter().map(|&(old, new, _)| (old, new)).collect()
    }

    #[test]
    fn a_ship_that_goes_on_under_another_number_with_the_same_hull_is_one_ship() {
        assert_eq!(numbers(&changes(&[old(), new()])), [(312_000_001, 613_000_002)]);
    }

    #[test]
    fn a_ship_of_another_size_that_enters_as_one_leaves_is_another_ship() {
        let says = StaticReport { dimensions: dimensions(150, 30, 16, 16), ..new().says };
        assert_eq!(changes(&[old(), Heard { says, ..new() }]), []);
    }

    #[test]
    fn a_ship_that_says_nothing_of_itself_is_not_taken_for_the_one_that_left() {
        assert_eq!(changes(&[Heard { says: says(0.0), ..old() }, Heard { says: says(0.0), ..new() }]), []);
    }

    #[test]
    fn an_imo_number_is_believed_over_false_dimensions() {
        let imo = BroadcastImo::from_field(8_914_934);
        let new_says = StaticReport { imo, dimensions: dimensions(150, 30, 16, 16), ..new().says };
        let ships =
            [Heard { says: StaticReport { imo, ..tanker() }, ..old() }, Heard { says: new_says, ..new() }];
        assert_eq!(numbers(&changes(&ships)), [(312_000_001, 613_000_002)]);
    }

    #[test]
    fn an_old_number_heard_again_was_not_given_up() {
        let again = Heard { span: (40.0, 45.0), from: at(35.0, 124.0), ..old() };
        assert_eq!(changes(&[old(), again, new()]), []);
    }

    #[test]
    fn a_number_known_before_is_not_new() {
        assert_eq!(changes(&[old(), Heard { span: (5.0, 30.0), ..new() }]), []);
    }

    #[test]
    fn a_ship_out_of_reach_or_days_later_is_another_ship() {
        assert_eq!(changes(&[old(), Heard { from: at(33.0, 124.0), ..new() }]), []);
        assert_eq!(changes(&[old(), Heard { span: (60.0, 70.0), ..new() }]), []);
    }

    #[test]
    fn in_a_harbour_crowd_of_like_ships_no_pair_is_named() {
        let crowd = |step: u32| {
            let hour = f64::from(step) * 0.7;
            let from = at(35.6 + f64::from(step) * 0.001, 124.0);
            let other = StaticReport { name: None, ..tanker() };
            [
                Heard { number: 412_000_000 + step, from, span: (0.0, 5.0 + hour), says: other.clone() },
                Heard { number: 413_000_000 + step, from, span: (10.0 + hour, 40.0 + hour), says: other },
            ]
        };
        let found = changes(&(0..12).flat_map(crowd).collect::<Vec<_>>());
        assert_eq!(found, []);
    }

    #[test]
    fn among_other_arrivals_the_one_of_the_same_hull_is_found() {
        let arrival = |step: u32| {
            let from = at(35.4 + f64::from(step) * 0.01, 124.0);
            let length = 40 + 10 * step as u16;
            let says = StaticReport { dimensions: dimensions(length, 20, 12, 12), name: None, ..tanker() };
            Heard { number: 413_000_000 + step, from, span: (13.0 + f64::from(step) * 0.1, 30.0), says }
        };
        let mut ships: Vec<Heard> = (0..8).map(arrival).collect();
        ships.extend([old(), new()]);
        assert_eq!(numbers(&changes(&ships)), [(312_000_001, 613_000_002)]);
    }
}

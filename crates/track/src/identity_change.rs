//! One hull goes on under another number, and perhaps later under the old one again.
//!
//! Two numbers can be one hull if they take turns: whenever one is heard the other is silent, and each change lies
//! within reach. Ships leave and enter reception all the time, so that is weak evidence alone. Each fact (place, time,
//! courses, draught, dimensions, IMO number, name, call sign) counts by how much likelier it is for one hull than for two, and every
//! other number that could as well be the old hull, or the new one, takes its share.

use std::collections::BTreeMap;

use model::{
    Event, Finding, Fix, Fleet, HullId, IdentityChange, Location, MmsiKind, Parties, Surroundings, Timestamp,
    Track, Vessel,
};

use crate::IdentityChangeOptions;
use crate::likeness::Likeness;
use crate::turns::{Turn, turns};

/// Every change from one number to another by what is probably one hull, by time.
pub fn identity_changes(fleet: &Fleet, options: &IdentityChangeOptions) -> Vec<Event> {
    let candidates = candidates(&hulls(fleet, options), &Likeness::learn(&fleet.vessels, options), options);
    let of_silence = sums(candidates.iter().map(|pair| (pair.silence(), pair.weight)));
    let of_new = sums(candidates.iter().map(|pair| (pair.new.track.hull, pair.weight)));
    let mut events: Vec<Event> = Vec::new();
    for candidate in &candidates {
        let claims = of_silence[&candidate.silence()] + of_new[&candidate.new.track.hull] - candidate.weight;
        let probability = candidate.weight / (1.0 - options.prior + claims);
        if probability >= options.probability_at_least {
            events.extend(candidate.events(probability, options));
        }
    }
    events.sort_by_key(|event| (event.start, event.parties));
    events
}

/// A hull that may go by two numbers.
#[derive(Debug, Clone, Copy)]
struct Hull<'a> {
    track: &'a Track,
    vessel: &'a Vessel,
    /// No record of the number is earlier than this hull's own.
    opens: bool,
}

/// Two numbers that may be one hull.
struct Candidate<'a> {
    /// The number heard first.
    old: Hull<'a>,
    new: Hull<'a>,
    /// At least one.
    turns: Vec<Turn<'a>>,
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
    let of_number = |vessels: &'a [Vessel]| {
        let first_seen = vessels.iter().map(|vessel| vessel.first_seen).min();
        vessels.iter().filter_map(move |vessel| {
            let track = fleet.track(vessel.hull)?;
            let opens = Some(vessel.first_seen) == first_seen;
            (track.fixes.len() >= options.fixes_at_least.max(1)).then_some(Hull { track, vessel, opens })
        })
    };
    named.flat_map(of_number).collect()
}

/// Every new number with the hulls that were silent when it appeared and could have come there.
fn candidates<'a>(
    hulls: &[Hull<'a>],
    likeness: &Likeness,
    options: &IdentityChangeOptions,
) -> Vec<Candidate<'a>> {
    let mut newcomers: Vec<Hull<'a>> = hulls.iter().copied().filter(|hull| hull.opens).collect();
    newcomers.sort_by_key(|hull| (hull.fixes()[0].time, hull.track.hull));
    // How many fixes of each hull are earlier than the newcomer's first: it only grows.
    let mut earlier = vec![0; hulls.len()];
    let mut found = Vec::new();
    for new in newcomers {
        let appears = new.fixes()[0].time;
        for (old, earlier) in hulls.iter().zip(&mut earlier) {
            *earlier += old.fixes()[*earlier..].iter().take_while(|fix| fix.time < appears).count();
            let taking_turns =
                is_silent_meanwhile(old, *earlier, &new, options).then(|| take_turns(old, &new, options));
            if let Some(turns) = taking_turns.flatten() {
                let mut candidate = Candidate { old: *old, new, turns, weight: 1.0 };
                candidate.weight = candidate.likelihood(likeness, options);
                found.push(candidate);
            }
        }
    }
    share_prior(&mut found, options);
    found
}

/// A first look: whether the old hull was heard soon enough before the newcomer appeared, and not again until that
/// had been heard a few times.
fn is_silent_meanwhile(
    old: &Hull<'_>,
    earlier: usize,
    new: &Hull<'_>,
    options: &IdentityChangeOptions,
) -> bool {
    let known_by = new.fixes()[options.fixes_at_least.max(1) - 1].time;
    let fixes = old.fixes();
    let heard_before = earlier > 0 && new.fixes()[0].time - fixes[earlier - 1].time <= options.within;
    heard_before && fixes.get(earlier).is_none_or(|again| again.time > known_by)
}

/// The turns of two numbers if each lies within reach.
fn take_turns<'a>(old: &Hull<'a>, new: &Hull<'a>, options: &IdentityChangeOptions) -> Option<Vec<Turn<'a>>> {
    let turns = turns(old.fixes(), new.fixes(), options.turns_at_most)?;
    turns.iter().all(|turn| is_within_reach(turn, options)).then_some(turns)
}

fn is_within_reach(turn: &Turn<'_>, options: &IdentityChangeOptions) -> bool {
    let reach = reach_m(turn, options);
    // A degree of latitude is never shorter than 110 km: most are out of reach by that alone.
    let at_least_m = (turn.last.position.lat() - turn.first.position.lat()).abs() * 110_000.0;
    at_least_m <= reach && turn.last.position.distance(turn.first.position).0 <= reach
}

fn reach_m(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    options.top_speed.metres_per_second() * turn.silence().secs() + options.slack.0
}

/// A ship that changes its number is soon found near; others appear at any time and anywhere within reach. What the
/// place says is bounded, since ships crowd in the same harbours.
fn closeness(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    let silences = turn.silence().hours() / options.mean_silence.hours();
    let of_time = options.within.hours() / options.mean_silence.hours() * (-silences).exp();
    let share = turn.last.position.distance(turn.first.position).0 / reach_m(turn, options);
    let of_place = options.nearness * (-options.nearness * share).exp() / (2.0 * share);
    of_time * of_place.min(options.place_at_most) * course_ratio(turn, options)
}

/// How much likelier the courses are for one hull that went on than for two: those of one lead from the last place to the
/// first.
fn course_ratio(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    let (from, to) = (turn.last.position, turn.first.position);
    let course =
        |fix: &Fix| fix.course().filter(|_| fix.speed().is_some_and(|speed| speed >= options.under_way));
    let (Some(before), Some(after)) = (course(turn.last), course(turn.first)) else { return 1.0 };
    if from.distance(to) <= options.slack {
        return 1.0;
    }
    let astray = [before, after].map(|course| course.apart(from.bearing(to)).0);
    match () {
        () if astray.iter().all(|&angle| angle <= options.along_within.0) => options.along,
        () if astray.iter().any(|&angle| angle > 90.0) => options.astern,
        () => 1.0,
    }
}

/// The newcomers of one silence share the prior that it hides a change.
fn share_prior(candidates: &mut [Candidate<'_>], options: &IdentityChangeOptions) {
    let newcomers = sums(candidates.iter().map(|pair| (pair.silence(), 1.0)));
    for candidate in candidates {
        candidate.weight *= options.prior / newcomers[&candidate.silence()];
    }
}

fn sums<K: Ord>(weights: impl Iterator<Item = (K, f64)>) -> BTreeMap<K, f64> {
    let mut sums = BTreeMap::new();
    for (key, weight) in weights {
        *sums.entry(key).or_default() += weight;
    }
    sums
}

impl<'a> Hull<'a> {
    fn fixes(&self) -> &'a [Fix] {
        &self.track.fixes
    }
}

impl<'a> Candidate<'a> {
    /// The silence of the old number in which the new one appeared: whose, and since when.
    fn silence(&self) -> (HullId, Timestamp) {
        (self.old.track.hull, self.turns[0].last.time)
    }

    /// How much likelier all that was heard is for one hull than for two: what it says of itself, and the place, time, courses
    /// and draught of each turn.
    fn likelihood(&self, likeness: &Likeness, options: &IdentityChangeOptions) -> f64 {
        let of_turns = self.soon_turns(options).map(|(turn, from, to)| {
            closeness(turn, options) * likeness.draught_ratio(from.vessel, to.vessel, turn)
        });
        likeness.ratio(self.old.vessel, self.new.vessel) * of_turns.product::<f64>()
    }

    /// One event a turn; the reappearance of a number after a longer silence is no news.
    fn events(&self, probability: f64, options: &IdentityChangeOptions) -> impl Iterator<Item = Event> {
        self.soon_turns(options).map(move |(turn, from, to)| event(turn, from, to, probability))
    }

    /// The turns after no long silence, with the hull that fell silent and the one that was heard next.
    fn soon_turns(
        &self,
        options: &IdentityChangeOptions,
    ) -> impl Iterator<Item = (&Turn<'a>, &Hull<'a>, &Hull<'a>)> {
        let there_and_back = [(&self.old, &self.new), (&self.new, &self.old)].into_iter().cycle();
        let within = options.within;
        let turns = self.turns.iter().zip(there_and_back);
        turns.filter(move |(turn, _)| turn.silence() <= within).map(|(turn, (from, to))| (turn, from, to))
    }
}

fn event(turn: &Turn<'_>, from: &Hull<'_>, to: &Hull<'_>, probability: f64) -> Event {
    let (silence, distance) = (turn.silence(), turn.last.position.distance(turn.first.position));
    let fixes = [turn.last.location, turn.first.location].into_iter();
    Event {
        finding: Finding::IdentityChange(IdentityChange { silence, distance, probability }),
        parties: Parties { a: from.track.hull, b: Some(to.track.hull) },
        start: turn.last.time,
        end: Some(turn.first.time),
        position: turn.last.position,
        surroundings: Surroundings::default(),
        cites: fixes.chain(said_last(from, turn)).chain(said_first(to, turn)).collect(),
    }
}

/// What the old number said of itself last before the turn.
fn said_last(from: &Hull<'_>, turn: &Turn<'_>) -> Option<Location> {
    let timeline = &from.vessel.timeline;
    let before = timeline.partition_point(|report| report.time < turn.first.time);
    timeline[..before].last().map(|report| report.location)
}

/// What the new number said of itself first after the turn.
fn said_first(to: &Hull<'_>, turn: &Turn<'_>) -> Option<Location> {
    let timeline = &to.vessel.timeline;
    let before = timeline.partition_point(|report| report.time <= turn.last.time);
    timeline.get(before).map(|report| report.location)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::{BroadcastImo, Metres, Position, Span, StaticReport};

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
    fn a_hull_that_takes_its_old_number_up_again_changes_twice() {
        let again = Heard { span: (31.0, 45.0), from: at(33.4, 124.0), ..old() };
        let found = changes(&[old(), again, new()]);
        assert_eq!(numbers(&found), [(312_000_001, 613_000_002), (613_000_002, 312_000_001)]);
    }

    #[test]
    fn an_old_number_heard_beside_the_new_one_was_not_given_up() {
        let again = Heard { span: (20.0, 25.0), from: at(35.0, 124.0), ..old() };
        assert_eq!(changes(&[old(), again, new()]), []);
    }

    #[test]
    fn an_old_number_heard_again_out_of_reach_is_another_ship() {
        let again = Heard { span: (31.0, 45.0), from: at(36.5, 124.0), ..old() };
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

    /// Three like ships of one size come into reach as one leaves; the draught of one and the course of another tell which
    /// of them went on.
    fn among_three_like(new: Heard, others: impl Fn(u32) -> (Position, Option<Metres>)) -> Vec<(u32, u32)> {
        let like = |step: u32| {
            let (from, draught) = others(step);
            let says = StaticReport { draught, name: None, ..tanker() };
            Heard { number: 413_000_000 + step, from, span: (13.5 + f64::from(step), 30.0), says }
        };
        let laden = StaticReport { draught: Some(Metres(5.7)), ..tanker() };
        let mut ships = vec![Heard { says: laden, ..old() }, new];
        ships.extend((0..2).map(like));
        numbers(&changes(&ships))
    }

    #[test]
    fn of_like_arrivals_the_one_that_lies_as_deep_went_on() {
        let says = StaticReport { draught: Some(Metres(5.7)), ..new().says };
        let others = |step: u32| (at(35.5 + f64::from(step) / 10.0, 124.05), Some(Metres(3.2)));
        assert_eq!(among_three_like(Heard { says, ..new() }, others), [(312_000_001, 613_000_002)]);
    }

    #[test]
    fn of_like_arrivals_one_that_came_from_elsewhere_did_not_go_on() {
        // The old ship went south from 36.0 N; one of the others is heard first abeam of it.
        let others = |step: u32| (at(35.66, 123.2 + f64::from(step) * 1.7), None);
        assert_eq!(among_three_like(new(), others), [(312_000_001, 613_000_002)]);
    }
}

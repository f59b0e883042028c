//! Jamming: where the places of several ships of one area go wrong at once, satellite navigation was disturbed.

use std::collections::BTreeSet;

use model::{Event, FalsePattern, Finding, Mmsi};

use super::stretch::Told;
use crate::FalsePositionOptions;

/// The stretches as events: those that several ships of one area share with their pattern, and those of one hull that began together as
/// one. The stretches are by hull and time.
pub(super) fn named(told: Vec<Told>, options: &FalsePositionOptions) -> Vec<Event> {
    let began = began(&told, options);
    let jammed: Vec<bool> = began.iter().map(|&at| is_shared(&told[at], &told, options)).collect();
    let mut events: Vec<Event> = Vec::new();
    for (at, Told { mut event, .. }) in told.into_iter().enumerate() {
        match events.last_mut() {
            Some(open) if jammed[at] && began[at] < at => go_on(open, &event),
            _ => {
                if let Finding::Spoofing(spoofing) = &mut event.finding
                    && jammed[at]
                {
                    spoofing.pattern = FalsePattern::Jamming;
                }
                events.push(event);
            }
        }
    }
    events
}

/// Makes one jamming last until another of the same hull ended.
fn go_on(one: &mut Event, next: &Event) {
    if let (Finding::Spoofing(one), Finding::Spoofing(next)) = (&mut one.finding, &next.finding) {
        one.fixes += next.fixes;
    }
    one.end = next.end;
    one.cites.pop();
    one.cites.extend(next.cites.last());
}

/// With which stretch each began: the first of those of its hull that are parted by less than what is at once, as where the true place
/// was heard once in between.
fn began(told: &[Told], options: &FalsePositionOptions) -> Vec<usize> {
    let mut began: Vec<usize> = Vec::with_capacity(told.len());
    for (at, one) in told.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| (began[before], &told[before].event));
        let is_one_with = |before: &Event| {
            before.parties.a == one.event.parties.a
                && before.end.is_some_and(|end| one.event.start - end <= options.jammed_within)
        };
        began.push(before.filter(|(_, event)| is_one_with(event)).map_or(at, |(first, _)| first));
    }
    began
}

fn is_shared(one: &Told, all: &[Told], options: &FalsePositionOptions) -> bool {
    let is_at_once =
        |other: &&Told| (other.event.start - one.event.start).ms().abs() <= options.jammed_within.ms();
    let is_near = |other: &&Told| {
        let places = one.believed.zip(other.believed);
        places.is_some_and(|(here, there)| here.distance(there) <= options.jammed_near)
    };
    let near = all.iter().filter(is_at_once).filter(is_near);
    let ships: BTreeSet<Mmsi> = near.map(|told| told.event.parties.a.mmsi).collect();
    ships.len() >= options.jammed_at_least
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Fix, Fleet, HullId, Metres, Parties, Spoofing, Surroundings};

    use super::*;
    use crate::testing::{at, fix, hours, mmsi, voyage};
    use crate::{Options, build, spoofing};

    /// What is told of ships on passage some miles apart that are carried 60 km north for hours, each from its hour on.
    fn patterns(lost_from: &[f64]) -> Vec<FalsePattern> {
        let ship = |(number, &from): (u32, &f64)| {
            let carried = |fix: Fix| match fix.time > hours(from) && fix.time < hours(from + 6.0) {
                true => Fix { position: fix.position.towards(Degrees(0.0), Metres(60_000.0)), ..fix },
                false => fix,
            };
            let way = voyage(at(37.0 + f64::from(number) * 0.05, 124.0), 90.0, 12.0, (0.0, 30.0), 5.0);
            let numbered =
                way.into_iter().map(|fix| Fix { mmsi: mmsi(412_000_001 + number), ..carried(fix) });
            build(numbered.collect(), Vec::new(), &Options::default())
        };
        let mut fleet = Fleet::default();
        for mut tracked in (0..).zip(lost_from).map(ship) {
            fleet.tracks.append(&mut tracked.tracks);
        }
        let pattern = |event: Event| match event.finding {
            Finding::Spoofing(spoofing) => spoofing.pattern,
            other => panic!("{other:?}"),
        };
        spoofing(&fleet, &Options::default().false_position).into_iter().map(pattern).collect()
    }

    #[test]
    fn ships_of_one_area_that_are_carried_off_within_minutes_were_jammed() {
        assert_eq!(patterns(&[8.0, 8.2, 8.5]), [FalsePattern::Jamming; 3]);
    }

    #[test]
    fn two_ships_that_lie_at_once_and_one_that_does_hours_later_lie_each_alone() {
        assert_eq!(patterns(&[8.0, 8.2, 14.0]), [FalsePattern::Shift; 3]);
    }

    /// A stretch of false positions of one of some ships in the same waters.
    fn stretch(ship: u32, from: f64, to: f64) -> Told {
        let hull = HullId { mmsi: mmsi(412_000_001 + ship), part: 0 };
        let spoofing = Spoofing { pattern: FalsePattern::Shift, leap: None, fixes: 10 };
        let event = Event {
            finding: Finding::Spoofing(spoofing),
            parties: Parties { a: hull, b: None },
            start: hours(from),
            end: Some(hours(to)),
            position: at(37.0, 124.0),
            surroundings: Surroundings::default(),
            cites: [from, to].map(|hour| fix(hour).location).into(),
        };
        Told { event, believed: Some(at(36.0, 124.0)) }
    }

    fn lasted(ships: u32, stretches: &[(f64, f64)]) -> Vec<(u32, f64, f64)> {
        let told =
            (0..ships).flat_map(|ship| stretches.iter().map(move |&(from, to)| stretch(ship, from, to)));
        let events = named(told.collect(), &FalsePositionOptions::default()).into_iter();
        let figures = events.map(|event| {
            let Finding::Spoofing(spoofing) = event.finding else { panic!("{event:?}") };
            let ends = [event.start, event.end.unwrap()];
            assert_eq!(event.cites, ends.map(|end| fix((end - hours(0.0)).hours()).location));
            let [from, to] = ends.map(|end| (end - hours(0.0)).hours());
            (spoofing.fixes, from, to)
        });
        figures.collect()
    }

    #[test]
    fn a_jamming_in_which_the_true_place_was_heard_is_one_and_one_that_comes_again_hours_later_another() {
        assert_eq!(lasted(3, &[(8.0, 11.0), (11.2, 12.0), (12.9, 14.0)]), [(30, 8.0, 14.0); 3]);
        let again = lasted(3, &[(8.0, 11.0), (14.0, 16.0)]);
        assert_eq!(again, [(10, 8.0, 11.0), (10, 14.0, 16.0)].repeat(3));
    }

    #[test]
    fn two_stretches_of_one_ship_that_lies_alone_stay_two() {
        assert_eq!(lasted(1, &[(8.0, 11.0), (11.2, 12.0)]), [(10, 8.0, 11.0), (10, 11.2, 12.0)]);
    }
}

//! Jamming: where the places of several ships of one area go wrong at once, satellite navigation was disturbed.

use std::collections::BTreeSet;

use model::{FalsePattern, Finding, Mmsi};

use super::stretch::Told;
use crate::FalsePositionOptions;

/// Gives the stretches that several ships of one area share their pattern.
pub(super) fn name(told: &mut [Told], options: &FalsePositionOptions) {
    let began = began(told, options);
    let is_shared = |at: &usize| is_shared(&told[*at], told, options);
    let jammed: Vec<bool> = began.iter().map(is_shared).collect();
    for (told, _) in told.iter_mut().zip(jammed).filter(|(_, jammed)| *jammed) {
        if let Finding::Spoofing(spoofing) = &mut told.event.finding {
            spoofing.pattern = FalsePattern::Jamming;
        }
    }
}

/// With which stretch each began: the first of those of its hull that are parted by less than what is at once, as where the true place
/// was heard once in between. The stretches are by hull and time.
fn began(told: &[Told], options: &FalsePositionOptions) -> Vec<usize> {
    let mut began: Vec<usize> = Vec::with_capacity(told.len());
    for (at, one) in told.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| (began[before], &told[before].event));
        let is_one_with = |before: &model::Event| {
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
    use model::{Degrees, Fix, Fleet, Metres};

    use super::*;
    use crate::testing::{at, hours, mmsi, voyage};
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
        let pattern = |event: model::Event| match event.finding {
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
}

//! What some radios say of their ship that is not so, or that changes over the months: tricks on record among those who evade
//! sanctions, and the mistakes and sales of honest owners that look the same.
//!
//! Who has one is drawn from a stream of its own, so that ships sail as they would without.

use model::{Interval, Metres, Span, Timestamp};

use crate::dice::Dice;
use crate::hull::{Class, Doing, Hull, Kind, Size};
use crate::world::World;

/// One of the tricks, or mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oddity {
    /// The IMO number of another ship.
    ImoOfAnother,
    /// A tanker or cargo ship that says that it fishes.
    SaysItFishes,
    /// The transceiver of a small craft.
    ClassBOnAShip,
    /// Another length and beam than the hull's.
    FalseSize,
    /// Another name now and then, under the same number.
    Renamed,
    /// Another name and flag, and so another number; the IMO number stays.
    Reflagged,
}

const ALL: [Oddity; 6] = [
    Oddity::ImoOfAnother,
    Oddity::SaysItFishes,
    Oddity::ClassBOnAShip,
    Oddity::FalseSize,
    Oddity::Renamed,
    Oddity::Reflagged,
];

/// The share of conspirators with one of them (design: seven of the catalogue's oil and coal cases turn on an identity).
const OF_CONSPIRATORS: f64 = 0.3;

/// Registers to which ships are sold and resold.
const FLAGS: [u32; 10] = [667, 671, 511, 613, 518, 351, 574, 477, 538, 457];

/// Gives some ships one each.
pub(crate) fn add(world: &mut World<'_>, seed: u64) {
    let mut dice = Dice::new(seed, 5);
    for number in 0..world.hulls.len() {
        let hull = &world.hulls[number];
        let drawn = if is_conspirator(hull) {
            dice.chance(OF_CONSPIRATORS).then(|| *dice.pick(&ALL))
        } else {
            mistake(hull, world.span, &mut dice)
        };
        if let Some(oddity) = drawn.filter(|oddity| oddity.fits(&world.hulls[number])) {
            oddity.take(world, number, &mut dice);
        }
    }
}

fn is_conspirator(hull: &Hull) -> bool {
    let told = hull.role.starts_with("illicit") || hull.role.starts_with("smuggling");
    told && hull.role != "illicit_crane"
}

/// What an honest merchant is mistaken in; a sale is as likely as the archive is long.
fn mistake(hull: &Hull, span: Interval, dice: &mut Dice) -> Option<Oddity> {
    if !matches!(hull.role, "merchant" | "waiting" | "laid_up") {
        return None;
    }
    let months = span.span().hours() / 720.0;
    let chinese =
        hull.radio.identities.iter().any(|(_, identity)| matches!(identity.mmsi.mid(), Some(412..=414)));
    let shares = [
        (Oddity::ImoOfAnother, 0.002),
        (Oddity::SaysItFishes, 0.004),
        (Oddity::ClassBOnAShip, if chinese && hull.size.length < Metres(110.0) { 0.08 } else { 0.0 }),
        (Oddity::FalseSize, 0.012),
        (Oddity::Renamed, 0.003 * months),
        (Oddity::Reflagged, 0.004 * months),
    ];
    let mut left = dice.unit();
    shares.into_iter().find_map(|(oddity, share)| {
        left -= share;
        (left < 0.0).then_some(oddity)
    })
}

impl Oddity {
    /// The word of the truth tables.
    const fn word(self) -> &'static str {
        match self {
            Self::ImoOfAnother => "imo_of_another",
            Self::SaysItFishes => "says_it_fishes",
            Self::ClassBOnAShip => "class_b_on_a_ship",
            Self::FalseSize => "false_size",
            Self::Renamed => "renamed",
            Self::Reflagged => "reflagged",
        }
    }

    /// Whether a hull can have it: a merchant that sends by class A under one number.
    fn fits(self, hull: &Hull) -> bool {
        let merchant = matches!(hull.kind, Kind::Tanker | Kind::Bulk | Kind::Cargo | Kind::Container);
        let large = hull.size.length >= Metres(60.0);
        merchant && large && hull.radio.class == Class::A && hull.radio.identities.len() == 1
    }

    fn take(self, world: &mut World<'_>, number: usize, dice: &mut Dice) {
        let taken = match self {
            Self::ImoOfAnother => borrow_imo(world, number, dice),
            Self::SaysItFishes => {
                says(&mut world.hulls[number], |hull| hull.radio.identities[0].1.ship_type = 30)
            }
            Self::ClassBOnAShip => says(&mut world.hulls[number], |hull| {
                (hull.radio.class, hull.radio.compass) = (Class::B, false);
            }),
            Self::FalseSize => {
                let share = dice.between(0.4, 0.7);
                says(&mut world.hulls[number], |hull| shrink(hull, share))
            }
            Self::Renamed | Self::Reflagged => change_over_time(world, number, self, dice),
        };
        if taken {
            world.hulls[number].oddity = self.word();
        }
    }
}

fn says(hull: &mut Hull, change: impl FnOnce(&mut Hull)) -> bool {
    change(hull);
    true
}

/// As one of 146 m said that she had 61.
fn shrink(hull: &mut Hull, share: f64) {
    let metres = |true_metres: Metres| Metres((true_metres.0 * share).round());
    let Size { length, beam, laden } = hull.size;
    hull.radio.identities[0].1.size = Some(Size { length: metres(length), beam: metres(beam), laden });
    hull.radio.sizes_known = true;
}

/// The number of an honest ship of the same kind and about the same length.
fn borrow_imo(world: &mut World<'_>, number: usize, dice: &mut Dice) -> bool {
    const ALIKE: f64 = 0.2;
    let hull = &world.hulls[number];
    let alike = |other: &&Hull| {
        let apart = (other.size.length.0 - hull.size.length.0).abs();
        other.role == "merchant" && other.kind == hull.kind && apart <= ALIKE * hull.size.length.0
    };
    let numbers: Vec<u32> = world
        .hulls
        .iter()
        .filter(alike)
        .filter_map(|other| other.radio.identities.first().map(|(_, identity)| identity.imo))
        .filter(|imo| *imo != 0 && *imo != hull.radio.identities[0].1.imo)
        .collect();
    if numbers.is_empty() {
        return false;
    }
    world.hulls[number].radio.identities[0].1.imo = *dice.pick(&numbers);
    true
}

/// Every three to eight weeks, at a berth or an anchor where one is near; never within a day of an incident.
fn change_over_time(world: &mut World<'_>, number: usize, oddity: Oddity, dice: &mut Dice) -> bool {
    const TRIES: usize = 60;
    let mut earliest = world.span.start();
    let mut changed = false;
    while earliest < world.span.end() {
        let latest = earliest.saturating_add(Span::from_hours(24 * 25)).min(world.span.end());
        let long = (latest - earliest).secs();
        let mut draws = (0..TRIES).map(|_| earliest.saturating_add(Span::from_secs_f64(long * dice.unit())));
        let Some(at) = draws.find(|at| is_quiet(world, number, *at)) else { return changed };
        let hull = &mut world.hulls[number];
        let Some((_, now)) = hull.radio.identities.last() else { return changed };
        let flag = *dice.pick(&FLAGS);
        let mid = now.mmsi.mid().map_or(flag, u32::from);
        let next = match oddity {
            Oddity::Reflagged => world.registry.reflagged(now, hull.kind, flag),
            _ => world.registry.renamed(now, hull.kind, mid),
        };
        hull.radio.goes_by(next, at);
        changed = true;
        earliest = at.saturating_add(dice.hours(500.0, 1_300.0));
    }
    changed
}

/// Whether a ship lies somewhere, and takes part in nothing within a day.
fn is_quiet(world: &World<'_>, number: usize, at: Timestamp) -> bool {
    let day = Span::from_hours(24);
    let near = |when: Interval| {
        at >= when.start().saturating_add(Span::ZERO - day) && at <= when.end().saturating_add(day)
    };
    let lies = world.hulls[number]
        .stretch(at)
        .is_some_and(|now| matches!(now.doing, Doing::Moored | Doing::Anchored));
    let mut own = world.incidents.iter().filter(|incident| incident.hulls.contains(&number));
    lies && !own.any(|incident| near(incident.when))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chart::Chart;

    use super::*;
    use crate::{Options, story, traffic};

    /// How many of the conspirators, and of the honest, have each; and of how many.
    type Counts = BTreeMap<(bool, &'static str), usize>;

    fn month(check: impl Fn(&Hull)) -> Counts {
        let chart = Chart::builtin();
        let options = Options { seed: 3, days: 30, vessels: 1_500, illicit_share: 0.1, ..Options::default() };
        let mut world = World::new(&options, &chart);
        story::tell(&mut world, &options);
        traffic::populate(&mut world, 1_350);
        add(&mut world, options.seed);
        let mut counts = Counts::new();
        for hull in &world.hulls {
            check(hull);
            *counts.entry((is_conspirator(hull), hull.oddity)).or_default() += 1;
        }
        counts
    }

    /// What a hull says of itself agrees with the word that the truth has for it.
    fn says_what_the_truth_tells(hull: &Hull) {
        let identities = &hull.radio.identities;
        let fishes = identities.iter().any(|(_, identity)| identity.ship_type == 30);
        let merchant = !matches!(hull.kind, Kind::Fishing);
        assert_eq!(hull.oddity == "says_it_fishes", merchant && fishes, "{hull:?}");
        assert_eq!(
            hull.oddity == "false_size",
            identities.iter().any(|(_, identity)| identity.size.is_some())
        );
        let changes = |by: fn(&[(Interval, crate::hull::Identity)]) -> bool| identities.windows(2).any(by);
        match hull.oddity {
            "renamed" => {
                assert!(changes(|two| two[0].1.name != two[1].1.name && two[0].1.mmsi == two[1].1.mmsi));
            }
            "reflagged" => {
                assert!(changes(|two| two[0].1.mmsi != two[1].1.mmsi && two[0].1.imo == two[1].1.imo));
            }
            "class_b_on_a_ship" => assert!(hull.radio.class == Class::B && hull.size.length >= Metres(60.0)),
            _ => {}
        }
    }

    #[test]
    fn a_quarter_of_the_conspirators_and_few_honest_ships_have_an_oddity_of_each_kind() {
        let counts = month(says_what_the_truth_tells);
        let of = |conspirator, odd: bool| -> usize {
            counts
                .iter()
                .filter(|(key, _)| key.0 == conspirator && key.1.is_empty() != odd)
                .map(|(_, count)| count)
                .sum()
        };
        let share = of(true, true) as f64 / (of(true, true) + of(true, false)) as f64;
        assert!((0.12..0.35).contains(&share), "{share}: {counts:?}");
        assert!(of(false, true) * 15 < of(false, false), "{counts:?}");
        for oddity in ALL {
            assert!(counts.contains_key(&(true, oddity.word())), "{oddity:?}: {counts:?}");
        }
    }
}

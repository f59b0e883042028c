//! What looks like a transfer and is none, each beside its near miss: one table of both, played through the whole flow.
//!
//! In each scene two ships come to one place. The first falls silent soon after for thirty hours, while a dozen boats around it
//! are heard, so that nothing but the meeting itself makes the meeting suspicious: an encounter is, if it decides a lead. One
//! of everyday business does not even stand in one, but for ships side by side in an anchorage, which then tell what a ship
//! did that is suspected for something else. The near miss differs in as little as makes the same meeting one that an
//! analyst should see.

mod scene;

use std::collections::BTreeSet;

use case::{Case, EventRow};
use darkwake::{Options, Silent};
use libtest_mimic::{Arguments, Failed, Trial};
use model::EventKind;

use scene::{Craft, FLEET, Place, SERVED, Scene, Way};

/// Everyday business, and what resembles it.
struct Pitfall {
    everyday: (&'static str, Scene),
    near_miss: (&'static str, Scene),
}

/// Far off Shanghai, in waters that more than one state claims as its EEZ, where transfers of oil are on record for the time.
const OFFSHORE: Place = [29.5, 123.9];
const BUSAN_ROADS: Place = [35.05, 129.05];
/// A charted bunkering anchorage off Zhoushan.
const QUSHAN: Place = [30.46, 122.48];

const TANKER: Craft = Craft { mmsi: 636_000_001, code: 80, length_m: 100, class: 'A' };
const FEEDER: Craft = Craft { mmsi: 412_000_002, code: 80, length_m: 90, class: 'A' };
const TRAWLER: Craft = Craft { mmsi: 412_300_002, code: 30, length_m: 38, class: 'A' };

/// Two tankers alongside each other offshore for six hours: what a transfer looks like.
const ALONGSIDE: Scene = Scene {
    first: TANKER,
    second: FEEDER,
    place: OFFSHORE,
    way: Way::Lie { hours: 6.0, apart: 60.0 },
    others: &[],
    is_encounter: true,
    may_be_told: false,
};

/// The same with another ship alongside.
const fn beside(mmsi: u32, code: u8, length_m: u16, class: char) -> Scene {
    Scene { second: Craft { mmsi, code, length_m, class }, ..ALONGSIDE }
}

const PITFALLS: &[Pitfall] = &[
    Pitfall {
        everyday: (
            "neighbours at anchor in the roads of Busan, 420 m apart for a day",
            Scene { place: BUSAN_ROADS, way: Way::Lie { hours: 24.0, apart: 420.0 }, ..ALONGSIDE },
        ),
        near_miss: (
            "the same two as far apart for as long offshore",
            Scene { way: Way::Lie { hours: 24.0, apart: 420.0 }, ..ALONGSIDE },
        ),
    },
    Pitfall {
        everyday: (
            "trawlers that tow a net between them at three knots",
            Scene {
                first: Craft { mmsi: 412_300_001, ..TRAWLER },
                second: TRAWLER,
                way: Way::Abreast { knots: 3.0, hours: 8.0, apart: 300.0 },
                ..ALONGSIDE
            },
        ),
        near_miss: (
            "a tanker at three knots beside a ship that says it fishes and is as long as a tanker",
            Scene {
                second: Craft { length_m: 85, ..TRAWLER },
                way: Way::Abreast { knots: 3.0, hours: 8.0, apart: 300.0 },
                ..ALONGSIDE
            },
        ),
    },
    Pitfall {
        everyday: (
            "a jigger of the squid fleet, under a number that begins with 150, fuelled by a tanker",
            beside(150_200_002, 0, 65, 'A'),
        ),
        near_miss: ("a ship of no stated type, under a number of a flag", beside(412_200_002, 0, 65, 'A')),
    },
    Pitfall {
        everyday: (
            "a tanker in the midst of a squid fleet of a dozen, a jigger of it alongside",
            Scene { others: FLEET, ..beside(150_200_002, 0, 65, 'A') },
        ),
        near_miss: (
            "a feeder alongside the tanker in the midst of the same fleet",
            Scene { others: FLEET, ..ALONGSIDE },
        ),
    },
    Pitfall {
        everyday: ("a tug that holds a tanker", beside(440_000_002, 52, 60, 'A')),
        near_miss: ("a tanker of a tug's size", beside(440_000_002, 80, 60, 'A')),
    },
    Pitfall {
        everyday: (
            "a pilot boat alongside for ten minutes",
            Scene {
                way: Way::Lie { hours: 1.0 / 6.0, apart: 30.0 },
                is_encounter: false,
                ..beside(440_000_002, 50, 20, 'A')
            },
        ),
        near_miss: (
            "a feeder alongside for two hours and a half",
            Scene { way: Way::Lie { hours: 2.5, apart: 30.0 }, ..ALONGSIDE },
        ),
    },
    Pitfall {
        everyday: (
            "a barge that bunkers a ship in an anchorage off Zhoushan",
            Scene { place: QUSHAN, may_be_told: true, ..ALONGSIDE },
        ),
        near_miss: ("the same barge and ship offshore", ALONGSIDE),
    },
    Pitfall {
        everyday: (
            "a barge that serves three ships of a roadstead off Zhoushan in one day",
            Scene {
                place: QUSHAN,
                way: Way::Rounds { hours: 4.0 },
                others: SERVED,
                may_be_told: true,
                ..beside(412_000_002, 80, 60, 'A')
            },
        ),
        near_miss: (
            "the same barge among the same three offshore",
            Scene { way: Way::Rounds { hours: 4.0 }, others: SERVED, ..beside(412_000_002, 80, 60, 'A') },
        ),
    },
    Pitfall {
        everyday: ("a crew boat alongside", beside(440_000_002, 40, 24, 'A')),
        near_miss: ("a fast craft long enough for a cargo alongside", beside(440_000_002, 40, 60, 'A')),
    },
    Pitfall {
        everyday: ("a ferry alongside", beside(440_000_002, 60, 120, 'A')),
        near_miss: ("a dry cargo ship of a ferry's size alongside", beside(440_000_002, 70, 120, 'A')),
    },
    Pitfall {
        everyday: ("a patrol vessel that boards a tanker", beside(412_000_003, 55, 80, 'A')),
        near_miss: ("a ship of a patrol vessel's size and no stated type", beside(412_000_003, 0, 80, 'A')),
    },
    Pitfall {
        everyday: ("a buoy of fishing gear that drifts by a tanker", beside(900_512_345, 0, 0, 'B')),
        near_miss: ("a class B hull as long as a small tanker", beside(412_900_002, 0, 70, 'B')),
    },
    Pitfall {
        everyday: (
            "a tanker overtaken by another, 200 m off",
            Scene {
                way: Way::Overtake { first_knots: 8.0, second_knots: 9.0 },
                is_encounter: false,
                ..ALONGSIDE
            },
        ),
        near_miss: (
            "two tankers abreast at two knots, 200 m apart",
            Scene { way: Way::Abreast { knots: 2.0, hours: 4.0, apart: 200.0 }, ..ALONGSIDE },
        ),
    },
    Pitfall {
        everyday: (
            "a tanker adrift whose bow another crosses 100 m off",
            Scene { way: Way::Cross { stop_hours: 0.0 }, is_encounter: false, ..ALONGSIDE },
        ),
        near_miss: (
            "a tanker adrift beside which another stops for three hours on her way",
            Scene { way: Way::Cross { stop_hours: 3.0 }, ..ALONGSIDE },
        ),
    },
];

fn main() {
    let arguments = Arguments::from_args();
    let trials = PITFALLS.iter().flat_map(|pitfall| {
        let ((everyday, excused), (near_miss, seen)) = (pitfall.everyday, pitfall.near_miss);
        [
            Trial::test(format!("no suspicious encounter: {everyday}"), move || is_excused(excused)),
            Trial::test(format!("a suspicious encounter: {near_miss}"), move || is_suspicious(seen)),
        ]
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn is_excused(scene: Scene) -> Result<(), Failed> {
    let played = Played::of(scene)?;
    let met = played.encounters();
    check(met.is_empty() != scene.is_encounter, &format!("the encounters of the two: {met:#?}"))?;
    let named = if scene.may_be_told { &played.deciding } else { &played.legs };
    let suspicious: Vec<&EventRow> = played.encounters_in(named).collect();
    check(suspicious.is_empty(), &format!("suspicious: {suspicious:#?}"))
}

fn is_suspicious(scene: Scene) -> Result<(), Failed> {
    let played = Played::of(scene)?;
    let met = played.encounters();
    check(!met.is_empty(), &format!("the two did not meet: {:#?}", played.events))?;
    let is_seen = played.encounters_in(&played.deciding).any(|event| met.contains(&event));
    check(is_seen, &format!("it decides no lead: {:#?}", played.events))
}

fn check(holds: bool, else_: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(else_.into()) }
}

/// What a run found in a scene.
struct Played {
    scene: Scene,
    events: Vec<EventRow>,
    /// The events that stand in leads, and those that decide one.
    legs: BTreeSet<String>,
    deciding: BTreeSet<String>,
}

impl Played {
    /// Runs the whole flow, and checks that the first ship, if it is no boat, was found to have switched off.
    fn of(scene: Scene) -> Result<Self, Failed> {
        let home = tempfile::tempdir()?;
        let (archive, dir) = (home.path().join("archive.csv"), home.path().join("case"));
        std::fs::write(&archive, scene.table())?;
        darkwake::run(&[archive], &dir, &Options::default(), &Silent)?;
        let case = Case::open(&dir)?;
        let leads = case.leads()?;
        let legs = leads.iter().flat_map(|lead| lead.legs.split(' ')).map(str::to_owned).collect();
        let deciding = leads.iter().map(|lead| lead.event_id.clone()).collect();
        let played = Self { scene, events: case.events()?, legs, deciding };
        let fell_silent = |event: &EventRow| {
            event.kind == EventKind::Gap
                && event.mmsi_a == i64::from(scene.first.mmsi)
                && event.p_intentional.is_some_and(|off| off > 0.5)
        };
        let boats = scene.first.code == TRAWLER.code;
        check(boats || played.events.iter().any(fell_silent), "the first ship was not heard to fall silent")?;
        Ok(played)
    }

    fn encounters(&self) -> Vec<&EventRow> {
        let pair = BTreeSet::from([self.scene.first.mmsi, self.scene.second.mmsi].map(i64::from));
        let is_theirs = |event: &&EventRow| {
            event.kind == EventKind::Encounter
                && event.parties().map(|(mmsi, _)| mmsi).collect::<BTreeSet<i64>>() == pair
        };
        self.events.iter().filter(is_theirs).collect()
    }

    fn encounters_in(&self, ids: &BTreeSet<String>) -> impl Iterator<Item = &EventRow> {
        let encounters = self.events.iter().filter(|event| event.kind == EventKind::Encounter);
        encounters.filter(|event| ids.contains(&event.event_id))
    }
}

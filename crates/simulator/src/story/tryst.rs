//! The agreed place and hour of a transfer, and how much is to change hands.

use model::{Interval, Metres, Position, Span, Timestamp};

use crate::hull::Doing;
use crate::motion::{Beside, Motion};
use crate::plan::Together;
use crate::truth::{Act, DarkSide, IncidentList};
use crate::world::{Incident, Ship, World};

/// When, where and how two ships meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tryst {
    pub(super) place: Position,
    /// When the ships are side by side.
    pub(super) when: Interval,
    /// The motion that both share.
    pub(super) motion: Motion,
    /// How long the first ship waits there for the other.
    pub(super) wait: Span,
    pub(super) meeting: usize,
    pub(super) tonnes: f64,
    pub(super) doing: Doing,
}

/// Oil: boxes (south, west, north, east) with weights. Most are in the outer East China Sea, some near the
/// approach to Nampo, some where no case is on record: places move.
const OIL: [([f64; 4], f64); 5] = [
    ([27.3, 122.4, 31.8, 125.6], 0.6),
    ([37.7, 123.2, 38.5, 124.3], 0.14),
    ([34.8, 122.9, 36.6, 124.0], 0.12),
    ([31.9, 124.0, 33.2, 125.6], 0.08),
    ([26.6, 121.8, 27.4, 123.6], 0.06),
];

/// Coal: off Ningbo-Zhoushan and Lianyungang.
const COAL: [[f64; 4]; 3] =
    [[29.3, 122.5, 30.8, 123.1], [28.6, 122.2, 29.3, 122.9], [34.6, 119.7, 35.2, 120.5]];

impl Tryst {
    /// A transfer of oil offshore, the ships drifting: mooring and 200 to 500 t an hour.
    pub(super) fn oil(world: &mut World<'_>) -> Self {
        let place = oil_place(world);
        Self::oil_at(world, place)
    }

    /// The same at a given place.
    pub(super) fn oil_at(world: &mut World<'_>, place: Position) -> Self {
        let (tonnes, hours) = pumped(world);
        Self::drifting(world, place, tonnes, hours)
    }

    /// The same for a ship that is there and waits for the other.
    pub(super) fn oil_after(world: &mut World<'_>, place: Position, since: Timestamp, wait: Span) -> Self {
        let (tonnes, hours) = pumped(world);
        Self::drifting_from(world, place, (tonnes, hours), since.saturating_add(wait), wait)
    }

    /// A transfer at an anchor, of so much, with a ship that lies there already.
    pub(super) fn at_anchor(
        motion: Motion,
        place: Position,
        when: Interval,
        meeting: usize,
        tonnes: f64,
    ) -> Self {
        Self { place, when, motion, wait: Span::ZERO, meeting, tonnes, doing: Doing::Anchored }
    }

    /// A transfer of fuel near the Taiwan Strait or wherever fishing fleets buy it.
    pub(super) fn fuel(world: &mut World<'_>) -> Self {
        let place = world.open_water([26.8, 121.4, 30.5, 124.8], Metres::from_km(30.0));
        let tonnes = world.dice.between(200.0, 1200.0).round();
        let hours = world.dice.between(3.0, 9.0);
        Self::drifting(world, place, tonnes, hours)
    }

    /// A transfer of coal at anchor, by lighter or crane: 10 to 40 hours.
    pub(super) fn coal(world: &mut World<'_>) -> Self {
        let site = *world.dice.pick(&COAL);
        let place = world.open_water(site, Metres::from_km(5.0));
        Self::coal_at(world, place)
    }

    /// The same at a given place.
    pub(super) fn coal_at(world: &mut World<'_>, place: Position) -> Self {
        let start = world.moment(0.28, 0.55);
        let long = world.dice.hours(10.0, 40.0 / world.climate.patience);
        let tide = world.dice.unit();
        Self {
            place,
            when: Interval::between(start, start.saturating_add(long)),
            motion: world.swing(place, tide),
            wait: world.dice.hours(2.0, 20.0),
            meeting: world.meeting("illicit_sts"),
            tonnes: world.dice.between(2500.0, 8000.0).round(),
            doing: Doing::Anchored,
        }
    }

    /// As the ship that lies there first.
    pub(super) fn waiting(&self) -> Together {
        Together::alone(self.motion, self.doing)
    }

    /// As the ship that others come to.
    pub(super) fn hosting(&self) -> Together {
        self.waiting().met(self.meeting)
    }

    /// As the ship that comes alongside; on the starboard side or on the other.
    pub(super) fn alongside(&self, host: &Ship, guest: &Ship, side: f64, world: &mut World<'_>) -> Together {
        let fenders = world.dice.between(3.0, 9.0);
        let abeam = (host.size.beam.0 + guest.size.beam.0) / 2.0 + fenders;
        let ahead = world.dice.metres(-15.0, 15.0);
        self.hosting().beside(Beside { abeam: Metres(side * abeam), ahead })
    }

    /// From so long before the meeting to so long after it.
    pub(super) fn around(&self, before: Span, after: Span) -> Interval {
        let start = self.when.start().saturating_add(Span::ZERO - before);
        Interval::between(start, self.when.end().saturating_add(after))
    }

    /// The middle of it.
    pub(super) fn position(&self) -> Position {
        self.motion.place(self.when.middle(), Beside::default()).unwrap_or(self.place)
    }

    /// What the truth says of it: with a link to the DPRK.
    pub(super) fn incident(
        &self,
        (story, cargo): (&str, &'static str),
        hulls: Vec<usize>,
        dark: Option<DarkSide>,
    ) -> Incident {
        Incident {
            story: story.to_owned(),
            act: Act::Meeting,
            list: IncidentList::Dprk,
            cargo,
            tonnes: self.tonnes,
            when: self.when,
            position: self.position(),
            hulls,
            dark,
        }
    }

    fn drifting(world: &mut World<'_>, place: Position, tonnes: f64, hours: f64) -> Self {
        let start = world.moment(0.2, 0.72);
        let wait = world.dice.hours(0.5, 7.0);
        Self::drifting_from(world, place, (tonnes, hours), start, wait)
    }

    fn drifting_from(
        world: &mut World<'_>,
        place: Position,
        (tonnes, hours): (f64, f64),
        start: Timestamp,
        wait: Span,
    ) -> Self {
        Self {
            place,
            when: Interval::between(start, start.saturating_add(Span::from_secs_f64(hours * 3600.0))),
            motion: world.drift(place, start.saturating_add(Span::ZERO - wait)),
            wait,
            meeting: world.meeting("illicit_sts"),
            tonnes,
            doing: Doing::Drifting,
        }
    }
}

/// Where a transfer of oil offshore is agreed.
pub(super) fn oil_place(world: &mut World<'_>) -> Position {
    let mut left = world.dice.unit();
    let mut site = OIL[0].0;
    for (candidate, weight) in OIL {
        site = candidate;
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    world.open_water(site, Metres::from_km(40.0))
}

/// Tonnes of a parcel, and hours side by side: mooring and pumping.
fn pumped(world: &mut World<'_>) -> (f64, f64) {
    let tonnes = parcel(world);
    let pumping = tonnes / world.dice.between(200.0, 500.0);
    let mooring = world.dice.between(1.0, 2.5);
    (tonnes, (pumping * world.climate.patience + mooring).clamp(3.0, 14.0))
}

/// Parcels of DPRK receivers: log-normal, geometric mean 1,500 t, deviation of the logarithm 0.44 (eight
/// published parcels, 600 to 2,500 t).
fn parcel(world: &mut World<'_>) -> f64 {
    (1500.0 * (0.44 * world.dice.normal()).exp()).clamp(500.0, 4000.0).round()
}

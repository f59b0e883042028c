//! The truth tables of a world, from its hulls, its stories and what was received.

use model::{Interval, Knots, Metres, Mmsi, Position, Span, Timestamp};

use super::heard::Heard;
use super::{
    Act, BroadcastRow, DarkRendezvousRow, DarkSide, HullRow, IdentityChangeRow, IncidentRow, SpoofingRow,
    Truth, encounters, five,
};
use crate::deceit::Deceit;
use crate::hull::Hull;
use crate::place::is_inside_the_line;
use crate::transmit::Received;
use crate::world::{Incident, World};

impl Truth {
    /// Everything that is true of a world.
    pub(crate) fn compile(world: &World<'_>, received: &[Received]) -> Self {
        let heard = Heard::new(world.hulls.len(), received);
        let mut incidents: Vec<&Incident> = world.incidents.iter().collect();
        incidents.sort_by_key(|incident| (incident.when.start(), incident.hulls.clone()));
        Self {
            hulls: world.hulls.iter().zip(0..).map(|(hull, number)| hull_row(number, hull)).collect(),
            broadcasts: broadcasts(world),
            encounters: encounters::find(world, &heard),
            silences: heard.silences(world),
            dark_rendezvous: incidents.iter().filter_map(|incident| dark_row(world, incident)).collect(),
            identity_changes: identity_changes(world),
            spoofing: spoofing(world, &heard),
            incidents: incidents
                .iter()
                .zip(1..)
                .map(|(incident, id)| incident_row(world, &heard, id, incident))
                .collect(),
        }
    }
}

fn hull_row(hull: u32, ship: &Hull) -> HullRow {
    let (kind, role) = (ship.kind.word().to_owned(), ship.role.to_owned());
    HullRow { hull, kind, length_m: ship.size.length.0, role, oddity: ship.oddity.to_owned() }
}

fn broadcasts(world: &World<'_>) -> Vec<BroadcastRow> {
    let mut rows = Vec::new();
    for (ship, hull) in world.hulls.iter().zip(0..) {
        for (when, identity) in &ship.radio.identities {
            if let Some(within) = when.overlap(world.span) {
                rows.push(BroadcastRow { hull, mmsi: identity.mmsi, from: within.start(), to: within.end() });
            }
        }
    }
    rows
}

fn identity_changes(world: &World<'_>) -> Vec<IdentityChangeRow> {
    let mut rows = Vec::new();
    for (ship, hull) in world.hulls.iter().zip(0..) {
        for pair in ship.radio.identities.windows(2) {
            let at = pair[1].0.start();
            let (mmsi_old, mmsi_new) = (pair[0].1.mmsi, pair[1].1.mmsi);
            if let Some(place) = ship.place(at).filter(|_| world.span.contains(at) && mmsi_old != mmsi_new) {
                let (lat, lon) = (five(place.lat()), five(place.lon()));
                rows.push(IdentityChangeRow { hull, mmsi_old, mmsi_new, at, lat, lon });
            }
        }
    }
    rows.sort_by_key(|row| (row.at, row.hull));
    rows
}

fn spoofing(world: &World<'_>, heard: &Heard) -> Vec<SpoofingRow> {
    let mut rows = Vec::new();
    for (number, ship) in world.hulls.iter().enumerate() {
        for (when, deceit) in &ship.radio.deceits {
            let Some(identity) = ship.radio.identity(when.start()) else { continue };
            rows.push(SpoofingRow {
                hull: number as u32,
                mmsi: identity.mmsi,
                from: when.start(),
                to: when.end(),
                kind: deceit.word().to_owned(),
                fixes: heard.count(number, *when),
                traceable: shows_a_box(*deceit, heard.count(number, *when))
                    || heard.across(number, *when).any(|[one, next]| leaps(ship, one, next)),
            });
        }
    }
    rows
}

/// Whether reports are enough to see that a box is gone round.
const fn shows_a_box(deceit: Deceit, fixes: u32) -> bool {
    /// Fewer places lie on many figures.
    const ENOUGH: u32 = 12;
    matches!(deceit, Deceit::Boxed(_)) && fixes >= ENOUGH
}

/// Whether the places that a ship told at two moments lie farther apart than a merchant ship sails.
fn leaps(ship: &Hull, one: Timestamp, next: Timestamp) -> bool {
    const FASTEST: Knots = Knots(25.0);
    const SLACK: Metres = Metres(2_000.0);
    let told = |time| {
        let truth = ship.at(time)?;
        Some(ship.radio.deceit(time).map_or(truth, |deceit| deceit.told(truth, time)).position)
    };
    let farthest = FASTEST.metres_per_second() * (next - one).secs() + SLACK.0;
    told(one).zip(told(next)).is_some_and(|(from, to)| from.distance(to).0 > farthest)
}

fn dark_row(world: &World<'_>, incident: &Incident) -> Option<DarkRendezvousRow> {
    let dark = incident.dark?;
    let number = |hull: usize| number_before(&world.hulls[hull], incident.when.start());
    let mut parties =
        [(number(incident.hulls[0]), incident.hulls[0]), (number(incident.hulls[1]), incident.hulls[1])];
    if dark == DarkSide::Both {
        parties.sort();
    }
    let [(mmsi_a, a), (mmsi_b, b)] = parties;
    let (start, end) = (incident.when.start(), incident.when.end());
    let (lat, lon) = degrees(incident.position);
    Some(DarkRendezvousRow { hull_a: a as u32, hull_b: b as u32, mmsi_a, mmsi_b, start, end, lat, lon, dark })
}

/// The number that a radio was set to, on or off.
fn number_before(hull: &Hull, time: Timestamp) -> Option<Mmsi> {
    hull.radio.identity(time).map(|identity| identity.mmsi)
}

fn incident_row(world: &World<'_>, heard: &Heard, incident_id: u32, incident: &Incident) -> IncidentRow {
    let (lat, lon) = degrees(incident.position);
    IncidentRow {
        incident_id,
        story: incident.story.clone(),
        act: incident.act,
        list: incident.list,
        cargo: incident.cargo.to_owned(),
        tonnes: incident.tonnes,
        start: incident.when.start(),
        end: incident.when.end(),
        lat,
        lon,
        mmsis: numbers(world, incident),
        traceable: incident.hulls.iter().any(|hull| traceable(heard, *hull, incident)),
    }
}

fn numbers(world: &World<'_>, incident: &Incident) -> Vec<Mmsi> {
    let radios = incident.hulls.iter().flat_map(|hull| &world.hulls[*hull].radio.identities);
    let mut numbers: Vec<Mmsi> = radios.map(|(_, identity)| identity.mmsi).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

/// Whether what was heard of a hull can show what it took part in.
fn traceable(heard: &Heard, hull: usize, incident: &Incident) -> bool {
    match incident.act {
        Act::Meeting if is_inside_the_line(incident.position) => {
            was_heard_around(heard, hull, incident.when) || hides_a_voyage(heard, hull, incident.when)
        }
        Act::Meeting => was_heard_around(heard, hull, incident.when),
        Act::Call => heard.count(hull, incident.when) > 0 || hides_a_voyage(heard, hull, incident.when),
    }
}

/// Within the day before a meeting and within the day after it.
fn was_heard_around(heard: &Heard, hull: usize, when: Interval) -> bool {
    let day = Span::from_hours(24);
    let before = Interval::between(when.start().saturating_add(Span::ZERO - day), when.start());
    let after = Interval::between(when.end(), when.end().saturating_add(day));
    heard.count(hull, before) > 0 && heard.count(hull, after) > 0
}

/// Whether a call, or a meeting inside the line off Nampo, lies in a silence that ends, and is not so long that it says
/// nothing of a voyage: 15 days (the longest that the table of indicators takes for one to Nampo).
fn hides_a_voyage(heard: &Heard, hull: usize, when: Interval) -> bool {
    const LONGEST: Span = Span::from_hours(15 * 24);
    heard.silence_over(hull, when).is_some_and(|silence| silence.span() <= LONGEST)
}

fn degrees(place: Position) -> (f64, f64) {
    (five(place.lat()), five(place.lon()))
}

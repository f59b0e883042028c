//! One bit of a report gone wrong: in its place, its speed or its course, or in the seconds that the station stamped.

use model::{Degrees, Fix, Knots, Metres, Motion, Position, Span};

use crate::sea::Dice;

/// A fix as it was received.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard {
    pub(crate) fix: Fix,
    /// How far from where the ship was at the time that the record says.
    pub(crate) off: Metres,
}

/// What a bit can go wrong in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Field {
    Longitude,
    Latitude,
    Speed,
    Course,
    Stamp,
}

/// A field with its bits.
pub(crate) type Bits = (Field, u32);

/// What a track is made of, of message 1 (ITU-R M.1371-5, table 48).
pub(crate) const MESSAGE: &[Bits] =
    &[(Field::Longitude, 28), (Field::Latitude, 27), (Field::Speed, 10), (Field::Course, 12)];
/// The same with the seconds of a day and a half in the stamp of the station.
pub(crate) const MESSAGE_AND_STAMP: &[Bits] = &[
    (Field::Longitude, 28),
    (Field::Latitude, 27),
    (Field::Speed, 10),
    (Field::Course, 12),
    (Field::Stamp, 17),
];

/// A bit of any of some fields, each as likely as any other: the field, which bit of it, and of how many.
fn draw(fields: &[Bits], dice: &mut Dice) -> (Field, u32, u32) {
    let all = fields.iter().flat_map(|&(field, bits)| (0..bits).map(move |bit| (field, bit, bits)));
    let all: Vec<(Field, u32, u32)> = all.collect();
    all[(dice.share() * all.len() as f64) as usize]
}

/// The fixes, of which a share has one bit wrong; those left out that readers reject then.
pub(crate) fn garbled(fixes: &[Fix], fields: &[Bits], share: f64, dice: &mut Dice) -> Vec<Heard> {
    let received =
        |fix: &Fix| if dice.share() < share { with_a_bit_wrong(fix, fields, dice) } else { Some(*fix) };
    let received: Vec<Fix> = fixes.iter().filter_map(received).collect();
    let off = |fix: &Fix| fix.position.distance(place_at(fixes, fix));
    received.into_iter().map(|fix| Heard { fix, off: off(&fix) }).collect()
}

/// Where the ship was by what she sent.
fn place_at(fixes: &[Fix], received: &Fix) -> Position {
    let sent = &fixes[received.location.line() as usize];
    if sent.time == received.time {
        return sent.position;
    }
    let next = fixes.partition_point(|fix| fix.time < received.time);
    let (Some(before), Some(after)) = (next.checked_sub(1), fixes.get(next)) else {
        return fixes[next.min(fixes.len() - 1)].position;
    };
    let before = &fixes[before];
    let gone = (received.time - before.time).secs() / (after.time - before.time).secs();
    before.position.interpolate(after.position, gone)
}

fn with_a_bit_wrong(fix: &Fix, fields: &[Bits], dice: &mut Dice) -> Option<Fix> {
    let (field, bit, bits) = draw(fields, dice);
    let position = |lat: f64, lon: f64| Position::from_degrees(Degrees(lat), Degrees(lon)).ok();
    let (lat, lon) = (fix.position.lat(), fix.position.lon());
    let flip = |number: f64, steps: f64| flipped(number, steps, bit, bits);
    Some(match field {
        Field::Longitude => Fix { position: position(lat, flip(lon, 600_000.0))?, ..*fix },
        Field::Latitude => Fix { position: position(flip(lat, 600_000.0), lon)?, ..*fix },
        Field::Speed => {
            let speed = Some(Knots(flip(fix.speed()?.0, 10.0).abs())).filter(|speed| speed.0 < 102.25);
            Fix { told: Motion { speed, course: fix.course(), ..Motion::default() }.into(), ..*fix }
        }
        Field::Course => {
            let course = Some(Degrees(flip(fix.course()?.0, 10.0).abs())).filter(|course| course.0 < 360.0);
            Fix { told: Motion { speed: fix.speed(), course, ..Motion::default() }.into(), ..*fix }
        }
        Field::Stamp => {
            let second = fix.time.ms().div_euclid(1_000);
            Fix { time: fix.time.saturating_add(Span::from_secs((second ^ (1 << bit)) - second)), ..*fix }
        }
    })
}

/// A number of so many steps a unit in two's complement, one bit of it turned.
fn flipped(number: f64, steps: f64, bit: u32, bits: u32) -> f64 {
    let turned = (number * steps).round() as i32 ^ (1 << bit);
    let beyond = 32 - bits;
    f64::from(turned << beyond >> beyond) / steps
}

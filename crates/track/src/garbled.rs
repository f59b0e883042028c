//! Places of which one bit came over wrong though the checksum is right: a receiver that repairs, or a line behind it that
//! garbles, sends a ship a power of two of the finest steps north, south, east or west of where she is. A bit that goes wrong over
//! and over makes a place at which a second hull seems to lie; no ship lies so beside another. So does a bit of the time that was
//! stamped, which puts her where she was or will be some hours off.

use model::{Fix, Position, Span, Timestamp};

/// Places are sent in ten-thousandths of a minute (ITU-R M.1371-5, table 48).
const STEPS_PER_DEGREE: f64 = 600_000.0;
/// Bits of lower value move a place by less than a kilometre: it is the hull's own, whichever bit it was.
const LOWEST_BIT: i32 = 12;
/// That of the sign of a longitude.
const HIGHEST_BIT: i32 = 27;
/// Steps by which a place may be off besides (design: 110 m, for errors of position and rounded archives).
const OFF: f64 = 600.0;
/// Bits of the seconds of a stamp that make a ship seem elsewhere, from a quarter of an hour up to a day (design: a longer time is that
/// of another voyage).
const STAMP_BITS: std::ops::RangeInclusive<u32> = 10..=16;
/// Garbled are at most one in so many of a hull's places (design: the worst archives garble one in a hundred).
const ONE_IN: usize = 10;
/// Of a chain of garbled places so many in ten are one bit off (data: in simulated months 89 of 100 are; the others were garbled in
/// silences, when nobody knows where the ship was. Of a second ship's places one in fifty is so by chance).
const IN_TEN: usize = 6;

/// Whether a chain of places is made of those of a hull with one bit of each gone wrong. Both are places in the sorted fixes of
/// a number, ascending.
pub(crate) fn is_of_hull(fixes: &[Fix], hull: &[usize], chain: &[usize]) -> bool {
    if chain.len() * ONE_IN > hull.len() {
        return false;
    }
    let is_garbled = |at: &&usize| is_garbled(fixes, hull, &fixes[**at]);
    chain.iter().filter(is_garbled).count() * 10 >= chain.len() * IN_TEN
}

/// Whether a fix is of the hull but for one bit of its place or its time.
fn is_garbled(fixes: &[Fix], hull: &[usize], fix: &Fix) -> bool {
    let is_here = |place: Position| steps(place, fix.position).into_iter().all(|steps| steps <= OFF);
    let is_misstamped = || {
        let late_by = STAMP_BITS.flat_map(|bit| [1 << bit, -(1 << bit)]).map(Span::from_secs);
        late_by.filter_map(|by| place_at(fixes, hull, fix.time.saturating_add(by))).any(is_here)
    };
    place_at(fixes, hull, fix.time).is_some_and(|place| is_one_bit_off(place, fix.position))
        || is_misstamped()
}

/// Where the hull was at a time.
fn place_at(fixes: &[Fix], hull: &[usize], time: Timestamp) -> Option<Position> {
    let next = hull.partition_point(|&own| fixes[own].time < time);
    let before = next.checked_sub(1).map(|before| &fixes[hull[before]]);
    let after = hull.get(next).map(|&after| &fixes[after]);
    match (before, after) {
        (Some(before), Some(after)) => {
            let span = (after.time - before.time).secs().max(1.0);
            Some(before.position.interpolate(after.position, (time - before.time).secs() / span))
        }
        (one, other) => one.or(other).map(|fix| fix.position),
    }
}

/// Steps north or south, and east or west.
fn steps(place: Position, garbled: Position) -> [f64; 2] {
    [garbled.lat() - place.lat(), garbled.lon() - place.lon()].map(|degrees| degrees.abs() * STEPS_PER_DEGREE)
}

fn is_one_bit_off(place: Position, garbled: Position) -> bool {
    let [north, east] = steps(place, garbled);
    let is_bit = |steps: f64| {
        steps <= 2_f64.powi(LOWEST_BIT)
            || (LOWEST_BIT..=HIGHEST_BIT).any(|bit| (steps - 2_f64.powi(bit)).abs() <= OFF)
    };
    (north <= OFF && is_bit(east)) || (east <= OFF && is_bit(north))
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Metres, Track};

    use super::*;
    use crate::testing::{at, fix_at};
    use crate::{Options, build};

    /// A month at a berth, heard every three minutes, and elsewhere now and then.
    fn moored(elsewhere: impl Fn(u32, Position) -> Option<Position>) -> Vec<Track> {
        let berth = at(35.1, 129.04);
        let place = |step: u32| elsewhere(step, berth).unwrap_or(berth);
        let fixes: Vec<Fix> = (0..14_400).map(|step| fix_at(f64::from(step) * 0.05, place(step))).collect();
        build(fixes, Vec::new(), &Options::default()).tracks
    }

    fn with_bit_flipped(place: Position, bit: u32, is_latitude: bool) -> Option<Position> {
        let flip = |degrees: f64, is_it: bool| {
            let sent = (degrees * STEPS_PER_DEGREE).round() as i32;
            Degrees(f64::from(if is_it { sent ^ (1 << bit) } else { sent }) / STEPS_PER_DEGREE)
        };
        Position::from_degrees(flip(place.lat(), is_latitude), flip(place.lon(), !is_latitude)).ok()
    }

    #[test]
    fn a_moored_ship_of_which_one_place_in_a_hundred_has_any_bit_wrong_is_one_hull() {
        for first in 0..12 {
            // The bits come as by dice: multiples of the golden ratio.
            let dice = |step: u32| (f64::from(step + first * 14_400) * 0.618_033_988_75).fract();
            let tracks = moored(|step, berth| {
                let bit = (dice(step) * 27.0) as u32;
                let is_latitude = dice(step) * 54.0 % 2.0 < 1.0;
                if step % 100 == 50 { with_bit_flipped(berth, bit, is_latitude) } else { None }
            });
            assert_eq!(tracks.len(), 1, "{first}");
        }
    }

    #[test]
    fn a_moored_ship_of_which_one_bit_goes_wrong_over_and_over_is_one_hull_and_what_it_garbles_is_in_doubt() {
        for (bit, is_latitude) in (16..25).flat_map(|bit| [(bit, true), (bit, false)]) {
            let tracks =
                moored(
                    |step, berth| {
                        if step % 100 == 50 { with_bit_flipped(berth, bit, is_latitude) } else { None }
                    },
                );
            let [hull] = &tracks[..] else { panic!("bit {bit}, latitude {is_latitude}: {}", tracks.len()) };
            assert_eq!((hull.fixes.len(), hull.doubtful.len()), (14_256, 144), "bit {bit}, {is_latitude}");
        }
    }

    #[test]
    fn a_second_ship_heard_seldom_under_the_number_is_a_second_hull() {
        let tracks = moored(|step, berth| {
            (step % 100 == 50).then(|| berth.towards(Degrees(60.0), Metres::from_km(60.0)))
        });
        assert_eq!(tracks.len(), 2);
    }
}

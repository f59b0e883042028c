//! Reports in one order whatever order they came in, and each transmission once.

use model::{Fix, Knots, Span, StaticReport};

use crate::DuplicateOptions;
use crate::clocks::Clocks;

/// How many fixes back a copy is looked for; more never lie within two seconds but under a placeholder.
const COPIES_WITHIN: usize = 64;

/// The fixes of one number in order.
pub(crate) struct Ordered {
    /// By time and then by every other value, the earliest of each transmission only.
    pub(crate) fixes: Vec<Fix>,
    /// The others.
    pub(crate) copies: Vec<Fix>,
    /// What transmissions that several stations heard say of their clocks.
    pub(crate) clocks: Clocks,
}

/// Fixes in order, each transmission once.
///
/// Files repeat each other, so equal records differ in their location at most: the first location stays.
pub(crate) fn fixes(mut fixes: Vec<Fix>, options: &DuplicateOptions) -> Ordered {
    fixes.sort_by(Fix::compare);
    let (mut kept, mut copies, mut clocks) = (0, Vec::new(), Clocks::default());
    let mut told = ToldUnderWay::by(&fixes);
    let mut far_apart = FarApart::default();
    for at in 0..fixes.len() {
        let fix = fixes[at];
        let earlier = &fixes[..kept];
        let near = (0..kept).rev().take(COPIES_WITHIN);
        let mut near = near.take_while(|&earlier| fix.time - fixes[earlier].time <= options.within);
        let original = near.find(|&earlier| {
            is_same_transmission(&fixes[earlier], &fix) || is_same_rounded(&fixes[earlier], &fix, options)
        });
        let original = original.or_else(|| told.by_another_clock(earlier, &fix, options));
        let is_copy =
            original.is_some_and(|original| fix.time - fixes[original].time <= options.clock_within);
        match original {
            Some(original) if is_copy => {
                clocks.compare(&fixes[original], &fix, options.within);
                far_apart.confirm(original, &fixes[original], &fix, options.within);
                copies.push(fix);
            }
            _ => {
                far_apart.pairs.extend(original.map(|original| (original, kept)));
                told.note(earlier, &fix, kept);
                fixes[kept] = fix;
                kept += 1;
            }
        }
    }
    far_apart.compare(&fixes, &mut clocks, options.within);
    fixes.truncate(kept);
    clocks.count(&fixes);
    clocks.count(&copies);
    clocks.note_set_backs(&fixes);
    Ordered { fixes, copies, clocks }
}

/// Records that seem to be of one transmission but were stamped by other stations hours before or after.
#[derive(Default)]
struct FarApart {
    /// By their numbers among the fixes that are kept.
    pairs: Vec<(usize, usize)>,
    /// Fixes that a second station stamped alike, in order.
    confirmed: Vec<usize>,
}

impl FarApart {
    fn confirm(&mut self, at: usize, original: &Fix, copy: &Fix, within: Span) {
        let is_by_other = original.location.station() != copy.location.station();
        if is_by_other && copy.time - original.time <= within {
            self.confirmed.push(at);
        }
    }

    /// Tells of the clocks, but where others confirm either time: then the ship said it twice.
    fn compare(mut self, fixes: &[Fix], clocks: &mut Clocks, within: Span) {
        self.confirmed.sort_unstable();
        let is_confirmed = |at: usize| self.confirmed.binary_search(&at).is_ok();
        for &(earlier, later) in &self.pairs {
            if !(is_confirmed(earlier) && is_confirmed(later)) {
                clocks.compare(&fixes[earlier], &fixes[later], within);
            }
        }
    }
}

/// The fixes of a ship under way that a named station heard, by place: a ship under way is not twice at one place, to the last
/// digit of place, course and speed, so a second such record is of the same transmission, by another clock. Two that say so by one
/// station are a frozen receiver's.
///
/// Each place has a slot, in which the latest fix stays. In the rare case that all slots near its own are taken it takes that of
/// another, which is found no more.
struct ToldUnderWay(Vec<Option<Latest>>);

/// The latest fix told at a place.
#[derive(Debug, Clone, Copy)]
struct Latest {
    at: u32,
    /// One like it was kept before it.
    is_repeated: bool,
}

impl ToldUnderWay {
    /// No slots where fewer than two stations heard the ship.
    fn by(fixes: &[Fix]) -> Self {
        let mut stations = fixes.iter().filter_map(|fix| fix.location.station());
        let first = stations.next();
        let has_two = stations.any(|station| Some(station) != first);
        Self(vec![None; if has_two { (2 * fixes.len()).next_power_of_two() } else { 0 }])
    }

    /// The record of the same transmission that another station made long before by its clock.
    fn by_another_clock(&self, earlier: &[Fix], fix: &Fix, options: &DuplicateOptions) -> Option<usize> {
        let latest = self.0[self.slot(earlier, fix)?].filter(|latest| !latest.is_repeated)?;
        let original = &earlier[latest.at as usize];
        let is_by_other = original.location.station() != fix.location.station();
        let is_in_time = fix.time - original.time <= options.other_zone_within;
        (is_by_other && is_in_time && is_same_transmission(original, fix)).then_some(latest.at as usize)
    }

    fn note(&mut self, earlier: &[Fix], fix: &Fix, at: usize) {
        let Some(slot) = self.slot(earlier, fix) else { return };
        let is_repeated =
            self.0[slot].is_some_and(|latest| is_same_transmission(&earlier[latest.at as usize], fix));
        self.0[slot] = u32::try_from(at).ok().map(|at| Latest { at, is_repeated });
    }

    fn slot(&self, earlier: &[Fix], fix: &Fix) -> Option<usize> {
        /// Slower ships tell one place twice (design).
        const UNDER_WAY: Knots = Knots(3.0);
        /// Looked through from its own slot on; half of all are empty.
        const NEAR: usize = 8;
        fix.location.station()?;
        fix.speed().filter(|speed| *speed >= UNDER_WAY)?;
        let bits = self.0.len().checked_ilog2()?;
        let place = (fix.position.lat_e7() as u64) << 32 | u64::from(fix.position.lon_e7() as u32);
        // Fibonacci hashing: the odd number nearest to 2^64 over the golden ratio.
        let own = (place.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize;
        let is_of_place =
            |latest: Latest| earlier.get(latest.at as usize).is_some_and(|it| it.position == fix.position);
        let mut near = (own..own + NEAR).map(|slot| slot % self.0.len());
        Some(near.find(|&slot| self.0[slot].is_none_or(is_of_place)).unwrap_or(own))
    }
}

/// Static reports by time and then by every other value, the earliest of each transmission only.
pub(crate) fn statics(mut reports: Vec<StaticReport>, within: Span) -> Vec<StaticReport> {
    reports.sort_by(StaticReport::compare);
    let mut kept: Vec<StaticReport> = Vec::with_capacity(reports.len());
    for report in reports {
        let near =
            kept.iter().rev().take(COPIES_WITHIN).take_while(|earlier| report.time - earlier.time <= within);
        if !near.into_iter().any(|earlier| earlier.compare_contents(&report).is_eq()) {
            kept.push(report);
        }
    }
    kept
}

pub(crate) fn is_same_transmission(one: &Fix, other: &Fix) -> bool {
    one.position == other.position && one.told.is_same_motion(other.told)
}

/// Whether what two records of about one moment tell differs by no more than as one archive or the other rounds it.
pub(crate) fn is_same_rounded(one: &Fix, other: &Fix, options: &DuplicateOptions) -> bool {
    const TURN_E7: i64 = 3_600_000_000;
    let rounded_e7 = (options.place_rounded_by.0 * 1e7).round() as i64;
    let is_one_angle = |one: i32, other: i32| {
        let apart = (i64::from(one) - i64::from(other)).abs();
        apart.min(TURN_E7 - apart) <= rounded_e7
    };
    is_one_angle(one.position.lat_e7(), other.position.lat_e7())
        && is_one_angle(one.position.lon_e7(), other.position.lon_e7())
        && one.heading() == other.heading()
        && is_one(one.speed(), other.speed(), |one, other| {
            (one.0 - other.0).abs() <= options.speed_rounded_by.0
        })
        && is_one(one.course(), other.course(), |one, other| one.apart(other) <= options.course_rounded_by)
}

/// Whether both tell a value, and as good as the same, or neither does.
fn is_one<T>(one: Option<T>, other: Option<T>, is_near: impl Fn(T, T) -> bool) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => is_near(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

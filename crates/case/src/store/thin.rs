//! Static reports that say again what a ship said before: of equal ones that one station heard the first and the last of
//! each hour are kept, for the clock of another may be wrong.
//!
//! A ship repeats its static data every six minutes, and tables repeat it in every row. What is kept of two sets together
//! is what is kept of what is kept of each, so that it does not matter how an archive was cut into files, batches or
//! runs; and a change is dated as well as before, but for one that is taken back within the hour.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::io;

use model::{Mmsi, StaticReport, Timestamp};

use super::merge::Merged;

const HOUR_MS: i64 = 3_600_000;

/// Sorts reports and leaves out those that repeat others.
pub(super) fn sorted(mut reports: Vec<StaticReport>) -> Vec<StaticReport> {
    sort(&mut reports);
    let mut thinned = Vec::with_capacity(reports.len());
    let mut of_hour = Vec::new();
    for report in reports {
        if of_hour.first().is_some_and(|first| hour(first) != hour(&report)) {
            thin(&mut of_hour);
            thinned.append(&mut of_hour);
        }
        of_hour.push(report);
    }
    thin(&mut of_hour);
    thinned.append(&mut of_hour);
    thinned
}

/// Sorts reports into the order of the store: by short keys, since reports are long to move, and by all that they say
/// only where ship and time are the same.
fn sort(reports: &mut [StaticReport]) {
    let key = |report: &StaticReport| (report.time.day(), report.mmsi, report.time);
    reports.sort_by_cached_key(key);
    for at_once in reports.chunk_by_mut(|one, next| key(one) == key(next)) {
        at_once.sort_unstable_by(StaticReport::compare);
    }
}

/// The same for reports that come in order, however many they are; `fault` says of what their error is.
pub(super) fn each<E>(
    reports: &mut Merged<'_, StaticReport>,
    keep: &mut dyn FnMut(&StaticReport) -> Result<(), E>,
    fault: &dyn Fn(io::Error) -> E,
) -> Result<(), E> {
    let mut of_hour: Vec<Cow<'_, StaticReport>> = Vec::new();
    let mut room = MOST;
    while let Some(report) = reports.take().map_err(fault)? {
        if of_hour.first().is_some_and(|first| hour(first) != hour(&report)) {
            thin(&mut of_hour);
            of_hour.drain(..).try_for_each(|report| keep(&report))?;
            room = MOST;
        }
        of_hour.push(report);
        if of_hour.len() >= room {
            thin(&mut of_hour);
            room = MOST.max(of_hour.len() * 2);
        }
    }
    thin(&mut of_hour);
    of_hour.iter().try_for_each(|report| keep(report))
}

/// Reports of one ship and hour that are held before they are thinned: a number may be shared by many ships.
const MOST: usize = 4096;

/// Leaves out of one ship and hour, in order, what says the same as others before it and after it.
fn thin<R: Borrow<StaticReport>>(reports: &mut Vec<R>) {
    let Some((first, others)) = reports.split_first() else { return };
    if others.iter().all(|other| says_the_same(first, other)) {
        // Most ships say the same all the time.
        let last = first_at_the_end(reports.iter().map(|report| report.borrow().time));
        reports.truncate(last + 1);
        reports.drain(1.min(last)..last);
        return;
    }
    let mut order: Vec<usize> = (0..reports.len()).collect();
    // Stable: equal contents stay in the order of time.
    order.sort_by(|one, other| compare(&reports[*one], &reports[*other]));
    let mut keep = vec![false; reports.len()];
    for equal in order.chunk_by(|one, other| says_the_same(&reports[*one], &reports[*other])) {
        let last = first_at_the_end(equal.iter().map(|at| reports[*at].borrow().time));
        (keep[equal[0]], keep[equal[last]]) = (true, true);
    }
    let mut kept = keep.into_iter();
    reports.retain(|_| kept.next().unwrap_or(true));
}

fn says_the_same<R: Borrow<StaticReport>>(one: &R, other: &R) -> bool {
    compare(one, other).is_eq()
}

fn compare<R: Borrow<StaticReport>>(one: &R, other: &R) -> Ordering {
    let (one, other) = (one.borrow(), other.borrow());
    one.compare_contents(other).then_with(|| one.location.station().cmp(&other.location.station()))
}

/// Of some that say the same, in the order of their times, the first at the last moment: that one counts, so that it does
/// not matter which of them were left out before; and for the same reason even two are looked at.
fn first_at_the_end(times: impl DoubleEndedIterator<Item = Timestamp> + ExactSizeIterator) -> usize {
    let count = times.len();
    let mut from_behind = times.rev();
    let last = from_behind.next();
    count - 1 - from_behind.take_while(|time| Some(*time) == last).count()
}

fn hour(report: &StaticReport) -> (Mmsi, i64) {
    (report.mmsi, report.time.ms().div_euclid(HOUR_MS))
}

#[cfg(test)]
mod tests {
    use model::{FileId, Location, StationId};
    use proptest::prelude::*;

    use super::*;

    fn report(minute: i64, name: &str, line: u64) -> StaticReport {
        StaticReport {
            mmsi: Mmsi::try_from(445_000_001).unwrap(),
            time: Timestamp::from_ms(1_700_000_000_000 - 1_700_000_000_000 % HOUR_MS + minute * 60_000)
                .unwrap(),
            imo: None,
            name: Some(name.to_owned()),
            call_sign: None,
            ship_type: None,
            dimensions: None,
            draught: None,
            destination: None,
            location: Location::row(FileId(0), line),
        }
    }

    #[test]
    fn the_first_and_the_last_of_an_hour_stay_and_a_change_between_them() {
        let said = [(0, "A"), (6, "A"), (12, "A"), (18, "B"), (24, "A"), (30, "A"), (61, "A")];
        let reports = said.iter().zip(0..).map(|((minute, name), line)| report(*minute, name, line));
        let kept: Vec<u64> = sorted(reports.collect()).iter().map(|report| report.location.line()).collect();
        assert_eq!(kept, [0, 3, 5, 6]);
    }

    #[test]
    fn what_another_station_heard_stays_beside_it() {
        let heard = |minute, line, by: &str| {
            let report = report(minute, "A", line);
            StaticReport { location: report.location.heard_by(Some(StationId::named(by))), ..report }
        };
        let said = [(0, "rA"), (6, "rB"), (12, "rA"), (18, "rB"), (24, "rA"), (30, "rB"), (36, "rA")];
        let reports = said.iter().zip(0..).map(|((minute, by), line)| heard(*minute, line, by));
        let kept: Vec<u64> = sorted(reports.collect()).iter().map(|report| report.location.line()).collect();
        assert_eq!(kept, [0, 1, 5, 6]);
    }

    #[test]
    fn of_what_is_said_twice_at_one_moment_the_first_stays_however_many_say_it() {
        for copies in 1..5 {
            let kept = sorted((0..copies).map(|line| report(5, "A", line)).collect());
            assert_eq!(kept.iter().map(|report| report.location.line()).collect::<Vec<_>>(), [0], "{copies}");
        }
    }

    proptest! {
        #[test]
        fn thinning_parts_first_changes_nothing(
            said in proptest::collection::vec((0..10i64, "[ABC]"), 0..40), cut in 0..40usize,
        ) {
            let said = said.iter().map(|(tenth, name)| (tenth * 9, name));
            let said: Vec<(i64, &String)> = said.collect();
            let all: Vec<StaticReport> =
                said.iter().zip(0..).map(|((minute, name), line)| report(*minute, name, line)).collect();
            let (head, tail) = all.split_at(cut.min(all.len()));
            let parts = [sorted(head.to_vec()), sorted(tail.to_vec())].concat();
            prop_assert_eq!(sorted(parts), sorted(all));
        }
    }
}

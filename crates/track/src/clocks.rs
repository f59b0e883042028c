//! How the clocks of stations go, by transmissions that two of them heard.

mod line;
mod pair;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use model::{Fix, Interval, Location, Span, StationId, Timestamp};

use crate::DuplicateOptions;
use line::{Line, median};
use pair::{Alike, Apart, Pair};

/// What is known of the clocks of stations, pair by pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clocks {
    /// By stations.
    pairs: Vec<Pair>,
}

/// A station whose clock is wrong beside those of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockFault {
    /// A record that it heard.
    pub seen_at: Location,
    /// How late it stamps, beside another, half way through what both heard; early ones are below 0.
    pub late_by: Span,
    /// How many seconds a day it falls behind; one that gains is below 0.
    pub drift_s_per_day: f64,
    /// Half way through what both heard.
    pub half_way: Timestamp,
    /// By so many transmissions that both heard.
    pub shared: usize,
    /// Its first stamp that is wrong, where it was right before; else it was wrong from the beginning.
    pub since: Option<Timestamp>,
    /// Its last stamp that is wrong, where it was right after; else it stayed wrong.
    pub until: Option<Timestamp>,
    /// Whether it is known to be this one's clock and not the other's: of two alone nobody can tell.
    pub is_sure: bool,
}

impl Clocks {
    /// Notes one transmission that two stations heard.
    pub(crate) fn compare(&mut self, earlier: &Fix, later: &Fix, alike: Span) {
        let (Some(one), Some(other)) = (earlier.location.station(), later.location.station()) else { return };
        if one == other {
            return;
        }
        let is_in_order = one < other;
        let in_order = |a, b| if is_in_order { [a, b] } else { [b, a] };
        let seen_at =
            if is_in_order { [earlier.location, later.location] } else { [later.location, earlier.location] };
        let pair = self.pair(in_order(one, other), seen_at);
        let (time, apart) = (earlier.time, later.time - earlier.time);
        match apart <= alike {
            true => pair.note_alike(Alike { first: time, last: time, count: 1 }),
            false => {
                let by = if is_in_order { apart } else { Span::from_ms(-apart.ms()) };
                pair.apart.push(Apart { time, by });
            }
        }
    }

    fn pair(&mut self, stations: [StationId; 2], seen_at: [Location; 2]) -> &mut Pair {
        let known = self.pairs.binary_search_by_key(&stations, |pair| pair.stations);
        let at = known.unwrap_or_else(|at| {
            self.pairs.insert(at, Pair { stations, alike: BTreeMap::new(), apart: Vec::new(), seen_at });
            at
        });
        &mut self.pairs[at]
    }

    /// Adds what other ships tell.
    pub fn append(&mut self, others: Self) {
        for other in others.pairs {
            let pair = self.pair(other.stations, other.seen_at);
            other.alike.into_values().for_each(|alike| pair.note_alike(alike));
            pair.apart.extend(other.apart);
        }
    }

    /// The stations whose clocks are wrong, by where they are first seen: of two whose stamps differ by one span over
    /// and over, the one that agrees with others less, or differs from more of them. Of two alone nobody knows which it is, and
    /// one is taken so that each ship is told by one clock.
    pub fn faults(&self, options: &DuplicateOptions) -> Vec<ClockFault> {
        let mut faults: Vec<(StationId, ClockFault)> = Vec::new();
        for (station, fault) in self.pairs.iter().filter_map(|pair| self.fault(pair, options)) {
            match faults.iter_mut().find(|(known, _)| *known == station) {
                Some((_, known)) if known.shared >= fault.shared => {}
                Some((_, known)) => *known = fault,
                None => faults.push((station, fault)),
            }
        }
        let mut faults: Vec<ClockFault> = faults.into_iter().map(|(_, fault)| fault).collect();
        faults.sort_by_key(|fault| fault.seen_at);
        faults
    }

    fn fault(&self, pair: &Pair, options: &DuplicateOptions) -> Option<(StationId, ClockFault)> {
        let spell = pair.spell(options)?;
        let shared = spell.apart.len();
        let line = Line::through(&spell.apart)?;
        let scatter = median(spell.apart.iter().map(|apart| line.off(apart).abs()))?;
        // Each by its own stamps: those of the right clock are the time of the spell.
        let [one, other] = [0, 1].map(|at| {
            let (station, meanwhile) = (pair.stations[at], spell.by_stamps(at));
            (self.alike(station, meanwhile), Reverse(self.differs_from(station, meanwhile)))
        });
        if scatter > options.within.secs() {
            return None;
        }
        let (wrong, is_sure) = (usize::from(other <= one), one != other);
        let sign = if wrong == 1 { 1.0 } else { -1.0 };
        let wrong_at = spell.by_stamps(wrong);
        let fault = ClockFault {
            seen_at: pair.seen_at[wrong],
            late_by: Span::from_secs_f64(sign * line.apart_s),
            drift_s_per_day: sign * line.slope * DAY_S,
            half_way: line.half_way,
            shared,
            since: spell.was_alike_before.then_some(wrong_at.start()),
            until: spell.is_alike_after.then_some(wrong_at.end()),
            is_sure,
        };
        Some((pair.stations[wrong], fault))
    }

    /// How many transmissions a station stamped as others did meanwhile.
    fn alike(&self, station: StationId, meanwhile: Interval) -> usize {
        self.pairs_of(station).map(|pair| pair.alike_in(meanwhile)).sum()
    }

    /// From how many others a station differs more often than not meanwhile.
    fn differs_from(&self, station: StationId, meanwhile: Interval) -> usize {
        let differs = |pair: &&Pair| {
            let at = usize::from(pair.stations[1] == station);
            let apart = pair.apart.iter().filter(|apart| meanwhile.contains(apart.stamps()[at])).count();
            apart > pair.alike_in(meanwhile)
        };
        self.pairs_of(station).filter(differs).count()
    }

    fn pairs_of(&self, station: StationId) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.stations.contains(&station))
    }
}

const DAY_S: f64 = 86_400.0;

impl ClockFault {
    /// Whether it stamps so while it is wrong.
    fn is_wrong_at(&self, stamp: Timestamp) -> bool {
        self.since.is_none_or(|since| stamp >= since) && self.until.is_none_or(|until| stamp <= until)
    }

    /// How late it stamped a moment.
    fn late_at(&self, time: Timestamp) -> Span {
        let since = (time - self.half_way).secs();
        Span::from_secs_f64(self.late_by.secs() + self.drift_s_per_day * since / DAY_S)
    }
}

impl ClockFault {
    /// Whether a ship is far from where it was by the time that this station stamps: then what it heard of a ship that others heard
    /// hours before or after is in doubt as well.
    pub fn is_far_off(&self) -> bool {
        /// An hour's run.
        const FAR: Span = Span::from_hours(1);
        self.is_sure && self.late_by.ms().abs() >= FAR.ms()
    }
}

/// Takes out of the fixes of a number what stations with wrong clocks stamped while others heard it. What they alone heard stays, as
/// nothing else tells of the ship, unless others heard it at another time and the clock is surely hours wrong: it would be in two places.
pub(crate) fn take_misstamped(
    fixes: &mut Vec<Fix>,
    wrong: &[ClockFault],
    options: &DuplicateOptions,
) -> Vec<Fix> {
    let clock_of = |fix: &Fix| {
        let station = fix.location.station()?;
        wrong.iter().find(|fault| fault.seen_at.station() == Some(station))
    };
    let fault_of = |fix: &Fix| clock_of(fix).filter(|fault| fault.is_wrong_at(fix.time));
    if wrong.is_empty() || !fixes.iter().any(|fix| fault_of(fix).is_some()) {
        return Vec::new();
    }
    let mut trusted: Vec<Timestamp> =
        fixes.iter().filter(|fix| clock_of(fix).is_none()).map(|fix| fix.time).collect();
    trusted.sort_unstable();
    let is_heard_by_others = |time: Timestamp| {
        let after = trusted.partition_point(|other| *other <= time);
        let beside =
            [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|at| trusted.get(at));
        beside.into_iter().any(|other| (*other - time).ms().abs() <= options.clock_within.ms())
    };
    fixes
        .extract_if(.., |fix| {
            fault_of(fix).is_some_and(|fault| {
                fault.is_far_off() && !trusted.is_empty()
                    || is_heard_by_others(fix.time.saturating_add(Span::ZERO - fault.late_at(fix.time)))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use model::Doubt;

    use super::*;
    use crate::testing::{at, voyage};
    use crate::{Options, build, build_trusting};

    /// A passage that three stations hear, of which the clock of one is so many seconds late.
    fn heard(late_s: i64) -> Vec<Fix> {
        let by = |name: &str, late_s: i64| {
            let station = Some(StationId::named(name));
            let stamp = move |fix: Fix| Fix {
                time: fix.time.saturating_add(Span::from_secs(late_s)),
                location: Location::row(fix.location.file(), fix.location.line() + late_s.unsigned_abs())
                    .heard_by(station),
                ..fix
            };
            voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 6.0).into_iter().map(stamp)
        };
        by("rA", 0).chain(by("rB", 1)).chain(by("rLATE", late_s)).collect()
    }

    #[test]
    fn what_a_station_with_a_late_or_early_clock_heard_is_merged_with_what_others_heard_and_its_clock_is_told()
     {
        for late_s in [300, -300, 2_000] {
            let tracked = build(heard(late_s), Vec::new(), &Options::default());
            assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61), "{late_s}");
            assert_eq!(tracked.tally.duplicates, 122);
            let [fault] = tracked.clocks.faults(&Options::default().duplicate)[..] else {
                panic!("{late_s}")
            };
            assert!(fault.is_sure && (fault.late_by.secs() - late_s as f64).abs() <= 1.0, "{fault:?}");
            assert_eq!(fault.seen_at.station(), Some(StationId::named("rLATE")));
        }
    }

    /// What the same stations hear of a ship at anchor.
    fn heard_at_anchor(late_s: i64) -> Vec<Fix> {
        heard(late_s).into_iter().map(|fix| Fix { position: at(37.0, 124.0), ..fix }).collect()
    }

    fn late_by(late_s: i64) -> Vec<ClockFault> {
        build(heard(late_s), Vec::new(), &Options::default()).clocks.faults(&Options::default().duplicate)
    }

    #[test]
    fn what_a_wrong_clock_stamped_is_in_doubt_where_others_heard_the_ship_and_stays_where_they_did_not() {
        let late = Some(StationId::named("rLATE"));
        for late_s in [600, -600] {
            let wrong = late_by(late_s);
            for fixes in [heard(late_s), heard_at_anchor(late_s)] {
                let tracked = build_trusting(fixes, Vec::new(), &wrong, &Options::default());
                let [track] = &tracked.tracks[..] else { panic!("{late_s}: {}", tracked.tracks.len()) };
                assert_eq!(tracked.tally.misstamped, 61, "{late_s}");
                assert!(track.fixes.iter().all(|fix| fix.location.station() != late), "{late_s}");
                assert!(track.doubtful.iter().all(|doubtful| doubtful.doubt == Doubt::Clock));
            }
            let alone: Vec<Fix> =
                heard(late_s).into_iter().filter(|fix| fix.location.station() == late).collect();
            let tracked = build_trusting(alone, Vec::new(), &wrong, &Options::default());
            assert_eq!((tracked.tally.misstamped, tracked.tracks[0].fixes.len()), (0, 61));
        }
    }

    /// The passage as three stations hear it, the third by a clock of its own.
    fn heard_by_a_clock(stamp: impl Fn(Fix) -> Timestamp) -> Vec<Fix> {
        let clock = Some(StationId::named("rCLOCK"));
        let own = heard(0).into_iter().skip(122);
        let own = own.map(|fix| Fix { time: stamp(fix), location: fix.location.heard_by(clock), ..fix });
        heard(0).into_iter().take(122).chain(own).collect()
    }

    fn fault_of(fixes: Vec<Fix>) -> Option<ClockFault> {
        let clocks = build(fixes, Vec::new(), &Options::default()).clocks;
        let faults = clocks.faults(&Options::default().duplicate);
        assert!(faults.len() <= 1 && faults.iter().all(|fault| fault.is_sure), "{faults:?}");
        faults.first().copied()
    }

    #[test]
    fn a_clock_set_by_the_time_of_korea_is_told_and_what_it_stamped_is_in_doubt() {
        for hours_late in [9, -9] {
            let late = |fix: Fix| fix.time.saturating_add(Span::from_hours(hours_late));
            let fault = fault_of(heard_by_a_clock(late)).unwrap();
            assert_eq!(fault.late_by, Span::from_hours(hours_late));
            assert_eq!(fault.seen_at.station(), Some(StationId::named("rCLOCK")));
            let tracked = build_trusting(heard_by_a_clock(late), Vec::new(), &[fault], &Options::default());
            assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61));
            assert_eq!(tracked.tally.misstamped, 61);
        }
    }

    #[test]
    fn a_ship_that_a_station_nine_hours_wrong_hears_alone_for_a_while_stays_one_hull_and_one_heard_by_it_alone_stays()
     {
        let late = |fix: Fix| fix.time.saturating_add(Span::from_hours(9));
        let fault = fault_of(heard_by_a_clock(late)).unwrap();
        let is_by_clock = |fix: &Fix| fix.location.station() == fault.seen_at.station();
        let middle = heard(0)[30].time;
        let in_turn: Vec<Fix> =
            heard_by_a_clock(late).into_iter().filter(|fix| is_by_clock(fix) || fix.time < middle).collect();
        let tracked = build_trusting(in_turn, Vec::new(), &[fault], &Options::default());
        assert_eq!((tracked.tracks.len(), tracked.tally.misstamped), (1, 61));
        let alone: Vec<Fix> = heard_by_a_clock(late).into_iter().filter(is_by_clock).collect();
        let tracked = build_trusting(alone, Vec::new(), &[fault], &Options::default());
        assert_eq!((tracked.tracks[0].fixes.len(), tracked.tally.misstamped), (61, 0));
    }

    #[test]
    fn a_clock_that_loses_ten_seconds_an_hour_is_told_with_its_drift() {
        let start = heard(0)[0].time;
        let drifting = |fix: Fix| {
            let lost = Span::from_secs_f64(60.0 + (fix.time - start).hours() * 10.0);
            fix.time.saturating_add(lost)
        };
        let fault = fault_of(heard_by_a_clock(drifting)).unwrap();
        assert!((fault.drift_s_per_day - 240.0).abs() < 2.0, "{fault:?}");
        assert!((fault.late_by.secs() - 90.0).abs() < 2.0, "{fault:?}");
        let tracked = build_trusting(heard_by_a_clock(drifting), Vec::new(), &[fault], &Options::default());
        assert_eq!((tracked.tally.misstamped, tracked.tracks[0].fixes.len()), (61, 61));
    }

    #[test]
    fn a_clock_that_is_early_is_told_where_two_right_stations_each_hear_half() {
        let early = |fix: Fix| fix.time.saturating_add(Span::from_secs(-600));
        let mut fixes = heard_by_a_clock(early);
        // The two agree about the few that both of them hear.
        let mut at = 0..;
        fixes.retain(|_| match at.next().unwrap_or_default() {
            right @ 0..122 => right % 61 < 5 || (right < 61) == (right % 2 == 0),
            _ => true,
        });
        let fault = fault_of(fixes).unwrap();
        assert!((fault.late_by.secs() + 600.0).abs() <= 1.0, "{fault:?}");
        assert_eq!(fault.seen_at.station(), Some(StationId::named("rCLOCK")));
    }

    #[test]
    fn a_clock_that_goes_wrong_after_it_was_right_is_told() {
        let start = heard(0)[0].time;
        let later = |fix: Fix| {
            let wrong = if (fix.time - start).hours() < 2.0 { 0 } else { 300 };
            fix.time.saturating_add(Span::from_secs(wrong))
        };
        let fault = fault_of(heard_by_a_clock(later)).unwrap();
        assert_eq!((fault.late_by, fault.drift_s_per_day), (Span::from_secs(300), 0.0));
    }

    /// What three stations hear of ships that pass one after the other for twenty days, the third an hour late in some of
    /// them; ships alone are heard by it alone.
    fn twenty_days(wrong: std::ops::Range<i64>) -> Vec<Vec<Fix>> {
        let ship = |day: i64| {
            let late_s = if wrong.contains(&day) { 3_600 } else { 0 };
            let moved =
                move |fix: Fix| Fix { time: fix.time.saturating_add(Span::from_hours(24 * day)), ..fix };
            heard_by_a_clock(|fix| fix.time.saturating_add(Span::from_secs(late_s)))
                .into_iter()
                .map(moved)
                .collect()
        };
        (0..20).map(ship).collect()
    }

    fn faults_of(ships: &[Vec<Fix>]) -> Vec<ClockFault> {
        let mut clocks = Clocks::default();
        for fixes in ships {
            clocks.append(build(fixes.clone(), Vec::new(), &Options::default()).clocks);
        }
        clocks.faults(&Options::default().duplicate)
    }

    #[test]
    fn a_clock_that_is_right_for_half_the_archive_and_then_an_hour_off_is_told_from_then_on() {
        for first in [10, 15] {
            let ships = twenty_days(first..20);
            let [fault] = faults_of(&ships)[..] else { panic!("{first}: {:?}", faults_of(&ships)) };
            assert!(fault.is_sure && fault.until.is_none(), "{fault:?}");
            assert_eq!(
                (fault.late_by, fault.seen_at.station()),
                (Span::from_hours(1), Some(StationId::named("rCLOCK")))
            );
            let wrong_at = ships[first as usize].iter().map(|fix| fix.time).min().unwrap();
            assert_eq!(fault.since, Some(wrong_at.saturating_add(Span::from_hours(1))));
            for (day, fixes) in (0..).zip(ships) {
                let tracked = build_trusting(fixes, Vec::new(), &[fault], &Options::default());
                assert_eq!(tracked.tally.misstamped, if day < first { 0 } else { 61 }, "{day}");
                assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61), "{day}");
            }
        }
    }

    #[test]
    fn a_clock_that_was_an_hour_off_for_three_days_is_told_and_believed_before_and_after() {
        let ships = twenty_days(8..11);
        let [fault] = faults_of(&ships)[..] else { panic!("{:?}", faults_of(&ships)) };
        assert!(fault.is_sure && fault.since.is_some() && fault.until.is_some(), "{fault:?}");
        let misstamped =
            |fixes| build_trusting(fixes, Vec::new(), &[fault], &Options::default()).tally.misstamped;
        let of_day: Vec<u64> = ships.into_iter().map(misstamped).collect();
        assert_eq!(of_day, [[0; 8].as_slice(), &[61; 3], &[0; 9]].concat());
    }

    #[test]
    fn a_ship_that_a_station_hears_alone_before_and_after_its_clock_went_wrong_stays() {
        let fault = faults_of(&twenty_days(10..20))[0];
        let alone = twenty_days(10..20).concat().into_iter();
        let alone: Vec<Fix> = alone.filter(|fix| fix.location.station() == fault.seen_at.station()).collect();
        assert_eq!(build_trusting(alone, Vec::new(), &[fault], &Options::default()).tally.misstamped, 0);
    }

    #[test]
    fn stations_whose_clocks_agree_are_told_nothing_of() {
        let tracked = build(heard(2), Vec::new(), &Options::default());
        assert_eq!(tracked.tally.duplicates, 122);
        assert_eq!(tracked.clocks.faults(&Options::default().duplicate), Vec::new());
    }

    #[test]
    fn of_two_stations_alone_nobody_knows_whose_clock_is_wrong_but_each_transmission_counts_once() {
        let of_two =
            heard(300).into_iter().filter(|fix| fix.location.station() != Some(StationId::named("rB")));
        let tracked = build(of_two.collect(), Vec::new(), &Options::default());
        assert_eq!(tracked.tally.duplicates, 61);
        let [fault] = tracked.clocks.faults(&Options::default().duplicate)[..] else { panic!("one of them") };
        assert!(!fault.is_sure && (fault.late_by.secs().abs() - 300.0).abs() <= 1.0, "{fault:?}");
    }

    #[test]
    fn a_few_transmissions_told_apart_are_no_fault() {
        let mut clocks = Clocks::default();
        let few = heard(300);
        let (right, late) = (&few[..10], &few[122..132]);
        right.iter().zip(late).for_each(|(one, other)| clocks.compare(one, other, Span::from_secs(2)));
        assert_eq!(clocks.faults(&Options::default().duplicate), Vec::new());
    }
}

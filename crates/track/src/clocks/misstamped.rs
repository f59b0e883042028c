//! What stations stamped while their clocks were wrong.

use std::collections::BTreeSet;

use model::{Fix, Metres, Span, StaticReport, StationId, Timestamp};

use super::{ClockFault, ToldBy, set_back};
use crate::DuplicateOptions;
use crate::order::{is_same_rounded, is_same_transmission};

/// Takes out of the fixes of a number what stations with wrong clocks stamped while others heard it. What they alone heard stays, as
/// nothing else tells of the ship, unless others heard it at another time and the clock is surely hours wrong: it would be in two places.
///
/// Faults are in the order in which `Clocks` tells them, station by station.
pub(crate) fn take_misstamped(
    fixes: &mut Vec<Fix>,
    wrong: &[ClockFault],
    options: &DuplicateOptions,
) -> Vec<Fix> {
    if wrong.is_empty() {
        return Vec::new();
    }
    let mut misstamped = take_set_back(fixes, wrong);
    let suspects = Suspects::of(wrong);
    let is_suspect = |fix: &Fix| suspects.faults_at(fix).next().is_some();
    if !fixes.iter().any(is_suspect) {
        return misstamped;
    }
    let mut trusted: Vec<Fix> = fixes.iter().filter(|fix| !is_suspect(fix)).copied().collect();
    trusted.sort_by(Fix::compare);
    let heard = Heard { trusted, options };
    let is_wrong = |fix: &mut Fix| suspects.faults_at(fix).any(|fault| heard.tells_against(fix, fault));
    misstamped.extend(fixes.extract_if(.., is_wrong));
    misstamped
}

/// What is known of the static reports of a number of which wrong clocks stamped some.
pub(crate) struct Statics {
    /// Those of right clocks, and those that say what no right one told.
    pub(crate) reports: Vec<StaticReport>,
    /// The moments of the latter: at these nobody knows that the ship was heard.
    pub(crate) misstamped: BTreeSet<Timestamp>,
}

impl Statics {
    /// Where `misstamped` are the fixes that were taken out: a station that alone hears a ship tells when she was silent, late or not.
    pub(crate) fn of(reports: Vec<StaticReport>, misstamped: &[Fix], wrong: &[ClockFault]) -> Self {
        if misstamped.is_empty() {
            return Self { reports, misstamped: BTreeSet::new() };
        }
        let stations: BTreeSet<Option<StationId>> =
            misstamped.iter().map(|fix| fix.location.station()).collect();
        let is_suspect = |report: &StaticReport| {
            let station = report.location.station();
            let is_wrong =
                |fault: &ClockFault| fault.seen_at.station() == station && fault.is_wrong_at(report.time);
            stations.contains(&station) && wrong.iter().any(is_wrong)
        };
        let (suspects, mut reports): (Vec<_>, Vec<_>) = reports.into_iter().partition(is_suspect);
        let mut known: Vec<&StaticReport> = reports.iter().collect();
        known.sort_by(|one, other| one.compare_contents(other));
        let is_news =
            |report: &StaticReport| known.binary_search_by(|known| known.compare_contents(report)).is_err();
        let news: Vec<StaticReport> = suspects.into_iter().filter(is_news).collect();
        let misstamped = news.iter().map(|report| report.time).collect();
        reports.extend(news);
        Self { reports, misstamped }
    }
}

/// Takes out what stations stamped in spells that ships tell of which seem to be set back.
fn take_set_back(fixes: &mut Vec<Fix>, wrong: &[ClockFault]) -> Vec<Fix> {
    let by_ships: Vec<&ClockFault> = wrong.iter().filter(|fault| fault.told_by == ToldBy::Ships).collect();
    let is_concerned =
        |fix: &Fix| by_ships.iter().any(|fault| fault.seen_at.station() == fix.location.station());
    if by_ships.is_empty() || !fixes.iter().any(is_concerned) {
        return Vec::new();
    }
    fixes.sort_by(Fix::compare);
    let mut is_wrong = set_back::misstamped(fixes, &by_ships).into_iter();
    fixes.extract_if(.., |_| is_wrong.next().unwrap_or(false)).collect()
}

/// How long before and after what others heard, too, a clock may have been wrong already or still: each fix is told by itself (design: what
/// others do not hear of ships that report every three minutes at anchor).
const EDGE: Span = Span::from_minutes(30);

/// The faults of each station.
struct Suspects<'f>(Vec<(StationId, &'f [ClockFault])>);

impl<'f> Suspects<'f> {
    fn of(wrong: &'f [ClockFault]) -> Self {
        // Those that ships tell of come last.
        let by_stations = wrong.partition_point(|fault| fault.told_by == ToldBy::Stations);
        let stations =
            wrong[..by_stations].chunk_by(|one, other| one.seen_at.station() == other.seen_at.station());
        let mut all: Vec<_> = stations.filter_map(|of| Some((of[0].seen_at.station()?, of))).collect();
        all.sort_by_key(|(station, _)| *station);
        Self(all)
    }

    /// Those of its station in whose time a fix is stamped, or at whose edges.
    fn faults_at(&self, fix: &Fix) -> impl Iterator<Item = &'f ClockFault> {
        let station = fix.location.station();
        let at = station.and_then(|station| self.0.binary_search_by_key(&station, |(of, _)| *of).ok());
        let faults = at.map_or(&[][..], |at| self.0[at].1);
        let time = fix.time;
        // In order of their beginnings.
        let begun = faults.partition_point(|fault| fault.since.is_none_or(|since| since - time <= EDGE));
        faults[..begun].iter().filter(move |fault| fault.until.is_none_or(|until| time - until <= EDGE))
    }
}

/// What was heard of a number by right clocks.
struct Heard<'o> {
    /// By time.
    trusted: Vec<Fix>,
    options: &'o DuplicateOptions,
}

impl Heard<'_> {
    /// Whether what others heard tells that a fix is stamped wrongly, or, where the clock was right at that time as well, that this one is.
    fn tells_against(&self, fix: &Fix, fault: &ClockFault) -> bool {
        let truly = fault.truly_at(fix.time);
        let [is_as_stamped, is_as_corrected] =
            [fix.time, truly].map(|time| self.is_transmission_of(fix, time));
        if is_as_stamped != is_as_corrected {
            return is_as_corrected;
        }
        if self.is_nearer(fix, truly) {
            return true;
        }
        fault.is_wrong_at(fix.time)
            && !fault.is_mixed
            && (self.is_heard_by_others(fix, truly) || fault.is_far_off() && self.is_known_to_others(fix))
    }

    /// Whether another station heard the same transmission at about a time.
    fn is_transmission_of(&self, fix: &Fix, time: Timestamp) -> bool {
        let mut about = self.within(time, self.options.clock_wrong_from.ms());
        about.any(|other| {
            is_by_other(other, fix)
                && (is_same_transmission(other, fix) || is_same_rounded(other, fix, self.options))
        })
    }

    /// Whether the ship as it was heard was at this place at the corrected time and not at that of the stamp, or was not heard then.
    fn is_nearer(&self, fix: &Fix, truly: Timestamp) -> bool {
        /// As far as a ship turns aside between two fixes (`HullOptions::apart`'s fifth: a kilometre, what `SegmentOptions` allow to clocks).
        const NEAR: Metres = Metres(1_000.0);
        let Some(corrected) = self.apart(fix, truly) else { return false };
        match self.apart(fix, fix.time) {
            Some(stamped) => stamped.0 > 2.0 * corrected.0 + NEAR.0,
            None => corrected.0 <= NEAR.0,
        }
    }

    /// How far a place is from where the ship was at a time, by what was heard of it soon before and after.
    fn apart(&self, fix: &Fix, time: Timestamp) -> Option<Metres> {
        let after = self.trusted.partition_point(|other| other.time <= time);
        let is_soon = |other: &&Fix| (other.time - time).ms().abs() <= self.options.clock_within.ms();
        let before = after.checked_sub(1).map(|at| &self.trusted[at]).filter(is_soon);
        let after = self.trusted.get(after).filter(is_soon);
        let place = match (before, after) {
            (Some(before), Some(after)) => {
                let share = (time - before.time).secs() / (after.time - before.time).secs().max(1.0);
                before.position.interpolate(after.position, share)
            }
            (one, other) => one.or(other)?.position,
        };
        Some(place.distance(fix.position))
    }

    fn is_heard_by_others(&self, fix: &Fix, time: Timestamp) -> bool {
        self.within(time, self.options.clock_within.ms()).any(|other| is_by_other(other, fix))
    }

    fn is_known_to_others(&self, fix: &Fix) -> bool {
        self.trusted.iter().any(|other| is_by_other(other, fix))
    }

    fn within(&self, time: Timestamp, ms: i64) -> impl Iterator<Item = &Fix> {
        let from = self.trusted.partition_point(|other| (other.time - time).ms() < -ms);
        self.trusted[from..].iter().take_while(move |other| (other.time - time).ms() <= ms)
    }
}

fn is_by_other(other: &Fix, fix: &Fix) -> bool {
    other.location.station() != fix.location.station()
}

//! Reports of a hull that tell no place: static ones, and those that say that it is not available. While no fix is heard they tell
//! that the transceiver is on.

use std::collections::BTreeSet;

use model::{BroadcastImo, Fix, Imo, Interval, Span, StaticReport, Timestamp, Track, Vessel};

/// A shorter silence of a track is none that anything is made of (design: the dark part of the shortest meeting is longer).
const SILENCE: Span = Span::from_hours(1);

/// What comes so soon after the last fix, or before the next, says nothing of the silence (design: some rounds of static data).
const AT_ITS_ENDS: Span = Span::from_minutes(30);

/// The moments of reports, by time, in silences of a track but at their ends; none of a hull that has none, which has no silences either.
/// Whoever names another ship than the hull did while it was heard sends for that ship.
pub(crate) fn moments(track: Option<&Track>, reports: &[StaticReport]) -> Vec<Timestamp> {
    let Some(track) = track.filter(|track| !track.fixes.is_empty()) else { return Vec::new() };
    let (silent, heard): (Vec<_>, Vec<_>) =
        reports.iter().partition(|report| is_in_silence(&track.fixes, report.time));
    let own = Own::by(&heard);
    let is_timed = |report: &&StaticReport| !is_of_nobodys_clock(report, &track.fixes);
    let of_hull = silent.into_iter().filter(|report| !own.is_contradicted_by(report)).filter(is_timed);
    let mut moments: Vec<Timestamp> = of_hull.map(|report| report.time).collect();
    moments.dedup();
    moments
}

/// Whether nobody is told to have heard a report, in a file that tells it of the hull's fixes: the time is then that at which a log was
/// written, which may be hours after (seen: satellite logs with `$PGHP` lines for positions alone).
fn is_of_nobodys_clock(report: &StaticReport, fixes: &[Fix]) -> bool {
    let mut of_file = fixes.iter().filter(|fix| fix.location.file() == report.location.file()).peekable();
    report.location.station().is_none()
        && of_file.peek().is_some()
        && of_file.all(|fix| fix.location.station().is_some())
}

fn is_in_silence(fixes: &[Fix], time: Timestamp) -> bool {
    let after = fixes.partition_point(|fix| fix.time < time);
    let (last, next) = (fixes[..after].last(), fixes.get(after));
    let is_after = last.is_some_and(|last| time - last.time > AT_ITS_ENDS);
    let is_before = next.is_none_or(|next| next.time - time > AT_ITS_ENDS);
    let is_long = |last: &Fix| next.is_none_or(|next| next.time - last.time >= SILENCE);
    is_after && is_before && last.is_some_and(is_long)
}

/// What a hull named itself while it was heard.
struct Own<'a> {
    imos: BTreeSet<Imo>,
    names: BTreeSet<&'a str>,
}

impl<'a> Own<'a> {
    fn by(reports: &[&'a StaticReport]) -> Self {
        Self {
            imos: reports.iter().filter_map(|report| report.imo?.valid()).collect(),
            names: reports.iter().filter_map(|report| report.name.as_deref()).collect(),
        }
    }

    /// By its IMO number, or by its name where it tells none or none is known.
    fn is_contradicted_by(&self, report: &StaticReport) -> bool {
        match report.imo.and_then(BroadcastImo::valid).filter(|_| !self.imos.is_empty()) {
            Some(imo) => !self.imos.contains(&imo),
            None => report
                .name
                .as_deref()
                .is_some_and(|name| !self.names.is_empty() && !self.names.contains(name)),
        }
    }
}

/// The moments of a vessel within a span.
pub(crate) fn within(vessel: Option<&Vessel>, span: Interval) -> Vec<Timestamp> {
    let all = vessel.map_or(&[][..], |vessel| &vessel.unplaced);
    let from = all.partition_point(|time| *time <= span.start());
    let until = all.partition_point(|time| *time < span.end());
    all.get(from..until).unwrap_or_default().to_vec()
}

/// The longest part of a span between moments of it, by time; of equal ones the first.
pub(crate) fn longest_unheard(span: Interval, moments: &[Timestamp]) -> Interval {
    let starts = [span.start()].into_iter().chain(moments.iter().copied());
    let ends = moments.iter().copied().chain([span.end()]);
    let parts = starts.zip(ends).map(|(start, end)| Interval::between(start, end));
    parts.reduce(|longest, part| if part.span() > longest.span() { part } else { longest }).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use model::{Location, StationId};

    use super::*;
    use crate::testing::{at, hours, says, track, voyage};

    #[test]
    fn what_is_said_in_a_silence_is_noted_and_what_is_said_between_fixes_or_before_them_is_not() {
        let mut fixes = voyage(at(36.0, 124.0), 90.0, 10.0, (0.0, 5.0), 10.0);
        fixes.extend(voyage(at(36.0, 125.0), 90.0, 10.0, (20.0, 25.0), 10.0));
        let said: Vec<StaticReport> = [-2.0, 2.02, 5.3, 8.0, 8.0, 12.0, 19.7, 22.02, 30.0].map(says).into();
        assert_eq!(moments(Some(&track(fixes)), &said), [8.0, 12.0, 30.0].map(hours));
        assert_eq!(moments(None, &said), []);
    }

    #[test]
    fn a_report_that_nobody_is_told_to_have_heard_is_no_sign_in_a_file_that_tells_it_of_fixes() {
        let mut fixes = voyage(at(36.0, 124.0), 90.0, 10.0, (0.0, 5.0), 10.0);
        fixes.extend(voyage(at(36.0, 125.0), 90.0, 10.0, (20.0, 25.0), 10.0));
        let satellite = Some(StationId::named("316999999"));
        let heard = |fix: &Fix| Fix { location: fix.location.heard_by(satellite), ..*fix };
        let named: Vec<Fix> = fixes.iter().map(heard).collect();
        let by =
            |report: StaticReport| StaticReport { location: report.location.heard_by(satellite), ..report };
        let in_file = |report: StaticReport| StaticReport {
            location: Location::row(fixes[0].location.file(), 999),
            ..report
        };
        let said = [in_file(says(8.0))];
        assert_eq!(moments(Some(&track(fixes.clone())), &said).len(), 1);
        assert_eq!(moments(Some(&track(named.clone())), &[says(8.0)]).len(), 1, "another file");
        assert_eq!(moments(Some(&track(named.clone())), &said).len(), 0);
        assert_eq!(moments(Some(&track(named)), &said.map(by)).len(), 1);
    }

    #[test]
    fn what_another_ship_says_under_the_number_in_a_silence_is_no_sign_of_this_one() {
        let mut fixes = voyage(at(36.0, 124.0), 90.0, 10.0, (0.0, 5.0), 10.0);
        fixes.extend(voyage(at(36.0, 125.0), 90.0, 10.0, (20.0, 25.0), 10.0));
        let names = |hour: f64, imo: u32, name: &str| StaticReport {
            imo: BroadcastImo::from_field(imo),
            name: Some(name.into()),
            ..says(hour)
        };
        let (star, moon) = (9_074_729, 8_914_934);
        let said = [
            names(2.0, star, "STAR"),
            names(8.0, moon, "MOON"),
            names(10.0, star, "RENAMED"),
            names(12.0, 0, "MOON"),
            names(14.0, 0, "STAR"),
        ];
        assert_eq!(moments(Some(&track(fixes)), &said), [10.0, 14.0].map(hours));
    }
}

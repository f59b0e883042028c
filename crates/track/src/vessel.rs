//! What each hull of a number said of itself, and what is kept of it.
//!
//! Timelines hold reports as they were broadcast, never merged ones, so that each opens to its bytes. A report
//! enters when a value in it differs from the latest known; a field that is absent changes nothing. Of reports
//! that only confirm, one in a while and the last before a silence stay: a draught that is the same after a
//! meeting is news too.

use std::collections::BTreeMap;

use model::{
    BroadcastImo, Dimensions, HullId, Identity, Mmsi, Span, StaticReport, StationId, Timeline, Timestamp,
    Track, Transmitter, Vessel,
};

use crate::{TimelineOptions, unplaced};

/// The vessels behind the tracks of one number, by hull; one without a track if no position was heard.
pub(crate) fn describe(
    mmsi: Mmsi,
    tracks: &[Track],
    statics: Vec<StaticReport>,
    options: &TimelineOptions,
) -> Vec<Vessel> {
    let Some((first, rest)) = tracks.split_first() else {
        return vessel(HullId { mmsi, part: 0 }, None, statics, options).into_iter().collect();
    };
    if rest.is_empty() {
        return vessel(first.hull, Some(first), statics, options).into_iter().collect();
    }
    let mut shared_out: Vec<Vec<StaticReport>> = vec![Vec::new(); tracks.len()];
    let owners = owners(tracks, &statics, options);
    for (report, owner) in statics.into_iter().zip(owners) {
        shared_out[owner].push(report);
    }
    let each = tracks.iter().zip(shared_out);
    each.filter_map(|(track, reports)| vessel(track.hull, Some(track), reports, options)).collect()
}

fn vessel(
    hull: HullId,
    track: Option<&Track>,
    reports: Vec<StaticReport>,
    options: &TimelineOptions,
) -> Option<Vessel> {
    let fixes = track.into_iter().flat_map(|track| {
        let believed = track.fixes.iter();
        believed.chain(track.doubtful.iter().map(|doubtful| &doubtful.fix))
    });
    let times = || fixes.clone().map(|fix| fix.time).chain(reports.iter().map(|report| report.time));
    let (first_seen, last_seen) = (times().min()?, times().max()?);
    let transmitter = most_common(fixes.clone().map(|fix| fix.transmitter));
    let unplaced = unplaced::moments(track, &reports);
    let (identity, timeline) = timeline(reports, options.confirm_every);
    Some(Vessel { hull, identity, timeline, transmitter, first_seen, last_seen, unplaced })
}

/// Two that are one after all, under the first's name: what both said, by time.
pub(crate) fn as_one(one: &Vessel, other: &Vessel, options: &TimelineOptions) -> Vessel {
    let said = one.timeline.iter().chain(other.timeline.iter()).map(|said| said.report(one.hull.mmsi));
    let mut reports: Vec<StaticReport> = said.collect();
    reports.sort_by(StaticReport::compare);
    let (identity, timeline) = timeline(reports, options.confirm_every);
    let mut unplaced = [one.unplaced.as_slice(), &other.unplaced].concat();
    unplaced.sort_unstable();
    Vessel {
        identity,
        timeline,
        first_seen: one.first_seen.min(other.first_seen),
        last_seen: one.last_seen.max(other.last_seen),
        unplaced,
        ..*one
    }
}

/// The two that sent a number one after the other, each with its track; whose a report is its time says.
pub(crate) fn divided(
    one: &Vessel,
    tracks: [&Track; 2],
    is_first: impl Fn(Timestamp) -> bool,
    options: &TimelineOptions,
) -> Vec<Vessel> {
    let said = one.timeline.iter().map(|said| said.report(one.hull.mmsi));
    let (first, later): (Vec<_>, Vec<_>) = said.partition(|report| is_first(report.time));
    let (early, late): (Vec<_>, Vec<_>) = one.unplaced.iter().partition(|time| is_first(**time));
    let each = tracks.into_iter().zip([(first, early), (later, late)]);
    let vessels = each.filter_map(|(track, (reports, unplaced))| {
        Some(Vessel { unplaced, ..vessel(track.hull, Some(track), reports, options)? })
    });
    vessels.collect()
}

fn most_common(transmitters: impl Iterator<Item = Transmitter>) -> Transmitter {
    const ALL: [Transmitter; 4] =
        [Transmitter::ClassA, Transmitter::ClassB, Transmitter::LongRange, Transmitter::Unknown];
    let mut counts = [0_u64; ALL.len()];
    for transmitter in transmitters {
        counts[transmitter as usize] += 1;
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0);
    let at = most.and_then(|most| counts.iter().position(|&count| count == most));
    at.map_or(Transmitter::Unknown, |at| ALL[at])
}

/// The latest values and the reports worth keeping, of reports by time.
fn timeline(mut reports: Vec<StaticReport>, confirm_every: Span) -> (Identity, Timeline) {
    reports.retain(StaticReport::says_something);
    let times: Vec<Timestamp> = reports.iter().map(|report| report.time).collect();
    let mut identity = Identity::default();
    let mut kept: Vec<StaticReport> = Vec::new();
    for (at, report) in reports.into_iter().enumerate() {
        let changed = learn(&mut identity, &report);
        let is_due = kept.last().is_none_or(|last| report.time - last.time >= confirm_every);
        let is_last = times.get(at + 1).is_none_or(|&next| next - report.time >= confirm_every);
        if changed || is_due || is_last {
            kept.push(report);
        }
    }
    (identity, kept.into_iter().collect())
}

/// Takes over the values of a report; whether any was new.
fn learn(identity: &mut Identity, report: &StaticReport) -> bool {
    let changes = [
        renew(&mut identity.imo, &report.imo),
        renew(&mut identity.name, &report.name),
        renew(&mut identity.call_sign, &report.call_sign),
        renew(&mut identity.ship_type, &report.ship_type),
        renew(&mut identity.dimensions, &report.dimensions),
        renew(&mut identity.draught, &report.draught),
        renew(&mut identity.destination, &report.destination),
    ];
    changes.contains(&true)
}

fn renew<T: Clone + PartialEq>(known: &mut Option<T>, said: &Option<T>) -> bool {
    let is_new = said.is_some() && known != said;
    if is_new {
        known.clone_from(said);
    }
    is_new
}

/// Whose each report is, by place in `tracks`: the hull's that alone its station ever heard; else the hull's that its station heard nearest in
/// time, or anybody, unless nearly all reports that name the same ship are so one hull's: then they are all that hull's.
fn owners(tracks: &[Track], reports: &[StaticReport], options: &TimelineOptions) -> Vec<usize> {
    let alone = Alone::of(tracks);
    let nearest: Vec<usize> =
        reports.iter().map(|report| alone.heard(report).unwrap_or_else(|| nearest(tracks, report))).collect();
    let mut votes: BTreeMap<Name<'_>, Vec<u64>> = BTreeMap::new();
    for (report, &owner) in reports.iter().zip(&nearest) {
        votes.entry(Name::of(report)).or_insert_with(|| vec![0; tracks.len()])[owner] += 1;
    }
    let owner_of = |(report, &nearest): (&StaticReport, &usize)| {
        let elected = || elected(&votes[&Name::of(report)], options.identity_share);
        alone.heard(report).or_else(elected).unwrap_or(nearest)
    };
    reports.iter().zip(&nearest).map(owner_of).collect()
}

/// Which hull each station hears, where it hears one alone.
struct Alone(BTreeMap<StationId, Option<usize>>);

impl Alone {
    /// So many fixes of one hull tell that a station hears it, and so many that it should have heard of another that it does not (design: what
    /// a satellite relays now and then of either is of one by chance).
    const FIXES_AT_LEAST: usize = 20;

    fn of(tracks: &[Track]) -> Self {
        let mut counts: BTreeMap<StationId, Vec<usize>> = BTreeMap::new();
        for (at, track) in tracks.iter().enumerate() {
            for station in track.fixes.iter().filter_map(|fix| fix.location.station()) {
                counts.entry(station).or_insert_with(|| vec![0; tracks.len()])[at] += 1;
            }
        }
        Self(counts.into_iter().map(|(station, counts)| (station, Self::one(tracks, &counts))).collect())
    }

    /// The hull that a station alone hears, by how many fixes of each it heard: as much of the others would be many.
    fn one(tracks: &[Track], counts: &[usize]) -> Option<usize> {
        let (at, most) = counts.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
        let all = tracks[at].fixes.len();
        let is_missed = |other: usize| {
            counts[other] == 0 && most * tracks[other].fixes.len() >= Self::FIXES_AT_LEAST * all
        };
        let others_are_missed = (0..tracks.len()).all(|other| other == at || is_missed(other));
        (most >= Self::FIXES_AT_LEAST && others_are_missed).then_some(at)
    }

    fn heard(&self, report: &StaticReport) -> Option<usize> {
        *self.0.get(&report.location.station()?)?
    }
}

fn elected(votes: &[u64], share: f64) -> Option<usize> {
    let all: u64 = votes.iter().sum();
    votes.iter().position(|&count| count as f64 >= share * all as f64)
}

fn nearest(tracks: &[Track], report: &StaticReport) -> usize {
    let by_station = |track: &Track| heard_by_its_station(track, report).unwrap_or(Span::from_ms(i64::MAX));
    let key = |&at: &usize| (by_station(&tracks[at]), silence(&tracks[at], report.time));
    (0..tracks.len()).min_by_key(key).unwrap_or(0)
}

/// How long before or after a moment a hull was heard nearest to it.
fn silence(track: &Track, time: Timestamp) -> Span {
    let next = track.fixes.partition_point(|fix| fix.time < time);
    let around = track.fixes[next.saturating_sub(1)..].iter().take(2);
    around.map(|fix| (fix.time - time).abs()).min().unwrap_or(Span::from_ms(i64::MAX))
}

/// A station that heard a ship so long before or after hears her still (design: it is some rounds of static data).
const STILL_HEARD: Span = Span::from_minutes(30);

/// The same of what the station of a report heard of the hull, if it did about that time.
fn heard_by_its_station(track: &Track, report: &StaticReport) -> Option<Span> {
    let station = report.location.station()?;
    let from = report.time.saturating_add(Span::ZERO - STILL_HEARD);
    let first = track.fixes.partition_point(|fix| fix.time < from);
    let near = track.fixes[first..].iter().take_while(|fix| fix.time - report.time <= STILL_HEARD);
    let of_station = near.filter(|fix| fix.location.station() == Some(station));
    of_station.map(|fix| (fix.time - report.time).abs()).min()
}

/// What names a ship in a static report.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a> {
    imo: Option<BroadcastImo>,
    name: Option<&'a str>,
    call_sign: Option<&'a str>,
    dimensions: Option<Dimensions>,
}

impl<'a> Name<'a> {
    fn of(report: &'a StaticReport) -> Self {
        Self {
            imo: report.imo,
            name: report.name.as_deref(),
            call_sign: report.call_sign.as_deref(),
            dimensions: report.dimensions,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Fix, Metres, Said};

    use super::*;
    use crate::testing::{at, hours, says, ship, track, voyage};

    fn laden(hour: f64, draught: f64) -> StaticReport {
        StaticReport { draught: Some(Metres(draught)), name: Some("SEA STAR".into()), ..says(hour) }
    }

    fn vessels(tracks: &[Track], statics: Vec<StaticReport>) -> Vec<Vessel> {
        describe(ship().mmsi, tracks, statics, &TimelineOptions::default())
    }

    #[test]
    fn of_a_day_of_equal_reports_a_few_stay() {
        let every_six_minutes = (0..240).map(|step| laden(f64::from(step) / 10.0, 8.0)).collect();
        let found = vessels(&[], every_six_minutes);
        let kept: Vec<f64> =
            found[0].timeline.iter().map(|report| (report.time - hours(0.0)).hours()).collect();
        assert_eq!(kept, [0.0, 6.0, 12.0, 18.0, 23.9]);
        assert_eq!(found[0].identity.name.as_deref(), Some("SEA STAR"));
    }

    #[test]
    fn a_change_of_draught_is_found_at_its_time_and_its_confirmation_after() {
        let reports = [(0.0, 8.0), (1.0, 8.0), (2.0, 8.0), (2.5, 5.5), (3.0, 5.5), (9.0, 5.5)];
        let found = vessels(&[], reports.map(|(hour, draught)| laden(hour, draught)).into());
        let draught =
            |found: Option<(Metres, Said<'_>)>| found.map(|(metres, report)| (metres.0, report.time));
        assert_eq!(draught(found[0].draught_before(hours(2.4))), Some((8.0, hours(0.0))));
        assert_eq!(draught(found[0].draught_after(hours(2.4))), Some((5.5, hours(2.5))));
        assert_eq!(draught(found[0].draught_after(hours(2.6))), Some((5.5, hours(3.0))));
        assert_eq!(draught(found[0].draught_after(hours(5.0))), Some((5.5, hours(9.0))));
    }

    #[test]
    fn the_last_report_before_a_silence_stays() {
        let found = vessels(&[], [0.0, 1.0, 2.0, 30.0].map(|hour| laden(hour, 8.0)).into());
        let kept: Vec<f64> =
            found[0].timeline.iter().map(|report| (report.time - hours(0.0)).hours()).collect();
        assert_eq!(kept, [0.0, 2.0, 30.0]);
    }

    #[test]
    fn a_name_report_without_draught_takes_no_draught_away() {
        let name_only = StaticReport { draught: None, ..laden(1.0, 0.0) };
        let found = vessels(&[], vec![laden(0.0, 8.0), name_only]);
        assert_eq!(found[0].identity.draught, Some(Metres(8.0)));
    }

    #[test]
    fn of_two_hulls_under_a_number_each_keeps_its_own_name() {
        let here = track(voyage(at(37.0, 124.0), 0.0, 0.0, (0.0, 10.0), 10.0));
        let mut there = track(voyage(at(22.0, 118.0), 0.0, 0.0, (0.05, 10.05), 10.0));
        there.hull.part = 1;
        let of = |name: &str, hour| StaticReport { name: Some(name.into()), ..says(hour) };
        let mut statics: Vec<StaticReport> = (0..9).map(|hour| of("NEAR", f64::from(hour))).collect();
        statics.extend((0..9).map(|hour| of("FAR", f64::from(hour) + 0.05)));
        statics.push(of("NEAR", 9.05));
        let found = vessels(&[here, there], statics);
        let names: Vec<Option<&str>> = found.iter().map(|vessel| vessel.identity.name.as_deref()).collect();
        assert_eq!(names, [Some("NEAR"), Some("FAR")]);
        assert_eq!(
            found[0].timeline.iter().filter(|report| report.name.as_deref() == Some("FAR")).count(),
            0
        );
    }

    #[test]
    fn what_a_station_heard_is_of_the_hull_that_it_hears_whichever_was_heard_last() {
        let by = |station: &str, track: Track| Track {
            fixes: track
                .fixes
                .iter()
                .map(|fix| Fix { location: fix.location.heard_by(Some(StationId::named(station))), ..*fix })
                .collect(),
            ..track
        };
        let here = by("rBUSAN", track(voyage(at(35.0, 129.0), 0.0, 0.0, (0.0, 10.0), 10.0)));
        let far = Track {
            hull: HullId { part: 1, ..here.hull },
            ..by("rNAHA", track(voyage(at(26.0, 127.0), 0.0, 0.0, (0.03, 10.0), 10.0)))
        };
        let said = |hour: f64, by: &str| StaticReport {
            location: says(hour).location.heard_by(Some(StationId::named(by))),
            ..says(hour)
        };
        let tracks = [here, far];
        let owner = |report| nearest(&tracks, &report);
        assert_eq!([owner(said(5.001, "rNAHA")), owner(said(5.029, "rBUSAN"))], [1, 0]);
        // A station that hears one alone, hours away from a fix.
        let reports = [said(30.0, "rNAHA"), said(9.99, "rBUSAN"), said(30.0, "rSEOUL")];
        assert_eq!(owners(&tracks, &reports, &TimelineOptions::default())[..2], [1, 0]);
        // A satellite that relays now and then, and so far of the first alone.
        let [mut relayed, other] = tracks.clone();
        for at in [3, 20, 40] {
            let fix = &mut relayed.fixes.to_mut()[at];
            fix.location = fix.location.heard_by(Some(StationId::named("rSAT")));
        }
        let statics = [said(5.001, "rSAT")];
        assert_eq!(Alone::of(&[relayed, other]).heard(&statics[0]), None);
        assert_eq!(Alone::of(&tracks).heard(&reports[0]), Some(1));
        // A station that hears neither.
        assert_eq!([owner(said(5.001, "rSEOUL")), owner(says(5.029))], [0, 1]);
    }
}

//! What a run found, and, where it found no lead for the dprk list, why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use archive::Ledger;
use case::{Case, FixRow, LedgerRow, ReadRecord, Row, SourceRow, TableError};
use model::{Degrees, Event, Fleet, Interval, Lead, List, Position, Span, Timestamp, count};
use track::{ClockFault, ToldBy};

use crate::LeftOut;
use crate::reading::{self, Archive};

/// The figures of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Files read.
    pub files: usize,
    /// How many of them by which profile.
    pub profiles: BTreeMap<String, usize>,
    /// Files of which only a part could be read, and why.
    pub damaged: Vec<Note>,
    /// What is odd about files that were read, in their order; none of it is damage.
    pub notes: Vec<Note>,
    /// What the inputs hold that was not read, by path.
    pub left_out: Vec<LeftOut>,
    /// Lines of text and rows of tables.
    pub lines: u64,
    /// Lines that were rejected as faulty.
    pub rejected: u64,
    /// Of these, lines of damaged files that may be others than were written.
    pub doubtful: u64,
    /// Hulls heard with at least one position.
    pub hulls: usize,
    /// Believed fixes.
    pub fixes: usize,
    /// Events found.
    pub events: usize,
    /// Leads on both lists.
    pub leads: usize,
    /// Leads on the dprk list: a link to the DPRK is shown or possible.
    pub dprk_leads: usize,
    /// Where and when the archive was heard.
    pub coverage: Option<Coverage>,
    /// Whether nothing was new: the case is left as it was.
    pub unchanged: bool,
    /// Whether reception and anchorages are those that an earlier run learned of what was stored then.
    pub keeps_learned: bool,
}

/// The figures of a case that was read and not yet looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingested {
    /// Files read, now and before.
    pub files: usize,
    /// How many of them by which profile.
    pub profiles: BTreeMap<String, usize>,
    /// Files of which only a part could be read, and why.
    pub damaged: Vec<Note>,
    /// What the inputs hold that was not read, by path.
    pub left_out: Vec<LeftOut>,
    /// Lines of text and rows of tables.
    pub lines: u64,
    /// Lines that were rejected as faulty.
    pub rejected: u64,
    /// Of these, lines of damaged files that may be others than were written.
    pub doubtful: u64,
    /// Fixes stored.
    pub fixes: u64,
    /// What is odd about files that were read.
    pub notes: Vec<Note>,
}

impl Ingested {
    pub(crate) fn of(archive: &Archive, fixes: u64) -> Self {
        let ReadRecord { sources, ledger, .. } = &archive.record;
        let read = Self::from_rows(sources, ledger, archive.left_out.clone(), fixes);
        Self { notes: notes(archive), ..read }
    }

    /// The figures of a case to which there is nothing to add.
    pub(crate) fn of_case(case: &Case, left_out: Vec<LeftOut>) -> Result<Self, TableError> {
        let files = case.manifest().tables.iter().filter(|file| file.table == FixRow::SCHEMA.table);
        let fixes = files.map(|file| file.rows.max(0) as u64).sum();
        Ok(Self::from_rows(&case.sources()?, &case.ledger()?, left_out, fixes))
    }

    fn from_rows(sources: &[SourceRow], ledger: &[LedgerRow], left_out: Vec<LeftOut>, fixes: u64) -> Self {
        Self {
            files: sources.len(),
            profiles: profiles(sources),
            damaged: sources.iter().filter_map(damage).collect(),
            left_out,
            lines: sources.iter().map(|source| source.lines.max(0) as u64).sum(),
            rejected: sources.iter().map(|source| source.rejected.max(0) as u64).sum(),
            doubtful: doubtful(ledger),
            fixes,
            notes: sources.iter().filter_map(note).collect(),
        }
    }
}

/// Something odd about a file that was read, such as junk behind its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file.
    pub path: PathBuf,
    /// A sentence without a full stop.
    pub what: String,
}

/// Where and when the fixes of an archive lie, and how many hulls came near Korea.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// First believed fix.
    pub first: Timestamp,
    /// Last believed fix.
    pub last: Timestamp,
    /// South-west corner of the fixes.
    pub south_west: Position,
    /// North-east corner of the fixes.
    pub north_east: Position,
    /// Hulls heard at least once inside the theatre, 15 to 50 N and 105 to 150 E.
    pub hulls_in_theatre: usize,
    /// Spans of 12 hours or more in which the archive heard nobody: silences there say nothing of ships.
    pub holes: Vec<Interval>,
}

impl Outcome {
    pub(crate) fn of(
        archive: &Archive,
        (fleet, clocks): (&Fleet, &[ClockFault]),
        events: &[Event],
        leads: &[Lead],
    ) -> Self {
        let Archive { record, left_out, .. } = archive;
        let sources = &record.sources;
        Self {
            files: sources.len(),
            profiles: profiles(sources),
            damaged: sources.iter().filter_map(damage).collect(),
            notes: notes(archive).into_iter().chain(clock_notes(clocks, archive)).collect(),
            left_out: left_out.clone(),
            lines: sources.iter().map(|source| source.lines.max(0) as u64).sum(),
            rejected: sources.iter().map(|source| source.rejected.max(0) as u64).sum(),
            doubtful: doubtful(&record.ledger),
            hulls: fleet.tracks.iter().filter(|track| !track.fixes.is_empty()).count(),
            fixes: fleet.tracks.iter().map(|track| track.fixes.len()).sum(),
            events: events.len(),
            leads: leads.len(),
            dprk_leads: leads.iter().filter(|lead| lead.list == List::Dprk).count(),
            coverage: Coverage::of(fleet),
            unchanged: false,
            keeps_learned: false,
        }
    }

    /// The figures of a case to which there is nothing to add.
    pub(crate) fn of_case(case: &Case, left_out: Vec<LeftOut>) -> Result<Self, TableError> {
        let (sources, vessels, leads) = (case.sources()?, case.vessels()?, case.leads()?);
        Ok(Self {
            files: sources.len(),
            profiles: profiles(&sources),
            damaged: sources.iter().filter_map(damage).collect(),
            notes: sources.iter().filter_map(note).collect(),
            left_out,
            lines: sources.iter().map(|source| source.lines.max(0) as u64).sum(),
            rejected: sources.iter().map(|source| source.rejected.max(0) as u64).sum(),
            doubtful: doubtful(&case.ledger()?),
            hulls: vessels.iter().filter(|vessel| vessel.fixes > 0).count(),
            fixes: vessels.iter().map(|vessel| vessel.fixes.max(0) as usize).sum(),
            events: case.events()?.len(),
            leads: leads.len(),
            dprk_leads: leads.iter().filter(|lead| lead.list == List::Dprk).count(),
            coverage: case.manifest().coverage.as_ref().and_then(Coverage::read),
            unchanged: true,
            keeps_learned: false,
        })
    }

    /// Files, links and folders that could not be read at all.
    pub fn refused(&self) -> usize {
        self.left_out.iter().filter(|left_out| left_out.is_refused()).count()
    }
}

fn profiles(sources: &[SourceRow]) -> BTreeMap<String, usize> {
    let mut profiles = BTreeMap::new();
    sources.iter().for_each(|source| *profiles.entry(source.profile.clone()).or_default() += 1);
    profiles
}

fn doubtful(ledger: &[LedgerRow]) -> u64 {
    let rows = ledger.iter().filter(|row| row.reason == Ledger::DAMAGED_SOURCE);
    rows.map(|row| row.lines.max(0) as u64).sum()
}

fn damage(source: &SourceRow) -> Option<Note> {
    Some(Note { path: source.path.clone().into(), what: source.damage.clone()? })
}

/// What is odd about files, and of those read now as what their columns were taken.
fn notes(archive: &Archive) -> Vec<Note> {
    archive.record.sources.iter().filter_map(note).chain(archive.taken.iter().cloned()).collect()
}

fn note(source: &SourceRow) -> Option<Note> {
    Some(Note { path: source.path.clone().into(), what: source.notes.clone()? })
}

/// Which stations' clocks are wrong, by their names or lines that they heard.
fn clock_notes(faults: &[ClockFault], archive: &Archive) -> Vec<Note> {
    let told = |of_station: &[ClockFault]| {
        let seen_at = of_station[0].seen_at;
        let file = i64::from(seen_at.file().0);
        let source = archive.record.sources.iter().find(|source| source.file_id == file)?;
        let station = reading::station_at(archive, seen_at);
        Some(Note { path: source.path.clone().into(), what: clock_note(of_station, station) })
    };
    let faults: Vec<ClockFault> =
        faults.iter().filter(|fault| !is_told_besides(fault, faults)).copied().collect();
    faults.chunk_by(|one, other| one.seen_at == other.seen_at).filter_map(told).collect()
}

/// Whether ships tell what other stations tell as well.
fn is_told_besides(fault: &ClockFault, faults: &[ClockFault]) -> bool {
    /// As ships agree.
    const WITHIN: Span = Span::from_minutes(1);
    let is_same = |other: &ClockFault| {
        other.told_by == ToldBy::Stations
            && other.seen_at.station() == fault.seen_at.station()
            && (other.late_by - fault.late_by).ms().abs() <= WITHIN.ms()
    };
    fault.told_by == ToldBy::Ships && faults.iter().any(is_same)
}

/// What the spells of one station say of its clock.
fn clock_note(faults: &[ClockFault], station: Option<String>) -> String {
    let line = faults[0].seen_at.line();
    let told = faults.iter().map(|fault| fault.shared as u64).sum();
    let is_sure = faults.iter().all(|fault| fault.is_sure);
    let whose = match faults[0].told_by {
        ToldBy::Stations if is_sure => format!("by {} that others heard, too", count(told, "transmission")),
        ToldBy::Stations => format!(
            "by {} beside the only other that heard them, so that either clock may be wrong",
            count(told, "transmission")
        ),
        ToldBy::Ships => format!("by {} that would be in two places at once", count(told, "ship")),
    };
    let station = match station {
        Some(name) => format!("station {name}, which heard line {line},"),
        None => format!("the station that heard line {line}"),
    };
    let is_far_off = faults.iter().any(ClockFault::is_far_off);
    let counts = match is_far_off || faults[0].told_by == ToldBy::Ships {
        true if faults[0].told_by == ToldBy::Ships => "what it stamped of them then is in doubt",
        true => "what it stamped of ships that others heard is in doubt",
        false => "what it stamped counts only where nobody else heard the ship",
    };
    let stamps = stamps(faults);
    format!("{station} stamps {stamps}, {whose}; {counts}, and no time is changed")
}

/// How late or early a station stamps; of several spells the farthest off.
fn stamps(faults: &[ClockFault]) -> String {
    let told = |fault: &ClockFault| lateness(fault.late_by, fault.drift_s_per_day);
    match faults {
        [only] => format!("{}{}", told(only), spell(only.since, only.until)),
        several => {
            let farthest = several.iter().max_by_key(|fault| (fault.late_by.ms().abs(), fault.half_way));
            let (since, until) = (several.first().and_then(|first| first.since), last_wrong(several));
            let farthest = farthest.map(told).unwrap_or_default();
            format!("wrongly in {} spells{}, at most {farthest}", several.len(), spell(since, until))
        }
    }
}

/// The last stamp of several spells that is wrong, unless the clock stayed wrong.
fn last_wrong(spells: &[ClockFault]) -> Option<Timestamp> {
    let until: Option<Vec<Timestamp>> = spells.iter().map(|spell| spell.until).collect();
    until?.into_iter().max()
}

/// When a clock was wrong that was right before or after.
fn spell(since: Option<Timestamp>, until: Option<Timestamp>) -> String {
    match (since, until) {
        (Some(since), Some(until)) => format!(" from {since} to {until}"),
        (Some(since), None) => format!(" from {since} on"),
        (None, Some(until)) => format!(" up to {until}"),
        (None, None) => String::new(),
    }
}

/// How late or early a station stamps, in whole hours where it is set by another zone, and how its clock drifts.
fn lateness(late_by: Span, drift_s_per_day: f64) -> String {
    /// A clock that is set by another zone is right to this, and one that drifts less a day is told by its lateness alone.
    const EXACTLY_S: f64 = 2.0;
    let seconds = late_by.secs();
    let way = if seconds > 0.0 { "late" } else { "early" };
    let hours = (seconds / 3600.0).round();
    let is_exact = hours != 0.0 && (seconds - hours * 3600.0).abs() <= EXACTLY_S;
    let by = match hours.abs() {
        24.0 if is_exact => format!("24 h {way}, as by a wrong date"),
        hours if is_exact => format!("{hours:.0} h {way}, as by another time zone"),
        _ => format!("{:.0} s {way}", seconds.abs()),
    };
    match drift_s_per_day {
        drift if drift.abs() < EXACTLY_S => by,
        drift if drift > 0.0 => format!("{by} and falls behind by {drift:.0} s a day"),
        drift => format!("{by} and gains {:.0} s a day", drift.abs()),
    }
}

impl Coverage {
    /// As the manifest has it.
    pub(crate) fn written(&self) -> case::Coverage {
        case::Coverage {
            first: self.first.to_string(),
            last: self.last.to_string(),
            south: self.south_west.lat(),
            west: self.south_west.lon(),
            north: self.north_east.lat(),
            east: self.north_east.lon(),
            hulls_near_korea: self.hulls_in_theatre as u64,
            holes: self
                .holes
                .iter()
                .map(|hole| [hole.start(), hole.end()].map(|time| time.to_string()))
                .collect(),
        }
    }

    fn read(written: &case::Coverage) -> Option<Self> {
        let corner = |lat, lon| Position::from_degrees(Degrees(lat), Degrees(lon)).ok();
        let time = |written: &String| Timestamp::from_rfc3339(written).ok();
        let hole = |[start, end]: &[String; 2]| Some(Interval::between(time(start)?, time(end)?));
        Some(Self {
            first: time(&written.first)?,
            last: time(&written.last)?,
            south_west: corner(written.south, written.west)?,
            north_east: corner(written.north, written.east)?,
            hulls_in_theatre: usize::try_from(written.hulls_near_korea).ok()?,
            holes: written.holes.iter().filter_map(hole).collect(),
        })
    }

    fn of(fleet: &Fleet) -> Option<Self> {
        let fixes = || fleet.tracks.iter().flat_map(|track| &track.fixes);
        let lat = |pick: fn(i32, i32) -> i32| fixes().map(|fix| fix.position.lat_e7()).reduce(pick);
        let lon = |pick: fn(i32, i32) -> i32| fixes().map(|fix| fix.position.lon_e7()).reduce(pick);
        let times = || fixes().map(|fix| fix.time);
        let (first, last) = (times().min()?, times().max()?);
        Some(Self {
            first,
            last,
            south_west: Position::from_e7(lat(i32::min)?, lon(i32::min)?).ok()?,
            north_east: Position::from_e7(lat(i32::max)?, lon(i32::max)?).ok()?,
            hulls_in_theatre: fleet
                .tracks
                .iter()
                .filter(|track| track.fixes.iter().any(|fix| in_theatre(fix.position)))
                .count(),
            holes: holes(Interval::between(first, last), times()),
        })
    }
}

/// Spans in which nobody was heard, half a day long or longer (design: a file a day is the rule, and its first and last
/// fixes may lie hours from midnight).
fn holes(within: Interval, heard: impl Iterator<Item = Timestamp>) -> Vec<Interval> {
    const LONG: Span = Span::from_hours(12);
    const HOUR_MS: i64 = 3_600_000;
    let hour = |time: Timestamp| ((time.ms() - within.start().ms()) / HOUR_MS) as usize;
    let mut hours: Vec<Option<Interval>> = vec![None; hour(within.end()) + 1];
    for time in heard {
        let known = hours[hour(time)].get_or_insert(Interval::between(time, time));
        *known = Interval::between(known.start().min(time), known.end().max(time));
    }
    let heard: Vec<Interval> = hours.into_iter().flatten().collect();
    let between = heard.windows(2).map(|pair| Interval::between(pair[0].end(), pair[1].start()));
    between.filter(|hole| hole.span() >= LONG).collect()
}

/// Why the dprk list is empty, in one sentence; `None` where it is not.
pub fn why_no_dprk_lead(outcome: &Outcome) -> Option<String> {
    if outcome.dprk_leads > 0 {
        return None;
    }
    let Some(coverage) = &outcome.coverage else {
        return Some("no lead on the dprk list: the archive holds no position at all".to_owned());
    };
    let reach = format!(
        "the archive reaches from {} to {} and holds {}",
        coverage.south_west,
        coverage.north_east,
        count(outcome.hulls as u64, "hull")
    );
    Some(match coverage.hulls_in_theatre {
        0 => format!(
            "no lead on the dprk list: {reach}, none of them in the waters around Korea (15-50 N, 105-150 E), \
             and no broadcast identity is on a DPRK sanctions list"
        ),
        near => format!(
            "no lead on the dprk list: {reach}, {near} of them in the waters around Korea; no event there has \
             a listed party, a DPRK port or place, or a silence that allows one{}",
            if outcome.leads > 0 { "; see the evasive list" } else { "" }
        ),
    })
}

/// The seas in which the documented transfers and their feeders were seen (96 incidents, Gulf of Tonkin to Sakhalin).
fn in_theatre(at: Position) -> bool {
    (15.0..=50.0).contains(&at.lat()) && (105.0..=150.0).contains(&at.lon())
}

#[cfg(test)]
mod tests {
    use model::{FileId, Location};

    use super::*;

    #[test]
    fn a_clock_is_told_by_its_lateness_its_zone_and_its_drift() {
        let told = |seconds, drift| lateness(Span::from_secs(seconds), drift);
        assert_eq!(told(300, 0.0), "300 s late");
        assert_eq!(told(-9 * 3600, 0.0), "9 h early, as by another time zone");
        assert_eq!(told(-24 * 3600, 0.0), "24 h early, as by a wrong date");
        assert_eq!(told(-9 * 3600 + 40, 0.1), "32360 s early");
        assert_eq!(told(90, 240.2), "90 s late and falls behind by 240 s a day");
        assert_eq!(told(90, -30.0), "90 s late and gains 30 s a day");
    }

    #[test]
    fn a_day_that_is_missing_between_two_is_a_hole_and_a_quiet_night_is_none() {
        let hour = |hour: i64| Timestamp::from_ms(hour * 3_600_000).unwrap();
        let heard: Vec<Timestamp> = [0, 7, 18, 23, 48, 50].map(hour).to_vec();
        let found = holes(Interval::between(hour(0), hour(50)), heard.into_iter());
        assert_eq!(found, [Interval::between(hour(23), hour(48))]);
    }

    #[test]
    fn a_station_whose_clock_is_late_is_told_by_its_name_where_the_archive_names_it() {
        let seen_at = Location::row(FileId(0), 7);
        let fault = ClockFault {
            seen_at,
            late_by: Span::from_minutes(10),
            drift_s_per_day: 0.0,
            half_way: Timestamp::from_ms(0).unwrap(),
            shared: 3,
            since: None,
            until: None,
            is_sure: true,
            is_mixed: false,
            told_by: ToldBy::Stations,
        };
        let named = clock_note(&[fault], Some("rBUSAN".to_owned()));
        assert!(
            named.starts_with("station rBUSAN, which heard line 7, stamps 600 s late, by 3 transmissions"),
            "{named}"
        );
        let later = ClockFault { since: Some(Timestamp::from_ms(0).unwrap()), ..fault };
        let turned = clock_note(&[later], Some("rBUSAN".to_owned()));
        assert!(turned.contains("stamps 600 s late from 1970-01-01T00:00:00Z on, by"), "{turned}");
        let nameless = clock_note(&[fault], None);
        assert!(nameless.starts_with("the station that heard line 7 stamps"), "{nameless}");
        let day = |day: i64| Timestamp::from_ms(day * 86_400_000);
        let early =
            ClockFault { late_by: Span::from_hours(-24), since: day(1).ok(), until: day(2).ok(), ..fault };
        let several = clock_note(&[ClockFault { until: day(1).ok(), ..fault }, early], None);
        let expected = "stamps wrongly in 2 spells up to 1970-01-03T00:00:00Z, at most 24 h early, as by a wrong date, by 6 transmissions";
        assert!(several.contains(expected), "{several}");
    }

    /// A run near Korea with so many leads, none on the dprk list.
    fn evasive(leads: usize) -> Outcome {
        let corner = |lat, lon| Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
        let time = Timestamp::from_ms(0).unwrap();
        let (south_west, north_east) = (corner(30.0, 120.0), corner(40.0, 130.0));
        Outcome {
            files: 1,
            profiles: BTreeMap::new(),
            damaged: Vec::new(),
            notes: Vec::new(),
            left_out: Vec::new(),
            lines: 10,
            rejected: 0,
            doubtful: 0,
            hulls: 2,
            fixes: 10,
            events: leads,
            leads,
            dprk_leads: 0,
            coverage: Some(Coverage {
                first: time,
                last: time,
                south_west,
                north_east,
                hulls_in_theatre: 2,
                holes: Vec::new(),
            }),
            unchanged: false,
            keeps_learned: false,
        }
    }

    #[test]
    fn the_evasive_list_is_pointed_to_only_where_it_holds_a_lead() {
        let why = |leads| why_no_dprk_lead(&evasive(leads)).unwrap();
        assert!(why(2).ends_with("; see the evasive list"), "{}", why(2));
        assert!(why(0).ends_with("or a silence that allows one"), "{}", why(0));
    }
}

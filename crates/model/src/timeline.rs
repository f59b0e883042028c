//! What a hull said of itself, by time.
//!
//! A ship says the same thing again and again, and says something else once a voyage. Of an archive all timelines are in memory at
//! once, so that what was said is held once and each report says which of it, when and where.

use crate::{Identity, Location, Mmsi, StaticReport, Timestamp};

/// Static reports of one hull as they were broadcast, by time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// Each once.
    contents: Vec<Identity>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    time: Timestamp,
    /// Which of the contents.
    content: u32,
    location: Location,
}

/// A report of a timeline: its fields are those of what it says, with when and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said<'t> {
    /// When it was received.
    pub time: Timestamp,
    /// Where it stands in the archive.
    pub location: Location,
    /// What it says; a field is absent where this report did not tell it.
    pub content: &'t Identity,
}

impl std::ops::Deref for Said<'_> {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        self.content
    }
}

impl Said<'_> {
    /// The report as the ship of a number broadcast it.
    pub fn report(&self, mmsi: Mmsi) -> StaticReport {
        let Identity { imo, name, call_sign, ship_type, dimensions, draught, destination } =
            self.content.clone();
        let &Self { time, location, .. } = self;
        StaticReport {
            mmsi,
            time,
            imo,
            name,
            call_sign,
            ship_type,
            dimensions,
            draught,
            destination,
            location,
        }
    }
}

impl Timeline {
    /// All reports.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Said<'_>> + ExactSizeIterator + Clone {
        self.entries.iter().map(|entry| self.said(entry))
    }

    /// Whether the hull never said anything.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The last report.
    pub fn last(&self) -> Option<Said<'_>> {
        self.entries.last().map(|entry| self.said(entry))
    }

    /// The last report before a moment.
    pub fn last_before(&self, time: Timestamp) -> Option<Said<'_>> {
        let before = self.entries.partition_point(|entry| entry.time < time);
        self.entries[..before].last().map(|entry| self.said(entry))
    }

    /// The first report after a moment.
    pub fn first_after(&self, time: Timestamp) -> Option<Said<'_>> {
        let before = self.entries.partition_point(|entry| entry.time <= time);
        self.entries.get(before).map(|entry| self.said(entry))
    }

    fn said(&self, entry: &Entry) -> Said<'_> {
        let &Entry { time, content, location } = entry;
        Said { time, location, content: &self.contents[content as usize] }
    }
}

/// Of reports by time; whose they are does not matter.
impl FromIterator<StaticReport> for Timeline {
    fn from_iter<I: IntoIterator<Item = StaticReport>>(reports: I) -> Self {
        let reports: Vec<StaticReport> = reports.into_iter().collect();
        let entry =
            |report: &StaticReport| Entry { time: report.time, content: 0, location: report.location };
        let mut entries: Vec<Entry> = reports.iter().map(entry).collect();
        let mut by_content: Vec<(usize, StaticReport)> = reports.into_iter().enumerate().collect();
        by_content.sort_by(|(_, one), (_, other)| one.compare_contents(other));
        let mut contents: Vec<Identity> = Vec::new();
        let mut former: Option<StaticReport> = None;
        for (at, report) in by_content {
            if former.as_ref().is_none_or(|former| former.compare_contents(&report).is_ne()) {
                contents.push(Identity::of(&report));
                former = Some(report);
            }
            entries[at].content = u32::try_from(contents.len() - 1).expect("nobody says so many things");
        }
        contents.shrink_to_fit();
        Self { contents, entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileId, Metres};

    fn reports(draughts: &[f64]) -> Vec<StaticReport> {
        let report = |(hour, draught): (i64, &f64)| StaticReport {
            mmsi: Mmsi::try_from(445_123_000).unwrap(),
            time: Timestamp::from_ms(hour * 3_600_000).unwrap(),
            imo: None,
            name: Some("SEA STAR".to_owned()),
            call_sign: None,
            ship_type: None,
            dimensions: None,
            draught: Some(Metres(*draught)),
            destination: None,
            location: Location::row(FileId(0), hour as u64 + 1),
        };
        (0..).zip(draughts).map(report).collect()
    }

    #[test]
    fn a_ship_that_said_the_same_for_a_month_said_it_once_and_each_report_reads_as_it_was_broadcast() {
        let reports = reports(&[8.0, 8.0, 5.5, 5.5, 8.0, 8.0]);
        let timeline: Timeline = reports.iter().cloned().collect();
        assert_eq!(timeline.contents.len(), 2);
        let mmsi = reports[0].mmsi;
        assert_eq!(timeline.iter().map(|said| said.report(mmsi)).collect::<Vec<_>>(), reports);
        let backwards: Vec<f64> = timeline.iter().rev().map(|said| said.draught.unwrap().0).collect();
        assert_eq!(backwards, [8.0, 8.0, 5.5, 5.5, 8.0, 8.0]);
    }

    #[test]
    fn what_a_ship_said_last_before_a_turn_and_first_after_it_is_found() {
        let timeline: Timeline = reports(&[8.0, 5.5, 6.0]).into_iter().collect();
        let hour = |hour: i64| Timestamp::from_ms(hour * 3_600_000).unwrap();
        let draught = |said: Option<Said<'_>>| said.and_then(|said| said.draught).map(|draught| draught.0);
        assert_eq!(
            [0, 1, 2, 9].map(|at| draught(timeline.last_before(hour(at)))),
            [None, Some(8.0), Some(5.5), Some(6.0)]
        );
        assert_eq!([0, 1, 2].map(|at| draught(timeline.first_after(hour(at)))), [Some(5.5), Some(6.0), None]);
        assert_eq!((draught(timeline.last()), timeline.is_empty()), (Some(6.0), false));
        assert!(Timeline::default().is_empty());
    }

    #[test]
    fn a_report_of_a_timeline_takes_32_bytes() {
        assert_eq!(size_of::<Entry>(), 32);
    }
}

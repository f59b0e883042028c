//! What a run found, and, where it found no lead with a link to the DPRK, why.

use archive::SourceSummary;
use model::{Event, Fleet, Lead, List, Position, Timestamp};

/// The figures of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Files read.
    pub files: usize,
    /// Files of which only a part could be read.
    pub damaged: usize,
    /// Lines of text and rows of tables.
    pub lines: u64,
    /// Lines that were rejected as faulty.
    pub rejected: u64,
    /// Hulls heard with at least one position.
    pub hulls: usize,
    /// Believed fixes.
    pub fixes: usize,
    /// Events found.
    pub events: usize,
    /// Leads on both lists.
    pub leads: usize,
    /// Leads on the list with a link to the DPRK.
    pub dprk_leads: usize,
    /// Where and when the archive was heard.
    pub coverage: Option<Coverage>,
}

/// Where and when the fixes of an archive lie, and how many hulls came near Korea.
#[derive(Debug, Clone, Copy, PartialEq)]
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
}

impl Outcome {
    pub(crate) fn of(sources: &[SourceSummary], fleet: &Fleet, events: &[Event], leads: &[Lead]) -> Self {
        Self {
            files: sources.len(),
            damaged: sources.iter().filter(|source| source.damage.is_some()).count(),
            lines: sources.iter().map(|source| source.ledger.lines).sum(),
            rejected: sources.iter().flat_map(|source| source.ledger.rejected.values()).sum(),
            hulls: fleet.tracks.iter().filter(|track| !track.fixes.is_empty()).count(),
            fixes: fleet.tracks.iter().map(|track| track.fixes.len()).sum(),
            events: events.len(),
            leads: leads.len(),
            dprk_leads: leads.iter().filter(|lead| lead.list == List::Dprk).count(),
            coverage: Coverage::of(fleet),
        }
    }

    /// The share of lines that were rejected, 0 to 1.
    pub fn rejected_share(&self) -> f64 {
        if self.lines == 0 { 0.0 } else { self.rejected as f64 / self.lines as f64 }
    }
}

impl Coverage {
    fn of(fleet: &Fleet) -> Option<Self> {
        let fixes = || fleet.tracks.iter().flat_map(|track| &track.fixes);
        let lat = |pick: fn(i32, i32) -> i32| fixes().map(|fix| fix.position.lat_e7()).reduce(pick);
        let lon = |pick: fn(i32, i32) -> i32| fixes().map(|fix| fix.position.lon_e7()).reduce(pick);
        Some(Self {
            first: fixes().map(|fix| fix.time).min()?,
            last: fixes().map(|fix| fix.time).max()?,
            south_west: Position::from_e7(lat(i32::min)?, lon(i32::min)?).ok()?,
            north_east: Position::from_e7(lat(i32::max)?, lon(i32::max)?).ok()?,
            hulls_in_theatre: fleet
                .tracks
                .iter()
                .filter(|track| track.fixes.iter().any(|fix| in_theatre(fix.position)))
                .count(),
        })
    }
}

/// Why the list with a link to the DPRK is empty, in one sentence; `None` where it is not.
pub fn why_no_dprk_lead(outcome: &Outcome) -> Option<String> {
    if outcome.dprk_leads > 0 {
        return None;
    }
    let Some(coverage) = outcome.coverage else {
        return Some("no lead with a link to the DPRK: the archive holds no position at all".to_owned());
    };
    let reach = format!(
        "the archive reaches from {} to {} and holds {} hulls",
        coverage.south_west, coverage.north_east, outcome.hulls
    );
    Some(match coverage.hulls_in_theatre {
        0 => format!(
            "no lead with a link to the DPRK: {reach}, none of them in the waters around Korea (15-50 N, 105-150 E), \
             and no broadcast identity is on a DPRK sanctions list"
        ),
        near => format!(
            "no lead with a link to the DPRK: {reach}, {near} of them in the waters around Korea; no event there has \
             a listed party, a DPRK port or place, or a silence that allows one; see the evasive list"
        ),
    })
}

/// The seas in which the documented transfers and their feeders were seen (96 incidents, Gulf of Tonkin to Sakhalin).
fn in_theatre(at: Position) -> bool {
    (15.0..=50.0).contains(&at.lat()) && (105.0..=150.0).contains(&at.lon())
}

//! The meetings that the silences of a case allow, asked of the rules that told the likeliest of them.

use case::{Case, EventRow, TableError};
use model::{Event, EventKind};
use rendezvous::PossibleMeeting;

use crate::Options;
use crate::detect::AllThreads;
use crate::held::{chart, fleet};

/// All meetings that nobody heard and that the silences of a case allow, with all that is known of each: to learn from those of which
/// it is known whether they were. `None` where a row of the case is none that a run writes, or nothing was learned from its archive.
///
/// # Errors
/// When a table cannot be read.
pub fn possible_meetings(case: &Case) -> Result<Option<Vec<PossibleMeeting>>, TableError> {
    let options = Options::default();
    let (Some(chart), Some(fleet)) = (chart(case)?, fleet(case, &options)?) else { return Ok(None) };
    let rows = case.events()?;
    let Some(events) = rows.iter().map(EventRow::event).collect::<Option<Vec<Event>>>() else {
        return Ok(None);
    };
    let is_known = |event: &Event| !matches!(event.kind(), EventKind::DarkRendezvous | EventKind::PortVisit);
    let heard = events.into_iter().filter(is_known);
    let (gaps, others): (Vec<Event>, Vec<Event>) = heard.partition(|event| event.kind() == EventKind::Gap);
    Ok(Some(rendezvous::possible_meetings(&gaps, &others, &fleet, &chart, &options.rendezvous, &AllThreads)))
}

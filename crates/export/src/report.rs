//! Pages for people: the evidence on one lead, and all leads of a case. Each is one HTML file that asks for nothing from
//! outside, runs nothing, and prints to PDF.
//!
//! Who is named may be harmed, so a page names nobody unless a reviewer stands behind it ([`Reviews::naming`]): numbers and names
//! are replaced by letters, raw lines, which hold them, by their hashes, and places are told coarsely ([`coarse`]).

mod bundle;
mod coarse;
mod gate;
mod list;
mod mask;
mod page;
mod timeline;

use std::path::Path;

use case::{Case, TableError};
use chart::Chart;

use crate::lang::Lang;
use crate::words::WhatIf;
use crate::{ExportError, Findings, NoSuchLead, Reviewed, Reviews, ReviewsError, save};

pub use gate::{Dismissed, Naming, Unnamed, Word};

use bundle::Bundle;
use mask::Mask;

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// There is no such lead.
    #[error(transparent)]
    Lead(#[from] NoSuchLead),
    /// It was dismissed.
    #[error(transparent)]
    Dismissed(#[from] Dismissed),
    /// What reviewers said cannot be told.
    #[error(transparent)]
    Reviews(#[from] ReviewsError),
    /// The case cannot be read.
    #[error(transparent)]
    Case(#[from] TableError),
    /// The file cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// Which report is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Rank or id of the lead.
    pub lead: &'a str,
    /// On whose word its ships are named.
    pub word: &'a Word,
    /// The language of the page.
    pub lang: Lang,
}

/// Writes the report on a lead, with what `what_if` tells of it, and tells whether its ships are named.
///
/// # Errors
/// When there is no such lead, it may not be named, the case cannot be read or the file not written.
pub fn report(
    case: &Case,
    wanted: Wanted<'_>,
    what_if: WhatIf,
    path: &Path,
    overwrite: bool,
) -> Result<Naming, ReportError> {
    let findings = Findings::read(case)?;
    let lead = findings.lead(wanted.lead)?;
    let reviews = Reviews::read(case, &findings.leads)?;
    let naming = reviews.naming(lead, wanted.word)?;
    let reviewed = Reviewed { findings: &findings, reviews: &reviews };
    let changes = findings.changes(case, lead, what_if)?;
    let bundle = Bundle { changes, ..Bundle::of(reviewed, lead) }.with_tracks(case)?;
    let page = page::html(&bundle, &Mask::of(&bundle, &naming, wanted.lang), &Chart::builtin());
    save::stream(path, overwrite, |out| out.write_all(page.into_string().as_bytes()))?;
    Ok(naming)
}

/// How many leads a page holds, and of how many the ships are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// All of them.
    pub leads: usize,
    /// Those that a reviewer confirmed.
    pub named: usize,
}

/// Writes a page of all leads; the ships of those that a reviewer confirmed are named.
///
/// # Errors
/// When the case cannot be read or the file not written.
pub fn leads(case: &Case, lang: Lang, path: &Path, overwrite: bool) -> Result<Listed, ReportError> {
    let findings = Findings::read(case)?;
    let reviews = Reviews::read(case, &findings.leads)?;
    let naming = |lead| reviews.naming(lead, &Word::Notes);
    let namings: Vec<Naming> = findings.leads.iter().map(naming).collect::<Result<_, _>>()?;
    let reviewed = Reviewed { findings: &findings, reviews: &reviews };
    let page = list::html(reviewed, &namings, &Chart::builtin(), lang);
    save::stream(path, overwrite, |out| out.write_all(page.into_string().as_bytes()))?;
    let named = namings.iter().filter(|naming| matches!(naming, Naming::Reviewed { .. })).count();
    Ok(Listed { leads: namings.len(), named })
}

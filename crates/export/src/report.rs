//! The evidence on a lead as one HTML file: it asks for nothing from outside, runs nothing, and prints to PDF.
//!
//! Who is named may be harmed, so a report names nobody unless a reviewer stands behind it: numbers and names are
//! replaced by letters, and raw lines, which hold them, by their hashes.

mod bundle;
mod mask;
mod page;
mod timeline;

use std::path::Path;

use case::{Case, TableError};
use chart::Chart;

use crate::{ExportError, Findings, NoSuchLead, save};

use bundle::Bundle;
use mask::Mask;

/// Whether ships are named, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// Nobody reviewed it: no number and no name.
    Anonymous,
    /// Named, on the word of this reviewer.
    Reviewed {
        /// Who reviewed it.
        by: String,
    },
}

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// There is no such lead.
    #[error(transparent)]
    Lead(#[from] NoSuchLead),
    /// The case cannot be read.
    #[error(transparent)]
    Case(#[from] TableError),
    /// The file cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// Writes the report on the lead of this rank or id.
///
/// # Errors
/// When there is no such lead, the case cannot be read or the file not written.
pub fn report(
    case: &Case,
    (wanted, naming): (&str, &Naming),
    path: &Path,
    overwrite: bool,
) -> Result<(), ReportError> {
    let findings = Findings::read(case)?;
    let lead = findings.lead(wanted)?;
    let bundle = Bundle::read(case, &findings, lead)?;
    let page = page::html(&bundle, &Mask::of(&bundle, naming), &Chart::builtin());
    save::stream(path, overwrite, |out| out.write_all(page.into_string().as_bytes()))?;
    Ok(())
}

//! `darkwake report`: the evidence on one lead, to print and to hand on.

use anyhow::Result;
use case::Case;
use export::ReviewsError;
use export::report::{Naming, ReportError, Unnamed, Wanted, Word, report as write};

use super::output::Output;
use crate::args::ReportArgs;
use crate::exit::{Ending, Usage};

pub(crate) fn report(args: &ReportArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let (out, word) = (Output::of(&args.out, args.overwrite), args.word()?);
    let lang = args.lang.lang;
    let wanted = Wanted { lead: &args.lead, word: &word, lang };
    let naming = out.fill(|path, overwrite| {
        write(&case, wanted, darkwake::what_would_change, path, overwrite).map_err(told)
    })?;
    let told = match &naming {
        Naming::Anonymous(Unnamed::NotConfirmed) => {
            "anonymised; confirm the lead on the desk, or give `--reviewed-by NAME`".to_owned()
        }
        Naming::Anonymous(Unnamed::Asked) => "anonymised, as was asked for".to_owned(),
        Naming::Reviewed { by } => format!("ships named, reviewed by {}", case::render::visible(by)),
    };
    out.tell(&lang.tell(&told))?;
    Ok(Ending::Done)
}

/// Why a page was not written, as every other command tells it.
pub(super) fn told(error: ReportError) -> anyhow::Error {
    match error {
        ReportError::Lead(none) => Usage(none.to_string()).into(),
        ReportError::Dismissed(dismissed) => Usage(dismissed.to_string()).into(),
        ReportError::Case(table) => table.into(),
        ReportError::Reviews(reviews) => unread(reviews),
        ReportError::Export(output) => output.into(),
    }
}

/// Why reviews were not read, as every other command tells it.
pub(super) fn unread(error: ReviewsError) -> anyhow::Error {
    match error {
        ReviewsError::Notes(notes) => notes.into(),
        ReviewsError::Case(table) => table.into(),
    }
}

impl ReportArgs {
    fn word(&self) -> Result<Word, Usage> {
        match &self.reviewed_by {
            _ if self.anonymous => Ok(Word::Nobodys),
            Some(by) if case::render::is_blank(by) => Err(Usage("--reviewed-by wants a name".to_owned())),
            Some(by) => Ok(Word::Of(by.trim().to_owned())),
            None => Ok(Word::Notes),
        }
    }
}

//! `darkwake report`: the evidence on one lead, to print and to hand on.

use std::io::{self, Write};

use anyhow::Result;
use case::Case;
use export::report::{Naming, ReportError, report as write};

use crate::args::ReportArgs;
use crate::exit::{Ending, Usage};

pub(crate) fn report(args: &ReportArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let naming = args.naming()?;
    write(&case, (&args.lead, &naming), &args.out, args.overwrite).map_err(|error| match error {
        ReportError::Lead(none) => anyhow::Error::from(Usage(none.to_string())),
        ReportError::Case(table) => table.into(),
        ReportError::Export(output) => output.into(),
    })?;
    let named = match &naming {
        Naming::Anonymous => "anonymised; `--reviewed-by NAME` names the ships".to_owned(),
        Naming::Reviewed { by } => format!("ships named, reviewed by {}", case::render::visible(by)),
    };
    writeln!(io::stdout(), "{}: {named}", case::render::visible(&args.out.display().to_string()))?;
    Ok(Ending::Done)
}

impl ReportArgs {
    fn naming(&self) -> Result<Naming, Usage> {
        match &self.reviewed_by {
            Some(by) if by.trim().is_empty() => Err(Usage("--reviewed-by wants a name".to_owned())),
            Some(by) => Ok(Naming::Reviewed { by: by.trim().to_owned() }),
            None => Ok(Naming::Anonymous),
        }
    }
}

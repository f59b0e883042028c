//! `darkwake export`: findings for the tools of others.

use std::io::{self, Write};

use anyhow::Result;
use case::Case;
use export::{Findings, Format, Subject};

use crate::args::{ExportArgs, ExportFormat, TableChoice};
use crate::exit::{Ending, Usage};
use crate::show::count;

pub(crate) fn export(args: &ExportArgs) -> Result<Ending> {
    let (format, subject) = (args.format.format(), args.subject()?);
    let findings = Findings::read(&Case::open_found(&args.case)?)?;
    export::export(&findings, (format, subject), &args.out, args.overwrite)?;
    let (leads, events) = (count(findings.leads.len(), "lead"), count(findings.events.len(), "event"));
    let held = match (format, subject) {
        (Format::Ftm, _) => format!("{leads} with their events"),
        (format, Subject::Leads) if format.holds_one_table() => leads,
        (format, Subject::Events) if format.holds_one_table() => events,
        _ => format!("{leads}, {events}"),
    };
    writeln!(io::stdout(), "{held}: {}", case::render::visible(&args.out.display().to_string()))?;
    Ok(Ending::Done)
}

impl ExportArgs {
    fn subject(&self) -> Result<Subject, Usage> {
        match self.table {
            Some(_) if !self.format.format().holds_one_table() => {
                Err(Usage("--table is for geojson, geoparquet and csv; this format holds all".to_owned()))
            }
            Some(TableChoice::Events) => Ok(Subject::Events),
            Some(TableChoice::Leads) | None => Ok(Subject::Leads),
        }
    }
}

impl ExportFormat {
    const fn format(self) -> Format {
        match self {
            Self::GeoJson => Format::GeoJson,
            Self::Kml => Format::Kml,
            Self::GeoParquet => Format::GeoParquet,
            Self::Gpkg => Format::Gpkg,
            Self::Csv => Format::Csv,
            Self::Xlsx => Format::Xlsx,
            Self::Ftm => Format::Ftm,
        }
    }
}

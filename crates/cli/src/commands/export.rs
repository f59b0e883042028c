//! `darkwake export`: findings for the tools of others, and a page of all leads.

use std::path::Path;

use anyhow::Result;
use case::Case;
use export::lang::Lang;
use export::{Findings, Format, Reviewed, Reviews, Subject, report};

use super::output::Output;
use super::report::{told, unread};
use crate::args::{ExportArgs, ExportFormat, TableChoice};
use crate::exit::{Ending, Usage};
use crate::show::count;

pub(crate) fn export(args: &ExportArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let out = Output::of(&args.out, args.overwrite);
    let format = args.format()?;
    let held = out.fill(|path, overwrite| match format {
        Some(format) => to_file(args, (&case, format), path, overwrite),
        None => to_page(args, &case, path, overwrite),
    })?;
    out.tell(&held)?;
    Ok(Ending::Done)
}

/// Writes a file for tools, and tells what it holds.
fn to_file(
    args: &ExportArgs,
    (case, format): (&Case, Format),
    path: &Path,
    overwrite: bool,
) -> Result<String> {
    let (subject, findings) = (args.subject()?, Findings::read(case)?);
    let reviews = Reviews::read(case, &findings.leads).map_err(unread)?;
    let reviewed = Reviewed { findings: &findings, reviews: &reviews };
    export::export(reviewed, (format, subject), path, overwrite)?;
    let (lang, leads) = (args.lang.lang, count(findings.leads.len(), "lead"));
    let (leads, events) = (lang.tell(&leads).into_owned(), lang.events(findings.events.len()));
    Ok(match (format, subject) {
        (Format::Ftm, _) => format!("{leads} with their events"),
        (format, Subject::Leads) if format.holds_one_table() => leads,
        (format, Subject::Events) if format.holds_one_table() => events,
        _ => format!("{leads}, {events}"),
    })
}

/// Writes the page of all leads, and tells how many of them name their ships.
fn to_page(args: &ExportArgs, case: &Case, path: &Path, overwrite: bool) -> Result<String> {
    args.subject()?;
    let lang = args.lang.lang;
    let listed = report::leads(case, lang, path, overwrite).map_err(told)?;
    let told = format!("{}, {} of them confirmed and named", count(listed.leads, "lead"), listed.named);
    Ok(lang.tell(&told).into_owned())
}

impl ExportArgs {
    /// The format of a file for tools; a page is none.
    fn format(&self) -> Result<Option<Format>, Usage> {
        let lang = self.lang.lang;
        let is_for_people = matches!(self.format, ExportFormat::Html | ExportFormat::Kml);
        if lang != Lang::En && !is_for_people {
            return Err(Usage(
                "--lang is for html and kml, which people read; other formats are English".to_owned(),
            ));
        }
        Ok(self.format.format(lang))
    }

    fn subject(&self) -> Result<Subject, Usage> {
        match self.table {
            Some(_) if !self.format.format(self.lang.lang).is_some_and(Format::holds_one_table) => {
                let held = self.format.held();
                Err(Usage(format!("--table is for geojson, geoparquet and csv; this format holds {held}")))
            }
            Some(TableChoice::Events) => Ok(Subject::Events),
            Some(TableChoice::Leads) | None => Ok(Subject::Leads),
        }
    }
}

impl ExportFormat {
    /// What a file of it holds.
    const fn held(self) -> &'static str {
        match self {
            Self::GeoJson | Self::GeoParquet | Self::Csv => "one table",
            Self::Kml => "leads and events",
            Self::Gpkg | Self::Xlsx => "all tables",
            Self::Ftm => "leads with their events",
            Self::Html => "all leads as a page",
        }
    }

    /// The format of a file for tools; a page is none.
    const fn format(self, lang: Lang) -> Option<Format> {
        Some(match self {
            Self::GeoJson => Format::GeoJson,
            Self::Kml => Format::Kml(lang),
            Self::GeoParquet => Format::GeoParquet,
            Self::Gpkg => Format::Gpkg,
            Self::Csv => Format::Csv,
            Self::Xlsx => Format::Xlsx,
            Self::Ftm => Format::Ftm,
            Self::Html => return None,
        })
    }
}

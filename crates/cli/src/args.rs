//! What can be typed: every command and option, as types.

mod archive;
mod case;
mod lang;
mod value;
mod world;

use std::ffi::OsString;
use std::path::PathBuf;

use ::case::render::safe_json;
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

pub(crate) use archive::*;
pub(crate) use case::*;
pub(crate) use lang::*;
pub(crate) use world::*;

/// Finds likely illicit ship-to-ship transfers in archived AIS and ranks them with evidence.
#[derive(Debug, Parser)]
#[command(name = "darkwake", version, before_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How to write notices to standard error
    #[arg(long, global = true, value_enum, default_value_t = LogForm::Text)]
    pub(crate) log: LogForm,
}

/// The form of what a command says beside its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// For people
    Text,
    /// One object a line, with `level`, `event` and fields; the last of a command that does not end with 0 is `exit`
    Json,
}

const EXAMPLES: &str = "\
Examples:
  darkwake demo                                   a simulated week around Korea, to ranked leads
  darkwake run archive/ --out case                the same for your own archive
  darkwake sniff download.csv.gz                  what a file is and how it would be read
  darkwake leads case --list all --top 50         the ranked leads
  darkwake explain case 1                         why the first lead stands there, with raw lines
  darkwake events case --kind gap --format csv    every silence, for a spreadsheet
  darkwake export case --format gpkg --out c.gpkg everything for QGIS, with raw lines
  darkwake report case 1 --out lead.html          the evidence on a lead, to print
  darkwake serve case                             the case in the browser
  darkwake decode log.nmea.gz                     the decoder alone, as JSON lines";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Simulate a week around Korea, run everything on it and show the ranked leads
    Demo(DemoArgs),
    /// Turn an archive into a case: read, track, detect, score
    Run(RunArgs),
    /// Read an archive into a case without looking into it yet: the first stage of `run`
    Ingest(IngestArgs),
    /// Show what files are, how they would be read, or why not
    Sniff(SniffArgs),
    /// List the formats that are read
    Formats(FormatsArgs),
    /// Decode NMEA files to JSON lines, CSV or Parquet
    Decode(DecodeArgs),
    /// List the ranked leads of a case
    Leads(LeadsArgs),
    /// List the events of a case
    Events(EventsArgs),
    /// Show why a lead stands where it does: facts for and against, and the raw lines
    Explain(ExplainArgs),
    /// Show what a case knows of a vessel: who it says it is, when it was heard, what it did
    Vessel(VesselArgs),
    /// Write the findings of a case as one file for the tools of others: maps, sheets, data frames, link charts
    Export(ExportArgs),
    /// Write the evidence on a lead as one HTML page, which prints to PDF
    Report(ReportArgs),
    /// Sum the oil that the leads of a case are consistent with, against the yearly cap
    Cap(CapArgs),
    /// Answer a SELECT over the tables of a case
    Sql(SqlArgs),
    /// Show what of an archive was refused, where and why
    Rejects(RejectsArgs),
    /// Open a case in the browser: leads, map, dossiers, triage, and a JSON API
    Serve(ServeArgs),
    /// Check that a case and its inputs are what they were when it was written
    Verify(VerifyArgs),
    /// Write simulated traffic with exact truth
    Simulate(SimulateArgs),
    /// Grade a case against the truth of a simulation, beside a plain rule baseline
    Evaluate(EvaluateArgs),
    /// Fit the weights of silences, unseen meetings or leads on cases of which the truth is known or was reviewed
    Calibrate(CalibrateArgs),
    /// Say whether this machine is fit for a run, and what to do if not
    Doctor(DoctorArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For people
    Text,
    /// One JSON value
    Json,
    /// The same on one line
    Ndjson,
}

impl ExplainFormat {
    /// A value as JSON in this format; nothing where it is told in words.
    pub(crate) fn json<T: Serialize>(self, value: &T) -> serde_json::Result<Option<String>> {
        match self {
            Self::Text => Ok(None),
            Self::Json => safe_json::pretty(value).map(Some),
            Self::Ndjson => safe_json::line(value).map(Some),
        }
    }
}

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:\n  darkwake doctor\n  darkwake doctor --temp-dir /scratch --out /data/case\n  darkwake doctor --format json"
)]
pub(crate) struct DoctorArgs {
    /// Where to put what does not fit into memory [default: beside the case]
    #[arg(long, value_name = "DIR")]
    pub(crate) temp_dir: Option<PathBuf>,
    /// Folder of a case that is to be written, or one above it [default: this folder]
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) out: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// With a header; text that a spreadsheet could run is guarded
    Csv,
    /// One array
    Json,
    /// One object a line
    Ndjson,
}

impl LogForm {
    /// What words ask for that were not understood as a whole.
    pub(crate) fn asked_for(words: &[OsString]) -> Self {
        let apart = words.windows(2).any(|pair| pair[0] == "--log" && pair[1] == "json");
        if apart || words.iter().any(|word| word == "--log=json") { Self::Json } else { Self::Text }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}

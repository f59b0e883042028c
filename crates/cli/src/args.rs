//! What can be typed: every command and option, as types.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use archive::{CustomProfile, ReadOptions};
use case::render::safe_json;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, value_parser};
use model::{Cargo, EventKind, List, Mmsi, Timestamp};
use serde::Serialize;

use crate::exit::Usage;

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
    /// Fit the weights of silences or leads on cases of which the truth is known or was reviewed
    Calibrate(CalibrateArgs),
    /// Say whether this machine is fit for a run, and what to do if not
    Doctor(DoctorArgs),
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:\n  darkwake demo\n  darkwake demo --seed 7 --dir /tmp/week7")]
pub(crate) struct DemoArgs {
    /// Seed of the simulated week: the same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Folder for the simulated archive, its truth and the case; what a former demo left there is replaced
    #[arg(long, default_value = "darkwake-demo")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) progress: ProgressArgs,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake run archive/ --out case
  darkwake run 2024-03-*.csv.zst logs/ --out case --overwrite
  darkwake run archive/ --out case                # again: reads only what is new
  darkwake run archive/ --out case --dry-run      # says what would be read and why
  darkwake run session.nmea --date 2024-03-01 --out case
  darkwake run harbour/ --profile harbour.toml --out case")]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Likelihood ratios and prior of your own, a TOML file (see crates/score/weights.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// What the facts about a silence weigh, a TOML file of your own or of `calibrate` (see crates/track/silence.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) silence_weights: Option<PathBuf>,
    /// A coast of your own instead of the one that is built in: a GeoJSON file of polygons of land, such as those of
    /// OpenStreetMap; where it has none, all is sea
    #[arg(long, value_name = "FILE")]
    pub(crate) coast: Option<PathBuf>,
    /// Learn reception anew when a case is added to, instead of keeping what was learned when it was made
    #[arg(long)]
    pub(crate) refit: bool,
    /// Take what was learned of reception from another case
    #[arg(long, value_name = "CASE", conflicts_with = "refit")]
    pub(crate) learned: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake ingest archive/ --out case --memory 512M
  darkwake run archive/ --out case                # looks into what was read")]
pub(crate) struct IngestArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

/// What is read, how, and where the case is written.
#[derive(Debug, Args)]
pub(crate) struct ArchiveArgs {
    /// Files, folders and patterns: NMEA, NOAA CSV, CSV or Parquet by column names; plain, .gz, .zst, .xz, .bz2, .zip, .tar;
    /// `-` is standard input
    #[arg(required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Folder of the case to write; one that is there is added to
    #[arg(long, value_name = "CASE")]
    pub(crate) out: PathBuf,
    /// Build a case that is there anew instead of adding to it
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
    /// Say what would be read and why, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) rejects: RejectArgs,
    /// Worker threads, at most 1024; the result does not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=1_024))]
    pub(crate) threads: Option<u32>,
    #[command(flatten)]
    pub(crate) progress: ProgressArgs,
    /// Memory for reading and sorting, such as 512M or 4G; the result does not depend on it [default: a quarter of the
    /// machine's]. At least 104M; a thread takes 40M of it, and there are no more than fit. What `run` and `detect` make of what
    /// was read is not counted: up to 256M, and 100 bytes for each fix
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) memory: Option<u64>,
    /// Where to put what does not fit into memory [default: beside the case]
    #[arg(long, value_name = "DIR")]
    pub(crate) temp_dir: Option<PathBuf>,
    /// Bytes of reports to hold before they are put there, however much memory there is: for tests, which read little
    #[arg(long, value_name = "BYTES", hide = true)]
    pub(crate) hold: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct ProgressArgs {
    /// How to tell, on standard error, how far the work is
    #[arg(long, value_enum, default_value_t = ProgressForm::Auto)]
    pub(crate) progress: ProgressForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressForm {
    /// A bar if standard error is a terminal, else nothing
    Auto,
    /// Nothing
    None,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct RejectArgs {
    /// Exit with 4 when more than this share of the lines is rejected
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    pub(crate) max_rejects: f64,
}

#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// Keep sentences with a bad checksum or length instead of rejecting them
    #[arg(long)]
    lenient: bool,
    /// The day or moment (UTC) at which a log or table without any time begins
    #[arg(long, value_name = "DATE", value_parser = day_or_moment)]
    date: Option<Timestamp>,
    /// The MMSI of a table that has no MMSI column, before nine digits in the name of its file
    #[arg(long, value_name = "MMSI", value_parser = mmsi)]
    mmsi: Option<Mmsi>,
    /// The zone of tables whose format does not say in which their times are, such as +09:00; UTC is taken, and noted, where
    /// none is named
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    tz: Option<archive::UtcOffset>,
    /// What a kind of table of your own calls its columns and how it writes values, a TOML file; may be given again
    #[arg(long, value_name = "FILE")]
    profile: Vec<PathBuf>,
}

impl ReadingArgs {
    /// The same as the reader's options.
    pub(crate) fn options(&self) -> Result<ReadOptions, Usage> {
        let Self { lenient, date, mmsi, tz, .. } = *self;
        Ok(ReadOptions { date, lenient, mmsi, zone: tz, profiles: self.profiles()? })
    }

    fn profiles(&self) -> Result<Vec<CustomProfile>, Usage> {
        let mut profiles: Vec<CustomProfile> = Vec::new();
        for path in &self.profile {
            let profile = CustomProfile::from_file(path).map_err(|error| Usage(error.to_string()))?;
            if profiles.iter().any(|other| other.name() == profile.name()) {
                let (path, name) = (path.display(), profile.name());
                return Err(Usage(format!("the profile {path}: another before it is called {name:?}, too")));
            }
            profiles.push(profile);
        }
        Ok(profiles)
    }
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake sniff download.csv.gz
  darkwake sniff archive/ --format json
  darkwake sniff session.nmea --date 2024-03-01")]
pub(crate) struct SniffArgs {
    /// Files, or folders of files; of each only the beginning is read
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:\n  darkwake formats\n  darkwake formats --format json")]
pub(crate) struct FormatsArgs {
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake decode log.nmea.gz
  darkwake decode --types 1,5 --format csv log.nmea > reports.csv
  darkwake decode --format parquet log.nmea > messages.parquet
  zcat log.gz | darkwake decode --format none -")]
pub(crate) struct DecodeArgs {
    /// NMEA files, plain, .gz, .zst, .xz or .bz2, or members as `archive.zip!/log.nmea`; `-` is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = DecodeFormat::Ndjson)]
    pub(crate) format: DecodeFormat,
    /// Only these message types, 1 to 63
    #[arg(long, value_delimiter = ',', value_name = "TYPES", value_parser = value_parser!(u8).range(1..=63))]
    pub(crate) types: Vec<u8>,
    /// Keep sentences with a bad checksum or length instead of rejecting them
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Unscaled integers as broadcast, like `gpsdecode -u`; JSON lines only
    #[arg(long)]
    pub(crate) raw: bool,
    #[command(flatten)]
    pub(crate) rejects: RejectArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecodeFormat {
    /// One JSON object a line, with gpsd's field names
    Ndjson,
    /// One row a message, with the fields that position and static reports share
    Csv,
    /// The rows of `csv` as one Parquet file, for DuckDB, pandas, polars and others
    Parquet,
    /// Nothing but the counts
    None,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake leads case
  darkwake leads case --list all --cargo oil --top 20
  darkwake leads case --format csv > leads.csv")]
pub(crate) struct LeadsArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Which list: on `dprk` a link to the DPRK is shown or possible, on `evasive` neither
    #[arg(long, value_enum, default_value_t = ListChoice::Dprk)]
    pub(crate) list: ListChoice,
    /// Show at most this many
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Only this cargo
    #[arg(long, value_enum)]
    pub(crate) cargo: Option<CargoChoice>,
    /// Only leads at least this probable; the label `calibration` says what the figure was fitted on
    #[arg(long, value_name = "P", value_parser = share)]
    pub(crate) min_probability: Option<f64>,
    /// Show probabilities in the table even where no reviewed lead stands behind them
    #[arg(long)]
    pub(crate) probability: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake events case --kind encounter
  darkwake events case --vessel 445123000 --since 2024-03-01T00:00:00Z
  darkwake events case --bbox 123,37.5,126,39.5 --format csv > off-nampo.csv")]
pub(crate) struct EventsArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Only this kind
    #[arg(long, value_parser = event_kind)]
    pub(crate) kind: Option<EventKind>,
    /// Only events that end at or after this time (RFC 3339)
    #[arg(long, value_parser = moment, value_name = "TIME")]
    pub(crate) since: Option<Timestamp>,
    /// Only events that start at or before this time (RFC 3339)
    #[arg(long, value_parser = moment, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    /// Only events inside this box, in degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, value_parser = BoundingBox::parse)]
    pub(crate) bbox: Option<BoundingBox>,
    /// Only events of this MMSI
    #[arg(long, value_name = "MMSI")]
    pub(crate) vessel: Option<i64>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:\n  darkwake explain case 1\n  darkwake explain case 1 --all\n  darkwake explain case 3f9c0a71d2e4b586 --format json"
)]
pub(crate) struct ExplainArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Rank or id of the lead
    pub(crate) lead: String,
    /// Every leg, fact and raw line, and the probability, where the text would shorten them
    #[arg(long)]
    pub(crate) all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake serve case
  darkwake serve case --bind 127.0.0.1:9000
  darkwake serve case --bind 0.0.0.0:8642 --token-file token --tls-cert cert.pem --tls-key key.pem --name desk.example.org
  darkwake serve case --bind 10.0.0.5:8642 --token-file token --behind-proxy --name desk.example.org")]
pub(crate) struct ServeArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Address and port; one that others reach needs --token-file, and TLS or a proxy that speaks it
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8642")]
    pub(crate) bind: SocketAddr,
    /// A file with the token that is asked for: 64 hexadecimal digits, as `openssl rand -hex 32` makes them
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// The certificate and those that vouch for it, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key", conflicts_with = "behind_proxy")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The key of the certificate, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// A proxy before this server speaks TLS with browsers
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// A name in the address that browsers use, other than that of --bind; may be given again
    #[arg(long, value_name = "HOST")]
    pub(crate) name: Vec<String>,
    /// The folder `node_modules` that holds the parts of the map [default: that of crates/desk/web]
    #[arg(long, value_name = "DIR")]
    pub(crate) map: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake vessel case 445123000
  darkwake vessel case 9123456
  darkwake vessel case \"tae song\" --all
  darkwake vessel case 445123000 --format json")]
pub(crate) struct VesselArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// MMSI, hull (`445123000#2`), IMO number, call sign, or a name, which may be misspelt or a part
    pub(crate) vessel: String,
    /// Also draw the track, its silences and events, as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Every event, where the text would leave out the least
    #[arg(long)]
    pub(crate) all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake export case --format kml --out case.kml
  darkwake export case --format gpkg --out case.gpkg
  darkwake export case --format geoparquet --table events --out events.parquet
  darkwake export case --format ftm --out case.ftm.json")]
pub(crate) struct ExportArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The table that geojson, geoparquet and csv are filled with [default: leads]; the other formats hold all
    #[arg(long, value_enum)]
    pub(crate) table: Option<TableChoice>,
    /// Replace the file if it is there
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake sql case \"SELECT kind, count(*) FROM events GROUP BY kind\"
  darkwake sql case \"SELECT time, lat, lon FROM fixes WHERE mmsi = 445123000 AND time >= '2024-03-01'\" --format csv
  darkwake sql case \"SELECT rank, name_a, text FROM leads JOIN evidence USING (lead_id) WHERE counted > 0.5\"")]
pub(crate) struct SqlArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// One SELECT, or WITH .. SELECT, as SQLite takes it; tables and columns are those of `docs/src/case.md`
    pub(crate) query: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Give at most this many rows [default: 1000 in a table, else ten million]
    #[arg(long, value_name = "N")]
    pub(crate) rows: Option<usize>,
    /// Stop after this many seconds
    #[arg(long, value_name = "S", default_value_t = 300, value_parser = value_parser!(u64).range(1..=86_400))]
    pub(crate) seconds: u64,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake report case 1 --out lead-1.html
  darkwake report case 1 --out lead-1.html --reviewed-by \"J. Park\"")]
pub(crate) struct ReportArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Rank or id of the lead
    pub(crate) lead: String,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Who reviewed the lead and stands behind naming its ships; without it they are named if somebody confirmed the lead
    /// on the desk
    #[arg(long, value_name = "NAME")]
    pub(crate) reviewed_by: Option<String>,
    /// Name no ship in any case
    #[arg(long, conflicts_with = "reviewed_by")]
    pub(crate) anonymous: bool,
    /// Replace the file if it is there
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:\n  darkwake cap case\n  darkwake cap case --format csv")]
pub(crate) struct CapArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Count leads that reviewers dismissed, too
    #[arg(long)]
    pub(crate) with_dismissed: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// A format of `export`. Each holds the raw lines that its findings rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Points of one table
    #[value(name = "geojson")]
    GeoJson,
    /// Points with time spans, for Google Earth
    Kml,
    /// Points of one table, for GeoPandas and DuckDB
    #[value(name = "geoparquet")]
    GeoParquet,
    /// All tables, for QGIS
    Gpkg,
    /// One table; text that a spreadsheet could run is guarded
    Csv,
    /// All tables, for Excel and LibreOffice
    Xlsx,
    /// FollowTheMoney entities, for Aleph and OpenSanctions
    Ftm,
    /// A page of all leads to read and to print; names the ships of those that a reviewer confirmed
    Html,
}

/// A table to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableChoice {
    /// What to look at first
    Leads,
    /// What ships did
    Events,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake rejects case
  darkwake rejects case --reason bad_checksum --top 20
  darkwake rejects case --file 2024-03-01.nmea --format csv > rejects.csv")]
pub(crate) struct RejectsArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Only lines that were refused for this reason, such as bad_checksum
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: Option<String>,
    /// Only lines of this file: its number in the case, or the end of its path
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<String>,
    /// Quote at most this many lines for each reason [default: 3 in a table, else all that the case holds]
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// How to print; all but `table` hold the refused lines alone
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:\n  darkwake verify case\n  darkwake verify case --archive-root /mnt/archive"
)]
pub(crate) struct VerifyArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Where the archive is now, if it was moved
    #[arg(long, value_name = "DIR")]
    pub(crate) archive_root: Option<PathBuf>,
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
#[command(before_help = "Examples:
  darkwake simulate --out week --seed 7
  darkwake simulate --out month --days 30 --vessels 1500 --format noaa-legacy
  darkwake simulate --out month --days 30 --vessels 1500 --incidents incidents.csv")]
pub(crate) struct SimulateArgs {
    /// Folder to write: DIR/archive and DIR/truth
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Replace DIR/archive and DIR/truth, with all that is in them
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Days of traffic, at most 3660
    #[arg(long, default_value_t = 7, value_parser = value_parser!(u32).range(1..=3_660))]
    pub(crate) days: u32,
    /// Hulls at sea, at most a million [default: the simulator's]
    #[arg(long, value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub(crate) vessels: Option<u32>,
    /// Share of the hulls that takes part in illicit transfers, 0 to 0.5: 0.1 is generous, 0.001 as rare as life
    /// [default: the simulator's]
    #[arg(long, value_name = "SHARE", value_parser = illicit_share)]
    pub(crate) illicit: Option<f64>,
    /// Tell transfers on record again, each near its published place, and no others: a CSV with the columns id, type, cargo,
    /// lat, lon, pos_uncertainty_km and quantity_t
    #[arg(long, value_name = "FILE", conflicts_with = "illicit")]
    pub(crate) incidents: Option<PathBuf>,
    /// Format of the archive
    #[arg(long, value_enum, default_value_t = ArchiveFormat::Nmea)]
    pub(crate) format: ArchiveFormat,
}

fn illicit_share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=0.5).contains(share));
    share.ok_or_else(|| "wanted a share from 0 to 0.5".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArchiveFormat {
    /// NMEA sentences with tag blocks
    Nmea,
    /// NOAA MarineCadastre CSV as published from 2015 to 2024
    NoaaLegacy,
}

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:\n  darkwake evaluate case week/truth\n  darkwake evaluate case week/truth --format json"
)]
pub(crate) struct EvaluateArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Folder of the truth
    pub(crate) truth: PathBuf,
    /// Write the grades as a page with plots too
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Replace the page if it is there
    #[arg(short = 'O', long, requires = "html")]
    pub(crate) overwrite: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake calibrate --world case7 week7/truth --world case8 week8/truth --out silences.toml
  darkwake run archive/ --out case --silence-weights silences.toml
  darkwake calibrate --what leads --world case7 week7/truth --world case8 week8/truth --out weights.toml --plot fit.svg
  darkwake calibrate --what leads --reviewed case --out weights.toml
  darkwake run archive/ --out case --weights weights.toml")]
pub(crate) struct CalibrateArgs {
    /// What to fit the weights of
    #[arg(long, value_enum, default_value_t = CalibrateWhat::Silences)]
    pub(crate) what: CalibrateWhat,
    /// A case and the folder `truth` of the simulation that it was made from; may be given many times
    #[arg(long = "world", value_names = ["CASE", "TRUTH"], num_args = 2, required_unless_present = "reviewed", action = ArgAction::Append)]
    pub(crate) worlds: Vec<PathBuf>,
    /// A case of which reviewers confirmed and dismissed leads; may be given many times
    #[arg(long, value_name = "CASE", conflicts_with = "worlds")]
    pub(crate) reviewed: Vec<PathBuf>,
    /// The weights file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Draw how often leads of about one probability were right, by experts' ratios and as fitted, an SVG file
    #[arg(long, value_name = "FILE")]
    pub(crate) plot: Option<PathBuf>,
    /// Replace the files if they are there
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
}

/// What weights are fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CalibrateWhat {
    /// Of the facts about a silence, for `run --silence-weights`
    Silences,
    /// Of the indicators of leads, and their prior, for `run --weights`
    Leads,
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

/// Which leads to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListChoice {
    /// A link to the DPRK is shown or, in waters of transfers on record, possible
    Dprk,
    /// Evasive, no link to the DPRK shown or possible
    Evasive,
    /// Both
    All,
}

/// A cargo to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CargoChoice {
    Oil,
    Coal,
    Other,
    Unknown,
}

/// A box in degrees, sides included; it crosses the dateline where west is greater than east.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BoundingBox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl LogForm {
    /// What words ask for that were not understood as a whole.
    pub(crate) fn asked_for(words: &[OsString]) -> Self {
        let apart = words.windows(2).any(|pair| pair[0] == "--log" && pair[1] == "json");
        if apart || words.iter().any(|word| word == "--log=json") { Self::Json } else { Self::Text }
    }
}

impl ListChoice {
    /// Whether a lead of this list is shown.
    pub(crate) fn shows(self, list: &str) -> bool {
        match self {
            Self::Dprk => list == List::Dprk.as_str(),
            Self::Evasive => list == List::Evasive.as_str(),
            Self::All => true,
        }
    }
}

impl CargoChoice {
    /// The stable word.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Oil => Cargo::Oil.as_str(),
            Self::Coal => Cargo::Coal.as_str(),
            Self::Other => Cargo::Other.as_str(),
            Self::Unknown => Cargo::Unknown.as_str(),
        }
    }
}

impl BoundingBox {
    fn parse(text: &str) -> Result<Self, String> {
        let sides: Result<Vec<f64>, _> = text.split(',').map(|side| side.trim().parse::<f64>()).collect();
        match sides.as_deref() {
            Ok(&[west, south, east, north]) if south <= north => Ok(Self { west, south, east, north }),
            Ok([_, south, _, north]) => Err(format!("south {south} lies north of north {north}")),
            _ => Err("wanted west,south,east,north in degrees".to_owned()),
        }
    }

    /// Whether a place lies inside.
    pub(crate) fn contains(&self, at: model::Position) -> bool {
        let in_lon = if self.west <= self.east {
            (self.west..=self.east).contains(&at.lon())
        } else {
            at.lon() >= self.west || at.lon() <= self.east
        };
        in_lon && (self.south..=self.north).contains(&at.lat())
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("wanted a number from 0 to 1".to_owned()),
    }
}

fn day_or_moment(text: &str) -> Result<Timestamp, String> {
    let wanted = || "wanted a day such as 2024-03-01 or a time such as 2024-03-01T06:00:00Z".to_owned();
    Timestamp::from_rfc3339(text)
        .or_else(|_| Timestamp::from_rfc3339(&format!("{text}T00:00:00Z")))
        .map_err(|_| wanted())
}

fn moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::from_rfc3339(text).map_err(|_| "wanted a time such as 2024-03-01T06:00:00Z".to_owned())
}

/// A number of bytes, such as 512M: K, M, G and T are powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let wanted = || "wanted at least 104M, such as 512M or 4G".to_owned();
    let text = text.trim_end_matches(['B', 'b']).trim_end_matches(['i', 'I']);
    let (digits, shift) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 10),
        Some((at, 'm' | 'M')) => (&text[..at], 20),
        Some((at, 'g' | 'G')) => (&text[..at], 30),
        Some((at, 't' | 'T')) => (&text[..at], 40),
        _ => (text, 0),
    };
    let number: u64 = digits.trim().parse().map_err(|_| wanted())?;
    let bytes = number.checked_mul(1 << shift).ok_or_else(wanted)?;
    if darkwake::threads_in(bytes) > 0 { Ok(bytes) } else { Err(wanted()) }
}

/// Nine digits, the zeros before them too: of fewer nobody knows whether one was forgotten.
fn mmsi(text: &str) -> Result<Mmsi, String> {
    let is_whole = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u32> = text.parse().ok().filter(|_| is_whole);
    let number =
        number.ok_or_else(|| "wanted nine digits, with the zeros before a shorter number".to_owned())?;
    Mmsi::try_from(number).map_err(|error| error.to_string())
}

fn event_kind(text: &str) -> Result<EventKind, String> {
    EventKind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
        let known: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("wanted one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_box_over_the_dateline_holds_ships_on_both_sides() {
        let at = |lon| model::Position::from_degrees(model::Degrees(50.0), model::Degrees(lon)).unwrap();
        let bounds = BoundingBox::parse("170,40,-170,60").unwrap();
        assert!(bounds.contains(at(179.0)) && bounds.contains(at(-179.0)));
        assert!(!bounds.contains(at(0.0)));
        assert!(BoundingBox::parse("1,2,3").is_err());
        assert!(BoundingBox::parse("1,3,2,2").is_err());
    }
}

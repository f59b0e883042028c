//! What can be asked of an archive: run, ingest, sniff, formats, decode.

use std::path::PathBuf;

use archive::{CustomProfile, ReadOptions};
use clap::{Args, ValueEnum, value_parser};
use model::{Mmsi, Timestamp};

use super::ExplainFormat;
use super::value::{day_or_moment, mmsi, share, size};
use crate::exit::Usage;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake run archive/ --out case
  darkwake run 2024-03-*.csv.zst logs/ --out case --overwrite
  darkwake run archive/ --out case                # again: reads only what is new
  darkwake run archive/ --out case --dry-run      # says what would be read and why
  darkwake run session.nmea --date 2024-03-01 --out case
  darkwake run harbour/ --profile harbour.toml --out case
  darkwake run archive/ --vessel-list maritime.csv --vessel-list watched.csv --out case")]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Likelihood ratios and prior of your own, a TOML file (see crates/score/weights.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// What the facts about a silence weigh, a TOML file of your own or of `calibrate` (see crates/track/silence.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) silence_weights: Option<PathBuf>,
    /// What the facts about two hulls that may have met unheard weigh, a TOML file of your own or of `calibrate` (see
    /// crates/rendezvous/meeting.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) meeting_weights: Option<PathBuf>,
    /// A coast of your own instead of the one that is built in: a GeoJSON file of polygons of land, such as those of
    /// OpenStreetMap; beyond them all is sea
    #[arg(long, value_name = "FILE")]
    pub(crate) coast: Option<PathBuf>,
    /// A list of vessels of your own beside those that are built in, as often as there are lists: a CSV of name, imo, mmsi and
    /// more, OpenSanctions' maritime.csv, or FollowTheMoney entities
    #[arg(long = "vessel-list", value_name = "FILE")]
    pub(crate) vessel_lists: Vec<PathBuf>,
    /// Keep contacts of hulls that sail abreast at 2 to 6 kn as well, for `events --profile under-way`; all else stays as it is
    #[arg(long)]
    pub(crate) under_way: bool,
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
    /// Memory to take, such as 512M or 4G; the result does not depend on it [default: a quarter of the machine's]. At least
    /// 104M; a thread takes 40M of it, and there are no more than fit. Where tracks do not fit into it, they are kept on the
    /// disk, 48 bytes a fix; what is found in them takes some 14 bytes a fix, which a run says where that is more
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
    /// The day or moment (UTC) at which a log or table without any time begins; the day of times of day that name none
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

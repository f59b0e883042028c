//! What can be asked of a case: leads, events, vessels, exports, the desk.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};
use model::{Cargo, EventKind, List, Timestamp};

use super::value::{BoundingBox, event_kind, moment, share};
use super::{ExplainFormat, Format, LangArgs};

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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake events case --kind encounter
  darkwake events case --vessel 445123000 --since 2024-03-01T00:00:00Z
  darkwake events case --bbox 123,37.5,126,39.5 --format csv > off-nampo.csv
  darkwake events case --profile 50m-10min        # meetings at closest quarters, however short
  darkwake events case --profile mine.toml")]
pub(crate) struct EventsArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// Only this kind
    #[arg(long, value_parser = event_kind)]
    pub(crate) kind: Option<EventKind>,
    /// Encounters by this profile instead of the run's: gfw, 250m-30min, 200m-30min, 50m-10min (within how many metres, for
    /// how many minutes), under-way (abreast within 200 m for two hours at 2 to 6 kn, after `run --under-way`), or a TOML file of
    /// your own; told from the contacts that the case keeps
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "kind")]
    pub(crate) profile: Option<String>,
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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
    /// Replace the file if it is there
    #[arg(short = 'O', long)]
    pub(crate) overwrite: bool,
}

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  darkwake sql case \"SELECT column_name, unit, doc FROM columns WHERE table_name = 'events'\"
  darkwake sql case \"SELECT kind, count(*) FROM events GROUP BY kind\"
  darkwake sql case \"SELECT time, lat, lon FROM fixes WHERE mmsi = 445123000 AND time >= '2024-03-01'\" --format csv
  darkwake sql case \"SELECT rank, name_a, text FROM leads JOIN evidence USING (lead_id) WHERE counted > 0.5\"")]
pub(crate) struct SqlArgs {
    /// Folder of the case
    pub(crate) case: PathBuf,
    /// One SELECT, or WITH .. SELECT, as SQLite takes it; the table `columns` tells every table's columns, their units and
    /// what they say
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
    /// Name no ship in any case; places are then told to half a degree
    #[arg(long, conflicts_with = "reviewed_by")]
    pub(crate) anonymous: bool,
    #[command(flatten)]
    pub(crate) lang: LangArgs,
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
    #[command(flatten)]
    pub(crate) lang: LangArgs,
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

//! What can be asked of simulated worlds: demo, simulate, evaluate, calibrate.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum, value_parser};

use super::{ExplainFormat, ProgressArgs};

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
  darkwake calibrate --what meetings --world case7 week7/truth --world case8 week8/truth --out meetings.toml
  darkwake run archive/ --out case --meeting-weights meetings.toml
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
    /// Of the facts about two hulls that may have met unheard, for `run --meeting-weights`
    Meetings,
    /// Of the indicators of leads, and their prior, for `run --weights`
    Leads,
}

//! The Rust rival for logs: the crate `ais` decodes, the crate `parquet` writes, nothing else is known.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use model::Timestamp;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{DataType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rival_ais::messages::AisMessage;
use rival_ais::messages::position_report::NavigationStatus;
use rival_ais::{AisFragments, AisParser};

/// Asks this program for the rival.
pub(crate) const WORD: &str = "ais-crate";

const SCHEMA: &str = "message fixes {
    required int64 time (timestamp(millis, true));
    required int64 mmsi;
    required double lat;
    required double lon;
    optional double sog_kn;
    optional double cog_deg;
    optional double heading_deg;
    optional int64 status;
}";
const DAY_MS: i64 = 86_400_000;

/// A position, as the crate gives it.
struct Fix {
    time_ms: i64,
    mmsi: i64,
    lat: f64,
    lon: f64,
    sog_kn: Option<f64>,
    cog_deg: Option<f64>,
    heading_deg: Option<f64>,
    status: Option<i64>,
}

/// Reads the log, sorts its positions and writes them by day.
pub(crate) fn ingest(log: &Path, out: &Path) -> Result<()> {
    let mut fixes = read(log)?;
    fixes.sort_unstable_by_key(|fix| (fix.day(), fix.mmsi, fix.time_ms));
    fixes.chunk_by(|one, next| one.day() == next.day()).try_for_each(|day| write(day, out))
}

fn read(log: &Path) -> Result<Vec<Fix>> {
    let mut log = BufReader::with_capacity(1 << 16, File::open(log)?);
    let (mut parser, mut fixes, mut line) = (AisParser::new(), Vec::new(), Vec::new());
    while log.read_until(b'\n', &mut line)? > 0 {
        if let Ok(AisFragments::Complete(sentence)) = parser.parse(line.trim_ascii_end(), true) {
            fixes.extend(time_ms(&line).and_then(|time_ms| Fix::of(time_ms, &sentence.message?)));
        }
        line.clear();
    }
    Ok(fixes)
}

/// Field `c` of the tag block, in seconds; the crate skips the block.
fn time_ms(line: &[u8]) -> Option<i64> {
    let block = line.strip_prefix(b"\\")?.split(|&byte| matches!(byte, b'\\' | b'*')).next()?;
    let seconds = block.split(|&byte| byte == b',').find_map(|field| field.strip_prefix(b"c:"))?;
    Some(std::str::from_utf8(seconds).ok()?.parse::<i64>().ok()? * 1_000)
}

impl Fix {
    fn of(time_ms: i64, message: &AisMessage) -> Option<Self> {
        let float = |value: Option<f32>| value.map(f64::from);
        let fix = match message {
            AisMessage::PositionReport(report) => Self {
                time_ms,
                mmsi: report.mmsi.into(),
                lat: report.latitude?.into(),
                lon: report.longitude?.into(),
                sog_kn: float(report.speed_over_ground),
                cog_deg: float(report.course_over_ground),
                heading_deg: report.true_heading.map(f64::from),
                status: report.navigation_status.map(code),
            },
            AisMessage::StandardClassBPositionReport(report) => Self {
                time_ms,
                mmsi: report.mmsi.into(),
                lat: report.latitude?.into(),
                lon: report.longitude?.into(),
                sog_kn: float(report.speed_over_ground),
                cog_deg: float(report.course_over_ground),
                heading_deg: report.true_heading.map(f64::from),
                status: None,
            },
            AisMessage::ExtendedClassBPositionReport(report) => Self {
                time_ms,
                mmsi: report.mmsi.into(),
                lat: report.latitude?.into(),
                lon: report.longitude?.into(),
                sog_kn: float(report.speed_over_ground),
                cog_deg: float(report.course_over_ground),
                heading_deg: report.true_heading.map(f64::from),
                status: None,
            },
            AisMessage::LongRangeAisBroadcastMessage(report) => Self {
                time_ms,
                mmsi: report.mmsi.into(),
                lat: report.latitude?.into(),
                lon: report.longitude?.into(),
                sog_kn: float(report.speed_over_ground),
                cog_deg: float(report.course_over_ground),
                heading_deg: None,
                status: report.navigation_status.map(code),
            },
            _ => return None,
        };
        Some(fix)
    }

    const fn day(&self) -> i64 {
        self.time_ms.div_euclid(DAY_MS)
    }
}

/// The number that was sent.
fn code(status: NavigationStatus) -> i64 {
    match status {
        NavigationStatus::UnderWayUsingEngine => 0,
        NavigationStatus::AtAnchor => 1,
        NavigationStatus::NotUnderCommand => 2,
        NavigationStatus::RestrictedManouverability => 3,
        NavigationStatus::ConstrainedByDraught => 4,
        NavigationStatus::Moored => 5,
        NavigationStatus::Aground => 6,
        NavigationStatus::EngagedInFishing => 7,
        NavigationStatus::UnderWaySailing => 8,
        NavigationStatus::ReservedForHSC => 9,
        NavigationStatus::ReservedForWIG => 10,
        NavigationStatus::Reserved01 => 11,
        NavigationStatus::Reserved02 => 12,
        NavigationStatus::Reserved03 => 13,
        NavigationStatus::AisSartIsActive => 14,
        NavigationStatus::Unknown(code) => code.into(),
    }
}

fn write(day: &[Fix], out: &Path) -> Result<()> {
    let first = day.first().context("a day has a fix")?;
    let time = Timestamp::from_ms(first.time_ms)?.to_string();
    let date = time.split('T').next().unwrap_or_default();
    let folder = out.join(format!("day={date}"));
    fs::create_dir_all(&folder)?;
    let compression = Compression::ZSTD(ZstdLevel::try_new(1)?);
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let file = File::create(folder.join("0.parquet"))?;
    let mut writer = SerializedFileWriter::new(file, Arc::new(parse_message_type(SCHEMA)?), properties)?;
    let mut group = writer.next_row_group()?;
    column::<Int64Type>(&mut group, day, |fix| Some(fix.time_ms), Nulls::None)?;
    column::<Int64Type>(&mut group, day, |fix| Some(fix.mmsi), Nulls::None)?;
    column::<DoubleType>(&mut group, day, |fix| Some(fix.lat), Nulls::None)?;
    column::<DoubleType>(&mut group, day, |fix| Some(fix.lon), Nulls::None)?;
    column::<DoubleType>(&mut group, day, |fix| fix.sog_kn, Nulls::Some)?;
    column::<DoubleType>(&mut group, day, |fix| fix.cog_deg, Nulls::Some)?;
    column::<DoubleType>(&mut group, day, |fix| fix.heading_deg, Nulls::Some)?;
    column::<Int64Type>(&mut group, day, |fix| fix.status, Nulls::Some)?;
    group.close()?;
    writer.close()?;
    Ok(())
}

/// Whether a column may hold nulls.
#[derive(Clone, Copy, PartialEq)]
enum Nulls {
    None,
    Some,
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    day: &[Fix],
    value: impl Fn(&Fix) -> Option<T::T>,
    nulls: Nulls,
) -> Result<()> {
    let values: Vec<T::T> = day.iter().filter_map(&value).collect();
    let levels = (nulls == Nulls::Some)
        .then(|| day.iter().map(|fix| value(fix).is_some().into()).collect::<Vec<i16>>());
    let mut column = group.next_column()?.context("the schema has eight columns")?;
    column.typed::<T>().write_batch(&values, levels.as_deref(), None)?;
    Ok(column.close()?)
}

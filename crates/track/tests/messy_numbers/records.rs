//! The sample files of gpsdio-segment: JSON lines, or packed messages of the decoder of gpsd, as fixes.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use model::{Degrees, FileId, Fix, Knots, Location, Mmsi, Motion, Position, Timestamp, Transmitter};
use serde_json::Value;

/// A fix with the segment that is expected of it, where the file says so.
pub(crate) struct Record {
    pub(crate) fix: Fix,
    pub(crate) segment: Option<String>,
}

/// The positions of a sample; `None`, told aloud, where the shared data are absent.
pub(crate) fn read(name: &str) -> Option<Vec<Record>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ais/gpsdio_segment");
    let Ok(file) = File::open(folder.join(name)) else {
        println!("skipped: no {name} in ../shared/data");
        return None;
    };
    let is_packed = Path::new(name).extension().is_some_and(|ending| ending == "gz");
    let values = if is_packed { packed(file) } else { lines(file) };
    Some((1..).zip(values).filter_map(|(row, value)| record(row, &value)).collect())
}

fn lines(file: File) -> Vec<Value> {
    let lines = BufReader::new(file).lines().map(|line| line.expect("a sample is text"));
    lines.map(|line| serde_json::from_str(&line).expect("a sample is JSON")).collect()
}

fn packed(file: File) -> Vec<Value> {
    let mut unpacked = BufReader::new(GzDecoder::new(file));
    let mut values = Vec::new();
    while !unpacked.fill_buf().expect("a sample is whole").is_empty() {
        values.push(rmp_serde::from_read(&mut unpacked).expect("a sample is MessagePack"));
    }
    values
}

fn record(row: u64, value: &Value) -> Option<Record> {
    let number = |key: &str| value[key].as_f64();
    let time = value["timestamp"].as_str()?.replace(' ', "T");
    let time = if time.ends_with('Z') { time } else { time + "Z" };
    let segment = value["segment"].as_str().or_else(|| value["expected"].as_str());
    let fix = Fix {
        mmsi: Mmsi::try_from(number("ssvid").or_else(|| number("mmsi"))? as u32).ok()?,
        time: Timestamp::from_rfc3339(&time).ok()?,
        position: Position::from_degrees(Degrees(number("lat")?), Degrees(number("lon")?)).ok()?,
        told: Motion {
            speed: number("speed").filter(|&knots| knots < 102.25).map(Knots),
            course: number("course").filter(|&course| course < 360.0).map(Degrees),
            heading: None,
            status: None,
        }
        .into(),
        transmitter: Transmitter::Unknown,
        location: Location::row(FileId(0), row),
    };
    Some(Record { fix, segment: segment.map(str::to_owned) })
}

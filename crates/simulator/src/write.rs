//! The archive as files: one a day, in the form that was asked for.

mod nmea;
mod noaa;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use model::Timestamp;

use crate::Format;
use crate::simulation::Simulation;
use crate::transmit::Received;

/// Writes what was received, day by day.
pub(crate) fn archive(simulation: &Simulation, dir: &Path, format: Format) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    for day in simulation.received.chunk_by(|one, next| one.time.day() == next.time.day()) {
        let (stem, extension) = (date(day[0].time), extension(format));
        let mut out =
            BufWriter::with_capacity(1 << 18, File::create(dir.join(format!("{stem}.{extension}")))?);
        write_day(simulation, day, format, &mut out)?;
        out.flush()?;
    }
    Ok(())
}

fn write_day(
    simulation: &Simulation,
    day: &[Received],
    format: Format,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Nmea => nmea::write(simulation, day, out),
        Format::NoaaLegacy => noaa::write(simulation, day, out),
    }
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Nmea => "nmea",
        Format::NoaaLegacy => "csv",
    }
}

/// `2025-03-03`.
fn date(time: Timestamp) -> String {
    time.to_string().chars().take(10).collect()
}

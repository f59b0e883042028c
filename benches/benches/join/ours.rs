//! Parquet in, exact contacts out.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use model::{Degrees, FileId, Fix, HullId, Location, Mmsi, Position, Span, Timestamp, Track, Transmitter};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{DataType, DoubleType, Int64Type};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use rendezvous::{Options, contacts};

/// The word by which this program, started anew, is told to join.
pub(crate) const WORD: &str = "contacts";

/// Shorter contacts are not written.
const LEAST: Span = Span::from_minutes(10);

/// Joins the fixes of a file and writes the contacts of ten minutes or more.
pub(crate) fn join(file: &Path, out: &Path) -> Result<()> {
    let tracks = tracks(file)?;
    let found = contacts(&tracks, &Options::default());
    let mut text = Vec::new();
    for contact in found.iter().filter(|contact| contact.within.span() >= LEAST) {
        let (a, b) = (tracks[contact.a as usize].hull.mmsi, tracks[contact.b as usize].hull.mmsi);
        writeln!(text, "{a},{b},{},{}", contact.within.start().ms(), contact.within.end().ms())?;
    }
    std::fs::write(out, text)?;
    Ok(())
}

fn tracks(file: &Path) -> Result<Vec<Track>> {
    let reader = SerializedFileReader::new(File::open(file)?)?;
    let mut tracks: Vec<Track> = Vec::new();
    for number in 0..reader.num_row_groups() {
        let group = reader.get_row_group(number)?;
        let rows = group.metadata().num_rows() as usize;
        let (mmsi, time) = (column::<Int64Type>(&*group, 0, rows)?, column::<Int64Type>(&*group, 1, rows)?);
        let (lat, lon) = (column::<DoubleType>(&*group, 2, rows)?, column::<DoubleType>(&*group, 3, rows)?);
        let mut first = 0;
        for ship in mmsi.chunk_by(|one, next| one == next) {
            let rows = first..first + ship.len();
            first = rows.end;
            let track = goes_on(&mut tracks, ship[0], ship.len())?;
            for row in rows {
                track.fixes.push(fix(track.hull.mmsi, time[row], lat[row], lon[row])?);
            }
        }
    }
    Ok(tracks)
}

/// The last track if it is of this ship, or a new one, with room for so many fixes.
fn goes_on(tracks: &mut Vec<Track>, ship: i64, fixes: usize) -> Result<&mut Track> {
    let mmsi = Mmsi::try_from(u32::try_from(ship)?).context("no MMSI")?;
    if tracks.last().is_none_or(|track| track.hull.mmsi != mmsi) {
        tracks.push(Track { hull: HullId { mmsi, part: 0 }, fixes: Vec::new(), doubtful: Vec::new() });
    }
    let track = tracks.last_mut().context("there is one")?;
    track.fixes.reserve_exact(fixes);
    Ok(track)
}

fn column<T: DataType>(group: &dyn RowGroupReader, at: usize, rows: usize) -> Result<Vec<T::T>> {
    let mut values = Vec::with_capacity(rows);
    get_typed_column_reader::<T>(group.get_column_reader(at)?).read_records(rows, None, None, &mut values)?;
    Ok(values)
}

fn fix(mmsi: Mmsi, time: i64, lat: f64, lon: f64) -> Result<Fix> {
    Ok(Fix {
        mmsi,
        time: Timestamp::from_ms(time)?,
        position: Position::from_degrees(Degrees(lat), Degrees(lon))?,
        speed: None,
        course: None,
        heading: None,
        status: None,
        transmitter: Transmitter::ClassA,
        location: Location::row(FileId(0), 1),
    })
}

//! Parquet in, exact contacts out: columns decoded into buffers that are used again, a ship at a time taken from them.

use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use bytes::Bytes;
use model::{Degrees, Mmsi, Position, Span, Timestamp};
use parquet::column::reader::{ColumnReaderImpl, get_column_reader, get_typed_column_reader};
use parquet::data_type::{DataType, DoubleType, Int64Type};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use rendezvous::{Contact, Knot, Options, StillMotion, contacts_in, join};

/// The word by which this program, started anew, is told to join.
pub(crate) const JOIN: &str = "contacts";
/// And to decode the columns alone: what no reader of the file can do without.
pub(crate) const DECODE: &str = "decode";

/// Shorter contacts are not written.
const LEAST: Span = Span::from_minutes(10);

/// Joins the fixes of a file and writes the contacts of ten minutes or more.
pub(crate) fn contacts(file: &Path, out: &Path) -> Result<()> {
    let options = Options::default();
    let (motion, ships) = still_motion(file, &options)?;
    let slabs = motion.slabs();
    let found = join(slabs.iter().flat_map(|slab| contacts_in(slab, &options)).collect());
    std::fs::write(out, rows(&found, &ships)?)?;
    Ok(())
}

/// Reads what the join needs and does nothing with it.
pub(crate) fn decode(file: &Path, out: &Path) -> Result<()> {
    for_each_batch(file, |columns| {
        black_box(columns);
        Ok(())
    })?;
    std::fs::write(out, "")?;
    Ok(())
}

fn rows(found: &[Contact], ships: &[Mmsi]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for contact in found.iter().filter(|contact| contact.within.span() >= LEAST) {
        let (a, b) = (ships[contact.a as usize], ships[contact.b as usize]);
        writeln!(text, "{a},{b},{},{}", contact.within.start().ms(), contact.within.end().ms())?;
    }
    Ok(text)
}

/// The still motion of all ships, numbered as they come, which is sorted.
fn still_motion(file: &Path, options: &Options) -> Result<(StillMotion, Vec<Mmsi>)> {
    let (mut motion, mut ships) = (StillMotion::new(options), Vec::new());
    let mut ship: (i64, Vec<Knot>) = (0, Vec::new());
    let mut add = |(number, knots): &mut (i64, Vec<Knot>)| -> Result<()> {
        if !knots.is_empty() {
            let mmsi = Mmsi::try_from(u32::try_from(*number)?).context("no MMSI")?;
            motion.add(ships.len() as u32, mmsi, knots);
            ships.push(mmsi);
            knots.clear();
        }
        Ok(())
    };
    for_each_batch(file, |columns| {
        let mut first = 0;
        for of_one in columns.mmsi.chunk_by(|one, next| one == next) {
            if of_one[0] != ship.0 {
                add(&mut ship)?;
                ship.0 = of_one[0];
            }
            columns.knots(first..first + of_one.len(), &mut ship.1)?;
            first += of_one.len();
        }
        Ok(())
    })?;
    add(&mut ship)?;
    Ok((motion, ships))
}

/// Some rows.
#[derive(Default)]
struct Columns {
    mmsi: Vec<i64>,
    time: Vec<i64>,
    lat: Vec<f64>,
    lon: Vec<f64>,
}

impl Columns {
    fn knots(&self, rows: std::ops::Range<usize>, knots: &mut Vec<Knot>) -> Result<()> {
        knots.reserve(rows.len());
        let places = self.lat[rows.clone()].iter().zip(&self.lon[rows.clone()]);
        for (time, (lat, lon)) in self.time[rows].iter().zip(places) {
            let place = Position::from_degrees(Degrees(*lat), Degrees(*lon))?;
            knots.push(Knot::new(Timestamp::from_ms(*time)?, place));
        }
        Ok(())
    }
}

/// Calls `look` with some rows after the others: so few that they stay near the processor, in buffers used again.
fn for_each_batch(file: &Path, mut look: impl FnMut(&Columns) -> Result<()>) -> Result<()> {
    const ROWS: usize = 1 << 14;
    let file = File::open(file)?;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file)?;
    let mut columns = Columns::default();
    for group in metadata.row_groups() {
        let stored = Arc::new(Stored::of(group, &file)?);
        let mut mmsi = column::<Int64Type>(&stored, group, 0)?;
        let mut time = column::<Int64Type>(&stored, group, 1)?;
        let mut lat = column::<DoubleType>(&stored, group, 2)?;
        let mut lon = column::<DoubleType>(&stored, group, 3)?;
        for _ in 0..(group.num_rows() as usize).div_ceil(ROWS) {
            read(&mut mmsi, ROWS, &mut columns.mmsi)?;
            read(&mut time, ROWS, &mut columns.time)?;
            read(&mut lat, ROWS, &mut columns.lat)?;
            read(&mut lon, ROWS, &mut columns.lon)?;
            look(&columns)?;
        }
    }
    Ok(())
}

fn column<T: DataType>(
    stored: &Arc<Stored>,
    group: &RowGroupMetaData,
    at: usize,
) -> Result<ColumnReaderImpl<T>> {
    let column = group.column(at);
    let pages = SerializedPageReader::new(Arc::clone(stored), column, group.num_rows() as usize, None)?;
    Ok(get_typed_column_reader(get_column_reader(column.column_descr_ptr(), Box::new(pages))))
}

fn read<T: DataType>(column: &mut ColumnReaderImpl<T>, rows: usize, values: &mut Vec<T::T>) -> Result<()> {
    values.clear();
    column.read_records(rows, None, None, values)?;
    Ok(())
}

/// The bytes of a row group, read at once: not every page takes some calls of the system, and memory that is fresh.
struct Stored {
    start: u64,
    bytes: Bytes,
}

impl Stored {
    fn of(group: &RowGroupMetaData, file: &File) -> Result<Self> {
        let ranges = group.columns().iter().map(ColumnChunkMetaData::byte_range);
        let [start, end] = ranges.fold([u64::MAX, 0], |[first, last], (start, length)| {
            [first.min(start), last.max(start + length)]
        });
        let length = usize::try_from(end.saturating_sub(start))?;
        Ok(Self { start, bytes: file.get_bytes(start, length)? })
    }
}

impl Length for Stored {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Stored {
    type T = <Bytes as ChunkReader>::T;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        self.bytes.get_read(start - self.start)
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        self.bytes.get_bytes(start - self.start, length)
    }
}

//! The traffic: ships that sail, lie at anchor in crowded roads and drift side by side, as fixes in a Parquet file.

use std::f64::consts::TAU;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{DataType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Fixes by (MMSI, time), as a case keeps them.
const SCHEMA: &str = "message fixes {
    REQUIRED INT64 mmsi;
    REQUIRED INT64 time (TIMESTAMP(MILLIS, true));
    REQUIRED DOUBLE lat;
    REQUIRED DOUBLE lon;
}";
const START_MS: i64 = 1_740_960_000_000;
/// Every ship is heard about so often.
const EVERY_S: std::ops::Range<f64> = 120.0..240.0;
/// The waters: south, west, north, east. The same for any number of ships, so that more ships are denser.
const WATERS: [f64; 4] = [30.0, 121.0, 38.0, 127.0];
const ROADS: usize = 40;
const METRES_PER_DEGREE: f64 = 111_195.0;

/// How much traffic there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) ships: u32,
    pub(crate) fixes_each: u32,
}

/// Columns of a file.
#[derive(Default)]
pub(crate) struct Columns {
    mmsi: Vec<i64>,
    time: Vec<i64>,
    lat: Vec<f64>,
    lon: Vec<f64>,
}

/// A place, degrees north and east.
type Place = [f64; 2];

/// What a ship does for a while: from one place to another, or about one.
struct Stretch {
    until_s: f64,
    from: Place,
    to: Place,
}

impl Size {
    pub(crate) const fn fixes(self) -> u64 {
        self.ships as u64 * self.fixes_each as u64
    }

    /// Writes the traffic, always the same.
    pub(crate) fn write(self, path: &Path) -> Result<()> {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.ships));
        let roads: Vec<Place> = (0..ROADS).map(|_| anywhere(&mut rng)).collect();
        let mut columns = Columns::default();
        for pair in 0..self.ships / 2 {
            let life = life(&mut rng, &roads, f64::from(self.fixes_each) * EVERY_S.end);
            columns.sail(&mut rng, 2 * pair, &life, self.fixes_each, [0.0, 0.0]);
            let other = if rng.random_bool(0.1) { life } else { lives_alone(&mut rng, &roads, self) };
            let aside = [rng.random_range(-300.0..300.0), rng.random_range(50.0..300.0)];
            columns.sail(&mut rng, 2 * pair + 1, &other, self.fixes_each, aside);
        }
        columns.write(path)
    }
}

fn lives_alone(rng: &mut ChaCha8Rng, roads: &[Place], size: Size) -> Vec<Stretch> {
    life(rng, roads, f64::from(size.fixes_each) * EVERY_S.end)
}

/// Voyages with waits between them: at anchor in a road as a rule, adrift anywhere now and then.
fn life(rng: &mut ChaCha8Rng, roads: &[Place], seconds: f64) -> Vec<Stretch> {
    let (mut here, mut clock, mut life) = (anywhere(rng), 0.0, Vec::new());
    while clock < seconds {
        let to = if rng.random_bool(0.7) { berth(rng, roads) } else { anywhere(rng) };
        let speed = rng.random_range(4.0..7.5);
        clock += metres(here, to) / speed;
        life.push(Stretch { until_s: clock, from: here, to });
        clock += rng.random_range(2.0..30.0) * 3600.0;
        let drift = rng.random_range(0.0..4000.0);
        here = if rng.random_bool(0.2) { aside(to, [drift, drift / 2.0]) } else { to };
        life.push(Stretch { until_s: clock, from: to, to: here });
    }
    life
}

fn berth(rng: &mut ChaCha8Rng, roads: &[Place]) -> Place {
    let road = roads[rng.random_range(0..roads.len())];
    let (out, angle) = (rng.random_range(0.0..6000.0), rng.random_range(0.0..TAU));
    aside(road, [out * angle.cos(), out * angle.sin()])
}

fn anywhere(rng: &mut ChaCha8Rng) -> Place {
    let [south, west, north, east] = WATERS;
    [rng.random_range(south..north), rng.random_range(west..east)]
}

/// So many metres north and east of a place.
fn aside([lat, lon]: Place, [north, east]: [f64; 2]) -> Place {
    [lat + north / METRES_PER_DEGREE, lon + east / METRES_PER_DEGREE / lat.to_radians().cos()]
}

fn metres(from: Place, to: Place) -> f64 {
    let north = to[0] - from[0];
    let east = (to[1] - from[1]) * from[0].to_radians().cos();
    north.hypot(east) * METRES_PER_DEGREE
}

impl Columns {
    /// The fixes of one ship that lives so, a little aside.
    fn sail(&mut self, rng: &mut ChaCha8Rng, ship: u32, life: &[Stretch], count: u32, away: [f64; 2]) {
        let mut clock = rng.random_range(EVERY_S);
        let (mut at, mut since) = (0, 0.0);
        for _ in 0..count {
            while clock >= life[at].until_s && at + 1 < life.len() {
                since = life[at].until_s;
                at += 1;
            }
            let Stretch { until_s, from, to } = &life[at];
            let share = ((clock - since) / (until_s - since)).clamp(0.0, 1.0);
            let place = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
            let error = [rng.random_range(-8.0..8.0) + away[0], rng.random_range(-8.0..8.0) + away[1]];
            self.push(ship, clock, aside(place, error));
            clock += rng.random_range(EVERY_S);
        }
    }

    fn push(&mut self, ship: u32, clock_s: f64, [lat, lon]: Place) {
        let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
        self.mmsi.push(412_000_000 + i64::from(ship));
        self.time.push(START_MS + clock_s as i64 * 1000);
        self.lat.push(rounded(lat));
        self.lon.push(rounded(lon));
    }

    fn write(&self, path: &Path) -> Result<()> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let mut file = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties()?))?;
        const ROWS: usize = 1 << 17;
        for first in (0..self.mmsi.len()).step_by(ROWS) {
            let rows = first..(first + ROWS).min(self.mmsi.len());
            let mut group = file.next_row_group()?;
            column::<Int64Type>(&mut group, &self.mmsi[rows.clone()])?;
            column::<Int64Type>(&mut group, &self.time[rows.clone()])?;
            column::<DoubleType>(&mut group, &self.lat[rows.clone()])?;
            column::<DoubleType>(&mut group, &self.lon[rows])?;
            group.close()?;
        }
        file.close()?;
        Ok(())
    }
}

/// As a case has them: integers by their differences, coordinates as they are, zstd, pages of some 20,000 rows.
fn properties() -> Result<WriterProperties> {
    let start = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_dictionary_enabled(false);
    let integers = ["mmsi", "time"].into_iter().map(ColumnPath::from);
    let built = integers
        .fold(start, |start, column| start.set_column_encoding(column, Encoding::DELTA_BINARY_PACKED));
    Ok(built.build())
}

fn column<T: DataType>(
    group: &mut parquet::file::writer::SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
) -> Result<()> {
    let mut column = group.next_column()?.expect("there are four columns");
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()?;
    Ok(())
}

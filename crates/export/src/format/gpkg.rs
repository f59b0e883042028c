//! GeoPackage 1.3: leads and events as layers of points, what they rest on as tables without places.

use std::path::Path;

use case::render::visible;
use case::{ColumnKind, Value};
use rusqlite::types::{ToSqlOutput, Value as Cell};
use rusqlite::{Connection, Result, ToSql, params};

use super::geoparquet::wkb;
use crate::Reviewed;
use crate::sheet::{self, Heading, Sheet};
use crate::words::rfc3339_ms;

/// `GPKG`, by which a SQLite file is known as a GeoPackage.
const APPLICATION_ID: i64 = 0x4750_4B47;
const VERSION: i64 = 10_300;
/// WGS 84, longitude and latitude.
const SRS: i64 = 4326;

pub(super) fn write(reviewed: Reviewed<'_>, path: &Path) -> Result<()> {
    let mut file = Connection::open(path)?;
    // Nobody reads the file before it is whole, and what would be rolled back is removed.
    file.execute_batch("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    file.pragma_update(None, "application_id", APPLICATION_ID)?;
    file.pragma_update(None, "user_version", VERSION)?;
    let whole = file.transaction()?;
    whole.execute_batch(FRAME)?;
    // The format asks for a date: the last one in the archive, never the clock's.
    let coverage = reviewed.findings.manifest.coverage.as_ref();
    let changed = coverage.map_or("1970-01-01T00:00:00Z", |known| &known.last);
    for sheet in sheet::all(reviewed) {
        create(&whole, &sheet)?;
        register(&whole, &sheet, changed)?;
        fill(&whole, &sheet)?;
    }
    whole.commit()?;
    file.close().map_err(|(_, error)| error)
}

/// The tables that every GeoPackage has.
const FRAME: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]',
   'longitude and latitude');
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL UNIQUE, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
";

fn create(file: &Connection, sheet: &Sheet<'_>) -> Result<()> {
    let place = sheet.place().map(|_| ", geom POINT".to_owned());
    let columns = sheet.headings.iter().map(|heading| {
        let absent = if heading.nullable { "" } else { " NOT NULL" };
        format!(", \"{}\" {}{absent}", heading.name, kind(heading))
    });
    let columns: String = place.into_iter().chain(columns).collect();
    file.execute_batch(&format!("CREATE TABLE {} (fid INTEGER PRIMARY KEY NOT NULL{columns})", sheet.name))
}

const fn kind(heading: &Heading) -> &'static str {
    match heading.kind {
        ColumnKind::Boolean => "BOOLEAN",
        ColumnKind::Integer => "INTEGER",
        ColumnKind::Number => "DOUBLE",
        ColumnKind::Time => "DATETIME",
        ColumnKind::Text => "TEXT",
    }
}

fn register(file: &Connection, sheet: &Sheet<'_>, changed: &str) -> Result<()> {
    let (data_type, srs) =
        if sheet.place().is_some() { ("features", Some(SRS)) } else { ("attributes", None) };
    let [west, south, east, north] = extent(sheet).map_or([None; 4], |extent| extent.map(Some));
    file.execute(
        "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![sheet.name, data_type, sheet.doc, changed, west, south, east, north, srs],
    )?;
    if sheet.place().is_some() {
        file.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', 'POINT', ?2, 0, 0)",
            params![sheet.name, SRS],
        )?;
    }
    Ok(())
}

/// West, south, east and north of all places of a table.
pub(super) fn extent(sheet: &Sheet<'_>) -> Option<[f64; 4]> {
    let at = sheet.place()?;
    sheet.each().filter_map(|row| place(&row, at)).map(|(lat, lon)| [lon, lat, lon, lat]).reduce(
        |known, one| [known[0].min(one[0]), known[1].min(one[1]), known[2].max(one[2]), known[3].max(one[3])],
    )
}

/// Latitude and longitude of a row.
pub(super) fn place(row: &[Value<'_>], (lat, lon): (usize, usize)) -> Option<(f64, f64)> {
    match (&row[lat], &row[lon]) {
        (Value::Number(lat), Value::Number(lon)) => Some((*lat, *lon)),
        _ => None,
    }
}

fn fill(file: &Connection, sheet: &Sheet<'_>) -> Result<()> {
    let place_at = sheet.place();
    let columns = sheet.headings.len() + usize::from(place_at.is_some());
    let marks = vec!["?"; columns].join(", ");
    let mut insert = file.prepare(&format!("INSERT INTO {} VALUES (NULL, {marks})", sheet.name))?;
    for row in sheet.each() {
        let geometry = place_at.map(|at| Stored(place(&row, at).map_or(Cell::Null, geometry)));
        let cells = row.iter().map(|value| Stored(cell(value)));
        insert.execute(rusqlite::params_from_iter(geometry.into_iter().chain(cells)))?;
    }
    Ok(())
}

/// The head of a GeoPackage geometry (version 0, little-endian, no envelope), and the point as WKB.
fn geometry((lat, lon): (f64, f64)) -> Cell {
    let mut bytes = b"GP\x00\x01".to_vec();
    bytes.extend_from_slice(&(SRS as i32).to_le_bytes());
    bytes.extend_from_slice(&wkb(lat, lon));
    Cell::Blob(bytes)
}

struct Stored(Cell);

impl ToSql for Stored {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

fn cell(value: &Value<'_>) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Boolean(value) => Cell::Integer(i64::from(*value)),
        Value::Integer(value) => Cell::Integer(*value),
        Value::Number(value) => Cell::Real(*value),
        Value::Time(time) => Cell::Text(rfc3339_ms(*time)),
        Value::Text(text) => Cell::Text(visible(text)),
    }
}

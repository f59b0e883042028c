//! GeoParquet 1.1: one table as Parquet with a column of points, for GeoPandas, DuckDB and QGIS.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use case::render::visible;
use case::{ColumnKind, Value};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use serde_json::json;

use super::gpkg::{extent, place};
use crate::sheet::{Heading, Sheet};

/// The same as of the tables of a case.
const ROWS_PER_GROUP: usize = 131_072;
const GEOMETRY: &str = "geometry";

pub(super) fn write(sheet: &Sheet<'_>, path: &Path) -> Result<()> {
    let mut writer =
        SerializedFileWriter::new(File::create(path)?, message(sheet)?, Arc::new(properties(sheet)?))?;
    for start in (0..sheet.rows).step_by(ROWS_PER_GROUP) {
        let rows: Vec<Vec<Value<'static>>> =
            (start..sheet.rows.min(start + ROWS_PER_GROUP)).map(|at| sheet.row(at)).collect();
        let mut group = writer.next_row_group()?;
        for (at, heading) in sheet.headings.iter().enumerate() {
            column(&mut group, heading, rows.iter().map(|row| &row[at]))?;
        }
        let points = rows.iter().map(|row| point(sheet, row));
        put::<ByteArrayType>(&mut group, points.collect(), true)?;
        group.close()?;
    }
    writer.close().map(|_| ())
}

/// A point as well-known binary, little-endian.
pub(super) fn wkb(lat: f64, lon: f64) -> [u8; 21] {
    let mut bytes = [0; 21];
    (bytes[0], bytes[1]) = (1, 1);
    bytes[5..13].copy_from_slice(&lon.to_le_bytes());
    bytes[13..21].copy_from_slice(&lat.to_le_bytes());
    bytes
}

fn point(sheet: &Sheet<'_>, row: &[Value<'_>]) -> Option<ByteArray> {
    let (lat, lon) = place(row, sheet.place()?)?;
    Some(ByteArray::from(wkb(lat, lon).to_vec()))
}

fn message(sheet: &Sheet<'_>) -> Result<Arc<Type>> {
    let geometry = Type::primitive_type_builder(GEOMETRY, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::OPTIONAL)
        .build();
    let fields: Result<Vec<_>> =
        sheet.headings.iter().map(field).chain([geometry]).map(|field| field.map(Arc::new)).collect();
    Ok(Arc::new(Type::group_type_builder(sheet.name).with_fields(fields?).build()?))
}

fn field(heading: &Heading) -> Result<Type> {
    let (physical, logical) = match heading.kind {
        ColumnKind::Boolean => (Physical::BOOLEAN, None),
        ColumnKind::Integer => (Physical::INT64, None),
        ColumnKind::Number => (Physical::DOUBLE, None),
        ColumnKind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if heading.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(heading.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}

fn properties(sheet: &Sheet<'_>) -> Result<WriterProperties> {
    let mut geometry = json!({ "encoding": "WKB", "geometry_types": ["Point"] });
    if let Some(extent) = extent(sheet) {
        geometry["bbox"] = json!(extent);
    }
    let geo = json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: geometry } });
    Ok(WriterProperties::builder()
        .set_created_by("darkwake".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_key_value_metadata(Some(vec![KeyValue::new("geo".to_owned(), geo.to_string())]))
        .build())
}

fn column<'a>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    heading: &Heading,
    cells: impl Iterator<Item = &'a Value<'static>>,
) -> Result<()> {
    let nullable = heading.nullable;
    match heading.kind {
        ColumnKind::Boolean => put::<BoolType>(group, cells.map(boolean).collect(), nullable),
        ColumnKind::Integer | ColumnKind::Time => {
            put::<Int64Type>(group, cells.map(integer).collect(), nullable)
        }
        ColumnKind::Number => put::<DoubleType>(group, cells.map(number).collect(), nullable),
        ColumnKind::Text => put::<ByteArrayType>(group, cells.map(text).collect(), nullable),
    }
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: Vec<Option<T::T>>,
    nullable: bool,
) -> Result<()> {
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    writer.typed::<T>().write_batch(&values, nullable.then_some(levels.as_slice()), None)?;
    writer.close()
}

fn boolean(value: &Value<'_>) -> Option<bool> {
    if let Value::Boolean(value) = value { Some(*value) } else { None }
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(*value),
        Value::Time(time) => Some(time.ms()),
        _ => None,
    }
}

fn number(value: &Value<'_>) -> Option<f64> {
    if let Value::Number(value) = value { Some(*value) } else { None }
}

fn text(value: &Value<'_>) -> Option<ByteArray> {
    if let Value::Text(text) = value { Some(ByteArray::from(visible(text).into_bytes())) } else { None }
}

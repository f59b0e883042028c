//! The two kinds of reports that the store holds, to what the rest of it is the same.

use std::cmp::Ordering;
use std::io;

use model::{FileId, Fix, Location, Mmsi, Position, StaticReport, StationId, Timestamp, Told, Transmitter};

use super::batch::Batch;
use super::merge::Merged;
use super::{reader, thin};
use crate::row::{FixRow, Row, StaticRow};
use crate::table::{Batches, codec};
use crate::table_file::TableFileWriter;
use crate::{TableError, WriteError};

/// A report that the store holds.
pub(crate) trait Report: Clone + Send + Sync {
    /// Its row.
    type Row: Row;

    /// The reports of its kind.
    fn of(batch: &Batch) -> &[Self];
    fn day(&self) -> i64;
    fn mmsi(&self) -> Mmsi;
    fn file(&self) -> FileId;
    /// By day, ship, time and then every other value.
    fn compare(one: &Self, other: &Self) -> Ordering;
    /// Writes its row.
    fn write(&self, out: &mut TableFileWriter<Self::Row>) -> Result<(), WriteError>;
    /// The reports of a batch of rows.
    fn read(batches: &mut Batches, rows: usize) -> Result<Vec<Self>, TableError>;
    /// Appends it as a spilled record.
    fn pack(&self, record: &mut Vec<u8>);
    fn unpack(record: &[u8]) -> Option<Self>;
    /// Gives to `keep` what is kept of reports in order; `fault` says of what their error is.
    fn thin<E>(
        reports: &mut Merged<'_, Self>,
        keep: &mut dyn FnMut(&Self) -> Result<(), E>,
        fault: &dyn Fn(io::Error) -> E,
    ) -> Result<(), E>;
}

impl Report for Fix {
    type Row = FixRow;

    fn of(batch: &Batch) -> &[Self] {
        &batch.fixes
    }

    fn day(&self) -> i64 {
        self.time.day()
    }

    fn mmsi(&self) -> Mmsi {
        self.mmsi
    }

    fn file(&self) -> FileId {
        self.location.file()
    }

    fn compare(one: &Self, other: &Self) -> Ordering {
        let key = |fix: &Self| (fix.time.day(), fix.mmsi);
        key(one).cmp(&key(other)).then_with(|| one.compare(other))
    }

    fn write(&self, out: &mut TableFileWriter<FixRow>) -> Result<(), WriteError> {
        out.push_with(|columns| FixRow::fill(self, columns))
    }

    fn read(batches: &mut Batches, rows: usize) -> Result<Vec<Self>, TableError> {
        reader::fixes(batches, rows)
    }

    fn pack(&self, record: &mut Vec<u8>) {
        pack(self, record);
    }

    fn unpack(record: &[u8]) -> Option<Self> {
        unpack(record)
    }

    fn thin<E>(
        reports: &mut Merged<'_, Self>,
        keep: &mut dyn FnMut(&Self) -> Result<(), E>,
        fault: &dyn Fn(io::Error) -> E,
    ) -> Result<(), E> {
        while let Some(fix) = reports.next().map_err(fault)? {
            keep(fix)?;
        }
        Ok(())
    }
}

impl Report for StaticReport {
    type Row = StaticRow;

    fn of(batch: &Batch) -> &[Self] {
        &batch.statics
    }

    fn day(&self) -> i64 {
        self.time.day()
    }

    fn mmsi(&self) -> Mmsi {
        self.mmsi
    }

    fn file(&self) -> FileId {
        self.location.file()
    }

    fn compare(one: &Self, other: &Self) -> Ordering {
        let key = |report: &Self| (report.time.day(), report.mmsi);
        key(one).cmp(&key(other)).then_with(|| one.compare(other))
    }

    fn write(&self, out: &mut TableFileWriter<StaticRow>) -> Result<(), WriteError> {
        out.push_with(|columns| StaticRow::fill(self, columns))
    }

    fn read(batches: &mut Batches, rows: usize) -> Result<Vec<Self>, TableError> {
        reader::statics(batches, rows)
    }

    fn pack(&self, record: &mut Vec<u8>) {
        codec::encode(&StaticRow::of(self), record);
    }

    fn unpack(record: &[u8]) -> Option<Self> {
        codec::decode::<StaticRow>(record).and_then(StaticRow::report)
    }

    fn thin<E>(
        reports: &mut Merged<'_, Self>,
        keep: &mut dyn FnMut(&Self) -> Result<(), E>,
        fault: &dyn Fn(io::Error) -> E,
    ) -> Result<(), E> {
        thin::each(reports, keep, fault)
    }
}

fn pack(fix: &Fix, record: &mut Vec<u8>) {
    let mut put = |bytes: &[u8]| record.extend_from_slice(bytes);
    let (offset, len) = fix.location.bytes().unwrap_or_default();
    put(&fix.mmsi.get().to_le_bytes());
    put(&fix.time.ms().to_le_bytes());
    put(&fix.position.lat_e7().to_le_bytes());
    put(&fix.position.lon_e7().to_le_bytes());
    put(&fix.told.bits().to_le_bytes());
    put(&[fix.transmitter as u8]);
    put(&fix.location.file().0.to_le_bytes());
    put(&len.to_le_bytes());
    put(&fix.location.line().to_le_bytes());
    put(&offset.to_le_bytes());
    put(&fix.location.station().map_or(0, StationId::number).to_le_bytes());
}

fn unpack(mut rest: &[u8]) -> Option<Fix> {
    let mmsi = Mmsi::try_from(u32::from_le_bytes(take(&mut rest)?)).ok()?;
    let time = Timestamp::from_ms(i64::from_le_bytes(take(&mut rest)?)).ok()?;
    let lat = i32::from_le_bytes(take(&mut rest)?);
    let lon = i32::from_le_bytes(take(&mut rest)?);
    let told = Told::from_bits(u64::from_le_bytes(take(&mut rest)?))?;
    let [transmitter] = take(&mut rest)?;
    let file = FileId(u32::from_le_bytes(take(&mut rest)?));
    let len = u32::from_le_bytes(take(&mut rest)?);
    let line = u64::from_le_bytes(take(&mut rest)?);
    let offset = u64::from_le_bytes(take(&mut rest)?);
    let station = StationId::from_number(u16::from_le_bytes(take(&mut rest)?));
    let place = if len == 0 { Location::row(file, line) } else { Location::text(file, line, offset, len) };
    let transmitters =
        [Transmitter::ClassA, Transmitter::ClassB, Transmitter::LongRange, Transmitter::Unknown];
    Some(Fix {
        mmsi,
        time,
        position: Position::from_e7(lat, lon).ok()?,
        told,
        transmitter: transmitters.into_iter().find(|kind| *kind as u8 == transmitter)?,
        location: place.heard_by(station),
    })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

//! What ships said of themselves, as received, and where it stands in the archive.

use model::{BroadcastImo, Dimensions, Metres, Mmsi, ShipType, StaticReport, Timestamp};

use super::fix::{location, station};
use super::table;
use crate::table::Columns;

table! {
    /// A static report as received, in order of MMSI and time; in one folder a day. Of reports that say the same and that
    /// one station heard, the first and the last of each hour are kept. One without a value is a report of a ship that says that her place is not available.
    "statics": StaticRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// The IMO number field.
        imo: Option<i64>, Plain;
        /// Name; untrusted text.
        name: Option<String>, Plain;
        /// Call sign; untrusted text.
        call_sign: Option<String>, Plain;
        /// Ship and cargo type of ITU-R M.1371.
        ship_type: Option<i64>, Plain;
        /// Antenna to bow.
        to_bow_m: Option<i64>, Metres;
        /// Antenna to stern.
        to_stern_m: Option<i64>, Metres;
        /// Antenna to port side.
        to_port_m: Option<i64>, Metres;
        /// Antenna to starboard side.
        to_starboard_m: Option<i64>, Metres;
        /// Deepest present draught.
        draught_m: Option<f64>, Metres;
        /// Destination; untrusted text.
        destination: Option<String>, Plain;
        /// Number of the source file.
        file_id: i64, Plain;
        /// The line or row that it stands on, counted from 1.
        line: i64, Plain;
        /// Where its text starts in the uncompressed file; absent for a row of a table.
        offset: Option<i64>, Bytes;
        /// How long its text is; absent for a row of a table.
        length: Option<i64>, Bytes;
        /// The station that heard it, by a number made of its name, which stands in the text; absent where none is named.
        station: Option<i64>, Plain;
    }
}

table! {
    /// The columns of `statics` that say what a ship calls itself, where it says it goes, and how deep it lies.
    "statics": SaidRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// The IMO number field.
        imo: Option<i64>, Plain;
        /// Name; untrusted text.
        name: Option<String>, Plain;
        /// Call sign; untrusted text.
        call_sign: Option<String>, Plain;
        /// Deepest present draught.
        draught_m: Option<f64>, Metres;
        /// Destination; untrusted text.
        destination: Option<String>, Plain;
    }
}

table! {
    /// The columns of `statics` that say which number told which IMO number.
    "statics": ToldImoRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// The IMO number field.
        imo: Option<i64>, Plain;
    }
}

impl StaticRow {
    /// The row of a static report.
    pub fn of(report: &StaticReport) -> Self {
        let bytes = report.location.bytes();
        let side = |pick: fn(Dimensions) -> i64| report.dimensions.map(pick);
        Self {
            mmsi: i64::from(report.mmsi.get()),
            time: report.time,
            imo: report.imo.map(|imo| i64::from(imo.number())),
            name: report.name.clone(),
            call_sign: report.call_sign.clone(),
            ship_type: report.ship_type.map(|kind| i64::from(kind.code())),
            to_bow_m: side(|dimensions| i64::from(dimensions.bow)),
            to_stern_m: side(|dimensions| i64::from(dimensions.stern)),
            to_port_m: side(|dimensions| i64::from(dimensions.port)),
            to_starboard_m: side(|dimensions| i64::from(dimensions.starboard)),
            draught_m: report.draught.map(|Metres(draught)| draught),
            destination: report.destination.clone(),
            file_id: i64::from(report.location.file().0),
            line: report.location.line() as i64,
            offset: bytes.map(|(offset, _)| offset as i64),
            length: bytes.map(|(_, length)| i64::from(length)),
            station: report.location.station().map(|station| i64::from(station.number())),
        }
    }

    /// Fills the columns of the row of a static report, which takes less than to make the row.
    pub(crate) fn fill(report: &StaticReport, columns: &mut Columns<'_>) {
        let bytes = report.location.bytes();
        let side = |pick: fn(Dimensions) -> i64| report.dimensions.map(pick);
        columns.integer(i64::from(report.mmsi.get()));
        columns.integer(report.time.ms());
        columns.optional_integer(report.imo.map(|imo| i64::from(imo.number())));
        columns.optional_text(report.name.as_deref());
        columns.optional_text(report.call_sign.as_deref());
        columns.optional_integer(report.ship_type.map(|kind| i64::from(kind.code())));
        columns.optional_integer(side(|dimensions| i64::from(dimensions.bow)));
        columns.optional_integer(side(|dimensions| i64::from(dimensions.stern)));
        columns.optional_integer(side(|dimensions| i64::from(dimensions.port)));
        columns.optional_integer(side(|dimensions| i64::from(dimensions.starboard)));
        columns.optional_number(report.draught.map(|Metres(draught)| draught));
        columns.optional_text(report.destination.as_deref());
        columns.integer(i64::from(report.location.file().0));
        columns.integer(report.location.line() as i64);
        columns.optional_integer(bytes.map(|(offset, _)| offset as i64));
        columns.optional_integer(bytes.map(|(_, length)| i64::from(length)));
        columns.optional_integer(report.location.station().map(|station| i64::from(station.number())));
    }

    /// The report of the row; `None` where a value is none that a report can have.
    pub fn report(self) -> Option<StaticReport> {
        let imo = match self.imo {
            Some(number) => Some(BroadcastImo::from_field(u32::try_from(number).ok()?)?),
            None => None,
        };
        let ship_type = match self.ship_type {
            Some(code) => Some(ShipType::from_field(u8::try_from(code).ok()?)?),
            None => None,
        };
        Some(StaticReport {
            mmsi: Mmsi::try_from(u32::try_from(self.mmsi).ok()?).ok()?,
            time: self.time,
            imo,
            ship_type,
            dimensions: self.dimensions()?,
            draught: self.draught_m.map(Metres),
            location: location(self.file_id, self.line, self.offset, self.length)?
                .heard_by(station(self.station)?),
            name: self.name,
            call_sign: self.call_sign,
            destination: self.destination,
        })
    }

    /// All four sides or none; the outer `None` where they can be neither.
    fn dimensions(&self) -> Option<Option<Dimensions>> {
        match [self.to_bow_m, self.to_stern_m, self.to_port_m, self.to_starboard_m] {
            [None, None, None, None] => Some(None),
            [Some(bow), Some(stern), Some(port), Some(starboard)] => Some(Some(Dimensions {
                bow: u16::try_from(bow).ok()?,
                stern: u16::try_from(stern).ok()?,
                port: u8::try_from(port).ok()?,
                starboard: u8::try_from(starboard).ok()?,
            })),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{FileId, Location, StationId};

    use super::*;
    use crate::TableWriter;

    #[test]
    fn a_filled_row_is_the_row() {
        let report = StaticReport {
            mmsi: Mmsi::try_from(445_000_001).unwrap(),
            time: Timestamp::from_ms(1_700_000_000_000).unwrap(),
            imo: BroadcastImo::from_field(9_307_839),
            name: Some("CHON MA SAN".to_owned()),
            call_sign: None,
            ship_type: ShipType::from_field(80),
            dimensions: Some(Dimensions { bow: 100, stern: 20, port: 10, starboard: 11 }),
            draught: Some(Metres(8.5)),
            destination: None,
            location: Location::text(FileId(3), 7, 4711, 80).heard_by(Some(StationId::named("rBUSAN"))),
        };
        let bare = StaticReport {
            imo: BroadcastImo::from_field(7),
            dimensions: None,
            draught: None,
            destination: Some("NAMPO".to_owned()),
            location: Location::row(FileId(0), 1),
            ..report.clone()
        };
        let (mut rows, mut filled) =
            (TableWriter::new(Vec::new()).unwrap(), TableWriter::new(Vec::new()).unwrap());
        for report in [report, bare] {
            rows.push(&StaticRow::of(&report)).unwrap();
            filled.push_with(|columns| StaticRow::fill(&report, columns)).unwrap();
            let back = StaticRow::of(&report).report().unwrap();
            assert_eq!(back.location.station(), report.location.station());
            assert_eq!(back, report);
        }
        let filled: TableWriter<StaticRow, Vec<u8>> = filled;
        assert_eq!(rows.finish().unwrap(), filled.finish().unwrap());
    }
}

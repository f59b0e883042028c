//! What ships said of themselves, as received, and where it stands in the archive.

use model::{BroadcastImo, Dimensions, Metres, Mmsi, ShipType, StaticReport, Timestamp};

use super::fix::location;
use super::table;

table! {
    /// A static report as received, in order of MMSI and time; in one folder a day. Of reports that say the same, the
    /// first and the last of each hour are kept.
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
        }
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
            location: location(self.file_id, self.line, self.offset, self.length)?,
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

//! Every position heard, as received, and where it stands in the archive.

use model::{
    Degrees, FileId, Fix, Knots, Location, Mmsi, Motion, NavStatus, Position, StationId, Timestamp,
    Transmitter,
};

use super::table;
use crate::table::Columns;

table! {
    /// A position report as received, in order of MMSI and time; in one folder a day. Copies of one transmission by
    /// several receivers are all there; `marks` says which they are.
    "fixes": FixRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// Latitude, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Longitude, east positive, WGS 84.
        lon: f64, Coordinate;
        /// Speed over ground.
        sog_kn: Option<f64>, Knots;
        /// Course over ground.
        cog_deg: Option<f64>, Degrees;
        /// True heading.
        heading_deg: Option<f64>, Degrees;
        /// Navigational status of ITU-R M.1371, 0 to 14.
        status: Option<i64>, Plain;
        /// What sent it: A, B, long_range or unknown.
        transmitter: Transmitter, Plain;
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
    /// The columns of `fixes` that say where and when, and tell one fix from another.
    "fixes": PlaceRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// Latitude, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Longitude, east positive, WGS 84.
        lon: f64, Coordinate;
        /// Speed over ground.
        sog_kn: Option<f64>, Knots;
        /// Number of the source file.
        file_id: i64, Plain;
        /// The line or row that it stands on, counted from 1.
        line: i64, Plain;
    }
}

impl FixRow {
    /// The row of a fix.
    pub fn of(fix: &Fix) -> Self {
        let bytes = fix.location.bytes();
        Self {
            mmsi: i64::from(fix.mmsi.get()),
            time: fix.time,
            lat: fix.position.lat(),
            lon: fix.position.lon(),
            sog_kn: fix.speed().map(|Knots(speed)| speed),
            cog_deg: fix.course().map(|Degrees(course)| course),
            heading_deg: fix.heading().map(|Degrees(heading)| heading),
            status: fix.status().map(|status| i64::from(status.code())),
            transmitter: fix.transmitter,
            file_id: i64::from(fix.location.file().0),
            line: fix.location.line() as i64,
            offset: bytes.map(|(offset, _)| offset as i64),
            length: bytes.map(|(_, length)| i64::from(length)),
            station: fix.location.station().map(|station| i64::from(station.number())),
        }
    }

    /// Fills the columns of the row of a fix, which takes less than to make the row: most of a case is fixes.
    #[inline]
    pub(crate) fn fill(fix: &Fix, columns: &mut Columns<'_>) {
        let bytes = fix.location.bytes();
        columns.integer(i64::from(fix.mmsi.get()));
        columns.integer(fix.time.ms());
        columns.number(fix.position.lat());
        columns.number(fix.position.lon());
        columns.optional_number(fix.speed().map(|Knots(speed)| speed));
        columns.optional_number(fix.course().map(|Degrees(course)| course));
        columns.optional_number(fix.heading().map(|Degrees(heading)| heading));
        columns.optional_integer(fix.status().map(|status| i64::from(status.code())));
        columns.word(fix.transmitter.as_str());
        columns.integer(i64::from(fix.location.file().0));
        columns.integer(fix.location.line() as i64);
        columns.optional_integer(bytes.map(|(offset, _)| offset as i64));
        columns.optional_integer(bytes.map(|(_, length)| i64::from(length)));
        columns.optional_integer(fix.location.station().map(|station| i64::from(station.number())));
    }

    /// The fix of the row; `None` where a value is none that a fix can have.
    pub fn fix(&self) -> Option<Fix> {
        Some(Fix {
            mmsi: Mmsi::try_from(u32::try_from(self.mmsi).ok()?).ok()?,
            time: self.time,
            position: Position::from_degrees(Degrees(self.lat), Degrees(self.lon)).ok()?,
            told: Motion {
                speed: self.sog_kn.map(Knots),
                course: self.cog_deg.map(Degrees),
                heading: self.heading_deg.map(Degrees),
                status: match self.status {
                    Some(code) => Some(NavStatus::from_field(u8::try_from(code).ok()?)?),
                    None => None,
                },
            }
            .into(),
            transmitter: self.transmitter,
            location: location(self.file_id, self.line, self.offset, self.length)?
                .heard_by(station(self.station)?),
        })
    }
}

/// A place in the archive from its columns.
pub(crate) fn location(file: i64, line: i64, offset: Option<i64>, length: Option<i64>) -> Option<Location> {
    let file = FileId(u32::try_from(file).ok()?);
    let line = u64::try_from(line).ok()?;
    match (offset, length) {
        (None, None) => Some(Location::row(file, line)),
        (Some(offset), Some(length)) => {
            Some(Location::text(file, line, u64::try_from(offset).ok()?, u32::try_from(length).ok()?))
        }
        _ => None,
    }
}

/// A station from its column; the outer `None` where the number is none.
pub(crate) fn station(number: Option<i64>) -> Option<Option<StationId>> {
    match number {
        Some(number) => StationId::from_number(u16::try_from(number).ok()?).map(Some),
        None => Some(None),
    }
}

#[cfg(test)]
mod tests {
    use model::Told;

    use super::*;
    use crate::TableWriter;

    #[test]
    fn a_filled_row_is_the_row() {
        let fix = Fix {
            mmsi: Mmsi::try_from(445_000_001).unwrap(),
            time: Timestamp::from_ms(1_700_000_000_000).unwrap(),
            position: Position::from_e7(386_666_683, 1_250_000_033).unwrap(),
            told: Motion {
                speed: Some(Knots(12.5)),
                course: None,
                heading: Some(Degrees(91.0)),
                status: NavStatus::from_field(5),
            }
            .into(),
            transmitter: Transmitter::LongRange,
            location: Location::text(FileId(3), 7, 4711, 80).heard_by(Some(StationId::named("rBUSAN"))),
        };
        let bare = Fix { told: Told::default(), location: Location::row(FileId(0), 1), ..fix };
        let (mut rows, mut filled) =
            (TableWriter::new(Vec::new()).unwrap(), TableWriter::new(Vec::new()).unwrap());
        for fix in [fix, bare] {
            rows.push(&FixRow::of(&fix)).unwrap();
            filled.push_with(|columns| FixRow::fill(&fix, columns)).unwrap();
            let back = FixRow::of(&fix).fix().unwrap();
            assert_eq!((back, back.location.station()), (fix, fix.location.station()));
        }
        let filled: TableWriter<FixRow, Vec<u8>> = filled;
        assert_eq!(rows.finish().unwrap(), filled.finish().unwrap());
    }
}

//! Rows of any table, text or Parquet, to reports: the columns that matter and what a row of them says.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use model::{Degrees, Dimensions, Fix, Location, Mmsi, Motion, Report, StaticReport, Timestamp, Transmitter};
use sha2::{Digest, Sha256};

use crate::cell::{self, Cell};
use crate::comma::WithCommas;
use crate::field::{Field, Row};
use crate::moment::{self, Clock, TimeFault, split};
use crate::null::WithNulls;
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::units::{Scale, scaled};

/// Why a row is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowFault {
    FieldCount,
    Quote,
    Mmsi,
    NoTime,
    BadTime,
    AbsurdTime,
    Position,
    /// It stands under the header of another table.
    OtherHeader,
    /// A carriage return stands in it, where another line may begin.
    CarriageReturn,
}

impl RowFault {
    /// Whether a header in place of a row would have it: no name is an MMSI, or else a time.
    pub(crate) const fn may_be_of_header(self) -> bool {
        matches!(self, Self::FieldCount | Self::Mmsi | Self::BadTime | Self::NoTime)
    }

    /// The stable code, in snake case.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::FieldCount => "wrong_field_count",
            Self::Quote => "bad_quote",
            Self::Mmsi => "bad_mmsi",
            Self::NoTime => "no_time",
            Self::BadTime => "bad_time",
            Self::AbsurdTime => "absurd_time",
            Self::Position => "bad_position",
            Self::OtherHeader => "under_other_header",
            Self::CarriageReturn => "bare_carriage_return",
        }
    }
}

impl From<TimeFault> for RowFault {
    fn from(fault: TimeFault) -> Self {
        match fault {
            TimeFault::Missing => Self::NoTime,
            TimeFault::Unreadable => Self::BadTime,
            TimeFault::Absurd => Self::AbsurdTime,
        }
    }
}

/// Turns the rows of one table into reports.
///
/// Every row of a table may repeat what its ship says of itself. Of rows that follow each other, within an hour of the
/// clock, and say the same, the earliest and the latest are reported, once it is known which they are.
pub(crate) struct Rows {
    reading: Reading,
    clock: Clock,
    said: HashMap<Mmsi, Said, RandomState>,
    /// Bytes that `said` takes, about.
    held: usize,
    /// The static columns of the row that is read, word for word.
    words: Vec<u8>,
}

/// What a ship says of itself in rows that follow each other.
struct Said {
    /// Its static columns, word for word.
    words: Box<[u8]>,
    hour: i64,
    earliest: StaticReport,
    latest: (Timestamp, Location),
}

impl Rows {
    pub(crate) fn new(reading: Reading) -> Self {
        let clock = reading.clock();
        Self { reading, clock, said: HashMap::default(), held: 0, words: Vec::new() }
    }

    /// Reports what ships said of themselves last, in the order of the rows, and which zones their times had.
    pub(crate) fn finish(&mut self, recorder: &mut Recorder<'_>) {
        recorder.account.zones.add(self.clock.seen);
        self.report_said(recorder);
    }

    /// Reports what ships said of themselves last. When it is done changes nothing in the end: a ship that says the same
    /// again is reported once more, and of equal reports of an hour the earliest and the latest stay when they are thinned.
    fn report_said(&mut self, recorder: &mut Recorder<'_>) {
        self.held = 0;
        let mut said: Vec<Said> = self.said.drain().map(|(_, said)| said).collect();
        said.sort_unstable_by_key(|said| said.earliest.location);
        said.into_iter().for_each(|said| said.report(recorder));
    }

    /// Reports what a row says; nothing is reported of a faulty row or of a station that is no ship.
    pub(crate) fn read(
        &mut self,
        row: &impl Row,
        location: Location,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), RowFault> {
        let zones = self.clock.seen;
        let read = match (self.reading.profile.nulls, self.reading.profile.decimal_commas) {
            ([], false) => self.report(row, location, recorder),
            (nulls, false) => self.report(&WithNulls { row, nulls }, location, recorder),
            (nulls, true) => self.report(&WithCommas { row: &WithNulls { row, nulls } }, location, recorder),
        };
        if read.is_err() {
            self.clock.seen = zones;
        }
        read
    }

    fn report(
        &mut self,
        row: &impl Row,
        location: Location,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), RowFault> {
        let mmsi = self.mmsi(row.cell(Field::Mmsi))?;
        let time = self.time(row, recorder)?;
        if row.cell(Field::Class).is_no_ship() || row.cell(Field::MessageType).is_sent_by_no_ship() {
            return Ok(());
        }
        let scale = self.reading.scale;
        let place = |field: Field| scaled(row.cell(field), scale.place);
        let position = cell::position(place(Field::Lat), place(Field::Lon));
        let position = position.map_err(|_| RowFault::Position)?;
        if let Some(position) = position {
            recorder.report(Report::Position(Fix {
                mmsi,
                time,
                position,
                told: Motion {
                    speed: scaled(row.cell(Field::Speed), scale.speed).speed(),
                    course: scaled(row.cell(Field::Course), scale.course).direction(),
                    heading: self.heading(row),
                    status: row.cell(Field::Status).status(),
                }
                .into(),
                transmitter: transmitter(row),
                location,
            }));
        }
        row.take_statics(&mut self.words);
        shorten(&mut self.words);
        // An empty place may be that of a row or a table that is not about places.
        let is_unplaced = position.is_none() && !row.cell(Field::Lat).is_empty();
        self.hear(Heard { mmsi, time, location, is_unplaced }, row, recorder);
        Ok(())
    }

    /// Notes what the ship says of itself, or that it was on air where it tells nothing and that it has no place; what it said before that was
    /// something else is reported.
    fn hear(&mut self, heard: Heard, row: &impl Row, recorder: &mut Recorder<'_>) {
        let Heard { mmsi, time, location, is_unplaced } = heard;
        let hour = time.ms().div_euclid(HOUR_MS);
        if let Some(said) = self.said.get_mut(&mmsi)
            && said.hour == hour
            && *said.words == *self.words
        {
            said.hear_again(time, location);
            recorder.hear();
            return;
        }
        let earliest = static_report(mmsi, time, location, row, self.reading.scale);
        if earliest.says_something() || is_unplaced {
            recorder.hear();
            let said = Said { words: self.words.as_slice().into(), hour, earliest, latest: (time, location) };
            self.held += said.size();
            if let Some(before) = self.said.insert(mmsi, said) {
                self.held -= before.size();
                before.report(recorder);
            }
            if self.held > MOST_HELD {
                self.report_said(recorder);
            }
        }
    }

    fn mmsi(&self, cell: Cell<'_>) -> Result<Mmsi, RowFault> {
        if cell.is_empty() { self.reading.mmsi } else { cell.mmsi() }.ok_or(RowFault::Mmsi)
    }

    fn time(&mut self, row: &impl Row, recorder: &mut Recorder<'_>) -> Result<Timestamp, TimeFault> {
        let format = self.reading.profile.time_format;
        match row.cell(Field::Time) {
            Cell::Empty => self.day(),
            time if self.reading.has_days => {
                split::from_day_and_time(row.cell(Field::Date), time, format, &mut self.clock)
            }
            time => match moment::from_cell(time, format, &mut self.clock) {
                Err(TimeFault::Unreadable) => self.time_of_day(time, recorder),
                read => read,
            },
        }
    }

    /// A time of day, where the user or the name of the file tells the day.
    fn time_of_day(&mut self, time: Cell<'_>, recorder: &mut Recorder<'_>) -> Result<Timestamp, TimeFault> {
        let of_day = self.reading.day.and_then(|day| split::on_day(day, time, &mut self.clock));
        recorder.account.hints.took_day |= of_day.is_some();
        of_day.unwrap_or(Err(TimeFault::Unreadable))
    }

    /// The start of the day in the name of the file, by the clock of the table.
    fn day(&mut self) -> Result<Timestamp, TimeFault> {
        let day = self.reading.time.ok_or(TimeFault::Missing)?;
        self.clock.seen.none = true;
        Ok(day)
    }

    /// Where the ship points, unless its status says that the figure is an altitude.
    fn heading(&self, row: &impl Row) -> Option<Degrees> {
        let altitude = self.reading.profile.altitude_status;
        if altitude.is_some() && row.cell(Field::Status).whole() == altitude {
            return None;
        }
        scaled(row.cell(Field::Heading), self.reading.scale.heading).direction()
    }
}

const HOUR_MS: i64 = 3_600_000;
/// Bytes of what ships say of themselves that are held back: a day of 50,000 ships takes some 20 MB.
const MOST_HELD: usize = 32 << 20;
/// Words that are kept as they are; for longer ones stands what tells them apart.
const MOST_WORDS: usize = 1024;

/// Puts the hash of words in their place where they are longer than those of any ship.
fn shorten(words: &mut Vec<u8>) {
    if words.len() > MOST_WORDS {
        *words = Sha256::digest(&*words).to_vec();
    }
}

/// A row that was read.
#[derive(Debug, Clone, Copy)]
struct Heard {
    mmsi: Mmsi,
    time: Timestamp,
    location: Location,
    /// Whether it says that the ship has no place to tell.
    is_unplaced: bool,
}

impl Said {
    /// Bytes that it takes, about.
    fn size(&self) -> usize {
        let StaticReport { name, call_sign, destination, .. } = &self.earliest;
        let texts = [name, call_sign, destination].into_iter().flatten().map(String::len);
        size_of::<(Mmsi, Self)>() + self.words.len() + texts.sum::<usize>()
    }

    fn hear_again(&mut self, time: Timestamp, location: Location) {
        let earliest = &mut self.earliest;
        if (time, location) < (earliest.time, earliest.location) {
            (earliest.time, earliest.location) = (time, location);
        }
        let (latest, place) = self.latest;
        if time > latest || (time == latest && location < place) {
            self.latest = (time, location);
        }
    }

    fn report(self, recorder: &mut Recorder<'_>) {
        let (time, location) = self.latest;
        let latest =
            (time > self.earliest.time).then(|| StaticReport { time, location, ..self.earliest.clone() });
        for report in [Some(self.earliest), latest].into_iter().flatten() {
            recorder.give(Report::Static(Box::new(report)));
        }
    }
}

fn static_report(
    mmsi: Mmsi,
    time: Timestamp,
    location: Location,
    row: &impl Row,
    scale: Scale,
) -> StaticReport {
    StaticReport {
        mmsi,
        time,
        imo: row.cell(Field::Imo).imo(),
        name: row.cell(Field::Name).words(),
        call_sign: row.cell(Field::CallSign).words(),
        ship_type: row.cell(Field::ShipType).ship_type(),
        dimensions: dimensions(row),
        draught: scaled(row.cell(Field::Draught), scale.draught).draught(),
        destination: row.cell(Field::Destination).words(),
        location,
    }
}

/// From the antenna, or length and beam where the table does not say where that is.
fn dimensions(row: &impl Row) -> Option<Dimensions> {
    let sides = [Field::Bow, Field::Stern, Field::Port, Field::Starboard].map(|field| row.cell(field));
    cell::sides(sides).or_else(|| cell::dimensions(row.cell(Field::Length), row.cell(Field::Width)))
}

/// By the word for its class, or else by the message that the row was.
fn transmitter(row: &impl Row) -> Transmitter {
    match row.cell(Field::Class).transmitter() {
        Transmitter::Unknown => row.cell(Field::MessageType).transmitter_of_message(),
        told => told,
    }
}

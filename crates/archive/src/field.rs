//! The fields of a row, whatever its table calls them.

use crate::cell::Cell;

/// What a column of a table can be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Mmsi,
    Time,
    /// The day of a time that is a time of day alone.
    Date,
    Lat,
    Lon,
    Speed,
    Course,
    Heading,
    Status,
    Class,
    /// The number of the AIS message that the row was.
    MessageType,
    Imo,
    Name,
    CallSign,
    ShipType,
    Length,
    Width,
    /// Metres from the antenna to the bow.
    Bow,
    Stern,
    Port,
    Starboard,
    Draught,
    Destination,
}

impl Field {
    pub(crate) const COUNT: usize = Self::Destination as usize + 1;
    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Mmsi,
        Self::Time,
        Self::Date,
        Self::Lat,
        Self::Lon,
        Self::Speed,
        Self::Course,
        Self::Heading,
        Self::Status,
        Self::Class,
        Self::MessageType,
        Self::Imo,
        Self::Name,
        Self::CallSign,
        Self::ShipType,
        Self::Length,
        Self::Width,
        Self::Bow,
        Self::Stern,
        Self::Port,
        Self::Starboard,
        Self::Draught,
        Self::Destination,
    ];
    /// Whether its values are numbers that may have a fraction.
    pub(crate) const fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Lat
                | Self::Lon
                | Self::Speed
                | Self::Course
                | Self::Heading
                | Self::Length
                | Self::Width
                | Self::Draught
        )
    }

    /// Whether its values are words, of which none is a number.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Class | Self::Name | Self::CallSign | Self::Destination)
    }

    /// What a ship says of itself.
    pub(crate) const STATIC: [Self; 12] = [
        Self::Imo,
        Self::Name,
        Self::CallSign,
        Self::ShipType,
        Self::Length,
        Self::Width,
        Self::Bow,
        Self::Stern,
        Self::Port,
        Self::Starboard,
        Self::Draught,
        Self::Destination,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Mmsi => "mmsi",
            Self::Time => "time",
            Self::Date => "date",
            Self::Lat => "latitude",
            Self::Lon => "longitude",
            Self::Speed => "speed",
            Self::Course => "course",
            Self::Heading => "heading",
            Self::Status => "status",
            Self::Class => "class",
            Self::MessageType => "message_type",
            Self::Imo => "imo",
            Self::Name => "name",
            Self::CallSign => "call_sign",
            Self::ShipType => "ship_type",
            Self::Length => "length",
            Self::Width => "width",
            Self::Bow => "to_bow",
            Self::Stern => "to_stern",
            Self::Port => "to_port",
            Self::Starboard => "to_starboard",
            Self::Draught => "draught",
            Self::Destination => "destination",
        }
    }
}

/// One row, by field.
pub(crate) trait Row {
    /// The value of a field; empty where the table has no such column.
    fn cell(&self, field: Field) -> Cell<'_>;

    /// Puts what its static columns hold into `words`: two rows of one table with the same words say the same.
    fn take_statics(&self, words: &mut Vec<u8>) {
        words.clear();
        for field in Field::STATIC {
            match self.cell(field) {
                Cell::Empty => {}
                Cell::Integer(value) | Cell::Moment(value) => words.extend_from_slice(&value.to_le_bytes()),
                Cell::Number(value) => words.extend_from_slice(&value.to_bits().to_le_bytes()),
                Cell::Text(text) => words.extend_from_slice(text),
            }
            // No text has it: what is not UTF-8 was decoded.
            words.push(0xff);
        }
    }
}

//! The lines that carried a record: those of its message alone, whatever stands between them.

use std::io::Read;

use ais::{Decoder, Leniency, Outcome};
use model::Location;

use crate::encoding::Encoding;
use crate::lines::{Lines, Place};

/// A record that a finding rests on, as it stands in its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The place of the record.
    pub cited: Location,
    /// Its lines in their order, each with its own place: one, or of a message all that carried it or gave its time. A
    /// row of a Parquet file is one line of `column=value` pairs.
    pub lines: Vec<(Location, String)>,
}

/// The bytes at a location of a text.
pub(crate) struct Span<'b> {
    pub(crate) cited: Location,
    pub(crate) bytes: &'b [u8],
    /// Whole lines right before it, as far as they are at hand: where several receivers heard a message, they tell whose
    /// parts are whose.
    pub(crate) before: &'b [u8],
    pub(crate) encoding: Encoding,
}

/// A line, decoded, and its place.
type Held = (Place, Vec<u8>);

impl Span<'_> {
    /// The lines of the record: those of its message, or the whole span where that cannot be found in it again.
    pub(crate) fn quote(&self) -> Quote {
        if memchr::memchr(b'\n', self.bytes).is_none() {
            let text = String::from_utf8_lossy(&self.encoding.decode(self.bytes)).into_owned();
            return Quote { cited: self.cited, lines: vec![(self.cited, text)] };
        }
        let with_those_before = self.lines_from(self.before.len());
        let own = self.lines_from(0);
        let found = match own.len() {
            0 | 1 => None,
            _ => self.carriers(&with_those_before).or_else(|| self.carriers(&own)),
        };
        let is_quoted = |place: &Place| found.as_ref().is_none_or(|carriers| carriers.contains(place));
        let lines = own.iter().filter(|(place, _)| is_quoted(place)).map(|line| self.located(line)).collect();
        Quote { cited: self.cited, lines }
    }

    /// The lines of the span and those in the `before` bytes that stand before it.
    fn lines_from(&self, before: usize) -> Vec<Held> {
        let Some((offset, _)) = self.cited.bytes() else { return Vec::new() };
        let earlier = &self.before[self.before.len() - before..];
        let lines_before = memchr::memchr_iter(b'\n', earlier).count() as u64;
        let number = self.cited.line().saturating_sub(lines_before).max(1);
        let text = earlier.chain(self.bytes);
        let mut lines = Lines::inside(text, self.encoding, offset - before as u64, number);
        let mut held = Vec::new();
        while let Some(line) = lines.next() {
            held.push((line.place, line.bytes.to_vec()));
        }
        held
    }

    /// The places of the lines that carried the message which spans just what is cited, or gave its time.
    fn carriers(&self, lines: &[Held]) -> Option<Vec<Place>> {
        [Leniency::Strict, Leniency::Lenient].into_iter().find_map(|leniency| {
            let mut decoder = Decoder::new(ais::Options { leniency, ..ais::Options::default() });
            lines.iter().find_map(|(place, bytes)| match decoder.push(bytes, *place) {
                Outcome::Message(decoded) => {
                    let places = decoded.parts.iter().chain(decoded.time_line.as_ref()).copied();
                    Some(places.collect()).filter(|places: &Vec<Place>| self.is_spanned_by(places))
                }
                _ => None,
            })
        })
    }

    fn is_spanned_by(&self, places: &[Place]) -> bool {
        let start = places.iter().map(|place| place.offset).min();
        let end = places.iter().map(|place| place.offset + u64::from(place.len)).max();
        let bytes = self.cited.bytes().map(|(start, len)| (start, start + u64::from(len)));
        start.zip(end) == bytes
    }

    fn located(&self, (place, bytes): &Held) -> (Location, String) {
        let location = Location::text(self.cited.file(), place.number, place.offset, place.len);
        (location, String::from_utf8_lossy(bytes).into_owned())
    }
}

//! The second face of the decoder: lines to columns, for whoever wants millions of reports and not one.
//!
//! The lines take the way of [`Decoder`], and the bits are read through the same tables; only what a message becomes is
//! another thing. Positions (types 1, 2, 3, 18, 19, 27), static data (types 5, 19, 24) and base stations (types 4, 11)
//! have columns of known types; each other kind of message has a table whose columns are listed by name.
//!
//! Columns keep the integers as sent, each with a bit that says whether it is a reading. So a column is written to
//! Parquet or handed to another language as it is, and scaled where it is shown.

mod base_stations;
mod batch;
mod block;
mod column;
mod positions;
mod records;
mod statics;
mod values;

pub use base_stations::BaseStations;
pub use batch::Batch;
pub use column::Column;
pub use positions::Positions;
pub use records::{RecordColumn, Records};
pub use statics::Statics;
pub use values::{Strings, Values};

use block::Origin;

use crate::decoder::{Decoder, Outcome};
use crate::message::Form;
use crate::options::Options;
use crate::payload::Payload;
use crate::quick::LastBlock;
use crate::reason::{RejectReason, SkipReason};
use crate::vector::{self, Job, Lanes};

/// Turns the lines of one archive, in their order, into the columns of a [`Batch`].
///
/// Take the batch's rows when there are enough of them, then [`ColumnDecoder::clear`] it: its memory is used again, so
/// that sentences which are messages by themselves allocate nothing once the columns have grown to the size of a batch.
///
/// ```
/// use ais::{ColumnDecoder, Options, RejectReason};
///
/// let archive = br"\s:rBUSAN,c:1418169601*00\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A
/// !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B";
///
/// let mut decoder = ColumnDecoder::new(Options::default());
/// decoder.push_text(archive);
/// decoder.finish();
///
/// let ships = &decoder.batch().positions;
/// assert_eq!(ships.mmsi.values(), [371_798_000]);
/// assert_eq!(ships.speed.get(0), Some(123)); // tenths of a knot
/// assert_eq!(ships.latitude.get(0), Some(29_028_980)); // 1/10 000 minutes
/// assert_eq!(ships.received_ms.get(0), Some(1_418_169_601_000));
/// assert_eq!(decoder.counts().accepted, 1);
/// assert_eq!(decoder.counts().rejected(RejectReason::BadChecksum), 1);
/// ```
pub struct ColumnDecoder {
    decoder: Decoder<()>,
    batch: Batch,
    counts: Counts,
}

/// What became of the lines so far: `lines = accepted + waiting + all skipped + all rejected`, where waiting are the parts
/// of messages that are not whole yet; none after [`ColumnDecoder::finish`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines pushed.
    pub lines: u64,
    /// Lines that carried a message.
    pub accepted: u64,
    /// Messages, of any type.
    pub messages: u64,
    skipped: [u64; SkipReason::ALL.len()],
    rejected: [u64; RejectReason::ALL.len()],
}

impl ColumnDecoder {
    /// A decoder at the start of an archive.
    pub fn new(options: Options) -> Self {
        Self { decoder: Decoder::new(options), batch: Batch::default(), counts: Counts::default() }
    }

    /// Takes the next line, without its line end.
    pub fn push(&mut self, line: &[u8]) {
        self.counts.lines += 1;
        let outcome = self.decoder.push_as(line, (), |form, payload| (form, *payload));
        match outcome {
            Outcome::Message(decoded) => {
                let (form, payload) = decoded.message;
                let received_ms = decoded.received.map(|time| time.epoch_ms);
                let parts = decoded.parts.len();
                self.take(form, &payload, received_ms, parts);
            }
            Outcome::Fragment => self.count_orphans(),
            Outcome::Skipped(reason) => self.counts.skipped[reason as usize] += 1,
            Outcome::Rejected(reason) => {
                self.counts.rejected[reason as usize] += 1;
                self.count_orphans();
            }
        }
    }

    /// Takes the lines of a text, the last of which may lack its line end. The same as [`ColumnDecoder::push`] of each, and
    /// quicker. A text that is cut in pieces is to be cut between lines.
    pub fn push_text(&mut self, text: &[u8]) {
        vector::run(PushText { decoder: self, text });
    }

    /// Takes the first line the quick way and gives its bytes, if it has that shape.
    #[inline(always)]
    fn push_quick<'t>(
        &mut self,
        lanes: impl Lanes,
        text: &'t [u8],
        last: &mut LastBlock<'t>,
    ) -> Option<usize> {
        let mut payload = Payload::empty();
        let (line, form) = self.decoder.find_quick(lanes, text, last, &mut payload)?;
        self.decoder.pass_line();
        self.counts.lines += 1;
        self.take(form, &payload, line.block.time_ms, 1);
        Some(line.bytes)
    }

    /// Makes a row of the message that the last line made whole.
    #[inline(always)]
    fn take(&mut self, form: Form, payload: &Payload, received_ms: Option<i64>, parts: usize) {
        self.counts.messages += 1;
        self.counts.accepted += parts as u64;
        self.batch.push(form, payload, Origin { line: self.counts.lines, received_ms });
    }

    /// Takes the first line whatever it is and gives its bytes.
    #[inline(never)]
    fn push_first(&mut self, text: &[u8]) -> usize {
        let end = memchr::memchr(b'\n', text);
        self.push(&text[..end.unwrap_or(text.len())]);
        end.map_or(text.len(), |end| end + 1)
    }

    /// Says that no line follows: parts that wait for others are counted as rejected.
    pub fn finish(&mut self) {
        self.decoder.finish();
        self.count_orphans();
    }

    /// The rows so far.
    pub fn batch(&mut self) -> &Batch {
        self.batch.settle();
        &self.batch
    }

    /// Empties the batch and keeps its memory.
    pub fn clear(&mut self) {
        self.batch.clear();
    }

    /// What became of the lines.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn count_orphans(&mut self) {
        for (_, reason) in self.decoder.take_orphans() {
            self.counts.rejected[reason as usize] += 1;
        }
    }
}

/// The lines of a text, one after the other.
struct PushText<'d, 't> {
    decoder: &'d mut ColumnDecoder,
    text: &'t [u8],
}

impl Job for PushText<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self, lanes: impl Lanes) {
        let (mut rest, mut last) = (self.text, LastBlock::default());
        while !rest.is_empty() {
            let bytes = match self.decoder.push_quick(lanes, rest, &mut last) {
                Some(bytes) => bytes,
                None => self.decoder.push_first(rest),
            };
            rest = &rest[bytes..];
        }
    }
}

impl Counts {
    /// Lines skipped for this reason.
    pub fn skipped(&self, reason: SkipReason) -> u64 {
        self.skipped[reason as usize]
    }

    /// Lines rejected for this reason.
    pub fn rejected(&self, reason: RejectReason) -> u64 {
        self.rejected[reason as usize]
    }
}

//! Logs of NMEA 0183 sentences (seen: logs of five networks), or of JSON lines in their place (seen: gpsd's). The `ais`
//! crate decodes; this file keeps the account.
//!
//! What becomes of a message:
//! - Types 1, 2, 3, 18, 19 and 27 with a position give a fix; 5, 19 and 24 with a value give a static report.
//!   Messages that give neither (other types, no position, no value) are accepted and need no time.
//! - A message that gives a report needs a receive time: its own (tag block, tail, prefix), that of one of its
//!   parts, or that of its `$PGHP` line (before it, or near it in a [torn](crate::torn) log). Times of neighbouring lines are never borrowed: logs merge
//!   receivers. Without a time its lines are rejected as `no_time`; if no line of the file has one, the file is
//!   refused unless [`ReadOptions::date`] is set (see [`Watch`]).
//! - An MMSI of ten digits rejects the lines of the message as `bad_mmsi`, a time before 1990 or after 2100 as
//!   `absurd_time`.
//! - Parts whose message never became whole are rejected as `incomplete_message`.
//! - In a damaged part of a packed log a report must have checksums of its own, or its lines are rejected as
//!   `damaged_source`.

use std::collections::BTreeMap;
use std::io::Read;

use ais::{Decoded, Decoder, Faults, Leniency, Outcome, TimeSource};
use model::{FileId, Location, StationId, Timestamp};

use crate::encoding::Encoding;
use crate::format::{Format, Known};
use crate::lines::{self, Line, Lines, Place};
use crate::message;
use crate::moment;
use crate::recorder::Recorder;
use crate::torn::{self, LogLines};
use crate::vouched::Vouched;
use crate::watch::Watch;
use crate::zone::{LOGS_ARE_UTC, SOME_WITHOUT_TIME, UtcOffset, Zone};
use crate::{Ledger, ReadOptions, Waiting, WaitingKind};

pub(crate) const FORMAT: Format = Format {
    name: "nmea",
    header: "!AIVDM,...",
    known: Known::Seen,
    zone: Zone::Utc,
    description: "NMEA 0183 sentences with receive times in tag blocks, tails, prefixes or lines before them, or \
                  from --date; JSON lines of AIS-catcher, aisstream and gpsd.",
};

/// What is known of a log only at its end.
pub(crate) struct Log {
    /// Lines that more of it would settle.
    pub(crate) waiting: Vec<Waiting>,
    /// Whether a report was lost because no line of the log says when it was received.
    pub(crate) timeless: bool,
}

/// Reads all sentences.
pub(crate) fn read<R: Read>(
    lines: &mut Lines<R>,
    file: FileId,
    options: &ReadOptions,
    vouched: &Vouched<'_>,
    recorder: &mut Recorder<'_>,
) -> Log {
    let decoder_options = decoder_options(options);
    let mut decoder = Decoder::new(decoder_options);
    let mut desk = Desk::new(file, recorder, State::default());
    desk.vouched = Some(vouched);
    desk.watch = options.date.map(Watch::new);
    desk.note_zone(options);
    let mut lines = LogLines::new(lines, &decoder_options);
    desk.is_torn = lines.is_torn();
    loop {
        desk.recorder.skip_empty(lines.pass_empty());
        let Some((line, bond)) = lines.next() else { break };
        if !desk.recorder.begin(&line) {
            continue;
        }
        if let Some(watch) = &mut desk.watch {
            watch.observe(line.bytes);
        }
        let outcome = torn::push(&mut decoder, &line, bond);
        desk.take(outcome, &line);
        desk.give_up(&mut decoder);
    }
    desk.end(&mut decoder)
}

/// The lines that waited where a log ended once.
pub(crate) struct Waited {
    pub(crate) lines: Vec<(Place, Vec<u8>)>,
    /// The number of that which tells what the last part was of.
    pub(crate) last: Option<u64>,
}

/// Reads the sentences of a log from a line inside it on; `None`, and nothing is read, where the lines that waited do not
/// tell how it was read up to there.
pub(crate) fn read_on<R: Read>(
    lines: &mut Lines<R>,
    waited: &Waited,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) -> Option<Log> {
    let waiting = waited.lines.iter().map(|(place, bytes)| (bytes.as_slice(), place.number, *place));
    let (mut decoder, parts) = Decoder::resume(decoder_options(options), waiting, waited.last)?;
    let mut desk = Desk::new(file, recorder, State::default());
    desk.note_zone(options);
    for (place, bytes) in waited.lines.iter().filter(|(place, _)| parts.contains(place)) {
        desk.recorder.account.ledger.lines += 1;
        desk.keep_text(&Line { place: *place, bytes, state: lines::State::Whole });
    }
    while let Some(line) = lines.next() {
        if desk.recorder.begin(&line) {
            let outcome = decoder.push_numbered(line.bytes, line.place.number, line.place);
            desk.take(outcome, &line);
            desk.give_up(&mut decoder);
        }
    }
    Some(desk.end(&mut decoder))
}

/// Reads the sentences of a piece of a log that stand by themselves, and gives back the others.
pub(crate) fn read_piece<R: Read>(
    lines: &mut Lines<R>,
    is_first: bool,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) -> (Seen, Vec<LeftLine>) {
    let options = decoder_options(options);
    let mut decoder = if is_first { Decoder::new(options) } else { Decoder::inside(options) };
    let mut desk = Desk::new(file, recorder, State::default());
    let mut left = Vec::new();
    loop {
        desk.recorder.skip_empty(lines.pass_empty());
        let Some(line) = lines.next() else { break };
        if !desk.recorder.begin(&line) {
            continue;
        }
        match decoder.push_alone(line.bytes, line.place) {
            Some(outcome) => desk.take(outcome, &line),
            None => left.push(LeftLine { place: line.place, bytes: line.bytes.into() }),
        }
    }
    (desk.state.seen, left)
}

/// A line of a piece whose outcome hangs on lines around it.
pub(crate) struct LeftLine {
    pub(crate) place: Place,
    bytes: Box<[u8]>,
}

/// Decodes the lines that pieces left, piece by piece in order.
pub(crate) struct Stitcher {
    decoder: Decoder<Place>,
    state: State,
}

impl Stitcher {
    pub(crate) fn new(options: &ReadOptions) -> Self {
        Self { decoder: Decoder::new(decoder_options(options)), state: State::default() }
    }

    /// Takes the lines that the next piece left.
    pub(crate) fn take(&mut self, seen: Seen, left: &[LeftLine], file: FileId, recorder: &mut Recorder<'_>) {
        self.state.seen.timed |= seen.timed;
        self.state.seen.untimed |= seen.untimed;
        let mut desk = Desk::new(file, recorder, std::mem::take(&mut self.state));
        for LeftLine { place, bytes } in left {
            let line = Line { place: *place, bytes, state: lines::State::Whole };
            let outcome = self.decoder.push_numbered(bytes, place.number, *place);
            desk.take(outcome, &line);
            desk.give_up(&mut self.decoder);
        }
        self.state = desk.state;
    }

    /// Gives up what still waits.
    pub(crate) fn finish(mut self, file: FileId, options: &ReadOptions, recorder: &mut Recorder<'_>) -> Log {
        let mut desk = Desk::new(file, recorder, std::mem::take(&mut self.state));
        desk.note_zone(options);
        desk.end(&mut self.decoder)
    }
}

/// Whether the head of a log shows that it must be read in one go: its `$PGHP` lines stand apart from their sentences.
pub(crate) fn is_torn(head: &[u8], encoding: Encoding, options: &ReadOptions) -> bool {
    torn::is_torn(head, encoding, &decoder_options(options))
}

fn decoder_options(options: &ReadOptions) -> ais::Options {
    let leniency = if options.lenient { Leniency::Lenient } else { Leniency::Strict };
    ais::Options { leniency, ..ais::Options::default() }
}

/// Bytes that the lines of one message may span to be quoted together: 5000 lines, the most that parts are apart, of 200
/// bytes each, four times.
const WIDEST: u32 = 4 << 20;

/// What a message means for the account.
enum Verdict {
    /// The reports are given out.
    Reported,
    /// It gives no report.
    Silent,
    Faulty(&'static str),
}

const fn waiting(place: Place, kind: WaitingKind) -> Waiting {
    Waiting { line: place.number, offset: place.offset, len: place.len, kind }
}

/// Takes what the decoder gives and keeps the account.
struct Desk<'d, 's> {
    file: FileId,
    recorder: &'d mut Recorder<'s>,
    watch: Option<Watch>,
    /// How much of the log is believed that has no checksum of its own, if not all of it.
    vouched: Option<&'d Vouched<'d>>,
    /// Whether times at the ends of lines are those at which they were delivered.
    is_torn: bool,
    state: State,
}

/// What is remembered from line to line.
#[derive(Default)]
struct State {
    /// The beginnings of parts that wait for the rest of their message, by line; for the ledger.
    texts: BTreeMap<u64, Vec<u8>>,
    seen: Seen,
}

/// Whether any message has a receive time, and whether a report lacks one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    timed: bool,
    untimed: bool,
    /// Whether a report has its time from [`ReadOptions::date`].
    dated: bool,
    /// Static reports that stand at the time of their delivery.
    delivered: u64,
}

impl<'d, 's> Desk<'d, 's> {
    fn new(file: FileId, recorder: &'d mut Recorder<'s>, state: State) -> Self {
        Self { file, recorder, watch: None, vouched: None, is_torn: false, state }
    }

    /// Notes that a zone which the user names is not that of a log.
    fn note_zone(&mut self, options: &ReadOptions) {
        if let Some(told) = options.zone.filter(|told| *told != UtcOffset::UTC) {
            self.recorder.note(format!("--tz {told} was not applied: {LOGS_ARE_UTC}"));
        }
    }

    /// Gives up what waits, and notes it.
    fn end(&mut self, decoder: &mut Decoder<Place>) -> Log {
        let last = decoder.last_waiting();
        let kind = |place| if Some(place) == last { WaitingKind::LastPart } else { WaitingKind::Part };
        let parts = decoder.waiting().into_iter().map(|place| waiting(place, kind(place)));
        let clocks = decoder.waiting_clocks().into_iter().map(|place| waiting(place, WaitingKind::Clock));
        let mut waiting: Vec<Waiting> = parts.chain(clocks).collect();
        waiting.sort_unstable();
        decoder.finish();
        self.give_up(decoder);
        self.note_dates();
        self.note_delivered();
        let Seen { timed, untimed, .. } = self.state.seen;
        Log { waiting, timeless: untimed && !timed }
    }

    fn take(&mut self, outcome: Outcome<'_, Place>, line: &Line<'_>) {
        match outcome {
            Outcome::Message(decoded) => self.message(&decoded, line),
            Outcome::Fragment => self.keep_text(line),
            Outcome::Skipped(reason) => self.recorder.skip(reason.as_str()),
            Outcome::Rejected(reason) => self.recorder.reject(reason.as_str(), line.place, line.bytes),
        }
    }

    fn message(&mut self, decoded: &Decoded<'_, Place>, line: &Line<'_>) {
        self.state.seen.timed |= decoded.received.is_some();
        self.recorder.account.nameless += u64::from(decoded.faults.contains(Faults::STATION));
        let verdict = match self.is_doubtful(decoded, line) {
            true => Verdict::Faulty(Ledger::DAMAGED_SOURCE),
            false => self.report(decoded),
        };
        match verdict {
            Verdict::Reported | Verdict::Silent => self.recorder.accept(decoded.parts.len() as u64),
            Verdict::Faulty(reason) => {
                for place in decoded.parts {
                    self.reject_part(reason, *place, line);
                }
            }
        }
        if let Verdict::Silent = verdict {
            *self.recorder.account.undecoded.entry(decoded.message.kind()).or_default() += 1;
        }
        if decoded.parts.len() > 1 {
            for place in decoded.parts {
                self.state.texts.remove(&place.number);
            }
        }
    }

    /// Whether a report, or its time, stands in a damaged part of the log and has no checksum of its own: those of sentences
    /// and tag blocks hold, but not times around them, nor JSON.
    fn is_doubtful(&self, decoded: &Decoded<'_, Place>, line: &Line<'_>) -> bool {
        let Some(vouched) = self.vouched else { return false };
        let source = decoded.received.map(|received| received.source);
        let is_sound = decoded.faults.without(Faults::STATION).is_empty();
        let is_checked = match source {
            Some(TimeSource::TagBlock | TimeSource::Pghp) => is_sound,
            Some(TimeSource::Tail | TimeSource::Prefix | TimeSource::Json) => false,
            None => is_sound && !line.bytes.trim_ascii_start().starts_with(b"{"),
        };
        !is_checked
            && message::says_something(&decoded.message)
            && line.place.offset + u64::from(line.place.len) >= vouched.bytes()
    }

    fn report(&mut self, decoded: &Decoded<'_, Place>) -> Verdict {
        if !message::says_something(&decoded.message) {
            return Verdict::Silent;
        }
        let Ok(mmsi) = decoded.message.mmsi().try_into() else { return Verdict::Faulty("bad_mmsi") };
        let time = match self.time(decoded) {
            Ok(time) => time,
            Err(reason) => return Verdict::Faulty(reason),
        };
        if self.is_delivery(decoded) {
            if message::is_of_position(&decoded.message) {
                return Verdict::Faulty("no_time");
            }
            self.state.seen.delivered += 1;
        }
        let station = decoded.station.map(|station| StationId::named(station.as_str()));
        let origin = message::Origin { mmsi, time, location: self.location(decoded).heard_by(station) };
        message::reports(&decoded.message, &origin, &mut |report| self.recorder.report(report));
        Verdict::Reported
    }

    fn time(&mut self, decoded: &Decoded<'_, Place>) -> Result<Timestamp, &'static str> {
        if let Some(received) = decoded.received {
            return moment::plausible(received.epoch_ms).map_err(|_| "absurd_time");
        }
        let now = self.watch.as_ref().map(Watch::now);
        self.state.seen.untimed |= now.is_none();
        self.state.seen.dated |= now.is_some();
        now.ok_or("no_time")
    }

    /// Notes that messages were lost for want of a time, or what the times are worth that come from the day of the user.
    fn note_dates(&mut self) {
        let Seen { timed, dated, untimed, .. } = self.state.seen;
        if untimed {
            self.recorder.note(SOME_WITHOUT_TIME.to_owned());
        }
        let Some(watch) = self.watch.as_ref().filter(|_| dated) else { return };
        let now = watch.now();
        let what = match (timed, watch.is_set()) {
            (false, true) => return,
            (false, false) => {
                format!("the log has no clock: all its reports stand at {now}, which --date names")
            }
            (true, false) => {
                format!(
                    "some messages have no time of their own, nor a clock before them: they stand at {now}, which \
                         --date names"
                )
            }
            (true, true) => {
                "some messages have no time of their own: they have that of --date and the clock before them"
                    .to_owned()
            }
        };
        self.recorder.note(what);
    }

    /// Whether the time of a message is that at which its line was delivered.
    fn is_delivery(&self, decoded: &Decoded<'_, Place>) -> bool {
        let source = decoded.received.map(|received| received.source);
        self.is_torn && matches!(source, Some(TimeSource::Tail | TimeSource::Prefix))
    }

    /// Notes that messages stand at the time at which their line was delivered.
    fn note_delivered(&mut self) {
        let Seen { delivered, .. } = self.state.seen;
        if delivered > 0 {
            self.recorder.note(format!(
                "{delivered} static reports stand at the time at which their line was written, which may be hours after they were \
                 received: no $PGHP line near them has their checksum, for want of which positions are rejected as no_time"
            ));
        }
    }

    /// From the first byte of the first line that carried the message or its time to the last byte of the last; the last
    /// line alone where someone put so much between them that no reader of evidence could hold it.
    fn location(&self, decoded: &Decoded<'_, Place>) -> Location {
        if let ([only], None) = (decoded.parts, decoded.time_line) {
            return Location::text(self.file, only.number, only.offset, only.len);
        }
        let places = || decoded.parts.iter().chain(decoded.time_line.as_ref());
        let (first, last) = places().min().zip(places().max()).expect("a message has at least one part");
        let span = last.offset + u64::from(last.len) - first.offset;
        match u32::try_from(span) {
            Ok(len) if len <= WIDEST => Location::text(self.file, first.number, first.offset, len),
            _ => Location::text(self.file, last.number, last.offset, last.len),
        }
    }

    fn keep_text(&mut self, line: &Line<'_>) {
        let shown = line.bytes.len().min(160);
        self.state.texts.insert(line.place.number, line.bytes[..shown].to_vec());
    }

    /// `line` is the line just read, which may be the part itself.
    fn reject_part(&mut self, reason: &'static str, place: Place, line: &Line<'_>) {
        let kept = self.state.texts.get(&place.number).map(Vec::as_slice);
        let text = if place == line.place { line.bytes } else { kept.unwrap_or_default() };
        self.recorder.reject(reason, place, text);
    }

    fn give_up(&mut self, decoder: &mut Decoder<Place>) {
        for (place, reason) in decoder.take_orphans() {
            let text = self.state.texts.remove(&place.number).unwrap_or_default();
            self.recorder.reject(reason.as_str(), place, &text);
        }
    }
}

//! Logs of NMEA 0183 sentences (seen: logs of five networks). The `ais` crate decodes; this file keeps the account.
//!
//! What becomes of a message:
//! - Types 1, 2, 3, 18, 19 and 27 with a position give a fix; 5, 19 and 24 with a value give a static report.
//!   Messages that give neither (other types, no position, no value) are accepted and need no time.
//! - A message that gives a report needs a receive time: its own (tag block, tail, prefix), that of one of its
//!   parts, or that of the `$PGHP` line before it. Times of neighbouring lines are never borrowed: logs merge
//!   receivers. Without a time its lines are rejected as `no_time`; if no line of the file has one, the file is
//!   refused unless [`ReadOptions::date`] is set (see [`Watch`]).
//! - An MMSI of ten digits rejects the lines of the message as `bad_mmsi`, a time before 1990 or after 2100 as
//!   `absurd_time`.
//! - Parts whose message never became whole are rejected as `incomplete_message`.

use std::collections::BTreeMap;
use std::io::Read;

use ais::{Decoded, Decoder, Leniency, Outcome};
use model::{FileId, Location, Timestamp};

use crate::ReadOptions;
use crate::format::{Format, Known};
use crate::lines::{Line, Lines, Place};
use crate::message;
use crate::moment;
use crate::recorder::Recorder;
use crate::watch::Watch;
use crate::zone::Zone;

pub(crate) const FORMAT: Format = Format {
    name: "nmea",
    header: "!AIVDM,...",
    known: Known::Seen,
    zone: Zone::Utc,
    description: "NMEA 0183 sentences with receive times in tag blocks, tails, prefixes or lines before them, or \
                  from --date.",
};

/// What is known of a log only at its end.
pub(crate) struct Log {
    /// Whether a report was lost because no line of the log says when it was received.
    pub(crate) timeless: bool,
}

/// Reads all sentences.
pub(crate) fn read<R: Read>(
    lines: &mut Lines<R>,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) -> Log {
    let mut decoder = Decoder::new(decoder_options(options));
    let mut desk = Desk {
        file,
        recorder,
        texts: BTreeMap::new(),
        watch: options.date.map(Watch::new),
        timed: false,
        untimed: false,
    };
    while let Some(line) = lines.next() {
        if !desk.recorder.begin(&line) {
            continue;
        }
        if let Some(watch) = &mut desk.watch {
            watch.observe(line.bytes);
        }
        match decoder.push(line.bytes, line.place) {
            Outcome::Message(decoded) => desk.message(&decoded, &line),
            Outcome::Fragment => desk.keep_text(&line),
            Outcome::Skipped(reason) => desk.recorder.skip(reason.as_str()),
            Outcome::Rejected(reason) => desk.recorder.reject(reason.as_str(), line.place, line.bytes),
        }
        desk.give_up(&mut decoder);
    }
    decoder.finish();
    desk.give_up(&mut decoder);
    Log { timeless: desk.untimed && !desk.timed }
}

fn decoder_options(options: &ReadOptions) -> ais::Options {
    let leniency = if options.lenient { Leniency::Lenient } else { Leniency::Strict };
    ais::Options { leniency, ..ais::Options::default() }
}

/// What a message means for the account.
enum Verdict {
    /// The reports are given out.
    Reported,
    /// It gives no report.
    Silent,
    Faulty(&'static str),
}

/// Takes what the decoder gives and keeps the account.
struct Desk<'d, 's> {
    file: FileId,
    recorder: &'d mut Recorder<'s>,
    /// The beginnings of parts that wait for the rest of their message, by line; for the ledger.
    texts: BTreeMap<u64, Vec<u8>>,
    watch: Option<Watch>,
    timed: bool,
    untimed: bool,
}

impl Desk<'_, '_> {
    fn message(&mut self, decoded: &Decoded<'_, Place>, line: &Line<'_>) {
        self.timed |= decoded.received.is_some();
        let verdict = self.report(decoded);
        match verdict {
            Verdict::Reported | Verdict::Silent => self.recorder.accept(decoded.parts.len() as u64),
            Verdict::Faulty(reason) => {
                for place in decoded.parts {
                    self.reject_part(reason, *place, line);
                }
            }
        }
        if let Verdict::Silent = verdict {
            *self.recorder.undecoded.entry(decoded.message.kind()).or_default() += 1;
        }
        if decoded.parts.len() > 1 {
            for place in decoded.parts {
                self.texts.remove(&place.number);
            }
        }
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
        let origin = message::Origin { mmsi, time, location: self.location(decoded) };
        message::reports(&decoded.message, &origin, &mut |report| self.recorder.report(report));
        Verdict::Reported
    }

    fn time(&mut self, decoded: &Decoded<'_, Place>) -> Result<Timestamp, &'static str> {
        if let Some(received) = decoded.received {
            return moment::plausible(received.epoch_ms).map_err(|_| "absurd_time");
        }
        self.untimed |= self.watch.is_none();
        self.watch.as_ref().map(Watch::now).ok_or("no_time")
    }

    /// From the first byte of the first line that carried the message or its time to the last byte of the last.
    fn location(&self, decoded: &Decoded<'_, Place>) -> Location {
        if let ([only], None) = (decoded.parts, decoded.time_line) {
            return Location::text(self.file, only.number, only.offset, only.len);
        }
        let places = || decoded.parts.iter().chain(decoded.time_line.as_ref());
        let first = places().min().expect("a message has at least one part");
        let end = places().map(|place| place.offset + u64::from(place.len)).max().unwrap_or(first.offset);
        let len = u32::try_from(end - first.offset).unwrap_or(u32::MAX);
        Location::text(self.file, first.number, first.offset, len)
    }

    fn keep_text(&mut self, line: &Line<'_>) {
        if !self.recorder.ledger.keeps_rejects() {
            return;
        }
        let shown = line.bytes.len().min(160);
        self.texts.insert(line.place.number, line.bytes[..shown].to_vec());
    }

    /// `line` is the line just read, which may be the part itself.
    fn reject_part(&mut self, reason: &'static str, place: Place, line: &Line<'_>) {
        let kept = self.texts.get(&place.number).map(Vec::as_slice);
        let text = if place == line.place { line.bytes } else { kept.unwrap_or_default() };
        self.recorder.reject(reason, place, text);
    }

    fn give_up(&mut self, decoder: &mut Decoder<Place>) {
        for (place, reason) in decoder.take_orphans() {
            let text = self.texts.remove(&place.number).unwrap_or_default();
            self.recorder.reject(reason.as_str(), place, &text);
        }
    }
}

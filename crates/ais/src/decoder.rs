//! The decoder: lines in, messages out, each line accounted for exactly once.

use crate::armour;
use crate::assemble::{Arrival, Assembler, Assembly};
use crate::faults::Faults;
use crate::line::{AisLine, Line, NoMessage};
use crate::message::Message;
use crate::options::Options;
use crate::payload::Payload;
use crate::pghp::Pghp;
use crate::reason::{RejectReason, SkipReason};
use crate::sentence::Channel;
use crate::station::Station;
use crate::time::{ReceiveTime, TimeSource};

/// Turns the lines of one archive, in their order, into messages.
///
/// `T` is whatever the caller calls a line by: a number, an offset. Every pushed `T` ends in exactly one of
/// these places: [`Outcome::Skipped`], [`Outcome::Rejected`], the `parts` of one [`Decoded`], or once in
/// [`Decoder::take_orphans`].
pub struct Decoder<T> {
    options: Options,
    assembler: Assembler<T>,
    /// A `$PGHP` line waiting for its sentence.
    clock: Option<(Pghp, T)>,
    /// The lines of the message given out last.
    parts: Vec<T>,
    line_number: u64,
}

/// What became of a line.
#[derive(Debug)]
pub enum Outcome<'d, T> {
    /// It completed a message.
    Message(Decoded<'d, T>),
    /// It is part of a message whose other parts have not come yet; accepted for now.
    Fragment,
    /// It is no AIS report.
    Skipped(SkipReason),
    /// It is faulty.
    Rejected(RejectReason),
}

/// A message and what its lines said about it.
#[derive(Debug)]
pub struct Decoded<'d, T> {
    /// The message.
    pub message: Message,
    /// When it was received, if the archive says so.
    pub received: Option<ReceiveTime>,
    /// Who received it: `s:` of the tag block, the receiver of a Coast Guard tail, the station of `$PGHP`.
    pub station: Option<Station>,
    /// The radio channel.
    pub channel: Option<Channel>,
    /// VDO: the receiving ship's own report.
    pub own_ship: bool,
    /// One per line that carried the message, first part to last.
    pub parts: &'d [T],
    /// The `$PGHP` line that gave time or station. It was itself skipped as [`SkipReason::TimestampOnly`].
    pub time_line: Option<T>,
    /// What a lenient decoder overlooked.
    pub faults: Faults,
}

impl<T: Copy> Decoder<T> {
    /// A decoder at the start of an archive.
    pub fn new(options: Options) -> Self {
        Self { options, assembler: Assembler::new(), clock: None, parts: Vec::new(), line_number: 0 }
    }

    /// Takes the next line, without its line end.
    pub fn push(&mut self, line: &[u8], at: T) -> Outcome<'_, T> {
        self.line_number += 1;
        match Line::parse(line, &self.options) {
            Ok(Line::Ais(line)) => self.push_ais(line, at),
            Ok(Line::Time(clock)) => {
                self.clock = Some((clock, at));
                Outcome::Skipped(SkipReason::TimestampOnly)
            }
            Err(NoMessage::Skipped(reason)) => Outcome::Skipped(reason),
            Err(NoMessage::Rejected(reason)) => Outcome::Rejected(reason),
        }
    }

    /// Says that no line follows: all that waits becomes orphans.
    pub fn finish(&mut self) {
        self.assembler.finish();
        self.clock = None;
    }

    /// Parts given up since the last call, each with its reason: their message never became whole, or was
    /// whole and faulty. Call it now and then; what is not taken is kept.
    pub fn take_orphans(&mut self) -> Vec<(T, RejectReason)> {
        self.assembler.take_orphans()
    }

    fn push_ais(&mut self, line: AisLine<'_>, at: T) -> Outcome<'_, T> {
        let clock = self.clock.take();
        if line.sentence.fields.total == 1 {
            return self.push_single(&line, at, clock);
        }
        if !armour::is_legal(line.sentence.fields.armoured) {
            return Outcome::Rejected(RejectReason::BadArmour);
        }
        let number = line.sentence.fields.number;
        let arrival = Arrival { line, at, clock, line_number: self.line_number };
        match self.assembler.accept(&arrival, &self.options) {
            Some(assembly) => self.complete(&assembly, number),
            None => Outcome::Fragment,
        }
    }

    fn push_single(&mut self, line: &AisLine<'_>, at: T, clock: Option<(Pghp, T)>) -> Outcome<'_, T> {
        let sentence = &line.sentence;
        let mut payload = Payload::empty();
        if let Err(reason) = payload.push_armour(sentence.fields.armoured, sentence.fields.fill_bits) {
            return Outcome::Rejected(reason);
        }
        match Message::decode_judged(&payload, self.options.leniency) {
            Err(reason) => Outcome::Rejected(reason),
            Ok((message, regular)) => {
                self.parts.clear();
                self.parts.push(at);
                let decoded = Decoded {
                    message,
                    received: line.received,
                    station: line.station,
                    channel: sentence.fields.channel,
                    own_ship: sentence.own_ship,
                    parts: &self.parts,
                    time_line: None,
                    faults: line.faults,
                };
                Outcome::Message(decoded.judged(regular).timed(clock, sentence.checksum))
            }
        }
    }

    /// A message that part `arrived` made whole.
    fn complete(&mut self, assembly: &Assembly<T>, arrived: u8) -> Outcome<'_, T> {
        self.parts.clear();
        self.parts.extend(assembly.parts.iter().map(|part| part.at));
        match assembly.payload().and_then(|p| Message::decode_judged(&p, self.options.leniency)) {
            Err(reason) => {
                for part in assembly.parts.iter().filter(|part| part.number != arrived) {
                    self.assembler.orphan(part.at, reason);
                }
                Outcome::Rejected(reason)
            }
            Ok((message, regular)) => {
                let checksum = assembly.parts.iter().fold(0, |sum, part| sum ^ part.checksum);
                let decoded = Decoded {
                    message,
                    received: assembly.received,
                    station: assembly.station,
                    channel: assembly.channel,
                    own_ship: assembly.own_ship,
                    parts: &self.parts,
                    time_line: None,
                    faults: assembly.faults,
                };
                Outcome::Message(decoded.judged(regular).timed(assembly.clock, checksum))
            }
        }
    }
}

impl<T> Decoded<'_, T> {
    #[inline(always)]
    fn judged(mut self, regular_length: bool) -> Self {
        if !regular_length {
            self.faults.add(Faults::LENGTH);
        }
        self
    }

    /// Adds what a `$PGHP` line says, if it belongs to the message with this checksum: its time goes before
    /// that of tail and prefix, which tell when the line was logged, and its station fills a gap.
    #[inline(always)]
    fn timed(mut self, clock: Option<(Pghp, T)>, checksum: u8) -> Self {
        let Some((clock, at)) = clock.filter(|(clock, _)| clock.belongs_to(checksum)) else { return self };
        let better = self.received.is_none_or(|time| time.source != TimeSource::TagBlock);
        let stationless = self.station.is_none() && clock.station.is_some();
        if better {
            self.received = Some(ReceiveTime { epoch_ms: clock.epoch_ms, source: TimeSource::Pghp });
        }
        if stationless {
            self.station = clock.station;
        }
        self.time_line = (better || stationless).then_some(at);
        self
    }
}

impl<T> Assembly<T> {
    fn payload(&self) -> Result<Payload, RejectReason> {
        let mut payload = Payload::empty();
        for part in &self.parts {
            payload.push_armour(&part.armoured, part.fill_bits)?;
        }
        Ok(payload)
    }
}

//! The decoder: lines in, messages out, each line accounted for exactly once.

use crate::assemble::{Arrival, Assembler, Assembly, Said};
use crate::faults::Faults;
use crate::json_line::{Joined, JsonLine};
use crate::line::{AisLine, Line, NoMessage};
use crate::message::{Form, Message};
use crate::options::Options;
use crate::pairing::ClockLine;
use crate::payload::{Payload, is_armour};
use crate::pghp::Pghp;
use crate::quick::{LastBlock, QuickLine};
use crate::reason::{RejectReason, SkipReason};
use crate::sentence::{Channel, Fields};
use crate::station::Station;
use crate::time::{ReceiveTime, TimeSource};
use crate::vector::{self, Lanes};

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
    /// Whether a `$PGHP` line may stand before the next sentence, for [`Decoder::push_alone`].
    after_clock: bool,
}

/// What turns the bits of a message, whose form was found, into what the caller wants of it.
pub(crate) trait Reader<M>: FnOnce(Form, &Payload) -> M {}

impl<M, F: FnOnce(Form, &Payload) -> M> Reader<M> for F {}

/// What became of a line.
#[derive(Debug)]
pub enum Outcome<'d, T, M = Message> {
    /// It completed a message.
    Message(Decoded<'d, T, M>),
    /// It is part of a message whose other parts have not come yet; accepted for now.
    Fragment,
    /// It is no AIS report.
    Skipped(SkipReason),
    /// It is faulty.
    Rejected(RejectReason),
}

/// A message and what its lines said about it.
#[derive(Debug)]
pub struct Decoded<'d, T, M = Message> {
    /// The message.
    pub message: M,
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
        Self {
            options,
            assembler: Assembler::new(),
            clock: None,
            parts: Vec::new(),
            line_number: 0,
            after_clock: false,
        }
    }

    /// A decoder for [`Decoder::push_alone`] at a line inside a text: a `$PGHP` line may stand before it.
    pub fn inside(options: Options) -> Self {
        Self { after_clock: true, ..Self::new(options) }
    }

    /// Takes the next line, without its line end.
    pub fn push(&mut self, line: &[u8], at: T) -> Outcome<'_, T> {
        self.push_as(line, at, Form::read)
    }

    /// [`Decoder::push`], with whatever `read` makes of the bits in place of the message.
    #[inline]
    pub(crate) fn push_as<M>(&mut self, line: &[u8], at: T, read: impl Reader<M>) -> Outcome<'_, T, M> {
        let mut payload = Payload::empty();
        if let Some((quick, form)) =
            self.find_quick(vector::lanes(), line, &mut LastBlock::default(), &mut payload)
            && quick.bytes == line.len()
        {
            self.line_number += 1;
            return self.deliver_quick(&quick, at, form.is_regular(), || read(form, &payload));
        }
        self.push_long(line, at, read)
    }

    /// The long way: lines of any shape.
    pub(crate) fn push_long<M>(&mut self, line: &[u8], at: T, read: impl Reader<M>) -> Outcome<'_, T, M> {
        self.line_number += 1;
        if let Some(part) = self.find_part(line) {
            return self.push_ais(part, at, read);
        }
        if line.first() == Some(&b'{') {
            return self.push_json(line, at, read);
        }
        match Line::parse(line, &self.options) {
            Ok(Line::Ais(line)) => self.push_ais(line, at, read),
            Ok(Line::Time(clock)) => {
                self.clock = Some((clock, at));
                Outcome::Skipped(SkipReason::TimestampOnly)
            }
            Err(reason) => reason.into(),
        }
    }

    /// A decoder that goes on behind lines of which some wait: each with its number and what the caller calls it by, in
    /// their order; `last` is the number of [`Decoder::last_waiting`]. Gives with it those among them that are parts.
    ///
    /// `None` where the lines alone do not tell to which message each belongs: a part without group and station goes with
    /// the part before it, which may be none that waits.
    pub fn resume<'l>(
        options: Options,
        waiting: impl Iterator<Item = (&'l [u8], u64, T)>,
        last: Option<u64>,
    ) -> Option<(Self, Vec<T>)> {
        // None of them was given up before, however far apart they are.
        let patient = Options { max_part_gap_ms: i64::MAX, max_part_gap_lines: u64::MAX, ..options };
        let mut decoder = Self::new(patient);
        let (mut parts, mut keys) = (Vec::new(), Vec::new());
        for (line, number, at) in waiting {
            match decoder.push_numbered(line, number, at) {
                Outcome::Fragment => parts.push(at),
                Outcome::Skipped(_) => continue,
                _ => return None,
            }
            keys.extend(decoder.assembler.last().map(|key| (number, key)));
        }
        if keys.iter().any(|(_, key)| key.is_bare() != keys[0].1.is_bare()) {
            return None;
        }
        let last = keys.iter().find(|(number, _)| Some(*number) == last);
        decoder.assembler.set_last(last.map(|(_, key)| *key));
        decoder.options = options;
        Some((decoder, parts))
    }

    /// Takes a line that stands by itself, as [`Decoder::push`] would; `None`, and nothing is done, for one whose outcome
    /// hangs on lines around it: a part of several, a `$PGHP` line, or the first sentence after one.
    ///
    /// With it the pieces of a text can be decoded beside each other, each by a decoder that was [`started
    /// inside`](Self::inside) the text, and the lines that they leave by one more, in order, with
    /// [`Decoder::push_numbered`]: the outcomes are those of one decoder over the whole text.
    #[inline]
    pub fn push_alone(&mut self, line: &[u8], at: T) -> Option<Outcome<'_, T>> {
        if !self.after_clock {
            let mut payload = Payload::empty();
            if let Some((quick, form)) =
                self.find_quick(vector::lanes(), line, &mut LastBlock::default(), &mut payload)
                && quick.bytes == line.len()
            {
                return Some(
                    self.deliver_quick(&quick, at, form.is_regular(), || Form::read(form, &payload)),
                );
            }
        }
        self.push_alone_long(line, at)
    }

    fn push_alone_long(&mut self, line: &[u8], at: T) -> Option<Outcome<'_, T>> {
        if line.first() == Some(&b'{') {
            if std::mem::take(&mut self.after_clock) {
                return None;
            }
            return Some(self.push_json(line, at, Form::read));
        }
        match Line::parse(line, &self.options) {
            Ok(Line::Time(_)) => {
                self.after_clock = true;
                None
            }
            Ok(Line::Ais(line)) => {
                let is_alone = !std::mem::take(&mut self.after_clock) && line.sentence.fields.total == 1;
                is_alone.then(|| self.push_single(&line, at, None, Form::read))
            }
            Err(reason) => Some(reason.into()),
        }
    }

    /// Takes line `number` of a text of which other lines were taken elsewhere.
    pub fn push_numbered(&mut self, line: &[u8], number: u64, at: T) -> Outcome<'_, T> {
        self.line_number = number.saturating_sub(1);
        self.push(line, at)
    }

    /// Takes line `number` of a text, a sentence whose `$PGHP` line stands elsewhere in it. That line is not pushed.
    pub fn push_paired(&mut self, line: &[u8], number: u64, at: T, clock: (ClockLine, T)) -> Outcome<'_, T> {
        let (ClockLine(time), time_at) = clock;
        self.clock = Some((time, time_at));
        self.push_numbered(line, number, at)
    }

    /// The parts that wait for others, in no order. Given to [`Decoder::resume`] in the order of their lines, those of
    /// [`Decoder::waiting_clocks`] among them, they bring another decoder to where this one is.
    pub fn waiting(&self) -> Vec<T> {
        self.assembler.waiting().collect()
    }

    /// One of the parts that wait for others of the message which the last part was of, if that message waits.
    pub fn last_waiting(&self) -> Option<T> {
        self.assembler.last_waiting()
    }

    /// The `$PGHP` lines of messages that wait, and one that waits for its sentence, in no order.
    pub fn waiting_clocks(&self) -> Vec<T> {
        let last = self.clock.as_ref().map(|(_, at)| *at);
        self.assembler.waiting_clocks().chain(last).collect()
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

    /// The line that `text` starts with, if it goes the quick way, with its message put into an empty payload.
    #[inline(always)]
    pub(crate) fn find_quick<'t>(
        &self,
        lanes: impl Lanes,
        text: &'t [u8],
        last: &mut LastBlock<'t>,
        payload: &mut Payload,
    ) -> Option<(QuickLine<'t>, Form)> {
        let line = QuickLine::find(lanes, text, last)?;
        let Fields { total, armoured, fill_bits, .. } = line.sentence.fields;
        if total > 1 || self.clock.is_some() || line.bytes > self.options.max_line_bytes {
            return None;
        }
        payload.fill_from(lanes, armoured, fill_bits)?;
        let form = Form::of(payload, self.options.leniency).ok()?;
        Some((line, form))
    }

    /// The line, if it is one part of several in the shape of the quick way.
    fn find_part<'t>(&self, line: &'t [u8]) -> Option<AisLine<'t>> {
        let quick = QuickLine::find(vector::lanes(), line, &mut LastBlock::default())?;
        let is_part = quick.sentence.fields.total > 1;
        let fits = quick.bytes == line.len() && quick.bytes <= self.options.max_line_bytes;
        (is_part && fits).then(|| AisLine {
            sentence: quick.sentence,
            received: quick.block.received(),
            station: quick.block.station(),
            group: None,
            faults: quick.block.faults,
        })
    }

    /// Counts a line that went the quick way.
    #[inline(always)]
    pub(crate) fn pass_line(&mut self) {
        self.line_number += 1;
    }

    #[inline(always)]
    fn deliver_quick<M>(
        &mut self,
        line: &QuickLine<'_>,
        at: T,
        regular: bool,
        read: impl FnOnce() -> M,
    ) -> Outcome<'_, T, M> {
        self.parts.clear();
        self.parts.push(at);
        let said = Said {
            received: line.block.received(),
            station: line.block.station(),
            channel: line.sentence.fields.channel,
            own_ship: line.sentence.own_ship,
            faults: line.block.faults,
        };
        self.deliver(regular, said, None, read)
    }

    fn push_ais<M>(&mut self, line: AisLine<'_>, at: T, read: impl Reader<M>) -> Outcome<'_, T, M> {
        let clock = self.clock.take();
        if line.sentence.fields.total == 1 {
            return self.push_single(&line, at, clock, read);
        }
        if !is_armour(line.sentence.fields.armoured) {
            return Outcome::Rejected(RejectReason::BadArmour);
        }
        let number = line.sentence.fields.number;
        let arrival = Arrival { line, at, clock, line_number: self.line_number };
        match self.assembler.accept(&arrival, &self.options) {
            Some(assembly) => self.complete(&assembly, number, read),
            None => Outcome::Fragment,
        }
    }

    fn push_single<M>(
        &mut self,
        line: &AisLine<'_>,
        at: T,
        clock: Option<(Pghp, T)>,
        read: impl Reader<M>,
    ) -> Outcome<'_, T, M> {
        let Fields { armoured, fill_bits, channel, .. } = line.sentence.fields;
        let mut payload = Payload::empty();
        if let Err(reason) = payload.push_armour(armoured, fill_bits) {
            return Outcome::Rejected(reason);
        }
        let form = match Form::of(&payload, self.options.leniency) {
            Ok(form) => form,
            Err(reason) => return Outcome::Rejected(reason),
        };
        self.parts.clear();
        self.parts.push(at);
        let said = Said {
            received: line.received,
            station: line.station,
            channel,
            own_ship: line.sentence.own_ship,
            faults: line.faults,
        };
        let clock = clock.filter(|(clock, _)| clock.belongs_to(line.sentence.checksum));
        self.deliver(form.is_regular(), said, clock, || read(form, &payload))
    }

    /// A JSON line is a message by itself, whatever sentences it holds.
    #[cold]
    fn push_json<M>(&mut self, line: &[u8], at: T, read: impl Reader<M>) -> Outcome<'_, T, M> {
        self.clock = None;
        let (line, joined, form) = match self.read_json(line) {
            Ok(read) => read,
            Err(reason) => return reason.into(),
        };
        self.parts.clear();
        self.parts.push(at);
        let said = Said {
            received: line.received,
            station: line.station,
            channel: line.channel.or(joined.channel),
            own_ship: joined.own_ship,
            faults: joined.faults,
        };
        self.deliver(form.is_regular(), said, None, || read(form, &joined.payload))
    }

    fn read_json(&self, line: &[u8]) -> Result<(JsonLine, Joined, Form), NoMessage> {
        let line = JsonLine::parse(line, &self.options)?;
        let joined = line.message(&self.options)?;
        let form = Form::of(&joined.payload, self.options.leniency)?;
        Ok((line, joined, form))
    }

    /// A message that part `arrived` made whole.
    fn complete<M>(
        &mut self,
        assembly: &Assembly<T>,
        arrived: u8,
        read: impl Reader<M>,
    ) -> Outcome<'_, T, M> {
        let whole = assembly.payload().and_then(|payload| {
            let form = Form::of(&payload, self.options.leniency)?;
            Ok((form, payload))
        });
        let (form, payload) = match whole {
            Ok(whole) => whole,
            Err(reason) => {
                for part in assembly.parts.iter().filter(|part| part.number != arrived) {
                    self.assembler.orphan(part.at, reason);
                }
                return Outcome::Rejected(reason);
            }
        };
        self.parts.clear();
        self.parts.extend(assembly.parts.iter().map(|part| part.at));
        let checksum = assembly.parts.iter().fold(0, |sum, part| sum ^ part.checksum);
        let clock = assembly.clock.filter(|(clock, _)| clock.belongs_to(checksum));
        self.deliver(form.is_regular(), assembly.said, clock, || read(form, &payload))
    }

    /// Gives out the message whose lines are in `parts`. It is read where it will stay: moving it costs more than
    /// reading it.
    ///
    /// The time of a `$PGHP` line goes before that of tail and prefix, which tell when the line was logged; its
    /// station fills a gap.
    #[inline(always)]
    fn deliver<M>(
        &self,
        regular: bool,
        said: Said,
        clock: Option<(Pghp, T)>,
        read: impl FnOnce() -> M,
    ) -> Outcome<'_, T, M> {
        let own_time = said.received.filter(|time| time.source == TimeSource::TagBlock || clock.is_none());
        let clock_time = || clock.map(|(clock, _)| clock.received());
        let mut faults = said.faults;
        if !regular {
            faults.add(Faults::LENGTH);
        }
        Outcome::Message(Decoded {
            received: own_time.or_else(clock_time),
            station: said.station.or_else(|| clock.and_then(|(clock, _)| clock.station)),
            channel: said.channel,
            own_ship: said.own_ship,
            parts: &self.parts,
            time_line: clock
                .filter(|(clock, _)| own_time.is_none() || said.station.is_none() && clock.station.is_some())
                .map(|(_, at)| at),
            faults,
            message: read(),
        })
    }
}

impl<T, M> From<NoMessage> for Outcome<'_, T, M> {
    fn from(reason: NoMessage) -> Self {
        match reason {
            NoMessage::Skipped(reason) => Self::Skipped(reason),
            NoMessage::Rejected(reason) => Self::Rejected(reason),
        }
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

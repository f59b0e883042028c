//! The sentences inside a JSON line, joined to one message.

use crate::faults::Faults;
use crate::line::{AisLine, Line};
use crate::options::Options;
use crate::payload::Payload;
use crate::reason::RejectReason;
use crate::sentence::Channel;

/// A message and what its sentences say.
pub(crate) struct Joined {
    pub(crate) payload: Payload,
    pub(crate) own_ship: bool,
    pub(crate) channel: Option<Channel>,
    pub(crate) faults: Faults,
}

impl Joined {
    /// A message that needed no sentence.
    pub(crate) fn alone(payload: Payload) -> Self {
        Self { payload, own_ship: false, channel: None, faults: Faults::default() }
    }

    /// Joins all parts of one message, which must be in their order.
    pub(crate) fn of(sentences: &[String], options: &Options) -> Result<Self, RejectReason> {
        let mut joined = Self::alone(Payload::empty());
        for (i, sentence) in sentences.iter().enumerate() {
            let line = match Line::parse(sentence.as_bytes(), options) {
                Ok(Line::Ais(line)) => line,
                Err(crate::line::NoMessage::Rejected(reason)) => return Err(reason),
                _ => return Err(RejectReason::BadJson),
            };
            joined.add(&line, i + 1, sentences.len())?;
        }
        if joined.payload.bits() == 0 { Err(RejectReason::BadJson) } else { Ok(joined) }
    }

    fn add(&mut self, line: &AisLine<'_>, number: usize, total: usize) -> Result<(), RejectReason> {
        let fields = line.sentence.fields;
        if (usize::from(fields.number), usize::from(fields.total)) != (number, total) {
            return Err(RejectReason::IncompleteMessage);
        }
        self.payload.push_armour(fields.armoured, fields.fill_bits)?;
        self.own_ship |= line.sentence.own_ship;
        self.channel = self.channel.or(fields.channel);
        self.faults.add(line.faults);
        Ok(())
    }
}

//! The law of the ledger: every line ends in exactly one place.

use ais::{Decoded, Decoder, Message, Outcome, RejectReason, SkipReason};

use super::archive::Archive;

/// What became of the lines of an archive.
pub(crate) struct Ledger {
    pub(crate) messages: u64,
    pub(crate) accepted: u64,
    pub(crate) skipped: [u64; SkipReason::ALL.len()],
    pub(crate) rejected: [u64; RejectReason::ALL.len()],
    /// The last message.
    pub(crate) last: Option<Message>,
    /// Where each line ended.
    places: Vec<Place>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Place {
    Waiting,
    Accepted,
    Skipped(SkipReason),
    Rejected,
}

impl Ledger {
    /// Decodes all lines and checks that each ended once.
    pub(crate) fn of(archive: &Archive<'_>) -> Self {
        let mut decoder = Decoder::new(archive.options);
        let mut ledger = Self::empty();
        for (at, line) in archive.lines.iter().enumerate() {
            ledger.places.push(Place::Waiting);
            ledger.enter(decoder.push(line, at), at);
            if archive.orphans_at_once {
                ledger.orphans(decoder.take_orphans());
            }
        }
        decoder.finish();
        ledger.orphans(decoder.take_orphans());
        assert!(decoder.take_orphans().is_empty());
        ledger.close();
        ledger
    }

    fn empty() -> Self {
        Self {
            messages: 0,
            accepted: 0,
            skipped: [0; SkipReason::ALL.len()],
            rejected: [0; RejectReason::ALL.len()],
            last: None,
            places: Vec::new(),
        }
    }

    fn enter(&mut self, outcome: Outcome<'_, usize>, at: usize) {
        match outcome {
            Outcome::Message(decoded) => self.message(&decoded, at),
            Outcome::Fragment => {}
            Outcome::Skipped(reason) => {
                self.skipped[reason as usize] += 1;
                self.settle(at, Place::Skipped(reason));
            }
            Outcome::Rejected(reason) => {
                self.rejected[reason as usize] += 1;
                self.settle(at, Place::Rejected);
            }
        }
    }

    fn message(&mut self, decoded: &Decoded<'_, usize>, at: usize) {
        assert!(decoded.parts.contains(&at), "the message came without its line");
        self.messages += 1;
        self.accepted += decoded.parts.len() as u64;
        decoded.parts.iter().for_each(|&part| self.settle(part, Place::Accepted));
        if let Some(clock) = decoded.time_line {
            assert_eq!(self.places[clock], Place::Skipped(SkipReason::TimestampOnly));
            assert!(clock < at);
        }
        if let Some(station) = decoded.station {
            assert!(!station.as_str().is_empty());
        }
        assert_eq!(decoded.faults.is_empty(), decoded.faults.names().next().is_none());
        self.last = Some(decoded.message);
    }

    fn orphans(&mut self, orphans: Vec<(usize, RejectReason)>) {
        for (at, reason) in orphans {
            self.rejected[reason as usize] += 1;
            self.settle(at, Place::Rejected);
        }
    }

    fn settle(&mut self, at: usize, place: Place) {
        let before = std::mem::replace(&mut self.places[at], place);
        assert_eq!(before, Place::Waiting, "line {at} ended twice");
    }

    fn close(&self) {
        assert!(!self.places.contains(&Place::Waiting), "a line ended nowhere");
        let counted = self.accepted + self.skipped.iter().sum::<u64>() + self.rejected.iter().sum::<u64>();
        assert_eq!(counted, self.places.len() as u64);
    }
}

//! A hull: what it is, what it does and what its radio says.

use model::{Interval, Metres, Mmsi, Position, Span, Timestamp};

use crate::deceit::Deceit;
use crate::motion::{Beside, Motion, State};
use crate::truth::SilenceCause;

/// What a hull is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Tanker,
    Bulk,
    Cargo,
    Container,
    Fishing,
    Bunker,
    Passenger,
    Tug,
    Barge,
    Pilot,
}

/// What a hull is doing, for its navigational status and for why two lie close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Sailing,
    Moored,
    Anchored,
    Drifting,
    Fishing,
    Towing,
}

/// A part of a hull's life with one motion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) motion: Motion,
    pub(crate) beside: Beside,
    pub(crate) doing: Doing,
    /// The arranged meeting that it is part of, by number in the world.
    pub(crate) meeting: Option<usize>,
}

/// A ship with all that it does.
#[derive(Debug, Clone)]
pub(crate) struct Hull {
    pub(crate) kind: Kind,
    pub(crate) role: &'static str,
    pub(crate) size: Size,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) radio: Radio,
    /// Draught from a moment on, by time; the crew types it in.
    pub(crate) draughts: Vec<(Timestamp, Metres)>,
    pub(crate) destination: String,
    /// The word of the truth tables for what its radio says that is not so, or that changed; empty for most.
    pub(crate) oddity: &'static str,
}

/// How large a hull is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) length: Metres,
    pub(crate) beam: Metres,
    /// Draught when loaded to the marks.
    pub(crate) laden: Metres,
}

/// What a hull sends with.
#[derive(Debug, Clone)]
pub(crate) struct Radio {
    pub(crate) class: Class,
    /// The numbers that it is set to, by time, without overlap; empty if it never sends.
    pub(crate) identities: Vec<(Interval, Identity)>,
    /// When it is silent, and why.
    pub(crate) off: Vec<(Interval, SilenceCause)>,
    /// When it says that the ship is where it is not, and where.
    pub(crate) deceits: Vec<(Interval, Deceit)>,
    /// How far it is heard in relation to a good one, about 0.2 to 1.2.
    pub(crate) strength: f64,
    /// Whether a gyro compass is connected.
    pub(crate) compass: bool,
    /// Whether somebody typed in the sizes.
    pub(crate) sizes_known: bool,
}

/// Class A for ships, B for small craft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    A,
    B,
}

/// Who a radio says it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    pub(crate) mmsi: Mmsi,
    pub(crate) name: String,
    pub(crate) call_sign: String,
    /// The IMO field; 0 for none.
    pub(crate) imo: u32,
    /// The ship type field; it may lie.
    pub(crate) ship_type: u8,
    /// The size that it says, where that is not the hull's.
    pub(crate) size: Option<Size>,
}

impl Kind {
    /// The word of the truth tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Tanker => "tanker",
            Self::Bulk => "bulk",
            Self::Cargo => "cargo",
            Self::Container => "container",
            Self::Fishing => "fishing",
            Self::Bunker => "bunker",
            Self::Passenger => "passenger",
            Self::Tug => "tug",
            Self::Barge => "barge",
            Self::Pilot => "pilot",
        }
    }

    /// The ship type field of an honest radio (ITU-R M.1371, table 53).
    pub(crate) const fn ship_type(self) -> u8 {
        match self {
            Self::Tanker | Self::Bunker => 80,
            Self::Bulk | Self::Cargo => 70,
            Self::Container => 71,
            Self::Fishing => 30,
            Self::Passenger => 60,
            Self::Tug => 52,
            Self::Barge => 79,
            Self::Pilot => 50,
        }
    }
}

impl Doing {
    /// The navigational status field.
    pub(crate) const fn status(self) -> u8 {
        match self {
            Self::Sailing | Self::Drifting => 0,
            Self::Anchored => 1,
            Self::Moored => 5,
            Self::Fishing => 7,
            Self::Towing => 11,
        }
    }
}

impl Hull {
    /// The stretch that holds a moment.
    pub(crate) fn stretch(&self, time: Timestamp) -> Option<&Stretch> {
        let next = self.stretches.partition_point(|stretch| stretch.from <= time);
        self.stretches[..next].last().filter(|stretch| time <= stretch.to)
    }

    /// Where it truly is; `None` outside the world.
    pub(crate) fn at(&self, time: Timestamp) -> Option<State> {
        let stretch = self.stretch(time)?;
        stretch.motion.at(time, stretch.beside)
    }

    /// Where it truly is; `None` outside the world.
    pub(crate) fn place(&self, time: Timestamp) -> Option<Position> {
        self.at(time).map(|state| state.position)
    }

    /// The draught typed in at a moment.
    pub(crate) fn draught(&self, time: Timestamp) -> Metres {
        let typed = self.draughts.iter().rev().find(|(from, _)| *from <= time);
        typed.or(self.draughts.first()).map_or(self.size.laden, |(_, draught)| *draught)
    }
}

impl Radio {
    /// Whether it is on air.
    pub(crate) fn is_on(&self, time: Timestamp) -> bool {
        self.identity(time).is_some() && !self.off.iter().any(|(off, _)| off.contains(time))
    }

    /// Who it says it is.
    pub(crate) fn identity(&self, time: Timestamp) -> Option<&Identity> {
        self.identities.iter().find(|(when, _)| when.contains(time)).map(|(_, identity)| identity)
    }

    /// Goes by another identity from a moment on, if that lies in the time of the last one.
    pub(crate) fn goes_by(&mut self, identity: Identity, from: Timestamp) {
        let Some((when, _)) = self.identities.last_mut().filter(|(when, _)| when.contains(from)) else {
            return;
        };
        let end = when.end();
        *when = Interval::between(when.start(), from.saturating_add(Span::from_secs(-1)));
        self.identities.push((Interval::between(from, end), identity));
    }

    /// In which way it lies about the place at a moment, if it does.
    pub(crate) fn deceit(&self, time: Timestamp) -> Option<Deceit> {
        self.deceits.iter().find(|(when, _)| when.contains(time)).map(|(_, deceit)| *deceit)
    }

    /// How long inside a span it was off for each cause.
    pub(crate) fn off_within(&self, span: Interval) -> impl Iterator<Item = (SilenceCause, Span)> {
        self.off.iter().filter_map(move |(off, cause)| Some((*cause, off.overlap(span)?.span())))
    }
}

//! The signs of a map: what each looks like, and what it is called.

use case::EventRow;
use model::EventKind;

/// Colours of tracks, apart in grey, too.
const COLOURS: [&str; 4] = ["#1f4e79", "#a35200", "#4b6b1f", "#6b2f6b"];

/// The colour of one of several tracks.
pub(super) fn track_colour(at: usize) -> &'static str {
    COLOURS[at % COLOURS.len()]
}

/// The letter of one of several tracks.
pub(super) fn track_letter(at: usize) -> char {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or('*', |at| char::from(b'A' + at))
}

/// What an event is drawn as; each has a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EventSign {
    /// A ring: ships that were heard near each other.
    Meeting,
    /// A dotted ring: ships that nobody heard meet.
    Guess,
    /// A square.
    Wait,
    /// A triangle on its side.
    Port,
    /// A triangle on its tip: last heard here.
    LastHeard,
    /// A saltire.
    FalsePosition,
    /// A diamond.
    Number,
    /// An hourglass.
    Draught,
}

impl EventSign {
    pub(crate) const fn of(kind: EventKind) -> Self {
        match kind {
            EventKind::Encounter => Self::Meeting,
            EventKind::DarkRendezvous => Self::Guess,
            EventKind::Loitering => Self::Wait,
            EventKind::PortVisit => Self::Port,
            EventKind::Gap => Self::LastHeard,
            EventKind::Spoofing => Self::FalsePosition,
            EventKind::IdentityChange | EventKind::SharedIdentity => Self::Number,
            EventKind::DraughtChange => Self::Draught,
        }
    }

    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::Meeting | Self::Guess => "#7d3c98",
            Self::Wait => "#935f06",
            Self::Port => "#1a6e3b",
            Self::LastHeard | Self::FalsePosition => "#b03a2e",
            Self::Number | Self::Draught => "#333333",
        }
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Meeting => "meeting, heard",
            Self::Guess => "meeting, unheard and guessed",
            Self::Wait => "waiting",
            Self::Port => "port",
            Self::LastHeard => "not heard from here to the end of the archive",
            Self::FalsePosition => "false position",
            Self::Number => "another number, or one that two ships used",
            Self::Draught => "another draught",
        }
    }

    /// Its outline around a point, without its title; nothing in it hides another sign at the same place.
    pub(crate) fn shape(self, (x, y): (f64, f64)) -> String {
        let colour = self.colour();
        let path =
            |from: (f64, f64), rest: &str| format!(r#"path d="M{:.1} {:.1}{rest}""#, x + from.0, y + from.1);
        let (outline, dash) = match self {
            Self::Meeting => (format!(r#"circle cx="{x:.1}" cy="{y:.1}" r="6""#), ""),
            Self::Guess => {
                (format!(r#"circle cx="{x:.1}" cy="{y:.1}" r="6""#), r#" stroke-dasharray="2.2 1.6""#)
            }
            Self::Wait => (path((-5.0, -5.0), "h10v10h-10z"), ""),
            Self::Port => (path((-4.0, -5.5), "l10 5.5l-10 5.5z"), ""),
            Self::LastHeard => (path((-5.5, -4.0), "h11l-5.5 10z"), ""),
            Self::FalsePosition => (path((-5.0, -5.0), "l10 10m0 -10l-10 10"), ""),
            Self::Number => (path((0.0, -6.0), "l6 6l-6 6l-6 -6z"), ""),
            Self::Draught => (path((-4.5, -6.0), "h9l-9 12h9z"), ""),
        };
        format!(r##"<{outline} fill="none" pointer-events="all" stroke="{colour}" stroke-width="1.7"{dash}"##)
    }
}

/// A sign of the map.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) enum Sign {
    /// Where the only ship of the map was heard.
    Heard,
    /// Where one of several was heard.
    Track(usize),
    Doubted,
    Silence,
    /// The event that all is about.
    Deciding,
    /// The circle, of so many kilometres, in which either ship of it met somebody.
    Whoever(f64),
    /// The circle, of so many kilometres, in which it was if it was these two.
    Pair(f64),
    Event(EventSign),
    DecidingSquare,
    Square,
}

/// What draws the circle of whoever met, and that of the two.
pub(crate) const WHOEVER_LINE: &str =
    r##"fill="none" stroke="#6c3483" stroke-width="1.6" stroke-dasharray="10 5""##;
pub(super) const PAIR_LINE: &str = r##"fill="#6c3483" fill-opacity="0.1" stroke="#6c3483" stroke-width="2.4" stroke-linecap="round" stroke-dasharray="0.1 4.6""##;
/// The colour of a silence, and of a fix that is not believed.
pub(super) const RED: &str = "#b03a2e";
/// What squares of coarse places are filled with.
pub(super) const DECIDING_SQUARE: &str =
    r##"fill="#f4d35e" fill-opacity="1" stroke="#6c3483" stroke-width="2.4""##;
pub(super) const SQUARE: &str =
    r##"fill="#6c3483" fill-opacity="0.08" stroke="#6c3483" stroke-dasharray="4 2""##;

/// How thick a silence is drawn, by how surely the transceiver was off.
pub(super) fn silence_width(event: &EventRow) -> f64 {
    1.0 + 2.2 * event.p_intentional.unwrap_or_default().clamp(0.0, 1.0)
}

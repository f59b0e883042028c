//! The signs of the line of time: in which row each stands, what it looks like, and what it is called.

use model::EventKind;

use crate::lang::Lang;
use crate::map::{EventSign, Key, WHOEVER_LINE};

/// A sign, in the order in which the legend tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Heard,
    Silence,
    Deciding,
    Whoever,
    Meeting,
    Guess,
    Wait,
    Port,
    FalsePosition,
    Changed,
}

/// What silences and false positions are filled with.
pub(super) const PATTERNS: &str = r##"<pattern id="silent" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" stroke="#b03a2e" stroke-width="2"/></pattern><pattern id="false" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 0l5 5M5 0l-5 5" stroke="#b03a2e" stroke-width="1.2"/></pattern>"##;

impl Sign {
    pub(super) const fn of(kind: EventKind) -> Self {
        match kind {
            EventKind::Gap => Self::Silence,
            EventKind::Encounter => Self::Meeting,
            EventKind::DarkRendezvous => Self::Guess,
            EventKind::Loitering => Self::Wait,
            EventKind::PortVisit => Self::Port,
            EventKind::Spoofing | EventKind::SharedIdentity => Self::FalsePosition,
            EventKind::IdentityChange | EventKind::DraughtChange => Self::Changed,
        }
    }

    /// Pixels from the middle of a lane down to the upper edge of the sign, and how tall it is.
    pub(super) const fn row(self) -> (f64, f64) {
        match self {
            Self::Heard => (-3.0, 6.0),
            Self::Silence => (-7.0, 14.0),
            Self::Meeting | Self::Guess => (-22.0, 6.0),
            Self::Wait => (-14.0, 5.0),
            Self::Port => (9.0, 5.0),
            Self::FalsePosition => (9.0, 6.0),
            Self::Changed => (18.0, 3.0),
            Self::Deciding | Self::Whoever => (-8.0, 16.0),
        }
    }

    /// How it is filled and drawn around.
    pub(super) fn style(self) -> String {
        let solid = |colour: &str| format!(r#"fill="{colour}""#);
        let hollow = |colour: &str| format!(r##"fill="#fff" stroke="{colour}" stroke-width="1.3""##);
        match self {
            Self::Heard => solid("#1f4e79"),
            Self::Silence => r##"fill="url(#silent)" stroke="#b03a2e" stroke-width="0.6""##.to_owned(),
            Self::Deciding => r##"fill="#f4d35e" fill-opacity="0.5""##.to_owned(),
            Self::Whoever => WHOEVER_LINE.to_owned(),
            Self::Meeting => solid(EventSign::Meeting.colour()),
            Self::Guess => format!(r#"{} stroke-dasharray="2.2 1.6""#, hollow(EventSign::Guess.colour())),
            Self::Wait => hollow(EventSign::Wait.colour()),
            Self::Port => solid(EventSign::Port.colour()),
            Self::FalsePosition => r##"fill="url(#false)" stroke="#b03a2e" stroke-width="0.8""##.to_owned(),
            Self::Changed => solid(EventSign::Draught.colour()),
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Silence => "silence",
            Self::Deciding => "the event that decides place and time: its hours",
            Self::Whoever => "nine times in ten between these hours, whoever met",
            Self::Meeting => EventSign::Meeting.words(),
            Self::Guess => EventSign::Guess.words(),
            Self::Wait => EventSign::Wait.words(),
            Self::Port => EventSign::Port.words(),
            Self::FalsePosition => "false position, or a number that two ships used",
            Self::Changed => "another draught or number, at a time between these",
        }
    }

    pub(super) fn key(self, lang: Lang) -> Key {
        let (_, tall) = self.row();
        let (y, style) = (10.0 - tall / 2.0, self.style());
        let swatch = format!(r#"<rect x="3" y="{y}" width="28" height="{tall}" {style}/>"#);
        Key { swatch, words: lang.tell(self.words()).into_owned() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_signs_differ_by_colour_alone_and_all_have_korean_words() {
        let signs: BTreeSet<Sign> = EventKind::ALL.into_iter().map(Sign::of).chain([Sign::Heard]).collect();
        let without_colour = |sign: &Sign| {
            let style = sign.style();
            let parts = style.split('"').filter(|part| !(part.starts_with('#') && part.len() == 7));
            format!("{:?} {}", sign.row(), parts.collect::<String>())
        };
        let shapes: BTreeSet<String> = signs.iter().map(without_colour).collect();
        assert_eq!(shapes.len(), signs.len(), "{shapes:?}");
        for sign in signs.into_iter().chain([Sign::Deciding, Sign::Whoever]) {
            assert_ne!(Lang::Ko.tell(sign.words()), sign.words());
        }
    }
}

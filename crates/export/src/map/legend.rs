//! What the lines and marks of a map mean, for a picture that no page explains: only what it holds is told.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use model::EventKind;

use super::{COLOURS, Picture, ring};

/// Pixels from one line to the next.
const LINE: f64 = 15.0;
/// Pixels from the left edge of the picture to its legend.
const LEFT: f64 = 36.0;
/// Pixels from its upper edge to the first line of the legend.
const TOP: f64 = 42.0;

/// A sign of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Heard,
    Doubted,
    Silence,
    Ring { colour: &'static str, words: &'static str },
}

/// The signs that the picture holds, a line each.
pub(super) fn draw(svg: &mut String, picture: &Picture<'_>) -> fmt::Result {
    for (line, sign) in (0_u32..).zip(signs(picture)) {
        let y = TOP + f64::from(line) * LINE;
        let (drawn, words, text) = (sign.drawn(y - 4.0), picture.lang.tell(sign.words()), LEFT + 22.0);
        writeln!(svg, r#"{drawn}<text x="{text}" y="{y}">{words}</text>"#)?;
    }
    Ok(())
}

impl Sign {
    fn drawn(self, y: f64) -> String {
        let middle = LEFT + 7.5;
        match self {
            Self::Heard => {
                format!(r#"<path stroke="{}" stroke-width="1.4" d="M{LEFT} {y}h15"/>"#, COLOURS[0])
            }
            Self::Doubted => format!(r##"<circle cx="{middle}" cy="{y}" r="1.5" fill="#c0392b"/>"##),
            Self::Silence => {
                format!(r##"<path stroke="#c0392b" stroke-dasharray="5 3" d="M{LEFT} {y}h15"/>"##)
            }
            Self::Ring { colour, .. } => format!(
                r#"<circle cx="{middle}" cy="{y}" r="4.5" fill="none" stroke="{colour}" stroke-width="1.5"/>"#
            ),
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Doubted => "position not believed",
            Self::Silence => "silence, the darker the more surely the transceiver was off",
            Self::Ring { words, .. } => words,
        }
    }
}

fn signs(picture: &Picture<'_>) -> BTreeSet<Sign> {
    let fixes = picture.tracks.iter().flatten();
    let of_fixes = fixes.map(|marked| if marked.doubt.is_none() { Sign::Heard } else { Sign::Doubted });
    let of_events = picture.events.iter().map(|event| match event.kind {
        EventKind::Gap if event.reappeared_lat.is_some() => Sign::Silence,
        kind => Sign::Ring { colour: ring(kind).0, words: ringed(kind) },
    });
    of_fixes.chain(of_events).collect()
}

/// What a ring of the colour of this kind stands for.
const fn ringed(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Encounter | EventKind::DarkRendezvous => "meeting, heard or guessed",
        EventKind::Loitering => "waiting",
        EventKind::Gap | EventKind::Spoofing => "silence to the end of the archive, or a false position",
        EventKind::PortVisit
        | EventKind::DraughtChange
        | EventKind::IdentityChange
        | EventKind::SharedIdentity => "port, or another draught or number",
    }
}

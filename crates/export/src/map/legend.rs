//! What the lines and marks of a map mean: only what is seen in the picture is told.

use std::fmt::{self, Write};

use case::EventRow;

use super::marks::{cross, doubt, legs, letter, silence};
use super::projection::Map;
use super::sign::{DECIDING_SQUARE, EventSign, PAIR_LINE, RED, SQUARE, Sign, WHOEVER_LINE, track_colour};
use super::{Picture, escaped};
use crate::words;

/// A sign and what it means.
pub(crate) struct Key {
    /// The sign as it is drawn, in a field of [`SWATCH`] pixels.
    pub(crate) swatch: String,
    /// In the language of the picture; a name in it is untrusted.
    pub(crate) words: String,
}

/// Pixels of a sign in a legend, across and down.
pub(crate) const SWATCH: (f64, f64) = (34.0, 20.0);
/// What a track shows.
const HEARD: &str = "where it was heard";
/// Lines of a legend stand in so many columns.
const COLUMNS: usize = 2;
/// Pixels of a column, and from the edge of the picture to the first.
const COLUMN: f64 = 468.0;
const LEFT: f64 = 12.0;
/// Pixels above and below the lines of a legend.
const SPACE: f64 = 8.0;

/// The signs that are seen in the picture, with what they mean.
pub(crate) fn legend(picture: &Picture<'_>) -> Vec<Key> {
    let key = |sign: Sign| Key { swatch: sign.swatch(), words: sign.words(picture) };
    signs(picture).into_iter().map(key).collect()
}

/// Pixels down of a legend under a map.
pub(super) fn height(keys: &[Key]) -> f64 {
    2.0 * SPACE + keys.len().div_ceil(COLUMNS) as f64 * SWATCH.1
}

/// The legend under a map that ends here.
pub(super) fn write(svg: &mut String, keys: &[Key], top: f64) -> fmt::Result {
    let lines = keys.len().div_ceil(COLUMNS).max(1);
    for (at, key) in keys.iter().enumerate() {
        let (x, y) = (LEFT + (at / lines) as f64 * COLUMN, top + SPACE + (at % lines) as f64 * SWATCH.1);
        let (swatch, words) = (&key.swatch, escaped(&key.words));
        writeln!(
            svg,
            r##"<g transform="translate({x} {y})">{swatch}<text x="{}" y="14" fill="#1b2630">{words}</text></g>"##,
            SWATCH.0 + 6.0
        )?;
    }
    Ok(())
}

/// What is seen, in the order in which it is told.
pub(super) fn signs(picture: &Picture<'_>) -> Vec<Sign> {
    let map = picture.map();
    let mut signs = of_tracks(picture, &map);
    match picture.square {
        Some(_) => signs.extend(of_squares(picture)),
        None => signs.extend(of_events(picture, &map)),
    }
    signs
}

fn of_tracks(picture: &Picture<'_>, map: &Map) -> Vec<Sign> {
    let is_seen = |fixes: &[&case::MarkedFix]| {
        legs(fixes).iter().any(|leg| {
            let places: Vec<_> = leg.iter().map(|marked| map.at((marked.fix.lat, marked.fix.lon))).collect();
            places.iter().any(|at| map.holds(*at)) || places.windows(2).any(|two| map.crosses(two[0], two[1]))
        })
    };
    let sign = |at| if picture.tracks.len() > 1 { Sign::Track(at) } else { Sign::Heard };
    let seen = picture.tracks.iter().enumerate().filter(|(_, track)| is_seen(&track.fixes));
    let mut signs: Vec<Sign> = seen.map(|(at, _)| sign(at)).collect();
    let mut doubted =
        picture.tracks.iter().flat_map(|track| &track.fixes).filter(|marked| doubt(marked).is_some());
    let is_doubted = doubted.any(|marked| map.holds(map.at((marked.fix.lat, marked.fix.lon))));
    signs.extend(is_doubted.then_some(Sign::Doubted));
    signs
}

fn of_squares(picture: &Picture<'_>) -> impl Iterator<Item = Sign> {
    let others = picture.events.len() > usize::from(picture.deciding.is_some());
    let deciding = picture.deciding.map(|_| Sign::DecidingSquare);
    deciding.into_iter().chain(others.then_some(Sign::Square))
}

fn of_events(picture: &Picture<'_>, map: &Map) -> Vec<Sign> {
    let place = |event: &EventRow| map.at((event.lat, event.lon));
    let silences = || picture.events.iter().filter_map(|event| silence(event));
    let mut signs = Vec::new();
    signs.extend(silences().any(|[from, to]| map.crosses(map.at(from), map.at(to))).then_some(Sign::Silence));
    if let Some(event) = picture.deciding {
        signs.extend(map.holds(place(event)).then_some(Sign::Deciding));
        let is_seen = |km: &f64| map.crosses_circle(place(event), map.pixels(*km));
        signs.extend(event.radius_km.filter(is_seen).map(Sign::Whoever));
        signs.extend(words::pair_radius_km(event).filter(is_seen).map(Sign::Pair));
    }
    let marked = picture.events.iter().filter(|event| silence(event).is_none() && map.holds(place(event)));
    let mut kinds: Vec<EventSign> = marked.map(|event| EventSign::of(event.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    signs.extend(kinds.into_iter().map(Sign::Event));
    signs
}

impl Sign {
    /// The sign as it is drawn on the map.
    fn swatch(self) -> String {
        let (x, y) = (SWATCH.0 / 2.0, SWATCH.1 / 2.0);
        let line = |style: &str| format!(r#"<path {style} d="M2 {y}h{}"/>"#, SWATCH.0 - 4.0);
        let mut drawn = String::new();
        let wrote = match self {
            Self::Heard => write!(drawn, "{}", line(&heard(0))),
            Self::Track(at) => {
                write!(drawn, "{}", line(&heard(at))).and_then(|()| letter(&mut drawn, at, (x, y)))
            }
            Self::Doubted => write!(drawn, r#"<circle cx="{x}" cy="{y}" r="1.5" fill="{RED}"/>"#),
            Self::Silence => write!(
                drawn,
                r#"<path stroke="{RED}" stroke-dasharray="5 3" d="M2 6h30"/><path stroke="{RED}" stroke-width="3.2" stroke-dasharray="5 3" d="M2 13h30"/>"#
            ),
            Self::Deciding => cross(&mut drawn, (x, y)),
            Self::Whoever(_) => write!(drawn, "{}", line(WHOEVER_LINE)),
            Self::Pair(_) => write!(drawn, "{}", line(PAIR_LINE)),
            Self::Event(sign) => write!(drawn, "{}/>", sign.shape((x, y))),
            Self::DecidingSquare => {
                write!(drawn, r#"<rect x="9" y="2" width="16" height="16" {DECIDING_SQUARE}/>"#)
            }
            Self::Square => write!(drawn, r#"<rect x="9" y="2" width="16" height="16" {SQUARE}/>"#),
        };
        wrote.expect("a string takes all that is written to it");
        drawn
    }

    fn words(self, picture: &Picture<'_>) -> String {
        let english = match self {
            Self::Heard => HEARD,
            Self::Track(at) => {
                return format!("{}: {}", picture.tracks[at].name, picture.lang.tell(HEARD));
            }
            Self::Doubted => "position not believed",
            Self::Silence => "silence, the thicker the more surely the transceiver was off",
            Self::Deciding => "the event that decides place and time",
            Self::Whoever(km) => return picture.lang.tell(&words::whoever_circle(km)).into_owned(),
            Self::Pair(km) => return picture.lang.tell(&words::pair_circle(km)).into_owned(),
            Self::Event(sign) => sign.words(),
            Self::DecidingSquare => "half a degree that holds the event that decides",
            Self::Square => "half a degree that holds another event",
        };
        picture.lang.tell(english).into_owned()
    }
}

fn heard(at: usize) -> String {
    format!(r#"stroke="{}" stroke-width="1.6" fill="none""#, track_colour(at))
}

//! What is drawn on the map: tracks, silences, events, and the circles about the one that decides.

use std::fmt::{self, Write};

use case::{EventRow, MarkedFix};
use model::{Doubt, EventKind};

use super::ground::HALO;
use super::projection::Map;
use super::sign::{
    DECIDING_SQUARE, EventSign, PAIR_LINE, RED, SQUARE, WHOEVER_LINE, silence_width, track_colour,
    track_letter,
};
use super::{JOINED, Picture, escaped};
use crate::lang::Lang;
use crate::words;

pub(super) fn write(svg: &mut String, picture: &Picture<'_>, map: &Map) -> fmt::Result {
    for (at, track) in picture.tracks.iter().enumerate() {
        lines(svg, &track.fixes, map, (track_colour(at), picture.lang))?;
    }
    match picture.square {
        Some(wide) => squares(svg, picture, map, wide)?,
        None => events(svg, picture, map)?,
    }
    letters(svg, picture, map)
}

/// The pieces of a track, each without a silence, through the fixes that are believed.
pub(super) fn legs<'f>(fixes: &[&'f MarkedFix]) -> Vec<Vec<&'f MarkedFix>> {
    let believed: Vec<&MarkedFix> = fixes.iter().copied().filter(|marked| marked.doubt.is_none()).collect();
    believed.chunk_by(|one, next| next.fix.time - one.fix.time <= JOINED).map(<[_]>::to_vec).collect()
}

/// What speaks against a fix; nothing does against another record of a transmission that counts.
pub(super) fn doubt(marked: &MarkedFix) -> Option<Doubt> {
    marked.doubt.filter(|doubt| *doubt != Doubt::Copy)
}

/// Believed fixes joined by lines, doubted ones as points.
fn lines(svg: &mut String, fixes: &[&MarkedFix], map: &Map, (colour, lang): (&str, Lang)) -> fmt::Result {
    for leg in legs(fixes) {
        let points: Vec<(f64, f64)> =
            leg.iter().map(|marked| map.at((marked.fix.lat, marked.fix.lon))).collect();
        // One fix alone is a line to itself, which round ends make a point.
        let points = points.iter().chain(points.first().filter(|_| points.len() == 1));
        let points: Vec<String> = points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        writeln!(
            svg,
            r##"<polyline fill="none" stroke="{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" points="{}"/>"##,
            points.join(" ")
        )?;
    }
    for marked in fixes {
        let Some(doubt) = doubt(marked) else { continue };
        let (x, y) = map.at((marked.fix.lat, marked.fix.lon));
        let why = lang.tell(doubt.as_str());
        writeln!(
            svg,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="1.5" fill="{RED}"><title>{why}</title></circle>"#
        )?;
    }
    Ok(())
}

/// Pixels from the end of a track to its letter, and between two letters.
const BESIDE: f64 = 13.0;

/// Of several tracks the letter of each, where the ship was heard last in the picture.
fn letters(svg: &mut String, picture: &Picture<'_>, map: &Map) -> fmt::Result {
    if picture.tracks.len() < 2 {
        return Ok(());
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (at, track) in picture.tracks.iter().enumerate() {
        let believed = track.fixes.iter().rev().filter(|marked| marked.doubt.is_none());
        let mut places = believed.map(|marked| map.at((marked.fix.lat, marked.fix.lon)));
        let Some((x, y)) = places.find(|at| map.holds(*at)) else { continue };
        let mut at_letter =
            ((x + BESIDE).clamp(9.0, map.width - 9.0), (y - BESIDE).clamp(9.0, map.height - 9.0));
        while taken.iter().any(|(x, y)| (at_letter.0 - x).hypot(at_letter.1 - y) < 1.2 * BESIDE) {
            at_letter.0 += BESIDE;
        }
        taken.push(at_letter);
        letter(svg, at, at_letter)?;
    }
    Ok(())
}

/// The letter of a track in a disc of its colour.
pub(crate) fn letter(svg: &mut String, at: usize, (x, y): (f64, f64)) -> fmt::Result {
    let (colour, letter) = (track_colour(at), track_letter(at));
    writeln!(
        svg,
        r##"<circle cx="{x:.1}" cy="{y:.1}" r="7" fill="{colour}" stroke="#fff"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="10" font-weight="bold" fill="#fff">{letter}</text>"##,
        y + 3.6
    )
}

fn events(svg: &mut String, picture: &Picture<'_>, map: &Map) -> fmt::Result {
    picture.deciding.map_or(Ok(()), |event| circles(svg, event, map, picture.lang))?;
    picture.events.iter().try_for_each(|event| mark(svg, event, map, picture))?;
    picture.deciding.map_or(Ok(()), |event| cross(svg, map.at((event.lat, event.lon))))
}

/// Where a silence began and ended, if the ship was heard again.
pub(super) fn silence(event: &EventRow) -> Option<[(f64, f64); 2]> {
    let reappeared = event.reappeared_lat.zip(event.reappeared_lon);
    reappeared.filter(|_| event.kind == EventKind::Gap).map(|again| [(event.lat, event.lon), again])
}

/// A silence as a dashed line, the thicker the more surely the transceiver was off; any other event as its sign.
fn mark(svg: &mut String, event: &EventRow, map: &Map, picture: &Picture<'_>) -> fmt::Result {
    let said = escaped(&(picture.told)(picture.lang, event));
    if let Some([from, to]) = silence(event) {
        let ((x, y), (to_x, to_y), wide) = (map.at(from), map.at(to), silence_width(event));
        return writeln!(
            svg,
            r#"<path stroke="{RED}" stroke-width="{wide:.1}" stroke-dasharray="5 3" d="M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}"><title>{said}</title></path>"#
        );
    }
    let shape = EventSign::of(event.kind).shape(map.at((event.lat, event.lon)));
    let name = shape[1..].split(' ').next().unwrap_or_default();
    writeln!(svg, "{shape}><title>{said}</title></{name}>")
}

/// The circles that hold the place of an unseen meeting nine times in ten: whoever met, and if it was its two hulls.
fn circles(svg: &mut String, event: &EventRow, map: &Map, lang: Lang) -> fmt::Result {
    let whoever = event.radius_km.map(|km| (km, Side::Above, WHOEVER_LINE, words::whoever_circle(km)));
    let pair = words::pair_radius_km(event).map(|km| (km, Side::Below, PAIR_LINE, words::pair_circle(km)));
    let centre = map.at((event.lat, event.lon));
    for (km, side, line, said) in whoever.into_iter().chain(pair) {
        let ((x, y), radius, said) = (centre, map.pixels(km), lang.tell(&said));
        writeln!(
            svg,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" {line}><title>{said}</title></circle>"#
        )?;
        radius_label(svg, map, (x, y), (radius, km, side))?;
    }
    Ok(())
}

/// Where a radius is told, so that two circles about one place have their labels apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// The radius above its circle or below it, on the other side where there is no room; none in a circle that the cross fills.
fn radius_label(
    svg: &mut String,
    map: &Map,
    (x, y): (f64, f64),
    (radius, km, side): (f64, f64, Side),
) -> fmt::Result {
    const SMALLEST: f64 = 24.0;
    let mut ends = [y - radius - 5.0, y + radius + 13.0];
    if side == Side::Below {
        ends.reverse();
    }
    let room = |y: &f64| (14.0..map.height - 20.0).contains(y) && (30.0..map.width - 30.0).contains(&x);
    match ends.into_iter().find(room) {
        Some(y) if radius >= SMALLEST => {
            writeln!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle" {HALO}>{km:.1} km</text>"#)
        }
        _ => Ok(()),
    }
}

/// The place of the event that all is about.
pub(super) fn cross(svg: &mut String, (x, y): (f64, f64)) -> fmt::Result {
    writeln!(
        svg,
        r##"<path stroke="#000" stroke-width="1.6" fill="none" d="M{:.1} {y:.1}h6m12 0h6M{x:.1} {:.1}v6m0 12v6"/><circle cx="{x:.1}" cy="{y:.1}" r="9" fill="none" stroke="#000" stroke-width="1.6"/>"##,
        x - 12.0,
        y - 12.0
    )
}

/// A square for each event, the one that decides filled and above the others, so that they do not tinge it; a silence has
/// one where it began.
pub(super) fn squares(svg: &mut String, picture: &Picture<'_>, map: &Map, wide: f64) -> fmt::Result {
    let decides = |event: &EventRow| picture.deciding.is_some_and(|one| one.event_id == event.event_id);
    let others = picture.events.iter().copied().filter(|event| !decides(event));
    for event in others.chain(picture.deciding) {
        let (x, y) = map.at((event.lat + wide / 2.0, event.lon - wide / 2.0));
        let (right, bottom) = map.at((event.lat - wide / 2.0, event.lon + wide / 2.0));
        let style = if decides(event) { DECIDING_SQUARE } else { SQUARE };
        let said = escaped(&(picture.told)(picture.lang, event));
        writeln!(
            svg,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" {style}><title>{said}</title></rect>"#,
            right - x,
            bottom - y
        )?;
    }
    Ok(())
}

//! What befell each ship, hour by hour, as SVG: a lane a ship, solid where it was heard, hatched where it was not.

use std::fmt::{self, Write};

use model::{EventKind, Timestamp};

use super::bundle::{Bundle, Ship};
use super::mask::Mask;
use crate::map::{JOINED, escaped};
use crate::words;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 150.0;
const LANE: f64 = 44.0;
const TOP: f64 = 26.0;
/// Ships that have a lane.
const MOST_LANES: usize = 6;
const DAY_MS: i64 = 86_400_000;

/// The picture, as an SVG element.
pub(super) fn draw(bundle: &Bundle<'_>, mask: &Mask) -> String {
    let mut svg = String::new();
    write(&mut svg, bundle, mask).expect("a string takes all that is written to it");
    svg
}

fn write(svg: &mut String, bundle: &Bundle<'_>, mask: &Mask) -> fmt::Result {
    let lanes: Vec<&Ship<'_>> =
        bundle.ships.iter().filter(|ship| !ship.fixes.is_empty()).take(MOST_LANES).collect();
    let height = TOP + LANE * lanes.len() as f64 + 8.0;
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11" role="img">"#
    )?;
    writeln!(
        svg,
        r##"<defs><pattern id="silent" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" stroke="#c0392b" stroke-width="2"/></pattern></defs>"##
    )?;
    let scale = Scale { from: bundle.from, until: bundle.until };
    days(svg, scale, height)?;
    deciding(svg, bundle, scale, height)?;
    for (at, ship) in lanes.into_iter().enumerate() {
        lane(svg, bundle, (ship, mask), scale, TOP + LANE * at as f64)?;
    }
    writeln!(svg, "</svg>")
}

/// From moments to pixels.
#[derive(Clone, Copy)]
struct Scale {
    from: Timestamp,
    until: Timestamp,
}

impl Scale {
    fn x(self, time: Timestamp) -> f64 {
        let share = (time - self.from).ms() as f64 / ((self.until - self.from).ms() as f64).max(1.0);
        LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - 8.0)
    }
}

fn days(svg: &mut String, scale: Scale, height: f64) -> fmt::Result {
    let days = (scale.until.day() - scale.from.day()).max(1);
    let step = (days / 10).max(1);
    for day in (scale.from.day() + 1..=scale.until.day()).step_by(step as usize) {
        let Ok(midnight) = Timestamp::from_ms(day * DAY_MS) else { continue };
        let (x, date) = (scale.x(midnight), midnight.to_string());
        writeln!(
            svg,
            r##"<path stroke="#d5dde3" d="M{x:.1} {TOP}V{height}"/><text x="{x:.1}" y="14" fill="#456" text-anchor="middle">{}</text>"##,
            &date[5..10]
        )?;
    }
    Ok(())
}

fn deciding(svg: &mut String, bundle: &Bundle<'_>, scale: Scale, height: f64) -> fmt::Result {
    let Some(event) = bundle.deciding() else { return Ok(()) };
    let (from, until) = (scale.x(event.start), scale.x(event.end.unwrap_or(event.start)));
    writeln!(
        svg,
        r##"<rect x="{from:.1}" y="{TOP}" width="{:.1}" height="{:.1}" fill="#f4d35e" fill-opacity="0.45"/>"##,
        (until - from).max(2.0),
        height - TOP
    )
}

fn lane(
    svg: &mut String,
    bundle: &Bundle<'_>,
    (ship, mask): (&Ship<'_>, &Mask),
    scale: Scale,
    top: f64,
) -> fmt::Result {
    let name = if mask.is_anonymous() {
        mask.letter(ship.mmsi).to_owned()
    } else {
        format!("MMSI {:09}", ship.mmsi)
    };
    let middle = top + LANE / 2.0;
    writeln!(svg, r#"<text x="4" y="{:.1}" font-size="12">{}</text>"#, middle + 4.0, escaped(&name))?;
    heard(svg, ship, scale, middle)?;
    for event in bundle.told() {
        if event.parties().any(|hull| hull == (ship.mmsi, ship.part)) {
            mark(svg, event, mask, scale, middle)?;
        }
    }
    Ok(())
}

/// A bar for each time in which the ship was heard without a silence.
fn heard(svg: &mut String, ship: &Ship<'_>, scale: Scale, middle: f64) -> fmt::Result {
    for run in ship.fixes.chunk_by(|one, next| next.fix.time - one.fix.time <= JOINED) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let (from, until) = (scale.x(first.fix.time), scale.x(last.fix.time));
        writeln!(
            svg,
            r##"<rect x="{from:.1}" y="{:.1}" width="{:.1}" height="6" fill="#1f4e79"/>"##,
            middle - 3.0,
            (until - from).max(1.5)
        )?;
    }
    Ok(())
}

fn mark(svg: &mut String, event: &case::EventRow, mask: &Mask, scale: Scale, middle: f64) -> fmt::Result {
    let (from, until) = (scale.x(event.start), scale.x(event.end.unwrap_or(scale.until)));
    let said = escaped(&mask.text(&words::sentence(event)));
    let (fill, up, tall) = match event.kind {
        EventKind::Gap => ("url(#silent)", -8.0, 16.0),
        EventKind::Encounter | EventKind::DarkRendezvous => ("#8e44ad", -15.0, 6.0),
        EventKind::Loitering => ("#b9770e", -15.0, 6.0),
        EventKind::PortVisit => ("#1e8449", 9.0, 6.0),
        EventKind::Spoofing | EventKind::SharedIdentity => ("#c0392b", 9.0, 6.0),
        EventKind::IdentityChange | EventKind::DraughtChange => ("#333", 9.0, 6.0),
    };
    writeln!(
        svg,
        r#"<rect x="{from:.1}" y="{:.1}" width="{:.1}" height="{tall}" fill="{fill}"><title>{said}</title></rect>"#,
        middle + up,
        (until - from).max(3.0)
    )
}

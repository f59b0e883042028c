//! What befell each ship, hour by hour, as SVG: a lane a ship, solid where it was heard, hatched where it was not. Each sign has a row
//! or a pattern of its own beside its colour, for those who see no colour and for paper.

mod sign;

use std::fmt::{self, Write};

use model::{EventKind, Timestamp};

use self::sign::{PATTERNS, Sign};
use super::bundle::{Bundle, Ship};
use super::mask::Mask;
use crate::map::{JOINED, Key, escaped, letter};
use crate::words::{self, minute};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 150.0;
const LANE: f64 = 52.0;
const TOP: f64 = 26.0;
/// Ships that have a lane.
const MOST_LANES: usize = 6;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Quarters of a day have a line where there are no more days than this.
const FEW_DAYS: i64 = 5;

/// The picture, as an SVG element.
pub(super) fn draw(bundle: &Bundle<'_>, mask: &Mask) -> String {
    let mut svg = String::new();
    write(&mut svg, bundle, mask).expect("a string takes all that is written to it");
    svg
}

/// The signs that are drawn, with what they mean.
pub(super) fn legend(bundle: &Bundle<'_>, mask: &Mask) -> Vec<Key> {
    let of_events = marks(bundle).map(|event| Sign::of(event.kind));
    let mut signs: Vec<Sign> = of_events.chain(lanes(bundle).next().map(|_| Sign::Heard)).collect();
    if let Some(event) = bundle.deciding() {
        signs.push(Sign::Deciding);
        signs.extend(event.start_earliest.and(event.end_latest).map(|_| Sign::Whoever));
    }
    signs.sort_unstable();
    signs.dedup();
    signs.into_iter().map(|sign| sign.key(mask.lang)).collect()
}

fn lanes<'b, 'a>(bundle: &'b Bundle<'a>) -> impl Iterator<Item = &'b Ship<'a>> {
    bundle.drawn().take(MOST_LANES)
}

/// The events of the ships that have a lane.
fn marks<'b>(bundle: &'b Bundle<'_>) -> impl Iterator<Item = &'b case::EventRow> {
    bundle.told().filter(|event| lanes(bundle).any(|ship| is_of(ship, event)))
}

fn is_of(ship: &Ship<'_>, event: &case::EventRow) -> bool {
    event.parties().any(|hull| hull == (ship.mmsi, ship.part))
}

fn write(svg: &mut String, bundle: &Bundle<'_>, mask: &Mask) -> fmt::Result {
    let lanes: Vec<&Ship<'_>> = lanes(bundle).collect();
    let height = TOP + LANE * lanes.len() as f64 + 8.0;
    let title = mask.tell("What befell each ship, hour by hour");
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11" role="img" aria-label="{title}">"#
    )?;
    writeln!(svg, "<defs>{PATTERNS}</defs>")?;
    let scale = Scale { from: bundle.from, until: bundle.until };
    deciding(svg, bundle, mask, scale, height)?;
    days(svg, scale, height)?;
    for (at, ship) in lanes.iter().enumerate() {
        let top = TOP + LANE * at as f64;
        name(svg, (ship, mask), (at, lanes.len()), top)?;
        lane(svg, bundle, (ship, mask), scale, top)?;
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

/// A line at each midnight, or at some of many, and at quarters of few days.
fn days(svg: &mut String, scale: Scale, height: f64) -> fmt::Result {
    writeln!(svg, r##"<text x="4" y="14" fill="#33424e">UTC</text>"##)?;
    let days = (scale.until.day() - scale.from.day()).max(1);
    let step = if days <= FEW_DAYS { DAY_MS / 4 } else { (days / 10).max(1) * DAY_MS };
    let first = scale.from.day() * DAY_MS;
    for ms in (first..=scale.until.ms()).step_by(step as usize).skip_while(|ms| *ms <= scale.from.ms()) {
        let Ok(time) = Timestamp::from_ms(ms) else { continue };
        let (x, told) = (scale.x(time), minute(time));
        let is_midnight = ms % DAY_MS == 0;
        let (stroke, label) =
            if is_midnight { ("#aab8c2", &told[5..10]) } else { ("#e2e8ec", &told[11..13]) };
        let size = if is_midnight { 11 } else { 9 };
        writeln!(
            svg,
            r##"<path stroke="{stroke}" d="M{x:.1} {TOP}V{height}"/><text x="{x:.1}" y="14" font-size="{size}" fill="#33424e" text-anchor="middle">{label}</text>"##
        )?;
    }
    Ok(())
}

/// The hours of the deciding event, and those of whoever met, where it was not heard.
fn deciding(svg: &mut String, bundle: &Bundle<'_>, mask: &Mask, scale: Scale, height: f64) -> fmt::Result {
    let Some(event) = bundle.deciding() else { return Ok(()) };
    let whoever = event.start_earliest.zip(event.end_latest).map(|hours| (Sign::Whoever, hours));
    let own = (Sign::Deciding, (event.start, event.end.unwrap_or(event.start)));
    for (sign, (from, until)) in [own].into_iter().chain(whoever) {
        let (from, until) = (scale.x(from), scale.x(until));
        let said = mask.tell(sign.words());
        writeln!(
            svg,
            r#"<rect x="{from:.1}" y="{TOP}" width="{:.1}" height="{:.1}" {}><title>{said}</title></rect>"#,
            (until - from).max(2.0),
            height - TOP - 1.0,
            sign.style()
        )?;
    }
    Ok(())
}

/// What the lane of a ship is called, with the letter of its track where several are drawn.
fn name(
    svg: &mut String,
    (ship, mask): (&Ship<'_>, &Mask),
    (at, of): (usize, usize),
    top: f64,
) -> fmt::Result {
    let middle = top + LANE / 2.0;
    if mask.is_anonymous() {
        let name = escaped(mask.letter(ship.mmsi));
        return writeln!(svg, r#"<text x="4" y="{:.1}" font-size="12">{name}</text>"#, middle + 4.0);
    }
    let is_lettered = of > 1;
    if is_lettered {
        letter(svg, at, (11.0, middle))?;
    }
    let x = if is_lettered { 24 } else { 4 };
    writeln!(svg, r#"<text x="{x}" y="{:.1}" font-size="12">MMSI {:09}</text>"#, middle + 4.0, ship.mmsi)
}

fn lane(
    svg: &mut String,
    bundle: &Bundle<'_>,
    (ship, mask): (&Ship<'_>, &Mask),
    scale: Scale,
    top: f64,
) -> fmt::Result {
    let middle = top + LANE / 2.0;
    let of_ship = || bundle.told().filter(|event| is_of(ship, event));
    let is_silence = |event: &&case::EventRow| event.kind == EventKind::Gap;
    for event in of_ship().filter(is_silence) {
        mark(svg, event, mask, scale, middle)?;
    }
    heard(svg, ship, scale, middle)?;
    for event in of_ship().filter(|event| !is_silence(event)) {
        mark(svg, event, mask, scale, middle)?;
    }
    Ok(())
}

/// A bar for each time in which the ship was heard without a silence.
fn heard(svg: &mut String, ship: &Ship<'_>, scale: Scale, middle: f64) -> fmt::Result {
    for run in ship.fixes.chunk_by(|one, next| next.fix.time - one.fix.time <= JOINED) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let (from, until) = (scale.x(first.fix.time), scale.x(last.fix.time));
        bar(svg, Sign::Heard, (from, (until - from).max(1.5)), middle, "")?;
    }
    Ok(())
}

fn mark(svg: &mut String, event: &case::EventRow, mask: &Mask, scale: Scale, middle: f64) -> fmt::Result {
    let (from, until) = (scale.x(event.start), scale.x(event.end.unwrap_or(scale.until)));
    let said = escaped(&mask.text(&words::sentence(event)));
    bar(svg, Sign::of(event.kind), (from, (until - from).max(3.0)), middle, &said)
}

fn bar(svg: &mut String, sign: Sign, (x, wide): (f64, f64), middle: f64, said: &str) -> fmt::Result {
    let (up, tall) = sign.row();
    let (y, style) = (middle + up, sign.style());
    let title = if said.is_empty() { String::new() } else { format!("<title>{said}</title>") };
    writeln!(svg, r#"<rect x="{x:.1}" y="{y:.1}" width="{wide:.1}" height="{tall}" {style}>{title}</rect>"#)
}

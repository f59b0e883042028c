//! A map as SVG: land, believed fixes, silences and events.

mod legend;
mod projection;

use std::fmt::{self, Write};

use case::{EventRow, MarkedFix, render::visible};
use chart::Chart;
use model::{EventKind, Span};

use self::projection::Map;
use crate::lang::Lang;
use crate::words::{self, minute};

/// Fixes farther apart in time are not joined by a line (the shortest gap that is reported).
pub(crate) const JOINED: Span = Span::from_hours(6);
/// Pixels that stay free at each side.
const MARGIN: f64 = 36.0;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Above the map; untrusted where it holds a name.
    pub title: &'a str,
    /// Pixels across and down.
    pub size: (f64, f64),
    /// The fixes of each ship, by time.
    pub tracks: &'a [Vec<&'a MarkedFix>],
    /// What is marked.
    pub events: &'a [&'a EventRow],
    /// The event that stands out, with the circles that hold it nine times in ten.
    pub deciding: Option<&'a EventRow>,
    /// The places that must be seen, latitude and longitude; all of them if there are none.
    pub around: &'a [(f64, f64)],
    /// How wide the square is that stands for a place which is not told nearer, in degrees; no place is exact then.
    pub square: Option<f64>,
    /// Whether it says itself what its lines and marks mean.
    pub legend: bool,
    /// In which its legend and what is told of marks are.
    pub lang: Lang,
    /// What is told where a mark is pointed at; its words may name ships.
    pub told: fn(Lang, &EventRow) -> String,
}

/// One sentence on an event and when it began.
pub fn told(lang: Lang, event: &EventRow) -> String {
    format!("{} {}", minute(event.start), lang.tell(&words::sentence(event)))
}

/// Colours of the tracks, apart in grey, too.
const COLOURS: [&str; 4] = ["#1f4e79", "#a35200", "#4b6b1f", "#6b2f6b"];

/// The picture, as an SVG element.
pub fn draw(picture: &Picture<'_>, chart: &Chart) -> String {
    let mut svg = String::new();
    write(&mut svg, picture, chart).expect("a string takes all that is written to it");
    svg
}

fn write(svg: &mut String, picture: &Picture<'_>, chart: &Chart) -> fmt::Result {
    let map = picture.map();
    let (width, height) = picture.size;
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" role="img">"#
    )?;
    writeln!(svg, r##"<rect width="{width}" height="{height}" fill="#eaf2f8"/>"##)?;
    land(svg, &map, chart)?;
    graticule(svg, &map)?;
    for (track_of_ship, colour) in picture.tracks.iter().zip(COLOURS.iter().cycle()) {
        track(svg, track_of_ship, &map, (colour, picture.lang))?;
    }
    match picture.square {
        Some(wide) => squares(svg, picture, &map, wide)?,
        None => marks(svg, picture, &map)?,
    }
    scale(svg, &map)?;
    if picture.legend {
        legend::draw(svg, picture)?;
    }
    let title = escaped(picture.title);
    writeln!(svg, r#"<text x="{MARGIN}" y="20" font-size="15">{title}</text>"#)?;
    writeln!(svg, "</svg>")
}

fn marks(svg: &mut String, picture: &Picture<'_>, map: &Map) -> fmt::Result {
    picture.events.iter().try_for_each(|event| mark(svg, event, map, picture))?;
    picture.deciding.map_or(Ok(()), |event| stand_out(svg, event, map))
}

/// A square for each event, the one that decides filled and above the others, so that they do not tinge it; a silence has
/// one where it began.
fn squares(svg: &mut String, picture: &Picture<'_>, map: &Map, wide: f64) -> fmt::Result {
    let is_other =
        |event: &&&EventRow| Some(&event.event_id) != picture.deciding.map(|event| &event.event_id);
    for event in picture.events.iter().filter(is_other).copied().chain(picture.deciding) {
        let (x, y) = (map.x(event.lon - wide / 2.0), map.y(event.lat + wide / 2.0));
        let (across, down) = (map.x(event.lon + wide / 2.0) - x, map.y(event.lat - wide / 2.0) - y);
        let decides = picture.deciding.is_some_and(|deciding| deciding.event_id == event.event_id);
        let (fill, opacity) = if decides { ("#f4d35e", 1.0) } else { ("#8e44ad", 0.08) };
        let said = escaped(&(picture.told)(picture.lang, event));
        writeln!(
            svg,
            r##"<rect x="{x:.1}" y="{y:.1}" width="{across:.1}" height="{down:.1}" fill="{fill}" fill-opacity="{opacity}" stroke="#8e44ad"><title>{said}</title></rect>"##
        )?;
    }
    Ok(())
}

impl Picture<'_> {
    fn map(&self) -> Map {
        let fixes = self.tracks.iter().flatten().map(|marked| (marked.fix.lat, marked.fix.lon));
        let events = self.events.iter().map(|event| (event.lat, event.lon));
        if self.around.is_empty() {
            Map::holding(self.size, fixes.chain(events))
        } else {
            Map::holding(self.size, self.around.iter().copied())
        }
    }
}

/// Squares of land, those beside each other as one.
fn land(svg: &mut String, map: &Map, chart: &Chart) -> fmt::Result {
    const SQUARE: f64 = 2.0;
    let (columns, rows) = ((map.width / SQUARE).ceil() as u32, (map.height / SQUARE).ceil() as u32);
    write!(svg, r##"<path fill="#d9d2c3" d=""##)?;
    for row in 0..rows {
        let y = f64::from(row) * SQUARE;
        let is_land = |column: &u32| {
            let middle = map.place((f64::from(*column) + 0.5) * SQUARE, y + SQUARE / 2.0);
            middle.is_some_and(|at| chart.on_land(at))
        };
        let columns: Vec<u32> = (0..columns).filter(is_land).collect();
        for run in columns.chunk_by(|one, next| next - one == 1) {
            let (x, wide) = (f64::from(run[0]) * SQUARE, run.len() as f64 * SQUARE);
            write!(svg, "M{x} {y}h{wide}v{SQUARE}h-{wide}z")?;
        }
    }
    writeln!(svg, r#""/>"#)
}

/// Lines of latitude and longitude with their degrees, some five each way.
fn graticule(svg: &mut String, map: &Map) -> fmt::Result {
    let shown = map.height / map.scale;
    let step =
        [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|step| shown / step <= 7.0);
    let step = step.unwrap_or(30.0);
    let first = |edge: f64| (edge / step).ceil() as i64;
    for k in first(map.north - shown)..=(map.north / step) as i64 {
        let (lat, y) = (k as f64 * step, map.y(k as f64 * step));
        writeln!(
            svg,
            r##"<path stroke="#b8c8d4" d="M0 {y:.1}h{}"/><text x="2" y="{:.1}" fill="#567">{lat:.2}</text>"##,
            map.width,
            y - 2.0
        )?;
    }
    let east = map.west + map.width / map.scale / map.narrowing;
    for k in first(map.west)..=(east / step).floor() as i64 {
        let (lon, x) = (k as f64 * step, map.x(k as f64 * step));
        writeln!(
            svg,
            r##"<path stroke="#b8c8d4" d="M{x:.1} 0v{}"/><text x="{:.1}" y="{}" fill="#567">{lon:.2}</text>"##,
            map.height,
            x + 2.0,
            map.height - 3.0
        )?;
    }
    Ok(())
}

/// Believed fixes joined by lines, doubted ones as points.
fn track(svg: &mut String, fixes: &[&MarkedFix], map: &Map, (colour, lang): (&str, Lang)) -> fmt::Result {
    let (believed, doubted): (Vec<_>, Vec<_>) = fixes.iter().partition(|marked| marked.doubt.is_none());
    for leg in believed.chunk_by(|one: &&&MarkedFix, next| next.fix.time - one.fix.time <= JOINED) {
        write!(svg, r##"<polyline fill="none" stroke="{colour}" stroke-width="1.4" points=""##)?;
        for marked in leg {
            write!(svg, "{:.1},{:.1} ", map.x(marked.fix.lon), map.y(marked.fix.lat))?;
        }
        writeln!(svg, r#""/>"#)?;
    }
    for marked in doubted {
        let (x, y) = (map.x(marked.fix.lon), map.y(marked.fix.lat));
        let why = marked.doubt.map_or("", |doubt| doubt.as_str());
        let why = lang.tell(why);
        writeln!(
            svg,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="1" fill="#c0392b"><title>{why}</title></circle>"##
        )?;
    }
    Ok(())
}

/// A silence as a dashed line, the darker the more surely the transceiver was off; any other event as a ring.
fn mark(svg: &mut String, event: &EventRow, map: &Map, picture: &Picture<'_>) -> fmt::Result {
    let (x, y) = (map.x(event.lon), map.y(event.lat));
    let said = escaped(&(picture.told)(picture.lang, event));
    if let (EventKind::Gap, Some(lat), Some(lon)) = (event.kind, event.reappeared_lat, event.reappeared_lon) {
        let dark = 0.15 + 0.85 * event.p_intentional.unwrap_or_default();
        let (to_x, to_y) = (map.x(lon), map.y(lat));
        return writeln!(
            svg,
            r##"<path stroke="#c0392b" stroke-opacity="{dark:.2}" stroke-dasharray="5 3" d="M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}"><title>{said}</title></path>"##
        );
    }
    let (colour, radius) = ring(event.kind);
    writeln!(
        svg,
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="none" stroke="{colour}" stroke-width="1.5"><title>{said}</title></circle>"#
    )
}

/// Colour and radius of the ring that stands for an event.
const fn ring(kind: EventKind) -> (&'static str, u32) {
    match kind {
        EventKind::Encounter | EventKind::DarkRendezvous => ("#8e44ad", 6),
        EventKind::Loitering => ("#b9770e", 5),
        EventKind::Gap | EventKind::Spoofing => ("#c0392b", 5),
        EventKind::PortVisit
        | EventKind::DraughtChange
        | EventKind::IdentityChange
        | EventKind::SharedIdentity => ("#1e8449", 4),
    }
}

/// The event that all is about: a cross, and the circles that hold its place nine times in ten, if its two hulls met and whoever did.
fn stand_out(svg: &mut String, event: &EventRow, map: &Map) -> fmt::Result {
    const KM_PER_DEGREE: f64 = 111.195;
    let (x, y) = (map.x(event.lon), map.y(event.lat));
    for radius in [event.radius_km, event.pair_radius_km].into_iter().flatten() {
        let radius = radius / KM_PER_DEGREE * map.scale;
        writeln!(
            svg,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="#8e44ad" fill-opacity="0.08" stroke="#8e44ad" stroke-dasharray="2 3"/>"##
        )?;
    }
    writeln!(
        svg,
        r##"<path stroke="#000" stroke-width="1.5" fill="none" d="M{:.1} {y:.1}h24M{x:.1} {:.1}v24"/><circle cx="{x:.1}" cy="{y:.1}" r="7" fill="none" stroke="#000" stroke-width="2"/>"##,
        x - 12.0,
        y - 12.0
    )
}

/// A bar of round length.
fn scale(svg: &mut String, map: &Map) -> fmt::Result {
    const KM_PER_DEGREE: f64 = 111.195;
    let pixels_per_km = map.scale / KM_PER_DEGREE;
    let round = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
    let km = round.into_iter().rev().find(|km| km * pixels_per_km <= map.width / 4.0).unwrap_or(1.0);
    let (long, x, y) = (km * pixels_per_km, map.width - MARGIN, map.height - 18.0);
    let left = x - long;
    writeln!(
        svg,
        r##"<path stroke="#222" stroke-width="2" fill="none" d="M{left:.1} {:.1}v4h{long:.1}v-4"/><text x="{x:.1}" y="{:.1}" text-anchor="end">{km:.0} km</text>"##,
        y - 4.0,
        y - 7.0
    )
}

/// Names come from anyone with a radio: nothing in them is markup.
pub(crate) fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::meeting_between;

    #[test]
    fn the_square_that_decides_lies_above_its_neighbours_and_a_legend_tells_only_what_is_drawn() {
        let meetings = [10, 30, 50].map(|hour| EventRow {
            event_id: hour.to_string(),
            ..meeting_between(445_000_001, 620_000_002, [hour, hour + 9])
        });
        let events: Vec<&EventRow> = meetings.iter().collect();
        let picture = Picture {
            title: "",
            size: (300.0, 300.0),
            tracks: &[],
            events: &events,
            deciding: events.first().copied(),
            around: &[],
            square: Some(0.5),
            legend: true,
            lang: Lang::En,
            told,
        };
        let (mut svg, map) = (String::new(), picture.map());
        squares(&mut svg, &picture, &map, 0.5).unwrap();
        assert!(svg.lines().last().unwrap().contains("fill=\"#f4d35e\" fill-opacity=\"1\""), "{svg}");
        assert_eq!((svg.lines().count(), svg.matches("#f4d35e").count()), (3, 1));
        let mut svg = String::new();
        legend::draw(&mut svg, &picture).unwrap();
        assert!(svg.contains("meeting, heard or guessed") && svg.lines().count() == 1, "{svg}");
    }

    #[test]
    fn a_name_cannot_write_markup() {
        assert_eq!(escaped("<script>\"&\u{202e}"), "&lt;script&gt;&quot;&amp;\\u{202e}");
    }
}

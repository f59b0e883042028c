//! A hull's track as a picture: land, believed fixes, silences and events, as SVG.

use std::fmt::{self, Write};

use case::{EventRow, MarkedFix, VesselRow, render::visible};
use chart::Chart;
use export::words;
use model::{Degrees, EventKind, Position, Span};

use crate::show::minute;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 720.0;
const MARGIN: f64 = 36.0;
/// Fixes farther apart in time are not joined by a line (the shortest gap that is reported).
const JOINED: Span = Span::from_hours(6);

/// The picture, as the text of an SVG file.
pub(super) fn draw(vessel: &VesselRow, fixes: &[&MarkedFix], events: &[EventRow], chart: &Chart) -> String {
    let places = fixes.iter().map(|marked| (marked.fix.lat, marked.fix.lon));
    let map = Map::holding(places.chain(events.iter().map(|event| (event.lat, event.lon))));
    let mut svg = String::new();
    write(&mut svg, vessel, fixes, events, &map, chart).expect("a string takes all that is written to it");
    svg
}

fn write(
    svg: &mut String,
    vessel: &VesselRow,
    fixes: &[&MarkedFix],
    events: &[EventRow],
    map: &Map,
    chart: &Chart,
) -> fmt::Result {
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">"#
    )?;
    writeln!(svg, r##"<rect width="{WIDTH}" height="{HEIGHT}" fill="#eaf2f8"/>"##)?;
    land(svg, map, chart)?;
    graticule(svg, map)?;
    track(svg, fixes, map)?;
    for event in events {
        mark(svg, event, map)?;
    }
    let name = vessel.name.as_deref().unwrap_or("no name broadcast");
    let title = escaped(&format!("MMSI {}  {name}", vessel.hull));
    writeln!(svg, r#"<text x="{MARGIN}" y="20" font-size="15">{title}</text>"#)?;
    writeln!(svg, "</svg>")
}

/// From degrees to the picture: scaled alike both ways in its middle.
struct Map {
    north: f64,
    west: f64,
    /// Pixels to a degree of latitude.
    scale: f64,
    /// How much shorter a degree of longitude is.
    narrowing: f64,
}

impl Map {
    /// Wide enough for all places, and for a tenth of a degree in any case.
    fn holding(places: impl Iterator<Item = (f64, f64)>) -> Self {
        let (mut south, mut north, mut west, mut east) = (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
        for (lat, lon) in places {
            (south, north) = (south.min(lat), north.max(lat));
            (west, east) = (west.min(lon), east.max(lon));
        }
        if south > north {
            (south, north, west, east) = (30.0, 42.0, 118.0, 132.0);
        }
        let narrowing = f64::midpoint(south, north).to_radians().cos().max(0.05);
        let (tall, wide) = ((north - south).max(0.1) * 1.1, (east - west).max(0.1) * 1.1);
        let scale = ((HEIGHT - 2.0 * MARGIN) / tall).min((WIDTH - 2.0 * MARGIN) / (wide * narrowing));
        let (middle_lat, middle_lon) = (f64::midpoint(south, north), f64::midpoint(west, east));
        Self {
            north: middle_lat + HEIGHT / 2.0 / scale,
            west: middle_lon - WIDTH / 2.0 / scale / narrowing,
            scale,
            narrowing,
        }
    }

    fn x(&self, lon: f64) -> f64 {
        (lon - self.west) * self.scale * self.narrowing
    }

    fn y(&self, lat: f64) -> f64 {
        (self.north - lat) * self.scale
    }

    fn place(&self, x: f64, y: f64) -> Option<Position> {
        let (lat, lon) = (self.north - y / self.scale, self.west + x / self.scale / self.narrowing);
        Position::from_degrees(Degrees(lat), Degrees(lon)).ok()
    }
}

/// Squares of land, those beside each other as one.
fn land(svg: &mut String, map: &Map, chart: &Chart) -> fmt::Result {
    const SQUARE: f64 = 4.0;
    let (columns, rows) = ((WIDTH / SQUARE) as u32, (HEIGHT / SQUARE) as u32);
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
    let shown = HEIGHT / map.scale;
    let step =
        [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|step| shown / step <= 7.0);
    let step = step.unwrap_or(30.0);
    let first = |edge: f64| (edge / step).ceil() as i64;
    for k in first(map.north - shown)..=(map.north / step) as i64 {
        let (lat, y) = (k as f64 * step, map.y(k as f64 * step));
        writeln!(
            svg,
            r##"<path stroke="#b8c8d4" d="M0 {y:.1}h{WIDTH}"/><text x="2" y="{:.1}" fill="#567">{lat:.2}</text>"##,
            y - 2.0
        )?;
    }
    let east = map.west + WIDTH / map.scale / map.narrowing;
    for k in first(map.west)..=(east / step).floor() as i64 {
        let (lon, x) = (k as f64 * step, map.x(k as f64 * step));
        writeln!(
            svg,
            r##"<path stroke="#b8c8d4" d="M{x:.1} 0v{HEIGHT}"/><text x="{:.1}" y="{}" fill="#567">{lon:.2}</text>"##,
            x + 2.0,
            HEIGHT - 3.0
        )?;
    }
    Ok(())
}

/// Believed fixes joined by lines, doubted ones as points.
fn track(svg: &mut String, fixes: &[&MarkedFix], map: &Map) -> fmt::Result {
    let (believed, doubted): (Vec<_>, Vec<_>) = fixes.iter().partition(|marked| marked.doubt.is_none());
    for leg in believed.chunk_by(|one: &&&MarkedFix, next| next.fix.time - one.fix.time <= JOINED) {
        write!(svg, r##"<polyline fill="none" stroke="#1f4e79" stroke-width="1.2" points=""##)?;
        for marked in leg {
            write!(svg, "{:.1},{:.1} ", map.x(marked.fix.lon), map.y(marked.fix.lat))?;
        }
        writeln!(svg, r#""/>"#)?;
    }
    for marked in doubted {
        let (x, y) = (map.x(marked.fix.lon), map.y(marked.fix.lat));
        let why = marked.doubt.map_or("", |doubt| doubt.as_str());
        writeln!(
            svg,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="1" fill="#c0392b"><title>{why}</title></circle>"##
        )?;
    }
    Ok(())
}

/// A silence as a dashed line, the darker the more surely the transceiver was off; any other event as a ring.
fn mark(svg: &mut String, event: &EventRow, map: &Map) -> fmt::Result {
    let (x, y) = (map.x(event.lon), map.y(event.lat));
    let said = escaped(&format!("{} {}", minute(event.start), words::sentence(event)));
    if let (EventKind::Gap, Some(lat), Some(lon)) = (event.kind, event.reappeared_lat, event.reappeared_lon) {
        let dark = 0.15 + 0.85 * event.p_intentional.unwrap_or_default();
        let (to_x, to_y) = (map.x(lon), map.y(lat));
        return writeln!(
            svg,
            r##"<path stroke="#c0392b" stroke-opacity="{dark:.2}" stroke-dasharray="5 3" d="M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}"><title>{said}</title></path>"##
        );
    }
    let (colour, radius) = match event.kind {
        EventKind::Encounter | EventKind::DarkRendezvous => ("#8e44ad", 6),
        EventKind::Loitering => ("#b9770e", 5),
        EventKind::Gap | EventKind::Spoofing => ("#c0392b", 5),
        _ => ("#1e8449", 4),
    };
    writeln!(
        svg,
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="none" stroke="{colour}" stroke-width="1.5"><title>{said}</title></circle>"#
    )
}

/// Names come from anyone with a radio: nothing in them is markup.
fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_drawn_is_the_place_meant() {
        let map = Map::holding([(34.0, 124.0), (38.0, 126.5)].into_iter());
        let at = map.place(map.x(125.3), map.y(36.2)).unwrap();
        assert!((at.lat() - 36.2).abs() < 1e-6 && (at.lon() - 125.3).abs() < 1e-6);
        let corner = (map.x(126.5), map.y(34.0));
        assert!(corner.0 < WIDTH && corner.0 > 0.0 && corner.1 < HEIGHT && corner.1 > 0.0, "{corner:?}");
    }

    #[test]
    fn a_name_cannot_write_markup() {
        assert_eq!(escaped("<script>\"&\u{202e}"), "&lt;script&gt;&quot;&amp;\\u{202e}");
    }
}

//! What lies under the marks: sea, land, the lines of latitude and longitude; and what tells how far and which way.

use std::fmt::{self, Write};

use chart::Chart;

use super::MARGIN;
use super::projection::Map;
use crate::lang::Lang;

/// The sea, the land upon it, and the lines of latitude and longitude.
pub(super) fn write(svg: &mut String, map: &Map, chart: &Chart) -> fmt::Result {
    let (width, height) = (map.width, map.height);
    writeln!(svg, r##"<rect width="{width}" height="{height}" fill="#eaf2f8"/>"##)?;
    land(svg, map, chart)?;
    graticule(svg, map)
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

/// Pixels of a degree's label, which is left out where it has no room beside the edge or another one.
const LABEL: (f64, f64) = (52.0, 22.0);

/// Lines of latitude and longitude with their degrees, some five each way.
fn graticule(svg: &mut String, map: &Map) -> fmt::Result {
    let shown = map.height / map.scale;
    let step =
        [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|step| shown / step <= 7.0);
    let step = step.unwrap_or(30.0);
    let first = |edge: f64| (edge / step).ceil() as i64;
    let (mut lines, mut labels) = (String::new(), String::new());
    for k in first(map.north - shown)..=(map.north / step) as i64 {
        let (lat, y) = (k as f64 * step, map.y(k as f64 * step));
        write!(lines, "M0 {y:.1}h{}", map.width)?;
        if (LABEL.1..map.height - LABEL.1).contains(&y) {
            write!(labels, r#"<text x="4" y="{:.1}">{}</text>"#, y - 3.0, degrees(lat, step, ['N', 'S']))?;
        }
    }
    let east = map.west + map.width / map.scale / map.narrowing;
    for k in first(map.west)..=(east / step).floor() as i64 {
        let (lon, x) = (k as f64 * step, map.x(k as f64 * step));
        write!(lines, "M{x:.1} 0v{}", map.height)?;
        if (4.0..map.width - LABEL.0).contains(&x) {
            let (x, y, told) = (x + 3.0, map.height - 5.0, degrees(lon, step, ['E', 'W']));
            write!(labels, r#"<text x="{x:.1}" y="{y}">{told}</text>"#)?;
        }
    }
    writeln!(svg, r##"<path stroke="#b8c8d4" fill="none" d="{lines}"/><g {HALO}>{labels}</g>"##)
}

/// How words upon a map look: dark, with the sea's light around them, so that they are read on land and across lines.
pub(super) const HALO: &str =
    r##"fill="#33424e" stroke="#eaf2f8" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;

/// Degrees as they stand at a line: as exact as the lines lie near each other, and on which side of the zero line.
fn degrees(degrees: f64, step: f64, [plus, minus]: [char; 2]) -> String {
    let decimals = if step < 0.1 { 2 } else { usize::from(step < 1.0) };
    let turned = if degrees > 180.0 { degrees - 360.0 } else { degrees };
    let side = if turned < 0.0 { minus } else { plus };
    format!("{:.decimals$}°{side}", turned.abs())
}

/// A bar of round length, and an arrow to the north.
pub(super) fn scale(svg: &mut String, map: &Map, lang: Lang) -> fmt::Result {
    let round = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
    let km = round.into_iter().rev().find(|&km| map.pixels(km) <= map.width / 5.0).unwrap_or(0.5);
    let (long, x, y) = (map.pixels(km), map.width - MARGIN, map.height - 30.0);
    let (left, miles) = (x - long, km / 1.852);
    let decimals = usize::from(miles < 10.0);
    let (words, north) = (lang.pick("nmi", "해리"), left - 16.0);
    writeln!(
        svg,
        r##"<path stroke="#222" stroke-width="2" fill="none" d="M{left:.1} {:.1}v4h{long:.1}v-4"/><g {HALO}><text x="{x:.1}" y="{:.1}" text-anchor="end">{km} km ({miles:.decimals$} {words})</text><text x="{north:.1}" y="{:.1}" text-anchor="middle">N</text></g><path fill="#222" d="M{north:.1} {:.1}l4 12l-4 -3l-4 3z"/>"##,
        y - 4.0,
        y - 7.0,
        y - 14.0,
        y - 11.0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_told_with_their_side_and_as_exactly_as_the_lines_lie_near() {
        assert_eq!(degrees(36.0, 2.0, ['N', 'S']), "36°N");
        assert_eq!(degrees(-0.5, 0.5, ['N', 'S']), "0.5°S");
        assert_eq!(degrees(181.0, 1.0, ['E', 'W']), "179°W");
        assert_eq!(degrees(124.26, 0.02, ['E', 'W']), "124.26°E");
    }
}

//! A map as SVG: land, believed fixes, silences, events, and the circles about an unseen meeting. What is told apart by colour is told
//! apart by shape or dash, too, for those who see no colour and for paper.

mod ground;
mod legend;
mod marks;
mod projection;
mod sign;

use std::fmt::{self, Write};

use case::{EventRow, MarkedFix, render::visible};
use chart::Chart;
use model::Span;

use self::projection::Map;
use crate::lang::Lang;
use crate::words::{self, minute};

pub(crate) use self::legend::{Key, SWATCH, legend};
pub(crate) use self::marks::letter;
pub(crate) use self::sign::{EventSign, WHOEVER_LINE};

/// Fixes farther apart in time are not joined by a line (the shortest gap that is reported).
pub(crate) const JOINED: Span = Span::from_hours(6);
/// Pixels that stay free at each side.
const MARGIN: f64 = 36.0;
/// A degree of latitude in kilometres, on the sphere of [`model::Position::EARTH_RADIUS`].
const KM_PER_DEGREE: f64 = 111.195;
/// A view is made to hold a circle of up to this radius. One that is larger holds half of the Yellow Sea, which is 700 km wide: it says
/// that the place is not known, and would push all else into the middle of the picture.
pub const LARGEST_HELD_KM: f64 = 350.0;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// What the picture shows, for those who do not see it, and above the map where it has a head; untrusted where it holds a name.
    pub title: &'a str,
    /// Its head and its legend, for a picture that no page explains.
    pub frame: Option<Frame<'a>>,
    /// Pixels of the map across and down.
    pub size: (f64, f64),
    /// The tracks, with a letter each where they are several.
    pub tracks: &'a [Track<'a>],
    /// What is marked.
    pub events: &'a [&'a EventRow],
    /// The event that stands out, with the circles that hold it nine times in ten.
    pub deciding: Option<&'a EventRow>,
    /// The places that must be seen, latitude and longitude; all of them if there are none.
    pub around: &'a [(f64, f64)],
    /// How wide the square is that stands for a place which is not told nearer, in degrees; no place is exact then.
    pub square: Option<f64>,
    /// In which its legend and what is told of marks are.
    pub lang: Lang,
    /// What is told where a mark is pointed at; its words may name ships.
    pub told: fn(Lang, &EventRow) -> String,
}

/// What stands around the map of a picture that no page explains.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Of which time the picture is, in the language of the picture.
    pub time: &'a str,
}

/// Where one ship was heard.
#[derive(Debug, Clone)]
pub struct Track<'a> {
    /// What the legend calls the ship.
    pub name: String,
    /// By time.
    pub fixes: Vec<&'a MarkedFix>,
}

/// One sentence on an event and when it began.
pub fn told(lang: Lang, event: &EventRow) -> String {
    format!("{} UTC: {}", minute(event.start), lang.tell(&words::sentence(event)))
}

/// The picture, as an SVG element.
pub fn draw(picture: &Picture<'_>, chart: &Chart) -> String {
    let mut svg = String::new();
    write(&mut svg, picture, chart).expect("a string takes all that is written to it");
    svg
}

/// Pixels of the head above the map.
const HEAD: f64 = 50.0;
/// Letters of a title that have room in the head.
const LONGEST_TITLE: usize = 90;

fn write(svg: &mut String, picture: &Picture<'_>, chart: &Chart) -> fmt::Result {
    let (width, height) = picture.size;
    let title = escaped(picture.title);
    let Some(frame) = picture.frame else {
        open(svg, (width, height), &title)?;
        content(svg, picture, chart)?;
        return writeln!(svg, "</svg>");
    };
    let keys = legend(picture);
    open(svg, (width, HEAD + height + legend::height(&keys)), &title)?;
    writeln!(svg, r##"<rect width="100%" height="100%" fill="#fff"/>"##)?;
    let (shown, time) = (escaped(&shortened(&visible(picture.title))), escaped(frame.time));
    writeln!(svg, r##"<text x="12" y="22" font-size="15" fill="#1b2630">{shown}</text>"##)?;
    writeln!(svg, r##"<text x="12" y="40" fill="#33424e">{time}</text>"##)?;
    // A picture within the picture: what lies beyond the edge of the map does not reach into head and legend.
    writeln!(svg, r#"<svg y="{HEAD}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#)?;
    content(svg, picture, chart)?;
    writeln!(svg, "</svg>")?;
    legend::write(svg, &keys, HEAD + height)?;
    writeln!(svg, "</svg>")
}

fn open(svg: &mut String, (width, height): (f64, f64), title: &str) -> fmt::Result {
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" role="img" aria-label="{title}">"#
    )
}

fn content(svg: &mut String, picture: &Picture<'_>, chart: &Chart) -> fmt::Result {
    let map = picture.map();
    ground::write(svg, &map, chart)?;
    marks::write(svg, picture, &map)?;
    ground::scale(svg, &map, picture.lang)
}

/// A title that has room, whatever a ship calls itself.
fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    title.chars().take(LONGEST_TITLE - 1).chain(['…']).collect()
}

impl Picture<'_> {
    fn map(&self) -> Map {
        if !self.around.is_empty() {
            return Map::holding(self.size, self.around.iter().copied());
        }
        let fixes =
            self.tracks.iter().flat_map(|track| &track.fixes).map(|marked| (marked.fix.lat, marked.fix.lon));
        let events = self.events.iter().map(|event| (event.lat, event.lon));
        let circles = self.deciding.into_iter().flat_map(held);
        Map::holding(self.size, fixes.chain(events).chain(circles))
    }
}

/// Corners of the squares around the circles of an event that a view is made to hold.
fn held(event: &EventRow) -> impl Iterator<Item = (f64, f64)> {
    let radii = [event.radius_km, words::pair_radius_km(event)].into_iter().flatten();
    radii.filter(|&km| km <= LARGEST_HELD_KM).flat_map(|km| square((event.lat, event.lon), km))
}

/// Two corners of the square around a place whose sides are so far from it.
pub(crate) fn square((lat, lon): (f64, f64), km: f64) -> [(f64, f64); 2] {
    let tall = km / KM_PER_DEGREE;
    let wide = tall / lat.to_radians().cos().max(0.05);
    [(lat - tall, lon - wide), (lat + tall, lon + wide)]
}

/// Names come from anyone with a radio: nothing in them is markup.
pub(crate) fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;

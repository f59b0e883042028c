//! A plan of the sea about a place, in kilometres: tracks, the prism of a silence, the radius of a meeting.

use std::f64::consts::TAU;
use std::fmt::Write;

use case::EventRow;
use model::{Degrees, Knots, Metres, Position, Span};

use crate::Outcome;
use crate::chart::{WIDTH, open};
use crate::heard::Heard;

const HEIGHT: f64 = 440.0;
/// What is free at each side for words.
const MARGIN: f64 = 44.0;
const KM_PER_DEGREE: f64 = 111.195;
/// So fast a small merchant ship can go while silent (`TopSpeedOptions`).
const TOP_SPEED: Knots = Knots(12.0);

/// Kilometres east and north of the middle.
type Point = [f64; 2];

/// What is drawn of some points.
enum Shape {
    /// A line, of this class, broken where it was not heard.
    Line(&'static str, bool),
    Area,
    Dot(&'static str, String),
}

pub(crate) struct Plan {
    title: String,
    middle: [f64; 2],
    shapes: Vec<(Shape, Vec<Point>)>,
}

impl Plan {
    pub(crate) fn new(title: String, lat: f64, lon: f64) -> Self {
        Self { title, middle: [lat, lon], shapes: Vec::new() }
    }

    fn point(&self, lat: f64, lon: f64) -> Point {
        let [middle_lat, middle_lon] = self.middle;
        let east = (lon - middle_lon) * middle_lat.to_radians().cos();
        [east * KM_PER_DEGREE, (lat - middle_lat) * KM_PER_DEGREE]
    }

    fn place(&self, at: Position) -> Point {
        self.point(at.lat(), at.lon())
    }

    /// The places that a silence allows: an ellipse about where it began and ended, and at shares of its time the two discs
    /// that the hull must lie in.
    pub(crate) fn prism(&mut self, gap: &EventRow, shares: &[f64]) -> Outcome<()> {
        let on = gap.reappeared_lat.zip(gap.reappeared_lon).ok_or("the hull was not heard again")?;
        let [off, on] =
            [(gap.lat, gap.lon), on].map(|(lat, lon)| Position::from_degrees(Degrees(lat), Degrees(lon)));
        let (off, on) = (off?, on?);
        let reach = TOP_SPEED.metres_per_second() * gap.end.map_or(0.0, |end| (end - gap.start).secs());
        let within = |at: Position, share: f64| {
            at.distance(off).0 <= reach * share && at.distance(on).0 <= reach * (1.0 - share)
        };
        let whole =
            rim(off.interpolate(on, 0.5), reach, |at| at.distance(off).0 + at.distance(on).0 <= reach);
        let lens = |share: &f64| rim(off.interpolate(on, *share), reach, |at| within(at, *share));
        let outlined = |rim: Vec<Position>| rim.into_iter().map(|at| self.place(at)).collect::<Vec<Point>>();
        let whole = outlined(whole);
        let lenses: Vec<Vec<Point>> = shares.iter().map(lens).map(outlined).collect();
        self.shapes.push((Shape::Area, whole));
        for (lens, share) in lenses.into_iter().zip(shares) {
            if let Some(highest) = lens.iter().copied().max_by(|one, other| one[1].total_cmp(&other[1])) {
                let told = format!("after {:.0} %", share * 100.0);
                self.shapes.push((Shape::Dot("n", told), vec![highest]));
            }
            self.shapes.push((Shape::Area, lens));
        }
        let ends = [(off, "off"), (on, "on")];
        ends.into_iter().for_each(|(at, told)| {
            let at = self.place(at);
            self.shapes.push((Shape::Dot("h", told.to_owned()), vec![at]));
        });
        Ok(())
    }

    /// The fixes of a hull, as a line of a class.
    pub(crate) fn track(&mut self, hull: &Heard, class: &'static str) {
        let silence = Span::from_hours(6);
        for heard in hull.fixes().chunk_by(|one, next| next.0 - one.0 <= silence) {
            let line = heard.iter().map(|(_, place)| self.place(*place)).collect();
            self.shapes.push((Shape::Line(class, false), line));
        }
    }

    /// What a hull does, at the place of its event.
    pub(crate) fn mark(&mut self, event: &EventRow, told: &str) {
        let at = self.point(event.lat, event.lon);
        self.shapes.push((Shape::Dot("w", told.to_owned()), vec![at]));
    }

    /// The circle that holds a meeting of the two nine times in ten.
    pub(crate) fn radius(&mut self, event: &EventRow) {
        let [east, north] = self.point(event.lat, event.lon);
        let km = event.pair_radius_km.unwrap_or_default();
        let turn = (0..=72).map(|step| f64::from(step) / 72.0 * TAU);
        let circle = turn.map(|angle| [east + km * angle.cos(), north + km * angle.sin()]).collect();
        self.shapes.push((Shape::Line("a", true), circle));
    }

    pub(crate) fn draw(&self) -> String {
        // Where a meeting is shown, the prism may reach beyond the picture.
        let has_circle = self.shapes.iter().any(|(shape, _)| matches!(shape, Shape::Line(_, true)));
        let fitted = self.shapes.iter().filter(|(shape, _)| !has_circle || !matches!(shape, Shape::Area));
        let points: Vec<Point> = fitted.flat_map(|(_, points)| points).copied().collect();
        let ends = |axis: usize| {
            let along = points.iter().map(|point| point[axis]);
            (along.clone().fold(f64::INFINITY, f64::min), along.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((west, east), (south, north)) = (ends(0), ends(1));
        let (wide, high) = (WIDTH - 2.0 * MARGIN, HEIGHT - 2.0 * MARGIN);
        let scale = (wide / (east - west)).min(high / (north - south));
        let on_paper = |[x, y]: Point| {
            let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(south, north));
            [WIDTH / 2.0 + (x - middle_x) * scale, HEIGHT / 2.0 + 6.0 - (y - middle_y) * scale]
        };
        let mut svg = open(&self.title, HEIGHT);
        for (shape, points) in &self.shapes {
            let points: Vec<Point> = points.iter().map(|point| on_paper(*point)).collect();
            svg.push_str(&drawn(shape, &points));
        }
        svg.push_str(&bar(scale));
        svg + "</svg>\n"
    }
}

/// The rim of a figure without dents that holds its middle and reaches no farther than that from it.
fn rim(middle: Position, reach: f64, is_within: impl Fn(Position) -> bool) -> Vec<Position> {
    const BEARINGS: u32 = 120;
    const HALVINGS: u32 = 16;
    let on_rim = |number: u32| {
        let bearing = Degrees(f64::from(number) / f64::from(BEARINGS) * 360.0);
        let (mut inside, mut outside) = (0.0, reach);
        for _ in 0..HALVINGS {
            let half = f64::midpoint(inside, outside);
            let is_inside = is_within(middle.towards(bearing, Metres(half)));
            *(if is_inside { &mut inside } else { &mut outside }) = half;
        }
        middle.towards(bearing, Metres(inside))
    };
    (0..BEARINGS).map(on_rim).collect()
}

fn drawn(shape: &Shape, points: &[Point]) -> String {
    let path = || {
        let (mut path, mut pen) = (String::new(), 'M');
        for [x, y] in points {
            let _ = write!(path, "{pen}{x:.1} {y:.1}");
            pen = 'L';
        }
        path
    };
    match (shape, points) {
        (Shape::Area, _) => format!("<path class=\"p\" d=\"{}Z\"/>\n", path()),
        (Shape::Line(class, is_dashed), _) => {
            let dashes = if *is_dashed { " stroke-dasharray=\"6 4\"" } else { "" };
            format!("<path class=\"{class}\" fill=\"none\" stroke-width=\"2\"{dashes} d=\"{}\"/>\n", path())
        }
        (Shape::Dot(class, told), [[x, y], ..]) => {
            let radius = if *class == "n" { 0 } else { 5 };
            format!(
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"/>\
                 <text class=\"t\" x=\"{:.1}\" y=\"{:.1}\">{told}</text>\n",
                x + 8.0,
                y - 6.0
            )
        }
        (Shape::Dot(..), []) => String::new(),
    }
}

/// A bar of round length.
fn bar(scale: f64) -> String {
    let round = [200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0];
    let km = round.into_iter().find(|km| km * scale <= WIDTH / 4.0).unwrap_or(0.5);
    let (x, y) = (16.0, HEIGHT - 14.0);
    format!(
        "<path class=\"l\" stroke-width=\"2\" fill=\"none\" d=\"M{x} {}v4h{:.1}v-4\"/><text class=\"s\" x=\"{x}\" y=\"{}\">{km} km</text>\n",
        y - 4.0,
        km * scale,
        y - 8.0
    )
}

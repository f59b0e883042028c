//! A circle: all dots as far from one point, all courses along it in one sense, or most of them along it in none.

use std::f64::consts::TAU;

use super::{Dot, Figure};

/// A circle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circle {
    east: f64,
    north: f64,
    radius: f64,
    /// Most of the courses told lie along it in neither sense.
    is_athwart: bool,
}

/// The circle on which the dots lie by least squares (Kåsa 1976), if they go round it in one sense and it is neither a
/// turn nor a coast; or if they tell courses that lead off it, as no ship does that sails it (circles on record: SkyTruth, December 2019
/// and May 2020).
pub(super) fn fit(dots: &[Dot]) -> Option<Circle> {
    /// In metres (design: a ship turns in less, and waits in less than the greater).
    const RADIUS: std::ops::RangeInclusive<f64> = 200.0..=15_000.0;
    let fitted = least_squares(dots)?;
    let is_athwart = fitted.is_athwart_of(dots);
    let is_of_size = RADIUS.contains(&fitted.radius) && fitted.has_all_sides(dots);
    (is_of_size && (is_athwart || fitted.is_gone_round(dots))).then_some(Circle { is_athwart, ..fitted })
}

/// Solves `x² + y² = a x + b y + c` about the mean of the dots.
fn least_squares(dots: &[Dot]) -> Option<Circle> {
    let count = dots.len() as f64;
    let mean = |of: &dyn Fn(&Dot) -> f64| dots.iter().map(of).sum::<f64>() / count;
    let (east, north) = (mean(&|dot| dot.east), mean(&|dot| dot.north));
    let centred = |dot: &Dot| (dot.east - east, dot.north - north);
    let square = |dot: &Dot| {
        let (x, y) = centred(dot);
        x * x + y * y
    };
    let (xx, yy, xy) = (
        mean(&|dot| centred(dot).0.powi(2)),
        mean(&|dot| centred(dot).1.powi(2)),
        mean(&|dot| centred(dot).0 * centred(dot).1),
    );
    let (xz, yz, z) =
        (mean(&|dot| centred(dot).0 * square(dot)), mean(&|dot| centred(dot).1 * square(dot)), mean(&square));
    let determinant = xx * yy - xy * xy;
    // Dots on one line lie on no circle.
    if determinant <= 1e-6 * (xx + yy).powi(2) {
        return None;
    }
    let (x, y) = ((xz * yy - yz * xy) / determinant / 2.0, (yz * xx - xz * xy) / determinant / 2.0);
    Some(Circle { east: east + x, north: north + y, radius: (x * x + y * y + z).sqrt(), is_athwart: false })
}

/// Degrees off the line, in one sense.
const ALONG: f64 = 25.0;

impl Circle {
    /// Whether courses lie along it in one sense.
    fn is_gone_round(&self, dots: &[Dot]) -> bool {
        let along = |sense: f64| dots.iter().filter(|dot| self.is_along(dot, sense)).count();
        along(90.0).max(along(-90.0)) * 10 >= dots.len() * 9
    }

    /// Whether nearly all tell a course and of these most lie along it in neither sense (design: by chance 28 in 100 lie along it).
    fn is_athwart_of(&self, dots: &[Dot]) -> bool {
        let told = dots.iter().filter(|dot| dot.course.is_some()).count();
        let along = dots.iter().filter(|dot| self.is_along(dot, 90.0) || self.is_along(dot, -90.0)).count();
        told * 10 >= dots.len() * 9 && along * 2 < told
    }

    fn is_along(&self, dot: &Dot, sense: f64) -> bool {
        let off = |course: f64| {
            let apart = (course - self.bearing(dot) - sense).rem_euclid(360.0);
            apart.min(360.0 - apart)
        };
        dot.course.is_some_and(|course| off(course) <= ALONG)
    }

    /// Whether dots lie on all sides of it.
    fn has_all_sides(&self, dots: &[Dot]) -> bool {
        let mut sides = [false; 6];
        for dot in dots {
            sides[((self.bearing(dot) + 180.0) / 60.0) as usize % 6] = true;
        }
        sides.iter().filter(|side| **side).count() >= 5
    }

    /// From the middle, in degrees from -180 to 180.
    fn bearing(&self, dot: &Dot) -> f64 {
        (dot.east - self.east).atan2(dot.north - self.north).to_degrees()
    }
}

impl Figure for Circle {
    fn off(&self, dot: Dot) -> f64 {
        ((dot.east - self.east).hypot(dot.north - self.north) - self.radius).abs()
    }

    fn round(&self) -> f64 {
        TAU * self.radius
    }

    fn is_athwart(&self) -> bool {
        self.is_athwart
    }
}

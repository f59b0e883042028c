//! What the courses at the ends of a silence, and its length, say of where the hull stopped.

use chart::Legs;
use model::{Degrees, Fix, Knots, Metres, Position, Span};

use super::Prism;
use crate::{CourseOptions, DarkOptions};

/// Where a silence began or ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) place: Position,
    /// Course over ground; `None` for a hull that lay or drifted.
    pub(super) course: Option<Degrees>,
}

impl Prism<'_> {
    /// How much likelier the courses before and after the silence, and its length, are if the hull stopped at a place than if
    /// it did anything else.
    pub(crate) fn agreement(&self, place: Position, legs: Legs, options: &DarkOptions) -> f64 {
        let stay = self
            .on
            .map_or(1.0, |_| options.stay.ratio(self.stay(legs, options), self.transfer, options.longest));
        self.courses(place, &options.course) * stay
    }

    /// No less than that by the same or longer legs.
    pub(crate) fn agreement_at_most(&self, place: Position, legs: Legs, options: &DarkOptions) -> f64 {
        let stay = self.on.map_or(1.0, |_| {
            options.stay.ratio_at_most(self.stay(legs, options), self.transfer, options.longest)
        });
        self.courses(place, &options.course) * stay
    }

    /// No less than that wherever the hull stopped, of one that was heard again.
    pub(crate) fn agreement_anywhere(&self, options: &DarkOptions) -> f64 {
        let ends = [Some(self.off), self.on].into_iter().flatten();
        let of_courses = ends.filter(|end| end.course.is_some()).map(|_| options.course.most().max(1.0));
        of_courses.product::<f64>() * options.stay.most(self.transfer, options.longest).max(1.0)
    }

    /// The same of the courses alone. Sailing straight on is the most usual of what else the hull may have done; courses say nothing of
    /// a hull that was not under way.
    pub(crate) fn courses(&self, place: Position, options: &CourseOptions) -> f64 {
        let is_steered = self.off.course.is_some() || self.on.is_some_and(|on| on.course.is_some());
        if !is_steered {
            return 1.0;
        }
        let there = self.off.place.bearing(place);
        let Some(on) = self.on else {
            let homewards = self.home.map(|home| self.off.place.bearing(home));
            return self.off.agreement(place, there, homewards, options);
        };
        let direct = Some(self.off.place.bearing(on.place));
        self.off.agreement(place, there, direct, options)
            * on.agreement(place, place.bearing(on.place), direct, options)
    }

    /// The time left for a place if the hull went there, and on, at the speed at which it went before and after.
    fn stay(&self, legs: Legs, options: &DarkOptions) -> Span {
        let cruise = self.cruise.unwrap_or(options.stay.usual_speed);
        self.silence.span() - Span::from_secs_f64((legs.out.0 + legs.on.0) / cruise.metres_per_second())
    }

    /// The places where the courses of two hulls cross: ahead of where either fell silent, or astern of where it was
    /// heard again.
    pub(crate) fn crossings(&self, other: &Prism<'_>) -> impl Iterator<Item = Position> {
        let own = self.rays();
        let theirs = other.rays();
        own.into_iter()
            .flatten()
            .flat_map(move |one| theirs.into_iter().flatten().filter_map(move |other| one.crossing(other)))
    }

    fn rays(&self) -> [Option<Ray>; 2] {
        let ahead = self.off.course.map(|course| Ray { from: self.off.place, towards: course });
        let astern = self.on.and_then(|on| {
            let towards = Degrees((on.course?.0 + 180.0) % 360.0);
            Some(Ray { from: on.place, towards })
        });
        [ahead, astern]
    }
}

impl End {
    /// How much likelier the course is on the way through a place, `through` there or from there, than on any other, of
    /// which the `direct` one, if there is one, is the most usual.
    fn agreement(
        &self,
        place: Position,
        through: Degrees,
        direct: Option<Degrees>,
        options: &CourseOptions,
    ) -> f64 {
        let steered = self.course.filter(|_| self.place.distance(place) > options.here);
        steered.map_or(1.0, |course| {
            let passing = direct.map_or(1.0, |direct| options.ratio(course.apart(direct)));
            options.against_passing(options.ratio(course.apart(through)), passing)
        })
    }

    pub(super) fn of(fix: &Fix, options: &CourseOptions) -> Self {
        Self { place: fix.position, course: fix.course().filter(|_| speed_under_way(fix, options).is_some()) }
    }
}

fn speed_under_way(fix: &Fix, options: &CourseOptions) -> Option<Knots> {
    fix.speed().filter(|&speed| speed >= options.under_way)
}

pub(super) fn cruise(ends: [Option<&Fix>; 2], options: &CourseOptions) -> Option<Knots> {
    let speeds = ends.into_iter().flatten().filter_map(|fix| speed_under_way(fix, options));
    let speeds: Vec<f64> = speeds.map(|speed| speed.0).collect();
    (!speeds.is_empty()).then(|| Knots(speeds.iter().sum::<f64>() / speeds.len() as f64))
}

/// A straight way from a place on.
#[derive(Debug, Clone, Copy)]
struct Ray {
    from: Position,
    towards: Degrees,
}

impl Ray {
    /// Where two rays cross, on a plane about the start of the first: right to a few kilometres over the ways of a
    /// silence.
    fn crossing(self, other: Self) -> Option<Position> {
        let (angle, distance) =
            (self.from.bearing(other.from).0.to_radians(), self.from.distance(other.from).0);
        let (east, north) = (distance * angle.sin(), distance * angle.cos());
        let [one, two] = [self, other].map(|ray| ray.towards.0.to_radians().sin_cos());
        let turn = one.0 * two.1 - one.1 * two.0;
        let along_one = (east * two.1 - north * two.0) / turn;
        let along_two = (east * one.1 - north * one.0) / turn;
        let ahead = along_one.is_finite() && along_one >= 0.0 && along_two >= 0.0;
        ahead.then(|| self.from.towards(self.towards, Metres(along_one)))
    }
}

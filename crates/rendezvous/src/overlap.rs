//! Where and when two silent hulls could have met: the overlap of two prisms, sampled on an even grid.

use chart::{Chart, Legs};
use model::{Degrees, Interval, Metres, Position, Span};

use crate::DarkOptions;
use crate::prism::{Extent, Prism};
use crate::spot::{Spot, quantile, thinned};

/// The most likely place and time of a meeting, and how sure they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Overlap {
    pub(crate) place: Position,
    /// The time that both could have spent at the likeliest sampled place.
    pub(crate) together: Interval,
    /// The longest that they could have spent at any sampled place within the radius.
    pub(crate) longest: Span,
    /// From the earliest to the latest moment anywhere.
    pub(crate) possible: Interval,
    pub(crate) radius: Metres,
    /// How much likelier courses and times are if the two met than if they did not, over all places.
    pub(crate) agreement: f64,
    /// Where they may have met, by a few places that stand for all: they count by the time that could be spent there, times how
    /// well courses and times agree with them.
    pub(crate) spots: Vec<Spot>,
}

/// So many places stand for all.
const SPOTS: u32 = 64;

impl Overlap {
    /// Of one or two silent hulls; `None` if no sampled place at sea allows [`DarkOptions::at_least`].
    ///
    /// Places count by the time that could be spent there and by how well courses and times agree with them; the likeliest
    /// place is their mean, moved to the nearest sample.
    pub(crate) fn of(prisms: &[&Prism<'_>], chart: &Chart, options: &DarkOptions) -> Option<Self> {
        let origin = prisms.first()?.landmarks()[0];
        let mut extents = prisms.iter().map(|prism| prism.extent(origin));
        let first = extents.next()?;
        let extent = extents.fold(first, |shared, extent| shared?.cut(extent?))?;
        let landmarks = prisms.iter().flat_map(|prism| prism.landmarks());
        let between = prisms.windows(2).flat_map(|pair| pair[0].between_both(pair[1]));
        let samples: Vec<Spot> = grid(extent, options.samples)
            .chain(landmarks)
            .chain(between)
            .filter_map(|place| sample(prisms, place, options))
            .filter(|sample| !chart.on_land(sample.place))
            .collect();
        Self::among(&samples)
    }

    fn among(samples: &[Spot]) -> Option<Self> {
        let mean = mean(samples)?;
        let near = |sample: &&Spot| sample.place.distance(mean).0;
        let likeliest = samples.iter().min_by(|one, other| near(one).total_cmp(&near(other)))?;
        let starts = samples.iter().map(|sample| sample.when.start());
        let ends = samples.iter().map(|sample| sample.when.end());
        let radius = nine_in_ten(samples, likeliest.place);
        let within = samples.iter().filter(|sample| sample.place.distance(likeliest.place) <= radius);
        Some(Self {
            place: likeliest.place,
            together: likeliest.when,
            longest: within.map(|sample| sample.when.span()).max().unwrap_or(likeliest.when.span()),
            possible: Interval::between(starts.min()?, ends.max()?),
            radius,
            agreement: agreement(samples),
            spots: thinned(samples, SPOTS),
        })
    }
}

fn sample(prisms: &[&Prism<'_>], place: Position, options: &DarkOptions) -> Option<Spot> {
    let Stop { when, agreement } = stop(prisms, place, options)?;
    Some(Spot { place, when, weight: when.span().hours() * agreement })
}

/// The time that all could have spent at a place, and how well courses and times agree with that.
struct Stop {
    when: Interval,
    agreement: f64,
}

/// `None` if it is not long enough.
fn stop(prisms: &[&Prism<'_>], place: Position, options: &DarkOptions) -> Option<Stop> {
    let agreement = |prism: &Prism<'_>, legs| prism.agreement(place, legs, options);
    stop_by(prisms, options, |prism| prism.legs(place), agreement)
}

/// The same if no land were in the way: no less time, and agreement no less than with any.
fn stop_at_most(prisms: &[&Prism<'_>], place: Position, options: &DarkOptions) -> Option<Stop> {
    let agreement = |prism: &Prism<'_>, legs| prism.agreement_at_most(place, legs, options);
    stop_by(prisms, options, |prism| prism.straight(place), agreement)
}

fn stop_by(
    prisms: &[&Prism<'_>],
    options: &DarkOptions,
    legs: impl Fn(&Prism<'_>) -> Option<Legs>,
    agreement: impl Fn(&Prism<'_>, Legs) -> f64,
) -> Option<Stop> {
    let legs: Option<Vec<Legs>> = prisms.iter().map(|prism| legs(prism)).collect();
    let legs = legs?;
    let mut stops = prisms.iter().zip(&legs).map(|(prism, legs)| prism.stop(*legs));
    let first = stops.next()?;
    let when = stops.try_fold(first, Interval::overlap)?;
    let agree = || prisms.iter().zip(&legs).map(|(prism, legs)| agreement(prism, *legs)).product();
    (when.span() >= options.at_least).then(|| Stop { when, agreement: agree() })
}

/// How well courses and times agree with a meeting of two prisms at most: at the places where their courses cross, at the landmarks,
/// and between the two. 0 where none gives time enough.
pub(crate) fn promise(a: &Prism<'_>, b: &Prism<'_>, options: &DarkOptions) -> f64 {
    best(places(a, b).filter_map(|place| stop(&[a, b], place, options)))
}

/// What that comes to at most: ways round land take long to find.
pub(crate) fn promise_at_most(a: &Prism<'_>, b: &Prism<'_>, options: &DarkOptions) -> f64 {
    best(places(a, b).filter_map(|place| stop_at_most(&[a, b], place, options)))
}

fn best(stops: impl Iterator<Item = Stop>) -> f64 {
    stops.map(|stop| stop.agreement).fold(0.0, f64::max)
}

fn places(a: &Prism<'_>, b: &Prism<'_>) -> impl Iterator<Item = Position> {
    let landmarks = a.landmarks().into_iter().chain(b.landmarks());
    landmarks.chain(a.between_both(b)).chain(a.crossings(b))
}

fn grid(extent: Extent, steps: u32) -> impl Iterator<Item = Position> {
    let steps = steps.max(1);
    let at =
        move |low: f64, high: f64, step: u32| low + (high - low) * (f64::from(step) + 0.5) / f64::from(steps);
    let cells = (0..steps).flat_map(move |row| (0..steps).map(move |column| (row, column)));
    cells.filter_map(move |(row, column)| {
        // About a pole an extent goes around more than once.
        let lon = at(extent.west, extent.east.min(extent.west + 360.0), column);
        let lon = (lon + 540.0).rem_euclid(360.0) - 180.0;
        Position::from_degrees(Degrees(at(extent.south, extent.north, row)), Degrees(lon)).ok()
    })
}

/// Step by step, so that the dateline does no harm.
fn mean(samples: &[Spot]) -> Option<Position> {
    let weighted = samples.iter().map(|sample| (sample.place, sample.weight));
    let mean = weighted.reduce(|(mean, so_far), (place, weight)| {
        (mean.interpolate(place, weight / (so_far + weight).max(f64::MIN_POSITIVE)), so_far + weight)
    });
    mean.map(|(place, _)| place)
}

/// The mean agreement, places counting by the time that could be spent there.
fn agreement(samples: &[Spot]) -> f64 {
    let hours: f64 = samples.iter().map(|sample| sample.when.span().hours()).sum();
    samples.iter().map(|sample| sample.weight).sum::<f64>() / hours.max(f64::MIN_POSITIVE)
}

/// The radius about `centre` that holds nine tenths of the weight.
fn nine_in_ten(samples: &[Spot], centre: Position) -> Metres {
    let weighted = samples.iter().map(|sample| (sample.place.distance(centre), sample.weight));
    quantile(weighted.collect(), 0.9).unwrap_or(Metres(0.0))
}

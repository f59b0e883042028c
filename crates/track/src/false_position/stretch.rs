//! Stretches of false positions as events: where a hull was believed last, and what the false places look like.

use model::{
    Doubt, DoubtfulFix, Event, FalsePattern, Finding, Fix, Metres, Parties, Position, Spoofing, Surroundings,
    Track, Transmitter,
};

use crate::FalsePositionOptions;

/// A stretch of false positions, and where its hull was believed last before it, or first after.
pub(super) struct Told {
    pub(super) event: Event,
    pub(super) believed: Option<Position>,
}

/// The stretches of one hull, by time; a few places on land are a fault of transmission, and no event.
pub(super) fn told(track: &Track, options: &FalsePositionOptions) -> Vec<Told> {
    let lies = track.doubtful.iter().filter(|doubtful| doubtful.doubt.is_false_place());
    let lies: Vec<DoubtfulFix> = lies.copied().collect();
    let believed = |one: &Fix, next: &Fix| {
        let since = track.fixes.partition_point(|fix| fix.time <= one.time);
        track.fixes.get(since).is_some_and(|fix| fix.time < next.time)
    };
    let is_one = |one: &DoubtfulFix, next: &DoubtfulFix| {
        next.fix.time - one.fix.time <= options.stretch_within && !believed(&one.fix, &next.fix)
    };
    let is_told = |stretch: &&[DoubtfulFix]| {
        stretch.len() >= options.fixes_at_least || stretch.iter().any(|lie| lie.doubt != Doubt::OnLand)
    };
    lies.chunk_by(is_one).filter(is_told).map(|stretch| told_by(track, stretch)).collect()
}

fn told_by(track: &Track, stretch: &[DoubtfulFix]) -> Told {
    let (first, last) = (&stretch[0].fix, &stretch[stretch.len() - 1].fix);
    let next = track.fixes.partition_point(|fix| fix.time <= first.time);
    let before = next.checked_sub(1).map(|at| &track.fixes[at]);
    let (believed, leap) = match (before, track.fixes.get(next)) {
        (Some(before), _) => (Some(before.position), Some(before.position.distance(first.position))),
        (None, Some(after)) => (Some(after.position), Some(after.position.distance(last.position))),
        (None, None) => (None, None),
    };
    let event = Event {
        finding: Finding::Spoofing(Spoofing { pattern: pattern(stretch), leap, fixes: stretch.len() as u32 }),
        parties: Parties { a: track.hull, b: None },
        start: first.time,
        end: Some(last.time),
        position: first.position,
        surroundings: Surroundings::default(),
        cites: before.into_iter().chain([first, last]).map(|fix| fix.location).collect(),
    };
    Told { event, believed }
}

/// What the false places look like.
fn pattern(stretch: &[DoubtfulFix]) -> FalsePattern {
    /// A receiver of positions at rest scatters by less.
    const STILL: Metres = Metres(50.0);
    /// The way round a circle is 3.1 times its width; a passage is hardly longer than it is wide (design: two rounds).
    const ROUND: f64 = 6.0;
    let on_land = stretch.iter().filter(|lie| lie.doubt == Doubt::OnLand).count();
    let exact = stretch.iter().map(|lie| &lie.fix).filter(|fix| fix.transmitter != Transmitter::LongRange);
    let places: Vec<Position> = exact.map(|fix| fix.position).collect();
    let widest = places.iter().map(|place| place.distance(places[0]).0).fold(0.0, f64::max);
    let way: f64 = places.windows(2).map(|pair| pair[0].distance(pair[1]).0).sum();
    match () {
        () if on_land * 2 > stretch.len() => FalsePattern::Land,
        () if widest <= STILL.0 => FalsePattern::Still,
        () if way >= ROUND * widest => FalsePattern::Loop,
        () => FalsePattern::Shift,
    }
}

//! Stretches of false positions as events: where a hull was believed last, and what the false places look like.

use model::{
    Doubt, DoubtfulFix, Event, FalsePattern, Finding, Fix, Metres, Parties, Position, Spoofing, Surroundings,
    Track, Transmitter,
};

use crate::FalsePositionOptions;
use crate::follow::Way;

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
        (Some(before), _) => (Some(before.position), Some(before.position.geodesic(first.position))),
        (None, Some(after)) => (Some(after.position), Some(after.position.geodesic(last.position))),
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
    let places: Vec<Way> = exact.map(|fix| Way::between(stretch[0].fix.position, fix.position)).collect();
    let apart = |one: Way, other: Way| (other.east - one.east).hypot(other.north - one.north);
    let widest = places.iter().map(|place| apart(places[0], *place)).fold(0.0, f64::max);
    let way: f64 = places.windows(2).map(|pair| apart(pair[0], pair[1])).sum();
    match () {
        () if on_land * 2 > stretch.len() => FalsePattern::Land,
        () if widest <= STILL.0 => FalsePattern::Still,
        () if way >= ROUND * widest && is_gone_round(&places) => FalsePattern::Loop,
        () => FalsePattern::Shift,
    }
}

/// Whether places stand round their middle in the order of their bearings: a ship at rest of which a place is garbled now and
/// then goes a long way, too, but to and fro.
fn is_gone_round(places: &[Way]) -> bool {
    /// Fewer steps are in any order (design: as many as a figure is fitted to).
    const STEPS: usize = 12;
    /// Of the steps, those in one sense, in tenths (design: chance has half of them so; a corner cut between two fixes, or one
    /// heard late, turns back).
    const IN_ONE_SENSE: usize = 8;
    let count = places.len() as f64;
    let (east, north) = places
        .iter()
        .fold((0.0, 0.0), |(east, north), place| (east + place.east / count, north + place.north / count));
    let from_middle = |place: &Way| Way { east: place.east - east, north: place.north - north };
    let steps = places.windows(2).map(|pair| [from_middle(&pair[0]), from_middle(&pair[1])]);
    let senses: Vec<f64> = steps.map(|[one, next]| one.east * next.north - one.north * next.east).collect();
    let (right, left) = (
        senses.iter().filter(|sense| **sense < 0.0).count(),
        senses.iter().filter(|sense| **sense > 0.0).count(),
    );
    right + left >= STEPS && right.max(left) * 10 >= (right + left) * IN_ONE_SENSE
}

#[cfg(test)]
mod tests {
    use model::Degrees;

    use super::*;
    use crate::testing::{at, fix_at};

    /// What forty places look like, so many degrees and metres from one.
    fn looks(place: impl Fn(u32) -> (f64, f64)) -> FalsePattern {
        let lie = |step: u32| {
            let (bearing, metres) = place(step);
            let position = at(35.0, 124.0).towards(Degrees(bearing.rem_euclid(360.0)), Metres(metres));
            DoubtfulFix { fix: fix_at(f64::from(step) * 0.1, position), doubt: Doubt::FalsePosition }
        };
        pattern(&(0..40).map(lie).collect::<Vec<_>>())
    }

    #[test]
    fn places_in_the_order_of_their_bearings_are_a_course_round_and_round_in_either_sense() {
        for turn in [25.0, -25.0] {
            assert_eq!(looks(|step| (f64::from(step) * turn, 3_000.0)), FalsePattern::Loop, "{turn}");
        }
    }

    #[test]
    fn a_moored_ship_garbled_to_every_side_goes_as_far_and_round_nothing() {
        let garbled = |step: u32| match step % 2 {
            0 => (f64::from(step * 7_919), 3_000.0),
            _ => (0.0, 0.0),
        };
        assert_eq!(looks(garbled), FalsePattern::Shift);
    }

    #[test]
    fn places_on_a_circle_in_no_order_are_no_course_round_it() {
        let bearing = |step: u32| f64::from((step * step * (37 * step + 101)) % 360);
        assert_eq!(looks(|step| (bearing(step), 3_000.0)), FalsePattern::Shift);
    }
}

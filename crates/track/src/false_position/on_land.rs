//! Places well inside land: of a ship that was heard at sea, and of whose way there nothing was heard.
//!
//! Charts make land of narrow waters, and rivers carry ships far inland. A place says something only far from all charted
//! water and every port; not if the ship was heard as it sailed in or out, nor if it had the time to sail both ways on a
//! river that the chart does not know; and not where several others are heard, too, as on a river. A number that is never heard at sea is a river craft's, or a test bench's, and meets nobody there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Doubt, Fix, Fleet, Metres, Mmsi, Position, Track};

use super::{set_aside, steps_of};
use crate::FalsePositionOptions;
use crate::follow::Way;

/// Sets the fixes of a fleet aside that lie well inside land where no ship can be shown to sail; `landlocked` tells how far a
/// place lies from the nearest water or port, 0 at sea.
pub fn doubt_on_land(
    fleet: &mut Fleet,
    landlocked: impl Fn(Position) -> Metres,
    options: &FalsePositionOptions,
) {
    let inland: Vec<Vec<Range<usize>>> =
        fleet.tracks.iter().map(|track| inland(&track.fixes, &landlocked, options.inland)).collect();
    let waters = Waters::of(fleet.tracks.iter().zip(&inland));
    for (track, mut stretches) in fleet.tracks.iter_mut().zip(inland) {
        stretches.retain(|stretch| {
            is_unexplained(&track.fixes, stretch, options)
                && !waters.are_sailed(track, stretch, options.waterway_at_least)
        });
        set_aside(track, &stretches, Doubt::OnLand);
    }
}

/// The stretches of fixes that lie at least so deep in land. A place tells of all around it as far as its depth differs
/// from that, so that few are asked about.
fn inland(fixes: &[Fix], landlocked: &impl Fn(Position) -> Metres, deep: Metres) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut known: Option<(Position, f64, bool)> = None;
    for (at, fix) in fixes.iter().enumerate() {
        let told = known.filter(|(asked, tells_of, _)| Way::at_most(*asked, fix.position) <= *tells_of);
        let (asked, tells_of, is_deep) = told.unwrap_or_else(|| {
            let depth = landlocked(fix.position);
            (fix.position, (depth.0 - deep.0).abs(), depth >= deep)
        });
        known = Some((asked, tells_of, is_deep));
        match stretches.last_mut() {
            _ if !is_deep => {}
            Some(last) if last.end == at => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

/// Whether the ship was heard at sea, neither as it sailed in nor as it sailed out, and had no time for one of the ways.
fn is_unexplained(fixes: &[Fix], stretch: &Range<usize>, options: &FalsePositionOptions) -> bool {
    let steps = || steps_of(fixes, stretch);
    steps().all(|step| !step.is_heard(options)) && steps().any(|step| step.is_too_fast(options))
}

/// Which numbers were heard inland, by cell of a tenth of a degree.
struct Waters(BTreeMap<(i32, i32), BTreeSet<Mmsi>>);

impl Waters {
    fn of<'a>(inland: impl Iterator<Item = (&'a Track, &'a Vec<Range<usize>>)>) -> Self {
        let mut cells: BTreeMap<(i32, i32), BTreeSet<Mmsi>> = BTreeMap::new();
        for (track, stretches) in inland {
            for cell in stretches.iter().flat_map(|stretch| cells_of(&track.fixes[stretch.clone()])) {
                cells.entry(cell).or_default().insert(track.hull.mmsi);
            }
        }
        Self(cells)
    }

    /// Whether at least so many others were heard about a place of the stretch.
    fn are_sailed(&self, track: &Track, stretch: &Range<usize>, others: usize) -> bool {
        let near = |(row, column): (i32, i32)| (row - 1..=row + 1, column - 1..=column + 1);
        let heard_about = |cell| {
            let (rows, columns) = near(cell);
            let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
            let numbers: BTreeSet<&Mmsi> = cells.filter_map(|cell| self.0.get(&cell)).flatten().collect();
            numbers.into_iter().filter(|&&mmsi| mmsi != track.hull.mmsi).count()
        };
        cells_of(&track.fixes[stretch.clone()]).any(|cell| heard_about(cell) >= others)
    }
}

/// The cells that some fixes go through.
fn cells_of(fixes: &[Fix]) -> impl Iterator<Item = (i32, i32)> {
    /// A tenth of a degree.
    const SIDE_E7: i32 = 1_000_000;
    let cell =
        |fix: &Fix| (fix.position.lat_e7().div_euclid(SIDE_E7), fix.position.lon_e7().div_euclid(SIDE_E7));
    fixes.chunk_by(move |one, next| cell(one) == cell(next)).map(move |together| cell(&together[0]))
}

#[cfg(test)]
mod tests {
    use model::{Event, FalsePattern, Finding, Span};

    use super::*;
    use crate::testing::{at, fix_at, mmsi, track, voyage};
    use crate::{Options, spoofing};

    /// West of 124 E all is land, but for a river at 37 N of which the chart knows nothing.
    fn landlocked(place: Position) -> Metres {
        Metres(((124.0 - place.lon()) * 88_000.0).max(0.0))
    }

    /// A ship on passage at sea that is heard inland from the 10th to the 14th hour, every six minutes.
    fn strays(number: u32, inland: impl Fn(f64) -> Position) -> Track {
        let passage = voyage(at(36.0, 124.5), 0.0, 10.0, (0.0, 30.0), 6.0);
        let is_away = |fix: &Fix| {
            let hour = (fix.time - crate::testing::hours(0.0)).hours();
            (8.6..15.3).contains(&hour)
        };
        let mut fixes: Vec<Fix> = passage.into_iter().filter(|fix| !is_away(fix)).collect();
        fixes.extend((0..40).map(|step| {
            let hour = 10.0 + f64::from(step) * 0.1;
            fix_at(hour, inland(hour))
        }));
        fixes.iter_mut().for_each(|fix| fix.mmsi = mmsi(number));
        fixes.sort_by(Fix::compare);
        track(fixes)
    }

    fn doubted(tracks: Vec<Track>) -> (Vec<usize>, Vec<Event>) {
        let mut fleet = Fleet { tracks, vessels: Vec::new() };
        let options = Options::default().false_position;
        doubt_on_land(&mut fleet, landlocked, &options);
        let aside = fleet.tracks.iter().map(|track| track.doubtful.len()).collect();
        (aside, spoofing(&fleet, &options))
    }

    #[test]
    fn a_ship_that_says_it_is_among_hills_an_hour_after_it_was_at_sea_is_not_believed() {
        let (aside, events) = doubted(vec![strays(1, |_| at(36.4, 123.5))]);
        assert_eq!(aside, [40]);
        let Finding::Spoofing(told) = events[0].finding else { panic!("{events:?}") };
        assert_eq!((told.pattern, told.fixes, events.len()), (FalsePattern::Land, 40, 1));
    }

    #[test]
    fn a_ship_up_a_river_that_the_chart_does_not_know_is_believed_where_it_had_the_time_to_sail_there() {
        let silent_for = |hours: i64| {
            let mut ship = strays(1, |_| at(36.4, 123.5));
            for fix in ship.fixes.to_mut().iter_mut().filter(|fix| fix.position.lon() > 124.0) {
                let before = fix.time < crate::testing::hours(12.0);
                fix.time = fix.time.saturating_add(Span::from_hours(if before { -hours } else { hours }));
            }
            doubted(vec![ship]).0
        };
        assert_eq!((silent_for(0), silent_for(40)), (vec![40], vec![0]));
    }

    #[test]
    fn a_ship_in_a_creek_that_the_chart_does_not_know_is_believed() {
        assert_eq!(doubted(vec![strays(1, |_| at(36.4, 123.95))]).0, [0]);
    }

    #[test]
    fn a_ship_that_was_heard_as_it_sailed_up_a_river_is_believed() {
        let up = voyage(at(37.0, 124.2), 270.0, 10.0, (0.0, 8.0), 6.0);
        assert_eq!(doubted(vec![track(up)]), (vec![0], Vec::new()));
    }

    #[test]
    fn a_ship_is_believed_where_three_others_are_heard_and_not_where_two_are() {
        let river = |hour: f64| at(37.0, 123.5 + hour * 0.01);
        let ships = |count: u32| doubted((1..=count).map(|number| strays(number, river)).collect()).0;
        assert_eq!(ships(4), [0; 4]);
        assert_eq!(ships(3), [40; 3]);
    }

    #[test]
    fn a_number_that_is_heard_only_inland_is_a_river_crafts() {
        let craft = voyage(at(37.0, 123.0), 90.0, 1.0, (0.0, 8.0), 6.0);
        assert_eq!(doubted(vec![track(craft)]).0, [0]);
    }

    #[test]
    fn two_garbled_places_inland_are_set_aside_and_are_no_event() {
        let mut ship = strays(1, |_| at(36.4, 123.5));
        let is_inland = |fix: &Fix| fix.position.lon() < 124.0;
        let mut inland = 0;
        ship.fixes.to_mut().retain(|fix| {
            inland += usize::from(is_inland(fix));
            !is_inland(fix) || inland <= 2
        });
        assert_eq!(doubted(vec![ship]), (vec![2], Vec::new()));
    }
}

//! The believed fixes of a hull for a while, and where it was between them.

use case::{Case, FixFilter, TableError};
use model::{Degrees, Position, Span, Timestamp};

/// Both hulls were observed at a moment with fixes no farther apart than this around it (`EncounterOptions`).
const OBSERVED_WITHIN: Span = Span::from_minutes(60);

pub(crate) struct Heard(Vec<(Timestamp, Position)>);

impl Heard {
    pub(crate) fn of(case: &Case, mmsi: i64, from: Timestamp, to: Timestamp) -> Result<Self, TableError> {
        let filter = FixFilter { mmsi: Some(mmsi), since: Some(from), until: Some(to) };
        let believed =
            case.places(&filter)?.into_iter().filter(|place| place.doubt.is_none() && place.part == 0);
        let placed = believed.filter_map(|place| {
            let at = Position::from_degrees(Degrees(place.fix.lat), Degrees(place.fix.lon)).ok()?;
            Some((place.fix.time, at))
        });
        Ok(Self(placed.collect()))
    }

    pub(crate) fn fixes(&self) -> &[(Timestamp, Position)] {
        &self.0
    }

    pub(crate) fn times(&self) -> Vec<Timestamp> {
        self.0.iter().map(|(time, _)| *time).collect()
    }

    /// In a straight and even motion between two fixes; `None` before the first and after the last.
    pub(crate) fn place_at(&self, at: Timestamp) -> Option<Position> {
        let [(before, from), (after, to)] = self.around(at)?;
        let share = (at - before).secs() / (after - before).secs().max(f64::MIN_POSITIVE);
        Some(from.interpolate(to, share))
    }

    pub(crate) fn is_observed(&self, at: Timestamp) -> bool {
        self.around(at).is_some_and(|[(before, _), (after, _)]| after - before <= OBSERVED_WITHIN)
    }

    fn around(&self, at: Timestamp) -> Option<[(Timestamp, Position); 2]> {
        let after = self.0.partition_point(|(time, _)| *time <= at);
        Some([*self.0.get(after.checked_sub(1)?)?, *self.0.get(after)?])
    }
}

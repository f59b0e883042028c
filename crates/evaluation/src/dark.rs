//! How well meetings that nobody heard were found, among the likeliest finds of a case.

use model::{Interval, Metres, Span};
use simulator::truth::{DarkRendezvousRow, DarkSide, EncounterRow, Truth};

use crate::findings::{Findings, FoundDarkRendezvous};
use crate::report::Measure;

/// Of the likeliest dark rendezvous found, three times as many as there truly were.
pub(crate) fn measures(findings: &Findings, truth: &Truth) -> Vec<Measure> {
    let rows = &truth.dark_rendezvous;
    let depth = (rows.len() * 3).min(findings.dark_rendezvous.len());
    let looked_at = &findings.dark_rendezvous[..depth];
    let hits: Vec<DarkHit<'_>> = rows.iter().filter_map(|row| DarkHit::of(row, looked_at)).collect();
    let both = hits.iter().filter(|hit| hit.names_both).count();
    let recall = |name: &str, dark: fn(DarkSide) -> bool| {
        let of = rows.iter().filter(|row| dark(row.dark)).count();
        dark_share(name, hits.iter().filter(|hit| dark(hit.row.dark)).count(), of)
    };
    let mut measures = vec![
        recall("recall@3n", |_| true),
        recall("recall@3n, one ship dark", |dark| dark == DarkSide::One),
        recall("recall@3n, both ships dark", |dark| dark == DarkSide::Both),
        dark_share("recall@3n, both ships named", both, rows.len()),
    ];
    measures.extend(precision_measures(looked_at, truth));
    measures.extend(place_measures(&hits));
    measures
}

/// How many finds are right: of a meeting for which a ship went dark, or of any transfer of the ships that they name, since
/// reception alone hides more of them than ships do.
fn precision_measures(looked_at: &[FoundDarkRendezvous], truth: &Truth) -> [Measure; 2] {
    let transfers: Vec<&EncounterRow> = truth.encounters.iter().filter(|row| is_transfer(row)).collect();
    let went_dark = |found: &&FoundDarkRendezvous| truth.dark_rendezvous.iter().any(|row| found.meets(row));
    let is_real = |found: &&FoundDarkRendezvous| {
        went_dark(found) || transfers.iter().any(|row| found.names_both_of(row))
    };
    let share = |name, count| dark_share(name, count, looked_at.len());
    [
        share("precision@3n, several finds of one meeting right", looked_at.iter().filter(went_dark).count()),
        share(
            "precision@3n, with transfers that reception alone hid",
            looked_at.iter().filter(is_real).count(),
        ),
    ]
}

/// How far from the true places and times those found were, and whether they said so.
fn place_measures(hits: &[DarkHit<'_>]) -> Vec<Measure> {
    let all: Vec<&DarkHit<'_>> = hits.iter().collect();
    let of_one: Vec<&DarkHit<'_>> = hits.iter().filter(|hit| hit.row.dark == DarkSide::One).collect();
    let named: Vec<&DarkHit<'_>> = hits.iter().filter(|hit| hit.found.names_both(hit.row)).collect();
    let place_error = |name: &str, hits: &[&DarkHit<'_>]| {
        let errors = hits.iter().filter_map(|hit| hit.place_error()).map(Metres::km);
        Measure::of(DARK, name, median(errors), hits.len())
    };
    let inside = |name: &str, hits: &[&DarkHit<'_>], radius: fn(&FoundDarkRendezvous) -> Metres| {
        let errors: Vec<(Metres, Metres)> =
            hits.iter().filter_map(|hit| Some((hit.place_error()?, radius(hit.found)))).collect();
        dark_share(name, errors.iter().filter(|(error, radius)| error <= radius).count(), errors.len())
    };
    let radius = |name: &str, hits: &[&DarkHit<'_>]| {
        Measure::of(DARK, name, median(hits.iter().map(|hit| hit.found.radius.km())), hits.len())
    };
    let in_time = |name: &str, hits: &[&DarkHit<'_>]| {
        dark_share(name, hits.iter().filter(|hit| hit.is_in_time()).count(), hits.len())
    };
    let time_error = median(of_one.iter().map(|hit| hit.time_error().hours()));
    vec![
        place_error("median place error of those found, km", &all),
        place_error("median place error, one ship dark, km", &of_one),
        Measure::of(DARK, "median time error, one ship dark, h", time_error, of_one.len()),
        inside("true place inside the radius said to hold 0.9", &all, |found| found.radius),
        inside("true place inside the radius, both ships named", &named, |found| found.radius),
        inside("true place inside the radius of the two, both ships named", &named, |found| {
            found.pair_radius
        }),
        radius("median radius said to hold 0.9, km", &all),
        radius("median radius, both ships named, km", &named),
        in_time("all of the meeting inside the time said to hold 0.9", &all),
        in_time("all of the meeting inside the time, both ships named", &named),
    ]
}

const DARK: &str = "dark rendezvous";

fn dark_share(name: &str, count: usize, of: usize) -> Measure {
    Measure::of(DARK, name, count as f64 / of.max(1) as f64, of)
}

/// A true meeting and the likeliest find of it.
struct DarkHit<'a> {
    row: &'a DarkRendezvousRow,
    found: &'a FoundDarkRendezvous,
    /// Whether any find of it names both ships.
    names_both: bool,
}

impl<'a> DarkHit<'a> {
    fn of(row: &'a DarkRendezvousRow, looked_at: &'a [FoundDarkRendezvous]) -> Option<Self> {
        let mut finds = looked_at.iter().filter(|found| found.meets(row));
        let names_both = finds.clone().any(|found| found.names_both(row));
        Some(Self { row, found: finds.next()?, names_both })
    }

    /// Between the true place and the one told.
    fn place_error(&self) -> Option<Metres> {
        Some(self.found.position.distance(self.row.position()?))
    }

    /// Whether all of the meeting lies in the time that is said to hold it.
    fn is_in_time(&self) -> bool {
        let (told, met) = (self.found.possible, self.row.interval());
        told.start() <= met.start() && met.end() <= told.end()
    }

    /// Between the middles.
    fn time_error(&self) -> Span {
        let apart = self.found.when.middle() - self.row.interval().middle();
        Span::from_ms(apart.ms().abs())
    }
}

/// 0 where there is nothing.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

impl FoundDarkRendezvous {
    /// Whether it is about a true meeting: one of its ships, in its hours.
    fn meets(&self, row: &DarkRendezvousRow) -> bool {
        let named = [row.mmsi_a, row.mmsi_b].into_iter().flatten().any(|mmsi| self.mmsis.contains(&mmsi));
        named && self.when.overlap(row.interval()).is_some()
    }

    /// Whether the two that it names were truly side by side in its hours.
    fn names_both_of(&self, row: &EncounterRow) -> bool {
        let named = [row.mmsi_a, row.mmsi_b];
        named.into_iter().all(|mmsi| mmsi.is_some_and(|mmsi| self.mmsis.contains(&mmsi)))
            && self.when.overlap(Interval::between(row.start, row.end)).is_some()
    }

    fn names_both(&self, row: &DarkRendezvousRow) -> bool {
        [row.mmsi_a, row.mmsi_b].into_iter().all(|mmsi| mmsi.is_some_and(|mmsi| self.mmsis.contains(&mmsi)))
    }
}

/// Whether ships lay together so that something might change hands, not as neighbours or at work.
pub(crate) fn is_transfer(row: &EncounterRow) -> bool {
    matches!(row.context.as_str(), "illicit_sts" | "legal_sts" | "bunkering" | "raft")
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Mmsi, Position, Timestamp};

    use super::*;

    fn hours(from: i64, to: i64) -> Interval {
        let at = |hour| Timestamp::from_ms(hour * 3_600_000).unwrap();
        Interval::between(at(from), at(to))
    }

    fn ship(number: u32) -> Mmsi {
        Mmsi::try_from(number).unwrap()
    }

    fn together(pair: (u32, u32), context: &str) -> EncounterRow {
        let when = hours(10, 16);
        EncounterRow {
            encounter_id: 1,
            hull_a: pair.0,
            hull_b: pair.1,
            mmsi_a: Some(ship(pair.0)),
            mmsi_b: Some(ship(pair.1)),
            start: when.start(),
            end: when.end(),
            lat: 30.0,
            lon: 124.0,
            min_distance_m: 20.0,
            fixes_a: 4,
            fixes_b: 0,
            context: context.to_owned(),
        }
    }

    fn found(pair: (u32, u32)) -> FoundDarkRendezvous {
        FoundDarkRendezvous {
            mmsis: vec![ship(pair.0), ship(pair.1)],
            when: hours(12, 14),
            position: Position::from_degrees(Degrees(30.0), Degrees(124.0)).unwrap(),
            radius: Metres::from_km(20.0),
            pair_radius: Metres(500.0),
            possible: hours(9, 18),
        }
    }

    #[test]
    fn a_find_of_a_transfer_that_reception_hid_is_real_and_one_of_neighbours_at_anchor_is_not() {
        let encounters = vec![together((1, 2), "legal_sts"), together((3, 4), "anchorage")];
        let truth = Truth { encounters, ..Truth::default() };
        let looked_at = [found((1, 2)), found((3, 4)), found((1, 4)), found((2, 1))];
        let values = precision_measures(&looked_at, &truth).map(|measure| measure.value);
        assert_eq!(values, [Some(0.0), Some(0.5)]);
    }

    #[test]
    fn a_meeting_beyond_the_circle_of_the_two_may_lie_in_that_of_whoever_met() {
        let row = |lat: f64, until: i64| DarkRendezvousRow {
            hull_a: 1,
            hull_b: 2,
            mmsi_a: Some(ship(1)),
            mmsi_b: Some(ship(2)),
            start: hours(11, until).start(),
            end: hours(11, until).end(),
            lat,
            lon: 124.0,
            dark: DarkSide::One,
        };
        let shares = |lat: f64, until: i64| {
            let (row, found) = (row(lat, until), found((1, 2)));
            let hits = [DarkHit { row: &row, found: &found, names_both: true }];
            let measures = place_measures(&hits);
            let value = |name: &str| {
                measures.iter().find(|measure| measure.name == name).and_then(|measure| measure.value)
            };
            [
                value("true place inside the radius said to hold 0.9"),
                value("true place inside the radius of the two, both ships named"),
                value("all of the meeting inside the time said to hold 0.9"),
            ]
        };
        assert_eq!(shares(30.001, 17), [Some(1.0); 3]);
        assert_eq!(shares(30.1, 19), [Some(1.0), Some(0.0), Some(0.0)]);
        assert_eq!(shares(31.0, 17), [Some(0.0), Some(0.0), Some(1.0)]);
    }
}

//! The rows of marks, made number by number as they are written: of an archive that several receivers heard they may be nearly
//! as many as its fixes.

use std::collections::BTreeSet;

use model::{Doubt, Fix, Fixes, Fleet, Mmsi};

use crate::row::MarkRow;

/// What track building made of fixes, where that is not the usual, in the order of the table; `copies` are those that it left
/// out because another record of the same transmission counts, by number.
pub(crate) fn marks<'f>(fleet: &'f Fleet, copies: &'f [Fixes]) -> impl Iterator<Item = MarkRow> + 'f {
    let copied = copies.iter().flat_map(|part| part.chunk_by(|one, next| one.mmsi == next.mmsi));
    let copied = copied.map(|of_number| of_number[0].mmsi);
    let numbers: BTreeSet<Mmsi> = fleet.tracks.iter().map(|track| track.hull.mmsi).chain(copied).collect();
    numbers.into_iter().flat_map(move |number| of_number(number, fleet, copies))
}

fn of_number(number: Mmsi, fleet: &Fleet, copies: &[Fixes]) -> Vec<MarkRow> {
    let from = fleet.tracks.partition_point(|track| track.hull.mmsi < number);
    let tracks = fleet.tracks[from..].iter().take_while(|track| track.hull.mmsi == number);
    let mut marks: Vec<MarkRow> = Vec::new();
    for track in tracks {
        let part = track.hull.part;
        let second = track.fixes.iter().filter(|_| part > 0);
        marks.extend(second.map(|fix| MarkRow::of(fix, part, None)));
        marks.extend(track.doubtful.iter().map(|one| MarkRow::of(&one.fix, part, Some(one.doubt))));
    }
    marks.extend(copies_of(number, copies).iter().map(|fix| MarkRow::of(fix, 0, Some(Doubt::Copy))));
    marks.sort_by_key(MarkRow::key);
    marks
}

/// All fixes of a number are in one part.
fn copies_of(number: Mmsi, copies: &[Fixes]) -> &[Fix] {
    let mut parts = copies.iter();
    let Some(part) = parts.find(|part| part.last().is_some_and(|fix| number <= fix.mmsi)) else { return &[] };
    let from = part.partition_point(|fix| fix.mmsi < number);
    let to = part.partition_point(|fix| fix.mmsi <= number);
    &part[from..to]
}

#[cfg(test)]
mod tests {
    use model::{DoubtfulFix, HullId, Track};

    use super::*;
    use crate::store::testing::fix;

    fn track(ship: u32, part: u16, hours: &[i64], doubted: &[i64]) -> Track {
        let fix = |&hour: &i64| fix(ship, hour, 1, hour as u64);
        let doubtful = doubted.iter().map(|hour| DoubtfulFix { fix: fix(hour), doubt: Doubt::Jump });
        let hull = HullId { mmsi: fix(&0).mmsi, part };
        Track { hull, fixes: hours.iter().map(fix).collect(), doubtful: doubtful.collect() }
    }

    #[test]
    fn what_is_not_usual_of_each_ship_is_marked_in_the_order_of_the_table() {
        let tracks = vec![
            track(1, 0, &[1, 2], &[5]),
            track(1, 1, &[3, 4], &[]),
            track(3, 0, &[1], &[]),
            track(4, 0, &[], &[2]),
        ];
        let fleet = Fleet { tracks, vessels: Vec::new() };
        let copies = |fixes: &[(u32, i64)]| fixes.iter().map(|&(ship, hour)| fix(ship, hour, 0, 9)).collect();
        let copies: [Fixes; 3] = [copies(&[(1, 3), (1, 6), (2, 1)]), copies(&[]), copies(&[(4, 0), (5, 1)])];
        let told: Vec<(i64, i64, i64, Option<&str>)> = marks(&fleet, &copies)
            .map(|row| (row.mmsi % 10, row.line, row.part, row.doubt.map(Doubt::as_str)))
            .collect();
        assert_eq!(
            told,
            [
                (1, 9, 0, Some("copy")),
                (1, 3, 1, None),
                (1, 4, 1, None),
                (1, 5, 0, Some("jump")),
                (1, 9, 0, Some("copy")),
                (2, 9, 0, Some("copy")),
                (4, 9, 0, Some("copy")),
                (4, 2, 0, Some("jump")),
                (5, 9, 0, Some("copy")),
            ]
        );
        assert!(marks(&fleet, &[]).is_sorted_by_key(|row| row.key()));
    }
}

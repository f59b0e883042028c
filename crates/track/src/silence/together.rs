//! Who fell silent and was heard again together: two ships that do both within minutes of each other have one reason for it,
//! a receiver that failed or a satellite that did not pass. One ship that is unheard beside another tells little; that both are
//! unheard from one minute to another tells much, also where as many other ships of the harbour go on being heard by a second
//! receiver. Where nearly all others were heard, no receiver failed: two ships that switch off at once have a reason of their own.

use model::{CellHour, Event, Finding, HullId, Position, Span, Timestamp};

/// Moments no farther apart are one (design: a ship at anchor is heard every few minutes, and where hearing is worse than
/// every half hour silences say little).
const AT_ONCE: Span = Span::from_secs(1800);

/// A receiver that fails takes at least one ship of so many with it (design: ports are heard by two to four).
const OF_SO_MANY: u32 = 4;

/// Row and column of a cell.
type Place = (u16, u16);

/// A silence by its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ends {
    from: Place,
    start: Timestamp,
    hull: HullId,
    /// Where and when the hull was heard again.
    again: Option<(Place, Timestamp)>,
    /// How many others were heard about it meanwhile.
    heard: u32,
}

/// For each event how many other hulls fell silent with it and were heard again with it, near by at both ends; 0 for what
/// is no silence.
pub(super) fn together(events: &[Event]) -> Vec<u32> {
    let mut all: Vec<Ends> = events.iter().filter_map(Ends::of).collect();
    all.sort_unstable();
    let count = |event: &Event| Ends::of(event).map_or(0, |own| own.shared_by(&all));
    events.iter().map(count).collect()
}

impl Ends {
    fn of(event: &Event) -> Option<Self> {
        let Finding::Gap(gap) = &event.finding else { return None };
        let again = gap.reappeared.zip(event.end).map(|(position, end)| (cell(position, end), end));
        Some(Self {
            from: cell(event.position, event.start),
            start: event.start,
            hull: event.parties.a,
            again,
            heard: gap.reception.heard,
        })
    }

    fn shared_by(&self, all: &[Self]) -> u32 {
        let shared =
            |place| starting_about(all, place, self.start).filter(|other| self.is_shared_with(other));
        let together: u32 = around(self.from).map(|place| shared(place).count() as u32).sum();
        let silent = together + 1;
        if self.heard > silent * (OF_SO_MANY - 1) { 0 } else { together }
    }

    fn is_shared_with(&self, other: &Self) -> bool {
        let ends_alike = match (self.again, other.again) {
            (Some((place, time)), Some((its, at))) => {
                is_at_once(time, at) && around(place).any(|near| near == its)
            }
            (None, None) => true,
            _ => false,
        };
        ends_alike && self.hull.mmsi != other.hull.mmsi
    }
}

/// Silences that began in a cell at about a time, among all by place and time.
fn starting_about(all: &[Ends], place: Place, start: Timestamp) -> impl Iterator<Item = &Ends> {
    let earliest = start.saturating_add(Span::ZERO - AT_ONCE);
    let from = all.partition_point(|ends| (ends.from, ends.start) < (place, earliest));
    all[from..].iter().take_while(move |ends| ends.from == place && ends.start - start <= AT_ONCE)
}

fn is_at_once(one: Timestamp, other: Timestamp) -> bool {
    one.max(other) - one.min(other) <= AT_ONCE
}

fn cell(position: Position, time: Timestamp) -> Place {
    let cell = CellHour::of(position, time);
    (cell.row, cell.column)
}

fn around((row, column): Place) -> impl Iterator<Item = Place> {
    CellHour { row, column, hour: 0 }.around(1).map(|cell| (cell.row, cell.column))
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Metres};

    use super::*;
    use crate::silence::tests::gap;
    use crate::testing::{at, fix, hours, mmsi, track};

    /// A silence of a ship that lies so many miles east of others.
    fn silence(number: u32, east_nm: f64, start: f64, end: Option<f64>) -> Event {
        let position = at(36.1, 124.1).towards(Degrees(90.0), Metres(east_nm * 1852.0));
        let hull = HullId { mmsi: mmsi(412_000_000 + number), part: 0 };
        let mut event = gap(&track(vec![fix(0.0)]), hours(start), end.map(hours));
        event.position = position;
        event.parties.a = hull;
        if let Finding::Gap(gap) = &mut event.finding {
            gap.reappeared = end.map(|_| position);
        }
        event
    }

    #[test]
    fn ships_that_fall_silent_and_are_heard_again_within_minutes_are_silent_together() {
        let both = [silence(1, 0.0, 3.0, Some(15.0)), silence(2, 2.0, 3.2, Some(15.3))];
        assert_eq!(together(&both), [1, 1]);
        let open = [silence(1, 0.0, 3.0, None), silence(2, 2.0, 3.2, None)];
        assert_eq!(together(&open), [1, 1]);
    }

    #[test]
    fn where_nearly_all_others_were_heard_two_that_fall_silent_at_once_have_a_reason_of_their_own() {
        let among = |heard| {
            [silence(1, 0.0, 3.0, Some(15.0)), silence(2, 2.0, 3.2, Some(15.3))].map(|mut event| {
                if let Finding::Gap(gap) = &mut event.finding {
                    gap.reception = model::Heard { heard, expected: heard };
                }
                event
            })
        };
        assert_eq!((together(&among(28)), together(&among(6))), (vec![0, 0], vec![1, 1]));
    }

    #[test]
    fn a_ship_that_is_heard_hours_before_or_after_another_or_far_from_it_is_silent_alone() {
        let own = || silence(1, 0.0, 3.0, Some(15.0));
        for other in [
            silence(2, 2.0, 1.0, Some(15.0)),
            silence(2, 2.0, 3.0, Some(17.0)),
            silence(2, 2.0, 3.0, None),
            silence(2, 90.0, 3.0, Some(15.0)),
            silence(1, 0.0, 3.2, Some(15.0)),
        ] {
            assert_eq!(together(&[own(), other]), [0, 0]);
        }
    }
}

//! Gaps: silences of one hull that are long enough to hide something.

use chart::Chart;
use model::{
    Event, Finding, Fix, Gap, Heard, HullId, Interval, Knots, Parties, Reception, Span, Timestamp, Track,
};

use crate::{GapOptions, Options, surroundings};

/// The silences of a hull longer than [`crate::GapOptions::at_least`], by start; the last one stays open if the
/// hull is not heard again before `archive_end`.
///
/// A gap stands where the hull was last heard. Silences that begin in port are kept: the surroundings tell. Whether one
/// was chosen is judged elsewhere, when all are known.
pub fn gaps(
    track: &Track,
    archive_end: Timestamp,
    reception: &Reception,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let limit = options.gap.at_least;
    let event = |silence: Silence<'_>| silence.event(reception, chart, options);
    let closed = track.fixes.windows(2).filter(|pair| pair[1].time - pair[0].time > limit);
    let open = track.fixes.last().filter(|last| archive_end - last.time > limit);
    closed
        .map(|pair| event(Silence::of(track, &pair[0], Some(&pair[1]), archive_end)))
        .chain(open.map(|last| event(Silence::of(track, last, None, archive_end))))
        .collect()
}

/// A silence between two fixes, whatever its length, told as a gap of which nobody knows how well others were heard.
pub(crate) fn unheard(track: &Track, ends: &[Fix], chart: &Chart, options: &Options) -> Event {
    let silence = Silence::of(track, &ends[0], ends.get(1), ends[0].time);
    silence.event(&Reception::default(), chart, options)
}

/// Nothing heard of a hull between two fixes, or from one to the end of the archive.
#[derive(Debug, Clone, Copy)]
struct Silence<'a> {
    hull: HullId,
    last: &'a Fix,
    next: Option<&'a Fix>,
    false_positions: u32,
}

impl<'a> Silence<'a> {
    fn of(track: &'a Track, last: &'a Fix, next: Option<&'a Fix>, archive_end: Timestamp) -> Self {
        let until = next.map_or(archive_end, |next| next.time);
        let false_positions = track.false_positions(last.time, until).count() as u32;
        Self { hull: track.hull, last, next, false_positions }
    }

    fn event(&self, reception: &Reception, chart: &Chart, options: &Options) -> Event {
        let ends = [Some(self.last), self.next];
        Event {
            finding: Finding::Gap(self.gap(reception, options)),
            parties: Parties { a: self.hull, b: None },
            start: self.last.time,
            end: self.next.map(|fix| fix.time),
            position: self.last.position,
            surroundings: surroundings(self.last.position, chart, options),
            cites: ends.into_iter().flatten().map(|fix| fix.location).collect(),
        }
    }

    fn gap(&self, reception: &Reception, options: &Options) -> Gap {
        let distance = self.next.map(|next| self.last.position.geodesic(next.position));
        Gap {
            reappeared: self.next.map(|fix| fix.position),
            distance,
            implied_speed: self.next.zip(distance).map(|(next, distance)| {
                Knots::from_metres_per_second(distance.0 / (next.time - self.last.time).secs())
            }),
            last_course: self.last.course(),
            last_speed: self.last.speed(),
            reception: heard(self.hull, self.last, reception, &options.gap),
            false_positions: self.false_positions,
            unplaced: None,
            facts: None,
            p_intentional: None,
        }
    }
}

/// How well others were heard where and when a hull fell silent.
fn heard(hull: HullId, last: &Fix, reception: &Reception, options: &GapOptions) -> Heard {
    let window = options.reception_window;
    let around =
        Interval::between(last.time.saturating_add(Span::ZERO - window), last.time.saturating_add(window));
    reception.around(last.position, options.reception_radius, around, hull)
}

#[cfg(test)]
mod tests {
    use model::{Doubt, DoubtfulFix, Finding};

    use super::*;
    use crate::world::{CHART, every, lying, minute, place, track};

    fn found(track: &Track, end: f64) -> Vec<Event> {
        gaps(track, minute(end), &Reception::default(), &CHART, &Options::default())
    }

    #[test]
    fn a_ship_unheard_for_seven_hours_has_a_gap_and_one_for_five_has_none() {
        let silent = |hours: f64| {
            let fixes = every(5.0, 0.0, 60.0).map(|at| (at, place(0.0, 0.0)));
            track(440_000_001, fixes.chain([(60.0 + hours * 60.0, place(26_000.0, 0.0))]))
        };
        let [event] = &found(&silent(7.0), 500.0)[..] else { panic!("one gap") };
        let Finding::Gap(gap) = event.finding else { panic!("a gap") };
        assert!((gap.implied_speed.unwrap().0 - 2.0).abs() < 0.02, "{gap:?}");
        assert_eq!((event.start, event.end), (minute(60.0), Some(minute(480.0))));
        assert!(found(&silent(5.0), 400.0).is_empty());
    }

    #[test]
    fn a_silence_in_which_false_positions_were_received_says_how_many() {
        let fixes = every(5.0, 0.0, 60.0).map(|at| (at, place(0.0, 0.0)));
        let mut ship = track(440_000_001, fixes.chain([(480.0, place(26_000.0, 0.0))]));
        let lie = |(at, doubt)| DoubtfulFix { fix: Fix { time: minute(at), ..ship.fixes[0] }, doubt };
        let received = [(30.0, Doubt::FalsePosition), (100.0, Doubt::FalsePosition), (200.0, Doubt::Jump)];
        ship.doubtful = received.into_iter().map(lie).collect();
        let [event] = &found(&ship, 500.0)[..] else { panic!("one gap") };
        let Finding::Gap(gap) = event.finding else { panic!("a gap") };
        assert_eq!(gap.false_positions, 1);
    }

    #[test]
    fn a_ship_not_heard_again_has_an_open_gap_unless_the_archive_ends_first() {
        let ship = lying(440_000_001, place(0.0, 0.0), 0.0, 60.0);
        let [event] = &found(&ship, 60.0 + 361.0)[..] else { panic!("one gap") };
        assert_eq!(event.end, None);
        assert!(found(&ship, 60.0 + 359.0).is_empty());
    }
}

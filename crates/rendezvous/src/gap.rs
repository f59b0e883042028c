//! Gaps: silences of one hull that are long enough to hide something.

use chart::Chart;
use model::{
    CellHour, Event, Finding, Fix, Gap, Heard, HullId, Interval, Knots, Metres, Parties, Position, Reception,
    Span, Timestamp, Track,
};

use crate::{GapOptions, Options, surroundings};

/// The silences of a hull longer than [`crate::GapOptions::at_least`], by start; the last one stays open if the
/// hull is not heard again before `archive_end`.
///
/// A gap stands where the hull was last heard. Silences that begin in port are kept: the surroundings tell.
pub fn gaps(
    track: &Track,
    archive_end: Timestamp,
    reception: &Reception,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let limit = options.gap.at_least;
    let event = |silence: Silence<'_>| Event {
        finding: Finding::Gap(silence.gap(reception, options)),
        parties: Parties { a: track.hull, b: None },
        start: silence.last.time,
        end: silence.next.map(|fix| fix.time),
        position: silence.last.position,
        surroundings: surroundings(silence.last.position, chart, options),
        cites: [Some(silence.last), silence.next].into_iter().flatten().map(|fix| fix.location).collect(),
    };
    let silence = |last, next| Silence { hull: track.hull, last, next, archive_end };
    let closed = track.fixes.windows(2).filter(|pair| pair[1].time - pair[0].time > limit);
    let open = track.fixes.last().filter(|last| archive_end - last.time > limit);
    closed
        .map(|pair| event(silence(&pair[0], Some(&pair[1]))))
        .chain(open.map(|last| event(silence(last, None))))
        .collect()
}

/// Nothing heard of a hull between two fixes, or from one to the end of the archive.
#[derive(Debug, Clone, Copy)]
struct Silence<'a> {
    hull: HullId,
    last: &'a Fix,
    next: Option<&'a Fix>,
    archive_end: Timestamp,
}

impl Silence<'_> {
    fn gap(&self, reception: &Reception, options: &Options) -> Gap {
        let distance = self.next.map(|next| self.last.position.distance(next.position));
        Gap {
            reappeared: self.next.map(|fix| fix.position),
            distance,
            implied_speed: self.next.zip(distance).map(|(next, distance)| {
                Knots::from_metres_per_second(distance.0 / (next.time - self.last.time).secs())
            }),
            last_course: self.last.course,
            last_speed: self.last.speed,
            reception: heard(self.hull, self.last, reception, &options.gap),
            p_intentional: self.p_off(reception, &options.gap),
        }
    }

    /// The probability that the transceiver was off, switched or failed: the chance that so many hours are missed of a
    /// hull on air, against a prior. One hull's missed hours are not independent (a weak set, a hidden antenna, a feed
    /// that is down), so that each counts for a share of its logarithm. The prior stays where the hull was hardly ever
    /// heard, or steered out of the waters that the archive covers. `None` where nobody was near to tell.
    fn p_off(&self, reception: &Reception, options: &GapOptions) -> Option<f64> {
        if heard(self.hull, self.last, reception, options).expected == 0 {
            return None;
        }
        let is_known = reception.hours_heard(self.hull) >= options.known_hours;
        if !is_known || !reception.reaches(self.ahead(options.ahead)) {
            return Some(options.off_prior);
        }
        let rate = reception.rate(self.hull, self.hours().count() as f64);
        let log_missed = self.hours().try_fold(0.0, |sum, (place, time)| {
            let chance = rate * reception.chance_of_others(CellHour::of(place, time), self.hull)?;
            Some(sum + (1.0 - chance.min(options.surest)).ln())
        })?;
        let prior = options.off_prior;
        Some(prior / (prior + (1.0 - prior) * (log_missed * options.independence).exp()))
    }

    /// Where its last course and speed lead in some time.
    fn ahead(&self, time: Span) -> Position {
        let speed = self.last.speed.unwrap_or_default();
        let way = Metres(speed.metres_per_second() * time.secs());
        self.last.course.map_or(self.last.position, |course| self.last.position.towards(course, way))
    }

    /// Where it must have been at each full hour of the silence by even sailing; a hull not heard again is followed
    /// for as long as it is surely near.
    fn hours(&self) -> impl Iterator<Item = (Position, Timestamp)> {
        const NEAR: Span = Span::from_hours(12);
        let (start, from) = (self.last.time, self.last.position);
        let open_end = self.archive_end.min(start.saturating_add(NEAR));
        let end = self.next.map_or(open_end, |next| next.time);
        let to = self.next.map_or(from, |next| next.position);
        let span = (end - start).secs().max(1.0);
        let hours = (1..).map(move |hour| start.saturating_add(Span::from_hours(hour)));
        hours
            .take_while(move |time| *time < end)
            .map(move |time| (from.interpolate(to, (time - start).secs() / span), time))
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
    use model::Finding;

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
    fn a_ship_not_heard_again_has_an_open_gap_unless_the_archive_ends_first() {
        let ship = lying(440_000_001, place(0.0, 0.0), 0.0, 60.0);
        let [event] = &found(&ship, 60.0 + 361.0)[..] else { panic!("one gap") };
        assert_eq!(event.end, None);
        assert!(found(&ship, 60.0 + 359.0).is_empty());
    }
}

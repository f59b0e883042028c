//! Silences judged: how surely a hull that was not heard had its transceiver off.
//!
//! For each hour of a silence the archive tells how often others were heard there and then ([`Hearing`]); the hull's own
//! factor makes of it how often it was *missed*. Where the hull was nobody knows: by even sailing from the last fix to
//! the next, or as it steered at either end; the way on which it is missed less counts, so that a ship that left the
//! archive's waters is not said to hide. The facts and their [`SilenceWeights`] give the probability.

mod fit;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod outages;
mod weights;

use std::collections::BTreeMap;

use model::{
    CellHour, Event, Finding, Fix, Fleet, HullId, Knots, Metres, Position, Reception, SilenceFacts, Span,
    Timestamp,
};

use crate::hearing::{Hearing, HourOf};

pub use fit::JudgedSilence;
pub use weights::{SilenceWeight, SilenceWeights, SilenceWeightsError};

/// A silence says where the hull was for so long after its beginning and before its end (design: a day; later it may lie in
/// any harbour, and is not missed).
const LOOK: Span = Span::from_hours(24);

/// Fewer of the others than this share of the usual were heard: perhaps an outage (design: three in four).
const OUTAGE: f64 = 0.75;

/// Of its hours at least one in so many has a witness, or nothing is said of a silence (design: a quarter).
const WITNESSED_ONE_IN: usize = 4;

/// Gives every gap among `silences` its facts and the probability that the transceiver was off. Both stay away where no
/// other hull was there to tell a switch-off from bad reception, and where false positions were received meanwhile: it was
/// on.
pub fn judge_silences(
    silences: &mut [Event],
    fleet: &Fleet,
    reception: &Reception,
    weights: &SilenceWeights,
) {
    let hearing = Hearing::of(reception);
    let end = fleet.tracks.iter().filter_map(|track| track.fixes.last()).map(|fix| fix.time).max();
    let Some(end) = end else { return };
    let mut facts: Vec<Option<SilenceFacts>> =
        silences.iter().map(|event| Silence::of(event, fleet, end)?.facts(&hearing)).collect();
    compare_with_own_habit(silences, &mut facts);
    for (event, facts) in silences.iter_mut().zip(facts) {
        let span = event.end.unwrap_or(end) - event.start;
        if let Finding::Gap(gap) = &mut event.finding {
            gap.facts = facts;
            gap.p_intentional = facts.map(|facts| weights.probability(&facts, span));
        }
    }
}

/// How much each hull was missed in its other silences.
fn compare_with_own_habit(silences: &[Event], facts: &mut [Option<SilenceFacts>]) {
    let mut of_hull: BTreeMap<HullId, Vec<f64>> = BTreeMap::new();
    for (event, facts) in silences.iter().zip(&*facts) {
        of_hull.entry(event.parties.a).or_default().extend(facts.map(|facts| facts.missed));
    }
    of_hull.values_mut().for_each(|missed| missed.sort_by(|one, other| other.total_cmp(one)));
    for (event, facts) in silences.iter().zip(facts) {
        let Some(facts) = facts else { continue };
        facts.missed_else = habit(&of_hull[&event.parties.a], facts.missed);
    }
}

/// What a hull is missed in a silence that is long for it, by how much it was missed in all of them, most first, one left out; 0
/// where it has no others to tell.
fn habit(most_first: &[f64], left_out: f64) -> f64 {
    /// So many of the others may be longer (design: one that hides does so again, once or twice in a month) ...
    const LONGER: usize = 2;
    /// ... and one in so many (design: likewise, in longer archives).
    const ONE_IN: usize = 20;
    let longer = LONGER.max((most_first.len() - 1) / ONE_IN);
    let is_longer = most_first.get(longer).is_some_and(|&missed| left_out >= missed);
    most_first.get(longer + usize::from(is_longer)).copied().unwrap_or_default()
}

/// Nothing heard of a hull between two fixes, or from one to the end of the archive.
struct Silence<'a> {
    hull: HullId,
    last: &'a Fix,
    next: Option<&'a Fix>,
    end: Timestamp,
    fishes: bool,
}

impl<'a> Silence<'a> {
    /// The silence of a gap; `None` for any other event, and where false positions were received meanwhile.
    fn of(event: &Event, fleet: &'a Fleet, archive_end: Timestamp) -> Option<Self> {
        let Finding::Gap(_) = event.finding else { return None };
        let hull = event.parties.a;
        let track = fleet.track(hull)?;
        let end = event.end.unwrap_or(archive_end);
        if track.sent_false_positions(event.start, end) {
            return None;
        }
        let fixes = &track.fixes;
        let after = fixes.partition_point(|fix| fix.time <= event.start);
        let says = fleet.vessel(hull).and_then(|vessel| vessel.identity.ship_type);
        Some(Self {
            hull,
            last: fixes[..after].last()?,
            next: fixes.get(after),
            end,
            fishes: says.is_some_and(model::ShipType::is_fishing),
        })
    }

    fn facts(&self, hearing: &Hearing<'_>) -> Option<SilenceFacts> {
        let hours: Vec<Hour> = self.hours().map(|time| self.hour(time, hearing)).collect();
        let even: Vec<HourOf> = hours.iter().filter_map(|hour| hour.evenly).collect();
        let known: Vec<f64> = even.iter().filter_map(|hour| hour.others).collect();
        let witnesses: f64 = even.iter().map(|hour| hour.witnesses).sum();
        if witnesses < 1.0 || known.len() * WITNESSED_ONE_IN < even.len() {
            return None;
        }
        let others = known.iter().sum::<f64>() / known.len() as f64;
        // An hour without witnesses was as those that have some; in an outage nobody is missed in it.
        let unknown = if others < OUTAGE { 0.0 } else { others };
        let evenly: f64 = even.iter().map(|hour| hour.rate(unknown)).sum();
        // Where it went if it kept to its course, and came as it was steering when heard again: never missed once it is out
        // of the archive's waters.
        let steered: f64 = hours.iter().filter_map(|hour| hour.steered).map(|hour| hour.rate(unknown)).sum();
        Some(SilenceFacts {
            missed: evenly.min(steered) * self.factor(&hours, hearing),
            missed_else: 0.0,
            others,
            fishes: self.fishes,
            idle: self.idle(),
        })
    }

    /// How long it needed less for its way than it was silent, by its speeds at both ends; nothing for a ship that lay still at
    /// either.
    fn idle(&self) -> Span {
        /// Slower ships wait, manoeuvre or drift (design).
        const ON_PASSAGE: Knots = Knots(5.0);
        let Some(next) = self.next else { return Span::ZERO };
        let under_way = |fix: &Fix| fix.speed().filter(|speed| *speed >= ON_PASSAGE);
        let (Some(before), Some(after)) = (under_way(self.last), under_way(next)) else { return Span::ZERO };
        let pace = f64::midpoint(before.metres_per_second(), after.metres_per_second());
        let way = self.last.position.distance(next.position).0;
        Span::from_secs_f64((self.span().secs() - way / pace).max(0.0))
    }

    fn hour(&self, time: Timestamp, hearing: &Hearing<'_>) -> Hour {
        let (near, away) = self.nearer_end(time);
        let [even, steered] =
            [self.evenly(time), steered_place(near, away)].map(|place| CellHour::of(place, time));
        let evenly = hearing.at(even, self.hull);
        Hour { evenly, steered: if steered == even { evenly } else { hearing.at(steered, self.hull) } }
    }

    fn span(&self) -> Span {
        self.end - self.last.time
    }

    /// Every full hour of it that is near enough to a fix.
    fn hours(&self) -> impl Iterator<Item = Timestamp> {
        let (start, end, closed) = (self.last.time, self.end, self.next.is_some());
        let hours = (1..).map(move |hour| start.saturating_add(Span::from_hours(hour)));
        hours
            .take_while(move |time| *time < end)
            .filter(move |time| *time - start <= LOOK || (closed && end - *time <= LOOK))
    }

    /// Where even sailing would take it; a hull not heard again stays.
    fn evenly(&self, time: Timestamp) -> Position {
        let share = (time - self.last.time).secs() / self.span().secs().max(1.0);
        self.next.map_or(self.last.position, |next| self.last.position.interpolate(next.position, share))
    }

    /// The fix that is nearer in time, and the time from it.
    fn nearer_end(&self, time: Timestamp) -> (&Fix, Span) {
        let since = time - self.last.time;
        match self.next {
            Some(next) if next.time - time < since => (next, time - next.time),
            _ => (self.last, since),
        }
    }

    /// How well the hull is heard beside others, this silence left out: at which factor would the hours in which it was heard be as
    /// many as expected of those that are left? They are taken to be in waters that are heard as those of the silence are.
    fn factor(&self, hours: &[Hour], hearing: &Hearing<'_>) -> f64 {
        /// As many hours like those of others are added, that few do not decide (design).
        const UNSEEN: f64 = 2.0;
        const ROUNDS: usize = 12;
        let rate = hearing.rate_of(self.hull);
        // A hull is judged where receivers are far, if it was heard there.
        let is_judged_far = rate.heard_far > 0.0;
        let heard = if is_judged_far { rate.heard_far } else { rate.heard };
        let counted =
            hours.iter().filter_map(|hour| hour.evenly).filter(|hour| hour.is_far || !is_judged_far);
        let usual: Vec<f64> = counted.map(|hour| hour.usual).collect();
        let mean = usual.iter().sum::<f64>() / usual.len().max(1) as f64;
        let chance = |usual: f64, factor: f64| 1.0 - (-usual * factor).exp();
        let missed: f64 = usual.iter().map(|usual| chance(*usual, rate.factor)).sum();
        let mut factor = rate.factor;
        if missed > 0.0 {
            let kept = (heard + UNSEEN * (1.0 - rate.factor) - missed).max(0.0) / chance(mean, rate.factor);
            for _ in 0..ROUNDS {
                factor *= (heard + UNSEEN) / (kept * chance(mean, factor) + UNSEEN * factor);
            }
        }
        factor.clamp(0.03, 2.0)
    }
}

/// An hour of a silence, and how others were heard in it.
struct Hour {
    /// Where even sailing from the last fix to the next would take the hull.
    evenly: Option<HourOf>,
    /// Where it steered at the nearer end.
    steered: Option<HourOf>,
}

/// Where a hull was some time after a fix, or before it, at that fix's course and speed; a slow one stays.
fn steered_place(fix: &Fix, away: Span) -> Position {
    const UNDER_WAY: Knots = Knots(3.0);
    match (fix.course(), fix.speed()) {
        (Some(course), Some(speed)) if speed > UNDER_WAY => {
            fix.position.towards(course, Metres(speed.metres_per_second() * away.secs()))
        }
        _ => fix.position,
    }
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Gap, Heard, Location, Parties, Surroundings, Track};

    use super::*;
    use crate::testing::{self, at, fix_at, hours, mmsi, track};
    use crate::{ReceptionOptions, learn_reception};

    const SHIP: u32 = 440_000_001;

    /// Others that lie a few miles apart and are each heard every hour of five days but those given.
    fn others(count: u32, unheard: &[u32]) -> Vec<Track> {
        let lying = |number: u32| {
            let place = at(36.0 + f64::from(number) * 0.02, 124.1);
            let fixes = (0..120).filter(|hour| !unheard.contains(hour));
            let mmsi = mmsi(412_000_001 + number);
            track(fixes.map(|hour| Fix { mmsi, ..fix_at(f64::from(hour) + 0.5, place) }).collect())
        };
        (0..count).map(lying).collect()
    }

    fn sailing(hours: impl Iterator<Item = u32>, knots: f64) -> Track {
        let place = |hour: f64| at(36.0, 124.1).towards(Degrees(90.0), Metres(knots * 1852.0 * hour));
        let fix = |hour: u32| Fix {
            mmsi: mmsi(SHIP),
            told: testing::sailing(knots, 90.0),
            ..fix_at(f64::from(hour) + 0.4, place(f64::from(hour)))
        };
        track(hours.map(fix).collect())
    }

    /// A silence of a ship, not yet judged.
    pub(super) fn gap(track: &Track, start: Timestamp, end: Option<Timestamp>) -> Event {
        let gap = Gap {
            reappeared: None,
            distance: None,
            implied_speed: None,
            last_course: None,
            last_speed: None,
            reception: Heard::default(),
            false_positions: 0,
            facts: None,
            p_intentional: None,
        };
        Event {
            finding: Finding::Gap(gap),
            parties: Parties { a: track.hull, b: None },
            start,
            end,
            position: track.fixes[0].position,
            surroundings: Surroundings::default(),
            cites: Vec::<Location>::new(),
        }
    }

    /// The facts of silences of the last ship.
    fn facts(
        mut tracks: Vec<Track>,
        ship: Track,
        silences: &[(u32, Option<u32>)],
    ) -> Vec<Option<SilenceFacts>> {
        let moment = |hour: u32| hours(f64::from(hour) + 0.4);
        let silent = |(from, to): &(u32, Option<u32>)| gap(&ship, moment(*from), to.map(moment));
        let mut events: Vec<Event> = silences.iter().map(silent).collect();
        tracks.push(ship);
        tracks.sort_by_key(|track| track.hull);
        let fleet = Fleet { tracks, vessels: Vec::new() };
        let reception = learn_reception(&fleet.tracks, &ReceptionOptions::default());
        judge_silences(&mut events, &fleet, &reception, &SilenceWeights::builtin());
        let facts = |event: &Event| {
            let Finding::Gap(gap) = &event.finding else { panic!("{event:?}") };
            assert_eq!(gap.facts.is_some(), gap.p_intentional.is_some());
            gap.facts
        };
        events.iter().map(facts).collect()
    }

    fn lying_silent(from: u32, to: u32) -> Track {
        sailing((0..120).filter(move |hour| *hour <= from || *hour >= to), 0.0)
    }

    #[test]
    fn a_ship_unheard_among_others_that_are_heard_is_missed_in_every_hour() {
        let found = facts(others(6, &[]), lying_silent(40, 52), &[(40, Some(52))]);
        let [Some(facts)] = found[..] else { panic!("{found:?}") };
        assert!(facts.missed > 20.0 && facts.missed_else == 0.0, "{facts:?}");
        assert!((facts.others - 1.0).abs() < 0.1, "{facts:?}");
    }

    #[test]
    fn a_ship_unheard_while_no_other_is_heard_is_hardly_missed() {
        let outage: Vec<u32> = (40..52).collect();
        let mut tracks = others(7, &outage);
        tracks[6] = sailing(0..120, 0.0);
        tracks[6].hull = HullId { mmsi: mmsi(412_000_007), part: 0 };
        for fix in &mut tracks[6].fixes {
            fix.position = at(30.0, 128.0);
        }
        let found = facts(tracks, lying_silent(40, 52), &[(40, Some(52))]);
        let [Some(facts)] = found[..] else { panic!("{found:?}") };
        assert!(facts.missed < 15.0 && facts.others < 0.4, "{facts:?}");
    }

    #[test]
    fn a_ship_heard_one_hour_in_six_is_missed_less_than_one_heard_in_all() {
        let weak = sailing((0..120).filter(|hour| hour % 6 == 0 && !(40..60).contains(hour)), 0.0);
        let found = facts(others(6, &[]), weak, &[(36, Some(60))]);
        let [Some(facts)] = found[..] else { panic!("{found:?}") };
        let good = self::facts(others(6, &[]), lying_silent(36, 60), &[(36, Some(60))]);
        assert!(facts.missed < 0.5 * good[0].unwrap().missed, "{facts:?} {good:?}");
    }

    #[test]
    fn a_ship_that_was_silent_for_longer_than_her_way_took_lay_idle_and_one_that_lay_still_at_an_end_did_not()
    {
        let idle = |knots: f64, silent_h: u32| {
            let passage = sailing(0..20, knots);
            let mut ship = passage.clone();
            ship.fixes.truncate(2);
            // She goes on from where she would have been two hours later.
            let late = |fix: &Fix| Fix {
                time: fix.time.saturating_add(Span::from_hours(i64::from(silent_h) - 2)),
                ..*fix
            };
            ship.fixes.extend(passage.fixes[3..].iter().map(late));
            let found = facts(others(6, &[]), ship, &[(1, Some(1 + silent_h))]);
            found[0].unwrap().idle.hours()
        };
        assert!((idle(6.0, 14) - 12.0).abs() < 0.1, "{}", idle(6.0, 14));
        assert!(idle(6.0, 2).abs() < 0.1 && idle(2.0, 14).abs() < f64::EPSILON);
    }

    #[test]
    fn a_ship_that_steers_out_of_the_waters_of_the_archive_is_hardly_missed() {
        let missed = |knots: f64| {
            let found = facts(others(6, &[]), sailing(0..2, knots), &[(1, None)]);
            found[0].map(|facts| facts.missed).unwrap()
        };
        assert!(missed(15.0) < 0.3 * missed(0.0), "{} {}", missed(15.0), missed(0.0));
    }

    #[test]
    fn each_silence_stands_beside_the_third_longest_of_the_others() {
        assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 9.0), 3.0);
        assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 5.0), 3.0);
        assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 3.0), 5.0);
        assert_eq!(habit(&[9.0, 7.0, 5.0], 7.0), 0.0, "three are no habit");
        let hundred: Vec<f64> = (0..101).rev().map(f64::from).collect();
        assert_eq!((habit(&hundred, 0.0), habit(&hundred, 100.0)), (95.0, 94.0));
    }

    #[test]
    fn a_ship_that_is_silent_for_long_twice_among_short_silences_has_no_habit_of_long_ones() {
        let long = |hour: &u32| !(40..56).contains(hour) && !(80..96).contains(hour);
        let short = |hour: &u32| ![10, 20, 30].iter().any(|from| (*from..from + 7).contains(hour));
        let ship = sailing((0..120).filter(|hour| long(hour) && short(hour)), 0.0);
        let silences = [(9, Some(17)), (19, Some(27)), (29, Some(37)), (39, Some(56)), (79, Some(96))];
        let found = facts(others(6, &[]), ship, &silences);
        let missed: Vec<f64> = found.iter().map(|facts| facts.unwrap().missed).collect();
        let beside: Vec<f64> = found.iter().map(|facts| facts.unwrap().missed_else).collect();
        assert!(missed[3] > 1.5 * missed[0] && missed[4] > 1.5 * missed[0], "{missed:?}");
        assert!(beside[3] < 0.7 * missed[3] && beside[4] < 0.7 * missed[4], "{missed:?} {beside:?}");
    }

    #[test]
    fn a_day_that_is_missing_from_the_archive_says_nothing_of_a_ship() {
        let hole: Vec<u32> = (40..64).collect();
        let found = facts(others(6, &hole), lying_silent(39, 64), &[(39, Some(64))]);
        assert_eq!(found, [None]);
    }

    #[test]
    fn a_ship_unheard_after_the_archive_ended_for_all_is_not_missed() {
        let later: Vec<u32> = (40..120).collect();
        let mut far = others(1, &[]);
        for fix in &mut far[0].fixes {
            fix.position = at(-30.0, 20.0);
        }
        let silent =
            facts([others(6, &later)[1..].to_vec(), far].concat(), sailing(0..40, 0.0), &[(39, None)]);
        assert_eq!(silent, [None]);
    }

    #[test]
    fn where_nobody_else_was_there_nothing_is_said() {
        assert_eq!(facts(Vec::new(), lying_silent(40, 52), &[(40, Some(52))]), [None]);
    }
}

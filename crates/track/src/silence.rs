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
#[cfg(test)]
mod tests;
mod together;
mod way_out;
mod weights;

use std::collections::BTreeMap;

use model::{
    CellHour, Event, Finding, Fix, Fleet, HullId, Interval, Knots, Metres, Position, Reception, SilenceFacts,
    Span, Timestamp, Unplaced,
};

use crate::hearing::{Hearing, HourOf};
use crate::unplaced;

use way_out::{Limits, WayOut};

pub use fit::JudgedSilence;
pub use weights::{SilenceWeight, SilenceWeights, SilenceWeightsError};

/// A silence says where the hull was for so long after its beginning and before its end (design: a day; later it may lie in
/// any harbour, and is not missed).
const LOOK: Span = Span::from_hours(24);

/// Fewer of the others than this share of the usual were heard: perhaps an outage (design: three in four).
const OUTAGE: f64 = 0.75;

/// That a ship left the archive's waters is as unlikely as to be missed so often on air: one that could did so in one silence of
/// seven (design).
const LEAVES: f64 = 2.0;

/// Of its hours at least one in so many has a witness, or nothing is said of a silence (design: a quarter).
const WITNESSED_ONE_IN: usize = 4;

/// Of a hull that was heard in fewer hours in all nobody knows how well it is heard (design).
const HEARD_AT_LEAST: f64 = 2.0;

/// A slower ship waits, manoeuvres or drifts, and is not on her way anywhere (design).
const ON_PASSAGE: Knots = Knots(5.0);

/// Gives every gap among `silences` its facts and the probability that the transceiver was off. Both stay away where no
/// other hull was there to tell a switch-off from bad reception, of a hull that was hardly ever heard or whose number went on to another,
/// and where false positions were received meanwhile, or reports
/// without a place over and over: it was on. Where a few of these were, the longest part without any is judged.
pub fn judge_silences(
    silences: &mut [Event],
    fleet: &Fleet,
    reception: &Reception,
    on_land: impl Fn(Position) -> bool,
    weights: &SilenceWeights,
) {
    let hearing = Hearing::of(reception);
    let limits = Limits::of(reception.cells(), on_land);
    let end = fleet.tracks.iter().filter_map(|track| track.fixes.last()).map(|fix| fix.time).max();
    let Some(end) = end else { return };
    let mut facts: Vec<Option<SilenceFacts>> = Vec::with_capacity(silences.len());
    for event in silences.iter_mut() {
        let silence = Silence::of(event, fleet, end);
        let heard_nothing = silence.filter(|silence| !silence.was_on_air(event));
        facts.push(heard_nothing.and_then(|silence| silence.facts(&hearing, &limits)));
    }
    compare_with_own_habit(silences, &mut facts);
    for (facts, together) in facts.iter_mut().zip(together::together(silences)) {
        facts.iter_mut().for_each(|facts| facts.together = together);
    }
    for (event, facts) in silences.iter_mut().zip(facts) {
        let whole = event.end.unwrap_or(end) - event.start;
        if let Finding::Gap(gap) = &mut event.finding {
            let span = gap.unplaced.map_or(whole, |unplaced| unplaced.longest_unheard);
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

/// Whether another hull sends the number of one since a moment, and none before: it fell silent because it has the number no more.
fn passed_on(hull: HullId, since: Timestamp, fleet: &Fleet) -> bool {
    let first = fleet.tracks.partition_point(|track| track.hull <= hull);
    let of_number = fleet.tracks[first..].iter().take_while(|track| track.hull.mmsi == hull.mmsi);
    of_number.filter_map(|track| track.fixes.first()).any(|fix| fix.time > since)
}

/// No place heard of a hull between two fixes, or from one to the end of the archive.
struct Silence<'a> {
    hull: HullId,
    last: &'a Fix,
    next: Option<&'a Fix>,
    end: Timestamp,
    unplaced: Vec<Timestamp>,
    /// The longest part of it in which nothing at all was received.
    unheard: Interval,
    fishes: bool,
}

impl<'a> Silence<'a> {
    /// The silence of a gap; `None` for any other event, and where false positions were received meanwhile.
    fn of(event: &Event, fleet: &'a Fleet, archive_end: Timestamp) -> Option<Self> {
        let Finding::Gap(_) = event.finding else { return None };
        let hull = event.parties.a;
        let track = fleet.track(hull)?;
        let end = event.end.unwrap_or(archive_end);
        let gave_up_number = || event.end.is_none() && passed_on(hull, event.start, fleet);
        if track.sent_false_positions(event.start, end) || gave_up_number() {
            return None;
        }
        let fixes = &track.fixes;
        let after = fixes.partition_point(|fix| fix.time <= event.start);
        let vessel = fleet.vessel(hull);
        let says = vessel.and_then(|vessel| vessel.identity.ship_type);
        let last = fixes[..after].last()?;
        let unplaced = unplaced::within(vessel, Interval::between(last.time, end));
        Some(Self {
            hull,
            last,
            next: fixes.get(after),
            end,
            unheard: unplaced::longest_unheard(Interval::between(last.time, end), &unplaced),
            unplaced,
            fishes: says.is_some_and(model::ShipType::is_fishing),
        })
    }

    /// Whether what was received of it without a place leaves no silence to judge; the gap tells how much that was.
    fn was_on_air(&self, event: &mut Event) -> bool {
        let Finding::Gap(gap) = &mut event.finding else { return false };
        let mut hours: Vec<i64> =
            self.unplaced.iter().map(|time| time.ms().div_euclid(Span::from_hours(1).ms())).collect();
        hours.dedup();
        gap.unplaced = (!hours.is_empty())
            .then(|| Unplaced { hours: hours.len() as u32, longest_unheard: self.unheard.span() });
        gap.was_on_air()
    }

    fn facts(&self, hearing: &Hearing<'_>, limits: &Limits) -> Option<SilenceFacts> {
        if hearing.rate_of(self.hull).heard < HEARD_AT_LEAST {
            return None;
        }
        let way_out = WayOut::of(self.last, self.next, self.end, limits);
        let beyond = way_out.as_ref().map_or(Span::ZERO, |way| way.beyond);
        let hours: Vec<Hour> = self.hours().map(|time| self.hour(time, way_out.as_ref(), hearing)).collect();
        let even: Vec<HourOf> = hours.iter().filter_map(|hour| hour.evenly).collect();
        let known: Vec<f64> = even.iter().filter_map(|hour| hour.others).collect();
        let witnesses: f64 = even.iter().map(|hour| hour.witnesses).sum();
        if witnesses < 1.0 || known.len() * WITNESSED_ONE_IN < even.len() {
            return None;
        }
        let others = known.iter().sum::<f64>() / known.len() as f64;
        // An hour without witnesses was as those that have some; in an outage nobody is missed in it.
        let unknown = if others < OUTAGE { 0.0 } else { others };
        // On each way never missed once it is out of the archive's waters.
        let missed = |of: fn(&Hour) -> Option<HourOf>| -> f64 {
            hours.iter().filter_map(of).map(|hour| hour.rate(unknown)).sum()
        };
        let factor = self.factor(&hours, hearing);
        let stayed = factor * missed(|hour| hour.evenly).min(missed(|hour| hour.steered));
        let left = way_out.as_ref().map(|_| factor * missed(|hour| hour.out) + LEAVES);
        Some(SilenceFacts {
            missed: left.map_or(stayed, |left| left.min(stayed)),
            missed_else: 0.0,
            others,
            fishes: self.fishes,
            idle: self.idle(beyond),
            beyond,
            together: 0,
        })
    }

    /// How long it needed less for its way than it was silent, by its speeds at both ends; nothing for a ship that lay still at
    /// either. What it may have spent beyond the archive's waters is not counted.
    fn idle(&self, beyond: Span) -> Span {
        let Some(next) = self.next else { return Span::ZERO };
        let under_way = |fix: &Fix| fix.speed().filter(|speed| *speed >= ON_PASSAGE);
        let (Some(before), Some(after)) = (under_way(self.last), under_way(next)) else { return Span::ZERO };
        let pace = f64::midpoint(before.metres_per_second(), after.metres_per_second());
        let way = self.last.position.distance(next.position).0;
        let idle = Span::from_secs_f64((self.span().secs() - way / pace - beyond.secs()).max(0.0));
        idle.min(self.unheard.span())
    }

    fn hour(&self, time: Timestamp, way_out: Option<&WayOut>, hearing: &Hearing<'_>) -> Hour {
        let (near, away) = self.nearer_end(time);
        let cell = |place| CellHour::of(place, time);
        let even = cell(self.evenly(time));
        let evenly = hearing.at(even, self.hull);
        let on = |cell: CellHour| if cell == even { evenly } else { hearing.at(cell, self.hull) };
        let out = way_out.map_or(Some(even), |way| way.place(time).map(cell));
        Hour { evenly, steered: on(cell(steered_place(near, away))), out: out.and_then(on) }
    }

    fn span(&self) -> Span {
        self.end - self.last.time
    }

    /// Every full hour of the part in which nothing was received that is near enough to a fix.
    fn hours(&self) -> impl Iterator<Item = Timestamp> {
        let (start, end, closed) = (self.last.time, self.end, self.next.is_some());
        let hours = (1..).map(move |hour| start.saturating_add(Span::from_hours(hour)));
        hours
            .take_while(move |time| *time < end)
            .filter(move |time| *time - start <= LOOK || (closed && end - *time <= LOOK))
            .filter(|time| self.unheard.contains(*time))
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
    /// On the way out of the archive's waters, or else as by even sailing.
    out: Option<HourOf>,
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

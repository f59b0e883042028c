//! Clocks of stations that nobody else heard beside: told by ships that all seem to be set back at once.
//!
//! While a clock is late its station stamps each ship late; when it is set right, each ship seems to go on from where it truly is, in
//! hours that were stamped once already, so that it is in two places in them: where it ends in one it begins in the other, by one span for all
//! ships. A clock that goes early does the same in the other order. When the clock was set forward each ship stood still for that
//! span, which tells the times of a late clock from those of an early one.

mod threads;

use model::{Fix, Interval, Location, Span, StationId, Timestamp};

use super::{ClockFault, ToldBy};
use threads::Threads;

/// A ship that a station seems to have heard in two places, one after the other: a clock was set back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SetBack {
    pub(super) station: Option<StationId>,
    seen_at: Location,
    /// The last stamp before.
    from: Timestamp,
    /// The first stamp after.
    to: Timestamp,
    by: Span,
    /// Whether it is known to the minute, as the ship went straight on.
    is_exact: bool,
    /// The first stamp after the ship stood still for as long before, if it did.
    late_since: Option<Timestamp>,
    /// The last stamp before the ship stood still for as long after, if it did.
    early_until: Option<Timestamp>,
    /// The threads that end and that begin there.
    threads: [u32; 2],
}

/// So many ships at once tell of a clock (design: two tracks of one number that meet by place, course and speed hours apart are rare, and three numbers
/// of which they do so by the same minute of lateness at the same time are no chance).
const SHIPS_AT_LEAST: usize = 3;
/// Ships that report every few minutes agree by so much on the moment (design: twice the ten minutes in which most are heard).
const AT_ONCE: Span = Span::from_minutes(20);
/// And by so much on the span (design: what a tenth of a knot and a degree make of some minutes).
const OF_ONE_SPAN: Span = Span::from_minutes(1);

/// Those of a number's fixes, by time, each transmission once or more often.
pub(super) fn set_backs(fixes: &[Fix]) -> Vec<SetBack> {
    Threads::of(fixes).set_backs.into_iter().filter(|one| one.is_exact).collect()
}

impl SetBack {
    #[cfg(test)]
    pub(super) fn later(self, by: Span) -> Self {
        let later = |time: Timestamp| time.saturating_add(by);
        Self {
            from: later(self.from),
            to: later(self.to),
            late_since: self.late_since.map(later),
            early_until: self.early_until.map(later),
            ..self
        }
    }

    fn is_one_with(&self, other: &Self) -> bool {
        self.station == other.station
            && (self.to - other.to).ms().abs() <= AT_ONCE.ms()
            && (self.from - other.from).ms().abs() <= AT_ONCE.ms()
            && (self.by - other.by).ms().abs() <= OF_ONE_SPAN.ms()
    }

    /// Whether a fault explains it.
    fn is_of(&self, fault: &ClockFault) -> bool {
        let turn = if fault.late_by > Span::ZERO { (self.from, fault.until) } else { (self.to, fault.since) };
        let within = if self.is_exact { OF_ONE_SPAN } else { AT_ONCE };
        self.station == fault.seen_at.station()
            && turn.1.is_some_and(|at| (turn.0 - at).ms().abs() <= AT_ONCE.ms())
            && (self.by.ms() - fault.late_by.ms().abs()).abs() <= within.ms()
    }
}

/// The spells of clocks that several ships tell of.
pub(super) fn faults(told: &[SetBack]) -> Vec<ClockFault> {
    let mut told: Vec<SetBack> = told.to_vec();
    told.sort_by_key(|one| (one.station, one.to, one.by, one.from, one.seen_at));
    let mut faults = Vec::new();
    while let Some(first) = told.first().copied() {
        let at_once: Vec<SetBack> = told.extract_if(.., |one| one.is_one_with(&first)).collect();
        if at_once.len() >= SHIPS_AT_LEAST {
            faults.extend(fault(&at_once));
        }
    }
    let first_of = |station| {
        faults.iter().map(|fault: &ClockFault| fault.seen_at).filter(|at| at.station() == station).min()
    };
    let seen_at: Vec<Option<Location>> =
        faults.iter().map(|fault| first_of(fault.seen_at.station())).collect();
    for (fault, seen_at) in faults.iter_mut().zip(seen_at) {
        fault.seen_at = seen_at.unwrap_or(fault.seen_at);
    }
    faults
}

/// When the clock was wrong that ships set back at once tell of: late before, or early after. `None` where none stood still for as long.
fn fault(at_once: &[SetBack]) -> Option<ClockFault> {
    let mut by: Vec<Span> = at_once.iter().map(|one| one.by).collect();
    by.sort_unstable();
    let by = by[by.len() / 2];
    let late: Vec<Timestamp> = at_once.iter().filter_map(|one| one.late_since).collect();
    let early: Vec<Timestamp> = at_once.iter().filter_map(|one| one.early_until).collect();
    let late_spell = late.iter().min().zip(at_once.iter().map(|one| one.from).max());
    let early_spell = at_once.iter().map(|one| one.to).min().zip(early.iter().max());
    let is_late = match (late.len(), early.len()) {
        (0, 0) => return None,
        (late, early) if late != early => late > early,
        // Now late and now early, or both by turns: the briefer spell.
        _ => {
            late_spell.map(|(since, until)| until - *since)
                <= early_spell.map(|(since, until)| *until - since)
        }
    };
    let (since, until) = match is_late {
        true => late_spell.map(|(since, until)| (*since, until))?,
        false => early_spell.map(|(since, until)| (since, *until))?,
    };
    Some(ClockFault {
        seen_at: at_once.iter().map(|one| one.seen_at).min()?,
        late_by: if is_late { by } else { Span::ZERO - by },
        drift_s_per_day: 0.0,
        half_way: Interval::between(since, until).middle(),
        shared: at_once.len(),
        since: Some(since),
        until: Some(until),
        is_sure: late.is_empty() || early.is_empty(),
        is_mixed: true,
        told_by: ToldBy::Ships,
    })
}

/// Which of a number's fixes, by time, were stamped in spells that ships set back tell of.
pub(super) fn misstamped(fixes: &[Fix], faults: &[&ClockFault]) -> Vec<bool> {
    let threads = Threads::of(fixes);
    let mut is_wrong = vec![false; fixes.len()];
    for (set_back, fault) in
        threads.set_backs.iter().flat_map(|one| faults.iter().map(move |fault| (one, fault)))
    {
        if !set_back.is_of(fault) {
            continue;
        }
        let thread = set_back.threads[usize::from(fault.late_by < Span::ZERO)];
        for (at, fix) in fixes.iter().enumerate() {
            is_wrong[at] |= threads.thread_of[at] == thread && fault.is_wrong_at(fix.time);
        }
    }
    is_wrong
}

#[cfg(test)]
mod tests;

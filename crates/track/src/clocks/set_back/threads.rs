//! The threads in what a station heard of a number: where one ends at the place at which another began before, a clock was set back.

use std::collections::BTreeMap;

use model::{Degrees, Fix, Knots, Span, StationId};

use super::SetBack;
use crate::follow::Way;

/// What all stations heard of a number, in threads.
#[derive(Default)]
pub(super) struct Threads {
    /// The thread of each fix; one that fits none has one of its own.
    pub(super) thread_of: Vec<u32>,
    pub(super) set_backs: Vec<SetBack>,
}

impl Threads {
    pub(super) fn of(fixes: &[Fix]) -> Self {
        let mut all = Self { thread_of: Vec::with_capacity(fixes.len()), set_backs: Vec::new() };
        let mut of_station: BTreeMap<Option<StationId>, OfStation> = BTreeMap::new();
        let mut next = 0;
        let mut turned: BTreeMap<u32, u32> = BTreeMap::new();
        for fix in fixes {
            let heard = of_station.entry(fix.location.station()).or_default();
            all.thread_of.push(heard.take(fix, &mut next));
        }
        for (station, mut heard) in of_station {
            if heard
                .beside
                .as_ref()
                .zip(heard.main.as_ref())
                .is_some_and(|(beside, main)| beside.0.last.time > main.last.time)
            {
                heard.end_main();
            }
            turned.extend(heard.turned);
            all.set_backs.extend(heard.set_backs.into_iter().map(|one| SetBack { station, ..one }));
        }
        all.thread_of.iter_mut().for_each(|thread| *thread = turned.get(thread).copied().unwrap_or(*thread));
        all
    }
}

/// What one station heard of it.
#[derive(Default)]
struct OfStation {
    /// The thread that began first.
    main: Option<Thread>,
    /// One that began beside it, and how many fixes the main one had then.
    beside: Option<(Thread, u32)>,
    /// The last ones that were beside it for a while.
    over: Vec<Thread>,
    set_backs: Vec<SetBack>,
    /// The numbers of threads that another one is after a turn, by those that they had before it was known.
    turned: BTreeMap<u32, u32>,
}

/// A thread is over once another got so many fixes in a row.
const OVER_AFTER: u32 = 5;
/// Threads shorter than this are noise.
const FIXES_AT_LEAST: u32 = 3;
/// A clock that is off by less makes no second hull (design: ships of five knots and more are 5 km apart by then, `HullOptions::apart`).
const LEAST: Span = Span::from_minutes(30);
/// More is no clock's (`DuplicateOptions::other_zone_within`).
const MOST: Span = Span::from_hours(25);

impl OfStation {
    /// Puts a fix into the thread that it fits best, and gives its number.
    fn take(&mut self, fix: &Fix, next: &mut u32) -> u32 {
        let Some(main) = &mut self.main else { return self.main.insert(Thread::begin(fix, next)).number };
        let fits_main = main.fit(fix);
        let Some((beside, _)) = &mut self.beside else {
            return match fits_main {
                Some(fit) if fit.is_on_course || fix.time - main.last.time >= LEAST => self.go_on(fix),
                _ => self.beside.insert((Thread::begin(fix, next), main.count)).0.number,
            };
        };
        match (fits_main, beside.fit(fix)) {
            (Some(fit), other) if other.is_none_or(|other| fit.is_as_good_as(&other)) => self.go_on(fix),
            (_, Some(_)) => {
                main.missed += 1;
                beside.take(fix);
                let number = beside.number;
                if main.missed >= OVER_AFTER {
                    self.end_main();
                }
                number
            }
            _ if beside.count >= FIXES_AT_LEAST => {
                *next += 1;
                *next
            }
            _ => self.beside.insert((Thread::begin(fix, next), main.count)).0.number,
        }
    }

    /// Puts a fix into the main thread.
    fn go_on(&mut self, fix: &Fix) -> u32 {
        let Some(main) = &mut self.main else { return 0 };
        let was_unheard = fix.time - main.last.time >= LEAST;
        main.take(fix);
        let number = main.number;
        if let Some((beside, _)) = &mut self.beside {
            beside.missed += 1;
        }
        let over = self.beside.take_if(|(beside, _)| beside.missed >= OVER_AFTER);
        if let Some((beside, _)) = over.filter(|(beside, _)| beside.count >= FIXES_AT_LEAST) {
            keep_last(&mut self.over, beside);
            self.note_filled();
        } else if was_unheard {
            self.note_filled();
        }
        self.note_early_until();
        number
    }

    /// Notes that a thread that is over fills a time in which the main one was not heard, once.
    fn note_filled(&mut self) {
        let Some(main) = &self.main else { return };
        let filled = |at: usize| Some((at, filled(main, &self.over[at])?));
        if let Some((at, set_back)) = (0..self.over.len()).rev().find_map(filled) {
            self.over.remove(at);
            self.set_backs.push(set_back);
        }
    }

    /// Ends the first of two threads, and looks whether the other began where it ends; where it ended as the other began the ship only turned.
    fn end_main(&mut self) {
        let (Some(main), Some((mut beside, before))) = (self.main.take(), self.beside.take()) else { return };
        if main.count - before < FIXES_AT_LEAST {
            self.turned.insert(beside.number, main.number);
            beside = Thread { number: main.number, unheard: main.unheard, ..beside };
        } else if beside.count >= FIXES_AT_LEAST {
            self.set_backs.extend(set_back(&main, &beside));
        }
        self.main = Some(beside);
        self.note_early_until();
    }

    /// Notes that the ship stood still for as long as it was set back before.
    fn note_early_until(&mut self) {
        let (Some(main), Some(last)) = (&self.main, self.set_backs.last_mut()) else { return };
        let still = main.unheard.last().filter(|unheard| unheard.stood_still_for(last.by));
        if let Some(still) = still.filter(|_| last.threads[1] == main.number && last.early_until.is_none()) {
            last.early_until = Some(still.last.time);
        }
    }
}

/// Whether a thread beside another fills, moved by one span, a time in which the other was not heard.
fn filled(main: &Thread, beside: &Thread) -> Option<SetBack> {
    let late_by = |unheard: &Unheard| {
        let before = Span::from_secs_f64(sailed_s(&unheard.last, &beside.first)?);
        let after = Span::from_secs_f64(sailed_s(&beside.last, &unheard.next)?);
        let at_first = beside.first.time - unheard.last.time - before;
        let at_last = beside.last.time - unheard.next.time + after;
        let is_one = (at_first - at_last).ms().abs() <= 2 * super::OF_ONE_SPAN.ms();
        let by_ms = at_first.ms().midpoint(at_last.ms());
        (is_one && (LEAST.ms()..=MOST.ms()).contains(&by_ms.abs())).then_some(Span::from_ms(by_ms))
    };
    let (unheard, late_by) = main.unheard.iter().rev().find_map(|it| Some((it, late_by(it)?)))?;
    let is_late = late_by > Span::ZERO;
    Some(SetBack {
        station: None,
        seen_at: beside.last.location,
        from: if is_late { beside.last.time } else { unheard.last.time },
        to: if is_late { unheard.next.time } else { beside.first.time },
        by: Span::from_ms(late_by.ms().abs()),
        is_exact: true,
        late_since: is_late.then_some(beside.first.time),
        early_until: (!is_late).then_some(beside.last.time),
        threads: if is_late { [beside.number, main.number] } else { [main.number, beside.number] },
    })
}

/// Whether the second of two threads begins, well before the first ends, where the first ends.
fn set_back(ended: &Thread, begun: &Thread) -> Option<SetBack> {
    /// As far as a ship sails while its station does not hear it.
    const NEAR_M: f64 = 10_000.0;
    let sailed_s = sailed_s(&ended.last, &begun.first);
    let by = ended.last.time - begun.first.time + Span::from_secs_f64(sailed_s.unwrap_or_default());
    let is_near = Way::at_most(ended.last.position, begun.first.position) <= NEAR_M;
    let still = ended.unheard.iter().rev().find(|unheard| unheard.stood_still_for(by));
    (LEAST <= by && by <= MOST && is_near).then_some(SetBack {
        station: None,
        seen_at: ended.last.location,
        from: ended.last.time,
        to: begun.first.time,
        by,
        is_exact: sailed_s.is_some(),
        late_since: still.map(|still| still.next.time),
        early_until: None,
        threads: [ended.number, begun.number],
    })
}

/// How long a ship under way sails from one fix to another straight ahead of it, if it can be the same ship some minutes later.
fn sailed_s(one: &Fix, other: &Fix) -> Option<f64> {
    /// Slower ships tell nothing: they are where they were (design).
    const UNDER_WAY: Knots = Knots(3.0);
    /// Between two fixes a ship changes little (design).
    const SPEED_WITHIN: Knots = Knots(2.0);
    const COURSE_WITHIN: Degrees = Degrees(20.0);
    /// In metres, and as a share of the way.
    const ASIDE: (f64, f64) = (300.0, 0.2);
    const SOON_S: f64 = 1_200.0;
    let (speed, then) = (one.speed()?, other.speed()?);
    let is_alike = speed.0.min(then.0) >= UNDER_WAY.0
        && (speed.0 - then.0).abs() <= SPEED_WITHIN.0
        && one.course()?.apart(other.course()?).0 <= COURSE_WITHIN.0;
    let way = Way::between(one.position, other.position);
    let (sin, cos) = one.course()?.0.to_radians().sin_cos();
    let (ahead, aside) = (way.east * sin + way.north * cos, way.east * cos - way.north * sin);
    let sailed_s = ahead / Knots(f64::midpoint(speed.0, then.0)).metres_per_second();
    let is_ahead = ahead >= -ASIDE.0 && aside.abs() <= ASIDE.0 + ASIDE.1 * ahead.abs() && sailed_s <= SOON_S;
    (is_alike && is_ahead).then_some(sailed_s)
}

/// Fixes in a row that one ship can have sent.
struct Thread {
    number: u32,
    first: Fix,
    last: Fix,
    count: u32,
    /// How many the other thread got since it got one.
    missed: u32,
    /// When it was not heard for long; the last times.
    unheard: Vec<Unheard>,
}

/// Adds to some of which only the last are kept: as many as a clock is set in a while.
fn keep_last<T>(some: &mut Vec<T>, new: T) {
    const KEPT: usize = 8;
    if some.len() == KEPT {
        some.remove(0);
    }
    some.push(new);
}

/// The last fix before and the next after a ship was not heard for long.
#[derive(Clone, Copy)]
struct Unheard {
    last: Fix,
    next: Fix,
}

impl Unheard {
    /// Whether the ship, under way, went on after so long where it was.
    fn stood_still_for(&self, by: Span) -> bool {
        let still_s = sailed_s(&self.last, &self.next)
            .map(|sailed_s| (self.next.time - self.last.time).secs() - sailed_s);
        still_s.is_some_and(|still_s| (still_s - by.secs()).abs() <= 2.0 * super::OF_ONE_SPAN.secs())
    }
}

impl Thread {
    fn begin(fix: &Fix, next: &mut u32) -> Self {
        *next += 1;
        Self { number: *next, first: *fix, last: *fix, count: 1, missed: 0, unheard: Vec::new() }
    }

    fn take(&mut self, fix: &Fix) {
        if fix.time - self.last.time >= LEAST {
            keep_last(&mut self.unheard, Unheard { last: self.last, next: *fix });
        }
        self.last = *fix;
        self.count += 1;
        self.missed = 0;
    }

    /// How a fix fits, if the ship can be there: within a kilometre and half as far again as it sails.
    fn fit(&self, fix: &Fix) -> Option<Fit> {
        const NEAR_M: f64 = 1_000.0;
        const UNTOLD: Knots = Knots(20.0);
        let span = fix.time - self.last.time;
        let speed = |fix: &Fix| fix.speed().unwrap_or(UNTOLD).metres_per_second();
        let sails_m = speed(&self.last).max(speed(fix)) * span.secs();
        let way = Way::between(self.last.position, fix.position);
        let miss_m = way.miss(&self.last, span);
        let is_on_course = miss_m <= NEAR_M + 0.3 * sails_m;
        (way.length() <= NEAR_M + 1.5 * sails_m).then_some(Fit { is_on_course, miss_m })
    }
}

/// How a fix fits a thread.
#[derive(Clone, Copy)]
struct Fit {
    /// Whether the ship hardly turned.
    is_on_course: bool,
    /// How far it is from where the last fix leads.
    miss_m: f64,
}

impl Fit {
    fn is_as_good_as(&self, other: &Self) -> bool {
        (other.is_on_course, self.miss_m) <= (self.is_on_course, other.miss_m)
    }
}

//! Two hulls together, as their contacts are put together.

use model::{Interval, Metres, Position, Span, Timestamp, Track};

use crate::{EncounterOptions, whereabouts};

/// Two hulls together, perhaps with short breaks.
#[derive(Debug, Clone)]
pub(crate) struct Meeting<'a> {
    /// The hull with the lower number.
    pub(crate) a: &'a Track,
    pub(crate) b: &'a Track,
    /// When they were together, by time; never empty.
    pub(crate) parts: Vec<Interval>,
    /// When the motion from fix to fix says so too; empty where it never does.
    pub(crate) contacts: Vec<Interval>,
    /// Whether ties at more than one place tell of them together.
    pub(crate) is_tied: bool,
}

/// Two hulls together without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) when: Interval,
    /// When the motion from fix to fix says so too.
    pub(crate) contacts: Vec<Interval>,
    pub(crate) is_tied: bool,
}

impl Part {
    pub(crate) fn contact(when: Interval) -> Self {
        Self { when, contacts: vec![when], is_tied: false }
    }

    /// A contact with what nobody heard of it at its ends.
    pub(crate) const fn bridged(when: Interval) -> Self {
        Self { when, contacts: Vec::new(), is_tied: false }
    }

    pub(crate) const fn stay(when: Interval) -> Self {
        Self { when, contacts: Vec::new(), is_tied: true }
    }
}

/// Parts of a pair put together where they share time.
pub(crate) fn joined(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.collect();
    parts.sort_by_key(|part| (part.when.start(), part.when.end()));
    parts.dedup_by(|next, open| {
        let shares = next.when.start() <= open.when.end();
        if shares {
            open.when = Interval::between(open.when.start(), open.when.end().max(next.when.end()));
            open.contacts.append(&mut next.contacts);
            open.is_tied |= next.is_tied;
        }
        shares
    });
    parts
}

impl<'a> Meeting<'a> {
    pub(crate) fn of(a: &'a Track, b: &'a Track, part: Part) -> Self {
        Self { a, b, parts: vec![part.when], contacts: part.contacts, is_tied: part.is_tied }
    }

    pub(crate) fn interval(&self) -> Interval {
        let last = self.parts.last().unwrap_or(&self.parts[0]);
        Interval::between(self.parts[0].start(), last.end())
    }

    /// Whether each hull was heard meanwhile: a silence of one ship alone is no contact.
    pub(crate) fn was_heard(&self) -> bool {
        let when = self.interval();
        [self.a, self.b].iter().all(|track| {
            let first = track.fixes.partition_point(|fix| fix.time < when.start());
            track.fixes.get(first).is_some_and(|fix| fix.time <= when.end())
        })
    }

    /// When the figures of the meeting can be taken from the motion from fix to fix.
    pub(crate) fn in_reach(&self) -> &[Interval] {
        if self.contacts.is_empty() { &self.parts } else { &self.contacts }
    }

    /// The same meeting with a later part.
    pub(crate) fn append(&mut self, mut part: Part) {
        self.parts.push(part.when);
        self.contacts.append(&mut part.contacts);
        self.is_tied |= part.is_tied;
    }

    /// The same meeting with a later one of the same hulls.
    pub(crate) fn absorb(&mut self, next: &mut Self) {
        self.parts.append(&mut next.parts);
        self.contacts.append(&mut next.contacts);
        self.is_tied |= next.is_tied;
    }

    /// Time together, breaks left out.
    pub(crate) fn together(&self) -> Span {
        self.parts.iter().map(|part| part.span()).sum()
    }

    /// Whether a contact soon after is still the same meeting: the ends agree, or nothing was heard against it, and neither made a
    /// voyage meanwhile.
    pub(crate) fn goes_on_with(&self, next: Interval, options: &EncounterOptions) -> bool {
        let end = self.interval().end();
        let pause = next.start() - end;
        let allowed = options.rejoin_shift.0 + options.drift_speed.metres_per_second() * pause.secs();
        let stayed = |track: &Track| {
            let places = (whereabouts::at(&track.fixes, end), whereabouts::at(&track.fixes, next.start()));
            matches!(places, (Some(before), Some(after)) if before.geodesic(after).0 <= allowed)
        };
        let between = Interval::between(end, next.start());
        pause < options.rejoin_within
            && ((stayed(self.a) && stayed(self.b)) || !self.was_heard_apart(between, options))
            && !self.sailed_away(options.company_shift, between, options)
    }

    /// Whether the next meeting of the same hulls may be the same, as far as was heard.
    pub(crate) fn is_one_with(&self, next: &Self, options: &EncounterOptions) -> bool {
        let pause = Interval::between(self.interval().end(), next.interval().start());
        let is_short = pause.span() < options.unheard_within;
        let may_be = is_short
            || (pause.span() < options.lying_within && self.lay_still(pause, options))
            || (pause.span() < options.company_within && self.went_along(pause, options));
        may_be && !self.was_heard_apart(pause, options) && !self.was_heard_elsewhere(pause, options)
    }

    /// Whether both hulls were found at one place before, during and after a pause.
    fn lay_still(&self, pause: Interval, options: &EncounterOptions) -> bool {
        [self.a, self.b].iter().all(|track| {
            let Some(place) = whereabouts::at(&track.fixes, pause.start()) else { return false };
            let first = track.fixes.partition_point(|fix| fix.time < pause.start());
            let during = track.fixes[first..].iter().take_while(|fix| fix.time <= pause.end());
            let after = whereabouts::at(&track.fixes, pause.end());
            let mut places = during.map(|fix| fix.position).chain(after);
            places.all(|found| found.geodesic(place) <= options.rejoin_shift)
        })
    }

    /// Whether both hulls came to another place during a pause.
    fn went_along(&self, pause: Interval, options: &EncounterOptions) -> bool {
        [self.a, self.b].iter().all(|track| {
            let ends = [pause.start(), pause.end()].map(|end| whereabouts::at(&track.fixes, end));
            matches!(ends, [Some(from), Some(to)] if from.geodesic(to) > options.company_shift)
        })
    }

    /// Whether either hull was heard far off its way from one end of a pause to the other, or lay somewhere else for hours.
    fn was_heard_elsewhere(&self, pause: Interval, options: &EncounterOptions) -> bool {
        let elsewhere = |track: &Track| {
            let Some([(_, from), (_, to)]) = ends(track, pause) else { return false };
            let mut places = found(track, pause).map(|(_, place)| place);
            places.any(|place| options.is_off_the_way(place, [from, to]))
                || options.lay_elsewhere(found(track, pause), [from, to])
        };
        let sailed_away = || self.sailed_away(options.elsewhere, pause, options);
        elsewhere(self.a) || elsewhere(self.b) || sailed_away()
    }

    /// Whether either hull sailed so far away and came back during a pause.
    fn sailed_away(&self, far: Metres, pause: Interval, options: &EncounterOptions) -> bool {
        [self.a, self.b].iter().any(|track| {
            ends(track, pause)
                .is_some_and(|ends| found(track, pause).any(|found| options.sailed_away(far, found, ends)))
        })
    }

    /// Whether a fix of either hull tells of one under way, or lies out of reach of where the other, heard about then,
    /// was.
    fn was_heard_apart(&self, pause: Interval, options: &EncounterOptions) -> bool {
        let apart = |one: &Track, other: &Track| {
            let fixes = &one.fixes[one.fixes.partition_point(|fix| fix.time < pause.start())..];
            let mut during = fixes.iter().take_while(|fix| fix.time <= pause.end());
            during.any(|fix| {
                let under_way = options.says_under_way(fix);
                let away = |place: Position| fix.position.geodesic(place) > options.leave;
                under_way || heard_at(other, fix.time, options).is_some_and(away)
            })
        };
        apart(self.a, self.b) || apart(self.b, self.a)
    }
}

/// Where a hull was heard during a pause.
fn found(track: &Track, pause: Interval) -> impl Iterator<Item = (Timestamp, Position)> {
    let fixes = &track.fixes[track.fixes.partition_point(|fix| fix.time < pause.start())..];
    let during = fixes.iter().take_while(move |fix| fix.time <= pause.end());
    during.map(|fix| (fix.time, fix.position))
}

/// Where a hull was when a pause began and ended.
fn ends(track: &Track, pause: Interval) -> Option<[(Timestamp, Position); 2]> {
    let at = |moment| Some((moment, whereabouts::at(&track.fixes, moment)?));
    Some([at(pause.start())?, at(pause.end())?])
}

/// Where a hull was at a moment at which it was heard, or between two fixes close enough for straight and even motion.
fn heard_at(track: &Track, time: Timestamp, options: &EncounterOptions) -> Option<Position> {
    let (before, after) = whereabouts::around(&track.fixes, time)?;
    let is_even = after.time - before.time <= options.linear_within;
    let is_heard = before.time == time || before.time < time && time <= after.time && is_even;
    is_heard.then(|| whereabouts::between(before, after, time))
}

//! Two hulls together, as their contacts are put together.

use model::{Interval, Position, Span, Timestamp, Track};

use crate::{EncounterOptions, whereabouts};

/// Two hulls together, perhaps with short breaks.
#[derive(Debug, Clone)]
pub(crate) struct Meeting<'a> {
    /// The hull with the lower number.
    pub(crate) a: &'a Track,
    pub(crate) b: &'a Track,
    /// When they were together, by time; never empty.
    pub(crate) parts: Vec<Interval>,
}

impl Meeting<'_> {
    pub(crate) fn interval(&self) -> Interval {
        let last = self.parts.last().unwrap_or(&self.parts[0]);
        Interval::between(self.parts[0].start(), last.end())
    }

    /// Time together, breaks left out.
    pub(crate) fn together(&self) -> Span {
        self.parts.iter().map(|part| part.span()).sum()
    }

    /// Whether a contact soon after is still the same meeting: the ends agree.
    pub(crate) fn goes_on_with(&self, next: Interval, options: &EncounterOptions) -> bool {
        let end = self.interval().end();
        let pause = next.start() - end;
        let allowed = options.rejoin_shift.0 + options.drift_speed.metres_per_second() * pause.secs();
        let stayed = |track: &Track| {
            let places = (whereabouts::at(&track.fixes, end), whereabouts::at(&track.fixes, next.start()));
            matches!(places, (Some(before), Some(after)) if before.distance(after).0 <= allowed)
        };
        pause < options.rejoin_within && stayed(self.a) && stayed(self.b)
    }

    /// Whether the next meeting of the same hulls may be the same, as far as was heard.
    pub(crate) fn is_one_with(&self, next: &Self, options: &EncounterOptions) -> bool {
        let pause = Interval::between(self.interval().end(), next.interval().start());
        pause.span() < options.unheard_within && !self.was_heard_apart(pause, options)
    }

    /// Whether a fix of either hull tells of one under way, or lies out of reach of where the other, heard about then,
    /// was.
    fn was_heard_apart(&self, pause: Interval, options: &EncounterOptions) -> bool {
        let apart = |one: &Track, other: &Track| {
            let fixes = &one.fixes[one.fixes.partition_point(|fix| fix.time < pause.start())..];
            let mut during = fixes.iter().take_while(|fix| fix.time <= pause.end());
            during.any(|fix| {
                let under_way = fix.speed.is_some_and(|speed| speed > options.still_speed);
                let away = |place: Position| fix.position.distance(place) > options.leave;
                under_way || heard_at(other, fix.time, options).is_some_and(away)
            })
        };
        apart(self.a, self.b) || apart(self.b, self.a)
    }
}

/// Where a hull was at a moment between two fixes close enough for straight and even motion.
fn heard_at(track: &Track, time: Timestamp, options: &EncounterOptions) -> Option<Position> {
    let (before, after) = whereabouts::around(&track.fixes, time)?;
    let is_heard =
        before.time <= time && time <= after.time && after.time - before.time <= options.linear_within;
    is_heard.then(|| whereabouts::between(before, after, time))
}

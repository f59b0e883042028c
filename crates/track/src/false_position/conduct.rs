//! What the ship of a number can do, by all that the number sent: its own top speed rather than that of any ship.

use model::{Fix, Knots, Span};

use crate::follow::{Reach, Way};

/// How the ship of one number sails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conduct {
    /// Metres a second.
    top_speed: f64,
    /// Metres.
    slack: f64,
    /// Of any ship.
    reach: Reach,
}

/// Speeds below say little of how fast a ship sails.
const UNDER_WAY: Knots = Knots(5.0);
/// So many fixes under way tell how fast a ship sails (design: an hour or two of passage).
const ENOUGH: usize = 30;

/// No more faults of transmission come one after the other (design: where one fix in a hundred is garbled, four in a row are
/// one in a hundred million).
pub(super) const FAULTS_IN_A_ROW: usize = 3;

impl Conduct {
    /// From the fixes of one number: a quarter and a knot above what all but one in fifty of the speeds under way said
    /// (design: a ship heard while slow may hurry unheard), at most what any ship does.
    pub(super) fn of(fixes: &[Fix], reach: &Reach) -> Self {
        let told = fixes.iter().filter_map(|fix| fix.speed().map(|speed| speed.0));
        let mut speeds: Vec<f64> = told.filter(|&speed| speed >= UNDER_WAY.0).collect();
        let any = reach.jump_speed();
        let own = (speeds.len() >= ENOUGH).then(|| {
            let at = speeds.len() * 49 / 50;
            let (_, high, _) = speeds.select_nth_unstable_by(at, f64::total_cmp);
            Knots(*high * 1.25 + 1.0)
        });
        let top = own.filter(|own| own.0 < any.0).unwrap_or(any);
        Self { top_speed: top.metres_per_second(), slack: 2.0 * reach.slack().0, reach: *reach }
    }

    /// Whether the ship can have sailed from one fix to the next.
    pub(super) fn can_follow(&self, one: &Fix, next: &Fix) -> bool {
        let farthest = self.farthest(next.time - one.time);
        is_within(one, next, farthest)
    }

    /// Whether any ship can have sailed from one fix to the next.
    pub(super) fn any_can_follow(&self, one: &Fix, next: &Fix) -> bool {
        let farthest =
            self.reach.jump_speed().metres_per_second() * (next.time - one.time).secs() + self.slack;
        is_within(one, next, farthest)
    }

    /// The fixes that the ship cannot have sailed to from the one before; `None` if there are more than `at_most`, or as
    /// many places elsewhere by turns, of which one number sent by two ships is full. Lone fixes elsewhere, and two or three
    /// of them in a row, which are faults of transmission, are no leaps.
    pub(super) fn leaps(&self, fixes: &[Fix], at_most: usize) -> Option<Vec<usize>> {
        let (mut leaps, mut by_turns, mut last_stray) = (Vec::new(), 0, None);
        let mut back = 0;
        for at in 1..fixes.len() {
            if at <= back || self.can_follow(&fixes[at - 1], &fixes[at]) {
                continue;
            }
            if let Some(to) = self.back_from_several(fixes, at) {
                (back, last_stray) = (to, None);
                continue;
            }
            if self.is_stray(fixes, at) {
                by_turns += usize::from(last_stray.is_some_and(|last| at - last <= 2));
                last_stray = Some(at);
            } else if last_stray != Some(at - 1) {
                leaps.push(at);
            }
            if leaps.len().max(by_turns) > at_most {
                return None;
            }
        }
        Some(leaps)
    }

    /// Whether one fix lies elsewhere and the next is back.
    fn is_stray(&self, fixes: &[Fix], at: usize) -> bool {
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &fixes[at]), fixes.get(at + 1)) else {
            return false;
        };
        !self.can_follow(before, &fixes[at])
            && !self.can_follow(&fixes[at], after)
            && self.can_follow(before, after)
    }

    /// Where the ship is back that left its way for two or three fixes, each at a place of its own.
    fn back_from_several(&self, fixes: &[Fix], at: usize) -> Option<usize> {
        let is_elsewhere = |to: &usize| (at..*to).all(|at| !self.can_follow(&fixes[at], &fixes[at + 1]));
        let mut back = (at + 2..=at + FAULTS_IN_A_ROW).take_while(|to| *to < fixes.len());
        back.find(|to| self.can_follow(&fixes[at - 1], &fixes[*to]) && is_elsewhere(to))
    }

    /// How far two fixes lie off where each says that the other is, in metres.
    pub(super) fn miss(&self, one: &Fix, next: &Fix) -> f64 {
        self.reach.miss(one, next).0
    }

    /// Metres that the ship sails in a time at most, and what its clock and antenna add.
    pub(super) fn farthest(&self, span: Span) -> f64 {
        self.top_speed * span.secs() + self.slack
    }
}

/// Whether two fixes lie so many metres apart at most.
pub(super) fn is_within(one: &Fix, other: &Fix, metres: f64) -> bool {
    Way::at_most(one.position, other.position) <= metres
        || Way::between(one.position, other.position).length() <= metres
}

/// Metres a second, of a fix that tells it.
pub(super) fn pace(fix: &Fix) -> Option<f64> {
    let speed = fix.speed()?;
    Some(if speed < MOVING { 0.0 } else { speed.metres_per_second() })
}

/// Slower ships send any course (design: the noise of a receiver at rest).
const MOVING: Knots = Knots(0.5);

/// Metres a second east and north, of a fix that tells how it moves.
pub(super) fn velocity(fix: &Fix) -> Option<(f64, f64)> {
    let metres = pace(fix)?;
    if metres == 0.0 {
        return Some((0.0, 0.0));
    }
    let (sin, cos) = fix.course()?.0.to_radians().sin_cos();
    Some((metres * sin, metres * cos))
}

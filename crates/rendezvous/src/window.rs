//! The speed made good about a leg: over a window of time, because the scatter of fixes seconds apart is no motion.

use std::ops::Range;

use model::Span;

use crate::Heard;
use crate::plane::Leg;

/// A window that moves along a track with the leg in its middle, and never reaches across a long silence.
pub(crate) struct Window<'a, H> {
    fixes: &'a [H],
    length: Span,
    /// Longer silences end the stretch in which the hull was heard.
    silence: Span,
    back: usize,
    ahead: usize,
}

impl<'a, H: Heard> Window<'a, H> {
    /// Ready to be asked for legs from `first` on.
    pub(crate) fn from_leg(fixes: &'a [H], first: usize, length: Span, silence: Span) -> Self {
        let mut window = Self { fixes, length, silence, back: first, ahead: first };
        let is_far = |back: usize| fixes[first].knot().ms - fixes[back].knot().ms >= length.ms();
        while window.back > 0 && !is_far(window.back) && window.is_heard(window.back - 1) {
            window.back -= 1;
        }
        window
    }

    /// Whether there is a leg from fix `at` to the next and no long silence on it.
    pub(crate) fn is_heard(&self, at: usize) -> bool {
        let next = self.fixes.get(at + 1);
        next.is_some_and(|next| next.knot().ms - self.ms(at) <= self.silence.ms())
    }

    /// From the last fix half a window before the middle of the leg from fix `at` to the first one half a window
    /// after it, as far as the hull was heard; `None` for a silence. `at` must not go back.
    pub(crate) fn about(&mut self, at: usize) -> Option<Leg> {
        if !self.is_heard(at) {
            self.back = at + 1;
            return None;
        }
        let middle = (self.ms(at) + self.ms(at + 1)) / 2;
        let half = self.length.ms() / 2;
        let is_before = |fix: &H| fix.knot().ms <= middle - half;
        if self.back < at {
            self.back += self.fixes[self.back + 1..=at].partition_point(is_before);
        }
        self.ahead = self.ahead.max(at + 1);
        while self.ms(self.ahead) < middle + half && self.is_heard(self.ahead) {
            self.ahead += 1;
        }
        Some(Leg::between(&self.fixes[self.back], &self.fixes[self.ahead]))
    }

    /// All reports that a window about a leg between two reports can reach; `None` if one reaches across a silence, or
    /// beyond the ends of the track.
    pub(crate) fn around(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let half = self.length.ms() / 2;
        let (start, end) = (self.fixes.get(first)?.knot().ms, self.fixes.get(last)?.knot().ms);
        let before = self.fixes[..=first].iter().rev().position(|fix| fix.knot().ms <= start - half)?;
        let after = self.fixes[last..].iter().position(|fix| fix.knot().ms >= end + half)?;
        let around = first - before..last + after + 1;
        let longest = self.silence.ms();
        let is_silent = |ends: &[H]| ends[1].knot().ms - ends[0].knot().ms > longest;
        // All in so short a time have no longer silence between them.
        let is_short = self.ms(around.end - 1) - self.ms(around.start) <= longest;
        (is_short || !self.fixes[around.clone()].windows(2).any(is_silent)).then_some(around)
    }

    fn ms(&self, at: usize) -> i64 {
        self.fixes[at].knot().ms
    }
}

//! Weights of meetings fitted on meetings of which it is known whether they were.
//!
//! Each wait and each silence chose one of the meetings that it allows, or none: a conditional logit model, drawn towards the weights
//! that it starts from as if each were known from some meetings already. Newton's method; the same meetings give the same weights to
//! the last bit.

use std::collections::BTreeMap;

use model::{Calibration, HullId, Timestamp};
use nalgebra::{SMatrix, SVector};

use super::MeetingWeights;
use crate::DarkOptions;
use crate::facts::{MeetingFact, MeetingKind};
use crate::pair::Party;
use crate::possible::PossibleMeeting;

/// All that may have been met in one world, and what was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JudgedMeetings {
    /// What may have been.
    pub meetings: Vec<PossibleMeeting>,
    /// Whether each was.
    pub were: Vec<bool>,
}

/// The facts and the kinds.
const TERMS: usize = MeetingFact::ALL.len() + MeetingKind::ALL.len();
type Terms = SVector<f64, TERMS>;

/// How strongly each term holds to where it started (design: as if it were known of two hundred and forty pairs of meetings, otherwise
/// as likely, which of the two was; on months that were left out of the fit weaker and stronger holds were no better).
const HOLD: f64 = 60.0;
/// Newton's method has long converged.
const STEPS: usize = 40;
/// Meetings that weigh less than this beside a hundred of none are let go: they are many and say nothing.
const LEAST: f64 = 0.01;

/// What one party can have met.
struct Choice {
    /// By the terms of each.
    of: Vec<Terms>,
    /// Which of them it was.
    was: Option<usize>,
}

impl MeetingWeights {
    /// These weights fitted on meetings of which it is known whether they were; unchanged where none was.
    #[must_use]
    pub fn fitted(self, worlds: &[JudgedMeetings], options: &DarkOptions, on: Calibration) -> Self {
        let choices: Vec<Choice> = worlds.iter().flat_map(|world| self.choices(world, options)).collect();
        if choices.iter().all(|choice| choice.was.is_none()) {
            return self;
        }
        let start = self.terms();
        let mut terms = start;
        let problem = Problem { choices, start, no_meeting: options.no_meeting };
        for _ in 0..STEPS {
            let Some(better) = problem.step(&terms).and_then(|step| problem.better(&terms, step)) else {
                break;
            };
            terms = better;
        }
        let known = problem.choices.iter().filter(|choice| choice.was.is_some()).count();
        self.with_terms(&terms, known, on)
    }

    /// What each party of a world can have met, and what it did. A partner met in several pieces counts by the best of them, as
    /// where finds are judged.
    fn choices(&self, world: &JudgedMeetings, options: &DarkOptions) -> Vec<Choice> {
        let mut of: BTreeMap<Party, Vec<usize>> = BTreeMap::new();
        for (at, meeting) in world.meetings.iter().enumerate() {
            if world.were[at] || self.weight(&meeting.facts) >= LEAST {
                meeting.parties.iter().flatten().for_each(|party| of.entry(*party).or_default().push(at));
            }
        }
        of.into_values().map(|meetings| self.choice(world, meetings, options)).collect()
    }

    fn choice(&self, world: &JudgedMeetings, mut meetings: Vec<usize>, options: &DarkOptions) -> Choice {
        let key = |at: usize| -> ((HullId, Option<HullId>), Timestamp) {
            let PossibleMeeting { hulls, when, .. } = world.meetings[at];
            (hulls, when.start())
        };
        meetings.sort_by_key(|&at| key(at));
        let is_one = |&one: &usize, &next: &usize| {
            let apart = world.meetings[next].when.start() - world.meetings[one].when.end();
            key(one).0 == key(next).0 && apart <= options.one_within
        };
        let weight = |at: usize| self.weight(&world.meetings[at].facts);
        let best = |occasion: &[usize]| {
            occasion.iter().copied().max_by(|&one, &other| weight(one).total_cmp(&weight(other)))
        };
        let occasions: Vec<(usize, bool)> = meetings
            .chunk_by(is_one)
            .filter_map(|occasion| Some((best(occasion)?, occasion.iter().any(|&at| world.were[at]))))
            .collect();
        Choice {
            of: occasions.iter().map(|(at, _)| terms_of(&world.meetings[*at])).collect(),
            was: occasions.iter().position(|(_, was)| *was),
        }
    }

    fn terms(&self) -> Terms {
        let powers = self.powers().into_iter().map(|fact| fact.power);
        Terms::from_iterator(powers.chain(self.kinds().into_iter().map(|kind| kind.ratio.ln())))
    }

    /// No fact speaks for the other side. `known` of the waits and silences are known to have met somebody.
    fn with_terms(mut self, terms: &Terms, known: usize, on: Calibration) -> Self {
        let source = |before: f64| {
            format!("fitted on {known} waits and silences that hid a meeting; before {before:.3}")
        };
        let mut terms = terms.iter().copied();
        for (fact, term) in self.powers_mut().into_iter().zip(terms.by_ref()) {
            fact.source = source(fact.power);
            fact.power = rounded(term.max(0.0));
        }
        for (kind, term) in self.kinds_mut().into_iter().zip(terms) {
            kind.source = source(kind.ratio);
            kind.ratio = rounded(term.exp());
        }
        Self { calibration: on, ..self }
    }
}

/// To a ten-thousandth, which is more than is known, and no less than one.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round().max(1.0) / 1e4
}

/// What is known of a meeting, by what it is multiplied with.
fn terms_of(meeting: &PossibleMeeting) -> Terms {
    let facts = MeetingFact::ALL.map(|fact| meeting.facts.log(fact));
    let kinds = MeetingKind::ALL.map(|kind| f64::from(u8::from(kind == meeting.facts.kind)));
    Terms::from_iterator(facts.into_iter().chain(kinds))
}

/// What is to be fitted.
struct Problem {
    choices: Vec<Choice>,
    /// Where the terms hold to.
    start: Terms,
    /// The weight of no meeting at all.
    no_meeting: f64,
}

impl Problem {
    /// By how much too small each term is: the gradient of [`Self::likelihood`] over its curvature.
    fn step(&self, terms: &Terms) -> Option<Terms> {
        let mut gradient = HOLD * (self.start - terms);
        let mut curvature = SMatrix::<f64, TERMS, TERMS>::from_diagonal_element(HOLD);
        for choice in &self.choices {
            let weights: Vec<f64> = choice.of.iter().map(|facts| facts.dot(terms).exp()).collect();
            let total = self.no_meeting + weights.iter().sum::<f64>();
            let mut mean = Terms::zeros();
            for (facts, weight) in choice.of.iter().zip(weights) {
                let share = weight / total;
                mean += share * facts;
                curvature += share * facts * facts.transpose();
            }
            curvature -= mean * mean.transpose();
            gradient -= mean;
            if let Some(was) = choice.was {
                gradient += choice.of[was];
            }
        }
        Some(curvature.cholesky()?.solve(&gradient))
    }

    /// The terms after a step, or as much of it as makes them likelier; `None` where nothing does.
    fn better(&self, terms: &Terms, step: Terms) -> Option<Terms> {
        const HALVES: i32 = 20;
        let before = self.likelihood(terms);
        let shorter = (0..HALVES).map(|halves| terms + step * 0.5_f64.powi(halves));
        shorter.into_iter().find(|after| self.likelihood(after) > before)
    }

    /// The logarithm of how likely the choices are by some terms, and the terms by where they started.
    fn likelihood(&self, terms: &Terms) -> f64 {
        let of_choices = self.choices.iter().map(|choice| {
            let weight = |facts: &Terms| facts.dot(terms).exp();
            let total = self.no_meeting + choice.of.iter().map(weight).sum::<f64>();
            choice.was.map_or(self.no_meeting.ln(), |was| choice.of[was].dot(terms)) - total.ln()
        });
        of_choices.sum::<f64>() - 0.5 * HOLD * (terms - self.start).norm_squared()
    }
}

#[cfg(test)]
mod tests {
    use model::Interval;

    use super::*;
    use crate::facts::MeetingFacts;
    use crate::world::{hull, minute};

    /// So many waits, each reached by two silent ships of which one steers there, and one in `per` of which was met by the one that `did`.
    fn world(waits: u32, per: u32, did: bool) -> JudgedMeetings {
        let of = |wait: u32, steers: bool| PossibleMeeting {
            hulls: (hull(440_000_000 + wait), Some(hull(445_000_000 + 2 * wait + u32::from(steers)))),
            when: Interval::between(minute(0.0), minute(600.0)),
            parties: [Some(Party::Wait(wait)), Some(Party::Silence(2 * wait + u32::from(steers)))],
            facts: MeetingFacts::of(MeetingKind::WaitingAndSilent)
                .with(MeetingFact::Courses, if steers { 40.0 } else { 0.5 }),
        };
        let both = (0..waits).flat_map(|wait| [true, false].map(|steers| (wait, steers)));
        JudgedMeetings {
            meetings: both.clone().map(|(wait, steers)| of(wait, steers)).collect(),
            were: both.map(|(wait, steers)| wait % per == 0 && steers == did).collect(),
        }
    }

    fn fitted(world: JudgedMeetings) -> MeetingWeights {
        let options = DarkOptions::default();
        MeetingWeights::builtin().fitted(&[world], &options, Calibration::Simulated)
    }

    #[test]
    fn a_fact_by_which_meetings_are_told_is_believed_more_and_one_that_misleads_less() {
        let start = MeetingWeights::builtin().courses.power;
        let told = fitted(world(4_000, 2, true));
        assert!(told.courses.power > start + 0.1, "{}", told.courses.power);
        assert!(fitted(world(4_000, 2, false)).courses.power < start - 0.3);
        assert_eq!(told.calibration, Calibration::Simulated);
        assert_eq!(told.habit.power, MeetingWeights::builtin().habit.power, "nothing is known of habits");
    }

    #[test]
    fn where_many_are_known_the_probability_is_the_share_that_was() {
        let known = world(8_000, 4, true);
        let facts = known.meetings[0].facts;
        let weights = fitted(known);
        let other =
            weights.weight(&MeetingFacts::of(MeetingKind::WaitingAndSilent).with(MeetingFact::Courses, 0.5));
        let weight = weights.weight(&facts);
        let probability = weight / (weight + other + DarkOptions::default().no_meeting);
        assert!((probability - 0.25).abs() < 0.02, "{probability}");
    }

    #[test]
    fn a_few_meetings_change_little_and_none_nothing() {
        let few = fitted(world(4, 2, true));
        let start = MeetingWeights::builtin();
        assert!((few.courses.power - start.courses.power).abs() < 0.3, "{}", few.courses.power);
        let none = JudgedMeetings { were: vec![false; 8], ..world(4, 2, true) };
        assert_eq!(fitted(none), start);
    }

    #[test]
    fn a_partner_met_in_two_pieces_of_one_silence_is_one_choice() {
        let mut world = world(1, 1, true);
        let piece =
            PossibleMeeting { when: Interval::between(minute(610.0), minute(800.0)), ..world.meetings[0] };
        world.meetings.push(piece);
        world.were.push(false);
        let choices = MeetingWeights::builtin().choices(&world, &DarkOptions::default());
        let wait = choices.iter().find(|choice| choice.of.len() == 2).expect("the wait's");
        assert!(wait.was.is_some() && choices.len() == 3, "{}", choices.len());
    }
}

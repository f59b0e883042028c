//! The legs of a lead as they are told: guesses at one silence together, silences that weigh nothing in one line.
//!
//! A silence of a day allows dozens of meetings, of which at most a few took place, and a ship off shore is unheard most
//! days. Told one by one these bury the rest, so guesses stand together under the silence or the wait that allows them,
//! and what no counted fact rests on is summed up.

use std::collections::BTreeSet;

use case::{Cite, EventRow, LeadRow};
use model::EventKind;

use super::Story;

/// One thing that happened, or that a silence allows.
pub(super) enum Act<'a> {
    /// A leg, with the guesses that it allows.
    Leg { leg: &'a EventRow, guesses: Vec<&'a EventRow> },
    /// Guesses of one hull and the same hours that no silence or wait of the lead holds.
    Guesses(Vec<&'a EventRow>),
}

/// A lead's legs, ready to be told.
pub(super) struct Acts<'a> {
    /// By time.
    pub(super) told: Vec<Act<'a>>,
    /// Silences and guesses on which nothing that counts rests, if they are too many to tell.
    pub(super) background: Vec<Act<'a>>,
}

/// So many acts of the background are told one by one.
const FEW: usize = 3;

impl<'a> Acts<'a> {
    /// Everything that is told of a story; with `all` the background too.
    pub(super) fn of(story: &'a Story, all: bool) -> Self {
        let is_guess = |leg: &&EventRow| leg.kind == EventKind::DarkRendezvous && !story.is_deciding(leg);
        let (guesses, legs): (Vec<&EventRow>, Vec<&EventRow>) = story.legs.iter().partition(is_guess);
        let mut acts: Vec<Act<'a>> =
            legs.into_iter().map(|leg| Act::Leg { leg, guesses: Vec::new() }).collect();
        for guess in guesses {
            place(guess, &mut acts);
        }
        acts.sort_by_key(Act::start);
        let weighty = weighty(story);
        let is_background = |act: &Act<'_>| act.is_background(story, &weighty);
        if all || acts.iter().filter(|act| is_background(act)).count() <= FEW {
            return Self { told: acts, background: Vec::new() };
        }
        let (background, told) = acts.into_iter().partition(is_background);
        Self { told, background }
    }
}

/// The lines on which the deciding event and facts that count rest.
fn weighty(story: &Story) -> BTreeSet<Cite> {
    let facts = story.evidence.iter().filter(|fact| fact.counted != 0.0).map(|fact| &fact.cites);
    let deciding = story.deciding().map(|event| &event.cites);
    facts.chain(deciding).flat_map(case::Cites::as_slice).copied().collect()
}

impl Act<'_> {
    /// The events of it: the leg and its guesses, or the guesses.
    pub(super) fn events(&self) -> impl Iterator<Item = &EventRow> {
        let (leg, guesses) = match self {
            Self::Leg { leg, guesses } => (Some(*leg), guesses),
            Self::Guesses(guesses) => (None, guesses),
        };
        leg.into_iter().chain(guesses.iter().copied())
    }

    fn start(&self) -> Option<model::Timestamp> {
        self.events().next().map(|event| event.start)
    }

    fn is_background(&self, story: &Story, weighty: &BTreeSet<Cite>) -> bool {
        let unheard = |event: &EventRow| matches!(event.kind, EventKind::Gap | EventKind::DarkRendezvous);
        // All of them: the fix that ends a silence often begins the wait on which a fact rests.
        let weighs = |event: &EventRow| event.cites.as_slice().iter().all(|cite| weighty.contains(cite));
        self.events().all(|event| unheard(event) && !weighs(event) && !story.is_deciding(event))
    }

    /// Whether a guess belongs under this: a silence or a wait of one of its hulls that holds its hours, or guesses
    /// of the same hull and hours.
    fn holds(&self, guess: &EventRow) -> bool {
        match self {
            Self::Leg { leg, .. } => {
                let allows = matches!(leg.kind, EventKind::Gap | EventKind::Loitering);
                allows && is_party(leg.mmsi_a, guess) && covers(leg, guess)
            }
            Self::Guesses(others) => {
                let together = others.iter().all(|other| share_hours(other, guess));
                together && common_hull(others.iter().copied().chain([guess])).is_some()
            }
        }
    }
}

/// Under a silence first, then under a wait, then beside other guesses, or else by itself.
fn place<'a>(guess: &'a EventRow, told: &mut Vec<Act<'a>>) {
    let order = |act: &Act<'_>| match act {
        Act::Leg { leg, .. } if leg.kind == EventKind::Gap => 0,
        Act::Leg { .. } => 1,
        Act::Guesses(_) => 2,
    };
    match told.iter_mut().filter(|act| act.holds(guess)).min_by_key(|act| order(act)) {
        Some(Act::Leg { guesses, .. } | Act::Guesses(guesses)) => guesses.push(guess),
        None => told.push(Act::Guesses(vec![guess])),
    }
}

/// The hull that all guesses share, of two the one that the lead is about.
pub(super) fn hull_of<'a>(
    guesses: impl Iterator<Item = &'a EventRow> + Clone,
    lead: &LeadRow,
) -> Option<i64> {
    let own = [Some(lead.mmsi_a), lead.mmsi_b].into_iter().flatten();
    let shared = own.into_iter().find(|&hull| guesses.clone().all(|guess| is_party(hull, guess)));
    shared.or_else(|| common_hull(guesses))
}

/// The hull that all guesses share.
fn common_hull<'a>(guesses: impl Iterator<Item = &'a EventRow>) -> Option<i64> {
    let guesses: Vec<&EventRow> = guesses.collect();
    let first = guesses.first()?;
    let hulls = [Some(first.mmsi_a), first.mmsi_b].into_iter().flatten();
    hulls.into_iter().find(|&hull| guesses.iter().all(|guess| is_party(hull, guess)))
}

fn is_party(mmsi: i64, event: &EventRow) -> bool {
    event.mmsi_a == mmsi || event.mmsi_b == Some(mmsi)
}

fn covers(leg: &EventRow, guess: &EventRow) -> bool {
    leg.start <= guess.start && leg.end.is_none_or(|end| guess.end.is_some_and(|last| last <= end))
}

fn share_hours(one: &EventRow, other: &EventRow) -> bool {
    let ends_before = |a: &EventRow, b: &EventRow| a.end.is_some_and(|end| end < b.start);
    !ends_before(one, other) && !ends_before(other, one)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use case::notes::Thread;
    use case::{EvidenceRow, ReviewedLead};
    use model::{
        Calibration, Cargo, CargoShares, DarkRendezvous, Degrees, Event, Evidence, EvidenceState, FileId,
        Finding, Fleet, Gap, Group, Heard, HullId, Interval, Lead, LeadKind, List, Location, Metres, Mmsi,
        Parties, Position, Probability, Reason, Span, Surroundings, Timestamp,
    };

    use super::*;

    const SILENT: u32 = 667_000_001;
    const PARTNERS: [u32; 4] = [412_000_001, 412_000_002, 412_000_003, 412_000_004];

    fn hour(hours: i64) -> Timestamp {
        Timestamp::from_ms(0).unwrap().saturating_add(Span::from_hours(hours))
    }

    fn hull(mmsi: u32) -> HullId {
        HullId { mmsi: Mmsi::try_from(mmsi).unwrap(), part: 0 }
    }

    fn event(finding: Finding, a: u32, b: Option<u32>, hours: [i64; 2], lines: &[u64]) -> Event {
        Event {
            finding,
            parties: Parties { a: hull(a), b: b.map(hull) },
            start: hour(hours[0]),
            end: Some(hour(hours[1])),
            position: Position::from_degrees(Degrees(30.0), Degrees(124.0)).unwrap(),
            surroundings: Surroundings::default(),
            cites: lines.iter().map(|&line| Location::row(FileId(0), line)).collect(),
        }
    }

    fn silence(mmsi: u32, hours: [i64; 2], lines: &[u64]) -> Event {
        let gap = Gap {
            reappeared: None,
            distance: None,
            implied_speed: None,
            last_course: None,
            last_speed: None,
            reception: Heard::default(),
            false_positions: 0,
            unplaced: None,
            facts: None,
            p_intentional: None,
        };
        event(Finding::Gap(gap), mmsi, None, hours, lines)
    }

    fn guess(one: u32, other: u32, hours: [i64; 2], lines: &[u64]) -> Event {
        let finding = DarkRendezvous {
            radius: Metres(40_000.0),
            pair_radius: Metres(900.0),
            possible: Interval::between(hour(hours[0]), hour(hours[1])),
            probability: 0.6,
            probability_by_courses: 0.6,
            slack: Span::from_hours(hours[1] - hours[0]),
            p_intentional: None,
            alternatives: 3,
        };
        event(Finding::DarkRendezvous(finding), one, Some(other), hours, lines)
    }

    /// A lead decided by the first of the events; one fact that counts cites these lines.
    fn story(events: &[Event], counted: &[u64]) -> Story {
        let lead = Lead {
            kind: LeadKind::Chain,
            deciding: 0,
            guess: None,
            legs: (0..events.len()).collect(),
            list: List::Dprk,
            grounds: Vec::new(),
            score: 1.0,
            probability: Probability { low: 0.5, mid: 0.6, high: 0.7 },
            calibration: Calibration::Expert,
            cargo: Cargo::Oil,
            cargo_shares: CargoShares { oil: 1.0, coal: 0.0, other: 0.0, unknown: 0.0 },
            tonnes: None,
            tonnes_basis: Reason::default(),
            evidence: Vec::new(),
        };
        let fact = Evidence {
            indicator: "D1",
            group: Group::Gap,
            state: EvidenceState::Present,
            log10_lr: 0.6,
            counted: 0.6,
            text: Reason::default(),
            cites: counted.iter().map(|&line| Location::row(FileId(0), line)).collect(),
        };
        Story {
            lead: ReviewedLead::of(&LeadRow::of(1, &lead, events, &Fleet::default()), &Thread::default()),
            prior: lead.score - 0.6,
            notes: Vec::new(),
            legs: events.iter().map(EventRow::of).collect(),
            evidence: vec![EvidenceRow::of("lead", &fact)],
            changes: None,
            other_weights: None,
            told_changes: export::words::changes(None),
            others: Vec::new(),
            doubts: Vec::new(),
            names: BTreeMap::new(),
            raw_lines: Vec::new(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn guesses_at_one_silence_stand_under_it_and_the_deciding_one_by_itself() {
        let silent = silence(SILENT, [0, 20], &[1, 2]);
        let deciding = guess(PARTNERS[0], SILENT, [4, 14], &[1, 2, 9]);
        let others = [
            guess(PARTNERS[1], SILENT, [3, 9], &[1, 2, 5]),
            guess(SILENT, PARTNERS[2], [10, 15], &[1, 2, 6]),
        ];
        let story = story(&[vec![deciding, silent], others.to_vec()].concat(), &[1, 2]);
        let acts = Acts::of(&story, false);
        let [Act::Leg { leg: first, guesses }, Act::Leg { leg: second, guesses: none }] = &acts.told[..]
        else {
            panic!("{} acts", acts.told.len())
        };
        assert_eq!((first.kind, guesses.len()), (EventKind::Gap, 2));
        assert!(story.is_deciding(second) && none.is_empty());
    }

    #[test]
    fn guesses_whose_silence_is_no_leg_stand_together_by_hull_and_hours() {
        let deciding = silence(PARTNERS[3], [0, 20], &[1, 2]);
        let same_hours = PARTNERS[..3].iter().map(|&partner| guess(partner, SILENT, [30, 40], &[3]));
        let later = guess(PARTNERS[0], SILENT, [60, 70], &[4]);
        let events: Vec<Event> = [deciding].into_iter().chain(same_hours).chain([later]).collect();
        let story = story(&events, &[]);
        let told = Acts::of(&story, true).told;
        let sizes: Vec<usize> = told.iter().map(|act| act.events().count()).collect();
        assert_eq!(sizes, [1, 3, 1]);
        assert_eq!(common_hull(told[1].events()), Some(i64::from(SILENT)));
    }

    #[test]
    fn silences_on_which_nothing_rests_are_summed_up_once_they_are_many_and_the_one_that_counts_stays() {
        let deciding = guess(PARTNERS[0], SILENT, [0, 5], &[100]);
        let silences = (1..=5)
            .map(|day| silence(SILENT, [day * 24, day * 24 + 9], &[day as u64 * 2, day as u64 * 2 + 1]));
        let events: Vec<Event> = [deciding].into_iter().chain(silences).collect();
        let story = story(&events, &[4, 5]);
        let acts = Acts::of(&story, false);
        assert_eq!((acts.told.len(), acts.background.len()), (2, 4));
        assert!(acts.told.iter().any(|act| act.events().any(|event| event.start == hour(48))));
        assert_eq!(Acts::of(&story, true).told.len(), 6);
    }
}

//! What would change a lead, in words: which facts would have to fall, or which thresholds to move, and what then becomes of it.

mod head;
mod row;

use std::borrow::Cow;

use case::{EvidenceRow, HeldRows, LeadRow, TableError};
use model::{Cause, Change, EvidenceState, Looked, count};

use head::head;
pub use row::ChangeRow;

use crate::lang::Lang;

/// Asks the rules what would change a lead of a case, by its evidence; `None` where its tables do not give the same lead once more.
pub type WhatIf = fn(HeldRows<'_>, &LeadRow, &[&EvidenceRow]) -> Result<Option<Vec<Change>>, TableError>;

/// Facts that are told, those first without which the score moves most; the others that decide are named.
const FACTS: usize = 4;
/// Thresholds that are told, the nearest first.
const THRESHOLDS: usize = 4;

/// What would change a lead, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is said first: that no fact decides by itself, or that nothing can be told.
    pub before: Option<&'static str>,
    /// What would have to be otherwise, and what becomes of the lead.
    pub lines: Vec<Line>,
    /// What is said last: that no threshold decides by itself, or how many more do than are told.
    pub after: Option<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What would be otherwise, and what becomes of the lead.
    pub head: String,
    /// What would be looked at otherwise, where a threshold were another, or would stand in the place of a fact.
    pub facts: Vec<Fact>,
}

/// A fact that would be looked at otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The indicator's id.
    pub indicator: &'static str,
    /// What would be found of it.
    pub verdict: Cow<'static, str>,
    /// The fact in words, where they differ from those of the lead; may hold untrusted names.
    pub text: Option<String>,
}

const NO_FACT: &str = "No single fact decides whether it stands on its list, or on which side of one in two.";
const NO_THRESHOLD: &str = "No threshold alone, between half and twice of what it is, would change its list or its side of one in two.";
const UNKNOWN: &str = "It could not be told: the tables of this case do not give the same lead once more, as other settings, \
    other lists or another version of the program wrote them.";

/// The changes that decide, facts first; where no fact does, the one that the lead would miss most.
pub fn told(changes: Option<&[Change]>) -> Told {
    let Some(changes) = changes else {
        return Told { before: Some(UNKNOWN), lines: Vec::new(), after: None };
    };
    let (mut facts, mut thresholds): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| matches!(change.cause, Cause::Without { .. }));
    facts.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
    thresholds.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    let deciding: Vec<&Change> = facts.iter().copied().filter(|change| change.decides()).collect();
    let no_fact = deciding.is_empty().then_some(NO_FACT);
    let after = last(thresholds.len());
    let missed = facts.into_iter().filter(|_| no_fact.is_some()).take(1);
    let first = deciding.iter().copied().take(FACTS).chain(missed).map(Line::of);
    let others = Line::others(deciding.get(FACTS..).unwrap_or_default());
    let lines = first.chain(others).chain(thresholds.into_iter().take(THRESHOLDS).map(Line::of));
    Told { before: no_fact, lines: lines.collect(), after }
}

fn last(thresholds: usize) -> Option<String> {
    match thresholds {
        0 => Some(NO_THRESHOLD.to_owned()),
        1..=THRESHOLDS => None,
        more => Some(format!(
            "and {} farther off would change it as well",
            count((more - THRESHOLDS) as u64, "threshold")
        )),
    }
}

fn moved(change: &Change) -> f64 {
    (change.then.score - change.now.score).abs()
}

fn distance(change: &Change) -> f64 {
    match &change.cause {
        Cause::Threshold { from, to, .. } => (to / from).ln().abs(),
        Cause::Without { .. } => 0.0,
    }
}

impl Line {
    fn of(change: &Change) -> Self {
        let facts = match &change.cause {
            Cause::Without { indicator, falls, instead, .. } => {
                let instead = instead.iter().map(|looked| Fact::instead_of(indicator, looked));
                falls.iter().map(Fact::fallen).chain(instead).collect()
            }
            Cause::Threshold { looked, .. } => looked.iter().map(Fact::looked_at).collect(),
        };
        Self { head: head(change), facts }
    }

    /// Names facts that decide too, where there are any.
    fn others(changes: &[&Change]) -> Option<Self> {
        let named = changes.iter().filter_map(|change| match change.cause {
            Cause::Without { indicator, .. } => Some(indicator),
            Cause::Threshold { .. } => None,
        });
        let named = named.collect::<Vec<_>>().join(" / ");
        let head = format!("it would stand otherwise without any one of these as well: {named}");
        (!changes.is_empty()).then(|| Self { head, facts: Vec::new() })
    }

    /// All of it in one sentence, for a page that tells the facts by their indicators elsewhere.
    pub fn brief(&self, lang: Lang) -> String {
        self.with(lang, self.facts.iter().map(|fact| fact.brief(lang)))
    }

    /// The same in English with each fact in words; they may hold untrusted names.
    pub fn sentence(&self) -> String {
        self.with(Lang::En, self.facts.iter().map(Fact::whole))
    }

    fn with(&self, lang: Lang, facts: impl Iterator<Item = String>) -> String {
        let (head, facts) = (lang.tell(&self.head), facts.collect::<Vec<_>>().join("; "));
        if facts.is_empty() { head.into_owned() } else { format!("{head} ({facts})") }
    }
}

/// What stands before the reason why a fact cannot be told.
const NO_VERDICT: &str = "could not be assessed: ";

impl Fact {
    fn looked_at(looked: &Looked) -> Self {
        let verdict = match (looked.was, looked.state) {
            (was, state) if was == state && looked.counts_more < 0.0 => "would count less",
            (was, state) if was == state => "would count more",
            (_, EvidenceState::Present) => "would be seen",
            (EvidenceState::Present, EvidenceState::Absent) => "would no longer be seen",
            (_, EvidenceState::Absent) => "would be known not to hold",
            (_, EvidenceState::NotAssessable) => "could not be assessed",
        };
        Self::of(looked, verdict)
    }

    fn instead_of(fallen: &str, looked: &Looked) -> Self {
        let is_same = looked.indicator == fallen;
        Self::of(
            looked,
            if is_same { "would be seen of another event" } else { "would count more in its place" },
        )
    }

    fn fallen(looked: &Looked) -> Self {
        let by = format!("{:.2}", looked.counts_more.abs());
        let verdict = match looked.state {
            EvidenceState::Present => format!("would count {by} less with it"),
            _ => format!("would fall with it and count {by} less"),
        };
        Self::of(looked, verdict)
    }

    fn of(looked: &Looked, verdict: impl Into<Cow<'static, str>>) -> Self {
        let verdict = verdict.into();
        let told = looked.text.as_ref().map(|text| text.strip_prefix(NO_VERDICT).unwrap_or(text).to_owned());
        Self { indicator: looked.indicator, verdict, text: told }
    }

    fn brief(&self, lang: Lang) -> String {
        format!("{}{}{}", self.indicator, lang.pick(" ", ": "), lang.tell(&self.verdict))
    }

    fn whole(&self) -> String {
        self.text
            .as_ref()
            .map_or_else(|| self.brief(Lang::En), |text| format!("{}: {text}", self.brief(Lang::En)))
    }
}

#[cfg(test)]
mod tests {
    use model::{EventKind, List, Stand};

    use super::*;

    fn stand(list: Option<List>, score: f64, rank: usize) -> Stand {
        Stand { list, score, rank: list.map(|_| rank), instead: None }
    }

    fn without(indicator: &'static str, now: Stand, then: Stand) -> Change {
        Change {
            cause: Cause::Without {
                indicator,
                text: "a draught changed".to_owned(),
                falls: Vec::new(),
                instead: Vec::new(),
            },
            now,
            then,
        }
    }

    fn heads(changes: &[Change]) -> Vec<String> {
        told(Some(changes)).lines.into_iter().map(|line| line.head).collect()
    }

    #[test]
    fn a_fact_without_which_a_lead_leaves_its_list_is_told_before_one_that_only_moves_it() {
        let now = stand(Some(List::Dprk), 0.4, 3);
        let leaves = without("V4", now, stand(Some(List::Evasive), -0.5, 41));
        let moves = without("G1", now, stand(Some(List::Dprk), 0.1, 5));
        let expected = "without V4 it would fall from rank 3 to rank 41, its score -0.50 instead of +0.40, on the evasive list, \
                        below one in two";
        assert_eq!(heads(&[moves.clone(), leaves]), [expected]);
        let told = told(Some(std::slice::from_ref(&moves)));
        assert_eq!(
            told.lines[0].head,
            "without G1 it would fall from rank 3 to rank 5, its score +0.10 instead of +0.40"
        );
        assert_eq!((told.before, told.after.as_deref()), (Some(NO_FACT), Some(NO_THRESHOLD)));
    }

    #[test]
    fn a_meeting_that_lasted_twenty_minutes_less_than_it_takes_is_told_with_what_would_be_seen() {
        let now = stand(Some(List::Evasive), -0.1, 30);
        let looked = Looked {
            indicator: "E2",
            was: EvidenceState::NotAssessable,
            state: EvidenceState::Present,
            counts_more: 0.4,
            text: Some("median distance 40 m for 2.7 h".to_owned()),
        };
        let (key, name) = ("contact.alongside_hours", "the shortest time alongside that counts");
        let cause = Cause::Threshold { key, name, unit: "h", from: 3.0, to: 8.0 / 3.0, looked: vec![looked] };
        let change = Change { cause, now, then: stand(Some(List::Evasive), 0.3, 12) };
        let expected = "with the shortest time alongside that counts at 2 h 40 instead of 3 h, it would rise from rank 30 to rank 12, other leads held, its score \
                        +0.30 instead of -0.10, above one in two (E2 would be seen: median distance 40 m for 2.7 h)";
        assert_eq!(told(Some(&[change])).lines[0].sentence(), expected);
    }

    #[test]
    fn what_takes_the_place_of_a_fact_is_named_beside_what_its_lack_would_change() {
        let (now, then) = (stand(Some(List::Dprk), 0.4, 3), stand(Some(List::Dprk), 0.2, 4));
        let looked = |indicator, text: Option<&str>| Looked {
            indicator,
            was: EvidenceState::Present,
            state: EvidenceState::Present,
            counts_more: 0.1,
            text: text.map(str::to_owned),
        };
        let instead = vec![looked("V4", Some("another draught")), looked("V1", None)];
        let falls =
            vec![Looked { counts_more: -2.3, state: EvidenceState::NotAssessable, ..looked("L1", None) }];
        let cause = Cause::Without { indicator: "V4", text: "a draught".to_owned(), falls, instead };
        let line = Line::of(&Change { cause, now, then });
        assert!(
            line.brief(Lang::En)
                .ends_with("(L1 would fall with it and count 2.30 less; V4 would be seen of another event; V1 would count more in its place)")
        );
        assert!(line.sentence().contains("V4 would be seen of another event: another draught; V1"));
    }

    #[test]
    fn a_score_next_to_nothing_is_told_by_its_side_and_nothing_itself_as_nothing() {
        let now = stand(Some(List::Dprk), 0.33, 14);
        let told = |score| heads(&[without("G1", now, stand(Some(List::Dprk), score, 16))]).remove(0);
        assert!(
            told(-0.002).ends_with("to rank 16, its score just below 0 instead of +0.33, below one in two")
        );
        assert!(
            told(0.004).ends_with("to rank 16, its score just above 0 instead of +0.33"),
            "{}",
            told(0.004)
        );
        assert!(told(0.0).contains("its score +0.00 instead of +0.33"), "{}", told(0.0));
        assert!(
            told(-0.006).ends_with("its score -0.01 instead of +0.33, below one in two"),
            "{}",
            told(-0.006)
        );
        let korean = crate::korean::sentence(&told(-0.002)).expect("it has its Korean");
        assert!(korean.contains("0 바로 아래"), "{korean}");
    }

    #[test]
    fn thresholds_that_are_not_told_are_counted() {
        let now = stand(Some(List::Dprk), 0.4, 3);
        let at = |to: f64| {
            let (key, name, unit) = ("gap.hours", "the shortest silence that counts", "h");
            let cause = Cause::Threshold { key, name, unit, from: 12.0, to, looked: Vec::new() };
            Change { cause, now, then: stand(None, 0.1, 0) }
        };
        let changes: Vec<Change> = (0u8..6).map(|at_h| at(f64::from(at_h) + 13.0)).collect();
        let told = told(Some(&changes));
        assert_eq!(told.lines.len(), THRESHOLDS);
        assert_eq!(told.after.as_deref(), Some("and 2 thresholds farther off would change it as well"));
        assert_eq!(super::told(Some(&changes[..THRESHOLDS])).after, None);
    }

    #[test]
    fn every_line_has_its_korean() {
        let now = stand(Some(List::Dprk), 0.4, 3);
        let (dprk, evasive) = (Some(List::Dprk), Some(List::Evasive));
        let ends = [(evasive, 41, -0.001), (dprk, 1, 0.7), (dprk, 3, 0.4), (None, 0, -0.5)];
        for (list, rank, score) in ends {
            let then = stand(list, score, rank);
            let (key, name, unit) = ("gap.hours", "the shortest silence that counts", "h");
            let moved = Cause::Threshold { key, name, unit, from: 12.0, to: 13.5, looked: Vec::new() };
            for change in [without("V4", now, then), Change { cause: moved, now, then }] {
                let instead = EventKind::ALL.map(|kind| Some((kind, model::Timestamp::from_ms(0).unwrap())));
                for instead in instead.into_iter().filter(|_| list.is_some()).chain([None]) {
                    let then = Stand { instead, ..change.then };
                    let head = Line::of(&Change { then, ..change.clone() }).head;
                    assert!(crate::korean::sentence(&head).is_some(), "{head}");
                }
                let head = Line::of(&change).head;
                assert!(!head.contains("-0.00"), "{head}");
            }
        }
        let named = Line::others(&[&without("T1", now, now), &without("S1", now, now)]).unwrap().head;
        let verdicts = [
            "would be seen",
            "would no longer be seen",
            "would be known not to hold",
            "would be seen of another event",
            "would count more in its place",
            "would fall with it and count 2.30 less",
            "would count 0.38 less with it",
            "could not be assessed",
            "would count less",
            "would count more",
        ];
        let more = [THRESHOLDS + 1, THRESHOLDS + 3].map(|count| last(count).unwrap());
        for english in
            [NO_FACT, NO_THRESHOLD, UNKNOWN, &named, &more[0], &more[1]].into_iter().chain(verdicts)
        {
            assert!(crate::korean::sentence(english).is_some(), "{english}");
        }
    }
}

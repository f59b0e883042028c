//! A lead told to a person: what it is, what happened, what speaks for and against it, and on which lines it rests.

use std::collections::BTreeMap;
use std::io::{self, Write};

use case::notes::Triage;
use case::{EventRow, EvidenceRow, LeadRow, render::visible};
use export::lang::Lang;
use export::{Said, words};
use model::{Calibration, EventKind, EvidenceState};

use super::acts::{Act, Acts, hull_of};
use super::{Story, raw};
use crate::page::{Page, padded};
use crate::show::{count, lead_kind, minute, or_dash};

/// A story and how it is to be told.
pub(super) struct Telling<'a> {
    pub(super) story: &'a Story,
    pub(super) page: Page,
    /// Leave nothing out.
    pub(super) all: bool,
}

const NO_PROBABILITY: &str =
    "no reviewed lead stands behind a probability, so only `--all` and the tables of the case show it";

/// So many possible partners are named.
const NAMED: usize = 3;

impl Telling<'_> {
    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        self.print_lead(out)?;
        self.print_notes(out)?;
        self.print_acts(out)?;
        let assessed = |fact: &EvidenceRow| fact.state != EvidenceState::NotAssessable;
        self.print_facts(out, "For", |fact| assessed(fact) && fact.counted > 0.0)?;
        self.print_facts(out, "Against", |fact| assessed(fact) && fact.counted < 0.0)?;
        self.print_facts(out, "Neutral: its group is full, or it weighs nothing", |fact| {
            fact.counted == 0.0 && (fact.state == EvidenceState::Present || self.all && assessed(fact))
        })?;
        self.tell(out, &words::sum(&self.story.lead.lead, &self.story.evidence))?;
        self.print_unassessed(out)?;
        self.print_changes(out)?;
        raw::print(self.story, self.page, self.all, out)
    }

    fn print_lead(&self, out: &mut impl Write) -> io::Result<()> {
        let lead = &self.story.lead.lead;
        let lang = self.page.lang();
        writeln!(out, "{}", self.page.hung("", &self.head(lead)))?;
        self.tell(out, words::list(lead.list))?;
        for ground in lead.each_ground() {
            writeln!(out, "{}", self.page.told("  - ", ground))?;
        }
        self.line(out, &self.story.parties(lang))?;
        self.story.told_others(lang).iter().try_for_each(|others| self.line(out, others))?;
        self.print_time_and_place(lead, out)?;
        self.line(out, &words::cargo(lang, lead))?;
        words::tonnes_basis(lead).iter().try_for_each(|basis| self.tell(out, basis))?;
        self.line(out, &self.odds(lead))?;
        self.tell(
            out,
            "A lead is no finding: the number in a radio is not a ship, and it may be another's.",
        )?;
        self.story.doubts.iter().try_for_each(|doubt| self.tell(out, doubt))
    }

    /// One line, or two where both are inferred and told with what holds them.
    fn print_time_and_place(&self, lead: &LeadRow, out: &mut impl Write) -> io::Result<()> {
        let deciding = self.story.deciding();
        let (when, at) = (words::when(lead, deciding), crate::show::place(lead.lat, lead.lon));
        match deciding.and_then(words::nearness) {
            Some(nearness) => {
                self.tell(out, &when)?;
                self.line(out, &format!("{at}, {}", self.page.tell(&nearness)))
            }
            None => self.line(out, &format!("{}, {at}", self.page.tell(&when))),
        }
    }

    fn head(&self, lead: &LeadRow) -> String {
        let LeadRow { rank, score, lead_id, .. } = lead;
        let lang = self.page.lang();
        let (list, kind) = (lang.list(lead.list), lead_kind(lead.kind, lang));
        match lang {
            Lang::En => format!("Lead {rank}, {list} list, {kind}, score {score:+.2}  ({lead_id})"),
            Lang::Ko => format!("단서 {rank}, {list} 목록, {kind}, 점수 {score:+.2}  ({lead_id})"),
        }
    }

    /// What reviewers wrote, in the order of writing.
    fn print_notes(&self, out: &mut impl Write) -> io::Result<()> {
        let Story { lead, notes, .. } = self.story;
        if notes.is_empty() {
            return Ok(());
        }
        let state = self.page.lang().triage(lead.status);
        let heading = match self.page.lang() {
            Lang::En => format!("Reviewers (UTC); the lead is {state}"),
            Lang::Ko => format!("검토 기록 (UTC); 단서의 상태: {state}"),
        };
        writeln!(out, "\n{}", self.page.hung("", &heading))?;
        for Said { time, reviewer, status, text } in notes {
            let head = format!("  {}  ", time.replace('T', " ").chars().take(16).collect::<String>());
            let status = status.and_then(Triage::of_word).map(|state| self.page.lang().triage(state));
            let status = status.map(|status| format!(", {status}")).unwrap_or_default();
            let words = text.as_deref().map(|text| text.lines().collect::<Vec<_>>().join(" / "));
            let words = words.map(|words| format!(": {}", visible(&words))).unwrap_or_default();
            writeln!(out, "{}", self.page.hung(&head, &format!("{}{status}{words}", visible(reviewer))))?;
        }
        Ok(())
    }

    /// What the score means; a probability that no reviewed lead stands behind misleads, so it must be asked for.
    fn odds(&self, lead: &LeadRow) -> String {
        let other = self.story.other_weights.as_deref().map(|other| format!(", {}", self.page.tell(other)));
        let calibration =
            self.page.lang().calibration(lead.calibration).to_owned() + &other.unwrap_or_default();
        if self.all || lead.calibration == Calibration::Reviewed {
            let (score, p) = (self.page.tell("score in log10 odds"), words::probability(lead));
            format!("{score}; {}, {calibration}", self.page.tell(&p))
        } else {
            let score = self.page.tell("score in log10 odds, to rank by");
            format!("{score}; {calibration}: {}", self.page.tell(NO_PROBABILITY))
        }
    }

    fn print_acts(&self, out: &mut impl Write) -> io::Result<()> {
        self.heading(out, "What was found, by time (UTC, hours); > decides place and time")?;
        let acts = Acts::of(self.story, self.all);
        for act in &acts.told {
            self.print_act(act, out)?;
        }
        self.print_background(&acts.background, out)
    }

    fn print_background(&self, background: &[Act<'_>], out: &mut impl Write) -> io::Result<()> {
        let events = || background.iter().flat_map(Act::events);
        let silences = events().filter(|event| event.kind == EventKind::Gap).count();
        let guesses = match events().count() - silences {
            0 => String::new(),
            guesses => format!(" and {} at partners", count(guesses, "guess")),
        };
        if background.is_empty() {
            return Ok(());
        }
        let told = "on which nothing that counts rests (`--all` tells them)";
        self.tell(out, &format!("and {}{guesses} {told}", count(silences, "silence")))
    }

    fn print_act(&self, act: &Act<'_>, out: &mut impl Write) -> io::Result<()> {
        let (leg, guesses) = match act {
            Act::Leg { leg, guesses } => (Some(*leg), guesses),
            Act::Guesses(guesses) => (None, guesses),
        };
        if let Some(leg) = leg {
            let mark = if self.story.is_deciding(leg) { '>' } else { ' ' };
            let id = if self.all { format!(" ({})", leg.event_id) } else { String::new() };
            let text = format!("{}{id}", self.page.tell(&words::sentence(leg)));
            writeln!(out, "{}", self.page.hung(&head(mark, leg, leg), &text))?;
        }
        let (Some(first), Some(last)) = (guesses.first(), guesses.last()) else { return Ok(()) };
        let lead = &self.story.lead.lead;
        let hull = leg.map(|leg| leg.mmsi_a).or_else(|| hull_of(guesses.iter().copied(), lead));
        let shown = if self.all { usize::MAX } else { NAMED };
        let text = words::guesses(guesses, lead, hull.unwrap_or(first.mmsi_a), shown);
        let head = if leg.is_some() { " ".repeat(HEAD) } else { head(' ', first, last) };
        writeln!(out, "{}", self.page.told(&head, &text))
    }

    fn print_facts(
        &self,
        out: &mut impl Write,
        heading: &str,
        wanted: impl Fn(&EvidenceRow) -> bool,
    ) -> io::Result<()> {
        let facts: Vec<&EvidenceRow> = self.story.evidence.iter().filter(|fact| wanted(fact)).collect();
        if facts.is_empty() {
            return Ok(());
        }
        self.heading(out, heading)?;
        for fact in facts {
            let group = padded(self.page.lang().group(fact.group), 9);
            let head = format!("  {:+.2}  {:<3} {group} ", fact.counted, fact.indicator);
            let cites = if self.all && !fact.cites.as_slice().is_empty() {
                format!(" [{}]", fact.cites)
            } else {
                String::new()
            };
            writeln!(
                out,
                "{}",
                self.page.hung(&head, &format!("{}{cites}", visible(&self.page.tell(&fact.text))))
            )?;
        }
        Ok(())
    }

    /// Facts that the data cannot tell, those with one cause together.
    fn print_unassessed(&self, out: &mut impl Write) -> io::Result<()> {
        let mut causes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for fact in self.story.evidence.iter().filter(|fact| fact.state == EvidenceState::NotAssessable) {
            let cause = fact.text.strip_prefix("could not be assessed: ").unwrap_or(&fact.text);
            causes.entry(cause).or_default().push(&fact.indicator);
        }
        if causes.is_empty() {
            return Ok(());
        }
        self.heading(out, "Not assessable")?;
        for (cause, indicators) in causes {
            self.line(out, &format!("{}: {}", indicators.join(", "), visible(&self.page.tell(cause))))?;
        }
        Ok(())
    }

    /// Which fact would have to fall, or which threshold to move, for it to stand otherwise.
    fn print_changes(&self, out: &mut impl Write) -> io::Result<()> {
        let told = &self.story.told_changes;
        let heading = "What would change it, by the same rules, with the same event deciding (one in two is a score of 0)";
        self.heading(out, heading)?;
        told.before.iter().try_for_each(|before| self.tell(out, before))?;
        for change in &told.lines {
            writeln!(out, "{}", self.page.hung("  - ", &visible(&change.brief(self.page.lang()))))?;
        }
        told.after.iter().try_for_each(|after| self.tell(out, after))
    }

    fn heading(&self, out: &mut impl Write, text: &str) -> io::Result<()> {
        writeln!(out, "\n{}", self.page.told("", text))
    }

    /// A sentence in the language of the page.
    fn tell(&self, out: &mut impl Write, english: &str) -> io::Result<()> {
        writeln!(out, "{}", self.page.told("  ", english))
    }

    /// The same of words that are in it.
    fn line(&self, out: &mut impl Write, text: &str) -> io::Result<()> {
        writeln!(out, "{}", self.page.hung("  ", text))
    }
}

/// Columns before the words of an act.
const HEAD: usize = 27;

/// `> 2025-03-06 00:29   15.3  `.
fn head(mark: char, first: &EventRow, last: &EventRow) -> String {
    let hours = or_dash(last.end.map(|end| match (end - first.start).hours() {
        ..0.05 => "<0.1".to_owned(),
        hours => format!("{hours:.1}"),
    }));
    format!("{mark} {} {hours:>6}  ", minute(first.start))
}

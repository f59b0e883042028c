//! The parts of the page that are words: events, facts, other explanations, lines, hashes.

use std::collections::{BTreeMap, BTreeSet};

use case::notes::Note;
use case::render::visible;
use case::{Cites, EventRow, EvidenceRow, LeadRow, ListVersion, Manifest, Provenance, SourceRow, TableFile};
use maud::{Markup, html};
use model::{Cause, Change, EventKind, EvidenceState, count};
use sha2::{Digest, Sha256};

use super::super::bundle::Bundle;
use super::super::mask::Mask;
use super::innocent;
use crate::lang::Lang;
use crate::words::{self, minute};
use crate::{Findings, Quote};

/// Other possible partners that are named.
const PARTNERS: usize = 5;

/// What was found, by time.
pub(super) fn acts(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let heads = html! {
        th { (mask.tell("Begin (UTC)")) } th.n { (mask.tell("Hours")) } th { (mask.tell("Event")) } th { (mask.tell("What")) }
    };
    html! {
        section {
            h2 { (mask.tell("What was found")) }
            (rows(&heads, bundle.told().map(|leg| act(leg, leg.event_id == bundle.lead.event_id, mask))))
            p.note { (mask.tell("The event that decides place and time is marked. Small numbers lead to the raw lines, as file:line.")) }
        }
    }
}

fn act(leg: &EventRow, decides: bool, mask: &Mask) -> Markup {
    let hours = leg.end.map(|end| format!("{:.1}", (end - leg.start).hours()));
    html! {
        tr.deciding[decides] {
            td.t { (minute(leg.start)) }
            td.n { (mask.tell(hours.as_deref().unwrap_or("open"))) }
            td { (mask.lang.event(leg.kind)) }
            td { (mask.text(&words::sentence(leg))) " " (cites(&leg.cites)) }
        }
    }
}

fn cites(cites: &Cites) -> Markup {
    html! {
        span.cites {
            @for cite in cites.as_slice() { " " a href=(format!("#l{}-{}", cite.file_id, cite.line)) { (cite.file_id) ":" (cite.line) } }
        }
    }
}

const WEIGHTS: &str = "A weight is a log10 likelihood ratio: +1 makes the lead ten times as likely, -1 a tenth. Inside a group facts \
    with one cause are not counted twice.";

/// What speaks for it, against it, and what could not be told.
pub(super) fn facts(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let assessed = |fact: &&&EvidenceRow| fact.state != EvidenceState::NotAssessable;
    let facts = || bundle.facts.iter().filter(assessed).copied();
    let neutral = |fact: &&EvidenceRow| fact.counted == 0.0 && fact.state == EvidenceState::Present;
    html! {
        section {
            h2 { (mask.tell("Evidence")) }
            (table("For", "for", facts().filter(|fact| fact.counted > 0.0).collect(), mask))
            (table("Against", "against", facts().filter(|fact| fact.counted < 0.0).collect(), mask))
            (table("Seen, but its group is full or it weighs nothing", "", facts().filter(neutral).collect(), mask))
            p { (mask.tell(&words::sum(bundle.lead, bundle.facts.iter().copied()))) }
            (unassessed(bundle, mask))
            p.note { (mask.tell(WEIGHTS)) }
        }
    }
}

fn table(heading: &str, class: &str, facts: Vec<&EvidenceRow>, mask: &Mask) -> Markup {
    if facts.is_empty() {
        return Markup::default();
    }
    let heads = html! {
        th.n { (mask.tell("Weight")) } th { (mask.tell("Indicator")) } th { (mask.tell("Group")) } th { (mask.tell("Fact")) }
    };
    html! { h3 { (mask.tell(heading)) } (rows(&heads, facts.into_iter().map(|fact| row(class, fact, mask)))) }
}

fn row(class: &str, fact: &EvidenceRow, mask: &Mask) -> Markup {
    html! {
        tr {
            td class=(format!("n {class}")) { (format!("{:+.2}", fact.counted)) }
            td { (visible(&fact.indicator)) }
            td { (mask.lang.group(fact.group)) }
            td { (mask.text(&fact.text)) " " (cites(&fact.cites)) }
        }
    }
}

/// Facts that the data cannot tell, those with one cause together.
fn unassessed(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let mut causes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for fact in bundle.facts.iter().filter(|fact| fact.state == EvidenceState::NotAssessable) {
        let cause = fact.text.strip_prefix("could not be assessed: ").unwrap_or(&fact.text);
        causes.entry(cause).or_default().push(&fact.indicator);
    }
    html! {
        @if !causes.is_empty() {
            h3 { (mask.tell("Could not be assessed")) }
            ul { @for (cause, indicators) in causes { li { (visible(&indicators.join(", "))) ": " (mask.text(cause)) } } }
        }
    }
}

/// What else it may be, and what would change it.
pub(super) fn alternatives(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let explanations = explanations(bundle, mask);
    let refuted = format!(
        "What would refute it: imagery of {} elsewhere at the time, a log or document of a lawful transfer, or reception that \
         shows the silences to be the receivers’.",
        any_ship(bundle)
    );
    html! {
        section {
            (listed(&explanations, mask))
            (changes(bundle, mask))
            p.note { (mask.tell(&refuted)) }
        }
    }
}

/// Other explanations under the heading of the section, which names them where there are any.
fn listed(explanations: &[String], mask: &Mask) -> Markup {
    html! {
        @if explanations.is_empty() {
            h2 { (mask.tell("What would change this")) }
        } @else {
            h2 { (mask.tell("Other explanations, and what would change this")) }
            ul { @for told in explanations { li { (told) } } }
        }
    }
}

/// What else its events may be, and whom else the same silences leave room for.
fn explanations(bundle: &Bundle<'_>, mask: &Mask) -> Vec<String> {
    let kinds: BTreeSet<EventKind> = bundle.told().map(|leg| leg.kind).collect();
    let known = kinds.into_iter().filter_map(innocent).map(|told| mask.tell(told).into_owned());
    known.chain(other_guesses(bundle, mask)).collect()
}

fn other_guesses(bundle: &Bundle<'_>, mask: &Mask) -> Option<String> {
    let guesses = bundle.other_guesses();
    let count = count(guesses.len() as u64, "other meeting");
    let room = format!("The same silences leave room for {count}");
    (!guesses.is_empty()).then(|| format!("{}; {}.", mask.tell(&room), named(bundle.lead, &guesses, mask)))
}

/// Whom each ship may have met instead.
fn named(lead: &LeadRow, guesses: &[&EventRow], mask: &Mask) -> String {
    let mut by_hull: BTreeMap<i64, Vec<&EventRow>> = BTreeMap::new();
    for guess in guesses {
        by_hull.entry(words::guessed_for(guess, lead)).or_default().push(guess);
    }
    let told =
        by_hull.into_iter().map(|(hull, guesses)| mask.text(&words::guesses(&guesses, lead, hull, PARTNERS)));
    told.collect::<Vec<_>>().join("; ")
}

fn any_ship(bundle: &Bundle<'_>) -> &'static str {
    match bundle.present() {
        1 => "the ship",
        2 => "either ship",
        _ => "any of the ships",
    }
}

/// Which fact would have to fall, or which threshold to be another, and what then becomes of the lead.
fn changes(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let told = words::changes(tellable(bundle, mask).as_deref());
    html! {
        h3 { (mask.tell("What would change its place")) }
        @if let Some(before) = told.before { p { (mask.tell(before)) } }
        @if !told.lines.is_empty() { ul { @for line in &told.lines { li { (mask.own(&line.brief(mask.lang))) "." } } } }
        @if let Some(after) = &told.after { p { (mask.tell(after)) } }
        p.note { (mask.tell(BY_RULES)) }
    }
}

const BY_RULES: &str = "Told by the rules that found it, on the same events, with one thing otherwise; thresholds between half and twice \
    of what they are. One in two is a score of 0.";

/// The changes that a report may tell: a threshold of place at which a lead turns is the very distance that an anonymous one
/// withholds.
fn tellable(bundle: &Bundle<'_>, mask: &Mask) -> Option<Vec<Change>> {
    let is_distance = |change: &Change| matches!(change.cause, Cause::Threshold { key, .. } if key.starts_with("place.") || key.ends_with("_nmi"));
    let mut changes = bundle.changes.clone()?;
    changes.retain(|change| !(mask.is_anonymous() && is_distance(change)));
    Some(changes)
}

/// What reviewers wrote; nothing where nobody is named, since words may name anyone.
pub(super) fn notes(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let notes = bundle.thread.notes();
    if mask.is_anonymous() || notes.is_empty() {
        return Markup::default();
    }
    let heads = html! {
        @for heading in ["When (UTC)", "Who", "Set to", "Words"] { th { (mask.tell(heading)) } }
    };
    let notes = notes.iter().map(|one| note(one, mask));
    html! { section { h2 { (mask.tell("What reviewers wrote")) } (rows(&heads, notes)) } }
}

/// A table of these rows.
fn rows(heads: &Markup, rows: impl Iterator<Item = Markup>) -> Markup {
    html! { table { thead { tr { (heads) } } tbody { @for row in rows { (row) } } } }
}

fn note(note: &Note, mask: &Mask) -> Markup {
    html! {
        tr {
            td.t { (minute(note.time)) }
            td { (visible(&note.reviewer)) }
            td { @if let Some(state) = note.triage { (mask.lang.triage(state)) } }
            td { @for line in note.text.iter().flat_map(|text| text.lines()) { div { (visible(line)) } } }
        }
    }
}

/// The raw lines, or their hashes.
pub(super) fn lines(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let used: BTreeSet<&str> = bundle.lines.iter().map(|line| line.sha256).collect();
    let sources = bundle.findings.sources.iter().filter(|source| used.contains(source.sha256.as_str()));
    let heads = html! { th.n { (mask.tell("File")) } th { (mask.tell("Name")) } th { (mask.tell("SHA-256 of the file")) } };
    let count = format!("{} on which it rests", count(bundle.lines.len() as u64, "line"));
    html! {
        section {
            h2 { (mask.tell("Raw lines")) }
            (rows(&heads, sources.map(|source| file(source, mask))))
            h3 { (mask.tell(&count)) }
            (quotes(bundle, mask))
        }
    }
}

fn file(source: &SourceRow, mask: &Mask) -> Markup {
    html! {
        tr {
            td.n { (source.file_id) }
            td { @if mask.is_anonymous() { (mask.withheld()) } @else { (visible(&source.path)) } }
            td { code.hash { (source.sha256) } }
        }
    }
}

fn quotes(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let number: BTreeMap<&str, i64> =
        bundle.findings.sources.iter().map(|source| (source.sha256.as_str(), source.file_id)).collect();
    let file = |line: &Quote<'_>| number.get(line.sha256).copied().unwrap_or_default();
    let text = if mask.is_anonymous() { "SHA-256 of the line" } else { "Text" };
    let heads = html! { th.n { (mask.tell("File:line")) } th.n { (mask.tell("From byte")) } th { (mask.tell(text)) } };
    rows(&heads, bundle.lines.iter().map(|line| quote(file(line), line, mask)))
}

fn quote(file: i64, line: &Quote<'_>, mask: &Mask) -> Markup {
    html! {
        tr id=(format!("l{file}-{}", line.line)) {
            td.n { (file) ":" (line.line) }
            td.n { @if let Some(offset) = line.offset { (offset) } }
            td { code { (shown(line, mask)) } }
        }
    }
}

fn shown(line: &Quote<'_>, mask: &Mask) -> String {
    if mask.is_anonymous() { hex(&Sha256::digest(line.text)) } else { visible(line.text) }
}

/// What made the case, and the hash of each of its tables; the ids of a lead, which lead to its ships, where it is named.
pub(in crate::report) fn custody(findings: &Findings, lead: Option<&LeadRow>, lang: Lang) -> Markup {
    let manifest = &findings.manifest;
    html! {
        section {
            h2 { (lang.tell("Chain of custody")) }
            (origin(manifest, lead, lang))
            (hashes(manifest, lang))
        }
        footer { (lang.tell(MADE_BY)) }
    }
}

const MADE_BY: &str = "Made by darkwake. Times are UTC, positions WGS 84. Ships choose what they broadcast; what they sent is shown with \
    nothing hidden in it.";

fn origin(manifest: &Manifest, lead: Option<&LeadRow>, lang: Lang) -> Markup {
    let provenance = &manifest.provenance;
    let program =
        format!("darkwake {}, tables of version {}", provenance.program.version, manifest.schema_version);
    let config = hex(&Sha256::digest(provenance.config.to_string()));
    html! {
        dl {
            dt { (lang.tell("Program")) } dd { (lang.tell(&program)) }
            dt { (lang.tell("Settings")) } dd { "SHA-256 " code.hash { (config) } }
            @if let Some(lead) = lead {
                dt { (lang.tell("Lead")) } dd { code { (lead.lead_id) } ", " (lang.tell("event")) " " code { (lead.event_id) } }
            }
            @if !provenance.lists.is_empty() { dt { (lang.tell("Lists")) } dd { (lists(provenance, lang)) } }
        }
    }
}

fn lists(provenance: &Provenance, lang: Lang) -> Markup {
    let told = |name: &str, as_of: &str| match lang {
        Lang::En => format!("{} as of {}", visible(name), visible(as_of)),
        Lang::Ko => format!("{}({} 기준)", visible(name), visible(as_of)),
    };
    let undated = |name: &str| match lang {
        Lang::En => format!("{} of the user's own", visible(name)),
        Lang::Ko => format!("{}(사용자 명단)", visible(name)),
    };
    let told = |list: &ListVersion| match &list.as_of {
        Some(as_of) => told(&list.name, as_of),
        None => undated(&list.name),
    };
    html! {
        @for list in &provenance.lists {
            div { (told(list)) ", SHA-256 " code.hash { (list.sha256) } }
        }
    }
}

fn hashes(manifest: &Manifest, lang: Lang) -> Markup {
    let (days, tables): (Vec<&TableFile>, Vec<&TableFile>) =
        manifest.tables.iter().partition(|file| file.path.contains("day="));
    let heads = html! { th { (lang.tell("Table")) } th.n { (lang.tell("Rows")) } th { "SHA-256" } };
    let days = count(days.len() as u64, "file");
    let beside = format!("Beside them {days} of reports by day; manifest.json has their hashes.");
    html! {
        (rows(&heads, tables.into_iter().map(hash)))
        p.note {
            (lang.tell(&beside)) " "
            (lang.tell("The same input gives the same bytes: run darkwake on the same files and compare, or let this command do it:"))
            " " code { "darkwake verify" }
        }
    }
}

fn hash(table: &TableFile) -> Markup {
    html! { tr { td { (visible(&table.path)) } td.n { (table.rows) } td { code.hash { (table.sha256) } } } }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

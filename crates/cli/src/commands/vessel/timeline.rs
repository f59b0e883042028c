//! What befell a hull, day by day, below the picture of how often it was heard: silences, events, draught, identity.

use std::io::{self, Write};

use case::{EventRow, StaticRow};
use model::{EventKind, Timestamp};

use super::days::{BARS, Scale};
use crate::page::{Page, padded};
use crate::show::{count, minute};

/// One line each, under the same marks; a line with nothing to show is left out.
pub(super) fn print(
    scale: Scale,
    events: &[EventRow],
    said: &[StaticRow],
    page: Page,
    out: &mut impl Write,
) -> io::Result<()> {
    for line in [
        silences(scale, events),
        occasions(scale, events, page),
        draughts(scale, said),
        identities(scale, said, page),
    ]
    .into_iter()
    .flatten()
    {
        writeln!(out, "  {}{}", padded(&page.tell(line.head), 13), line.picture.trim_end())?;
        writeln!(out, "{}", page.told(&" ".repeat(15), &line.legend))?;
    }
    Ok(())
}

struct Line {
    head: &'static str,
    picture: String,
    legend: String,
}

/// Not judged, and how surely the transceiver was off, in three shades.
const SHADES: [char; 4] = ['·', '░', '▒', '█'];

fn silences(scale: Scale, events: &[EventRow]) -> Option<Line> {
    let gaps = events.iter().filter(|event| event.kind == EventKind::Gap);
    let mut shades: Vec<Option<usize>> = vec![None; scale.marks()];
    let mut count = 0;
    for gap in gaps {
        count += 1;
        let shade = match gap.p_intentional {
            Some(p) if p >= 0.5 => 3,
            Some(p) if p >= 0.1 => 2,
            Some(_) => 1,
            None => 0,
        };
        let last = gap.end.map_or(scale.marks() - 1, |end| scale.mark(end));
        shades[scale.mark(gap.start)..=last].iter_mut().for_each(|at| *at = (*at).max(Some(shade)));
    }
    let picture = shades.iter().map(|shade| shade.map_or(' ', |shade| SHADES[shade])).collect();
    let legend = format!(
        "{count} of six hours or more: {} not judged or on air, {} reception explains it, {} perhaps off the air, {} more \
         likely off than not, though failed equipment looks the same",
        SHADES[0], SHADES[1], SHADES[2], SHADES[3]
    );
    (count > 0).then_some(Line { head: "silences", picture, legend })
}

/// The letter of each kind that is shown, the rarest and weightiest first: of several on one mark it stands.
const LETTERS: [(EventKind, char, &str); 6] = [
    (EventKind::Spoofing, 'F', "false positions"),
    (EventKind::IdentityChange, 'I', "identity change"),
    (EventKind::SharedIdentity, '2', "two hulls under the number"),
    (EventKind::Encounter, 'E', "encounter"),
    (EventKind::Loitering, 'L', "loitering"),
    (EventKind::PortVisit, 'P', "port visit"),
];

fn occasions(scale: Scale, events: &[EventRow], page: Page) -> Option<Line> {
    let mut letters: Vec<Option<usize>> = vec![None; scale.marks()];
    for event in events {
        let Some(rank) = LETTERS.iter().position(|(kind, ..)| *kind == event.kind) else { continue };
        let last = scale.mark(event.end.unwrap_or(event.start));
        let marks = &mut letters[scale.mark(event.start)..=last];
        marks.iter_mut().for_each(|at| *at = Some(at.map_or(rank, |other| other.min(rank))));
    }
    let shown: Vec<String> = (0..LETTERS.len())
        .filter(|rank| letters.contains(&Some(*rank)))
        .map(|rank| format!("{} {}", LETTERS[rank].1, page.tell(LETTERS[rank].2)))
        .collect();
    let picture = letters.iter().map(|rank| rank.map_or(' ', |rank| LETTERS[rank].1)).collect();
    (!shown.is_empty()).then(|| Line { head: "events", picture, legend: shown.join(", ") })
}

/// The draught last reported, from the least as the lowest bar to the most as the highest.
fn draughts(scale: Scale, said: &[StaticRow]) -> Option<Line> {
    let mut known: Vec<Option<f64>> = vec![None; scale.marks()];
    for report in said {
        let Some(draught) = report.draught_m else { continue };
        known[scale.mark(report.time)..].iter_mut().for_each(|at| *at = Some(draught));
    }
    let draughts = || said.iter().filter_map(|report| report.draught_m);
    let (least, most) = (draughts().reduce(f64::min)?, draughts().reduce(f64::max)?);
    let bar = |draught: f64| {
        let share = (draught - least) / (most - least).max(0.1);
        BARS[(share * (BARS.len() - 1) as f64).round() as usize]
    };
    let picture = known.iter().map(|draught| draught.map_or(' ', bar)).collect();
    Some(Line { head: "draught", picture, legend: format!("as reported, {least:.1} to {most:.1} m") })
}

fn identities(scale: Scale, said: &[StaticRow], page: Page) -> Option<Line> {
    let mut changes: Vec<(Timestamp, String)> = Vec::new();
    let mut before: [Option<String>; 4] = [const { None }; 4];
    for report in said {
        let now = [
            report.name.as_ref().map(|name| format!("{} {name}", page.tell("name"))),
            report.imo.map(|imo| format!("IMO {imo}")),
            report.call_sign.as_ref().map(|sign| format!("{} {sign}", page.tell("call sign"))),
            report.destination.as_ref().map(|to| format!("{} {to}", page.tell("destination"))),
        ];
        for (before, now) in before.iter_mut().zip(now) {
            let is_new = now.is_some() && *before != now;
            if is_new && before.is_some() {
                changes.extend(now.clone().map(|now| (report.time, now)));
            }
            if is_new {
                *before = now;
            }
        }
    }
    let mut picture = vec![' '; scale.marks()];
    changes.iter().for_each(|(time, _)| picture[scale.mark(*time)] = '|');
    let told = changes.iter().take(TOLD).map(|(time, change)| format!("{} {change}", minute(*time)));
    let rest = changes.len().saturating_sub(TOLD);
    let more = (rest > 0).then(|| page.tell(&count(rest, "more change")).into_owned());
    let legend = told.chain(more).collect::<Vec<_>>().join("; ");
    (!changes.is_empty()).then(|| Line { head: "changed", picture: picture.into_iter().collect(), legend })
}

/// Changes that are told in words.
const TOLD: usize = 6;

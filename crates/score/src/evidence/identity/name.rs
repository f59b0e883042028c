//! Names that a hull told under all its numbers: another than before (I3), unless it changed with the number (I4).

use model::{Event, EventKind, HullId, Location, Said, Span, Timestamp};

use super::{Verdict, handover, of_any_hull, verdict};
use crate::Indicator::I3;
use crate::craft::Craft;
use crate::evidence::Seen;
use crate::subject::Subject;
use crate::world::parties;

/// I3, but for names that changed with the number where I4 tells of that: one fact counts once.
pub(super) fn new_name(subject: Subject<'_>) -> Seen {
    let seen = of_any_hull(I3, renamed, subject);
    let with_number = || subject.hulls().any(|hull| has_new_name_with_number(hull, subject));
    if seen.is_present() || handover(subject).is_none() || !with_number() {
        return seen;
    }
    Seen::unknown(I3, "a name changed with the number alone, which I4 tells")
}

/// Whether a hull went on under another number with another name.
fn has_new_name_with_number(hull: HullId, subject: Subject<'_>) -> bool {
    let names = names_told(hull, subject);
    changed_names(&names).iter().any(|change| change.with_number && change.time <= told_until(subject))
}

/// Another name under any number of the hull.
fn renamed(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let limits = &subject.world.weights.identity;
    let until = told_until(subject);
    let names = names_told(craft.hull, subject);
    let since = names.first()?.time;
    let told_by_number = handover(subject).is_some();
    let mut changes = changed_names(&names);
    let kept_it = changes.is_empty();
    changes.retain(|change| !(told_by_number && change.with_number));
    let within = |days: f64| {
        let back = until.saturating_add(Span::from_secs_f64(-days * 86_400.0));
        changes.iter().filter(move |change| (back..=until).contains(&change.time))
    };
    let last = within(limits.name_days).next_back();
    let many = within(365.0).count();
    let fact = match many {
        0 if kept_it => "kept its name as far as was heard".to_owned(),
        0 => "kept its name until then as far as was heard".to_owned(),
        many => {
            let is_year = since <= until.saturating_add(Span::from_hours(-24 * 365));
            let during = if is_year { "in the year before" } else { "in the archive" };
            format!("changed the name it broadcasts {} {during}", model::count(many as u64, "time"))
        }
    };
    let cites: Vec<Location> = match many {
        0 => subject.static_cites(craft.hull),
        _ => within(365.0).flat_map(|change| change.sides).collect(),
    };
    verdict(last.is_some() || many >= limits.names_in_year, craft, &fact, cites)
}

/// A hull that goes on under another number is told by the event itself; a name told after any other comes too late.
fn told_until(subject: Subject<'_>) -> Timestamp {
    match subject.deciding().kind() {
        EventKind::IdentityChange => subject.interval().end(),
        _ => subject.deciding().start,
    }
}

/// A name as a hull told it.
struct Named<'a> {
    /// From when on it holds.
    time: Timestamp,
    /// Under which of its numbers.
    number: HullId,
    report: Said<'a>,
}

/// The names that a hull told under all its numbers, by time; the first under a number holds from when that is heard on.
fn names_told<'a>(hull: HullId, subject: Subject<'a>) -> Vec<Named<'a>> {
    let numbers = [hull].into_iter().chain(subject.other_numbers(hull));
    let vessels = numbers.filter_map(|number| subject.world.scene.fleet.vessel(number));
    let told = vessels.flat_map(|vessel| {
        let named = vessel.timeline.iter().filter(says_a_name).enumerate();
        named.map(|(at, report)| Named {
            time: if at == 0 { vessel.first_seen } else { report.time },
            number: vessel.hull,
            report,
        })
    });
    let mut told: Vec<Named<'_>> = told.collect();
    told.sort_by_key(|named| (named.time, named.report.location));
    told
}

/// Whether a report says a name, and not dashes alone.
fn says_a_name(report: &Said<'_>) -> bool {
    report.name.as_deref().and_then(crate::lists::fold).is_some()
}

/// Another name than before: when, whether under another number too, and the reports on both sides.
struct NewName {
    time: Timestamp,
    with_number: bool,
    sides: [Location; 2],
}

/// The reports with another name (folded) than the one before, each with that one.
fn changed_names(named: &[Named<'_>]) -> Vec<NewName> {
    let folded = |named: &Named<'_>| named.report.content.name.as_deref().and_then(crate::lists::fold);
    let pairs = named.windows(2).filter_map(|pair| match pair {
        [one, next] if folded(one) != folded(next) => Some(NewName {
            time: next.time,
            with_number: one.number != next.number,
            sides: [one.report.location, next.report.location],
        }),
        _ => None,
    });
    pairs.collect()
}

/// That a hull went on with another name than it had told last.
pub(super) fn new_name_too(event: &Event, subject: Subject<'_>) -> &'static str {
    let change = parties(event).next().map(|old| names_told(old, subject));
    let is_it = |change: &NewName| change.with_number && subject.world.interval(event).contains(change.time);
    let renamed = change.is_some_and(|names| changed_names(&names).iter().any(is_it));
    if renamed { ", and with another name" } else { "" }
}

//! Where the hulls say they go, and how deep they say they lie.

use model::{DraughtChange, Event, EventKind, Finding, HullId, Interval, Location, Metres, Said, Span};

use super::Seen;
use super::coal::Counted;
use crate::Indicator::{V1, V4};
use crate::standing::Standing;
use crate::subject::{Subject, minute};
use crate::world::widened;

/// Both; a change of draught that a coal voyage is judged by counts there.
pub(super) fn look(subject: Subject<'_>, of_coal: &Counted) -> Vec<Seen> {
    vec![destination(subject), draught(subject, of_coal)]
}

/// V1: no place, or a fishing ground, by plain words.
fn destination(subject: Subject<'_>) -> Seen {
    let said = subject.hulls().filter_map(|hull| Some((hull, destination_of(hull, subject)?)));
    let said: Vec<(HullId, Said<'_>)> = said.collect();
    let vague = |report: &Said<'_>| report.destination.as_deref().is_some_and(is_vague);
    if let Some((hull, report)) = said.iter().find(|(_, report)| vague(report)) {
        let text = format!(
            "a vessel broadcasting MMSI {hull} gave no port as its destination: {:?}",
            report.destination.as_deref().unwrap_or_default()
        );
        return Seen::present(V1, text, &[report.location]).at_share(subject.certainty(*hull));
    }
    match said.first() {
        Some((_, report)) if said.len() == subject.hulls().count() => {
            let who = if said.len() == 1 { "the hull" } else { "every hull" };
            Seen::absent(V1, format!("{who} gave a destination"), &[report.location])
        }
        _ if subject.hulls().count() == 1 => Seen::unknown(V1, "the hull gave no destination"),
        _ => Seen::unknown(V1, "not every hull gave a destination"),
    }
}

fn destination_of<'a>(hull: HullId, subject: Subject<'a>) -> Option<Said<'a>> {
    let vessel = subject.world.scene.fleet.vessel(hull)?;
    let until = subject.interval().end();
    vessel
        .timeline
        .iter()
        .rev()
        .filter(|report| report.time <= until)
        .find(|report| report.destination.is_some())
}

/// Whether whole words of a destination say that it is no port: "KOPLI" is one, though "OPL" stands in it.
fn is_vague(destination: &str) -> bool {
    let upper = destination.to_uppercase();
    let words: Vec<&str> =
        upper.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let says = |phrase: &&[&str]| words.windows(phrase.len()).any(|run| run == *phrase);
    NO_PORT.iter().any(says) || !upper.chars().any(char::is_alphabetic)
}

/// What crews type who go to no port: awaiting orders, outer port limits, fishing grounds, the sea.
const NO_PORT: [&[&str]; 17] = [
    &["ORDER"],
    &["ORDERS"],
    &["FORORDER"],
    &["FORORDERS"],
    &["4ORDER"],
    &["4ORDERS"],
    &["OPL"],
    &["FISHING"],
    &["FISHINGGROUND"],
    &["HIGH", "SEA"],
    &["HIGH", "SEAS"],
    &["HIGHSEA"],
    &["HIGHSEAS"],
    &["AT", "SEA"],
    &["ATSEA"],
    &["OPEN", "SEA"],
    &["OPENSEA"],
];

/// V4: a change event of the incident; absent where every hull was heard for days after and kept its draught.
fn draught(subject: Subject<'_>, of_coal: &Counted) -> Seen {
    let own = || draught_changes(subject).filter(|(event, _)| !of_coal.holds(event, subject.world));
    if let Some((event, change)) = foremost(own(), subject) {
        let deep = if subject.world.is_too_deep(event, change) { TOO_DEEP } else { "" };
        let text = words(event, change)
            + &reports(event, subject)
            + when(event, subject)
            + deep
            + &among(own().count());
        return Seen::present(V4, text, &event.cites).at_share(draught_share(event, change, subject));
    }
    let kept: Vec<Option<(Metres, Said<'_>)>> =
        subject.hulls().map(|hull| kept_draught(hull, subject)).collect();
    match kept.iter().flatten().next() {
        Some((metres, report)) if kept.iter().all(Option::is_some) => {
            let text = format!("draught kept at {:.1} m before and in the days after", metres.0);
            Seen::absent(V4, text, &[report.location])
        }
        _ if draught_changes(subject).next().is_some() => {
            Seen::unknown(V4, "the change of draught is counted as part of the coal voyage")
        }
        _ if large_changes(subject).next().is_some() => {
            Seen::unknown(V4, "a call at a port lies between it and the change of draught")
        }
        None => changed_otherwise(subject)
            .unwrap_or_else(|| Seen::unknown(V4, "no draught was reported both before and after")),
        Some(_) => changed_otherwise(subject)
            .unwrap_or_else(|| Seen::unknown(V4, "not every hull reported a draught both before and after")),
    }
}

/// Another draught that a hull told soon after the deciding event than before it, and why it is none across a meeting or silence.
fn changed_otherwise(subject: Subject<'_>) -> Option<Seen> {
    let within = Span::from_secs_f64(subject.world.weights.voyage.draught_days * 86_400.0);
    let span = subject.interval();
    let until = span.end().saturating_add(within);
    subject.hulls().find_map(|hull| {
        let vessel = subject.world.scene.fleet.vessel(hull)?;
        let (before, former) = vessel.draught_before(span.start())?;
        let mut later = vessel.timeline.iter().filter(|said| span.start() < said.time && said.time <= until);
        let (after, said) =
            later.find_map(|said| Some((said.draught?, said)).filter(|(told, _)| *told != before))?;
        let between = Interval::between(former.time, said.time);
        let called = subject
            .world
            .around(hull, between)
            .any(|at| subject.world.event(at).kind() == EventKind::PortVisit);
        let why = match called {
            true => "a call at a port lies between, where cargo is moved without a meeting",
            false => "no meeting, wait or silence of this lead lies between that such a change would tell of",
        };
        let told = format!(
            "a vessel broadcasting MMSI {hull} reported a draught of {:.1} m before and {:.1} m after; {why}",
            before.0, after.0
        );
        Some(Seen { cites: vec![former.location, said.location], ..Seen::unknown(V4, &told) })
    })
}

fn words(event: &Event, change: &DraughtChange) -> String {
    let lightened = change.after.0 < change.before.0;
    format!(
        "a vessel broadcasting MMSI {} reported a draught of {:.1} m before and {:.1} m after with {}, consistent with {}; \
         crews enter it late",
        event.parties.a,
        change.before.0,
        change.after.0,
        if change.call_possible {
            "no port heard between, though it may have lain at a berth"
        } else {
            "no port between"
        },
        if lightened { "discharging" } else { "loading" }
    )
}

/// When the two draughts were reported, where the archive holds both reports.
fn reports(change: &Event, subject: Subject<'_>) -> String {
    reported(change, subject).map_or_else(String::new, |told| {
        format!("; by its reports of {} and {}", minute(told.start()), minute(told.end()))
    })
}

/// From the report of the old draught to that of the new. The event of a change begins with the meeting or silence that explains it,
/// which may have been over when the old one was reported once more.
fn reported(change: &Event, subject: Subject<'_>) -> Option<Interval> {
    let vessel = subject.world.scene.fleet.vessel(change.parties.a)?;
    let [before, after] = change.cites[..] else { return None };
    let at =
        |place: Location| vessel.timeline.iter().find(|said| said.location == place).map(|said| said.time);
    let (from, until) = (at(before)?, at(after)?);
    (from <= until).then(|| Interval::between(from, until))
}

/// What else the change may be of than what decides the lead.
fn when(change: &Event, subject: Subject<'_>) -> &'static str {
    let (event, deciding) = (subject.world.interval(change), subject.interval());
    let told = reported(change, subject).unwrap_or(event);
    match () {
        () if told.end() < deciding.start() => "; that was over before what decides the lead began",
        () if event.start() > deciding.end() => "; that began after what decides the lead had ended",
        () if met_another(change.parties.a, told, subject) => {
            "; it met or lay near another too between the two"
        }
        () if met_another(change.parties.a, event, subject) => {
            "; it met or lay near another too before the two"
        }
        () => "",
    }
}

/// Whether a hull met another than in the deciding event in a time.
fn met_another(hull: HullId, told: Interval, subject: Subject<'_>) -> bool {
    let mut met = subject.world.meetings(hull, told, Span::ZERO, Standing::Leg);
    met.any(|meeting| !std::ptr::eq(meeting, subject.deciding()))
}

/// Why a change counts less.
const TOO_DEEP: &str = "; few ships of its length lie so deep, so that it may be mistyped";

/// By which rule one of so many changes counts.
fn among(changes: usize) -> String {
    match changes {
        ..=1 => String::new(),
        changes => format!("; of {changes} changes of draught one at that time or else the surest counts"),
    }
}

/// How much a change of draught says: less of a guessed partner, if the hull could have called at a port, and if it can hardly lie so
/// deep.
fn draught_share(event: &Event, change: &DraughtChange, subject: Subject<'_>) -> f64 {
    let weights = &subject.world.weights.voyage;
    let calls =
        if change.call_possible { weights.call_possible_weight } else { weights.call_excluded_weight };
    let depth = if subject.world.is_too_deep(event, change) { weights.too_deep_weight } else { 1.0 };
    subject.certainty(event.parties.a) * calls * depth
}

/// The change of draught across a meeting or silence of the incident that counts: one while the deciding event lasted before one near
/// it, then the surest and the largest.
pub(crate) fn draught_change<'a>(subject: Subject<'a>) -> Option<(&'a Event, &'a DraughtChange)> {
    foremost(draught_changes(subject), subject)
}

/// The same, but nothing of a partner that is guessed and more probably was not there, and none by which a hull can hardly have lain.
pub(crate) fn draught_change_of_those_present<'a>(
    subject: Subject<'a>,
) -> Option<(&'a Event, &'a DraughtChange)> {
    let counts = move |event| subject.world.believed_draught(event).is_some();
    let changes = draught_changes(subject)
        .filter(move |(event, _)| counts(event) && subject.was_there(event.parties.a));
    foremost(changes, subject)
}

fn foremost<'a>(
    changes: impl Iterator<Item = (&'a Event, &'a DraughtChange)>,
    subject: Subject<'a>,
) -> Option<(&'a Event, &'a DraughtChange)> {
    let share = move |(event, change): (&Event, &DraughtChange)| draught_share(event, change, subject);
    let meanwhile = move |event: &Event| subject.world.interval(event).overlap(subject.interval()).is_some();
    changes.max_by(|&a, &b| {
        let nearer = meanwhile(a.0).cmp(&meanwhile(b.0));
        nearer
            .then_with(|| share(a).total_cmp(&share(b)))
            .then(size(a.1).total_cmp(&size(b.1)))
            .then(b.0.start.cmp(&a.0.start))
    })
}

/// The changes of draught that are large enough and near the deciding event, with no call between it and them.
fn draught_changes<'a>(subject: Subject<'a>) -> impl Iterator<Item = (&'a Event, &'a DraughtChange)> {
    large_changes(subject).filter(move |(change, _)| !is_beyond_a_call(change, subject))
}

/// Whether the hull of a change called at a port between it and the deciding event, at which cargo can have moved.
fn is_beyond_a_call(change: &Event, subject: Subject<'_>) -> bool {
    let (told, deciding) = (subject.world.interval(change), subject.interval());
    let (first, second) = if told.start() < deciding.start() { (told, deciding) } else { (deciding, told) };
    let between = (first.end() < second.start()).then(|| Interval::between(first.end(), second.start()));
    let mut meanwhile = between.into_iter().flat_map(|span| subject.world.around(change.parties.a, span));
    meanwhile.any(|at| {
        let event = subject.world.event(at);
        event.kind() == EventKind::PortVisit && !std::ptr::eq(event, subject.deciding())
    })
}

/// The same, whatever lies between.
fn large_changes<'a>(subject: Subject<'a>) -> impl Iterator<Item = (&'a Event, &'a DraughtChange)> {
    let limits = subject.world.weights.voyage;
    let near = widened(subject.interval(), subject.world.options.chain.evasion_window);
    let legs = subject.legs().filter(move |event| subject.world.interval(event).overlap(near).is_some());
    let changes = legs.filter_map(|event| match &event.finding {
        Finding::DraughtChange(change) => Some((event, change)),
        _ => None,
    });
    // Draughts come in decimetres: a change of five is one of half a metre.
    let margin = 1e-6;
    changes.filter(move |(_, change)| {
        let change_m = size(change) + margin;
        change_m >= limits.draught_m || change_m >= limits.draught_share * change.before.0
    })
}

fn size(change: &DraughtChange) -> f64 {
    (change.after.0 - change.before.0).abs()
}

/// The draught that holds before and through the days after an event; timelines hold changes only.
fn kept_draught<'a>(hull: HullId, subject: Subject<'a>) -> Option<(Metres, Said<'a>)> {
    let vessel = subject.world.scene.fleet.vessel(hull)?;
    let span = subject.interval();
    let within = Span::from_secs_f64(subject.world.weights.voyage.draught_days * 86_400.0);
    let until = span.end().saturating_add(within);
    let (before, report) = vessel.draught_before(span.start())?;
    let later = vessel.timeline.iter().filter(|report| span.start() < report.time && report.time <= until);
    let kept = later.filter_map(|report| report.draught).all(|draught| draught == before);
    (kept && vessel.last_seen >= until).then_some((before, report))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_limits_and_the_sea_are_no_port_and_a_port_that_holds_such_letters_is_one() {
        for vague in
            ["FOR ORDERS", "for order", "ORDERS", "OPL", "OPL SINGAPORE", "SG_OPL", "4ORDERS", "HIGH SEAS"]
        {
            assert!(is_vague(vague), "{vague}");
        }
        for vague in ["FISHING GROUND", "AT SEA", "-----", "123"] {
            assert!(is_vague(vague), "{vague}");
        }
        for port in ["KOPLI", "NAMPO", "TOPLICA", "BORDER PORT", "KR PUS", "남포", "CHATSEA"] {
            assert!(!is_vague(port), "{port}");
        }
    }
}

//! How they met: side by side, alone and waiting, or unseen; several of them, `partners` tells.

use std::collections::BTreeSet;

use model::{
    DarkRendezvous, Encounter, Event, EventKind, EvidenceState, Finding, HullId, Location, Loitering,
};

use super::Seen;
use super::beside::Beside;
use super::counterparty::has_finding;
use super::partners;
use crate::Indicator::{E2, E3, E6};
use crate::candidate::has_visible_partner;
use crate::craft::Trade;
use crate::subject::{Subject, inferred};
use crate::world::{parties, partner};

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    if subject.contacts().next().is_none() {
        return Vec::new();
    }
    let mut seen = vec![alongside(subject), waiting(subject)];
    seen.extend(partners::look(subject));
    seen.extend(unseen(subject));
    seen
}

/// E2, best of the meetings that were heard; what a counterparty of which nothing was found did with others says nothing.
fn alongside(subject: Subject<'_>) -> Seen {
    let is_theirs = |event: &&Event| {
        std::ptr::eq(*event, subject.deciding())
            || parties(event).any(|hull| has_finding(hull, subject) && is_party(hull, subject))
    };
    let met = subject.contacts().filter(is_theirs).filter_map(|event| match &event.finding {
        Finding::Encounter(encounter) => Some(side_by_side(event, encounter, subject)),
        _ => None,
    });
    plainest(met).unwrap_or_else(|| {
        let is_heard = unseen_meetings(subject).any(|meeting| Beside::of(meeting, subject).is_some());
        let why = if is_heard { TOO_SHORT } else { "no partner was heard" };
        Seen::unknown(E2, why)
    })
}

/// Why a meeting tells nothing of how the two lay.
const TOO_SHORT: &str = "too short a time was heard from both";

/// The unseen meetings of a lead.
fn unseen_meetings(subject: Subject<'_>) -> impl Iterator<Item = &Event> {
    subject.legs().filter(|event| event.kind() == EventKind::DarkRendezvous)
}

/// Whether a hull takes part in the deciding event, under any of its numbers.
fn is_party(hull: HullId, subject: Subject<'_>) -> bool {
    subject.hulls().any(|party| party == hull || subject.are_one_hull(party, hull))
}

/// The first that was seen, else the first that is not known, else the first.
fn plainest(looked_at: impl Iterator<Item = Seen>) -> Option<Seen> {
    looked_at.min_by_key(|seen| match seen.state {
        EvidenceState::Present => 0,
        EvidenceState::NotAssessable => 1,
        EvidenceState::Absent => 2,
    })
}

fn side_by_side(event: &Event, encounter: &Encounter, subject: Subject<'_>) -> Seen {
    let limits = &subject.world.weights.contact;
    let close = encounter.median_distance.0 <= limits.alongside_m;
    let observed = encounter.observed.hours();
    let parallel = encounter.relative_heading.map(|angle| angle.0 <= limits.parallel_deg);
    let heading = encounter
        .relative_heading
        .map_or(String::new(), |angle| format!(", headings {:.0} degrees apart", angle.0));
    let text = format!(
        "median distance {:.0} m for {:.1} h, {observed:.1} h of it heard from both{heading}{}",
        encounter.median_distance.0,
        subject.world.interval(event).span().hours(),
        subject.elsewhere(event),
    );
    let is_heard = observed >= limits.alongside_hours;
    match (close, parallel) {
        _ if !is_heard => Seen::unknown(E2, TOO_SHORT),
        (false, _) | (_, Some(false)) => Seen::absent(E2, text, &event.cites),
        (true, Some(true)) => Seen::present(E2, text, &event.cites),
        (true, None) => Seen::unknown(E2, "not both hulls broadcast a heading"),
    }
}

/// E3, best of the waits: a merchant hull waits where transfers are on record or offshore, and nobody is heard
/// beside it.
fn waiting(subject: Subject<'_>) -> Seen {
    let tells = |wait: &Event| {
        subject.contacts().any(|contact| std::ptr::eq(contact, wait))
            || subject.world.is_where_ships_wait(wait)
    };
    let waits = subject.legs().filter(|event| event.kind() == EventKind::Loitering && tells(event));
    plainest(waits.map(|wait| alone(wait, subject)))
        .unwrap_or_else(|| Seen::unknown(E3, "no hull was heard waiting alone"))
}

fn alone(event: &Event, subject: Subject<'_>) -> Seen {
    let hours = subject.world.interval(event).span().hours();
    let craft = subject.world.craft(event.parties.a);
    let merchant = matches!(craft.trade, Trade::Tanker | Trade::Dry);
    let placed = subject.world.is_offshore(event) == Some(true)
        || subject.world.hot_spot(event.position, event.start).is_some();
    let long = hours >= subject.world.weights.contact.loiter_hours;
    let unheard = in_one_silence(event, subject);
    let ship = format!("a vessel broadcasting MMSI {} waited {hours:.1} h", event.parties.a);
    let text = match (hours_in_company(event, subject), beside(event, subject)) {
        (0.0, None) => format!("{ship} with no partner heard{unheard}"),
        (0.0, Some(beside)) => format!("{ship}{unheard}, {}", beside.words()),
        (company, _) => {
            format!("{ship}{unheard}, {company:.1} h of it beside another that was heard then or around then")
        }
    };
    let but = match () {
        () if has_visible_partner(event, subject.world) => "",
        () if !merchant => ", but is no merchant by its type",
        () if !placed => {
            ", but where ships wait: near the coast and in no area of transfers recorded for that time"
        }
        () if !long => ", but not long enough to count",
        () => {
            let text = format!("{text}{}", subject.elsewhere(event));
            return Seen::present(E3, text, &event.cites).at_share(subject.certainty(event.parties.a));
        }
    };
    Seen::absent(E3, format!("{text}{but}{}", subject.elsewhere(event)), &event.cites)
}

/// Of a wait, its longest silence, where that alone is as long as a wait that counts: the ship was heard before and after it in one
/// place, and may have been elsewhere meanwhile.
fn in_one_silence(wait: &Event, subject: Subject<'_>) -> String {
    let Finding::Loitering(Loitering { longest_silence, .. }) = &wait.finding else { return String::new() };
    let hours = longest_silence.hours();
    let counts = hours >= subject.world.weights.contact.loiter_hours;
    if counts { format!(", {hours:.1} h of it in one silence") } else { String::new() }
}

/// Of a wait, the hours beside any other hull.
fn hours_in_company(wait: &Event, subject: Subject<'_>) -> f64 {
    let span = subject.world.interval(wait);
    let met = subject.world.around(wait.parties.a, span).map(|at| subject.world.event(at));
    let shared = met.filter(|other| other.kind() == EventKind::Encounter);
    let hours = shared.filter_map(|met| Some(subject.world.interval(met).overlap(span)?.span().hours()));
    hours.fold(0.0, f64::max)
}

/// Who was heard beside a ship that waited, of those that it may have met unheard.
fn beside(wait: &Event, subject: Subject<'_>) -> Option<Beside> {
    let (hull, span) = (wait.parties.a, subject.world.interval(wait));
    let own = unseen_meetings(subject).filter(|meeting| {
        parties(meeting).any(|party| party == hull) && subject.world.interval(meeting).overlap(span).is_some()
    });
    own.into_iter().find_map(|meeting| Beside::of(meeting, subject))
}

/// E6: the most probable unseen meeting.
fn unseen(subject: Subject<'_>) -> Option<Seen> {
    let decided = (subject.deciding().kind() == EventKind::Encounter).then(|| subject.interval());
    // Who was heard beside another in those hours met nobody else unheard.
    let is_free =
        |event: &Event| decided.is_none_or(|met| subject.world.interval(event).overlap(met).is_none());
    let meetings = subject.contacts().filter_map(|event| match &event.finding {
        Finding::DarkRendezvous(meeting) if is_free(event) => Some((event, meeting)),
        _ => None,
    });
    let (event, meeting) = meetings.max_by(|(one, a), (other, b)| {
        (a.probability_by_courses.total_cmp(&b.probability_by_courses)).then(other.start.cmp(&one.start))
    })?;
    let hulls: Vec<String> = parties(event).map(|hull| hull.to_string()).collect();
    let beside = Beside::of(event, subject);
    let text = format!(
        "silence leaves some {:.1} h for a meeting of vessels broadcasting MMSI {} within {:.1} km of {}, with \
         probability {} by their courses and types{}{}; {}{}{}",
        meeting.slack.hours(),
        hulls.join(" and "),
        meeting.pair_radius.km().max(0.1),
        inferred(event.position),
        model::probability(meeting.probability_by_courses),
        instead(event, subject),
        beside.as_ref().map(|beside| format!("; {}", beside.words())).unwrap_or_default(),
        others(meeting),
        beside_another(event, subject),
        subject.elsewhere(event),
    );
    let cites: Vec<Location> =
        event.cites.iter().copied().chain(beside.into_iter().flat_map(|beside| beside.cites)).collect();
    Some(Seen::present(E6, text, &cites).at_share(meeting.probability_by_courses))
}

/// Whom else the ship of which the rest was found may have met in the hours of an unseen meeting, the two likeliest.
fn instead(event: &Event, subject: Subject<'_>) -> String {
    let sure = parties(event).find(|&hull| Some(hull) != subject.incident.guess);
    let Some(hull) = sure.filter(|hull| subject.hulls().any(|party| party == *hull)) else {
        return String::new();
    };
    let told = match &other_partners(hull, event, subject)[..] {
        [] => return String::new(),
        [(p, one)] => format!("{one} instead with probability {}", model::probability(*p)),
        [(p, one), (q, other), ..] => format!(
            "{one} instead with probability {} or {other} with probability {}",
            model::probability(*p),
            model::probability(*q)
        ),
    };
    format!("; by those MMSI {hull} may have met {told}")
}

/// The other guesses at the partner of a hull in an unseen meeting, the likeliest first, each with its probability by courses.
fn other_partners(hull: HullId, event: &Event, subject: Subject<'_>) -> Vec<(f64, HullId)> {
    let near = subject.world.around(hull, subject.world.interval(event)).map(|at| subject.world.event(at));
    let guesses = near.filter_map(|other| match &other.finding {
        Finding::DarkRendezvous(meeting) => Some((meeting.probability_by_courses, partner(other, hull)?)),
        _ => None,
    });
    let mut guesses: Vec<(f64, HullId)> =
        guesses.filter(|(_, other)| Some(*other) != partner(event, hull)).collect();
    guesses.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut known = BTreeSet::new();
    guesses.retain(|(_, other)| known.insert(*other) && !lies_beside_partner(*other, hull, event, subject));
    guesses
}

/// Whether another guess lay beside the partner in those hours: both are of one raft, and neither was met instead of the other.
fn lies_beside_partner(other: HullId, hull: HullId, event: &Event, subject: Subject<'_>) -> bool {
    let Some(named) = partner(event, hull) else { return false };
    let mut meanwhile =
        subject.world.around(named, subject.world.interval(event)).map(|at| subject.world.event(at));
    meanwhile.any(|met| met.kind() == EventKind::Encounter && partner(met, named) == Some(other))
}

/// What was seen meanwhile, where a hull of an unseen meeting lay beside a third: the longest of such meetings.
fn beside_another(unseen: &Event, subject: Subject<'_>) -> String {
    let span = subject.world.interval(unseen);
    let met = parties(unseen).flat_map(|hull| {
        let around = subject.world.around(hull, span).map(|at| subject.world.event(at));
        around.filter(|other| other.kind() == EventKind::Encounter).filter_map(move |met| {
            let shared = subject.world.interval(met).overlap(span)?.span();
            Some((shared, hull, partner(met, hull)?))
        })
    });
    match met.max_by_key(|&(shared, hull, other)| (shared, std::cmp::Reverse((hull, other)))) {
        Some((shared, hull, other)) => format!(
            "; but a vessel broadcasting MMSI {hull} lay beside a vessel broadcasting MMSI {other} for {:.1} h of that time",
            shared.hours()
        ),
        None => String::new(),
    }
}

/// Whom else a hull could have met. Most silences hide no meeting, so that nobody else fits is no proof.
fn others(meeting: &DarkRendezvous) -> String {
    match meeting.alternatives {
        0 if meeting.probability_by_courses < 0.5 => {
            "no other hull that was heard could have been the partner (most silences hide no meeting)"
                .to_owned()
        }
        0 => "no other hull that was heard could have been the partner".to_owned(),
        1 => "one other hull could have been the partner".to_owned(),
        several => format!("{several} other hulls could have been the partner"),
    }
}

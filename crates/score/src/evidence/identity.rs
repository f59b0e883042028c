//! What the hulls of the deciding event say they are, and how it was tampered with.

mod name;

use std::collections::BTreeSet;

use model::{
    BroadcastImo, Doubt, Event, EventKind, FalsePattern, Finding, HullId, IdentityChange, Location,
    SharedIdentity, Span, Spoofing, Transmitter,
};

use self::name::{new_name, new_name_too};
use super::Seen;
use super::claim::{self, Claim};
use crate::Indicator::{self, I1, I2, I4, I5, I9, I10, I11};
use crate::craft::{Craft, Trade};
use crate::link::is_dprk;
use crate::mid::{MidNote, mid_note};
use crate::subject::Subject;
use crate::world::{parties, widened};

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let looks: [(Indicator, Look); 6] = [
        (I1, no_valid_imo),
        (I2, shared_number),
        (I5, odd_flag),
        (I9, false_type),
        (I10, small_transceiver),
        (I11, false_positions),
    ];
    let each = looks.into_iter().map(|(indicator, look)| of_any_hull(indicator, look, subject));
    let each = each.map(|seen| counted_as_link(seen, subject));
    each.chain([new_name(subject), new_number(subject)]).collect()
}

/// I5 where one of the hulls is under the DPRK's digits: those are a link or nothing, and no flag that speaks against it.
fn counted_as_link(seen: Seen, subject: Subject<'_>) -> Seen {
    let is_theirs = || subject.hulls().any(|hull| is_dprk(hull.mmsi));
    match seen.indicator {
        I5 if !seen.is_present() && is_theirs() => Seen::unknown(I5, DPRK_DIGITS),
        _ => seen,
    }
}

/// Why a flag says nothing beside L1.
pub(super) const DPRK_DIGITS: &str = "the DPRK's digits are counted as a link or not at all";

/// Looks at one hull; `None` where its data cannot tell.
type Look = fn(Craft, Subject<'_>) -> Option<Verdict>;

struct Verdict {
    seen: bool,
    text: String,
    cites: Vec<Location>,
}

/// Present if seen of any hull of the deciding event, absent if all could tell and none showed it.
fn of_any_hull(indicator: Indicator, look: Look, subject: Subject<'_>) -> Seen {
    let verdicts: Vec<Option<(f64, Verdict)>> =
        subject.crafts().map(|craft| Some((subject.certainty(craft.hull), look(craft, subject)?))).collect();
    let all_told = verdicts.iter().all(Option::is_some);
    let (shown, others): (Vec<_>, Vec<_>) =
        verdicts.into_iter().flatten().partition(|(_, verdict)| verdict.seen);
    let surest = shown.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    match (surest, others.into_iter().next()) {
        (Some((certainty, verdict)), _) => {
            Seen::present(indicator, verdict.text, &verdict.cites).at_share(certainty)
        }
        (None, Some((_, verdict))) if all_told => Seen::absent(indicator, verdict.text, &verdict.cites),
        _ if subject.hulls().count() == 1 => Seen::unknown(indicator, "the hull told too little of itself"),
        _ => Seen::unknown(indicator, "not every hull told enough of itself"),
    }
}

fn verdict(seen: bool, craft: Craft, fact: &str, cites: Vec<Location>) -> Option<Verdict> {
    Some(Verdict { seen, text: format!("a vessel broadcasting MMSI {} {fact}", craft.hull), cites })
}

fn is_large(craft: Craft, subject: Subject<'_>) -> Option<bool> {
    craft.length.map(|length| length.0 >= subject.world.weights.identity.large_m)
}

fn metres(craft: Craft) -> String {
    craft.length.map_or_else(|| "unknown".to_owned(), |length| format!("{:.0} m", length.0))
}

/// I1: of class A alone, whose static message always has the field, can one that is missing or wrong tell anything.
fn no_valid_imo(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let vessel = subject.world.scene.fleet.vessel(craft.hull)?;
    let large = is_large(craft, subject)?;
    let by_class_a = craft.transmitter == Transmitter::ClassA;
    let (seen, fact) = match vessel.identity.imo {
        Some(BroadcastImo::Valid(_)) => {
            (false, "broadcasts an IMO number with a right check digit".to_owned())
        }
        _ if !by_class_a => return None,
        Some(BroadcastImo::Invalid(number)) => {
            let wrong = format!("broadcasts IMO {number}, which fails its check digit");
            (large, format!("{wrong}, {}", at_its_length(craft, large)))
        }
        None => (large, format!("broadcasts no IMO number {}", at_its_length(craft, large))),
    };
    verdict(seen, craft, &fact, subject.static_cites(craft.hull))
}

/// Its length, and that little follows from it where it is short.
fn at_its_length(craft: Craft, large: bool) -> String {
    let length = format!("at a length of {}", metres(craft));
    if large { length } else { format!("{length}, where many ships have none") }
}

/// I2: its IMO number under another MMSI in the same days, or its MMSI in two places.
fn shared_number(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let vessel = subject.world.scene.fleet.vessel(craft.hull)?;
    let cites = subject.static_cites(craft.hull);
    if let Some(event) = near_event(craft.hull, EventKind::SharedIdentity, subject)
        && event.finding == Finding::SharedIdentity(SharedIdentity::AtOnce)
    {
        return verdict(true, craft, "was heard in two places at once", event.cites.clone());
    }
    match claim::of_any(vessel, subject) {
        Some(Claim { rival, at_once: true, cites }) => {
            let fact = format!("broadcasts the IMO number that MMSI {rival} broadcast at the same time");
            verdict(true, craft, &fact, cites)
        }
        Some(Claim { rival, at_once: false, cites }) => {
            let fact = format!("broadcast an IMO number that MMSI {rival} broadcast at another time");
            verdict(false, craft, &format!("{fact}, one after the other"), cites)
        }
        None => verdict(false, craft, "shares no number with another hull", cites),
    }
}

/// I5; the DPRK's own digits are a link instead.
fn odd_flag(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let mid = craft.hull.mmsi.mid()?;
    let (seen, fact) = match mid_note(mid) {
        MidNote::Unallocated => (true, format!("uses the digits {mid}, allotted to no country")),
        note if note.was_closed_at(subject.interval().start()) => {
            (true, format!("uses the digits {mid} of a registry closed to foreign ships"))
        }
        MidNote::Closed { .. } | MidNote::Watch | MidNote::Plain => {
            (false, format!("uses the allotted digits {mid}"))
        }
    };
    verdict(seen, craft, &fact, subject.number_cites(craft.hull))
}

/// I9.
fn false_type(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let code = craft.ship_type?.code();
    let large = is_large(craft, subject)?;
    let other = craft.trade == Trade::Fishing || (90..=99).contains(&code);
    let fact = format!("says that its type is {code} at a length of {}", metres(craft));
    verdict(large && other, craft, &fact, subject.static_cites(craft.hull))
}

/// I10.
fn small_transceiver(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    let class_b = match craft.transmitter {
        Transmitter::ClassB => true,
        Transmitter::ClassA | Transmitter::LongRange => false,
        Transmitter::Unknown => return None,
    };
    let large = is_large(craft, subject)?;
    let fact =
        format!("uses a class {} transceiver at a length of {}", craft.transmitter.as_str(), metres(craft));
    verdict(class_b && large, craft, &fact, subject.static_cites(craft.hull))
}

/// I11.
fn false_positions(craft: Craft, subject: Subject<'_>) -> Option<Verdict> {
    if let Some(event) = near_event(craft.hull, EventKind::Spoofing, subject)
        && !was_jammed(event)
    {
        return verdict(true, craft, &false_places(event), event.cites.clone());
    }
    let track = subject.world.scene.fleet.track(craft.hull)?;
    let around = widened(subject.interval(), Span::from_hours(24));
    let jumps: Vec<_> = track
        .doubtful
        .iter()
        .filter(|doubtful| doubtful.doubt == Doubt::Jump && around.contains(doubtful.fix.time))
        .collect();
    let cites = jumps.first().map(|jump| jump.fix.location).into_iter().collect();
    let least = subject.world.weights.identity.jumps;
    let fact = match jumps.len() {
        0 => "sent no positions that would need a jump".to_owned(),
        few if few < least => {
            format!("sent {} that would need a jump, too few to count", model::count(few as u64, "position"))
        }
        many => format!("sent {many} positions that would need a jump"),
    };
    verdict(jumps.len() >= least, craft, &fact, cites)
}

/// What a stretch of false positions says, and why it cannot be so.
fn false_places(event: &Event) -> String {
    let hours = event.end.map_or(0.0, |end| (end - event.start).hours());
    let Finding::Spoofing(Spoofing { pattern, leap, .. }) = &event.finding else { return String::new() };
    let far = leap.filter(|leap| leap.km() >= 1.0);
    let places = match pattern {
        FalsePattern::Still if far.is_none() => "one place to the last digit",
        FalsePattern::Still => "one and the same place",
        FalsePattern::Loop => "a course round and round",
        FalsePattern::Shift => "a passage elsewhere",
        FalsePattern::Land => "places well inside land",
        FalsePattern::Jamming => "places where it was not",
    };
    let why = match (pattern, far) {
        (_, Some(leap)) => format!(", {:.0} km from where it was heard", leap.km()),
        (FalsePattern::Still, None) => ", where receivers at rest scatter by metres".to_owned(),
        _ => String::new(),
    };
    format!("sent {places} for {}{why}", model::lasting(hours * 60.0))
}

/// Whether the places of others went wrong at once: that speaks of the waters, not of the ship.
const fn was_jammed(event: &Event) -> bool {
    matches!(&event.finding, Finding::Spoofing(Spoofing { pattern: FalsePattern::Jamming, .. }))
}

fn near_event<'a>(hull: HullId, kind: EventKind, subject: Subject<'a>) -> Option<&'a Event> {
    let around = widened(subject.interval(), subject.world.options.chain.evasion_window);
    let mut events = subject.world.around(hull, around).map(|at| subject.world.event(at));
    events.find(|event| event.kind() == kind)
}

/// I4, with the name that changed with the number.
fn new_number(subject: Subject<'_>) -> Seen {
    if let Some((event, change)) = handover(subject) {
        let text = handover_words(event, change) + new_name_too(event, subject) + &one_imo(event, subject);
        return Seen::present(I4, text, &event.cites);
    }
    let Some((event, change)) = any_new_number(subject) else {
        return Seen::absent(I4, "no change of number was heard", &[]);
    };
    let told = handover_words(event, change);
    let why = "it counts only if it came soon, surely and near in time to what decides the lead";
    Seen { cites: event.cites.clone(), ..Seen::unknown(I4, &format!("{told}; {why}")) }
}

/// A change of number at once, or some hours later but by surely the same hull.
fn handover<'a>(subject: Subject<'a>) -> Option<(&'a Event, &'a IdentityChange)> {
    let around = widened(subject.interval(), subject.world.options.chain.window);
    let changes = subject.legs().filter_map(|event| match &event.finding {
        Finding::IdentityChange(change) => Some((event, change)),
        _ => None,
    });
    let near = changes.filter(|(event, _)| subject.world.interval(event).overlap(around).is_some());
    let hulls = hulls_of(subject);
    let mut own = near.filter(|(event, _)| parties(event).any(|hull| hulls.contains(&hull)));
    own.find(|(_, change)| is_handover(change, subject))
}

/// The hulls of a lead and of its contacts.
fn hulls_of(subject: Subject<'_>) -> BTreeSet<HullId> {
    subject.hulls().chain(subject.contacts().flat_map(parties)).collect()
}

/// A change of number that the lead tells, or one of its hulls within its hours, whether it counts or not: the likeliest.
fn any_new_number<'a>(subject: Subject<'a>) -> Option<(&'a Event, &'a IdentityChange)> {
    let world = subject.world;
    let near = widened(subject.interval(), world.options.chain.window);
    let hulls = hulls_of(subject);
    let meanwhile = hulls.iter().flat_map(|&hull| world.around(hull, near)).map(|at| world.event(at));
    let changes = subject.legs().chain(meanwhile).filter_map(|event| match &event.finding {
        Finding::IdentityChange(change) => Some((event, change)),
        _ => None,
    });
    changes.max_by(|(one, a), (other, b)| {
        a.probability
            .total_cmp(&b.probability)
            .then(other.start.cmp(&one.start))
            .then(other.parties.cmp(&one.parties))
    })
}

fn is_handover(change: &IdentityChange, subject: Subject<'_>) -> bool {
    let limits = &subject.world.weights.identity;
    let quick = change.silence.hours() <= limits.handover_hours && change.probability >= 0.5;
    let soon = change.silence.hours() <= limits.handover_hours_at_most;
    quick || soon && change.probability >= limits.handover_probability
}

fn handover_words(event: &Event, change: &IdentityChange) -> String {
    let hulls: Vec<String> = parties(event).map(|hull| hull.to_string()).collect();
    format!(
        "a hull went on from MMSI {} after {:.1} h and {:.1} km, with probability {} the same",
        hulls.join(" to "),
        change.silence.hours(),
        change.distance.km(),
        model::probability(change.probability)
    )
}

/// That both numbers of a hull send one IMO number, where they do: it stays with a hull whose flag changes by law.
fn one_imo(event: &Event, subject: Subject<'_>) -> String {
    let imo = |hull| subject.world.scene.fleet.vessel(hull)?.identity.imo?.valid();
    let mut sent = parties(event).map(imo);
    match (sent.next().flatten(), sent.next().flatten()) {
        (Some(one), Some(other)) if one == other => {
            format!("; both send IMO {one}, as a lawful change of flag would")
        }
        _ => String::new(),
    }
}

//! A lead that only a guess at an unseen meeting ties to the DPRK claims no more than that the two met.
//!
//! On the dprk list a lead says how likely a transfer with a ship or port of the DPRK is. Where nothing ties it to the DPRK but a linked
//! ship that may have met the other unheard, that is no likelier than that the two met, whatever else shows that the other met
//! somebody. Two probabilities of that are known: by the courses and types of the two, and against every other meeting that either can
//! have had, which weighs draughts and places too and is spread over all who were silent. Either may be small for a pair that met, so
//! the larger bounds the lead: what L1 counts is lessened by what goes beyond it, and may then count against.

use std::collections::BTreeSet;

use model::{Event, Finding, HullId};

use crate::Indicator::L1;
use crate::evidence::{Seen, gather};
use crate::silence::is_plain;
use crate::subject::Subject;
use crate::world::{is_contact, is_one_hull, parties};
use crate::{nexus, odds};

/// The least that a meeting bounds a lead to: odds have a logarithm.
const LEAST: f64 = 1e-3;

/// Everything that was looked at for an incident, but for what is left out, bound by the guess where it rests on one.
pub(crate) fn gather_bound(subject: Subject<'_>, unseen: &[crate::Indicator]) -> Vec<Seen> {
    let mut seen = gather(subject);
    seen.iter_mut().filter(|one| unseen.contains(&one.indicator)).for_each(Seen::forget);
    bind(subject, &mut seen);
    seen
}

fn bind(subject: Subject<'_>, seen: &mut [Seen]) {
    let Some(allowed) = allowed(subject) else { return };
    let weights = subject.world.weights;
    let Some(at) = seen.iter().position(|one| one.indicator == L1 && one.is_present()) else { return };
    if nexus::is_tied_otherwise(subject, seen) {
        return;
    }
    let tally = odds::tally(seen, weights);
    let score = odds::score(tally.iter().map(|(_, counted)| *counted), weights);
    let beyond = score - odds::of_probability(allowed.max(LEAST));
    let full = weights.weight(L1).lr.log10();
    if beyond > 0.0 && full > 0.0 {
        seen[at].share = (tally[at].1 - beyond) / full;
        seen[at].text += &format!(
            "; nothing else ties the lead to the DPRK: all together counts for no more than {}",
            model::probability(allowed)
        );
    }
}

/// The larger probability that the two of an unseen meeting met, where that alone ties the lead to a linked ship.
fn allowed(subject: Subject<'_>) -> Option<f64> {
    let Finding::DarkRendezvous(meeting) = &subject.deciding().finding else { return None };
    let linked: BTreeSet<HullId> = linked_hulls(subject).collect();
    let by_it = linked.iter().all(|&hull| is_party(hull, subject)) && !is_heard_otherwise(&linked, subject);
    by_it.then(|| meeting.probability.max(meeting.probability_by_courses))
}

/// Hulls with a link among those that met, waited or went on under another number.
fn linked_hulls(subject: Subject<'_>) -> impl Iterator<Item = HullId> {
    let events = subject.legs().filter(|event| is_contact(event) || is_one_hull(event));
    events.flat_map(parties).filter(move |&hull| subject.world.link(hull).is_some())
}

/// Whether a hull, under any of its numbers, is one of the two that may have met.
fn is_party(hull: HullId, subject: Subject<'_>) -> bool {
    subject.hulls().any(|party| party == hull || subject.are_one_hull(party, hull))
}

/// Whether a linked ship of the lead did something of its own besides: it was heard beside another; or, if it is not itself the guess, it
/// waited, told another draught or was plainly off the air.
fn is_heard_otherwise(linked: &BTreeSet<HullId>, subject: Subject<'_>) -> bool {
    let is_guess = |hull: HullId| {
        subject.incident.guess.is_some_and(|guess| guess == hull || subject.are_one_hull(guess, hull))
    };
    let tells = |event: &Event, hull: HullId| match &event.finding {
        Finding::Encounter(_) => true,
        Finding::Gap(gap) => {
            !is_guess(hull) && !subject.world.is_no_silence(event) && is_plain(gap, subject.world)
        }
        Finding::Loitering(_) => !is_guess(hull),
        Finding::DraughtChange(_) => !is_guess(hull) && subject.world.believed_draught(event).is_some(),
        _ => false,
    };
    subject.legs().any(|event| parties(event).any(|hull| linked.contains(&hull) && tells(event, hull)))
}

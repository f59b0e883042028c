//! Leads by rank: what to look at first, and in short why.

use std::collections::BTreeSet;

use model::{
    Calibration, Cargo, Event, Evidence, EvidenceState, Finding, Fleet, HullId, Lead, LeadKind, List,
    Parties, PlaceBasis, Timestamp,
};

use super::table;
use crate::{event_id, lead_id};

/// How many facts the short text quotes.
const REASONS: usize = 3;

table! {
    /// An event or chain of events that an analyst should look at. Never an accusation.
    "leads": LeadRow {
        /// Place in the order of both lists together, from 1.
        rank: i64, Plain;
        /// The lead's id, the same in every run that finds it.
        lead_id: String, Plain;
        /// Log10 odds.
        score: f64, Log10;
        /// The same as a probability.
        probability: f64, Probability;
        /// Its 5 % quantile.
        probability_low: f64, Probability;
        /// Its 95 % quantile.
        probability_high: f64, Probability;
        /// The list: dprk (a link to the DPRK is shown or possible) or evasive.
        list: List, Plain;
        /// The event that decides place and time.
        event_id: String, Plain;
        /// The kind of that event, or chain.
        kind: LeadKind, Plain;
        /// The first vessel of the deciding event; of a meeting that nobody heard the one of which the rest was found.
        mmsi_a: i64, Plain;
        /// The second vessel of the deciding event; of a meeting that nobody heard the guessed partner.
        mmsi_b: Option<i64>, Plain;
        /// The name that the first broadcast last before the deciding event ended, or else first after it; untrusted text.
        name_a: Option<String>, Plain;
        /// The same of the second; untrusted text.
        name_b: Option<String>, Plain;
        /// When the deciding event began.
        start: Timestamp, Plain;
        /// When it ended; absent while it is open.
        end: Option<Timestamp>, Plain;
        /// Latitude of the deciding event, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Longitude of the deciding event, east positive, WGS 84.
        lon: f64, Coordinate;
        /// The most likely cargo: oil, coal, other or unknown.
        cargo: Cargo, Plain;
        /// 5 % quantile of the amount.
        tonnes_low: Option<f64>, Tonnes;
        /// Median of the amount.
        tonnes_mid: Option<f64>, Tonnes;
        /// 95 % quantile of the amount.
        tonnes_high: Option<f64>, Tonnes;
        /// What the probability was fitted on: expert, simulated or reviewed.
        calibration: Calibration, Plain;
        /// The weightiest facts in words; may hold untrusted names.
        reasons: String, Plain;
        /// The ids of all its events by time, separated by spaces.
        legs: String, Plain;
        /// How likely the cargo is oil.
        cargo_oil: f64, Probability;
        /// How likely the cargo is coal.
        cargo_coal: f64, Probability;
        /// How likely the cargo is another dry one.
        cargo_other: f64, Probability;
        /// How likely it is that the facts do not tell.
        cargo_unknown: f64, Probability;
        /// Which of the hulls under `mmsi_a` it is, from 0.
        part_a: i64, Plain;
        /// Which of the hulls under `mmsi_b` it is, from 0.
        part_b: Option<i64>, Plain;
        /// Other numbers under which the first vessel probably went in this lead, separated by spaces.
        also_a: Option<String>, Plain;
        /// Other numbers under which the second probably went.
        also_b: Option<String>, Plain;
        /// Why it stands on its list: the rules that held, in words, separated by semicolons; may hold untrusted names.
        grounds: String, Plain;
        /// On what the amount rests, and in which share of the draws, or why it could not be assessed; absent where nothing that was
        /// seen can have moved cargo.
        tonnes_basis: Option<String>, Plain;
        /// How probable it is that the two vessels met, against their other possible meetings and none; absent unless they would
        /// have met unheard.
        p_met: Option<f64>, Probability;
        /// Latest name broadcast by the first, where that is another; untrusted text.
        now_a: Option<String>, Plain;
        /// The same of the second; untrusted text.
        now_b: Option<String>, Plain;
        /// How the place is known: observed, or inferred where the two would have met unheard.
        place_basis: PlaceBasis, Plain;
        /// Radius that nine times in ten holds the place at which either vessel met somebody, whoever that was; absent unless the
        /// place is inferred.
        radius_km: Option<f64>, Kilometres;
        /// The same if it was these two that met; absent where the second is never heard.
        pair_radius_km: Option<f64>, Kilometres;
    }
}

impl LeadRow {
    /// Why it stands on its list, a sentence each.
    pub fn each_ground(&self) -> impl Iterator<Item = &str> {
        self.grounds.split("; ").filter(|ground| !ground.is_empty())
    }

    /// Whether both numbers of the deciding event probably are one hull's, which went on under the second.
    pub fn is_of_one_hull(&self) -> bool {
        let second = self.mmsi_b.map(|mmsi| format!("{mmsi:09}"));
        let also = self.also_a.iter().flat_map(|numbers| numbers.split(' '));
        second.is_some_and(|second| also.into_iter().any(|number| number == second))
    }

    /// The row of a lead on `events` by hulls of `fleet`.
    pub fn of(rank: usize, lead: &Lead, events: &[Event], fleet: &Fleet) -> Self {
        let deciding = &events[lead.deciding];
        let Parties { a, b } = parties(deciding, lead);
        let (name_a, now_a) = names(a, deciding, fleet);
        let (name_b, now_b) = b.map(|b| names(b, deciding, fleet)).unwrap_or_default();
        let unheard = match &deciding.finding {
            Finding::DarkRendezvous(meeting) => Some(meeting),
            _ => None,
        };
        Self {
            rank: rank as i64,
            lead_id: lead_id(lead, events),
            score: lead.score,
            probability: lead.probability.mid,
            probability_low: lead.probability.low,
            probability_high: lead.probability.high,
            list: lead.list,
            event_id: event_id(deciding),
            kind: lead.kind,
            mmsi_a: i64::from(a.mmsi.get()),
            mmsi_b: b.map(|b| i64::from(b.mmsi.get())),
            name_a,
            name_b,
            start: deciding.start,
            end: deciding.end,
            lat: deciding.position.lat(),
            lon: deciding.position.lon(),
            cargo: lead.cargo,
            tonnes_low: lead.tonnes.map(|tonnes| tonnes.low),
            tonnes_mid: lead.tonnes.map(|tonnes| tonnes.mid),
            tonnes_high: lead.tonnes.map(|tonnes| tonnes.high),
            calibration: lead.calibration,
            reasons: reasons(&lead.evidence),
            legs: legs(lead, events),
            cargo_oil: lead.cargo_shares.oil,
            cargo_coal: lead.cargo_shares.coal,
            cargo_other: lead.cargo_shares.other,
            cargo_unknown: lead.cargo_shares.unknown,
            part_a: i64::from(a.part),
            part_b: b.map(|b| i64::from(b.part)),
            also_a: also(a, lead, events),
            also_b: b.and_then(|b| also(b, lead, events)),
            grounds: grounds(lead),
            tonnes_basis: Some(lead.tonnes_basis.0.clone()).filter(|basis| !basis.is_empty()),
            now_a,
            now_b,
            p_met: unheard.map(|meeting| meeting.probability),
            place_basis: if unheard.is_some() { PlaceBasis::Inferred } else { PlaceBasis::Observed },
            radius_km: unheard.map(|meeting| meeting.radius.km()),
            pair_radius_km: unheard.filter(|_| b.is_some()).map(|meeting| meeting.pair_radius.km()),
        }
    }
}

/// The hulls of the deciding event, a guessed one last.
fn parties(deciding: &Event, lead: &Lead) -> Parties {
    let Parties { a, b } = deciding.parties;
    match b {
        Some(b) if lead.guess == Some(a) => Parties { a: b, b: Some(a) },
        _ => deciding.parties,
    }
}

/// The name that a hull broadcast last before an event ended, or else first after it, and its latest where that is another.
fn names(hull: HullId, event: &Event, fleet: &Fleet) -> (Option<String>, Option<String>) {
    let Some(vessel) = fleet.vessel(hull) else { return (None, None) };
    let latest = vessel.identity.name.clone();
    let Some(end) = event.end else { return (latest, None) };
    let (before, after): (Vec<_>, Vec<_>) =
        vessel.timeline.iter().filter(|said| said.name.is_some()).partition(|said| said.time <= end);
    let then = before.last().or(after.first()).and_then(|said| said.content.name.clone());
    match then {
        Some(then) => (Some(then.clone()), latest.filter(|latest| *latest != then)),
        None => (latest, None),
    }
}

/// The numbers from which or to which a hull probably changed, by the events of a lead.
fn also(hull: HullId, lead: &Lead, events: &[Event]) -> Option<String> {
    let probable =
        |event: &&Event| matches!(&event.finding, Finding::IdentityChange(change) if change.is_one_hull());
    let changes = lead.legs.iter().map(|&leg| &events[leg]).filter(probable);
    let others = changes.filter_map(|change| match change.parties {
        Parties { a, b: Some(b) } if a == hull => Some(b.mmsi),
        Parties { a, b: Some(b) } if b == hull => Some(a.mmsi),
        _ => None,
    });
    let others: BTreeSet<String> = others.map(|mmsi| mmsi.to_string()).collect();
    (!others.is_empty()).then(|| others.into_iter().collect::<Vec<_>>().join(" "))
}

fn grounds(lead: &Lead) -> String {
    let texts: Vec<&str> = lead.grounds.iter().map(|ground| ground.0.as_str()).collect();
    texts.join("; ")
}

/// The weightiest facts that were seen and speak for the lead.
fn reasons(evidence: &[Evidence]) -> String {
    let mut seen: Vec<&Evidence> =
        evidence.iter().filter(|fact| fact.state == EvidenceState::Present && fact.counted > 0.0).collect();
    seen.sort_by(|one, other| other.counted.total_cmp(&one.counted));
    let texts: Vec<&str> = seen.iter().take(REASONS).map(|fact| fact.text.0.as_str()).collect();
    texts.join("; ")
}

fn legs(lead: &Lead, events: &[Event]) -> String {
    let ids: Vec<String> = lead.legs.iter().map(|leg| event_id(&events[*leg])).collect();
    ids.join(" ")
}

#[cfg(test)]
mod tests {
    use model::{Identity, Loitering, Metres, Span, Surroundings, Timeline, Transmitter, Vessel};

    use super::*;
    use crate::store::testing::{hours, mmsi, report};

    fn hull() -> HullId {
        HullId { mmsi: mmsi(1), part: 0 }
    }

    /// A fleet of one ship that tells these names at these hours.
    fn fleet(names: &[(i64, &str)]) -> Fleet {
        let timeline: Timeline = names.iter().map(|&(at, name)| report(1, at, name, 1)).collect();
        let identity = timeline.last().map_or_else(Identity::default, |said| said.content.clone());
        let (transmitter, first_seen, last_seen) = (Transmitter::ClassA, hours(0), hours(100));
        let vessel = Vessel {
            hull: hull(),
            identity,
            timeline,
            transmitter,
            first_seen,
            last_seen,
            unplaced: Vec::new(),
        };
        Fleet { vessels: vec![vessel], ..Fleet::default() }
    }

    /// A wait of the ship from an hour on, and to another if it ended.
    fn wait(from: i64, to: Option<i64>) -> Event {
        let finding = Finding::Loitering(Loitering {
            mean_speed: model::Knots(0.5),
            drift: Metres(100.0),
            fixes: 10,
            longest_silence: Span::ZERO,
        });
        let position = model::Position::from_degrees(model::Degrees(30.0), model::Degrees(124.0));
        Event {
            finding,
            parties: Parties { a: hull(), b: None },
            start: hours(from),
            end: to.map(hours),
            position: position.expect("a place on Earth"),
            surroundings: Surroundings { shore: None, port: None, in_anchorage: false, others_near: 0 },
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_ship_bears_the_name_that_it_told_when_a_lead_happened_and_beside_it_the_one_that_it_told_since() {
        let renamed = fleet(&[(10, "XIN GRACE 86"), (60, "NEW TRADER 54")]);
        let told = |from, to| {
            let (name, now) = names(hull(), &wait(from, to), &renamed);
            (name.expect("it told one"), now)
        };
        let (old, new) = ("XIN GRACE 86".to_owned(), "NEW TRADER 54".to_owned());
        assert_eq!(told(20, Some(30)), (old.clone(), Some(new.clone())), "renamed later");
        assert_eq!(told(70, Some(80)), (new.clone(), None), "renamed before");
        assert_eq!(told(50, Some(70)), (new.clone(), None), "renamed meanwhile");
        assert_eq!(told(1, Some(5)), (old, Some(new.clone())), "before it told any");
        assert_eq!(told(20, None), (new, None), "it lasts");
        assert_eq!(names(hull(), &wait(20, Some(30)), &fleet(&[])), (None, None), "it never told one");
    }
}

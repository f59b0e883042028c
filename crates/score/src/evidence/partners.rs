//! Several at once or one after another: a raft about a crane barge (E4), and a ship that met two or more within three days (E5).
//!
//! Both rest on what the lead's own ships did: whom a counterparty of which nothing was found met besides is its own business. Who lay in
//! a raft is told once, as the raft: of a ship that lay in one and met nobody else E5 says nothing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use model::{Encounter, Event, Finding, HullId, Interval, Location, Span};

use super::Seen;
use super::counterparty::has_finding;
use crate::Indicator::{E4, E5};
use crate::degree::Degree;
use crate::standing::Standing;
use crate::subject::{Presence, Subject};
use crate::world::partner;

/// E4 where a raft was heard, and E5.
pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let raft = Raft::of(subject);
    let met = partners(raft.as_ref(), subject);
    raft.map(|raft| raft.seen(subject)).into_iter().chain([met]).collect()
}

/// The ships of the lead itself: those of the deciding event of which anything was found, or both where nothing was of either.
fn own_hulls(subject: Subject<'_>) -> Vec<HullId> {
    let found: Vec<HullId> = subject.hulls().filter(|&hull| has_finding(hull, subject)).collect();
    if found.is_empty() { subject.hulls().collect() } else { found }
}

/// E5: the ship that met most others, neighbours in roads left out; the more it met in the days of a chain, the less it says.
fn partners(raft: Option<&Raft>, subject: Subject<'_>) -> Seen {
    let hulls = own_hulls(subject);
    let met = hulls.iter().map(|&hull| Met::by(hull, raft, subject));
    let most = met.max_by(|a, b| {
        let key = |met: &Met| (met.occasions, met.others.len(), Reverse(met.hull));
        a.share(subject).total_cmp(&b.share(subject)).then_with(|| key(a).cmp(&key(b)))
    });
    match most {
        Some(met) if met.occasions >= 2 => met.seen(subject),
        Some(met) if met.others.len() >= 2 => {
            Seen::unknown(E5, "those whom it met lay in one raft, which counts as such")
        }
        Some(Met { others, cites, .. })
            if others.len() == 1 && subject.presence() == Presence::Throughout =>
        {
            Seen::absent(E5, "one partner was heard, and no more around that time", &cites)
        }
        _ => Seen::unknown(E5, "partners may have been silent"),
    }
}

/// Whom a hull met within three days that touch the deciding event, and where that was heard.
struct Met {
    hull: HullId,
    others: BTreeSet<HullId>,
    /// How many that is where those of a raft are one.
    occasions: usize,
    cites: Vec<Location>,
}

impl Met {
    fn by(hull: HullId, raft: Option<&Raft>, subject: Subject<'_>) -> Self {
        let days = windows(hull, subject).into_iter().map(|window| Self::within(window, hull, raft, subject));
        let nobody = Self { hull, others: BTreeSet::new(), occasions: 0, cites: Vec::new() };
        days.fold(nobody, |most, met| {
            let key = |met: &Self| (met.occasions, met.others.len());
            if key(&met) > key(&most) { met } else { most }
        })
    }

    fn within(window: Interval, hull: HullId, raft: Option<&Raft>, subject: Subject<'_>) -> Self {
        let mut met = Self { hull, others: BTreeSet::new(), occasions: 0, cites: Vec::new() };
        for event in subject.world.meetings(hull, window, Span::ZERO, Standing::Seed) {
            met.others.extend(partner(event, hull));
            met.cites.extend(&event.cites);
        }
        let in_raft = met.others.iter().filter(|other| raft.is_some_and(|raft| raft.holds(**other))).count();
        met.occasions = met.others.len() - in_raft.saturating_sub(1);
        met
    }

    /// What it says: nothing of one partner, less the more the hull met in the days of a chain.
    fn share(&self, subject: Subject<'_>) -> f64 {
        if self.occasions < 2 {
            return 0.0;
        }
        self.degree(subject).weight(subject.world.weights.contact.free_partners)
            * subject.certainty(self.hull)
    }

    fn degree(&self, subject: Subject<'_>) -> Degree {
        subject.world.degree(self.hull, subject.interval())
    }

    fn seen(&self, subject: Subject<'_>) -> Seen {
        let limits = &subject.world.weights.contact;
        let (hull, count, hours) = (self.hull, self.others.len(), limits.partners_hours);
        let as_one = if self.occasions < count { ", those of the raft counted as one" } else { "" };
        let degree = self.degree(subject);
        let is_many = degree.weight(limits.free_partners) < 1.0;
        let many = if is_many { at_work(degree, subject) } else { String::new() };
        let text = format!(
            "a vessel broadcasting MMSI {hull} met or lay near {count} others within {hours:.0} h{as_one}{many}"
        );
        Seen::present(E5, text, &self.cites).at_share(self.share(subject))
    }
}

/// Why many partners say less than a few.
fn at_work(degree: Degree, subject: Subject<'_>) -> String {
    format!("; each is {}, as customers of a bunker barge are", degree.words(subject.world))
}

/// Three days from the end of each meeting of a hull on, as far as they touch the deciding event.
fn windows(hull: HullId, subject: Subject<'_>) -> Vec<Interval> {
    let within = Span::from_secs_f64(subject.world.weights.contact.partners_hours * 3600.0);
    let (world, lead) = (subject.world, subject.interval());
    let met = world.meetings(hull, lead, within, Standing::Seed);
    let from = met.map(|event| world.interval(event).end().min(lead.end()));
    let windows = from.map(|from| Interval::between(from, from.saturating_add(within)));
    windows.filter(|window| window.overlap(lead).is_some()).collect()
}

/// A hull as long as a crane barge with two others beside it.
struct Raft {
    crane: HullId,
    others: BTreeSet<HullId>,
}

impl Raft {
    fn of(subject: Subject<'_>) -> Option<Self> {
        let middle = subject.hulls().flat_map(|hull| {
            let partners = beside(hull, subject).filter_map(move |(_, event)| partner(event, hull));
            std::iter::once(hull).chain(partners)
        });
        let rafts = middle.filter(|&hull| is_crane(hull, subject)).map(|crane| {
            let others = beside(crane, subject).filter_map(|(_, event)| partner(event, crane)).collect();
            Self { crane, others }
        });
        rafts.into_iter().find(|raft| raft.others.len() >= 2)
    }

    fn holds(&self, hull: HullId) -> bool {
        self.crane == hull || self.others.contains(&hull)
    }

    fn seen(&self, subject: Subject<'_>) -> Seen {
        let crane = self.crane;
        let cites: Vec<Location> =
            beside(crane, subject).flat_map(|(_, event)| event.cites.iter().copied()).collect();
        let text = format!(
            "a vessel broadcasting MMSI {crane}, as long as a crane barge, {}, consistent with a raft",
            lay_beside(crane, subject)
        );
        Seen::present(E4, text, &cites)
    }
}

/// That a hull lay beside others: a fact where it was heard near them for most of it, else a possibility. The hours beside each overlap, so
/// that each stands by itself, of the hours that all of them cover.
fn lay_beside(crane: HullId, subject: Subject<'_>) -> String {
    let met = || beside(crane, subject).filter_map(|(_, event)| Some((event, encounter(event)?)));
    let heard: f64 = met().map(|(_, met)| met.observed.minutes()).sum();
    let supposed: f64 = met().map(|(_, met)| met.bridged.minutes()).sum();
    let told = || {
        let stay = Interval::covered(met().map(|(event, _)| subject.world.interval(event)));
        let near = near_each(met().filter_map(|(event, met)| Some((partner(event, crane)?, met.observed))));
        format!("heard {near} of {}", model::lasting(stay.minutes()))
    };
    match () {
        () if supposed < 1.0 => "lay beside two others".to_owned(),
        () if heard <= 0.0 => "may have lain beside two others, never heard in the same hour".to_owned(),
        () if heard < supposed => format!("may have lain beside two others, {}", told()),
        () => format!("lay beside two others, {}", told()),
    }
}

/// For how long a hull was heard near each of the two others near which it was heard longest.
fn near_each(heard: impl Iterator<Item = (HullId, Span)>) -> String {
    let mut near: BTreeMap<HullId, Span> = BTreeMap::new();
    for (other, span) in heard {
        let told = near.entry(other).or_default();
        *told = *told + span;
    }
    let mut near: Vec<f64> = near.into_values().map(Span::minutes).collect();
    near.sort_by(|one, other| other.total_cmp(one));
    match near[..] {
        [one, other, ..] if other > 0.0 => {
            format!("near one for {} and near another for {}", model::lasting(one), model::lasting(other))
        }
        _ => format!("near one alone for {}", model::lasting(near.first().copied().unwrap_or_default())),
    }
}

const fn encounter(event: &Event) -> Option<&Encounter> {
    match &event.finding {
        Finding::Encounter(encounter) => Some(encounter),
        _ => None,
    }
}

fn is_crane(hull: HullId, subject: Subject<'_>) -> bool {
    let limits = &subject.world.weights.contact;
    let length = subject.world.craft(hull).length;
    length.is_some_and(|length| (limits.crane_min_m..=limits.crane_max_m).contains(&length.0))
}

/// Meetings of a hull, close and long enough for a raft, that share hours with the deciding event.
fn beside(hull: HullId, subject: Subject<'_>) -> impl Iterator<Item = (Interval, &'_ Event)> {
    let limits = subject.world.weights.contact;
    let met = subject.world.around(hull, subject.interval()).map(move |at| subject.world.event(at));
    met.filter_map(move |event| {
        let Finding::Encounter(encounter) = &event.finding else { return None };
        let shared = subject.world.interval(event).overlap(subject.interval())?;
        let fits = encounter.median_distance.0 <= limits.raft_m && shared.span().hours() >= limits.raft_hours;
        fits.then_some((shared, event))
    })
}

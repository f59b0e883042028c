//! Where it happened: areas of recorded transfers, waters of the DPRK, offshore, bunkering anchorages.

use model::{Event, EventKind, Finding, HullId, Metres, Span};

use super::Seen;
use crate::Indicator::{G1, G2, G3, N1};
use crate::subject::Subject;
use crate::world::is_contact;
use crate::world::parties;

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    if subject.deciding().kind() == EventKind::PortVisit {
        return vec![Seen::unknown(G1, "a call at a port is counted as such, not as a place at sea")];
    }
    if !subject.world.weights.place.on_record {
        let why = "areas of recorded transfers are left out";
        return vec![Seen::unknown(G1, why), Seen::unknown(G2, why), high_seas(subject), bunkering(subject)];
    }
    vec![hot_spot(subject), dprk_waters(subject), high_seas(subject), bunkering(subject)]
}

/// G1, best of the deciding event and the other meetings; where a ship waited at another time says nothing of where it met.
fn hot_spot(subject: Subject<'_>) -> Seen {
    let tells = |event: &&Event| {
        event.kind() != EventKind::Loitering
            || subject.world.interval(event).overlap(subject.interval()).is_some()
    };
    let places = std::iter::once(subject.deciding()).chain(subject.contacts().filter(tells));
    let found = places.filter_map(|event| area_of(event, subject));
    let best = found.max_by(|a, b| a.share.total_cmp(&b.share));
    best.unwrap_or_else(|| {
        let event = subject.deciding();
        Seen::absent(
            G1,
            format!("{} lies in no area of recorded transfers", Subject::place(event)),
            &event.cites,
        )
    })
}

fn area_of(event: &Event, subject: Subject<'_>) -> Option<Seen> {
    let world = subject.world;
    if world.scene.chart.anchorage_at(event.position).is_some_and(|anchorage| anchorage.bunkering) {
        return None;
    }
    let weak = world.weights.place.inactive_weight;
    let found = world.transfer_areas(event.position).map(|area| {
        let active = area.active_at(event.start);
        let share = if active { 1.0 } else { weak } * if world.is_search_box(area) { weak } else { 1.0 };
        let share = share * certainty(event, subject);
        let dated = if active { "on record for that time" } else { "on record, but for other years" };
        let text = format!(
            "{} lies in the area {:?} of transfers {dated}{}",
            Subject::place(event),
            area.name,
            subject.elsewhere(event)
        );
        Seen::present(G1, text, &event.cites).at_share(share)
    });
    found.max_by(|a, b| a.share.total_cmp(&b.share))
}

/// How sure it is that anything happened there: another unseen meeting of the chain is a guess.
fn certainty(event: &Event, subject: Subject<'_>) -> f64 {
    match &event.finding {
        Finding::DarkRendezvous(meeting) if !std::ptr::eq(event, subject.deciding()) => {
            meeting.probability_by_courses
        }
        _ => 1.0,
    }
}

/// G2: a hull that is not under the DPRK's flag, stopped inside; calls at ports are counted as calls.
fn dprk_waters(subject: Subject<'_>) -> Seen {
    let limits = &subject.world.weights.place;
    let inside = |event: &&Event| {
        is_contact(event)
            && subject.world.in_dprk_waters(event.position)
            && parties(event).any(|hull| !crate::link::is_dprk(hull.mmsi))
    };
    let stopped = |event: &&Event| {
        let hours = subject.world.interval(event).span().hours();
        hours >= limits.stopped_hours && is_slow(event, limits.stopped_knots)
    };
    match subject.legs().filter(inside).find(stopped) {
        Some(event) => {
            let hours = subject.world.interval(event).span().hours();
            let hull = stopped_hull(event, subject);
            let text = format!(
                "a vessel broadcasting MMSI {hull} was stopped for {hours:.1} h at {}, inside waters of the DPRK{}{}",
                event.position,
                unheard(event),
                subject.elsewhere(event)
            );
            Seen::present(G2, text, &event.cites)
                .at_share(subject.certainty(hull) * certainty(event, subject))
        }
        None => Seen::absent(G2, "no stop inside waters of the DPRK was heard", &[]),
    }
}

/// The hull of a stop of which G2 speaks: one of the deciding event before another that it met.
fn stopped_hull(event: &Event, subject: Subject<'_>) -> HullId {
    let foreign = || parties(event).filter(|hull| !crate::link::is_dprk(hull.mmsi));
    let own = foreign().find(|hull| subject.hulls().any(|party| party == *hull));
    own.or_else(|| foreign().next()).unwrap_or(event.parties.a)
}

/// Of a stop, what of it was not heard, where that is an hour or more: where the hull was then is supposed.
fn unheard(event: &Event) -> String {
    let (silent, whose) = match &event.finding {
        Finding::Encounter(met) => (met.bridged, "a silence of it or of the ship beside it"),
        Finding::Loitering(wait) => (wait.longest_silence, "one silence"),
        _ => (Span::ZERO, ""),
    };
    if silent <= Span::from_hours(1) {
        return String::new();
    }
    format!(", {:.1} h of it in {whose}", silent.hours())
}

fn is_slow(event: &Event, limit_knots: f64) -> bool {
    match &event.finding {
        Finding::Encounter(encounter) => encounter.median_speed.0 < limit_knots,
        Finding::Loitering(loitering) => loitering.mean_speed.0 < limit_knots,
        _ => false,
    }
}

fn high_seas(subject: Subject<'_>) -> Seen {
    let event = subject.deciding();
    let Some(open) = subject.world.is_offshore(event) else {
        return Seen::unknown(G3, "the chart gives no distance to shore");
    };
    let shore = event.surroundings.shore.unwrap_or_default();
    let miles = shore.0 / Metres::NAUTICAL_MILE.0;
    let port = event
        .surroundings
        .port
        .map_or(String::new(), |port| format!(" and {:.0} km from the nearest port", port.km()));
    let text = format!("{miles:.0} nmi from shore{port}");
    if open {
        Seen::present(G3, text, &event.cites)
    } else {
        Seen::absent(G3, text + &roads(event, subject), &event.cites)
    }
}

/// The name of the port off which something was seen, as near as roads lie.
fn roads(event: &Event, subject: Subject<'_>) -> String {
    let port = subject.world.scene.chart.nearest_port(event.position);
    let near = port.filter(|(_, distance)| event.surroundings.port.is_some() && *distance <= ROADS);
    near.map_or(String::new(), |(port, _)| format!(", {:?}", port.name))
}

/// Roads belong to the port behind them (design: Nampo's lie 10 km off).
pub(super) const ROADS: Metres = Metres::from_km(30.0);

fn bunkering(subject: Subject<'_>) -> Seen {
    let event = subject.deciding();
    let anchorage =
        subject.world.scene.chart.anchorage_at(event.position).filter(|anchorage| anchorage.bunkering);
    match anchorage {
        Some(anchorage) => {
            let text = format!("inside the {}, where ships are bunkered every day", anchorage.name);
            Seen::present(N1, text, &event.cites)
        }
        None => Seen::absent(N1, "inside no listed bunkering anchorage", &event.cites),
    }
}

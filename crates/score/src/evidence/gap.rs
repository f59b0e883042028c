//! Silences: under good reception, long enough for Nampo, begun on the way there.

use model::{Event, Gap, Metres};

use super::Seen;
use crate::Indicator::{self, D1, D2, D3};
use crate::silence::{Hearing, hearing, is_bound_for_nampo, is_supply_run, reaches_nampo};
use crate::subject::{Presence, Subject};

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let run = supply(subject).unwrap_or_else(|| nampo(subject));
    vec![switched_off(subject), run, heading_there(subject)]
}

/// Silences, those of hulls that surely took part first.
fn surest(subject: Subject<'_>) -> Vec<(&Event, &Gap)> {
    let mut gaps: Vec<_> = subject.gaps().collect();
    gaps.sort_by(|(one, _), (other, _)| certainty(other, subject).total_cmp(&certainty(one, subject)));
    gaps
}

fn certainty(event: &Event, subject: Subject<'_>) -> f64 {
    subject.certainty(event.parties.a)
}

fn present(indicator: Indicator, text: String, event: &Event, subject: Subject<'_>) -> Seen {
    Seen::present(indicator, text, &event.cites).at_share(certainty(event, subject))
}

/// How much a silence says of a switch-off: as much as it is surely one; less of a guessed partner, near the shore, and of a hull not
/// heard again.
fn switch_off_share(event: &Event, gap: &Gap, subject: Subject<'_>) -> f64 {
    let limits = &subject.world.weights.gap;
    let lr = subject.world.weights.weight(D1).lr;
    let of_reception = gap.p_intentional.map_or(0.0, |p| {
        let ratio = probably(odds_raised(p, limits.prior), limits.switched_off, lr);
        ratio.log10() / lr.log10()
    });
    let of_end = if event.end.is_none() { limits.open_weight } else { 1.0 };
    certainty(event, subject) * place_share(event, subject) * of_end * of_reception.clamp(0.0, 1.0)
}

/// How many times likelier what was heard is of ships of which a share does something than of others, which do so `lr` times less often,
/// if it is so many times likelier of whoever does it than of whoever does not.
fn probably(raised: f64, share: f64, lr: f64) -> f64 {
    let of = |share: f64| if raised.is_finite() { share * raised + 1.0 - share } else { share };
    of(share) / of(share / lr)
}

/// Near the shore berths hide antennas.
fn place_share(event: &Event, subject: Subject<'_>) -> f64 {
    let weights = subject.world.weights;
    let offshore = weights.place.offshore_nmi * Metres::NAUTICAL_MILE.0;
    let near_shore = event.surroundings.shore.is_some_and(|shore| shore.0 <= offshore);
    if near_shore { weights.gap.near_shore_weight } else { 1.0 }
}

/// How many times greater the odds of a probability are than those of its prior.
fn odds_raised(p: f64, prior: f64) -> f64 {
    let odds = |p: f64| p / (1.0 - p);
    odds(p) / odds(prior)
}

/// Whether a silence can be a switch-off: long, begun at sea, and while others were heard.
pub(crate) fn is_switch_off(event: &Event, gap: &Gap, subject: Subject<'_>) -> bool {
    is_long_at_sea(event, gap, subject) && hearing(gap, subject.world) == Hearing::Good
}

fn is_long_at_sea(event: &Event, gap: &Gap, subject: Subject<'_>) -> bool {
    is_long(event, gap, subject) && !subject.world.in_port_limits(event)
}

fn is_long(event: &Event, gap: &Gap, subject: Subject<'_>) -> bool {
    subject.world.unheard(event, gap).hours() >= subject.world.weights.gap.hours
}

/// D1, the silence that says most first, of equals the longest.
fn switched_off(subject: Subject<'_>) -> Seen {
    let mut gaps: Vec<_> =
        subject.gaps().filter(|(event, gap)| is_long_at_sea(event, gap, subject)).collect();
    gaps.sort_by(|(one, its), (other, others)| {
        let span = |event, gap| subject.world.unheard(event, gap);
        let share = |event, gap| switch_off_share(event, gap, subject);
        share(other, others).total_cmp(&share(one, its)).then(span(other, others).cmp(&span(one, its)))
    });
    if let Some((event, gap)) = gaps.iter().find(|(_, gap)| hearing(gap, subject.world) == Hearing::Good) {
        let share = switch_off_share(event, gap, subject);
        return Seen::present(D1, words(event, gap, subject), &event.cites).at_share(share);
    }
    match gaps.first() {
        Some((_, gap)) if hearing(gap, subject.world) == Hearing::Poor => {
            Seen::unknown(D1, "reception cannot tell a transceiver switched off from one not heard")
        }
        Some(_) => Seen::unknown(D1, "nothing tells how well the hull would have been heard then"),
        None if subject.gaps().any(|(event, gap)| is_long(event, gap, subject)) => {
            Seen::unknown(D1, "the silence began in a port or anchorage, where antennas are hidden")
        }
        None => no_silence(subject),
    }
}

/// D1 where no silence long enough stands near the event.
fn no_silence(subject: Subject<'_>) -> Seen {
    match subject.presence() {
        Presence::Throughout => {
            let who = if subject.hulls().count() == 1 { "the hull was" } else { "the hulls were" };
            let text = format!("{who} heard a day before and after without a long silence");
            Seen::absent(D1, text, &subject.deciding().cites)
        }
        Presence::WithSilence => Seen::unknown(D1, "a silence near the event is too short to tell"),
        Presence::WithNoSilence => Seen::unknown(
            D1,
            "a silence near the event was none: the hull was heard under another number, at false positions or without a \
             position",
        ),
        Presence::InPart => {
            Seen::unknown(D1, "a hull was not heard both a day before the event and a day after it")
        }
    }
}

/// Fewer hours on the way are how speeds are measured and capes rounded.
const IDLE_TOLD_FROM_H: f64 = 3.0;

fn words(event: &Event, gap: &Gap, subject: Subject<'_>) -> String {
    let heard = others_heard(gap, subject.world.weights.gap.least_expected);
    let p = model::probability(gap.p_intentional.unwrap_or_default());
    let prior = model::probability(subject.world.weights.gap.prior);
    let beyond_h = gap.facts.map_or(0.0, |facts| facts.beyond.hours());
    let beyond = if beyond_h >= 1.0 {
        format!("perhaps beyond the waters of the archive for up to {beyond_h:.0} h; ")
    } else {
        String::new()
    };
    // Idle hours are told without those beyond, which weigh for nothing; the way took as many less with them.
    let idle_h = gap.facts.map_or(0.0, |facts| facts.idle.hours());
    let idle = if idle_h >= IDLE_TOLD_FROM_H {
        let less_h = idle_h + beyond_h;
        format!("its way at the speeds told took {less_h:.0} h less; ")
    } else {
        String::new()
    };
    let open = if event.end.is_none() { " and to the end of the archive" } else { "" };
    let hours = subject.world.interval(event).span().hours();
    let unplaced = gap.unplaced.filter(|unplaced| unplaced.longest_unheard.hours() < hours - 1.0);
    let unplaced = unplaced.map_or_else(String::new, |unplaced| {
        format!("at no place, and for {:.1} h of them not at all, ", unplaced.longest_unheard.hours())
    });
    format!(
        "a vessel broadcasting MMSI {} was not heard for {hours:.1} h{open}, {unplaced}{heard}{idle}{beyond}by reception it was off the air with \
         probability {p}, against {prior} for any silence; failed equipment looks the same",
        event.parties.a,
    )
}

/// How others were heard where a silence began, and in how many hours they could be.
fn others_heard(gap: &Gap, least: u32) -> String {
    let hours = gap.reception.expected;
    match gap.reception.share() {
        None => String::new(),
        Some(_) if hours < least => {
            format!("while too few other hulls nearby were on air to judge by ({hours} h); ")
        }
        Some(share) => format!(
            "while other hulls nearby were heard in {:.0} % of their {hours} h on air; ",
            share * 100.0
        ),
    }
}

/// D2 of a linked tanker that may have loaded where the DPRK's tankers do, or have lain at a berth where it was not heard.
fn supply(subject: Subject<'_>) -> Option<Seen> {
    let silences = surest(subject);
    let (event, _) = silences.into_iter().find(|(event, gap)| is_supply_run(event, gap, subject.world))?;
    let limits = &subject.world.weights;
    let text = format!(
        "a silence of {:.1} days of a vessel broadcasting MMSI {} leaves time to go to {}, load there and come back at \
         {:.0} kn",
        subject.world.interval(event).span().hours() / 24.0,
        event.parties.a,
        limits.port.supplier_ports.join(" or "),
        limits.gap.nampo_knots
    );
    let share = certainty(event, subject) * place_share(event, subject);
    Some(Seen::present(D2, text, &event.cites).at_share(share))
}

/// D2: reach, where others were heard: a hole of the archive leaves time for anything.
fn nampo(subject: Subject<'_>) -> Seen {
    let judged = surest(subject).into_iter().filter(|(_, gap)| hearing(gap, subject.world) == Hearing::Good);
    let reach: Vec<_> =
        judged.map(|(event, gap)| (event, reaches_nampo(event, gap, subject.world))).collect();
    let days = |event: &Event| subject.world.interval(event).span().hours() / 24.0;
    let limits = &subject.world.weights.gap;
    let fits = |event: &Event| (limits.nampo_min_days..=limits.nampo_max_days).contains(&days(event));
    if let Some((event, _)) = reach.iter().find(|(_, reaches)| *reaches == Some(true)) {
        let text = format!(
            "a silence of {:.1} days of a vessel broadcasting MMSI {} leaves time to go to Nampo, lie there and come back at \
             {:.0} kn",
            days(event),
            event.parties.a,
            limits.nampo_knots
        );
        return present(D2, text, event, subject);
    }
    match reach.iter().find(|(event, reaches)| *reaches == Some(false) && fits(event)) {
        Some((event, _)) => {
            let text = format!(
                "a silence of {:.1} days of a vessel broadcasting MMSI {} is too short for Nampo and back from there",
                days(event),
                event.parties.a
            );
            Seen::absent(D2, text, &event.cites).at_share(certainty(event, subject))
        }
        None => Seen::unknown(D2, "no closed silence of some days under known reception"),
    }
}

/// D3: the course of the last fix before a silence, if reception was not known to be poor, meets the line off Nampo.
fn heading_there(subject: Subject<'_>) -> Seen {
    let mut heard = None;
    let judged = surest(subject).into_iter().filter(|(_, gap)| hearing(gap, subject.world) != Hearing::Poor);
    for (event, gap) in judged {
        let (Some(course), Some(speed)) = (gap.last_course, gap.last_speed) else { continue };
        let text = format!(
            "a vessel broadcasting MMSI {} was last heard at {} on course {:.0} at {:.1} kn",
            event.parties.a, event.position, course.0, speed.0
        );
        if is_bound_for_nampo(event, gap, subject.world) {
            let text = format!("{text}, towards the line off Nampo where ships fall silent");
            return present(D3, text, event, subject);
        }
        heard.get_or_insert_with(|| Seen::absent(D3, text, &event.cites));
    }
    heard.unwrap_or_else(|| {
        Seen::unknown(D3, "no silence that reception leaves open began with a known course and speed")
    })
}

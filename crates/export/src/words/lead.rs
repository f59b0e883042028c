//! A lead in words: whom it is about, why and how surely it stands where it does, and how much was carried.

use case::render::visible;
use case::{EvidenceRow, LeadRow};
use model::{Cargo, List};

use super::{met, minute};
use crate::quotes::quoted;

/// What a list claims of its leads.
pub const fn list(list: List) -> &'static str {
    match list {
        List::Dprk => "dprk: a link to the DPRK is shown or possible",
        List::Evasive => {
            "evasive: no link to the DPRK is shown; it stands here for a sign of concealment, or for all that was seen together"
        }
    }
}

/// How probable a lead is, never without its interval.
pub fn probability(lead: &LeadRow) -> String {
    let [p, low, high] =
        [lead.probability, lead.probability_low, lead.probability_high].map(model::probability);
    if low == high {
        format!("probability {p}, as at both ends of its interval")
    } else {
        format!("probability {p}, between {low} and {high}")
    }
}

/// When a lead began and ended; one that is open lasts to the end of the archive.
pub fn span(lead: &LeadRow) -> String {
    let start = minute(lead.start);
    match lead.end.map(minute) {
        Some(end) => format!("{start} to {end} UTC"),
        None => format!("{start} UTC to the end of the archive"),
    }
}

/// Who a lead is about: the numbers and names that were broadcast; whether two met unheard is a guess.
pub fn parties(lead: &LeadRow, guess: Option<f64>) -> String {
    let party = |mmsi: i64, name: &Option<String>, also: &Option<String>| {
        let also = also.as_deref().map(|also| format!(", probably {also} too,")).unwrap_or_default();
        vessel(mmsi, name.as_deref()) + &also
    };
    let first = party(lead.mmsi_a, &lead.name_a, &lead.also_a);
    if let (Some(mmsi), true) = (lead.mmsi_b, lead.is_of_one_hull()) {
        let first = party(lead.mmsi_a, &lead.name_a, &None);
        return format!("{first}, then {mmsi:09}: probably one hull");
    }
    let second = lead.mmsi_b.map(|mmsi| party(mmsi, &lead.name_b, &lead.also_b));
    let Some(second) = second else { return first.trim_end_matches(',').to_owned() };
    let second = second.trim_end_matches(',');
    match guess {
        Some(p) => format!("{first} and perhaps {second}; they met {}", met(p)),
        None => format!("{first} and {second}"),
    }
}

/// A vessel by its number, and the name that it broadcasts.
pub(super) fn vessel(mmsi: i64, name: Option<&str>) -> String {
    let named = name.map(|name| format!(" ({})", visible(&quoted(name)))).unwrap_or_default();
    format!("a vessel broadcasting MMSI {mmsi:09}{named}")
}

/// From which log10 odds every candidate of the case starts, before any fact counts.
pub fn prior<'a>(lead: &LeadRow, facts: impl IntoIterator<Item = &'a EvidenceRow>) -> f64 {
    lead.score - facts.into_iter().map(|fact| fact.counted).sum::<f64>()
}

/// How the facts of a lead make its score.
pub fn sum<'a>(lead: &LeadRow, facts: impl IntoIterator<Item = &'a EvidenceRow>) -> String {
    let (prior, score) = (prior(lead, facts), lead.score);
    format!("with {prior:+.2}, from which every candidate starts, these make {score:+.2}")
}

/// How probable the likeliest cargo of a lead is.
pub const fn cargo_share(lead: &LeadRow) -> f64 {
    match lead.cargo {
        Cargo::Oil => lead.cargo_oil,
        Cargo::Coal => lead.cargo_coal,
        Cargo::Other => lead.cargo_other,
        Cargo::Unknown => lead.cargo_unknown,
    }
}

/// The likeliest cargo of a lead and how much of it.
pub fn cargo(lead: &LeadRow) -> String {
    let tonnes = match (lead.tonnes_low, lead.tonnes_mid, lead.tonnes_high) {
        (Some(low), Some(mid), Some(high)) => {
            format!("; consistent with {low:.0} to {high:.0} t, median {mid:.0} t")
        }
        _ => String::new(),
    };
    format!(
        "cargo {} with probability {}{tonnes}",
        lead.cargo.as_str(),
        model::probability(cargo_share(lead))
    )
}

/// On what the tonnes of a lead rest, and what their interval is; nothing where it tells none.
pub fn tonnes_basis(lead: &LeadRow) -> Option<String> {
    let (low, high) = (lead.tonnes_low?, lead.tonnes_high?);
    let basis = lead.tonnes_basis.as_deref()?;
    let interval = format!("one draw in twenty lies below {low:.0} t and one above {high:.0} t");
    Some(format!("the tonnes rest on {basis}; {interval}"))
}

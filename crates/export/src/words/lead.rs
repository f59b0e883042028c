//! A lead in words: whom it is about, why and how surely it stands where it does, and how much was carried.

use case::{EvidenceRow, LeadRow};
use model::{Cargo, List};

use super::minute;
use crate::lang::Lang;

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

/// Whether a lead more probably than not carried its likeliest cargo.
pub fn is_cargo_probable(lead: &LeadRow) -> bool {
    cargo_share(lead) >= EVEN
}

/// A cargo that is less probable than this is not what a lead more probably than not carried.
const EVEN: f64 = 0.5;

/// The likeliest cargo of a lead and how much of it.
pub fn cargo(lang: Lang, lead: &LeadRow) -> String {
    let (cargo, share) = (lang.cargo(lead.cargo), model::probability(cargo_share(lead)));
    let tonnes = match (lead.tonnes_low, lead.tonnes_mid, lead.tonnes_high) {
        (Some(low), Some(mid), Some(high)) => match lang {
            Lang::En => format!("; consistent with {low:.0} to {high:.0} t, median {mid:.0} t"),
            Lang::Ko => format!("; 물량 {low:.0}~{high:.0} t과 부합, 중앙값 {mid:.0} t"),
        },
        _ => String::new(),
    };
    match lang {
        Lang::En => format!("cargo {cargo} with probability {share}{tonnes}"),
        Lang::Ko => format!("화물 {cargo}, 확률 {share}{tonnes}"),
    }
}

/// On what the tonnes of a lead rest, and what their interval is, or why they could not be assessed; nothing where none moved.
pub fn tonnes_basis(lead: &LeadRow) -> Option<String> {
    let basis = lead.tonnes_basis.as_deref()?;
    let Some((low, high)) = lead.tonnes_low.zip(lead.tonnes_high) else {
        return Some(format!("the tonnes {basis}"));
    };
    let interval = format!("one draw in twenty lies below {low:.0} t and one above {high:.0} t");
    Some(format!("the tonnes rest on {basis}; {interval}"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{lead_of, meeting};
    use super::*;

    #[test]
    fn where_tonnes_could_not_be_assessed_the_reason_is_told_and_where_nothing_moved_none_is() {
        let basis = |told: &str| LeadRow { tonnes_basis: Some(told.to_owned()), ..lead_of(&meeting(4)) };
        let untold = tonnes_basis(&basis("could not be assessed: why")).unwrap();
        assert_eq!(untold, "the tonnes could not be assessed: why");
        let told = LeadRow { tonnes_low: Some(500.0), tonnes_high: Some(900.0), ..basis("draughts") };
        let interval = "; one draw in twenty lies below 500 t and one above 900 t";
        assert_eq!(tonnes_basis(&told).unwrap(), format!("the tonnes rest on draughts{interval}"));
        assert_eq!(tonnes_basis(&lead_of(&meeting(4))), None);
    }
}

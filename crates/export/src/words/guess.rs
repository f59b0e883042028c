//! Whom a hull may have met unheard, and how probable that is.

use std::collections::BTreeSet;

use case::EventRow;

use super::mmsi;

/// The guesses at the partner of one hull, the likeliest first, each with its probability and the hours that it could
/// have been beside it.
pub fn guesses(guesses: &[&EventRow], hull: i64, shown: usize) -> String {
    let partners = partners(guesses, hull);
    let named: Vec<String> = partners.iter().take(shown).map(Partner::words).collect();
    let rest = partners.len().saturating_sub(shown);
    let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
    match partners.len() {
        1 => format!("possible partner, unheard: {}, {AGAINST}", named.join("")),
        count => format!("{count} possible partners, unheard, {AGAINST}: {}{more}", named.join(", ")),
    }
}

/// What a probability that two met is weighed against; that by their courses and types alone is another one.
const AGAINST: &str = "against their other possible meetings";

/// How probable it is that two met, and what that is weighed against.
pub fn met(probability: f64) -> String {
    format!("with probability {} {AGAINST}", model::probability(probability))
}

/// Whom a hull may have met.
struct Partner {
    mmsi: i64,
    probability: f64,
    hours: f64,
}

impl Partner {
    fn words(&self) -> String {
        let Self { probability, hours, .. } = self;
        format!(
            "{} with probability {}, {hours:.1} h at most",
            mmsi(self.mmsi),
            model::probability(*probability)
        )
    }
}

/// Each partner once, by its likeliest meeting; likeliest first.
fn partners(guesses: &[&EventRow], hull: i64) -> Vec<Partner> {
    let partner = |guess: &&EventRow| Partner {
        mmsi: if guess.mmsi_a == hull { guess.mmsi_b.unwrap_or(hull) } else { guess.mmsi_a },
        probability: guess.p_met.unwrap_or_default(),
        hours: guess.slack_minutes.unwrap_or_default() / 60.0,
    };
    let mut partners: Vec<Partner> = guesses.iter().map(partner).collect();
    partners.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.mmsi.cmp(&b.mmsi)));
    let mut named = BTreeSet::new();
    partners.retain(|partner| named.insert(partner.mmsi));
    partners
}

//! Whom a hull may have met unheard, and how probable that is.

use std::collections::BTreeSet;

use case::{EventRow, LeadRow};

use super::mmsi;

/// The guesses of a lead at the partner of one hull, the likeliest first, each with its probability and some hours that it could
/// have been beside it.
pub fn guesses(guesses: &[&EventRow], lead: &LeadRow, hull: i64, shown: usize) -> String {
    let partners = partners(guesses, hull);
    let named: Vec<String> = partners.iter().take(shown).map(|partner| partner.words(lead)).collect();
    let rest = partners.len().saturating_sub(shown);
    let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
    let whose = format!("of MMSI {}", mmsi(hull));
    match partners.len() {
        1 => format!("possible partner {whose}, unheard: {}, {AGAINST}", named.join("")),
        count => format!("{count} possible partners {whose}, unheard, {AGAINST}: {}{more}", named.join(", ")),
    }
}

/// Whose partner a guess of a lead is about: that of a ship of the lead where one is in it, else that of the lower number.
pub fn guessed_for(guess: &EventRow, lead: &LeadRow) -> i64 {
    let parties = || [Some(guess.mmsi_a), guess.mmsi_b].into_iter().flatten();
    let mut own = [Some(lead.mmsi_a), lead.mmsi_b].into_iter().flatten();
    own.find(|own| parties().any(|party| party == *own)).unwrap_or(guess.mmsi_a)
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
    fn words(&self, lead: &LeadRow) -> String {
        let Self { probability, hours, .. } = self;
        let is_own = self.mmsi == lead.mmsi_a || Some(self.mmsi) == lead.mmsi_b;
        let own = if is_own { " of this lead" } else { "" };
        format!(
            "{}{own} with probability {}, some {hours:.1} h",
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
        hours: guess.end.map_or(0.0, |end| (end - guess.start).hours()),
    };
    let mut partners: Vec<Partner> = guesses.iter().map(partner).collect();
    partners.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.mmsi.cmp(&b.mmsi)));
    let mut named = BTreeSet::new();
    partners.retain(|partner| named.insert(partner.mmsi));
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{lead_of, meeting_between};

    fn guess(a: i64, b: i64, probability: f64) -> EventRow {
        EventRow {
            kind: model::EventKind::DarkRendezvous,
            p_met: Some(probability),
            ..meeting_between(a, b, [0, 8])
        }
    }

    #[test]
    fn a_partner_is_another_than_the_ship_of_the_lead_and_one_that_is_of_the_lead_is_said_to_be() {
        let lead = lead_of(&meeting_between(445_000_001, 620_000_002, [10, 20]));
        let of = |guess: &EventRow| guesses(&[guess], &lead, guessed_for(guess, &lead), 3);
        let stranger = of(&guess(412_000_009, 620_000_002, 0.31));
        let told = "possible partner of MMSI 620000002, unheard: 412000009 with probability 0.31, some 8.0 h, \
                    against their other possible meetings";
        assert_eq!(stranger, told);
        let own = of(&guess(445_000_001, 620_000_002, 0.2));
        assert!(
            own.starts_with("possible partner of MMSI 445000001, unheard: 620000002 of this lead with"),
            "{own}"
        );
        let neither = guess(412_000_009, 636_000_001, 0.1);
        assert_eq!(guessed_for(&neither, &lead), 412_000_009);
        let several = guesses(&[&neither, &guess(412_000_009, 620_000_002, 0.3)], &lead, 412_000_009, 1);
        for told in [stranger, own, of(&neither), several] {
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
    }
}

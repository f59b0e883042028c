//! How well a ranked list brings incidents to the top: precision at a depth, recall at a depth, average precision.

use model::{Interval, Mmsi, Span};
use simulator::truth::Act;

/// One entry of a ranked list: who, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Every MMSI that the entry names.
    pub mmsis: Vec<Mmsi>,
    /// When it is said to have happened.
    pub when: Interval,
    /// The cargo it names, in the stable words of `leads`; empty where it names none.
    pub cargo: String,
    /// How probable it says that it is, where it says so.
    pub probability: Option<f64>,
    /// The tonnes that it says changed hands, from the 5 % to the 95 % quantile.
    pub tonnes: Option<(f64, f64)>,
}

/// Something that really happened in the simulated world.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its id in the truth.
    pub id: String,
    /// Which story it tells.
    pub story: String,
    /// How the cargo was handed over.
    pub act: Act,
    /// Every MMSI that took part and was ever broadcast.
    pub mmsis: Vec<Mmsi>,
    /// When it happened.
    pub when: Interval,
    /// What changed hands.
    pub cargo: String,
    /// How much of it, in tonnes.
    pub tonnes: f64,
}

/// How a ranked list compares with the incidents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// For each incident, in their order, the rank (from 1) of the first claim that meets it.
    pub first_rank: Vec<Option<usize>>,
    /// For each claim, by rank, whether it was the first to meet an incident.
    pub hits: Vec<bool>,
    /// Of the claims that met an incident first and named a cargo, how many named the right one, and how many there were.
    pub cargo_right: (usize, usize),
    /// The same of those that told tonnes: of how many the interval holds the true figure.
    pub tonnes_right: (usize, usize),
    /// For each claim, by rank, whether it met an incident, first or again.
    pub meets: Vec<bool>,
}

/// A claim may be this far off in time and still mean the incident: half a day, the scale of satellite revisits.
const TIME_SLACK: Span = Span::from_hours(12);

/// Compares a ranked list with the incidents. A claim meets the incident of which it names most ships, of several one
/// that no claim has met, and of those the first; a second claim on an incident already met counts as a miss.
pub(crate) fn rank(claims: &[Claim], incidents: &[Incident]) -> Ranking {
    let mut ranking = Ranking { first_rank: vec![None; incidents.len()], ..Ranking::default() };
    for (index, claim) in claims.iter().enumerate() {
        let met = (0..incidents.len()).filter(|&at| claim.meets(&incidents[at]));
        let best = met.max_by_key(|&at| {
            (claim.shared(&incidents[at]), ranking.first_rank[at].is_none(), std::cmp::Reverse(at))
        });
        let fresh = best.filter(|&at| ranking.first_rank[at].is_none());
        ranking.hits.push(fresh.is_some());
        ranking.meets.push(best.is_some());
        if let Some(at) = fresh {
            ranking.first_rank[at] = Some(index + 1);
            ranking.count_cargo(claim, &incidents[at]);
            ranking.count_tonnes(claim, &incidents[at]);
        }
    }
    ranking
}

impl Claim {
    fn meets(&self, incident: &Incident) -> bool {
        let near_in_time = self.when.start() - incident.when.end() <= TIME_SLACK
            && incident.when.start() - self.when.end() <= TIME_SLACK;
        near_in_time && self.shared(incident) > 0
    }

    /// How many of its ships took part in an incident.
    fn shared(&self, incident: &Incident) -> usize {
        self.mmsis.iter().filter(|mmsi| incident.mmsis.contains(mmsi)).count()
    }
}

impl Ranking {
    /// The share of the first `depth` claims that met a new incident; missing claims count as misses.
    pub fn precision_at(&self, depth: usize) -> f64 {
        self.hits.iter().take(depth).filter(|hit| **hit).count() as f64 / depth as f64
    }

    /// The share of incidents met within the first `depth` claims; 1 where there are none.
    pub fn recall_at(&self, depth: usize) -> f64 {
        if self.first_rank.is_empty() {
            return 1.0;
        }
        let met = self.first_rank.iter().flatten().filter(|rank| **rank <= depth).count();
        met as f64 / self.first_rank.len() as f64
    }

    /// The same of the incidents of one act, and how many those are.
    pub(crate) fn recall_of(&self, act: Act, depth: usize, incidents: &[Incident]) -> (f64, usize) {
        let ranks = incidents.iter().zip(&self.first_rank).filter(|(incident, _)| incident.act == act);
        let ranks: Vec<Option<usize>> = ranks.map(|(_, rank)| *rank).collect();
        let met = ranks.iter().flatten().filter(|rank| **rank <= depth).count();
        (met as f64 / ranks.len().max(1) as f64, ranks.len())
    }

    /// The mean over all incidents of the precision at the rank where each was met, 0 for one never met.
    pub fn average_precision(&self) -> f64 {
        if self.first_rank.is_empty() {
            return 1.0;
        }
        let found = self.first_rank.iter().flatten();
        found.map(|&rank| self.precision_at(rank)).sum::<f64>() / self.first_rank.len() as f64
    }

    /// Recall and precision at each rank that met a new incident.
    pub(crate) fn curve(&self) -> Vec<[f64; 2]> {
        let hits = self.hits.iter().enumerate().filter(|(_, hit)| **hit).map(|(at, _)| at + 1);
        let share = |met: usize| met as f64 / self.first_rank.len() as f64;
        hits.enumerate().map(|(before, rank)| [share(before + 1), self.precision_at(rank)]).collect()
    }

    fn count_tonnes(&mut self, claim: &Claim, incident: &Incident) {
        if let Some((low, high)) = claim.tonnes {
            self.tonnes_right.0 += usize::from((low..=high).contains(&incident.tonnes));
            self.tonnes_right.1 += 1;
        }
    }

    fn count_cargo(&mut self, claim: &Claim, incident: &Incident) {
        if !claim.cargo.is_empty() && claim.cargo != "unknown" {
            self.cargo_right.0 += usize::from(claim.cargo == incident.cargo);
            self.cargo_right.1 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;

    fn hours(from: i64, to: i64) -> Interval {
        let at = |hour| Timestamp::from_ms(hour * 3_600_000).unwrap();
        Interval::between(at(from), at(to))
    }

    fn ship(number: u32) -> Mmsi {
        Mmsi::try_from(number).unwrap()
    }

    fn claim(number: u32, when: Interval) -> Claim {
        Claim {
            mmsis: vec![ship(number)],
            when,
            cargo: "oil".to_owned(),
            probability: Some(0.8),
            tonnes: Some((900.0, 1800.0)),
        }
    }

    fn incident(number: u32, when: Interval) -> Incident {
        Incident {
            id: number.to_string(),
            story: String::new(),
            act: Act::Meeting,
            mmsis: vec![ship(number)],
            when,
            cargo: "oil".to_owned(),
            tonnes: 1500.0,
        }
    }

    #[test]
    fn the_right_ship_at_another_time_is_not_found() {
        let claims = [claim(445_000_001, hours(100, 110))];
        let incidents = [incident(445_000_001, hours(10, 20))];
        assert_eq!(rank(&claims, &incidents).first_rank, [None]);
    }

    #[test]
    fn the_right_ship_half_a_day_late_is_found() {
        let claims = [claim(445_000_001, hours(31, 40))];
        let incidents = [incident(445_000_001, hours(10, 20))];
        assert_eq!(rank(&claims, &incidents).first_rank, [Some(1)]);
    }

    #[test]
    fn a_call_is_found_by_a_lead_on_the_silence_that_hides_it_and_is_no_meeting() {
        let voyage = Incident { act: Act::Call, ..incident(667_000_001, hours(100, 130)) };
        let incidents = [voyage, incident(445_000_001, hours(10, 20))];
        let ranking = rank(&[claim(667_000_001, hours(40, 190))], &incidents);
        assert_eq!(ranking.recall_of(Act::Call, 100, &incidents), (1.0, 1));
        assert_eq!(ranking.recall_of(Act::Meeting, 100, &incidents), (0.0, 1));
    }

    #[test]
    fn naming_an_incident_twice_earns_nothing_more() {
        let incidents = [incident(1, hours(0, 1)), incident(2, hours(0, 1))];
        let claims = [claim(1, hours(0, 1)), claim(1, hours(0, 1)), claim(2, hours(0, 1))];
        let ranking = rank(&claims, &incidents);
        assert_eq!(ranking.hits, [true, false, true]);
        assert!((ranking.average_precision() - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        assert!((ranking.recall_at(2) - 0.5).abs() < 1e-12);
        assert_eq!(ranking.curve(), [[0.5, 1.0], [1.0, 2.0 / 3.0]]);
        assert!((ranking.precision_at(4) - 0.5).abs() < 1e-12);
    }
}

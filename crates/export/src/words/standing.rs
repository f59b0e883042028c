//! What a lead is to a hull that its events speak of: a lead about it, or one in which it only lay near somebody.

use std::collections::BTreeSet;

use case::{EventRow, LeadRow};
use model::EventKind;

use super::others::{Hull, Named, Role, Whom, role};

/// Where a hull stands in a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The lead is named after it.
    Party,
    /// It met or lay beside somebody in the lead.
    Other {
        /// What it has to do with those that the lead is named after.
        role: Role,
        /// Whom it met: those that the lead is named after, or where it met none of them others of the lead.
        met: BTreeSet<Hull>,
    },
    /// An event of the lead speaks of it, but tells of no meeting.
    Mentioned,
}

impl Standing {
    /// Where a hull stands in a lead with these legs.
    pub fn of<'a>(lead: &LeadRow, legs: impl IntoIterator<Item = &'a EventRow>, hull: Hull) -> Self {
        let named = Named::of(lead);
        if named.side(hull).is_some() {
            return Self::Party;
        }
        let is_meeting =
            |leg: &&EventRow| leg.kind == EventKind::Encounter && leg.parties().any(|party| party == hull);
        let meetings: Vec<&EventRow> = legs.into_iter().filter(is_meeting).collect();
        if meetings.is_empty() {
            return Self::Mentioned;
        }
        let partners = || meetings.iter().flat_map(|leg| leg.parties()).filter(|party| *party != hull);
        let parties: BTreeSet<Hull> = partners().filter(|party| named.side(*party).is_some()).collect();
        let met = if parties.is_empty() { partners().collect() } else { parties };
        Self::Other { role: role(lead, &named, &meetings), met }
    }

    /// Whether the lead is about the hull.
    pub fn is_party(&self) -> bool {
        *self == Self::Party
    }

    /// The standing as a word of tables and pages; whom it met is told apart.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Mentioned => "no party, only mentioned in it",
            Self::Other { role, .. } => match role {
                Role::Beside(Whom::Both) => "no party, but beside both",
                Role::Beside(Whom::It) => "no party, but beside it",
                Role::Beside(Whom::First | Whom::Second) => "no party, but beside one of them",
                Role::Beside(Whom::Other) => "no party, but beside another ship of it",
                Role::Before(_) => "no party, only lay near before",
                Role::After(_) => "no party, only lay near later",
            },
        }
    }

    /// Whom it met, where that is not told by the words.
    pub fn met(&self) -> impl Iterator<Item = Hull> {
        let met = match self {
            Self::Other { role: Role::Beside(Whom::Both | Whom::It), .. } | Self::Party | Self::Mentioned => {
                None
            }
            Self::Other { met, .. } => Some(met),
        };
        met.into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{lead_of, meeting_between};

    #[test]
    fn a_ship_that_lay_at_anchor_near_a_party_two_days_later_is_no_party() {
        let [tanker, lighter, neighbour, third] = [574_000_001, 445_000_002, 414_000_003, 440_000_004];
        let legs = [
            meeting_between(tanker, lighter, [10, 20]),
            meeting_between(tanker, neighbour, [60, 65]),
            meeting_between(third, neighbour, [70, 75]),
        ];
        let lead = lead_of(&legs[0]);
        let standing = |mmsi: i64| Standing::of(&lead, &legs, (mmsi, 0));
        assert!(standing(tanker).is_party() && standing(lighter).is_party());
        assert_eq!(standing(neighbour).words(), "no party, only lay near later");
        assert_eq!(standing(neighbour).met().collect::<Vec<_>>(), [(tanker, 0)]);
        assert_eq!(standing(third).met().collect::<Vec<_>>(), [(neighbour, 0)]);
        assert_eq!(standing(416_000_005), Standing::Mentioned);
    }

    #[test]
    fn a_barge_that_lay_beside_both_says_so_and_a_number_of_the_same_ship_is_a_party() {
        let legs = [
            meeting_between(445_000_001, 620_000_002, [10, 20]),
            meeting_between(412_000_003, 445_000_001, [9, 21]),
            meeting_between(412_000_003, 620_000_002, [9, 21]),
        ];
        let lead = LeadRow { also_b: Some("671000009".to_owned()), ..lead_of(&legs[0]) };
        let barge = Standing::of(&lead, &legs, (412_000_003, 0));
        assert_eq!((barge.words(), barge.met().count()), ("no party, but beside both", 0));
        assert!(Standing::of(&lead, &legs, (671_000_009, 0)).is_party());
    }
}

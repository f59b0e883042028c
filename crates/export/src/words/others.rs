//! The other hulls of a lead: those that lay beside the ones that it is named after, as the crane barge of a raft does, and
//! those that lay near before and after.

use std::collections::{BTreeMap, BTreeSet};

use case::{EventRow, LeadRow};
use model::EventKind;

use super::vessel;
use crate::lang::Lang;

/// A hull: its MMSI and which of the hulls under that number it is.
pub type Hull = (i64, i64);

/// What a hull has to do with those that a lead is named after; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It lay beside somebody while the event went on that decides the lead.
    Beside(Whom),
    /// It lay near somebody before.
    Before(Whom),
    /// It lay near somebody afterwards.
    After(Whom),
}

/// Beside or near whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// Both that the lead is named after.
    Both,
    /// The one hull that it is named after.
    It,
    /// The first of two.
    First,
    /// The second of two.
    Second,
    /// None of these, but another hull of the lead.
    Other,
}

impl Role {
    /// Whether it was there while the deciding event went on.
    pub const fn is_beside(self) -> bool {
        matches!(self, Self::Beside(_))
    }

    /// Near whom.
    pub const fn whom(self) -> Whom {
        match self {
            Self::Beside(whom) | Self::Before(whom) | Self::After(whom) => whom,
        }
    }
}

/// A hull of a lead that the lead is not named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Other {
    /// What it has to do with the others.
    pub role: Role,
    /// The hull.
    pub hull: Hull,
}

/// The other hulls that met somebody in the legs of a lead, by role and number.
pub fn others<'a>(lead: &LeadRow, legs: impl IntoIterator<Item = &'a EventRow>) -> Vec<Other> {
    let named = Named::of(lead);
    let mut meetings: BTreeMap<Hull, Vec<&EventRow>> = BTreeMap::new();
    for leg in legs.into_iter().filter(|leg| leg.kind == EventKind::Encounter) {
        for hull in leg.parties().filter(|hull| named.side(*hull).is_none()) {
            meetings.entry(hull).or_default().push(leg);
        }
    }
    let other = |(hull, met): (Hull, Vec<&EventRow>)| Other { role: role(lead, &named, &met), hull };
    let mut others: Vec<Other> = meetings.into_iter().map(other).collect();
    others.sort_unstable();
    others
}

/// The other hulls in words, at most so many of a role named; nothing where there are none.
pub fn told_others(
    lang: Lang,
    others: &[Other],
    shown: usize,
    name: impl Fn(Hull) -> String,
) -> Option<String> {
    let of_role = |others: &[Other]| {
        let named: Vec<String> = others.iter().take(shown).map(|other| name(other.hull)).collect();
        let named = named.join(lang.pick(" and ", ", "));
        let more = match (others.len().saturating_sub(shown), lang) {
            (0, _) => String::new(),
            (more, Lang::En) => format!(" and {more} more"),
            (more, Lang::Ko) => format!(" 외 {more}척"),
        };
        format!("{}: {named}{more}", lang.role(others[0].role))
    };
    let told = others.chunk_by(|one, next| one.role == next.role).map(of_role).collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then_some(told)
}

/// The same with each hull as a vessel that broadcasts its number and name.
pub fn told_vessels<'a>(
    lang: Lang,
    found: &[Other],
    shown: usize,
    name: impl Fn(Hull) -> Option<&'a str>,
) -> Option<String> {
    told_others(lang, found, shown, |hull| vessel(lang, hull.0, name(hull)))
}

/// The hulls that a lead is named after, each under all its numbers.
pub(super) struct Named<'a> {
    first: (Hull, &'a Option<String>),
    second: Option<(Hull, &'a Option<String>)>,
    is_one_hull: bool,
}

/// Which of the hulls that a lead is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    First,
    Second,
}

impl<'a> Named<'a> {
    pub(super) fn of(lead: &'a LeadRow) -> Self {
        let second = lead.mmsi_b.map(|mmsi| (mmsi, lead.part_b.unwrap_or_default()));
        Self {
            first: ((lead.mmsi_a, lead.part_a), &lead.also_a),
            second: second.map(|hull| (hull, &lead.also_b)),
            is_one_hull: second.is_none() || lead.is_of_one_hull(),
        }
    }

    pub(super) fn side(&self, hull: Hull) -> Option<Side> {
        let goes_as = |(own, also): (Hull, &Option<String>)| {
            let mut also = also.iter().flat_map(|numbers| numbers.split(' '));
            own == hull || also.any(|number| number.parse() == Ok(hull.0))
        };
        let second = || self.second.is_some_and(goes_as).then_some(Side::Second);
        if goes_as(self.first) { Some(Side::First) } else { second() }
    }

    /// Whether the lead names a hull itself, not by another number.
    pub(super) fn is_named_after(&self, hull: Hull) -> bool {
        self.first.0 == hull || self.second.is_some_and(|(second, _)| second == hull)
    }

    /// Whether two hulls are one of those that the lead is named after, by whatever number.
    pub(super) fn are_one_hull(&self, one: Hull, other: Hull) -> bool {
        match (self.side(one), self.side(other)) {
            (Some(one), Some(other)) => self.is_one_hull || one == other,
            _ => false,
        }
    }

    /// Whom of them somebody met.
    fn whom(&self, met: &[&EventRow]) -> Whom {
        let sides: BTreeSet<Side> =
            met.iter().flat_map(|leg| leg.parties()).filter_map(|hull| self.side(hull)).collect();
        match (sides.contains(&Side::First), sides.contains(&Side::Second)) {
            (false, false) => Whom::Other,
            _ if self.is_one_hull => Whom::It,
            (true, true) => Whom::Both,
            (true, false) => Whom::First,
            (false, true) => Whom::Second,
        }
    }
}

pub(super) fn role(lead: &LeadRow, named: &Named<'_>, met: &[&EventRow]) -> Role {
    let meanwhile = |leg: &&EventRow| {
        lead.end.is_none_or(|end| leg.start <= end) && leg.end.is_none_or(|end| end >= lead.start)
    };
    let with_party = |leg: &&EventRow| leg.parties().any(|hull| named.side(hull).is_some());
    let told: Vec<&EventRow> = met.iter().copied().filter(with_party).collect();
    let told = if told.is_empty() { met } else { &told };
    let (beside, others): (Vec<&EventRow>, Vec<&EventRow>) = told.iter().copied().partition(meanwhile);
    let (before, after): (Vec<&EventRow>, Vec<&EventRow>) =
        others.into_iter().partition(|leg| leg.start < lead.start);
    match () {
        () if !beside.is_empty() => Role::Beside(named.whom(&beside)),
        () if !before.is_empty() => Role::Before(named.whom(&before)),
        () => Role::After(named.whom(&after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{lead_of, meeting_between};

    #[test]
    fn a_crane_barge_between_two_ships_stands_in_the_line_of_ships_and_a_neighbour_of_the_day_before_apart() {
        let [lighter, carrier, barge, neighbour] = [445_000_001, 620_000_002, 412_000_003, 440_000_004];
        let legs = [
            meeting_between(lighter, carrier, [10, 20]),
            meeting_between(barge, lighter, [8, 21]),
            meeting_between(barge, carrier, [10, 20]),
            meeting_between(lighter, neighbour, [-20, -10]),
        ];
        let lead = lead_of(&legs[0]);
        let found = others(&lead, &legs);
        let wanted = [(Role::Beside(Whom::Both), barge), (Role::Before(Whom::First), neighbour)];
        assert_eq!(found, wanted.map(|(role, mmsi)| Other { role, hull: (mmsi, 0) }));
        let told = told_vessels(Lang::En, &found, 3, |hull| (hull.0 == barge).then_some("BARGE \"64\""));
        let wanted = "beside both: a vessel broadcasting MMSI 412000003 (\"BARGE \\\"64\\\"\"); near the first earlier: a vessel broadcasting MMSI 440000004";
        assert_eq!(told.as_deref(), Some(wanted));
    }

    #[test]
    fn a_ship_that_changed_its_number_does_not_lie_beside_itself() {
        let legs = [
            meeting_between(445_000_001, 620_000_002, [10, 20]),
            meeting_between(412_000_003, 620_000_002, [30, 40]),
        ];
        let lead = LeadRow { also_a: Some("412000003".to_owned()), ..lead_of(&legs[0]) };
        assert_eq!(others(&lead, &legs), []);
        assert_eq!(told_others(Lang::En, &[], 3, |_| String::new()), None);
        assert_eq!(others(&lead_of(&legs[0]), &legs)[0].role, Role::After(Whom::Second));
    }

    #[test]
    fn a_barge_beside_one_hull_under_two_numbers_lies_beside_it_and_not_beside_both() {
        let legs = [
            meeting_between(538_000_001, 412_000_003, [8, 12]),
            meeting_between(671_000_002, 412_000_003, [12, 21]),
        ];
        let change = meeting_between(538_000_001, 671_000_002, [10, 20]);
        let lead = LeadRow { also_a: Some("671000002".to_owned()), ..lead_of(&change) };
        assert_eq!(others(&lead, &legs), [Other { role: Role::Beside(Whom::It), hull: (412_000_003, 0) }]);
        let two = lead_of(&meeting_between(538_000_001, 445_000_009, [10, 20]));
        assert_eq!(others(&two, &legs[..1])[0].role, Role::Beside(Whom::First));
    }
    #[test]
    fn of_two_ships_of_a_lead_it_is_told_which_of_them_a_third_lay_near_and_of_a_fourth_that_it_met_neither()
    {
        let [tanker, lighter, earlier, later, both, fourth] =
            [574_000_001, 575_000_002, 412_000_003, 412_000_004, 412_000_005, 412_000_006];
        let legs = [
            meeting_between(tanker, lighter, [10, 20]),
            meeting_between(earlier, lighter, [-20, -10]),
            meeting_between(later, tanker, [40, 50]),
            meeting_between(both, tanker, [60, 65]),
            meeting_between(both, lighter, [70, 75]),
            meeting_between(fourth, later, [12, 18]),
        ];
        let lead = lead_of(&legs[0]);
        let told = told_others(Lang::En, &others(&lead, &legs), 3, |hull| hull.0.to_string());
        let wanted = "beside another ship of this lead: 412000006; near the second earlier: 412000003; near both later: 412000005; \
                      near the first later: 412000004";
        assert_eq!(told.as_deref(), Some(wanted));
        let korean = told_others(Lang::Ko, &others(&lead, &legs), 3, |hull| hull.0.to_string());
        assert!(korean.is_some_and(|told| told.contains("그 뒤에 첫째 선박 가까이 있음: 412000004")));
    }
}

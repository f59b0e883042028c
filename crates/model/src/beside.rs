//! Who else lay with two hulls that met: three or more side by side are a raft.

use crate::HullId;

/// The other hulls that lay with two that met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// How many lay beside one of them or both.
    pub either: u32,
    /// How many of these lay beside both.
    pub both: u32,
    named: [Option<HullId>; Self::NAMED],
}

impl Beside {
    /// So many others are named; more of them are a roads.
    pub const NAMED: usize = 4;

    /// Some hulls, by number, each with whether it lay beside both.
    pub fn of(hulls: &[(HullId, bool)]) -> Self {
        let mut named = [None; Self::NAMED];
        if hulls.len() <= Self::NAMED {
            named.iter_mut().zip(hulls).for_each(|(name, (hull, _))| *name = Some(*hull));
        }
        let both = hulls.iter().filter(|(_, is_beside_both)| *is_beside_both).count();
        Self { either: hulls.len() as u32, both: both as u32, named }
    }

    /// The same from how many they are and who, as stored.
    pub fn told(either: u32, both: u32, hulls: &[HullId]) -> Self {
        let hulls: Vec<(HullId, bool)> = hulls.iter().map(|hull| (*hull, false)).collect();
        Self { either, both, ..Self::of(&hulls) }
    }

    /// Who they are, by number; nobody where they are too many.
    pub fn hulls(&self) -> impl Iterator<Item = HullId> + use<> {
        self.named.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mmsi;

    #[test]
    fn a_few_hulls_are_named_and_those_of_a_roads_are_counted() {
        let hull = |mmsi: u32| HullId { mmsi: Mmsi::try_from(440_000_000 + mmsi).unwrap(), part: 0 };
        let raft = Beside::of(&[(hull(1), true), (hull(2), false)]);
        assert_eq!((raft.either, raft.both), (2, 1));
        assert_eq!(raft.hulls().collect::<Vec<_>>(), [hull(1), hull(2)]);
        assert_eq!(Beside::told(2, 1, &[hull(1), hull(2)]), raft);
        let roads: Vec<_> = (0..5).map(|mmsi| (hull(mmsi), false)).collect();
        assert_eq!((Beside::of(&roads).either, Beside::of(&roads).hulls().count()), (5, 0));
    }
}

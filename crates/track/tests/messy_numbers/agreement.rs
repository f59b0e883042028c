//! How far two segmentations of the same fixes agree, by pairs of fixes that are near in time: what is farther apart a
//! segmenter may join or leave, since nothing was heard between.

/// Pairs of fixes, by who keeps them together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Pairs {
    both: f64,
    only_theirs: f64,
    only_ours: f64,
    neither: f64,
}

impl Pairs {
    /// Of fixes in order of time, each with its hour, their segment and ours; of pairs at most so many hours apart.
    pub(crate) fn within<T: PartialEq, O: PartialEq>(hours: f64, fixes: &[(f64, T, O)]) -> Self {
        let mut pairs = Self::default();
        for (at, one) in fixes.iter().enumerate() {
            for other in fixes[at + 1..].iter().take_while(|other| other.0 - one.0 <= hours) {
                *pairs.of_kind(one.1 == other.1, one.2 == other.2) += 1.0;
            }
        }
        pairs
    }

    const fn of_kind(&mut self, theirs: bool, ours: bool) -> &mut f64 {
        match (theirs, ours) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.only_theirs,
            (false, true) => &mut self.only_ours,
            (false, false) => &mut self.neither,
        }
    }

    /// Of the pairs that they keep together, the share that we do, too.
    pub(crate) fn kept(&self) -> f64 {
        self.both / (self.both + self.only_theirs)
    }

    /// Of the pairs that we keep together, the share that they do, too.
    pub(crate) fn pure(&self) -> f64 {
        self.both / (self.both + self.only_ours)
    }

    /// The adjusted Rand index (Hubert and Arabie 1985): 1 where both are the same, 0 where they agree as by chance.
    pub(crate) fn adjusted_rand(&self) -> f64 {
        let Self { both, only_theirs, only_ours, neither } = *self;
        let by_chance =
            (both + only_theirs) * (only_theirs + neither) + (both + only_ours) * (only_ours + neither);
        2.0 * (both * neither - only_theirs * only_ours) / by_chance
    }
}

#[test]
fn the_same_ships_under_other_names_agree_and_a_ship_cut_in_half_agrees_less() {
    let same = Pairs::within(6.0, &[(0.0, 1, 'a'), (1.0, 1, 'a'), (2.0, 2, 'b'), (3.0, 2, 'b')]);
    assert_eq!((same.kept(), same.pure(), same.adjusted_rand()), (1.0, 1.0, 1.0));
    let halved = Pairs::within(6.0, &[(0.0, 1, 'a'), (1.0, 1, 'b'), (2.0, 2, 'c'), (3.0, 2, 'c')]);
    assert_eq!((halved.kept(), halved.pure()), (0.5, 1.0));
    assert!((halved.adjusted_rand() - 4.0 / 7.0).abs() < 1e-9, "{}", halved.adjusted_rand());
    let far = Pairs::within(6.0, &[(0.0, 1, 'a'), (7.0, 1, 'b')]);
    assert_eq!(far, Pairs::default());
}

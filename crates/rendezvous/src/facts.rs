//! What is known of two hulls that may have met unheard, fact by fact.

/// A fact about two hulls that may have met: how much likelier it is if they did than if they did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingFact {
    /// The silent one was last or next heard beside the one that waited.
    Beside,
    /// Its courses before and after lead there, and on from there.
    Courses,
    /// Its silence is as long as the way there, a transfer and the way on.
    Stay,
    /// The courses and lengths of two silences agree somewhere.
    Crossing,
    /// It was silent although it would have been heard, and was heard again.
    Silence,
    /// Both were.
    Silences,
    /// Their trades and flags go together.
    Trades,
    /// They told other draughts afterwards, or the same.
    Cargo,
    /// One of them is under the DPRK's flag.
    Flags,
    /// They are as long as ships of transfers on record.
    Sizes,
    /// It is far from the shore.
    OffShore,
    /// The one that waited lay, or drifted, for so long.
    Rest,
    /// Others were near.
    Company,
    /// Others wait there as a matter of custom.
    Custom,
    /// It is no farther from the DPRK than transfers on record.
    Range,
    /// The one that waited seldom waits.
    Habit,
}

impl MeetingFact {
    /// All facts.
    pub const ALL: [Self; 16] = [
        Self::Beside,
        Self::Courses,
        Self::Stay,
        Self::Crossing,
        Self::Silence,
        Self::Silences,
        Self::Trades,
        Self::Cargo,
        Self::Flags,
        Self::Sizes,
        Self::OffShore,
        Self::Rest,
        Self::Company,
        Self::Custom,
        Self::Range,
        Self::Habit,
    ];

    /// What positions, times, reception and trades tell, without surroundings and draughts.
    const OF_COURSES: [Self; 7] = [
        Self::Beside,
        Self::Courses,
        Self::Stay,
        Self::Crossing,
        Self::Silence,
        Self::Silences,
        Self::Trades,
    ];
}

/// What was heard of two hulls that may have met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingKind {
    /// One waited, the other was silent.
    WaitingAndSilent,
    /// Both were silent.
    BothSilent,
    /// One waited or was silent, the other is never heard.
    NeverHeard,
}

impl MeetingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::WaitingAndSilent, Self::BothSilent, Self::NeverHeard];
}

/// All that is known of two hulls that may have met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeetingFacts {
    /// What was heard of them.
    pub kind: MeetingKind,
    /// Natural logarithms of the likelihood ratios, by [`MeetingFact`].
    logs: [f64; MeetingFact::ALL.len()],
}

impl MeetingFacts {
    /// Of which nothing is known yet.
    pub const fn of(kind: MeetingKind) -> Self {
        Self { kind, logs: [0.0; MeetingFact::ALL.len()] }
    }

    /// With a fact that is so many times likelier if they met.
    pub(crate) fn with(mut self, fact: MeetingFact, ratio: f64) -> Self {
        self.logs[fact as usize] += ratio.max(f64::MIN_POSITIVE).ln();
        self
    }

    /// The natural logarithm of the likelihood ratio of a fact; 0 where it is not known.
    pub const fn log(&self, fact: MeetingFact) -> f64 {
        self.logs[fact as usize]
    }

    /// How much likelier courses, times, reception and trades are if they met.
    pub(crate) fn of_courses(&self) -> f64 {
        MeetingFact::OF_COURSES.map(|fact| self.log(fact)).iter().sum::<f64>().exp()
    }
}

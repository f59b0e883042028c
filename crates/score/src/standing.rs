//! What an event can do for a lead; decided by the rules in `candidate`.

/// What an event can do, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Nothing.
    Everyday,
    /// Belong to a lead.
    Leg,
    /// Decide a lead.
    Seed,
}

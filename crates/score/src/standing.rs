//! What an event can do for a lead; decided by the rules in `candidate`.

/// What an event can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Decide a lead.
    Seed,
    /// Belong to a lead.
    Leg,
    /// Nothing.
    Everyday,
}

//! The vocabulary of darkwake: identities, quantities, fixes, events, leads

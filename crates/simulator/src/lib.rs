//! Seeded traffic around Korea with exact truth

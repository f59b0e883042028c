//! Benchmarks of darkwake beside its rivals.

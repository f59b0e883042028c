//! Runs that are killed, or meet a disk that is full, broken or not to be written: what stands afterwards is whole, and
//! the same command again ends with the bytes of a run that nothing came in the way of.

#![expect(
    clippy::unwrap_used,
    reason = "most of what these tests do is done by helpers, which clippy takes for no tests"
)]

mod anywhere;
mod at_calls;
mod disk_faults;
mod places;
mod scene;
mod spilled;
mod strace;
mod writers;

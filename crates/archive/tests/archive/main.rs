//! Whole files through the whole crate: faulty ones made on the spot, any bytes at all, and real archives.

mod bad_inputs;
mod ledger_law;
mod real_archives;
mod support;

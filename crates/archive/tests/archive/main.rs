//! Whole files through the whole crate: faulty ones made on the spot, any bytes at all, and real archives.

#[cfg(test)]
mod bad_inputs;
#[cfg(test)]
mod containers;
#[cfg(test)]
mod custom_profiles;
#[cfg(test)]
mod encodings;
#[cfg(test)]
mod ledger_law;
#[cfg(test)]
mod near_misses;
#[cfg(test)]
mod parquet_files;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod real_archives;
#[cfg(test)]
mod split_times;
#[cfg(test)]
mod support;

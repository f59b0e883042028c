//! One file a format: what its columns are called, its units, its zone and what it writes for "not available".

mod dma;
mod generic;
pub(crate) mod nmea;
mod noaa_csv2;
mod noaa_legacy;
pub(crate) mod parquet;
pub(crate) mod text_table;

use crate::header::Profile;

/// The tables that are told apart by their header, the special ones first.
pub(crate) const TABLES: [&Profile; 4] =
    [&noaa_legacy::PROFILE, &noaa_csv2::PROFILE, &dma::PROFILE, &generic::PROFILE];

//! The formats, and which of them holds what.

mod csv;
mod ftm;
mod geojson;
mod geoparquet;
mod gpkg;
mod kml;
mod xlsx;

use std::io;
use std::path::Path;

use crate::lang::Lang;
use crate::sheet::{self, Sheet};
use crate::{ExportError, Reviewed, save};

/// A format that others read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON (RFC 7946): one table as points.
    GeoJson,
    /// KML 2.2 with time spans, for Google Earth: leads and events, told in this language.
    Kml(Lang),
    /// GeoParquet 1.1: one table.
    GeoParquet,
    /// GeoPackage 1.3, for QGIS: all tables.
    Gpkg,
    /// CSV (RFC 4180): one table.
    Csv,
    /// An Excel workbook: all tables.
    Xlsx,
    /// FollowTheMoney entities, one JSON object a line: leads, their events and their hulls.
    Ftm,
}

/// Which table a format that holds one is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Subject {
    /// What should be looked at.
    #[default]
    Leads,
    /// What ships did.
    Events,
}

impl Format {
    /// Whether it holds one table, so that which one must be said.
    pub const fn holds_one_table(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoParquet | Self::Csv)
    }
}

impl Subject {
    fn sheet(self, reviewed: Reviewed<'_>) -> Sheet<'_> {
        match self {
            Self::Leads => sheet::leads_quoted(reviewed),
            Self::Events => sheet::events_quoted(reviewed),
        }
    }
}

/// Writes findings to a file that is there as a whole or not at all. One that is there is replaced only if it may be.
///
/// # Errors
/// When it is there, holds less than was found, or cannot be written.
pub fn export(
    reviewed: Reviewed<'_>,
    (format, subject): (Format, Subject),
    path: &Path,
    overwrite: bool,
) -> Result<(), ExportError> {
    match format {
        Format::GeoJson => save::stream(path, overwrite, |out| geojson::write(reviewed, subject, out)),
        Format::Kml(lang) => save::stream(path, overwrite, |out| kml::write(reviewed, lang, out)),
        Format::GeoParquet => save::beside(path, overwrite, |partial| {
            geoparquet::write(&subject.sheet(reviewed), partial).map_err(io::Error::other)
        }),
        Format::Gpkg => {
            save::beside(path, overwrite, |partial| gpkg::write(reviewed, partial).map_err(io::Error::other))
        }
        Format::Csv => save::stream(path, overwrite, |out| csv::write(&subject.sheet(reviewed), out)),
        Format::Xlsx => {
            xlsx::check(reviewed)?;
            save::beside(path, overwrite, |partial| xlsx::write(reviewed, partial).map_err(io::Error::other))
        }
        Format::Ftm => save::stream(path, overwrite, |out| ftm::write(reviewed, out)),
    }
}

//! The formats that are read, for people who wonder whether theirs is among them.

use std::fmt;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name, as [`crate::SourceSummary`] gives it.
    pub name: &'static str,
    /// What its header or its lines look like.
    pub header: &'static str,
    /// What it is known from.
    pub known: Known,
    /// Zone and form of its times.
    pub zone: &'static str,
    /// Whose it is, and its units.
    pub description: &'static str,
}

/// What a format is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A real sample was read.
    Seen,
    /// Its publisher describes it; no sample was at hand.
    Documentation,
}

/// Every format that is read, logs first, then tables, the special ones first.
pub fn formats() -> impl Iterator<Item = Format> {
    FORMATS.into_iter()
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seen => "seen",
            Self::Documentation => "from documentation",
        })
    }
}

const FORMATS: [Format; 5] = [
    Format {
        name: "nmea",
        description: "logs of NMEA 0183 sentences: VDM and VDO of any talker; units as broadcast (ITU-R M.1371)",
        header: "!AIVDM,1,1,,A,..,0*4A, with tag blocks, $PGHP lines, epochs behind or times before; or bare, with --date",
        zone: "UTC, of each message; of a bare log the day is asked for",
        known: Known::Seen,
    },
    Format {
        name: "noaa-legacy",
        description: "NOAA MarineCadastre, 2015 to 2024; degrees, knots, metres",
        header: "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,..",
        zone: "UTC, 2022-06-20T00:00:04",
        known: Known::Seen,
    },
    Format {
        name: "noaa-csv2",
        description: "NOAA MarineCadastre from 2025 on, CSV or GeoParquet; degrees, knots, metres",
        header: "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,..",
        zone: "UTC, 2025-01-01 00:00:04; typed in Parquet",
        known: Known::Documentation,
    },
    Format {
        name: "dma",
        description: "Danish Maritime Authority; degrees, knots, metres",
        header: "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,..",
        zone: "UTC, day first: 31/12/2023 23:59:59",
        known: Known::Documentation,
    },
    Format {
        name: "generic",
        description: "any CSV or Parquet whose column names settle what is what; degrees, knots, metres",
        header: "one column each of mmsi | ssvid, timestamp | ts | time | datetime | t, lat | latitude, lon | lng | long | longitude; sog, cog, heading, name, imo and others where they are",
        zone: "RFC 3339 or an epoch in s, ms, us or ns; UTC where no zone is given",
        known: Known::Seen,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::TABLES;

    #[test]
    fn every_table_that_is_told_apart_by_its_header_is_listed() {
        let listed: Vec<&str> = formats().map(|format| format.name).collect();
        let tables: Vec<&str> = TABLES.iter().map(|profile| profile.name).collect();
        assert_eq!(listed[0], "nmea");
        assert_eq!(listed[1..], tables);
    }
}

//! The formats that are read, for people who wonder whether theirs is among them.

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name, as [`crate::SourceSummary`] gives it.
    pub name: &'static str,
    /// Whose it is and how it is told apart.
    pub description: &'static str,
    /// What its header or its lines look like.
    pub looks: &'static str,
    /// Zone and form of its times.
    pub times: &'static str,
    /// Its units.
    pub units: &'static str,
    /// What it is known from.
    pub known: Known,
}

/// What a format is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A real sample was read.
    Seen,
    /// Its publisher describes it; no sample was at hand.
    FromDocumentation,
}

/// Every format that is read, the special ones first.
pub const fn formats() -> [Format; 5] {
    FORMATS
}

impl Known {
    /// The stable words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::FromDocumentation => "from documentation",
        }
    }
}

const PLAIN_UNITS: &str = "degrees, knots, metres";

const FORMATS: [Format; 5] = [
    Format {
        name: "nmea",
        description: "logs of NMEA 0183 sentences: VDM and VDO of any talker",
        looks: "!AIVDM,1,1,,A,..,0*4A, with tag blocks, $PGHP lines, epochs behind or times before; or bare, with --date",
        times: "UTC, of each message; of a bare log the day is asked for",
        units: "as broadcast (ITU-R M.1371)",
        known: Known::Seen,
    },
    Format {
        name: "noaa-legacy",
        description: "NOAA MarineCadastre, 2015 to 2024",
        looks: "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,..",
        times: "UTC, 2022-06-20T00:00:04",
        units: PLAIN_UNITS,
        known: Known::Seen,
    },
    Format {
        name: "noaa-csv2",
        description: "NOAA MarineCadastre from 2025 on, CSV or GeoParquet",
        looks: "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,..",
        times: "UTC, 2025-01-01 00:00:04; typed in Parquet",
        units: PLAIN_UNITS,
        known: Known::FromDocumentation,
    },
    Format {
        name: "dma",
        description: "Danish Maritime Authority",
        looks: "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,..",
        times: "UTC, day first: 31/12/2023 23:59:59",
        units: PLAIN_UNITS,
        known: Known::FromDocumentation,
    },
    Format {
        name: "generic",
        description: "any CSV or Parquet whose column names settle what is what",
        looks: "one column each of mmsi | ssvid, timestamp | ts | time | datetime | t, lat | latitude, lon | lng | long | longitude; sog, cog, heading, name, imo and others where they are",
        times: "RFC 3339 or an epoch in s, ms, us or ns; UTC where no zone is given",
        units: PLAIN_UNITS,
        known: Known::Seen,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::TABLES;

    #[test]
    fn every_table_that_is_told_apart_by_its_header_is_listed() {
        let listed: Vec<&str> = formats().iter().map(|format| format.name).collect();
        let tables: Vec<&str> = TABLES.iter().map(|profile| profile.name).collect();
        assert_eq!(listed[0], "nmea");
        assert_eq!(listed[1..], tables);
    }
}

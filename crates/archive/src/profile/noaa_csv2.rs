//! NOAA Marine Cadastre, 2025 and later, CSV and GeoParquet (from documentation).
//!
//! `mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver`
//!
//! - Longitude stands before latitude. Times are UTC with a space; in Parquet typed timestamps.
//! - Units and "not available" as in the legacy format. The GeoParquet column `geometry` repeats the position and
//!   is not used.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "noaa-csv2",
    description: "NOAA Marine Cadastre, 2025 and later, CSV and GeoParquet.",
    header: "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,\
             vessel_type,status,length,width,draft,cargo,transceiver",
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Time, &[&["base_date_time"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Name, &[&["vessel_name"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::CallSign, &[&["call_sign"]]),
        (Field::ShipType, &[&["vessel_type"]]),
        (Field::Status, &[&["status"]]),
        (Field::Length, &[&["length"]]),
        (Field::Width, &[&["width"]]),
        (Field::Draught, &[&["draft"]]),
        (Field::Class, &[&["transceiver"]]),
    ],
    time_format: TimeFormat::IsoOrEpoch,
    ..Profile::BASE
};

//! A few rows of each profile, typed as its publisher documents them.

use model::{BroadcastImo, Imo, Knots, Metres, NavStatus, ShipType, Transmitter};

use crate::support::content;

#[test]
fn a_danish_table_puts_the_day_first_and_its_shore_station_is_no_ship() {
    let table = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D\n\
        05/06/2023 00:00:01,Class A,219000001,55.5,11.25,Moored,0.0,0.0,,,Unknown,Unknown,TEST TANKER,Tanker,No additional information,20,120,GPS,6.5,KALUNDBORG,,AIS,100,20,10,10\n\
        05/06/2023 00:00:02,Base Station,2190067,55.5,11.25,Unknown value,,,,,Unknown,,,Undefined,,,,Undefined,,,,AIS,,,,\n\
        05/06/2023 00:00:03,Class B,219000002,91.000000,0.000000,Unknown value,,,,,Unknown,,,Undefined,,,,Undefined,,,,AIS,,,,\n";
    let content = content(table.as_bytes());
    assert_eq!((content.summary.profile, content.summary.ledger.accepted), ("dma", 3));
    let [fix] = content.fixes.as_slice() else { panic!("{:?}", content.fixes) };
    assert_eq!(fix.time.to_string(), "2023-06-05T00:00:01Z");
    assert_eq!((fix.status, fix.transmitter), (NavStatus::from_field(5), Transmitter::ClassA));
    let [ship] = content.statics.as_slice() else { panic!("{:?}", content.statics) };
    assert_eq!((ship.imo, ship.ship_type), (None, ShipType::from_field(80)));
    assert_eq!((ship.draught, ship.destination.as_deref()), (Some(Metres(6.5)), Some("KALUNDBORG")));
}

#[test]
fn the_newer_noaa_table_has_longitude_before_latitude() {
    let table = "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver\n\
        338000001,2025-01-01 00:00:02,-89.5,29.25,10.5,180.0,511,X,IMO9307839,WXX1,70,0,100,20,5.5,70,A\n";
    let content = content(table.as_bytes());
    assert_eq!(content.summary.profile, "noaa-csv2");
    let fix = content.fixes[0];
    assert_eq!((fix.position.lat(), fix.position.lon()), (29.25, -89.5));
    assert_eq!((fix.speed, fix.heading), (Some(Knots(10.5)), None));
    assert_eq!(content.statics[0].imo.and_then(BroadcastImo::valid).map(Imo::get), Some(9_307_839));
}

#[test]
fn the_older_noaa_table_writes_statuses_in_words_and_types_of_its_own() {
    let table = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo\n\
        366000001,2017-01-01T00:00:03,29.25,-89.5,-0.1,-49.6,511.0,,,,1024,under way using engine,,,,\n";
    let content = content(table.as_bytes());
    assert_eq!(content.summary.profile, "noaa-legacy");
    let fix = content.fixes[0];
    assert_eq!((fix.speed, fix.course, fix.heading), (None, None, None));
    assert_eq!((fix.status, fix.transmitter), (NavStatus::from_field(0), Transmitter::Unknown));
    assert!(content.statics[0].ship_type.is_some_and(ShipType::is_tanker));
}

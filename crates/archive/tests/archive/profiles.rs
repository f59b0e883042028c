//! A few rows of each profile, typed as its publisher documents them.

use darkwake_archive::ReadOptions;
use model::{BroadcastImo, Degrees, Fix, Imo, Knots, Metres, NavStatus, ShipType, StaticReport, Transmitter};

use crate::support::{Content, content, read_bytes, read_path, store_as};

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
    assert_eq!((fix.status(), fix.transmitter), (NavStatus::from_field(5), Transmitter::ClassA));
    let [ship, unplaced] = content.statics.as_slice() else { panic!("{:?}", content.statics) };
    assert!(!unplaced.says_something(), "{unplaced:?}");
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
    assert_eq!((fix.speed(), fix.heading()), (Some(Knots(10.5)), None));
    assert_eq!(content.statics[0].imo.and_then(BroadcastImo::valid).map(Imo::get), Some(9_307_839));
}

#[test]
fn the_older_noaa_table_writes_statuses_in_words_and_types_of_its_own() {
    let table = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo\n\
        366000001,2017-01-01T00:00:03,29.25,-89.5,-0.1,-49.6,511.0,,,,1024,under way using engine,,,,\n";
    let content = content(table.as_bytes());
    assert_eq!(content.summary.profile, "noaa-legacy");
    let fix = content.fixes[0];
    assert_eq!((fix.speed(), fix.course(), fix.heading()), (None, None, None));
    assert_eq!((fix.status(), fix.transmitter), (NavStatus::from_field(0), Transmitter::Unknown));
    assert!(content.statics[0].ship_type.is_some_and(ShipType::is_tanker));
}

/// Reads with Korea's zone, under a name.
fn korean(name: &str, text: &str) -> Content {
    let options = ReadOptions { zone: "+09:00".parse().ok(), ..ReadOptions::default() };
    read_path(&store_as(name, text.as_bytes()).path, &options).unwrap()
}

fn sides(report: &StaticReport) -> Option<[u16; 4]> {
    report.dimensions.map(|said| [said.bow, said.stern, said.port.into(), said.starboard.into()])
}

#[test]
fn a_norwegian_table_has_semicolons_and_no_report_of_a_base_station_and_an_older_one_lacks_the_turn() {
    let newer = "mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;rot;message_nr;source\n\
        257000001;10.5;59.25;2024-03-01 00:00:01;102.3;360.0;511;-99;;27;s\n\
        2573001;10.5;59.25;2024-03-01 00:00:02;;;;;;4;g\n\
        257000002;10.5;59.25;2024-03-01T00:00:03;11.5;90.5;91;0;0;18;g\n";
    let read = content(newer.as_bytes());
    assert_eq!((read.summary.profile, read.summary.ledger.accepted), ("kystverket", 3));
    let [satellite, small] = read.fixes.as_slice() else { panic!("{:?}", read.fixes) };
    assert_eq!(
        (satellite.speed(), satellite.course(), satellite.heading(), satellite.status()),
        (None, None, None, None)
    );
    assert_eq!((satellite.position.lat(), satellite.transmitter), (59.25, Transmitter::LongRange));
    assert_eq!(
        (small.speed(), small.course(), small.heading()),
        (Some(Knots(11.5)), Some(Degrees(90.5)), Some(Degrees(91.0)))
    );
    assert_eq!(
        (small.time.to_string().as_str(), small.transmitter),
        ("2024-03-01T00:00:03Z", Transmitter::ClassB)
    );
    let older = "mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;message_nr;source\n\
        257000001;10.5;59.25;2016-03-01 00:00:01;1.0;2.0;3;5;1;g\n";
    assert_eq!(content(older.as_bytes()).fixes[0].status(), NavStatus::from_field(5));
}

#[test]
fn a_spire_table_mixes_positions_with_static_data_in_any_order_of_columns() {
    let table = "created_at,timestamp,mmsi,msg_type,latitude,longitude,speed,course,heading,rot,imo,name,call_sign,ship_and_cargo_type,draught,destination\n\
        2023-05-01 00:10:00 UTC,2023-05-01 00:00:01 UTC,440000001,1,35.5,129.25,102.3,360,511,-128,,,,,,\n\
        2023-05-01 00:10:00 UTC,2023-05-01 00:00:02 UTC,440000001,5,,,,,,,9307839,TEST TANKER,DSXX1,80,8.5,BUSAN\n\
        2023-05-01 00:10:00 UTC,2023-05-01 00:00:03 UTC,994401234,21,35.5,129.25,,,,,,BUOY,,,,\n";
    let read = content(table.as_bytes());
    assert_eq!((read.summary.profile, read.summary.ledger.accepted), ("spire", 3));
    let ([fix], [ship]) = (read.fixes.as_slice(), read.statics.as_slice()) else { panic!("{read:?}") };
    assert_eq!(
        (fix.speed(), fix.course(), fix.heading(), fix.transmitter),
        (None, None, None, Transmitter::ClassA)
    );
    assert_eq!(fix.time.to_string(), "2023-05-01T00:00:01Z");
    assert_eq!((ship.name.as_deref(), ship.draught), (Some("TEST TANKER"), Some(Metres(8.5))));
    assert!(ship.ship_type.is_some_and(ShipType::is_tanker));
    let turned = "heading,longitude,msg_type,mmsi,created_at,latitude,speed,timestamp,course\n\
        87,129.25,3,440000001,2023-05-01T00:10:00+00:00,35.5,12.5,2023-05-01T00:00:01+00:00,88.5\n";
    let fix = content(turned.as_bytes()).fixes[0];
    assert_eq!(
        (fix.position.lat(), fix.speed(), fix.heading()),
        (35.5, Some(Knots(12.5)), Some(Degrees(87.0)))
    );
}

#[test]
fn an_exactearth_table_quotes_everything_and_writes_times_without_separators() {
    let table = "\"MMSI\",\"Message_ID\",\"Repeat_indicator\",\"Time\",\"Vessel_Name\",\"Ship_Type\",\"Dimension_to_Bow\",\"Dimension_to_stern\",\"Dimension_to_port\",\"Dimension_to_starboard\",\"Navigational_status\",\"SOG\",\"Longitude\",\"Latitude\",\"COG\",\"Heading\"\n\
        \"440000001\",\"1\",\"0\",\"20210701_185151\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\",\"0\",\"12.5\",\"129.25\",\"35.5\",\"88.5\",\"511\"\n\
        \"440000001\",\"5\",\"0\",\"20210701_185152\",\"TEST, TANKER\",\"[80]\",\"100\",\"20\",\"10\",\"11\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\"\n\
        \"440000002\",\"[27]\",\"0\",\"20210701_185153\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\",\"15\",\"102.3\",\"181\",\"91\",\"360\",\"511\"\n\
        \"4400001\",\"4\",\"0\",\"20210701_185154\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\",\"None\",\"129.25\",\"35.5\",\"None\",\"None\"\n";
    let read = content(table.as_bytes());
    assert_eq!(
        (read.summary.profile, read.summary.ledger.accepted),
        ("exactearth", 4),
        "{:?}",
        read.summary.ledger
    );
    let ([fix], [ship, unplaced]) = (read.fixes.as_slice(), read.statics.as_slice()) else {
        panic!("{read:?}")
    };
    assert_eq!((fix.time.to_string().as_str(), fix.position.lon()), ("2021-07-01T18:51:51Z", 129.25));
    assert_eq!((fix.speed(), fix.heading(), fix.transmitter), (Some(Knots(12.5)), None, Transmitter::ClassA));
    assert!(!unplaced.says_something() && unplaced.mmsi.get() == 440_000_002, "{unplaced:?}");
    assert_eq!((ship.name.as_deref(), sides(ship)), (Some("TEST, TANKER"), Some([100, 20, 10, 11])));
    assert!(ship.ship_type.is_some_and(ShipType::is_tanker));
}

const HVP: &str = "mmsi,imo,vessel_name,callsign,vessel_type,vessel_type_code,vessel_type_cargo,vessel_class,length,width,flag_country,flag_code,destination,eta,draught,longitude,latitude,sog,cog,rot,heading,nav_status,nav_status_code,source,ts_pos_utc,ts_static_utc,dt_pos_utc,dt_static_utc";

#[test]
fn rows_of_the_un_global_platform_may_lack_their_last_two_fields_but_no_more() {
    let row = "440000001,9307839,TEST TANKER,DSXX1,Tanker,80,,A,120,20,Korea,440,BUSAN,03011200,8.5,129.25,35.5,12.5,88.5,0,511,Under Way Using Engine,0,S-AIS,20190101100147,20181228232109,2019-01-01 10:01:47,2018-12-28 23:21:09";
    let short = row.rsplit_once(',').unwrap().0;
    for header in [HVP.to_owned(), format!("{HVP},vessel_type_main,vessel_type_sub")] {
        let table =
            format!("{header}\n{row}\n{row},Tanker\n{row},Tanker,Oil\n{row},Tanker,Oil,more\n{short}\n");
        let read = content(table.as_bytes());
        assert_eq!(
            (read.summary.profile, read.fixes.len()),
            ("exactearth-hvp", 3),
            "{:?}",
            read.summary.ledger
        );
        assert_eq!(read.summary.ledger.rejected.get("wrong_field_count"), Some(&2));
        let fix = read.fixes[0];
        assert_eq!((fix.time.to_string().as_str(), fix.position.lat()), ("2019-01-01T10:01:47Z", 35.5));
        assert_eq!(
            (fix.status(), fix.heading(), fix.transmitter),
            (NavStatus::from_field(0), None, Transmitter::ClassA)
        );
        assert!(read.statics[0].ship_type.is_some_and(ShipType::is_tanker));
    }
}

#[test]
fn a_korean_table_of_positions_begins_with_two_other_lines_and_is_read_in_the_zone_that_is_named() {
    let rows = "440000001,2024-03-01 09:00:01,35.5,129.25,12.5,88.5,511\n\
        440000002,2024-03-01 09:00:02,35.5,129.25,102.3,360.0,90\n";
    for (mark, before) in [("", "국내,AIS\n2024-03-01\n"), ("\u{feff}", "국내 AIS\n\n2024-03-01\n"), ("", "")]
    {
        let read = korean(
            "Dynamic_20240301.csv",
            &format!("{mark}{before}MMSI,일시,위도,경도,SOG,COG,Heading\n{rows}"),
        );
        assert_eq!((read.summary.profile, read.fixes.len()), ("korea-mof", 2), "{before}");
        assert_eq!(
            read.summary.ledger.skipped.get("before_header").copied(),
            (!before.is_empty()).then_some(2)
        );
        let [one, other] = [read.fixes[0], read.fixes[1]];
        assert_eq!(
            (one.time.to_string().as_str(), one.speed(), one.heading()),
            ("2024-03-01T00:00:01Z", Some(Knots(12.5)), None)
        );
        assert_eq!((other.speed(), other.course(), other.heading()), (None, None, Some(Degrees(90.0))));
    }
}

#[test]
fn a_korean_table_of_static_data_holds_from_the_beginning_of_its_day() {
    let table = "가,나\n다\nMMSI,선박명,선종코드,IMO,호출부호,DimA,DimB,DimC,DimD,흘수,추정톤수\n\
        440000001,시험호,80,9307839,DSXX1,100,20,10,11,8.5,5000\n440000002,,0,0,,0,0,0,0,0,\n";
    let read = korean("Static_20240301.csv", table);
    assert_eq!((read.summary.profile, read.summary.ledger.accepted), ("korea-mof-static", 2));
    let [ship] = read.statics.as_slice() else { panic!("{:?}", read.statics) };
    assert_eq!(
        (ship.time.to_string().as_str(), ship.name.as_deref()),
        ("2024-02-29T15:00:00Z", Some("시험호"))
    );
    assert_eq!((sides(ship), ship.draught), (Some([100, 20, 10, 11]), Some(Metres(8.5))));
    assert_eq!(ship.imo.and_then(BroadcastImo::valid).map(Imo::get), Some(9_307_839));
}

#[test]
fn a_taiwanese_table_is_told_by_taipei_s_clock() {
    let table = "MMSI,ShipName,Ship_and_Cargo_Type,SOG,COG,IMO_Number,Call_Sign,Record_Time,Longitude,Latitude\n\
        416000001,TEST TANKER,80,12.5,360.0,9307839,BXXX,2024/03/01 08:00:01,120.25,22.5\n\
        416000001,TEST TANKER,80,102.3,88.5,9307839,BXXX,2024-03-01 08:00:02,120.25,22.5\n";
    let read = content(table.as_bytes());
    assert_eq!((read.summary.profile, read.statics.len()), ("taiwan-mpb", 2));
    let [one, other] = read.fixes.as_slice() else { panic!("{:?}", read.fixes) };
    assert_eq!(
        (one.time.to_string().as_str(), one.speed(), one.course()),
        ("2024-03-01T00:00:01Z", Some(Knots(12.5)), None)
    );
    assert_eq!((other.speed(), other.course(), other.heading()), (None, Some(Degrees(88.5)), None));
}

#[test]
fn marinetraffic_counts_speed_in_tenths_and_writes_altitudes_as_headings() {
    let table = "MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP\n\
        440000001,0,125,129.25,35.5,88,90,2024-03-01T00:00:01\n\
        440000002,15,1023,129.25,35.5,360,-1,2024-03-01T00:00:02\n\
        440000003,5,0,129.25,35.5,88,511,2024-03-01T00:00:03\n\
        111440001,97,950,129.25,35.5,88,300,2024-03-01T00:00:04\n";
    let read = content(table.as_bytes());
    assert_eq!((read.summary.profile, read.fixes.len()), ("marinetraffic", 4));
    let speeds: Vec<_> = read.fixes.iter().map(Fix::speed).collect();
    assert_eq!(speeds, [Some(Knots(12.5)), None, Some(Knots(0.0)), Some(Knots(95.0))]);
    let headings: Vec<_> = read.fixes.iter().map(Fix::heading).collect();
    assert_eq!(headings, [Some(Degrees(90.0)), None, None, None]);
    assert_eq!(read.fixes[1].course(), None);
}

const AISHUB: &str =
    "MMSI,TSTAMP,LATITUDE,LONGITUDE,COG,SOG,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT,DEST";

#[test]
fn an_aishub_table_says_the_same_raw_and_in_degrees() {
    let plain = format!(
        "{AISHUB}\n440000001,2024-03-01 00:00:01 GMT,35.5,129.25,88.5,12.5,511,0,9307839,TEST TANKER,DSXX1,80,100,20,10,11,8.5,BUSAN\n\
         440000002,2024-03-01 00:00:02 GMT,91,181,360,102.3,511,15,0,,,0,0,0,0,0,0,\n"
    );
    let raw = format!(
        "{AISHUB}\n440000001,1709251201,21300000,77550000,885,125,511,0,9307839,TEST TANKER,DSXX1,80,100,20,10,11,85,BUSAN\n\
         440000002,1709251202,54600000,108600000,3600,1024,511,15,0,,,0,0,0,0,0,0,\n"
    );
    let (plain, raw) = (content(plain.as_bytes()), content(raw.as_bytes()));
    assert_eq!((plain.summary.profile, raw.summary.profile), ("aishub", "aishub"));
    for read in [plain, raw] {
        let ([fix], [ship, unplaced]) = (read.fixes.as_slice(), read.statics.as_slice()) else {
            panic!("{read:?}")
        };
        assert_eq!((fix.position.lat(), fix.position.lon()), (35.5, 129.25));
        assert_eq!(
            (fix.speed(), fix.course(), fix.heading()),
            (Some(Knots(12.5)), Some(Degrees(88.5)), None)
        );
        assert_eq!(fix.time.to_string(), "2024-03-01T00:00:01Z");
        assert!(!unplaced.says_something() && unplaced.mmsi.get() == 440_000_002, "{unplaced:?}");
        assert_eq!((sides(ship), ship.draught), (Some([100, 20, 10, 11]), Some(Metres(8.5))));
        assert_eq!(read.summary.ledger.accepted, 2);
    }
}

#[test]
fn a_vesselfinder_table_has_other_names_for_the_same() {
    let table = "MMSI,TIMESTAMP,LATITUDE,LONGITUDE,COURSE,SPEED,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT,DESTINATION\n\
        440000001,2024-03-01 00:00:01 UTC,35.5,129.25,88.5,12.5,511,1,9307839,TEST TANKER,DSXX1,80,100,20,10,11,8.5,BUSAN\n";
    let read = content(table.as_bytes());
    assert_eq!((read.summary.profile, read.fixes[0].speed()), ("vesselfinder", Some(Knots(12.5))));
    assert_eq!(
        (read.fixes[0].status(), read.statics[0].destination.as_deref()),
        (NavStatus::from_field(1), Some("BUSAN"))
    );
}

#[test]
fn positions_around_brest_count_seconds_from_1970() {
    let table = "sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t\n\
        227000001,7,-128,0.5,360,511,-4.5,48.25,1443650402\n\
        227000002,0,0,102.3,88.5,90,-4.5,48.25,1443650403\n\
        227000003,0,0,1,1,1,-4.5,48.25,1443650403000\n";
    let read = content(table.as_bytes());
    assert_eq!((read.summary.profile, read.fixes.len()), ("brest", 2));
    assert_eq!(read.summary.ledger.rejected.get("absurd_time"), Some(&1));
    let [one, other] = [read.fixes[0], read.fixes[1]];
    assert_eq!(
        (one.time.to_string().as_str(), one.course(), one.heading()),
        ("2015-09-30T22:00:02Z", None, None)
    );
    assert_eq!(
        (one.status(), other.speed(), other.heading()),
        (NavStatus::from_field(7), None, Some(Degrees(90.0)))
    );
}

#[test]
fn a_track_of_global_fishing_watch_is_of_the_ship_in_its_file_s_name_or_of_the_one_that_is_named() {
    let table = b"lon,lat,timestamp,speed,course,seg_id\n129.25,35.5,2024-03-01 00:00:01+00:00,12.5,88.5,416000301-a\n";
    let stored = store_as("track_416000301.csv", table);
    let read = read_path(&stored.path, &ReadOptions::default()).unwrap();
    assert_eq!((read.summary.profile, read.fixes[0].mmsi.get()), ("gfw-track", 416_000_301));
    assert_eq!((read.fixes[0].position.lat(), read.fixes[0].speed()), (35.5, Some(Knots(12.5))));
    let named = ReadOptions { mmsi: 440_000_001.try_into().ok(), ..ReadOptions::default() };
    assert_eq!(read_path(&stored.path, &named).unwrap().fixes[0].mmsi.get(), 440_000_001);
    let nameless = read_bytes(table, &ReadOptions::default()).unwrap_err().to_string();
    assert!(nameless.contains("--mmsi") && nameless.contains("nine digits"), "{nameless}");
}

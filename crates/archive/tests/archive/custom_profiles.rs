//! Tables that only a profile of the user's can tell, and those that it must leave alone.

use darkwake_archive::{CustomProfile, ReadError, ReadOptions, Shape, sniff};
use model::{Degrees, Knots, Metres, Mmsi};

use crate::support::{read_bytes, read_path, store, store_as};

const HARBOUR: &str = r#"
name = "harbour"
delimiter = ";"
time_format = "day_first"
zone = "+09:00"
nulls = ["-", "9999", "n/a"]
columns = { mmsi = "Ship", time = "When", latitude = "Y", longitude = "X", speed = "V", heading = "Head", name = "Name", draught = "Draught" }
units = { speed = "m/s", heading = "tenths_of_degrees", coordinates = "1/600000 degree", draught = "feet" }
"#;
const TABLE: &str = "Ship;When;Y;X;V;Head;Name;Draught;Remark
440000001;01.03.2024 21:00:00;21060000;77424000;5,144;905;TEST SHIP;30;x
440000001;01.03.2024 21:00:10;21060000;77424000;5.144;9999;n/a;-;x
440000001;2024-03-01 21:00:20;21060000;77424000;5.144;9999;n/a;-;x
-;01.03.2024 21:00:30;21060000;77424000;5.144;9999;n/a;-;x
";

fn with(profiles: &[&str]) -> ReadOptions {
    let profiles = profiles.iter().map(|text| CustomProfile::from_toml(text).unwrap()).collect();
    ReadOptions { profiles, ..ReadOptions::default() }
}

#[test]
fn a_table_is_read_in_the_names_units_and_zone_of_its_profile_and_its_nulls_are_nothing() {
    let read = read_bytes(TABLE.as_bytes(), &with(&[HARBOUR])).unwrap();
    assert_eq!(read.summary.profile, "harbour");
    let ledger = &read.summary.ledger;
    assert_eq!((ledger.accepted, ledger.rejected["bad_time"], ledger.rejected["bad_mmsi"]), (2, 1, 1));
    let [first, second] = read.fixes.as_slice() else { panic!("{:?}", read.fixes) };
    assert_eq!((first.position.lat(), first.position.lon()), (35.1, 129.04));
    assert_eq!((first.speed(), first.heading()), (None, Some(Degrees(90.5))));
    assert_eq!(second.time.to_string(), "2024-03-01T12:00:10Z");
    assert!((second.speed().unwrap().0 - 10.0).abs() < 0.001 && second.heading().is_none());
    let [ship] = read.statics.as_slice() else { panic!("{:?}", read.statics) };
    assert_eq!(
        (ship.name.as_deref(), ship.draught),
        (Some("TEST SHIP"), Some(Metres(30.0 / (1.0 / 0.3048))))
    );
}

#[test]
fn without_its_profile_it_is_refused_and_with_one_that_nearly_fits_that_is_named() {
    let refused = read_bytes(TABLE.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(matches!(refused, ReadError::UnknownHeader { .. }), "{refused}");
    let misspelt =
        read_bytes(TABLE.as_bytes(), &with(&[&HARBOUR.replace("\"V\"", "\"Speed\"")])).unwrap_err();
    let words = misspelt.to_string();
    assert!(words.contains("no column for speed") && words.contains("nearest profile is harbour"), "{words}");
    let commas = read_bytes(TABLE.replace(';', "|").as_bytes(), &with(&[HARBOUR]));
    assert!(commas.is_err(), "{commas:?}");
}

#[test]
fn a_ship_whose_figures_have_decimal_commas_is_read_by_a_profile_that_says_so_and_a_note_names_it_before() {
    let table = "sep=;\nmmsi;timestamp;lat;lon;sog\n440000001;2024-03-01 12:00:00Z;68,89730;-12,5;10,4\n\
                 440000001;2024-03-01 12:01:00Z;68.9;-12.5;10\n";
    let comma = "name = \"comma\"\ndecimal = \",\"\ncolumns = { mmsi = \"mmsi\", time = \"timestamp\", latitude = \
                 \"lat\", longitude = \"lon\", speed = \"sog\" }";
    let read = read_bytes(table.as_bytes(), &with(&[comma])).unwrap();
    let fix = read.fixes[0];
    assert_eq!((fix.position.lat(), fix.position.lon(), fix.speed()), (68.8973, -12.5, Some(Knots(10.4))));
    assert_eq!((read.fixes.len(), read.summary.ledger.rejected["bad_position"]), (1, 1));
    assert_eq!((read.summary.ledger.skipped["separator"], read.summary.notes.len()), (1, 0));

    let before = read_bytes(table.as_bytes(), &with(&[])).unwrap().summary;
    assert_eq!((before.profile, before.ledger.rejected["bad_position"]), ("generic", 1));
    assert!(before.notes.len() == 1 && before.notes[0].contains("decimal = \",\""), "{:?}", before.notes);
}

#[test]
fn a_ship_timed_with_the_month_first_is_read_by_a_profile_that_says_so_and_a_note_names_it_before() {
    let table = "mmsi,timestamp,lat,lon\n440000001,7/15/2026 10:47,35.1,129.04\n440000001,7/5/2026 10:47,35.1,129.04\n";
    let month = "name = \"month\"\ntime_format = \"month_first\"\nzone = \"UTC\"\ncolumns = { mmsi = \"mmsi\", time = \
                 \"timestamp\", latitude = \"lat\", longitude = \"lon\" }";
    let read = read_bytes(table.as_bytes(), &with(&[month])).unwrap();
    let times: Vec<String> = read.fixes.iter().map(|fix| fix.time.to_string()).collect();
    assert_eq!(times, ["2026-07-15T10:47:00Z", "2026-07-05T10:47:00Z"]);
    let before = read_bytes(table.as_bytes(), &with(&[])).unwrap().summary;
    assert_eq!(before.ledger.rejected["bad_time"], 2);
    assert!(before.notes.len() == 1 && before.notes[0].contains("\"month_first\""), "{:?}", before.notes);
}

#[test]
fn a_profile_goes_before_the_built_in_ones_and_the_first_that_fits_is_taken() {
    let table = b"mmsi,timestamp,lat,lon,sog\n440000001,2024-03-01 12:00:00Z,35.1,129.04,18.52\n";
    let own = |name: &str, speed: &str| {
        format!(
            "name = \"{name}\"\nunits = {{ speed = \"km/h\" }}\ncolumns = {{ mmsi = \"mmsi\", time = \
             \"timestamp\", latitude = \"lat\", longitude = \"lon\", speed = \"{speed}\" }}"
        )
    };
    let read = |profiles: &[&str]| {
        let read = read_bytes(table, &with(profiles)).unwrap();
        (read.summary.profile, read.fixes[0].speed(), read.summary.notes)
    };
    let (one, two, other) = (own("one", "sog"), own("two", "sog"), own("other", "kmh"));
    assert_eq!(read(&[]), ("generic", Some(Knots(18.52)), vec![]));
    assert_eq!(read(&[&one, &two]), ("one", Some(Knots(10.0)), vec![]));
    assert_eq!(read(&[&two, &one]).0, "two");
    let (profile, _, notes) = read(&[&other]);
    assert_eq!(
        (profile, notes),
        (
            "generic",
            vec![
                "the profile other was not taken: no column \"kmh\" for speed; the columns are mmsi, timestamp, lat, \
                 lon, sog"
                    .to_owned()
            ]
        )
    );
}

#[test]
fn a_table_of_one_ship_or_one_day_takes_them_from_the_user_or_the_name_of_its_file() {
    let caret = "name = \"track\"\ndelimiter = \"^\"\ntime_format = \"epoch_ms\"\n\
        columns = { time = \"t\", latitude = \"y\", longitude = \"x\" }";
    let table = b"t^y^x\n1709294400000^35.1^129.04\n";
    let options = with(&[caret]);
    let unnamed = read_bytes(table, &options).unwrap_err();
    assert!(
        matches!(unnamed, ReadError::Unstated { .. }) && unnamed.to_string().contains("--mmsi"),
        "{unnamed}"
    );
    let stored = store_as("440000001.csv", table);
    let read = read_path(&stored.path, &options).unwrap();
    assert_eq!((read.fixes[0].mmsi.get(), read.summary.profile), (440_000_001, "track"));
    assert_eq!(read.fixes[0].time.to_string(), "2024-03-01T12:00:00Z");
    let mmsi = Mmsi::try_from(440_000_002).ok();
    let named = read_bytes(table, &ReadOptions { mmsi, ..options }).unwrap();
    assert_eq!(Some(named.fixes[0].mmsi), mmsi);
}

#[test]
fn another_header_of_the_same_profile_is_followed() {
    let swapped = "Ship;When;X;Y;V;Head;Name;Draught;Remark";
    let row = "440000001;01.03.2024 21:01:00;77424000;21060000;5.144;905;TEST SHIP;30;x";
    let read = read_bytes(format!("{TABLE}{swapped}\n{row}\n").as_bytes(), &with(&[HARBOUR])).unwrap();
    let last = read.fixes.last().unwrap();
    assert_eq!((last.position.lat(), last.position.lon()), (35.1, 129.04));
    assert_eq!(read.summary.ledger.skipped["header"], 2);
    assert_eq!(read.summary.notes, ["the header in line 6 has other columns, which were followed"]);
}

#[test]
fn a_header_of_single_letters_is_followed_where_the_profile_has_them() {
    let letters =
        "name = \"letters\"\ncolumns = { mmsi = \"i\", time = \"t\", latitude = \"y\", longitude = \"x\" }";
    let table = b"i,t,y,x\n440000001,1709294400,35.1,29.04\ni,t,x,y\n440000001,1709294400,29.04,35.1\n";
    let read = read_bytes(table, &with(&[letters])).unwrap();
    let places: Vec<_> = read.fixes.iter().map(|fix| (fix.position.lat(), fix.position.lon())).collect();
    assert_eq!(places, [(35.1, 29.04); 2]);
}

#[test]
fn a_look_at_a_file_says_which_profile_it_took_and_for_what() {
    let stored = store(TABLE.as_bytes());
    let understood = sniff(&stored.path, &with(&[HARBOUR])).unwrap().understood.unwrap();
    let Shape::Table(layout) = understood.shape else { panic!("{:?}", understood.shape) };
    assert_eq!((understood.profile, layout.delimiter), ("harbour", Some(';')));
    assert_eq!(layout.took[..3], ["mmsi = ship", "time = when", "latitude = y"]);
    assert_eq!(layout.unused, ["remark"]);
}

#[test]
fn a_table_without_a_header_is_read_by_the_numbers_of_its_columns() {
    let numbered = "name = \"numbered\"\nheader = \"none\"\nlines_before = 2\ncolumns = { mmsi = \"1\", time = \"2\", latitude = \
                    \"3\", longitude = \"4\", name = \"6\" }";
    let titles = "Port of Busan\nexported 2024, March\n";
    let rows = "440000001,2024-03-01T12:00:00Z,35.1,129.04,x,SEA STAR\n\n440000001,2024-03-01T12:01:00Z,35.2,129.04,x,SEA STAR\n";
    let read = read_bytes(format!("{titles}{rows}").as_bytes(), &with(&[numbered])).unwrap();
    assert_eq!((read.fixes.len(), read.statics[0].name.as_deref()), (2, Some("SEA STAR")));
    assert_eq!((read.fixes[0].position.lat(), read.fixes[0].location.line()), (35.1, 3));
    let skipped = &read.summary.ledger.skipped;
    assert_eq!((skipped["before_header"], skipped["blank"], read.summary.profile), (2, 1, "numbered"));
    assert_eq!(read.summary.took[..2], ["mmsi = 1", "time = 2"]);
    // A log or a table with a header beside it is what it was.
    let table = "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n";
    assert_eq!(read_bytes(table.as_bytes(), &with(&[numbered])).unwrap().summary.profile, "generic");
    let unnamed = read_bytes(rows.as_bytes(), &with(&[])).unwrap_err().to_string();
    assert!(unnamed.contains("its first line looks like a row: header = \"none\" in a profile"), "{unnamed}");
    let named = numbered.replace("\"1\"", "\"Ship\"");
    let refused = CustomProfile::from_toml(&named).unwrap_err().to_string();
    assert!(
        refused.contains("\"ship\" is no column of a table without a header; wanted its number"),
        "{refused}"
    );
}

#[test]
fn titles_above_a_header_are_passed_over_by_a_profile_that_counts_them_and_told_before() {
    let table = "Port of Busan,1\n\nShip,When,Y,X\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n";
    let below = |lines: usize| {
        format!(
            "name = \"below\"\nlines_before = {lines}\ncolumns = {{ mmsi = \"Ship\", time = \"When\", latitude = \"Y\", \
             longitude = \"X\" }}"
        )
    };
    let read = read_bytes(table.as_bytes(), &with(&[&below(2)])).unwrap();
    let skipped = &read.summary.ledger.skipped;
    assert_eq!((read.fixes.len(), skipped["before_header"], skipped["header"]), (1, 1, 1));
    let refused = read_bytes(table.as_bytes(), &with(&[&below(0)])).unwrap_err().to_string();
    assert!(
        refused.contains("line 3 looks like its header, which lines_before = 2 in a profile reads"),
        "{refused}"
    );
    let titled = "Port of Busan\nmmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n";
    let refused = read_bytes(titled.as_bytes(), &with(&[])).unwrap_err().to_string();
    assert!(refused.contains("line 2 looks like its header, which lines_before = 1"), "{refused}");
}

#[test]
fn a_profile_that_reads_the_day_first_is_not_advised_to_do_so() {
    let day = "name = \"day\"\ntime_format = \"day_first\"\nzone = \"UTC\"\ncolumns = { mmsi = \"mmsi\", time = \"timestamp\", \
               latitude = \"lat\", longitude = \"lon\" }";
    let table = |time: &str| format!("mmsi,timestamp,lat,lon\n440000001,{time},35.1,129.04\n");
    let late = read_bytes(table("15/7/2026 25:47").as_bytes(), &with(&[day])).unwrap().summary;
    assert_eq!((late.ledger.rejected["bad_time"], late.notes), (1, vec![]));
    let other = read_bytes(table("7/15/2026 10:47").as_bytes(), &with(&[day])).unwrap().summary;
    assert!(other.notes.len() == 1 && other.notes[0].contains("\"month_first\""), "{:?}", other.notes);
}

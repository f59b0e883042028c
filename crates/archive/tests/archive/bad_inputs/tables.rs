//! Tables as text with rows that are short, long, torn, misquoted, or say what cannot be.

use darkwake_archive::ReadOptions;
use model::Mmsi;

use super::case::{Case, case};
use crate::support::fix_sentence;

pub(super) const NOAA: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass";
pub(super) const ROW: &str =
    "367752440,2023-01-11T00:00:00,43.07917,-70.75733,0.0,360.0,95.0,SAN JOSE,,WDI9818,31,0.0,,,,52.0,A";
/// Any table, by its names.
const NAMES: &str = "mmsi,timestamp,lat,lon,sog,cog,heading";
const SHIP: &str = "440000001,2024-03-01T12:00:00Z,35.1,129.04,8.3,91.5,90";

/// One good row.
const ONE: &str = "2 = 1 accepted, header 1; 1 fix, 0 static";
/// A good row and one without a place.
const NO_PLACE: &str = "3 = 2 accepted, header 1; 1 fix, 0 static";
/// A ship on air that says that it has none.
const NOT_AVAILABLE: &str = "3 = 2 accepted, header 1; 1 fix, 1 static";

pub(super) fn cases() -> Vec<Case> {
    [shapes(), headers(), times(), places(), values(), identities(), order()].into_iter().flatten().collect()
}

/// NOAA's header and these rows.
fn noaa(rows: &[&str]) -> String {
    [&[NOAA], rows].concat().join("\n") + "\n"
}

/// A table with a good ship and these rows.
fn ships(rows: &[&str]) -> String {
    [&[NAMES, SHIP], rows].concat().join("\n") + "\n"
}

/// A table with one ship, in which `from` reads `to`.
fn ship(from: &str, to: &str) -> String {
    assert!(SHIP.contains(from), "{from} is not in the row");
    format!("{NAMES}\n{}\n", SHIP.replacen(from, to, 1))
}

fn shapes() -> Vec<Case> {
    let name = |name: &str| noaa(&[&ROW.replace("SAN JOSE", name), ROW]);
    vec![
        case("a row ends early", ships(&["440000001,2024-03-01"]), rejected("wrong_field_count", 1))
            .peer("duckdb 2.0: one column of text, no ship; pandas 3.1: half a ship"),
        case("a row goes on", ships(&[&format!("{SHIP},1")]), rejected("wrong_field_count", 1))
            .peer("duckdb 2.0: the good row is gone, names lost; pandas 3.1: error, no row"),
        case(
            "a quote stands inside a name",
            name("SAN \"J\" JOSE"),
            "3 = 2 accepted, header 1; 2 fix, 2 static",
        )
        .peer("duckdb 2.0, pandas 3.1: both rows"),
        case(
            "a quoted name has a comma and doubled quotes",
            name("\"SAN \"\"J\"\", JOSE\""),
            "3 = 2 accepted, header 1; 2 fix, 2 static",
        )
        .peer("duckdb 2.0, pandas 3.1: both rows"),
        case(
            "a quote is opened and never closed",
            name("\"SAN JOSE"),
            "3 = 1 accepted, header 1, !bad_quote 1; 1 fix, 1 static",
        )
        .peer("duckdb 2.0: both rows, the quote a letter; pandas 3.1: error, no row"),
        case(
            "a quote is closed before the name ends",
            name("\"SAN\" JOSE"),
            "3 = 1 accepted, header 1, !bad_quote 1; 1 fix, 1 static",
        )
        .peer("duckdb 2.0, pandas 3.1: both rows, the quotes guessed at"),
        case(
            "a quoted name runs over two lines",
            name("\"SAN\nJOSE\""),
            "4 = 1 accepted, header 1, !bad_quote 1, !wrong_field_count 1; 1 fix, 1 static",
        )
        .peer("duckdb 2.0, pandas 3.1: both rows, the name on two lines"),
        case(
            "blank lines and comments stand between rows",
            ships(&["", "  ", "# end of day", SHIP]),
            "6 = 2 accepted, blank 2, comment 1, header 1; 2 fix, 0 static",
        )
        .peer("duckdb 2.0: one column of text; pandas 3.1: the comment is a row"),
        case(
            "decimal commas in a table of commas make too many fields",
            ship("35.1,129.04", "35,1,129,04"),
            "2 = 0 accepted, header 1, !wrong_field_count 1; 0 fix, 0 static",
        )
        .peer("duckdb 2.0: latitude 35, longitude 1; pandas 3.1: shifted by two columns"),
        case(
            "decimal commas in a table of semicolons are no places",
            "mmsi;timestamp;lat;lon\n440000001;2024-03-01T12:00:00Z;35,1;129,04\n",
            "2 = 0 accepted, header 1, !bad_position 1; 0 fix, 0 static",
        )
        .peer("duckdb 2.0: places as text; pandas 3.1: one column, 4"),
        case(
            "a table of semicolons",
            "mmsi;timestamp;lat;lon\n440000001;2024-03-01T12:00:00Z;35.1;129.04\n",
            ONE,
        ),
    ]
}

/// A table with a good ship whose other rows are rejected.
fn rejected(reason: &str, count: usize) -> String {
    format!("{} = 1 accepted, header 1, !{reason} {count}; 1 fix, 0 static", 2 + count)
}

fn headers() -> Vec<Case> {
    let swapped = "mmsi,timestamp,lon,lat,sog,cog,heading";
    let swapped_ship = "440000001,2024-03-01T12:00:00Z,129.04,35.1,8.3,91.5,90";
    let same = "440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90";
    let moved = [NAMES, SHIP, swapped, swapped_ship].join("\n");
    let half = "mmsi,timestamp,lat,speed,sog,cog,heading";
    let halved = ships(&[half, SHIP, SHIP]);
    vec![
        case("the header is repeated", ships(&[NAMES, SHIP]), "4 = 2 accepted, header 2; 2 fix, 0 static")
            .peer("duckdb 2.0, pandas 3.1: a row of names, every column text"),
        case(
            "the header of a file that was joined on has a byte order mark",
            ships(&[&format!("\u{feff}{NAMES}"), SHIP]),
            "4 = 2 accepted, header 2; 2 fix, 0 static",
        ),
        case(
            "a table with its columns in another order was joined on",
            ships(&[swapped, swapped_ship]),
            "4 = 2 accepted, header 2; 2 fix, 0 static",
        )
        .fix(same),
        case(
            "the first header comes back behind another",
            format!("{moved}\n{NAMES}\n{SHIP}\n"),
            "6 = 3 accepted, header 3; 3 fix, 0 static",
        )
        .fix(same),
        case(
            "a table with more columns was joined on",
            ships(&[&format!("{swapped},name"), &format!("{swapped_ship},TEST SHIP")]),
            "4 = 2 accepted, header 2; 2 fix, 1 static",
        )
        .fix(same),
        case(
            "a table of another format was joined on",
            ships(&["mmsi,timestamp,lat,lon,status,type,seg_id", SHIP, NAMES, SHIP])
                .replace("lat,lon,status,type,seg_id", "latitude,longitude,navstat,type,cog"),
            "6 = 2 accepted, header 3, !under_other_header 1; 2 fix, 0 static",
        ),
        case(
            "a table without longitudes was joined on",
            halved.as_str(),
            "5 = 1 accepted, header 2, !under_other_header 2; 1 fix, 0 static",
        ),
        case(
            "rows go on below the first header again",
            halved.clone() + &format!("# note\n{NAMES}\n{SHIP}\n"),
            "8 = 2 accepted, comment 1, header 3, !under_other_header 2; 2 fix, 0 static",
        )
        .fix(same),
        case(
            "a table of semicolons was joined on",
            ships(&[&NAMES.replace(',', ";"), &SHIP.replace(',', ";"), SHIP]),
            "5 = 2 accepted, header 1, !wrong_field_count 2; 2 fix, 0 static",
        ),
        case(
            "words that are names of columns in a comment are no header",
            ships(&[&format!("# {swapped}"), "name, type", SHIP]),
            "5 = 2 accepted, comment 1, header 1, !wrong_field_count 1; 2 fix, 0 static",
        ),
        case(
            "a table whose header is a comment has its columns in another order in its second half",
            format!("# {NAMES}\n{SHIP}\n# {swapped}\n{swapped_ship}\n"),
            "4 = 2 accepted, header 2; 2 fix, 0 static",
        )
        .fix(same),
        case(
            "a comment of columns stands above a header in another order",
            format!("# {swapped}\n{NAMES}\n{SHIP}\n"),
            "3 = 1 accepted, header 2; 1 fix, 0 static",
        )
        .fix(same),
        case(
            "a log begins with comments",
            format!("# exported\n#\n1420030798,{}\n", fix_sentence()),
            "3 = 1 accepted, comment 2; 1 fix, 0 static",
        ),
        case("the header is missing", format!("{SHIP}\n"), "refused: neither a log of sentences nor a table")
            .peer("duckdb 2.0: a row without names; pandas 3.1: the ship is the header"),
        case("the columns are in another order", format!("{swapped}\n{swapped_ship}\n"), ONE).fix(same),
        case("a column has no name", format!("{NAMES},\n{SHIP},\n"), ONE),
        case(
            "a comment stands above the header",
            format!("# exported on Monday\n{NAMES}\n{SHIP}\n"),
            "3 = 1 accepted, comment 1, header 1; 1 fix, 0 static",
        ),
        case("two columns could be the time", "mmsi,timestamp,time,lat,lon\n", "refused: could be any of"),
        case("no column is the place", "mmsi,timestamp,sog\n", "refused: no column for latitude"),
        case("the header alone", format!("{NAMES}\n"), "1 = 0 accepted, header 1; 0 fix, 0 static"),
        case("a table of another trade", "colour,price\nred,1\n", "refused: neither a log of sentences"),
        case(
            "no column has the ship, which is named",
            "timestamp,lat,lon\n2024-03-01T12:00:00Z,35.1,129.04\n",
            ONE,
        )
        .with(&ReadOptions { mmsi: Mmsi::try_from(440_000_001).ok(), ..ReadOptions::default() })
        .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 - kn - deg heading -"),
    ]
}

fn times() -> Vec<Case> {
    let at = |name, time: &str, answer: &str| {
        case(name, ships(&[&SHIP.replace("2024-03-01T12:00:00Z", time)]), answer)
    };
    let bad = rejected("bad_time", 1);
    let absurd = rejected("absurd_time", 1);
    let two = "3 = 2 accepted, header 1; 2 fix, 0 static";
    vec![
        at("one time is a word", "noon", &bad).peer("duckdb 2.0, pandas 3.1: every time is text"),
        at("one time is missing", "", &rejected("no_time", 1))
            .peer("duckdb 2.0, pandas 3.1: a row without a time"),
        at("a row is of 30 February", "2024-02-30T12:00:00Z", &bad)
            .peer("duckdb 2.0, pandas 3.1: every time is text"),
        at("a row is of 29 February in a year without one", "2023-02-29T12:00:00Z", &bad),
        at("a row is of the hour 25", "2024-03-01T25:00:00Z", &bad),
        at("a day has no time of day", "2024-03-01", &bad),
        at("a leap second is the last second of its minute", "2016-12-31T23:59:60Z", two)
            .peer("duckdb 2.0, pandas 3.1: every time is text")
            .fix("440000001 2016-12-31T23:59:59Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        at("a clock of 1970", "1970-01-01T00:00:00Z", &absurd),
        at("a clock of 1980, where satellite time starts", "1980-01-06T00:00:00Z", &absurd),
        at("a clock of 2106, where 32 bits end", "2106-02-07T06:28:15Z", &absurd),
        at("an epoch of zero", "0", &absurd),
        at("an epoch below zero", "-1", &absurd),
        at("an epoch beyond 64 bits", "99999999999999999999", &absurd),
        at("an epoch that is no number", "NaN", &rejected("no_time", 1)),
        at("an epoch in nanoseconds", "1709294400000000000", two)
            .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        at("a time of day in another zone", "2024-03-01T21:00:00+09:00", two)
            .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
    ]
}

fn places() -> Vec<Case> {
    let at =
        |name, place: &str, answer: &str| case(name, ships(&[&SHIP.replace("35.1,129.04", place)]), answer);
    let bad = rejected("bad_position", 1);
    let two = "3 = 2 accepted, header 1; 2 fix, 0 static";
    vec![
        at("latitude 91 and longitude 181 are no place", "91,181", NOT_AVAILABLE),
        at("latitude 91 alone is no place", "91.0,0.0", NOT_AVAILABLE),
        at("longitude 181 alone is no place", "0.0,181.0", NOT_AVAILABLE),
        at("no place is given", ",", NO_PLACE),
        at("half a place is given", "35.1,", &bad),
        at("a place of 0,0 is kept", "0,0", two)
            .fix("440000001 2024-03-01T12:00:00Z 0,0 8.3 kn 91.5 deg heading 90"),
        at("a latitude of 95", "95,129", &bad),
        at("a longitude of 200", "35,200", &bad),
        at("a latitude that is no number", "NaN,129.04", &bad),
        at("an infinite longitude", "35.1,inf", &bad).peer("duckdb 2.0, pandas 3.1: kept as inf"),
        at("a latitude of 1e308", "1e308,129.04", &bad).peer("duckdb 2.0, pandas 3.1: kept as 1e308"),
        at("a latitude in degrees and minutes", "35 06.0N,129 02.4E", &bad),
        at("both are no numbers", "NaN,NaN", NO_PLACE),
    ]
}

fn values() -> Vec<Case> {
    let is = |name, motion: &str| case(name, ship("8.3,91.5,90", motion), ONE);
    let blank = "440000001 2024-03-01T12:00:00Z 35.1,129.04 - kn - deg heading -";
    vec![
        is("what is not available is nothing and never 0", "102.3,360,511").fix(blank),
        is("102.2 is that or more, and no speed", "102.2,360.0,511.0").fix(blank),
        is("a turn of -128 and a heading of -1 are nothing", "-128,-1,-1").fix(blank),
        is("no numbers", "NaN,nan,NaN").peer("duckdb 2.0, pandas 3.1: speed NaN").fix(blank),
        is("infinite numbers", "inf,-inf,Infinity")
            .peer("duckdb 2.0: the speed is a day of the year 9999; pandas 3.1: inf")
            .fix(blank),
        is("numbers of 1e308", "1e308,-1e308,1e309").fix(blank),
        is("speed below zero", "-0.1,0,0")
            .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 - kn 0 deg heading 0"),
        is("words", "fast,north,up").fix(blank),
        is("nothing", ",,").fix(blank),
        is("what databases write for nothing", "NULL,None,\\N")
            .peer("duckdb 2.0: speed is the text NULL; pandas 3.1: NaN")
            .fix(blank),
        is("zero is zero", "0,0,0").fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 0 kn 0 deg heading 0"),
    ]
}

fn identities() -> Vec<Case> {
    let of = |name, mmsi: &str, answer: &str| case(name, ship("440000001", mmsi), answer);
    let bad = "2 = 0 accepted, header 1, !bad_mmsi 1; 0 fix, 0 static";
    vec![
        of("MMSI 0 is kept as sent", "0", ONE)
            .fix("0 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("MMSI 123456789 is kept as sent", "123456789", ONE)
            .fix("123456789 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("MMSI 111111111 is kept as sent", "111111111", ONE)
            .fix("111111111 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("MMSI 1193046 is kept as sent", "1193046", ONE)
            .fix("1193046 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("an MMSI of three digits is kept as sent", "412", ONE)
            .fix("412 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("an MMSI that a program took for a fraction", "440000001.0", ONE)
            .peer("duckdb 2.0, pandas 3.1: 440000001.0")
            .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("an MMSI with all its digits and an exponent", "4.40000001e8", ONE)
            .fix("440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91.5 deg heading 90"),
        of("an MMSI that a spreadsheet rounded", "4.4E+08", bad)
            .peer("duckdb 2.0, pandas 3.1: the ship 440000000"),
        of("an MMSI of ten digits", "4400000011", bad),
        of("an MMSI below zero", "-440000001", bad).peer("duckdb 2.0, pandas 3.1: kept"),
        of("an MMSI with half a digit", "440000001.5", bad).peer("duckdb 2.0, pandas 3.1: kept"),
        of("an MMSI that is a word", "SAN JOSE", bad),
        of("an MMSI of 1e308", "1e308", bad),
        of("no MMSI", "", bad),
        of("an MMSI behind a run of NUL", "\0\0\x00440000001", bad)
            .peer("duckdb 2.0, pandas 3.1: text with NUL in it"),
    ]
}

fn order() -> Vec<Case> {
    let at = |hour: u32| SHIP.replace("T12", &format!("T{hour:02}"));
    vec![
        case("every row is there twice", ships(&[SHIP, SHIP]), "4 = 3 accepted, header 1; 3 fix, 0 static"),
        case(
            "rows are out of order by hours",
            ships(&[&at(23), &at(2), &at(15)]),
            "5 = 4 accepted, header 1; 4 fix, 0 static",
        ),
        case(
            "a clock jumps by eight years and back",
            ships(&[&SHIP.replace("2024", "2016"), SHIP]),
            "4 = 3 accepted, header 1; 3 fix, 0 static",
        ),
    ]
}
